import { describe, expect, test } from "vitest";
import { failureOf } from "../../../src/cluster/explain.ts";
import type { ApiFault } from "../../../src/cluster/fault.ts";
import { createSaid } from "../../../src/cluster/said.ts";
import { statusFault } from "../../../src/cluster/status.ts";
import { Secret } from "../../../src/kernel/secret.ts";

const CANARY = "CANARY-7f3a";
const CALL = { method: "PATCH", path: "/api/v1/namespaces/prod/secrets/app" } as const;
const KEY = { apiVersion: "v1", kind: "Secret", namespace: "prod", name: "app" };
const said = createSaid(() => [Secret.of(CANARY)]);

const fault = (code: number, reason: string, message: string, causes: object[] = []): ApiFault =>
  statusFault(CALL, { kind: "Status", code, reason, message, details: { causes } }, code);
const explained = (one: ApiFault, user?: string) =>
  failureOf(one, { key: KEY, doing: "apply", ...(user === undefined ? {} : { user }) }, { said });
const cause = (reason: string, field: string, message: string): object => ({ reason, field, message });
const forbidden = (rest: string): string => `secrets "app" is forbidden: ${rest}`;

test.each<readonly [string, number, string, string, object[], string, RegExp, RegExp]>([
  [
    "RBAC",
    403,
    "Forbidden",
    forbidden('User "ci" cannot patch resource "secrets" in API group "" in the namespace "prod"'),
    [],
    "ACCESS_DENIED",
    /user ci may not patch secrets in namespace prod/,
    /kind: Role\n(?:.*\n)*.*apiGroups: \[""\]\n.*resources: \["secrets"\]\n.*resourceNames: \["app"\]\n.*verbs: \["patch"\]/,
  ],
  [
    "RBAC, in the whole cluster",
    403,
    "Forbidden",
    'deployments.apps is forbidden: User "ci" cannot list resource "deployments" in API group "apps" at the cluster scope',
    [],
    "ACCESS_DENIED",
    /may not list deployments\.apps in the whole cluster/,
    /kind: ClusterRole\n(?:.*\n)*.*apiGroups: \["apps"\]\n.*resources: \["deployments"\]\n.*verbs: \["list"\]/,
  ],
  [
    "another authorizer",
    403,
    "Forbidden",
    forbidden("no"),
    [],
    "ACCESS_DENIED",
    /this identity may not; the server says: .* no\.$/,
    /Ask/,
  ],
  [
    "nobody",
    403,
    "Forbidden",
    forbidden(
      'User "system:anonymous" cannot patch resource "secrets" in API group "" in the namespace "prod"',
    ),
    [],
    "CREDENTIALS_REFUSED",
    /saw no credentials/,
    /Authorization/,
  ],
  [
    "impersonation",
    403,
    "Forbidden",
    'users "x" is forbidden: User "ci" cannot impersonate resource "users" in API group "" at the cluster scope',
    [],
    "ACCESS_DENIED",
    /user ci may not act as somebody else/,
    /verbs: \["impersonate"\]/,
  ],
  [
    "a namespace that is being deleted",
    403,
    "Forbidden",
    forbidden("unable to create new content in namespace prod because it is being terminated"),
    [cause("NamespaceTerminating", "metadata.namespace", "x")],
    "OBJECT_GONE",
    /namespace prod is being deleted/,
    /run the job again/,
  ],
  [
    "a quota",
    403,
    "Forbidden",
    forbidden("exceeded quota: q, requested: secrets=1, used: secrets=1, limited: secrets=1"),
    [],
    "LIMIT_EXCEEDED",
    /quota/,
    /kubectl describe resourcequota -n prod/,
  ],
  [
    "Pod Security",
    403,
    "Forbidden",
    'pods "app" is forbidden: violates PodSecurity "restricted:latest": x',
    [],
    "OBJECT_INVALID",
    /Pod Security/,
    /pod-security/,
  ],
  [
    "a webhook that says no",
    403,
    "Forbidden",
    'admission webhook "validate.kyverno.svc-fail" denied the request: label missing',
    [],
    "OBJECT_INVALID",
    /the admission webhook validate\.kyverno\.svc-fail refused it; the server says: .*label missing/,
    /rule of the cluster/,
  ],
  [
    "a policy",
    422,
    "Invalid",
    "secrets \"app\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: x",
    [],
    "OBJECT_INVALID",
    /admission policy/,
    /policy/,
  ],
  [
    "a webhook that is not there",
    500,
    "InternalError",
    'Internal error occurred: failed calling webhook "a.example": failed to call webhook: Post "https://a.b.svc:443/x": context deadline exceeded',
    [],
    "STORE_UNREACHABLE",
    /the admission webhook a\.example gave the API server no answer/,
    /webhookconfigurations/,
  ],
  [
    "no namespace",
    404,
    "NotFound",
    'namespaces "prod" not found',
    [],
    "NAMESPACE_MISSING",
    /prod does not exist/,
    /^create-namespace: true$/,
  ],
  ["no such path", 404, "", "404 page not found", [], "KIND_UNKNOWN", /serves no such path/, /api-resources/],
  ["gone", 404, "NotFound", 'secrets "app" not found', [], "OBJECT_GONE", /not there any more/, /again/],
  [
    "a conflict",
    409,
    "Conflict",
    "Apply failed with 2 conflicts",
    [
      cause("FieldManagerConflict", ".data.A", 'conflict with "helm" using v1 at 2026-01-01T00:00:00Z'),
      cause("FieldManagerConflict", ".data.B", `conflict with "::x\n${CANARY}" using v1`),
    ],
    "OBJECT_CONFLICT",
    /\.data\.A \(helm\), \.data\.B \(: :x \*\*\*\)/,
    /conflicts: force[^]*conflicts: skip/,
  ],
  [
    "an overtaken write",
    409,
    "Conflict",
    "the object has been modified",
    [],
    "OBJECT_CONFLICT",
    /same time/,
    /again/,
  ],
  [
    "an immutable Secret",
    422,
    "Invalid",
    `Secret "app" is invalid: data: Forbidden: field is immutable when \`immutable\` is set`,
    [cause("FieldValueForbidden", "data", "Forbidden: field is immutable when `immutable` is set")],
    "OBJECT_INVALID",
    /cannot be changed would change; the server says: data: Forbidden/,
    /another name/,
  ],
  [
    "fields",
    422,
    "Invalid",
    "x",
    [
      cause("FieldValueInvalid", "data[a b]", `Invalid value: "${CANARY}"`),
      cause("FieldValueRequired", "type", "Required"),
    ],
    "OBJECT_INVALID",
    /data\[a b\]: Invalid value: "\*\*\*"; type: Required/,
    /Correct/,
  ],
  [
    "a scalar of the wrong type",
    500,
    "",
    `failed to create typed patch object (prod/app; /v1, Kind=Secret): .stringData.PORT: expected string, got &value.valueUnstructured{Value:5432}`,
    [],
    "OBJECT_INVALID",
    /\.stringData\.PORT: expected string, got &value\.valueUnstructured\{Value:\*\*\*\}/,
    /kubectl explain/,
  ],
  [
    "400",
    400,
    "BadRequest",
    `strict decoding error: unknown field "${CANARY}"`,
    [],
    "OBJECT_INVALID",
    /unknown field "\*\*\*"/,
    /Correct/,
  ],
  ["413", 413, "RequestEntityTooLarge", "limit is 3145728", [], "LIMIT_EXCEEDED", /larger than/, /1 MiB/],
  [
    "too much data",
    422,
    "Invalid",
    "x data: Too long: may not be more than 1048576 bytes",
    [],
    "LIMIT_EXCEEDED",
    /larger/,
    /1 MiB/,
  ],
  ["etcd's bound", 500, "", "etcdserver: request is too large", [], "LIMIT_EXCEEDED", /larger/, /1 MiB/],
  ["503", 503, "ServiceUnavailable", CANARY, [], "STORE_UNREACHABLE", /status 503.*\*\*\*/, /readyz/],
  ["429", 429, "TooManyRequests", "x", [], "STORE_THROTTLED", /no more requests/, /later/],
])("%s", (_, code, reason, message, causes, expected, words, fix) => {
  const failure = explained(fault(code, reason, message, causes));
  expect(failure.code).toBe(expected);
  expect(failure.message).toMatch(/^Cannot apply Secret prod\/app: .*\.$/);
  expect(failure.message).toMatch(words);
  expect(failure.fix).toMatch(fix);
  expect(`${failure.message}${failure.fix}`).not.toContain(CANARY);
});

describe("hostile words", () => {
  test.each([
    [
      "a user",
      `User "${CANARY}\n::error::" cannot patch resource "secrets" in API group "" in the namespace "prod"`,
    ],
    [
      "a resource",
      `User "a" cannot patch resource "x\n- verbs: [*]" in API group "" in the namespace "prod"`,
    ],
    ["a namespace", `namespaces "${CANARY}" not found`],
    ["a webhook", `admission webhook "${CANARY}" denied the request: ${CANARY}`],
  ])("of %s are masked and stay one line", (_, message) => {
    const failure = explained(fault(403, "Forbidden", forbidden(message)));
    expect(failure.message).not.toMatch(/\n|CANARY/);
    expect(failure.fix).not.toMatch(/CANARY|\[\*\]/);
  });

  test("of which a value is one make no rule", () => {
    const safe = createSaid(() => [Secret.of("s3cret0value")]);
    const one = fault(
      403,
      "Forbidden",
      'User "a" cannot get resource "s3cret0value" in API group "" at the cluster scope',
    );
    const failure = failureOf(one, { doing: "read" }, { said: safe });
    expect(`${failure.message}${failure.fix}`).not.toContain("s3cret0value");
    expect(failure.message).toMatch(/^Cannot read: user a may not;/);
  });

  test("the user whom the caller knows comes first, and is masked", () => {
    const one = fault(
      403,
      "Forbidden",
      forbidden('User "b" cannot get resource "secrets" in API group "" in the namespace "prod"'),
    );
    expect(explained(one, "ci").message).toContain("user ci may not get");
    expect(explained(one, CANARY).message).toContain("user *** may not get");
  });

  test("many of them are bounded", () => {
    const causes = Array.from({ length: 400 }, (_, i) =>
      cause("FieldManagerConflict", `.data.${"k".repeat(900)}${i}`, "x"),
    );
    const { message } = explained(fault(409, "Conflict", "x", causes));
    expect(message.length).toBeLessThan(2_000);
    expect(message).toContain("and 390 more");
  });
});
