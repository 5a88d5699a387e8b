import { type Job, openJob, type StartedServer, type StepOptions, type StepRun } from "../harness/job.ts";
import { findLeaks } from "../harness/leaks.ts";
import type { ActionRun } from "../harness/run-action.ts";
import { type BaoCloud, VAULT_ROLE } from "../scenario/vault-cloud.ts";

export const CANARY = "CANARY-7f3a-bao-value";
export const KV = "MONGO_URL = vault://secret/database/mongo_url";

export const POLICY = {
  "secret/data/*": ["read"],
  "secret/metadata/*": ["list"],
  "old/*": ["read", "list"],
  "closed/data/other": ["read"],
  "pki/issue/*": ["update"],
  "database/creds/*": ["read"],
  "team/secret/*": ["read", "list"],
} as const;
export const MOUNTS = {
  secret: {
    type: "kv",
    version: 2,
    secrets: {
      "database/mongo_url": { value: `${CANARY}-mongo` },
      "database/redis_url": { value: `${CANARY}-redis` },
      "database/old_url": [{ data: { value: `${CANARY}-old` }, deleted: true }],
      several: { user: `${CANARY}-user`, "api.key": `${CANARY}-api` },
      versions: [
        { data: { value: `${CANARY}-v1` } },
        { data: { value: `${CANARY}-v2` }, destroyed: true },
        { data: { value: `${CANARY}-v3` } },
      ],
      gone: [{ data: { value: `${CANARY}-gone` }, deleted: true }],
    },
  },
  old: { type: "kv", version: 1, secrets: { app: `{"value":"${CANARY}-one","count":12345678901234567890}` } },
  closed: { type: "kv", version: 2, secrets: { app: { value: CANARY } } },
  pki: { type: "pki", roles: { web: { ttl: 300, leases: true } } },
} as const;

/** The built action, in a job of its own for each test, beside servers that run through all of them. */
export class Bench {
  readonly cloud: BaoCloud;
  #started: StartedServer[] = [];
  #job: Job | undefined;

  constructor(cloud: BaoCloud) {
    this.cloud = cloud;
  }

  async start(): Promise<void> {
    for (const server of [this.cloud.oidc, this.cloud.vault]) this.#started.push(await server.start());
  }

  async stop(): Promise<void> {
    for (const server of this.#started) await server.stop();
  }

  async open(): Promise<void> {
    const running = this.#started.map(({ env }) => ({
      start: async (): Promise<StartedServer> => ({ env, log: [], stop: async () => undefined }),
    }));
    this.#job = await openJob({ servers: running });
  }

  async close(): Promise<void> {
    await this.#job?.close();
  }

  get job(): Job {
    if (this.#job === undefined) throw new Error("not open");
    return this.#job;
  }

  step(inputs: Readonly<Record<string, string>>, more: Omit<StepOptions, "inputs"> = {}): Promise<StepRun> {
    return this.job.step({ ...more, inputs: { "vault-role": VAULT_ROLE, ...inputs } });
  }

  /** The accessors of tokens that live, but for those that lived at the start: what steps left. */
  async living(namespace?: string): Promise<string[]> {
    const { vault } = this.cloud;
    const asked = await vault.ask("GET", "auth/token/accessors?list=true", {
      token: vault.rootToken,
      namespace,
    });
    const keys: string[] = asked.json?.data?.keys ?? [];
    const own = await vault.root("GET", "auth/token/lookup-self");
    const alive = await Promise.all(keys.map((key) => vault.isAlive(key, namespace)));
    return keys.filter((key, i) => alive[i] === true && key !== own.json.data.accessor);
  }

  /** What is left of the job's files, and shown by its steps. */
  leaks(steps: readonly StepRun[], values: readonly string[]) {
    return steps.flatMap((main) => {
      const run = {
        main,
        post: undefined,
        laterStepHeader: this.job.laterStepHeader(),
        env: this.job.env,
        envAfterPost: this.job.env,
        files: { afterMain: [], afterPost: [] },
        serverLogs: [],
      } as unknown as ActionRun;
      const all = [...values, ...this.cloud.oidc.tokens, this.cloud.vault.rootToken];
      return findLeaks(run, all);
    });
  }
}
