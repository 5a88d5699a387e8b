import fs from "node:fs";
import type http from "node:http";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, vi } from "vitest";
import type { Clock } from "../../../../src/kernel/clock.ts";
import { asFailure, type Failure } from "../../../../src/kernel/errors.ts";
import type { HttpRequest } from "../../../../src/kernel/http.ts";
import { readTargets } from "../../../../src/signing/trust/tuf.ts";
import { client, never, plainServer, portOf } from "../../kernel/http-servers.ts";
import { onlineFiles, rootBody, rootFile, signed, tufKey, type Online } from "./tuf-repository.ts";

/** The target that is read. */
export const TARGET = "trusted_root.json";
/** `a` and `b` sign the first root, `online` all below it. */
export const keys = { a: tufKey(), b: tufKey(), c: tufKey(), online: tufKey(), next: tufKey() };
export const first = rootFile(signed(rootBody(1, [keys.a, keys.b], keys.online), [keys.a, keys.b]));
export const good = (more: Partial<Online> = {}): Map<string, Buffer> =>
  onlineFiles({ key: keys.online, ...more }, { [TARGET]: "the root", "big.json": "x" });

let temp: string;
beforeEach(() => void (temp = fs.mkdtempSync(path.join(os.tmpdir(), "tuf-test-"))));
afterEach(() => {
  vi.useRealTimers();
  // Nothing of a run is left, whatever came of it.
  const left = fs.readdirSync(temp);
  fs.rmSync(temp, { recursive: true });
  expect(left).toEqual([]);
});

/** The folder below which the client of this test works. */
export const folder = (): string => temp;

/** Sleeps are over at once. */
export const clock = { now: () => Date.now(), sleep: async () => undefined };

export type Answer = (request: http.IncomingMessage, response: http.ServerResponse) => boolean;

/** Reads the targets from a server of these files, for whose requests `before` may answer itself. */
export async function read(
  files: ReadonlyMap<string, Buffer>,
  more: {
    root?: Uint8Array;
    before?: Answer;
    names?: readonly string[];
    prefix?: string;
    clock?: Clock;
  } = {},
): Promise<{ found: ReadonlyMap<string, Uint8Array | undefined>; asked: string[]; sent: HttpRequest[] }> {
  const { root = first, before, names = [TARGET], prefix = "", clock: time = clock } = more;
  const asked: string[] = [];
  const sent: HttpRequest[] = [];
  const server = await plainServer((request, response) => {
    asked.push(request.url!);
    if (before?.(request, response) === true) return;
    const file = files.get(request.url!.slice(prefix.length));
    response.writeHead(file === undefined ? 404 : 200).end(file);
  });
  const http = client();
  const host = {
    temp,
    clock: time,
    http: {
      ...http,
      send: (request: HttpRequest, signal: AbortSignal) => (sent.push(request), http.send(request, signal)),
    },
  };
  const url = new URL(`http://127.0.0.1:${portOf(server)}${prefix}`);
  return { found: await readTargets({ url, root }, names, host, never), asked, sent };
}

export const text = (found: ReadonlyMap<string, Uint8Array | undefined>, name = TARGET): string =>
  Buffer.from(found.get(name) ?? "").toString();

export async function failure(reading: Promise<unknown>): Promise<Failure> {
  const error: unknown = await reading.then(
    () => new Error("it was read"),
    (thrown: unknown) => thrown,
  );
  const problem = asFailure(error);
  expect(problem.fix).toContain("trusted-root: path/to/trusted_root.json");
  return problem;
}
