import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { actionOf } from "./aws-call.ts";
import { AwsError, escapeXml } from "./aws-wording.ts";
import { json, withLength } from "./control.ts";
import type { Answer, Call, Reply } from "./control.ts";
import { refusalReply, SEALED, VaultError } from "./vault-wording.ts";

/** What goes wrong at a server; faulty.ts has what goes wrong before one is reached. */
export const FAULT_KINDS = [
  "throttled",
  "error-500",
  "unavailable",
  "reset",
  "slow-headers",
  "slow-body",
  "truncated",
  "not-json",
  "wrong-shape",
  "html",
  "empty",
  "too-large",
  "echo",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** What Vault answers and AWS does not. */
export const VAULT_FAULT_KINDS = ["stale", "rate-quota", "sealed", "uninitialised", "redirect"] as const;
export type VaultFaultKind = (typeof VAULT_FAULT_KINDS)[number];

export interface Fault {
  readonly kind: FaultKind | VaultFaultKind | "aws-error" | "vault-error";
  /** Of `aws-error`: what AWS answers. */
  readonly error?: AwsError;
  /** Of `vault-error`: what Vault answers. */
  readonly vaultError?: VaultError;
  /** Of `redirect`: the origin of another host, without a slash at the end; the path stays. */
  readonly location?: string;
  /**
   * Which calls: the name of an AWS action, or part of the path; a regular expression sees a call to Vault as
   * `GET /v1/secret/data/app?version=2`. All unless given.
   */
  readonly on?: string | RegExp;
  /** For how many of them; for ever unless given. */
  readonly times?: number;
  /** How many of them go well before. */
  readonly after?: number;
  /** Of `unavailable` and `throttled`: the header, in seconds or as a date. */
  readonly retryAfter?: string;
  /** Of `slow-body`: between two bytes. */
  readonly everyMs?: number;
}

/** What STS answers while it cannot reach GitHub's keys: worth another try. */
export const IDP_UNREACHABLE = new AwsError(
  "IDPCommunicationError",
  "The identity provider could not be reached to verify the incoming identity token.",
);
export const NO_VERIFICATION_KEY = new AwsError(
  "InvalidIdentityToken",
  "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
);

/** A standby that has not caught up (https://developer.hashicorp.com/vault/docs/enterprise/consistency). */
const STALE = new VaultError(412, "required index state not present");
const OVER_QUOTA = new VaultError(429, 'request path "secret/": rate limit quota exceeded');
const UNINITIALISED = new VaultError(501, "Vault is not initialized");

const TOO_LARGE = 64 * 1024 * 1024;
const PAGE =
  "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n";

/** Takes a plan; returns what decides, call by call, whether the true answer or a fault is given. */
export function createFaults(
  plan: readonly Fault[],
): (
  call: Call,
  next: () => Promise<Answer>,
) => Promise<{ answer: Answer; fault: Fault["kind"] | undefined }> {
  const seen = plan.map(() => 0);
  return async (call, next) => {
    for (const [position, fault] of plan.entries()) {
      if (!concerns(fault, call)) continue;
      const count = seen[position] ?? 0;
      seen[position] = count + 1;
      const after = fault.after ?? 0;
      if (count < after || count >= after + (fault.times ?? Infinity)) continue;
      return { answer: await faultAnswer(fault, call, next), fault: fault.kind };
    }
    return { answer: await next(), fault: undefined };
  };
}

function concerns(fault: Fault, call: Call): boolean {
  if (fault.on === undefined) return true;
  const action = actionOf(call);
  if (typeof fault.on === "string") return action === fault.on || call.path.includes(fault.on);
  return fault.on.test(action ?? (isVault(call) ? `${call.method} ${call.path}` : call.path));
}

async function faultAnswer(fault: Fault, call: Call, next: () => Promise<Answer>): Promise<Answer> {
  switch (fault.kind) {
    case "aws-error": {
      if (fault.error === undefined) throw new Error("a fault without its error");
      const { status, code, message } = fault.error;
      return awsError(call, status, code, message);
    }
    case "vault-error":
      if (fault.vaultError === undefined) throw new Error("a fault without its error");
      return withRetryAfter(fault, refusalReply(fault.vaultError));
    case "stale":
      return refusalReply(STALE);
    case "rate-quota":
      return withRetryAfter(fault, refusalReply(OVER_QUOTA));
    case "sealed":
      return refusalReply(SEALED);
    case "uninitialised":
      return refusalReply(UNINITIALISED);
    case "redirect":
      return { status: 307, headers: { location: `${fault.location ?? ""}${call.path}` }, body: "" };
    case "throttled":
      return withRetryAfter(fault, awsError(call, 400, "Throttling", "Rate exceeded"));
    case "error-500":
      return awsError(call, 500, "InternalFailure", "An internal error occurred.");
    case "unavailable":
      return withRetryAfter(fault, awsError(call, 503, "ServiceUnavailable", "Service is unavailable."));
    case "reset":
      return { deliver: (response) => void response.socket?.resetAndDestroy() };
    case "slow-headers":
      // Until the client gives up: its socket closes, and the server has nothing left to do.
      return { deliver: () => {} };
    case "slow-body":
      return { deliver: trickle(await trueReply(next), fault.everyMs ?? 1_000) };
    case "truncated":
      return { deliver: cut(await trueReply(next)) };
    case "not-json":
      return { status: 200, headers: { "content-type": "application/json" }, body: '{"value": "unfinished' };
    case "wrong-shape":
      return json(200, ["a list", { where: "an object is due" }]);
    case "html":
      return { status: 502, headers: { "content-type": "text/html" }, body: PAGE };
    case "empty":
      return { status: 200, headers: {}, body: "" };
    case "too-large":
      return { deliver: flood };
    case "echo":
      // A server that says back all that it was sent: none of it may get anywhere.
      return awsError(
        call,
        400,
        "ValidationException",
        `${JSON.stringify(call.headers)} ${call.path} ${call.body.toString("utf8")}`,
      );
  }
}

async function trueReply(next: () => Promise<Answer>): Promise<Reply> {
  const answer = await next();
  if ("deliver" in answer) throw new Error("a fault of a fault");
  return answer;
}

function isVault(call: Call): boolean {
  return call.path.startsWith("/v1/");
}

/**
 * As the service of the call words it: XML from STS, JSON from the others; a code of AWS is in both forms. Vault has
 * no codes.
 */
function awsError(call: Call, status: number, code: string, message: string): Reply {
  if (isVault(call)) return refusalReply(new VaultError(code === "Throttling" ? 429 : status, message));
  const target = call.headers["x-amz-target"];
  if (target === undefined && actionOf(call) === undefined)
    return json(code === "Throttling" ? 429 : status, { message });
  if (target !== undefined) {
    const type = code === "Throttling" ? "ThrottlingException" : code;
    return json(status, { __type: type, message }, "application/x-amz-json-1.1");
  }
  return {
    status,
    headers: { "content-type": "text/xml" },
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>faulty</RequestId></ErrorResponse>`,
  };
}

function withRetryAfter(fault: Fault, reply: Reply): Reply {
  if (fault.retryAfter === undefined) return reply;
  return { ...reply, headers: { ...reply.headers, "retry-after": fault.retryAfter } };
}

function trickle(reply: Reply, everyMs: number): (response: ServerResponse) => void {
  return (response) => {
    const body = Buffer.from(reply.body);
    response.writeHead(reply.status, withLength(reply));
    response.flushHeaders();
    let sent = 0;
    const timer = setInterval(() => {
      response.write(body.subarray(sent, sent + 1));
      sent += 1;
      if (sent < body.length) return;
      clearInterval(timer);
      response.end();
    }, everyMs);
    response.on("close", () => clearInterval(timer));
  };
}

function cut(reply: Reply): (response: ServerResponse) => void {
  return (response) => {
    const body = Buffer.from(reply.body);
    response.writeHead(reply.status, withLength(reply));
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
  };
}

async function flood(response: ServerResponse): Promise<void> {
  response.writeHead(200, { "content-type": "application/json" });
  const chunk = Buffer.alloc(1024 * 1024, " ");
  function* body(): Generator<Buffer> {
    for (let sent = 0; sent < TOO_LARGE; sent += chunk.length) yield chunk;
  }
  // A client that has enough of it closes the connection; that is no fault of the server.
  await pipeline(body, response).catch(() => undefined);
}
