import { expect, test } from "vitest";
import { CANARY, kv } from "./vault-kv.ts";

test("a hundred secrets are a login, one look-up, a hundred reads and an end", async () => {
  const names = Array.from({ length: 100 }, (_, i) => `n${i}`);
  const { vault, run } = kv(
    Object.fromEntries(names.map((name) => [`many/${name}`, { value: `${CANARY}-${name}` }])),
  );
  const result = await run({
    inputs: {
      secrets: names.map((name) => `${name.toUpperCase()} = vault://secret/many/${name}`).join("\n"),
    },
  });
  expect(result.env.get("N99")).toBe(`${CANARY}-n99`);
  expect(vault.total()).toBe(103);
});

test("post says in debug what it asks, too, once for each request, and no token", async () => {
  const { vault, run, leaks } = kv({ app: { value: CANARY } });
  const result = await run({
    inputs: { secrets: "A = vault://secret/app", "vault-export": "true" },
    env: { LOG_LEVEL: "DEBUG" },
  });
  expect(result.post?.log).toMatch(
    /http: vault attempt 1: POST \S+ \/v1\/auth\/token\/revoke-self -> 204, \d+ ms/,
  );
  expect(result.log.match(/-> 20\d, \d+ ms/g)).toHaveLength(vault.total() + 1);
  expect(leaks(result, [CANARY], { except: [/^file-after-main:/] })).toEqual([]);
});
