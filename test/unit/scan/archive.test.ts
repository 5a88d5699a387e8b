import { Buffer } from "node:buffer";
import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createEngine } from "../../../src/scan/engine/engine.ts";
import { RULES } from "../../../src/scan/rules/index.ts";
import { seeded } from "../../harness/token-checks.ts";
import { trueToken } from "../../harness/tokens.ts";

const rules = RULES.filter((rule) => rule.id === "github-pat-classic");
const engine = createEngine(rules, []);
const TOKEN = rules[0] === undefined ? "" : trueToken(rules[0], seeded(1)).secret;
const CONTENT = `token: ${TOKEN}\n`;

interface Entry {
  readonly path: string;
  readonly content: string | Buffer;
  readonly stored?: boolean;
  readonly flags?: number;
}

function zip(entries: readonly Entry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { path, content, stored = false, flags = 0 } of entries) {
    const raw = Buffer.from(content);
    const body = stored ? raw : deflateRawSync(raw);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(stored ? 0 : 8, 4);
    common.writeUInt32LE(crc32(raw), 10);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(raw.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), common, Buffer.from(path), body]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(
      Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0000"), common, place, Buffer.from(path)]),
    );
    files.push(local);
    at += local.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length & 0xffff, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...files, ...directory, Buffer.from("PK\u0005\u0006"), end]);
}

function tar(
  entries: readonly { readonly path: string; readonly content: string; readonly type?: string }[],
): Buffer {
  const blocks = entries.flatMap(({ path, content, type = "0" }) => {
    const header = Buffer.alloc(512);
    header.write(path, 0, "latin1");
    header.write(`${content.length.toString(8).padStart(11, "0")}\0`, 124);
    header.write("        ", 148);
    header.write(type, 156);
    header.write("ustar\u000000", 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    const padded = Buffer.alloc(Math.ceil(content.length / 512) * 512);
    padded.write(content, "latin1");
    return [header, padded];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function scan(bytes: Buffer, archiveDepth = 1) {
  const notes: string[] = [];
  const found = engine.scan(
    { path: "a.bin", bytes },
    { decodeDepth: 1, archiveDepth, disabled: new Set(), note: (text) => notes.push(text) },
  );
  for (const finding of found) {
    expect(Buffer.from(finding.secret).toString("latin1")).toBe(TOKEN);
    expect([finding.start, finding.end]).toEqual([0, bytes.length]);
  }
  return { decoded: found.map((finding) => finding.decoded), notes };
}

describe("an archive", () => {
  const longName = `${"d/".repeat(80)}f.txt`;
  it.each([
    ["a zip", zip([{ path: "x/y.env", content: CONTENT }]), ["zip:x/y.env"]],
    ["a zip without compression", zip([{ path: "y", content: CONTENT, stored: true }]), ["zip:y"]],
    ["a tar", tar([{ path: "x/y", content: CONTENT }]), ["tar:x/y"]],
    [
      "a tar with a long name",
      tar([
        { path: "././@LongLink", content: longName, type: "L" },
        { path: "d", content: CONTENT },
      ]),
      [`tar:${longName}`],
    ],
    [
      "a tar of pax",
      tar([
        { path: "p", content: "20 path=long/name.t\n", type: "x" },
        { path: "d", content: CONTENT },
      ]),
      ["tar:long/name.t"],
    ],
    ["a gzip", gzipSync(CONTENT), ["gzip"]],
    ["a tar in a gzip", gzipSync(tar([{ path: "y", content: CONTENT }])), ["tar.gz:y"]],
  ])("%s is opened", (_, bytes, decoded) => {
    expect(scan(bytes)).toEqual({ decoded: [decoded], notes: [] });
    // What a zip only stores stands in it plainly.
    const plainly = bytes.includes(TOKEN);
    expect(plainly || scan(bytes, 0).decoded.length === 0).toBe(true);
  });

  it("within another is opened to a depth", () => {
    const bytes = zip([{ path: "in.zip", content: zip([{ path: "in.tgz", content: gzipSync(CONTENT) }]) }]);
    expect(scan(bytes, 3).decoded).toEqual([["zip:in.zip", "zip:in.tgz", "gzip"]]);
    expect(scan(bytes, 2).decoded).toEqual([]);
  });

  it("gives what each of its files holds", () => {
    const entries = ["a", "b", "c"].map((path) => ({ path, content: CONTENT }));
    expect(scan(zip(entries)).decoded).toEqual([["zip:a"], ["zip:b"], ["zip:c"]]);
  });
});

describe("a hostile archive ends with a note", () => {
  const zeros = Buffer.alloc(40 << 20);
  it.each([
    ["a gzip of zeros", gzipSync(zeros), /gzip was not opened: it is over a limit/],
    ["a zip of zeros", zip([{ path: "z", content: zeros }]), /zip was not opened: it is over a limit/],
    [
      "a zip of a million files",
      zip(Array.from({ length: 10_500 }, (_, at) => ({ path: `${at}`, content: "x", stored: true }))),
      /too many files/,
    ],
    ["a damaged gzip", Buffer.concat([gzipSync(CONTENT).subarray(0, 20), Buffer.alloc(9)]), /damaged/],
    ["a zip that was cut", zip([{ path: "a", content: "abc" }]).subarray(0, 40), /without a directory/],
    ["an encrypted file", zip([{ path: "a", content: "abc", flags: 1 }]), /encrypted/],
  ])("%s", (_, bytes, note) => {
    const { decoded, notes } = scan(bytes);
    expect(decoded).toEqual([]);
    expect(notes.join("\n")).toMatch(note);
  });

  it("when many small ones grow beyond what one file may", () => {
    const one = deflateRawSync(Buffer.alloc(1 << 20)).length;
    expect(one).toBeLessThan(2_000);
    const entries = Array.from({ length: 200 }, (_, at) => ({
      path: `${at}`,
      content: Buffer.alloc(1 << 20),
    }));
    expect(scan(zip(entries)).notes.join("\n")).toMatch(/over a limit/);
  });
});
