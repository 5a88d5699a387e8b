import { expect, test } from "vitest";
import { signCallerIdentity } from "../../../../../src/providers/vault/logins/aws.ts";
import { checkSignature } from "../../../../harness/servers/sigv4.ts";
import { CANARY } from "../login-inputs.ts";

const NOW = Date.UTC(2026, 10, 24, 12, 0, 0);
const ENV = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: `${CANARY}-key` };

/** Whose signature it is, to code that was written from the same specification for another purpose. */
function signerOf(env: Readonly<Record<string, string>>, change: Readonly<Record<string, string>> = {}) {
  const { url, headers, body } = signCallerIdentity(env, "vault.example.com", new Date(NOW));
  const http = { method: "POST", path: "/", headers: { ...headers, ...change }, body: Buffer.from(body) };
  const call = { http, service: "sts" as const, action: "GetCallerIdentity", region: "us-east-1", input: {} };
  const known = {
    secretAccessKey: `${CANARY}-key`,
    sessionToken: env["AWS_SESSION_TOKEN"],
    expires: undefined,
  };
  return { signer: checkSignature(call, () => known, NOW), url, headers };
}

test.each([
  [{}, "https://sts.amazonaws.com/", "us-east-1"],
  [{ AWS_REGION: "eu-central-1" }, "https://sts.amazonaws.com/", "us-east-1"],
  [{ AWS_SESSION_TOKEN: `${CANARY}-session` }, "https://sts.amazonaws.com/", "us-east-1"],
  [
    { AWS_REGION: "eu-central-1", AWS_STS_REGIONAL_ENDPOINTS: "regional" },
    "https://sts.eu-central-1.amazonaws.com/",
    "eu-central-1",
  ],
  [{ AWS_DEFAULT_REGION: "us-gov-west-1" }, "https://sts.us-gov-west-1.amazonaws.com/", "us-gov-west-1"],
  [{ AWS_REGION: "cn-north-1" }, "https://sts.cn-north-1.amazonaws.com.cn/", "cn-north-1"],
])("with %j the request is for %s", (more, expected, region) => {
  const { signer, url, headers } = signerOf({ ...ENV, ...more });
  expect(signer).toEqual({ accessKeyId: "AKIDEXAMPLE" });
  expect(url).toBe(expected);
  expect(headers["authorization"]).toContain(`/20261124/${region}/sts/aws4_request`);
});

test("the server's name is signed: no other one can be put in", () => {
  expect(signerOf(ENV).headers["authorization"]).toContain(";x-vault-aws-iam-server-id, ");
  expect(signerOf(ENV, { "x-vault-aws-iam-server-id": "other.example.com" }).signer).toEqual({
    kind: "mismatch",
  });
});

test("no key is in the request", () => {
  expect(JSON.stringify(signerOf(ENV).headers)).not.toContain(CANARY);
});
