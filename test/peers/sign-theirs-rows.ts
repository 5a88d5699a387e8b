import fs from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { createSigstoreKeys } from "../harness/servers/sigstore-keys.ts";
import type { Sigstore } from "../harness/servers/sigstore.ts";
import { type SigningKind, trustedRootOf } from "../harness/servers/sigstore-trust.ts";
import { CONTENT, FILE_SIGNERS, type FileSigner, verdict } from "./sign-theirs.ts";

export const FILE = "dist/app.tgz";
export const BUNDLE = `${FILE}.sigstore.json`;

/** The same services with other keys. */
function otherRoot(peers: Sigstore): string {
  const folder = path.join(peers.folder, "other-keys");
  fs.mkdirSync(folder, { recursive: true });
  return JSON.stringify(trustedRootOf(peers.urls, createSigstoreKeys(folder)));
}

/** The bundle with its signature changed in one byte. */
function tampered(bundle: string): string {
  const field = bundle.includes('"base64Signature"')
    ? "base64Signature"
    : bundle.includes('"sig"')
      ? "sig"
      : "signature";
  const pattern = new RegExp(`("${field}":\\s*")([A-Za-z0-9+/=]+)`);
  return bundle.replace(pattern, (_all, before: string, text: string) => {
    const bytes = Buffer.from(text, "base64");
    bytes[bytes.length - 1]! ^= 1;
    return before + bytes.toString("base64");
  });
}

/** The bundle without its log entry. */
function unlogged(bundle: string): string {
  const value = JSON.parse(bundle) as Record<string, Record<string, unknown>>;
  delete value["rekorBundle"];
  delete value["verificationMaterial"]?.["tlogEntries"];
  return JSON.stringify(value);
}

/** Lets another signer sign a file; `verify/` must take it, and refuse it as soon as anything is another. Returns the verdict on itself. */
export async function expectTheirs(peers: Sigstore, signer: FileSigner, kind: SigningKind): Promise<string> {
  const name = `${signer}-${kind}`.replace(/\W+/g, "-");
  const bundle = await FILE_SIGNERS[signer](peers, kind, peers.write(name, CONTENT));
  const need = signer.endsWith("attestation") ? " has provenance" : "";
  const verify = `${FILE}${need}`;
  const files = { [FILE]: CONTENT, [BUNDLE]: bundle };
  const judge = async (inputs = {}, more = {}): Promise<string> =>
    verdict(peers, { verify, ...inputs }, { ...files, ...more });
  const verdicts = {
    itself: await judge(),
    "another file": await judge({}, { [FILE]: "another" }),
    "another ref": await judge({ ref: "refs/heads/other" }),
    "another workflow": await judge({ workflow: ".github/workflows/other.yml" }),
    "another issuer": await judge({ issuer: "https://token.actions.githubusercontent.com" }),
    "a byte": await judge({}, { [BUNDLE]: tampered(bundle) }),
    "no log entry": await judge({}, { [BUNDLE]: unlogged(bundle) }),
    "another root": await judge({ "trusted-root": otherRoot(peers) }),
    "another need": await judge({ verify: `${FILE} has spdxjson` }),
  };
  expect(verdicts).toEqual({
    itself: "ok",
    "another file": "SIGNATURE_INVALID",
    "another ref": "IDENTITY_MISMATCH",
    "another workflow": "IDENTITY_MISMATCH",
    "another issuer": "IDENTITY_MISMATCH",
    "a byte": "SIGNATURE_INVALID",
    "no log entry": "SIGNATURE_INVALID",
    "another root": "SIGNATURE_INVALID",
    "another need": expect.stringMatching(/^SIGNATURE_|^PREDICATE_/),
  });
  return verdicts.itself;
}
