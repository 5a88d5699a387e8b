import crypto from "node:crypto";
import { ASN1Obj } from "@sigstore/core";
import type { Clock } from "../../../src/kernel/clock.ts";
import type { HttpAnswer, HttpRequest } from "../../../src/kernel/http.ts";
import { Secret } from "../../../src/kernel/secret.ts";
import type { SigningHost, TokenClaims } from "../../../src/signing/host.ts";
import type { SigningServices } from "../../../src/signing/instance.ts";
import { IDENTITY, leaf, root, stampReply } from "./fake-authority.ts";

/** JSON that a test takes apart as it knows it to be. */
export type Parsed = ReturnType<typeof JSON.parse>;

export const CANARY = "CANARY-7f3a";
export const NOW = Date.UTC(2026, 10, 24, 12);

/** What a service answers once, in place of its own answer: that, a thrown error, or something made of its own answer. */
export type Fault =
  | {
      readonly status: number;
      readonly json?: unknown;
      readonly text?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | Error
  | ((real: () => HttpAnswer, request: HttpRequest) => HttpAnswer);

export interface FakeOptions {
  readonly claims?: TokenClaims;
  readonly san?: string | undefined;
  readonly lifeMs?: number;
  /** What Fulcio's and the authorities' clocks are ahead by. */
  readonly aheadMs?: number;
  readonly embedded?: boolean;
}

export interface Fake {
  readonly host: SigningHost;
  readonly clock: Clock & { readonly pass: (ms: number) => void; readonly slept: number[] };
  /** `POST fulcio` and the like, in order. */
  readonly asked: string[];
  readonly bodies: string[];
  /** The most requests that were under way at a time. */
  readonly most: () => number;
  readonly tokens: () => number;
  /** Queues faults for `POST fulcio`, `POST log`, `GET log`, `POST tsa`. */
  readonly fail: (what: string, ...faults: readonly Fault[]) => void;
  /** The bodies that the log keeps. */
  readonly kept: string[];
}

const url = (name: string, path = ""): URL => new URL(`https://${name}.example.com${path}`);
export const FULCIO = url("fulcio");
export const LOG_1 = { url: url("log"), version: 1 } as const;
export const LOG_2 = { url: url("log"), version: 2 } as const;
export const TSA = url("tsa", "/api/v1/timestamp");
export const WITH_LOG_1: SigningServices = { fulcio: FULCIO, log: LOG_1, timestamps: [] };
export const WITH_LOG_2: SigningServices = { fulcio: FULCIO, log: LOG_2, timestamps: [TSA] };
export const never: AbortSignal = new AbortController().signal;

const bytesOf = (body: HttpRequest["body"]): Buffer<ArrayBuffer> =>
  Buffer.from(body instanceof Secret ? body.revealBytes() : (body ?? ""));

const json = (status: number, value: unknown, headers = {}): HttpAnswer => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: Buffer.from(JSON.stringify(value)),
});

const sha256 = (bytes: Uint8Array | string): Buffer => crypto.createHash("sha256").update(bytes).digest();

/** A whole Sigstore without a network: its answers have the form of the real ones, its signatures are not real. */
export function fakeSigstore(options: FakeOptions = {}): Fake {
  const { lifeMs = 600_000, aheadMs = 0, embedded = true } = options;
  const asked: string[] = [];
  const bodies: string[] = [];
  const kept: string[] = [];
  const faults = new Map<string, Fault[]>();
  const slept: number[] = [];
  let now = NOW;
  let running = 0;
  let most = 0;
  let tokens = 0;
  const clock: Fake["clock"] = {
    slept,
    now: () => now,
    pass: (ms) => void (now += ms),
    sleep: async (ms, signal) => {
      signal.throwIfAborted();
      slept.push(ms);
      now += ms;
    },
  };
  const log = fakeLog(kept, () => now);

  const fulcio = (body: Buffer): HttpAnswer => {
    const { content } = JSON.parse(body.toString()).publicKeyRequest.publicKey;
    const from = now + aheadMs;
    const san = "san" in options ? options.san : IDENTITY;
    const chain = {
      chain: {
        certificates: [leaf({ key: crypto.createPublicKey(content), from, to: from + lifeMs, san }), root()],
      },
    };
    return json(200, { [embedded ? "signedCertificateEmbeddedSct" : "signedCertificateDetachedSct"]: chain });
  };
  const tsa = (body: Buffer<ArrayBuffer>): HttpAnswer => {
    const [, imprint, nonce] = ASN1Obj.parseBuffer(body).subs;
    return {
      status: 201,
      headers: {},
      body: stampReply(imprint!.subs[1]!.value, nonce!.value, now + aheadMs),
    };
  };
  const real = (request: HttpRequest): HttpAnswer => {
    const body = bytesOf(request.body);
    const [service] = request.url.host.split(".");
    if (service === "fulcio") return fulcio(body);
    return service === "tsa" ? tsa(body) : log(request, body.toString());
  };
  const send = async (request: HttpRequest): Promise<HttpAnswer> => {
    const what = `${request.method} ${request.url.host.split(".")[0]}`;
    asked.push(what);
    bodies.push(bytesOf(request.body).toString());
    most = Math.max(most, (running += 1));
    await new Promise(setImmediate);
    running -= 1;
    const fault = faults.get(what)?.shift();
    if (fault instanceof Error) throw fault;
    if (typeof fault === "function") return fault(() => real(request), request);
    if (fault === undefined) return real(request);
    const { status, text, headers = {} } = fault;
    return text === undefined
      ? json(status, fault.json ?? {}, headers)
      : { status, headers, body: Buffer.from(text) };
  };

  const http = { send, close: () => {} };
  return {
    clock,
    asked,
    bodies,
    kept,
    most: () => most,
    tokens: () => tokens,
    fail: (what, ...more) => void faults.set(what, [...(faults.get(what) ?? []), ...more]),
    host: {
      http,
      registryHttp: { ...http, stream: () => Promise.reject(new Error("no registry here")) },
      clock,
      env: {},
      workspace: "/workspace",
      temp: "/temp",
      idToken: async () => {
        tokens += 1;
        return {
          token: Secret.of(`${CANARY}.${CANARY}.${CANARY}`),
          claims: options.claims ?? { sub: "repo:liquid-hive/shop" },
        };
      },
      born: () => {},
      warn: () => {},
      debug: () => {},
    },
  };
}

/** Both versions of the log: what one of them keeps, the other would too. */
function fakeLog(kept: string[], now: () => number): (request: HttpRequest, body: string) => HttpAnswer {
  const uuidOf = (body: string): string =>
    `${"0".repeat(16)}${sha256(Buffer.concat([Buffer.from([0]), Buffer.from(body)])).toString("hex")}`;
  const hash = sha256("root");
  const entry1 = (body: string): unknown => ({
    [uuidOf(body)]: {
      body: Buffer.from(body).toString("base64"),
      integratedTime: Math.floor(now() / 1_000),
      logID: hash.toString("hex"),
      logIndex: 1_000 + kept.indexOf(body),
      verification: {
        signedEntryTimestamp: "c2V0",
        inclusionProof: {
          logIndex: kept.indexOf(body),
          treeSize: kept.length,
          rootHash: hash.toString("hex"),
          hashes: [hash.toString("hex")],
          checkpoint: "log - 1\n1\n",
        },
      },
    },
  });
  const entry2 = (body: string): unknown => ({
    logIndex: String(kept.indexOf(body)),
    logId: { keyId: hash.toString("base64") },
    kindVersion: { kind: "hashedrekord", version: "0.0.2" },
    integratedTime: "0",
    inclusionPromise: null,
    inclusionProof: {
      logIndex: String(kept.indexOf(body)),
      treeSize: "1",
      rootHash: hash.toString("base64"),
      hashes: [],
      checkpoint: { envelope: "log\n1\n" },
    },
    canonicalizedBody: Buffer.from(body).toString("base64"),
  });
  return ({ method, url: { pathname } }, sent) => {
    const first = pathname.startsWith("/api/v1/");
    if (method === "GET") {
      const found = kept.find((body) => pathname.endsWith(uuidOf(body).slice(16)));
      return found === undefined ? json(404, { message: CANARY }) : json(200, entry1(found));
    }
    const body = first ? keptBy1(JSON.parse(sent)) : keptBy2(JSON.parse(sent));
    const location = { location: `/api/v1/log/entries/${uuidOf(body)}` };
    if (kept.includes(body)) return json(409, { message: CANARY }, first ? location : { "x-log-index": "1" });
    kept.push(body);
    return json(201, first ? entry1(body) : entry2(body));
  };
}

function keptBy1(sent: { kind: string; apiVersion: string; spec: Parsed }): string {
  const { apiVersion, kind, spec } = sent;
  if (kind === "hashedrekord") return JSON.stringify(sent);
  const { envelope, verifiers } = spec.proposedContent;
  const { payload, signatures } = JSON.parse(envelope);
  const hash = (bytes: Buffer | string) => ({ algorithm: "sha256", value: sha256(bytes).toString("hex") });
  return JSON.stringify({
    apiVersion,
    kind,
    spec: {
      envelopeHash: hash(envelope),
      payloadHash: hash(Buffer.from(payload, "base64")),
      signatures: [{ signature: signatures[0].sig, verifier: verifiers[0] }],
    },
  });
}

function keptBy2({ hashedRekordRequestV002: hashed, dsseRequestV002: dsse }: Parsed): string {
  const spec = hashed
    ? {
        hashedRekordV002: {
          data: { algorithm: "SHA2_256", digest: hashed.digest },
          signature: hashed.signature,
        },
      }
    : {
        dsseV002: {
          payloadHash: {
            algorithm: "SHA2_256",
            digest: sha256(Buffer.from(dsse.envelope.payload, "base64")).toString("base64"),
          },
          signatures: [{ content: dsse.envelope.signatures[0].sig, verifier: dsse.verifiers[0] }],
        },
      };
  return JSON.stringify({ apiVersion: "0.0.2", kind: hashed ? "hashedrekord" : "dsse", spec });
}
