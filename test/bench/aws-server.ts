// A process of its own, since the benchmark's own stands still while it times another: GitHub's token service, STS and
// the stores over loopback TLS. Prints the environment as one line of JSON, then a line of counts for each line it reads.
import readline from "node:readline";
import { awsStandIn } from "../harness/servers/aws-stand-in.ts";
import { oidcServer } from "../harness/servers/oidc.ts";
import { strictAws } from "../harness/servers/strict-aws.ts";

export const ROLE = "arn:aws:iam::123456789012:role/bench";
const SECRETS = 100;

if (import.meta.main) {
  const latencyMs = Number(process.argv[2] ?? "0");
  const oidc = oidcServer({ tls: "server", latencyMs });
  const cloud = strictAws({
    upstream: awsStandIn({
      secrets: Array.from({ length: SECRETS }, (_, i) => ({ name: `bench/${i}`, value: `bench-value-${i}` })),
    }),
    issuers: [oidc.issuer],
    trust: { [ROLE]: { sub: ["repo:liquid-hive/shop:ref:refs/heads/main"] } },
    tls: "server",
    latencyMs,
  });
  const servers = [await oidc.start(), await cloud.start()];
  console.log(JSON.stringify(Object.assign({}, ...servers.map(({ env }) => env))));
  for await (const _ of readline.createInterface({ input: process.stdin }))
    console.log(JSON.stringify([...cloud.counts()]));
  for (const server of servers) await server.stop();
}
