import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { type HostileRegistry, hostileRegistry, type Reply, type Trick } from "./verify-hostile.ts";
import {
  BUNDLE,
  failsWith,
  type Inputs,
  type Json,
  MANIFEST,
  mustCosign,
  outcome,
  partsOf,
  PASSES,
  sha256,
  verifyUsual,
} from "./verify-place.ts";

/** A registry that lies: never a pass that it made, never a hang, no login for anybody else. */
let peers: Sigstore;
let registry: HostileRegistry;
let elsewhere: HostileRegistry;
/** Signed in the new scheme; unsigned; signed in the older scheme. */
let signed: string;
let unsigned: string;
let older: string;
beforeAll(async () => {
  peers = await sigstore({ rekor2: false, tsa: false, registry: false });
  const upstream = peers.referrersRegistryHost;
  registry = await hostileRegistry(upstream);
  elsewhere = await hostileRegistry(upstream, "127.0.0.2");
  const push = async (tag: string): Promise<string> => await peers.pushImage(upstream, "shop/api", tag);
  [signed, unsigned, older] = [await push("signed"), await push("unsigned"), await push("older")];
  await mustCosign(peers, ["sign", ...peers.signFlags("v1"), signed]);
  await mustCosign(peers, ["sign", ...peers.legacyFlags(), older]);
});
afterAll(async () => await Promise.all([registry.stop(), elsewhere.stop(), peers.stop()]));
afterEach(() => registry.set(() => undefined));

const asked = (image: string): string => `oci://${registry.host}/shop/api@${partsOf(image).digest}`;
const INDEX = "application/vnd.oci.image.index.v1+json";
const isReferrers = ({ path }: { path: string }): boolean => path.includes("/referrers/");

async function under(trick: Trick, image = signed, inputs: Inputs = {}): Promise<ReturnType<typeof outcome>> {
  registry.set(trick);
  return outcome(await verifyUsual(peers, { verify: asked(image), ...inputs }));
}

/** The true answer with its body changed, as bytes or as JSON. */
const changed = (reply: Reply, body: string | Buffer): Reply => ({ ...reply, body });
const asJson = (reply: Reply): Record<string, Json> => JSON.parse(String(reply.body)) as Record<string, Json>;
const descriptor = (n: number, more: object = {}): object => ({
  mediaType: MANIFEST,
  digest: `sha256:${sha256(`junk ${n}`)}`,
  size: 500,
  artifactType: BUNDLE,
  ...more,
});

/** Lists junk before what is true. */
const listing =
  (junk: readonly object[]): Trick =>
  async (call, original) => {
    if (!isReferrers(call)) return undefined;
    const reply = await original();
    return changed(
      reply,
      JSON.stringify({ ...asJson(reply), manifests: [...junk, ...asJson(reply)["manifests"]] }),
    );
  };

test("as it is, it is believed", async () => {
  expect(await under(() => undefined)).toEqual(PASSES);
  expect(await under(() => undefined, older)).toEqual(PASSES);
  expect(await under(() => undefined, unsigned)).toEqual(failsWith("SIGNATURE_MISSING"));
});

describe("bytes that are not those of the digest", () => {
  test.each<[string, (path: string) => boolean, string]>([
    [
      "an image's manifest",
      (path) => path.endsWith(`manifests/${partsOf(signed).digest}`),
      "REGISTRY_ANSWER_INVALID",
    ],
    [
      "a referrer's manifest",
      (path) => /manifests\/sha256:/.test(path) && !path.includes(partsOf(signed).digest),
      "SIGNATURE_INVALID",
    ],
    ["a bundle", (path) => path.includes("/blobs/"), "SIGNATURE_INVALID"],
  ])("%s", async (_name, isThat, code) => {
    const trick: Trick = async ({ path }, original) => {
      if (!isThat(path)) return undefined;
      const reply = await original();
      return changed(reply, `${String(reply.body)} `);
    };
    expect(await under(trick)).toEqual(failsWith(code));
  });

  test("a header that says another digest than the bytes have", async () => {
    const trick: Trick = async (_call, original) => {
      const reply = await original();
      return { ...reply, headers: { ...reply.headers, "docker-content-digest": partsOf(signed).digest } };
    };
    registry.set(trick);
    const run = await verifyUsual(peers, { verify: `oci://${registry.host}/shop/api:unsigned` });
    expect([outcome(run), run.outputs.get("images")]).toEqual([failsWith("SIGNATURE_MISSING"), ""]);
  });

  test("a tag that is another image at each question is asked once, and what was judged is what is deployed", async () => {
    let asked = 0;
    registry.set(async ({ path }) => {
      if (!path.endsWith("/manifests/latest")) return undefined;
      asked += 1;
      const { digest } = partsOf(asked === 1 ? signed : unsigned);
      const headers = { accept: MANIFEST };
      const answer = await fetch(`http://${peers.referrersRegistryHost}/v2/shop/api/manifests/${digest}`, {
        headers,
      });
      return { status: 200, headers: { "content-type": MANIFEST }, body: await answer.text() };
    });
    const run = await verifyUsual(peers, { verify: `oci://${registry.host}/shop/api:latest has signature` });
    expect([outcome(run), run.outputs.get("images")]).toEqual([
      PASSES,
      `${registry.host}/shop/api@${partsOf(signed).digest}`,
    ]);
    expect(asked).toBe(1);
  });

  test("the signatures of another image", async () => {
    const trick: Trick = async ({ path }) => {
      if (!path.includes(partsOf(unsigned).digest) || !path.includes("/referrers/")) return undefined;
      const answer = await fetch(
        `http://${peers.referrersRegistryHost}/v2/shop/api/referrers/${partsOf(signed).digest}`,
      );
      return { status: 200, headers: { "content-type": INDEX }, body: await answer.text() };
    };
    // What refers to another image is none of this one's.
    expect(await under(trick, unsigned)).toEqual(failsWith("SIGNATURE_MISSING"));
    const tag = (image: string): string => `${partsOf(image).digest.replace(":", "-")}.sig`;
    const legacy: Trick = async ({ path }) => {
      if (!path.includes(tag(unsigned))) return undefined;
      const answer = await fetch(
        `http://${peers.referrersRegistryHost}/v2/shop/api/manifests/${tag(older)}`,
        {
          headers: { accept: MANIFEST },
        },
      );
      return { status: 200, headers: { "content-type": MANIFEST }, body: await answer.text() };
    };
    expect(await under(legacy, unsigned)).toEqual(failsWith("SIGNATURE_INVALID"));
  });
});

describe("junk", () => {
  const many = (count: number, more?: object): object[] =>
    Array.from({ length: count }, (_, n) => descriptor(n, more));

  test.each<[string, readonly object[], readonly unknown[]]>([
    ["5,000 of another kind hide nothing", many(5_000, { artifactType: "application/x-junk" }), PASSES],
    ["600 that are not there hide nothing", many(600), PASSES],
    ["5,000 that may be bundles are too many", many(5_000), failsWith("REGISTRY_ANSWER_INVALID")],
    [
      "what is no descriptor is passed over",
      [null, 5, "x", [], { digest: "sha256:x" }, descriptor(1, { size: -1 })] as object[],
      PASSES,
    ],
    ["sizes beyond reason", [descriptor(1, { size: 1e15 })], PASSES],
  ])("%s", async (_name, junk, expected) => {
    expect(await under(listing(junk))).toEqual(expected);
  });

  test.each<[string, () => { layer?: object; more?: object; blob?: Reply }]>([
    ["whose bundle is not there", () => ({ blob: { status: 404 } })],
    ["whose bundle nobody may read", () => ({ blob: { status: 403 } })],
    ["whose bundle has another size", () => ({ layer: { size: 5 } })],
    ["whose bundle is said to be huge", () => ({ layer: { size: 2 ** 40 } })],
    ["whose bundle is JSON without an end", () => ({ blob: { status: 200, body: "[".repeat(1e6) } })],
    [
      "whose bundle is 15 MiB of blanks",
      () => ({ blob: { status: 200, body: Buffer.alloc(15 << 20, " ") } }),
    ],
    ["whose bundle is no text", () => ({ blob: { status: 200, body: Buffer.from([0xff, 0xfe, 0, 1]) } })],
    ["whose bundle is empty", () => ({ blob: { status: 200, body: "" } })],
    ["without a layer", () => ({ more: { layers: [] } })],
    ["of layers that are none", () => ({ more: { layers: [null, 5, {}] } })],
    ["that is an index too", () => ({ more: { manifests: [] } })],
    ["of another type inside", () => ({ more: { mediaType: INDEX } })],
  ])("a referrer %s hides nothing", async (_name, of) => {
    const { layer = {}, more = {}, blob = { status: 200, body: "{}" } } = of();
    const data = Buffer.from(blob.body ?? "{}");
    const digest = `sha256:${sha256(data)}`;
    const manifest = JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST,
      artifactType: BUNDLE,
      config: { mediaType: "application/vnd.oci.empty.v1+json", digest: `sha256:${sha256("{}")}`, size: 2 },
      layers: [{ mediaType: BUNDLE, digest, size: data.length, ...layer }],
      subject: { mediaType: MANIFEST, digest: partsOf(signed).digest, size: 1 },
      ...more,
    });
    const junk = { ...descriptor(0), digest: `sha256:${sha256(manifest)}`, size: manifest.length };
    const list = listing([junk]);
    const trick: Trick = (call, original) => {
      if (call.path.endsWith(junk.digest))
        return { status: 200, headers: { "content-type": MANIFEST }, body: manifest };
      return call.path.endsWith(`/blobs/${digest}`) ? blob : list(call, original);
    };
    expect(await under(trick)).toEqual(PASSES);
  });

  test("a list that is no list, a page of a portal, text too deep", async () => {
    for (const body of [
      "<html>log in</html>",
      "[".repeat(100_000),
      '{"manifests":5}',
      '{"__proto__":{"manifests":[]}}',
    ])
      for (const type of [INDEX, "text/html"]) {
        const [code] = await under((call) =>
          isReferrers(call) ? { status: 200, headers: { "content-type": type }, body } : undefined,
        );
        expect([body.slice(0, 20), type, code]).toEqual([body.slice(0, 20), type, 1]);
      }
  });

  test.each<[string, Trick, string]>([
    [
      "pages without an end",
      (call) =>
        isReferrers(call)
          ? {
              status: 200,
              headers: {
                "content-type": INDEX,
                link: `<${call.path.split("?")[0]}?n=${Math.random()}>; rel="next"`,
              },
              body: JSON.stringify({ schemaVersion: 2, manifests: [] }),
            }
          : undefined,
      "REGISTRY_ANSWER_INVALID",
    ],
    [
      "a next page at another host",
      (call) =>
        isReferrers(call)
          ? {
              status: 200,
              headers: { "content-type": INDEX, link: `<http://${elsewhere.host}/x>; rel="next"` },
              body: '{"manifests":[]}',
            }
          : undefined,
      "REGISTRY_ANSWER_INVALID",
    ],
    [
      "a manifest of 20 MiB",
      ({ path }) =>
        path.includes("/manifests/sha256:")
          ? { status: 200, headers: { "content-type": MANIFEST }, body: Buffer.alloc(20 << 20, " ") }
          : undefined,
      "REGISTRY_ANSWER_INVALID",
    ],
    [
      "redirects in circles",
      ({ path }) => (path.includes("/manifests/") ? { status: 307, headers: { location: path } } : undefined),
      "REGISTRY_ANSWER_INVALID",
    ],
    [
      "a redirect to a private network",
      ({ path }) =>
        path.includes("/manifests/")
          ? { status: 307, headers: { location: `http://${elsewhere.host}${path}` } }
          : undefined,
      "REGISTRY_ANSWER_INVALID",
    ],
    ["nothing at all", () => ({ status: 404 }), "SUBJECT_NOT_FOUND"],
    ["a refusal", () => ({ status: 403 }), "REGISTRY_REFUSED"],
  ])("%s", async (_name, trick, code) => {
    const before = elsewhere.calls.length;
    expect(await under(trick)).toEqual(failsWith(code));
    expect(elsewhere.calls.length).toBe(before);
  });

  test("an answer that never ends is ended by the timeout", async () => {
    for (const part of ["/manifests/sha256:", "/referrers/", "/blobs/"]) {
      const trick: Trick = ({ path }) =>
        path.includes(part)
          ? { status: 200, headers: { "content-type": INDEX }, body: "{", dripMs: 100 }
          : undefined;
      const started = performance.now();
      const [code, log] = await under(trick, signed, { timeout: "3" });
      expect([part, code, log]).toEqual([part, 1, expect.stringContaining("did not answer in time")]);
      expect(performance.now() - started).toBeLessThan(15_000);
    }
  });
});
