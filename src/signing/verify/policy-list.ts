import { Failure, type Place } from "../../kernel/errors.ts";
import { nearest } from "../../kernel/nearest.ts";
import { loadYaml, parseYaml } from "../../kernel/yaml.ts";
import { POLICY_INPUTS } from "../verify-inputs.ts";
import type { PolicyFields } from "./build-policy.ts";

const KEYS: readonly string[] = ["name", ...POLICY_INPUTS.map(({ name }) => name)];
const LISTS: ReadonlySet<string> = new Set(["trigger", "materials"]);
const IDS: ReadonlySet<string> = new Set(["repository-id", "owner-id"]);
const MAX_POLICIES = 50;
const EXAMPLE =
  "policies: |\n  - repository: OWNER/NAME\n    workflow: .github/workflows/FILE.yml\n    ref: refs/heads/main";

export interface ListedPolicies {
  /** How many stand there, also those with problems. */
  readonly count: number;
  readonly fields: readonly PolicyFields[];
  readonly problems: readonly Failure[];
}

/** Reads `policies`, a YAML list of maps with the names of inputs as keys. Problems come together, and quote no value. */
export async function readPolicyList(text: string): Promise<ListedPolicies> {
  if (text.trim() === "") return { count: 0, fields: [], problems: [] };
  const at = { input: "policies" };
  await loadYaml();
  let list: unknown;
  try {
    list = parseYaml(text);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return {
      count: 1,
      fields: [],
      problems: [new Failure(error.code, error.message, { at: { ...error.at, ...at } })],
    };
  }
  if (!Array.isArray(list) || list.length === 0 || list.length > MAX_POLICIES) {
    const problem = new Failure(
      "INPUT_INVALID",
      `This is not a YAML list of 1 to ${MAX_POLICIES} policies.`,
      {
        at,
        fix: EXAMPLE,
      },
    );
    return { count: 1, fields: [], problems: [problem] };
  }
  const read = list.map((item, i) => readOne(item, i + 1, at));
  return {
    count: list.length,
    fields: read.flatMap(({ fields }) => fields ?? []),
    problems: read.flatMap(({ problems }) => problems),
  };
}

function readOne(
  item: unknown,
  number: number,
  at: Place,
): { readonly fields: PolicyFields | undefined; readonly problems: readonly Failure[] } {
  const problems: Failure[] = [];
  const refuse = (message: string, fix?: string): void => {
    problems.push(
      new Failure("INPUT_INVALID", `Policy ${number}: ${message}`, {
        at,
        ...(fix === undefined ? {} : { fix }),
      }),
    );
  };
  if (!(item instanceof Map)) {
    refuse("this is not a map.", EXAMPLE);
    return { fields: undefined, problems };
  }
  const texts = new Map<string, string>();
  const lists = new Map<string, readonly string[]>();
  let annotations: ReadonlyMap<string, string> = new Map();
  for (const [key, value] of item as ReadonlyMap<unknown, unknown>) {
    if (typeof key !== "string" || !KEYS.includes(key)) {
      const near = typeof key === "string" ? nearest(key, KEYS) : undefined;
      refuse("it has a key that is none of a policy's.", near === undefined ? KEYS.join(", ") : `${near}:`);
    } else if (key === "annotations") {
      if (value instanceof Map && [...value.entries()].every((pair) => pair.every(isText)))
        annotations = value as ReadonlyMap<string, string>;
      else refuse("annotations is not a map of texts.", 'annotations: { environment: "production" }');
    } else if (LISTS.has(key) && Array.isArray(value) && value.every(isText)) lists.set(key, value);
    else if (isText(value) && LISTS.has(key)) lists.set(key, [value]);
    else if (isText(value)) texts.set(key, value);
    else if (IDS.has(key) && Number.isSafeInteger(value)) texts.set(key, String(value));
    else refuse(`${key} is not a text.`, `${key}: "..."`);
  }
  const runner = texts.get("runner") ?? "any";
  if (runner !== "any" && runner !== "github-hosted" && runner !== "self-hosted") {
    refuse("runner is none of its words.", "runner: github-hosted");
    return { fields: undefined, problems };
  }
  if (problems.length > 0) return { fields: undefined, problems };
  const text = (key: string): string => texts.get(key) ?? "";
  const fields: PolicyFields = {
    name: texts.get("name") ?? `policy ${number}`,
    listed: number,
    key: false,
    repository: text("repository"),
    workflow: text("workflow"),
    ref: text("ref"),
    identity: text("identity"),
    identityRegexp: text("identity-regexp"),
    issuer: text("issuer"),
    issuerRegexp: text("issuer-regexp"),
    repositoryId: text("repository-id"),
    ownerId: text("owner-id"),
    trigger: lists.get("trigger") ?? [],
    commit: text("commit"),
    runner,
    annotations,
    builder: text("builder"),
    source: text("source"),
    materials: lists.get("materials") ?? [],
  };
  return { fields, problems };
}

/** An empty text would ask for nothing where something is written. */
const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";
