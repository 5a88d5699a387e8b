import { expect, test } from "vitest";
import { chooseSelector, compileSelector, type SelectorName } from "../../../src/sops/selector.ts";
import type { Branch, Scalar } from "../../../src/sops/tree.ts";
import { walk } from "../../../src/sops/walk.ts";

const str = (value: string): Scalar => ({ kind: "str", value });

/** Which values and comments a selector picks: values by their text, comments as `#text`. */
async function picked(name: SelectorName, text: string, tree: Branch): Promise<string[]> {
  const out: string[] = [];
  walk(tree, await compileSelector({ name, text }, "SOPS_CONFIG"), {
    scalar: (node, selected) => {
      if (selected && node.kind === "str") out.push(node.value);
      return node;
    },
    comment: (node, selected) => {
      if (selected) out.push(`#${node.text}`);
      return node;
    },
  });
  return out;
}

const nested: Branch = {
  kind: "map",
  items: [
    {
      key: "a_x",
      value: {
        kind: "map",
        items: [
          { key: "b", value: str("1") },
          { kind: "comment", text: "in" },
        ],
      },
    },
    {
      key: "c",
      value: { kind: "list", items: [str("2"), { kind: "map", items: [{ key: "d_x", value: str("3") }] }] },
    },
    { kind: "comment", text: "top" },
  ],
};

test.each([
  ["encrypted_suffix", "_x", ["1", "#in", "3"]],
  ["unencrypted_suffix", "_x", ["2", "#top"]],
  ["encrypted_regex", "^(a_x|d_x)$", ["1", "#in", "3"]],
  ["unencrypted_regex", "(?i)^A_", ["2", "3", "#top"]],
] as const)("%s counts every key on the way", async (name, text, expected) => {
  expect(await picked(name, text, nested)).toEqual(expected);
});

const commented: Branch = {
  kind: "map",
  items: [
    { kind: "comment", text: " mark" },
    { kind: "comment", text: " more" },
    { key: "a", value: { kind: "map", items: [{ key: "b", value: str("1") }] } },
    { key: "c", value: str("2") },
    { key: "d", value: { kind: "list", items: [{ kind: "comment", text: " mark" }, str("3"), str("4")] } },
  ],
};

test("a comment reaches as far as the next item, and into it", async () => {
  expect(await picked("encrypted_comment_regex", "mark", commented)).toEqual(["# more", "1", "3"]);
  expect(await picked("unencrypted_comment_regex", "mark", commented)).toEqual(["2", "4"]);
});

test("a list's comment that is read back as a string keeps its reach (sops issue 2281)", async () => {
  const selector = await compileSelector({ name: "encrypted_comment_regex", text: "mark" }, "SOPS_METADATA");
  const seen: boolean[] = [];
  const list: Branch = {
    kind: "map",
    items: [
      {
        key: "l",
        value: { kind: "list", items: [{ kind: "comment", text: "mark" }, str("ENC"), str("x"), str("y")] },
      },
    ],
  };
  walk(list, selector, {
    scalar: (node, selected) => {
      seen.push(selected);
      return node.kind === "str" && node.value === "ENC" ? { kind: "comment", text: "more" } : node;
    },
    comment: (node) => node,
    asComment: (node) => (node.kind === "str" ? node.value : undefined),
  });
  expect(seen).toEqual([true, true, false]);
});

test("two selectors are one too many, none is sops' default", () => {
  expect(() => chooseSelector({ encrypted_regex: "a", unencrypted_suffix: "b" }, "SOPS_METADATA")).toThrow(
    expect.objectContaining({ code: "SOPS_METADATA", exit: 1 }),
  );
  expect(chooseSelector({ encrypted_regex: "" }, "SOPS_CONFIG")).toEqual({
    name: "unencrypted_suffix",
    text: "_unencrypted",
  });
});

test("an invalid pattern is refused, where sops takes it as no match", async () => {
  await expect(compileSelector({ name: "encrypted_regex", text: "(" }, "SOPS_METADATA")).rejects.toThrow(
    expect.objectContaining({ code: "SOPS_METADATA" }),
  );
});

test("depth is limited", async () => {
  let tree: Branch = { kind: "map", items: [] };
  for (let depth = 0; depth < 300; depth++) tree = { kind: "map", items: [{ key: "k", value: tree }] };
  await expect(picked("encrypted_suffix", "_x", tree)).rejects.toThrow(
    expect.objectContaining({ code: "LIMIT_EXCEEDED" }),
  );
});
