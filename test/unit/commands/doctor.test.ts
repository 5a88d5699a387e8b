import { expect, test } from "vitest";
import { Failure } from "../../../src/kernel/errors.ts";
import { healthObject } from "../../../src/report/health.ts";
import { fakes, HEALTH, report, session } from "./doctor-fakes.ts";

const CANARY = "CANARY-7f3a";

test("what is configured is asked once, no value is read, and every session is closed", async () => {
  const who = { subject: "token of ci", account: "vault.example.test", expires: new Date(5) };
  const { parts, calls } = fakes({
    vault: { inChain: true, open: async () => session("vault", calls, { who, health: async () => HEALTH }) },
  });
  const found = await report(parts);
  expect(healthObject(found)).toMatchObject({
    active_provider: "vault",
    providers: {
      vault: { status: "healthy", authenticated: true },
      aws_secrets_manager: { status: "not_configured" },
      environment: { status: "healthy" },
    },
  });
  expect(found.chain).toEqual(["vault", "env"]);
  expect(found.probes[0]).toMatchObject({ ...who, checks: HEALTH.details });
  expect({ ...calls, closed: calls.closed.toSorted() }).toEqual({
    opened: ["vault", "env"],
    closed: ["env", "vault"],
    read: [],
  });
});

test("a provider without a probe of its own is healthy once it lets us in", async () => {
  const { parts, calls } = fakes({
    aws: { inChain: true, open: async () => session("aws", calls, { who: { subject: "role" } }) },
  });
  const { probes } = await report(parts);
  expect(probes[1]).toMatchObject({ status: "healthy", authenticated: true, subject: "role" });
});

test("a login that is refused is unhealthy, with the fix, and the next one is active", async () => {
  const refused = new Failure("LOGIN_REFUSED", "Vault refused.", {
    fix: "bound_claims = …",
    at: { input: "vault-role" },
  });
  const { parts } = fakes({
    vault: { inChain: true, open: async () => Promise.reject(refused) },
    aws: { inChain: true },
  });
  const found = await report(parts);
  expect(found.probes[0]).toEqual({
    id: "vault",
    key: "vault",
    status: "unhealthy",
    authenticated: false,
    checks: [
      { name: "LOGIN_REFUSED", ok: false, text: "input vault-role: Vault refused.", fix: "bound_claims = …" },
    ],
    tookMs: 0,
  });
  expect(healthObject(found)["active_provider"]).toBe("aws_secrets_manager");
});

test("where there is nobody to be, nobody is authenticated", async () => {
  const { parts, calls } = fakes({
    env: { open: async () => session("env", calls, { health: async () => HEALTH }) },
  });
  expect(healthObject(await report(parts))).toMatchObject({
    providers: { environment: { status: "healthy" } },
  });
  expect((await report(parts)).probes[2]?.authenticated).toBeUndefined();
});

test.each<[string, Failure, string[]]>([
  ["refused", new Failure("LOGIN_REFUSED", "no"), ["LOGIN_REFUSED", "seal"]],
  ["not reached", new Failure("STORE_UNREACHABLE", "no"), ["STORE_UNREACHABLE"]],
])("a login that is %s is explained by what can be asked without one", async (_, failure, names) => {
  const { parts } = fakes({
    vault: {
      inChain: true,
      open: async () => Promise.reject(failure),
      reach: async () => [{ name: "seal", ok: false, text: "sealed" }],
    },
  });
  const { probes } = await report(parts);
  expect(probes[0]?.checks.map(({ name }) => name)).toEqual(names);
});

test("a probe that fails after the login is unhealthy but authenticated; a foreign error shows no text", async () => {
  const { parts, calls } = fakes({
    vault: {
      inChain: true,
      open: async () =>
        session("vault", calls, {
          who: { subject: "ci" },
          health: async () => Promise.reject(new TypeError(CANARY)),
        }),
    },
  });
  const found = await report(parts);
  expect(found.probes[0]).toMatchObject({ status: "unhealthy", authenticated: true, subject: "ci" });
  expect(JSON.stringify(found)).not.toContain(CANARY);
});

test("inputs that do not fit are unhealthy, each with its fix, and nobody is asked", async () => {
  const { parts, calls } = fakes({
    vault: {
      inChain: true,
      check: [
        new Failure("INPUT_INVALID", "No address.", { fix: "vault-address: https://vault.example.test" }),
        new Failure("ENDPOINT_REFUSED", "Plain http."),
      ],
    },
  });
  const { probes } = await report(parts);
  expect(probes[0]?.checks.map(({ name }) => name)).toEqual(["INPUT_INVALID", "ENDPOINT_REFUSED"]);
  expect(calls.opened).toEqual(["env"]);
});

test("one that never answers costs its bound and no more, also where it ignores its signal", async () => {
  const { parts } = fakes(
    { vault: { inChain: true, open: () => new Promise(() => undefined) } },
    { TIMEOUT: "10" },
    { slow: true },
  );
  const { probes } = await report(parts);
  expect(probes[0]).toMatchObject({ status: "unhealthy", authenticated: false });
  expect(probes[0]?.checks[0]).toMatchObject({ name: "STORE_UNREACHABLE", text: "No answer within 10 s." });
});
