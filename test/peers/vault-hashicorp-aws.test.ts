import { afterAll, beforeAll, expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import { DEFAULT_ACCOUNT } from "../harness/servers/aws-call.ts";
import { closedPort, listen, send } from "../harness/servers/control.ts";
import { motoServer } from "../harness/servers/moto.ts";
import { strictAws } from "../harness/servers/strict-aws.ts";
import { CANARY, NO_VAULT, step, textOf, vaultServer } from "./hashicorp.ts";

/** moto behind the layer that checks signatures: the request that the job signed is verified as AWS would. */
describeUnless(NO_VAULT, "HashiCorp Vault with AWS", () => {
  const SERVER_ID = "vault.example.com";
  const user = (name: string): string => `arn:aws:iam::${DEFAULT_ACCOUNT}:user/${name}`;
  const own = { accessKeyId: "AKIAVAULTSERVER", secretAccessKey: `${CANARY}-server`, arn: user("vault") };
  const moto = motoServer();
  const vault = vaultServer({
    seed: {
      policies: { deploy: { "secret/data/*": ["read"], "aws/creds/*": ["read"], "aws/sts/*": ["read"] } },
      mounts: { secret: { type: "kv", version: 2, secrets: { app: { value: `${CANARY}-app` } } } },
    },
  });
  const inputs = { "vault-method": "aws", "vault-role": "deploy", "vault-audience": SERVER_ID };
  const stops: (() => Promise<void>)[] = [];
  let url = "";
  let client: object = {};
  let env: Record<string, string> = {};
  let log: readonly string[] = [];

  /** IAM, by hand: the action and its parameters; returns the XML. */
  async function iam(parameters: Readonly<Record<string, string>>): Promise<string> {
    const { status, body } = await send(url, {
      method: "POST",
      path: "/",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        authorization:
          "AWS4-HMAC-SHA256 Credential=AKIASEED/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0",
      },
      body: Buffer.from(String(new URLSearchParams({ Version: "2010-05-08", ...parameters }))),
    });
    expect(status).toBe(200);
    return body.toString();
  }
  const element = (xml: string, name: string): string => new RegExp(`<${name}>([^<]*)<`).exec(xml)?.[1] ?? "";
  const users = async (): Promise<string[]> =>
    [...(await iam({ Action: "ListUsers" })).matchAll(/<UserName>([^<]*)</g)].map(([, name = ""]) => name);

  beforeAll(async () => {
    stops.push((await vault.start()).stop);
    const started = await moto.start();
    stops.push(started.stop);
    url = started.env["AWS_ENDPOINT_URL"] ?? "";
    for (const UserName of ["deploy", "release"]) await iam({ Action: "CreateUser", UserName });
    const key = await iam({ Action: "CreateAccessKey", UserName: "deploy" });
    const secretAccessKey = element(key, "SecretAccessKey");
    env = { AWS_ACCESS_KEY_ID: element(key, "AccessKeyId"), AWS_SECRET_ACCESS_KEY: secretAccessKey };
    const job = { accessKeyId: env["AWS_ACCESS_KEY_ID"]!, secretAccessKey, arn: user("deploy") };
    const strict = strictAws({ upstream: moto.upstream, users: [own, job] });
    const { env: at, stop } = await strict.start();
    ({ log } = strict);
    // Vault asks for "//", which is what the official client has it do too; AWS takes that for "/".
    const folded = await listen((call) =>
      send(at["AWS_ENDPOINT_URL_STS"]!, { ...call, path: call.path.replace(/^\/+/, "/") }),
    );
    stops.push(stop, folded.stop);
    client = {
      access_key: own.accessKeyId,
      secret_key: own.secretAccessKey,
      iam_endpoint: url,
      sts_endpoint: folded.url,
      sts_region: "us-east-1",
      iam_server_id_header_value: SERVER_ID,
      max_retries: 0,
    };
    await vault.enable("auth", "aws", "aws");
    await vault.root("POST", "auth/aws/config/client", client);
    const role = { auth_type: "iam", token_policies: ["deploy"], bound_iam_principal_arn: [job.arn] };
    await vault.root("POST", "auth/aws/role/deploy", role);
    await vault.root("POST", "auth/aws/role/other", { ...role, bound_iam_principal_arn: [user("release")] });
    await vault.root("POST", "auth/aws/role/machine", {
      auth_type: "ec2",
      bound_account_id: [DEFAULT_ACCOUNT],
    });
    await vault.enable("mounts", "aws", "aws");
    const { access_key, secret_key } = { access_key: own.accessKeyId, secret_key: own.secretAccessKey };
    const root = { access_key, secret_key, region: "us-east-1", iam_endpoint: url, sts_endpoint: url };
    await vault.root("POST", "aws/config/root", root);
    await vault.root("POST", "aws/roles/reader", {
      credential_type: "iam_user",
      policy_document: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" }],
      }),
    });
    await vault.root("POST", "aws/roles/assumed", {
      credential_type: "assumed_role",
      role_arns: [`arn:aws:iam::${DEFAULT_ACCOUNT}:role/reader`],
      default_sts_ttl: "900s",
    });
  });
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  test("the job's AWS identity logs in: STS confirms the signature that was made here", async () => {
    const ended = await step(vault, inputs, ["vault://secret/app"], { env });
    expect([ended.failure, ended.outcomes.map(textOf)]).toEqual([undefined, [`{"value":"${CANARY}-app"}`]]);
    expect([ended.accessor !== "", await vault.isAlive(ended.accessor), ended.left]).toEqual([
      true,
      false,
      [],
    ]);
    expect(log).toContain(`POST sts:GetCallerIdentity us-east-1 signed by ${user("deploy")} -> 200`);
  });

  test("signed for the STS of the job's region", async () => {
    const regional = { ...env, AWS_REGION: "eu-central-1", AWS_STS_REGIONAL_ENDPOINTS: "regional" };
    expect((await step(vault, inputs, [], { env: regional })).failure).toBeUndefined();
    expect(log).toContain(`POST sts:GetCallerIdentity eu-central-1 signed by ${user("deploy")} -> 200`);
  });

  test("without a role it is the one of the identity's name", async () => {
    const { "vault-role": _none, ...bare } = inputs;
    expect((await step(vault, bare, [], { env })).failure).toBeUndefined();
  });

  const noSuch = "there is no such role, or it does not take this AWS identity";
  const notConfirmed = "AWS does not confirm the signed request";
  test.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>, string, string]>([
    [
      "a role that is not there",
      { "vault-role": "nobody" },
      {},
      noSuch,
      "auth/aws/role/nobody auth_type=iam",
    ],
    ["a role of somebody else", { "vault-role": "other" }, {}, noSuch, "bound_iam_principal_arn=ARN"],
    ["a role for machines", { "vault-role": "machine" }, {}, noSuch, "auth_type=iam"],
    [
      "another name of the server",
      { "vault-audience": "x.example.com" },
      {},
      "expects another name",
      "vault-audience: NAME",
    ],
    [
      "another secret key",
      {},
      { AWS_SECRET_ACCESS_KEY: `${CANARY}-x` },
      notConfirmed,
      "aws sts get-caller-identity",
    ],
    [
      "a key that AWS does not know",
      {},
      { AWS_ACCESS_KEY_ID: "AKIANOBODY" },
      notConfirmed,
      "aws sts get-caller-identity",
    ],
    [
      "a session that has ended",
      {},
      { AWS_SESSION_TOKEN: `${CANARY}-s` },
      notConfirmed,
      "aws sts get-caller-identity",
    ],
  ])("%s", async (_what, more, changed, cause, fix) => {
    const { failure } = await step(vault, { ...inputs, ...more }, [], { env: { ...env, ...changed } });
    expect(failure).toMatchObject({ code: "LOGIN_REFUSED" });
    expect(failure?.message).toContain(cause);
    expect(failure?.fix).toContain(fix);
  });

  test("an STS that the server cannot reach", async () => {
    const nowhere = { ...client, sts_endpoint: `http://127.0.0.1:${await closedPort()}` };
    await vault.root("POST", "auth/aws/config/client", nowhere);
    const { failure } = await step(vault, inputs, [], { env });
    await vault.root("POST", "auth/aws/config/client", client);
    expect(failure).toMatchObject({ code: "LOGIN_REFUSED" });
    expect(failure?.message).toContain("the server got no answer from AWS's STS");
    expect(failure?.fix).toContain("vault read auth/aws/config/client");
  });

  test("the engine makes an IAM user, and post ends it with the token's lease", async () => {
    const before = await users();
    const ended = await step(vault, inputs, ["vault://aws/creds/reader"], { env });
    expect(ended.outcomes[0]).toMatchObject({ is: "found", expires: expect.any(Date) });
    const made = JSON.parse(textOf(ended.outcomes[0])) as Record<string, string>;
    expect(made["access_key"]).toMatch(/^AKIA/);
    const [name = "", ...others] = (await users()).filter((one) => !before.includes(one));
    expect([name, others]).toEqual([expect.stringContaining("reader"), []]);
    expect(await iam({ Action: "ListAccessKeys", UserName: name })).toContain(made["access_key"]);
    expect([ended.left.length, await vault.isAlive(ended.accessor)]).toEqual([1, true]);
    await ended.undo();
    expect(await vault.isAlive(ended.accessor)).toBe(false);
    await expect.poll(users).toEqual(before);
  });

  test("a role that the engine assumes: credentials of a session", async () => {
    const ended = await step(vault, inputs, ["vault://aws/creds/assumed"], { env });
    const made = JSON.parse(textOf(ended.outcomes[0])) as Record<string, string>;
    expect([made["access_key"], made["security_token"]]).toEqual([
      expect.stringMatching(/^ASIA/),
      expect.any(String),
    ]);
    await ended.undo();
    expect(await vault.isAlive(ended.accessor)).toBe(false);
  });
});
