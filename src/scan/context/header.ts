import buffer from "node:buffer";
import { reasonAgainst } from "../placeholders.ts";
import type { Detector } from "./detector.ts";
import { bytesOf, doubted, findingAt, runEnd } from "./finding-at.ts";
import { isKeyLike, isPasswordLike } from "./value.ts";

const TOKEN = bytesOf("0-9A-Za-z._~+/=-");
const WORD = bytesOf("0-9A-Za-z_");
const SPACE = bytesOf(" ");
const MAX_TOKEN = 4096;
const QUOTES = bytesOf("\"'");
const USER = bytesOf("!#-&(-~");
const COMMAND = /\b(?:curl|wget|http|https|xh)\b[^\n]{0,300}$/i;
const MAX_BEFORE = 320;

/** `Authorization: Basic`, whose text is a user and a password in base64. */
export const BASIC: Detector = {
  id: "basic-auth",
  what: "a user and password in an Authorization header",
  severity: "high",
  gitleaks: ["curl-auth-header"],
  anchors: ["basic "],
  find: ({ bytes, path }, at) => {
    const start = runEnd(bytes, at + 6, SPACE, 4);
    const end = runEnd(bytes, start, TOKEN, MAX_TOKEN);
    if (end - start < 12 || WORD[bytes[at - 1] ?? 0] === 1) {
      return undefined;
    }
    const text = buffer.Buffer.from(bytes.toString("latin1", start, end), "base64").toString("latin1");
    const password = /^[\x21-\x39\x3b-\x7e]*:([\x20-\x7e]+)$/.exec(text)?.[1];
    if (password === undefined || !(isPasswordLike(password) || isKeyLike(password))) {
      return undefined;
    }
    const found = findingAt(bytes, {
      rule: BASIC.id,
      level: "generic",
      start,
      end,
      matchStart: at,
      sight: "Basic",
    });
    return doubted(found, reasonAgainst(bytes, found, path));
  },
};

/** `Authorization: Bearer`, or another place where that word leads to a token. */
export const BEARER: Detector = {
  id: "bearer-token",
  what: "a token in an Authorization header",
  severity: "high",
  gitleaks: ["curl-auth-header"],
  anchors: ["bearer "],
  find: ({ bytes, path }, at) => {
    const start = runEnd(bytes, at + 7, SPACE, 4);
    const end = runEnd(bytes, start, TOKEN, MAX_TOKEN);
    if (
      end - start < 16 ||
      WORD[bytes[at - 1] ?? 0] === 1 ||
      !isKeyLike(bytes.toString("latin1", start, Math.min(end, start + 256)))
    ) {
      return undefined;
    }
    const found = findingAt(bytes, {
      rule: BEARER.id,
      level: "generic",
      start,
      end,
      matchStart: at,
      sight: "Bearer",
    });
    return doubted(found, reasonAgainst(bytes, found, path));
  },
};

/** The user and password that a command of HTTP is given: `curl -u name:password`. */
export const CURL_USER: Detector = {
  id: "curl-user",
  what: "a password on the command line of curl",
  severity: "high",
  gitleaks: ["curl-auth-user"],
  anchors: [" -u ", " -u'", ' -u"', " --user ", " --user=", " --password ", " --password="],
  find: ({ bytes, path }, at) => {
    const flag = runEnd(bytes, at + 1, USER, 10);
    const equals = bytes.toString("latin1", at, flag).indexOf("=");
    const open = runEnd(bytes, equals === -1 ? flag : at + equals + 1, SPACE, 4);
    const quote = QUOTES[bytes[open] ?? 0] === 1;
    const user = quote ? open + 1 : open;
    const end = runEnd(bytes, user, USER, 200);
    const pair = bytes.toString("latin1", user, end);
    const alone = bytes.toString("latin1", at, flag).startsWith(" --password");
    const colon = alone ? -1 : pair.indexOf(":");
    if ((!alone && colon < 0) || (quote && QUOTES[bytes[end] ?? 0] !== 1)) {
      return undefined;
    }
    const start = user + colon + 1;
    const password = pair.slice(colon + 1);
    if (!(isPasswordLike(password) || isKeyLike(password))) {
      return undefined;
    }
    const before = bytes
      .toString("latin1", Math.max(0, at - MAX_BEFORE), at + 1)
      .replaceAll(/\\\r?\n/g, "  ");
    if (!alone && !COMMAND.test(before)) {
      return undefined;
    }
    const found = findingAt(bytes, {
      rule: CURL_USER.id,
      level: "generic",
      start,
      end,
      matchStart: at + 1,
      sight: "-u",
    });
    return doubted(found, reasonAgainst(bytes, found, path));
  },
};
