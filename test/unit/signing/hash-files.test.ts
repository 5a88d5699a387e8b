import { spawnSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Failure } from "../../../src/kernel/errors.ts";
import { hashFiles, hashStream, type HashSink } from "../../../src/signing/hash-files.ts";
import type { Digest } from "../../../src/signing/subject.ts";
import { describeUnless } from "../../harness/describe-unless.ts";

let folder: string;
beforeEach(() => void (folder = fs.realpathSync.native(fs.mkdtempSync(path.join(os.tmpdir(), "hash-")))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

const write = (name: string, bytes: string | Uint8Array): { path: string; name: string } => {
  fs.writeFileSync(path.join(folder, name), bytes);
  return { path: path.join(folder, name), name };
};
const sha256 = (bytes: string | Uint8Array): string =>
  crypto.createHash("sha256").update(bytes).digest("hex");

interface Hashed {
  readonly digest: Digest;
  readonly chunks: readonly number[];
}
/** A sink that hashes and notes the sizes of its chunks; `between` runs before each. */
function sink(between: (n: number) => void = () => undefined): HashSink<Hashed> {
  const hash = crypto.createHash("sha256");
  const chunks: number[] = [];
  return {
    update: (chunk) => {
      between(chunks.length);
      hash.update(chunk);
      chunks.push(chunk.length);
    },
    end: () => ({ digest: { algorithm: "sha256", hex: hash.digest("hex") }, chunks }),
  };
}
const options = { signal: new AbortController().signal, refuseConfusing: true };
const refusal = async (work: Promise<unknown>): Promise<Failure> => {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Failure) return error;
  throw new Error(`expected a Failure, got ${String(error)}`);
};

test.each([0, 1, 65_536, 1024 * 1024 - 1, 1024 * 1024, 1024 * 1024 + 1, 5 * 1024 * 1024 + 7])(
  "a file of %i bytes is read once, in chunks",
  async (size) => {
    const bytes = crypto.randomBytes(size);
    const file = write("a.bin", bytes);
    const [hashed] = await hashFiles([file], () => sink(), options);
    expect(hashed?.subject).toEqual({
      kind: "file",
      name: "a.bin",
      path: file.path,
      size,
      digest: { algorithm: "sha256", hex: sha256(bytes) },
    });
    expect(hashed?.hashed.chunks.reduce((sum, one) => sum + one, 0)).toBe(size);
    expect(Math.max(0, ...hashed!.hashed.chunks)).toBeLessThanOrEqual(1024 * 1024);
  },
);

test("many files keep their order, few at a time", async () => {
  const files = Array.from({ length: 20 }, (_, i) => write(`f${i}`, `content ${i}`));
  let open = 0;
  let most = 0;
  const hashed = await hashFiles(
    files,
    () => {
      most = Math.max(most, ++open);
      const inner = sink();
      return { update: inner.update, end: () => (open--, inner.end()) };
    },
    { ...options, parallel: 3 },
  );
  expect(hashed.map((one) => one.subject.digest.hex)).toEqual(files.map((_, i) => sha256(`content ${i}`)));
  expect(most).toBe(3);
});

describe("a file that changes while it is read is refused", () => {
  const MIB = 1024 * 1024;
  test.each<[string, (file: string) => void]>([
    ["it grows", (file) => fs.appendFileSync(file, "more")],
    ["it shrinks", (file) => fs.truncateSync(file, MIB)],
    ["it is written over", (file) => fs.writeFileSync(file, Buffer.alloc(3 * MIB, 2), { flag: "r+" })],
    [
      "another takes its place",
      (file) => {
        fs.writeFileSync(`${file}.new`, Buffer.alloc(3 * MIB, 1));
        fs.renameSync(`${file}.new`, file);
      },
    ],
    ["it goes away", (file) => fs.rmSync(file)],
  ])("%s", async (_, change) => {
    const file = write("a.bin", Buffer.alloc(3 * MIB, 1));
    fs.utimesSync(file.path, 1, 1);
    const failure = await refusal(
      hashFiles([file], () => sink((n) => n === 1 && change(file.path)), options),
    );
    expect(failure.code).toBe("SUBJECT_REFUSED");
    expect(failure.message).toBe("a.bin changed while it was read.");
  });
});

describe("what is no regular file is refused", () => {
  test("a symbolic link", async () => {
    write("real", "x");
    fs.symlinkSync("real", path.join(folder, "link"));
    const failure = await refusal(
      hashFiles([{ path: path.join(folder, "link"), name: "link" }], () => sink(), options),
    );
    expect(failure.code).toBe("SUBJECT_REFUSED");
    expect(failure.message).toContain("symbolic link");
  });
  test("a file behind a link to a folder", async () => {
    fs.mkdirSync(path.join(folder, "real"));
    write("real/a", "x");
    fs.symlinkSync("real", path.join(folder, "link"), "dir");
    const file = { path: path.join(folder, "link", "a"), name: "link/a" };
    const failure = await refusal(hashFiles([file], () => sink(), options));
    expect(failure.message).toBe("link/a lies behind a symbolic link.");
  });
  test("a folder", async () => {
    const failure = await refusal(hashFiles([{ path: folder, name: "folder" }], () => sink(), options));
    expect(failure.code).toMatch(/^SUBJECT_REFUSED$|^FILE_UNREADABLE$/);
  });
  test("a file that is not there", async () => {
    const file = { path: path.join(folder, "none"), name: "none" };
    expect((await refusal(hashFiles([file], () => sink(), options))).code).toBe("FILE_NOT_FOUND");
  });
});

describeUnless(process.platform === "win32" ? "Windows has no FIFO" : undefined, "FIFO", () => {
  test("it is refused without waiting for a writer", async () => {
    expect(spawnSync("mkfifo", [path.join(folder, "pipe")]).status).toBe(0);
    const file = { path: path.join(folder, "pipe"), name: "pipe" };
    expect((await refusal(hashFiles([file], () => sink(), options))).code).toBe("SUBJECT_REFUSED");
  });
});

describe("confusions are seen in the same pass", () => {
  const payload = `{"critical":{"image":{"docker-manifest-digest":"sha256:CANARY-7f3a"}}}`;
  test.each(["DSSEv1 1 a 1 b", payload])("%s", async (content) => {
    const file = write("a", content);
    const failure = await refusal(hashFiles([file], () => sink(), options));
    expect(failure.code).toBe("SUBJECT_REFUSED");
    expect(failure.message).not.toContain("CANARY-7f3a");
    const [attested] = await hashFiles([file], () => sink(), { ...options, refuseConfusing: false });
    expect(attested?.subject.digest.hex).toBe(sha256(content));
  });
  test("in a stream too", async () => {
    const failure = await refusal(
      hashStream(Readable.from([Buffer.from("DSSE"), Buffer.from("v1 x")]), "in", sink(), options),
    );
    expect(failure.code).toBe("SUBJECT_REFUSED");
  });
});

test("a stream under the name that it was given", async () => {
  const { subject } = await hashStream(
    Readable.from([Buffer.from("ab"), Buffer.from("c")]),
    "in.txt",
    sink(),
    options,
  );
  expect(subject).toEqual({
    kind: "file",
    name: "in.txt",
    path: "-",
    size: 3,
    digest: { algorithm: "sha256", hex: sha256("abc") },
  });
});

test("one failure ends the others, and an abort ends all", async () => {
  const big = write("big", Buffer.alloc(4 * 1024 * 1024));
  const none = { path: path.join(folder, "none"), name: "none" };
  let chunks = 0;
  await refusal(hashFiles([none, big, big, big], () => sink(() => chunks++), { ...options, parallel: 1 }));
  expect(chunks).toBe(0);
  const stop = new AbortController();
  const work = hashFiles([big], () => sink((n) => n === 1 && stop.abort(new Error("stopped"))), {
    ...options,
    signal: stop.signal,
  });
  await expect(work).rejects.toThrow("stopped");
});
