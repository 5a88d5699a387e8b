import { expect, test } from "vitest";
import type { Http } from "../../../../src/kernel/http.ts";
import { clientConfig, requestHandler } from "../../../../src/providers/aws/sdk.ts";
import { credentialsOf, settingOf } from "./setting.ts";

const NEVER = new AbortController().signal;

test("the signal that `send` is given ends its request, the one of the client those without", async () => {
  const signals: AbortSignal[] = [];
  const http: Http = {
    close: () => undefined,
    send: async (_, signal) => {
      signals.push(signal);
      return { status: 200, headers: {}, body: new Uint8Array() };
    },
  };
  const request = {
    method: "POST",
    protocol: "https:",
    hostname: "[::1]",
    port: 8443,
    path: "/a",
    headers: {},
    query: { b: ["c", "d"] },
  };
  const own = new AbortController().signal;
  const handler = requestHandler(http, NEVER);
  await handler.handle(request, { abortSignal: own });
  await handler.handle(request);
  expect(signals.map((signal) => [signal === own, signal === NEVER])).toEqual([
    [true, false],
    [false, true],
  ]);
});

test("credentials that are no text are refused without being shown", () => {
  const { setting } = settingOf("https://one.example");
  const broken = { revealBytes: () => new Uint8Array(), reveal: () => undefined };
  const credentials = credentialsOf({ sessionToken: broken as never });
  expect(() => clientConfig("sts", "eu-central-1", credentials, setting, NEVER)).toThrow(
    expect.objectContaining({ code: "CREDENTIALS_REFUSED" }),
  );
});
