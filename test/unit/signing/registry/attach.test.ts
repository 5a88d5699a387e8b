import { afterEach, expect, test } from "vitest";
import type { LegacyLayer } from "../../../../src/signing/registry/registry.ts";
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
import { type FakeOptions, type FakeRegistry, fakeRegistry, sha } from "./fake-registry.ts";

const running: FakeRegistry[] = [];
afterEach(async () => void (await Promise.all(running.splice(0).map(async ({ stop }) => stop()))));

async function started(options: FakeOptions = {}): Promise<FakeRegistry> {
  const registry = await fakeRegistry(options);
  running.push(registry);
  return registry;
}

const PREDICATE = { predicateType: "https://sigstore.dev/cosign/sign/v1" };
const layer = (text: string): LegacyLayer => ({
  mediaType: "application/vnd.dev.cosign.simplesigning.v1+json",
  bytes: Buffer.from("payload"),
  annotations: { "dev.cosignproject.cosign/signature": text },
});
const entries = (document: Record<string, unknown>, field = "manifests"): Record<string, unknown>[] =>
  (document[field] ?? []) as Record<string, unknown>[];

test("a bundle is attached by a manifest as cosign writes it", async () => {
  const fake = await started({ referrers: true });
  const image = imageIn(fake);
  const registry = registryOf(fakeHost());
  const attached = await registry.attach(
    image,
    '{"a":1}',
    { ...PREDICATE, annotations: { team: "shop" } },
    signal,
  );
  expect(attached.how).toBe("referrers");
  expect(JSON.parse(fake.manifests.get(attached.digest)!.bytes.toString())).toEqual({
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    artifactType: BUNDLE,
    config: { mediaType: "application/vnd.oci.empty.v1+json", digest: sha("{}"), size: 2 },
    layers: [{ mediaType: BUNDLE, digest: sha('{"a":1}'), size: 7 }],
    subject: { mediaType: image.mediaType, digest: image.reference.digest, size: image.size },
    annotations: {
      team: "shop",
      "org.opencontainers.image.created": "2026-11-24T12:00:00Z",
      "dev.sigstore.bundle.content": "dsse-envelope",
      "dev.sigstore.bundle.predicateType": PREDICATE.predicateType,
    },
  });
  expect(fake.blobs.get(sha("{}"))?.toString()).toBe("{}");
  expect(fake.manifests.has(`:${image.reference.digest.replace(":", "-")}`)).toBe(false);
  const [listed, ...more] = await registry.referrers(image, undefined, signal);
  expect(more).toEqual([]);
  expect(await registry.bundle(image, listed!, undefined, signal)).toMatchObject({ text: '{"a":1}' });
});

test("without the API, the fallback tag lists it, with its type, beside what others wrote", async () => {
  const fake = await started();
  const image = imageIn(fake);
  const tag = image.reference.digest.replace(":", "-");
  const foreign = {
    mediaType: OCI_MANIFEST,
    digest: sha("z"),
    size: 1,
    artifactType: "text/x",
    data: "e30=",
  };
  fake.put(
    { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [foreign], annotations: { by: "x" } },
    OCI_INDEX,
    tag,
  );
  const registry = registryOf(fakeHost());
  const [one, two] = await Promise.all([
    registry.attach(image, "{}", PREDICATE, signal),
    registry.attach(image, "[]", PREDICATE, signal),
  ]);
  expect([one.how, two.how]).toEqual(["tag", "tag"]);
  const index = fake.tag(tag);
  expect(index["annotations"]).toEqual({ by: "x" });
  expect(entries(index).map(({ digest }) => digest)).toEqual([one.digest, two.digest, sha("z")].toSorted());
  expect(entries(index).find(({ digest }) => digest === sha("z"))).toEqual(foreign);
  expect(entries(index).find(({ digest }) => digest === one.digest)).toMatchObject({
    mediaType: OCI_MANIFEST,
    artifactType: BUNDLE,
    annotations: { "dev.sigstore.bundle.predicateType": PREDICATE.predicateType },
  });
  expect((await registry.referrers(image, undefined, signal)).map(({ digest }) => digest).toSorted()).toEqual(
    [one.digest, two.digest].toSorted(),
  );
});

test("a registry that lists it without saying so gets no tag", async () => {
  const fake = await started({ referrers: "silent" });
  expect((await registryOf(fakeHost()).attach(imageIn(fake), "{}", PREDICATE, signal)).how).toBe("referrers");
});

test("a registry that names the subject and has no list gets the tag", async () => {
  const fake = await started({
    referrers: true,
    before: ({ path }) => (path.includes("/referrers/") ? { status: 404 } : undefined),
  });
  expect((await registryOf(fakeHost()).attach(imageIn(fake), "{}", PREDICATE, signal)).how).toBe("tag");
});

test("the older scheme adds a layer and rewrites the configuration", async () => {
  const fake = await started();
  const image = imageIn(fake);
  const registry = registryOf(fakeHost());
  const tag = `${image.reference.digest.replace(":", "-")}.sig`;
  expect(await registry.attachLegacy(image, "sig", layer("one"), undefined, signal)).toEqual({
    tag,
    how: "tag",
  });
  const config = (): Buffer => fake.blobs.get((fake.tag(tag)["config"] as { digest: string }).digest)!;
  expect(config()).toHaveLength(233);
  await registry.attachLegacy(image, "sig", layer("two"), undefined, signal);
  expect(JSON.parse(config().toString())).toMatchObject({
    history: [{}, {}],
    rootfs: { type: "layers", diff_ids: [sha("payload"), sha("payload")] },
  });
  expect(await registry.readLegacy(image, "sig", undefined, signal)).toEqual(
    ["one", "two"].map((text) => ({ ...layer(text), bytes: new Uint8Array(Buffer.from("payload")) })),
  );
  expect(await registry.readLegacy(image, "att", undefined, signal)).toEqual([]);
});

test("signatures can be kept in another repository, under the same names", async () => {
  const fake = await started();
  const image = imageIn(fake);
  const target = { registry: fake.host, repository: "shop/signatures" };
  const registry = registryOf(fakeHost());
  fake.seen.length = 0;
  await registry.attach(image, "{}", { ...PREDICATE, in: target }, signal);
  await registry.attachLegacy(image, "att", layer("one"), target, signal);
  expect(fake.lines().filter((line) => !line.includes("/v2/shop/signatures/"))).toEqual([]);
  expect(fake.manifests.has(`:${image.reference.digest.replace(":", "-")}.att`)).toBe(true);
});

test("tags that may not change are told, and nothing is looked for there again", async () => {
  const fake = await started({ immutable: true });
  const image = imageIn(fake);
  const registry = registryOf(fakeHost());
  expect((await registry.attachLegacy(image, "sig", layer("one"), undefined, signal)).how).toBe("tag");
  expect((await registry.attachLegacy(image, "sig", layer("two"), undefined, signal)).how).toBe("immutable");
  await registry.attach(image, "{}", PREDICATE, signal);
  expect((await registry.attach(image, "[]", PREDICATE, signal)).how).toBe("immutable");
  await registry.settle(signal);
  expect(await registry.readLegacy(image, "sig", undefined, signal)).toHaveLength(1);
});

test("a tag that holds something else is never written over", async () => {
  const fake = await started();
  const image = imageIn(fake);
  const tag = image.reference.digest.replace(":", "-");
  fake.put({ schemaVersion: 2, mediaType: OCI_MANIFEST, layers: [] }, OCI_MANIFEST, tag);
  const failure = await failureOf(registryOf(fakeHost()).attach(image, "{}", PREDICATE, signal));
  expect(failure.code).toBe("REGISTRY_ANSWER_INVALID");
  expect(fake.tag(tag)["layers"]).toEqual([]);
});

test("whether a login may push is tried, and nothing is left behind", async () => {
  const fake = await started();
  const target = { registry: fake.host, repository: "shop/api" };
  const registry = registryOf(fakeHost());
  await registry.canPush(target, signal);
  await registry.canPush(target, signal);
  expect(fake.seen.map(({ method }) => method)).toEqual(["POST", "DELETE"]);
  expect(fake.uploads.size).toBe(0);
});

test("an upload whose session is lost begins anew; a blob that is there is not sent", async () => {
  let lost = 0;
  const fake = await started({
    before: ({ method, path }) =>
      method === "PUT" && path.includes("/uploads/") && (lost += 1) === 1
        ? { status: 404, body: CANARY }
        : undefined,
  });
  const registry = registryOf(fakeHost());
  const image = imageIn(fake);
  await registry.attach(image, "{}", PREDICATE, signal);
  expect(fake.blobs.get(sha("{}"))?.toString()).toBe("{}");
  const puts = (): number =>
    fake.seen.filter(({ method, path }) => method === "PUT" && path.includes("/uploads/")).length;
  const before = puts();
  await registryOf(fakeHost()).attach(image, "{}", PREDICATE, signal);
  expect(puts()).toBe(before);
});

test("a bundle that is larger than anybody reads is not attached", async () => {
  const fake = await started();
  const failure = await failureOf(
    registryOf(fakeHost()).attach(imageIn(fake), " ".repeat(16 * 1024 * 1024 + 1), PREDICATE, signal),
  );
  expect(failure.code).toBe("LIMIT_EXCEEDED");
});

test("what refers to another image, or is no bundle, is not read as one", async () => {
  const fake = await started({ referrers: true });
  const [image, other] = [imageIn(fake, undefined, "one"), imageIn(fake, undefined, "two")];
  const registry = registryOf(fakeHost());
  const of = (descriptor: object) => descriptor as Parameters<typeof registry.bundle>[1];
  expect(await registry.bundle(image, of(bundleIn(fake, other, "{}")), undefined, signal)).toBeUndefined();
  const old = bundleIn(fake, image, "{}", "application/vnd.dev.sigstore.bundle+json;version=0.2");
  expect(await registry.bundle(image, of(old), undefined, signal)).toBeUndefined();
});
