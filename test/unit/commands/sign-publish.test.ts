import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { ReadyToPublish } from "../../../src/commands/sign-check.ts";
import { factsOf, plannedFacts } from "../../../src/commands/sign-facts.ts";
import { publish, type Published } from "../../../src/commands/sign-publish.ts";
import type { Made } from "../../../src/commands/sign-work.ts";
import type { SigningParts } from "../../../src/commands/signing.ts";
import { signingOutputs } from "../../../src/commands/signing-facts.ts";
import { Failure } from "../../../src/kernel/errors.ts";
import type { Registry } from "../../../src/signing/registry/registry.ts";
import type { Trust } from "../../../src/signing/trust/instances.ts";
import { WITH_LOG_1 } from "../signing/fake-services.ts";
import { CANARY, type FakeParts, HEX, IMAGE, never, partsOf, planOf, signedThings } from "./signing-fakes.ts";

const TRUST = {
  instance: {
    name: "private",
    source: "trusted_root.json",
    requires: { log: true, sct: true, timestamp: false },
  },
  services: WITH_LOG_1,
  notes: [],
} as unknown as Trust;

interface Run extends FakeParts, Published {
  readonly ready: ReadyToPublish;
  readonly made: readonly Made[];
}

/** Publishes a file, an image's signature in both schemes and its provenance. */
async function run(
  inputs: Record<string, string> = {},
  {
    own = {},
    files = true,
    ...more
  }: Partial<SigningParts> & { own?: Partial<Registry>; files?: boolean } = {},
): Promise<Run> {
  const fakes = partsOf(
    { "dist/app.tgz": "the artifact" },
    { own: { ...legacyRegistry(), ...own }, ...more },
  );
  const things = await signedThings(fakes.parts.host.workspace);
  const provenance = { what: "provenance", predicateType: "https://slsa.dev/provenance/v1" };
  const made: Made[] = [
    things.message,
    await things.statement(),
    await things.statement(provenance),
    things.payload,
  ].map(vouched);
  const { plan } = planOf({ sign: `dist/app.tgz\noci://${IMAGE}`, attest: "provenance", ...inputs });
  const work = {
    messages: [things.message.file],
    statements: made.flatMap((one) => (one.kind === "statement" ? [one.work] : [])),
    payloads: [things.payload.work],
  };
  const schemes = { referrers: true, legacy: true };
  const ready: ReadyToPublish = {
    plan,
    work,
    trust: TRUST,
    registry: fakes.parts.registry(plan.inputs),
    schemes,
  };
  return { ...fakes, ready, made, ...(await publish(fakes.parts, ready, made, never, files)) };
}

const legacyRegistry = (): Partial<Registry> => {
  const layers: object[] = [];
  return {
    attachLegacy: async (image, kind, layer) => {
      layers.push(layer);
      const tag = `${image.reference.digest.replace(":", "-")}.${kind}`;
      return await Promise.resolve({ how: "tag", tag } as never);
    },
    readLegacy: async () => await Promise.resolve(layers as never),
  };
};

const verbOf = (command: string): string => command.split(" ").slice(0, 2).join(" ");

/** The certificate of the fake names nobody who vouched. */
const vouched = <M extends Made>(made: M): M => {
  const { certificate } = made.signed;
  const facts = {
    ...certificate.facts,
    issuer: "https://token.actions.githubusercontent.com",
    sourceRepository: "https://github.com/liquid-hive/shop",
    sourceRef: "refs/heads/main",
    buildSigner: certificate.facts.san,
  };
  return { ...made, signed: { ...made.signed, certificate: { ...certificate, facts } } };
};

const placesOf = ({ made, places }: Run): string[][] =>
  made.map((one) => places.get(one)!.map(({ form }) => form));

test("everything gets to where it belongs, and the order is that of the work", async () => {
  const done = await run({ "legacy-files": "true" });
  expect([done.failures, done.notes]).toEqual([[], []]);
  expect(placesOf(done)).toEqual([
    ["bundle", ".sig", ".pem"],
    ["statement", "referrer"],
    ["statement", "referrer", ".att tag"],
    ["statement", ".sig tag"],
  ]);
  const { workspace } = done.parts.host;
  expect(fs.readdirSync(path.join(workspace, "dist")).toSorted()).toEqual([
    "app.tgz",
    "app.tgz.pem",
    "app.tgz.sig",
    "app.tgz.sigstore.json",
  ]);
  expect(done.listed).toEqual([
    expect.objectContaining({ kind: "file", path: path.join(workspace, "dist/app.tgz") }),
    { kind: "oci", name: "ghcr.io/liquid-hive/api", digest: `sha256:${HEX}` },
    { kind: "oci", name: "ghcr.io/liquid-hive/api", digest: `sha256:${HEX}` },
  ]);
  expect(done.journal.at(-1)).toBe("done");
});

test("bundles of an earlier run are pushed and not written again", async () => {
  const done = await run({}, { files: false });
  expect(placesOf(done)).toEqual([[], ["referrer"], ["referrer", ".att tag"], [".sig tag"]]);
  expect(fs.readdirSync(path.join(done.parts.host.workspace, "dist"))).toEqual(["app.tgz"]);
});

test("what cannot be pushed names the bundle that a later step can push, and stops nothing else", async () => {
  const refused = new Failure("REGISTRY_REFUSED", "No.", { fix: "docker login ghcr.io", requestId: "r-1" });
  const done = await run({}, { own: { attachLegacy: async () => await Promise.reject(refused) } });
  expect(placesOf(done)).toEqual([
    ["bundle"],
    ["statement", "referrer"],
    ["statement", "referrer"],
    ["statement"],
  ]);
  // One for both that failed alike.
  expect(done.failures.map(({ code, requestId }) => [code, requestId])).toEqual([["NOT_PUBLISHED", "r-1"]]);
  const { fix } = done.failures[0]!;
  expect(fix).toContain("docker login ghcr.io\n");
  expect(fix?.match(/^ {2}\S+$/gm)).toHaveLength(2);
});

test.each<[string, Partial<Registry>, string]>([
  [
    "tags that do not change",
    { attachLegacy: async () => await Promise.resolve({ how: "immutable" } as never) },
    "referrers only",
  ],
  [
    "no place at all",
    { attach: async () => await Promise.resolve({ how: "immutable" } as never) },
    "no referrers API",
  ],
])("a registry with %s is a note, and no failure", async (_, own, words) => {
  const { notes, failures } = await run({}, { own });
  expect([failures, notes.join()]).toEqual([[], expect.stringContaining(words)]);
});

test("what the registry does not give back is not published", async () => {
  const { failures } = await run({}, { own: { referrers: async () => await Promise.resolve([]) } });
  expect(failures.map(({ code, message }) => [code, message])).toEqual([
    ["NOT_PUBLISHED", expect.stringContaining("does not give it back")],
    ["NOT_PUBLISHED", expect.stringContaining("does not give it back")],
  ]);
});

test("a disk that is full is a failure, and what can be pushed is", async () => {
  const { parts, failures, asked } = await run({}, { folder: path.join("/dev/null", "x") });
  expect(failures.length).toBeGreaterThan(0);
  expect([asked.filter((name) => name === "attach").length, parts.folder]).toEqual([2, "/dev/null/x"]);
});

test("statements go to GitHub too where that is asked for; what it refuses is no longer undone", async () => {
  const sent: string[] = [];
  const github: SigningParts["github"] = () => ({
    check: async () => await Promise.resolve(),
    list: async () => await Promise.resolve([]),
    upload: async (_, digest) => {
      sent.push(digest);
      if (sent.length === 1) throw new Failure("ATTESTATION_REFUSED", "No.");
      return await Promise.resolve("https://github.com/liquid-hive/api/attestations/1");
    },
  });
  const done = await run({ "github-attestations": "true" }, { github });
  expect([sent, done.failures.map(({ code }) => code)]).toEqual([
    [`sha256:${HEX}`, `sha256:${HEX}`],
    ["NOT_PUBLISHED"],
  ]);
  expect(placesOf(done)[2]).toContain("GitHub");
});

test("the facts tell of each what it is, where it is, and how it is checked", async () => {
  const { ready, made, places, notes } = await run();
  const certificate = made[0]!.signed.certificate;
  const facts = factsOf(ready, { certificate, made, places, notes, failed: undefined });
  expect(facts.artifacts.map(({ subject, what, digest }) => [subject, what, digest])).toEqual([
    ["dist/app.tgz", "signature", expect.stringMatching(/^sha256:[0-9a-f]{64}$/)],
    [IMAGE, "signature", `sha256:${HEX}`],
    [IMAGE, "provenance", `sha256:${HEX}`],
    [IMAGE, "signature", `sha256:${HEX}`],
  ]);
  expect(
    facts.artifacts.map(({ log, commands }) => [log !== undefined, [...new Set(commands.map(verbOf))]]),
  ).toEqual([
    [true, ["cosign verify-blob"]],
    [true, ["cosign verify"]],
    [true, ["cosign verify-attestation", "gh attestation"]],
    [true, ["cosign verify"]],
  ]);
  const outputs = new Map(signingOutputs(facts));
  expect(outputs.get("images")).toBe(IMAGE);
  expect(outputs.get("bundles")?.split("\n")).toHaveLength(4);
  expect(Object.keys(JSON.parse(outputs.get("digests") ?? "{}") as object)).toEqual(["dist/app.tgz", IMAGE]);
  expect(outputs.get("verify-commands")).toContain("cosign verify");
  expect(JSON.stringify(facts)).not.toContain(CANARY);
  expect(signingOutputs(undefined)).toEqual([]);
});

test("a plan has nothing that only signing gives", async () => {
  const { ready } = await run();
  const facts = plannedFacts(ready);
  expect(facts).toMatchObject({ dryRun: true, identity: "", until: undefined, failed: undefined });
  expect(facts.artifacts.map(({ what, places, log, commands }) => [what, places, log, commands])).toEqual(
    ["signature", "signature", "provenance", "signature"].map((what) => [what, [], undefined, []]),
  );
});
