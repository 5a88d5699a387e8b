import { afterAll, beforeAll, expect, test } from "vitest";
import { findLeaks } from "../harness/leaks.ts";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { verifyWith } from "./sign-action.ts";
import { failsWith, mustCosign, outcome, partsOf, PASSES, policyOf } from "./verify-place.ts";

/** Logins are in no log, error, summary, state, output or file, whether a run passes or fails, also in a debug log. */
let peers: Sigstore;
let signed: string;
let unsigned: string;
beforeAll(async () => {
  peers = await sigstore({ rekor2: false, tsa: false, referrersRegistry: false });
  signed = await peers.pushImage(peers.registryHost, "shop/secret", "signed");
  unsigned = await peers.pushImage(peers.registryHost, "shop/secret", "unsigned");
  await mustCosign(peers, ["sign", ...peers.signFlags("v1"), signed]);
});
afterAll(async () => peers.stop());

const TOKEN = "CANARY-7f3a-github-token";

test.each([
  ["basic", "inputs"],
  ["bearer", "inputs"],
  ["basic", "docker"],
  ["bearer", "docker"],
] as const)("a %s registry, with a login from %s", async (kind, from) => {
  const guarded = await peers.guard(kind);
  const dockerConfig = guarded.dockerConfig(`${peers.folder}/docker-${kind}-${from}`);
  const login: Readonly<Record<string, string>> =
    from === "inputs" ? { "registry-username": guarded.user, "registry-password": guarded.password } : {};
  const env: Readonly<Record<string, string>> = from === "docker" ? { DOCKER_CONFIG: dockerConfig } : {};
  const run = async (image: string, more: Readonly<Record<string, string>> = {}) =>
    await verifyWith(peers, {
      inputs: {
        ...policyOf(peers),
        verify: `oci://${guarded.host}/shop/secret@${partsOf(image).digest}`,
        "github-token": TOKEN,
        ...login,
        ...more,
      },
      env,
      debug: true,
    });
  const wrong = { "registry-username": guarded.user, "registry-password": `${guarded.password}-wrong` };
  for (const [image, more, expected] of [
    [signed, {}, PASSES],
    [unsigned, {}, failsWith("SIGNATURE_MISSING")],
    [signed, { ref: "refs/heads/other" }, failsWith("IDENTITY_MISMATCH")],
    [signed, wrong, failsWith("REGISTRY_REFUSED")],
  ] as const) {
    const result = await run(image, more);
    const basic = Buffer.from(`${guarded.user}:${guarded.password}`).toString("base64");
    const planted = [guarded.password, basic, TOKEN, ...guarded.tokens];
    const leaks = findLeaks(result, planted);
    expect([outcome(result), leaks]).toEqual([expected, []]);
  }
});
