import { afterEach, expect, test } from "vitest";
import { parseImageReference } from "../../../../src/signing/image-reference.ts";
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

test("a tag is resolved by the hash of its manifest, in one request", async () => {
  const fake = await started();
  const image = imageIn(fake, "v1");
  const found = await registryOf(fakeHost()).resolve(parseImageReference(`${fake.host}/shop/api:v1`), signal);
  expect(found).toEqual({ ...image, reference: { ...image.reference, tag: "v1" } });
  expect(fake.lines()).toEqual(["GET /v2/shop/api/manifests/v1"]);
  for (const type of [OCI_MANIFEST, OCI_INDEX, "manifest.v2+json", "manifest.list.v2+json"])
    expect(fake.seen[0]?.headers.accept).toContain(type);
});

test("a digest is looked up without its bytes, whatever tag stands beside it", async () => {
  const fake = await started();
  const image = imageIn(fake);
  const reference = parseImageReference(`${fake.host}/shop/api:other@${image.reference.digest}`);
  expect(await registryOf(fakeHost()).resolve(reference, signal)).toMatchObject({
    size: image.size,
    mediaType: OCI_MANIFEST,
    reference: { digest: image.reference.digest },
  });
  expect(fake.lines()).toEqual([`HEAD /v2/shop/api/manifests/${image.reference.digest}`]);
});

test("what is not there is said with its name", async () => {
  const fake = await started();
  const registry = registryOf(fakeHost());
  for (const name of ["shop/api:none", `shop/api@sha256:${"0".repeat(64)}`]) {
    const failure = await failureOf(registry.resolve(parseImageReference(`${fake.host}/${name}`), signal));
    expect(failure.code).toBe("SUBJECT_NOT_FOUND");
    expect(failure.message + failure.fix).not.toContain(CANARY);
  }
});

test.each([
  ["other bytes than the digest's", JSON.stringify({ mediaType: OCI_MANIFEST, layers: [] }), OCI_MANIFEST],
  ["no JSON", CANARY, OCI_MANIFEST],
  ["two types", JSON.stringify({ mediaType: OCI_INDEX, manifests: [] }), OCI_MANIFEST],
  ["both kinds at once", JSON.stringify({ layers: [], manifests: [] }), OCI_MANIFEST],
  ["an artifact of another type", JSON.stringify({ [CANARY]: 1 }), "application/json"],
])("a hostile registry is refused: %s", async (name, body, type) => {
  const fake = await started({
    before: ({ method }) =>
      method === "HEAD" ? { status: 405 } : { status: 200, headers: { "content-type": type }, body },
  });
  const reference = name.includes("digest") ? `@sha256:${"0".repeat(64)}` : ":v1";
  const failure = await failureOf(
    registryOf(fakeHost()).resolve(parseImageReference(`${fake.host}/shop/api${reference}`), signal),
  );
  expect(failure.code).toBe("REGISTRY_ANSWER_INVALID");
  expect(failure.message + failure.fix).not.toContain(CANARY);
});

test("a manifest above 4 MiB is not read", async () => {
  const fake = await started();
  fake.put(
    JSON.stringify({ mediaType: OCI_MANIFEST, junk: "x".repeat(4 * 1024 * 1024) }),
    OCI_MANIFEST,
    "big",
  );
  const failure = await failureOf(
    registryOf(fakeHost()).resolve(parseImageReference(`${fake.host}/shop/api:big`), signal),
  );
  expect(failure.code).toBe("REGISTRY_ANSWER_INVALID");
});

const indexOf = (
  fake: FakeRegistry,
  manifests: object[],
): { digest: string; size: number; mediaType: string } => {
  const text = JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests });
  return { digest: fake.put(text, OCI_INDEX), size: text.length, mediaType: OCI_INDEX };
};

test("the images of an index are found through the indexes in it, each once", async () => {
  const fake = await started();
  const leaf = (text: string): object => {
    const { mediaType, size, reference } = imageIn(fake, undefined, text);
    return { mediaType, size, digest: reference.digest };
  };
  const inner = indexOf(fake, [leaf("one"), leaf("two")]);
  const outer = indexOf(fake, [leaf("one"), inner, { mediaType: "text/plain", size: 1, digest: sha("x") }]);
  const registry = registryOf(fakeHost());
  const image = await registry.resolve(parseImageReference(`${fake.host}/shop/api@${outer.digest}`), signal);
  const found = await registry.children(image, signal);
  expect(found.map(({ reference }) => reference.digest).toSorted()).toEqual(
    [imageIn(fake, undefined, "one"), imageIn(fake, undefined, "two")]
      .map(({ reference }) => reference.digest)
      .concat(inner.digest)
      .toSorted(),
  );
  expect(await registry.children(imageIn(fake), signal)).toEqual([]);
});

test.each(["deep", "many", "odd"])("an index is bounded: %s", async (kind) => {
  const fake = await started();
  const many = Array.from({ length: 1_001 }, (_, index) => ({
    mediaType: OCI_MANIFEST,
    size: 1,
    digest: sha(String(index)),
  }));
  let index = indexOf(
    fake,
    kind === "many" ? many : kind === "odd" ? [{ mediaType: OCI_MANIFEST, digest: CANARY }] : [],
  );
  if (kind === "deep") for (let depth = 0; depth < 6; depth += 1) index = indexOf(fake, [index]);
  const registry = registryOf(fakeHost());
  const image = await registry.resolve(parseImageReference(`${fake.host}/shop/api@${index.digest}`), signal);
  const failure = await failureOf(registry.children(image, signal));
  expect(failure.code).toBe("REGISTRY_ANSWER_INVALID");
  expect(failure.message).not.toContain(CANARY);
});
