import { writtenReason } from "../placeholders.ts";
import { isWordlike, looksRandom } from "../randomness.ts";

/** Names of variables, members, calls, paths, addresses: what stands for a value, or is none. */
const REFERENCE =
  /^(?:[$@#%&~:?]|\.{0,2}\/|[a-z][a-z0-9+.-]*:\/\/)|^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$|[([]|->|::|=>|<\/?[A-Za-z]|[{}]|\\[nrt]|^[A-Z]:\\/;
const DATE_OR_NUMBER = /^[-+]?[\d.,:/ -]+$|^\d+(?:\.\d+)+|^#?[0-9a-f]{6}$|^\d+[a-z]{1,3}$/i;
const DOMAIN = /^(?:[\w-]+\.)+[A-Za-z]{2,10}(?:[:/].*)?$/;
const TOKEN = /^[A-Za-z0-9+/=_.~:!@#$%^&*-]+$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MAX = 512;
const MAX_WEAK = 32;
/** A drawn value says nothing of itself. */
const NAMES_ITSELF = /secret|passw/i;
const LEET: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "l",
  "3": "e",
  "4": "a",
  "5": "s",
  "@": "a",
  $: "s",
};
/** Passwords that only examples and tests have, whatever digits or marks are added. */
const WEAK =
  /^(?:my|the|your|user|some|new|old|test|wrong|bad|good|invalid|correct|default|super|very|top|db|str0ng|strong|a|an)*[-_ ]?(?:p[a@][s$][s$](?:w(?:or|0r)?d|phrase|code)?|pwd?|secret|s3cr3t|s3cret|key|apikey|token|test(?:ing)?|admin(?:istrator)?|root|guest|user(?:name)?|demo|foo|bar|baz|qux|hello|world|letmein|welcome|monkey|login|postgres|mysql|mongo|redis|rabbit|guest|none|null|nil|undefined|true|false|empty|abc|xyz|value|string|text|credentials?|auth|bearer|basic|sesame)[-_ ]?\w{0,3}[\d!@#$%.*-]*$/i;

/**
 * Whether a literal is likely a key or token: drawn by chance, with no white space, long enough.
 *
 * @param text the literal
 */
export function isKeyLike(text: string): boolean {
  return (
    text.length >= 16 &&
    text.length <= MAX &&
    TOKEN.test(text) &&
    /\d/.test(text) &&
    /[A-Za-z]/.test(text) &&
    !NAMES_ITSELF.test(text) &&
    !isReference(text) &&
    looksRandom(text)
  );
}

/**
 * Whether a literal is likely a password that somebody uses: no word, name, path, sentence, template or example.
 *
 * @param literal the literal
 */
export function isPasswordLike(literal: string): boolean {
  // The bytes of other letters count as letters: a translation is no password.
  const text = literal.replaceAll(/[\x80-\xff]/g, "e");
  if (
    text.length < 6 ||
    text.length > 128 ||
    /[\s\0-\x1f\x7f]/.test(text) ||
    isReference(text) ||
    (text.length <= MAX_WEAK && WEAK.test(text)) ||
    NAMES_ITSELF.test(text.replaceAll(/[01345@$]/g, (char) => LEET[char] ?? char))
  ) {
    return false;
  }
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(text)).length;
  const core = text.replace(/[\d\W_]+$/, "");
  const plainWords = /^[A-Za-z]+(?:[-_ .][A-Za-z]+)*$/.test(text);
  if (kinds < 2 || plainWords) {
    return text.length >= 12 && looksRandom(text);
  }
  // A word with digits or marks after it is what people choose; two words with a hyphen are a name.
  return /\d|[^\w.:/-]/.test(text) && !(isWordlike(core) && /[-_.:/]/.test(core));
}

/** Whether a literal stands for a value rather than being one, or is an address, a date, an id. */
function isReference(text: string): boolean {
  return (
    REFERENCE.test(text) ||
    DATE_OR_NUMBER.test(text) ||
    DOMAIN.test(text) ||
    UUID.test(text) ||
    writtenReason(text) !== undefined
  );
}
