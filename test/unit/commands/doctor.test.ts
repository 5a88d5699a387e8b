import { expect, test } from "vitest";
import { doctor, type DoctorParts, examine } from "../../../src/commands/doctor.ts";
import { readInputs } from "../../../src/config/read-inputs.ts";
import { Failure } from "../../../src/kernel/errors.ts";
import type { BoundProvider, Health, Session } from "../../../src/providers/provider.ts";
import { createSessions } from "../../../src/providers/sessions.ts";
import { healthObject } from "../../../src/report/health.ts";
import type { Runner } from "../../../src/runner/runner.ts";

const CANARY = "CANARY-7f3a";
const seeds = {
  vault: { word: "vault", health: "vault", remote: true },
  aws: { word: "aws-secrets-manager", health: "aws_secrets_manager", remote: true },
  env: { word: "environment", health: "environment", remote: false },
} as const;

interface Fake {
  readonly inChain?: boolean;
  readonly check?: readonly Failure[];
  readonly audience?: string;
  readonly open?: (signal: AbortSignal) => Promise<Session>;
  readonly reach?: BoundProvider["reach"];
}

interface Calls {
  readonly opened: string[];
  readonly closed: string[];
  readonly read: string[];
}

const session = (id: string, calls: Calls, more: Partial<Session> = {}): Session => ({
  read: async () => {
    calls.read.push(id);
    return new Map();
  },
  close: async () => void calls.closed.push(id),
  ...more,
});

/** A run with three fake providers; the clock's sleep ends at once where `slow` is true, else only with its signal. */
function fakes(
  given: Partial<Record<keyof typeof seeds, Fake>>,
  inputs: Record<string, string> = {},
  more: { readonly slow?: boolean; readonly event?: string; readonly files?: Record<string, string> } = {},
) {
  const calls: Calls = { opened: [], closed: [], read: [] };
  const said: string[] = [];
  const annotations: string[] = [];
  const outputs = new Map<string, string>();
  const summaries: string[] = [];
  const known = (["vault", "aws", "env"] as const).map((id) => ({
    id,
    seed: seeds[id],
    schemes: [],
    inputs: [],
  }));
  const providers = known.map(({ id, seed }): BoundProvider => {
    const fake = given[id] ?? {};
    return {
      id,
      seed,
      schemes: [],
      inChain: fake.inChain ?? false,
      handsOver: false,
      audience: fake.audience,
      check: () => fake.check ?? [],
      borrows: () => [],
      files: () => [],
      filesOf: () => [],
      unused: () => undefined,
      locate: () => new Failure("INTERNAL", "not asked"),
      ...(fake.reach === undefined ? {} : { reach: fake.reach }),
      open: async (signal) => {
        calls.opened.push(id);
        return fake.open ? fake.open(signal) : session(id, calls);
      },
    };
  });
  const runner = {
    face: "actions",
    event: () => ({ name: more.event ?? "push", sha: "", ref: "", repository: "", actor: "", payload: {} }),
    info: (line: string) => void said.push(line),
    debug: () => undefined,
    annotate: (severity: string, message: string, at?: { title?: string }) =>
      void annotations.push(`${severity} ${at?.title ?? ""}: ${message}`),
    setOutputs: (all: ReadonlyMap<string, { reveal: () => string | undefined }>) => {
      for (const [name, value] of all) outputs.set(name, value.reveal() ?? "");
    },
    summary: (markdown: string) => void summaries.push(markdown),
  } as unknown as Runner;
  const env = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name}`, value]));
  const parts: DoctorParts = {
    runner,
    readInputs: (defaults) => readInputs(env, known, defaults),
    known,
    readConfig: (file) => more.files?.[file],
    providers: () => ({ providers, sessions: createSessions() }),
    caFiles: () => [],
    checkouts: () => [],
    clock: {
      now: () => 0,
      sleep: (_, signal) =>
        new Promise((resolve, reject) => {
          if (more.slow) resolve();
          signal.addEventListener("abort", () => reject(new Error("over")), { once: true });
        }),
    },
    version: "1.2.3",
  };
  return { parts, calls, said, annotations, outputs, summaries };
}

const signal = new AbortController().signal;
const report = async (parts: DoctorParts) => {
  const result = await examine(parts, signal);
  if (result.kind !== "examined") throw new Error(result.kind);
  return result.report;
};
const HEALTH: Health = {
  status: "healthy",
  authenticated: true,
  details: [{ name: "seal", ok: true, text: "unsealed" }],
};

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

test("a chain that names a provider without inputs asks it; one that has inputs is asked beside the chain", async () => {
  const { parts, calls } = fakes({ aws: { inChain: true } }, { PROVIDERS: "vault" });
  const found = await report(parts);
  expect(found.chain).toEqual(["vault"]);
  expect(calls.opened).toEqual(["vault", "aws"]);
  expect(found.probes.map(({ status }) => status)).toEqual(["healthy", "healthy", "not_configured"]);
});

test("the seed's configuration heads the chain", async () => {
  const values = "secrets:\n  provider: aws-secrets-manager\n  vault:\n    enabled: true\n";
  const { parts } = fakes({}, { CONFIG: "values.yaml" }, { event: "", files: { "values.yaml": values } });
  const found = await report(parts);
  expect(found.chain).toEqual(["aws", "vault", "env"]);
});

test("two that ask for a token of one audience are refused before either is asked", async () => {
  const { parts, calls } = fakes({
    vault: { inChain: true, audience: "same" },
    aws: { inChain: true, audience: "same" },
  });
  await expect(examine(parts, signal)).rejects.toThrow(/same audience/);
  expect(calls.opened).toEqual([]);
});

test("a chain of unknown names, or a configuration that is not there, is an error of its own", async () => {
  await expect(examine(fakes({}, { PROVIDERS: "nosuch" }).parts, signal)).rejects.toThrow(/providers/);
  await expect(examine(fakes({}, { CONFIG: "gone.yaml" }).parts, signal)).rejects.toThrow(
    /no file gone.yaml/,
  );
});

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
