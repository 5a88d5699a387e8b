/** Also what GitHub makes links and mentions of by itself. */
const MARKDOWN = /[\\`*_{}[\]()#+\-!|<>&~:@]|(?<=www)\./gi;

/**
 * Text from outside as markdown that shows it and nothing else: every character that could mean something
 * becomes a numeric entity.
 */
export const escapeMarkdown = (text: string): string =>
  text.replace(/\p{Cc}/gu, " ").replace(MARKDOWN, (char) => `&#${char.codePointAt(0)};`);

/** The same as code; nothing for an empty text. */
export const code = (text: string): string => (text === "" ? "" : `<code>${escapeMarkdown(text)}</code>`);

/** A table of cells that are markdown already; nothing where it has no rows. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0
    ? []
    : ["", ...[head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`)];

/** A list of items that are markdown already, under its title; nothing where it has none. */
export const list = (title: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : ["", `**${title}**`, "", ...items.map((item) => `- ${item}`)];
