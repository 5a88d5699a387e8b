import { spawnSync } from "node:child_process";
import crypto from "node:crypto";
import type { KeyObject } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/** What the services of a private Sigstore sign with, and where the files with it are. */
export interface SigstoreKeys {
  /** Public keys: of both logs, of the log of certificates. */
  readonly rekor1: KeyObject;
  readonly rekor2: KeyObject;
  readonly ct: KeyObject;
  /** Certificates (DER): the CA's root; the timestamp authority's, the leaf first. */
  readonly fulcio: readonly Buffer[];
  readonly tsa: readonly Buffer[];
  /** Takes a name of a file in the folder of keys; returns its path. */
  readonly at: (name: string) => string;
}

/** The password of ct.enc.key: the log server takes no key without one. */
export const CT_PASSWORD = "ct";

/** Takes an empty folder; makes the keys and certificates (by openssl) in it. Throws an Error where openssl refuses. */
export function createSigstoreKeys(folder: string): SigstoreKeys {
  const at = (name: string): string => path.join(folder, name);
  const pair = (name: string, made: crypto.KeyPairKeyObjectResult): KeyObject => {
    const pem = made.privateKey.export({ type: "pkcs8", format: "pem" });
    fs.writeFileSync(at(`${name}.key`), pem, { mode: 0o600 });
    fs.writeFileSync(at(`${name}.pub`), made.publicKey.export({ type: "spki", format: "pem" }));
    return made.publicKey;
  };
  const ec = (): crypto.KeyPairKeyObjectResult =>
    crypto.generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const ct = ec();
  const encrypted = { type: "sec1", format: "pem", cipher: "aes-128-cbc", passphrase: CT_PASSWORD } as const;
  fs.writeFileSync(at("ct.enc.key"), ct.privateKey.export(encrypted), { mode: 0o600 });
  const keys = {
    rekor1: pair("rekor1", ec()),
    rekor2: pair("rekor2", crypto.generateKeyPairSync("ed25519")),
    ct: pair("ct", ct),
  };
  for (const name of ["fulcio", "tsaroot", "tsa"]) pair(name, ec());
  root(folder, "fulcio", "fulcio");
  root(folder, "tsaroot", "tsa root");
  fs.writeFileSync(at("tsa.ext"), `${TSA_EXTENSIONS.join("\n")}\n`);
  openssl(folder, ["req", "-new", "-key", "tsa.key", "-subj", "/O=test/CN=tsa", "-out", "tsa.csr"]);
  const signer = ["-CA", "tsaroot.pem", "-CAkey", "tsaroot.key", "-set_serial", "7"];
  const signed = ["-days", "29", "-extfile", "tsa.ext", "-out", "tsa.pem"];
  openssl(folder, ["x509", "-req", "-sha256", "-in", "tsa.csr", ...signer, ...signed]);
  const read = (name: string): string => fs.readFileSync(at(name), "utf8");
  fs.writeFileSync(at("tsa-chain.pem"), read("tsa.pem") + read("tsaroot.pem"));
  const der = (name: string): Buffer => new crypto.X509Certificate(read(name)).raw;
  return { ...keys, fulcio: [der("fulcio.pem")], tsa: [der("tsa.pem"), der("tsaroot.pem")], at };
}

const TSA_EXTENSIONS = [
  "basicConstraints=critical,CA:FALSE",
  "keyUsage=critical,digitalSignature",
  "extendedKeyUsage=critical,timeStamping",
  "subjectKeyIdentifier=hash",
  "authorityKeyIdentifier=keyid",
];

function root(folder: string, name: string, common: string): void {
  const constraints = ["-addext", "basicConstraints=critical,CA:TRUE,pathlen:1"];
  const usage = ["-addext", "keyUsage=critical,keyCertSign,cRLSign"];
  const subject = ["-days", "30", "-subj", `/O=test/CN=${common}`];
  const files = ["-key", `${name}.key`, "-out", `${name}.pem`];
  openssl(folder, ["req", "-x509", "-new", "-sha256", ...files, ...subject, ...constraints, ...usage]);
}

function openssl(folder: string, args: readonly string[]): void {
  const made = spawnSync("openssl", args, { cwd: folder, encoding: "utf8" });
  if (made.status !== 0) throw new Error(`openssl ${args[0]} failed: ${made.error?.message ?? made.stderr}`);
}
