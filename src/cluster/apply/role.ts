import crypto from "node:crypto";
import { Failure } from "../../kernel/errors.ts";
import type { ClusterHost } from "../host.ts";
import type { ClusterUser } from "../who.ts";
import type { Right } from "./needs.ts";

const ROLE_API = "rbac.authorization.k8s.io";
/** More of them fill the log; the role has all. */
const MAX_SHOWN = 12;

interface Rule {
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly names: readonly string[];
}

/**
 * The Role of each namespace (a ClusterRole for what lies in none) that allows what is missing and nothing else, and its
 * binding, as YAML to paste.
 * @param user as the server names us, safe to show
 * @param groups those of the server, safe to show
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export function roleToPaste(missing: readonly Right[], user: string, groups: readonly string[]): string {
  const namespaces = [...new Set(missing.map(({ namespace }) => namespace))];
  return namespaces
    .toSorted((a, b) => (a ?? "").localeCompare(b ?? ""))
    .map((namespace) => {
      const rules = rulesFor(missing.filter((right) => right.namespace === namespace));
      const name = nameFor(user, rules);
      const subjects = subjectOf(user, groups);
      return [...role(namespace, name, rules), "---", ...binding(namespace, name, subjects)].join("\n");
    })
    .join("\n---\n");
}

/**
 * Why a run ends before it touched anything: who we are, what we may not do, and the role that is missing.
 * @param who as the server knows us; undefined where it does not say
 */
export function rightsFailure(
  missing: readonly Right[],
  who: ClusterUser | undefined,
  { said }: Pick<ClusterHost, "said">,
): Failure {
  const user = said(who?.user ?? "USER");
  const groups = (who?.groups ?? []).map((group) => said(group));
  const shown = missing.slice(0, MAX_SHOWN).map(rightShown);
  const more = missing.length > MAX_SHOWN ? `, and ${missing.length - MAX_SHOWN} more` : "";
  const known = who === undefined ? "We" : `The API server knows us as "${user}", who`;
  return new Failure("ACCESS_DENIED", `${known} may not ${shown.join(", ")}${more}.`, {
    fix: `Nothing was changed. Somebody who may grant it applies:\n${roleToPaste(missing, user, groups)}`,
  });
}

function rightShown({ group, resource, subresource, verb, namespace, name }: Right): string {
  const kind = `${resource}${group === "" ? "" : `.${group}`}${subresource === undefined ? "" : `/${subresource}`}`;
  const where = namespace === undefined ? "" : ` in ${namespace}`;
  return `${verb} ${kind}${name === undefined ? "" : ` "${name}"`}${where}`;
}

/** Of its own for whom and what it is: a role of the same name would be overwritten, and with it rights that are needed. */
function nameFor(user: string, rules: readonly Rule[]): string {
  const hash = crypto
    .createHash("sha256")
    .update(JSON.stringify([user, rules]))
    .digest("hex");
  return `secrets-action-${hash.slice(0, 8)}`;
}

/** As few rules as allow the rights and nothing else. */
function rulesFor(rights: readonly Right[]): readonly Rule[] {
  const single = rights.map(({ group, resource, subresource, verb, name }) => ({
    group,
    resources: [subresource === undefined ? resource : `${resource}/${subresource}`],
    verbs: [verb],
    names: name === undefined ? [] : [name],
  }));
  const byVerb = merged(single, "verbs");
  // Names are joined within one kind: the same name of another kind is another object.
  const byName = merged(
    byVerb.filter(({ names }) => names.length > 0),
    "names",
  );
  const unnamed = merged(
    byVerb.filter(({ names }) => names.length === 0),
    "resources",
  );
  return [...byName, ...unnamed];
}

/** Rules that differ in one member only, as one. */
function merged(rules: readonly Rule[], member: "resources" | "verbs" | "names"): readonly Rule[] {
  const groups = new Map<string, Rule>();
  for (const rule of rules) {
    const id = JSON.stringify({ ...rule, [member]: [] });
    const before = groups.get(id);
    const all = new Set([...(before?.[member] ?? []), ...rule[member]]);
    groups.set(id, { ...rule, [member]: [...all].toSorted() });
  }
  return [...groups.values()];
}

const role = (namespace: string | undefined, name: string, rules: readonly Rule[]): readonly string[] => [
  `apiVersion: ${ROLE_API}/v1`,
  `kind: ${namespace === undefined ? "ClusterRole" : "Role"}`,
  ...metadata(namespace, name),
  "rules:",
  ...rules.flatMap(({ group, resources, verbs, names }) => [
    `  - apiGroups: ${JSON.stringify([group])}`,
    `    resources: ${list(resources)}`,
    ...(names.length === 0 ? [] : [`    resourceNames: ${list(names)}`]),
    `    verbs: ${list(verbs)}`,
  ]),
];

const binding = (
  namespace: string | undefined,
  name: string,
  subject: readonly string[],
): readonly string[] => [
  `apiVersion: ${ROLE_API}/v1`,
  `kind: ${namespace === undefined ? "ClusterRoleBinding" : "RoleBinding"}`,
  ...metadata(namespace, name),
  "roleRef:",
  `  apiGroup: ${ROLE_API}`,
  `  kind: ${namespace === undefined ? "ClusterRole" : "Role"}`,
  `  name: ${name}`,
  "subjects:",
  ...subject,
];

const metadata = (namespace: string | undefined, name: string): readonly string[] => [
  "metadata:",
  `  name: ${name}`,
  ...(namespace === undefined ? [] : [`  namespace: ${JSON.stringify(namespace)}`]),
];

/** The user: a group may hold others. But the name of a session in AWS is another one in each run. */
function subjectOf(user: string, groups: readonly string[]): readonly string[] {
  const [, namespace, account] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(user) ?? [];
  if (namespace !== undefined && account !== undefined)
    return [
      "  - kind: ServiceAccount",
      `    namespace: ${JSON.stringify(namespace)}`,
      `    name: ${JSON.stringify(account)}`,
    ];
  const own = groups.filter((group) => !group.startsWith("system:"));
  const isSession = /^arn:[^:]+:sts::[^:]*:assumed-role\//.test(user);
  const [group] = own;
  if (isSession && group !== undefined) return subject("Group", group);
  const others = own.map((name) => `  # or kind: Group, name: ${JSON.stringify(name)}`);
  const hint = isSession
    ? ["  # The user's name has the session in it: give the access entry a group, and bind that."]
    : others;
  return [...hint, ...subject("User", user)];
}

const subject = (kind: "User" | "Group", name: string): readonly string[] => [
  `  - kind: ${kind}`,
  `    apiGroup: ${ROLE_API}`,
  `    name: ${JSON.stringify(name)}`,
];

const list = (words: readonly string[]): string =>
  `[${words.map((word) => JSON.stringify(word)).join(", ")}]`;
