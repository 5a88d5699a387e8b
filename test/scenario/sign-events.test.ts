import http from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { findLeaks } from "../harness/leaks.ts";
import { type ActionRun, type RunOptions, runAction } from "../harness/run-action.ts";
import { git, writeFiles } from "../harness/run-folder.ts";
import { oidcServer } from "../harness/servers/oidc.ts";
import { rootOf } from "../unit/signing/trust/files.ts";
import { configOf } from "../unit/signing/trust/signing-configs.ts";
import { type Served, served } from "./aws-place.ts";

/** Where a job may not sign, or not there: nobody is asked for anything that would be in vain. */
const CANARIES = ["CANARY-7f3a-github-token", "CANARY-7f3a-registry-password"];
const SECRETS = {
  "github-token": CANARIES[0]!,
  "registry-password": CANARIES[1]!,
  "registry-username": "ci",
};
const ROOT = JSON.stringify(rootOf());
const CONFIG = JSON.stringify(configOf());

interface Signing {
  readonly result: ActionRun;
  /** What arrived at the registry. */
  readonly registry: Served;
  readonly tokens: readonly string[];
}

/** Runs an action that is asked to sign an image and a file; the registry has no image. */
async function signing(
  { inputs, servers, ...options }: RunOptions,
  claims: Readonly<Record<string, unknown>> = {},
): Promise<Signing> {
  const registry = await served(() => ({ status: 404, headers: {}, body: "{}" }));
  const oidc = oidcServer({ claims });
  const image = `oci://${new URL(registry.url).host}/shop/api@sha256:${"a".repeat(64)}`;
  const result = await runAction({
    action: "sign",
    servers: servers ?? [oidc],
    ...options,
    untracked: { "dist/app.tgz": "the artifact", ...options.untracked },
    inputs: { sign: `${image}\ndist/*.tgz`, ...SECRETS, ...inputs },
  });
  expect(findLeaks(result, [...CANARIES, ...oidc.tokens])).toEqual([]);
  return { result, registry, tokens: oidc.tokens };
}

const inVain = ({ registry, tokens }: Signing): [number, number] => [registry.calls.length, tokens.length];

const forkOf = (head: unknown): object => ({
  pull_request: {
    head: { sha: "f".repeat(40), repo: head },
    base: { sha: "e".repeat(40), repo: { id: 1001, full_name: "liquid-hive/example" } },
  },
});
const fork = forkOf({ id: 2, full_name: "evil/example", fork: true });

describe.each<[string, Pick<RunOptions, "event" | "env">, RegExp]>([
  ["a fork's pull request", { event: { name: "pull_request", payload: fork } }, /comes from a fork/],
  ["a deleted fork's", { event: { name: "pull_request", payload: forkOf(null) } }, /comes from a fork/],
  ["a review of it", { event: { name: "pull_request_review", payload: fork } }, /comes from a fork/],
  ["Dependabot's push", { env: { GITHUB_ACTOR: "dependabot[bot]" } }, /Dependabot set off/],
])("%s", (_, circumstances, why) => {
  test("is skipped, with a notice about signing", async () => {
    const run = await signing(circumstances);
    const { result } = run;
    expect([result.main.exitCode, result.outputs.get("skipped"), inVain(run)]).toEqual([0, "true", [0, 0]]);
    const [notice] = result.annotations;
    expect([notice?.severity, notice?.properties.get("title")]).toEqual([
      "notice",
      "Nothing is signed for this event",
    ]);
    expect(notice?.message).toMatch(why);
    expect(notice?.message).toContain("no identity token");
    expect([result.outputs.get("bundles"), result.files.afterPost]).toEqual([undefined, []]);
  });

  test("fails where that is asked for, with the lines to paste", async () => {
    const run = await signing({ ...circumstances, inputs: { "on-untrusted": "fail" } });
    expect([run.result.main.exitCode, inVain(run)]).toEqual([1, [0, 0]]);
    expect(run.result.log).toMatch(why);
    for (const words of ["EVENT_UNTRUSTED", "Nothing is signed here", "if: github.event_name == 'push'"])
      expect(run.result.log).toContain(words);
  });
});

test("the root action that loads and signs says both", async () => {
  const inputs = { secrets: "A = env://B" };
  const event = { name: "pull_request", payload: fork };
  const { result } = await signing({ action: ".", inputs, event });
  expect([result.main.exitCode, result.annotations[0]?.properties.get("title")]).toEqual([
    0,
    "Nothing is loaded or signed for this event",
  ]);
});

test.each(["sign", "."])(
  "without id-token: write, %s names the permission, and asks nobody",
  async (action) => {
    const run = await signing({ action, servers: [], inputs: { sigstore: "public" } });
    const { result } = run;
    expect([result.main.exitCode, inVain(run)]).toEqual([1, [0, 0]]);
    expect(result.log).toContain("OIDC_PERMISSION_MISSING");
    expect(result.log).toMatch(/permissions:[\s\S]*id-token: write/);
    expect(result.log).not.toContain("SUBJECT_");
  },
);

describe("events that a stranger can set off", () => {
  const events = ["pull_request_target", "workflow_run", "issue_comment"];
  /** Checks out what a pull request brings. */
  const prepare = ({ workspace }: { workspace: string }): void => {
    writeFiles(workspace, { "README.md": "pull request" });
    git(workspace, ["commit", "--quiet", "--all", "--message=pull request"]);
  };

  test.each(events)("%s with another checkout is refused before anything", async (name) => {
    const workspace = { "README.md": "main" };
    const run = await signing({ workspace, prepare, event: { name, payload: fork } });
    expect([run.result.main.exitCode, inVain(run)]).toEqual([1, [0, 0]]);
    expect(run.result.log).toContain("EVENT_UNTRUSTED");
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    ["trusted-root", { "trusted-root": "trust/file.json" }],
    ["tuf-root", { "tuf-root": "trust/file.json", "tuf-mirror": "https://127.0.0.1:1" }],
    ["signing-config", { "signing-config": "trust/file.json", "trusted-root": ROOT }],
  ])("%s of the checkout counts as the event's commit has it", async (input, given) => {
    const text = input === "signing-config" ? CONFIG : ROOT;
    const event = { name: "pull_request_target", payload: fork };
    const changed = await signing({
      inputs: given,
      event,
      workspace: { "trust/file.json": text },
      untracked: { "trust/file.json": `${text} ` },
    });
    expect([changed.result.main.exitCode, inVain(changed)]).toEqual([1, [0, 0]]);
    expect(changed.result.log).toContain("FILE_NOT_COMMITTED");
    const uncommitted = await signing({ inputs: given, event, untracked: { "trust/file.json": text } });
    expect([uncommitted.result.main.exitCode, inVain(uncommitted)]).toEqual([1, [0, 0]]);
    expect(uncommitted.result.log).toMatch(/EVENT_UNTRUSTED|FILE_NOT_COMMITTED/);
    // As committed, it is read: what comes next is another question.
    const own = await signing({ inputs: given, event, workspace: { "trust/file.json": text } });
    expect(own.result.log).not.toMatch(/EVENT_UNTRUSTED|FILE_NOT_COMMITTED/);
    expect(own.tokens).toHaveLength(1);
  });
});

test.each<[string, Readonly<Record<string, string>>, string]>([
  ["no fulcio-url", {}, "must be named in the workflow too"],
  ["another fulcio-url", { "fulcio-url": "https://fulcio.example.org" }, "another Fulcio than fulcio-url"],
])("a signing config of the checkout does not choose who gets the token: %s", async (_, more, why) => {
  const run = await signing({
    inputs: { "trusted-root": ROOT, "signing-config": "trust/config.json", ...more },
    workspace: { "trust/config.json": CONFIG },
  });
  expect([run.result.main.exitCode, run.registry.calls.length]).toEqual([1, 0]);
  for (const words of ["ENDPOINT_REFUSED", why, "fulcio-url: https://fulcio.example"])
    expect(run.result.log).toContain(words);
});

const PUBLIC_SERVICES = {
  "trusted-root": ROOT,
  "fulcio-url": "https://fulcio.sigstore.dev",
  "rekor-url": "https://rekor.sigstore.dev",
};

test.each<[unknown, Readonly<Record<string, string>>, string]>([
  ["private", { sigstore: "public" }, "This repository is private"],
  ["internal", { sigstore: "public" }, "This repository is internal"],
  [undefined, { sigstore: "public" }, "counts as private"],
  ["PUBLIC", { sigstore: "public" }, "counts as private"],
  [true, { sigstore: "public" }, "counts as private"],
  ["private", PUBLIC_SERVICES, "This repository is private"],
])("a repository of visibility %s does not get into a public log (%j)", async (visibility, inputs, why) => {
  const run = await signing({ inputs }, { repository_visibility: visibility });
  expect([run.result.main.exitCode, run.registry.calls.length]).toEqual([1, 0]);
  for (const words of ["PUBLIC_LOG_REFUSED", why, "allow-public-log: true"])
    expect(run.result.log).toContain(words);
});

test.each([
  ["private", "tuf-repo.github.com:443"],
  ["internal", "tuf-repo.github.com:443"],
  [undefined, "tuf-repo.github.com:443"],
  ["public", "tuf-repo-cdn.sigstore.dev:443"],
])("by default, a repository of visibility %s asks only %s whom to trust", async (visibility, host) => {
  const asked = new Set<string>();
  const proxy = await refusingProxy(asked);
  const { result } = await signing(
    { env: { HTTPS_PROXY: proxy, NO_PROXY: "127.0.0.1" }, inputs: { sign: "dist/*.tgz" } },
    { repository_visibility: visibility },
  );
  expect([result.main.exitCode, [...asked]]).toEqual([1, [host]]);
  expect(result.log).toContain("TRUST_ROOT_UNAVAILABLE");
});

test.each<[string, number, string, string]>([
  [
    "a person's private repository",
    403,
    "Feature not available for user-owned private repositories. To enable this feature, please make this repository public.",
    "a private repository of a person's own account has no attestations",
  ],
  ["no permission", 403, "Resource not accessible by integration", "attestations: write"],
])(
  "GitHub's attestations are refused before anything gets into the log: %s",
  async (_, status, message, why) => {
    const api = await served(() => ({ status, headers: {}, body: JSON.stringify({ message }) }));
    const services = await served(() => ({ status: 500, headers: {}, body: "{}" }));
    const { result } = await signing({
      env: { GITHUB_API_URL: api.url },
      inputs: {
        sign: "dist/*.tgz",
        "file-format": "statement",
        "github-attestations": "true",
        "trusted-root": ROOT,
        "fulcio-url": services.url,
        "rekor-url": services.url,
      },
      untracked: { "dist/app.tgz": "the artifact" },
    });
    expect([result.main.exitCode, services.calls.length, api.calls.length]).toEqual([1, 0, 1]);
    for (const words of ["ATTESTATION_REFUSED", why]) expect(result.log).toContain(words);
  },
);

/** A proxy that lets nothing through; `asked` gets the hosts that were wanted. */
async function refusingProxy(asked: Set<string>): Promise<string> {
  const server = http.createServer();
  server.on("connect", ({ url }, socket) => {
    asked.add(url ?? "");
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
