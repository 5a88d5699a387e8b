import type { Server } from "../job.ts";
import { json, listen } from "./control.ts";
import type { Answer, Call } from "./control.ts";
import { createKey, signToken } from "./keys.ts";

/** The service account of the tokens that are good. */
export const SERVICE_ACCOUNT = {
  namespace: "ci",
  name: "runner",
  uid: "5a0c3a1e-0000-4000-8000-000000000001",
};

export interface TokenReview extends Server {
  /** Where it listens; only while it runs. */
  readonly url: () => string;
  /** The projected token of the service account. */
  readonly token: string;
  /** Tokens that were shown to it, in order. */
  readonly reviewed: readonly string[];
}

/**
 * The one call of Kubernetes that a store makes to judge a service account's token
 * (https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-review-v1).
 */
export function tokenReviewServer(): TokenReview {
  const { namespace, name, uid } = SERVICE_ACCOUNT;
  const iat = Math.floor(Date.now() / 1000);
  const claims = {
    iss: "https://kubernetes.default.svc.cluster.local",
    sub: `system:serviceaccount:${namespace}:${name}`,
    aud: ["https://kubernetes.default.svc.cluster.local"],
    iat,
    nbf: iat,
    exp: iat + 3600,
    "kubernetes.io": { namespace, serviceaccount: { name, uid } },
  };
  const token = signToken(claims, createKey());
  const reviewed: string[] = [];
  let url = "";

  function answer(call: Call): Answer {
    if (call.method !== "POST" || call.path !== "/apis/authentication.k8s.io/v1/tokenreviews")
      return json(404, { kind: "Status", status: "Failure", code: 404 });
    const { spec } = JSON.parse(call.body.toString("utf8"));
    reviewed.push(String(spec.token));
    const user = {
      username: claims.sub,
      uid,
      groups: ["system:serviceaccounts", `system:serviceaccounts:${namespace}`],
    };
    const status =
      spec.token === token ? { authenticated: true, user, audiences: claims.aud } : { authenticated: false };
    return json(201, { kind: "TokenReview", apiVersion: "authentication.k8s.io/v1", spec, status });
  }

  return {
    url: () => url,
    token,
    reviewed,
    async start() {
      const listening = await listen(answer, { tls: "server" });
      url = listening.url;
      return { env: {}, stop: listening.stop, log: [] };
    },
  };
}
