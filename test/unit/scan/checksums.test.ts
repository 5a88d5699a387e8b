import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { verdictOf } from "../../../src/scan/checksums.ts";
import {
  BASE62,
  base58Length,
  base62,
  crc16,
  crc32,
  fromBase32,
  fromBase64,
  isBech32,
  isMacaroon,
} from "../../../src/scan/codecs.ts";
import type { RuleSpec } from "../../../src/scan/rule.ts";
import { RULES } from "../../../src/scan/rules/index.ts";

function ruleOf(id: string): RuleSpec {
  const rule = RULES.find((one) => one.id === id);
  if (rule === undefined) {
    throw new Error(`no rule ${id}`);
  }
  return rule;
}

describe("checksums on published vectors", () => {
  it("computes CRC-32 and CRC-16 of the check string", () => {
    expect(crc32("123456789")).toBe(0xcbf43926);
    expect(crc16(Buffer.from("123456789"))).toBe(0x31c3);
  });

  it.each([
    ["A12UEL5L", true],
    ["abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", true],
    ["split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w", true],
    ["A12UEL5M", false],
    ["a12UEL5L", false],
    ["pzry9x0s0muk", false],
    ["1pzry9x0s0muk", false],
  ])("reads BIP 173's %s: %s", (text, valid) => {
    expect(isBech32(text)).toBe(valid);
  });

  it("reads base32, base58 and base64, and refuses what is none", () => {
    expect(Buffer.from(fromBase32("MZXW6YTBOI") ?? []).toString()).toBe("foobar");
    expect(fromBase32("MZXW6YTBO1")).toBeUndefined();
    expect(base58Length("2NEpo7TZRRrLZSi2U")).toBe(12);
    expect(base58Length("0")).toBeUndefined();
    expect(fromBase64("Zm9vYg==")).toBe("foob");
    expect(fromBase64("Zm9vY*")).toBeUndefined();
    expect(base62(crc32("123456789"), 6, BASE62)).toHaveLength(6);
  });

  it("takes a macaroon only whole", () => {
    const whole = `\x02\x01\x01a\x02\x01b\0\0\x06\x20${"s".repeat(32)}`;
    expect(isMacaroon(whole)).toBe(true);
    expect(isMacaroon(whole.slice(0, -1))).toBe(false);
    expect(isMacaroon(`\x01${whole.slice(1)}`)).toBe(false);
    expect(isMacaroon("")).toBe(false);
  });

  it.each([
    ["github-pat-classic", ["ghp_", "zQWBuTSOoRi4A9spHcVY", "5ncnsDkxkJ0mLq17"]],
    ["nats-user-seed", ["SUAKYRHVIOREXV7EUZTBHUHL7NUMHPMAS7Q", "MDU3GTIUWEI5LDNOXD43IZY"]],
  ])("verifies the sample that %s's issuer published, and nothing beside it", (id, parts) => {
    const token = parts.join("");
    expect(verdictOf(ruleOf(id), token)).toEqual({ level: "verified", facts: {} });
    const other = `${token.slice(0, 10)}${token[10] === "A" ? "B" : "A"}${token.slice(11)}`;
    expect(verdictOf(ruleOf(id), other).level).toBe("placeholder");
  });

  it("reads the account of an AWS key id, which proves nothing", () => {
    expect(verdictOf(ruleOf("aws-access-key-id"), ["AKIA", "YVP4CIPPERUVIFXG"].join(""))).toEqual({
      level: "specific",
      facts: { account: "595918472158" },
    });
    expect(verdictOf(ruleOf("aws-access-key-id"), `AKIA${"7".repeat(16)}`)).toMatchObject({
      level: "placeholder",
      facts: {},
    });
  });

  it("says why, and never what", () => {
    const verdict = verdictOf(ruleOf("github-pat-classic"), `ghp_${"CANARY-7f3a".repeat(3)}abc`);
    expect(verdict.level).toBe("placeholder");
    expect(JSON.stringify(verdict)).not.toContain("CANARY");
  });
});
