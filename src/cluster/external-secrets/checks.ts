import { Failure } from "../../kernel/errors.ts";
import { type Desired, isSecret, type KubeObject, shownKey } from "../object.ts";
import { MANAGED_LABEL, type Mapping } from "./mapping.ts";

const KEY = /^[-._A-Za-z0-9]{1,253}$/;

/** What the operator's webhook would refuse, said before any login. Takes nothing else; returns every problem. */
export function mappingProblems(mapping: Mapping): readonly Failure[] {
  const { entries, file } = mapping;
  const seen = new Set<string>();
  const problems = entries.flatMap(({ secretKey, line }) => {
    const at = { file, ...(line === undefined ? {} : { line }) };
    if (!KEY.test(secretKey))
      return [
        new Failure("NAME_REFUSED", "An entry's name is no key of a Secret.", { at, fix: "MONGO_URL" }),
      ];
    if (seen.has(secretKey))
      return [
        new Failure("NAME_COLLISION", `${secretKey} stands twice in externalSecrets.data.`, {
          at,
          fix: "Remove one of the entries: the operator refuses both.",
        }),
      ];
    seen.add(secretKey);
    return [];
  });
  if (mapping.namespace === "")
    problems.push(
      new Failure("NAMESPACE_MISSING", "The ExternalSecret has no namespace, and there is no default.", {
        at: { file },
        fix: "namespace: liquid-hive-prod",
      }),
    );
  if (entries.length > 0) return problems;
  return [
    ...problems,
    new Failure("INPUT_INVALID", "The ExternalSecret has no data, and the operator refuses that.", {
      at: { file },
      fix: "externalSecrets:\n  data:\n    MONGO_URL:\n      key: liquid-hive/prod/MONGO_URL",
    }),
  ];
}

/** NAME_COLLISION for each object of this run that is the Secret which the ExternalSecret makes. */
export function targetCollisions(
  mapping: Pick<Mapping, "namespace" | "target" | "file">,
  desired: readonly Desired[],
): readonly Failure[] {
  return desired
    .filter(({ key }) => isSecret(key) && key.namespace === mapping.namespace && key.name === mapping.target)
    .map(
      ({ key, origin }) =>
        new Failure(
          "NAME_COLLISION",
          `${shownKey(key)} would be written by the input ${origin.input} and by External Secrets, which would take it over and remove what it does not know.`,
          {
            at: {
              ...(origin.file === undefined ? { input: origin.input } : { file: origin.file }),
              ...(origin.line === undefined ? {} : { line: origin.line }),
            },
            fix: `Give one of them another name. In ${mapping.file}, under target:\n    name: ${mapping.target.slice(0, 240)}-external`,
          },
        ),
    );
}

/**
 * OBJECT_OWNED where the Secret is there, no ExternalSecret of this name owns it, and it has keys that the mapping
 * has not: with `creationPolicy: Owner` the operator would drop them. Undefined where nothing would be lost.
 */
export function targetProblem(live: KubeObject | undefined, mapping: Mapping): Failure | undefined {
  if (live === undefined) return undefined;
  const owner = live.metadata.ownerReferences?.find(({ kind }) => kind === "ExternalSecret");
  const shown = `Secret ${mapping.namespace}/${mapping.target}`;
  if (owner !== undefined && owner.name !== mapping.name)
    return new Failure("OBJECT_OWNED", `${shown} belongs to another ExternalSecret of this namespace.`, {
      at: { file: mapping.file },
      fix: `See whose it is, and remove that one or name another target:\nkubectl -n ${mapping.namespace} get secret ${mapping.target} -o jsonpath='{.metadata.ownerReferences}'`,
    });
  if (owner !== undefined || live.metadata.labels?.[MANAGED_LABEL] === "true") return undefined;
  const known = new Set(mapping.entries.map(({ secretKey }) => secretKey));
  const others = Object.keys((live["data"] as object | undefined) ?? {}).filter((key) => !known.has(key));
  if (others.length === 0) return undefined;
  const shownKeys = others
    .filter((key) => KEY.test(key))
    .slice(0, 10)
    .join(", ");
  return new Failure(
    "OBJECT_OWNED",
    `${shown} was not made by External Secrets and has keys that the mapping has not (${shownKeys}). The operator would take it over and remove them.`,
    {
      at: { file: mapping.file },
      fix: `Add the keys to externalSecrets.data, name another target, or delete the Secret first:\nkubectl -n ${mapping.namespace} delete secret ${mapping.target}`,
    },
  );
}
