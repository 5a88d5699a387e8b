import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StartedServer } from "../harness/job.ts";
import { AGREED_SEED, AGREEMENT } from "../harness/servers/agreement.ts";
import { assumeWithToken, awsClients, TRUST } from "../harness/servers/aws-clients.ts";
import type { AwsClients } from "../harness/servers/aws-clients.ts";
import { motoServer } from "../harness/servers/moto.ts";
import { oidcServer } from "../harness/servers/oidc.ts";
import { strictAws } from "../harness/servers/strict-aws.ts";

/** What the stand-in of `npm test` claims to know of AWS, said by a server nobody here wrote. */
describe("moto behind the strict layer", () => {
  const oidc = oidcServer();
  const moto = motoServer();
  const aws = strictAws({ upstream: moto.upstream, issuers: [oidc.issuer], trust: TRUST });
  const started: StartedServer[] = [];
  let clients: AwsClients;
  beforeAll(async () => {
    started.push(await moto.start());
    await moto.seed(AGREED_SEED);
    const front = await aws.start();
    started.push(front);
    const url = front.env["AWS_ENDPOINT_URL_STS"] ?? "";
    clients = awsClients(url, await assumeWithToken(url, oidc));
  });
  afterAll(async () => {
    for (const server of started.reverse()) await server.stop();
  });

  test.each(AGREEMENT)("$name", async ({ ask, answer }) => {
    expect(await ask(clients)).toEqual(answer);
  });
});
