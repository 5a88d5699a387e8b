import { type DoctorParts, examine } from "../../../src/commands/doctor.ts";
import { readInputs } from "../../../src/config/read-inputs.ts";
import { Failure } from "../../../src/kernel/errors.ts";
import type { BoundProvider, Health, Session } from "../../../src/providers/provider.ts";
import { createSessions } from "../../../src/providers/sessions.ts";
import type { Runner } from "../../../src/runner/runner.ts";

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

export const session = (id: string, calls: Calls, more: Partial<Session> = {}): Session => ({
  read: async () => {
    calls.read.push(id);
    return new Map();
  },
  close: async () => void calls.closed.push(id),
  ...more,
});

/** A run with three fake providers; the clock's sleep ends at once where `slow` is true, else only with its signal. */
export function fakes(
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
      clusterSchemes: [],
      hasRegistry: () => false,
      locateCluster: () => undefined,
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

export const signal = new AbortController().signal;
export const report = async (parts: DoctorParts) => {
  const result = await examine(parts, signal);
  if (result.kind !== "examined") throw new Error(result.kind);
  return result.report;
};

export const HEALTH: Health = {
  status: "healthy",
  authenticated: true,
  details: [{ name: "seal", ok: true, text: "unsealed" }],
};
