import { expect, test } from "vitest";
import { callerArn } from "../../../../src/providers/aws/sts.ts";
import { type Answer, credentialsOf } from "./setting.ts";
import { NEVER, refusal, run, xml } from "./sts-calls.ts";

test("who somebody is", async () => {
  const arn = "arn:aws:iam::111122223333:user/ci";
  const answer = xml(
    `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${arn}</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`,
  );
  const ask = async (answers: Answer[]) =>
    run(answers, async (setting) => callerArn(credentialsOf(), setting, NEVER));
  expect((await ask([answer])).end).toBe(arn);
  expect((await ask([refusal("InvalidClientTokenId", "invalid", 403)])).failure.code).toBe(
    "CREDENTIALS_REFUSED",
  );
  expect((await ask([refusal("ExpiredToken", "expired", 403)])).failure.code).toBe("CREDENTIALS_REFUSED");
  expect((await ask([xml("<a/>")])).failure.code).toBe("STORE_ANSWER_INVALID");
});
