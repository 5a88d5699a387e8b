import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import { clusterServer, NO_CLUSTER } from "../harness/servers/cluster.ts";
import { KEY, sealer } from "./apply-sealed.ts";
import { JOB_RULES } from "./deploy-cluster.ts";
import { type Done, runTool } from "./later-step.ts";

const CANARY = "CANARY-7f3a";
const cli = path.resolve(import.meta.dirname, "../../dist/cli.js");

interface Row {
  readonly object: string;
  readonly verb: string;
  readonly changes: readonly { readonly key: string; readonly is: string }[];
}
const FIELDS = [
  "applied",
  "cluster",
  "dry_run",
  "failed",
  "field_manager",
  "left",
  "names",
  "notices",
  "restarted",
  "synced",
  "user",
];

describeUnless(NO_CLUSTER, "apply and diff in a terminal, by a kubeconfig", () => {
  const cluster = clusterServer();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "apply-terminal-"));
  const home = path.join(folder, "home");
  const workspace = path.join(folder, "workspace");
  let kubeconfig = "";
  let namespace = "";
  let user = "";
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
  beforeAll(async () => {
    fs.mkdirSync(home);
    fs.mkdirSync(workspace);
    namespace = await cluster.namespace();
    const token = await cluster.serviceAccountToken(namespace, "me");
    user = `system:serviceaccount:${namespace}:me`;
    await cluster.bind(namespace, JOB_RULES, { kind: "User", name: user });
    kubeconfig = cluster.kubeconfig(token);
  });

  const write = (name: string, values: Readonly<Record<string, string>>): void => {
    const text = [
      "apiVersion: v1",
      "kind: Secret",
      "metadata:",
      `  name: ${name}`,
      "stringData:",
      ...Object.entries(values).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`),
      "",
    ].join("\n");
    const file = path.join(workspace, `${name}.enc.yaml`);
    fs.writeFileSync(file, sealer.seal("yaml", text, ["--encrypted-regex", "^stringData$"]));
  };
  const ours = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Done> =>
    runTool(
      process.execPath,
      [cli, ...args],
      { PATH: process.env["PATH"] ?? "", HOME: home, SOPS_AGE_KEY: KEY, ...env },
      { cwd: workspace },
    );
  const at = (...args: string[]): string[] => [
    ...args,
    "--cluster",
    `kubeconfig://${kubeconfig}`,
    "--namespace",
    namespace,
  ];
  const files = (): string[] => fs.readdirSync(folder, { recursive: true }).map(String).toSorted();

  test("what diff tells, apply does, and diff then finds nothing; diff changes nothing", async () => {
    write("app", { A: `${CANARY}-a`, B: `${CANARY}-b` });
    const before = files();
    const mark = await cluster.auditMark();
    const differs = await ours(at("diff", "--apply", "app.enc.yaml"));
    expect(differs.stdout).toBe(`created\tSecret ${namespace}/app\t+A +B\n`);
    expect(differs.code).toBe(1);
    const asked = await cluster.auditSince(mark, user);
    const writing = asked.filter(
      ({ verb, requestURI }) =>
        !["get", "list"].includes(verb) &&
        !requestURI.includes("dryRun=All") &&
        !/\/self(subject|subjectrules|subjectaccess)reviews/.test(requestURI),
    );
    expect(asked.length).toBeGreaterThan(2);
    expect(writing.map(({ verb, requestURI }) => `${verb} ${requestURI}`)).toEqual([]);
    expect((await cluster.request("GET", `/api/v1/namespaces/${namespace}/secrets/app`)).status).toBe(404);

    const applied = await ours(at("apply", "--apply", "app.enc.yaml"));
    expect([applied.code, applied.stdout]).toEqual([0, ""]);
    expect(applied.stderr).toContain(`Secret ${namespace}/app`);
    const made = await cluster.must("GET", `/api/v1/namespaces/${namespace}/secrets/app`);
    expect(Object.keys(made.data).toSorted()).toEqual(["A", "B"]);
    const same = await ours(at("diff", "--apply", "app.enc.yaml"));
    expect([same.code, same.stdout]).toEqual([0, `unchanged\tSecret ${namespace}/app\n`]);

    write("app", { A: `${CANARY}-a`, B: `${CANARY}-new`, C: `${CANARY}-c` });
    const changed = await ours(at("diff", "--apply", "app.enc.yaml"));
    expect([changed.code, changed.stdout]).toEqual([1, `changed\tSecret ${namespace}/app\t~B +C\n`]);
    write("app", { A: `${CANARY}-a` });
    const removed = await ours(at("diff", "--apply", "app.enc.yaml"));
    expect([removed.code, removed.stdout]).toEqual([1, `changed\tSecret ${namespace}/app\t-B\n`]);
    const said = [differs, applied, same, changed, removed].map(({ stdout, stderr }) => stdout + stderr);
    expect(said.join("\n")).not.toContain(CANARY);
    expect(files()).toEqual(before);
  });

  test.each([
    ["diff", 1, "created", true],
    ["apply", 0, "created", false],
    ["apply", 0, "unchanged", false],
    ["diff", 0, "unchanged", true],
  ] as const)("%s --json: the report and nothing else (exit %i, %s)", async (verb, code, is, dry) => {
    write("json", { A: `${CANARY}-json` });
    const done = await ours(at(verb, "--json", "--apply", "json.enc.yaml"));
    const report = JSON.parse(done.stdout) as { readonly applied: readonly Row[] };
    expect(done.code).toBe(code);
    expect(Object.keys(report).toSorted()).toEqual(FIELDS);
    expect(report).toMatchObject({ user, dry_run: dry, failed: null });
    expect(report.applied.map(({ object, verb: what }) => [object, what])).toEqual([
      [`Secret ${namespace}/json`, is],
    ]);
    expect(report.applied[0]!.changes).toEqual([{ key: "A", is: is === "created" ? "new" : "same" }]);
    expect(done.stdout + done.stderr).not.toContain(CANARY);
  });

  test("KUBECONFIG, several files, and a context by its name", async () => {
    write("app", { A: `${CANARY}-a` });
    const other = path.join(home, "other");
    const config = JSON.parse((await cluster.kubectl(["config", "view", "--raw", "-o", "json"])).stdout);
    config["current-context"] = "broken";
    config.contexts = [{ name: "broken", context: { cluster: "none", user: "none" } }];
    config.clusters = [{ name: "none", cluster: { server: "https://127.0.0.1:1" } }];
    config.users = [{ name: "none", user: { token: CANARY } }];
    fs.writeFileSync(other, JSON.stringify(config));
    const both = { KUBECONFIG: [other, kubeconfig].join(path.delimiter) };
    const name = JSON.parse(
      (await cluster.kubectl(["config", "view", "--kubeconfig", kubeconfig, "-o", "json"])).stdout,
    )["current-context"];
    const args = ["--namespace", namespace, "--apply", "app.enc.yaml"];
    const chosen = await ours(["apply", "--cluster", `kubeconfig://#${name}`, ...args], both);
    expect([chosen.code, chosen.stdout]).toEqual([0, ""]);
    const alone = await ours(["apply", "--cluster", "kubeconfig://", ...args], { KUBECONFIG: kubeconfig });
    expect([alone.code, alone.stdout]).toEqual([0, ""]);
    const wrong = await ours(["apply", "--cluster", "kubeconfig://", ...args], both);
    expect([wrong.code, wrong.stdout]).toEqual([1, ""]);
    expect(wrong.stderr).not.toContain(CANARY);
    const unknown = await ours(["diff", "--cluster", "kubeconfig://#nobody", ...args], both);
    expect([unknown.code, unknown.stdout]).toEqual([2, ""]);
  });

  test.each([
    ["diff", ["--apply", "nothing.enc.yaml"], 2, /FILE_NOT_FOUND  input apply, line 1/],
    ["apply", ["--apply", "nothing.enc.yaml"], 1, /FILE_NOT_FOUND  input apply, line 1/],
    ["diff", ["--no-such-flag"], 2, /unknown/],
    ["apply", ["--no-such-flag"], 2, /unknown/],
    ["apply", ["word"], 2, /takes flags only/],
    ["diff", ["word"], 2, /takes flags only/],
    ["diff", ["--apply", "app.enc.yaml", "--namespace", "kube-system"], 2, /kube-system/],
    ["apply", ["--apply", "app.enc.yaml", "--namespace", "kube-system"], 1, /kube-system/],
  ])("%s %j leaves with %i, and standard output is empty", async (verb, args, code, said) => {
    write("app", { A: `${CANARY}-a` });
    const done = await ours([...at(verb), ...args]);
    expect([done.code, done.stdout]).toEqual([code, ""]);
    expect(done.stderr).toMatch(said);
    expect(done.stderr).not.toContain(CANARY);
  });

  test("--dry-run of apply says what would be done, and does nothing", async () => {
    write("dry", { A: `${CANARY}-dry` });
    const done = await ours(at("apply", "--dry-run", "--apply", "dry.enc.yaml"));
    expect([done.code, done.stdout]).toEqual([0, ""]);
    expect(done.stderr).toContain("nothing was changed");
    expect((await cluster.request("GET", `/api/v1/namespaces/${namespace}/secrets/dry`)).status).toBe(404);
  });

  test("a kubeconfig in the working directory, which may be a branch of anyone's, is refused", async () => {
    write("app", { A: `${CANARY}-a` });
    fs.copyFileSync(kubeconfig, path.join(workspace, "kubeconfig"));
    const args = ["diff", "--cluster", "kubeconfig://kubeconfig", "--namespace", namespace];
    const done = await ours([...args, "--apply", "app.enc.yaml"]);
    fs.rmSync(path.join(workspace, "kubeconfig"));
    expect([done.code, done.stdout]).toEqual([2, ""]);
    expect(done.stderr).toContain("KUBECONFIG_REFUSED");
  });
});
