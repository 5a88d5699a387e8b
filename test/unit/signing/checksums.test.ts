import { describe, expect, test } from "vitest";
import { Failure } from "../../../src/kernel/errors.ts";
import { MAX_CHECKSUMS, parseChecksums } from "../../../src/signing/checksums.ts";

const A = "ab".repeat(32);
const B = "cd".repeat(32);
const LONG = "ef".repeat(64);
const read = (text: string): readonly string[] =>
  parseChecksums(Buffer.from(text), "SUMS").map(
    ({ name, digest }) => `${digest.algorithm}:${digest.hex.slice(0, 2)} ${name}`,
  );
const refusal = (text: string | Uint8Array): Failure => {
  try {
    parseChecksums(Buffer.from(text), "SUMS");
  } catch (error) {
    return error as Failure;
  }
  throw new Error("expected a failure");
};

test.each<[string, string, readonly string[]]>([
  ["text", `${A}  a.txt\n`, ["sha256:ab a.txt"]],
  ["binary", `${A} *a.txt\n`, ["sha256:ab a.txt"]],
  ["portable, of shasum", `${A} ?a.txt\n`, ["sha256:ab a.txt"]],
  ["one space", `${A} a.txt\n`, ["sha256:ab a.txt"]],
  ["no newline at the end", `${A}  a.txt`, ["sha256:ab a.txt"]],
  ["BSD", `SHA256 (a (1).txt) = ${A}\n`, ["sha256:ab a (1).txt"]],
  ["OpenSSL", `SHA2-256(a.txt)= ${A}\n`.replace("SHA2-256", "SHA256"), ["sha256:ab a.txt"]],
  ["SHA-384 and SHA-512", `${LONG}  a\n${"12".repeat(48)}  b\n`, ["sha512:ef a", "sha384:12 b"]],
  ["upper case", `${A.toUpperCase()}  a\n`, ["sha256:ab a"]],
  ["CRLF keeps names apart", `${A}  a\r\n${B}  b\r\n`, ["sha256:ab a", "sha256:cd b"]],
  ["a byte order mark", `\ufeff${A}  a\n`, ["sha256:ab a"]],
  ["folders, spaces, other letters", `${A}  d/e f/ü.txt\n`, ["sha256:ab d/e f/ü.txt"]],
  ["./ is dropped", `${A}  ./d/a\n`, ["sha256:ab d/a"]],
  ["a backslash", `\\${A}  a\\\\b\n`, ["sha256:ab a\\b"]],
  ["a name with a star, binary", `${A} **\n`, ["sha256:ab *"]],
  ["comments and empty lines", `# made by x\n\n${A}  a\n   \n`, ["sha256:ab a"]],
  ["a line that is there twice", `${A}  a\n${A} *a\n${A}  b\n`, ["sha256:ab a", "sha256:ab b"]],
  ["two algorithms for one file", `${A}  a\n${LONG}  a\n`, ["sha256:ab a", "sha512:ef a"]],
])("%s", (_, text, expected) => {
  expect(read(text)).toEqual(expected);
});

describe("refused", () => {
  test.each<[string, string, string, number | undefined]>([
    ["no digest", "CANARY-7f3a a\n", "SUBJECT_REFUSED", 1],
    ["MD5", `${A}  a\n${"ab".repeat(16)}  CANARY-7f3a\n`, "SUBJECT_REFUSED", 2],
    ["SHA-1", `${"ab".repeat(20)}  a`, "SUBJECT_REFUSED", 1],
    ["a digest of another length than said", `SHA512 (a) = ${A}`, "SUBJECT_REFUSED", 1],
    ["no name", `${A}  `, "SUBJECT_REFUSED", 1],
    ["a newline in a name", `\\${A}  a\\nCANARY-7f3a`, "SUBJECT_REFUSED", 1],
    ["a control character", `${A}  a\u001b[31m`, "SUBJECT_REFUSED", 1],
    ["a carriage return within", `${A}  a\rb`, "SUBJECT_REFUSED", 1],
    ["nothing", "# only this\n", "SUBJECT_NOT_FOUND", undefined],
    ["one name for two files", `${A}  a\n${B}  a\n`, "NAME_COLLISION", undefined],
  ])("%s", (_, text, code, line) => {
    const failure = refusal(text);
    expect(failure.code).toBe(code);
    if (line !== undefined) expect(failure.at).toEqual({ file: "SUMS", line });
    expect(`${failure.message}${failure.fix ?? ""}`).not.toContain("CANARY-7f3a");
  });
  test("not UTF-8", () => {
    expect(refusal(Buffer.from([...Buffer.from(`${A}  `), 0xff])).code).toBe("SUBJECT_REFUSED");
  });
  test("too large", () => {
    expect(refusal(Buffer.alloc(MAX_CHECKSUMS + 1, 0x23)).code).toBe("LIMIT_EXCEEDED");
    expect(refusal(Buffer.alloc(MAX_CHECKSUMS, 0x23)).code).toBe("SUBJECT_NOT_FOUND");
  });
});
