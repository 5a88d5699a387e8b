import { expect, test } from "vitest";
import { isPlainlySealed } from "../../../../src/sops/stores/yaml.ts";

const METADATA = [
  "sops:",
  "    age:",
  "        - recipient: age1x",
  "          enc: |",
  "            -----BEGIN AGE ENCRYPTED FILE-----",
  "            YQ==",
  "            -----END AGE ENCRYPTED FILE-----",
  '    lastmodified: "2026-01-01T00:00:00Z"',
  "    mac: ENC[AES256_GCM,data:YQ==,type:str]",
  "",
].join("\n");
const SECRET = "apiVersion: v1\nkind: Secret\nstringData:\n    A: ENC[AES256_GCM,data:YQ==,type:str]\n";

test("a document as sops writes it is sealed", () => {
  expect(isPlainlySealed(SECRET + METADATA)).toBe(true);
});

// All of these are the library's to read, which also says what is wrong with them.
test.each([
  ["no metadata", SECRET],
  ["metadata without a seal", `${SECRET}sops:\n    age: []\n`],
  ["metadata that are text", `${SECRET}sops: mac\n`],
  ["the word within a value", `${SECRET}note: |\n    sops:\n        mac: x\n`],
  ["two documents", `${SECRET}${METADATA}---\n${SECRET}${METADATA}`],
  ["a key twice", `${SECRET}kind: Secret\n${METADATA}`],
  ["metadata twice", `${SECRET}${METADATA}${METADATA}`],
  ["a tab", `${SECRET}\t${METADATA}`],
  ["line ends of Windows", (SECRET + METADATA).replaceAll("\n", "\r\n")],
  ["a map that is never closed", `${SECRET}x: {a: 1\n${METADATA}`],
  ["an anchor", `x: &a 1\ny: *a\n${METADATA}`],
  ["nothing", ""],
])("%s: not told here", (_, text) => {
  expect(isPlainlySealed(text)).toBe(false);
});
