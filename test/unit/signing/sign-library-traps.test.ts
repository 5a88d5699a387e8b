import crypto from "node:crypto";
import { bundleToJSON } from "@sigstore/bundle";
import {
  DSSEBundleBuilder,
  FulcioSigner,
  MessageSignatureBundleBuilder,
  RekorWitness,
  TSAWitness,
} from "@sigstore/sign";
import type { Witness } from "@sigstore/sign";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../../src/kernel/clock.ts";
import { createHttp } from "../../../src/kernel/http-client.ts";
import type { HttpRequest, StreamingHttp } from "../../../src/kernel/http.ts";
import type { SigningServices } from "../../../src/signing/instance.ts";
import { createSigner } from "../../../src/signing/signer.ts";
import { statementOf } from "../../../src/signing/statement.ts";
import { listen } from "../../harness/servers/control.ts";
import type { Answer, Call, Listening } from "../../harness/servers/control.ts";
import { IDENTITY, leaf } from "./fake-authority.ts";
import { CANARY, fakeSigstore, never, NOW } from "./fake-services.ts";
import type { Fake, Parsed } from "./fake-services.ts";

// What the library @sigstore/sign 5.1.0 does, and that this project does otherwise: why it is not built on it.

let server: Listening;
let http: StreamingHttp;
let fake: Fake;
let calls: { readonly what: string; readonly call: Call }[];

const serve = async (call: Call): Promise<Answer> => {
  const [, service, ...path] = call.path.split("/");
  calls.push({ what: `${call.method} ${service}`, call });
  const url = new URL(`https://${service}.example.com/${path.join("/")}`);
  const method = call.method as HttpRequest["method"];
  const { status, headers, body } = await fake.host.http.send({ method, url, body: call.body }, never);
  return { status, headers, body: Buffer.from(body) };
};

beforeAll(async () => {
  server = await listen(serve);
  http = createHttp({ env: {}, ca: undefined, clock: systemClock });
});
afterAll(async () => {
  http.close();
  await server.stop();
});
beforeEach(() => {
  fake = fakeSigstore();
  calls = [];
});

const at = (path: string): string => `${server.url}/${path}`;
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = (claims: object): string => `${part({ alg: "RS256" })}.${part(claims)}.${CANARY}`;

/** The library, with one log or authority. */
const library = (witness: Witness, claims: object = { sub: "repo:liquid-hive/shop" }) => ({
  signer: new FulcioSigner({
    fulcioBaseURL: at("fulcio"),
    identityProvider: { getToken: async () => jwt(claims) },
  }),
  witnesses: [witness],
});
const log1 = () => new RekorWitness({ rekorBaseURL: at("log") });
const log2 = () => new RekorWitness({ rekorBaseURL: at("log"), majorApiVersion: 2 });

const services = (log: 1 | 2 | undefined, tsa = false): SigningServices => ({
  fulcio: new URL(at("fulcio")),
  log: log && { url: new URL(at("log")), version: log },
  timestamps: tsa ? [new URL(at("tsa/api/v1/timestamp"))] : [],
});
const ours = (log: 1 | 2 | undefined, tsa = false) =>
  createSigner(services(log, tsa), { ...fake.host, http, clock: { ...systemClock, now: fake.clock.now } });

const data = Buffer.from("artifact");
function hashed(signer: ReturnType<typeof ours>) {
  const hashing = signer.hashing();
  hashing.update(data);
  return hashing.end();
}
const PAYLOAD = statementOf([{ digest: { algorithm: "sha256", hex: "ab".repeat(32) } }], "https://p", {});
const statement = { data: Buffer.from(JSON.stringify(PAYLOAD)), type: "application/vnd.in-toto+json" };

const count = (what: string): number => calls.filter((one) => one.what === what).length;
const sentTo = (what: string): Call => calls.find((one) => one.what === what)!.call;

describe("a message's bundle", () => {
  test("of the library is of version 0.2, which no registry's referrer may be", async () => {
    const made = bundleToJSON(await new MessageSignatureBundleBuilder(library(log1())).create({ data }));
    expect(made.mediaType).toBe("application/vnd.dev.sigstore.bundle+json;version=0.2");
  });

  test("of ours is of version 0.3", async () => {
    const signer = ours(1);
    const { bundle } = await signer.signMessage(hashed(signer), never);
    expect(bundle.mediaType).toBe("application/vnd.dev.sigstore.bundle.v0.3+json");
  });
});

describe("ten artifacts", () => {
  const ten = Array.from({ length: 10 }, () => data);

  test("are thirty requests and ten tokens with the library", async () => {
    const builder = new MessageSignatureBundleBuilder(library(log1()));
    await Promise.all(ten.map((one) => builder.create({ data: one })));
    expect([count("POST fulcio"), count("POST log")]).toEqual([10, 10]);
  });

  test("are eleven requests and one token with ours", async () => {
    const signer = ours(1);
    await Promise.all(ten.map(() => signer.signMessage(hashed(signer), never)));
    expect([count("POST fulcio"), count("POST log"), fake.tokens()]).toEqual([1, 10, 1]);
  });
});

describe("a statement for version 2 of the log", () => {
  test("is sent by the library as an envelope, which the log takes no more", async () => {
    fake.fail("POST log", { status: 400 });
    const made = new DSSEBundleBuilder(library(log2())).create(statement);
    await expect(made).rejects.toMatchObject({ code: "TLOG_CREATE_ENTRY_ERROR" });
    expect(Object.keys(JSON.parse(sentTo("POST log").body.toString()))).toEqual(["dsseRequestV002"]);
  });

  test("is sent by ours as a hash", async () => {
    const { bundle } = await ours(2).signStatement(PAYLOAD, never);
    expect(Object.keys(JSON.parse(sentTo("POST log").body.toString()))).toEqual(["hashedRekordRequestV002"]);
    expect(bundle.verificationMaterial.tlogEntries).toHaveLength(1);
  });
});

describe("a token without a subject", () => {
  const broken = { aud: "sigstore" };

  test("is printed whole by the library", async () => {
    const made = new MessageSignatureBundleBuilder(library(log1(), broken)).create({ data });
    const error = await made.catch((reason: unknown) => reason);
    expect(String((error as Error).message)).toContain(CANARY);
  });

  test("is in nothing that ours says", async () => {
    fake = fakeSigstore({ claims: broken });
    const signer = ours(1);
    const error = await signer.certificate(never).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "SIGNING_REFUSED" });
    expect(`${String(error)} ${(error as Error).stack} ${JSON.stringify(error)}`).not.toContain(CANARY);
  });
});

describe("a log that asks once for fewer requests", () => {
  test("ends the library's signing", async () => {
    fake.fail("POST log", { status: 429 });
    const made = new MessageSignatureBundleBuilder(library(log1())).create({ data });
    await expect(made).rejects.toMatchObject({ code: "TLOG_CREATE_ENTRY_ERROR" });
    expect(count("POST log")).toBe(1);
  });

  test("is asked again by ours", async () => {
    fake.fail("POST log", { status: 429 });
    const signer = createSigner(services(1), { ...fake.host, http });
    expect((await signer.signMessage(hashed(signer), never)).notes).toEqual([]);
    expect(count("POST log")).toBe(2);
  });
});

describe("a timestamp authority", () => {
  test("is asked by the library in JSON, which one authority understands", async () => {
    fake.fail("POST tsa", { status: 400 });
    const witness = new TSAWitness({ tsaBaseURL: at("tsa") });
    const made = new MessageSignatureBundleBuilder(library(witness)).create({ data });
    await expect(made).rejects.toMatchObject({ code: "TSA_CREATE_TIMESTAMP_ERROR" });
    expect(sentTo("POST tsa").headers["content-type"]).toBe("application/json");
  });

  test("is asked by ours as RFC 3161 says", async () => {
    const signer = ours(undefined, true);
    const { bundle } = await signer.signMessage(hashed(signer), never);
    expect(sentTo("POST tsa").headers["content-type"]).toBe("application/timestamp-query");
    expect(bundle.verificationMaterial.timestampVerificationData?.rfc3161Timestamps).toHaveLength(1);
  });
});

describe("the entry of another signature", () => {
  beforeEach(() =>
    fake.fail("POST log", (real) => {
      const answer = real();
      const [uuid, entry] = Object.entries<Parsed>(JSON.parse(Buffer.from(answer.body).toString()))[0]!;
      const kept = JSON.parse(Buffer.from(entry.body, "base64").toString());
      kept.spec.signature.content = "AAAA";
      const body = Buffer.from(JSON.stringify(kept)).toString("base64");
      return { ...answer, body: Buffer.from(JSON.stringify({ [uuid]: { ...entry, body } })) };
    }),
  );

  test("is put in a bundle by the library", async () => {
    const made = bundleToJSON(await new MessageSignatureBundleBuilder(library(log1())).create({ data }));
    const body = Buffer.from(made.verificationMaterial.tlogEntries[0]!.canonicalizedBody, "base64");
    expect(JSON.parse(body.toString()).spec.signature.content).toBe("AAAA");
  });

  test("is refused by ours", async () => {
    const signer = ours(1);
    await expect(signer.signMessage(hashed(signer), never)).rejects.toMatchObject({
      code: "SIGNING_ANSWER_INVALID",
      message: expect.stringContaining("the entry of another signature"),
    });
  });
});

describe("a certificate for another key", () => {
  const { publicKey } = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = leaf({ key: publicKey, from: NOW, to: NOW + 600_000, san: IDENTITY });
  beforeEach(() => {
    const chain = { chain: { certificates: [pem] } };
    fake.fail("POST fulcio", { status: 200, json: { signedCertificateEmbeddedSct: chain } });
  });

  test("is put in a bundle by the library", async () => {
    const made = bundleToJSON(await new MessageSignatureBundleBuilder(library(log1())).create({ data }));
    const [first] = made.verificationMaterial.x509CertificateChain!.certificates;
    expect(first!.rawBytes).toBe(new crypto.X509Certificate(pem).raw.toString("base64"));
  });

  test("is refused by ours", async () => {
    await expect(ours(1).certificate(never)).rejects.toMatchObject({ code: "SIGNING_ANSWER_INVALID" });
  });
});
