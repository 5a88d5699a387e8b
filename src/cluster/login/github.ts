import type { Access } from "../access.ts";
import type { ClusterHost } from "../host.ts";
import type { LoginNeeds } from "./needs.ts";

const ISSUER = "https://token.actions.githubusercontent.com";
const REPOSITORY = /^[\w.-]{1,100}\/[\w.-]{1,100}$/;

/** Where the server is and how it is trusted. */
export type ServerPlace = Pick<Access, "server" | "trust">;

/**
 * The login to a server that trusts GitHub's tokens itself: the job's identity token is the bearer. It lives for five
 * minutes, so that each phase of a long run gets one of its own.
 * @param audience checked already: no other service takes it.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration
 */
export function githubAccess(
  { server, trust }: ServerPlace,
  audience: string,
  needs: LoginNeeds,
  host: ClusterHost,
): Access {
  return {
    shown: server.href.replace(/\/$/, ""),
    server,
    trust,
    bearer: async (_renew, signal) => {
      const given = await needs.idToken(audience, signal);
      host.born([given.token]);
      return given;
    },
    advice: { unauthorized: trustAdvice(audience, needs.env) },
  };
}

/** What a server needs so that it takes this job's tokens, as text to paste. Pure. */
export function trustAdvice(audience: string, env: LoginNeeds["env"]): string {
  const named = env["GITHUB_REPOSITORY"] ?? "";
  const repository = REPOSITORY.test(named) ? named : "OWNER/REPOSITORY";
  const id = env["GITHUB_REPOSITORY_ID"] ?? "";
  const rule =
    repository === named && /^\d{1,20}$/.test(id)
      ? `claims.repository == '${repository}' && claims.repository_id == '${id}'`
      : `claims.repository == '${repository}'`;
  return `The API server must trust GitHub's tokens for this audience (kube-apiserver --authentication-config=FILE; of a managed cluster its OIDC identity provider, with this issuer and the audience as client id):
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
  - issuer:
      url: ${issuerOf(env)}
      audiences:
        - ${JSON.stringify(audience)}
    claimValidationRules:
      - expression: "${rule}"
        message: the token is another repository's   # for one branch alone: && claims.ref == 'refs/heads/main'
    claimMappings:
      username:
        expression: "'github:' + claims.sub"
      groups:
        expression: "['github:' + claims.repository]"
and a RoleBinding give it rights:
subjects:
  - kind: Group
    name: github:${repository}
    apiGroup: rbac.authorization.k8s.io`;
}

/** GitHub's own issuer, that of an enterprise's own part of the cloud, or that of a server of one's own. */
function issuerOf(env: LoginNeeds["env"]): string {
  const text = env["GITHUB_SERVER_URL"] ?? "";
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "https:" || url.hostname === "github.com") return ISSUER;
  return url.hostname.endsWith(".ghe.com")
    ? `https://token.actions.${url.hostname}`
    : `${url.origin}/_services/token`;
}
