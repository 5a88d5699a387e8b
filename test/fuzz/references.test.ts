import fc from "fast-check";
import { expect, test } from "vitest";
import { Failure } from "../../src/kernel/errors.ts";
import { parseLines } from "../../src/references/parse-line.ts";
import { parseReference } from "../../src/references/parse-reference.ts";
import { printLine, printSource } from "../../src/references/print.ts";
import { DECODES, type Destination, type SecretLine, type Source } from "../../src/references/reference.ts";

const SCHEMES = new Set(["sops", "env", "aws"]);
const text = fc.string({ minLength: 1, unit: "binary" });
const noNul = text.filter((value) => !value.includes("\0"));
const word = fc.stringMatching(/^[A-Za-z0-9_.-]{1,8}$/).filter((value) => value !== "." && value !== "..");
const source: fc.Arbitrary<Source> = fc.oneof(
  fc.record({
    kind: fc.constant("bare" as const),
    path: fc.array(word, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/")),
  }),
  fc.record({
    kind: fc.constant("reference" as const),
    scheme: fc.constantFrom(...SCHEMES),
    locator: noNul,
    query: fc.array(fc.tuple(word, text), { maxLength: 3 }).map((pairs) => new Map(pairs)),
    field: fc.oneof(
      fc.constant(undefined),
      text.map((key) => ({ kind: "key" as const, key })),
      fc
        .array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 4 })
        .map((parts) => ({ kind: "path" as const, parts })),
    ),
  }),
);
const file: fc.Arbitrary<Destination> = fc.record({
  kind: fc.constant("file" as const),
  path: fc.option(text, { nil: undefined }),
});
const line: fc.Arbitrary<SecretLine> = fc
  .record({
    name: fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/),
    wildcard: fc.boolean(),
    optional: fc.boolean(),
    source,
    decode: fc.constantFrom(undefined, ...DECODES),
    fallback: fc.option(fc.string({ unit: "binary" }), { nil: undefined }),
    public: fc.boolean(),
    destinations: fc.oneof(
      fc.constantFrom<Destination[]>(
        [],
        [{ kind: "env" }],
        [{ kind: "output" }],
        [{ kind: "env" }, { kind: "output" }],
      ),
      file.map((one) => [one]),
      file.map((one): Destination[] => [one, { kind: "output" }]),
    ),
    line: fc.constant(1),
  })
  .filter(
    (one) =>
      !one.wildcard ||
      (one.fallback === undefined &&
        one.destinations.every((to) => to.kind !== "file" || to.path === undefined)),
  );

test("a source is printed and read back", () => {
  fc.assert(
    fc.property(source, (one) => {
      expect(parseReference(printSource(one), SCHEMES)).toEqual(one);
    }),
  );
});

test("a line is printed and read back", () => {
  fc.assert(
    fc.property(line, (one) => {
      expect(parseLines(printLine(one), SCHEMES, { fromInput: true })).toEqual({
        lines: [one],
        problems: [],
      });
    }),
  );
});

test("no text of a right-hand side is in a problem", () => {
  const noise = fc.string().map((around) => `${around.replace(/[\r\n]/g, "")}S3CRETS3CRET`);
  fc.assert(
    fc.property(noise, fc.string(), (front, back) => {
      const { problems } = parseLines(`A = ${front}${back}`, SCHEMES, { fromInput: true });
      for (const { message, fix } of problems) expect(`${message} ${fix}`).not.toContain("S3CRET");
      const reference = parseReference(front + back, SCHEMES);
      if (reference instanceof Failure)
        expect(`${reference.message} ${reference.fix}`).not.toContain("S3CRET");
    }),
  );
});
