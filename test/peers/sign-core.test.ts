import crypto from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "../../src/kernel/clock.ts";
import { createHttp } from "../../src/kernel/http-client.ts";
import type { HttpRequest, StreamingHttp } from "../../src/kernel/http.ts";
import { HttpError } from "../../src/kernel/http.ts";
import { Secret } from "../../src/kernel/secret.ts";
import type { Bundle } from "../../src/signing/bundle.ts";
import type { SigningHost } from "../../src/signing/host.ts";
import type { SigningServices } from "../../src/signing/instance.ts";
import { createSigner } from "../../src/signing/signer.ts";
import type { Signer } from "../../src/signing/signer.ts";
import { statementOf } from "../../src/signing/statement.ts";
import { sigstore } from "../harness/servers/sigstore.ts";
import type { Sigstore } from "../harness/servers/sigstore.ts";
import { judgeAttestation } from "../harness/servers/sigstore-verifiers.ts";
import type { SigningKind } from "../harness/servers/sigstore-trust.ts";

const PREDICATE = "https://example.com/built";
const never = new AbortController().signal;

let peers: Sigstore;
let http: StreamingHttp;
beforeAll(async () => {
  peers = await sigstore({ registry: false, referrersRegistry: false });
  http = createHttp({ env: {}, ca: undefined, clock: systemClock });
});
afterAll(async () => {
  http.close();
  await peers.stop();
});

function services(kind: SigningKind): SigningServices {
  const timestamps = kind === "v1" ? [] : [new URL(peers.tsaUrl)];
  const log = {
    v1: () => ({ url: new URL(peers.rekor1Url), version: 1 }) as const,
    "v1+tsa": () => ({ url: new URL(peers.rekor1Url), version: 1 }) as const,
    v2: () => ({ url: new URL(peers.rekor2Url), version: 2 }) as const,
    "tsa-only": () => undefined,
  }[kind]();
  return { fulcio: new URL(peers.fulcioUrl), log, timestamps };
}

function host(send: StreamingHttp["send"] = http.send): SigningHost {
  return {
    http: { send, close: () => {} },
    registryHttp: http,
    clock: systemClock,
    env: {},
    workspace: peers.folder,
    temp: peers.folder,
    idToken: async (audience) => {
      const token = peers.oidc.token({}, audience);
      const claims = JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString());
      return { token: Secret.of(token), claims };
    },
    born: () => {},
    warn: () => {},
    debug: () => {},
  };
}

function hashed(signer: Signer, content: Buffer) {
  const hashing = signer.hashing();
  hashing.update(content);
  return hashing.end();
}

const flags = (kind: SigningKind): string[] => [
  ...peers.verifyFlags(),
  ...(kind === "tsa-only" ? ["--insecure-ignore-tlog"] : []),
  ...(kind === "v1" ? [] : ["--use-signed-timestamps"]),
];

/** cosign's answer: the error where it says no, "" where it says yes. */
async function judged(command: readonly string[], bundle: Bundle, file: string): Promise<string> {
  const at = peers.write(`${crypto.randomUUID()}.json`, JSON.stringify(bundle));
  const run = await peers.cosign([...command, `--bundle=${at}`, file]);
  return run.code === 0 ? "" : run.stderr || "no";
}

test.each<SigningKind>(["v1", "v1+tsa", "v2", "tsa-only"])(
  "cosign accepts a message and a statement of %s, for that file alone",
  async (kind) => {
    const content = crypto.randomBytes(1_000);
    const file = peers.write(`file.${kind}`, content);
    const other = peers.write(`other.${kind}`, "another");
    const signer = createSigner(services(kind), host());
    const made = hashed(signer, content);
    const [message, statement] = await Promise.all([
      signer.signMessage(made, never),
      signer.signStatement(statementOf([{ name: "file", digest: made.digest }], PREDICATE, {}), never),
    ]);
    expect(statement.certificatePem).toBe(message.certificatePem);
    const blob = ["verify-blob", ...flags(kind)];
    expect(await judged(blob, message.bundle, file)).toBe("");
    expect(await judged(blob, message.bundle, other)).not.toBe("");
    const attestation = ["verify-blob-attestation", ...flags(kind), `--type=${PREDICATE}`];
    expect(await judged(attestation, statement.bundle, file)).toBe("");
    expect(await judged(attestation, statement.bundle, other)).not.toBe("");
  },
);

const OTHERS = [
  ["cosign-2", "v1"],
  ["gh", "v1"],
  ["gh", "v2"],
  ["sigstore", "v1"],
  ["sigstore", "v2"],
] as const;

test.each(OTHERS)("%s accepts a statement of %s, for that file alone", async (binary, kind) => {
  const content = crypto.randomBytes(1_000);
  const file = peers.write(`${binary}.${kind}`, content);
  const other = peers.write(`${binary}.${kind}.other`, "another");
  const signer = createSigner(services(kind), host());
  const { digest } = hashed(signer, content);
  const { bundle } = await signer.signStatement(
    statementOf([{ name: "file", digest }], PREDICATE, {}),
    never,
  );
  const at = peers.write(`${binary}.${kind}.json`, JSON.stringify(bundle));
  const judge = (what: string) =>
    judgeAttestation(peers, binary, { file: what, bundle: at, kind, predicateType: PREDICATE });
  const yes = await judge(file);
  expect(yes.code, yes.stderr).toBe(0);
  expect((await judge(other)).code).not.toBe(0);
});

/** Sends, and loses the first answer to a POST at that path. */
function losing(path: string): { readonly send: StreamingHttp["send"]; readonly asked: string[] } {
  const asked: string[] = [];
  let lost = false;
  const send = async (request: HttpRequest, signal: AbortSignal) => {
    const answer = await http.send(request, signal);
    const is = request.url.pathname.startsWith(path);
    if (is) asked.push(`${request.method} ${answer.status}`);
    if (!is || lost) return answer;
    lost = true;
    throw new HttpError("reset", request.url.host, "reset");
  };
  return { send, asked };
}

test("Rekor 1 finds the entry of a lost answer by the hash that is known beforehand, of a message and of a statement", async () => {
  for (const what of ["message", "statement"]) {
    const { send, asked } = losing("/api/v1/log/entries");
    const signer = createSigner(services("v1"), host(send));
    const content = crypto.randomBytes(100);
    const made = hashed(signer, content);
    const statement = statementOf([{ name: "file", digest: made.digest }], PREDICATE, {});
    const signed = await (what === "message"
      ? signer.signMessage(made, never)
      : signer.signStatement(statement, never));
    expect(asked).toEqual(["POST 201", "GET 200"]);
    expect(signed.notes).toEqual([]);
    const command = what === "message" ? ["verify-blob"] : ["verify-blob-attestation", `--type=${PREDICATE}`];
    const file = peers.write(`lost.${what}`, content);
    expect(await judged([...command, ...flags("v1")], signed.bundle, file)).toBe("");
  }
});

test("Rekor 2 has no way to tell the entry of a lost answer, and a new certificate makes another", async () => {
  const { send, asked } = losing("/api/v2/log/entries");
  const signer = createSigner(services("v2"), host(send));
  const content = crypto.randomBytes(100);
  const signed = await signer.signMessage(hashed(signer, content), never);
  expect(asked).toEqual(["POST 201", "POST 409", "POST 201"]);
  expect(signed.notes).toHaveLength(1);
  expect(await judged(["verify-blob", ...flags("v2")], signed.bundle, peers.write("lost.v2", content))).toBe(
    "",
  );
});

test("Fulcio's own refusals are told apart", async () => {
  const failing = (change: Partial<SigningHost>) =>
    createSigner(services("v1"), { ...host(), ...change }).certificate(never);
  const token = peers.oidc.token({}, "another");
  const elsewhere = async () => ({ token: Secret.of(token), claims: { sub: "x" } });
  await expect(failing({ idToken: elsewhere })).rejects.toMatchObject({
    code: "SIGNING_REFUSED",
    message: expect.stringContaining("does not accept this job's identity token"),
  });
  const mine = peers.oidc.token({}, "sigstore");
  const wrongClaim = async () => ({ token: Secret.of(mine), claims: { sub: "x" } });
  await expect(failing({ idToken: wrongClaim })).rejects.toMatchObject({
    code: "SIGNING_REFUSED",
    message: expect.stringContaining("could not check the proof of the key"),
  });
});
