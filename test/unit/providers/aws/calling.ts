import { expect } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import { createPool } from "../../../../src/kernel/pool.ts";
import { type AwsAction, AwsFault, callAws, failureOf } from "../../../../src/providers/aws/call.ts";
import { GetSecretValueCommand, SecretsManagerClient } from "../../../../src/providers/aws/sdk-secrets.ts";
import { clientConfig } from "../../../../src/providers/aws/sdk.ts";
import { type Answer, CANARY, credentialsOf, NOW, serveTest, settingOf, stillClock } from "./setting.ts";

export const NEVER = new AbortController().signal;
export const NAME = "liquid-hive/prod/database";

export const json = (code: string, message: string, status = 400): Answer => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": "req-1" },
  body: JSON.stringify({ __type: code, message: `${message} ${CANARY}` }),
});
export const FOUND: Answer = {
  headers: { "x-amzn-requestid": "req-2" },
  body: JSON.stringify({ SecretString: CANARY }),
};
export const HTML = "<!DOCTYPE html><html><body>Sign in</body></html>";

export const whatOf = (more: Partial<AwsAction> = {}): AwsAction => ({
  service: "secretsmanager",
  region: "eu-central-1",
  action: "secretsmanager:GetSecretValue",
  resource: NAME,
  credentials: credentialsOf(),
  ...more,
});

/** One GetSecretValue against a server with these answers: how it ended, and what it took. */
export async function read(
  answers: Answer[],
  { credentials = credentialsOf(), signal = NEVER, pool = createPool(8) } = {},
) {
  const server = await serveTest(...answers);
  const clock = stillClock();
  const { setting, told } = settingOf(server.url, { clock });
  const client = new SecretsManagerClient(
    clientConfig("secretsmanager", "eu-central-1", credentials, setting, signal),
  );
  const what = whatOf({ credentials });
  const end: unknown = await callAws(
    async (abortSignal) => client.send(new GetSecretValueCommand({ SecretId: NAME }), { abortSignal }),
    what,
    setting,
    signal,
    pool,
  ).catch((error: unknown) => error);
  const failure = end instanceof AwsFault ? failureOf(end, what) : end;
  const said = failure instanceof Failure ? `${failure.message}\n${failure.fix}` : "";
  expect(`${said}\n${told.lines.join("\n")}`).not.toContain(CANARY);
  return {
    end,
    failure: failure as Failure,
    said,
    requests: server.seen.length,
    slept: clock.slept,
    lines: told.lines,
  };
}

/** An answer of a server whose clock is this far from ours. */
export const dated = (answer: Answer, offset: number): Answer =>
  answer === "reset"
    ? answer
    : { ...answer, headers: { ...answer.headers, date: new Date(NOW + offset).toUTCString() } };
