import { describe, expect, test } from "vitest";
import { buildMetadata, parseMetadata } from "../../../src/sops/metadata.ts";
import type { Branch, Item, Node } from "../../../src/sops/tree.ts";

const AGE = "age1t97tcmpfqlw8sxhsmefxd5gfk0l5mxp4lpphnzt6fktjxlgcfueqdnq5l2";
const str = (value: string) => ({ kind: "str", value }) as const;
const map = (...pairs: [string, Item["value"]][]): Branch => ({
  kind: "map",
  items: pairs.map(([key, value]) => ({ key, value })),
});
const list = (...items: Node[]) => ({ kind: "list", items }) as const;
const key = map(["recipient", str(AGE)], ["enc", str("E")]);
const time: [string, Item["value"]] = ["lastmodified", str("2026-01-01T00:00:00Z")];

const refused = expect.objectContaining({ code: "SOPS_METADATA" });

describe("reading", () => {
  test("names in any case, weak types, a single value for a list", () => {
    const parsed = parseMetadata(
      map(
        ["AGE", key],
        ["LastModified", { kind: "time", value: "2026-01-01T00:00:00.5+00:00" }],
        ["MAC", str("M")],
        ["mac_only_encrypted", str("true")],
        ["shamir_threshold", str("2")],
        ["Encrypted_Regex", str("^a$")],
      ),
    );
    expect(parsed).toMatchObject({
      groups: [[{ kind: "age", id: AGE, enc: "E" }]],
      lastModified: "2026-01-01T00:00:00Z",
      mac: "M",
      macOnlyEncrypted: true,
      shamirThreshold: 2,
      selector: { name: "encrypted_regex", text: "^a$" },
      version: undefined,
    });
  });

  test("keys at the top win over key groups", () => {
    const groups = list(
      map(["age", list(key)]),
      map(["pgp", list(map(["fp", str("F")], ["enc", str("E")]))]),
    );
    expect(parseMetadata(map(time, ["key_groups", groups])).groups).toHaveLength(2);
    expect(parseMetadata(map(time, ["key_groups", groups], ["age", list(key)])).groups).toHaveLength(1);
  });

  test("the kind of an age recipient is told by how it is written", () => {
    const recipients = [AGE, "age1pq1abc", "age1yubikey1abc", "ssh-ed25519 AAAA", "ssh-rsa AAAA"];
    const parsed = parseMetadata(
      map(time, ["age", list(...recipients.map((id) => map(["recipient", str(id)])))]),
    );
    expect(parsed.groups[0]?.map(({ kind }) => kind)).toEqual([
      "age",
      "age-pq",
      "age-plugin",
      "ssh-ed25519",
      "ssh-rsa",
    ]);
  });

  test.each([
    ["no key", map(time)],
    ["no time", map(["age", list(key)])],
    ["a time that is none", map(["lastmodified", str("yesterday")], ["age", list(key)])],
    [
      "two selectors",
      map(time, ["age", list(key)], ["encrypted_suffix", str("a")], ["encrypted_regex", str("b")]),
    ],
    ["a list of strings for keys", map(time, ["age", list(str("x"))])],
    ["a map for the MAC", map(time, ["age", list(key)], ["mac", map()])],
  ])("%s is refused", (_name, block) => expect(() => parseMetadata(block)).toThrow(refused));

  test("the number of keys is limited", () => {
    const many = map(time, ["age", list(...Array.from({ length: 1001 }, () => key))]);
    expect(() => parseMetadata(many)).toThrow(expect.objectContaining({ code: "LIMIT_EXCEEDED" }));
  });
});

test("the block is written in alphabetical order, and reads back", () => {
  const block = buildMetadata({
    age: [{ recipient: AGE, enc: "E" }],
    lastModified: "2026-01-01T00:00:00Z",
    mac: "M",
    macOnlyEncrypted: true,
    selector: { name: "encrypted_regex", text: "^a$" },
    version: "3.13.3",
  });
  const names = block.items.map((item) => ("kind" in item ? "" : item.key));
  expect(names).toEqual(["age", "encrypted_regex", "lastmodified", "mac", "mac_only_encrypted", "version"]);
  expect(parseMetadata(block)).toMatchObject({ mac: "M", macOnlyEncrypted: true, version: "3.13.3" });
});
