import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { machineVariables } from "../harness/job-variables.ts";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { type Done, runTool } from "./later-step.ts";

const cli = path.resolve(import.meta.dirname, "../../dist/cli.js");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sign-terminal-"));
const temp = path.join(folder, "temp");
let workspace = "";
let peers: Sigstore;
beforeAll(async () => {
  fs.mkdirSync(temp);
  peers = await sigstore();
});
afterAll(async () => {
  await peers.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  workspace = fs.mkdtempSync(path.join(folder, "work-"));
  write("app.tgz", "the artifact");
});

const write = (name: string, text: string): void => fs.writeFileSync(path.join(workspace, name), text);
const files = (): string[] => fs.readdirSync(workspace, { recursive: true }).map(String).toSorted();
const environment = (env: Readonly<Record<string, string>>): Record<string, string> => ({
  ...machineVariables(),
  HOME: folder,
  TMPDIR: temp,
  ...env,
});
const ours = async (
  args: readonly string[],
  { env = {}, input = "" }: { readonly env?: Readonly<Record<string, string>>; readonly input?: string } = {},
): Promise<Done> =>
  await runTool(process.execPath, [cli, ...args], environment(env), { input, cwd: workspace });

/** Whom to sign as and where; the token lies outside of what is signed. */
const signing = (token = peers.oidc.token()): string[] => {
  fs.writeFileSync(path.join(folder, "token"), token, { mode: 0o600 });
  return [...services(), "--identity-token", path.join(folder, "token")];
};
const services = (): string[] => [
  "--trusted-root",
  peers.trustedRoot,
  "--signing-config",
  peers.signingConfig("v1"),
  "--fulcio-url",
  peers.fulcioUrl,
];
const trusting = (): string[] => ["--trusted-root", peers.trustedRoot];
const who = (): string[] => [
  ...trusting(),
  "--repository",
  "liquid-hive/shop",
  "--workflow",
  ".github/workflows/deploy.yml",
  "--ref",
  "refs/heads/main",
  "--issuer",
  peers.oidc.url,
];
const cosign = async (verb: string, ...args: string[]): Promise<readonly [number | null, string]> => {
  const { code, stderr } = await peers.cosign([verb, ...peers.verifyFlags(), ...args]);
  return [code, code === 0 ? "" : stderr];
};
const at = (name: string): string => path.join(workspace, name);

test("a file is signed beside itself, cosign verifies it, and nothing else is left", async () => {
  const token = peers.oidc.token();
  const done = await ours(["sign", "app.tgz", ...signing(token)]);
  expect([done.code, done.stdout]).toEqual([0, ""]);
  expect(done.stderr).toMatch(/app\.tgz +sha256:/);
  expect(files()).toEqual(["app.tgz", "app.tgz.sigstore.json"]);
  expect(fs.readdirSync(temp)).toEqual([]);
  expect(await cosign("verify-blob", "--bundle", at("app.tgz.sigstore.json"), at("app.tgz"))).toEqual([
    0,
    "",
  ]);
  const verified = await ours(["verify", "app.tgz", ...who()]);
  expect([verified.code, verified.stdout, verified.stderr]).toEqual([0, "", expect.stringContaining("✓")]);
  expect(files()).toEqual(["app.tgz", "app.tgz.sigstore.json"]);
  expect(fs.readdirSync(temp)).toEqual([]);
  expect(done.stderr).not.toContain(token.split(".")[2]);
});

test("standard input is signed under the name that it is given", async () => {
  const done = await ours(["sign", "-", "--as", "piped file.tgz", ...signing()], { input: "from a pipe" });
  expect([done.code, files()]).toEqual([0, ["app.tgz", "piped file.tgz.sigstore.json"]]);
  write("piped file.tgz", "from a pipe");
  const name = at("piped file.tgz");
  expect(await cosign("verify-blob", "--bundle", `${name}.sigstore.json`, name)).toEqual([0, ""]);
  expect((await ours(["verify", "piped file.tgz", ...who()])).code).toBe(0);
});

test("the token comes from standard input, or from the job that it runs in", async () => {
  const piped = await ours(["sign", "app.tgz", ...services(), "--identity-token", "-"], {
    input: `${peers.oidc.token()}\n`,
  });
  expect([piped.code, files()]).toEqual([0, ["app.tgz", "app.tgz.sigstore.json"]]);
  fs.rmSync(at("app.tgz.sigstore.json"));
  const job = await ours(["sign", "app.tgz", ...services()], {
    env: { ...peers.env, GITHUB_ACTIONS: "true" },
  });
  expect([job.code, files(), peers.oidc.audiences.at(-1)]).toEqual([
    0,
    ["app.tgz", "app.tgz.sigstore.json"],
    "sigstore",
  ]);
  const other = await ours(["sign", "app.tgz", ...signing(peers.oidc.token({}, "sts.amazonaws.com"))]);
  expect([other.code, other.stderr]).toEqual([1, expect.stringContaining("not for the audience sigstore")]);
});

test("patterns, odd names and several operands: each has its signature", async () => {
  const odd = ["a[1].tgz", "b, c.tgz", "--d.tgz"];
  for (const name of [...odd, "a1.tgz"]) write(name, name);
  const done = await ours(["sign", ...signing(), "--", ...odd]);
  expect([done.code, files()]).toEqual([
    0,
    [...odd, ...odd.map((name) => `${name}.sigstore.json`), "a1.tgz", "app.tgz"].toSorted(),
  ]);
  const verified = await ours(["verify", ...who(), "--json", "--", ...odd]);
  const verdict = JSON.parse(verified.stdout) as {
    readonly passed: boolean;
    readonly subjects: readonly unknown[];
  };
  expect([verified.code, verdict.passed, verdict.subjects.length]).toEqual([0, true, 3]);
  const all = await ours(["sign", "*.tgz", ...signing(), "--dry-run"]);
  expect([all.code, all.stderr]).toEqual([0, expect.stringMatching(/would sign[^]*a1\.tgz/i)]);
  const none = await ours(["sign", "missing.tgz", ...signing()]);
  expect([none.code, none.stdout, none.stderr]).toEqual([
    1,
    "",
    expect.stringContaining("SUBJECT_NOT_FOUND"),
  ]);
});

test("attest as cosign does: a statement in the folder, which cosign and verify --has read", async () => {
  write(
    "app.spdx.json",
    JSON.stringify({ spdxVersion: "SPDX-2.3", SPDXID: "SPDXRef-DOCUMENT", name: "app" }),
  );
  const typed = ["attest", "--type", "spdxjson", "--predicate", "app.spdx.json", "app.tgz"];
  const done = await ours([...typed, ...signing()]);
  expect([done.code, done.stdout, done.stderr]).toEqual([
    0,
    "",
    expect.stringContaining("spdxjson.intoto.jsonl"),
  ]);
  expect(files()).toEqual(["app.spdx.json", "app.tgz", "spdxjson.intoto.jsonl"]);
  const bundle = ["--bundle", at("spdxjson.intoto.jsonl")];
  expect(await cosign("verify-blob-attestation", ...bundle, "--type", "spdxjson", at("app.tgz"))).toEqual([
    0,
    "",
  ]);
  const has = ["--has", "spdxjson", "--bundle", "spdxjson.intoto.jsonl"];
  expect((await ours(["verify", "app.tgz", ...has, ...who()])).code).toBe(0);
  // A statement of another type is no signature.
  const signature = await ours(["verify", "app.tgz", ...has.slice(2), ...who()]);
  expect([signature.code, signature.stderr]).toEqual([1, expect.stringContaining("SIGNATURE_MISSING")]);
  const lines = await ours(["attest", "--attest", "provenance for app.tgz", ...signing()]);
  expect([lines.code, files().includes("provenance.intoto.jsonl")]).toEqual([0, true]);
});

test("an image, signed and attested by its digest", async () => {
  const image = await peers.pushImage(peers.registryHost, "shop/terminal", "one");
  const signed = await ours(["sign", `oci://${image}`, "--json", ...signing()]);
  const attested = await ours(["attest", "--type", "provenance", `oci://${image}`, ...signing()]);
  expect([signed.code, attested.code]).toEqual([0, 0]);
  expect(await cosign("verify", image)).toEqual([0, ""]);
  const verified = await ours(["verify", `oci://${image}`, "--has", "signature,provenance", ...who()]);
  expect([verified.code, verified.stderr]).toEqual([0, expect.stringContaining("✓")]);
  expect(fs.readdirSync(temp)).toEqual([]);
});

test("sign --json: what was made and nothing else", async () => {
  const { code, stdout } = await ours(["sign", "app.tgz", "--json", ...signing()]);
  const made = JSON.parse(stdout) as Record<string, unknown> & { artifacts: { commands: string[] }[] };
  expect([code, Object.keys(made).toSorted()]).toEqual([
    0,
    [
      "artifacts",
      "certificate_until",
      "dry_run",
      "failed",
      "identity",
      "instance",
      "issuer",
      "notes",
      "source",
    ],
  ]);
  expect(made).toMatchObject({
    identity: peers.identity,
    issuer: peers.oidc.url,
    instance: "private",
    dry_run: false,
    failed: null,
    artifacts: [
      {
        subject: "app.tgz",
        what: "signature",
        places: [{ form: "bundle", where: "app.tgz.sigstore.json" }],
        log: { index: expect.stringMatching(/^\d+$/) },
      },
    ],
  });
  expect(made.artifacts[0]!.commands[0]).toMatch(/^cosign verify-blob /);
});

test("verify --json prints the verdict also where it says no", async () => {
  await ours(["sign", "app.tgz", ...signing()]);
  const yes = await ours(["verify", "app.tgz", "--json", ...who()]);
  expect([yes.code, JSON.parse(yes.stdout)]).toMatchObject([
    0,
    { passed: true, subjects: [{ subject: "app.tgz" }] },
  ]);
  expect(yes.stderr).toBe("");
  const no = await ours(["verify", "app.tgz", "--json", ...who(), "--ref", "refs/tags/v1"]);
  expect([no.code, JSON.parse(no.stdout)]).toMatchObject([
    1,
    {
      passed: false,
      subjects: [
        {
          needs: [
            { policies: [{ candidates: [{ mismatches: [{ check: "ref", expected: "refs/tags/v1" }] }] }] },
          ],
        },
      ],
    },
  ]);
  expect(no.stderr).toContain("IDENTITY_MISMATCH");
  write("app.tgz", "another artifact");
  const changed = await ours(["verify", "app.tgz", "--json", ...who()]);
  expect([changed.code, JSON.parse(changed.stdout)]).toMatchObject([1, { passed: false }]);
});

test("cosign's flags of an identity, and a regular expression that matches a part only", async () => {
  await ours(["sign", "app.tgz", ...signing()]);
  const issuer = `--certificate-oidc-issuer=${peers.oidc.url}`;
  const verify = async (...args: string[]): Promise<number | null> =>
    (await ours(["verify", "app.tgz", ...trusting(), ...args])).code;
  expect([
    await verify("--certificate-identity", peers.identity, issuer),
    await verify(`--certificate-identity=${peers.identity}`, "--certificate-oidc-issuer", peers.oidc.url),
    await verify("--certificate-identity-regexp", "https://github\\.com/liquid-hive/shop/.*", issuer),
    await verify("--certificate-identity-regexp", "liquid-hive/shop", issuer),
    await verify("--certificate-identity", `${peers.identity}x`, issuer),
    await verify("--certificate-identity", peers.identity, `${issuer}x`),
    await verify(
      "--certificate-identity",
      peers.identity,
      issuer,
      "--certificate-github-workflow-ref",
      "refs/heads/x",
    ),
  ]).toEqual([0, 0, 0, 1, 1, 1, 1]);
});

test.each([["as soon as it has begun"], ["while it reads standard input"]])(
  "Ctrl-C %s: 130, and nothing is left",
  async (when) => {
    const args = [cli, "sign", "-", "--as", "piped.tgz", ...signing()];
    const child = spawn(process.execPath, args, { cwd: workspace, env: environment({ LOG_LEVEL: "DEBUG" }) });
    let said = "";
    const isEarly = when.startsWith("as soon");
    child.stderr.on("data", (chunk: Buffer) => {
      if (isEarly && said === "") child.kill("SIGINT");
      said += chunk.toString();
    });
    child.stdin.on("error", () => undefined);
    // A pipe holds less than this: that all of it went in says that it is read.
    if (!isEarly) child.stdin.write(Buffer.alloc(4 * 1024 * 1024), () => child.kill("SIGINT"));
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect([code, files(), fs.readdirSync(temp)]).toEqual([130, ["app.tgz"], []]);
    expect(said).not.toContain("INTERNAL");
  },
);
