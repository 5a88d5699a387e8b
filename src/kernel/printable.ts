/** Controls, line and paragraph separators, bidirectional and invisible format characters, lone surrogates. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
/** Most lines. The pattern of all the others takes long to compile. */
const PLAIN = /^[\x20-\x7e]*$/;

/**
 * Text from outside as text that the runner cannot take for a command and a terminal cannot take for a
 * control sequence: `::` is broken where a line begins with it, `##[` wherever it stands, and everything unprintable is
 * shown as its code point. The result is one line.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function printable(text: string): string {
  const line = PLAIN.test(text)
    ? text
    : text.replace(UNPRINTABLE, (char) =>
        char === "\t" ? " " : `\\u{${char.codePointAt(0)!.toString(16)}}`,
      );
  return line.replace(/^(\s*):(?=:)/, "$1: ").replace(/##(?=\[)/g, "## ");
}

/**
 * JSON as JSON of the same meaning that a terminal cannot take for a control sequence and no reader of lines for more
 * than one line: JSON.stringify leaves DEL, the controls above it, separators and invisible characters as they are.
 */
export const printableJson = (json: string): string =>
  json.replace(/[\u007f-\u009f\u2028\u2029\p{Cf}]/gu, (char) =>
    char
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );
