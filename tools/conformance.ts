/**
 * Sigstore's conformance suite talks to this: signs and verifies one bundle, with the suite's own command line. It is no
 * tool for users, who have `verify`.
 * @see https://github.com/sigstore/sigstore-conformance/blob/main/docs/cli_protocol.md
 */
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import seeds from "@sigstore/tuf/seeds.json" with { type: "json" };
import { Failure, asFailure } from "../src/kernel/errors.ts";
import type { Instance } from "../src/signing/instance.ts";
import type { Digest } from "../src/signing/subject.ts";
import { BUILT_IN } from "../src/signing/trust/repositories.ts";
import { verifyBundle } from "../src/signing/verify/core.ts";
import type { Artifact } from "../src/signing/verify/core.ts";

const USAGE = new Failure(
  "INPUT_INVALID",
  "Usage: verify-bundle --bundle FILE (--certificate-identity ID --certificate-oidc-issuer URL | --key FILE) " +
    "[--trusted-root FILE] FILE_OR_DIGEST, or sign-bundle [--in-toto] --identity-token TOKEN --bundle FILE " +
    "[--trusted-root FILE] --signing-config FILE FILE",
);
/** Not the suite's `--staging`: its root comes by `--trusted-root`. */
const FLAGS = ["--in-toto"];
const OPTIONS = [
  "--bundle",
  "--certificate-identity",
  "--certificate-oidc-issuer",
  "--identity-token",
  "--key",
  "--signing-config",
  "--trusted-root",
];
const DIGEST = /^sha256:([0-9a-f]{64})$/;

export interface Arguments {
  readonly verb: string;
  readonly options: ReadonlyMap<string, string>;
  readonly file: string;
}

/** Takes the words after the program's name; throws INPUT_INVALID where they are not as the suite writes them. */
export function readArguments(words: readonly string[]): Arguments {
  const [verb = "", ...rest] = words;
  const options = new Map<string, string>();
  const files: string[] = [];
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at]!;
    const value = OPTIONS.includes(word) ? rest[++at] : "";
    if (value === undefined || (word.startsWith("--") && !FLAGS.includes(word) && !OPTIONS.includes(word)))
      throw USAGE;
    if (word.startsWith("--")) options.set(word, value);
    else files.push(word);
  }
  if (files.length !== 1) throw USAGE;
  return { verb, options, file: files[0]! };
}

/** Verifies as the suite asks; throws the failure where the bundle must not be trusted. */
export function verify({ options, file }: Arguments): void {
  const option = optionOf(options);
  const text = fs.readFileSync(option("--bundle"), "utf8");
  const instance = instanceOf(options.get("--trusted-root"));
  const key = options.get("--key");
  if (key !== undefined) {
    verifyBundle(text, artifactOf(file), { publicKey: fs.readFileSync(key, "utf8"), instance });
    return;
  }
  const identity = option("--certificate-identity");
  const issuer = option("--certificate-oidc-issuer");
  const { certificate } = verifyBundle(text, artifactOf(file), { instance });
  if (certificate?.san !== identity || certificate.issuer !== issuer)
    throw new Failure("IDENTITY_MISMATCH", "Another identity signed.");
}

async function sign({ options, file }: Arguments): Promise<void> {
  const option = optionOf(options);
  const { signBundle } = await import("./conformance-sign.ts");
  await signBundle({
    file,
    inToto: options.has("--in-toto"),
    token: option("--identity-token"),
    signingConfig: option("--signing-config"),
    bundle: option("--bundle"),
  });
}

function optionOf(options: Arguments["options"]): (name: string) => string {
  return (name) => {
    const value = options.get(name);
    if (value === undefined) throw USAGE;
    return value;
  };
}

/** The suite requires of every signature by a CA what the public Sigstore requires. */
const instanceOf = (file: string | undefined): Instance => ({
  name: "private",
  trustedRoot: JSON.parse(file === undefined ? publicRoot() : fs.readFileSync(file, "utf8")),
  requires: { log: true, sct: true, timestamp: false },
  source: path.basename(file ?? "the public root"),
});

/** That of the public Sigstore, as it was when the library was released: the suite runs without the network, too. */
const publicRoot = (): string =>
  Buffer.from(seeds[BUILT_IN.public].targets["trusted_root.json"], "base64").toString();

function artifactOf(name: string): Artifact {
  const digest = fs.existsSync(name) ? undefined : DIGEST.exec(name)?.[1];
  if (digest !== undefined) return { digests: [{ algorithm: "sha256", hex: digest }] };
  const bytes = fs.readFileSync(name);
  const hash = (algorithm: Digest["algorithm"]): Digest => ({
    algorithm,
    hex: crypto.createHash(algorithm).update(bytes).digest("hex"),
  });
  return { digests: [hash("sha256"), hash("sha384"), hash("sha512")], bytes: () => bytes };
}

async function main(): Promise<void> {
  try {
    const read = readArguments(process.argv.slice(2));
    if (read.verb === "verify-bundle") verify(read);
    else if (read.verb === "sign-bundle") await sign(read);
    else throw USAGE;
  } catch (error) {
    const { code, message } = asFailure(error);
    console.error(`${code}: ${message}`);
    process.exitCode = 1;
  }
}

if (import.meta.main) await main();
