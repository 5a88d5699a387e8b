import fs from "node:fs";
import { expect, test } from "vitest";
import { FORMATS, formatTable, KINDS, VERIFIERS } from "../peers/sign-formats.ts";

const docs = fs.readFileSync(new URL("../../docs/signing-formats.md", import.meta.url), "utf8");

test("the docs' table of formats is the one that the peers are tried with", () => {
  const [, table] = /<!-- signing-formats -->\n([\s\S]*?)\n<!-- \/signing-formats -->/.exec(docs) ?? [];
  expect(table?.split("\n")).toEqual(formatTable());
});

test("nobody is said to read what is not made", () => {
  for (const { id, made, reads } of FORMATS)
    for (const verifier of VERIFIERS) {
      const kinds: readonly string[] = made;
      const wrong = (reads[verifier] ?? []).filter((kind) => !kinds.includes(kind));
      expect([id, verifier, wrong]).toEqual([id, verifier, []]);
    }
  expect(FORMATS.some(({ made }) => made.length === KINDS.length)).toBe(true);
});
