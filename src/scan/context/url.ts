import { reasonAgainst } from "../placeholders.ts";
import type { Detector } from "./detector.ts";
import { bytesOf, doubted, findingAt, runEnd, runStart } from "./finding-at.ts";
import { isKeyLike, isPasswordLike } from "./value.ts";

const SCHEME = bytesOf("0-9A-Za-z+.-");
/** Up to the host: no white space, quotes, slashes, brackets of templates and markup. */
const AUTHORITY = bytesOf("!$%&()*+,:;=@._~0-9A-Za-z\\[\\]^|{}#-");
const MAX_SCHEME = 24;
const MAX_AUTHORITY = 400;
const AT = 0x40;
const COLON = 0x3a;
const EXAMPLE_HOST =
  /^(?:[\w.-]*\.)?(?:example(?:\.\w+)?|host(?:name)?|test|invalid|domain\.\w+|server|foo(?:\.\w+)?|bar(?:\.\w+)?)(?:[:\d]*)$/i;

/** A password in an address: `postgres://user:password@host`, whatever the scheme. */
export const URL_PASSWORD: Detector = {
  id: "url-password",
  what: "a password in a URL",
  severity: "high",
  gitleaks: [],
  anchors: ["://"],
  find: ({ bytes, path }, at) => {
    const start = at + 3;
    const end = runEnd(bytes, start, AUTHORITY, MAX_AUTHORITY);
    const authority = bytes.subarray(start, end);
    const host = start + authority.lastIndexOf(AT) + 1;
    const password = start + authority.indexOf(COLON) + 1;
    if (host === start || password === start || password >= host - 1) {
      return undefined;
    }
    const text = decoded(bytes.toString("latin1", password, host - 1));
    const schemeStart = runStart(bytes, at, SCHEME, MAX_SCHEME);
    if (schemeStart === at || !(isPasswordLike(text) || isKeyLike(text))) {
      return undefined;
    }
    const user = bytes.toString("latin1", start, password - 1);
    const name = bytes.toString("latin1", host, end);
    if (user === text || !/^[\w[]/.test(name) || /[{}$]/.test(user + name) || EXAMPLE_HOST.test(name)) {
      return undefined;
    }
    const found = findingAt(bytes, {
      rule: URL_PASSWORD.id,
      level: "generic",
      start: password,
      end: host - 1,
      matchStart: schemeStart,
      matchEnd: end,
      sight: bytes.toString("latin1", schemeStart, start),
    });
    return doubted(found, reasonAgainst(bytes, found, path));
  },
};

/** Percent escapes as what they stand for; text that is none stays. */
function decoded(text: string): string {
  return text.replaceAll(/%([0-7][\da-f])/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
