import { Secret } from "../../kernel/secret.ts";

/** The JSON body of a login. Fields that are absent or empty text are left out: then the server's default counts. */
export function bodyOf(fields: Readonly<Record<string, string | Secret | undefined>>): Secret {
  const entries = Object.entries(fields).flatMap(([name, value]): [string, string][] => {
    const text = value instanceof Secret ? value.reveal() : value;
    return text === undefined || text === "" ? [] : [[name, text]];
  });
  return Secret.of(JSON.stringify(Object.fromEntries(entries)));
}

/** Whether a text is one JSON object, as a body that somebody else wrote has to be. */
export function isJsonObject(text: Secret): boolean {
  try {
    const value: unknown = JSON.parse(text.reveal() ?? "");
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
