import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { expect, test } from "vitest";
import { openJob, type Server } from "../harness/job.ts";
import { AwsError } from "../harness/servers/aws-wording.ts";
import { cloud, ROLE, SUBJECT } from "./cloud.ts";

const CANARY = "CANARY-7f3a-observed";
const KEY = "CANARY-7f3a-collector-key";
const DENIED = "liquid-hive/prod/denied";
const SEED = {
  secrets: [
    { name: "liquid-hive/prod/database/mongo_url", value: `${CANARY}-mongo` },
    { name: "liquid-hive/app", value: `{"a":"${CANARY}-a","b":"${CANARY}-b"}` },
  ],
};

interface Collector extends Server {
  readonly got: {
    readonly path: string;
    readonly headers: http.IncomingHttpHeaders;
    readonly body: string;
  }[];
  readonly address: () => string;
}

/** A collector of OTLP over HTTP that takes everything down, and answers with a status and the canary. */
function collector(status = 200): Collector {
  const got: Collector["got"] = [];
  let port = 0;
  return {
    got,
    address: () => `http://127.0.0.1:${port}`,
    start: async () => {
      const server = http.createServer((request, response) => {
        const parts: Buffer[] = [];
        request.on("data", (part: Buffer) => void parts.push(part));
        request.on("end", () => {
          got.push({ path: request.url!, headers: request.headers, body: Buffer.concat(parts).toString() });
          response
            .writeHead(status, { "content-type": "application/json" })
            .end(status === 200 ? "{}" : CANARY);
        });
      });
      await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
      ({ port } = server.address() as { port: number });
      return {
        env: {
          OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
          OTEL_EXPORTER_OTLP_HEADERS: `x-key=${KEY}`,
        },
        log: [],
        stop: () => new Promise((done) => server.close(() => done())),
      };
    },
  };
}

const jsonLines = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test("a run leaves its metrics and its audit record, and a collector gets the metrics; no value in any", async () => {
  const { run, leaks } = cloud({ seed: SEED });
  const otlp = collector();
  const seen: { metrics?: string; audit?: string; modes?: number[] } = {};
  const result = await run({
    env: { LOG_LEVEL: "DEBUG" },
    inputs: {
      "aws-prefix": "liquid-hive/prod",
      secrets: `MONGO_URL = database/mongo_url
A = aws://liquid-hive/app#a
B = aws://liquid-hive/app#b
GONE? = database/gone`,
      "metrics-file": "out/secrets.prom",
      "audit-file": "out/audit.jsonl",
    },
    servers: [otlp],
    laterStep: ({ folder }) => {
      const files = ["secrets.prom", "audit.jsonl"].map((name) => path.join(folder.workspace, "out", name));
      const [metrics, audit] = files.map((file) => fs.readFileSync(file, "utf8"));
      seen.modes = files.map((file) => fs.statSync(file).mode & 0o777);
      seen.metrics = metrics!;
      seen.audit = audit!;
    },
  });
  expect(result.main.log).toContain("3 loaded");
  expect(result.main.succeeded).toBe(true);
  expect(seen.modes).toEqual([0o644, 0o600]);

  expect(seen.metrics).toMatch(/^secrets_action_run_success\{repository="liquid-hive\/example".*\} 1$/m);
  expect(seen.metrics).toMatch(/^secrets_action_retrievals\{provider="aws",outcome="found".*\} 3$/m);
  expect(seen.metrics).toMatch(/^secrets_action_retrievals\{provider="aws",outcome="missing".*\} 1$/m);
  expect(seen.metrics).toMatch(/^secrets_action_authenticated\{provider="aws",reason="none".*\} 1$/m);
  expect(seen.metrics).toMatch(/^secrets_action_cache_hits\{provider="aws".*\} 1$/m);
  expect(seen.metrics).toMatch(/^secrets_action_request_duration_seconds_count\{provider="aws".*\} [1-9]/m);

  const audit = jsonLines(seen.audit!);
  expect(audit.map(({ name, provider, outcome }) => [name, provider, outcome])).toEqual([
    ["MONGO_URL", "aws", "found"],
    ["A", "aws", "found"],
    ["B", "aws", "found"],
    ["GONE", "aws", "missing"],
    ["GONE", "env", "missing"],
  ]);
  expect(audit[0]).toMatchObject({ subject: SUBJECT, locator: "liquid-hive/prod/database/mongo_url" });
  expect(audit[0]!["identity"]).toMatch(/assumed-role/);
  expect(audit[0]!["version"]).toMatch(/./);

  expect(otlp.got.map((one) => [one.path, one.headers["content-type"], one.headers["x-key"]])).toEqual([
    ["/v1/metrics", "application/json", KEY],
  ]);
  expect(otlp.got[0]!.body).toContain('"name":"secrets_action_retrievals"');

  const requests = result.log.split("\n").filter((line) => line.startsWith("debug: http: "));
  expect(requests.join("\n")).toMatch(/http: oidc attempt 1: GET \S+ \/\S*\?\S*audience=… -> 200, \d+ ms/);
  expect(requests.join("\n")).toMatch(
    /http: aws attempt 1: POST \S+ \/ secretsmanager\.BatchGetSecretValue -> 200, .*\d+ ms/,
  );
  expect(result.log).toMatch(/resolve: line 4 GONE: aws: .*; env: .*; missing/);

  const report = JSON.parse(
    result.files.afterMain.find(({ path: name }) => name.includes("secrets-action-report"))!.bytes.toString(),
  ) as { metrics: { providers: { provider: string; references: number }[] } };
  expect(report.metrics.providers).toMatchObject([
    { provider: "aws", references: 4, cache_hits: 1, authenticated: true },
    { provider: "env", references: 1, authenticated: null },
  ]);
  expect(result.summary).toMatch(/\| aws \| 4 \| 1 \| \d+&nbsp;ms \| {2}\|/);
  expect(leaks(result, [CANARY, KEY])).toEqual([]);
  expect(`${seen.metrics}${seen.audit}${otlp.got[0]!.body}`).not.toContain("CANARY");
});

test("a run that fails leaves them, too, with every name that was denied", async () => {
  const { run } = cloud({
    seed: SEED,
    faults: ["BatchGetSecretValue", "GetSecretValue"].map((on) => ({
      kind: "aws-error" as const,
      error: new AwsError("AccessDeniedException", CANARY),
      on,
    })),
  });
  const otlp = collector(503);
  const seen: string[] = [];
  const result = await run({
    inputs: {
      secrets: `A = aws://liquid-hive/app#a\nB = aws://${DENIED}`,
      "metrics-file": "secrets.prom",
      "audit-file": "audit.jsonl",
      "otlp-endpoint": "",
    },
    servers: [otlp],
    laterStep: ({ folder }) =>
      void seen.push(
        ...["secrets.prom", "audit.jsonl"].map((name) =>
          fs.readFileSync(path.join(folder.workspace, name), "utf8"),
        ),
      ),
  });
  expect(result.main.exitCode).toBe(1);
  const [metrics, audit] = seen;
  expect(metrics).toMatch(/^secrets_action_run_success\{.*\} 0$/m);
  expect(metrics).toMatch(/reason="access_denied".*\} 2$/m);
  expect(jsonLines(audit!).map(({ name, outcome, reason }) => [name, outcome, reason])).toEqual([
    ["A", "failed", "ACCESS_DENIED"],
    ["B", "failed", "ACCESS_DENIED"],
  ]);
  expect(result.main.log).toContain("the collector answered with status 503");
  expect([...seen, result.log].join("\n")).not.toContain("CANARY");
});

test("an endpoint that a step of ours exported chooses no host, and one for gRPC is an error before any login", async () => {
  const otlp = collector();
  const theirs = collector();
  const { oidc, aws } = cloud({
    seed: { secrets: [{ name: "telemetry", value: "http://127.0.0.1:9" }, ...SEED.secrets] },
  });
  const quiet: Server = { start: async () => ({ ...(await otlp.start()), env: {} }) };
  const job = await openJob({ servers: [oidc, aws, quiet] });
  try {
    const inputs = { "aws-role": ROLE, "aws-region": "us-east-1" };
    const first = await job.step({
      inputs: { ...inputs, secrets: "OTEL_EXPORTER_OTLP_ENDPOINT = aws://telemetry" },
    });
    expect([...first.exported.keys()]).toContain("OTEL_EXPORTER_OTLP_ENDPOINT");
    const second = await job.step({ inputs: { ...inputs, secrets: "A = aws://liquid-hive/app#a" } });
    expect([second.succeeded, second.annotations]).toEqual([true, []]);
    const third = await job.step({
      inputs: { ...inputs, secrets: "B = aws://liquid-hive/app#b", "otlp-endpoint": otlp.address() },
    });
    expect([third.succeeded, otlp.got.length]).toEqual([true, 1]);
    const requests = aws.counts().get("sts:AssumeRoleWithWebIdentity");
    const grpc = await job.step({
      inputs: { ...inputs, secrets: "C = aws://liquid-hive/app#a", "otlp-endpoint": "http://127.0.0.1:4317" },
    });
    expect(grpc.exitCode).toBe(1);
    expect(grpc.log).toMatch(/INPUT_INVALID.*otlp-endpoint.*4317.*4318/);
    expect(aws.counts().get("sts:AssumeRoleWithWebIdentity")).toBe(requests);
    expect(theirs.got).toEqual([]);
    await job.post();
  } finally {
    await job.close();
  }
});
