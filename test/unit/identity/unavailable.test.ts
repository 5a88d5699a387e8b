import { expect, test } from "vitest";
import { type TokenEvent, whyNoToken } from "../../../src/identity/unavailable.ts";

const CANARY = "CANARY-7f3a";
const ENV = { GITHUB_ACTIONS: "true", GITHUB_ACTOR: "someone" };
const push: TokenEvent = { name: "push", actor: "someone", payload: {} };
const pull = (head: unknown, actor = "someone"): TokenEvent => ({
  name: "pull_request",
  actor,
  payload: { pull_request: { head: { repo: head }, base: { repo: { id: 1 } } } },
});

test.for<readonly [string, Record<string, string>, TokenEvent, "actions" | "terminal", RegExp, RegExp]>([
  [
    "no permission",
    ENV,
    push,
    "actions",
    /lacks `id-token: write`/,
    /^permissions:\n {2}id-token: write\n {2}contents: read$/m,
  ],
  [
    "a reusable workflow",
    ENV,
    push,
    "actions",
    /lacks/,
    /calls it as well[^]*\n {4}permissions:\n {6}id-token: write/,
  ],
  [
    "a job's name",
    { ...ENV, GITHUB_JOB: "deploy" },
    push,
    "actions",
    /The job deploy may not/,
    /not to the step/,
  ],
  [
    "only the address",
    { ...ENV, ACTIONS_ID_TOKEN_REQUEST_URL: CANARY },
    push,
    "actions",
    /REQUEST_TOKEN is not set/,
    /permissions:/,
  ],
  [
    "only the token",
    { ...ENV, ACTIONS_ID_TOKEN_REQUEST_TOKEN: CANARY },
    push,
    "actions",
    /REQUEST_URL is not set/,
    /permissions:/,
  ],
  [
    "a fork",
    ENV,
    pull({ id: 2 }),
    "actions",
    /comes from a fork/,
    /^if: github\.event\.pull_request\.head\.repo/m,
  ],
  ["a deleted fork", ENV, pull(null), "actions", /comes from a fork/, /^if: /m],
  ["no fork", ENV, pull({ id: 1 }), "actions", /lacks `id-token: write`/, /permissions:/],
  [
    "Dependabot",
    { ...ENV, GITHUB_ACTOR: "dependabot[bot]" },
    pull({ id: 1 }),
    "actions",
    /^Dependabot/,
    /dependabot\[bot\]'$/,
  ],
  [
    "Dependabot by the event",
    { GITHUB_ACTIONS: "true" },
    pull({ id: 1 }, "dependabot[bot]"),
    "actions",
    /^Dependabot/,
    /^if: /m,
  ],
  [
    "a terminal",
    {},
    { name: "", actor: "", payload: null },
    "terminal",
    /no GitHub job here/,
    /^--aws-credentials "profile NAME"$/m,
  ],
  ["the terminal's face in a job", ENV, push, "terminal", /lacks/, /permissions:/],
])("%s", ([, env, event, face, cause, fix]) => {
  const failure = whyNoToken(env, event, face);
  expect(failure.code).toBe("OIDC_PERMISSION_MISSING");
  expect(failure.message).toMatch(cause);
  expect(failure.fix).toMatch(fix);
  expect(failure.message + failure.fix).not.toContain(CANARY);
});

test("a fork and Dependabot are not told to add a permission", () => {
  expect(whyNoToken(ENV, pull({ id: 2 }), "actions").fix).not.toContain("id-token");
  expect(whyNoToken(ENV, pull({ id: 1 }, "dependabot[bot]"), "actions").fix).toContain("id-token");
  expect(
    whyNoToken({ GITHUB_ACTIONS: "true" }, pull({ id: 1 }, "dependabot[bot]"), "actions").fix,
  ).not.toContain("id-token");
});
