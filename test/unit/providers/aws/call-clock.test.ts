import { expect, test } from "vitest";
import { dated, json, read } from "./calling.ts";

test.each([
  [
    "InvalidSignatureException",
    "Signature expired: 20261124T1140Z is now earlier than …",
    900_000,
    /15 minutes \(it is behind\)/,
  ],
  ["SignatureDoesNotMatch", "Signature not yet current: …", -10_800_000, /3 hours \(it is ahead\)/],
  [
    "RequestTimeTooSkewed",
    "The difference between the request time and the server's time is too large.",
    600_000,
    /10 minutes/,
  ],
  ["InvalidSignatureException", "The request signature we calculated does not match …", 420_000, /7 minutes/],
])("%s with a clock that is off: CLOCK_SKEWED says how far", async (code, message, offset, far) => {
  const { failure, requests, said } = await read([dated(json(code, message), offset)]);
  expect(failure).toMatchObject({ code: "CLOCK_SKEWED", message: expect.stringMatching(far) });
  expect(said).toMatch(/timedatectl set-ntp true[\s\S]*w32tm \/resync/);
  expect(requests).toBe(1);
});

test("a signature that does not fit, with a clock that does, is the secret key's fault", async () => {
  const { failure } = await read([
    json("InvalidSignatureException", "The request signature we calculated does not match"),
  ]);
  expect(failure.code).toBe("CREDENTIALS_REFUSED");
});
