import { Failure } from "../kernel/errors.ts";
import { sealAge } from "./age.ts";
import { type Cipher, cipherOf, newDataKey } from "./cipher.ts";
import { checkRecipients } from "./limits.ts";
import { type MacInput, sealMac, startMac } from "./mac.ts";
import { buildMetadata } from "./metadata.ts";
import {
  chooseSelector,
  compileSelector,
  DEFAULT_SELECTOR,
  type Selector,
  type SelectorSettings,
} from "./selector.ts";
import { storeOf } from "./stores/index.ts";
import type { Comment, Documents, Format, Scalar, StoreOptions } from "./tree.ts";
import { bytesOf, typeOf } from "./value.ts";
import { walk } from "./walk.ts";

/** The sops version whose format is written. */
export const SOPS_VERSION = "3.13.3";

export interface EncryptInput {
  readonly documents: Documents;
  readonly format: Format;
  /** age X25519 recipients; one said twice counts once. */
  readonly recipients: readonly string[];
  readonly selector?: SelectorSettings;
  readonly macOnlyEncrypted?: boolean;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  readonly options?: StoreOptions;
}

export interface Encrypted {
  readonly bytes: Uint8Array;
  readonly notices: readonly string[];
}

/**
 * Encrypts a tree as sops 3.13.3 writes it. Throws before anything is returned: SOPS_CONFIG for a selector that
 * is invalid or not the only one, SOPS_KEY_MISSING without a recipient, AGE_KEY_INVALID for a bad one, SOPS_FORMAT
 * for what the format cannot hold.
 */
export async function encrypt(input: EncryptInput): Promise<Encrypted> {
  const { documents, format, now, options } = input;
  const recipients = [...new Set(input.recipients)];
  if (recipients.length === 0) {
    throw new Failure("SOPS_KEY_MISSING", "No recipient was given for whom the file should be encrypted.", {
      fix: "Give one: --age age1..., or a creation rule in .sops.yaml.",
      exit: 1,
    });
  }
  checkRecipients(recipients.length);
  const notices: string[] = [];
  const asked = chooseSelector(input.selector ?? {}, "SOPS_CONFIG");
  const binary = format === "binary";
  if (binary && asked !== DEFAULT_SELECTOR)
    notices.push("A binary file is encrypted whole: the selector is left out.");
  const choice = binary ? DEFAULT_SELECTOR : asked;
  const selector = await compileSelector(choice, "SOPS_CONFIG");
  const dataKey = newDataKey();
  const macOnlyEncrypted = input.macOnlyEncrypted === true;
  const writing: Writing = {
    cipher: cipherOf(dataKey),
    selector,
    mac: startMac(macOnlyEncrypted),
    macOnlyEncrypted,
    format,
  };
  const sealed = documents.map((tree) => walk(tree, selector, visitorOf(writing)));
  const lastModified = new Date(now).toISOString().replace(/\.\d+Z$/, "Z");
  const age = await Promise.all(
    recipients.map(async (recipient) => ({ recipient, enc: await sealAge(dataKey, recipient) })),
  );
  const metadata = buildMetadata({
    age,
    lastModified,
    mac: sealMac(writing.cipher, writing.mac.digest(), lastModified),
    macOnlyEncrypted,
    selector: binary ? undefined : choice,
    version: SOPS_VERSION,
  });
  return { bytes: storeOf(format).writeEncrypted(sealed, metadata, options), notices };
}

interface Writing {
  readonly cipher: Cipher;
  readonly selector: Selector;
  readonly mac: MacInput;
  readonly macOnlyEncrypted: boolean;
  readonly format: Format;
}

function visitorOf(writing: Writing): Parameters<typeof walk>[2] {
  return {
    scalar: (node, selected, aad) => sealScalar(writing, node, selected, aad),
    comment: (node, selected, aad, inList) => (selected ? sealComment(writing, node, aad, inList) : node),
  };
}

function sealScalar(writing: Writing, node: Scalar, selected: boolean, aad: string): Scalar {
  const { cipher, format, mac, macOnlyEncrypted } = writing;
  if (!holds(format, node, selected)) {
    throw new Failure(
      "SOPS_FORMAT",
      `A ${format} file cannot hold a clear value of kind ${node.kind} unchanged.`,
      {
        fix: "Write YAML instead: --output-type yaml",
        exit: 4,
      },
    );
  }
  if (node.kind === "null") return node;
  const bytes = bytesOf(node);
  if (selected || !macOnlyEncrypted) mac.add(bytes);
  // An empty value is never encrypted: https://github.com/getsops/sops/blob/main/aes/cipher.go
  if (!selected) return node;
  if (bytes.length === 0) return { kind: "str", value: "" };
  return { kind: "str", value: cipher.seal(bytes, typeOf(node), aad) };
}

/** Whether a leaf comes back from the format with the bytes that the MAC counted. */
function holds(format: Format, node: Scalar, selected: boolean): boolean {
  if (format === "dotenv" || format === "ini")
    return node.kind === "str" || (selected && node.kind !== "null");
  if (format === "yaml" || selected) return true;
  if (node.kind === "float") return Number.isFinite(node.value) && !Object.is(node.value, -0);
  return node.kind !== "bytes";
}

function sealComment(writing: Writing, node: Comment, aad: string, inList: boolean): Scalar | Comment {
  if (node.text === "") return node;
  const text = writing.cipher.seal(bytesOf(node), "comment", aad);
  if (writing.selector.clashes(text)) {
    throw new Failure("SOPS_CONFIG", "unencrypted_comment_regex matches the text of an encrypted comment.", {
      fix: "Make the pattern longer, so that it cannot match random letters.",
      exit: 23,
    });
  }
  return inList ? { kind: "str", value: text } : { ...node, text };
}
