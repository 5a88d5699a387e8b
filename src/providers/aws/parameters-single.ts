import { Failure } from "../../kernel/errors.ts";
import { Secret } from "../../kernel/secret.ts";
import type { Outcome } from "../provider.ts";
import { idOf } from "./call.ts";
import { AwsFault, failureOf } from "./fault.ts";
import { keyUnusable } from "./key-unusable.ts";
import { failed, MISSING } from "../outcome.ts";
import type { ParameterEntry, ParametersApi } from "./parameters-api.ts";

/** A parameter and which version of it; without either, the latest. */
export interface ParameterAsk {
  readonly name: string;
  readonly version?: string;
  readonly label?: string;
}

/** Of the parameter, or of the version or label asked for. */
const NOT_FOUND: ReadonlySet<string> = new Set([
  "ParameterNotFound",
  "ParameterVersionNotFound",
  "ParameterVersionLabelNotFound",
]);

/** The version or label behind the name, as AWS takes it: `name:3`, `name:label`. */
export const selectorOf = ({ version, label }: ParameterAsk): string | undefined => version ?? label;

export const askedName = (ask: ParameterAsk): string =>
  selectorOf(ask) === undefined ? ask.name : `${ask.name}:${selectorOf(ask)!}`;

/** Reads one parameter, or says why it cannot be read. */
export async function readParameter(
  ask: ParameterAsk,
  api: ParametersApi,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    const entry = await api.get(askedName(ask), signal);
    return (entry && foundParameter(entry)) ?? failed(noValue(ask.name));
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    return explainRefused(ask, error, api, signal);
  }
}

/** The outcome of an entry of Parameter Store: its text as it is stored; undefined where it holds no value. */
export function foundParameter(entry: ParameterEntry, metadata = entry.$metadata): Outcome | undefined {
  if (entry.Value === undefined) return undefined;
  const requestId = idOf(metadata);
  return {
    is: "found",
    value: { kind: "text", text: Secret.of(entry.Value) },
    ...(entry.Version === undefined ? {} : { version: String(entry.Version) }),
    ...(entry.LastModifiedDate === undefined ? {} : { date: entry.LastModifiedDate }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** Why GetParameter was refused, as the outcome of that parameter. */
async function explainRefused(
  ask: ParameterAsk,
  fault: AwsFault,
  api: ParametersApi,
  signal: AbortSignal,
): Promise<Outcome> {
  if (!NOT_FOUND.has(fault.code)) return failed(parameterFailure(fault, ask.name, api, "GetParameter"));
  return selectorOf(ask) === undefined ? MISSING : whatIsMissing(ask, api, signal);
}

/** Whether the parameter itself is not there, or one of its versions: the code of the refusal does not always tell. */
async function whatIsMissing(ask: ParameterAsk, api: ParametersApi, signal: AbortSignal): Promise<Outcome> {
  try {
    await api.get(ask.name, signal);
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    return error.code === "ParameterNotFound"
      ? MISSING
      : failed(parameterFailure(error, ask.name, api, "GetParameter"));
  }
  const which = ask.label === undefined ? "number" : "label";
  return failed(
    new Failure("VERSION_NOT_FOUND", `${ask.name} is there, but no version of it with this ${which}.`, {
      fix: `aws ssm get-parameter-history --name ${ask.name} --region ${api.region} --query "Parameters[].[Version,Labels]"`,
    }),
  );
}

/** A refusal to read a parameter, or all of a path, by its KMS key or by its code. */
export function parameterFailure(
  fault: AwsFault,
  name: string,
  api: ParametersApi,
  verb: "GetParameter" | "GetParametersByPath",
): Failure {
  const filter = `--parameter-filters Key=Name,Option=BeginsWith,Values=${name}`;
  const command = `aws ssm describe-parameters ${filter} --region ${api.region} --query "Parameters[].[Name,KeyId]"`;
  return keyUnusable(fault, name, command) ?? failureOf(fault, api.action(verb, name));
}

const noValue = (name: string): Failure =>
  new Failure("STORE_ANSWER_INVALID", `AWS answers for ${name} with no value.`, {
    fix: "If aws-endpoints or AWS_ENDPOINT_URL names a server of your own, look there.",
  });
