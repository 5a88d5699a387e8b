/** The 140 pairs of letters that make up four fifths of English words and of names in code; counted on both. */
const COMMON_PAIRS =
  "abacadagaialamanaparasataubeblbucacechckclcoctdedidoeaecedeeefelemeneperesetexfafifofugeghgohahehihohticidieigiliminioirisitkelaldlelilllols" +
  "lymamemimpnancndnengninonsntocodolomonoooporosotouovowpapeplpoppprptrarcrerirnrorrrsrtruseshsisospssstsutatethtitotrtstutyueulunurusutvavewi";
const LETTERS = 26;
const MIN_LENGTH = 8;
/** Of what the length allows. Random texts lie above .85, words and numbers mostly below. */
const MIN_ENTROPY = 0.72;
/** One random pair in five is a common one; four in five of a word's are. */
const MAX_COMMON = 0.5;
const MIN_PAIRS = 5;
const MAX_STEPS = 0.34;

const common = new Uint8Array(LETTERS * LETTERS);
for (let at = 0; at < COMMON_PAIRS.length; at += 2) {
  common[letter(COMMON_PAIRS, at) * LETTERS + letter(COMMON_PAIRS, at + 1)] = 1;
}

/**
 * Whether a text looks drawn by chance: many different characters, no rows such as `12345` or `aaaa`, and letters that
 * do not follow each other as they do in words.
 *
 * @param text Latin-1; long ones are judged by their first 256 characters
 */
export function looksRandom(text: string): boolean {
  const piece = text.slice(0, 256);
  return (
    piece.length >= MIN_LENGTH &&
    entropyShare(piece) >= MIN_ENTROPY &&
    stepShare(piece) <= MAX_STEPS &&
    !isWordlike(piece)
  );
}

/**
 * Whether letters follow each other as in words, in names made of words too.
 *
 * @param text Latin-1
 */
export function isWordlike(text: string): boolean {
  let pairs = 0;
  let usual = 0;
  for (let at = 0; at + 1 < text.length; at += 1) {
    const first = letter(text, at);
    const second = letter(text, at + 1);
    // Between a small and a capital letter one word of a name ends.
    if (first >= 0 && second >= 0 && !(isSmall(text, at) && !isSmall(text, at + 1))) {
      pairs += 1;
      usual += common[first * LETTERS + second] ?? 0;
    }
  }
  return pairs >= MIN_PAIRS && pairs * 3 >= text.length && usual / pairs > MAX_COMMON;
}

/** Bits of entropy a character, by how often each stands in the text (Shannon). */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) {
    counts.set(char, (counts.get(char) ?? 0) + 1);
  }
  let bits = 0;
  for (const count of counts.values()) {
    bits -= (count / text.length) * Math.log2(count / text.length);
  }
  return bits;
}

/** Entropy as a part of the most that a text of this length and kind can have. */
function entropyShare(text: string): number {
  const kinds = /^\d+$/.test(text)
    ? 10
    : /^[0-9a-fA-F-]+$/.test(text)
      ? 16
      : /^[0-9a-z]+$/i.test(text)
        ? 36
        : 64;
  return entropyOf(text) / Math.log2(Math.min(text.length, kinds));
}

/** How many characters are the same as the one before, or the next or previous in order. */
function stepShare(text: string): number {
  let steps = 0;
  for (let at = 1; at < text.length; at += 1) {
    steps += Math.abs(text.charCodeAt(at) - text.charCodeAt(at - 1)) <= 1 ? 1 : 0;
  }
  return steps / text.length;
}

/** 0 to 25, or -1. */
function letter(text: string, at: number): number {
  const code = text.charCodeAt(at) | 0x20;
  return code >= 0x61 && code <= 0x7a ? code - 0x61 : -1;
}

function isSmall(text: string, at: number): boolean {
  return text.charCodeAt(at) >= 0x61;
}
