import { expect, test } from "vitest";
import { cipherOf, newDataKey, openText } from "../../../src/sops/cipher.ts";
import { parseEncrypted } from "../../../src/sops/value.ts";

const tampered = expect.objectContaining({ code: "SOPS_VALUE_TAMPERED", exit: 25 });

test("a sealed value opens under its own path only", () => {
  const cipher = cipherOf(newDataKey());
  const text = cipher.seal(Buffer.from("hush"), "str", "a:b:");
  expect(openText(cipher, text, "a:b:")?.bytes.toString()).toBe("hush");
  expect(() => openText(cipher, text, "a:c:")).toThrow(tampered);
  expect(() => openText(cipherOf(newDataKey()), text, "a:b:")).toThrow(tampered);
});

test("each value has an IV of 32 random bytes of its own", () => {
  const cipher = cipherOf(newDataKey());
  const ivs = Array.from(
    { length: 600 },
    () => parseEncrypted(cipher.seal(Buffer.from("x"), "str", "k:"))?.iv,
  );
  expect(ivs.every((iv) => iv?.length === 32)).toBe(true);
  expect(new Set(ivs.map((iv) => iv?.toString("hex"))).size).toBe(600);
});

test("a flipped bit of data, IV or tag is refused", () => {
  const cipher = cipherOf(newDataKey());
  const value = parseEncrypted(cipher.seal(Buffer.from("hush"), "str", "k:"));
  if (!value) throw new Error("no value");
  for (const part of ["data", "iv", "tag"] as const) {
    const changed = Buffer.from(value[part]);
    changed[0] = (changed[0] ?? 0) ^ 1;
    expect(() => cipher.open({ ...value, [part]: changed }, "k:")).toThrow(tampered);
  }
});

test("text that is not encrypted is told apart from text that was changed", () => {
  expect(openText(cipherOf(newDataKey()), "plain", "k:")).toBeUndefined();
});

test("a data key of another length is refused", () => {
  expect(() => cipherOf(Buffer.alloc(33))).toThrow(expect.objectContaining({ code: "SOPS_METADATA" }));
});
