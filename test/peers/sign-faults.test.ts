import { expect, test } from "vitest";
import { judgeImage } from "../harness/servers/sigstore-verifiers.ts";
import type { SigningKind } from "../harness/servers/sigstore-trust.ts";
import { firstTimes, type SignService, someTimes, TROUBLES } from "./sign-proxy.ts";
import { proxiedSigstore } from "./sign-proxied.ts";

const { peers, proxies, sign } = proxiedSigstore();

const FILES = Object.fromEntries(
  Array.from({ length: 30 }, (_, index) => [`dist/${index}.tgz`, `artifact ${index}`]),
);

/** Calls of a service, by method and path. */
const calls = (service: SignService, method: string, at = /./): number =>
  proxies().passed.filter((one) => one.service === service && one.method === method && at.test(one.path))
    .length;

const imagesAt = async (name: string): Promise<string[]> =>
  Promise.all(
    [peers().registryHost, peers().referrersRegistryHost].map((host) =>
      peers().pushImage(host, `shop/${name}`, "one"),
    ),
  );

/** 30 signatures of files; of each image one statement and one payload. */
const ENTRIES = 30 + 2 * 2;

test("a run without faults asks for one token and one certificate, and the log once for each signature", async () => {
  const before = await proxies().size("rekor1");
  const run = await sign("v1", { inputs: { sign: "dist/*.tgz" }, untracked: FILES });
  expect([run.main.exitCode, calls("oidc", "GET"), calls("fulcio", "POST")]).toEqual([0, 1, 1]);
  expect(calls("rekor1", "POST")).toBe(30);
  expect(proxies().passed).toHaveLength(30 + 2);
  expect((await proxies().size("rekor1")) - before).toBe(30);
  const stamped = await sign("v2", { inputs: { sign: "dist/*.tgz" }, untracked: FILES });
  expect([stamped.main.exitCode, calls("rekor2", "POST"), calls("tsa", "POST")]).toEqual([0, 30, 30]);
  expect(proxies().passed).toHaveLength(2 * 30 + 2);
});

test.each([1, 2, 3])(
  "with one call in ten going wrong (seed %i), 30 files and 2 images are signed once each",
  async (seed) => {
    const images = await imagesAt(`often-${seed}`);
    const before = await proxies().size("rekor1");
    proxies().decide(someTimes(seed, 0.1));
    const subjects = images.map((image) => `oci://${proxies().through(image)}`);
    const run = await sign("v1", {
      inputs: { sign: ["dist/*.tgz", ...subjects].join("\n") },
      untracked: FILES,
    });
    expect([run.main.exitCode, run.main.exitCode === 0 ? "" : run.log]).toEqual([0, ""]);
    expect(proxies().passed.filter(({ trouble }) => trouble !== undefined).length).toBeGreaterThan(3);
    expect((await proxies().size("rekor1")) - before).toBe(ENTRIES);
    proxies().decide(() => undefined);
    for (const image of images)
      for (const legacy of [false, true]) {
        const { code, stderr } = await judgeImage(peers(), legacy ? "cosign-2" : "cosign", {
          kind: "v1",
          image,
          legacy,
        });
        expect([code, code === 0 ? "" : stderr]).toEqual([0, ""]);
      }
    expect(run.post?.log).toMatch(/Looked at \d+ tags? of signatures again: all are there/);
    expect(
      run.files.afterPost.map(({ path }) => path).filter((name) => /tags-|\.tmp|\.part/.test(name)),
    ).toEqual([]);
  },
);

test.each([1, 2])("the same with a log of version 2 and an authority (seed %i)", async (seed) => {
  const before = await proxies().size("rekor2");
  proxies().decide(someTimes(seed, 0.1));
  const run = await sign("v2", { inputs: { sign: "dist/*.tgz" }, untracked: FILES });
  expect([run.main.exitCode, run.main.exitCode === 0 ? "" : run.log]).toEqual([0, ""]);
  // What this log has already it cannot tell: an entry whose answer got lost is made anew, and said.
  const said = run.log.includes("belongs to no bundle");
  const lost = proxies().passed.filter(
    ({ service, trouble }) => service === "rekor2" && trouble === "lost",
  ).length;
  expect((await proxies().size("rekor2")) - before).toBe(30 + lost);
  if (lost > 0) expect(said).toBe(true);
});

const SERVICES: readonly SignService[] = [
  "oidc",
  "fulcio",
  "rekor1",
  "rekor2",
  "tsa",
  "registry",
  "referrers",
];

test.each(SERVICES.flatMap((service) => TROUBLES.map((trouble) => [service, trouble] as const)))(
  "%s: %s at its first call is got over",
  async (service, trouble) => {
    const isRegistry = service === "registry" || service === "referrers";
    const kind: SigningKind = service === "rekor2" || service === "tsa" ? "v2" : "v1";
    const log = kind === "v2" ? "rekor2" : "rekor1";
    const image = isRegistry
      ? await peers().pushImage(
          service === "registry" ? peers().registryHost : peers().referrersRegistryHost,
          `shop/${trouble}`,
          "one",
        )
      : undefined;
    const before = await proxies().size(log);
    proxies().decide(firstTimes(service, trouble));
    const run = await sign(kind, {
      inputs: { sign: image === undefined ? "app.tgz" : `oci://${proxies().through(image)}` },
      untracked: { "app.tgz": "the artifact" },
    });
    expect([run.main.exitCode, run.main.exitCode === 0 ? "" : run.log]).toEqual([0, ""]);
    expect(proxies().passed.filter((one) => one.trouble === trouble)).toHaveLength(1);
    const orphans = service === "rekor2" && trouble === "lost" ? 1 : 0;
    expect((await proxies().size(log)) - before).toBe((image === undefined ? 1 : 2) + orphans);
    if (orphans === 1) expect(run.log).toContain("belongs to no bundle");
  },
);
