import { afterEach, expect, test } from "vitest";
import { Secret } from "../../../../src/kernel/secret.ts";
import type { Registry } from "../../../../src/signing/registry/registry.ts";
import {
  BUNDLE,
  bundleIn,
  CANARY,
  failureOf,
  fakeHost,
  imageIn,
  OCI_INDEX,
  OCI_MANIFEST,
  registryOf,
  signal,
} from "./fake-host.ts";
import { type Answer, type FakeOptions, type FakeRegistry, fakeRegistry, sha } from "./fake-registry.ts";

const running: FakeRegistry[] = [];
afterEach(async () => void (await Promise.all(running.splice(0).map(async ({ stop }) => stop()))));

async function started(options: FakeOptions = {}): Promise<FakeRegistry> {
  const registry = await fakeRegistry(options);
  running.push(registry);
  return registry;
}

const indexOf = (manifests: readonly object[]): string =>
  JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests });
const page = (manifests: readonly object[], link?: string): Answer => ({
  status: 200,
  headers: { "content-type": OCI_INDEX, ...(link === undefined ? {} : { link: `<${link}>; rel="next"` }) },
  body: indexOf(manifests),
});
const junk = (count: number, artifactType: string, from = 0): object[] =>
  Array.from({ length: count }, (_, index) => ({
    mediaType: OCI_MANIFEST,
    digest: sha(`${artifactType} ${from + index}`),
    size: 1,
    artifactType,
  }));

test("a thousand and more referrers of other kinds, over several pages, hide no bundle", async () => {
  let good: object = {};
  const fake = await started({
    before: ({ path, query }) => {
      if (!path.includes("/referrers/")) return undefined;
      const at = Number(query.get("n") ?? 0);
      return at === 4 ? page([good]) : page(junk(900, "text/junk", at * 900), `${path}?n=${at + 1}`);
    },
  });
  const image = imageIn(fake);
  good = bundleIn(fake, image, "{}");
  const registry = registryOf(fakeHost());
  const [found, ...more] = await registry.referrers(image, undefined, signal);
  expect(more).toEqual([]);
  expect(await registry.bundle(image, found!, undefined, signal)).toMatchObject({ text: "{}" });
});

test("those with a bundle's type come first; one that an old writer gave the type of its configuration is there", async () => {
  const fake = await started();
  const image = imageIn(fake);
  const old = { ...bundleIn(fake, image, "[]"), artifactType: "application/vnd.oci.empty.v1+json" };
  const typed = bundleIn(fake, image, "{}");
  fake.put(indexOf([old, typed]), OCI_INDEX, image.reference.digest.replace(":", "-"));
  const registry = registryOf(fakeHost());
  const found = await registry.referrers(image, undefined, signal);
  const texts = await Promise.all(
    found.map(async (one) => (await registry.bundle(image, one, undefined, signal))?.text),
  );
  expect(texts).toEqual(["{}", "[]"]);
});

test.each([
  ["more bundles than anybody needs", page(junk(1_001, BUNDLE))],
  ["another server for the next page", page([], "https://evil.test/v2/x")],
  ["a private network for the next page", page([], "http://10.0.0.1/v2/x")],
  ["no JSON", { ...page([]), body: CANARY }],
  ["pages without end", page([], "?again")],
])("a list of referrers with %s fails, it is not cut", async (_, answer) => {
  const fake = await started({ before: ({ path }) => (path.includes("/referrers/") ? answer : undefined) });
  const failure = await failureOf(registryOf(fakeHost()).referrers(imageIn(fake), undefined, signal));
  expect(failure.code).toBe("REGISTRY_ANSWER_INVALID");
  expect(failure.message + failure.fix).not.toContain(CANARY);
  expect(fake.seen.length).toBeLessThan(110);
});

type Read = (registry: Registry, fake: FakeRegistry) => Promise<unknown>;
const readFirst: Read = async (registry, fake) => {
  const image = imageIn(fake);
  const [first] = await registry.referrers(image, undefined, signal);
  return registry.bundle(image, first!, undefined, signal);
};

test.each([
  ["other bytes", Buffer.from("[]")],
  ["more bytes", Buffer.from("{} ")],
])("a blob of %s than its digest says is refused", async (_, body) => {
  const fake = await started({
    referrers: true,
    before: ({ method, path }) =>
      method === "GET" && path.includes("/blobs/") ? { status: 200, body } : undefined,
  });
  bundleIn(fake, imageIn(fake), "{}");
  const failure = await failureOf(readFirst(registryOf(fakeHost()), fake));
  expect(failure.code).toBe("REGISTRY_ANSWER_INVALID");
});

test("a bundle or a layer that says it is huge is not fetched", async () => {
  const fake = await started({ referrers: true });
  const image = imageIn(fake);
  const huge = { mediaType: BUNDLE, digest: sha("{}"), size: 2 ** 40 };
  const subject = { mediaType: OCI_MANIFEST, digest: image.reference.digest, size: image.size };
  fake.put(
    { schemaVersion: 2, mediaType: OCI_MANIFEST, artifactType: BUNDLE, layers: [huge], subject },
    OCI_MANIFEST,
  );
  const type = "application/vnd.dev.cosign.simplesigning.v1+json";
  const tag = `${image.reference.digest.replace(":", "-")}.sig`;
  const many = Array.from({ length: 1_001 }, () => ({ ...huge, mediaType: type, size: 1 }));
  fake.put({ schemaVersion: 2, mediaType: OCI_MANIFEST, layers: many }, OCI_MANIFEST, tag);
  const registry = registryOf(fakeHost());
  const failures = [
    await failureOf(readFirst(registry, fake)),
    await failureOf(registry.readLegacy(image, "sig", undefined, signal)),
  ];
  expect(failures.map(({ code }) => code)).toEqual(["REGISTRY_ANSWER_INVALID", "REGISTRY_ANSWER_INVALID"]);
  expect(fake.lines().filter((line) => line.includes("/blobs/"))).toEqual([]);
});

test("a redirect of a blob is followed without the login, a circle and a way into private networks are not", async () => {
  const elsewhere = await started({ before: () => ({ status: 200, body: "{}" }) });
  for (const [location, code] of [
    [`http://localhost:${elsewhere.host.split(":")[1]}/blob`, "INTERNAL"],
    ["?again", "REGISTRY_ANSWER_INVALID"],
    ["http://192.168.1.1/blob", "REGISTRY_ANSWER_INVALID"],
    ["ftp://127.0.0.1/", "REGISTRY_ANSWER_INVALID"],
  ] as const) {
    const fake = await started({
      referrers: true,
      before: ({ path, headers }) => {
        if (headers.authorization === undefined)
          return { status: 401, headers: { "www-authenticate": "Basic realm=x" } };
        return path.includes("/blobs/") ? { status: 307, headers: { location } } : undefined;
      },
    });
    bundleIn(fake, imageIn(fake), "{}");
    const registry = registryOf(fakeHost(), { username: "ci", password: Secret.of(CANARY) });
    expect((await failureOf(readFirst(registry, fake))).code).toBe(code);
    expect(fake.seen.length).toBeLessThan(16);
  }
  expect(elsewhere.seen.map(({ headers }) => headers.authorization)).toEqual([undefined]);
});

test("an upload that is sent elsewhere goes there without the login; a write is not redirected away", async () => {
  const fake = await started({
    before: ({ method, path }) =>
      method === "PUT" && path.includes("/manifests/")
        ? { status: 307, headers: { location: "https://evil.test/" } }
        : undefined,
  });
  const failure = await failureOf(
    registryOf(fakeHost()).attach(imageIn(fake), "{}", { predicateType: "https://a.test" }, signal),
  );
  expect(failure.code).toBe("REGISTRY_ANSWER_INVALID");
});

test.each([
  ["503", { status: 503, body: CANARY }],
  ["429", { status: 429, headers: { "retry-after": "3" }, body: CANARY }],
  ["a reset", "reset"],
] as const)("%s is tried again, with the wait that was asked for", async (_, answer) => {
  let failures = 0;
  const fake = await started({
    before: ({ path }) => (path.includes("/uploads/") && (failures += 1) <= 2 ? answer : undefined),
  });
  const host = fakeHost();
  await registryOf(host).canPush({ registry: fake.host, repository: "shop/api" }, signal);
  expect(failures).toBeGreaterThan(2);
  if (answer !== "reset" && answer.status === 429) expect(host.slept.every((ms) => ms >= 3_000)).toBe(true);
});

test.each([
  ["503", { status: 503, body: CANARY }, "REGISTRY_UNREACHABLE"],
  ["429", { status: 429, body: CANARY }, "REGISTRY_UNREACHABLE"],
  ["a reset", "reset", "REGISTRY_UNREACHABLE"],
  ["418", { status: 418, body: CANARY }, "REGISTRY_ANSWER_INVALID"],
  ["403", { status: 403, body: CANARY }, "REGISTRY_REFUSED"],
] as const)("%s that stays is a failure in own words", async (_, answer, code) => {
  const fake = await started({ before: () => answer });
  const failure = await failureOf(registryOf(fakeHost()).resolve(imageIn(fake).reference, signal));
  expect(failure.code).toBe(code);
  expect(failure.fix).toBeTruthy();
  expect(failure.message + failure.fix).not.toContain(CANARY);
});

test("one answer of something on the way, in place of any of the registry's, changes nothing", async () => {
  for (let odd = 0, more = true; more; odd += 1) {
    let count = -1;
    const fake = await started({
      before: ({ method }) => {
        count += 1;
        return count === odd && method !== "HEAD"
          ? { status: 200, headers: { "content-type": "text/html" }, body: `<html>${CANARY}` }
          : undefined;
      },
    });
    const image = imageIn(fake);
    const registry = registryOf(fakeHost());
    await registry.resolve(image.reference, signal);
    await registry.canPush(image.reference, signal);
    await registry.attach(image, "{}", { predicateType: "https://a.test" }, signal);
    const layer = {
      mediaType: "application/vnd.dsse.envelope.v1+json",
      bytes: Buffer.from("[]"),
      annotations: {},
    };
    await registry.attachLegacy(image, "att", layer, undefined, signal);
    await registry.settle(signal);
    const [referrer] = await registry.referrers(image, undefined, signal);
    expect(await registry.bundle(image, referrer!, undefined, signal), String(odd)).toMatchObject({
      text: "{}",
    });
    expect(await registry.readLegacy(image, "att", undefined, signal), String(odd)).toHaveLength(1);
    more = odd < count;
  }
});
