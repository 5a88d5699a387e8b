import { Failure } from "../kernel/errors.ts";
import { type AgeIdentity, openAge } from "./age.ts";
import type { KeyKind, MasterKey, Metadata } from "./metadata.ts";

/** What would open a key of a kind that is not supported yet. */
const OPENS: Readonly<Record<Exclude<KeyKind, "age">, string>> = {
  "age-pq": "a post-quantum age identity (AGE-SECRET-KEY-PQ-1...)",
  "age-plugin": "the age plugin of this recipient",
  "ssh-ed25519": "the SSH private key (ed25519)",
  "ssh-rsa": "the SSH private key (RSA)",
  pgp: "the PGP private key",
  kms: "AWS KMS, with permission kms:Decrypt",
  gcp_kms: "Google Cloud KMS, with permission cloudkms.cryptoKeyVersions.useToDecrypt",
  azure_kv: "Azure Key Vault, with permission keys/decrypt",
  hc_vault: "the transit engine of Vault or OpenBao",
  hckms: "Huawei Cloud KMS",
};

/**
 * The data key of a file. Throws SOPS_KEY_UNSUPPORTED where no age X25519 key is among the file's keys, or where
 * it is split into groups; SOPS_KEY_MISSING (exit 128) where none of the identities opens it.
 */
export async function dataKeyOf(
  metadata: Metadata,
  identities: readonly AgeIdentity[],
  file: string,
): Promise<Uint8Array> {
  const [group = [], ...others] = metadata.groups;
  if (others.length > 0)
    throw unsupported("Its data key is split over key groups", metadata.groups.flat(), file);
  const usable = group.filter((key) => key.kind === "age");
  if (usable.length === 0) throw unsupported("No age X25519 key is among its keys", group, file);
  // A key whose recipient is named in the file first: the other pairs are tried only where the name is wrong.
  const own = new Map(identities.map((identity) => [identity.recipient, identity]));
  for (const key of usable) {
    const identity = own.get(key.id);
    const opened = identity && (await openAge(key.enc, [identity]));
    if (opened) return opened;
  }
  if (identities.length > 0) {
    for (const key of usable) {
      const opened = await openAge(key.enc, identities);
      if (opened) return opened;
    }
  }
  throw missing(usable, identities, file);
}

function unsupported(cause: string, keys: readonly MasterKey[], file: string): Failure {
  const lines = keys.map(({ kind, id }) => {
    const opens = kind === "age" ? "the age identity, as one part of several" : OPENS[kind];
    return `  ${kind} ${printable(id)}: opened by ${opens}`;
  });
  return new Failure("SOPS_KEY_UNSUPPORTED", `${cause}:\n${lines.join("\n")}`, {
    at: { file },
    fix: "Add an age recipient to the file: sops rotate -i --add-age age1... FILE",
    exit: 128,
  });
}

function missing(keys: readonly MasterKey[], identities: readonly AgeIdentity[], file: string): Failure {
  const wanted = keys.map(({ id }) => `  ${printable(id)}`).join("\n");
  const tried = identities.map(({ recipient }) => `  ${recipient}`).join("\n");
  const had =
    identities.length === 0 ? "No age key was given." : `The keys that were tried belong to:\n${tried}`;
  return new Failure("SOPS_KEY_MISSING", `No key opens the file. It is encrypted for:\n${wanted}\n${had}`, {
    at: { file },
    fix: "Give the secret key of one of these recipients as the input age-key, or in SOPS_AGE_KEY.",
    exit: 128,
  });
}

// An id comes out of the file: it must not be able to shape the log.
function printable(id: string): string {
  return id.slice(0, 200).replace(/[^\x20-\x7e]/g, "?");
}
