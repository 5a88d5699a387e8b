import { expect, test } from "vitest";
import type { ActionRun, RunOptions } from "../harness/run-action.ts";
import { expectHarmless, HOSTILE } from "./cluster-hostile.ts";
import { bundlesOf, proxiedSigstore } from "./sign-proxied.ts";

const { peers, proxies, sign } = proxiedSigstore();

const run = async (options: RunOptions): Promise<ActionRun> => sign("v1", { debug: true, ...options });

/** What a name of a file may hold: no slash, no NUL. */
const NAMES = HOSTILE.map(
  ([what, text]) => [what, `${text.replaceAll("/", "_").slice(0, 120)}.tgz`] as const,
);

test.each(NAMES)("files with %s in their names", async (_, name) => {
  const result = await run({ inputs: { sign: "dist/*" }, untracked: { [`dist/${name}`]: "the artifact" } });
  expectHarmless(result);
  // Signed, or refused in words of our own.
  if (result.main.exitCode === 0) expect(bundlesOf(result)).toEqual([`workspace/dist/${name}.sigstore.json`]);
  else expect(result.log).toMatch(/##\[error\][A-Z_]+ {2}/);
});

test.each(HOSTILE)("a line of sign with %s", async (_, text) => {
  const result = await run({ inputs: { sign: `dist/${text.replaceAll(/[\r\n]+/g, " ")}` } });
  expect(result.main.exitCode).toBe(1);
  expectHarmless(result);
});

test.each(HOSTILE)("annotations with %s", async (_, text) => {
  const image = await peers().pushImage(peers().registryHost, "shop/annotated", "one");
  const value = text.replaceAll(/[\r\n]+/g, " ");
  const result = await run({ inputs: { sign: `oci://${image}`, annotations: `note = ${value}` } });
  expectHarmless(result);
  if (result.main.exitCode !== 0) expect(result.log).toMatch(/##\[error\][A-Z_]+ {2}/);
});

test.each(HOSTILE)(
  "the token's claims, and so the certificate, with %s in the name of the workflow",
  async (_, text) => {
    const name = encodeURI(text.replaceAll(/[\r\n]+/g, " ")).replaceAll("%20", " ");
    peers().oidc.setClaims({
      job_workflow_ref: `liquid-hive/shop/.github/workflows/${name}.yml@refs/heads/main`,
      workflow_ref: `liquid-hive/shop/.github/workflows/${name}.yml@refs/heads/main`,
      // Not part of an address: as it is.
      ref: `refs/heads/${text}`,
      event_name: text,
    });
    try {
      const result = await run({
        inputs: { sign: "app.tgz", attest: "provenance" },
        untracked: { "app.tgz": "x" },
      });
      expectHarmless(result);
      if (result.main.exitCode !== 0) expect(result.log).toMatch(/##\[error\][A-Z_]+ {2}/);
    } finally {
      peers().oidc.setClaims();
    }
  },
);

test.each(HOSTILE)("errors of every service with %s", async (_, text) => {
  for (const which of ["oidc", "fulcio", "rekor1", "registry"] as const) {
    const image = await peers().pushImage(peers().registryHost, "shop/errors", "one");
    proxies().decide((service, { method }) =>
      service === which && (which !== "registry" || method !== "GET")
        ? {
            status: 403,
            headers: { "content-type": "application/json" },
            body: JSON.stringify({ message: text, errors: [{ code: text, message: text, detail: text }] }),
          }
        : undefined,
    );
    const result = await run({
      inputs: { sign: `app.tgz\noci://${proxies().through(image)}` },
      untracked: { "app.tgz": "x" },
    });
    expect([which, result.main.exitCode, result.log.includes("PWNED")]).toEqual([which, 1, false]);
    expectHarmless(result);
  }
});
