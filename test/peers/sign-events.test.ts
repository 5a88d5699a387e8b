import fs from "node:fs";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { findLeaks } from "../harness/leaks.ts";
import type { ActionRun, RunOptions } from "../harness/run-action.ts";
import { json, listen, type Listening } from "../harness/servers/control.ts";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { signWith } from "./sign-action.ts";

const CANARY = "CANARY-7f3a";
const FILE = { "dist/app.tgz": "the artifact" };
const SUMS = {
  SHA256SUMS: `${"a".repeat(64)}  elsewhere.tgz
`,
};

let peers: Sigstore;
beforeAll(async () => void (peers = await sigstore({ rekor2: false, tsa: false, referrersRegistry: false })));
afterAll(async () => peers.stop());

const logSize = async (): Promise<number> => {
  const answer = await fetch(`${peers.rekor1Url}/api/v1/log`);
  return ((await answer.json()) as { treeSize: number }).treeSize;
};

/** Signs one file; returns with it how many entries the log has more. */
async function sign({ inputs, ...options }: RunOptions = {}): Promise<
  ActionRun & { readonly entries: number }
> {
  const before = await logSize();
  const result = await signWith(peers, "v1", {
    untracked: { ...FILE, ...SUMS },
    ...options,
    inputs: { sign: "dist/*.tgz", ...inputs },
  });
  expect(findLeaks(result, [CANARY, ...peers.oidc.tokens])).toEqual([]);
  return { ...result, entries: (await logSize()) - before };
}

const served = async (handler: Parameters<typeof listen>[0]): Promise<Listening> => {
  const server = await listen(handler);
  onTestFinished(server.stop);
  return server;
};

describe.each(["push", "pull_request_target", "workflow_run", "issue_comment", "merge_group", "release"])(
  "%s at the event's own commit",
  (name) => {
    test("signs, with whom to trust and where to sign in files of that commit", async () => {
      const { main, log, entries } = await sign({
        ...(name === "push" ? {} : { event: { name, payload: {} } }),
        workspace: {
          "trust/root.json": fs.readFileSync(peers.trustedRoot),
          "trust/config.json": fs.readFileSync(peers.signingConfig("v1")),
        },
        inputs: { "trusted-root": "trust/root.json", "signing-config": "trust/config.json" },
      });
      expect([main.exitCode, log, entries]).toEqual([0, expect.stringContaining("dist/app.tgz"), 1]);
    });
  },
);

test.each(["private", "internal", "public"])(
  "a Sigstore of one's own signs for a repository of visibility %s",
  async (visibility) => {
    peers.oidc.setClaims({ repository_visibility: visibility });
    onTestFinished(() => peers.oidc.setClaims());
    const { main, log, entries } = await sign();
    expect([log, main.exitCode, entries]).toEqual([expect.any(String), 0, 1]);
  },
);

test("variables that steer other tools do nothing, and are named once", async () => {
  const asked: string[] = [];
  const trap = await served(({ path }) => {
    asked.push(path);
    return json(500, {});
  });
  const env = {
    SIGSTORE_ID_TOKEN: CANARY,
    SIGSTORE_REKOR_URL: trap.url,
    SIGSTORE_FULCIO_URL: trap.url,
    SIGSTORE_ROOT_FILE: "evil.pem",
    SIGSTORE_CT_LOG_PUBLIC_KEY_FILE: "evil.pub",
    TUF_MIRROR: trap.url,
    TUF_ROOT: "evil",
    COSIGN_REPOSITORY: "evil.example/here",
    COSIGN_PASSWORD: CANARY,
  };
  const image = await peers.pushImage(peers.registryHost, "shop/stray", "one");
  const { main, log, entries } = await sign({ env, inputs: { sign: `oci://${image}` } });
  expect([main.exitCode, entries > 0, asked]).toEqual([0, true, []]);
  for (const name of Object.keys(env)) expect(log.split(name)).toHaveLength(2);
  expect(log.match(/Ignored:/g)).toHaveLength(1);
});

test("a person's private repository gets no attestation of GitHub's, and no entry in the log", async () => {
  const message = "Feature not available for user-owned private repositories.";
  const api = await served(() => json(403, { message }));
  const { main, log, entries } = await sign({
    env: { GITHUB_API_URL: api.url },
    inputs: { "file-format": "statement", "github-attestations": "true", "github-token": CANARY },
  });
  expect([main.exitCode, log, entries]).toEqual([1, expect.stringContaining("ATTESTATION_REFUSED"), 0]);
});

describe("the runner's list of artifacts", () => {
  const listed = async (inputs: Readonly<Record<string, string>>): Promise<[ActionRun, string]> => {
    const file = peers.write("artifacts", "");
    const result = await sign({ env: { GITHUB_ARTIFACTS: file }, inputs });
    return [result, fs.readFileSync(file, "utf8")];
  };

  test("gets each subject once", async () => {
    const image = await peers.pushImage(peers.registryHost, "shop/listed", "one");
    const [{ main }, text] = await listed({ sign: `oci://${image}\ndist/*.tgz`, attest: "provenance" });
    expect([main.exitCode, text.trim().split("\n").toSorted()]).toEqual([
      0,
      ["dist/app.tgz", `oci://${image}`],
    ]);
  });

  test("gets nothing in a dry run, and no line of a checksums file", async () => {
    const [dry, none] = await listed({ "dry-run": "true" });
    expect([dry.main.exitCode, none]).toEqual([0, ""]);
    const [{ main }, text] = await listed({ sign: "", checksums: "SHA256SUMS", attest: "provenance" });
    expect([main.exitCode, text]).toEqual([0, ""]);
  });
});
