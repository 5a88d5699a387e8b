import { list, text } from "./aws-call.ts";
import type { AwsCall, Input } from "./aws-call.ts";
import { AwsError, DELETED, errorReply, noValue } from "./aws-wording.ts";
import { json } from "./control.ts";
import type { Reply } from "./control.ts";

type Ask = (call: AwsCall) => Promise<Reply>;

/** Takes a call and what moto answers calls with; returns moto's answer as AWS words it, where moto differs. */
export async function askAsAws(call: AwsCall, ask: Ask): Promise<Reply> {
  if (
    call.action === "GetParameters" &&
    list(call.input, "Names").some((name) => selectorOf(name) !== undefined)
  )
    return parametersOneByOne(call, ask);
  const reply = await ask(call);
  if (call.service === "sts") return reply;
  const batch = call.action === "BatchGetSecretValue";
  if (reply.status < 400) {
    if (call.action === "GetParameter") return withSelector(call, reply);
    return batch ? { ...reply, body: rewordErrors(reply) } : reply;
  }
  const { code, message } = errorOf(reply);
  // One secret without a value makes moto refuse the whole batch.
  if (batch && code === "ResourceNotFoundException") return secretsOneByOne(call, ask);
  const { VersionId, VersionStage } = call.input;
  if (call.action === "GetSecretValue" && code === "ResourceNotFoundException") {
    // moto says of a stage that the secret does not have what it says of no secret.
    const asked = VersionId !== undefined || VersionStage !== undefined;
    const there = asked && (await ask(another(call, "DescribeSecret", call.input))).status === 200;
    if (there || / value for /.test(message))
      return errorReply(
        call.service,
        noValue(text(call.input, "VersionId"), text(call.input, "VersionStage")),
      );
  }
  return errorReply(call.service, reworded(code, message));
}

async function secretsOneByOne(call: AwsCall, ask: Ask): Promise<Reply> {
  const values: unknown[] = [];
  const errors: object[] = [];
  for (const SecretId of list(call.input, "SecretIdList")) {
    const reply = await askAsAws(another(call, "GetSecretValue", { SecretId }), ask);
    if (reply.status === 200) {
      values.push(JSON.parse(reply.body.toString()));
      continue;
    }
    const { code, message } = errorOf(reply);
    errors.push({ SecretId, ErrorCode: code, Message: message });
  }
  return json(200, { SecretValues: values, Errors: errors }, "application/x-amz-json-1.1");
}

/** moto leaves the selector of a version or label out, by which answers are told apart. */
async function parametersOneByOne(call: AwsCall, ask: Ask): Promise<Reply> {
  const found: unknown[] = [];
  const invalid: string[] = [];
  for (const Name of list(call.input, "Names")) {
    const reply = await askAsAws(another(call, "GetParameter", { ...call.input, Name }), ask);
    if (reply.status === 200) found.push(JSON.parse(reply.body.toString()).Parameter);
    else invalid.push(Name);
  }
  return json(200, { Parameters: found, InvalidParameters: invalid }, "application/x-amz-json-1.1");
}

function withSelector(call: AwsCall, reply: Reply): Reply {
  const selector = selectorOf(text(call.input, "Name") ?? "");
  if (selector === undefined) return reply;
  const body: { Parameter: object } = JSON.parse(reply.body.toString());
  return { ...reply, body: JSON.stringify({ Parameter: { ...body.Parameter, Selector: `:${selector}` } }) };
}

/** `name:3` and `name:label`; an ARN has five colons of its own. */
function selectorOf(name: string): string | undefined {
  return name.split(":")[name.startsWith("arn:") ? 6 : 1];
}

/** moto checks no signature, so that nobody has to sign this one. */
function another(call: AwsCall, action: string, input: Input): AwsCall {
  const service = call.http.headers["x-amz-target"]?.split(".")[0];
  const headers = { ...call.http.headers, "x-amz-target": `${service}.${action}` };
  return {
    ...call,
    action,
    input,
    http: { ...call.http, headers, body: Buffer.from(JSON.stringify(input)) },
  };
}

function errorOf(reply: Reply): { code: string; message: string } {
  const body: Input = JSON.parse(reply.body.toString() || "{}");
  const code = (text(body, "__type") ?? "").replace(/^.*#/, "");
  return { code, message: text(body, "message") ?? text(body, "Message") ?? "" };
}

function rewordErrors(reply: Reply): string {
  const body: Input = JSON.parse(reply.body.toString());
  const errors = list<Readonly<Record<string, string>>>(body, "Errors").map((error) => {
    const { code, message } = reworded(error["ErrorCode"] ?? "", error["Message"] ?? "");
    return { ...error, ErrorCode: code, Message: message };
  });
  return JSON.stringify({ ...body, Errors: errors });
}

function reworded(code: string, message: string): AwsError {
  if (code === "InvalidRequestException" && /delet/.test(message)) return new AwsError(code, DELETED);
  // AWS says nothing more than the code.
  return new AwsError(code, code === "ParameterNotFound" ? "" : message);
}
