import { describe, expect, test } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import type { BarePath, Reference } from "../../../../src/references/reference.ts";
import { readAddress } from "../../../../src/providers/vault/address.ts";
import { callVault } from "../../../../src/providers/vault/api.ts";
import type { VaultInputs } from "../../../../src/providers/vault/inputs.ts";
import { locateVault } from "../../../../src/providers/vault/locate.ts";
import { kv2, mounted, UI } from "./answers.ts";
import { brief, printed, read } from "./reading.ts";
import { scripted, settingAt, SIGNAL } from "./scripted.ts";

describe("an address is asked at its own host, whatever its path", () => {
  test.each(["//other.example", "///other.example/x", "/\\other.example", "//user:pw@other.example"])(
    "%j",
    async (path) => {
      const server = await scripted({ "*": { body: { data: {} } } });
      const { addresses } = readAddress(
        { vaultAddress: [`${server.url}${path}`], vaultAllowHttp: false } as unknown as VaultInputs,
        {},
      );
      if (addresses.length === 0) return;
      const { setting } = settingAt(server.url, { addresses });
      await callVault({ method: "GET", path: "sys/health", namespace: "" }, setting, SIGNAL);
      expect(server.seen).toHaveLength(1);
    },
  );
});

test.each([
  ["a lone surrogate", { kind: "reference", scheme: "vault", locator: "secret/\ud800", query: new Map() }],
  ["one in a bare path", { kind: "bare", path: "data/\udfff" }],
])("a name with %s, as YAML and JSON can write it, is no path", (_, source) => {
  const found = locateVault(source as Reference | BarePath, { vaultMount: "secret" } as VaultInputs, {});
  expect(found instanceof Failure ? found.code : found.shown).toBe("REFERENCE_INVALID");
});

describe("names that a server lists", () => {
  test.each(["\ud800", "\u202ename", "a\u200bb", "x\u2028y", "\u0007", "..", "."])(
    "%j is none: nothing is asked or printed with it",
    async (name) => {
      const { outcome, lines } = await read("vault://secret/app/", {
        [`${UI}/secret/app`]: mounted("secret", "kv", "2"),
        "GET secret/metadata/app/?list=true": { body: { data: { keys: [name] } } },
      });
      expect(brief(outcome)).toBe("STORE_ANSWER_INVALID");
      expect(lines).toHaveLength(1);
      expect(printed(outcome)).not.toContain(name === "." || name === ".." ? "\0" : name);
    },
  );

  test("with spaces, percent signs, question marks and other alphabets are asked for as they are", async () => {
    const names = ["a b", "50%", "%2e%2e", "who?", "c#", "ключ", "a+b", "a&b=c"];
    const { outcome, lines } = await read("vault://secret/app/", {
      [`${UI}/secret/app`]: mounted("secret", "kv", "2"),
      "GET secret/metadata/app/?list=true": { body: { data: { keys: names } } },
      ...Object.fromEntries(
        names.map((name) => [`GET secret/data/app/${encodeURIComponent(name)}`, kv2({ value: name })]),
      ),
    });
    expect(brief(outcome).split(" ").length).toBeGreaterThan(7);
    expect(lines).toHaveLength(names.length + 1);
    for (const name of names) expect(brief(outcome)).toContain(`${name}=${name}`);
  });

  test("5,000 of them are more than a job wants: one request, and a fix", async () => {
    const keys = Array.from({ length: 5_000 }, (_, i) => `name-${i}`);
    const { outcome, lines } = await read("vault://secret/app/", {
      [`${UI}/secret/app`]: mounted("secret", "kv", "2"),
      "GET secret/metadata/app/?list=true": { body: { data: { keys } } },
    });
    expect(brief(outcome)).toBe("LIMIT_EXCEEDED");
    expect(printed(outcome)).toContain("vault://secret/app/NAME/");
    expect(lines).toHaveLength(1);
  });

  test("of 5,000 a stem may choose few", async () => {
    const keys = Array.from({ length: 5_000 }, (_, i) => `name-${i}`);
    const { outcome, lines } = await read("vault://secret/app/name-499*", {
      [`${UI}/secret/app`]: mounted("secret", "kv", "2"),
      "GET secret/metadata/app/?list=true": { body: { data: { keys } } },
      ...Object.fromEntries(
        keys.map((name) => [`GET secret/data/app/${name}`, kv2({ value: "x" })] as const),
      ),
    });
    expect(outcome.is).toBe("found");
    expect(lines).toHaveLength(1 + 11);
  });
});
