import { expect, test } from "vitest";
import { callAws } from "../../../../src/providers/aws/call.ts";
import { GetCallerIdentityCommand, STSClient } from "../../../../src/providers/aws/sdk-sts.ts";
import { clientConfig } from "../../../../src/providers/aws/sdk.ts";
import { dated, HTML, NEVER, whatOf } from "./calling.ts";
import { type Answer, credentialsOf, serveTest, settingOf } from "./setting.ts";

test("STS: a signature expired in XML, and the verification keys", async () => {
  const xml = (code: string, message: string): Answer => ({
    status: 403,
    headers: { "content-type": "text/xml" },
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>req-3</RequestId></ErrorResponse>`,
  });
  const ask = async (...answers: Answer[]) => {
    const server = await serveTest(...answers);
    const { setting } = settingOf(server.url);
    const client = new STSClient(clientConfig("sts", "eu-central-1", credentialsOf(), setting, NEVER));
    const what = whatOf({ service: "sts", action: "sts:GetCallerIdentity", resource: undefined });
    const end: unknown = await callAws(
      async (abortSignal) => client.send(new GetCallerIdentityCommand({}), { abortSignal }),
      what,
      setting,
      NEVER,
    ).catch((error: unknown) => error);
    return { end, requests: server.seen.length };
  };
  const expired = await ask(dated(xml("SignatureDoesNotMatch", "Signature expired: x"), 900_000));
  expect(expired).toMatchObject({ end: { code: "CLOCK_SKEWED" }, requests: 1 });
  const keys = xml("InvalidIdentityToken", "Couldn't retrieve verification key from your identity provider");
  expect(await ask(keys)).toMatchObject({ end: { code: "InvalidIdentityToken" }, requests: 4 });
  expect(await ask(xml("InvalidIdentityToken", "Incorrect token audience"))).toMatchObject({ requests: 1 });
  expect(await ask(xml("IDPCommunicationError", "x"))).toMatchObject({ requests: 4 });
  const page = { status: 404, headers: { "content-type": "text/html" }, body: HTML };
  expect(await ask(page)).toMatchObject({ end: { code: "STORE_ANSWER_INVALID" }, requests: 1 });
});
