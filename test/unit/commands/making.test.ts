import { expect, test } from "vitest";
import type { OriginLine } from "../../../src/commands/load-lines.ts";
import { madeFromFile } from "../../../src/commands/making.ts";
import { parseReference } from "../../../src/references/parse-reference.ts";

const KNOWN = [
  {
    schemes: [
      { name: "vault", queries: ["version"], parameters: true, vals: [] },
      { name: "aws", queries: ["stage"], vals: [] },
    ],
  },
] as const;
const line = (reference: string, file: string | undefined): OriginLine =>
  ({ line: { name: "A", line: 3, source: parseReference(reference) }, file }) as OriginLine;

test.each([
  ["vault://pki/issue/web?common_name=CANARY-7f3a", "c.yaml", ["READ_CREATES"]],
  ["vault://pki/issue/web?version=1&ttl=1h", "c.yaml", ["READ_CREATES"]],
  ["vault://pki/issue/web?common_name=a", undefined, []],
  ["vault://secret/a?version=1", "c.yaml", []],
  ["vault://secret/a", "c.yaml", []],
  ["aws://a?other=1", "c.yaml", []],
])("%s of %s", (reference, file, codes) => {
  const problems = madeFromFile([line(reference, file)], KNOWN);
  expect(problems.map(({ code }) => code)).toEqual(codes);
  expect(problems.map(({ at }) => at)).toEqual(codes.map(() => ({ file: "c.yaml", line: 3 })));
  expect(problems.map(({ message }) => message).join()).not.toContain("CANARY");
});
