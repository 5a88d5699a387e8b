import { expect, test } from "vitest";
import { asFailure, type Failure } from "../../../../src/kernel/errors.ts";
import type { Wish } from "../../../../src/signing/trust/choose.ts";
import { issuerOf } from "../../../../src/signing/trust/issuer.ts";
import { servicesOfInputs, type ServiceInputs } from "../../../../src/signing/trust/services.ts";
import { strayNote } from "../../../../src/signing/trust/stray.ts";
import { describeWithFixtures } from "../../../harness/sigstore-fixtures.ts";
import { fileOf, stored } from "./files.ts";

const NOW = Date.parse("2026-06-01T00:00:00Z");
const CANARY = "CANARY-7f3a";

const config = {
  mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json",
  caUrls: [
    { url: "https://fulcio.example", majorApiVersion: 1, validFor: { start: "2026-01-01T00:00:00Z" } },
  ],
  rekorTlogUrls: [
    { url: "https://log.example", majorApiVersion: 1, validFor: { start: "2026-01-01T00:00:00Z" } },
  ],
  rekorTlogConfig: { selector: "ANY" },
};
const outside = fileOf(config, { name: "signing.json" });
const inside = fileOf(config, { name: "signing.json", inCheckout: true });

const of = (inputs: Partial<ServiceInputs>, wish: Wish = {}): readonly string[] | undefined => {
  const services = servicesOfInputs({ timestampUrls: [], ...inputs }, NOW, wish);
  if (services === undefined) return undefined;
  const { fulcio, log, timestamps } = services;
  return [
    fulcio.href,
    log ? `${log.version} ${log.url.href}` : "no log",
    ...timestamps.map(({ href }) => href),
  ];
};

function failure(inputs: Partial<ServiceInputs>, wish: Wish = {}): Failure {
  try {
    of(inputs, wish);
  } catch (error) {
    return asFailure(error);
  }
  throw new Error("they were taken");
}

const fulcioUrl = "https://fulcio.example";
const rekorUrl = "https://log.example";
const timestampUrls = ["https://a.example/ts", "https://b.example/ts"];
const stamps = timestampUrls;

test.each<[string, Partial<ServiceInputs>, Wish, readonly string[] | undefined]>([
  ["none", {}, {}, undefined],
  ["by address", { fulcioUrl, rekorUrl }, {}, ["https://fulcio.example/", "1 https://log.example/"]],
  [
    "Rekor 2, with authorities",
    { fulcioUrl, rekorUrl, rekorVersion: 2, timestampUrls },
    {},
    ["https://fulcio.example/", "2 https://log.example/", ...stamps],
  ],
  ["authorities alone", { fulcioUrl, timestampUrls }, {}, ["https://fulcio.example/", "no log", ...stamps]],
  [
    "no log, as wished",
    { fulcioUrl, rekorUrl, timestampUrls },
    { noLog: true },
    ["https://fulcio.example/", "no log", ...stamps],
  ],
  [
    "on this machine",
    { fulcioUrl: "http://localhost:5555/x", rekorUrl: "http://[::1]:3000" },
    {},
    ["http://localhost:5555/x", "1 http://[::1]:3000/"],
  ],
  [
    "a config from elsewhere",
    { signingConfig: outside },
    {},
    ["https://fulcio.example/", "1 https://log.example/"],
  ],
  [
    "a config of the checkout, its Fulcio named",
    { signingConfig: inside, fulcioUrl: "https://fulcio.example/" },
    {},
    ["https://fulcio.example/", "1 https://log.example/"],
  ],
])("services: %s", (_, inputs, wish, expected) => {
  expect(of(inputs, wish)).toEqual(expected);
});

test.each<[string, Partial<ServiceInputs>, Wish, string, RegExp, string]>([
  [
    "a config of the checkout alone",
    { signingConfig: inside },
    {},
    "ENDPOINT_REFUSED",
    /would choose who gets this job's token/,
    "fulcio-url: https://fulcio.example",
  ],
  [
    "a config of the checkout with another Fulcio",
    { signingConfig: inside, fulcioUrl: "https://other.example" },
    {},
    "ENDPOINT_REFUSED",
    /another Fulcio than fulcio-url/,
    "fulcio-url: https://fulcio.example",
  ],
  [
    "another port",
    { signingConfig: inside, fulcioUrl: "https://fulcio.example:8443" },
    {},
    "ENDPOINT_REFUSED",
    /another Fulcio/,
    "fulcio-url: https://fulcio.example",
  ],
  [
    "any config with another Fulcio",
    { signingConfig: outside, fulcioUrl: "https://other.example" },
    {},
    "ENDPOINT_REFUSED",
    /another Fulcio/,
    "fulcio-url:",
  ],
  [
    "a config beside addresses",
    { signingConfig: outside, rekorUrl },
    {},
    "INPUT_INVALID",
    /cannot stand beside it/,
    "rekor-url",
  ],
  [
    "http",
    { fulcioUrl: `http://fulcio.example/${CANARY}`, rekorUrl },
    {},
    "ENDPOINT_REFUSED",
    /fulcio-url is no https:/,
    "fulcio-url: https://HOST",
  ],
  [
    "http to what only looks like this machine",
    { fulcioUrl: "http://127.0.0.1.example", rekorUrl },
    {},
    "ENDPOINT_REFUSED",
    /no https:/,
    "fulcio-url",
  ],
  [
    "a password",
    { fulcioUrl: `https://u:${CANARY}@fulcio.example`, rekorUrl },
    {},
    "ENDPOINT_REFUSED",
    /without user/,
    "fulcio-url",
  ],
  [
    "a query",
    { fulcioUrl, rekorUrl: `https://log.example/?${CANARY}` },
    {},
    "ENDPOINT_REFUSED",
    /rekor-url is no https:/,
    "rekor-url: https://HOST",
  ],
  [
    "no address at all",
    { fulcioUrl, timestampUrls: [CANARY] },
    {},
    "ENDPOINT_REFUSED",
    /timestamp-url/,
    "timestamp-url",
  ],
  ["a log without a Fulcio", { rekorUrl }, {}, "INPUT_INVALID", /no fulcio-url/, "fulcio-url: https://HOST"],
  ["nothing that says when", { fulcioUrl }, {}, "INPUT_INVALID", /nothing would say when/, "timestamp-url:"],
  [
    "Rekor 2 alone",
    { fulcioUrl, rekorUrl, rekorVersion: 2 },
    {},
    "INPUT_INVALID",
    /no time of its own/,
    "timestamp-url:",
  ],
  [
    "the old scheme with Rekor 2",
    { fulcioUrl, rekorUrl, rekorVersion: 2, timestampUrls },
    { logVersion: 1 },
    "SIGNING_REFUSED",
    /need a Rekor 1 log/,
    "rekor-url:",
  ],
  [
    "the old scheme without a log",
    { fulcioUrl, timestampUrls },
    { logVersion: 1 },
    "SIGNING_REFUSED",
    /need a Rekor 1 log/,
    "rekor-url:",
  ],
])("services refused: %s", (_, inputs, wish, code, words, fix) => {
  const thrown = failure(inputs, wish);
  expect(thrown.code).toBe(code);
  expect(thrown.message).toMatch(words);
  expect(thrown.fix).toContain(fix);
  expect(`${thrown.message}${thrown.fix}`).not.toContain(CANARY);
});

test("stray variables are named, never their values", () => {
  const env = {
    SIGSTORE_ID_TOKEN: CANARY,
    COSIGN_PASSWORD: CANARY,
    TUF_ROOT: CANARY,
    REKOR_SERVER: "x",
    COSIGN_EMPTY: "",
    HOME: "/",
    MY_COSIGN_KEY: "x",
  };
  const note = strayNote(env);
  expect(note).toContain("Ignored: COSIGN_PASSWORD, REKOR_SERVER, SIGSTORE_ID_TOKEN, TUF_ROOT.");
  expect(note).not.toContain(CANARY);
  expect(strayNote({ HOME: "/", SIGSTORE: "x", TUF_MIRROR: undefined })).toBeUndefined();
  const many = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`TUF_V${index}`, "x"]));
  expect(strayNote(many)).toContain(" and 5 more.");
});

describeWithFixtures("a certificate's issuer", () => {
  test("names the public good instance, or none", () => {
    const { verificationMaterial } = JSON.parse(
      Buffer.from(stored("bundle-verify/happy-path-v0.3/bundle.sigstore.json").bytes).toString(),
    ) as { verificationMaterial: { certificate: { rawBytes: string } } };
    expect(issuerOf(Buffer.from(verificationMaterial.certificate.rawBytes, "base64"))).toBe("public");
    expect(issuerOf(Buffer.from(CANARY))).toBeUndefined();
  });
});
