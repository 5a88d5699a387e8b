import { served } from "./host.ts";

const ACCOUNT = "111122223333";

/**
 * A Security Token Service as https://docs.aws.amazon.com/STS/latest/APIReference/ documents its query protocol: it
 * believes every signature and token, and gives the nth session the keys `CANARY-7f3a-id-n`.
 */
export async function securityTokenService(
  account = ACCOUNT,
): Promise<{ readonly url: string; readonly calls: URLSearchParams[] }> {
  const calls: URLSearchParams[] = [];
  const url = await served(({ body }) => {
    const call = new URLSearchParams(body.toString());
    calls.push(call);
    const action = call.get("Action") ?? "";
    const [, role] = /role\/(.*)$/.exec(call.get("RoleArn") ?? "") ?? [];
    const n = calls.length;
    const result =
      action === "GetCallerIdentity"
        ? `<Arn>arn:aws:iam::${account}:user/ci</Arn><Account>${account}</Account>`
        : `<Credentials><AccessKeyId>CANARY-7f3a-id-${n}</AccessKeyId><SecretAccessKey>CANARY-7f3a-secret-${n}</SecretAccessKey><SessionToken>CANARY-7f3a-session-${n}</SessionToken><Expiration>2026-11-24T18:00:00Z</Expiration></Credentials><AssumedRoleUser><Arn>arn:aws:sts::${account}:assumed-role/${role}/${call.get("RoleSessionName")}</Arn><AssumedRoleId>AROA:x</AssumedRoleId></AssumedRoleUser>`;
    return {
      status: 200,
      headers: { "content-type": "text/xml" },
      body: `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></${action}Response>`,
    };
  });
  return { url, calls };
}
