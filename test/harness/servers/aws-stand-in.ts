import crypto from "node:crypto";
import type { AwsCall, Principal, Upstream } from "./aws-call.ts";
import { text } from "./aws-call.ts";
import type { Seed } from "./aws-seed.ts";
import { AwsError, errorReply, escapeXml, STS_NAMESPACE } from "./aws-wording.ts";
import { json } from "./control.ts";
import type { Reply } from "./control.ts";
import type { Action, Paging } from "./stand-in-action.ts";
import { parameterActions } from "./stand-in-parameters.ts";
import { secretActions } from "./stand-in-secrets.ts";

/**
 * Takes what is in the stores; returns an upstream for `strictAws`: STS, Secrets Manager and Parameter Store as
 * far as this project calls them, in this process, for runs without network and Python. Written from AWS's API
 * reference, so on its own it proves no more than that we agree with ourselves: test/peers runs the same against
 * moto, a server nobody here wrote.
 */
export function awsStandIn(seed: Seed, paging: Paging = {}): Upstream {
  const actions: Readonly<Record<string, Readonly<Record<string, Action>>>> = {
    secretsmanager: secretActions(seed.secrets ?? []),
    ssm: parameterActions(seed.parameters ?? []),
  };
  return async (call, principal) => {
    try {
      if (call.service === "sts") return sts(call, principal);
      const action = actions[call.service]?.[call.action];
      if (action === undefined) throw new AwsError("UnknownOperationException", "");
      const account = principal?.account ?? "";
      const answer = action(call.input, { region: call.region, account, paging });
      return json(200, answer, "application/x-amz-json-1.1");
    } catch (error) {
      if (error instanceof AwsError) return errorReply(call.service, error);
      throw error;
    }
  };
}

function sts(call: AwsCall, principal: Principal | undefined): Reply {
  if (call.action === "GetCallerIdentity") {
    const { arn = "", account = "" } = principal ?? {};
    return result(call, `<Arn>${arn}</Arn><UserId>AIDASTANDIN</UserId><Account>${account}</Account>`);
  }
  const [, partition, , , account, role = ""] = (text(call.input, "RoleArn") ?? "").split(":");
  const name = `${role.split("/").at(-1)}/${text(call.input, "RoleSessionName")}`;
  const seconds = Number(call.input["DurationSeconds"] ?? 3600);
  const random = (bytes: number): string => crypto.randomBytes(bytes).toString("base64");
  const expiration = new Date(Date.now() + seconds * 1000).toISOString().replace(/\.\d+/, "");
  // Long, with the characters that break careless quoting: AWS's look like that.
  const xml = [
    "<Credentials>",
    `<AccessKeyId>ASIA${crypto.randomBytes(8).toString("hex").toUpperCase()}</AccessKeyId>`,
    `<SecretAccessKey>${escapeXml(random(27))}+/</SecretAccessKey>`,
    `<SessionToken>FwoG${random(220)}==</SessionToken>`,
    `<Expiration>${expiration}</Expiration>`,
    "</Credentials>",
    "<AssumedRoleUser>",
    `<AssumedRoleId>AROASTANDIN:${escapeXml(name.split("/")[1] ?? "")}</AssumedRoleId>`,
    `<Arn>arn:${partition}:sts::${account}:assumed-role/${escapeXml(name)}</Arn>`,
    "</AssumedRoleUser>",
    "<PackedPolicySize>6</PackedPolicySize>",
  ];
  return result(call, xml.join(""));
}

function result(call: AwsCall, xml: string): Reply {
  const id = crypto.randomUUID();
  const body = `<${call.action}Response xmlns="${STS_NAMESPACE}"><${call.action}Result>${xml}</${call.action}Result><ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata></${call.action}Response>`;
  return { status: 200, headers: { "content-type": "text/xml" }, body };
}
