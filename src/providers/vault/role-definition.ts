import type { Claims } from "../provider.ts";

/** Where a login was tried. */
export interface Place {
  readonly mount: string;
  readonly role: string;
  readonly namespace: string;
  readonly audience?: string;
}

/** A ref of one pull request: a role that names it holds for no other run. */
const PULL_REF = /^refs\/pull\//;

/**
 * A role that takes exactly this token, as a command to paste. It binds ids and not names: a glob over `sub` breaks where
 * `sub` gets its ids, and lets in whoever can choose the part that it leaves open. Fields that are not named keep what
 * they are on a role that exists.
 * @param isNew whether the role has to get its policies, too
 * @see https://developer.hashicorp.com/vault/api-docs/auth/jwt#create-update-role
 */
export function roleDefinition(claims: Claims, place: Place, isNew = false): string {
  const { mount, role } = place;
  const bound = boundClaims(claims);
  const definition = {
    role_type: "jwt",
    user_claim: bound === undefined ? "sub" : "repository_id",
    bound_audiences: [audienceOf(claims, place)],
    ...(bound === undefined ? { bound_subject: claimText(claims["sub"]) || "SUB" } : { bound_claims: bound }),
    ...(isNew ? { token_policies: ["POLICY"], token_ttl: "15m" } : {}),
  };
  const path = shellWord(`auth/${mount}/role/${role || "NAME"}`);
  return `vault write${inNamespace(place)} ${path} - <<'EOF'\n${JSON.stringify(definition, null, 2)}\nEOF${pullRequestNote(claims)}`;
}

/** What a method must know of the issuer, as a command to paste. */
export function issuerConfig(claims: Claims, place: Place): string {
  const issuer = shellWord(claimText(claims["iss"]) || "https://ISSUER");
  return `vault write${inNamespace(place)} ${shellWord(`auth/${place.mount}/config`)} oidc_discovery_url=${issuer} bound_issuer=${issuer}`;
}

/** "-namespace=NAME" of the command line, where there is one. */
export const inNamespace = ({ namespace }: Pick<Place, "namespace">): string =>
  namespace === "" ? "" : ` -namespace=${shellWord(namespace)}`;

/** A word of a command line. */
export const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** The first text of a claim; "" where it has none. */
export function claimText(claim: unknown): string {
  const first: unknown = Array.isArray(claim) ? claim[0] : claim;
  if (typeof first === "number") return String(first);
  return typeof first === "string" ? first : "";
}

/** The repository by its id, and where in it the job runs; undefined where the token is not of a job of GitHub. */
function boundClaims(claims: Claims): Readonly<Record<string, string>> | undefined {
  const id = claimText(claims["repository_id"]);
  if (id === "") return undefined;
  const environment = claimText(claims["environment"]);
  if (environment !== "") return { repository_id: id, environment };
  const ref = claimText(claims["ref"]);
  if (ref !== "" && !PULL_REF.test(ref)) return { repository_id: id, ref };
  const event = claimText(claims["event_name"]) || "pull_request";
  return { repository_id: id, event_name: event };
}

const audienceOf = (claims: Claims, { audience = "" }: Place): string => {
  const { aud } = claims;
  return Array.isArray(aud) && aud.includes(audience) ? audience : claimText(aud) || audience || "AUDIENCE";
};

function pullRequestNote(claims: Claims): string {
  if (!claimText(claims["event_name"]).startsWith("pull_request")) return "";
  return claimText(claims["environment"]) === ""
    ? "\nCareful: every pull request of the repository gets this role, with what its author changed in the code. Prefer a job on push, or an environment with reviewers."
    : "\nCareful: this run is a pull request's, and every one whose job names this environment gets the role. Only reviewers of the environment bound that.";
}
