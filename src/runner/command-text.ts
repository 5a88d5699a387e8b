import { randomUuid } from "../kernel/uuid.ts";

/**
 * Escapes the message of a workflow command.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export const escapeData = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

/** Escapes a property of a workflow command. */
export const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

/** One workflow command as a line. */
export function command(
  name: string,
  properties: Readonly<Record<string, string | number | undefined>>,
  message: string,
): string {
  const list = Object.entries(properties)
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name}${list.length > 0 ? ` ${list.join(",")}` : ""}::${escapeData(message)}\n`;
}

/**
 * Entries of a command file (GITHUB_ENV, GITHUB_OUTPUT, GITHUB_STATE) in the heredoc form, under a
 * delimiter that nobody can know beforehand (CVE-2022-35954 used a fixed one).
 */
export function commandFileText(entries: Iterable<readonly [string, string]>): string {
  let text = "";
  for (const [name, value] of entries) {
    const delimiter = `ghadelimiter_${randomUuid()}`;
    text += `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
  }
  return text;
}
