import { describe, expect, test } from "vitest";
import { openJob, type StartedServer } from "../harness/job.ts";
import type { RunOptions } from "../harness/run-action.ts";
import { vaultStandIn, type VaultStandIn } from "../harness/servers/vault-stand-in.ts";
import { CANARY, kv } from "./vault-kv.ts";

const CONFIG = "deploy/values.yaml";
const LINE = "MONGO_URL = database/mongo_url";

/** One whose secrets say which it is. */
const named = (name: string, mounts: readonly string[] = ["secret"]): VaultStandIn =>
  vaultStandIn({
    seed: {
      mounts: Object.fromEntries(
        mounts.map((mount) => [
          mount,
          {
            type: "kv",
            version: 2,
            secrets: { "database/mongo_url": { value: `${CANARY}-${name}-${mount}` } },
          },
        ]),
      ),
    },
  });

/** Started before the job, so that a file of the checkout can name its address; the job's environment does not. */
const beside = async (server: VaultStandIn): Promise<StartedServer> => server.start();

const values = (lines: readonly string[]): string =>
  `secrets:\n  provider: "vault"\n  vault:\n    enabled: true\n${lines.map((line) => `    ${line}\n`).join("")}`;

interface Places {
  readonly file: VaultStandIn;
  readonly env: VaultStandIn;
  readonly input: VaultStandIn;
}

/** Runs one step beside three servers, which a file, the environment and an input may name. */
async function amid(
  options: (places: Places) => RunOptions & { readonly committed?: boolean },
  check: (run: { exported: ReadonlyMap<string, string>; log: string }, places: Places) => void,
): Promise<void> {
  const places: Places = {
    file: named("file"),
    env: named("env"),
    input: named("input", ["secret", "other"]),
  };
  const started = await Promise.all(Object.values(places).map(beside));
  try {
    const { inputs, env, workspace, event, untracked } = options(places);
    const job = await openJob({
      ...(env === undefined ? {} : { env }),
      ...(workspace === undefined ? {} : { workspace }),
      ...(event === undefined ? {} : { event }),
      ...(untracked === undefined ? {} : { untracked }),
    });
    try {
      const step = await job.step({ inputs: { config: CONFIG, secrets: LINE, ...inputs } });
      await job.post();
      check(step, places);
      for (const { rootToken } of Object.values(places))
        expect(step.unmaskedLog.replaceAll(/^::add-mask::.*$/gm, "")).not.toContain(rootToken);
    } finally {
      await job.close();
    }
  } finally {
    await Promise.all(started.map(({ stop }) => stop()));
  }
}

const totals = ({ file, env, input }: Places): number[] =>
  [file.total(), env.total(), input.total()].map(Math.sign);

describe("inputs beat the environment, and that beats a file", () => {
  const token = `token: "hvs.CANARY-7f3a-root"`;

  test("a file alone: its address, mount and token, which is of loopback", async () => {
    await amid(
      ({ file }) => ({
        workspace: { [CONFIG]: values([`address: "${file.url()}"`, `mountPath: "secret"`, token]) },
      }),
      ({ exported, log }, places) => {
        expect(log).not.toContain("Fix:");
        expect(exported.get("MONGO_URL")).toBe(`${CANARY}-file-secret`);
        expect(totals(places)).toEqual([1, 0, 0]);
      },
    );
  });

  test("the environment's address and token go before the file's", async () => {
    await amid(
      ({ file, env }) => ({
        env: { VAULT_ADDR: env.url(), VAULT_TOKEN: env.rootToken },
        workspace: {
          [CONFIG]: values([`address: "${file.url()}"`, `mountPath: "secret"`, `token: "of the file"`]),
        },
      }),
      ({ exported }, places) => {
        expect(exported.get("MONGO_URL")).toBe(`${CANARY}-env-secret`);
        expect(totals(places)).toEqual([0, 1, 0]);
      },
    );
  });

  test("an input's address, token and mount go before both", async () => {
    await amid(
      ({ file, env, input }) => ({
        env: { VAULT_ADDR: env.url(), VAULT_TOKEN: "of the environment" },
        inputs: {
          "vault-address": input.url(),
          "vault-token": input.rootToken,
          "vault-mount": "other",
        },
        workspace: {
          [CONFIG]: values([`address: "${file.url()}"`, `mountPath: "secret"`, `token: "of the file"`]),
        },
      }),
      ({ exported }, places) => {
        expect(exported.get("MONGO_URL")).toBe(`${CANARY}-input-other`);
        expect(totals(places)).toEqual([0, 0, 1]);
        for (const { headers } of places.input.raw)
          expect(headers["x-vault-token"]).toBe(places.input.rootToken);
      },
    );
  });

  test.each<[string, (places: Places) => RunOptions]>([
    ["the environment", ({ env }) => ({ env: { VAULT_ADDR: env.url() } })],
    ["an input", ({ input }) => ({ inputs: { "vault-address": input.url() } })],
  ])("a file's token goes to no address that %s names", async (_, where) => {
    await amid(
      (places) => ({
        ...where(places),
        workspace: {
          [CONFIG]: values([`address: "${places.file.url()}"`, `mountPath: "secret"`, token]),
        },
      }),
      ({ exported, log }, places) => {
        expect(exported.size).toBe(0);
        expect(log).toContain("CREDENTIALS_MISSING");
        expect(totals(places)).toEqual([0, 0, 0]);
      },
    );
  });

  test("an address of a file that the event's own commit does not hold is not asked", async () => {
    await amid(
      ({ file, env }) => ({
        env: { VAULT_TOKEN: env.rootToken },
        untracked: { [CONFIG]: values([`address: "${file.url()}"`, `mountPath: "secret"`]) },
      }),
      ({ exported, log }, places) => {
        expect([exported.size, ...totals(places)]).toEqual([0, 0, 0, 0]);
        expect(log).toContain("Fix:");
      },
    );
  });

  test("the seed's http://vault:8200 is refused with the line that allows it, and nothing is asked of it", async () => {
    await amid(
      () => ({
        env: { VAULT_TOKEN: `${CANARY}-token` },
        workspace: { [CONFIG]: values([`address: "http://vault:8200"`, `mountPath: "secret"`]) },
      }),
      ({ log }) => {
        expect(log).toContain("ENDPOINT_REFUSED");
        expect(log).toContain("vault-allow-http: true");
      },
    );
  });

  test("environment means env alone, whatever else is configured", async () => {
    await amid(
      ({ env, input }) => ({
        env: { VAULT_ADDR: env.url(), VAULT_TOKEN: env.rootToken, MONGO_URL: `${CANARY}-variable` },
        inputs: {
          "vault-address": input.url(),
          "vault-token": input.rootToken,
          "vault-mount": "secret",
          overwrite: "true",
        },
        workspace: {
          [CONFIG]:
            "secrets:\n  provider: environment\n  vault:\n    enabled: true\n  aws:\n    enabled: true\n",
        },
      }),
      ({ exported, log }, places) => {
        expect(log).not.toContain("Fix:");
        expect(log).toContain("secrets provider: env");
        expect(exported.get("MONGO_URL") ?? `${CANARY}-variable`).toBe(`${CANARY}-variable`);
        expect(totals(places)).toEqual([0, 0, 0]);
      },
    );
  });
});

test("a token that a file of secrets left with a line end behind it is that token", async () => {
  const { vault, run } = kv({ app: { value: CANARY } });
  for (const how of [
    { inputs: { "vault-token": `${vault.rootToken}\n` } },
    { env: { VAULT_TOKEN: `${vault.rootToken}\n` } },
  ]) {
    const result = await run({
      ...how,
      inputs: { "vault-role": "", secrets: "A = vault://secret/app", ...how.inputs },
    });
    expect(result.main.log).not.toContain("Fix:");
    expect(result.env.get("A")).toBe(CANARY);
  }
});
