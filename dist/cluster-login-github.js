const ISSUER = "https://token.actions.githubusercontent.com";
const REPOSITORY = /^[\w.-]{1,100}\/[\w.-]{1,100}$/;
function githubAccess({ server, trust }, audience, needs, host) {
  return {
    shown: server.href.replace(/\/$/, ""),
    server,
    trust,
    bearer: async (_renew, signal) => {
      const given = await needs.idToken(audience, signal);
      host.born([given.token]);
      return given;
    },
    advice: { unauthorized: trustAdvice(audience, needs.env) }
  };
}
function trustAdvice(audience, env) {
  const named = env["GITHUB_REPOSITORY"] ?? "";
  const repository = REPOSITORY.test(named) ? named : "OWNER/REPOSITORY";
  const id = env["GITHUB_REPOSITORY_ID"] ?? "";
  const rule = repository === named && /^\d{1,20}$/.test(id) ? `claims.repository == '${repository}' && claims.repository_id == '${id}'` : `claims.repository == '${repository}'`;
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
function issuerOf(env) {
  const text = env["GITHUB_SERVER_URL"] ?? "";
  const url = URL.canParse(text) ? new URL(text) : void 0;
  if (url?.protocol !== "https:" || url.hostname === "github.com") return ISSUER;
  return url.hostname.endsWith(".ghe.com") ? `https://token.actions.${url.hostname}` : `${url.origin}/_services/token`;
}
export {
  githubAccess,
  trustAdvice
};
