import { expect, test } from "vitest";
import { decodeClaims, shownClaims } from "../../../src/identity/claims.ts";
import { Secret } from "../../../src/kernel/secret.ts";

const CANARY = "CANARY-7f3a";
const part = (text: string): string => Buffer.from(text).toString("base64url");
const token = (payload: string): Secret => Secret.of(`${part(CANARY)}.${part(payload)}.${part(CANARY)}`);

test("claims are what the payload says, whatever the signature", () => {
  expect(decodeClaims(token('{"sub":"repo:ü/r","aud":["a"],"exp":7}'))).toEqual({
    sub: "repo:ü/r",
    aud: ["a"],
    exp: 7,
  });
});

test.for([
  ["no JSON", token(CANARY)],
  ["a list", token("[]")],
  ["null", token("null")],
  ["a text", token(`"${CANARY}"`)],
  ["two parts", Secret.of("a.b")],
  ["four parts", Secret.of("a.b.c.d")],
  ["nothing", Secret.of("")],
  ["no UTF-8", Secret.ofBytes(Uint8Array.of(0xff, 0x2e, 0xff, 0x2e, 0xff))],
] as const)("%s has no claims", ([, garbage]) => {
  expect(decodeClaims(garbage)).toBeUndefined();
});

test("the shown claims are a fixed list in a fixed order, each one line", () => {
  const shown = shownClaims({
    jti: CANARY,
    custom: CANARY,
    ref: "refs/heads/x\n::add-mask::y",
    aud: ["a", "b"],
    repository_id: 12,
    sub: "repo:o/r:pull_request",
    iss: "https://token.actions.githubusercontent.com",
    environment: { [CANARY]: CANARY },
  });
  expect(shown.map(({ name }) => name)).toEqual(["iss", "sub", "aud", "repository_id", "ref"]);
  expect(shown.map(({ value }) => value).slice(2)).toEqual(["a, b", "12", "refs/heads/x\\u{a}::add-mask::y"]);
  expect(JSON.stringify(shown)).not.toContain(CANARY);
});
