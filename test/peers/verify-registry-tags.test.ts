import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { type HostileRegistry, hostileRegistry, type Reply, type Trick } from "./verify-hostile.ts";
import {
  BUNDLE,
  failsWith,
  type Json,
  MANIFEST,
  mustCosign,
  outcome,
  partsOf,
  PASSES,
  sha256,
  signUsual,
  verifyUsual,
} from "./verify-place.ts";

/** A registry without the referrers API: signatures are under tags, which anyone who may push rewrites. */
let peers: Sigstore;
let registry: HostileRegistry;
/** Signed in the new scheme (under the fallback tag) and in the older one. */
let newer: string;
let older: string;
beforeAll(async () => {
  peers = await sigstore({ rekor2: false, tsa: false, referrersRegistry: false });
  registry = await hostileRegistry(peers.registryHost);
  newer = await peers.pushImage(peers.registryHost, "shop/tags", "newer");
  older = await peers.pushImage(peers.registryHost, "shop/tags", "older");
  await mustCosign(peers, ["sign", ...peers.signFlags("v1"), newer]);
  await mustCosign(peers, ["sign", ...peers.legacyFlags(), older]);
});
afterAll(async () => await Promise.all([registry.stop(), peers.stop()]));
afterEach(() => registry.set(() => undefined));

const INDEX = "application/vnd.oci.image.index.v1+json";
const SIMPLE = "application/vnd.dev.cosign.simplesigning.v1+json";
const tagOf = (image: string): string => partsOf(image).digest.replace(":", "-");

async function under(image: string, trick: Trick): Promise<ReturnType<typeof outcome>> {
  registry.set(trick);
  return outcome(
    await verifyUsual(peers, { verify: `oci://${registry.host}/shop/tags@${partsOf(image).digest}` }),
  );
}

/** Changes the manifest under a tag of the image. */
const rewritten =
  (tag: () => string, change: (manifest: Json) => void): Trick =>
  async ({ path }, original): Promise<Reply | undefined> => {
    if (!path.endsWith(`/manifests/${tag()}`)) return undefined;
    const reply = await original();
    const manifest: Json = JSON.parse(String(reply.body));
    change(manifest);
    return { ...reply, body: JSON.stringify(manifest) };
  };

const junk = (count: number, mediaType: string, more: object = {}): object[] =>
  Array.from({ length: count }, (_, n) => ({
    mediaType,
    digest: `sha256:${sha256(`junk ${n}`)}`,
    size: 100,
    ...more,
  }));

test.each([429, 503])(
  "a registry that is busy (%i) for longer than the timeout is a failure",
  async (status) => {
    registry.set(() => ({ status, headers: { "retry-after": "60" } }));
    const verify = `oci://${registry.host}/shop/tags@${partsOf(newer).digest}`;
    const started = performance.now();
    const run = await verifyUsual(peers, { verify, timeout: "2" });
    expect(outcome(run)).toEqual([1, expect.stringMatching(/WAIT_EXPIRED|REGISTRY_UNREACHABLE/)]);
    expect(performance.now() - started).toBeLessThan(20_000);
  },
);

describe("under the fallback tag", () => {
  const listing = (more: readonly object[]): Trick =>
    rewritten(
      () => tagOf(newer),
      (index) => void (index.manifests = [...more, ...index.manifests]),
    );

  test.each<[string, () => Trick, readonly unknown[]]>([
    ["as it is", () => () => undefined, PASSES],
    ["300 that are not there", () => listing(junk(300, MANIFEST, { artifactType: BUNDLE })), PASSES],
    [
      "5,000 of another kind",
      () => listing(junk(5_000, MANIFEST, { artifactType: "application/x" })),
      PASSES,
    ],
    ["5,000 that may be bundles", () => listing(junk(5_000, MANIFEST)), failsWith("REGISTRY_ANSWER_INVALID")],
    [
      "an empty list",
      () =>
        rewritten(
          () => tagOf(newer),
          (index) => void (index.manifests = []),
        ),
      failsWith("SIGNATURE_MISSING"),
    ],
    [
      "an image in its place",
      () =>
        rewritten(
          () => tagOf(newer),
          (index) => void Object.assign(index, { mediaType: MANIFEST, manifests: undefined, layers: [] }),
        ),
      [1, expect.any(String)],
    ],
    [
      "another image's list, beside a good older tag",
      () =>
        async ({ path }) => {
          if (!path.endsWith(tagOf(older))) return undefined;
          const answer = await fetch(`http://${peers.registryHost}/v2/shop/tags/manifests/${tagOf(newer)}`, {
            headers: { accept: INDEX },
          });
          return { status: 200, headers: { "content-type": INDEX }, body: await answer.text() };
        },
      PASSES,
    ],
  ])("%s", async (name, trick, expected) => {
    expect(await under(name.startsWith("another image") ? older : newer, trick())).toEqual(expected);
  });
});

describe("under the older tag", () => {
  const layers = (change: (layers: Json[]) => Json[]): Trick =>
    rewritten(
      () => `${tagOf(older)}.sig`,
      (manifest) => void (manifest.layers = change(manifest.layers)),
    );

  test.each<[string, Trick, readonly unknown[]]>([
    ["as it is", () => undefined, PASSES],
    ["5,000 of another kind", layers((own) => [...junk(5_000, "application/x"), ...own]), PASSES],
    [
      "5,000 signatures",
      layers((own) => [...junk(5_000, SIMPLE), ...own]),
      failsWith("REGISTRY_ANSWER_INVALID"),
    ],
    [
      "payloads of 2 GiB",
      layers((own) => [...junk(2, SIMPLE, { size: 2 ** 30 }), ...own]),
      failsWith("REGISTRY_ANSWER_INVALID"),
    ],
    [
      "the same layer 50 times, each with another's certificate",
      layers(([own]) => [
        ...Array.from({ length: 50 }, () => ({
          ...own,
          annotations: {
            ...own.annotations,
            "dev.sigstore.cosign/certificate": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
          },
        })),
        own,
      ]),
      PASSES,
    ],
    [
      "no signature in the annotations",
      layers(([own]) => [{ ...own, annotations: {} }]),
      [1, expect.any(String)],
    ],
    [
      "no log entry in the annotations",
      layers(([own]) => [
        { ...own, annotations: { ...own.annotations, "dev.sigstore.cosign/bundle": undefined } },
      ]),
      failsWith("SIGNATURE_INVALID"),
    ],
    ["annotations that are none", layers(([own]) => [{ ...own, annotations: 5 }]), [1, expect.any(String)]],
    ["no layers", layers(() => []), failsWith("SIGNATURE_MISSING")],
  ])("%s", async (_name, trick, expected) => {
    expect(await under(older, trick)).toEqual(expected);
  });

  test("layers that are not there hide nothing", async () => {
    const trick = layers((own) => [...junk(3, SIMPLE), ...own]);
    expect(await under(older, trick)).toEqual(PASSES);
  });
});

describe("an index and its images", () => {
  const push = async (): Promise<{ index: string; children: readonly string[] }> => {
    const children = [
      await peers.pushImage(peers.registryHost, "shop/index", "amd64"),
      await peers.pushImage(peers.registryHost, "shop/index", "arm64"),
    ];
    const base = `http://${peers.registryHost}/v2/shop/index/manifests`;
    const manifests = await Promise.all(
      children.map(async (child, at) => {
        const { digest } = partsOf(child);
        const answer = await fetch(`${base}/${digest}`, { headers: { accept: MANIFEST } });
        const size = (await answer.arrayBuffer()).byteLength;
        return {
          mediaType: MANIFEST,
          digest,
          size,
          platform: { os: "linux", architecture: ["amd64", "arm64"][at] },
        };
      }),
    );
    const body = JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests });
    const put = await fetch(`${base}/latest`, { method: "PUT", body, headers: { "content-type": INDEX } });
    expect(put.status).toBe(201);
    return { index: `${peers.registryHost}/shop/index@sha256:${sha256(body)}`, children };
  };
  const verified = async (image: string): Promise<number | null> =>
    (await verifyUsual(peers, { verify: `oci://${image}` })).main.exitCode;

  test("neither stands for the other", async () => {
    const [one, other] = [await push(), await push()];
    await mustCosign(peers, ["sign", ...peers.signFlags("v1"), one.index]);
    for (const child of other.children) await mustCosign(peers, ["sign", ...peers.signFlags("v1"), child]);
    expect([await verified(one.index), await verified(one.children[0]!)]).toEqual([0, 1]);
    expect([await verified(other.index), await verified(other.children[0]!)]).toEqual([1, 0]);
  });

  test("what sign/ signs recursively is signed at each", async () => {
    const { index, children } = await push();
    const { run } = await signUsual(peers, { sign: `oci://${index}`, recursive: "true" });
    expect([run.main.exitCode, run.main.exitCode === 0 ? "" : run.log]).toEqual([0, ""]);
    for (const image of [index, ...children]) expect([image, await verified(image)]).toEqual([image, 0]);
  });
});
