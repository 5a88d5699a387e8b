import fs from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = new URL("../../fixtures/tls/", import.meta.url);

/** `server` is good for localhost, 127.0.0.1 and some names under localhost; test/fixtures/tls says more. */
export type CertificateName = "server" | "expired" | "other-host";

/** The path of the CA of all test certificates: the value of NODE_EXTRA_CA_CERTS for a step that trusts it. */
export const TEST_CA_FILE = fileURLToPath(new URL("ca.pem", FOLDER));
export const TEST_CA = fs.readFileSync(TEST_CA_FILE, "utf8");

/** Takes the name of a certificate; returns it with its key. */
export function certificate(name: CertificateName): { cert: string; key: string } {
  const read = (file: string): string => fs.readFileSync(new URL(file, FOLDER), "utf8");
  return { cert: read(`${name}.pem`), key: read(`${name}.key`) };
}

/** What a step must know to trust a server with this certificate; nothing for plain http. */
export function trustedBy(name: CertificateName | undefined): Record<string, string> {
  return name === undefined ? {} : { NODE_EXTRA_CA_CERTS: TEST_CA_FILE };
}
