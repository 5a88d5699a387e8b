import crypto from "node:crypto";
import type { ActionRun, RunOptions } from "../harness/run-action.ts";
import { runAction } from "../harness/run-action.ts";

/** A key of a person's, and what it signs: verifying by it needs no service at all. */
export interface Signer {
  readonly publicKey: string;
  /** Takes a file's content; returns the bundle of a signature of its bytes. */
  readonly sign: (content: string) => string;
  /** Takes an in-toto statement; returns the bundle of its envelope. */
  readonly attest: (statement: object) => string;
}

const BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const IN_TOTO = "application/vnd.in-toto+json";

export const digestOf = (algorithm: "sha256" | "sha384" | "sha512", content: string): string =>
  crypto.createHash(algorithm).update(content).digest("hex");

/** Makes a P-256 key. */
export function createSigner(): Signer {
  const { privateKey, publicKey } = crypto.generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const signed = (bytes: Buffer): string => crypto.sign("sha256", bytes, privateKey).toString("base64");
  const bundle = (content: object): string =>
    JSON.stringify({ mediaType: BUNDLE, verificationMaterial: { publicKey: { hint: "" } }, ...content });
  return {
    publicKey: publicKey.export({ type: "spki", format: "pem" }) as string,
    sign: (content) => {
      const digest = Buffer.from(digestOf("sha256", content), "hex").toString("base64");
      const messageDigest = { algorithm: "SHA2_256", digest };
      return bundle({ messageSignature: { messageDigest, signature: signed(Buffer.from(content)) } });
    },
    attest: (statement) => {
      const payload = Buffer.from(JSON.stringify(statement));
      const pae = Buffer.concat([Buffer.from(`DSSEv1 28 ${IN_TOTO} ${payload.length} `), payload]);
      const signatures = [{ sig: signed(pae) }];
      return bundle({
        dsseEnvelope: { payload: payload.toString("base64"), payloadType: IN_TOTO, signatures },
      });
    },
  };
}

/** Runs the built `verify/`, which by itself asks nobody. */
export const verifying = async (options: RunOptions): Promise<ActionRun> =>
  await runAction({ action: "verify", ...options });
