import { onTestFinished } from "vitest";
import { suffixOf } from "../harness/servers/aws-seed.ts";
import { type Call, json, listen, type Reply } from "../harness/servers/control.ts";
import { ACCOUNT, type Cloud, cloud, ROLE, SUBJECT } from "./cloud.ts";

export const CANARY = "CANARY-7f3a-source";
export const OTHER = "210987654321";
export const CHAINED = `arn:aws:iam::${ACCOUNT}:role/chained`;
export const USER = {
  accessKeyId: "AKIACANARY7F3ASOURCE",
  secretAccessKey: "CANARY-7f3a-secret-access-key-of-a-user",
  sessionToken: "CANARY-7f3a-session-token-of-a-user",
  arn: `arn:aws:iam::${ACCOUNT}:user/ci`,
};
export const KEYS = {
  AWS_ACCESS_KEY_ID: USER.accessKeyId,
  AWS_SECRET_ACCESS_KEY: USER.secretAccessKey,
  AWS_SESSION_TOKEN: USER.sessionToken,
};
const ANSWER = {
  AccessKeyId: USER.accessKeyId,
  SecretAccessKey: USER.secretAccessKey,
  Token: USER.sessionToken,
  Expiration: "2099-01-01T00:00:00Z",
};
const seed = {
  secrets: [
    { name: "one", value: CANARY },
    { name: "two", value: `${CANARY}-2` },
    { name: "fields", value: `{"user":"${CANARY}-u","CANARY-7f3a as a key":1,"pass":"${CANARY}-p"}` },
    { name: "theirs", value: `${CANARY}-theirs`, account: OTHER },
    { name: "far", value: `${CANARY}-far`, region: "eu-west-1" },
  ],
  parameters: [{ name: "/shop/one", type: "SecureString" as const, values: [`${CANARY}-p1`] }],
};
export const ONE = { secrets: "A = aws://one" };
const trust = {
  [ROLE]: { sub: [SUBJECT], maxSeconds: 43_200 },
  [CHAINED]: { principals: [ROLE, USER.arn] },
};
export const arnOf = (name: string, account = ACCOUNT, region = "us-east-1"): string =>
  `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${suffixOf(name)}`;

export interface Served {
  readonly url: string;
  /** What was asked, in order. */
  readonly calls: readonly Call[];
}

/** A server of this test alone. */
export async function served(answer: (call: Call) => Reply): Promise<Served> {
  const calls: Call[] = [];
  const { url, stop } = await listen((call) => {
    calls.push(call);
    return answer(call);
  });
  onTestFinished(stop);
  return { url, calls };
}

const text = (body: string, status = 200): Reply => ({ status, headers: {}, body });

/** The credential service of a container, at /creds. */
export const container = (): Promise<Served> =>
  served((call) => (call.path === "/creds" ? json(200, ANSWER) : text("", 404)));

/** The metadata service of an instance: IMDSv2 alone. */
export const instance = (): Promise<Served> =>
  served((call) => {
    if (call.method === "PUT" && call.path === "/latest/api/token") return text("imds-token-of-an-instance");
    if (call.headers["x-aws-ec2-metadata-token"] !== "imds-token-of-an-instance") return text("", 401);
    if (!call.path.endsWith("/runner")) return text("runner");
    return json(200, { Code: "Success", ...ANSWER });
  });

/** Where nothing should arrive. */
export const trap = (): Promise<Served> => served(() => json(500, {}));

/** A cloud with some secrets, a user and a role to chain. */
export const place = (options: Parameters<typeof cloud>[0] = {}): Cloud =>
  cloud({ seed, trust, users: [USER], ...options });
