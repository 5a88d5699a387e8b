import { systemClock } from "../../../src/kernel/clock.ts";
import { createHttp } from "../../../src/kernel/http-client.ts";
import { requestIdToken } from "../../../src/identity/token.ts";
import { awsProvider } from "../../../src/providers/aws/index.ts";
import { erased } from "../../../src/providers/provider.ts";
import type { Seed } from "../../harness/servers/aws-seed.ts";
import { versionId } from "../../harness/servers/aws-seed.ts";
import { awsStandIn } from "../../harness/servers/aws-stand-in.ts";
import { oidcServer } from "../../harness/servers/oidc.ts";
import { strictAws } from "../../harness/servers/strict-aws.ts";
import { CANARY, type Implementation, SEED, seedValue } from "../implementation.ts";

const ROLE = "arn:aws:iam::123456789012:role/liquid-hive-secrets-role";
const PREFIX = "liquid-hive/prod";
const MANY = 45;

const seed: Seed = {
  secrets: [
    ...SEED.map(([name, variable]) => ({ name: `${PREFIX}/${name}`, value: seedValue(variable) })),
    ...Array.from({ length: MANY }, (_, i) => ({ name: `many/${i}`, value: `${CANARY}-${i}` })),
    { name: "gone", value: CANARY, deleted: true },
    { name: "denied", value: CANARY },
    { name: "sealed", value: CANARY },
    { name: "empty" },
    { name: "staged", versions: [{ id: versionId(1), value: CANARY, stages: ["AWSCURRENT"] }] },
  ],
  parameters: [
    ...Array.from({ length: MANY }, (_, i) => ({
      name: `/many/${i}`,
      type: "SecureString" as const,
      values: [`${CANARY}-${i}`],
    })),
    { name: "/denied", values: [CANARY] },
  ],
};

/** Secrets Manager and Parameter Store behind STS, all in one process: the strict layer over the stand-in. */
export const aws: Implementation = {
  id: "aws",
  start: async () => {
    const oidc = oidcServer();
    const cloud = strictAws({
      upstream: awsStandIn(seed),
      issuers: [oidc.issuer],
      trust: { [ROLE]: { sub: ["repo:liquid-hive/shop:ref:refs/heads/main"] } },
      deny: [
        { resource: "*denied*" },
        { action: "GetSecretValue", resource: "*sealed*", kind: "kms" },
        { action: "BatchGetSecretValue", resource: "*sealed*", kind: "kms" },
      ],
    });
    const servers = [await oidc.start(), await cloud.start()];
    const env = Object.assign({}, ...servers.map((server) => server.env)) as Record<string, string>;
    const http = createHttp({ env, clock: systemClock });
    const audience = "sts.amazonaws.com";
    const issued: string[] = [];
    return {
      provider: erased(awsProvider),
      inputs: { "aws-role": ROLE, "aws-region": "us-east-1", "aws-prefix": PREFIX },
      env,
      http,
      idToken: (signal) => requestIdToken({ env, audience, http, clock: systemClock }, signal),
      present: `aws://${PREFIX}/database/mongo_url`,
      absent: "aws://liquid-hive/prod/not_there",
      impossible: `aws://${CANARY}!name`,
      many: Array.from({ length: MANY }, (_, i) => [`aws://many/${i}`, `ssm://many/${i}`]).flat(),
      // STS, three batches of 20, five of 10.
      mostRequests: 1 + 3 + 5,
      broken: [
        ["aws://gone", "SECRET_DELETED"],
        ["aws://denied", "ACCESS_DENIED"],
        ["aws://sealed", "KEY_UNUSABLE"],
        ["aws://empty", "VERSION_NOT_FOUND"],
        ["aws://staged?stage=AWSPREVIOUS", "VERSION_NOT_FOUND"],
        [`aws://staged?version=${versionId(7)}`, "VERSION_NOT_FOUND"],
        ["ssm://many/0?version=9", "VERSION_NOT_FOUND"],
        ["ssm:///denied", "ACCESS_DENIED"],
      ],
      misused: [
        [{ "aws-role": "" }, "aws-role"],
        [{ "aws-role": CANARY }, "aws-role"],
        [{ "aws-region": `${CANARY}!` }, "aws-region"],
        [{ "aws-session-name": `${CANARY}!` }, "aws-session-name"],
        [{ "aws-tags": `a=${CANARY}` }, "aws-tags"],
        [{ "aws-external-id": CANARY }, "aws-external-id"],
        [{ "aws-allowed-accounts": CANARY }, "aws-allowed-accounts"],
        [{ "aws-session-policy": CANARY }, "aws-session-policy"],
        [{ "aws-export": CANARY }, "aws-export"],
        [{ "aws-endpoints": `sts=http://${CANARY}.example` }, "aws-endpoints"],
        [{ "aws-credentials": CANARY }, "aws-credentials"],
      ],
      credentials: () => {
        const all = [...cloud.issued(), ...oidc.tokens];
        issued.push(...all.filter((one) => !issued.includes(one)));
        return issued;
      },
      requests: () => cloud.total(),
      stop: async () => {
        http.close();
        for (const server of servers) await server.stop();
      },
    };
  },
};
