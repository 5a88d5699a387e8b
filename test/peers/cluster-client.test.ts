import { expect, test } from "vitest";
import type { Access } from "../../src/cluster/access.ts";
import type { WatchEvent } from "../../src/cluster/api.ts";
import { createClient } from "../../src/cluster/client.ts";
import { failureOf } from "../../src/cluster/explain.ts";
import { ApiFault } from "../../src/cluster/fault.ts";
import type { ClusterHost } from "../../src/cluster/host.ts";
import { createSaid } from "../../src/cluster/said.ts";
import { whoAmI } from "../../src/cluster/who.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { Failure } from "../../src/kernel/errors.ts";
import { createHttp } from "../../src/kernel/http-client.ts";
import { Secret } from "../../src/kernel/secret.ts";
import { describeUnless } from "../harness/describe-unless.ts";
import { clusterServer, NO_CLUSTER } from "../harness/servers/cluster.ts";

const CANARY = "CANARY-7f3a-value";
const PORT = "54329";
const signal = new AbortController().signal;
const OPTIONS = { manager: "secrets-action/o/r", force: false, dryRun: false };

describeUnless(NO_CLUSTER, "the client of an API server", () => {
  const cluster = clusterServer();
  const http = createHttp({ env: {}, clock: systemClock });
  const said = createSaid(() => [Secret.of(CANARY), Secret.of(PORT), Secret.of(cluster.adminToken)]);
  const host: ClusterHost = {
    http,
    clock: systemClock,
    born: () => undefined,
    said,
    warn: () => undefined,
    info: () => undefined,
    debug: () => undefined,
  };
  const access = (token: string): Access => ({
    shown: "kube.example",
    server: new URL(cluster.url),
    trust: { ca: cluster.ca },
    bearer: async () => ({ token: Secret.of(token) }),
    advice: { unauthorized: "tell the cluster" },
  });
  const client = (token = cluster.adminToken) => createClient(access(token), host);
  const keyOf = (namespace: string, name: string) => ({
    apiVersion: "v1",
    kind: "Secret",
    namespace,
    name,
  });
  const secret = (name: string, more: object) =>
    Secret.of(JSON.stringify({ apiVersion: "v1", kind: "Secret", metadata: { name }, ...more }));
  const data = (value: string) => ({ data: { key: Buffer.from(value).toString("base64") } });
  const faultOf = async (doing: Promise<unknown>): Promise<ApiFault> => {
    const error: unknown = await doing.then(
      () => new Error("there was an answer"),
      (thrown: unknown) => thrown,
    );
    if (error instanceof ApiFault) return error;
    throw error;
  };
  const explained = (fault: ApiFault, namespace: string, name = "app") =>
    failureOf(fault, { key: keyOf(namespace, name), doing: "apply" }, host);

  test("who we are, and what a token that nobody knows gets", async () => {
    expect(await whoAmI(client(), signal)).toMatchObject({
      user: "admin",
      groups: expect.arrayContaining(["system:masters"]),
    });
    const error: unknown = await whoAmI(client("CANARY-7f3a-nobody"), signal).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(Failure);
    expect(error).toMatchObject({ code: "CREDENTIALS_REFUSED", fix: "tell the cluster" });
    expect((error as Failure).message).not.toContain("CANARY");
  });

  test("a token for somebody else's audience is refused; one that is renewed is not", async () => {
    const namespace = await cluster.namespace();
    const wrong = await cluster.serviceAccountToken(namespace, "ci", { audiences: ["other"] });
    const right = await cluster.serviceAccountToken(namespace, "ci");
    const refused = whoAmI(client(wrong), signal);
    await expect(refused).rejects.toMatchObject({ code: "CREDENTIALS_REFUSED", fix: "tell the cluster" });
    const asked: boolean[] = [];
    const bearer = async (renew: boolean) => {
      asked.push(renew);
      return { token: Secret.of(renew ? right : wrong) };
    };
    const renewing = createClient({ ...access(""), bearer }, host);
    const user = `system:serviceaccount:${namespace}:ci`;
    expect(await whoAmI(renewing, signal)).toMatchObject({ user });
    expect(await whoAmI(renewing, signal)).toMatchObject({ user });
    expect(asked).toEqual([false, true]);
  });

  test("a client certificate says who we are, on connections of its own", async () => {
    const { cert, key } = cluster.clientCertificate("ann", "team");
    const { bearer: _, ...bare } = access("");
    const ann = createClient({ ...bare, certificate: { cert, key: Secret.of(key) } }, host);
    expect(await whoAmI(ann, signal)).toMatchObject({
      user: "ann",
      groups: expect.arrayContaining(["team"]),
    });
    expect(await whoAmI(client(), signal)).toMatchObject({ user: "admin" });
  });

  test("apply makes, changes, and leaves alone; a dry run writes nothing", async () => {
    const namespace = await cluster.namespace();
    const key = keyOf(namespace, "app");
    const one = client();
    const dry = await one.apply(key, secret("app", data(CANARY)), { ...OPTIONS, dryRun: true }, signal);
    expect(dry.created).toBe(true);
    expect(await one.get(key, signal)).toBeUndefined();
    const made = await one.apply(key, secret("app", data(CANARY)), OPTIONS, signal);
    expect(made.created).toBe(true);
    const again = await one.apply(key, secret("app", data(CANARY)), OPTIONS, signal);
    expect(again.created).toBe(false);
    expect(again.object.metadata.resourceVersion).toBe(made.object.metadata.resourceVersion);
    const changed = await one.apply(key, secret("app", data("other")), OPTIONS, signal);
    expect(changed.object.metadata.resourceVersion).not.toBe(made.object.metadata.resourceVersion);
    expect((await one.get(key, signal))?.["data"]).toEqual(data("other").data);
  });

  test("a conflict names field and manager", async () => {
    const namespace = await cluster.namespace();
    const key = keyOf(namespace, "app");
    await client().apply(key, secret("app", data("theirs")), { ...OPTIONS, manager: "helm" }, signal);
    const fault = await faultOf(client().apply(key, secret("app", data(CANARY)), OPTIONS, signal));
    expect(fault).toMatchObject({
      status: 409,
      reason: "Conflict",
      causes: [{ reason: "FieldManagerConflict", field: ".data.key" }],
    });
    const failure = explained(fault, namespace);
    expect(failure.code).toBe("OBJECT_CONFLICT");
    expect(failure.message).toContain(".data.key (helm)");
  });

  test("pages are put together, and members say what they are", async () => {
    const namespace = await cluster.namespace();
    const names = Array.from({ length: 520 }, (_, i) => `m${String(i).padStart(4, "0")}`);
    await Promise.all(
      Array.from({ length: 8 }, async (_, lane) => {
        for (const name of names.filter((__, i) => i % 8 === lane))
          await cluster.must("POST", `/api/v1/namespaces/${namespace}/configmaps`, {
            body: { metadata: { name } },
          });
      }),
    );
    const listing = { apiVersion: "v1", kind: "ConfigMap", namespace, fieldSelector: "metadata.name!=m0000" };
    const found = await client().list(listing, signal);
    expect(found.map(({ metadata }) => metadata.name)).toEqual(names.slice(1));
    expect(found[0]).toMatchObject({ apiVersion: "v1", kind: "ConfigMap" });
  });

  test("a watch goes on when the API server was away", async () => {
    const namespace = await cluster.namespace();
    const ended = new AbortController();
    const one = client();
    const seen: string[] = [];
    const name = (event: WatchEvent): string =>
      event.type === "RESET"
        ? `RESET ${event.objects.map(({ metadata }) => metadata.name).join()}`
        : `${event.type} ${event.object.metadata.name}`;
    await one.apply(keyOf(namespace, "a"), secret("a", data("1")), OPTIONS, signal);
    const watching = (async () => {
      for await (const event of one.watch({ apiVersion: "v1", kind: "Secret", namespace }, ended.signal)) {
        seen.push(name(event));
        if (seen.length === 1)
          await one.apply(keyOf(namespace, "b"), secret("b", data("ü€😀")), OPTIONS, signal);
        if (name(event) === "ADDED b") {
          await cluster.stopApiServer();
          const starting = cluster.startApiServer();
          // Sent while nobody is there, and by a client that knows the server.
          await one.apply(keyOf(namespace, "c"), secret("c", data("3")), OPTIONS, signal);
          await starting;
        }
        if (seen.some((line) => line.endsWith("c"))) break;
      }
    })();
    await watching;
    expect(seen.slice(0, 2)).toEqual(["RESET a", "ADDED b"]);
    expect(seen.at(-1)).toMatch(/^(?:ADDED c|RESET a,b,c)$/);
  });

  test("a scalar of the wrong type is quoted by the server, and masked by us", async () => {
    const namespace = await cluster.namespace();
    const body = secret("app", { stringData: { PORT: Number(PORT) } });
    const fault = await faultOf(client().apply(keyOf(namespace, "app"), body, OPTIONS, signal));
    let raw = "";
    fault.said((text) => (raw = text));
    expect(raw).toContain(PORT);
    const failure = explained(fault, namespace);
    expect(failure.code).toBe("OBJECT_INVALID");
    expect(failure.message).not.toContain(PORT);
    expect(failure.message).toMatch(/\.stringData\.PORT: expected string, got .*\*\*\*/);
  });

  test("what no base64 is, a field that is none, a namespace that is not there, a right that is missing", async () => {
    const namespace = await cluster.namespace();
    const key = keyOf(namespace, "app");
    const not64 = await faultOf(
      client().apply(key, secret("app", { data: { key: CANARY } }), OPTIONS, signal),
    );
    const none = await faultOf(client().apply(key, secret("app", { nonsense: CANARY }), OPTIONS, signal));
    const away = await faultOf(
      client().apply(keyOf("not-there", "app"), secret("app", data("1")), OPTIONS, signal),
    );
    const denied = await faultOf(
      client(cluster.powerlessToken).apply(key, secret("app", data("1")), OPTIONS, signal),
    );
    const failures = [not64, none, away, denied].map((fault) => explained(fault, namespace));
    expect(failures.map(({ code }) => code)).toEqual([
      "OBJECT_INVALID",
      "OBJECT_INVALID",
      "NAMESPACE_MISSING",
      "ACCESS_DENIED",
    ]);
    expect(failures.map(({ message }) => message).join()).not.toContain("CANARY");
    expect(failures[3]!.message).toContain(`user powerless may not patch secrets in namespace ${namespace}`);
    expect(failures[3]!.fix).toContain('resourceNames: ["app"]');
  });

  test("the printed rules are enough for an apply by name", async () => {
    const namespace = await cluster.namespace();
    await cluster.bind(
      namespace,
      [{ apiGroups: [""], resources: ["secrets"], resourceNames: ["app"], verbs: ["patch"] }],
      { kind: "User", name: "powerless" },
    );
    const powerless = client(cluster.powerlessToken);
    const fault = await faultOf(
      powerless.apply(keyOf(namespace, "app"), secret("app", data("1")), OPTIONS, signal),
    );
    expect(explained(fault, namespace).fix).toContain('verbs: ["create"]');
    await cluster.bind(
      namespace,
      [{ apiGroups: [""], resources: ["secrets"], resourceNames: ["app"], verbs: ["create"] }],
      { kind: "User", name: "powerless" },
    );
    const made = await powerless.apply(keyOf(namespace, "app"), secret("app", data("1")), OPTIONS, signal);
    expect(made.created).toBe(true);
  });

  test("a type that would change, and a Secret that is too large", async () => {
    const namespace = await cluster.namespace();
    const key = keyOf(namespace, "app");
    await client().apply(key, secret("app", data("1")), OPTIONS, signal);
    const type = await faultOf(
      client().apply(key, secret("app", { type: "example.com/other", ...data("1") }), OPTIONS, signal),
    );
    const large = await faultOf(
      client().apply(key, secret("app", data(CANARY.repeat(70_000))), OPTIONS, signal),
    );
    const huge = await faultOf(
      client().apply(key, secret("app", data(CANARY.repeat(200_000))), OPTIONS, signal),
    );
    const failures = [type, large, huge].map((fault) => explained(fault, namespace));
    expect(failures.map(({ code }) => code)).toEqual(["OBJECT_INVALID", "LIMIT_EXCEEDED", "LIMIT_EXCEEDED"]);
    expect(failures[0]!.message).toContain("cannot be changed");
  });

  test("discovery: kinds, versions, and what is not served", async () => {
    const one = client();
    expect(await one.resource("rbac.authorization.k8s.io/v1", "ClusterRole", signal)).toMatchObject({
      plural: "clusterroles",
      namespaced: false,
    });
    expect(await one.resource("example.com/v1", "Nothing", signal)).toBeUndefined();
    expect(await one.versions("apps", signal)).toEqual(["v1"]);
    expect(await one.versions("example.com", signal)).toEqual([]);
    const path = one.path({ apiVersion: "v1", kind: "Nothing", namespace: "a", name: "b" }, signal);
    await expect(path).rejects.toMatchObject({ code: "KIND_UNKNOWN" });
  });

  test("impersonation is asked for, and explained where it is not allowed", async () => {
    const impersonate = { user: "jürgen", groups: ["a", "b,c"], extra: new Map([["example.com/k", ["v"]]]) };
    const as = (token: string) => createClient({ ...access(token), impersonate }, host);
    expect(await whoAmI(as(cluster.adminToken), signal)).toMatchObject({
      user: "jürgen",
      groups: expect.arrayContaining(["a", "b,c"]),
    });
    const fault = await faultOf(as(cluster.powerlessToken).get(keyOf("default", "x"), signal));
    expect(explained(fault, "default").message).toContain("user powerless may not act as somebody else");
  });
});
