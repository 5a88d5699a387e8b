import { afterEach, expect, test } from "vitest";
import type { PendingTag } from "../../../../src/signing/registry/registry.ts";
import { CANARY, failureOf, fakeHost, imageIn, OCI_INDEX, registryOf, signal } from "./fake-host.ts";
import { type FakeOptions, type FakeRegistry, fakeRegistry } from "./fake-registry.ts";

const running: FakeRegistry[] = [];
afterEach(async () => void (await Promise.all(running.splice(0).map(async ({ stop }) => stop()))));

async function started(options: FakeOptions = {}): Promise<FakeRegistry> {
  const registry = await fakeRegistry(options);
  running.push(registry);
  return registry;
}

const PREDICATE = { predicateType: "https://sigstore.dev/cosign/sign/v1" };
const EMPTY = { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [] };
const digests = (document: Record<string, unknown>): string[] =>
  (document["manifests"] as { digest: string }[]).map(({ digest }) => digest);

test("a tag is told of before it is written, and nothing secret with it", async () => {
  const told: PendingTag[] = [];
  const whenWritten: number[] = [];
  const fake = await started({
    before: ({ method, path }) => {
      if (method === "PUT" && path.includes("/manifests/sha256-")) whenWritten.push(told.length);
      return undefined;
    },
  });
  const registry = registryOf(fakeHost(), { announce: (one) => void told.push(one) });
  await registry.attach(imageIn(fake), JSON.stringify({ text: CANARY }), PREDICATE, signal);
  expect(whenWritten).toEqual([1]);
  expect(JSON.stringify(told)).not.toContain(CANARY);
});

test("two that are added to one tag at the same time are both looked at again", async () => {
  const fake = await started();
  const image = imageIn(fake);
  const tag = image.reference.digest.replace(":", "-");
  const registry = registryOf(fakeHost());
  const both = await Promise.all(
    ["{}", '{"a":1}'].map(async (text) => registry.attach(image, text, PREDICATE, signal)),
  );
  fake.put(EMPTY, OCI_INDEX, tag);
  await registry.settle(signal);
  expect(digests(fake.tag(tag)).toSorted()).toEqual(both.map(({ digest }) => digest).toSorted());
});

test("of a process that ended while it wrote, what got there is kept, and what did not is said", async () => {
  const told: PendingTag[] = [];
  const fake = await started();
  const image = imageIn(fake);
  const tag = image.reference.digest.replace(":", "-");
  const registry = registryOf(fakeHost(), { announce: (one) => void told.push(one) });
  const first = await registry.attach(image, "{}", PREDICATE, signal);
  await registry.attach(image, '{"a":1}', PREDICATE, signal);
  // The second write did not get there: its manifest is unknown, and the tag is as another writer left it.
  const [put] = told.at(-1)!.puts;
  fake.manifests.delete(put!);
  fake.put(EMPTY, OCI_INDEX, tag);
  const failure = await failureOf(registryOf(fakeHost()).settle(signal, [told.at(-1)!]));
  expect([failure.code, failure.message]).toEqual([
    "NOT_PUBLISHED",
    expect.stringContaining(`${tag} lacks a signature`),
  ]);
  expect(digests(fake.tag(tag))).toEqual([first.digest]);
});

test("a registry that refuses keeps nobody from looking after the tags of another", async () => {
  const told: PendingTag[] = [];
  const fake = await started();
  const image = imageIn(fake);
  const tag = image.reference.digest.replace(":", "-");
  const registry = registryOf(fakeHost(), { announce: (one) => void told.push(one) });
  const { digest } = await registry.attach(image, "{}", PREDICATE, signal);
  fake.put(EMPTY, OCI_INDEX, tag);
  const away = await started({ before: () => ({ status: 403 }) });
  const own = told.at(-1)!;
  const other = { ...own, registry: imageIn(away).reference.registry };
  const failure = await failureOf(registryOf(fakeHost()).settle(signal, [other, own]));
  expect([failure.code, failure.message]).toEqual([
    "REGISTRY_REFUSED",
    expect.stringContaining(other.registry),
  ]);
  expect(digests(fake.tag(tag))).toEqual([digest]);
});
