import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readTargets } from "../../../../src/signing/trust/tuf.ts";
import { client, never, plainServer, portOf } from "../../kernel/http-servers.ts";
import { TARGET, clock, failure, first, folder, good, keys, read, text, type Answer } from "./tuf-reading.ts";
import { rootBody, rootFile, signed } from "./tuf-repository.ts";

test.each<[string, string]>([
  ["a target", `.${TARGET}`],
  ["the snapshot", "/1.snapshot.json"],
  ["a newer root", "/2.root.json"],
  ["the timestamp", "/timestamp.json"],
])("ends %s that never ends", async (_, end) => {
  const before: Answer = (request, response) => {
    if (!request.url!.endsWith(end)) return false;
    response.on("error", () => undefined).writeHead(200);
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(64 * 1024, "x"))) continue;
    };
    response.on("drain", more);
    more();
    return true;
  };
  const { code, message } = await failure(read(good(), { before }));
  expect(code).toBe("TRUST_ROOT_UNAVAILABLE");
  expect(message).toMatch(/larger than any that is expected/);
});

test("asks a busy server again, and none that refuses", async () => {
  let busy = 2;
  const { found } = await read(good(), {
    before: (request, response) => {
      if (request.url !== "/timestamp.json" || busy-- <= 0) return false;
      response.writeHead(busy === 1 ? 503 : 429, { "retry-after": "1" }).end();
      return true;
    },
  });
  expect(text(found)).toBe("the root");
  const seen: string[] = [];
  const refusing: Answer = (request, response) => {
    seen.push(request.url!);
    response.writeHead(302, { location: "https://elsewhere.example/CANARY-7f3a" }).end();
    return true;
  };
  const { code, message } = await failure(read(good(), { before: refusing }));
  expect([code, seen]).toEqual(["TRUST_ROOT_UNAVAILABLE", ["/2.root.json"]]);
  expect(message).toMatch(/status 302/);
  expect(message).not.toContain("CANARY");
});

test("ends roots that have no end, and answers that take too long", async () => {
  const files = good();
  for (let version = 2; version < 80; version += 1)
    files.set(
      `/${version}.root.json`,
      rootFile(signed(rootBody(version, [keys.a, keys.b], keys.online), [keys.a, keys.b])),
    );
  const { asked } = await read(files);
  expect(asked.filter((one) => one.includes(".root.json"))).toHaveLength(64);
  let now = 0;
  const slow = { now: () => (now += 50_000), sleep: async () => undefined };
  const { code, message } = await failure(read(files, { clock: slow }));
  expect(code).toBe("TRUST_ROOT_UNAVAILABLE");
  expect(message).toMatch(/more than two minutes/);
});

test("says who is not there", async () => {
  const server = await plainServer(() => undefined);
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  const url = new URL(`http://127.0.0.1:${port}`);
  const { code, message } = await failure(
    readTargets({ url, root: first }, [TARGET], { temp: folder(), clock, http: client() }, never),
  );
  expect(code).toBe("TRUST_ROOT_UNAVAILABLE");
  expect(message).toContain(`127.0.0.1:${port}`);
});

test("refuses a first root that is none", async () => {
  const { code } = await failure(read(good(), { root: Buffer.from("CANARY-7f3a") }));
  expect(code).toBe("TRUST_ROOT_INVALID");
});

test("a folder of others is not looked at", async () => {
  const planted = path.join(folder(), "tuf-planted");
  fs.mkdirSync(planted);
  fs.writeFileSync(
    path.join(planted, "root.json"),
    rootFile(signed(rootBody(1, [keys.c], keys.next), [keys.c])),
  );
  await expect(read(good({ key: keys.next }))).rejects.toMatchObject({ code: "TRUST_ROOT_INVALID" });
  fs.rmSync(planted, { recursive: true });
});
