import { accessDenied } from "./aws-wording.ts";
import type { AwsError, DenialKind } from "./aws-wording.ts";
import { list, matches, text } from "./aws-call.ts";
import type { AwsCall, Principal } from "./aws-call.ts";
import type { Reply } from "./control.ts";

/** What a principal may not do. */
export interface Denial {
  /** The action without its service; every one unless given. */
  readonly action?: string;
  /** A pattern of the resource as the call names it, or as an ARN; every one unless given. `*` is any text. */
  readonly resource?: string;
  /** A pattern of who is denied; everybody unless given. */
  readonly principal?: string;
  readonly kind?: DenialKind;
}

/** Actions of accounts, not of single secrets: AWS names no resource in a refusal. */
const WITHOUT_RESOURCE = new Set(["BatchGetSecretValue", "ListSecrets", "GetCallerIdentity"]);
const DECRYPTING = new Set(["GetSecretValue", "GetParameter", "GetParameters", "GetParametersByPath"]);

/** Takes the table and a call; returns AWS's refusal, or undefined where nothing in the table says no. */
export function denied(
  denials: readonly Denial[],
  call: AwsCall,
  principal: Principal,
): AwsError | undefined {
  for (const resource of resources(call, principal)) {
    const refusal = refusalOf(denials, call, principal, call.action, resource);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

interface BatchError {
  readonly SecretId: string;
  readonly ErrorCode: string;
  readonly Message: string;
}

/**
 * Takes the table, a BatchGetSecretValue and its reply; returns the reply without the secrets that may not be
 * read one by one: they are in its `Errors`, as AWS puts them there.
 */
export function withoutDenied(
  denials: readonly Denial[],
  call: AwsCall,
  principal: Principal,
  reply: Reply,
): Reply {
  if (reply.status !== 200) return reply;
  const body: BatchAnswer = JSON.parse(reply.body.toString());
  const errors: BatchError[] = [];
  const refuse = (id: string, names: readonly string[]): boolean => {
    const refusal = refusalOf(denials, call, principal, "GetSecretValue", { shown: id, names });
    if (refusal !== undefined)
      errors.push({ SecretId: id, ErrorCode: refusal.code, Message: refusal.message });
    return refusal !== undefined;
  };
  const values = body.SecretValues.filter(({ ARN, Name }) => {
    const id = list(call.input, "SecretIdList").find((one) => one === Name || ARN.startsWith(one)) ?? ARN;
    return !refuse(id, [Name, ARN]);
  });
  const others = (body.Errors ?? []).filter((one) => !refuse(one.SecretId, namesOf(one.SecretId)));
  return {
    ...reply,
    body: JSON.stringify({ ...body, SecretValues: values, Errors: [...others, ...errors] }),
  };
}

interface BatchAnswer {
  readonly SecretValues: readonly { readonly ARN: string; readonly Name: string }[];
  readonly Errors?: readonly BatchError[];
}

interface Resource {
  readonly shown: string | undefined;
  readonly names: readonly string[];
}

function refusalOf(
  denials: readonly Denial[],
  call: AwsCall,
  principal: Principal,
  action: string,
  resource: Resource,
): AwsError | undefined {
  const denial = denials.find(
    (one) =>
      (one.action === undefined || one.action === action) &&
      (one.principal === undefined || matches(one.principal, principal.arn)) &&
      (one.resource === undefined || resource.names.some((name) => matches(one.resource ?? "*", name))) &&
      (!(one.kind ?? "").startsWith("kms") || decrypts(action, call)),
  );
  if (denial === undefined) return undefined;
  return accessDenied(call.service, principal, `${call.service}:${action}`, resource.shown, denial.kind);
}

function decrypts(action: string, call: AwsCall): boolean {
  return (
    DECRYPTING.has(action) && (call.service === "secretsmanager" || call.input["WithDecryption"] === true)
  );
}

function resources(call: AwsCall, principal: Principal): readonly Resource[] {
  if (WITHOUT_RESOURCE.has(call.action)) return [{ shown: undefined, names: ["*"] }];
  if (call.service === "secretsmanager") {
    const id = text(call.input, "SecretId") ?? "";
    return [{ shown: id, names: namesOf(id) }];
  }
  const partition = principal.arn.split(":")[1] ?? "aws";
  const prefix = `arn:${partition}:ssm:${call.region}:${principal.account}:`;
  if (call.action === "DescribeParameters") return [{ shown: `${prefix}*`, names: ["*"] }];
  const one = text(call.input, "Name") ?? text(call.input, "Path");
  const names = one === undefined ? list(call.input, "Names") : [one];
  return names.map((name) => {
    // A version or label behind the name is no part of the resource.
    const bare = name.startsWith("arn:") ? name : name.replace(/:[^:]*$/, "");
    const arn = bare.startsWith("arn:") ? bare : `${prefix}parameter/${bare.replace(/^\//, "")}`;
    return { shown: arn, names: [bare, arn] };
  });
}

function namesOf(id: string): readonly string[] {
  const name = /:secret:(.+?)(?:-[A-Za-z0-9]{6})?$/.exec(id)?.[1];
  return name === undefined ? [id] : [id, name];
}
