import type { Call, Reply } from "./control.ts";

/** The services, by the name of their signature. */
export type AwsServiceName = "sts" | "secretsmanager" | "ssm";

/** A request to AWS, understood as far as its service, action and input. */
export interface AwsCall {
  readonly http: Call;
  readonly service: AwsServiceName;
  /** Without the service: `GetSecretValue`. */
  readonly action: string;
  /** Of the signature; where there is none, of the host's name if it says one. */
  readonly region: string;
  readonly input: Input;
}

export type Input = Readonly<Record<string, unknown>>;

/** Who calls. */
export interface Principal {
  readonly arn: string;
  readonly account: string;
  /** The role that an assumed-role session is of. */
  readonly role: string | undefined;
}

/** What answers a call that the strict layer let pass: moto, or the stand-in. */
export type Upstream = (call: AwsCall, principal: Principal | undefined) => Promise<Reply>;

export const DEFAULT_REGION = "us-east-1";
export const DEFAULT_ACCOUNT = "123456789012";

const TARGETS: Readonly<Record<string, AwsServiceName>> = {
  secretsmanager: "secretsmanager",
  AmazonSSM: "ssm",
};

/** Takes a call; returns the name of its AWS action, or undefined if it has none. */
export function actionOf(call: Call): string | undefined {
  const target = call.headers["x-amz-target"];
  if (target !== undefined) return target.slice(target.indexOf(".") + 1);
  if (!(call.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded")) return undefined;
  return new URLSearchParams(call.body.toString("utf8")).get("Action") ?? undefined;
}

/** Takes a call; returns it as a call to AWS, or undefined where it is none of the three services. */
export function readAwsCall(call: Call): AwsCall | undefined {
  const action = actionOf(call);
  if (action === undefined || call.method !== "POST") return undefined;
  const scope = /Credential=[^/]+\/\d{8}\/([^/]+)\//.exec(call.headers["authorization"] ?? "");
  const host = /\.([a-z]{2}(?:-[a-z]+)+-\d)\./.exec(call.headers["host"] ?? "");
  const region = scope?.[1] ?? host?.[1] ?? DEFAULT_REGION;
  const target = call.headers["x-amz-target"];
  const service = target === undefined ? "sts" : TARGETS[target.slice(0, target.indexOf("."))];
  // A host that is named after a service answers for no other.
  const named = /^(sts|secretsmanager|ssm)[.-]/.exec(call.headers["host"] ?? "")?.[1];
  if (service === undefined || (named !== undefined && named !== service)) return undefined;
  if (service === "sts") return { http: call, service: "sts", action, region, input: readForm(call.body) };
  try {
    return { http: call, service, action, region, input: JSON.parse(call.body.toString("utf8")) };
  } catch {
    return undefined;
  }
}

/** Query protocol: `Tags.member.1.Key=k` is an entry of the list Tags. */
function readForm(body: Buffer): Input {
  const input: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(body.toString("utf8"))) {
    const member = /^(\w+)\.member\.(\d+)(?:\.(\w+))?$/.exec(name);
    if (member === null) {
      input[name] = value;
      continue;
    }
    const [, list = "", number = "", field] = member;
    const entries = (input[list] ??= []) as unknown[];
    if (field === undefined) entries[Number(number) - 1] = value;
    else
      entries[Number(number) - 1] = {
        ...(entries[Number(number) - 1] as object | undefined),
        [field]: value,
      };
  }
  return input;
}

/** Takes an input and a name; returns the text there, or undefined. */
export function text(input: Input, name: string): string | undefined {
  const value = input[name];
  return typeof value === "string" ? value : undefined;
}

/** Takes an input and a name; returns the list there; an empty one where there is none. */
export function list<T = string>(input: Input, name: string): readonly T[] {
  const value = input[name];
  return Array.isArray(value) ? value : [];
}

/** Takes a pattern in which `*` stands for any text; returns whether the text is one of its kind. */
export function matches(pattern: string, subject: string): boolean {
  const source = pattern.replace(/[\\^$.+?()[\]{}|]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${source}$`, "s").test(subject);
}
