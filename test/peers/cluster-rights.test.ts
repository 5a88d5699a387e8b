import { afterAll, beforeAll, expect, test } from "vitest";
import { needsOf, type Right } from "../../src/cluster/apply/needs.ts";
import { missingRights } from "../../src/cluster/apply/rights.ts";
import { rightsFailure, roleToPaste } from "../../src/cluster/apply/role.ts";
import { whoAmI } from "../../src/cluster/who.ts";
import { describeUnless } from "../harness/describe-unless.ts";
import { clusterServer, NO_CLUSTER } from "../harness/servers/cluster.ts";
import { until } from "../harness/servers/kube-process.ts";
import { asking } from "./cluster-asking.ts";

const signal = new AbortController().signal;
const ALL = "gha:all";

describeUnless(NO_CLUSTER, "the rights that are asked for", () => {
  const cluster = clusterServer();
  const { host, clientAs, close } = asking(cluster);
  afterAll(close);

  let needs: readonly Right[] = [];
  let missingBefore: readonly Right[] = [];
  const less = (i: number): string => `gha:all-but-${i}`;

  beforeAll(async () => {
    const namespace = await cluster.namespace();
    const key = (name: string) => ({ apiVersion: "v1", kind: "Secret", namespace, name });
    const kinds = [{ group: "", resource: "secrets" }];
    needs = needsOf({
      objects: ["app", "tls"].map((name) => ({ key: key(name), resource: "secrets" })),
      createNamespaces: [`${namespace}-new`],
      applySet: { parent: { namespace, name: "set" }, prune: true, kinds, namespaces: [namespace] },
      reuse: [namespace],
      restart: [namespace],
      sync: [namespace],
    });
    missingBefore = await missing(ALL);
    const users = needs.map((_, i) => roleToPaste(needs.toSpliced(i, 1), less(i), []));
    const input = [roleToPaste(needs, ALL, []), ...users].join("\n---\n");
    const { code, stderr } = await cluster.kubectl(["apply", "-f", "-"], { input });
    if (code !== 0) throw new Error(stderr);
    // The authorizer learns of roles and of bindings by watches of their own.
    const last = less(needs.length - 1);
    await until("the roles count", async () => {
      const [all, almost] = await Promise.all([missing(ALL), missing(last)]);
      return all.length === 0 && almost.length === 1;
    });
  });

  const missing = (user: string): Promise<readonly Right[]> =>
    missingRights(needs, clientAs(user), host, signal);

  /** The status that the server answers to what the right is for; nothing is changed. */
  const attempt = async (user: string, right: Right): Promise<number> => {
    const { group, resource, verb, namespace, name } = right;
    const version = group === "" ? "/api/v1" : `/apis/${group}/v1`;
    const all = `${version}${namespace === undefined ? "" : `/namespaces/${namespace}`}/${resource}`;
    const one = `${all}/${name ?? "some"}`;
    const headers = { "impersonate-user": user };
    const dryRun = { dryRun: "All" };
    const kind = { secrets: "Secret", configmaps: "ConfigMap", namespaces: "Namespace" }[resource] ?? "Other";
    const apply = {
      headers,
      query: { ...dryRun, fieldManager: "test" },
      contentType: "application/apply-patch+yaml",
      body: { apiVersion: "v1", kind, metadata: { name: name ?? "some" } },
    };
    if (verb === "get") return (await cluster.request("GET", one, { headers })).status;
    if (verb === "list") return (await cluster.request("GET", all, { headers })).status;
    if (verb === "delete") return (await cluster.request("DELETE", one, { headers, query: dryRun })).status;
    const watch = { headers, query: { watch: "true", timeoutSeconds: "1" } };
    if (verb === "watch") return (await cluster.request("GET", all, watch)).status;
    return (await cluster.request("PATCH", one, apply)).status;
  };

  test("without a role all is missing, and the failure says who we are", async () => {
    expect(missingBefore).toEqual(needs);
    const who = await whoAmI(clientAs(ALL), signal);
    const failure = rightsFailure(missingBefore, who, host);
    expect(failure.message).toContain(`knows us as "${ALL}", who may not get secrets "app"`);
    expect(failure.fix).toContain("kind: ClusterRoleBinding");
  });

  test("the role that is printed is enough, by the check and by the server", async () => {
    expect(await missing(ALL)).toEqual([]);
    const statuses = await Promise.all(needs.map((right) => attempt(ALL, right)));
    expect(statuses.filter((status) => status === 401 || status === 403)).toEqual([]);
    // What is not there can be made with a right to create that names it.
    const made = needs.findIndex(({ verb, name }) => verb === "create" && name === "app");
    expect(statuses[made]).toBe(201);
  });

  test("one right less is not: the check names it, and the server refuses what it is for", async () => {
    expect(needs.length).toBeGreaterThan(20);
    for (const [i, right] of needs.entries()) {
      expect(await missing(less(i))).toEqual([right]);
      expect([right, await attempt(less(i), right)]).toEqual([right, 403]);
    }
  });

  test("the check asks once a namespace, and once a right for what lies in none", async () => {
    const mark = await cluster.auditMark();
    await missing(less(0));
    const seen = await cluster.auditSince(mark);
    const reviews = seen
      .map(({ requestURI }) => requestURI)
      .filter((uri) => uri.includes("authorization.k8s.io"));
    const [rules, access] = ["selfsubjectrulesreviews", "selfsubjectaccessreviews"].map(
      (name) => reviews.filter((uri) => uri.endsWith(name)).length,
    );
    expect([rules, access]).toEqual([1, needs.filter(({ namespace }) => namespace === undefined).length]);
  });

  test("an administrator misses nothing", async () => {
    expect(await missingRights(needs, clientAs(), host, signal)).toEqual([]);
  });
});
