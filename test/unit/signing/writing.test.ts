import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BUNDLE_MEDIA_TYPE } from "../../../src/signing/bundle.ts";
import {
  checkBundleTarget,
  checkLegacyTargets,
  writeBundle,
  writeLegacy,
} from "../../../src/signing/writing.ts";
import { describeUnless } from "../../harness/describe-unless.ts";

let folder: string;
beforeEach(() => void (folder = fs.realpathSync.native(fs.mkdtempSync(path.join(os.tmpdir(), "writing-")))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

const at = (name: string): string => path.join(folder, name);
const text = (name: string): string => fs.readFileSync(at(name), "utf8");
const bundle = { mediaType: BUNDLE_MEDIA_TYPE, verificationMaterial: {} };
const line = `${JSON.stringify(bundle)}\n`;
const signature = Uint8Array.from({ length: 70 }, (_, i) => (i === 0 ? 0x30 : i));
const certificatePem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
const signed = { signature, certificatePem };
const code = (expected: string): unknown => expect.objectContaining({ code: expected });

describe("a bundle", () => {
  test("is one line, relative to the first root, in folders that are made", () => {
    expect(writeBundle("d/a.sigstore.json", bundle, [folder])).toBe(at("d/a.sigstore.json"));
    expect(text("d/a.sigstore.json")).toBe(line);
    expect(fs.readdirSync(at("d"))).toEqual(["a.sigstore.json"]);
  });
  test.each([
    ["a bundle", line],
    [
      "one of an older format",
      JSON.stringify({ mediaType: "application/vnd.dev.sigstore.bundle+json;version=0.2" }, null, 2),
    ],
    ["several, one a line", `${line}\n${line}`],
  ])("replaces %s", (_, before) => {
    fs.writeFileSync(at("b"), before);
    writeBundle("b", bundle, [folder]);
    expect(text("b")).toBe(line);
  });
  test.each([
    ["text", "CANARY-7f3a"],
    ["nothing at all", ""],
    ["other JSON", '{"mediaType":"application/json"}'],
    ["a bundle and something else", `${line}{"x":1}\n`],
    ["null", "null"],
  ])("never replaces %s", (_, before) => {
    fs.writeFileSync(at("b"), before);
    expect(() => checkBundleTarget("b", [folder])).toThrow(code("FILE_EXISTS"));
    expect(() => writeBundle("b", bundle, [folder])).toThrow(code("FILE_EXISTS"));
    expect(() => writeBundle("b", bundle, [folder])).not.toThrow(/CANARY/);
    expect(text("b")).toBe(before);
  });
  test.each(["../b", "/b", ".git/b", ".github/b", ""])("is not written to %j", (file) => {
    expect(() => writeBundle(file, bundle, [folder])).toThrow(code("FILE_UNSAFE"));
  });
  test("is not written through a link", () => {
    fs.mkdirSync(at("real"));
    fs.symlinkSync("real", at("link"), "dir");
    fs.writeFileSync(at("real/x"), line);
    fs.symlinkSync("real/x", at("file-link"));
    for (const file of ["link/b", "file-link"]) {
      expect(() => checkBundleTarget(file, [folder])).toThrow(code("FILE_UNSAFE"));
      expect(() => writeBundle(file, bundle, [folder])).toThrow(code("FILE_UNSAFE"));
    }
    expect(fs.readdirSync(at("real"))).toEqual(["x"]);
  });
  test("a folder in its place is refused", () => {
    fs.mkdirSync(at("b"));
    expect(() => checkBundleTarget("b", [folder])).toThrow(code("FILE_UNSAFE"));
  });
});

describe("signature and certificate", () => {
  test("as cosign 2 writes them, and again over these", () => {
    for (let round = 0; round < 2; round++) {
      const written = writeLegacy("a", signed, [folder]);
      expect(written).toEqual({ signature: at("a.sig"), certificate: at("a.pem") });
      expect(Buffer.from(text("a.sig"), "base64")).toEqual(Buffer.from(signature));
      expect(text("a.pem")).toBe(`${certificatePem}\n`);
    }
  });
  test.each<[string, string | undefined, string | undefined]>([
    ["a certificate of the user's", undefined, certificatePem],
    [
      "a private key",
      "MEUCIQDx0123456789012345678901234567890123456789",
      "-----BEGIN PRIVATE KEY-----\nCANARY-7f3a",
    ],
    [
      "a certificate with a key",
      "MEUCIQDx0123456789012345678901234567890123456789",
      `${certificatePem}\n-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----`,
    ],
    ["a signature of another kind", "-----BEGIN PGP SIGNATURE-----", undefined],
  ])("never replace %s", (_, sig, pem) => {
    if (sig !== undefined) fs.writeFileSync(at("a.sig"), sig);
    if (pem !== undefined) fs.writeFileSync(at("a.pem"), pem);
    expect(() => checkLegacyTargets("a", [folder])).toThrow(code("FILE_EXISTS"));
    expect(() => writeLegacy("a", signed, [folder])).toThrow(code("FILE_EXISTS"));
    if (sig !== undefined) expect(text("a.sig")).toBe(sig);
    if (pem !== undefined) expect(text("a.pem")).toBe(pem);
    expect(fs.readdirSync(folder).length).toBe([sig, pem].filter((one) => one !== undefined).length);
  });
});

describeUnless(process.platform === "win32" ? "Windows has no such modes" : undefined, "modes", () => {
  test("others may read it", () => {
    expect(fs.statSync(writeBundle("b", bundle, [folder])).mode & 0o777).toBe(0o644);
  });
});
