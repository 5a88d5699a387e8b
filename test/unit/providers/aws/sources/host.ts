import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { Failure } from "../../../../../src/kernel/errors.ts";
import type { Http, HttpAnswer, HttpRequest } from "../../../../../src/kernel/http.ts";
import type { AwsSetting } from "../../../../../src/providers/aws/setting.ts";
import type { Host } from "../../../../../src/providers/provider.ts";
import type { Handler } from "../../../../harness/servers/control.ts";
import { listen } from "../../../../harness/servers/control.ts";
import { CANARY, settingOf, stillClock, type Told } from "../setting.ts";

export const SIGNAL = new AbortController().signal;

export interface Fixture {
  readonly host: Host;
  readonly setting: AwsSetting;
  readonly told: Told;
}

export function fixture(more: Partial<Host> = {}, url = ""): Fixture {
  const { setting, told } = settingOf(url, { clock: stillClock() });
  const host: Host = { ...setting.host, face: "actions", workspace: "/", temp: "/", ...more };
  return { host, setting: { ...setting, host }, told };
}

/** A new folder for one test. */
export function folderOf(prefix: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), prefix));
  onTestFinished(() => fs.rmSync(folder, { recursive: true }));
  return folder;
}

/** A loopback server for one test. */
export async function served(handler: Handler): Promise<string> {
  const { url, stop } = await listen(handler);
  onTestFinished(stop);
  return url;
}

/** A client that answers itself, for addresses that no test can listen at. */
export function answering(
  answer: (request: HttpRequest) => { status: number; body: string },
): Http & { readonly asked: HttpRequest[] } {
  const asked: HttpRequest[] = [];
  return {
    asked,
    close: () => undefined,
    send: async (request): Promise<HttpAnswer> => {
      asked.push(request);
      const { status, body } = answer(request);
      return { status, headers: {}, body: Buffer.from(body) };
    },
  };
}

/** The failure, after a look that nothing planted is in it. */
export async function failureOf(run: () => unknown): Promise<Failure> {
  let result: unknown;
  try {
    result = await run();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const text = `${error.message}\n${error.fix}\n${JSON.stringify(error.at ?? {})}`;
    if (text.includes(CANARY))
      throw new Error(`a value is in the message of ${error.code}`, { cause: error });
    return error;
  }
  throw new Error(`no failure but ${typeof result}`);
}
