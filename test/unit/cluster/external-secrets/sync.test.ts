import { expect, test } from "vitest";
import { syncAll, type SyncOutcome } from "../../../../src/cluster/external-secrets/sync.ts";
import { ApiFault } from "../../../../src/cluster/fault.ts";
import { condition, FakeOperator, KEY, warning } from "./fake-operator.ts";
import { CANARY } from "./samples.ts";

const SETTINGS = { manager: "secrets-action/o/r", waitMs: 60_000 };

async function outcome(operator: FakeOperator): Promise<SyncOutcome> {
  const [only] = await syncAll([KEY], SETTINGS, operator.client, operator.host, new AbortController().signal);
  expect(JSON.stringify(only)).not.toContain(CANARY);
  return only!;
}

test("a new one is waited for, without a push", async () => {
  const operator = new FakeOperator();
  operator.react = (seconds) => {
    if (seconds === 4) operator.sync();
  };
  expect(await outcome(operator)).toMatchObject({
    is: "synced",
    changed: true,
    target: { kind: "Secret", namespace: "prod", name: "app-secret" },
    after: { uid: "secret-uid", resourceVersion: "1" },
    ms: 4000,
  });
  expect(operator.patches).toEqual([]);
  expect(operator.born).toContain(CANARY);
});

test("one that is synced is made to read again, and the same values change nothing", async () => {
  const operator = new FakeOperator();
  operator.sync();
  operator.forced = () => operator.sync("h1", "2");
  expect(await outcome(operator)).toMatchObject({ is: "unchanged", changed: false });
  expect(operator.patches).toEqual(["merge-patch secrets-action/o/r"]);
  operator.forced = () => operator.sync("h2", "3");
  operator.now += 1;
  expect(await outcome(operator)).toMatchObject({ is: "synced", changed: true });
});

test("an old Ready=True never counts", async () => {
  const operator = new FakeOperator();
  operator.sync();
  operator.write(undefined, { generation: 2 });
  expect(await outcome(operator)).toMatchObject({
    is: "failed",
    why: expect.stringMatching(/^not synced within 60 s: the operator does not react/),
    ms: 60_000,
  });
});

test("a status that anybody else's change made old is not of this sync", async () => {
  const operator = new FakeOperator();
  operator.sync();
  operator.react = (seconds) => {
    if (seconds === 2) operator.write(undefined, { labels: { argo: "x" } });
    if (seconds === 8) operator.sync("h2", "2");
  };
  expect(await outcome(operator)).toMatchObject({ is: "synced", ms: 8000 });
});

test.each([
  [{ refreshPolicy: "CreatedOnce" }, /refreshPolicy is CreatedOnce/],
  [{ refreshInterval: "0s" }, /refreshInterval is not above 0/],
])("%j reads once: that is said at once, and how it reads again", async (spec, why) => {
  const operator = new FakeOperator(spec);
  operator.sync();
  const unchanged = await outcome(operator);
  expect(unchanged).toMatchObject({ is: "unchanged", changed: false, ms: 0 });
  expect(unchanged.why).toMatch(why);
  expect(unchanged.why).toContain("kubectl -n prod annotate secret app-secret");
  operator.write(undefined, { generation: 2 });
  expect(await outcome(operator)).toMatchObject({ is: "failed", why: expect.stringMatching(/never reads/) });
  expect(operator.patches).toEqual([]);
});

test("CreatedOnce without its Secret does read", async () => {
  const operator = new FakeOperator({ refreshPolicy: "CreatedOnce" });
  operator.sync();
  operator.secret = undefined;
  operator.forced = () => operator.sync("h2", "9");
  expect(await outcome(operator)).toMatchObject({ is: "synced", changed: true });
});

test("a failure gets its cause from the newest warning, and the entry's name", async () => {
  const operator = new FakeOperator();
  operator.react = (seconds) => {
    if (seconds !== 2) return;
    operator.events = [warning(`error processing spec.data[0] (key: ${CANARY}), err: Secret does not exist`)];
    operator.write(condition("False", "SecretSyncedError", "could not get secret data from provider"));
  };
  const failed = await outcome(operator);
  expect(failed).toMatchObject({ is: "failed", fix: expect.stringContaining("Create it") });
  expect(failed.why).toMatch(
    /^MONGO_URL: the store has no secret of this key\. The operator says: .*key: \*\*\*/,
  );
  expect(failed.ms).toBeLessThan(15_000);
});

test("a failure that stays the same word for word is told by its new warning", async () => {
  const operator = new FakeOperator();
  const text = "cannot find secret data for key";
  operator.events = [warning(text)];
  operator.write(condition("False", "SecretSyncedError"));
  operator.react = (seconds) => {
    if (seconds === 6) operator.events = [warning(text, 2)];
  };
  const failed = await outcome(operator);
  expect(failed).toMatchObject({ is: "failed", why: expect.stringContaining("the property in it is not") });
  expect(failed.ms).toBeGreaterThan(6000);
  expect(operator.patches).toHaveLength(1);
});

test("a new store that is not ready yet does not fail", async () => {
  const operator = new FakeOperator();
  operator.react = (seconds) => {
    if (seconds === 2) {
      operator.events = [warning('ClusterSecretStore "s" is not ready')];
      operator.write(condition("False", "SecretSyncedError"));
    }
    if (seconds === 30) operator.sync();
  };
  expect(await outcome(operator)).toMatchObject({ is: "synced", ms: 30_000 });
});

test("a store that stays refused ends with its cause", async () => {
  const operator = new FakeOperator();
  operator.react = (seconds) => {
    if (seconds !== 2) return;
    operator.events = [warning('ClusterSecretStore "s" is not ready')];
    operator.write(condition("False", "SecretSyncedError"));
  };
  expect(await outcome(operator)).toMatchObject({
    is: "failed",
    ms: 60_000,
    why: expect.stringContaining("the store is not ready"),
    fix: "kubectl describe clustersecretstore s",
  });
});

test("no status at all: a store that is not there, another class, an operator that stopped", async () => {
  const without = new FakeOperator();
  without.store = undefined;
  const missing = await outcome(without);
  expect(missing).toMatchObject({ is: "failed", why: "there is no ClusterSecretStore s" });
  expect(missing.ms).toBeLessThan(20_000);
  const other = new FakeOperator();
  other.store = { ...other.store!, spec: { controller: "theirs" } };
  expect(await outcome(other)).toMatchObject({ why: expect.stringContaining("another controller class") });
  expect(await outcome(new FakeOperator())).toMatchObject({
    is: "failed",
    why: expect.stringContaining("it does not run"),
    ms: 60_000,
  });
});

test("ready without a Secret, as creationPolicy Merge has it, is a failure", async () => {
  const operator = new FakeOperator({ target: { name: "app-secret", creationPolicy: "Merge" } });
  operator.react = () => {
    operator.sync();
    operator.secret = undefined;
    operator.write({ ...(operator.object!["status"] as object), ...condition("True", "SecretMissing") });
  };
  expect(await outcome(operator)).toMatchObject({ is: "failed", fix: "spec.target.creationPolicy: Owner" });
});

test("what is deleted meanwhile, or was never there, is told", async () => {
  const operator = new FakeOperator();
  operator.react = () => operator.remove();
  expect(await outcome(operator)).toMatchObject({ is: "failed", why: "it was deleted meanwhile" });
  const never = new FakeOperator();
  never.object = undefined;
  expect(await outcome(never)).toMatchObject({ is: "failed", why: "it is not there" });
});

test("a refusal of the API server is one outcome; the end of the run is thrown", async () => {
  const operator = new FakeOperator();
  const client = {
    ...operator.client,
    get: () => Promise.reject(new ApiFault({ method: "GET", path: "/x" }, 403, "Forbidden", CANARY)),
  };
  const signal = new AbortController();
  const [refused] = await syncAll([KEY], SETTINGS, client, operator.host, signal.signal);
  expect(refused).toMatchObject({ is: "failed", why: "the API server answered 403 to GET: ***" });
  expect(refused?.fix).toContain("externalsecrets");
  operator.react = () => signal.abort(new Error("over"));
  await expect(syncAll([KEY], SETTINGS, operator.client, operator.host, signal.signal)).rejects.toThrow(
    "over",
  );
});
