import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import { describeUnless } from "../harness/describe-unless.ts";
import type { Finished } from "../harness/servers/kube-client.ts";
import { NO_CLUSTER } from "../harness/servers/cluster.ts";
import { sealer } from "./apply-sealed.ts";
import { deployCluster } from "./deploy-cluster.ts";

/** A second opinion: kubectl sees what we apply, and we what it applies. */
const CANARY = "CANARY-7f3a";
const OURS = "secrets-action/liquid-hive/example";
const AS_US = ["--server-side", `--field-manager=${OURS}`];
const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
const base64 = (value: string): string => Buffer.from(value).toString("base64");
const all = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, base64(value)]));

/** A Secret in clear text, as it stands in the repository before it is encrypted. */
const manifest = (values: Readonly<Record<string, string>>, field = "stringData"): string =>
  [
    "apiVersion: v1",
    "kind: Secret",
    "metadata:",
    "  name: app",
    "  labels: { app: web }",
    "type: Opaque",
    `${field}:`,
    ...Object.entries(values).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`),
    "",
  ].join("\n");

interface Owned {
  readonly metadata: {
    readonly annotations?: Readonly<Record<string, string>>;
    readonly managedFields: readonly {
      readonly manager: string;
      readonly operation: string;
      readonly fieldsV1: Readonly<Record<string, object>>;
    }[];
  };
  readonly data: Readonly<Record<string, string>>;
}

describeUnless(NO_CLUSTER, "kubectl as a second opinion", () => {
  const { cluster, place, run, leaks } = deployCluster({ controllers: true });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "kubectl-"));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
  const kubectl = (namespace: string, args: readonly string[], input = ""): Promise<Finished> =>
    cluster.kubectl(["-n", namespace, ...args], { input, env: { TMPDIR: folder } });
  const done = async (namespace: string, args: readonly string[], input = ""): Promise<string> => {
    const { code, stdout, stderr } = await kubectl(namespace, args, input);
    if (code !== 0) throw new Error(stderr);
    return stdout;
  };
  /** Its own server-side apply, by its own name. */
  const theirs = (namespace: string, values: Readonly<Record<string, string>>, field = "data") =>
    done(namespace, ["apply", "--server-side", "-f", "-"], manifest(values, field));
  const read = async (namespace: string): Promise<Owned> =>
    parse(await done(namespace, ["get", "secret", "app", "-o", "yaml", "--show-managed-fields"])) as Owned;
  /** Who owns which keys, without kubectl's entry for nothing but its annotation. */
  const owners = ({ metadata }: Owned): readonly string[] =>
    metadata.managedFields
      .filter(({ manager }) => manager !== "kubectl-last-applied")
      .map(({ manager, operation, fieldsV1 }) => {
        const keys = Object.keys(fieldsV1["f:data"] ?? {}).filter((key) => key !== ".");
        return `${manager} ${operation} ${keys
          .map((key) => key.slice(2))
          .toSorted()
          .join(",")}`;
      })
      .toSorted();
  /** One run of the built action with these values in a SOPS file. */
  const ours = (
    namespace: string,
    values: Readonly<Record<string, string>>,
    inputs: Readonly<Record<string, string>> = {},
  ) =>
    run(namespace, {
      workspace: {
        "app.enc.yaml": sealer.seal("yaml", manifest(values), ["--encrypted-regex", "^(data|stringData)$"]),
      },
      inputs: { apply: "app.enc.yaml", "age-key": sealer.key, ...inputs },
    });

  test("after us it has nothing to do for the decrypted file, and shows the very values", async () => {
    const namespace = await place();
    const values = {
      MONGO_URL: `mongodb://u:${CANARY}@db/?a=b&c="d"`,
      MULTI: `${CANARY}\n ümläut\n`,
      EMPTY: "",
    };
    const result = await ours(namespace, values);
    expect(result.log).toContain("1 created");
    const live = await read(namespace);
    expect(live).toMatchObject({ type: "Opaque", metadata: { labels: { app: "web" } } });
    expect([live.data, owners(live)]).toEqual([all(values), [`${OURS} Apply EMPTY,MONGO_URL,MULTI`]]);
    const template = "{{range $k, $v := .data}}{{$k}}={{base64decode $v}};{{end}}";
    expect(await done(namespace, ["get", "secret", "app", "-o", `go-template=${template}`])).toBe(
      `EMPTY=;MONGO_URL=${values.MONGO_URL};MULTI=${values.MULTI};`,
    );

    const same = await kubectl(namespace, ["diff", ...AS_US, "-f", "-"], manifest(values));
    expect([same.code, same.stdout, same.stderr]).toEqual([0, "", ""]);
    // It would say so.
    const other = await kubectl(
      namespace,
      ["diff", ...AS_US, "-f", "-"],
      manifest({ ...values, EMPTY: "x" }),
    );
    expect([other.code, other.stdout]).toEqual([1, expect.stringMatching(/^\+ +EMPTY: /m)]);

    const before = await cluster.must("GET", `/api/v1/namespaces/${namespace}/secrets/app`);
    await done(namespace, ["apply", ...AS_US, "-f", "-"], manifest(all(values), "data"));
    expect(await cluster.must("GET", `/api/v1/namespaces/${namespace}/secrets/app`)).toEqual(before);
    expect(leaks(result, [values.MONGO_URL])).toEqual([]);
  });

  test("what it applied as our manager we leave as it is, and take out what is no longer named", async () => {
    const namespace = await place();
    const values = { A: `${CANARY}-a`, B: `${CANARY}-b` };
    await done(namespace, ["apply", ...AS_US, "-f", "-"], manifest(all(values), "data"));
    const same = await ours(namespace, values);
    expect([same.outputs.get("changed"), same.log]).toEqual([
      "false",
      expect.stringContaining("1 unchanged"),
    ]);
    const fewer = await ours(namespace, { A: values.A });
    expect(fewer.log).toContain("-B");
    const live = await read(namespace);
    expect([live.data, owners(live)]).toEqual([all({ A: values.A }), [`${OURS} Apply A`]]);
  });

  test("the same file by another manager: both own it, then ours differs, and kubectl's part is kept", async () => {
    const namespace = await place();
    const values = { A: `${CANARY}-a`, B: `${CANARY}-b` };
    await ours(namespace, values);
    await theirs(namespace, all(values));
    expect(owners(await read(namespace))).toEqual(["kubectl Apply A,B", `${OURS} Apply A,B`]);
    const same = await ours(namespace, values);
    expect([same.main.succeeded, same.outputs.get("changed")]).toEqual([true, "false"]);

    const changed = { ...values, A: `${CANARY}-changed` };
    const refused = await ours(namespace, changed);
    expect(refused.main.succeeded).toBe(false);
    expect(refused.log).toContain('.data.A of "kubectl"');
    expect(refused.log).not.toContain('.data.B of "kubectl"');
    // kubectl says of the same conflict the same.
    const said = await kubectl(namespace, ["apply", ...AS_US, "-f", "-"], manifest(all(changed), "data"));
    expect(said.stderr).toMatch(/conflict with "kubectl"[^]*\.data\.A/);
    const skipped = await ours(namespace, changed, { conflicts: "skip" });
    expect([skipped.main.succeeded, skipped.outputs.get("changed")]).toEqual([true, "false"]);
    expect((await read(namespace)).data).toEqual(all(values));

    // It gives up A: then A is ours alone.
    await theirs(namespace, all({ B: values.B }));
    expect((await read(namespace)).data).toEqual(all(values));
    expect((await ours(namespace, changed)).main.succeeded).toBe(true);
    // What we no longer name stays, since kubectl does.
    await ours(namespace, { A: changed.A });
    const live = await read(namespace);
    expect([live.data, owners(live)]).toEqual([all(changed), ["kubectl Apply B", `${OURS} Apply A`]]);
    for (const one of [same, refused, skipped]) expect(leaks(one, Object.values(changed))).toEqual([]);
  });

  test("of stringData it owns no key of the data: ours goes without a conflict, and what it wrote besides stays", async () => {
    const namespace = await place();
    const values = { A: `${CANARY}-a`, B: `${CANARY}-b` };
    await theirs(namespace, values, "stringData");
    expect(owners(await read(namespace))).toEqual(["kubectl Apply "]);
    const result = await ours(namespace, { A: `${CANARY}-changed` });
    expect([result.main.succeeded, result.outputs.get("changed")]).toEqual([true, "true"]);
    const live = await read(namespace);
    expect([live.data, owners(live)]).toEqual([
      all({ ...values, A: `${CANARY}-changed` }),
      ["kubectl Apply ", `${OURS} Apply A`],
    ]);
  });

  test("after its client-side apply the object becomes ours, with what it would have kept", async () => {
    const namespace = await place();
    const values = { A: `${CANARY}-a`, B: `${CANARY}-b` };
    await done(namespace, ["apply", "-f", "-"], manifest(all(values), "data"));
    const before = await read(namespace);
    expect(owners(before)).toEqual(["kubectl-client-side-apply Update A,B"]);
    expect(before.metadata.annotations?.[LAST_APPLIED]).toContain(base64(values.A));
    const changed = { A: `${CANARY}-changed` };
    const result = await ours(namespace, changed);
    expect(result.main.succeeded).toBe(true);
    expect(result.log).toContain("last-applied-configuration");
    const live = await read(namespace);
    expect([live.data, owners(live)]).toEqual([all(changed), [`${OURS} Apply A`]]);
    expect(live.metadata.annotations?.[LAST_APPLIED]).toBeUndefined();
    const diff = await kubectl(namespace, ["diff", ...AS_US, "-f", "-"], manifest(changed));
    expect([diff.code, diff.stdout]).toEqual([0, ""]);

    // Somebody goes on by hand: the next run makes it ours again.
    await kubectl(namespace, ["apply", "-f", "-"], manifest({ A: base64("by hand") }, "data"));
    expect((await read(namespace)).data).toEqual(all({ A: "by hand" }));
    const again = await ours(namespace, changed);
    expect([again.main.succeeded, again.outputs.get("changed")]).toEqual([true, "true"]);
    const after = await read(namespace);
    expect([after.data, owners(after)]).toEqual([all(changed), [`${OURS} Apply A`]]);
    expect(after.metadata.annotations?.[LAST_APPLIED]).toBeUndefined();
    for (const one of [result, again]) expect(leaks(one, Object.values(values))).toEqual([]);
  });

  test("it agrees that what we restarted is rolled out, and keeps our restart on its own apply", async () => {
    const namespace = await place();
    const deployment = JSON.stringify({
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "web" },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: "web" } },
        template: {
          metadata: { labels: { app: "web" } },
          spec: {
            containers: [
              { name: "web", image: "web", envFrom: [{ secretRef: { name: "app", optional: true } }] },
            ],
          },
        },
      },
    });
    await done(namespace, ["apply", "-f", "-"], deployment);
    await done(namespace, ["rollout", "status", "deployment/web", "--timeout=60s"]);
    const result = await ours(namespace, { A: `${CANARY}-a` }, { restart: "true" });
    expect(result.outputs.get("restarted")).toBe(JSON.stringify([`Deployment ${namespace}/web`]));
    const rolled = ["rollout", "status", "deployment/web", "--watch=false"];
    expect(await done(namespace, rolled)).toContain("successfully rolled out");
    const revisions = async (): Promise<readonly string[]> =>
      (await done(namespace, ["rollout", "history", "deployment/web"])).match(/^\d+/gm) ?? [];
    expect(await revisions()).toEqual(["1", "2"]);

    expect((await kubectl(namespace, ["diff", "-f", "-"], deployment)).code).toBe(0);
    expect(await done(namespace, ["apply", "-f", "-"], deployment)).toContain("unchanged");
    await done(namespace, ["rollout", "restart", "deployment/web"]);
    await done(namespace, ["rollout", "status", "deployment/web", "--timeout=60s"]);
    expect(await revisions()).toEqual(["1", "2", "3"]);
    const again = await ours(namespace, { A: `${CANARY}-a` }, { restart: "true" });
    expect([again.outputs.get("changed"), again.outputs.get("restarted")]).toEqual(["false", "[]"]);
    expect(await revisions()).toEqual(["1", "2", "3"]);
  });
});
