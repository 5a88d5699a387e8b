import { expect, test } from "vitest";
import { findLeaks } from "../harness/leaks.ts";
import { runAction } from "../harness/run-action.ts";

const CANARY = "CANARY-7f3a/hunter2+x y";
const PEM = "-----BEGIN KEY-----\nCANARYq8Zk2LmN0pR\nCANARYt5Vw9XyZ1aB\n-----END KEY-----";

test("a value of the environment is masked, exported under its new name, and blanked in post", async () => {
  const run = await runAction({ inputs: { secrets: "MONGO_URL = env://SOURCE" }, env: { SOURCE: CANARY } });
  expect(run.main.stderr).toBe("");
  expect(run.main.succeeded).toBe(true);
  expect(run.env.get("MONGO_URL")).toBe(CANARY);
  expect(run.outputs.get("loaded")).toBe('["MONGO_URL"]');
  expect(run.outputs.get("sources")).toBe('{"MONGO_URL":"env"}');
  expect(run.outputs.get("skipped")).toBe("false");
  expect(run.envAfterPost.get("MONGO_URL")).toBe("");
  expect(run.files.afterPost).toEqual([]);
  expect(findLeaks(run, [CANARY])).toEqual([]);
});

test("a multi-line value keeps every byte, and no line of it is shown", async () => {
  const run = await runAction({ inputs: { secrets: "TLS_KEY = env://SOURCE" }, env: { SOURCE: PEM } });
  expect(run.env.get("TLS_KEY")).toBe(PEM);
  expect(findLeaks(run, ["CANARYq8Zk2LmN0pR", "CANARYt5Vw9XyZ1aB"])).toEqual([]);
});

test("an empty variable is not found, and the reason is said", async () => {
  const run = await runAction({
    inputs: { secrets: "A = env://EMPTY\nB? = env://EMPTY" },
    env: { EMPTY: "" },
  });
  expect(run.main.exitCode).toBe(1);
  expect(run.log).toContain("SECRET_NOT_FOUND");
  expect(run.log).toContain("set but empty");
  expect([...run.env.keys()]).toEqual([]);
});

test("all problems are reported together, and nothing happens", async () => {
  const run = await runAction({
    inputs: { secrets: `A = ${CANARY}\nB = nosuch://x\nPATH = env://SOURCE`, export: "everywhere" },
    env: { SOURCE: CANARY },
  });
  expect(run.main.exitCode).toBe(1);
  expect(run.annotations.filter(({ severity }) => severity === "error").length).toBeGreaterThanOrEqual(3);
  expect(run.log).toContain("REFERENCE_INVALID");
  expect(run.log).toContain("INPUT_INVALID");
  expect([...run.env.keys()]).toEqual([]);
  expect(findLeaks(run, [CANARY])).toEqual([]);
});

test("a fork's pull request skips before any input is judged", async () => {
  const payload = { pull_request: { head: { repo: { id: 2 } }, base: { repo: { id: 1 } } } };
  const run = await runAction({
    inputs: { secrets: "no line at all" },
    event: { name: "pull_request", payload },
  });
  expect(run.main.succeeded).toBe(true);
  expect(run.outputs.get("skipped")).toBe("true");
  expect(run.log).toContain("comes from a fork");
  const failing = await runAction({
    inputs: { secrets: "A = env://B", "on-untrusted": "fail" },
    event: { name: "pull_request", payload },
  });
  expect(failing.main.exitCode).toBe(1);
  expect(failing.log).toContain("EVENT_UNTRUSTED");
});

test("a privileged event of another checkout is refused", async () => {
  const run = await runAction({
    inputs: { secrets: "A = env://SOURCE" },
    env: { SOURCE: CANARY, GITHUB_SHA: "f".repeat(40) },
    event: { name: "pull_request_target", payload: {} },
    workspace: { "README.md": "x" },
  });
  expect(run.main.exitCode).toBe(1);
  expect(run.log).toContain("EVENT_UNTRUSTED");
  expect(run.env.size).toBe(0);
});

test("a value that holds commands and heredocs changes nothing but its own variable", async () => {
  const value = `${CANARY}\n::set-output name=evil::1\nNODE_OPTIONS<<EOF\n--require /evil\nEOF\n##[add-path]/evil`;
  const run = await runAction({ inputs: { secrets: "A = env://SOURCE" }, env: { SOURCE: value } });
  expect(run.env.get("A")).toBe(value);
  expect([...run.env.keys()].sort()).toEqual(["A", "SECRETS_ACTION_REPORT"]);
  expect(run.main.problems).toEqual([]);
});

test("a dry run shows the plan and exports nothing", async () => {
  const run = await runAction({
    inputs: { secrets: "A = env://SOURCE", "dry-run": "true" },
    env: { SOURCE: CANARY },
  });
  expect(run.main.succeeded).toBe(true);
  expect(run.log).toContain("nothing was exported");
  expect([...run.env.keys()]).toEqual([]);
  expect(findLeaks(run, [CANARY])).toEqual([]);
});

test("post after a main that was killed removes what main left", async () => {
  const run = await runAction({
    inputs: { secrets: "A = env://SOURCE as file, env" },
    env: { SOURCE: CANARY },
    slowReader: true,
    kill: { signal: "SIGKILL", whenStdout: /Load/ },
  });
  expect(run.post?.exitCode).toBe(0);
  expect(run.files.afterPost).toEqual([]);
});
