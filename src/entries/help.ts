import { flagUsage } from "../config/flags.ts";
import type { Verb } from "./verb.ts";

const COLUMNS = 100;
const INDENT = "      ";

/** One verb's usage, and its flags with what each is for. */
export function verbHelp({ usage, flags = [] }: Verb): string {
  const lines = flags.flatMap((spec) => [
    "",
    `  ${flagUsage(spec)}`,
    ...wrapped(
      [spec.doc, spec.choices && `One of: ${spec.choices.filter((choice) => choice !== "").join(", ")}.`]
        .filter((part) => part)
        .join(" ")
        .replaceAll("`", ""),
    ),
  ]);
  return `secrets-action ${usage}\n${lines.map((line) => `${line}\n`).join("")}`;
}

/** The usage of every verb. */
export const generalHelp = (version: string, verbs: Iterable<Verb>): string =>
  `secrets-action ${version}\n\n${[...verbs].map(({ usage }) => `  secrets-action ${usage}\n`).join("")}\nsecrets-action VERB --help lists the flags of a verb.\n`;

/** Text in lines that fit a terminal; a word that is longer has one of its own. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && INDENT.length + line.length + word.length >= COLUMNS) {
      lines.push(INDENT + line);
      line = "";
    }
    line += line === "" ? word : ` ${word}`;
  }
  return [...lines, INDENT + line];
}
