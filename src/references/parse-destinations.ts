import { indexOfBare, splitBare, textOf, type Token, wordOf } from "./lexer.ts";
import type { Destination } from "./reference.ts";

/** A refusal in words that quote nothing. */
export interface DestinationProblem {
  readonly problem: string;
  readonly fix: string;
}

const DESTINATIONS = ["env", "output", "file", "secret", "configmap"] as const;
const USAGE =
  "as env, output, file   # or: as file PATH, as secret [NAMESPACE/]NAME, as configmap [NAMESPACE/]NAME";

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
const NAMESPACE = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const OBJECT = /^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

/**
 * Reads what stands after `as`: destinations with commas between them. A path only where the workflow itself writes the
 * line (`fromInput`). DESIGN.md, "Asking for secrets".
 */
export function parseDestinations(
  words: readonly Token[],
  { wildcard }: { readonly wildcard: boolean },
  fromInput: boolean,
): { readonly destinations: readonly Destination[] } | DestinationProblem {
  const destinations: Destination[] = [];
  for (const [word, target, ...more] of splitAtCommas(words)) {
    const text = word === undefined ? undefined : wordOf(word);
    const kind = DESTINATIONS.find((known) => known === text);
    if (kind === undefined)
      return {
        problem:
          "`as` takes the destinations env, output and file, secret and configmap, separated by commas.",
        fix: USAGE,
      };
    const takesTarget = kind !== "env" && kind !== "output";
    if (target !== undefined && (!takesTarget || more.length > 0))
      return {
        problem:
          "destinations are separated by commas, and only `file` takes one path, `secret` and `configmap` one name.",
        fix: USAGE,
      };
    const read =
      kind === "secret" || kind === "configmap"
        ? objectOf(kind, target)
        : kind === "file"
          ? fileOf(target, wildcard, fromInput)
          : { kind };
    if ("problem" in read) return read;
    if (destinations.some((other) => isSame(other, read)))
      return { problem: `the destination ${kind} stands twice.`, fix: USAGE };
    destinations.push(read);
  }
  const kinds = new Set(destinations.map(({ kind }) => kind));
  if (kinds.has("env") && kinds.has("file"))
    return {
      problem: "`as env` and `as file` would both set the variable of this name.",
      fix: "Use two lines with two names.",
    };
  return { destinations };
}

function fileOf(
  path: Token | undefined,
  wildcard: boolean,
  fromInput: boolean,
): Destination | DestinationProblem {
  if (path === undefined) return { kind: "file", path: undefined };
  if (!fromInput)
    return { problem: "a path is allowed only in the input secrets, not in a file.", fix: "as file" };
  if (wildcard) return { problem: "a wildcard writes many files: it cannot name one path.", fix: "as file" };
  return { kind: "file", path: textOf(path) };
}

function objectOf(kind: "secret" | "configmap", target: Token | undefined): Destination | DestinationProblem {
  const fix = `as ${kind} app-config   # or: as ${kind} NAMESPACE/app-config`;
  if (target === undefined) return { problem: `\`${kind}\` takes the name of the object.`, fix };
  const text = textOf(target);
  const slash = text.indexOf("/");
  const namespace = slash === -1 ? undefined : text.slice(0, slash);
  const object = text.slice(slash + 1);
  if (namespace !== undefined && !NAMESPACE.test(namespace))
    return {
      problem: `the namespace of \`${kind}\` cannot be one: a-z, 0-9 and -, at most 63, a letter or digit first and last.`,
      fix,
    };
  if (!OBJECT.test(object))
    return {
      problem: `the name after \`${kind}\` cannot be one: a-z, 0-9, - and dots, at most 253, a letter or digit first and last.`,
      fix,
    };
  return { kind, namespace, object };
}

/** One value may go into several objects, and to every other destination once. */
const isSame = (one: Destination, other: Destination): boolean =>
  "object" in one && "object" in other
    ? one.kind === other.kind && one.namespace === other.namespace && one.object === other.object
    : one.kind === other.kind;

/** Groups of tokens between commas; a comma may cling to a word. */
function splitAtCommas(words: readonly Token[]): Token[][] {
  const groups: Token[][] = [[]];
  for (const word of words) {
    for (const [i, piece] of splitBare(word, ",").entries()) {
      if (i > 0) groups.push([]);
      if (piece.length > 0 || (indexOfBare(word, ",") === -1 && word.length === 0))
        groups.at(-1)!.push(piece);
    }
  }
  return groups;
}
