import util from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Failure } from "../../src/kernel/errors.ts";
import { PROVIDERS } from "../../src/providers/list.ts";
import type { BoundProvider, Locator, Outcome, Session } from "../../src/providers/provider.ts";
import { selectField } from "../../src/references/field.ts";
import { parseReference } from "../../src/references/parse-reference.ts";
import type { Source } from "../../src/references/reference.ts";
import { boundTo, CANARY, type Recorded, type Running, SEED, seedValue } from "./implementation.ts";
import { aws } from "./implementations/aws.ts";
import { env } from "./implementations/env.ts";
import { sops } from "./implementations/sops.ts";
import { vault } from "./implementations/vault.ts";

const IMPLEMENTATIONS = [vault, aws, sops, env];
const signal = new AbortController().signal;

function source(text: string): Source {
  const parsed = parseReference(text);
  if (parsed instanceof Failure) throw parsed;
  return parsed;
}

function locatorOf(provider: BoundProvider, one: Source): Locator {
  const locator = provider.locate(one);
  if (locator instanceof Failure) throw locator;
  return locator;
}

async function withSession<T>(provider: BoundProvider, use: (session: Session) => Promise<T>): Promise<T> {
  const session = await provider.open(signal);
  try {
    return await use(session);
  } finally {
    await session.close(signal);
    await session.close(signal);
  }
}

const read = (provider: BoundProvider, sources: readonly Source[]): Promise<Outcome[]> =>
  withSession(provider, async (session) => {
    const locators = sources.map((one) => locatorOf(provider, one));
    const outcomes = await session.read(locators, signal);
    return locators.map(({ id }) => outcomes.get(id)!);
  });

/** What a line without a field gets. */
function textOf(outcome: Outcome): string | undefined {
  const selected = outcome.is === "found" ? selectField(outcome.value, undefined) : undefined;
  return selected === undefined || selected instanceof Failure || selected.kind === "null"
    ? undefined
    : selected.value.reveal();
}

test("every provider of the list has its implementation here", () => {
  expect(IMPLEMENTATIONS.map(({ id }) => id)).toEqual(PROVIDERS.map(({ id }) => id));
});

test("schemes and inputs belong to one provider each", () => {
  const schemes = PROVIDERS.flatMap((one) => one.schemes.map(({ name }) => name));
  const inputs = PROVIDERS.flatMap((one) => one.inputs.map(({ name }) => name));
  expect(new Set(schemes).size).toBe(schemes.length);
  expect(new Set(inputs).size).toBe(inputs.length);
});

describe.each(IMPLEMENTATIONS)("the provider $id", ({ id, start }) => {
  let running: Running;
  beforeAll(async () => void (running = await start()));
  afterAll(() => running.stop());

  test("has its id, a scheme of its own, and documented inputs", () => {
    expect(running.provider.id).toBe(id);
    expect(running.provider.schemes.map(({ name }) => name)).toContain(id);
    for (const { name, doc } of running.provider.inputs)
      expect([name, doc.length > 20]).toEqual([name, true]);
  });

  test("finds nothing wrong with good inputs, and names the input that is wrong", () => {
    expect(boundTo(running).check()).toEqual([]);
    for (const [inputs, input] of running.misused) {
      const problems = boundTo(running, { ...running.inputs, ...inputs }).check();
      expect(problems.map(({ at }) => at?.input)).toContain(input);
      expect(problems.filter(({ fix }) => !fix)).toEqual([]);
      expect(util.inspect(problems.map(({ message, fix, at }) => [message, fix, at]))).not.toContain(CANARY);
    }
  });

  test("finds what is there, and says why what is not there is missing", async () => {
    const [found, missing] = await read(boundTo(running), [source(running.present), source(running.absent)]);
    expect(textOf(found!)).toBe(seedValue("MONGO_URL"));
    expect(missing?.is).toBe("missing");
    expect(missing?.is === "missing" && missing.why).toBeTruthy();
  });

  test("follows the seed document's names for bare paths", async () => {
    const outcomes = await read(
      boundTo(running),
      SEED.map(([bare]) => ({ kind: "bare", path: bare })),
    );
    expect(outcomes.map(textOf)).toEqual(SEED.map(([, name]) => seedValue(name)));
  });

  test("locates without looking: equal sources have equal ids, and no value is in them", () => {
    const provider = boundTo(running);
    const [one, two] = [
      locatorOf(provider, source(running.present)),
      locatorOf(provider, source(running.present)),
    ];
    expect(one).toEqual(two);
    expect(JSON.stringify(one)).not.toContain(CANARY);
  });

  test("a source that cannot be located is a Failure that quotes nothing and has a fix", () => {
    const parsed = parseReference(running.impossible);
    const failure = parsed instanceof Failure ? parsed : boundTo(running).locate(parsed);
    expect(failure).toBeInstanceOf(Failure);
    const { message, fix } = failure as Failure;
    expect(`${message} ${fix}`).not.toContain(CANARY);
    expect(fix).toBeTruthy();
  });

  test("says how it is, and no value with it", async () => {
    const found = await withSession(boundTo(running), async (session) => session.health!(signal));
    expect(found).toMatchObject({ status: "healthy", authenticated: true });
    expect(found.details.filter(({ ok }) => !ok)).toEqual([]);
    expect(util.inspect(found, { depth: null })).not.toContain(CANARY);
  });

  test("many at once: an outcome for each, in few requests", async () => {
    const before = running.requests?.() ?? 0;
    const outcomes = await read(boundTo(running), running.many.map(source));
    expect(outcomes.map(({ is }) => is)).toEqual(running.many.map(() => "found"));
    if (running.requests !== undefined)
      expect(running.requests() - before).toBeLessThanOrEqual(running.mostRequests!);
  });

  test("reads side by side in one session do not disturb each other", async () => {
    const provider = boundTo(running);
    const texts = await withSession(provider, (session) =>
      Promise.all(
        SEED.map(async ([bare]) => {
          const locator = locatorOf(provider, { kind: "bare", path: bare });
          return textOf((await session.read([locator], signal)).get(locator.id)!);
        }),
      ),
    );
    expect(texts).toEqual(SEED.map(([, name]) => seedValue(name)));
  });

  test("what fails, fails alone: a code, a fix, and no value", async () => {
    const broken = running.broken.map(([reference]) => source(reference));
    const outcomes = await read(boundTo(running), [...broken, source(running.present)]);
    expect(outcomes.map((outcome) => (outcome.is === "failed" ? outcome.error.code : outcome.is))).toEqual([
      ...running.broken.map(([, code]) => code),
      "found",
    ]);
    for (const outcome of outcomes) {
      if (outcome.is !== "failed") continue;
      expect([outcome.error.message, outcome.error.fix !== undefined]).toEqual([outcome.error.message, true]);
      expect(`${outcome.error.message} ${outcome.error.fix}`).not.toContain(CANARY);
    }
  });

  test("a cancelled run opens and reads nothing, or ends with an error of ours", async () => {
    const aborted = AbortSignal.abort();
    const before = running.requests?.() ?? 0;
    const provider = boundTo(running);
    const result = await provider
      .open(aborted)
      .then((session) => session.read([locatorOf(provider, source(running.present))], aborted))
      .catch((error: unknown) => error);
    if (running.requests !== undefined) {
      expect(running.requests() - before).toBe(0);
      expect(result instanceof Failure || result instanceof Map).toBe(true);
    }
    expect(util.inspect(result)).not.toContain(CANARY);
  });

  test("nothing that it says or holds shows a value or a credential, every credential is masked, and none is left", async () => {
    const recorded: Recorded = { said: [], masked: [], left: [] };
    const before = running.requests === undefined ? 0 : running.credentials().length;
    const provider = boundTo(running, running.inputs, recorded);
    const shown = await withSession(provider, async (session) => {
      const locators = [running.present, ...running.broken.map(([reference]) => reference)].map((text) =>
        locatorOf(provider, source(text)),
      );
      const outcomes = await session.read(locators, signal);
      return [
        util.inspect(outcomes, { depth: 9 }),
        JSON.stringify([...outcomes]),
        util.inspect(session, { depth: 9 }),
      ];
    });
    const credentials = running.credentials().slice(before);
    for (const secret of [CANARY, ...credentials])
      expect([...recorded.said, ...shown].filter((text) => text.includes(secret))).toEqual([]);
    const masked = recorded.masked.map((secret) => secret.reveal());
    expect(credentials.filter((secret) => !masked.some((text) => text?.includes(secret)))).toEqual([]);
    // Nothing was handed over: what was left for post is undone already.
    expect(recorded.left).toEqual([]);
  });
});
