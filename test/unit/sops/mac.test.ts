import crypto from "node:crypto";
import { expect, test } from "vitest";
import { cipherOf, newDataKey } from "../../../src/sops/cipher.ts";
import { openMac, sealMac, startMac } from "../../../src/sops/mac.ts";

const sha512 = (bytes: Uint8Array) => crypto.createHash("sha512").update(bytes).digest("hex").toUpperCase();

test("the hash runs over the bytes of all values, large ones included", () => {
  const mac = startMac(false);
  const large = Buffer.alloc(200_000, 3);
  for (const chunk of [Buffer.from("a"), large, Buffer.alloc(0), Buffer.from("b")]) mac.add(chunk);
  expect(mac.digest()).toBe(sha512(Buffer.concat([Buffer.from("a"), large, Buffer.from("b")])));
  expect(mac.legacyDigest()).toBeUndefined();
});

test("mac_only_encrypted starts with its own 32 bytes", () => {
  const start = crypto.createHash("sha256").update("sops").digest();
  expect(startMac(true).digest()).toBe(sha512(start));
});

test("the legacy reading replaces numbers only", () => {
  const mac = startMac(false);
  mac.add(Buffer.from("x"));
  mac.addNumber(Buffer.from("9007199254740993"), Buffer.from("9007199254740992"));
  expect(mac.digest()).toBe(sha512(Buffer.from("x9007199254740993")));
  expect(mac.legacyDigest()).toBe(sha512(Buffer.from("x9007199254740992")));
});

test("a MAC opens under its own time only, and no MAC is no proof", () => {
  const cipher = cipherOf(newDataKey());
  const text = sealMac(cipher, "AB", "2026-01-01T00:00:00Z");
  const mismatch = expect.objectContaining({ code: "SOPS_MAC_MISMATCH", exit: 51 });
  expect(openMac(cipher, text, "2026-01-01T00:00:00Z")).toBe("AB");
  expect(() => openMac(cipher, text, "2026-01-01T00:00:01Z")).toThrow(mismatch);
  expect(() => openMac(cipher, "", "2026-01-01T00:00:00Z")).toThrow(mismatch);
  expect(() => openMac(cipher, "AB", "2026-01-01T00:00:00Z")).toThrow(mismatch);
});
