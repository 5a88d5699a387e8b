import { expect, test } from "vitest";
import { findNamed, findSubjects } from "../../../src/commands/sign-subjects.ts";
import { workOf } from "../../../src/commands/sign-statements.ts";
import type { SignWork } from "../../../src/commands/sign-work.ts";
import { SIGNATURE_PREDICATE } from "../../../src/signing/bundle.ts";
import { createSigner } from "../../../src/signing/signer.ts";
import type { ImageSubject } from "../../../src/signing/subject.ts";
import { WITH_LOG_1 } from "../signing/fake-services.ts";
import { HEX, IMAGE, imageOf, never, partsOf, planOf } from "./signing-fakes.ts";

const OTHER = "b".repeat(64);
const INDEX = imageOf();
const CHILD = imageOf(`ghcr.io/liquid-hive/api@sha256:${OTHER}`, { of: INDEX.reference });
const FILES = {
  "dist/a.tgz": "a",
  "dist/b.tgz": "b",
  "dist/b.tgz.sigstore.json": "{}",
  SHA256SUMS: `${HEX}  elsewhere.tgz\n`,
  "a.json": JSON.stringify({ spdxVersion: "SPDX-2.3", SPDXID: "SPDXRef-DOCUMENT", name: "a", packages: [] }),
  "custom.json": '{"ok":true}',
};
const CLAIMS = {
  iss: "https://token.actions.githubusercontent.com",
  sub: "repo:liquid-hive/shop:ref:refs/heads/main",
  repository: "liquid-hive/shop",
  repository_id: "1",
  repository_owner_id: "2",
  ref: "refs/heads/main",
  sha: "c".repeat(40),
  event_name: "push",
  run_id: "3",
  run_attempt: "1",
  runner_environment: "github-hosted",
  workflow_ref: "liquid-hive/shop/.github/workflows/deploy.yml@refs/heads/main",
  job_workflow_ref: "liquid-hive/shop/.github/workflows/deploy.yml@refs/heads/main",
};

const find = async (inputs: Record<string, string>, images: readonly ImageSubject[] = []) => {
  const { parts, fake } = partsOf(FILES);
  const { plan, problems } = planOf(inputs);
  expect(problems).toEqual([]);
  const found = await findSubjects(
    parts,
    plan,
    findNamed(parts, plan),
    images,
    createSigner(WITH_LOG_1, fake.host),
    never,
  );
  return { found, plan, parts };
};
const namesOf = (files: readonly { readonly subject: { readonly name: string } }[]): string[] =>
  files.map(({ subject }) => subject.name);

test("files are found once, signatures never, and what was left out is said", async () => {
  const { found } = await find({ sign: "dist/*\ndist/a.tgz" });
  expect(namesOf(found.signed)).toEqual(["dist/a.tgz", "dist/b.tgz"]);
  expect(found.notes.join()).toContain("dist/b.tgz.sigstore.json");
});

test("what a line of attest names beside those is hashed, not signed", async () => {
  const { found } = await find({
    sign: "dist/a.tgz",
    attest: "https://x.example/t = custom.json for dist/*.tgz",
  });
  expect(namesOf(found.signed)).toEqual(["dist/a.tgz"]);
  expect(namesOf(found.of.get(1)?.files ?? [])).toEqual(["dist/a.tgz", "dist/b.tgz"]);
});

test("stdin has the name that the line gives it", async () => {
  const { found } = await find({ sign: "- = out.bin" });
  expect(namesOf(found.signed)).toEqual(["out.bin"]);
});

test.each<[string, Record<string, string>, number]>([
  ["an index with all in it", { sign: `oci://${IMAGE}` }, 2],
  ["a part alone", { sign: `oci://ghcr.io/liquid-hive/api@sha256:${OTHER}` }, 1],
  ["none of another name", { sign: `oci://ghcr.io/liquid-hive/web@sha256:${HEX}` }, 0],
])("an image's line means %s", async (_, inputs, count) => {
  const { found } = await find(inputs, [INDEX, CHILD]);
  expect(found.images).toHaveLength(count);
});

test.each([
  [{ sign: "none/*.tgz" }, "SUBJECT_NOT_FOUND"],
  [{ sign: "dist/a.tgz", attest: "provenance", checksums: "none" }, "ENOENT"],
])("%j fails with %s", async (inputs, code) => {
  await expect(find(inputs)).rejects.toMatchObject({ code });
});

const BOTH = { referrers: true, legacy: true };
const work = async (
  inputs: Record<string, string>,
  schemes = BOTH,
  images: readonly ImageSubject[] = [],
): Promise<SignWork> => {
  const { found, plan, parts } = await find(inputs, images);
  return workOf(parts, plan, found, CLAIMS, schemes);
};
const shown = ({ messages, statements, payloads }: SignWork): unknown => [
  namesOf(messages),
  statements.map(({ what, subjects }) => [what, subjects.map(({ name }) => name)]),
  payloads.length,
];

test.each<[string, Record<string, string>, unknown]>([
  ["bundle", {}, [["dist/a.tgz", "dist/b.tgz"], [], 0]],
  ["statement", {}, [[], [["signature", ["dist/a.tgz", "dist/b.tgz", "elsewhere.tgz"]]], 0]],
  [
    "both",
    {},
    [["dist/a.tgz", "dist/b.tgz"], [["signature", ["dist/a.tgz", "dist/b.tgz", "elsewhere.tgz"]]], 0],
  ],
])("files as %s", async (format, more, expected) => {
  const sums: Record<string, string> = format === "bundle" ? {} : { checksums: "SHA256SUMS" };
  expect(shown(await work({ sign: "dist/*.tgz", "file-format": format, ...sums, ...more }))).toEqual(
    expected,
  );
});

test.each([
  [{ referrers: true, legacy: false }, [[], [["signature", [IMAGE.split("@")[0]]]], 0]],
  [{ referrers: false, legacy: true }, [[], [], 1]],
  [BOTH, [[], [["signature", [IMAGE.split("@")[0]]]], 1]],
])("images in %j", async (schemes, expected) => {
  expect(shown(await work({ sign: `oci://${IMAGE}` }, schemes, [INDEX]))).toEqual(expected);
});

test("annotations are signed with images alone; a statement without for is about all", async () => {
  const { statements, payloads } = await work(
    {
      sign: `dist/*.tgz\noci://${IMAGE}`,
      "file-format": "both",
      annotations: "env=prod",
      attest: "provenance",
      checksums: "SHA256SUMS",
    },
    BOTH,
    [INDEX],
  );
  expect(
    statements.map(({ annotations, predicateType }) => [predicateType === SIGNATURE_PREDICATE, annotations]),
  ).toEqual([
    [true, {}],
    [true, { env: "prod" }],
    [false, {}],
  ]);
  expect(Buffer.from(payloads[0]?.payload ?? "").toString()).toContain('"env":"prod"');
  expect(statements[2]?.subjects.map(({ name }) => name)).toEqual([
    "dist/a.tgz",
    "dist/b.tgz",
    "elsewhere.tgz",
    "ghcr.io/liquid-hive/api",
  ]);
});

test("a statement with for is about that alone", async () => {
  const { statements } = await work({
    sign: "dist/*.tgz",
    attest: "spdxjson = a.json for dist/a.tgz\nhttps://x.example/t = custom.json for dist/b.tgz",
  });
  expect(statements.map(({ what, subjects }) => [what, subjects.map(({ name }) => name)])).toEqual([
    ["spdxjson", ["dist/a.tgz"]],
    ["https://x.example/t", ["dist/b.tgz"]],
  ]);
});
