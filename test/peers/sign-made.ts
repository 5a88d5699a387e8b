import fs from "node:fs";
import path from "node:path";
import type { ActionRun } from "../harness/run-action.ts";
import type { Sigstore } from "../harness/servers/sigstore.ts";
import type { SigningKind } from "../harness/servers/sigstore-trust.ts";
import { signWith } from "./sign-action.ts";

/** What a run of `sign/` left, kept after the run's own folders are gone. */
export interface Kept {
  /** A copy of the workspace. */
  readonly folder: string;
  readonly commands: readonly string[];
  readonly run: ActionRun;
}

export interface Making {
  /** The name of the copy, in the folder of the Sigstore. */
  readonly name: string;
  readonly kind: SigningKind;
  readonly inputs: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
}

/** Runs the built `sign/` with inputs and files; throws an Error with its log where that fails. Bundles without a file to lie beside are in `bundles/`. */
export async function make(peers: Sigstore, { name, kind, inputs, files = {} }: Making): Promise<Kept> {
  const folder = path.join(peers.folder, name);
  const run = await signWith(peers, kind, {
    inputs: { "bundles-folder": "bundles", ...inputs, ...(kind === "tsa-only" ? { log: "none" } : {}) },
    untracked: files,
    laterStep: ({ folder: { workspace } }) => fs.cpSync(workspace, folder, { recursive: true }),
  });
  if (run.main.exitCode !== 0) throw new Error(run.log);
  const commands = (run.outputs.get("verify-commands") ?? "").split("\n").filter((line) => line !== "");
  return { folder, commands, run };
}
