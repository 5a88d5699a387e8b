import { page } from "./stand-in-action.ts";
import type { Action, ActionContext } from "./stand-in-action.ts";
import { DEFAULT_ACCOUNT, DEFAULT_REGION, list, text } from "./aws-call.ts";
import type { Input } from "./aws-call.ts";
import { partitionOf } from "./aws-seed.ts";
import type { SeedParameter } from "./aws-seed.ts";
import { AwsError } from "./aws-wording.ts";

interface Stored extends SeedParameter {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly type: "String" | "SecureString" | "StringList";
}

const THEN = 1_750_000_000;

interface Filter {
  readonly Key: string;
  readonly Option?: string;
  readonly Values?: readonly string[];
}

/** Takes parameters; returns the actions of Parameter Store on them. */
export function parameterActions(seed: readonly SeedParameter[]): Readonly<Record<string, Action>> {
  const stored = seed.map(store);
  const visible = (context: ActionContext): readonly Stored[] =>
    stored.filter((one) => one.region === context.region && one.account === context.account);
  const read = (asked: string, input: Input, context: ActionContext): object => {
    const { name, selector } = splitName(asked);
    const found = stored.find(
      (one) =>
        one.region === context.region &&
        (name.startsWith("arn:") ? one.arn === name : one.account === context.account && one.name === name),
    );
    // AWS says nothing besides the code.
    if (found === undefined) throw new AwsError("ParameterNotFound", "");
    return show(found, versionOf(found, selector), input, selector, context);
  };

  return {
    GetParameter: (input, context) => ({ Parameter: read(text(input, "Name") ?? "", input, context) }),
    GetParameters(input, context) {
      const found: object[] = [];
      const invalid: string[] = [];
      for (const name of list(input, "Names")) {
        try {
          found.push(read(name, input, context));
        } catch (error) {
          if (!(error instanceof AwsError)) throw error;
          invalid.push(name);
        }
      }
      return { Parameters: found, InvalidParameters: invalid };
    },
    GetParametersByPath(input, context) {
      const path = (text(input, "Path") ?? "").replace(/\/?$/, "/");
      const below = visible(context).filter((one) => isBelow(one.name, path, input["Recursive"] === true));
      const all = below.filter((one) => filters(input).every((filter) => fits(one, filter)));
      const { entries, NextToken } = page(all, input, 10, context.paging);
      const shown = entries.map((one) => show(one, one.values.length, input, undefined, context));
      return { Parameters: shown, NextToken };
    },
    DescribeParameters(input, context) {
      const all = visible(context).filter((one) => filters(input).every((filter) => fits(one, filter)));
      const { entries, NextToken } = page(all, input, 50, context.paging);
      const shown = entries.map((one) => ({
        Name: one.name,
        ARN: one.arn,
        Type: one.type,
        Version: one.values.length,
        DataType: "text",
        LastModifiedDate: THEN,
      }));
      return { Parameters: shown, NextToken };
    },
  };
}

function store(parameter: SeedParameter): Stored {
  const { name, region = DEFAULT_REGION, account = DEFAULT_ACCOUNT, type = "String" } = parameter;
  const path = name.replace(/^\//, "");
  const arn = `arn:${partitionOf(region)}:ssm:${region}:${account}:parameter/${path}`;
  return { ...parameter, region, account, type, arn };
}

/** `name:3` and `name:label`; an ARN has five colons of its own. */
function splitName(asked: string): { name: string; selector: string | undefined } {
  const parts = asked.split(":");
  const own = asked.startsWith("arn:") ? 6 : 1;
  return { name: parts.slice(0, own).join(":"), selector: parts[own] };
}

function versionOf(parameter: Stored, selector: string | undefined): number {
  if (selector === undefined) return parameter.values.length;
  const version = /^\d+$/.test(selector) ? Number(selector) : parameter.labels?.[selector];
  if (version === undefined || version < 1 || version > parameter.values.length) {
    throw new AwsError(
      "ParameterVersionNotFound",
      `Systems Manager could not find version ${selector} of ${parameter.name}. Verify the version and try again.`,
    );
  }
  return version;
}

function show(
  parameter: Stored,
  version: number,
  input: Input,
  selector: string | undefined,
  context: ActionContext,
): object {
  const value = parameter.values[version - 1] ?? "";
  const sealed = parameter.type === "SecureString" && input["WithDecryption"] !== true;
  return {
    // A parameter that another account shares goes by its ARN.
    Name: parameter.account === context.account ? parameter.name : parameter.arn,
    ARN: parameter.arn,
    Type: parameter.type,
    Value: sealed ? Buffer.from(`sealed ${value.length}`).toString("base64") : value,
    Version: version,
    ...(selector === undefined ? {} : { Selector: `:${selector}` }),
    DataType: "text",
    LastModifiedDate: THEN,
  };
}

function filters(input: Input): readonly Filter[] {
  return list<Filter>(input, "ParameterFilters");
}

function isBelow(name: string, path: string, recursive: boolean): boolean {
  if (!name.startsWith(path)) return false;
  return recursive || !name.slice(path.length).includes("/");
}

function fits(parameter: Stored, { Key, Option = "Equals", Values = [] }: Filter): boolean {
  if (Key === "Path") {
    return Values.some((path) => isBelow(parameter.name, path.replace(/\/?$/, "/"), Option === "Recursive"));
  }
  if (Key === "Label") return Values.some((label) => parameter.labels?.[label] !== undefined);
  const subject = subjectOf(parameter, Key);
  if (subject === undefined) return false;
  if (Values.length === 0) return true;
  return Values.some((wanted) => {
    if (Option === "BeginsWith") return subject.startsWith(wanted);
    return Option === "Contains" ? subject.includes(wanted) : subject === wanted;
  });
}

function subjectOf(parameter: Stored, key: string): string | undefined {
  if (key === "Name") return parameter.name;
  if (key === "Type") return parameter.type;
  if (key.startsWith("tag:")) return parameter.tags?.[key.slice("tag:".length)];
  throw new AwsError("InvalidFilterKey", "The specified key isn't valid.");
}
