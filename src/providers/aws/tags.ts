import { Failure } from "../../kernel/errors.ts";
import type { Claims } from "../provider.ts";
import type { AwsInputs } from "./inputs.ts";

/** A session tag. A droppable one is left out where the packed session would be too large with it. */
export interface SessionTag {
  readonly key: string;
  readonly value: string;
  readonly droppable?: boolean;
}

/** What STS takes. https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html */
const MAX_TAGS = 50;
const MAX_KEY = 128;
const MAX_VALUE = 256;
const KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u;
const VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const NOT_IN_VALUE = /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu;

/** What every chained role is told of the job: the claim of its token, else the runner's variable. */
const DEFAULTS: readonly {
  readonly key: string;
  readonly claim?: string;
  readonly variable: string;
  readonly droppable?: true;
}[] = [
  { key: "Repository", claim: "repository", variable: "GITHUB_REPOSITORY" },
  { key: "Workflow", claim: "workflow", variable: "GITHUB_WORKFLOW" },
  { key: "Action", variable: "GITHUB_ACTION" },
  { key: "Actor", claim: "actor", variable: "GITHUB_ACTOR" },
  { key: "Commit", claim: "sha", variable: "GITHUB_SHA" },
  { key: "Branch", claim: "ref", variable: "GITHUB_REF" },
  { key: "EventName", claim: "event_name", variable: "GITHUB_EVENT_NAME", droppable: true },
  { key: "BaseRef", claim: "base_ref", variable: "GITHUB_BASE_REF", droppable: true },
  { key: "HeadRef", claim: "head_ref", variable: "GITHUB_HEAD_REF", droppable: true },
  { key: "RunId", claim: "run_id", variable: "GITHUB_RUN_ID", droppable: true },
  { key: "Job", variable: "GITHUB_JOB", droppable: true },
  { key: "TriggeringActor", variable: "GITHUB_TRIGGERING_ACTOR", droppable: true },
];

/** In a job `GitHub` is always `Actions`; no tag of a user can claim it elsewhere. */
const RESERVED: ReadonlyMap<string, string> = new Map(
  ["GitHub", ...DEFAULTS.map(({ key }) => key)].map((key) => [key.toLowerCase(), key]),
);

/**
 * The session tags of chained roles: the default ones, then those of `aws-tags`. What a default value may not hold is
 * `_` in it, and it is cut to 256 characters; of `aws-tags` nothing is changed. None with `aws-skip-tags`.
 * @param claims of the job's identity token, where it has one.
 * @throws Failure INPUT_INVALID, as `tagProblem` has it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export function sessionTags(
  inputs: AwsInputs,
  env: Readonly<Record<string, string | undefined>>,
  claims: Claims = {},
): readonly SessionTag[] {
  const problem = tagProblem(inputs);
  if (problem) throw problem;
  if (inputs.awsChainRoles.length === 0 || inputs.awsSkipTags) return [];
  const tags: SessionTag[] = [];
  if (env["GITHUB_ACTIONS"] === "true") tags.push({ key: "GitHub", value: "Actions" });
  for (const { key, claim, variable, droppable } of DEFAULTS) {
    const value = fitting(textOf(claim === undefined ? undefined : claims[claim]) || env[variable] || "");
    if (value !== "") tags.push({ key, value, ...(droppable === undefined ? {} : { droppable }) });
  }
  return [...tags, ...inputs.awsTags.map(split)];
}

/**
 * What is wrong with `aws-tags`, `aws-transitive-tags` and `aws-skip-tags`. Pure; asks for no claim and no environment,
 * so that it holds for every run of the workflow.
 * @returns INPUT_INVALID, or undefined
 */
export function tagProblem(inputs: AwsInputs): Failure | undefined {
  const { awsTags, awsTransitiveTags, awsChainRoles, awsSkipTags } = inputs;
  const input = awsTags.length > 0 ? "aws-tags" : "aws-transitive-tags";
  if (awsTags.length === 0 && awsTransitiveTags.length === 0) return undefined;
  if (awsChainRoles.length === 0)
    return invalid(
      input,
      `${input} is for chained roles, and none is chained: AWS takes no tags beside an identity token.`,
      `aws-chain-roles: arn:aws:iam::ACCOUNT:role/NAME\nor remove ${input}.`,
    );
  if (awsSkipTags)
    return invalid(
      input,
      `${input} names session tags, and aws-skip-tags: true sends none.`,
      `Remove ${input}, or aws-skip-tags.`,
    );
  return listProblem(awsTags) ?? transitiveProblem(awsTransitiveTags, awsTags);
}

function listProblem(entries: readonly string[]): Failure | undefined {
  const seen = new Set<string>();
  for (const [i, entry] of entries.entries()) {
    const say = (what: string, fix = "aws-tags: |\n  team=payments\n  stage=production"): Failure =>
      invalid("aws-tags", `Entry ${i + 1} of aws-tags ${what}.`, fix);
    if (!entry.includes("=")) return say("is not KEY=VALUE");
    const { key, value } = split(entry);
    const reserved = RESERVED.get(key.toLowerCase());
    if (reserved !== undefined)
      return say(
        `would replace the session tag ${reserved}, which says what GitHub says of the job`,
        "Name it otherwise. To send no tag at all: aws-skip-tags: true",
      );
    if (key.length > MAX_KEY || !KEY.test(key))
      return say(`has a key that is no 1 to ${MAX_KEY} letters, digits, spaces and _ . : / = + - @`);
    if (/^aws:/i.test(key)) return say("has a key that begins with aws:, which AWS keeps for itself");
    if (value.length > MAX_VALUE || !VALUE.test(value))
      return say(`has a value that is no 0 to ${MAX_VALUE} letters, digits, spaces and _ . : / = + - @`);
    if (seen.has(key.toLowerCase())) return say("has the key of an earlier entry; AWS tells no case apart");
    seen.add(key.toLowerCase());
  }
  const most = MAX_TAGS - RESERVED.size;
  return entries.length > most
    ? invalid(
        "aws-tags",
        `aws-tags has ${entries.length} entries: with the ${RESERVED.size} default ones a session has at most ${MAX_TAGS}.`,
        `Name at most ${most}.`,
      )
    : undefined;
}

function transitiveProblem(keys: readonly string[], entries: readonly string[]): Failure | undefined {
  const own = entries.map((entry) => split(entry).key);
  const known = [...RESERVED.values(), ...own];
  const i = keys.findIndex((key) => !known.includes(key));
  return i === -1
    ? undefined
    : invalid(
        "aws-transitive-tags",
        `Entry ${i + 1} of aws-transitive-tags is no key of a session tag; upper and lower case count.`,
        `A key of aws-tags, or one of: ${[...RESERVED.values()].join(", ")}`,
      );
}

const invalid = (input: string, message: string, fix: string): Failure =>
  new Failure("INPUT_INVALID", message, { at: { input }, fix });

function split(entry: string): SessionTag {
  const at = entry.indexOf("=");
  return { key: entry.slice(0, at).trim(), value: entry.slice(at + 1).trim() };
}

/** Half a surrogate pair at the cut would be no letter. */
const fitting = (text: string): string =>
  text
    .replace(NOT_IN_VALUE, "_")
    .slice(0, MAX_VALUE)
    .replace(/[\ud800-\udbff]$/, "");

const textOf = (claim: unknown): string =>
  typeof claim === "string" ? claim : typeof claim === "number" ? String(claim) : "";
