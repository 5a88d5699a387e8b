import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Failure } from "../../src/kernel/errors.ts";
import { envProvider } from "../../src/providers/env/index.ts";
import { anyProvider, type Outcome, type Provider } from "../../src/providers/provider.ts";
import { sopsProvider } from "../../src/providers/sops/index.ts";
import { parseReference } from "../../src/references/parse-reference.ts";
import type { Source } from "../../src/references/reference.ts";
import { encrypt, generateIdentity, parseAgeKeys, storeOf } from "../../src/sops/index.ts";

const CANARY = "CANARY-7f3a-hunter2";
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "conformance-"));
const signal = new AbortController().signal;
/** The seed document's names: in a store, and as the environment's fallback. */
const SEED = [
  ["database/mongo_url", "MONGO_URL"],
  ["database/redis_url", "REDIS_URL"],
  ["database/neo4j_url", "NEO4J_URL"],
  ["ai/vllm_endpoint", "VLLM_ENDPOINT"],
  ["ai/vllm_endpoint_small", "VLLM_ENDPOINT_SMALL"],
  ["ai/vllm_endpoint_large", "VLLM_ENDPOINT_LARGE"],
  ["ai/vllm_api_key", "VLLM_API_KEY"],
  ["monitoring/prometheus_base_url", "PROMETHEUS_BASE_URL"],
] as const;

interface Implementation {
  readonly provider: () => Provider;
  /** References to a value that is there, to one that is not, and to no locator of this provider. */
  readonly present: string;
  readonly absent: string;
  readonly impossible: string;
}

const { identity, recipient } = generateIdentity();
const variables = Object.fromEntries(SEED.map(([, name]) => [name, `${CANARY}-${name}`]));

beforeAll(async () => {
  const text = SEED.map(([, name]) => `${name}=${CANARY}-${name}\n`).join("");
  const documents = storeOf("dotenv").readPlain(Buffer.from(text));
  const sealed = await encrypt({
    documents,
    format: "dotenv",
    recipients: [recipient],
    now: Date.parse("2026-01-01"),
  });
  fs.writeFileSync(path.join(folder, "app.env"), sealed.bytes);
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const IMPLEMENTATIONS: Readonly<Record<string, Implementation>> = {
  env: {
    provider: () => anyProvider(envProvider(variables)),
    present: "env://MONGO_URL",
    absent: "env://NOT_SET",
    impossible: `env://${CANARY}!`,
  },
  sops: {
    provider: () =>
      anyProvider(
        sopsProvider({
          workspace: folder,
          sopsFiles: ["app.env"],
          identities: async () => parseAgeKeys(identity, "test").identities,
        }),
      ),
    present: "chain://MONGO_URL",
    absent: "chain://NOT_THERE",
    impossible: `sops://app.env?format=${CANARY}`,
  },
};

function source(text: string): Source {
  const parsed = parseReference(text);
  if (parsed instanceof Failure) throw parsed;
  return parsed;
}

async function read(provider: Provider, sources: readonly Source[]): Promise<Outcome[]> {
  const locators = sources.map((one) => {
    const locator = provider.locate(one);
    if (locator instanceof Failure) throw locator;
    return locator;
  });
  const session = await provider.open(signal);
  const outcomes = await session.read(locators, signal);
  await session.close(signal);
  await session.close(signal);
  return locators.map(({ id }) => outcomes.get(id)!);
}

const textOf = (outcome: Outcome): string | undefined =>
  outcome.is === "found" && outcome.value.kind === "text" ? outcome.value.text.reveal() : undefined;

describe.each(Object.entries(IMPLEMENTATIONS))(
  "the provider %s",
  (id, { provider, present, absent, impossible }) => {
    test("has its id, and a scheme of its own", () => {
      expect(provider().id).toBe(id);
      expect(provider().schemes.map(({ name }) => name)).toContain(id);
    });

    test("finds what is there, and says why what is not there is missing", async () => {
      const [found, missing] = await read(provider(), [source(present), source(absent)]);
      expect(textOf(found!)).toBe(`${CANARY}-MONGO_URL`);
      expect(missing?.is).toBe("missing");
      expect(missing?.is === "missing" && missing.why).toBeTruthy();
    });

    test("follows the seed document's names for bare paths", async () => {
      const outcomes = await read(
        provider(),
        SEED.map(([bare]) => ({ kind: "bare", path: bare })),
      );
      expect(outcomes.map(textOf)).toEqual(SEED.map(([, name]) => `${CANARY}-${name}`));
    });

    test("locates without looking: equal sources have equal ids, and no value is in them", () => {
      const [one, two] = [provider().locate(source(present)), provider().locate(source(present))];
      expect(one).toEqual(two);
      expect(JSON.stringify(one)).not.toContain(CANARY);
    });

    test("a source that cannot be located is a Failure that quotes nothing and has a fix", () => {
      const parsed = parseReference(impossible);
      const failure = parsed instanceof Failure ? parsed : provider().locate(parsed);
      expect(failure).toBeInstanceOf(Failure);
      const { message, fix } = failure as Failure;
      expect(`${message} ${fix}`).not.toContain(CANARY);
      expect(fix).toBeTruthy();
    });

    test("an outcome prints no value", async () => {
      const outcomes = await read(provider(), [source(present)]);
      expect(JSON.stringify(outcomes)).not.toContain(CANARY);
    });
  },
);
