import { expect, test } from "vitest";
import { parseEnvFile } from "../../../src/commands/env-file.ts";

const SCHEMES = new Set(["sops", "env"]);
const parse = (text: string) => parseEnvFile(text, "dev.env", SCHEMES);
const plainOf = (text: string): Record<string, string | undefined> =>
  Object.fromEntries(parse(text).plain.map(({ name, value }) => [name, value.reveal()]));

test("references of ours, of vals and of the chain are lines with their place; other text is clear", () => {
  const { lines, plain, problems } = parse(
    '# dev\n\nA=sops://f.yaml#a.b\nexport B="env://B"\nC=ref+sops://f.yaml#/c\nD=chain://D\nPORT=3000 # web\nURL=https://x.test/#top\n',
  );
  expect(problems).toEqual([]);
  expect(lines.map(({ line, file }) => [line.name, line.source.kind, line.line, file])).toEqual([
    ["A", "reference", 3, "dev.env"],
    ["B", "reference", 4, "dev.env"],
    ["C", "reference", 5, "dev.env"],
    ["D", "bare", 6, "dev.env"],
  ]);
  expect(plain.map(({ name, value, public: isPublic }) => [name, value.reveal(), isPublic])).toEqual([
    ["PORT", "3000", true],
    ["URL", "https://x.test/#top", true],
  ]);
});

test("quotes are those of dotenv", () => {
  expect(plainOf("A='a $b # c'\nB=\"x\\n\\\"y\\\" \\q\"\nC=\nD=  spaced out  \nE=\r\nF='' # note")).toEqual({
    A: "a $b # c",
    B: 'x\n"y" \\q',
    C: "",
    D: "spaced out",
    E: "",
    F: "",
  });
});

test("problems come together with their lines, without a word of a value", () => {
  const { problems, plain } = parse(
    "CANARY-7f3a\nA='CANARY-open\nB=aws://CANARY-name\nC=ref+nope://CANARY\n1X=CANARY\n",
  );
  expect(problems.map(({ at }) => at?.line)).toEqual([1, 2, 3, 4, 5]);
  expect(plain).toEqual([]);
  expect(problems.map(({ message, fix }) => message + fix).join()).not.toContain("CANARY");
});
