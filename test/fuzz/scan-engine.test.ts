import { Buffer } from "node:buffer";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CONTEXT } from "../../src/scan/context/index.ts";
import { leadsOf } from "../../src/scan/engine/candidates.ts";
import { defaultEngine } from "../../src/scan/engine/index.ts";
import { RULES } from "../../src/scan/rules/index.ts";

const anchors = leadsOf(RULES, CONTEXT).texts;
const SEPARATORS = [
  "=",
  ": ",
  '="',
  "://",
  "\n",
  " ",
  '"',
  "'",
  "@",
  ".",
  "%41",
  "\\u0041",
  "-----",
  "\\n",
  ";",
];
const piece = fc.oneof(
  fc.constantFrom(...anchors),
  fc.constantFrom(...RULES.flatMap((rule) => rule.prefixes)),
  fc.constantFrom(...SEPARATORS),
  fc.stringMatching(/^[A-Za-z0-9+/_=-]{1,90}$/),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
  fc.stringMatching(/^[ -~]{1,60}$/).map((text) => Buffer.from(text).toString("base64")),
);
const hostile = fc.array(piece, { maxLength: 60 }).map((pieces) => Buffer.from(pieces.join(""), "latin1"));
const archive = fc
  .tuple(
    fc.constantFrom("PK\u0003\u0004", "\u001f\u008b\u0008", "PK\u0003\u0004PK\u0001\u0002PK\u0005\u0006"),
    fc.uint8Array({ maxLength: 700 }),
  )
  .map(([magic, bytes]) => Buffer.concat([Buffer.from(magic, "latin1"), bytes]));
const path = fc.constantFrom(
  "a.ts",
  ".env",
  "x.yaml",
  ".netrc",
  ".pgpass",
  ".npmrc",
  ".htpasswd",
  "package-lock.json",
);
const options = { decodeDepth: 3, archiveDepth: 2, disabled: new Set<string>(), now: 0 };

test("the engine takes any bytes: it never throws, its offsets are within, it says the same again", () => {
  fc.assert(
    fc.property(fc.oneof(hostile, archive, fc.uint8Array({ maxLength: 400 })), path, (bytes, name) => {
      const target = { path: name, bytes: Uint8Array.from(bytes) };
      const found = defaultEngine().scan(target, options);
      let last = 0;
      for (const finding of found) {
        expect(finding.start).toBeGreaterThanOrEqual(last);
        expect(finding.end).toBeGreaterThan(finding.start);
        expect(finding.end).toBeLessThanOrEqual(bytes.length);
        expect(finding.matchStart).toBeLessThanOrEqual(finding.start);
        expect(finding.matchEnd).toBeGreaterThanOrEqual(finding.end);
        expect(finding.secret.length).toBeGreaterThan(0);
        last = finding.decoded.some((kind) => kind.startsWith("zip")) ? 0 : finding.start;
      }
      expect(defaultEngine().scan(target, options)).toEqual(found);
    }),
    { numRuns: 400 },
  );
});

test("what is found does not depend on where in a file it stands", () => {
  fc.assert(
    fc.property(hostile, fc.integer({ min: 1, max: 70_000 }), (bytes, before) => {
      const plain = { ...options, decodeDepth: 0, archiveDepth: 0 };
      const lone = defaultEngine().scan(
        { path: "a.ts", bytes: Buffer.concat([Buffer.from("\n\n"), bytes]) },
        plain,
      );
      const moved = Buffer.concat([Buffer.from(`${"x ".repeat(before)}\n\n`), bytes]);
      const found = defaultEngine().scan({ path: "a.ts", bytes: moved }, plain);
      expect(found.map((one) => [one.rule, one.start - 2 * before])).toEqual(
        lone.map((one) => [one.rule, one.start]),
      );
    }),
    { numRuns: 40 },
  );
});
