import { describe, expect, test } from "vitest";
import {
  type Branch,
  decrypt,
  type Documents,
  encrypt,
  type EncryptInput,
  type Format,
  FORMATS,
  generateIdentity,
  type Item,
  parseAgeKeys,
  type Scalar,
  storeOf,
} from "../../../src/sops/index.ts";

const pair = generateIdentity();
const { identities } = parseAgeKeys(pair.identity, "age-key");
const str = (value: string): Scalar => ({ kind: "str", value });
const map = (...items: Branch["items"]): Branch => ({ kind: "map", items });
const item = (key: string, value: Item["value"]): Item => ({ key, value });
const NOW = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

const seal = (documents: Documents, format: Format, more: Partial<EncryptInput> = {}) =>
  encrypt({ documents, format, recipients: [pair.recipient], now: NOW, ...more });
const open = (bytes: Uint8Array, format: Format) => decrypt({ bytes, format, file: "f", identities });
const textOf = async (documents: Documents, format: Format, more: Partial<EncryptInput> = {}) =>
  Buffer.from((await seal(documents, format, more)).bytes).toString();

const flat = map(
  { kind: "comment", text: " about" },
  item("A", str("hush")),
  item("B_unencrypted", str("open")),
  item("E", str("")),
);
const trees: Record<Format, Branch> = {
  yaml: map(
    { kind: "comment", text: " about" },
    item("m", map(item("1", str("hush")), item("__proto__", str("x")))),
    item("l", {
      kind: "list",
      items: [{ kind: "comment", text: "c" }, { kind: "int", value: 2n ** 62n }, { kind: "null" }],
    }),
    item("f", { kind: "float", value: 1e-7 }),
    item("b", { kind: "bool", value: false }),
    item("t", { kind: "time", value: "2024-01-01T00:00:00Z" }),
    item("raw", { kind: "bytes", value: Buffer.from([255, 0]) }),
    item("v_unencrypted", { kind: "bool", value: true }),
  ),
  json: map(
    item("2", str("b")),
    item("1", { kind: "int", value: -5n }),
    item("2", str("again")),
    item("n", { kind: "null" }),
  ),
  dotenv: flat,
  ini: map(item("s", map(item("k", str("v")), item("k_unencrypted", str("w"))))),
  binary: map(item("data", str("line\n"))),
};

describe.each(FORMATS)("%s", (format) => {
  test("decrypting gives back what was encrypted", async () => {
    const { bytes } = await seal([trees[format]], format);
    const { documents, info } = await open(bytes, format);
    // An INI file always begins with its DEFAULT section.
    const given = documents.map((tree) =>
      map(...tree.items.filter((entry) => "kind" in entry || entry.key !== "DEFAULT")),
    );
    expect(storeOf(format).writePlain(given)).toEqual(storeOf(format).writePlain([trees[format]]));
    expect(info[0]).toMatchObject({ recipients: [pair.recipient], version: "3.13.3" });
    expect(info[0].lastModified.toISOString()).toBe("2026-01-02T03:04:05.000Z");
  });

  test("no secret is left readable", async () => {
    expect(await textOf([trees[format]], format)).not.toContain("hush");
  });
});

test("clear values, empty values and null stay as they are", async () => {
  const text = await textOf(
    [map(item("a_unencrypted", str("open")), item("e", str("")), item("n", { kind: "null" }))],
    "json",
  );
  expect(JSON.parse(text)).toMatchObject({ a_unencrypted: "open", e: "", n: null });
});

test("the selector and mac_only_encrypted are written and obeyed", async () => {
  const tree = map(item("data", str("hush")), item("kind", str("Secret")));
  const text = await textOf([tree], "json", {
    selector: { encrypted_regex: "^data$" },
    macOnlyEncrypted: true,
  });
  expect(JSON.parse(text)).toMatchObject({
    kind: "Secret",
    sops: { encrypted_regex: "^data$", mac_only_encrypted: true },
  });
  expect(JSON.parse(text).sops).not.toHaveProperty("unencrypted_suffix");
  const changed = await open(Buffer.from(text.replace('"Secret"', '"ConfigMap"')), "json");
  expect(changed.clearAuthenticated).toBe(false);
});

test("a binary file is encrypted whole, and says so where a selector was given", async () => {
  const { bytes, notices } = await seal([trees.binary], "binary", {
    selector: { encrypted_regex: "nomatch" },
  });
  expect(notices).toHaveLength(1);
  expect(Buffer.from(bytes).toString()).not.toMatch(/encrypted_regex|unencrypted_suffix|line/);
});

test("every recipient can open the file, one said twice is written once", async () => {
  const other = generateIdentity();
  const { bytes } = await seal([flat], "dotenv", {
    recipients: [pair.recipient, other.recipient, pair.recipient],
  });
  const opened = await decrypt({
    bytes,
    format: "dotenv",
    file: "f",
    identities: parseAgeKeys(other.identity, "age-key").identities,
  });
  expect(opened.info[0].recipients).toEqual([pair.recipient, other.recipient]);
});

test.each<[string, Partial<EncryptInput>, object]>([
  ["no recipient", { recipients: [] }, { code: "SOPS_KEY_MISSING" }],
  ["a recipient of another kind", { recipients: ["ssh-rsa AAAA"] }, { code: "AGE_KEY_INVALID" }],
  ["an invalid pattern", { selector: { encrypted_regex: "(" } }, { code: "SOPS_CONFIG" }],
  ["two selectors", { selector: { encrypted_regex: "a", encrypted_suffix: "b" } }, { code: "SOPS_CONFIG" }],
  [
    "a comment that would hide itself",
    { selector: { unencrypted_comment_regex: "^ENC" } },
    { code: "SOPS_CONFIG", exit: 23 },
  ],
])("%s is refused", async (_name, more, failure) => {
  await expect(seal([flat], "dotenv", more)).rejects.toThrow(expect.objectContaining(failure));
});

test.each<[Format, string, Item]>([
  ["dotenv", "null", item("a", { kind: "null" })],
  ["dotenv", "a clear bool", item("a_unencrypted", { kind: "bool", value: true })],
  ["dotenv", "a map", item("a", map(item("b", str("c"))))],
  ["ini", "null", item("s", map(item("a", { kind: "null" })))],
  ["json", "clear bytes", item("a_unencrypted", { kind: "bytes", value: Buffer.from([255]) })],
  ["json", "a clear negative zero", item("a_unencrypted", { kind: "float", value: -0 })],
  ["json", "a clear NaN", item("a_unencrypted", { kind: "float", value: Number.NaN })],
])("%s refuses %s before anything is written", async (format, _name, entry) => {
  await expect(seal([map(entry)], format)).rejects.toThrow(expect.objectContaining({ code: "SOPS_FORMAT" }));
});
