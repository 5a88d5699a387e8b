import crypto from "node:crypto";
import path from "node:path";
import { Failure } from "../../kernel/errors.ts";
import { readBounded } from "../../kernel/files.ts";
import { Secret } from "../../kernel/secret.ts";
import type { Host } from "../provider.ts";
import type { VaultInputs } from "./inputs.ts";

const PEM = /-----BEGIN [A-Z ]+-----/;
const MAX_BYTES = 65_536;

export interface ClientCertificate {
  readonly cert: string;
  readonly key: Secret;
}

/**
 * The client certificate of the inputs: the text of each is PEM, PEM in base64, or the path of a PEM file.
 * @throws Failure INPUT_INVALID where they are no pair; FILE_* where a file cannot be read.
 */
export function readCertificate(inputs: VaultInputs, host: Host): ClientCertificate | undefined {
  const { vaultClientCert, vaultClientKey } = inputs;
  if (vaultClientCert === "" || vaultClientKey === undefined) return undefined;
  const cert = pemOf(vaultClientCert, "vault-client-cert", host);
  const key = Secret.of(pemOf(vaultClientKey.reveal() ?? "", "vault-client-key", host));
  host.born([key]);
  if (isPair(cert, key)) return { cert, key };
  throw new Failure(
    "INPUT_INVALID",
    "vault-client-cert and vault-client-key are no certificate and its key.",
    {
      at: { input: "vault-client-cert" },
      fix: "vault-client-cert: path/to/client.pem\nvault-client-key: ${{ secrets.VAULT_CLIENT_KEY }}   # PEM, without a passphrase",
    },
  );
}

function pemOf(text: string, input: string, { workspace }: Host): string {
  if (PEM.test(text)) return text;
  const decoded = Buffer.from(text, "base64").toString("latin1");
  if (PEM.test(decoded)) return decoded;
  // Of a key that is no PEM nothing may be shown, and a path in a message would be its text.
  if (/[\r\n]/.test(text) || text.length > 4096) throw unreadable(input);
  try {
    return readBounded(path.resolve(workspace, text.trim()), MAX_BYTES).bytes.toString("latin1");
  } catch {
    throw unreadable(input);
  }
}

const unreadable = (input: string): Failure =>
  new Failure("FILE_UNREADABLE", `${input} is neither PEM nor the path of a file that can be read.`, {
    at: { input },
    fix: `${input}: path/to/file.pem   # relative to the workspace`,
  });

function isPair(cert: string, key: Secret): boolean {
  try {
    return new crypto.X509Certificate(cert).checkPrivateKey(crypto.createPrivateKey(key.reveal() ?? ""));
  } catch {
    return false;
  }
}
