import { expect, test } from "vitest";
import { asFailure, type Failure } from "../../../../src/kernel/errors.ts";
import type { Wish } from "../../../../src/signing/trust/choose.ts";
import { chosen, configOf, future, service, tsa } from "./signing-configs.ts";

const CANARY = "CANARY-7f3a";

function failure(content: unknown, wish: Wish = {}): Failure {
  try {
    chosen(content, wish);
  } catch (error) {
    return asFailure(error);
  }
  throw new Error("it was taken");
}

test.each<[string, object, Wish, string, RegExp]>([
  ["another media type", { mediaType: CANARY }, {}, "TRUST_ROOT_INVALID", /mediaType is another/],
  [
    "version 0.1",
    { mediaType: "application/vnd.dev.sigstore.signingconfig.v0.1+json" },
    {},
    "TRUST_ROOT_INVALID",
    /mediaType/,
  ],
  [
    "http elsewhere",
    { caUrls: [service({ at: `http://${CANARY}.example` })] },
    {},
    "TRUST_ROOT_INVALID",
    /caUrls\[0\]\.url no https:/,
  ],
  [
    "a password in an address",
    { caUrls: [service({ at: `https://u:${CANARY}@f.example` })] },
    {},
    "TRUST_ROOT_INVALID",
    /without user/,
  ],
  ["no Fulcio", { caUrls: [] }, {}, "TRUST_ROOT_INVALID", /lists no Fulcio that can be used now/],
  [
    "only a Fulcio of the future",
    { caUrls: [future] },
    {},
    "TRUST_ROOT_INVALID",
    /no Fulcio .*each begins later/,
  ],
  [
    "only logs that are over",
    { rekorTlogUrls: [service({ end: "2026-02-01T00:00:00Z" })] },
    {},
    "TRUST_ROOT_INVALID",
    /no Rekor log .*each is over/,
  ],
  [
    "only unknown versions",
    { rekorTlogUrls: [service({ version: 9 })] },
    {},
    "TRUST_ROOT_INVALID",
    /no Rekor log/,
  ],
  [
    "a service without a start",
    { caUrls: [{ url: "https://f.example", majorApiVersion: 1 }] },
    {},
    "TRUST_ROOT_INVALID",
    /no caUrls\[0\]\.validFor\.start/,
  ],
  [
    "a version that is none",
    { caUrls: [{ ...service(), majorApiVersion: CANARY }] },
    {},
    "TRUST_ROOT_INVALID",
    /majorApiVersion is no version/,
  ],
  ["no selector", { rekorTlogConfig: {} }, {}, "TRUST_ROOT_INVALID", /selector is not ANY, ALL or EXACT/],
  [
    "EXACT without a count",
    { rekorTlogConfig: { selector: "EXACT" } },
    {},
    "TRUST_ROOT_INVALID",
    /count is not 1 to 10/,
  ],
  [
    "EXACT of one operator",
    { tsaUrls: [tsa("a"), tsa("x", { operator: "a" })], tsaConfig: { selector: "EXACT", count: 2 } },
    {},
    "TRUST_ROOT_INVALID",
    /2 operators of a timestamp authority, and lists 1/,
  ],
  [
    "EXACT with one of the future",
    {
      tsaUrls: [tsa("a"), tsa("b", { start: "2027-01-01T00:00:00Z" })],
      tsaConfig: { selector: "EXACT", count: 2 },
    },
    {},
    "TRUST_ROOT_INVALID",
    /lists 1 that can be used now/,
  ],
  [
    "two logs at once",
    {
      rekorTlogUrls: [service(), service({ at: "https://b.example", operator: "b" })],
      rekorTlogConfig: { selector: "ALL" },
    },
    {},
    "TRUST_ROOT_INVALID",
    /entries in 2 logs/,
  ],
  [
    "Rekor 2 without an authority",
    { rekorTlogUrls: [service({ version: 2 })] },
    {},
    "TRUST_ROOT_INVALID",
    /Rekor 2 gives no time of its own/,
  ],
  ["neither log nor authority", { rekorTlogUrls: [] }, {}, "TRUST_ROOT_INVALID", /nothing would say when/],
  ["no log wished, and no authority", {}, { noLog: true }, "TRUST_ROOT_INVALID", /nothing would say when/],
  [
    "the old scheme with Rekor 2 alone",
    { rekorTlogUrls: [service({ version: 2 })] },
    { logVersion: 1 },
    "SIGNING_REFUSED",
    /lists no Rekor 1 log/,
  ],
  [
    "the old scheme without a log",
    { rekorTlogUrls: [] },
    { logVersion: 1 },
    "SIGNING_REFUSED",
    /lists no Rekor 1 log/,
  ],
])("refuses %s", (_, more, wish, code, words) => {
  const thrown = failure(configOf(more), wish);
  expect(thrown.code).toBe(code);
  expect(thrown.message).toMatch(words);
  expect(`${thrown.message}${thrown.fix}`).not.toContain(CANARY);
});
