import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { blocksOf, pages } from "../harness/documents.ts";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { peer } from "./peers.ts";
import { signWith, verifyWith } from "./sign-action.ts";

let peers: Sigstore;
let folder = "";
beforeAll(async () => {
  peers = await sigstore({ rekor2: false, registry: false, referrersRegistry: false });
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "docs-sigstore-"));
});
afterAll(async () => {
  fs.rmSync(folder, { recursive: true, force: true });
  await peers.stop();
});

test("the commands of the page on private Sigstores make files that sign and verify", async () => {
  const page = pages().find(({ name }) => name === "docs/private-sigstore.md")!;
  const block = blocksOf(page).find(({ text }) => text.includes("trusted-root create"))!;
  const { fulcio, rekor1, ctlog, tsa } = peers.urls;
  const key = (name: string): string => peers.keys.at(name);
  const script = Object.entries({
    "https://fulcio.example.com": fulcio,
    "https://rekor.example.com": rekor1!,
    "https://ct.example.com": ctlog!,
    "https://tsa.example.com/api/v1/timestamp": tsa!,
    "=fulcio.pem": `=${key("fulcio.pem")}`,
    "=rekor.pub": `=${key("rekor1.pub")}`,
    "=ct.pub": `=${key("ct.pub")}`,
    "=tsa.pem": `=${key("tsa-chain.pem")}`,
  }).reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replaceAll(from, to);
  }, block.text);
  const made = spawnSync("bash", ["-ec", script], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: `${path.dirname(peer("cosign"))}:${process.env["PATH"]}`, HOME: folder },
  });
  expect([made.status, made.status === 0 ? "" : made.stderr]).toEqual([0, ""]);
  const read = (name: string): string => fs.readFileSync(path.join(folder, name), "utf8");
  let bundle = "";
  const signed = await signWith(peers, "v1", {
    inputs: {
      sign: "app.tgz",
      "trusted-root": read("trusted_root.json"),
      "signing-config": read("signing_config.json"),
      "fulcio-url": fulcio,
    },
    untracked: { "app.tgz": "the artifact" },
    laterStep: async ({ folder: job }) => {
      bundle = fs.readFileSync(path.join(job.workspace, "app.tgz.sigstore.json"), "utf8");
    },
  });
  expect([signed.main.exitCode, signed.main.exitCode === 0 ? "" : signed.log]).toEqual([0, ""]);
  const verified = await verifyWith(peers, {
    inputs: {
      verify: "app.tgz",
      "trusted-root": read("trusted_root.json"),
      repository: "liquid-hive/shop",
      workflow: ".github/workflows/deploy.yml",
      ref: "refs/heads/main",
      issuer: peers.oidc.url,
    },
    untracked: { "app.tgz": "the artifact", "app.tgz.sigstore.json": bundle },
  });
  expect([verified.main.exitCode, verified.main.exitCode === 0 ? "" : verified.log]).toEqual([0, ""]);
});
