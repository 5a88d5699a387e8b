import { Failure } from "../../kernel/errors.ts";
import type { PolicyInputs } from "../verify-inputs.ts";
import { anyText, exactly, glob, oneOf, type Pattern, wholeRegexp } from "./glob-pattern.ts";
import type { Policy, PredicatePolicy, SignerPolicy, WorkflowPolicy } from "./policy.ts";
import { GITHUB_ISSUER } from "./workflow-name.ts";

/** One policy as written: an absent text is "". */
export interface PolicyFields extends Omit<PolicyInputs, "annotations" | "materials"> {
  readonly name: string;
  /** Which of `policies` it is, counted from 1; undefined for the inputs' own. */
  readonly listed: number | undefined;
  /** Whether a key is given. */
  readonly key: boolean;
  readonly annotations: ReadonlyMap<string, string>;
  readonly materials: readonly string[];
}

const SIGNER_FIELDS = [
  "repository",
  "workflow",
  "ref",
  "identity",
  "identityRegexp",
  "issuer",
  "issuerRegexp",
  "repositoryId",
  "ownerId",
  "commit",
] as const;

/** All fields that are one text; absent ones are "". */
export const TEXT_FIELDS = [...SIGNER_FIELDS, "builder", "source"] as const;

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;
const MAX_TEXT = 2000;
const REPOSITORY = /^[\w.*-]+\/[\w.*-]+$/;
const OWN_WORKFLOW = /^\.github\/workflows\/[^/@]+\.ya?ml$/;
const REUSABLE = /^([\w.*-]+\/[\w.*-]+)\/(\.github\/workflows\/[^/]+?\.ya?ml)@(.+)$/;
const REF = /^refs\/[^\s]+$/;
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const MATERIAL = /^(\S+)(?:\s+([A-Za-z0-9]+:[0-9a-f]+))?$/;
const FIXES = {
  repository: "repository: OWNER/NAME",
  workflow: "workflow: .github/workflows/FILE.yml",
  ref: "ref: refs/heads/main",
} as const;
/** Nobody is called so: an expression that matches it names nobody. */
const NOBODY = ["https://nobody.invalid/a/b/.github/workflows/c.yml@refs/heads/d", "nobody@nobody.invalid"];

/**
 * A policy, or all that is wrong with it: `repository`, `workflow` and `ref` are all there, or one identity with its
 * issuer, or a key; and it must name somebody. Values are not quoted.
 */
export async function buildPolicy(
  fields: PolicyFields,
): Promise<{ readonly policy: Policy | undefined; readonly problems: readonly Failure[] }> {
  const problems: Failure[] = [];
  const refuse: Refuse = (input, message, fix) => {
    const isListed = fields.listed !== undefined;
    const place = { input: isListed ? "policies" : input };
    const label = isListed ? `Policy ${fields.listed}, ${input}: ` : "";
    problems.push(new Failure("INPUT_INVALID", `${label}${message}`, { at: place, fix }));
    return undefined;
  };
  for (const field of TEXT_FIELDS)
    if (UNPRINTABLE.test(fields[field]) || fields[field].length > MAX_TEXT)
      refuse(dashed(field), "This holds a control character, or is too long.", FIXES.repository);
  if (problems.length > 0) return { policy: undefined, problems };
  const predicate = predicateOf(fields, refuse);
  const signer = fields.key ? keyOnly(fields, refuse) : await signerOf(fields, refuse);
  if (problems.length > 0 || signer === undefined) return { policy: undefined, problems };
  return { policy: { name: fields.name, signer, annotations: fields.annotations, predicate }, problems };
}

type Refuse = (input: string, message: string, fix: string) => undefined;

const dashed = (camel: string): string => camel.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A key has no identity that could be compared. */
function keyOnly(fields: PolicyFields, refuse: Refuse): "key" | undefined {
  const given = SIGNER_FIELDS.find((field) => fields[field] !== "");
  if (given !== undefined || fields.trigger.length > 0 || fields.runner !== "any")
    return refuse(
      "key",
      "A signature by a key has no identity to compare.",
      "policies: |   # for signatures by an identity besides",
    );
  return "key";
}

async function signerOf(fields: PolicyFields, refuse: Refuse): Promise<SignerPolicy | undefined> {
  const hasIdentity = fields.identity !== "" || fields.identityRegexp !== "";
  const hasIssuer = fields.issuer !== "" || fields.issuerRegexp !== "";
  if (hasIdentity && !hasIssuer)
    refuse("issuer", "An identity means something only with its issuer.", `issuer: ${GITHUB_ISSUER}`);
  if (!hasIdentity)
    for (const field of ["repository", "workflow", "ref"] as const)
      if (fields[field] === "")
        refuse(
          field,
          `It is not said whom to trust: ${field} is missing. Where it does not matter, write \`any\`.`,
          FIXES[field],
        );
  const identities = [
    ...(fields.identity === "" ? [] : [exactly(fields.identity)]),
    ...(await regexp(fields.identityRegexp, "identity-regexp", refuse)),
  ];
  if (
    fields.repository === "" &&
    identities.length > 0 &&
    NOBODY.every((nobody) => identities.every(({ matches }) => matches(nobody)))
  )
    refuse(
      "identity-regexp",
      "This expression matches everybody.",
      "identity-regexp: https://github[.]com/OWNER/NAME/.*",
    );
  const issuers = [
    ...(fields.issuer === "" ? [] : [exactly(fields.issuer)]),
    ...(await regexp(fields.issuerRegexp, "issuer-regexp", refuse)),
  ];
  if (issuers.length > 1)
    refuse("issuer", "issuer and issuer-regexp exclude each other.", `issuer: ${GITHUB_ISSUER}`);
  const workflow = fields.workflow === "" ? undefined : workflowOf(fields.workflow, refuse);
  if (!hasIdentity) namesSomebody(fields, workflow, issuers, refuse);
  const digits = (input: string, text: string): Pattern | undefined =>
    text === ""
      ? undefined
      : /^[1-9]\d{0,19}$/.test(text)
        ? exactly(text)
        : refuse(input, "This is not a number.", `${input}: 123456789`);
  return {
    issuer: issuers[0] ?? exactly(GITHUB_ISSUER),
    identities,
    repository: textPattern("repository", fields.repository, REPOSITORY, refuse),
    workflow,
    ref: textPattern("ref", fields.ref, REF, refuse),
    repositoryId: digits("repository-id", fields.repositoryId),
    ownerId: digits("owner-id", fields.ownerId),
    trigger: fields.trigger.length === 0 ? undefined : oneOf(fields.trigger),
    commit:
      fields.commit === ""
        ? undefined
        : COMMIT.test(fields.commit)
          ? exactly(fields.commit)
          : refuse("commit", "This is not a whole commit in lower case.", "commit: ${{ github.sha }}"),
    runner: fields.runner === "any" ? undefined : exactly(fields.runner),
  };
}

async function regexp(text: string, input: string, refuse: Refuse): Promise<readonly Pattern[]> {
  if (text === "") return [];
  try {
    return [await wholeRegexp(text, input)];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    refuse(input, error.message, error.fix ?? "");
    return [];
  }
}

function textPattern(
  input: "repository" | "ref",
  text: string,
  syntax: RegExp,
  refuse: Refuse,
): Pattern | undefined {
  if (text === "") return undefined;
  if (text === "any") return anyText();
  if (text.includes("**")) return refuse(input, "There is no `**`: `*` stops at the next `/`.", FIXES[input]);
  if (!syntax.test(text))
    return refuse(
      input,
      input === "ref" ? "A ref stands in full, or is `any`." : "This is not OWNER/NAME, nor `any`.",
      FIXES[input],
    );
  return glob(text);
}

function workflowOf(text: string, refuse: Refuse): WorkflowPolicy | undefined {
  if (text === "any") return { kind: "any" };
  if (text.includes("**"))
    return refuse("workflow", "There is no `**`: `*` stops at the next `/`.", FIXES.workflow);
  if (OWN_WORKFLOW.test(text)) return { kind: "own", path: glob(text) };
  const match = REUSABLE.exec(text);
  const ref = match?.[3];
  if (match === null || ref === undefined || !(ref === "any" || REF.test(ref) || COMMIT.test(ref)))
    return refuse(
      "workflow",
      "This is neither a path below .github/workflows nor a reusable workflow with its ref in full.",
      `${FIXES.workflow}   # or OWNER/NAME/.github/workflows/FILE.yml@refs/tags/v1`,
    );
  return {
    kind: "reusable",
    repository: glob(match[1]!),
    path: glob(match[2]!),
    ref: ref === "any" ? anyText() : glob(ref),
    text,
  };
}

/**
 * Anyone on GitHub has a repository, and may call a public workflow. With `any`, or an owner that is only a pattern,
 * something else must say whose it is.
 */
function namesSomebody(
  fields: PolicyFields,
  workflow: WorkflowPolicy | undefined,
  issuers: readonly Pattern[],
  refuse: Refuse,
): void {
  const isOpen = fields.repository === "any" || fields.repository.split("/")[0]!.includes("*");
  const owner = workflow?.kind === "reusable" ? workflow.text.split("/")[0]! : "*";
  const isPinned =
    fields.repositoryId !== "" ||
    fields.ownerId !== "" ||
    // An expression that lets GitHub's issuer pass is as open as that.
    (issuers.length > 0 && !issuers.some(({ matches }) => matches(GITHUB_ISSUER))) ||
    !owner.includes("*");
  if (isOpen && !isPinned)
    refuse(
      "repository",
      "With this repository anyone on GitHub could have signed.",
      "owner-id: 123456   # or repository: OWNER/*",
    );
}

function predicateOf(fields: PolicyFields, refuse: Refuse): PredicatePolicy | undefined {
  if (fields.builder === "" && fields.source === "" && fields.materials.length === 0) return undefined;
  const isSource = (text: string): boolean => REPOSITORY.test(text) || /^https?:\/\/[^\s@#]+$/.test(text);
  if ([fields.builder, fields.source, ...fields.materials].some((text) => text.includes("**")))
    return refuse("builder", "There is no `**`: `*` stops at the next `/`.", FIXES.repository);
  if (fields.source !== "" && !isSource(fields.source))
    return refuse("source", "This is neither OWNER/NAME nor a URL.", "source: OWNER/NAME");
  const materials = fields.materials.map((line) => MATERIAL.exec(line));
  if (materials.some((match) => match === null))
    return refuse(
      "materials",
      "A line is not URI [ALGORITHM:DIGEST].",
      "git+https://github.com/OWNER/NAME@refs/heads/main",
    );
  return {
    builder: fields.builder === "" ? undefined : glob(fields.builder),
    source: fields.source === "" ? undefined : glob(fields.source),
    materials: materials.map((match) => ({ uri: glob(match![1]!), digest: match![2] })),
  };
}
