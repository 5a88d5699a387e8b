import { expect } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import { type Answer, CANARY, serveTest, settingOf } from "./setting.ts";

export const NEVER = new AbortController().signal;
export const NEXT = "arn:aws:iam::444455556666:role/reader";

export const xml = (body: string, status = 200): Answer => ({
  status,
  headers: { "content-type": "text/xml", "x-amzn-requestid": "req-1" },
  body,
});
export const refusal = (code: string, message: string, status = 400): Answer =>
  xml(
    `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message} ${CANARY}</Message></Error><RequestId>req-1</RequestId></ErrorResponse>`,
    status,
  );
export const assumed = (verb: string, arn: string, more = ""): Answer =>
  xml(
    `<${verb}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${verb}Result><Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>${CANARY}-new-key</SecretAccessKey><SessionToken>${CANARY}-new-session</SessionToken><Expiration>2026-11-24T12:15:00Z</Expiration></Credentials><AssumedRoleUser><Arn>${arn}</Arn><AssumedRoleId>AROA:x</AssumedRoleId></AssumedRoleUser>${more}</${verb}Result><ResponseMetadata><RequestId>req-1</RequestId></ResponseMetadata></${verb}Response>`,
  );

/** A call of STS against these answers: its end, the forms it sent, and what was masked and logged. */
export async function run<T>(
  answers: Answer[],
  call: (setting: ReturnType<typeof settingOf>["setting"]) => Promise<T>,
) {
  const server = await serveTest(...answers);
  const { setting, told } = settingOf(server.url);
  const end: unknown = await call(setting).catch((error: unknown) => error);
  const said = end instanceof Failure ? `${end.message}\n${end.fix}` : "";
  expect(`${said}\n${told.lines.join("\n")}`).not.toContain(CANARY);
  const forms = server.seen.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  return { end: end as T, failure: end as Failure, said, forms, seen: server.seen, ...told };
}
