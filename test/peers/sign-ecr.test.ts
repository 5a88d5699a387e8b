import crypto from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import { findLeaks } from "../harness/leaks.ts";
import type { ActionRun, RunOptions } from "../harness/run-action.ts";
import { type Answer, type Call, json, listen, type Listening, send } from "../harness/servers/control.ts";
import { motoServer } from "../harness/servers/moto.ts";
import { judgeImage } from "../harness/servers/sigstore-verifiers.ts";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { hasPeer } from "./peers.ts";
import { signWith } from "./sign-action.ts";

const NO_MOTO = hasPeer("moto_server")
  ? undefined
  : "ECR tests skipped: moto is not installed (node test/peers/install.mjs)";
const ACCOUNT = "123456789012";
const ECR = `${ACCOUNT}.dkr.ecr.eu-central-1.amazonaws.com`;
/** What moto gives as the password of a registry. */
const PASSWORD = `${ACCOUNT}-auth-token`;
const LOGIN = Buffer.from(`AWS:${PASSWORD}`).toString("base64");
const AWS = {
  "aws-credentials": "static",
  "aws-region": "eu-central-1",
  // In parts: whole, it is a key id to every scanner.
  "aws-access-key-id": ["AKIA", "CANARY7F3AECRKEY"].join(""),
  "aws-secret-access-key": "CANARY-7f3a-secret-access-key",
};

describeUnless(NO_MOTO, "an image in ECR, by the AWS identity at hand", () => {
  let peers: Sigstore;
  let proxy: Listening;
  let image: string;
  /** The login that each request brought, by host. */
  const seen: [host: string, login: string | undefined][] = [];

  /** What a proxy gets for a registry without TLS: ECR's name, in front of a real registry that takes one login. */
  async function registry(call: Call): Promise<Answer> {
    const { host, pathname, search } = new URL(call.path);
    const login = call.headers["authorization"];
    seen.push([host, login]);
    if (host === ECR && login !== `Basic ${LOGIN}`)
      return {
        ...json(401, {}),
        headers: { "www-authenticate": `Basic realm="https://${ECR}/",service="ecr.amazonaws.com"` },
      };
    const { authorization: _, ...headers } = call.headers;
    return await send(`http://${peers.registryHost}`, {
      ...call,
      path: pathname + search,
      headers: { ...headers, host },
    });
  }

  beforeAll(async () => {
    peers = await sigstore({ rekor2: false, tsa: false, referrersRegistry: false });
    proxy = await listen(registry);
  });
  afterAll(async () => {
    await proxy.stop();
    await peers.stop();
  });
  beforeEach(async () => {
    seen.length = 0;
    image = await peers.pushImage(peers.registryHost, `shop/${crypto.randomUUID()}`, "one");
  });

  const run = async ({ inputs, env, ...options }: RunOptions = {}): Promise<ActionRun> => {
    const result = await signWith(peers, "v1", {
      servers: [peers.server, motoServer()],
      ...options,
      env: { HTTP_PROXY: proxy.url, NO_PROXY: "127.0.0.1", ...env },
      inputs: { sign: `oci://${inEcr(image)}`, "insecure-registries": ECR, ...AWS, ...inputs },
    });
    const secrets = [PASSWORD, LOGIN, AWS["aws-secret-access-key"], ...peers.oidc.tokens];
    expect(findLeaks(result, secrets)).toEqual([]);
    return result;
  };
  const inEcr = (name: string): string => name.replace(peers.registryHost, ECR);

  test("is signed in both schemes, and no other host gets the password", async () => {
    const result = await run();
    expect([result.log, result.main.exitCode]).toEqual([expect.stringContaining(".sig tag"), 0]);
    expect(result.outputs.get("images")).toBe(inEcr(image));
    for (const legacy of [false, true]) {
      const { code, stderr } = await judgeImage(peers, legacy ? "cosign-2" : "cosign", {
        kind: "v1",
        image,
        legacy,
      });
      expect([legacy, code, code === 0 ? "" : stderr]).toEqual([legacy, 0, ""]);
    }
    expect(new Set(seen.map(([host]) => host))).toEqual(new Set([ECR]));
  });

  test("another registry of the run gets nothing of it", async () => {
    const other = "registry.example.com";
    const both = `oci://${inEcr(image)}\noci://${image.replace(peers.registryHost, other)}`;
    const result = await run({ inputs: { sign: both, "insecure-registries": `${ECR}\n${other}` } });
    expect([result.log, result.main.exitCode]).toEqual([expect.stringContaining(other), 0]);
    expect(seen.filter(([host, login]) => host === other && login !== undefined)).toEqual([]);
    expect(seen.some(([host]) => host === other)).toBe(true);
  });

  test("a login that docker has goes before", async () => {
    const config = { auths: { [ECR]: { auth: Buffer.from("AWS:CANARY-7f3a-other").toString("base64") } } };
    const result = await run({
      untracked: { "docker/config.json": JSON.stringify(config) },
      env: { DOCKER_CONFIG: "docker" },
      prepare: () => undefined,
    });
    expect([result.main.exitCode, result.log]).toEqual([1, expect.stringContaining("REGISTRY_REFUSED")]);
  });

  test("without an input of AWS nobody is logged in, and the failure says how", async () => {
    const none = Object.fromEntries(Object.keys(AWS).map((name) => [name, ""]));
    const result = await run({
      inputs: none,
      env: { AWS_ACCESS_KEY_ID: "AKIAX", AWS_SECRET_ACCESS_KEY: "x" },
    });
    expect(result.main.exitCode).toBe(1);
    for (const words of ["REGISTRY_REFUSED", "aws-role:"]) expect(result.log).toContain(words);
    expect(seen.filter(([, login]) => login !== undefined)).toEqual([]);
  });

  test("what is wrong with the inputs of AWS is said before anything is signed", async () => {
    const result = await run({ inputs: { "aws-access-key-id": "" } });
    expect([result.main.exitCode, result.log]).toEqual([1, expect.stringContaining("aws-access-key-id")]);
  });
});
