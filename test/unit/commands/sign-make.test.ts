import { expect, test } from "vitest";
import type { ReadyToSign } from "../../../src/commands/sign-check.ts";
import { makeAndPublish } from "../../../src/commands/sign-effect.ts";
import { digestOf, makeSignatures } from "../../../src/commands/sign-make.ts";
import type { SignWork } from "../../../src/commands/sign-work.ts";
import type { Instance } from "../../../src/signing/instance.ts";
import { createSigner } from "../../../src/signing/signer.ts";
import { fakeSigstore, WITH_LOG_1 } from "../signing/fake-services.ts";
import { rootOf } from "../signing/trust/files.ts";
import { CANARY, HEX, never, partsOf, planOf, signedThings } from "./signing-fakes.ts";

/** One that does not know the CA of the fake: what it signs is accepted by nobody. */
const INSTANCE: Instance = {
  name: "private",
  trustedRoot: rootOf(),
  requires: { log: true, sct: false, timestamp: false },
  source: "trusted_root.json",
};

const workOf = async (workspace?: string): Promise<SignWork> => {
  const { message, payload, statement } = await signedThings(workspace);
  return { messages: [message.file], statements: [(await statement()).work], payloads: [payload.work] };
};

test("a certificate that its users would not accept gets nothing into the log", async () => {
  const fake = fakeSigstore();
  const making = await makeSignatures(await workOf(), createSigner(WITH_LOG_1, fake.host), INSTANCE, never);
  expect(making).toMatchObject({
    certificate: undefined,
    made: [],
    failures: [{ code: "SIGNING_ANSWER_INVALID" }],
    orphans: 0,
  });
  expect([fake.asked, fake.kept]).toEqual([["POST fulcio"], []]);
});

test("where there is no certificate there is one failure, whatever the number of subjects", async () => {
  const fake = fakeSigstore();
  fake.fail("POST fulcio", { status: 403, json: { message: CANARY } });
  const { failures, orphans } = await makeSignatures(
    await workOf(),
    createSigner(WITH_LOG_1, fake.host),
    INSTANCE,
    never,
  );
  expect([failures.map(({ code }) => code), orphans, fake.kept]).toEqual([["SIGNING_REFUSED"], 0, []]);
  expect(`${failures[0]?.message} ${failures[0]?.fix}`).not.toContain(CANARY);
});

test("each kind is over the digest that a reader looks for", async () => {
  const { message, payload, statement } = await signedThings();
  expect(digestOf(message)).toEqual(message.file.subject.digest);
  expect(digestOf(await statement())).toEqual({ algorithm: "sha256", hex: HEX });
  const { digest } = payload.signed.bundle.messageSignature!.messageDigest;
  expect(digestOf(payload)).toEqual({
    algorithm: "sha256",
    hex: Buffer.from(digest, "base64").toString("hex"),
  });
});

test("a run that signs nothing says so, and tells post before and after", async () => {
  const { parts, fake, journal, listed } = partsOf({ "dist/app.tgz": "the artifact" });
  const { plan } = planOf({ sign: "dist/app.tgz" });
  const ready: ReadyToSign = {
    plan,
    work: await workOf(parts.host.workspace),
    signer: createSigner(WITH_LOG_1, fake.host),
    trust: { instance: INSTANCE, services: WITH_LOG_1, notes: [] },
    registry: parts.registry(plan.inputs),
    schemes: { referrers: true, legacy: true },
  };
  const facts = await makeAndPublish(parts, ready, never);
  expect(facts).toMatchObject({
    artifacts: [],
    identity: "",
    notes: [],
    failed: { code: "SIGNING_ANSWER_INVALID" },
  });
  expect([journal[0], journal.at(-1), listed]).toEqual(["signing 3", "done", []]);
});
