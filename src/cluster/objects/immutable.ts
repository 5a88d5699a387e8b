import crypto from "node:crypto";
import { Failure } from "../../kernel/errors.ts";
import { Secret } from "../../kernel/secret.ts";
import { type Desired, isSecret, type KubeObject, shownKey } from "../object.ts";
import { withSecretNames } from "./secret-refs.ts";

/** Marks the immutable Secrets that are ours: only those are used again. */
export const IMMUTABLE_LABEL = "secrets-action.liquid-hive.io/immutable";

/** As the API server ends names that it makes: no vowels, so no words, and nothing that looks like another. */
const LETTERS = "bcdfghjklmnpqrstvwxz2456789";
const LENGTH = 5;
const MAX_NAME = 253;
const DEFAULT_TYPE = "Opaque";

/** What became of the immutable Secrets of a run. */
export interface ImmutableNames {
  readonly desired: readonly Desired[];
  /** `NAME`, or `NAMESPACE/NAME` where two namespaces have one of that name, to the real name. */
  readonly names: ReadonlyMap<string, string>;
  readonly problems: readonly Failure[];
}

/** The end of a name that nobody can guess a value from: no hash of the values. */
export const randomSuffix = (): string =>
  Array.from({ length: LENGTH }, () => LETTERS[crypto.randomInt(LETTERS.length)]!).join("");

/** Whether a Secret is to be immutable. */
export const isImmutable = ({ key, body }: Pick<Desired, "key" | "body">): boolean =>
  isSecret(key) && body["immutable"] === true;

/**
 * Gives each immutable Secret a name of its own, `NAME-` and five random letters: its values can never change, and a
 * kubelet may serve the old ones of a name that was deleted and made anew. `existing` are the Secrets of a namespace that
 * have IMMUTABLE_LABEL: one of that form with the same type and values is used again. What the other objects of the run
 * refer to follows. Problems: a name that is too long for its end. Pure but for `suffix`.
 * https://kubernetes.io/docs/concepts/configuration/secret/#secret-immutable
 */
export function withImmutableNames(
  desired: readonly Desired[],
  existing: (namespace: string) => readonly KubeObject[],
  suffix: () => string,
): ImmutableNames {
  const problems: Failure[] = [];
  const made = new Map<Desired, Desired>();
  for (const one of desired.filter(isImmutable)) {
    const { namespace, name } = one.key;
    if (name.length > MAX_NAME - LENGTH - 1) {
      const { file, line, input } = one.origin;
      problems.push(
        new Failure(
          "MANIFEST_INVALID",
          `${shownKey(one.key)}: the name of an immutable Secret has an end added to it, and this one is too long for that.`,
          {
            at: { ...(file === undefined ? { input } : { file }), ...(line === undefined ? {} : { line }) },
            fix: `Use at most ${MAX_NAME - LENGTH - 1} characters.`,
          },
        ),
      );
      continue;
    }
    const same = existing(namespace!).find((live) => isSame(live, one));
    made.set(one, named(one, same?.metadata.name ?? `${name}-${suffix()}`, same !== undefined));
  }
  return {
    desired: desired.map((one) => made.get(one) ?? referring(one, made)),
    names: namesOf(made),
    problems,
  };
}

function named(one: Desired, name: string, isThere: boolean): Desired {
  const { labels } = one.body.metadata;
  const metadata = { ...one.body.metadata, name, labels: { ...labels, [IMMUTABLE_LABEL]: "true" } };
  const note = isThere
    ? `${one.key.name} is immutable: ${name} has these values already, and is used again.`
    : `${one.key.name} is immutable: it is made as ${name}.`;
  return {
    ...one,
    key: { ...one.key, name },
    body: { ...one.body, metadata },
    notes: [...one.notes, note],
  };
}

/** Whether a Secret that is there is one of ours for this one, and holds the same. */
function isSame(live: KubeObject, { key, body, data = new Map() }: Desired): boolean {
  const { name, namespace, labels, deletionTimestamp } = live.metadata;
  if (
    namespace !== key.namespace ||
    labels?.[IMMUTABLE_LABEL] !== "true" ||
    deletionTimestamp !== undefined ||
    live["immutable"] !== true ||
    !name.startsWith(`${key.name}-`) ||
    !isSuffix(name.slice(key.name.length + 1)) ||
    (live["type"] ?? DEFAULT_TYPE) !== (body["type"] ?? DEFAULT_TYPE)
  )
    return false;
  const values = Object.entries((live["data"] ?? {}) as Readonly<Record<string, unknown>>);
  return (
    values.length === data.size &&
    values.every(
      ([field, text]) =>
        typeof text === "string" &&
        data.get(field)?.equals(Secret.ofBytes(new Uint8Array(Buffer.from(text, "base64")))) === true,
    )
  );
}

const isSuffix = (text: string): boolean =>
  text.length === LENGTH && [...text].every((letter) => LETTERS.includes(letter));

function referring(one: Desired, made: ReadonlyMap<Desired, Desired>): Desired {
  const renames = new Map(
    [...made]
      .filter(([{ key }]) => key.namespace === one.key.namespace)
      .map(([{ key }, to]) => [key.name, to.key.name]),
  );
  if (renames.size === 0) return one;
  const { body, count } = withSecretNames(one.body, (name) => renames.get(name));
  return count === 0
    ? one
    : { ...one, body, notes: [...one.notes, "It refers to the immutable Secrets by their real names."] };
}

function namesOf(made: ReadonlyMap<Desired, Desired>): ReadonlyMap<string, string> {
  const all = [...made].map(([{ key }, to]) => ({ key, to: to.key.name }));
  return new Map(
    all.map(({ key, to }) => {
      const isShared = all.some((other) => other.key !== key && other.key.name === key.name);
      return [isShared ? `${key.namespace}/${key.name}` : key.name, to];
    }),
  );
}
