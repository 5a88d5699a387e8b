import type buffer from "node:buffer";
import type { Finding } from "../finding.ts";
import { reasonAgainst } from "../placeholders.ts";
import type { Detector, Scene } from "./detector.ts";
import { bytesOf, doubted, findingAt, runEnd, runStart } from "./finding-at.ts";
import { type Kind, kindOf } from "./names.ts";
import { MARKUP, openingOf } from "./opening.ts";
import { isKeyLike, isPasswordLike } from "./value.ts";

const NAME = bytesOf("0-9A-Za-z_.$-");
const SPACE = bytesOf(" \\t");
const MAX_NAME = 48;
const MAX_SPACE = 24;
const MAX_VALUE = 512;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const HASH = 0x23;
const SHORTEST_PLAIN = 6;
const MAX_LEAD = 100;
/** Files whose values need no quotes. */
const PLAIN =
  /(?:^|\/)(?:\.env[\w.-]*|[\w.-]*\.(?:env|ya?ml|properties|ini|cfg|conf|cnf|config|tfvars|toml|envrc|npmrc|service)|\.npmrc|Dockerfile[\w.-]*)$/i;
const PLAIN_VALUE = bytesOf("!#-&(-~"); // printable but for quotes and white space
const LINE_LEAD =
  /(?:^|[\n;])[ \t]*(?:-[ \t]+)?(?:name:[ \t]+["']?|export[ \t]+|ENV[ \t]+|ARG[ \t]+|set[ \t]+|"|'|\/\/[\w.:/-]{0,80}:)?$/;

/** A string literal that is given to a name that promises a secret, in code and in configuration. */
export const ASSIGNMENT: Detector = {
  id: "assigned-secret",
  what: "a literal given to a name that promises a secret",
  severity: "medium",
  gitleaks: ["generic-api-key", "hashicorp-tf-password", "nuget-config-password"],
  anchors: [
    "pass",
    "pwd",
    "secret",
    "token",
    "apikey",
    "api_key",
    "api-key",
    "access_key",
    "accesskey",
    "access-key",
    "private_key",
    "privatekey",
    "credential",
    "auth",
    "_key",
    "creds",
  ],
  find: (scene, at) => {
    const { bytes } = scene;
    const nameEnd = runEnd(bytes, at, NAME, MAX_NAME);
    const nameStart = runStart(bytes, at, NAME, MAX_NAME);
    const opened = openingOf(bytes, nameStart, nameEnd);
    if (opened === undefined) {
      return undefined;
    }
    const end =
      opened.quote === undefined ? plainEnd(scene, opened.at) : quotedEnd(bytes, opened.at, opened.quote);
    if (end === undefined) {
      return undefined;
    }
    const name = bytes.toString("latin1", nameStart, nameEnd);
    const kind = kindOf(name);
    if (kind === undefined || (opened.quote === undefined && !beginsLine(bytes, nameStart))) {
      return undefined;
    }
    return judged(scene, nameStart, name, kind, opened.at, end);
  },
};

function quotedEnd(bytes: buffer.Buffer, start: number, quote: number): number | undefined {
  const last = Math.min(bytes.length, start + MAX_VALUE + 1);
  let end = start;
  const escapes = quote !== BACKSLASH && quote !== MARKUP;
  while (end < last && bytes[end] !== quote && bytes[end] !== NEWLINE) {
    end += escapes && bytes[end] === BACKSLASH ? 2 : 1;
  }
  return bytes[end] === quote ? end : undefined;
}

/** In files of plain values the rest of the line, but for a comment. */
function plainEnd({ bytes, path }: Scene, start: number): number | undefined {
  const end = runEnd(bytes, start, PLAIN_VALUE, MAX_VALUE);
  const rest = runEnd(bytes, end, SPACE, MAX_SPACE);
  const next = bytes[rest];
  const whole = next === undefined || next === NEWLINE || next === RETURN || (rest > end && next === HASH);
  return whole && end - start >= SHORTEST_PLAIN && PLAIN.test(path) ? end : undefined;
}

function beginsLine(bytes: buffer.Buffer, nameStart: number): boolean {
  const lead = bytes.toString("latin1", Math.max(0, nameStart - MAX_LEAD), nameStart);
  return LINE_LEAD.test(nameStart <= MAX_LEAD ? `\n${lead}` : lead);
}

function judged(
  scene: Scene,
  nameStart: number,
  name: string,
  kind: Kind,
  start: number,
  end: number,
): Finding | undefined {
  const { bytes, path } = scene;
  const value = bytes.toString("latin1", start, end);
  if (
    value.toLowerCase() === name.toLowerCase() ||
    !(kind === "password" ? isPasswordLike(value) : isKeyLike(value))
  ) {
    return undefined;
  }
  const found = findingAt(bytes, {
    rule: ASSIGNMENT.id,
    level: "generic",
    start,
    end,
    matchStart: nameStart,
    sight: name,
  });
  return doubted(found, reasonAgainst(bytes, found, path));
}
