// Pictures of signing and verifying, for the docs: job summaries, and `verify` in a terminal. Needs Chromium, and a
// private Sigstore's programs (node test/peers/install.mjs).
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { type Sigstore, sigstore } from "../test/harness/servers/sigstore.ts";
import { signWith, verifyWith } from "../test/peers/sign-action.ts";
import { root, summary, terminal } from "./pictures.ts";

const peers: Sigstore = await sigstore();

/** What the services of this machine are called in a picture; in markdown the colon is an entity. */
const shown = (text: string): string =>
  [
    [peers.registryHost, "ghcr.io"],
    [peers.fulcioUrl, "https://fulcio.example.com"],
    [peers.rekor1Url, "https://rekor.example.com"],
    [peers.oidc.url, "https://token.actions.githubusercontent.com"],
    ["the input trusted-root", "sigstore/trusted_root.json"],
  ].reduce((all, [from = "", to = ""]) => {
    const escaped = from.replace(/[:/.-]/g, (char) => `(?:\\${char}|&#${char.codePointAt(0)};)`);
    return all.replaceAll(new RegExp(escaped, "g"), to);
  }, text);

const FILES = { "dist/api-1.4.0.tgz": "the first", "dist/cli-1.4.0.tgz": "the second" };
const SBOM = JSON.stringify({ spdxVersion: "SPDX-2.3", SPDXID: "SPDXRef-DOCUMENT", name: "api" });
const POLICY = {
  repository: "liquid-hive/shop",
  workflow: ".github/workflows/deploy.yml",
  ref: "refs/heads/main",
  issuer: peers.oidc.url,
};

try {
  const image = await peers.pushImage(peers.registryHost, "liquid-hive/shop", "one");
  const other = await peers.pushImage(peers.registryHost, "liquid-hive/cart", "two");
  const unsigned = await peers.pushImage(peers.registryHost, "liquid-hive/mail", "three");
  const bundles: Record<string, string> = {};
  const good = await signWith(peers, "v1", {
    inputs: {
      sign: `oci://${image}\ndist/*.tgz`,
      attest: `provenance\nspdxjson = shop.spdx.json for oci://${image}`,
    },
    untracked: { ...FILES, "shop.spdx.json": SBOM },
    laterStep: ({ folder }) => {
      for (const name of Object.keys(FILES))
        bundles[`${name}.sigstore.json`] = fs.readFileSync(
          path.join(folder.workspace, `${name}.sigstore.json`),
          "utf8",
        );
    },
  });
  await summary("summary-signed", shown(good.summary), 590);

  // Signed by a run for another branch, and never attested.
  const flags = [
    ...peers.signFlags("v1", {
      ref: "refs/heads/test",
      job_workflow_ref: "liquid-hive/shop/.github/workflows/deploy.yml@refs/heads/test",
    }),
    other,
  ];
  const { code, stderr } = await peers.cosign(["sign", ...flags]);
  if (code !== 0) throw new Error(stderr);
  const lines = [
    `oci://${image} has signature, provenance`,
    `oci://${other} has signature, provenance`,
    `oci://${unsigned}`,
  ];
  const bad = await verifyWith(peers, { inputs: { ...POLICY, verify: lines.join("\n") } });
  await summary("summary-not-verified", shown(bad.summary), 1130);

  for (const [name, text] of Object.entries({
    ...FILES,
    ...bundles,
    "dist/cli-1.4.0.tgz": "changed on its way",
  })) {
    fs.mkdirSync(path.dirname(path.join(peers.folder, name)), { recursive: true });
    fs.writeFileSync(path.join(peers.folder, name), text);
  }
  const args = [
    "verify",
    "--certificate-identity",
    peers.identity,
    "--certificate-oidc-issuer",
    peers.oidc.url,
    "--trusted-root",
    "trusted_root.json",
  ];
  const run = spawnSync(process.execPath, [path.join(root, "dist/cli.js"), ...args, "dist/*.tgz"], {
    cwd: peers.folder,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], HOME: peers.folder },
  });
  terminal(
    "verify-terminal",
    shown(
      `$ secrets-action ${args.join(" ").replaceAll(" --", " \\\n    --")} 'dist/*.tgz'\n${run.stdout}${run.stderr}$ echo $?\n${run.status}`,
    ),
  );
  if (process.argv.includes("--text"))
    console.log([good.log, good.summary, bad.log, bad.summary, run.stdout, run.stderr].join("\n=====\n"));
} finally {
  await peers.stop();
}
