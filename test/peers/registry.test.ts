import child from "node:child_process";
import readline from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseImageReference } from "../../src/signing/image-reference.ts";
import type { ImageSubject } from "../../src/signing/subject.ts";
import { sigstore } from "../harness/servers/sigstore.ts";
import type { Sigstore } from "../harness/servers/sigstore.ts";
import { attachAll, plainRegistry, registryHost, type Round, type RoundDone } from "./registry-writer.ts";

let peers: Sigstore;
beforeAll(
  async () => void (peers = await sigstore({ ctlog: false, rekor1: false, rekor2: false, tsa: false })),
);
afterAll(() => peers.stop());

const { signal } = new AbortController();
const PREDICATE = { predicateType: "https://example.com/round" };

async function pushed(host: string, repository: string): Promise<ImageSubject> {
  const reference = parseImageReference(await peers.pushImage(host, repository, "one"));
  return plainRegistry(registryHost()).resolve(reference, signal);
}

/** What each of the three places has of an image, by the names that were attached. */
async function namesAt(image: ImageSubject): Promise<Record<"bundles" | "sig" | "att", string[]>> {
  const registry = plainRegistry(registryHost());
  const names = async (kind: "sig" | "att"): Promise<string[]> =>
    (await registry.readLegacy(image, kind, undefined, signal)).map(
      ({ annotations }) => annotations["name"] ?? "",
    );
  const referrers = await registry.referrers(image, undefined, signal);
  const bundles = await Promise.all(
    referrers.map(async (one) => {
      const found = await registry.bundle(image, one, undefined, signal);
      return (JSON.parse(found?.text ?? "{}") as { name?: string }).name ?? "";
    }),
  );
  return {
    bundles: bundles.toSorted(),
    sig: (await names("sig")).toSorted(),
    att: (await names("att")).toSorted(),
  };
}

describe.each([
  ["without the referrers API", () => peers.registryHost, "tag"],
  ["with the referrers API", () => peers.referrersRegistryHost, "referrers"],
])("a registry %s", (_, host, how) => {
  test("takes and gives back what is attached, in both schemes", async () => {
    const image = await pushed(host(), "shop/both");
    const registry = plainRegistry(registryHost());
    await registry.canPush(image.reference, signal);
    expect((await registry.attach(image, '{"name":"x"}', PREDICATE, signal)).how).toBe(how);
    await attachAll({ image, name: "one" });
    await attachAll({ image, name: "two" });
    expect(await namesAt(image)).toEqual({
      bundles: ["one", "two", "x"],
      sig: ["one", "two"],
      att: ["one", "two"],
    });
  });

  test("keeps signatures in another repository", async () => {
    const image = await pushed(host(), "shop/apart");
    const target = { registry: host(), repository: "shop/signatures" };
    const registry = plainRegistry(registryHost());
    await registry.attach(image, "{}", { ...PREDICATE, in: target }, signal);
    expect(await registry.referrers(image, target, signal)).toHaveLength(1);
    expect(await registry.referrers(image, undefined, signal)).toEqual([]);
  });

  test("does not know what is not there", async () => {
    const reference = parseImageReference(`${host()}/shop/nothing:none`);
    await expect(plainRegistry(registryHost()).resolve(reference, signal)).rejects.toMatchObject({
      code: "SUBJECT_NOT_FOUND",
    });
  });
});

describe.each(["basic", "bearer"] as const)("a registry that asks for a login (%s)", (kind) => {
  test("gets that of docker's file, for a bundle and for the older scheme", async () => {
    const image = await pushed(peers.registryHost, `shop/${kind}`);
    const guard = await peers.guard(kind);
    const config = guard.dockerConfig(`${peers.folder}/${kind}`);
    const registry = plainRegistry(registryHost({ DOCKER_CONFIG: config }));
    const guarded = { ...image, reference: { ...image.reference, registry: guard.host } };
    await registry.canPush(guarded.reference, signal);
    expect((await registry.attach(guarded, "{}", PREDICATE, signal)).how).toBe("tag");
    const layer = {
      mediaType: "application/vnd.dsse.envelope.v1+json",
      bytes: Buffer.from("{}"),
      annotations: {},
    };
    await registry.attachLegacy(guarded, "att", layer, undefined, signal);
    await registry.settle(signal);
    expect(await registry.readLegacy(guarded, "att", undefined, signal)).toHaveLength(1);
    expect(guard.tokens).toHaveLength(kind === "bearer" ? 2 : 0);
  });

  test("says what is missing to whoever has none", async () => {
    const guard = await peers.guard(kind, { anonymousPull: true });
    const target = { registry: guard.host, repository: "shop/api" };
    const refusal = plainRegistry(registryHost()).canPush(target, signal);
    await expect(refusal).rejects.toMatchObject({
      code: "REGISTRY_REFUSED",
      fix: expect.stringContaining(`docker login ${guard.host}`) as unknown,
    });
  });
});

/** A process that attaches, a round for each call. */
function writer(): { round: (round: Round) => Promise<RoundDone>; end: () => void } {
  const file = new URL("registry-writer.ts", import.meta.url).pathname;
  const running = child.spawn(process.execPath, [file], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = readline.createInterface({ input: running.stdout })[Symbol.asyncIterator]();
  return {
    round: async (round) => {
      running.stdin.write(`${JSON.stringify(round)}\n`);
      const line = await lines.next();
      if (line.done === true) throw new Error("the writer has ended");
      return JSON.parse(line.value) as RoundDone;
    },
    end: () => running.stdin.end(),
  };
}

const PROCESSES = 8;
const ROUNDS = 20;
/** Two minutes on an idle machine. */
const TIMEOUT_MS = 900_000;

// What cannot be shown here, since distribution has no If-Match: see createTagWriter.
test(
  "8 processes on one image, 20 rounds: nothing is lost under any of the three tags",
  { timeout: TIMEOUT_MS },
  async () => {
    const image = await pushed(peers.registryHost, "shop/crowded");
    const writers = Array.from({ length: PROCESSES }, writer);
    const expected: string[] = [];
    let again = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const names = writers.map((_, index) => `round-${round}-process-${index}`);
      const done = await Promise.all(
        writers.map(async (one, index) => one.round({ image, name: names[index]! })),
      );
      again += done.reduce((sum, one) => sum + one.again, 0);
      expected.push(...names);
      const sorted = expected.toSorted();
      expect(await namesAt(image)).toEqual({ bundles: sorted, sig: sorted, att: sorted });
    }
    for (const one of writers) one.end();
    // They did get into each other's way.
    expect(again).toBeGreaterThan(0);
  },
);
