import crypto from "node:crypto";
import { asFailure, type Failure } from "../../kernel/errors.ts";
import { createPool } from "../../kernel/pool.ts";
import type { Health } from "../provider.ts";
import { AwsFault, failureOf } from "./call.ts";
import type { AwsCredentials } from "./credentials.ts";
import type { AwsInputs } from "./inputs.ts";
import { type SecretsApi, secretsApi } from "./secrets-api.ts";
import { CURRENT, NOT_FOUND } from "./secrets-refused.ts";
import type { AwsSetting } from "./setting.ts";
import { callerArn } from "./sts.ts";

type Detail = Health["details"][number];

/** A job that ends later than this sees its credentials end first. */
const SOON_MS = 5 * 60_000;

/**
 * Who the credentials are, until when, and whether they may read below `aws-prefix`: asked by the name of a secret that
 * is not there, for which AWS answers "not found" to those who may read it and "denied" to those who may not. No value
 * is read, and nothing beyond `secretsmanager:GetSecretValue` is needed.
 */
export async function health(
  credentials: AwsCredentials,
  inputs: AwsInputs,
  setting: AwsSetting,
  signal: AbortSignal,
): Promise<Health> {
  const [login, reads] = await Promise.all([
    who(credentials, setting, signal),
    mayRead(inputs.awsPrefix, credentials, setting, signal),
  ]);
  const details = [login, ...expiry(credentials, setting), reads];
  const isHealthy = login.ok && reads.ok;
  return { status: isHealthy ? "healthy" : "unhealthy", authenticated: login.ok, details };
}

async function who(credentials: AwsCredentials, setting: AwsSetting, signal: AbortSignal): Promise<Detail> {
  try {
    return { name: "login", ok: true, text: await callerArn(credentials, setting, signal) };
  } catch (error) {
    return detailOf("login", asFailure(error));
  }
}

function expiry({ expires }: AwsCredentials, { host }: AwsSetting): Detail[] {
  if (expires === undefined) return [];
  const ok = expires.getTime() - host.clock.now() > SOON_MS;
  const text = `the credentials live until ${expires.toISOString().replace(/\.\d+Z$/, "Z")}`;
  return [
    { name: "expiry", ok, text, ...(ok ? {} : { fix: "aws-duration: 3600   # or fresh credentials" }) },
  ];
}

async function mayRead(
  prefix: string,
  credentials: AwsCredentials,
  setting: AwsSetting,
  signal: AbortSignal,
): Promise<Detail> {
  if (prefix === "")
    return { name: "reads", ok: true, text: "not asked: without aws-prefix no name stands for the rest" };
  const name = `${prefix.replace(/\/+$/, "")}/not-there-${crypto.randomUUID()}`;
  let api: SecretsApi | undefined;
  try {
    api = await secretsApi(credentials, setting, createPool(1))(setting.region, signal);
    await api.get({ name, stage: CURRENT }, signal);
  } catch (error) {
    if (!(error instanceof AwsFault) || api === undefined) return detailOf("reads", asFailure(error));
    if (error.code !== NOT_FOUND)
      return detailOf("reads", failureOf(error, api.action("GetSecretValue", `${prefix}/*`)));
  }
  return { name: "reads", ok: true, text: `may read below ${prefix} in ${setting.region}` };
}

const detailOf = (name: string, { message, fix }: Failure): Detail => ({
  name,
  ok: false,
  text: message,
  ...(fix === undefined ? {} : { fix }),
});
