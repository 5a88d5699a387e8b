import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { systemClock } from "../src/kernel/clock.ts";
import { Failure } from "../src/kernel/errors.ts";
import { createHttp } from "../src/kernel/http-client.ts";
import { Secret } from "../src/kernel/secret.ts";
import type { TokenClaims } from "../src/signing/host.ts";
import { createSigner } from "../src/signing/signer.ts";
import { chooseServices } from "../src/signing/trust/choose.ts";
import { readSigningConfig } from "../src/signing/trust/signing-config.ts";

export interface SignWork {
  readonly file: string;
  /** Whether the file is a statement. */
  readonly inToto: boolean;
  readonly token: string;
  readonly signingConfig: string;
  readonly bundle: string;
}

/** Signs a file, or the statement that it holds, and writes the bundle. Throws what signing throws. */
export async function signBundle(work: SignWork): Promise<void> {
  const name = path.basename(work.signingConfig);
  const bytes = fs.readFileSync(work.signingConfig);
  const config = readSigningConfig({ name, bytes, inCheckout: false });
  const http = createHttp({ env: process.env, clock: systemClock });
  const signal = new AbortController().signal;
  const signer = createSigner(chooseServices(config, name, systemClock.now()), {
    http,
    registryHttp: http,
    clock: systemClock,
    env: process.env,
    workspace: process.cwd(),
    temp: os.tmpdir(),
    idToken: async () => ({ token: Secret.of(work.token), claims: claimsOf(work.token) }),
    born: () => undefined,
    warn: console.error,
    debug: () => undefined,
  });
  try {
    const artifact = fs.readFileSync(work.file);
    const hashing = signer.hashing();
    hashing.update(artifact);
    const { bundle } = work.inToto
      ? await signer.signStatement(JSON.parse(artifact.toString()) as object, signal)
      : await signer.signMessage(hashing.end(), signal);
    fs.writeFileSync(work.bundle, `${JSON.stringify(bundle)}\n`);
  } finally {
    http.close();
  }
}

function claimsOf(token: string): TokenClaims {
  try {
    return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as TokenClaims;
  } catch {
    throw new Failure("INPUT_INVALID", "The identity token is no JWT.");
  }
}
