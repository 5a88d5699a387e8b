import buffer from "node:buffer";
import { exampleFile } from "../placeholders.ts";
import type { Detector } from "./detector.ts";
import { findingAt } from "./finding-at.ts";

const BEGIN = "-----BEGIN ";
const DASHES = buffer.Buffer.from("-----", "latin1");
const MAX_LABEL = 64;
const MAX_BODY = 32 * 1024;
const LABEL = /^(?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?$/;
/** Ed25519 in PKCS #8 has 64 digits; no key has fewer. */
const SHORTEST = 64;
const HEADER = /(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset)[^\n\\]{0,200}(?:\\n|\\r|\r?\n)/g;
/** SEQUENCE; the magic of OpenSSH; packets of OpenPGP. */
const DER = 0x30;
const OPENSSH = "openssh-key-v1";

/** A private key in PEM armour: in a file of its own, in a string with `\n`, in lines of code. */
export const PRIVATE_KEY: Detector = {
  id: "private-key",
  what: "a private key",
  severity: "critical",
  gitleaks: ["private-key"],
  anchors: ["-----begin "],
  find: ({ bytes, path }, at) => {
    if (bytes.toString("latin1", at, at + BEGIN.length) !== BEGIN) {
      return undefined;
    }
    const labelEnd = within(bytes, at + BEGIN.length, MAX_LABEL);
    const label = labelEnd === -1 ? "" : bytes.toString("latin1", at + BEGIN.length, labelEnd);
    if (!LABEL.test(label)) {
      return undefined;
    }
    const start = labelEnd + DASHES.length;
    const close = within(bytes, start, MAX_BODY);
    const end = close === -1 ? Math.min(bytes.length, start + MAX_BODY) : close;
    const body = bytes.toString("latin1", start, end);
    const digits = digitsOf(body);
    if (digits.length < SHORTEST) {
      return undefined;
    }
    const encrypted = label.startsWith("ENCRYPTED") || /ENCRYPTED/.test(body);
    const shaped = encrypted || label.endsWith("BLOCK") || isKey(digits);
    return findingAt(bytes, {
      rule: PRIVATE_KEY.id,
      level: encrypted ? "generic" : "specific",
      start,
      end,
      matchStart: at,
      matchEnd: close === -1 ? end : Math.min(bytes.length, close + DASHES.length),
      sight: `${BEGIN}${label}-----`,
      facts: encrypted ? { encrypted: "yes" } : {},
      reason: shaped ? exampleFile(path) : "what stands between its lines is no key",
    });
  },
};

/** Where five hyphens stand, at most so many bytes on. */
function within(bytes: buffer.Buffer, at: number, most: number): number {
  const index = bytes.subarray(at, at + most).indexOf(DASHES);
  return index === -1 ? -1 : at + index;
}

/** The base64 digits of a body, without headers, quotes, escapes, operators and white space; none where there is other text. */
function digitsOf(body: string): string {
  const text = body.replaceAll(HEADER, "").replaceAll(/\\[nrt]|[\s"'`+,;()*#|\\=-]|\/\//g, "");
  const digits = /^[0-9A-Za-z+/]*/.exec(text)?.[0] ?? "";
  return digits.length * 10 >= text.length * 9 || digits.length >= 400 ? digits : "";
}

function isKey(digits: string): boolean {
  const head = buffer.Buffer.from(digits.slice(0, 24), "base64");
  return head[0] === DER || head.toString("latin1").startsWith(OPENSSH);
}
