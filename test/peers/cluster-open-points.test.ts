import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { deleteOptions } from "../../src/cluster/apply/rollback.ts";
import type { ApiFault } from "../../src/cluster/fault.ts";
import { describeUnless } from "../harness/describe-unless.ts";
import { clusterServer, NO_CLUSTER } from "../harness/servers/cluster.ts";
import type { KubeReply } from "../harness/servers/kube-client.ts";
import { until } from "../harness/servers/kube-process.ts";
import { asking } from "./cluster-asking.ts";
import { peer } from "./peers.ts";

// What docs/decisions/cluster.md says of the API server, seen there. A value of these tests is no secret of anybody.
const VALUE = "CANARY-7f3a";
const MERGE = "application/merge-patch+json";
const NUMBER = 54_321_987;
const NOBODY = "11111111-1111-1111-1111-111111111111";
const [A, B] = [{ data: { A: "YQ==" } }, { data: { A: "Yg==" } }];
const TYPE_OWNED = [["before-first-apply", "Update", { "f:type": {} }]];

interface Body {
  readonly metadata?: object;
  readonly [key: string]: unknown;
}

describeUnless(NO_CLUSTER, "facts that the cluster's part is built on", () => {
  const cluster = clusterServer();
  let namespace = "";
  beforeAll(async () => {
    namespace = await cluster.namespace();
  });
  let name = "";
  let count = 0;
  beforeEach(() => {
    name = `object-${(count += 1)}`;
  });

  const apply = (body: Body, query: object = {}, as: { token?: string; name?: string } = {}) =>
    cluster.request("PATCH", `/api/v1/namespaces/${namespace}/secrets/${as.name ?? name}`, {
      contentType: "application/apply-patch+yaml",
      query: { fieldManager: "one", ...query },
      body: {
        apiVersion: "v1",
        kind: "Secret",
        ...body,
        metadata: { name: as.name ?? name, ...body.metadata },
      },
      ...(as.token === undefined ? {} : { token: as.token }),
    });
  const one = (): string => `/api/v1/namespaces/${namespace}/secrets/${name}`;
  const managers = ({ json }: KubeReply): unknown[] =>
    (json.metadata.managedFields ?? []).map((entry: Record<string, unknown>) => [
      entry["manager"],
      entry["operation"],
      entry["fieldsV1"],
    ]);
  const versions = (replies: readonly KubeReply[]): number =>
    new Set(replies.map(({ json }) => json.metadata.resourceVersion)).size;
  const inTurn = async (first: Body, ...rest: readonly Body[]): Promise<KubeReply[]> => {
    const reply = await apply(first);
    return [reply, ...(rest[0] === undefined ? [] : await inTurn(rest[0], ...rest.slice(1)))];
  };

  test("patch and create with resourceNames suffice for an apply that creates, never for a POST", async () => {
    const account = async (user: string, ...verbs: string[]) => {
      const token = await cluster.serviceAccountToken(namespace, user);
      const rule = { apiGroups: [""], resources: ["secrets"], verbs, resourceNames: ["named", "missing"] };
      await cluster.bind(namespace, [rule], { kind: "ServiceAccount", name: user, namespace });
      return token;
    };
    const [both, patcher] = [await account("both", "patch", "create"), await account("patcher", "patch")];
    const body = { metadata: { name: "named" } };
    const post = { token: both, body };
    const statuses = [
      (await cluster.request("POST", `/api/v1/namespaces/${namespace}/secrets`, post)).status,
      (await apply(A, {}, { token: both, name: "named" })).status,
      (await apply(A, {}, { token: both, name: "other" })).status,
      (await apply(B, {}, { token: patcher, name: "named" })).status,
      (await apply(A, {}, { token: patcher, name: "missing" })).status,
      (await apply(A, { dryRun: "All" }, { token: patcher, name: "missing" })).status,
    ];
    expect(statuses).toEqual([403, 201, 403, 200, 403, 403]);
  });

  const number = `got &value.valueUnstructured{Value:${NUMBER}}`;
  test.each([
    [
      "a number in stringData",
      { stringData: { PORT: NUMBER } },
      `.stringData.PORT: expected string, ${number}`,
    ],
    ["a number in data", { data: { PORT: NUMBER } }, `.data.PORT: expected string, ${number}`],
    ["a number as a label", { metadata: { labels: { a: NUMBER } } }, `.labels.a: expected string, ${number}`],
    [
      "a map in stringData",
      { stringData: { PORT: { a: VALUE } } },
      `expected string, got &value.valueUnstructured{Value:map[string]interface {}{"a":"${VALUE}"}}`,
    ],
    ["a text for data", { data: VALUE }, `.data: expected map, got &{${VALUE}}`],
    ["a text for a boolean", { immutable: VALUE }, `.immutable: expected boolean, got &{${VALUE}}`],
  ])("an error of types holds the value: %s", async (_, body: Body, text) => {
    for (const query of [{}, { dryRun: "All", fieldValidation: "Strict" }]) {
      const { status, json } = await apply(body, query);
      expect([status, json.reason]).toEqual([500, undefined]);
      expect(json.message).toContain("failed to create typed patch object");
      expect(json.message).toContain(text);
    }
  });

  test.each([
    ["a label", { metadata: { labels: { a: "CANARY 7f3a" } } }, true],
    ["a key", { data: { "CANARY 7f3a": "YQ==" } }, true],
    ["the type", { type: "kubernetes.io/tls", data: { "tls.crt": "Q0FOQVJZ" } }, false],
    ["a docker config", { type: "kubernetes.io/dockercfg", data: { ".dockercfg": "Q0FOQVJZ" } }, false],
    ["the size", { data: { A: Buffer.alloc(1024 * 1024 + 1, "CANARY").toString("base64") } }, false],
  ])("an invalid object is a 422, of %s", async (_, body: Body, holdsInput) => {
    for (const query of [{}, { dryRun: "All" }]) {
      const { status, json } = await apply(body, query);
      expect([status, json.reason, json.message.includes("CANARY")]).toEqual([422, "Invalid", holdsInput]);
    }
  });

  test("what is no base64 is a 500 without the value; a merge patch shows the whole object", async () => {
    const { status, json } = await apply({ data: { A: `${VALUE}!` } });
    expect([status, json.message]).toEqual([500, expect.stringContaining("illegal base64 data")]);
    expect(json.message).not.toContain(VALUE);
    await apply({ data: { OLD: "T0xELVZBTFVF" } });
    const body = { stringData: { PORT: NUMBER } };
    const merged = await cluster.request("PATCH", one(), { contentType: MERGE, body });
    expect(merged.status).toBe(422);
    for (const part of ["T0xELVZBTFVF", `${NUMBER}`]) expect(merged.json.message).toContain(part);
  });

  test("an apply that changes nothing keeps the resourceVersion, forced or not; a null never does", async () => {
    const same = [...(await inTurn(A, A)), await apply(A, { force: "true" })];
    expect([same.map(({ status }) => status), versions(same)]).toEqual([[201, 200, 200], 1]);
    name = "with-null";
    const nulls = await inTurn({ data: { A: null } }, { data: { A: null } }, { data: { A: null } });
    expect([versions(nulls), nulls[2]?.json.data]).toEqual([3, { A: "" }]);
  });

  test("a manager that applies nothing is gone; without any, the next apply gives what is left to nobody", async () => {
    await apply({ data: { A: "YQ==", B: "Yg==" } });
    await apply(A, { fieldManager: "two" });
    const left = await apply({});
    expect([left.json.data, managers(left)]).toEqual([
      A.data,
      [["two", "Apply", { "f:data": { "f:A": {} } }]],
    ]);
    name = "alone";
    const [, emptied, again, third] = await inTurn(A, {}, {}, {});
    expect([emptied!.json.data, managers(emptied!)]).toEqual([undefined, []]);
    expect([managers(again!), versions([emptied!, again!]), versions([again!, third!])]).toEqual([
      TYPE_OWNED,
      2,
      1,
    ]);
    name = "typed";
    expect(versions(await inTurn({ type: "Opaque" }, { type: "Opaque" }))).toBe(1);
  });

  test("a key that leaves stringData stays in data", async () => {
    const [, second] = await inTurn({ stringData: { A: "a", B: "b" } }, { stringData: { A: "a" } });
    expect(second!.json.data).toEqual({ A: "YQ==", B: "Yg==" });
  });

  test("resourceVersion alone does not keep an apply from creating; uid does", async () => {
    const missing = [
      await apply({ metadata: { resourceVersion: "1", uid: NOBODY } }),
      await apply({ metadata: { uid: NOBODY } }),
      await apply({ metadata: { resourceVersion: "1" } }),
    ];
    expect(missing.map(({ status }) => status)).toEqual([409, 409, 201]);
    expect(missing[1]!.json.message).toContain("no existing object was found");
    const { uid, resourceVersion } = missing[2]!.json.metadata;
    const there = [
      await apply({ ...A, metadata: { uid, resourceVersion } }),
      await apply({ ...A, metadata: { resourceVersion } }),
      await apply({ ...B, metadata: { resourceVersion } }, { force: "true" }),
      await apply({ ...A, metadata: { uid: NOBODY } }),
      await apply({ ...A, metadata: { uid: NOBODY, resourceVersion } }),
    ];
    // The second changed nothing, and was refused all the same.
    expect(there.map(({ status }) => status)).toEqual([200, 409, 409, 422, 409]);
  });

  test("a deletion keeps its preconditions, of kubectl and of ours", async () => {
    const { uid, resourceVersion } = (await apply(A)).json.metadata;
    const raw = await cluster.kubectl(["delete", "--raw", one(), "-f", "-"], {
      input: deleteOptions({ uid: NOBODY }),
    });
    expect(raw.stderr).toMatch(/Conflict.*the UID in the precondition .* does not match/s);
    const { clientAs, close } = asking(cluster);
    afterAll(close);
    const remove = (body: string): Promise<unknown> =>
      clientAs().call({ method: "DELETE", path: one(), body }, AbortSignal.timeout(10_000));
    const refusal = (body: string) => remove(body).catch((error: unknown) => (error as ApiFault).status);
    expect(await refusal(deleteOptions({ uid: NOBODY }))).toBe(409);
    await apply(B);
    expect(await refusal(deleteOptions({ uid, resourceVersion }))).toBe(409);
    await remove(deleteOptions({ uid }));
    expect((await cluster.request("GET", one())).status).toBe(404);
  });

  const HOOKS = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";
  const hook = (label: string, failurePolicy: string, sideEffects: string) => ({
    name: `${label}.example.com`,
    failurePolicy,
    sideEffects,
    admissionReviewVersions: ["v1"],
    clientConfig: { service: { name: "absent", namespace } },
    objectSelector: { matchLabels: { hook: label } },
    rules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["secrets"] }],
  });
  const register = (...webhooks: readonly object[]) =>
    cluster.request("POST", HOOKS, { body: { metadata: { name }, webhooks } });
  const labelled = (label: string): Body => ({ ...A, metadata: { labels: { hook: label } } });

  test.each([
    ["Fail", "None", [500, 500]],
    ["Fail", "NoneOnDryRun", [500, 500]],
    ["Ignore", "None", [201, 201]],
  ])(
    "a webhook that is absent (%s, %s) counts in a dry run as in an apply",
    async (policy, effects, expected) => {
      // The API server takes both up together, after a moment.
      const [asked, sign] = [`${name}-asked`, `${name}-sign`];
      expect((await register(hook(asked, policy, effects), hook(sign, "Fail", "None"))).status).toBe(201);
      const dry = (label: string): Promise<KubeReply> => apply(labelled(label), { dryRun: "All" });
      await until("webhooks are asked", async () => (await dry(sign)).status !== 201);
      const replies = [await dry(asked), await apply(labelled(asked))];
      expect(replies.map(({ status }) => status)).toEqual(expected);
      const absent = replies.map(({ json }) =>
        /failed calling webhook .*"absent" not found/.test(json.message),
      );
      expect(absent).toEqual(expected.map((status) => status === 500));
      expect(`${replies[0]!.json.message}`).not.toContain("YQ==");
    },
  );

  test.each(["Unknown", "Some"])("webhooks with the side effects %s are no longer taken", async (effects) => {
    const { status, json } = await register(hook(name, "Fail", effects));
    expect([status, json.message]).toEqual([422, expect.stringContaining("webhooks[0].sideEffects")]);
  });

  test("the versions that all this was seen with", async () => {
    expect((await cluster.must("GET", "/version")).gitVersion).toBe("v1.36.3");
    const { stdout } = spawnSync(peer("etcd"), ["--version"], { encoding: "utf8" });
    expect(stdout).toContain("etcd Version: 3.6.11");
  });
});
