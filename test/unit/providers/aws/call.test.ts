import { expect, test } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import { AwsFault, callAws } from "../../../../src/providers/aws/call.ts";
import { FOUND, HTML, json, NEVER, read, whatOf } from "./calling.ts";
import { CANARY, settingOf } from "./setting.ts";

test("a value, and a line of the debug log without it", async () => {
  const { end, lines } = await read([FOUND]);
  expect(end).toMatchObject({ SecretString: CANARY });
  expect(lines).toEqual(["aws: secretsmanager:GetSecretValue -> 200 0 ms req-2"]);
});

test.each([
  ["AccessDeniedException", "ACCESS_DENIED"],
  ["UnrecognizedClientException", "CREDENTIALS_REFUSED"],
  ["ExpiredTokenException", "CREDENTIALS_REFUSED"],
  ["InvalidSignatureException", "CREDENTIALS_REFUSED"],
  ["MissingAuthenticationTokenException", "CREDENTIALS_REFUSED"],
  ["DecryptionFailure", "KEY_UNUSABLE"],
  ["ResourceNotFoundException", "STORE_ANSWER_INVALID"],
  ["SomethingNewException", "STORE_ANSWER_INVALID"],
])("%s is permanent: one request, %s, with the request's id", async (code, expected) => {
  const { end, failure, requests, lines } = await read([json(code, "No.")]);
  expect(end).toBeInstanceOf(AwsFault);
  expect(end).toMatchObject({ code, status: 400, requestId: "req-1" });
  expect((end as AwsFault).has(/^No\./)).toBe(true);
  expect(failure).toMatchObject({
    code: expected,
    message: expect.stringContaining(`(${code}, request req-1)`),
  });
  expect([requests, lines]).toEqual([1, [`aws: secretsmanager:GetSecretValue -> 400 ${code} 0 ms req-1`]]);
});

test.each([
  ["a web page", { headers: { "content-type": "text/html; charset=utf-8" }, body: HTML }, /a web page/],
  ["a web page as 403", { status: 403, headers: { "content-type": "text/html" }, body: HTML }, /a web page/],
  ["broken JSON", { body: '{"SecretString": "' }, /AWS does not send/],
  ["an error that is no JSON", { status: 400, body: `nope ${CANARY}` }, /AWS does not send/],
  ["an error without a code", { status: 403, body: "{}" }, /AWS does not send/],
  [
    "a redirect",
    { status: 302, headers: { location: `https://${CANARY}.example` }, body: "" },
    /AWS does not send/,
  ],
] as const)("%s is no answer of AWS", async (_, answer, message) => {
  const { failure, requests } = await read([answer]);
  expect(failure).toMatchObject({ code: "STORE_ANSWER_INVALID", message: expect.stringMatching(message) });
  expect(requests).toBe(1);
});

test("an error that is neither an answer nor the network's stays what it is", async () => {
  const { setting } = settingOf("https://one.example");
  const own = new Failure("INTERNAL", "x");
  await expect(callAws(async () => Promise.reject(own), whatOf(), setting, NEVER)).rejects.toBe(own);
});
