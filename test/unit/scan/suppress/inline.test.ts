import { describe, expect, test } from "vitest";
import { inlineComments } from "../../../../src/scan/suppress/inline.ts";

const at = (line: number, rule = "github-pat", endLine = line) =>
  ({ rule, level: "specific", line, endLine }) as const;
const comments = (...lines: string[]) => inlineComments(Buffer.from(lines.join("\n")));

/** Written in two parts: the gate reads this file too. */
const GITLEAKS = `gitleaks${":"}allow`;
const PRAGMA = `pragma${":"} allowlist`;
const LINT = `secretlint${"-"}`;

describe("on its own line", () => {
  test.each([
    [`x = 1 # ${GITLEAKS}`, GITLEAKS],
    [`x = 1 ${GITLEAKS}`, GITLEAKS],
    [`x = 1 // better${GITLEAKS.slice(3)}`, "betterleaks:allow"],
    [`x = 1 # trufflehog${":"}ignore`, "trufflehog:ignore"],
    [`x = 1 # gg${"ignore"}`, "ggignore"],
    [`x = 1  # ${PRAGMA} secret`, "pragma: allowlist secret"],
    [`x = 1 // ${PRAGMA.replace("allow", "white")} secret`, "pragma: allowlist secret"],
    [`x: 1 /* ${PRAGMA}-secret */`, "pragma: allowlist secret"],
    [`<a> <!-- ${PRAGMA} secret -->`, "pragma: allowlist secret"],
    [`x // ${LINT}disable-line`, "secretlint-disable-line"],
  ])("%s", (line, kind) => {
    const silencing = comments("before", line, "after");
    expect([1, 2, 3].map((n) => silencing(at(n)))).toEqual([
      undefined,
      expect.objectContaining({ kind, line: 2 }),
      undefined,
    ]);
  });
});

describe("for the next line", () => {
  test.each([
    [`# ${PRAGMA} nextline secret`, "pragma: allowlist nextline secret"],
    [`// ${LINT}disable-next-line`, "secretlint-disable-next-line"],
  ])("%s", (line, kind) => {
    const silencing = comments("before", line, "after", "later");
    expect([1, 2, 3, 4].map((n) => silencing(at(n)))).toEqual([
      undefined,
      undefined,
      expect.objectContaining({ kind, line: 2 }),
      undefined,
    ]);
  });
});

test.each([
  `x = "${PRAGMA} secret"`,
  `# ${PRAGMA} secrets-are-fine? no: ${PRAGMA}`.replace("secrets", "things"),
  `# my${LINT}disabled`,
  `${LINT}disable-lines`,
  "pragma: once",
  `xgg${"ignore"}d`,
])("is none: %s", (line) => {
  expect(comments(line, line)(at(1))).toBeUndefined();
});

test("a block of secretlint goes from its comment to the one that ends it, or to the end of the file", () => {
  const silencing = comments(
    "1",
    `/* ${LINT}disable */`,
    "3",
    `/* ${LINT}enable */`,
    "5",
    `# ${LINT}disable`,
    "7",
  );
  expect([1, 3, 5, 7].map((n) => silencing(at(n))?.line)).toEqual([undefined, 2, undefined, 6]);
});

test("what secretlint names is silenced, by the provider's name, and nothing else", () => {
  const silencing = comments(
    `# ${LINT}disable-next-line @secretlint/secretlint-rule-github, npm -- gitlab is not meant`,
    "2",
  );
  expect(
    ["github-pat", "npm-token", "npmx-token", "gitlab-pat"].map((rule) => silencing(at(2, rule))?.line),
  ).toEqual([1, 1, undefined, undefined]);
});

test("one block is ended by its rule's name while another one goes on", () => {
  const silencing = comments(
    `# ${LINT}disable github`,
    `# ${LINT}disable npm`,
    `# ${LINT}enable github`,
    "4",
  );
  expect(["github-pat", "npm-token"].map((rule) => silencing(at(4, rule))?.line)).toEqual([undefined, 2]);
});

test("a finding of several lines is silenced in any of them", () => {
  expect(comments("1", `2 # ${GITLEAKS}`, "3")(at(1, "private-key", 3))?.line).toBe(2);
});

test("says which bytes its line has, whoever added them", () => {
  const bytes = Buffer.from(`ü\n2 # ${GITLEAKS}\n3`);
  const found = inlineComments(bytes)(at(2))!;
  expect(bytes.toString("utf8", found.start, found.end)).toBe(`2 # ${GITLEAKS}`);
});

test("a finding whose format is verified is silenced by none", () => {
  expect(comments(`x # ${GITLEAKS}`)({ ...at(1), level: "verified" })).toBeUndefined();
});

test("of a very long line its end is read", () => {
  const long = "x".repeat(5_000);
  expect(comments(`${long} # ${GITLEAKS}`)(at(1))?.line).toBe(1);
  expect(comments(`${GITLEAKS} ${long}`)(at(1))).toBeUndefined();
});

test("bytes of no encoding are read too", () => {
  const bytes = Buffer.concat([Buffer.from([0xff, 0x0a, 0xfe]), Buffer.from(` # ${GITLEAKS}\r\n`)]);
  expect(inlineComments(bytes)(at(2))?.line).toBe(2);
});
