import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { type SignPlan, planSigning } from "../../../src/commands/sign-plan.ts";
import type { Made, StatementWork } from "../../../src/commands/sign-work.ts";
import type { SigningParts } from "../../../src/commands/signing.ts";
import { readInputs } from "../../../src/config/read-inputs.ts";
import type { Failure } from "../../../src/kernel/errors.ts";
import { SIGNATURE_PREDICATE } from "../../../src/signing/bundle.ts";
import { parseImageReference, printImage } from "../../../src/signing/image-reference.ts";
import type { Registry } from "../../../src/signing/registry/registry.ts";
import { SIGN_INPUTS } from "../../../src/signing/sign-inputs.ts";
import { createSigner } from "../../../src/signing/signer.ts";
import { simpleSigningPayload } from "../../../src/signing/simple-signing.ts";
import { statementOf } from "../../../src/signing/statement.ts";
import type { ImageSubject } from "../../../src/signing/subject.ts";
import type { TrustFile } from "../../../src/signing/trust/shape.ts";
import { CANARY, type Fake, fakeSigstore, never, NOW, WITH_LOG_1 } from "../signing/fake-services.ts";

export const HEX = "a".repeat(64);
export const IMAGE = `ghcr.io/liquid-hive/api@sha256:${HEX}`;

/** What the inputs, written as in a workflow, come to. */
export function planOf(inputs: Readonly<Record<string, string>>): { plan: SignPlan; problems: Failure[] } {
  const env = Object.fromEntries(
    Object.entries(inputs).map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text]),
  );
  return planSigning(readInputs(env, [{ id: "signing", inputs: SIGN_INPUTS }]));
}

export function imageOf(name = IMAGE, more: Partial<ImageSubject> = {}): ImageSubject {
  const reference = parseImageReference(`oci://${name}`) as ImageSubject["reference"];
  return {
    kind: "image",
    reference,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    size: 7,
    ...more,
  };
}

/** A new workspace with files. */
export function workspaceOf(files: Readonly<Record<string, string>> = {}): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "signing-")));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

/** What was asked of a registry that has every image, and takes everything; `own` answers in its place. */
export function fakeRegistry(own: Partial<Registry> = {}): { registry: Registry; asked: string[] } {
  const asked: string[] = [];
  const kept = new Map<string, string>();
  const registry = {
    resolve: async (reference: ImageSubject["reference"]) =>
      await Promise.resolve(
        imageOf(`${reference.registry}/${reference.repository}@${reference.digest ?? `sha256:${HEX}`}`),
      ),
    children: async () => await Promise.resolve([]),
    canPush: async () => await Promise.resolve(),
    attach: async (_: ImageSubject, text: string) => {
      const digest = `sha256:${String(kept.size + 1).padStart(64, "0")}`;
      kept.set(digest, text);
      return await Promise.resolve({ digest, how: "referrers" });
    },
    referrers: async () => await Promise.resolve([...kept.keys()].map((digest) => ({ digest }))),
    bundle: async (_: ImageSubject, { digest }: { digest: string }) =>
      await Promise.resolve({ text: kept.get(digest) }),
    settle: async () => await Promise.resolve(),
    pending: () => [],
    ...own,
  };
  const told = Object.fromEntries(
    Object.entries(registry).map(([name, call]) => [
      name,
      (...args: unknown[]): unknown => {
        asked.push(name);
        return (call as (...all: unknown[]) => unknown)(...args);
      },
    ]),
  );
  return { registry: told as unknown as Registry, asked };
}

export interface FakeParts {
  readonly parts: SigningParts;
  readonly fake: Fake;
  /** What was written to the runner's list, and what post was told. */
  readonly listed: unknown[];
  readonly journal: string[];
  readonly asked: string[];
}

/** Everything that signing touches, in a new workspace and a Sigstore without a network. */
export function partsOf(
  files: Readonly<Record<string, string>> = {},
  { own = {}, ...more }: Partial<SigningParts> & { readonly own?: Partial<Registry> } = {},
): FakeParts {
  const fake = fakeSigstore();
  const workspace = workspaceOf(files);
  const temp = workspaceOf();
  const { registry, asked } = fakeRegistry(own);
  const listed: unknown[] = [];
  const journal: string[] = [];
  const read = (file: string): TrustFile => ({
    name: file,
    bytes: fs.readFileSync(path.join(workspace, file)),
    inCheckout: true,
  });
  const parts: SigningParts = {
    host: { ...fake.host, workspace, temp },
    folder: path.join(temp, "bundles"),
    registry: () => registry,
    github: () => {
      throw new Error("GitHub is not asked here");
    },
    trustSettings: () => {
      throw new Error("no trust here");
    },
    trustFiles: () => [],
    read,
    readBundle: (file) => read(file).bytes.toString(),
    stdin: async function* () {
      yield await Promise.resolve(Buffer.from("piped"));
    },
    journal: {
      signing: (count) => void journal.push(`signing ${count}`),
      made: (bundles) => void journal.push(`made ${bundles.join(" ")}`),
      done: () => void journal.push("done"),
    },
    listArtifacts: (subjects) => {
      listed.push(...subjects);
      return [];
    },
    ...more,
  };
  return { parts, fake, listed, journal, asked };
}

/** Signatures as the signer makes them: of a file, of a statement, of an image in the old scheme. */
export async function signedThings(workspace = "/workspace"): Promise<{
  readonly message: Extract<Made, { kind: "message" }>;
  readonly statement: (work?: Partial<StatementWork>) => Promise<Extract<Made, { kind: "statement" }>>;
  readonly payload: Extract<Made, { kind: "payload" }>;
}> {
  const signer = createSigner(WITH_LOG_1, fakeSigstore().host);
  const hashing = signer.hashing();
  hashing.update(Buffer.from("the artifact"));
  const hashed = hashing.end();
  const image = imageOf();
  const payload = simpleSigningPayload(image.reference, {});
  return {
    message: {
      kind: "message",
      file: {
        subject: {
          kind: "file",
          name: "dist/app.tgz",
          path: path.join(workspace, "dist/app.tgz"),
          size: 12,
          digest: hashed.digest,
        },
        hashed,
      },
      signed: await signer.signMessage(hashed, never),
    },
    statement: async (more = {}) => {
      const work: StatementWork = {
        what: "signature",
        predicateType: SIGNATURE_PREDICATE,
        predicate: {},
        subjects: [{ name: printImage(image.reference), digest: { algorithm: "sha256", hex: HEX }, image }],
        annotations: {},
        ...more,
      };
      const { subjects, predicateType, predicate } = work;
      const signed = await signer.signStatement(statementOf(subjects, predicateType, predicate), never);
      return { kind: "statement", work, signed };
    },
    payload: {
      kind: "payload",
      work: { image, payload },
      signed: await signer.signPayload(payload, never),
    },
  };
}

export { CANARY, never, NOW };
