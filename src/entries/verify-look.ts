import fs from "node:fs";
import path from "node:path";
import type { LookParts } from "../commands/verify-candidates.ts";
import type { VerifyPlan } from "../commands/verify-plan.ts";
import { systemClock } from "../kernel/clock.ts";
import { Failure } from "../kernel/errors.ts";
import { readBounded } from "../kernel/files.ts";
import type { Runner } from "../runner/runner.ts";
import type { SigningHost } from "../signing/host.ts";
import { openTrust } from "../signing/trust/instances.ts";
import type { VerifyInputs } from "../signing/verify-inputs.ts";
import type { Trust } from "../signing/verify/material.ts";
import { githubOf, MAX_BUNDLE_BYTES, registryOf, trustFileOf, trustSettingsOf } from "./sign-host.ts";

/** A key that signs no digest has to see the whole file. */
const MAX_ARTIFACT_BYTES = 1024 * 1024 * 1024;
const MAX_BUNDLES = 10_000;
/** No pattern, and not `any`. */
const ONE_REPOSITORY = /^[\w.-]+\/[\w.-]+$/;

/** Where signatures are looked for. Throws FILE_*. */
export function lookParts(
  runner: Runner,
  host: SigningHost,
  inputs: VerifyInputs,
  plan: VerifyPlan,
): LookParts {
  const { workspace } = runner;
  const readText = (file: string): string | undefined =>
    fs.statSync(path.resolve(workspace, file), { throwIfNoEntry: false })?.isFile()
      ? readBounded(path.resolve(workspace, file), MAX_BUNDLE_BYTES).bytes.toString("utf8")
      : undefined;
  const where = inputs.lookIn.length > 0 ? inputs.lookIn : defaultPlaces(inputs);
  const github = where.includes("github")
    ? repositoriesOf(plan).map((repository) => githubOf(runner, host, inputs, repository))
    : undefined;
  return {
    registry: registryOf(runner, host, inputs),
    signaturesIn: plan.signaturesIn,
    readText,
    readBytes: (file) => readBounded(file, MAX_ARTIFACT_BYTES).bytes,
    bundles: where.includes("bundle") ? inputs.bundle.flatMap((file) => bundlesIn(workspace, file)) : [],
    github:
      github &&
      (async (digest, signal) =>
        (await Promise.all(github.map(async (one) => one.list(digest, signal)))).flat()),
    beside: where.includes("beside"),
    inRegistry: where.includes("registry"),
  };
}

/** Whose attestations GitHub is asked for: those that are to have signed, where they are named; else the run's own. */
function repositoriesOf({ policies }: VerifyPlan): readonly (string | undefined)[] {
  const named = policies.flatMap(({ signer }) => {
    const text = signer === "key" ? undefined : signer.repository?.text;
    return text !== undefined && ONE_REPOSITORY.test(text) ? [text] : [];
  });
  return named.length === 0 ? [undefined] : [...new Set(named)];
}

/** Where bundles are named, the user says where to look; GitHub is asked only for who asks for it. */
const defaultPlaces = ({ bundle }: VerifyInputs): readonly string[] =>
  bundle.length > 0 ? ["bundle"] : ["beside", "registry"];

/** The bundles of a file, one a line where it is called so. Throws FILE_*, LIMIT_EXCEEDED. */
function bundlesIn(workspace: string, file: string): { where: string; text: string }[] {
  const text = readBounded(path.resolve(workspace, file), MAX_BUNDLE_BYTES).bytes.toString("utf8");
  if (!file.endsWith(".jsonl")) return [{ where: file, text }];
  const found = text
    .split(/\r?\n/)
    .flatMap((line, i) => (line.trim() === "" ? [] : [{ where: `${file}:${i + 1}`, text: line }]));
  if (found.length > MAX_BUNDLES)
    throw new Failure("LIMIT_EXCEEDED", `There are more than ${MAX_BUNDLES} bundles in one file.`, {
      at: { file },
      fix: "Name files with the bundles of what is verified here.",
    });
  return found;
}

/**
 * Whom to trust, each opened once: a key, a root of the user's, or the two that are known, the public one first. A key
 * has no identity: where policies stand beside it, whom these name is looked for besides.
 */
export function trustsOf(
  runner: Runner,
  host: SigningHost,
  inputs: VerifyInputs,
  signal: AbortSignal,
): (() => Promise<Trust>)[] {
  const { sigstore, trustedRoot, tufMirror, key, policies, require: required } = inputs;
  const isOwn = trustedRoot !== "" || tufMirror !== "";
  const load = async (name: typeof sigstore): Promise<Trust> => {
    const settings = { ...trustSettingsOf(runner.workspace, inputs), sigstore: name };
    const { instance, notes } = await openTrust(
      {
        ...settings,
        signing: false,
        allowPublicLog: false,
        timestampUrls: [],
        require: required as ("log" | "sct" | "timestamp")[],
      },
      host,
      signal,
    );
    for (const note of notes) runner.info(`    note: ${note}`);
    runner.info(`trust: Sigstore ${instance.name} (${instance.source})`);
    return { instance, now: new Date(systemClock.now()) };
  };
  const names = sigstore !== "auto" || isOwn ? [sigstore] : (["public", "github"] as const);
  const opens = names.map((name) => {
    let opening: Promise<Trust> | undefined;
    return async () => await (opening ??= load(name));
  });
  if (key === "") return opens;
  const withKey = (trust: Partial<Trust>): Trust => ({ ...trust, publicKey: keyText(runner.workspace, key) });
  const isAlone = !isOwn && required.length === 0 && sigstore === "auto";
  const byKey = isAlone ? [async () => withKey({})] : opens.map((open) => async () => withKey(await open()));
  return policies.trim() === "" ? byKey : [...byKey, ...opens];
}

const keyText = (workspace: string, key: string): string =>
  key.includes("-----BEGIN") ? key : Buffer.from(trustFileOf(workspace, "key", key).bytes).toString("utf8");
