import { json, listen } from "./control.ts";
import type { Listening } from "./control.ts";
import { readToken } from "./keys.ts";
import type { OidcServer } from "./oidc.ts";

/**
 * Takes GitHub's token service of the tests; serves the configuration of its issuer on loopback, as an API server reads it
 * through `discoveryURL`: the tokens name GitHub itself, whose keys are elsewhere. The service need not run. Stop it.
 */
export async function serveIssuer(oidc: OidcServer): Promise<Listening> {
  const kid = readToken(oidc.token("any"))?.header["kid"];
  let url = "";
  const listening = await listen(
    ({ path }) => {
      if (path === "/.well-known/openid-configuration") {
        return json(200, {
          issuer: oidc.issuer.url,
          jwks_uri: `${url}/jwks`,
          response_types_supported: ["id_token"],
          subject_types_supported: ["public"],
          id_token_signing_alg_values_supported: ["RS256"],
        });
      }
      if (path !== "/jwks") return json(404, {});
      const keys = oidc.issuer
        .keys()
        .map((key) => ({ ...key.export({ format: "jwk" }), kid, alg: "RS256", use: "sig" }));
      return json(200, { keys });
    },
    { tls: "server" },
  );
  url = listening.url;
  return listening;
}
