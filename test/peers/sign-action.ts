import fs from "node:fs";
import type { ActionRun, RunOptions } from "../harness/run-action.ts";
import { runAction } from "../harness/run-action.ts";
import type { Sigstore } from "../harness/servers/sigstore.ts";
import type { SigningKind } from "../harness/servers/sigstore-trust.ts";

/** What `sign/` and the root action need to sign with a private Sigstore. */
export const signInputs = (peers: Sigstore, kind: SigningKind): Record<string, string> => ({
  "trusted-root": fs.readFileSync(peers.trustedRoot, "utf8"),
  "signing-config": fs.readFileSync(peers.signingConfig(kind), "utf8"),
  "fulcio-url": peers.fulcioUrl,
});

/** Takes inputs over those of `signInputs`; runs the built `sign/` as a job of the Sigstore's usual claims. */
export const signWith = async (
  peers: Sigstore,
  kind: SigningKind,
  { inputs, ...options }: RunOptions,
): Promise<ActionRun> =>
  await runAction({
    action: "sign",
    servers: [peers.server],
    ...options,
    inputs: { ...signInputs(peers, kind), ...inputs },
  });

/** The same for `verify/`. */
export const verifyWith = async (peers: Sigstore, { inputs, ...options }: RunOptions): Promise<ActionRun> =>
  await runAction({
    action: "verify",
    ...options,
    inputs: { "trusted-root": fs.readFileSync(peers.trustedRoot, "utf8"), ...inputs },
  });
