import { F as Failure, y as printable } from "./kernel-base.js";
const PULL_REF = /^refs\/pull\//;
function roleDefinition(claims, place, isNew = false) {
  const { mount, role } = place;
  const bound = boundClaims(claims);
  const definition = {
    role_type: "jwt",
    user_claim: bound === void 0 ? "sub" : "repository_id",
    bound_audiences: [audienceOf(claims, place)],
    ...bound === void 0 ? { bound_subject: claimText(claims["sub"]) || "SUB" } : { bound_claims: bound },
    ...isNew ? { token_policies: ["POLICY"], token_ttl: "15m" } : {}
  };
  const path = shellWord(`auth/${mount}/role/${role || "NAME"}`);
  return `vault write${inNamespace(place)} ${path} - <<'EOF'
${JSON.stringify(definition, null, 2)}
EOF${pullRequestNote(claims)}`;
}
function issuerConfig(claims, place) {
  const issuer = shellWord(claimText(claims["iss"]) || "https://ISSUER");
  return `vault write${inNamespace(place)} ${shellWord(`auth/${place.mount}/config`)} oidc_discovery_url=${issuer} bound_issuer=${issuer}`;
}
const inNamespace = ({ namespace }) => namespace === "" ? "" : ` -namespace=${shellWord(namespace)}`;
const shellWord = (word) => /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
function claimText(claim) {
  const first = Array.isArray(claim) ? claim[0] : claim;
  if (typeof first === "number") return String(first);
  return typeof first === "string" ? first : "";
}
function boundClaims(claims) {
  const id = claimText(claims["repository_id"]);
  if (id === "") return void 0;
  const environment = claimText(claims["environment"]);
  if (environment !== "") return { repository_id: id, environment };
  const ref = claimText(claims["ref"]);
  if (ref !== "" && !PULL_REF.test(ref)) return { repository_id: id, ref };
  const event = claimText(claims["event_name"]) || "pull_request";
  return { repository_id: id, event_name: event };
}
const audienceOf = (claims, { audience = "" }) => {
  const { aud } = claims;
  return Array.isArray(aud) && aud.includes(audience) ? audience : claimText(aud) || audience || "AUDIENCE";
};
function pullRequestNote(claims) {
  if (!claimText(claims["event_name"]).startsWith("pull_request")) return "";
  return claimText(claims["environment"]) === "" ? "\nCareful: every pull request of the repository gets this role, with what its author changed in the code. Prefer a job on push, or an environment with reviewers." : "\nCareful: this run is a pull request's, and every one whose job names this environment gets the role. Only reviewers of the environment bound that.";
}
const read = (kind = "role") => (attempt) => `vault read${inNamespace(attempt)} ${shellWord(`auth/${attempt.mount}/${kind}/${attempt.role || "NAME"}`)}`;
const noRole = (attempt) => attempt.role === "" ? "no role was asked for, and the mount has no default role" : `there is no role ${attempt.role} at auth/${attempt.mount}`;
const BOUND = [
  "sub",
  "repository",
  "repository_id",
  "repository_owner",
  "repository_owner_id",
  "environment",
  "ref",
  "ref_type",
  "ref_protected",
  "event_name",
  "actor",
  "workflow",
  "workflow_ref",
  "job_workflow_ref",
  "runner_environment"
];
const JWT = ["jwt", "jwt-key"];
const define = (isNew = false) => (attempt) => roleDefinition(attempt.claims ?? {}, attempt, isNew);
const issuerFix = (attempt) => attempt.method === "jwt-key" ? `Give the server the public half of vault-jwt-key, and the issuer that vault-jwt-issuer says:
openssl pkey -in key.pem -pubout -out key.pub
vault write${inNamespace(attempt)} ${shellWord(`auth/${attempt.mount}/config`)} jwt_validation_pubkeys=@key.pub bound_issuer=${shellWord(claimText(attempt.claims?.["iss"]))}` : issuerConfig(attempt.claims ?? {}, attempt);
const JWT_CAUSES = [
  {
    methods: JWT,
    said: /role "?[^"]*"? (could|can) ?not be found|missing role|no default role/i,
    cause: noRole,
    fix: define(true)
  },
  {
    methods: JWT,
    said: /fetch\w* keys|oidc discovery|jwks|dial tcp|no such host|x509|context deadline/i,
    cause: "the server could not fetch the issuer's keys",
    fix: (attempt) => `The server itself must reach ${claimText(attempt.claims?.["iss"]) || "the issuer"} over https:, through its own firewall and proxy. Its configuration:
vault read${inNamespace(attempt)} ${shellWord(`auth/${attempt.mount}/config`)}`
  },
  {
    methods: JWT,
    said: /\(sub\) claim|validating claims|claim .* (does not match|is missing)|bound claim/i,
    cause: (_attempt, refused) => {
      const names = BOUND.filter((name) => refused.has(new RegExp(`claim "${name}"|\\(${name}\\) claim`)));
      return `the role binds claims that this token does not have${names.length === 0 ? "" : ` (${names.join(", ")})`}`;
    },
    fix: define()
  },
  {
    methods: JWT,
    said: /no audiences bound to the role/i,
    cause: "the role binds no audience, and a token that has one is then refused (Vault 1.17 and later, OpenBao)",
    fix: define()
  },
  {
    methods: JWT,
    said: /\(aud\) claim|audience claim does not match|bound_audiences/i,
    cause: "the role does not take the token's audience",
    fix: (attempt) => `${define()(attempt)}
A role that other audiences use too must list them all. Or ask for an audience that it has:
vault-audience: AUDIENCE   # ${read()(attempt)}`
  },
  {
    methods: JWT,
    said: /\(exp\) claim|token is expired/i,
    cause: "the token has expired for the server",
    fix: () => "Run the job again; if it stays so, the server's clock, or this machine's, is wrong: compare date -u on both."
  },
  {
    methods: JWT,
    said: /\((nbf|iat)\) claim|not yet valid|issued at/i,
    cause: "the token is not valid yet for the server",
    fix: () => "The server's clock, or this machine's, is wrong: compare date -u on both."
  },
  {
    methods: JWT,
    said: /\(iss\) claim|invalid issuer|issuer did not match/i,
    cause: "the method expects another issuer",
    fix: issuerFix
  },
  {
    methods: JWT,
    said: /could not load configuration|not configured/i,
    cause: "the method is mounted and not configured",
    fix: issuerFix
  },
  {
    methods: JWT,
    said: /signature|no known key|unsupported|algorithm/i,
    cause: "none of the keys that the method knows signed the token",
    fix: issuerFix
  },
  {
    methods: JWT,
    said: /role_type/i,
    cause: "the role is for a browser's login (role_type oidc)",
    fix: define()
  },
  {
    methods: JWT,
    said: /claim .* not found in token/i,
    cause: "the role names its user by a claim that the token does not have (user_claim)",
    fix: define()
  }
];
const CAUSES = [
  ...JWT_CAUSES,
  {
    methods: ["approle"],
    said: /missing secret_id/i,
    code: "CREDENTIALS_MISSING",
    cause: "the role wants a secret id, and vault-secret-id is empty",
    fix: () => "vault-secret-id: ${{ secrets.VAULT_SECRET_ID }}\nIf that is there, this repository, environment or event does not get the secret."
  },
  {
    methods: ["approle"],
    said: /source address|CIDR/i,
    cause: "this machine's address is not one that the role or the secret id is for",
    fix: (attempt) => `${read()(attempt)}   # secret_id_bound_cidrs, token_bound_cidrs`
  },
  {
    methods: ["approle"],
    said: /role or secret id|invalid role|role_?id|secret_?id/i,
    cause: "the role id is not known there, or the secret id is of another role, used up, expired or destroyed",
    fix: ({ mount, ...attempt }) => `vault read${inNamespace(attempt)} ${shellWord(`auth/${mount}/role/NAME/role-id`)}
vault write${inNamespace(attempt)} -f ${shellWord(`auth/${mount}/role/NAME/secret-id`)}
Or with GitHub's OIDC token, and no stored secret:
vault-role: NAME`
  },
  {
    methods: ["kubernetes"],
    said: /invalid role name/i,
    cause: noRole,
    fix: (attempt) => serviceAccountRole(attempt)
  },
  {
    methods: ["kubernetes"],
    said: /not authorized|service account|namespace|audience|\(aud\)/i,
    cause: "the role does not take this service account, or the cluster does not confirm its token",
    fix: (attempt) => serviceAccountRole(attempt)
  },
  {
    methods: ["ldap"],
    said: /connect|dial tcp|no such host|x509|Network Error/i,
    cause: "the server could not reach the directory",
    fix: (attempt) => `The server itself must reach it. Its configuration:
vault read${inNamespace(attempt)} ${shellWord(`auth/${attempt.mount}/config`)}`
  },
  {
    methods: ["userpass", "ldap"],
    said: /username or password|bind|user not found|invalid credentials|no such user/i,
    cause: "there is no such user, or the password is another one",
    fix: ({ mount, method, role, ...attempt }) => method === "ldap" ? `Check vault-username and vault-password, and how the method finds its users:
vault read${inNamespace(attempt)} ${shellWord(`auth/${mount}/config`)}` : `vault write${inNamespace(attempt)} ${shellWord(`auth/${mount}/users/${role}`)} password=-`
  },
  {
    methods: ["cert"],
    said: /no client certificate found|client certificate must|tls connection/i,
    cause: "the server saw no client certificate",
    fix: () => "Something that ends TLS stands in between (a load balancer must pass TLS through), or the listener has tls_disable_client_certs = true."
  },
  {
    methods: ["cert"],
    said: /certificate|constraints/i,
    cause: "no role takes this client certificate: its issuer, its name, or its dates do not fit",
    fix: (attempt) => `openssl x509 -in client.pem -noout -subject -issuer -dates -ext subjectAltName
${read("certs")(attempt)}`
  },
  {
    methods: ["github"],
    said: /dial tcp|no such host|x509|i\/o timeout|context deadline|: 5\d\d /i,
    cause: "the server could not ask GitHub",
    fix: (attempt) => `The server itself must reach https://api.github.com, or the base_url of its configuration:
vault read${inNamespace(attempt)} ${shellWord(`auth/${attempt.mount}/config`)}`
  },
  {
    methods: ["github"],
    said: /configuration has not been set/i,
    cause: "the method is mounted and not configured",
    fix: (attempt) => `vault write${inNamespace(attempt)} ${shellWord(`auth/${attempt.mount}/config`)} organization=NAME organization_id=ID`
  },
  {
    methods: ["github"],
    said: /org|team|401|403|credentials|token|integration/i,
    cause: "the token is not of a member of the organisation that the method knows, or GitHub does not take it",
    fix: (attempt) => `The token needs the scope read:org, and SSO where the organisation has it; the GITHUB_TOKEN of a job does not do.
vault read${inNamespace(attempt)} ${shellWord(`auth/${attempt.mount}/config`)}
Or with GitHub's OIDC token, and no stored secret:
vault-role: NAME`
  },
  {
    methods: ["aws"],
    said: /server.?id/i,
    cause: "the server expects another name of itself in the signed request",
    fix: (attempt) => `vault-audience: NAME   # iam_server_id_header_value of: vault read${inNamespace(attempt)} ${shellWord(`auth/${attempt.mount}/config/client`)}`
  },
  {
    methods: ["aws"],
    said: /error making request|giving up after|dial tcp|no such host/i,
    cause: "the server got no answer from AWS's STS",
    fix: (attempt) => `The server itself must reach it, through its own firewall and proxy. Where it asks (sts_endpoint):
vault read${inNamespace(attempt)} ${shellWord(`auth/${attempt.mount}/config/client`)}`
  },
  {
    methods: ["aws"],
    said: /response from STS|error code \d+|signature|expired|security token/i,
    cause: "AWS does not confirm the signed request to the server: the credentials have expired, or the server asks the STS of another region",
    fix: () => "Check them: aws sts get-caller-identity\nA server whose sts_endpoint is of a region needs in this step:\nenv:\n  AWS_REGION: eu-central-1\n  AWS_STS_REGIONAL_ENDPOINTS: regional"
  },
  {
    methods: ["aws"],
    said: /entry for role|principal|role/i,
    cause: "there is no such role, or it does not take this AWS identity",
    fix: (attempt) => `vault write${inNamespace(attempt)} ${shellWord(`auth/${attempt.mount}/role/${attempt.role || "NAME"}`)} auth_type=iam bound_iam_principal_arn=ARN   # aws sts get-caller-identity`
  }
];
function serviceAccountRole(attempt) {
  const [, namespace = "NAMESPACE", name = "NAME"] = /^system:serviceaccount:([a-z\d-]+):([a-z\d.-]+)$/.exec(claimText(attempt.claims?.["sub"])) ?? [];
  const audience = claimText(attempt.claims?.["aud"]);
  return `vault write${inNamespace(attempt)} ${shellWord(`auth/${attempt.mount}/role/${attempt.role || "NAME"}`)} bound_service_account_names=${name} bound_service_account_namespaces=${namespace}${audience === "" ? "" : ` audience=${shellWord(audience)}`}
and the server must be able to ask the cluster:
vault read${inNamespace(attempt)} ${shellWord(`auth/${attempt.mount}/config`)}`;
}
const SHOWN = [
  "sub",
  "aud",
  "iss",
  "repository",
  "repository_id",
  "environment",
  "ref",
  "event_name"
];
const MAX_CLAIM = 300;
function explainLogin(refused, attempt) {
  const { status } = refused;
  if (status === 404 || refused.has(/namespace not found|no handler for route|unsupported path/i))
    return unknownPlace(refused, attempt);
  if (status === 403 && !knownCause(refused, attempt)) return denied(attempt);
  if (![400, 401, 403, 500].includes(status))
    return new Failure("STORE_ANSWER_INVALID", `${prefix(refused, attempt)}: no login ends so.`, {
      fix: "A proxy or another service seems to answer in its place: check vault-address, HTTPS_PROXY and NO_PROXY."
    });
  const known = knownCause(refused, attempt);
  if (known) {
    const cause = typeof known.cause === "string" ? known.cause : known.cause(attempt, refused);
    return new Failure(
      known.code ?? "LOGIN_REFUSED",
      `${prefix(refused, attempt)}: ${cause}.${said(attempt.claims)}`,
      { fix: known.fix(attempt) }
    );
  }
  return new Failure(
    "LOGIN_REFUSED",
    `${prefix(refused, attempt)}, for a reason that is not known here.${said(attempt.claims)}`,
    { fix: otherwise(attempt) }
  );
}
const knownCause = (refused, { method }) => CAUSES.find((cause) => cause.methods.includes(method) && refused.has(cause.said));
function prefix({ status }, { method, mount, role, namespace }) {
  const as = role === "" ? "" : ` as ${printable(role)}`;
  const where = namespace === "" ? "" : ` in the namespace ${printable(namespace)}`;
  return `Vault does not log this job in by ${method} at auth/${mount}${as}${where} (status ${status})`;
}
function said(claims) {
  const shown = SHOWN.flatMap((name) => {
    const text = claimText(claims?.[name]);
    return text === "" ? [] : [`${name} ${printable(JSON.stringify(text)).slice(0, MAX_CLAIM)}`];
  });
  return shown.length === 0 ? "" : ` The token says: ${shown.join(", ")}.`;
}
function unknownPlace(refused, attempt) {
  if (refused.has(/namespace/i))
    return new Failure("MOUNT_UNKNOWN", `${prefix(refused, attempt)}: there is no such namespace.`, {
      fix: "vault-auth-namespace: NAME   # the whole path, such as team/ci; / is the root"
    });
  return new Failure(
    "MOUNT_UNKNOWN",
    `${prefix(refused, attempt)}: there is no login method at auth/${attempt.mount}, or it is of another kind.`,
    { fix: mountFix(attempt) }
  );
}
function denied(attempt) {
  const { method, mount, claims, namespace } = attempt;
  const isUser = method === "userpass" || method === "ldap";
  const causes = [
    `there is no login method at auth/${mount}, or it is of another kind`,
    ...namespace === "" ? [] : ["there is no such namespace, or the server has none"],
    "its role is not for the address of this machine (token_bound_cidrs)",
    ...isUser ? ["the user is locked after too many failures"] : [],
    ...method === "kubernetes" ? ["the server may not ask the cluster about the token (TokenReview)"] : []
  ];
  return new Failure(
    "LOGIN_REFUSED",
    `${prefix({ status: 403 }, attempt)} and does not say why: ${causes.join("; or ")}.${said(claims)}`,
    {
      fix: method === "kubernetes" ? `${mountFix(attempt)}
Which cluster it asks, and how:
vault read${inNamespace(attempt)} ${shellWord(`auth/${mount}/config`)}` : mountFix(attempt)
    }
  );
}
function mountFix(attempt) {
  const { method, mount } = attempt;
  if (method === "other")
    return `vault-auth-path: PATH   # the whole path below auth/; the mounts: vault auth list${inNamespace(attempt)}`;
  const type = method === "jwt-key" ? "jwt" : method;
  return `Name the mount that is there:
vault-auth-path: MOUNT   # vault auth list${inNamespace(attempt)}
or make it:
vault auth enable${inNamespace(attempt)} -path=${shellWord(mount)} ${type}`;
}
function otherwise(attempt) {
  const { method, mount, claims } = attempt;
  if (method === "jwt" || method === "jwt-key")
    return `A role for this token:
${roleDefinition(claims ?? {}, attempt)}`;
  if (method === "other") return `Check vault-login and vault-auth-path; the server's log may say why.`;
  return `The server's log says why. Its configuration:
vault read${inNamespace(attempt)} ${shellWord(`auth/${mount}/config`)}`;
}
export {
  explainLogin
};
