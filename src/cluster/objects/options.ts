import { Failure } from "../../kernel/errors.ts";
import { nearest } from "../../kernel/nearest.ts";

/** What a line of `secret-options` says of one Secret. */
export interface SecretOptions {
  readonly line: number;
  readonly type: string | undefined;
  /** The registry whose login its keys `username` and `password` are. */
  readonly docker: string | undefined;
  readonly immutable: boolean;
  readonly labels: ReadonlyMap<string, string>;
}

const INPUT = "secret-options";
const USAGE = "app-tls: type kubernetes.io/tls, immutable, label app=web";
const OBJECT = /^(?:[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?\/)?[a-z0-9][-.a-z0-9]{0,252}$/;
const TYPE = /^[A-Za-z0-9](?:[-./A-Za-z0-9]{0,251}[A-Za-z0-9])?$/;
const HOST = /^[A-Za-z0-9](?:[-.A-Za-z0-9]*[A-Za-z0-9])?(?::\d{1,5})?(?:\/[-._/A-Za-z0-9]*)?$/;
/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
const LABEL =
  /^((?:[a-z0-9][-.a-z0-9]{0,252}\/)?[A-Za-z0-9](?:[-._A-Za-z0-9]{0,61}[A-Za-z0-9])?)=([A-Za-z0-9](?:[-._A-Za-z0-9]{0,61}[A-Za-z0-9])?)?$/;
const WORDS = ["type", "docker", "immutable", "label"] as const;

/**
 * Reads the input `secret-options`: `[NAMESPACE/]NAME: type T, docker HOST, immutable, label K=V`, one Secret a line. By
 * the name as it is written. All problems are returned, each with its line.
 */
export function parseSecretOptions(text: string): {
  readonly options: ReadonlyMap<string, SecretOptions>;
  readonly problems: readonly Failure[];
} {
  const options = new Map<string, SecretOptions>();
  const problems: Failure[] = [];
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const content = raw.replace(/(^|\s)#(\s.*)?$/, "").trim();
    if (content === "") continue;
    const line = index + 1;
    const problem = (message: string, fix = USAGE): void =>
      void problems.push(new Failure("INPUT_INVALID", message, { at: { input: INPUT, line }, fix }));
    const colon = content.indexOf(":");
    const name = colon === -1 ? "" : content.slice(0, colon).trim();
    if (!OBJECT.test(name)) problem("A line does not begin with the name of a Secret and a colon.");
    else if (options.has(name)) problem(`${name} stands twice.`, "Write all its options on one line.");
    else {
      const read = optionsOf(content.slice(colon + 1), line);
      if (typeof read === "string") problem(`${name}: ${read}`);
      else options.set(name, read);
    }
  }
  return { options, problems };
}

function optionsOf(text: string, line: number): SecretOptions | string {
  let type: string | undefined;
  let docker: string | undefined;
  let immutable = false;
  const labels = new Map<string, string>();
  const said = new Set<string>();
  for (const part of text.split(",").map((piece) => piece.trim())) {
    const [word = "", value = "", ...more] = part.split(/\s+/);
    if (!WORDS.some((known) => known === word)) {
      const near = nearest(word, WORDS);
      return `an option is none of ${WORDS.join(", ")}.${near === undefined ? "" : ` Did you mean ${near}?`}`;
    }
    if (word === "immutable" ? value !== "" : more.length > 0)
      return `\`${word}\` takes ${word === "immutable" ? "no" : "one"} word.`;
    // The last one would win in silence.
    if (said.has(word)) return `\`${word}\` stands twice.`;
    if (word !== "label") said.add(word);
    if (word === "type") {
      if (!TYPE.test(value)) return "`type` takes the type of a Secret.";
      type = value;
    } else if (word === "docker") {
      if (!HOST.test(value)) return "`docker` takes the host of a registry.";
      docker = value;
    } else if (word === "immutable") immutable = true;
    else {
      const match = LABEL.exec(value);
      if (match === null) return "`label` takes KEY=VALUE, as Kubernetes allows labels.";
      if (labels.has(match[1]!)) return "a label stands twice.";
      labels.set(match[1]!, match[2] ?? "");
    }
  }
  if (docker !== undefined && type !== undefined && type !== "kubernetes.io/dockerconfigjson")
    return "`docker` makes a Secret of type kubernetes.io/dockerconfigjson, and `type` says another.";
  return { line, type, docker, immutable, labels };
}
