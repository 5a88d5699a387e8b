import { expect, test } from "vitest";
import type { Answer } from "../harness/servers/control.ts";
import { judgeImage } from "../harness/servers/sigstore-verifiers.ts";
import { type Decide, never, type SignService } from "./sign-proxy.ts";
import { keptBundles, proxiedSigstore, unfinished } from "./sign-proxied.ts";

const { peers, proxies, sign } = proxiedSigstore();

/** What is waiting for an answer when the run is killed. */
interface Held {
  readonly decide: Decide;
  /** When all are waiting. */
  readonly reached: Promise<void>;
}

/** Lets so many calls wait for ever; where they go `through`, the service gets them. */
function hold(which: SignService, on: RegExp, calls: number, through = false): Held {
  let count = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  const wait = (): Answer => {
    count += 1;
    if (count === calls) resolve();
    return never();
  };
  return {
    decide: (service, { method, path }, next) => {
      if (service !== which || !on.test(`${method} ${path}`)) return undefined;
      return through ? next().then(wait) : wait();
    },
    reached: promise,
  };
}

const TAG = /^PUT .*manifests\/sha256-/;

interface Point {
  readonly hold: () => Held;
  /** How many entries are in the log by then. */
  readonly entries: number;
  /** What post says. */
  readonly post: RegExp;
  /** Whether a signature is where verifiers find it after post: in the new scheme, in the old one. */
  readonly found: readonly [boolean, boolean];
  readonly kept: number;
}

const POINTS: readonly (readonly [string, Point])[] = [
  [
    "before the certificate",
    {
      hold: () => hold("fulcio", /POST/, 1),
      entries: 0,
      post: /log may hold up to 2 entries.*Nothing was published/s,
      found: [false, false],
      kept: 0,
    },
  ],
  [
    "in the log",
    {
      hold: () => hold("rekor1", /POST/, 2, true),
      entries: 2,
      post: /log may hold up to 2 entries.*Nothing was published/s,
      found: [false, false],
      kept: 0,
    },
  ],
  [
    "between the log and the registry",
    {
      hold: () => hold("registry", /^HEAD .*blobs/, 2),
      entries: 2,
      post: /before all of its signatures were published[^]*publish: \|/,
      found: [false, false],
      kept: 2,
    },
  ],
  [
    "in the first write of a tag, which did not get there",
    {
      hold: () => hold("registry", TAG, 2),
      entries: 2,
      post: /before all of its signatures were published[^]*lacks a signature of this run/,
      found: [false, false],
      kept: 2,
    },
  ],
  [
    "in the writes of tags, which got there",
    {
      hold: () => hold("registry", TAG, 2, true),
      entries: 2,
      post: /before all of its signatures were published[^]*Looked at 2 tags of signatures again: all are there/,
      found: [true, true],
      kept: 2,
    },
  ],
];

test.each(POINTS)(
  "killed %s: post says what stands, no file is half written, and bundles can be published",
  async (_, point) => {
    const image = await peers().pushImage(peers().registryHost, "shop/killed", "one");
    const before = await proxies().size("rekor1");
    const held = point.hold();
    proxies().decide(held.decide);
    let kept: Record<string, string> = {};
    const run = await sign("v1", {
      inputs: { sign: `oci://${proxies().through(image)}` },
      kill: { signal: "SIGKILL", when: held.reached },
      laterStep: ({ folder }) => {
        kept = keptBundles(folder);
        proxies().decide(() => undefined);
      },
    });
    expect(run.main.signal).toBe("SIGKILL");
    expect(run.post?.exitCode).toBe(0);
    expect(run.post?.log).toMatch(point.post);
    expect(run.log).not.toMatch(/PRIVATE KEY/);
    expect([(await proxies().size("rekor1")) - before, Object.keys(kept).length]).toEqual([
      point.entries,
      point.kept,
    ]);
    expect(unfinished(run)).toEqual([]);
    for (const [name, text] of Object.entries(kept))
      expect([name, typeof JSON.parse(text)]).toEqual([name, "object"]);
    const found = async (): Promise<boolean[]> => [
      (await judgeImage(peers(), "cosign", { kind: "v1", image, legacy: false })).code === 0,
      (await judgeImage(peers(), "cosign-2", { kind: "v1", image, legacy: true })).code === 0,
    ];
    expect(await found()).toEqual(point.found);
    if (point.kept === 0) return;
    const size = await proxies().size("rekor1");
    const again = await sign("v1", {
      inputs: { sign: `oci://${proxies().through(image)}`, publish: Object.keys(kept).join("\n") },
      untracked: kept,
    });
    expect([again.main.exitCode, await found(), await proxies().size("rekor1")]).toEqual([
      0,
      [true, true],
      size,
    ]);
  },
);

test.each(POINTS)("cancelled %s: it ends in time, and says so", async (_, point) => {
  const image = await peers().pushImage(peers().registryHost, "shop/cancelled", "one");
  const held = point.hold();
  proxies().decide(held.decide);
  const run = await sign("v1", {
    inputs: { sign: `oci://${proxies().through(image)}` },
    kill: { signal: "SIGTERM", when: held.reached },
    laterStep: () => proxies().decide(() => undefined),
  });
  expect(run.main.exitCode).toBe(1);
  // The runner kills what has not ended 7.5 seconds later.
  expect(run.main.durationMs).toBeLessThan(7_500);
  expect(run.main.log).toMatch(/cancelled|stopped|interrupted/i);
  expect(run.main.annotations.filter(({ severity }) => severity === "error").length).toBeGreaterThan(0);
  if (point.kept === 0 && point.entries > 0) expect(run.main.log).toMatch(/to no bundle/);
  expect(
    run.outputs
      .get("bundles")
      ?.split("\n")
      .filter((line) => line !== "") ?? [],
  ).toHaveLength(point.kept);
  expect(unfinished(run)).toEqual([]);
});
