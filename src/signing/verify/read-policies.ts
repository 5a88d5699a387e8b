import { Failure, type Place } from "../../kernel/errors.ts";
import { parseAnnotations } from "../annotations.ts";
import type { PolicyInputs } from "../verify-inputs.ts";
import type { Need, VerifyLine } from "../verify-lines.ts";
import { buildPolicy, type PolicyFields, TEXT_FIELDS } from "./build-policy.ts";
import type { Policy } from "./policy.ts";
import { PROVENANCE_TYPES } from "./provenance.ts";
import { readPolicyList } from "./policy-list.ts";

export interface PolicySources extends PolicyInputs {
  /** A YAML list of further policies. */
  readonly policies: string;
  /** The public key's text or file. */
  readonly key: string;
}

const OWN_NAME = "inputs";

/**
 * The policies that inputs ask for, all of which must hold. Without any input of a policy, and without `policies`, that
 * is a problem, as is a policy that anyone could satisfy. All problems come together; values are not quoted.
 */
export async function readPolicies(
  inputs: PolicySources,
): Promise<{ readonly policies: readonly Policy[]; readonly problems: readonly Failure[] }> {
  const { annotations, problems } = parseAnnotations(inputs.annotations);
  const listed = await readPolicyList(inputs.policies);
  const materials = inputs.materials
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^#(?:\s|$)/.test(line));
  const own: PolicyFields = {
    ...inputs,
    annotations,
    materials,
    name: OWN_NAME,
    listed: undefined,
    key: inputs.key !== "",
  };
  const isWanted = isGiven(own) || listed.count === 0;
  const built = await Promise.all([...(isWanted ? [own] : []), ...listed.fields].map(buildPolicy));
  const names = new Set(built.map(({ policy }) => policy?.name));
  return {
    policies: built.flatMap(({ policy }) => policy ?? []),
    problems: [
      ...problems,
      ...listed.problems,
      ...built.flatMap((one) => one.problems),
      ...(names.size < built.filter(({ policy }) => policy !== undefined).length
        ? [new Failure("INPUT_INVALID", "Two policies have one name.", { at: { input: "policies" } })]
        : []),
    ],
  };
}

const isGiven = (fields: PolicyFields): boolean =>
  fields.key ||
  fields.runner !== "any" ||
  fields.trigger.length > 0 ||
  fields.materials.length > 0 ||
  fields.annotations.size > 0 ||
  TEXT_FIELDS.some((text) => fields[text] !== "");

const isProvenance = (need: Need): boolean =>
  need.kind === "statement" && PROVENANCE_TYPES.has(need.predicateType);

/**
 * What policies ask for that no line would ever check: `builder` of a line that does not need provenance, annotations
 * of one that needs no signature. Passing over it in silence would be taken for a check. Pure.
 */
export function uncheckable(lines: readonly VerifyLine[], policies: readonly Policy[]): readonly Failure[] {
  const at = (line: number): Place => ({ input: "verify", line });
  return lines.flatMap(({ line, needs }) => [
    ...(policies.some(({ predicate }) => predicate !== undefined) && !needs.some(isProvenance)
      ? [
          new Failure(
            "INPUT_INVALID",
            "`builder`, `source` and `materials` are about provenance, which this line does not need.",
            {
              at: at(line),
              fix: "SUBJECT has signature, provenance",
            },
          ),
        ]
      : []),
    ...(policies.some(({ annotations }) => annotations.size > 0) &&
    !needs.some(({ kind }) => kind === "signature")
      ? [
          new Failure(
            "INPUT_INVALID",
            "`annotations` are those of a signature, which this line does not need.",
            {
              at: at(line),
              fix: "SUBJECT has signature, provenance",
            },
          ),
        ]
      : []),
  ]);
}
