import type { Capability, NamespaceSeed } from "./vault-seed.ts";

type Rules = Readonly<Record<string, readonly Capability[]>>;

/** What the policy `default` of a new server allows, as far as a client of ours meets it. */
const DEFAULT_POLICY: Rules = {
  "auth/token/lookup-self": ["read"],
  "auth/token/renew-self": ["update"],
  "auth/token/revoke-self": ["update"],
  "sys/capabilities-self": ["update"],
  "sys/internal/ui/resultant-acl": ["read"],
  "sys/renew": ["update"],
  "sys/leases/renew": ["update"],
  "sys/leases/lookup": ["update"],
  "cubbyhole/*": ["create", "read", "update", "delete", "list"],
  "sys/wrapping/wrap": ["update"],
  "sys/wrapping/lookup": ["update"],
  "sys/wrapping/unwrap": ["update"],
};

/** Takes a namespace's seed and names of policies; returns the rules of one of its tokens, on full paths. */
export function rulesOf(
  namespace: string,
  seed: NamespaceSeed | undefined,
  policies: readonly string[],
): ReadonlyMap<string, ReadonlySet<Capability>> {
  const all = new Map<string, Set<Capability>>();
  for (const name of policies) {
    const rules = seed?.policies?.[name] ?? (name === "default" ? DEFAULT_POLICY : {});
    for (const [pattern, capabilities] of Object.entries(rules)) {
      const full = namespace === "" ? pattern : `${namespace}/${pattern}`;
      const known = all.get(full) ?? new Set();
      for (const one of capabilities) known.add(one);
      all.set(full, known);
    }
  }
  return all;
}

export type TokenRules = ReturnType<typeof rulesOf>;

const NONE: ReadonlySet<Capability> = new Set();

/**
 * Takes rules, a full path and whether it is to be listed; returns what may be done there. Of several patterns that
 * match, Vault takes one alone (https://developer.hashicorp.com/vault/docs/concepts/policies, priority matching).
 */
export function capabilitiesAt(rules: TokenRules, path: string, list = false): ReadonlySet<Capability> {
  const asked = list && !path.endsWith("/") ? `${path}/` : path;
  const exact = rules.get(asked) ?? (list ? rules.get(asked.slice(0, -1)) : undefined);
  const best = [...rules.keys()].filter((pattern) => matches(pattern, asked)).sort(byPriority)[0];
  const found = exact ?? (best === undefined ? NONE : (rules.get(best) ?? NONE));
  return found.has("deny") ? NONE : found;
}

/** Takes rules and a mount's full path with its slash; returns whether anything in it may be done. */
export function touches(rules: TokenRules, mount: string): boolean {
  return [...rules].some(([pattern, capabilities]) => {
    if (capabilities.has("deny") || capabilities.size === 0) return false;
    const literal = pattern.slice(0, firstWildcard(pattern));
    return literal.startsWith(mount) || (literal !== pattern && mount.startsWith(literal));
  });
}

function matches(pattern: string, path: string): boolean {
  const glob = pattern.endsWith("*");
  const segments = (glob ? pattern.slice(0, -1) : pattern).split("/");
  const expression = segments
    .map((segment) => (segment === "+" ? "[^/]+" : segment.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")))
    .join("/");
  return new RegExp(`^${expression}${glob ? "" : "$"}`).test(path);
}

/** The one of the highest priority first. */
function byPriority(left: string, right: string): number {
  const pluses = (pattern: string): number => pattern.split("/").filter((segment) => segment === "+").length;
  return (
    firstWildcard(right) - firstWildcard(left) ||
    Number(left.endsWith("*")) - Number(right.endsWith("*")) ||
    pluses(left) - pluses(right) ||
    right.length - left.length ||
    (left < right ? 1 : -1)
  );
}

function firstWildcard(pattern: string): number {
  const at = pattern.search(/\+(\/|$)|\*$/);
  return at === -1 ? pattern.length : at;
}
