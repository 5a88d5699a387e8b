import { type Attempt, type Cause, noRole, read } from "./refused-cause.ts";
import { JWT_CAUSES } from "./refused-jwt.ts";
import { claimText, inNamespace, shellWord } from "./role-definition.ts";

/** Every reason that is known; of a method the first that fits is the cause. */
export const CAUSES: readonly Cause[] = [
  ...JWT_CAUSES,
  {
    methods: ["approle"],
    said: /missing secret_id/i,
    code: "CREDENTIALS_MISSING",
    cause: "the role wants a secret id, and vault-secret-id is empty",
    fix: () =>
      "vault-secret-id: ${{ secrets.VAULT_SECRET_ID }}\nIf that is there, this repository, environment or event does not get the secret.",
  },
  {
    methods: ["approle"],
    said: /source address|CIDR/i,
    cause: "this machine's address is not one that the role or the secret id is for",
    fix: (attempt) => `${read()(attempt)}   # secret_id_bound_cidrs, token_bound_cidrs`,
  },
  {
    methods: ["approle"],
    said: /role or secret id|invalid role|role_?id|secret_?id/i,
    cause:
      "the role id is not known there, or the secret id is of another role, used up, expired or destroyed",
    fix: ({ mount, ...attempt }) =>
      `vault read${inNamespace(attempt)} ${shellWord(`auth/${mount}/role/NAME/role-id`)}\nvault write${inNamespace(attempt)} -f ${shellWord(`auth/${mount}/role/NAME/secret-id`)}\nOr with GitHub's OIDC token, and no stored secret:\nvault-role: NAME`,
  },
  {
    methods: ["kubernetes"],
    said: /invalid role name/i,
    cause: noRole,
    fix: (attempt) => serviceAccountRole(attempt),
  },
  {
    methods: ["kubernetes"],
    said: /not authorized|service account|namespace|audience|\(aud\)/i,
    cause: "the role does not take this service account, or the cluster does not confirm its token",
    fix: (attempt) => serviceAccountRole(attempt),
  },
  {
    methods: ["ldap"],
    said: /connect|dial tcp|no such host|x509|Network Error/i,
    cause: "the server could not reach the directory",
    fix: (attempt) =>
      `The server itself must reach it. Its configuration:\nvault read${inNamespace(attempt)} ${shellWord(`auth/${attempt.mount}/config`)}`,
  },
  {
    methods: ["userpass", "ldap"],
    said: /username or password|bind|user not found|invalid credentials|no such user/i,
    cause: "there is no such user, or the password is another one",
    fix: ({ mount, method, role, ...attempt }) =>
      method === "ldap"
        ? `Check vault-username and vault-password, and how the method finds its users:\nvault read${inNamespace(attempt)} ${shellWord(`auth/${mount}/config`)}`
        : `vault write${inNamespace(attempt)} ${shellWord(`auth/${mount}/users/${role}`)} password=-`,
  },
  {
    methods: ["cert"],
    said: /no client certificate found|client certificate must|tls connection/i,
    cause: "the server saw no client certificate",
    fix: () =>
      "Something that ends TLS stands in between (a load balancer must pass TLS through), or the listener has tls_disable_client_certs = true.",
  },
  {
    methods: ["cert"],
    said: /certificate|constraints/i,
    cause: "no role takes this client certificate: its issuer, its name, or its dates do not fit",
    fix: (attempt) =>
      `openssl x509 -in client.pem -noout -subject -issuer -dates -ext subjectAltName\n${read("certs")(attempt)}`,
  },
  {
    methods: ["github"],
    said: /dial tcp|no such host|x509|i\/o timeout|context deadline|: 5\d\d /i,
    cause: "the server could not ask GitHub",
    fix: (attempt) =>
      `The server itself must reach https://api.github.com, or the base_url of its configuration:\nvault read${inNamespace(attempt)} ${shellWord(`auth/${attempt.mount}/config`)}`,
  },
  {
    methods: ["github"],
    said: /configuration has not been set/i,
    cause: "the method is mounted and not configured",
    fix: (attempt) =>
      `vault write${inNamespace(attempt)} ${shellWord(`auth/${attempt.mount}/config`)} organization=NAME organization_id=ID`,
  },
  {
    methods: ["github"],
    said: /org|team|401|403|credentials|token|integration/i,
    cause:
      "the token is not of a member of the organisation that the method knows, or GitHub does not take it",
    fix: (attempt) =>
      `The token needs the scope read:org, and SSO where the organisation has it; the GITHUB_TOKEN of a job does not do.\nvault read${inNamespace(attempt)} ${shellWord(`auth/${attempt.mount}/config`)}\nOr with GitHub's OIDC token, and no stored secret:\nvault-role: NAME`,
  },
  {
    methods: ["aws"],
    said: /server.?id/i,
    cause: "the server expects another name of itself in the signed request",
    fix: (attempt) =>
      `vault-audience: NAME   # iam_server_id_header_value of: vault read${inNamespace(attempt)} ${shellWord(`auth/${attempt.mount}/config/client`)}`,
  },
  {
    methods: ["aws"],
    said: /error making request|giving up after|dial tcp|no such host/i,
    cause: "the server got no answer from AWS's STS",
    fix: (attempt) =>
      `The server itself must reach it, through its own firewall and proxy. Where it asks (sts_endpoint):\nvault read${inNamespace(attempt)} ${shellWord(`auth/${attempt.mount}/config/client`)}`,
  },
  {
    methods: ["aws"],
    said: /response from STS|error code \d+|signature|expired|security token/i,
    cause:
      "AWS does not confirm the signed request to the server: the credentials have expired, or the server asks the STS of another region",
    fix: () =>
      "Check them: aws sts get-caller-identity\nA server whose sts_endpoint is of a region needs in this step:\nenv:\n  AWS_REGION: eu-central-1\n  AWS_STS_REGIONAL_ENDPOINTS: regional",
  },
  {
    methods: ["aws"],
    said: /entry for role|principal|role/i,
    cause: "there is no such role, or it does not take this AWS identity",
    fix: (attempt) =>
      `vault write${inNamespace(attempt)} ${shellWord(`auth/${attempt.mount}/role/${attempt.role || "NAME"}`)} auth_type=iam bound_iam_principal_arn=ARN   # aws sts get-caller-identity`,
  },
];

/** A role for exactly the service account of the token. */
function serviceAccountRole(attempt: Attempt): string {
  const [, namespace = "NAMESPACE", name = "NAME"] =
    /^system:serviceaccount:([a-z\d-]+):([a-z\d.-]+)$/.exec(claimText(attempt.claims?.["sub"])) ?? [];
  const audience = claimText(attempt.claims?.["aud"]);
  return `vault write${inNamespace(attempt)} ${shellWord(`auth/${attempt.mount}/role/${attempt.role || "NAME"}`)} bound_service_account_names=${name} bound_service_account_namespaces=${namespace}${audience === "" ? "" : ` audience=${shellWord(audience)}`}\nand the server must be able to ask the cluster:\nvault read${inNamespace(attempt)} ${shellWord(`auth/${attempt.mount}/config`)}`;
}
