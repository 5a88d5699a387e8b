import crypto from "node:crypto";
import path from "node:path";
import { Failure, type FailureCode } from "../../kernel/errors.ts";
import { readBounded } from "../../kernel/files.ts";

const CERTIFICATE = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED )?CERTIFICATE-----/g;
/** A bundle of some hundred certificates. */
const MAX_BYTES = 1024 * 1024;

/**
 * The CA that the input `cluster-ca` gives: PEM, base64 of PEM, or the path of a PEM file, relative to the workspace.
 * @throws Failure INPUT_INVALID where no certificate is in it, FILE_UNREADABLE where it is none and no such file either
 */
export function readAuthority(text: string, workspace: string): string {
  const given = text.trim();
  const inline = pemIn(given) ?? pemIn(Buffer.from(given, "base64").toString("latin1"));
  if (inline !== undefined) return checkedPem(inline, "cluster-ca", { at: { input: "cluster-ca" } });
  try {
    if (/[\r\n]/.test(given) || given.length > 4096) throw new Error("no path");
    const { bytes } = readBounded(path.resolve(workspace, given), MAX_BYTES);
    return checkedPem(bytes.toString("latin1"), "The file of cluster-ca", { at: { input: "cluster-ca" } });
  } catch (error) {
    if (error instanceof Failure && error.code === "INPUT_INVALID") throw error;
    throw new Failure(
      "FILE_UNREADABLE",
      "cluster-ca is neither PEM, nor base64 of PEM, nor the path of a file that can be read.",
      { at: { input: "cluster-ca" }, fix: "cluster-ca: path/to/ca.pem   # relative to the workspace" },
    );
  }
}

/** Whether the input `cluster-ca` holds the CA itself, as PEM or base64 of PEM: else it is the path of a file. */
export const isInline = (text: string): boolean =>
  [text, Buffer.from(text, "base64").toString("latin1")].some((one) => pemIn(one) !== undefined);

/** The certificates of a PEM text, whole; throws a Failure where there is none, or one that cannot be read. */
export function checkedPem(
  pem: string,
  where: string,
  {
    code = "INPUT_INVALID",
    ...at
  }: { readonly code?: FailureCode; readonly at?: { readonly input: string } } = {},
): string {
  const certificates = pem.match(CERTIFICATE) ?? [];
  const isWhole = certificates.length > 0 && certificates.every((one) => fingerprint(one) !== undefined);
  if (isWhole) return `${certificates.join("\n")}\n`;
  throw new Failure(code, `${where} holds no certificate that can be read.`, {
    ...at,
    fix: "It takes PEM: -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----",
  });
}

/** Whether two PEM texts hold the same certificates, in whatever order. */
export function isSameAuthority(a: string, b: string): boolean {
  const [one, other] = [a, b].map((pem) => new Set((pem.match(CERTIFICATE) ?? []).map(fingerprint)));
  return one!.size === other!.size && [...one!].every((print) => other!.has(print));
}

const pemIn = (text: string): string | undefined =>
  /-----BEGIN (?:TRUSTED )?CERTIFICATE-----/.test(text) ? text : undefined;

function fingerprint(pem: string): string | undefined {
  try {
    return new crypto.X509Certificate(pem).fingerprint256;
  } catch {
    return undefined;
  }
}
