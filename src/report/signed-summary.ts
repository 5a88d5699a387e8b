import { code, escapeMarkdown, list, table } from "./markdown.ts";
import { middleOut, minuteOf, shortDigests, shortIdentity } from "./short.ts";
import { countsOf, formText, placeText, type SignedRow, signedRows } from "./signed-rows.ts";
import type { SignedArtifact, SignedPlace, SigningFacts } from "./signed.ts";

const MAX_ROWS = 200;
const MAX_COMMANDS = 20;
/** Commands of one kind of artifact that come before those of others. */
const PER_KIND = 3;
/** Names may be long, and each character may need six in markdown: GitHub drops a summary above 1 MiB whole. */
const MAX_NAME = 90;
const MAX_NOTES = 20;
const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";

/** What was signed, as the job summary shows it: by whom, each artifact with where its signature is, how to verify it. */
export function signingMarkdown(facts: SigningFacts): string {
  const { artifacts, notes } = facts;
  const rows = signedRows(artifacts);
  const lines = [
    `### ${titleOf(facts)}`,
    ...signerOf(facts),
    ...table(["Artifact", "What", "Where", "Log"], rows.slice(0, MAX_ROWS).map(cells)),
    ...(rows.length > MAX_ROWS
      ? ["", `… and ${rows.length - MAX_ROWS} more, all in the report and the outputs.`]
      : []),
    ...howToVerify(artifacts, facts.instance),
    ...list("To know", notes.slice(0, MAX_NOTES).map(escapeMarkdown)),
  ];
  return `${lines.join("\n")}\n\n`;
}

function titleOf({ artifacts, failed, dryRun, notes }: SigningFacts): string {
  const counts = countsOf(artifacts);
  if (dryRun) return `✅ Would sign: ${counts}`;
  if (failed !== undefined)
    return `❌ Signing failed: ${artifacts.length === 0 ? "nothing was signed" : `${counts} made`}`;
  return `${notes.length > 0 ? "⚠️" : "✅"} Signed: ${counts}`;
}

/** Who signed, and by which Sigstore, in two lines. */
function signerOf({ identity, issuer, instance, source, until }: SigningFacts): string[] {
  const by = identity === "" ? [] : [`By ${code(shortIdentity(identity))}`];
  const how = [
    `Sigstore ${escapeMarkdown(instance)} (${escapeMarkdown(middleOut(source, MAX_NAME))})`,
    ...(issuer === "" || issuer === GITHUB_ISSUER ? [] : [`issuer ${code(issuer)}`]),
    ...(until === undefined ? [] : [`certificate until ${minuteOf(until)}`]),
  ];
  return ["", [...by, how.join(" · ")].join("<br>")];
}

/** A row as cells of markdown. */
function cells({ subject, more, digest, what, places, logs }: SignedRow): string[] {
  const [name, ofImage] = subject.split(/@(?=sha256:[0-9a-f]{64}$)/) as [string, string?];
  const others = more > 0 ? ` and ${more} more` : "";
  return [
    `${code(middleOut(name, MAX_NAME))}${others}<br>${code(shortDigests(ofImage ?? digest))}`,
    escapeMarkdown(middleOut(what, MAX_NAME)),
    places.map((place) => placeCell(place, subject)).join("<br>"),
    [...new Set(logs.map(logCell))].join("<br>"),
  ];
}

function placeCell(place: SignedPlace, subject: string): string {
  const form = escapeMarkdown(formText(place));
  if (place.form === "GitHub") return link(place.where, form);
  // Of a file below RUNNER_TEMP the name; the whole path is in the log.
  const text = placeText(place, subject).replace(/^(?:\/|[A-Za-z]:\\).*[/\\]/, "");
  return text === "" ? form : `${form} ${code(middleOut(text, MAX_NAME))}`;
}

const logCell = ({ index, url }: NonNullable<SignedArtifact["log"]>): string =>
  url === "" ? code(index) : link(url, escapeMarkdown(index));

/** Only to where a browser may go; of anything else the text alone. */
const link = (url: string, text: string): string =>
  /^https?:\/\//.test(url) ? `<a href="${attribute(url)}">${text}</a>` : text;

/** A command on several lines, one a flag. One with quotes stays as it is: a flag could stand within them. */
const folded = (command: string): string[] =>
  command.includes("'")
    ? [command]
    : command
        .split(/ (?=--)/)
        .map((part, i, parts) => `${i > 0 ? "    " : ""}${part}${i < parts.length - 1 ? " \\" : ""}`);

const howToVerify = (artifacts: readonly SignedArtifact[], instance: string): string[] => {
  const { commands, more } = commandsOf(artifacts);
  if (commands.length === 0) return [];
  return [
    "",
    "<details><summary>How to verify</summary>",
    "",
    howTo(instance),
    "",
    "<pre>",
    ...commands.flatMap((command) => folded(command).map(escapeMarkdown)),
    ...(more > 0 ? [`… and ${more} more in the output verify-commands`] : []),
    "</pre>",
    "",
    "</details>",
  ];
};

/** The page that says what the commands need. */
const FORMATS = "https://github.com/liquid-hive/secrets-action/blob/v1/docs/signing-formats.md";

/** What a reader has to know before the commands, as markdown. */
const howTo = (instance: string): string =>
  [
    "Where cosign 2 needs another command than cosign 3, it has <code>&#45;&#45;new&#45;bundle&#45;format</code>.",
    ...(instance === "public"
      ? []
      : [
          `<code>trusted&#95;root.json</code> and what is made of it are [files of yours](${FORMATS}#whom-the-commands-trust).`,
        ]),
  ].join(" ");

/** Every command once, of a great many those of each kind of artifact first; and how many are left out. */
export function commandsOf(artifacts: readonly SignedArtifact[]): {
  readonly commands: readonly string[];
  readonly more: number;
} {
  const kinds = new Map<string, SignedArtifact>();
  for (const one of artifacts) {
    const kind = JSON.stringify([one.what, one.places.map(({ form }) => form).sort()]);
    if (one.commands.length > 0 && !kinds.has(kind)) kinds.set(kind, one);
  }
  const every = [...new Set(artifacts.flatMap(({ commands }) => commands))];
  const preferred = [...[...kinds.values()].flatMap(({ commands }) => commands.slice(0, PER_KIND)), ...every];
  const shown = new Set([...new Set(preferred)].slice(0, MAX_COMMANDS));
  return { commands: every.filter((command) => shown.has(command)), more: every.length - shown.size };
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const attribute = (text: string): string =>
  text.replace(/[&<>"|\n\r]/g, (char) => ENTITIES[char] ?? encodeURIComponent(char));
