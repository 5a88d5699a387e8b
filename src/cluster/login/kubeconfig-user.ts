import crypto from "node:crypto";
import { Secret } from "../../kernel/secret.ts";
import type { Access, Impersonation } from "../access.ts";
import type { ClusterHost } from "../host.ts";
import { bytesIn, fileIn, type KubeconfigEntry, textIn, textsIn, wrong } from "./kubeconfig-fields.ts";
import { tokenFileBearer } from "./token-file.ts";

const CERTIFICATE = /-----BEGIN CERTIFICATE-----/;

/**
 * The credential of a kubeconfig's user: a client certificate, a token, a file with one, or none.
 * @throws Failure KUBECONFIG_REFUSED for what Kubernetes itself takes no more, KUBECONFIG_INVALID, FILE_*
 */
export function credentialIn(
  user: KubeconfigEntry,
  host: ClusterHost,
): Pick<Access, "bearer" | "certificate"> {
  refuseRemoved(user);
  return { ...certificateIn(user, host), ...bearerIn(user, host) };
}

/** As whom a kubeconfig's user acts. Throws KUBECONFIG_INVALID. */
export function impersonationIn(user: KubeconfigEntry): Impersonation | undefined {
  const name = textIn(user, "as");
  const uid = textIn(user, "as-uid");
  const groups = textsIn(user.fields.get("as-groups"), "as-groups", user.file);
  const given = user.fields.get("as-user-extra") ?? new Map<string, unknown>();
  if (!(given instanceof Map)) throw invalid(user, "as-user-extra is no map.");
  const extra = new Map(
    [...(given as ReadonlyMap<unknown, unknown>)].map(([key, value]) => [
      String(key),
      textsIn(value, "as-user-extra", user.file),
    ]),
  );
  if (name !== undefined) return { user: name, ...(uid === undefined ? {} : { uid }), groups, extra };
  if (uid === undefined && groups.length === 0 && extra.size === 0) return undefined;
  throw invalid(user, "The user has as-uid, as-groups or as-user-extra without as.");
}

function refuseRemoved(user: KubeconfigEntry): void {
  const has = (name: string): boolean => (user.fields.get(name) ?? "") !== "";
  const fix =
    "Use the token of a service account:\nkubectl create token NAME --duration 15m\nor name the cluster itself:\ncluster: eks://NAME   # or https://HOST, which trusts GitHub's tokens";
  if (has("username") || has("password"))
    throw wrong(
      "KUBECONFIG_REFUSED",
      "The kubeconfig's user has a username and a password, which Kubernetes takes no more since 1.19.",
      user.file,
      fix,
    );
  if (has("auth-provider"))
    throw wrong(
      "KUBECONFIG_REFUSED",
      "The kubeconfig's user has an auth-provider, which Kubernetes removed in favour of exec plugins (1.26).",
      user.file,
      fix,
    );
}

function certificateIn(user: KubeconfigEntry, host: ClusterHost): Pick<Access, "certificate"> {
  const cert = bytesIn(user, "client-certificate")?.toString("latin1");
  const bytes = bytesIn(user, "client-key");
  if (cert === undefined && bytes === undefined) return {};
  if (cert === undefined || bytes === undefined)
    throw invalid(user, "The user has one of client certificate and client key, without the other.");
  const key = Secret.ofBytes(bytes);
  host.born([key]);
  if (!CERTIFICATE.test(cert) || !isPair(cert, bytes))
    throw invalid(
      user,
      "The user's client certificate and client key are no certificate and its key, as PEM.",
    );
  return { certificate: { cert, key } };
}

function isPair(cert: string, key: Buffer): boolean {
  try {
    return new crypto.X509Certificate(cert).checkPrivateKey(crypto.createPrivateKey(key));
  } catch {
    return false;
  }
}

/** A file with a token counts over a token: it is renewed. */
function bearerIn(user: KubeconfigEntry, host: ClusterHost): Pick<Access, "bearer"> {
  const file = fileIn(user, "tokenFile");
  if (file !== undefined) return { bearer: tokenFileBearer(file, host) };
  const text = textIn(user, "token");
  if (text === undefined) return {};
  const token = Secret.of(text.trim());
  host.born([token]);
  if (!/^[\x21-\x7e]+$/.test(text.trim()))
    throw invalid(user, "The user's token is none: it has a space or a line end in it.");
  return { bearer: async () => ({ token }) };
}

const invalid = (user: KubeconfigEntry, message: string): Error =>
  wrong("KUBECONFIG_INVALID", message, user.file, "kubectl config view --raw --minify --flatten");
