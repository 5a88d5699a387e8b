import { expect, test } from "vitest";
import { doctor } from "../../../src/commands/doctor.ts";
import { Failure } from "../../../src/kernel/errors.ts";
import { fakes, HEALTH, session, signal } from "./doctor-fakes.ts";

test("the step: outputs, log, summary, and an annotation for each thing that is not well", async () => {
  const { parts, outputs, said, annotations, summaries } = fakes({
    vault: {
      inChain: true,
      open: async () =>
        Promise.reject(new Failure("STORE_SEALED", "Vault is sealed.", { fix: "vault operator unseal" })),
    },
  });
  expect(await doctor(parts, signal)).toBe(false);
  expect(outputs.get("healthy")).toBe("false");
  expect(outputs.get("active-provider")).toBe("environment");
  expect(JSON.parse(outputs.get("health")!)).toMatchObject({ active_provider: "environment" });
  expect(annotations).toEqual([
    "error vault is unhealthy: STORE_SEALED  Vault is sealed.\nFix: vault operator unseal",
  ]);
  expect(said.at(-1)).toBe("secrets provider: environment");
  expect(summaries).toHaveLength(1);
});

test("a check that fails at a healthy provider is a warning, and the step stays green", async () => {
  const details = [{ name: "expiry", ok: false, text: "the token ends soon", fix: "vault-ttl: 1h" }];
  const { parts, calls, annotations } = fakes({
    vault: {
      inChain: true,
      open: async () => session("vault", calls, { health: async () => ({ ...HEALTH, details }) }),
    },
  });
  expect(await doctor(parts, signal)).toBe(true);
  expect(annotations).toEqual(["warning vault is healthy: expiry  the token ends soon\nFix: vault-ttl: 1h"]);
});

test("all is well: no annotation, and no summary where none is wanted", async () => {
  const { parts, outputs, annotations, summaries } = fakes({}, { SUMMARY: "false" });
  expect(await doctor(parts, signal)).toBe(true);
  expect(outputs.get("healthy")).toBe("true");
  expect([annotations, summaries]).toEqual([[], []]);
});

test("an event that gets no secrets has nothing to examine", async () => {
  const { parts, annotations, calls, outputs } = fakes(
    { vault: { inChain: true } },
    {},
    { event: "pull_request" },
  );
  expect(await doctor(parts, signal)).toBe(true);
  expect(annotations[0]).toContain("fork");
  expect(calls.opened).toEqual([]);
  expect(outputs.size).toBe(0);
});
