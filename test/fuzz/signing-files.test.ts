import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Failure } from "../../src/kernel/errors.ts";
import { parseChecksums } from "../../src/signing/checksums.ts";
import { createSniffer } from "../../src/signing/confusing.ts";
import { literalGlob, parseGlob, type Segment, start, step } from "../../src/signing/glob-match.ts";
import { findFiles } from "../../src/signing/globs.ts";
import { predicateOf } from "../../src/signing/predicates.ts";

const settings = { seed: 20260611, numRuns: 500 };
let folder: string;
beforeAll(() => void (folder = fs.realpathSync.native(fs.mkdtempSync(path.join(os.tmpdir(), "files-")))));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const name = fc
  .string({ unit: fc.constantFrom(..."ab.*?[]{}!\\,^- é🔑"), minLength: 1, maxLength: 8 })
  .filter((text) => text !== "." && text !== "..");
const matches = (globs: readonly (readonly Segment[])[], parts: readonly string[]): boolean =>
  globs.some((segments) => {
    let states = start(segments);
    for (const part of parts) states = step(segments, states, part, false);
    return states.has(segments.length);
  });
/** What a thing throws must be a Failure with its own words. */
const isOurs = (work: () => unknown): void => {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(Failure);
    expect(String((error as Failure).message)).not.toContain("CANARY");
  }
};

test("a name with every character escaped matches itself and nothing else", () => {
  fc.assert(
    fc.property(name, name, (one, other) => {
      const escaped = [...one].map((char) => `\\${char}`).join("");
      for (const glob of [parseGlob(escaped), literalGlob(one)]) {
        expect(matches(glob, [one])).toBe(true);
        expect(matches(glob, [other])).toBe(one === other);
      }
    }),
    settings,
  );
});

test("a pattern of stars matches as a regular expression does", () => {
  const piece = fc.constantFrom("a", "b", "*", "?", ".");
  const text = fc.string({ unit: fc.constantFrom("a", "b", "."), minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), text, (pieces, one) => {
      const source = pieces.map((char) =>
        char === "*" ? ".*" : char === "?" ? "." : char === "." ? "\\." : char,
      );
      const expected =
        new RegExp(`^${source.join("")}$`).test(one) && (!one.startsWith(".") || pieces[0] === ".");
      const pattern = pieces.join("");
      fc.pre(pattern !== "." && !pattern.includes("**"));
      expect(matches(parseGlob(pattern), [one])).toBe(expected);
    }),
    settings,
  );
});

test("a long name against many stars takes no time that grows with their number's power", () => {
  expect(matches(parseGlob(`${"*a".repeat(100)}b`), ["a".repeat(5000)])).toBe(false);
});

test("no pattern finds a file outside, and all that is thrown is ours", () => {
  const workspace = path.join(folder, "ws");
  fs.mkdirSync(path.join(workspace, "a"), { recursive: true });
  for (const file of ["ws/a/b", "ws/b", "secret"]) fs.writeFileSync(path.join(folder, file), "x");
  fs.symlinkSync("..", path.join(workspace, "up"), "dir");
  const pattern = fc
    .array(
      fc.constantFrom("a", "b", "..", ".", "*", "**", "up", "secret", "?", "{a,..}", "[a-z]*", "", "!"),
      {
        minLength: 1,
        maxLength: 6,
      },
    )
    .map((parts) => parts.join("/"));
  fc.assert(
    fc.property(fc.array(pattern, { minLength: 1, maxLength: 3 }), (patterns) => {
      isOurs(() => {
        for (const file of findFiles(patterns, { workspace, temp: path.join(folder, "temp") }).files)
          expect(["a/b", "b"]).toContain(file.name);
      });
    }),
    settings,
  );
});

test("checksums: any text is read or refused, and what was written is read", () => {
  const digest = fc.stringMatching(/^[0-9a-f]{64}$/);
  const plain = name.filter((one) => !one.startsWith(" ") && one.trim() !== "");
  fc.assert(
    fc.property(fc.string(), (text) => isOurs(() => parseChecksums(Buffer.from(text), "SUMS"))),
    settings,
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(plain, { minLength: 1, maxLength: 5 }),
      digest,
      fc.boolean(),
      (names, hex, crlf) => {
        const lines = names.map((one) =>
          one.includes("\\") ? `\\${hex}  ${one.replaceAll("\\", "\\\\")}` : `${hex} *${one}`,
        );
        const subjects = parseChecksums(Buffer.from(lines.join(crlf ? "\r\n" : "\n")), "SUMS");
        expect(subjects.map((one) => one.name)).toEqual(names);
      },
    ),
    settings,
  );
});

/** JSON in which white space, the case of letters and escapes differ, as a JSON reader written in Go takes it. */
const disguised = fc
  .record({
    space: fc.constantFrom("", " ", "\n\t", "\r\n"),
    upper: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    escape: fc.nat(20),
    before: fc.jsonValue({ maxDepth: 4 }),
    after: fc.jsonValue({ maxDepth: 4 }),
    cut: fc.integer({ min: 1, max: 40 }),
  })
  .map(({ space, upper, escape, before, after, cut }) => {
    const key = (text: string): string =>
      `"${[...text]
        .map((char, i) => {
          const cased = upper[i % 8] === true ? char.toUpperCase() : char;
          return i === escape ? `\\u${cased.charCodeAt(0).toString(16).padStart(4, "0")}` : cased;
        })
        .join("")}"`;
    const map = (...pairs: readonly (readonly [string, string])[]): string =>
      `{${space}${pairs.map(([name_, value]) => `${name_}${space}:${space}${value}`).join(`${space},${space}`)}${space}}`;
    const image = map(['"z"', JSON.stringify(before)], [key("docker-manifest-digest"), '"sha256:CANARY"']);
    const critical = map([key("image"), image], ['"y"', JSON.stringify(after)]);
    return {
      cut,
      text: `${space}${map(['"x"', JSON.stringify(before)], [key("critical"), critical], ['"w"', JSON.stringify(after)])}`,
    };
  });

test("a payload is seen however it is written and wherever it is cut", () => {
  fc.assert(
    fc.property(disguised, ({ text, cut }) => {
      const sniffer = createSniffer("f");
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; at += cut) sniffer.update(bytes.subarray(at, at + cut));
      expect(() => sniffer.check()).toThrow(Failure);
    }),
    settings,
  );
});

test("JSON without these names is never taken for one", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      const sniffer = createSniffer("f");
      sniffer.update(Buffer.from(text));
      expect(() => sniffer.check()).not.toThrow();
    }),
    settings,
  );
});

test("a predicate is what was in its file", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const text = JSON.stringify(value);
      fc.pre(text.isWellFormed() && !/\\ud[89a-f]/i.test(text) && !("_type" in value));
      const { predicate } = predicateOf("urn:x:y", Buffer.from(text), "f", new Date(0));
      expect(JSON.stringify(predicate)).toBe(text);
    }),
    settings,
  );
});
