import fs from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import { clusterServer, NO_CLUSTER } from "../harness/servers/cluster.ts";

describeUnless(NO_CLUSTER, "probe", () => {
  const cluster = clusterServer();
  let ns = "";
  beforeAll(async () => {
    ns = await cluster.namespace();
  });
  const out: unknown[] = [];
  const log = (...a: unknown[]): void => {
    out.push(a);
    fs.writeFileSync("/tmp/probe/out.json", JSON.stringify(out, null, 1));
  };
  const apply = (
    name: string,
    body: object,
    query: object = {},
    token?: string,
    ct = "application/apply-patch+yaml",
  ): any =>
    cluster.request("PATCH", `/api/v1/namespaces/${ns}/secrets/${name}`, {
      contentType: ct,
      query: { fieldManager: "one", ...query } as any,
      body: { apiVersion: "v1", kind: "Secret", ...body, metadata: { name, ...(body as any).metadata } },
      ...(token ? { token } : {}),
    });
  test("two", async () => {
    log("uid missing", await apply("u1", { metadata: { uid: "11111111-1111-1111-1111-111111111111" } }));
    log(
      "uid+rv missing",
      await apply("u1", { metadata: { resourceVersion: "1", uid: "11111111-1111-1111-1111-111111111111" } }),
    );
    log("rv missing", (await apply("u2", { metadata: { resourceVersion: "99999" } })).status);
    log(
      "rv missing dry",
      (await apply("u3", { metadata: { resourceVersion: "1" } }, { dryRun: "All" })).status,
    );
    log(
      "merge rv missing",
      (
        await cluster.request("PATCH", `/api/v1/namespaces/${ns}/secrets/u4`, {
          contentType: "application/merge-patch+json",
          body: { metadata: { resourceVersion: "1" } },
        })
      ).status,
    );
    const made = await apply("u5", { data: { A: "YQ==" } });
    const { uid, resourceVersion } = made.json.metadata;
    log(
      "uid+rv right",
      (await apply("u5", { data: { A: "Yg==" }, metadata: { uid, resourceVersion } })).status,
    );
    log(
      "uid right again",
      (await apply("u5", { data: { A: "Yg==" }, metadata: { uid } })).json.metadata.managedFields,
    );
    const del = (pre: object): any => {
      const body = JSON.stringify({ apiVersion: "v1", kind: "DeleteOptions", preconditions: pre });
      return cluster.request("DELETE", `/api/v1/namespaces/${ns}/secrets/u5`, {
        body,
        headers: { "content-length": `${Buffer.byteLength(body)}` },
      });
    };
    log("del wrong uid", (await del({ uid: "11111111-1111-1111-1111-111111111111" })).json);
    log("del stale rv", (await del({ uid, resourceVersion })).json);
    log("del", (await del({ uid })).status);
    // deleted and made anew: uid of the former one
    const anew = await apply("u5", { data: { A: "YQ==" } });
    log(
      "anew: former uid",
      (await apply("u5", { data: { A: "YQ==" }, metadata: { uid } })).json,
      (await del({ uid })).json,
    );
    const e = [];
    for (let i = 0; i < 5; i++) {
      const r = await apply("e1", {});
      e.push([r.status, r.json.metadata.resourceVersion, r.json.metadata.managedFields]);
    }
    log("empty x5", e);
    const f = [];
    for (let i = 0; i < 4; i++) {
      const r = await apply("e2", { type: "Opaque" });
      f.push([r.status, r.json.metadata.resourceVersion, r.json.metadata.managedFields]);
    }
    log("type only x4", f);
    const g = [];
    for (const body of [{ data: { A: "YQ==" } }, {}, {}, {}, { data: { A: "YQ==" } }]) {
      const r = await apply("e3", body);
      g.push([r.status, r.json.metadata.resourceVersion, r.json.data, r.json.metadata.managedFields]);
    }
    log("data then empty", g);
    const nul = [];
    for (let i = 0; i < 3; i++) {
      const r = await apply("n1", { data: { A: null, B: "YQ==" } });
      nul.push([r.status, r.json.metadata.resourceVersion, r.json.data, r.json.metadata.managedFields]);
    }
    log("null", nul);
    // two managers, same value
    await apply("sh", { data: { A: "YQ==", B: "Yg==" } });
    await apply("sh", { data: { A: "YQ==" } }, { fieldManager: "two" });
    const x = await apply("sh", {}, { fieldManager: "one" });
    log("shared: one leaves", x.json.data, x.json.metadata.managedFields);
    log(
      "sd",
      await apply("sd", { stringData: { A: "a", B: "b" } })
        .then(() => apply("sd", { stringData: { A: "a" } }))
        .then((r: any) => r.json),
    );
    log("dry", (await apply("dry", { data: { A: "YQ==" } }, { dryRun: "All" })).json);
    log("dry get", (await cluster.request("GET", `/api/v1/namespaces/${ns}/secrets/dry`)).status);
  });
  test("admission", async () => {
    const exec = await import("node:child_process");
    const { peer } = await import("./peers.ts");
    log("etcd", exec.execFileSync(peer("etcd"), ["--version"]).toString());
    log("eso crd", "see other");
  });
});
