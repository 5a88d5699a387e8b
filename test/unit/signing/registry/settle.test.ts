import { afterEach, expect, test } from "vitest";
import type { LegacyLayer, PendingTag } from "../../../../src/signing/registry/registry.ts";
import {
  CANARY,
  failureOf,
  fakeHost,
  imageIn,
  OCI_INDEX,
  OCI_MANIFEST,
  registryOf,
  signal,
} from "./fake-host.ts";
import { type FakeOptions, type FakeRegistry, fakeRegistry, sha } from "./fake-registry.ts";

const running: FakeRegistry[] = [];
afterEach(async () => void (await Promise.all(running.splice(0).map(async ({ stop }) => stop()))));

async function started(options: FakeOptions = {}): Promise<FakeRegistry> {
  const registry = await fakeRegistry(options);
  running.push(registry);
  return registry;
}

const PREDICATE = { predicateType: "https://sigstore.dev/cosign/sign/v1" };
const foreign = (text: string): object => ({ mediaType: OCI_MANIFEST, digest: sha(text), size: 1 });
const indexOf = (...manifests: object[]): object => ({ schemaVersion: 2, mediaType: OCI_INDEX, manifests });
const digests = (document: Record<string, unknown>, field = "manifests"): string[] =>
  ((document[field] ?? []) as { digest: string }[]).map(({ digest }) => digest);
const layer: LegacyLayer = {
  mediaType: "application/vnd.dev.cosign.simplesigning.v1+json",
  bytes: Buffer.from("payload"),
  annotations: { "dev.cosignproject.cosign/signature": CANARY },
};

test("what another writer dropped is added again, and what stood beside it", async () => {
  let writes = 0;
  const fake = await started({
    afterTag: (tag, registry) => {
      writes += 1;
      if (writes === 1) registry.put(indexOf(foreign("late")), OCI_INDEX, tag);
    },
  });
  const image = imageIn(fake);
  const tag = image.reference.digest.replace(":", "-");
  fake.put(indexOf(foreign("early")), OCI_INDEX, tag);
  const host = fakeHost();
  const registry = registryOf(host);
  const { digest } = await registry.attach(image, "{}", PREDICATE, signal);
  expect(digests(fake.tag(tag))).toEqual([sha("late")]);
  await registry.settle(signal);
  expect(digests(fake.tag(tag))).toEqual([digest, sha("early"), sha("late")].toSorted());
  // It looked no sooner than a slow writer could have written.
  expect(Math.max(...host.slept)).toBeGreaterThanOrEqual(1_500);
});

test("a layer of the older scheme comes back too", async () => {
  let writes = 0;
  const fake = await started({
    afterTag: (tag, registry) => {
      writes += 1;
      if (writes === 1)
        registry.put({ schemaVersion: 2, mediaType: OCI_MANIFEST, layers: [] }, OCI_MANIFEST, tag);
    },
  });
  const image = imageIn(fake);
  const registry = registryOf(fakeHost());
  const { tag } = await registry.attachLegacy(image, "sig", layer, undefined, signal);
  expect(digests(fake.tag(tag), "layers")).toEqual([]);
  await registry.settle(signal);
  expect(digests(fake.tag(tag), "layers")).toEqual([sha("payload")]);
});

/** What a run leaves of its tags: the last that it said of each. */
function journal(): {
  announce: (pending: PendingTag) => void;
  left: () => PendingTag[];
  text: () => string;
} {
  const tags = new Map<string, PendingTag>();
  const text: string[] = [];
  return {
    announce: (pending) => {
      tags.set(pending.tag, pending);
      text.push(JSON.stringify(pending));
    },
    left: () => JSON.parse(JSON.stringify([...tags.values()])) as PendingTag[],
    text: () => text.join("\n"),
  };
}

test("the post step, another process, adds again what was dropped since; what it knows holds no signature", async () => {
  const fake = await started();
  const image = imageIn(fake);
  const { announce, left, text } = journal();
  const registry = registryOf(fakeHost(), { announce });
  const { tag } = await registry.attachLegacy(image, "att", layer, undefined, signal);
  const { digest } = await registry.attach(image, "{}", PREDICATE, signal);
  await registry.settle(signal);
  expect(text()).not.toContain(CANARY);
  fake.put({ schemaVersion: 2, mediaType: OCI_MANIFEST, layers: [] }, OCI_MANIFEST, tag);
  fake.manifests.delete(`:${image.reference.digest.replace(":", "-")}`);
  await registryOf(fakeHost()).settle(signal, left());
  expect(digests(fake.tag(tag), "layers")).toEqual([sha("payload")]);
  expect(digests(fake.tag(image.reference.digest.replace(":", "-")))).toEqual([digest]);
});

test("a write is announced before it begins; what never got there is said by the post step", async () => {
  const fake = await started({
    before: ({ method, path }) =>
      method === "PUT" && path.includes("/manifests/sha256-") ? { status: 403, body: CANARY } : undefined,
  });
  const { announce, left } = journal();
  const host = fakeHost();
  await failureOf(registryOf(host, { announce }).attach(imageIn(fake), "{}", PREDICATE, signal));
  expect(left()).toHaveLength(1);
  const failure = await failureOf(registryOf(fakeHost()).settle(signal, left()));
  expect(failure.code).toBe("NOT_PUBLISHED");
  expect(failure.message).toContain("lacks a signature");
});

test("where nothing was dropped, settling is one read of each tag", async () => {
  const fake = await started();
  const registry = registryOf(fakeHost());
  const image = imageIn(fake);
  await registry.attach(image, "{}", PREDICATE, signal);
  fake.seen.length = 0;
  await registry.settle(signal);
  expect(fake.lines()).toEqual([`GET /v2/shop/api/manifests/${image.reference.digest.replace(":", "-")}`]);
});

test("what is deleted after it has settled stays deleted", async () => {
  const fake = await started();
  const image = imageIn(fake);
  const tag = image.reference.digest.replace(":", "-");
  fake.put(indexOf(foreign("early")), OCI_INDEX, tag);
  const registry = registryOf(fakeHost());
  const { digest } = await registry.attach(image, "{}", PREDICATE, signal);
  await registry.settle(signal);
  fake.put(indexOf(), OCI_INDEX, tag);
  await registry.settle(signal);
  expect(digests(fake.tag(tag))).toEqual([digest]);
});

test("a tag on which nothing stays is a failure, after a bounded number of rounds", async () => {
  const fake = await started({ afterTag: (tag, registry) => void registry.put(indexOf(), OCI_INDEX, tag) });
  const registry = registryOf(fakeHost());
  await registry.attach(imageIn(fake), "{}", PREDICATE, signal);
  const failure = await failureOf(registry.settle(signal));
  expect(failure.code).toBe("REGISTRY_UNREACHABLE");
  expect(fake.seen.length).toBeLessThan(60);
});

test("where the registry gives an ETag, a write that came too late is refused and done again", async () => {
  let raced = false;
  const fake = await started({
    etags: true,
    before: ({ method, path }, registry) => {
      if (method === "PUT" && path.includes("/manifests/sha256-") && !raced) {
        raced = true;
        registry.put(indexOf(foreign("early"), foreign("late")), OCI_INDEX, path.split("/").at(-1));
      }
      return undefined;
    },
  });
  const image = imageIn(fake);
  const tag = image.reference.digest.replace(":", "-");
  fake.put(indexOf(foreign("early")), OCI_INDEX, tag);
  const { digest } = await registryOf(fakeHost()).attach(image, "{}", PREDICATE, signal);
  expect(digests(fake.tag(tag))).toEqual([digest, sha("early"), sha("late")].toSorted());
});

test.each([
  ["reset", "reset"],
  ["503", { status: 503, body: CANARY }],
  ["429", { status: 429, body: CANARY }],
] as const)("a write of a tag that ends with %s is read again before it is repeated", async (_, answer) => {
  let failed = false;
  const fake = await started({
    before: ({ method, path }) => {
      if (method !== "PUT" || !path.includes("/manifests/sha256-") || failed) return undefined;
      failed = true;
      return answer;
    },
  });
  const image = imageIn(fake);
  await registryOf(fakeHost()).attach(image, "{}", PREDICATE, signal);
  const lines = fake.lines().filter((line) => line.includes("/manifests/sha256-"));
  expect(lines.map((line) => line.split(" ")[0])).toEqual(["GET", "PUT", "GET", "PUT"]);
});

test("a write that was done although its answer was lost is settled like any other", async () => {
  let writes = 0;
  const fake = await started({
    before: ({ method, path, body, headers }, registry) => {
      if (method !== "PUT" || !path.includes("/manifests/sha256-") || (writes += 1) > 1) return undefined;
      registry.put(body.toString(), headers["content-type"] ?? "", path.split("/").at(-1));
      return "reset";
    },
  });
  const image = imageIn(fake);
  const host = fakeHost();
  const registry = registryOf(host);
  const { digest } = await registry.attach(image, "{}", PREDICATE, signal);
  expect(writes).toBe(1);
  await registry.settle(signal);
  // What of the settle time has passed already counts: a write that nobody knew of would not be waited for at all.
  expect(Math.max(...host.slept)).toBeGreaterThan(0);
  expect(digests(fake.tag(image.reference.digest.replace(":", "-")))).toEqual([digest]);
});

test("where the registry does not take back what another deleted, ours is added without it", async () => {
  let writes = 0;
  const fake = await started({
    afterTag: (tag, registry) => {
      writes += 1;
      if (writes === 1) registry.put(indexOf(), OCI_INDEX, tag);
    },
    before: ({ method, path, body }) =>
      method === "PUT" && path.includes("sha256-") && writes === 1 && body.includes(sha("early"))
        ? { status: 404, body: CANARY }
        : undefined,
  });
  const image = imageIn(fake);
  const tag = image.reference.digest.replace(":", "-");
  fake.put(indexOf(foreign("early")), OCI_INDEX, tag);
  const registry = registryOf(fakeHost());
  const { digest } = await registry.attach(image, "{}", PREDICATE, signal);
  await registry.settle(signal);
  expect(digests(fake.tag(tag))).toEqual([digest]);
});
