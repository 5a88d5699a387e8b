// A process of its own, since the benchmark's own stands still while it times another: GitHub's token service, Vault and
// AWS over loopback TLS. Prints the environment as one line of JSON, then a line of counts for each line it reads.
import readline from "node:readline";
import { awsStandIn } from "../harness/servers/aws-stand-in.ts";
import { oidcServer } from "../harness/servers/oidc.ts";
import { strictAws } from "../harness/servers/strict-aws.ts";
import { ORIGIN } from "../harness/servers/vault-seed.ts";
import { vaultStandIn } from "../harness/servers/vault-stand-in.ts";
import { ROLE as AWS_ROLE } from "./aws-server.ts";

export const ROLE = "bench";
const SECRETS = 100;

if (import.meta.main) {
  const latencyMs = Number(process.argv[2] ?? "0");
  const common = { tls: "server", latencyMs } as const;
  const values = Array.from({ length: SECRETS }, (_, i) => [`bench/n${i}`, `bench-value-${i}`] as const);
  const oidc = oidcServer(common);
  const vault = vaultStandIn({
    ...common,
    seed: {
      mounts: {
        secret: {
          type: "kv",
          version: 2,
          secrets: Object.fromEntries(values.map(([name, value]) => [name, { value }])),
        },
      },
      policies: { [ROLE]: { "secret/data/*": ["read"] } },
      auths: {
        jwt: {
          type: "jwt",
          issuer: oidc.issuer,
          roles: {
            [ROLE]: { audiences: [ORIGIN], claims: { repository: "liquid-hive/shop" }, policies: [ROLE] },
          },
        },
      },
    },
  });
  const aws = strictAws({
    ...common,
    upstream: awsStandIn({ secrets: values.map(([name, value]) => ({ name, value })) }),
    issuers: [oidc.issuer],
    trust: { [AWS_ROLE]: { sub: ["repo:liquid-hive/shop:ref:refs/heads/main"] } },
  });
  const servers = [await oidc.start(), await vault.start(), await aws.start()];
  console.log(JSON.stringify(Object.assign({}, ...servers.map(({ env }) => env))));
  for await (const _ of readline.createInterface({ input: process.stdin }))
    console.log(JSON.stringify([...vault.counts()]));
  for (const server of servers) await server.stop();
}
