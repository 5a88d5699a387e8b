import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { bundleToJSON } from "@sigstore/bundle";
import { DSSEBundleBuilder, FulcioSigner, RekorWitness } from "@sigstore/sign";
import { expect } from "vitest";
import type { ActionRun } from "../harness/run-action.ts";
import type { Sigstore } from "../harness/servers/sigstore.ts";
import type { SigningKind } from "../harness/servers/sigstore-trust.ts";
import { verifyWith } from "./sign-action.ts";
import { partVariables } from "./sign-judges.ts";

/** What other signers make, for `verify/` to judge. */

export const CONTENT = "what they signed";

/** Whom the usual job of the private Sigstore is, as inputs of `verify/`. */
export const policyOf = (peers: Sigstore): Record<string, string> => ({
  repository: "liquid-hive/shop",
  workflow: ".github/workflows/deploy.yml",
  ref: "refs/heads/main",
  issuer: peers.oidc.url,
});

async function must(
  peers: Sigstore,
  binary: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const run = await peers.run(binary, args, { env });
  expect([binary, args[0], run.code], run.stderr + run.stdout).toEqual([binary, args[0], 0]);
}

/** Flags of cosign 2 for what it signs in its own, older formats. */
export const olderFlags = (peers: Sigstore): string[] => [
  "--yes",
  `--fulcio-url=${peers.fulcioUrl}`,
  `--rekor-url=${peers.rekor1Url}`,
  `--identity-token=${peers.oidc.token()}`,
];

/** Provenance in short, which says of the builder what the certificate says. */
const predicateFile = (peers: Sigstore): string =>
  peers.write(
    "predicate.json",
    JSON.stringify({
      buildDefinition: { buildType: "https://example.com/build/v1", externalParameters: {} },
      runDetails: { builder: { id: peers.identity } },
    }),
  );

/** What signs a file; each returns the bundle's text. */
export const FILE_SIGNERS = {
  "cosign 3": async (peers: Sigstore, kind: SigningKind, file: string): Promise<string> => {
    await must(peers, "cosign", ["sign-blob", ...peers.signFlags(kind), "--bundle=out.json", file]);
    return out(peers);
  },
  "cosign 3, an attestation": async (peers: Sigstore, kind: SigningKind, file: string): Promise<string> => {
    const what = ["--type=slsaprovenance1", `--predicate=${predicateFile(peers)}`];
    await must(peers, "cosign", [
      "attest-blob",
      ...peers.signFlags(kind),
      ...what,
      "--bundle=out.json",
      file,
    ]);
    return out(peers);
  },
  "cosign 2": async (peers: Sigstore, kind: SigningKind, file: string): Promise<string> => {
    const flags = ["--new-bundle-format", ...peers.signFlags(kind), "--bundle=out.json"];
    await must(peers, "cosign-2", ["sign-blob", ...flags, file]);
    return out(peers);
  },
  "cosign 2, its older bundle": async (
    peers: Sigstore,
    _kind: SigningKind,
    file: string,
  ): Promise<string> => {
    const flags = [...olderFlags(peers), "--bundle=out.json"];
    await must(peers, "cosign-2", ["sign-blob", ...flags, file], partVariables(peers));
    return out(peers);
  },
  "actions/attest, an attestation": async (
    peers: Sigstore,
    _kind: SigningKind,
    file: string,
  ): Promise<string> => {
    const statement = {
      _type: "https://in-toto.io/Statement/v1",
      subject: [
        {
          name: path.basename(file),
          digest: { sha256: crypto.createHash("sha256").update(fs.readFileSync(file)).digest("hex") },
        },
      ],
      predicateType: "https://slsa.dev/provenance/v1",
      predicate: JSON.parse(fs.readFileSync(predicateFile(peers), "utf8")) as unknown,
    };
    // The same builder of bundles as that action has.
    const builder = new DSSEBundleBuilder({
      signer: new FulcioSigner({
        fulcioBaseURL: peers.fulcioUrl,
        identityProvider: { getToken: async () => peers.oidc.token() },
      }),
      witnesses: [new RekorWitness({ rekorBaseURL: peers.rekor1Url })],
    });
    const data = Buffer.from(JSON.stringify(statement));
    return JSON.stringify(bundleToJSON(await builder.create({ data, type: "application/vnd.in-toto+json" })));
  },
  "sigstore-python, an attestation": async (
    peers: Sigstore,
    kind: SigningKind,
    file: string,
  ): Promise<string> => {
    const what = ["--predicate-type=https://slsa.dev/provenance/v1", `--predicate=${predicateFile(peers)}`];
    const flags = [`--identity-token=${peers.oidc.token()}`, "--bundle=out.json"];
    const trust = `--trust-config=${peers.clientTrust(kind)}`;
    await must(peers, "sigstore", [trust, "attest", ...what, ...flags, file]);
    return out(peers);
  },
  "sigstore-python": async (peers: Sigstore, kind: SigningKind, file: string): Promise<string> => {
    const flags = [`--identity-token=${peers.oidc.token()}`, "--bundle=out.json"];
    await must(peers, "sigstore", [`--trust-config=${peers.clientTrust(kind)}`, "sign", ...flags, file]);
    return out(peers);
  },
} as const;
export type FileSigner = keyof typeof FILE_SIGNERS;

function out(peers: Sigstore): string {
  const at = path.join(peers.folder, "out.json");
  const text = fs.readFileSync(at, "utf8");
  fs.rmSync(at);
  return text;
}

/** What signs an image, with an attestation too; `env` for COSIGN_REPOSITORY. */
export const IMAGE_SIGNERS = {
  "cosign 3": async (peers, kind, image, env = {}) =>
    signAndAttest(peers, "cosign", () => peers.signFlags(kind), image, env),
  "cosign 3, tags": async (peers, _kind, image, env = {}) =>
    signAndAttest(peers, "cosign", () => peers.legacyFlags(), image, env),
  "cosign 2": async (peers, kind, image, env = {}) =>
    signAndAttest(peers, "cosign-2", () => ["--new-bundle-format", ...peers.signFlags(kind)], image, env),
  "cosign 2, tags": async (peers, _kind, image, env = {}) =>
    signAndAttest(peers, "cosign-2", () => olderFlags(peers), image, { ...partVariables(peers), ...env }),
} as const satisfies Record<
  string,
  (peers: Sigstore, kind: SigningKind, image: string, env?: Readonly<Record<string, string>>) => Promise<void>
>;

async function signAndAttest(
  peers: Sigstore,
  binary: string,
  flags: () => readonly string[],
  image: string,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  await must(peers, binary, ["sign", ...flags(), "-a", "env=prod", image], env);
  const what = ["--type=slsaprovenance1", `--predicate=${predicateFile(peers)}`];
  await must(peers, binary, ["attest", ...flags(), ...what, image], env);
}
export type ImageSigner = keyof typeof IMAGE_SIGNERS;

/** How `verify/` ended: `ok`, or the code of its first error. */
export async function verdict(
  peers: Sigstore,
  inputs: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
): Promise<string> {
  const run: ActionRun = await verifyWith(peers, {
    inputs: { ...policyOf(peers), ...inputs },
    untracked: files,
  });
  return run.main.exitCode === 0 ? "ok" : (/##\[error\]([A-Z_]+)/.exec(run.log)?.[1] ?? run.log);
}
