import { expect, test } from "vitest";
import type { Right } from "../../../../src/cluster/apply/needs.ts";
import { rightsFailure, roleToPaste } from "../../../../src/cluster/apply/role.ts";

const CANARY = "CANARY-7f3a";
const host = { said: (text: string) => text.replaceAll(CANARY, "***") };
const right = (resource: string, verb: string, name?: string, over: Partial<Right> = {}): Right => ({
  group: "",
  resource,
  verb,
  namespace: "prod",
  name,
  ...over,
});

test("as few rules as allow it, by name where there is one", () => {
  const missing = [
    ...["app", "tls"].flatMap((name) =>
      ["get", "patch", "create"].map((verb) => right("secrets", verb, name)),
    ),
    right("secrets", "get", "old"),
    right("configmaps", "get", "app"),
    right("deployments", "list", undefined, { group: "apps" }),
    right("statefulsets", "list", undefined, { group: "apps" }),
    right("namespaces", "patch", "prod", { namespace: undefined }),
  ];
  expect(roleToPaste(missing, "ann", [])).toMatchInlineSnapshot(`
    "apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata:
      name: secrets-action-960f6e50
      namespace: "prod"
    rules:
      - apiGroups: [""]
        resources: ["secrets"]
        resourceNames: ["app", "tls"]
        verbs: ["create", "get", "patch"]
      - apiGroups: [""]
        resources: ["secrets"]
        resourceNames: ["old"]
        verbs: ["get"]
      - apiGroups: [""]
        resources: ["configmaps"]
        resourceNames: ["app"]
        verbs: ["get"]
      - apiGroups: ["apps"]
        resources: ["deployments", "statefulsets"]
        verbs: ["list"]
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata:
      name: secrets-action-960f6e50
      namespace: "prod"
    roleRef:
      apiGroup: rbac.authorization.k8s.io
      kind: Role
      name: secrets-action-960f6e50
    subjects:
      - kind: User
        apiGroup: rbac.authorization.k8s.io
        name: "ann"
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata:
      name: secrets-action-5f20be55
    rules:
      - apiGroups: [""]
        resources: ["namespaces"]
        resourceNames: ["prod"]
        verbs: ["patch"]
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRoleBinding
    metadata:
      name: secrets-action-5f20be55
    roleRef:
      apiGroup: rbac.authorization.k8s.io
      kind: ClusterRole
      name: secrets-action-5f20be55
    subjects:
      - kind: User
        apiGroup: rbac.authorization.k8s.io
        name: "ann""
  `);
});

test.each<[string, string, readonly string[], readonly string[], string]>([
  ["a user", "gha:repo:o/r", ["system:authenticated"], ["kind: User", 'name: "gha:repo:o/r"'], "kind: Group"],
  [
    "a user, with its group as another way",
    "gha:o/r",
    ["system:authenticated", "gha:team"],
    ["kind: User", '# or kind: Group, name: "gha:team"'],
    "- kind: Group",
  ],
  [
    "a service account",
    "system:serviceaccount:ci:deployer",
    ["system:serviceaccounts"],
    ["kind: ServiceAccount", 'namespace: "ci"', 'name: "deployer"'],
    "apiGroup: rbac.authorization.k8s.io\n    name",
  ],
  [
    "the group of a session, whose user has another name in each run",
    "arn:aws:sts::123456789012:assumed-role/deploy/GitHubActions",
    ["deployers", "system:authenticated"],
    ["kind: Group", 'name: "deployers"'],
    "kind: User",
  ],
  [
    "a session without a group, with what to do",
    "arn:aws:sts::123456789012:assumed-role/deploy/GitHubActions",
    [],
    ["give the access entry a group", "kind: User"],
    "kind: Group",
  ],
  ["a name that YAML would misread", 'a: "b"\n- c', [], ['name: "a: \\"b\\"\\n- c"'], "\n- c"],
])("binds %s", (_, user, groups, has, not) => {
  const role = roleToPaste([right("secrets", "get", "app")], user, groups);
  for (const part of has) expect(role).toContain(part);
  expect(role.slice(role.indexOf("subjects:"))).not.toContain(not);
});

test("the failure says who we are, what is missing, and the role", () => {
  const missing = [
    right("secrets", "patch", "app"),
    right("deployments", "list", undefined, { group: "apps" }),
  ];
  const failure = rightsFailure(missing, { user: `gha:${CANARY}`, groups: [CANARY] }, host);
  expect(failure.code).toBe("ACCESS_DENIED");
  expect(failure.message).toBe(
    'The API server knows us as "gha:***", who may not patch secrets "app" in prod, list deployments.apps in prod.',
  );
  expect(failure.fix).toContain("kind: RoleBinding");
  expect(`${failure.message}${failure.fix}`).not.toContain(CANARY);
});

test("where the server does not say who we are, and much is missing", () => {
  const missing = Array.from({ length: 20 }, (_, i) => right("secrets", "get", `s${i}`));
  const { message, fix } = rightsFailure(missing, undefined, host);
  expect(message).toMatch(/^We may not get secrets "s0" in prod, .*, and 8 more\.$/);
  expect(fix).toContain('"s19"');
  expect(fix).toContain('name: "USER"');
});

test("a role of other rights has another name: to apply it takes nothing away", () => {
  const nameIn = (text: string): string | undefined => /name: (secrets-action-[0-9a-f]{8})$/m.exec(text)?.[1];
  const one = roleToPaste([right("secrets", "get", "app")], "ann", []);
  expect(nameIn(one)).toBeDefined();
  expect(nameIn(roleToPaste([right("secrets", "get", "app")], "ann", []))).toBe(nameIn(one));
  expect(nameIn(roleToPaste([right("secrets", "patch", "app")], "ann", []))).not.toBe(nameIn(one));
  expect(nameIn(roleToPaste([right("secrets", "get", "app")], "bob", []))).not.toBe(nameIn(one));
});
