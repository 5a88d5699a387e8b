import { expect, test } from "vitest";
import { openAccess } from "../../../../src/cluster/login/access.ts";
import { knownExec, referenceOf } from "../../../../src/cluster/login/known-exec.ts";
import { Failure } from "../../../../src/kernel/errors.ts";
import { Secret } from "../../../../src/kernel/secret.ts";
import { base64, CA, CANARY, CERT, cloudOf, hostOf, needsOf, NEVER, NO_INPUTS, PLACE } from "./fakes.ts";

const exec = (command: string, args: readonly string[], env: Record<string, string> = {}) =>
  new Map<string, unknown>([
    ["command", command],
    ["args", args],
    [
      "env",
      Object.entries(env).map(
        ([name, value]) =>
          new Map([
            ["name", name],
            ["value", value],
          ]),
      ),
    ],
  ]);
const words = (text: string): string[] => text.split(" ");

test.each<[string, string, Record<string, string>, string, string[]]>([
  [
    "aws",
    "--region eu-west-1 eks get-token --cluster-name prod --output json",
    {},
    "eks://prod eu-west-1",
    [],
  ],
  [
    "/usr/local/bin/aws",
    "eks get-token --cluster-name=prod",
    { AWS_REGION: "us-east-1" },
    "eks://prod us-east-1",
    [],
  ],
  ["C:\\aws\\aws.exe", "eks get-token --cluster-name prod", { AWS_PROFILE: "x" }, "eks://prod", []],
  [
    "aws",
    "eks get-token --cluster-name prod --role-arn arn:aws:iam::1:role/x --profile p",
    {},
    "eks://prod",
    ["--role-arn", "--profile"],
  ],
  ["aws-iam-authenticator", "token -i prod", { AWS_DEFAULT_REGION: "eu-west-1" }, "eks://prod eu-west-1", []],
  [
    "aws-iam-authenticator",
    "token --cluster-id prod -r arn:aws:iam::1:role/x --region eu-west-1",
    {},
    "eks://prod eu-west-1",
    ["-r"],
  ],
])("%s %s is a login of ours", (command, args, env, shown, ignored) => {
  const known = knownExec(exec(command, words(args), env), undefined);
  if (known instanceof Failure) throw known;
  const { scheme, locator, query } = referenceOf(known);
  expect(`${scheme}://${locator} ${query.get("region") ?? ""}`.trim()).toBe(shown);
  expect(known.ignored).toEqual(ignored);
});

test.each([
  ["aws", "eks get-token"],
  ["aws", `eks get-token --cluster-name ../${CANARY}`],
  ["aws", `eks get-token --cluster-name prod --region ${CANARY}`],
  ["aws", `eks get-token --cluster-name prod --endpoint-url https://${CANARY}`],
  ["aws", `eks get-token --cluster-id ${CANARY}`],
  ["aws", `eks get-token --cluster-name a --cluster-name ${CANARY}`],
  ["aws", "eks get-token --cluster-name"],
  ["aws", `s3 cp ${CANARY} x`],
  ["aws-iam-authenticator", `server -i ${CANARY}`],
  ["sh", `-c ${CANARY}`],
  [CANARY, "x"],
  ["gke-gcloud-auth-plugin", CANARY],
  ["kubelogin", `get-token --server-id ${CANARY}`],
])("%s %s is refused, and not quoted", (command, args) => {
  const failure = knownExec(exec(command, words(args)), "config") as Failure;
  expect(failure).toMatchObject({ code: "KUBECONFIG_REFUSED", at: { file: "config" } });
  expect(`${failure.message} ${failure.fix}`).not.toContain(CANARY);
});

test.each([[undefined], ["text"], [new Map([["command", 7]])]])("%j is no program", (given) => {
  expect(knownExec(given, undefined)).toMatchObject({ code: "KUBECONFIG_REFUSED" });
});

const ARGS = [
  "--region",
  "eu-central-1",
  "eks",
  "get-token",
  "--cluster-name",
  "prod",
  "--role-arn",
  "arn:aws:iam::1:role/x",
];
const configOf = (cluster: object): Secret =>
  Secret.of(
    JSON.stringify({
      kind: "Config",
      "current-context": "a",
      clusters: [
        {
          name: "a",
          cluster: { server: PLACE.server, "certificate-authority-data": base64(CA), ...cluster },
        },
      ],
      users: [{ name: "a", user: { exec: { command: "aws", args: ARGS }, as: "deployer" } }],
      contexts: [{ name: "a", context: { cluster: "a", user: "a", namespace: "prod" } }],
    }),
  );
const open = async (cluster: object, inputs = NO_INPUTS) => {
  const { cloud, asked } = cloudOf();
  const { host, told } = hostOf();
  const needs = needsOf({ cloud, kubeconfig: configOf(cluster) });
  const reference = { kind: "kubeconfig", path: undefined, context: undefined } as const;
  return { access: await openAccess(reference, inputs, needs, host, NEVER), asked, told };
};

test("our own login takes the plugin's place where the cloud says the same of the cluster", async () => {
  const { access, asked, told } = await open({ "proxy-url": "http://proxy.example:3128" });
  expect(access).toMatchObject({
    shown: "eks://prod in eu-central-1",
    proxy: "http://proxy.example:3128",
    namespace: "prod",
    impersonate: { user: "deployer" },
  });
  expect((await access.bearer!(false, NEVER)).token.reveal()).toBe(`${CANARY}-token`);
  expect(asked).toEqual(["eks://prod eu-central-1", "place", "token"]);
  expect(told).toEqual([expect.stringContaining("--role-arn")]);
});

test("or where inputs do, and then the cloud is not asked", async () => {
  const server = "https://10.0.0.1";
  const { access, asked } = await open({ server }, { ...NO_INPUTS, clusterServer: server, clusterCa: CA });
  expect([access.server.origin, asked]).toEqual([server, ["eks://prod eu-central-1"]]);
});

test("with cluster-server the kubeconfig may still have the cloud's address", async () => {
  const { access } = await open({}, { ...NO_INPUTS, clusterServer: "https://10.0.0.1" });
  expect([access.server.origin, access.trust.serverName]).toEqual([
    "https://10.0.0.1",
    new URL(PLACE.server).hostname,
  ]);
});

test.each([
  ["another server", { server: `https://${CANARY}.example` }],
  ["another CA", { "certificate-authority-data": base64(CERT) }],
  ["no CA", { "certificate-authority-data": "" }],
  ["no check", { "certificate-authority-data": "", "insecure-skip-tls-verify": true }],
  ["another name", { "tls-server-name": CANARY }],
])("%s gets no token of ours", async (_, cluster) => {
  const failure = (await open(cluster).catch((error: unknown) => error)) as Failure;
  expect(failure).toMatchObject({ code: "KUBECONFIG_REFUSED" });
  expect(failure.fix).toContain("cluster: eks://prod?region=eu-central-1");
  expect(`${failure.message} ${failure.fix}`).not.toContain(CANARY);
});
