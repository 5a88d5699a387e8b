import { execFile, execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "../../src/kernel/clock.ts";
import { createHttp } from "../../src/kernel/http-client.ts";
import { readTargets } from "../../src/signing/trust/tuf.ts";
import { peer } from "./peers.ts";

const TARGET = "trusted_root.json";
let folder: string;
let server: http.Server;

const script = (name: string): string => path.join(import.meta.dirname, name);
const python = (): string =>
  path.join(path.dirname(peer("sigstore")), process.platform === "win32" ? "python.exe" : "python");

/** Repositories that python-tuf wrote: another implementation than the client under test is made of. */
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "tuf-peer-"));
  execFileSync(python(), ["-I", script("tuf-repository.py"), folder]);
  server = http.createServer((request, response) => {
    const [, name, ...rest] = request.url!.split("/");
    const file = path.join(folder, name!, "files", ...rest);
    if (!fs.existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200).end(fs.readFileSync(file));
  });
  return new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterAll(() => {
  server.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function read(name: string): Promise<string | undefined> {
  const client = createHttp({ env: {}, clock: systemClock });
  try {
    const root = fs.readFileSync(path.join(folder, name, "first.root.json"));
    const url = new URL(`${origin()}/${name}`);
    const host = { http: client, clock: systemClock, temp: os.tmpdir() };
    const found = await readTargets({ url, root }, [TARGET], host, new AbortController().signal);
    const bytes = found.get(TARGET);
    return bytes && Buffer.from(bytes).toString();
  } finally {
    client.close();
  }
}

test.each(["good-ecdsa", "good-ed25519", "good-rsa", "plain", "delegated", "rotated", "expired-first"])(
  "reads %s",
  async (name) => {
    expect(await read(name)).toBe("the root, by python");
  },
);

test("a target that is delegated elsewhere is not there", async () => {
  expect(await read("delegated-elsewhere")).toBeUndefined();
});

test.each([
  ["expired-root", "TRUST_ROOT_UNAVAILABLE", /expired/],
  ["expired-timestamp", "TRUST_ROOT_UNAVAILABLE", /expired/],
  ["expired-snapshot", "TRUST_ROOT_UNAVAILABLE", /expired/],
  ["expired-targets", "TRUST_ROOT_UNAVAILABLE", /expired/],
  ["gap", "TRUST_ROOT_INVALID", /older or another version|signature/],
  ["few-signers", "TRUST_ROOT_INVALID", /signature/],
  ["stranger", "TRUST_ROOT_INVALID", /signature/],
  ["rolled-back", "TRUST_ROOT_INVALID", /older or another version/],
  ["other-content", "TRUST_ROOT_INVALID", /not the one/],
  ["longer-content", "TRUST_ROOT_UNAVAILABLE", /larger than any that is expected/],
  ["pinned-otherwise", "TRUST_ROOT_INVALID", /not the one/],
])("refuses %s", async (name, code, message) => {
  await expect(read(name)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});

test("python-tuf's own client reads and refuses the same", async () => {
  const { stdout } = await promisify(execFile)(python(), ["-I", script("tuf-client.py"), folder, origin()]);
  const theirs = Object.entries(JSON.parse(stdout) as Record<string, string | null>);
  expect(theirs).toHaveLength(fs.readdirSync(folder).length);
  for (const [name, text] of theirs) {
    const ours = await read(name).catch(() => "refused");
    expect(ours?.replace(/^refused.*/, "refused"), name).toBe(text?.replace(/^refused.*/, "refused"));
  }
});
