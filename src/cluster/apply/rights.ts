import { createPool } from "../../kernel/pool.ts";
import type { ClusterClient } from "../api.ts";
import { ApiFault } from "../fault.ts";
import type { ClusterHost } from "../host.ts";
import { fields } from "../status.ts";
import type { Right } from "./needs.ts";

const AUTHORIZATION = "authorization.k8s.io/v1";
/** Reviews at a time: they are cheap, and many of them make a server throttle. */
const AT_ONCE = 8;
/** From so many objects on, a question for all of the kind is likely to save some. */
const MANY = 3;

interface AllowRule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
}

interface Review {
  readonly rules: readonly AllowRule[];
  /** Whether an authorizer did not say its rules: what they do not allow may be allowed yet. */
  readonly incomplete: boolean;
}

/**
 * Which of the rights we do not have: one review of all rules a namespace, and one of a single access for what lies in no
 * namespace and for what an incomplete review does not show as allowed. Where the server does not answer reviews, that is
 * said and nothing is missing: the apply itself will tell.
 * Throws what the client throws, but not for a refusal.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access
 */
export async function missingRights(
  needs: readonly Right[],
  client: Pick<ClusterClient, "call">,
  host: Pick<ClusterHost, "warn">,
  signal: AbortSignal,
): Promise<readonly Right[]> {
  const pool = createPool(AT_ONCE);
  try {
    const namespaces = [...new Set(needs.map(({ namespace }) => namespace))];
    const missing = namespaces.map(async (namespace) => {
      const here = needs.filter((right) => right.namespace === namespace);
      const review =
        namespace === undefined ? UNKNOWN : await pool.run(() => rulesIn(namespace, client, signal));
      const open = here.filter((right) => !review.rules.some((rule) => allows(rule, right)));
      if (!review.incomplete) return open;
      const ask = (right: Right): Promise<boolean> => pool.run(() => isAllowed(right, client, signal));
      const groups = Map.groupBy(open, wideOf);
      const denied = [...groups.values()].map(async (rights) => deniedOf(rights, ask));
      return (await Promise.all(denied)).flat();
    });
    // All of them: one that fails must not leave others that nobody waits for.
    const settled = await Promise.allSettled(missing);
    const found = settled.flatMap((one) => {
      if (one.status === "rejected") throw one.reason;
      return one.value;
    });
    return needs.filter((right) => found.includes(right));
  } catch (error) {
    if (!(error instanceof ApiFault)) throw error;
    host.warn(
      `The API server does not say what we may do (it answered ${error.status} to an access review): going on without the check of rights.`,
    );
    return [];
  }
}

/** A right and its like on other objects: what would allow them all. */
const wideOf = (right: Right): string => JSON.stringify({ ...right, name: "" });

/** Which of them are not allowed. Of many objects it is asked first whether all of the kind are. */
async function deniedOf(
  rights: readonly Right[],
  ask: (right: Right) => Promise<boolean>,
): Promise<readonly Right[]> {
  const [first] = rights;
  if (first !== undefined && rights.length >= MANY && (await ask({ ...first, name: undefined }))) return [];
  const answers = await Promise.all(rights.map(ask));
  return rights.filter((_, i) => answers[i] === false);
}

/** Nothing is known of what lies in no namespace: rules of a namespace's review may be those of its RoleBindings. */
const UNKNOWN: Review = { rules: [], incomplete: true };

async function rulesIn(
  namespace: string,
  client: Pick<ClusterClient, "call">,
  signal: AbortSignal,
): Promise<Review> {
  const status = await review("SelfSubjectRulesReview", { namespace }, client, signal);
  const { resourceRules, incomplete } = fields(status);
  const rules = (Array.isArray(resourceRules) ? resourceRules : []).map((rule: unknown) => {
    const { verbs, apiGroups, resources, resourceNames } = fields(rule);
    return {
      verbs: words(verbs),
      apiGroups: words(apiGroups),
      resources: words(resources),
      resourceNames: words(resourceNames),
    };
  });
  return { rules, incomplete: incomplete !== false };
}

async function isAllowed(
  right: Right,
  client: Pick<ClusterClient, "call">,
  signal: AbortSignal,
): Promise<boolean> {
  const { group, resource, subresource, verb, namespace, name } = right;
  // Absent is all: JSON leaves undefined out.
  const resourceAttributes = { group, resource, subresource, verb, namespace, name };
  const status = await review("SelfSubjectAccessReview", { resourceAttributes }, client, signal);
  return fields(status)["allowed"] === true;
}

async function review(
  kind: string,
  spec: object,
  client: Pick<ClusterClient, "call">,
  signal: AbortSignal,
): Promise<unknown> {
  const body = JSON.stringify({ apiVersion: AUTHORIZATION, kind, spec });
  const path = `/apis/${AUTHORIZATION}/${kind.toLowerCase()}s`;
  // It makes nothing, so it may be asked again.
  const { json } = await client.call({ method: "POST", path, body, repeatable: true }, signal);
  return fields(json)["status"];
}

/** https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources */
function allows(rule: AllowRule, { group, resource, subresource, verb, name }: Right): boolean {
  const has = (of: readonly string[], word: string): boolean => of.includes("*") || of.includes(word);
  const isResource =
    subresource === undefined
      ? has(rule.resources, resource)
      : has(rule.resources, `${resource}/${subresource}`) || rule.resources.includes(`*/${subresource}`);
  const isName = rule.resourceNames.length === 0 || (name !== undefined && rule.resourceNames.includes(name));
  return has(rule.verbs, verb) && has(rule.apiGroups, group) && isResource && isName;
}

const words = (list: unknown): readonly string[] =>
  (Array.isArray(list) ? list : []).filter((word) => typeof word === "string");
