import type { HttpAnswer } from "../../kernel/http.ts";
import type { AwsCredentials } from "./credentials.ts";
import type { AwsSetting } from "./setting.ts";
import { type SignScope, signedHeaders, type ToSign } from "./sign.ts";

export type Json = Readonly<Record<string, unknown>>;

/** An answer as the SDK would have it, so that `callAws` judges it as any other. */
export interface Answered {
  readonly $metadata: { readonly httpStatusCode: number; readonly requestId: string | undefined };
  readonly json: Json;
}

/** A refusal in the shape of the SDK's errors: `callAws` reads those. */
class Refused extends Error {
  override readonly name = "Refused";
  readonly $fault: "client" | "server" | undefined;
  readonly $response: { readonly statusCode: number; readonly headers: HttpAnswer["headers"] };
  readonly $metadata: Answered["$metadata"];
  readonly Code: string;

  constructor({ status, headers }: HttpAnswer, code: string | undefined, said: string) {
    super(said);
    this.Code = code ?? "Unknown";
    this.$fault = code === undefined ? undefined : status < 500 ? "client" : "server";
    this.$response = { statusCode: status, headers };
    this.$metadata = metadataOf(status, headers);
  }
}

/**
 * Sends one signed request of our own to a service that speaks JSON: the SDK's client for it would weigh more than all of
 * the others together. Throws what `callAws` can judge.
 */
export async function sendSigned(
  request: ToSign,
  credentials: AwsCredentials,
  scope: Omit<SignScope, "now">,
  { host }: AwsSetting,
  signal: AbortSignal,
): Promise<Answered> {
  const { method, url, body } = request;
  const signed = signedHeaders(request, credentials, { ...scope, now: host.clock.now() });
  const answer = await host.http.send(
    {
      method,
      url,
      headers: { accept: "application/json", "user-agent": "secrets-action", ...signed },
      ...(body === undefined ? {} : { body: Buffer.from(body) }),
      // `http:` is on loopback only, and nothing of this machine's own goes to a proxy in the clear.
      ...(url.protocol === "http:" ? { direct: true } : {}),
    },
    signal,
  );
  const json = jsonOf(answer.body);
  if (answer.status === 200 && json !== undefined)
    return { $metadata: metadataOf(answer.status, answer.headers), json };
  const type = answer.headers["x-amzn-errortype"] ?? json?.["__type"] ?? json?.["code"];
  const code = typeof type === "string" ? /^(?:[\w.]+#)?(\w{1,80})(?::|$)/.exec(type)?.[1] : undefined;
  const said = json?.["message"] ?? json?.["Message"];
  throw new Refused(answer, code, typeof said === "string" ? said : "");
}

/** The object at a key; empty where there is none. Pure. */
export function objectIn(json: Json, key: string): Json {
  const value = json[key];
  return typeof value === "object" && value !== null ? (value as Json) : {};
}

const metadataOf = (status: number, headers: HttpAnswer["headers"]): Answered["$metadata"] => ({
  httpStatusCode: status,
  requestId: headers["x-amzn-requestid"],
});

function jsonOf(body: Uint8Array): Json | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}
