import { PassThrough } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { MaskAutomaton } from "../../../src/kernel/mask-automaton.ts";
import { maskedPipe } from "../../../src/kernel/masked-pipe.ts";
import { MaskStream } from "../../../src/kernel/mask-stream.ts";

/** Every place where a form stands, as start and end. */
function occurrences(input: Buffer, forms: readonly string[]): [number, number][] {
  const spans: [number, number][] = [];
  for (const form of forms) {
    const bytes = Buffer.from(form);
    for (let at = input.indexOf(bytes); at !== -1; at = input.indexOf(bytes, at + 1))
      spans.push([at, at + bytes.length]);
  }
  spans.sort((a, b) => a[0] - b[0]);
  return spans;
}

/** What the stream must do, written with the whole input at hand: occurrences that overlap become one mask. */
function replaced(input: Buffer, forms: readonly string[]): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  let maskedTo = 0;
  for (const [start, end] of occurrences(input, forms)) {
    if (start >= maskedTo) parts.push(input.subarray(from, start), Buffer.from("***"));
    maskedTo = Math.max(maskedTo, end);
    from = maskedTo;
  }
  return Buffer.concat([...parts, input.subarray(from)]);
}

function chunked(input: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  let at = 0;
  for (const size of sizes) {
    chunks.push(input.subarray(at, at + size));
    at += size;
  }
  return [...chunks, input.subarray(at)];
}

function masked(chunks: readonly Buffer[], forms: readonly string[], idle = false): Buffer {
  const stream = new MaskStream(new MaskAutomaton(forms));
  const longest = Math.max(1, ...forms.map((form) => Buffer.byteLength(form)));
  const shown: Uint8Array[] = [];
  for (const chunk of chunks) {
    shown.push(stream.push(chunk));
    expect(stream.held).toBeLessThan(longest);
    if (idle) shown.push(stream.idle());
  }
  return Buffer.concat([...shown, stream.finish()]);
}

const letters = fc.constantFrom("a", "b", "é", "\u{1F511}");
const formsOf = fc.array(fc.string({ unit: letters, minLength: 1, maxLength: 6 }), { maxLength: 6 });
const piece = fc.oneof(
  fc.string({ unit: letters, maxLength: 8 }).map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes.map((byte) => (byte === 42 ? 43 : byte)))),
);
const inputOf = fc.array(piece, { maxLength: 12 }).map((parts) => Buffer.concat(parts));
const sizesOf = fc.array(fc.nat(5), { maxLength: 30 });

test("property: the output is the input with every form replaced, whatever the chunks, and holds no form", () => {
  fc.assert(
    fc.property(inputOf, formsOf, sizesOf, (input, forms, sizes) => {
      const output = masked(chunked(input, sizes), forms);
      expect(output).toEqual(replaced(input, forms));
      for (const form of forms) expect(output.includes(form)).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

test("property: pauses show at most three bytes of each occurrence, and the mask stands all the same", () => {
  fc.assert(
    fc.property(inputOf, formsOf, sizesOf, (input, given, sizes) => {
      const forms = given.filter((form) => Buffer.byteLength(form) > 3);
      const whole = replaced(input, forms);
      const output = masked(chunked(input, sizes), forms, true);
      const stars = (bytes: Buffer): number => bytes.toString("latin1").split("***").length - 1;
      // A pause may part a mask in two.
      expect(stars(output)).toBeGreaterThanOrEqual(stars(whole));
      const clear = (bytes: Buffer): number => bytes.length - 3 * stars(bytes);
      expect(clear(output) - clear(whole)).toBeLessThanOrEqual(3 * occurrences(input, forms).length);
    }),
    { numRuns: 1000 },
  );
});

test("a form inside a longer one that began earlier hides the whole", () => {
  expect(masked(chunked(Buffer.from("xabcx"), [3]), ["b", "abc"]).toString()).toBe("x***x");
  expect(masked([Buffer.from("abx")], ["b", "abc"]).toString()).toBe("a***x");
  expect(masked([Buffer.from("abcde")], ["abc", "cde"]).toString()).toBe("***");
});

test("bytes that are no text pass unchanged, and no form means no change", () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
  expect(masked(chunked(bytes, [7, 100]), ["secret"])).toEqual(bytes);
  expect(masked([bytes], [])).toEqual(bytes);
});

test("a pipe shows a prompt without waiting for more, masks across writes, and ends with its source", async () => {
  const source = new PassThrough();
  const target = new PassThrough();
  const shown: Buffer[] = [];
  target.on("data", (chunk: Buffer) => shown.push(chunk));
  const done = maskedPipe(source, target, new MaskAutomaton(["secret-value"]));
  source.write("Name: s");
  await pause(150);
  expect(Buffer.concat(shown).toString()).toBe("Name: s");
  source.write("ome secret-");
  await pause(150);
  expect(Buffer.concat(shown).toString()).toBe("Name: some ");
  source.end("value.");
  await done;
  expect(Buffer.concat(shown).toString()).toBe("Name: some ***.");
});
