import crypto from "node:crypto";
import { Secret } from "../../../kernel/secret.ts";
import type { Host } from "../../provider.ts";
import type { VaultInputs } from "../inputs.ts";
import { bodyOf } from "../login-body.ts";
import type { Method } from "../method.ts";
import { postLogin } from "../post-login.ts";
import type { VaultSetting } from "../setting.ts";
import type { VaultToken } from "../token.ts";

/** A signed request that nobody has sent yet. */
export interface SignedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const BODY = "Action=GetCallerIdentity&Version=2011-06-15";
const ALGORITHM = "AWS4-HMAC-SHA256";
/** Bound to one server by this header: no other Vault that expects its own name takes the request. */
const SERVER_ID = "x-vault-aws-iam-server-id";

/**
 * Logs in with the AWS identity of the environment (AWS_ACCESS_KEY_ID and its siblings). The server is given a signed
 * sts:GetCallerIdentity, and sends it to AWS itself to hear who signed it; no key leaves this machine.
 * @throws Failure as `postLogin` has them
 * @see https://developer.hashicorp.com/vault/api-docs/auth/aws#login
 */
export async function awsLogin(
  { name, mount, role }: Method & { readonly name: "jwt" | "cert" | "aws" },
  inputs: VaultInputs,
  setting: VaultSetting,
  signal: AbortSignal,
): Promise<VaultToken> {
  const { host, addresses } = setting;
  const serverId = inputs.vaultAudience || (addresses[0]?.hostname ?? "");
  const { url, headers, body } = signCallerIdentity(host.env, serverId, new Date(host.clock.now()));
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  // Whoever has the headers is this identity towards this server, for 15 minutes.
  const signed = Secret.of(base64(JSON.stringify(headers)));
  host.born([signed]);
  return postLogin(
    `${mount}/login`,
    bodyOf({
      role,
      iam_http_request_method: "POST",
      iam_request_url: base64(url),
      iam_request_body: base64(body),
      iam_request_headers: signed,
    }),
    { method: name, mount, role, audience: serverId },
    role === "" ? `${mount}, by the AWS identity` : `${mount} role ${role}`,
    setting,
    signal,
  );
}

/**
 * A GetCallerIdentity that is signed and not sent. Written here rather than by the SDK: it has no call that signs
 * without sending, and this is one request whose every byte is known.
 *
 * @param serverId the value of X-Vault-AWS-IAM-Server-ID, which the signature covers
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signCallerIdentity(env: Host["env"], serverId: string, date: Date): SignedRequest {
  const { region, host } = stsOf(env);
  const at = date.toISOString().replace(/[-:]|\.\d{3}/g, "");
  const scope = `${at.slice(0, 8)}/${region}/sts/aws4_request`;
  const session = env["AWS_SESSION_TOKEN"] ?? "";
  const headers: Record<string, string> = {
    "content-type": "application/x-www-form-urlencoded; charset=utf-8",
    host,
    "x-amz-date": at,
    ...(session === "" ? {} : { "x-amz-security-token": session }),
    [SERVER_ID]: serverId,
  };
  const names = Object.keys(headers).join(";");
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const canonical = `POST\n/\n\n${lines.join("")}\n${names}\n${sha256(BODY)}`;
  const toSign = `${ALGORITHM}\n${at}\n${scope}\n${sha256(canonical)}`;
  const key = scope
    .split("/")
    .reduce<Buffer | string>((previous, part) => hmac(previous, part), `AWS4${env["AWS_SECRET_ACCESS_KEY"]}`);
  const signature = hmac(key, toSign).toString("hex");
  const credential = `${env["AWS_ACCESS_KEY_ID"]}/${scope}`;
  headers["authorization"] =
    `${ALGORITHM} Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`;
  return { url: `https://${host}/`, headers, body: BODY };
}

/** The service that the server asks unless its operator said otherwise; the one of the region where the environment says so. */
function stsOf(env: Host["env"]): { readonly region: string; readonly host: string } {
  const region = env["AWS_REGION"] || env["AWS_DEFAULT_REGION"] || "us-east-1";
  if (region.startsWith("cn-")) return { region, host: `sts.${region}.amazonaws.com.cn` };
  const isRegional = region.startsWith("us-gov-") || env["AWS_STS_REGIONAL_ENDPOINTS"] === "regional";
  if (isRegional && /^[a-z\d-]+$/.test(region)) return { region, host: `sts.${region}.amazonaws.com` };
  return { region: "us-east-1", host: "sts.amazonaws.com" };
}

const sha256 = (text: string): string => crypto.createHash("sha256").update(text).digest("hex");
const hmac = (key: Buffer | string, text: string): Buffer =>
  crypto.createHmac("sha256", key).update(text).digest();
