import { expect, test } from "vitest";
import { ownTags } from "../../../src/entries/sign-tags.ts";
import type { PendingTag } from "../../../src/signing/registry/registry.ts";
import { HEX, IMAGE, planOf } from "../commands/signing-fakes.ts";

const OWN = `sha256-${HEX}`;
const tag = (more: Partial<PendingTag> = {}): PendingTag => ({
  registry: "ghcr.io",
  repository: "liquid-hive/api",
  tag: OWN,
  shape: "index",
  puts: [`sha256:${HEX}`],
  own: [HEX],
  ...more,
});
const plan = (inputs: Readonly<Record<string, string>>) => {
  const read = planOf(inputs);
  expect(read.problems).toEqual([]);
  return read.plan;
};

test.each<[string, Partial<PendingTag>, boolean]>([
  ["the list of referrers", {}, true],
  ["signatures", { tag: `${OWN}.sig`, shape: "layers" }, true],
  ["attestations", { tag: `${OWN}.att`, shape: "layers" }, true],
  ["another host, which would get the login", { registry: "registry.example" }, false],
  ["another repository of the same host", { repository: "liquid-hive/web" }, false],
  ["a tag that is deployed", { tag: "latest" }, false],
  ["a tag that only begins so", { tag: `${OWN}.sig.old` }, false],
])("post looks at what the inputs name alone: %s", (_name, more, isOwn) => {
  expect(ownTags([tag(more)], plan({ sign: `oci://${IMAGE}` }))).toEqual(isOwn ? [tag(more)] : []);
});

test("an image that is only attested counts, and signatures-in stands in the image's place", () => {
  const attest = `https://example.com/t = t.json for oci://${IMAGE}`;
  expect(ownTags([tag()], plan({ attest }))).toHaveLength(1);
  const elsewhere = plan({ sign: `oci://${IMAGE}`, "signatures-in": "registry.example/kept" });
  const kept = tag({ registry: "registry.example", repository: "kept" });
  expect(ownTags([tag(), kept], elsewhere)).toEqual([kept]);
});
