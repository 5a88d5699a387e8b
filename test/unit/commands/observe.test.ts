import { expect, test } from "vitest";
import {
  audit,
  auditFailed,
  measured,
  type ObserveParts,
  recordProblems,
} from "../../../src/commands/observe.ts";
import { createWatch, type Watch } from "../../../src/commands/watch.ts";
import type { Inputs } from "../../../src/config/read-inputs.ts";
import { Failure } from "../../../src/kernel/errors.ts";
import { HttpError } from "../../../src/kernel/http.ts";
import { createTrail } from "../../../src/providers/trail.ts";
import type { Runner } from "../../../src/runner/runner.ts";

const CANARY = "CANARY-7f3a";
const signal = new AbortController().signal;

interface Recorded {
  readonly parts: ObserveParts;
  readonly files: Map<string, string>;
  readonly posted: { url: string; headers: readonly string[]; body: string }[];
  readonly warnings: string[];
}

function recorded(over: Partial<ObserveParts> = {}, env: Runner["env"] = {}): Recorded {
  const files = new Map<string, string>();
  const posted: Recorded["posted"] = [];
  const warnings: string[] = [];
  const runner = {
    workspace: "/w",
    face: "actions",
    env: { GITHUB_RUN_ID: "42", GITHUB_RUN_ATTEMPT: "2", GITHUB_WORKFLOW: "deploy", ...env },
    event: () => ({ name: "push", ref: "refs/heads/main", repository: "acme/app", actor: "mona" }),
    annotate: (_: string, text: string) => void warnings.push(text),
  } as unknown as Runner;
  const parts: ObserveParts = {
    runner,
    version: "1.2.3",
    now: () => 2_000,
    earlier: () => [],
    checkRecord: (file) => (file.includes("..") ? new Failure("FILE_UNSAFE", "It holds `..`.") : undefined),
    appendRecord: (file, text) => void files.set(file, (files.get(file) ?? "") + text),
    replaceRecord: (file, text) => void files.set(file, text),
    post: async ({ url, headers }, body) => {
      posted.push({ url: url.href, headers: Object.keys(headers), body });
      return { status: 200, body: Buffer.from("{}") };
    },
    ...over,
  };
  return { parts, files, posted, warnings };
}

const inputs = (given: Partial<Inputs>): Inputs =>
  ({ metricsFile: "", auditFile: "", exportFile: "", otlpEndpoint: "", dryRun: false, ...given }) as Inputs;

function watched(given: Partial<Inputs>): Watch {
  const watch = createWatch(500);
  watch.inputs = inputs(given);
  watch.trail = createTrail(() => 1_000);
  return watch;
}

/** A run that read one value which no line named. */
async function withRead(given: Partial<Inputs>): Promise<Watch> {
  const watch = watched(given);
  const who = { subject: "deploy", token: { subject: "repo:acme/app:x", audience: "vault" } };
  const session = { who, read: async () => new Map(), close: async () => undefined };
  const error = new Failure("ACCESS_DENIED", CANARY);
  const read = async () => new Map([["a", { is: "failed" as const, error }]]);
  const followed = await watch.trail!.follow("vault", Promise.resolve({ ...session, read }));
  await followed.read([{ id: "a", shown: "secret/a" }], signal);
  return watch;
}

test("a run that succeeds writes its metrics and sends them, and returns what it came to", async () => {
  const { parts, files, posted, warnings } = recorded();
  const watch = watched({ metricsFile: "m.prom", otlpEndpoint: "https://c.example" });
  expect(await measured(parts, watch, async () => 7, signal)).toBe(7);
  expect(files.get("m.prom")).toContain(
    'secrets_action_run_success{repository="acme/app",workflow="deploy"} 1\n',
  );
  expect(files.get("m.prom")).toMatch(/run_duration_seconds\{.*\} 1\.5\n/);
  expect(posted.map(({ url }) => url)).toEqual(["https://c.example/v1/metrics"]);
  expect(posted[0]!.body).toContain('"cicd.pipeline.run.id","value":{"stringValue":"42"}');
  expect(warnings).toEqual([]);
});

test("a run that fails writes them, too, and fails with what it failed with", async () => {
  const { parts, files } = recorded();
  const error = new Failure("ACCESS_DENIED", "no");
  const failing = measured(parts, watched({ metricsFile: "m" }), () => Promise.reject(error), signal);
  await expect(failing).rejects.toBe(error);
  expect(files.get("m")).toMatch(/run_success\{.*\} 0\n/);
});

test("what hinders the metrics is a warning and no more, without a word of the server's", async () => {
  const cases: [Partial<ObserveParts>, RegExp][] = [
    [
      { post: () => Promise.reject(new HttpError("refused", "c.example", CANARY)) },
      /not reached \(refused\)/,
    ],
    [{ post: () => Promise.reject(new Error(CANARY)) }, /could not be sent: Unexpected Error/],
    [{ post: async () => ({ status: 401, body: Buffer.from(CANARY) }) }, /status 401/],
    [
      {
        post: async () => ({
          status: 200,
          body: Buffer.from(`{"partialSuccess":{"rejectedDataPoints":"2","errorMessage":"${CANARY}"}}`),
        }),
      },
      /did not take 2 data points/,
    ],
    [
      {
        replaceRecord: () => {
          throw new Failure("FILE_UNSAFE", "It is a link.");
        },
      },
      /metrics-file was not written: It is a link/,
    ],
  ];
  for (const [over, message] of cases) {
    const { parts, warnings } = recorded(over);
    const watch = watched({ metricsFile: "m", otlpEndpoint: "https://c.example" });
    expect(await measured(parts, watch, async () => "done", signal)).toBe("done");
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(message);
    expect(warnings[0]).not.toContain(CANARY);
  }
});

test("the environment's endpoint counts, unless a step of ours set it; one that cannot be is a warning", async () => {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: "https://c.example" };
  const foreign = recorded({}, env);
  await measured(foreign.parts, watched({}), async () => 0, signal);
  expect(foreign.posted).toHaveLength(1);
  const own = recorded({ earlier: () => ["OTEL_EXPORTER_OTLP_ENDPOINT"] }, env);
  await measured(own.parts, watched({}), async () => 0, signal);
  expect(own.posted).toEqual([]);
  const grpc = recorded({}, { OTEL_EXPORTER_OTLP_ENDPOINT: "http://c.example:4317" });
  await measured(grpc.parts, watched({}), async () => 0, signal);
  expect(grpc.posted).toEqual([]);
  expect(grpc.warnings.join()).toContain("4318");
});

test("an event that gets no secrets has nothing written or sent", async () => {
  const { parts, files, posted } = recorded({}, { OTEL_EXPORTER_OTLP_ENDPOINT: "https://c.example" });
  await measured(parts, createWatch(0), async () => 0, signal);
  expect([files.size, posted.length]).toEqual([0, 0]);
});

test("who read what is appended, with the identity token's subject", async () => {
  const { parts, files } = recorded();
  const watch = await withRead({ auditFile: "audit.jsonl" });
  await audit(parts, watch);
  await audit(parts, watch);
  const lines = files.get("audit.jsonl")!.trimEnd().split("\n");
  expect(lines).toHaveLength(2);
  expect(JSON.parse(lines[0]!)).toMatchObject({
    time: "1970-01-01T00:00:01.000Z",
    subject: "repo:acme/app:x",
    identity: "deploy",
    run_id: "42",
    run_attempt: "2",
    actor: "mona",
    locator: "secret/a",
    outcome: "failed",
    reason: "ACCESS_DENIED",
  });
  expect(files.get("audit.jsonl")).not.toContain(CANARY);
});

test("an audit record that cannot be written stops a run, and is a warning in one that failed", async () => {
  const appendRecord = (): never => {
    throw new Failure("FILE_UNREADABLE", "The disk is full.");
  };
  const { parts, warnings } = recorded({ appendRecord });
  const watch = await withRead({ auditFile: "audit.jsonl" });
  await expect(audit(parts, watch)).rejects.toThrow("The disk is full.");
  await auditFailed(parts, watch);
  expect(warnings).toEqual(["The audit record was not written: The disk is full."]);
});

test("nothing is appended where nothing is asked for, or nothing was read", async () => {
  const { parts, files } = recorded();
  await audit(parts, await withRead({}));
  await audit(parts, watched({ auditFile: "a" }));
  expect(files.size).toBe(0);
});

test("paths and the endpoint are judged before anything is read", () => {
  const { parts } = recorded();
  const problems = recordProblems(
    parts,
    inputs({ metricsFile: "../m", auditFile: "../a", otlpEndpoint: "https://c.example:4317" }),
  );
  expect(problems.map(({ code, at }) => [code, at?.input])).toEqual([
    ["FILE_UNSAFE", "metrics-file"],
    ["FILE_UNSAFE", "audit-file"],
    ["INPUT_INVALID", "otlp-endpoint"],
  ]);
  expect(recordProblems(parts, inputs({ metricsFile: "m", auditFile: "a" }))).toEqual([]);
});

test("two inputs never name one file, however they write it", () => {
  const { parts } = recorded();
  const codes = (given: Partial<Inputs>) =>
    recordProblems(parts, inputs(given)).map(({ code, at }) => [code, at?.input]);
  expect(codes({ metricsFile: "a/b", auditFile: "a/./B" })).toEqual([["NAME_COLLISION", "audit-file"]]);
  expect(codes({ auditFile: "x.env", exportFile: "./x.env" })).toEqual([["NAME_COLLISION", "export-file"]]);
  expect(codes({ metricsFile: "a", auditFile: "b", exportFile: "c" })).toEqual([]);
});
