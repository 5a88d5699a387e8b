import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import type { ActionRun } from "../harness/run-action.ts";
import { NO_CLUSTER } from "../harness/servers/cluster.ts";
import { sealedBy } from "../scenario/sealed.ts";
import { deployCluster, JOB_USER } from "./deploy-cluster.ts";

const CANARY = "CANARY-7f3a";
const OLD = `${CANARY}-old-value`;
const NEW = `${CANARY}-new-value`;
const REPOSITORY = path.resolve(import.meta.dirname, "../..");
const base64 = (text: string): string => Buffer.from(text).toString("base64");

const NO_STRACE =
  spawnSync("strace", ["-f", "-o", os.devNull, "true"]).status === 0
    ? undefined
    : "file traces skipped: strace is not installed, or may not trace (apt-get install strace)";
const CALLS =
  "open,openat,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat,truncate";

const secret = [
  "apiVersion: v1",
  "kind: Secret",
  "metadata:",
  "  name: app",
  "stringData:",
  `  A: ${NEW}`,
  "",
];

describeUnless(NO_CLUSTER ?? NO_STRACE, "the files that a run at a cluster writes", () => {
  const { place, run, leaks } = deployCluster();
  const sealer = sealedBy(["--encrypted-regex", "^(data|stringData)$"]);
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "traced-"));
  afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

  /** The action, each of whose steps runs under strace; the calls of both are in one file. */
  function traced(): { trace: string } {
    const trace = path.join(root, "trace");
    fs.mkdirSync(path.join(root, "dist"), { recursive: true });
    fs.writeFileSync(path.join(root, "package.json"), '{"type":"commonjs"}');
    fs.cpSync(path.join(REPOSITORY, "apply"), path.join(root, "apply"), { recursive: true });
    for (const entry of ["apply.js", "post.js"]) {
      const args = ["-f", "-A", "-s", "4096", "-o", trace, "-e", `trace=${CALLS}`, "--"];
      const command = JSON.stringify([...args, process.execPath, path.join(REPOSITORY, "dist", entry)]);
      fs.writeFileSync(
        path.join(root, "dist", entry),
        `process.exitCode = require("node:child_process").spawnSync("strace", ${command}, { stdio: "inherit" }).status ?? 1;\n`,
      );
    }
    fs.rmSync(trace, { force: true });
    return { trace };
  }
  /** What was opened for writing, made, renamed or linked, relative to the job's folders. */
  const written = (trace: string, { folder }: ActionRun): string[] => {
    const found = new Set<string>();
    for (const line of fs.readFileSync(trace, "utf8").split("\n")) {
      if (/= -1 E/.test(line) || !/^\d+ +\w+\(/.test(line)) continue;
      if (/ open(?:at)?\(/.test(line) && !/O_WRONLY|O_RDWR|O_CREAT|O_TRUNC/.test(line)) continue;
      for (const [, name = ""] of line.matchAll(/"((?:[^"\\]|\\.)*)"/g))
        found.add(path.relative(folder.root, name).replace(/\d+/g, "N"));
    }
    return [...found].sort();
  };
  const COMMAND_FILES = /^commands\/N\/(?:env|output|path|state|step_summary)$/;
  const SYSTEM = /^(?:\.\.\/)+dev\/null$/;
  const inputs = { apply: "app.enc.yaml", "age-key": sealer.key };
  const workspace = { "app.enc.yaml": sealer.seal("yaml", secret.join("\n")) };

  test("none but the runner's own", async () => {
    const namespace = await place();
    const { trace } = traced();
    const result = await run(namespace, { inputs, workspace, root, debug: true });
    expect(result.main.succeeded, result.main.unmaskedLog + result.main.stderr).toBe(true);
    const files = written(trace, result).filter((name) => !SYSTEM.test(name));
    expect(files).toContain("commands/N/step_summary");
    // A report stands in the step's folder below RUNNER_TEMP, and holds no value.
    expect(
      files.filter((name) => !COMMAND_FILES.test(name) && !name.startsWith("temp/secrets-action")),
    ).toEqual([]);
    for (const { path: name } of result.files.afterMain) expect(name).toMatch(/^temp\/secrets-action/);
    expect(leaks(result, [NEW])).toEqual([]);
    expect(result.files.afterPost).toEqual([]);
  });

  test("a kubeconfig where it is asked for: without a token, for its owner only, removed by post", async () => {
    const namespace = await place();
    const { trace } = traced();
    const kept: { text: string; mode: number }[] = [];
    const result = await run(namespace, {
      inputs: { ...inputs, "export-kubeconfig": "true" },
      workspace,
      root,
      debug: true,
      laterStep: ({ env }) => {
        const file = env.get("KUBECONFIG") ?? "";
        kept.push({ text: fs.readFileSync(file, "utf8"), mode: fs.statSync(file).mode & 0o777 });
      },
    });
    expect(result.main.succeeded).toBe(true);
    expect(kept[0]?.mode).toBe(0o600);
    expect(kept[0]?.text).toContain("exec");
    expect(kept[0]?.text).not.toContain(CANARY);
    expect(kept[0]?.text).not.toMatch(/\beyJ|token: /);
    const files = written(trace, result).filter((name) => !SYSTEM.test(name) && !COMMAND_FILES.test(name));
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((name) => !name.startsWith("temp/"))).toEqual([]);
    expect(leaks(result, [NEW])).toEqual([]);
    expect(result.files.afterPost).toEqual([]);
  });
});

describeUnless(NO_CLUSTER, "the diff", () => {
  const { cluster, place, run, leaks } = deployCluster();
  const live = async (namespace: string): Promise<unknown> =>
    cluster.must("POST", `/api/v1/namespaces/${namespace}/secrets`, {
      query: { fieldManager: "secrets-action/liquid-hive/example" },
      body: { metadata: { name: "app" }, data: { A: base64(OLD), SAME: base64(`${CANARY}-same`) } },
    });
  const manifest = [...secret.slice(0, -1), `  SAME: ${CANARY}-same`, `  ADDED: ${CANARY}-added`, ""].join(
    "\n",
  );
  const VALUES = [OLD, NEW, `${CANARY}-same`, `${CANARY}-added`];
  const changing = async (mark: number, user: string): Promise<string[]> =>
    (await cluster.auditSince(mark, user))
      .filter(
        ({ verb, requestURI }) => !/^(?:get|list|watch)$/.test(verb) && !requestURI.includes("dryRun=All"),
      )
      .filter(({ requestURI }) => !/selfsubject/.test(requestURI))
      .map(({ verb, requestURI }) => `${verb} ${requestURI}`);

  test("of a dry run names keys, has no value, and changes nothing", async () => {
    const namespace = await place();
    await live(namespace);
    const before = await cluster.must("GET", `/api/v1/namespaces/${namespace}/secrets/app`);
    const mark = await cluster.auditMark();
    const result = await run(namespace, {
      workspace: { "app.yaml": manifest },
      inputs: { apply: "app.yaml", "dry-run": "true", conflicts: "force" },
      debug: true,
    });
    expect(result.main.succeeded).toBe(true);
    expect(result.log).toMatch(/changed.*\+ADDED ~A|changed.*~A \+ADDED/);
    expect(leaks(result, VALUES, { except: [/^file-/] })).toEqual([]);
    expect(await changing(mark, JOB_USER)).toEqual([]);
    expect(await cluster.must("GET", `/api/v1/namespaces/${namespace}/secrets/app`)).toEqual(before);
  });

  test.each([[["--json"]], [[]]])(
    "of the terminal (%j) names keys, has no value, and exits 1",
    async (flags) => {
      const namespace = await place();
      await live(namespace);
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), "diff-"));
      try {
        fs.writeFileSync(path.join(folder, "app.yaml"), manifest);
        const mark = await cluster.auditMark();
        const given = ["--namespace", namespace, "--apply", "app.yaml", "--conflicts", "force"];
        const at = ["--cluster", `kubeconfig://${cluster.kubeconfig()}`];
        const { code, out } = await cli(folder, ["diff", ...flags, ...given, ...at]);
        expect(code, out).toBe(1);
        expect(out).toContain("ADDED");
        for (const value of [...VALUES, cluster.adminToken]) {
          expect(out).not.toContain(value);
          expect(out).not.toContain(base64(value));
        }
        if (flags.length > 0) {
          const { applied } = JSON.parse(out.slice(out.indexOf("{"), out.lastIndexOf("}") + 1));
          const changes = new Map(
            applied[0].changes.map((one: { key: string; is: string }) => [one.key, one.is]),
          );
          expect([changes.get("A"), changes.get("ADDED")]).toEqual(["changed", "new"]);
        }
        const writes = (await changing(mark, "admin")).filter((line) => line.includes(namespace));
        expect(writes).toEqual([]);
        expect(fs.readdirSync(folder)).toEqual(["app.yaml"]);
      } finally {
        fs.rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});

/** Runs our own command in a folder; standard output and error together. */
function cli(cwd: string, args: readonly string[]): Promise<{ code: number | null; out: string }> {
  const env = { PATH: process.env["PATH"] ?? "", HOME: cwd };
  const child = spawn(process.execPath, [path.join(REPOSITORY, "dist/cli.js"), ...args], { cwd, env });
  let out = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (out += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, out }));
  });
}
