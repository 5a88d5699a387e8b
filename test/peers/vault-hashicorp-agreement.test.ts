import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import { oidcServer } from "../harness/servers/oidc.ts";
import { tokenReviewServer } from "../harness/servers/token-review.ts";
import { agreedVaultSeed, VAULT_AGREEMENT } from "../harness/servers/vault-agreement.ts";
import {
  kubernetesAgreement,
  kubernetesSeed,
  VAULT_TLS_AGREEMENT,
} from "../harness/servers/vault-agreement-special.ts";
import { NO_VAULT, vaultServer } from "./hashicorp.ts";

/** What the stand-in knows of Vault's API is OpenBao's word; where HashiCorp's differs. */
const INVALID = [403, ["2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n"]];
const DENIED = [403, ["permission denied"]];
const DIFFERENT = new Map<string, unknown>([
  [
    "a token, and its end",
    [["service", ["app", "default"], "auth/jwt/login", true, true, 0, true], [204], INVALID, INVALID],
  ],
  ["no token, and one that is none", [DENIED, INVALID, DENIED]],
  [
    "odd paths",
    [[307, "/v1/secret/data/app/db"], [500, ["1 error occurred:\n\t* could not find version data\n\n"]], 200],
  ],
  ["a token of the root in a namespace", [403, 200]],
  // HashiCorp's answer has one part more.
  ...VAULT_AGREEMENT.filter(
    ({ name }) => name === "pki: a key at each request, a lease that ends with the token",
  ).map(({ name, answer }): [string, unknown] => {
    const [parts, ...rest] = answer as [string[], ...unknown[]];
    return [name, [["authority_key_id", ...parts], ...rest]];
  }),
  ["the server's state, and where it is not asked", [200, true, false, false, false, 200]],
]);
const STRANGER = [400, ["failed to match all constraints for this login certificate"]];
const OVER_TLS = new Map<string, unknown>([
  [
    "client certificates",
    [["app", "default"], 200, STRANGER, STRANGER, [400, ["client certificate must be supplied"]]],
  ],
]);
const OF_NAMESPACES = [
  "namespaces: in the header, in the path, unknown",
  "a token of a namespace: good below it, and for itself",
];

/** Whatever `npm test` assumes of a server, asked of the one that most of its users have. */
describeUnless(NO_VAULT, "what the stand-in knows, asked of HashiCorp Vault", () => {
  describe.each([
    { how: "plain", tls: false },
    { how: "over TLS", tls: true },
  ])("$how", ({ tls }) => {
    const oidc = oidcServer();
    const { namespaces: _none, ...seed } = agreedVaultSeed(oidc);
    const vault = vaultServer({ tls, seed });
    let stop: (() => Promise<void>) | undefined;
    beforeAll(async () => void (stop = (await vault.start()).stop));
    afterAll(async () => stop?.());

    const cases = [...VAULT_AGREEMENT, ...(tls ? VAULT_TLS_AGREEMENT : [])];
    test.each(cases.filter(({ name }) => !OF_NAMESPACES.includes(name)))(
      "$name",
      async ({ name, ask, answer }) => {
        const answered = await ask({ ask: vault.ask, rootToken: vault.rootToken, oidc });
        expect(answered).toEqual(DIFFERENT.get(name) ?? OVER_TLS.get(name) ?? answer);
      },
    );

    test("each difference is one, of a case that there is", () => {
      const known = new Map(cases.map(({ name, answer }) => [name, answer]));
      const differences = [...DIFFERENT, ...(tls ? OVER_TLS : [])];
      expect(OF_NAMESPACES.filter((name) => !known.has(name))).toEqual([]);
      for (const [name, answer] of differences) {
        expect(known.has(name)).toBe(true);
        expect(answer).not.toEqual(known.get(name));
      }
    });
  });
});

describeUnless(NO_VAULT, "HashiCorp Vault with a cluster's token review", () => {
  const cluster = tokenReviewServer();
  const oidc = oidcServer();
  const vault = vaultServer({ seed: kubernetesSeed(cluster.token), kubernetes: cluster.url });
  const stops: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    stops.push((await cluster.start()).stop);
    stops.push((await vault.start()).stop);
  });
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  test.each(kubernetesAgreement(cluster.token))("$name", async ({ ask, answer }) => {
    expect(await ask({ ask: vault.ask, rootToken: vault.rootToken, oidc })).toEqual(answer);
    expect(cluster.reviewed[0]).toBe(cluster.token);
  });
});
