import fs from "node:fs";
import path from "node:path";
import url from "node:url";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../../..");
const CORE = path.join(root, "node_modules/@sigstore/core/dist");

interface Plugin {
  readonly transform: (code: string, id: string) => { readonly code: string } | null;
}

const plugin = async (): Promise<Plugin> => {
  const file = path.join(root, "tools/build/sigstore-asn1.mjs");
  const { sigstoreAsn1 } = (await import(url.pathToFileURL(file).href)) as { sigstoreAsn1: () => object };
  const error = (message: string): never => {
    throw new Error(message);
  };
  const made = sigstoreAsn1() as Plugin;
  const within = { ...made, error };
  return { transform: (code, id) => made.transform.call(within, code, id) };
};

/** What a file of the library exports once it was replaced. */
async function replaced<T>(name: string): Promise<T> {
  const id = path.join(CORE, name);
  const { code } = (await plugin()).transform(fs.readFileSync(id, "utf8"), id)!;
  const exports = {};
  // oxlint-disable-next-line typescript/no-implied-eval -- a CommonJS module of the library, run as Node would
  new Function("exports", code)(exports);
  return exports as T;
}

interface ByteStream {
  readonly buffer: Buffer;
  readonly appendChar: (char: number) => void;
  readonly appendView: (view: Uint8Array) => void;
  readonly appendUint24: (value: number) => void;
  readonly getUint8: () => number;
  readonly slice: (start: number, length: number) => Buffer;
}

type Stream = new (bytes?: Buffer) => ByteStream;

test.each([0, 1, 127, 128, 129, 5_000])(
  "a stream holds what was written, %i bytes around a short one",
  async (size) => {
    const { ByteStream: Class } = await replaced<{ ByteStream: Stream }>("stream.js");
    const [one, other] = [new Class(), new Class()];
    const bytes = Buffer.alloc(size, "0123456789abcdef");
    for (let round = 0; round < 3; round += 1) {
      one.appendView(bytes);
      other.appendChar(9);
      one.appendUint24(0x010203);
    }
    const expected = Buffer.concat([bytes, Buffer.of(1, 2, 3)]);
    expect(one.buffer.equals(Buffer.concat([expected, expected, expected]))).toBe(true);
    expect([...other.buffer]).toEqual([9, 9, 9]);
    expect(new Class().buffer).toHaveLength(0);
    const read = new Class(Buffer.of(7));
    expect([read.getUint8(), () => read.slice(0, 2)]).toEqual([7, expect.any(Function)]);
    expect(() => read.slice(0, 2)).toThrow("request past end of buffer");
  },
);

test("an error has its message and class, no stack, and leaves the stacks of others alone", async () => {
  const { ASN1ParseError } = await replaced<{ ASN1ParseError: new (message: string) => Error }>(
    "asn1/error.js",
  );
  const limit = Error.stackTraceLimit;
  const error = new ASN1ParseError("indefinite length");
  expect(error).toBeInstanceOf(Error);
  expect([error.message, error.stack, Error.stackTraceLimit]).toEqual([
    "indefinite length",
    "Error: indefinite length",
    limit,
  ]);
});

test("another library is left alone, another version of this one is noticed", async () => {
  const { transform } = await plugin();
  expect(transform("class StreamError extends Error {}", path.join(root, "src/stream.js"))).toBeNull();
  expect(() => transform("class Other {}", path.join(CORE, "stream.js"))).toThrow(/not as expected/);
  expect(() => transform("class Other {}", path.join(CORE, "asn1/error.js"))).toThrow(/not as expected/);
});
