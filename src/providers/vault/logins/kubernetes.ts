import path from "node:path";
import { readBounded } from "../../../kernel/files.ts";
import { Secret } from "../../../kernel/secret.ts";
import { fieldsOf } from "../auth-answer.ts";
import { bodyOf } from "../login-body.ts";
import type { Method } from "../method.ts";
import { postLogin } from "../post-login.ts";
import type { VaultSetting } from "../setting.ts";
import type { VaultToken } from "../token.ts";

/** A service account's token has 1 to 2 KiB. */
const MAX_TOKEN_BYTES = 64 * 1024;

/**
 * Logs in with the service account's token of the pod that this runs in; read anew each time, since the kubelet renews it.
 * @throws Failure FILE_NOT_FOUND, FILE_UNREADABLE, LIMIT_EXCEEDED, and as `postLogin` has them
 * @see https://developer.hashicorp.com/vault/api-docs/auth/kubernetes#login
 */
export async function kubernetesLogin(
  { name, mount, role, file }: Method & { readonly name: "kubernetes" },
  setting: VaultSetting,
  signal: AbortSignal,
): Promise<VaultToken> {
  const { host } = setting;
  const { bytes } = readBounded(path.resolve(host.workspace, file), MAX_TOKEN_BYTES);
  const text = bytes.toString("utf8").trim();
  const jwt = Secret.of(text);
  host.born([jwt]);
  return postLogin(
    `${mount}/login`,
    bodyOf({ role, jwt }),
    { method: name, mount, role, claims: claimsOf(text) },
    `${mount} role ${role}`,
    setting,
    signal,
  );
}

/** What the token says, for an explanation only: the server is who checks it. */
function claimsOf(jwt: string): Readonly<Record<string, unknown>> {
  try {
    return fieldsOf(JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString("utf8")));
  } catch {
    return {};
  }
}
