import { expect, test } from "vitest";
import { asksSigning } from "../../../src/commands/signing-job.ts";
import { namesImages } from "../../../src/commands/sign-trust.ts";
import { readInputs } from "../../../src/config/read-inputs.ts";
import { SIGN_INPUTS } from "../../../src/signing/sign-inputs.ts";
import { CANARY, IMAGE, planOf } from "./signing-fakes.ts";

test("lines, annotations and the place of signatures are read together", () => {
  const { plan, problems } = planOf({
    sign: `dist/*.tgz\noci://${IMAGE}`,
    attest: "provenance\nspdxjson = a.spdx.json for dist/a.tgz",
    annotations: "env=prod\nteam=shop",
    "signatures-in": "ghcr.io/liquid-hive/signatures",
  });
  expect(problems).toEqual([]);
  expect(plan.lines.map(({ subject }) => subject.kind)).toEqual(["files", "image"]);
  expect(plan.attests.map(({ name, subjects }) => [name, subjects?.length])).toEqual([
    ["provenance", undefined],
    ["spdxjson", 1],
  ]);
  expect(plan.annotations).toEqual({ env: "prod", team: "shop" });
  expect(plan.signaturesIn).toMatchObject({ registry: "ghcr.io", repository: "liquid-hive/signatures" });
});

test.each<[string, Record<string, string>, string]>([
  ["an SBOM about several files", { sign: "dist/*.tgz", attest: "spdxjson = a.json" }, "attest"],
  ["an SBOM about two lines", { sign: "a\nb", attest: "cyclonedx = a.json" }, "attest"],
  ["a statement about nothing", { attest: "provenance" }, "attest"],
  ["checksums without a statement", { sign: "a", checksums: "SHA256SUMS" }, "checksums"],
  ["attest beside publish", { sign: `oci://${IMAGE}`, publish: "a.json", attest: "provenance" }, "publish"],
  ["an annotation that is none", { sign: `oci://${IMAGE}`, annotations: CANARY }, "annotations"],
  ["a place that is none", { sign: `oci://${IMAGE}`, "signatures-in": CANARY }, "signatures-in"],
  ["an unknown scheme", { sign: `s3://${CANARY}` }, "sign"],
])("%s is a problem of the input that says it", (_, inputs, input) => {
  const { problems } = planOf(inputs);
  expect(problems.map(({ at }) => at?.input)).toEqual([input]);
  expect(problems.map(({ message, fix }) => `${message} ${fix}`).join(" ")).not.toContain(CANARY);
});

test("all problems come at once", () => {
  const { problems } = planOf({
    sign: "s3://x",
    attest: "nonsense",
    annotations: "x",
    "signatures-in": "x y",
  });
  expect(problems.length).toBeGreaterThanOrEqual(4);
});

test.each<[Record<string, string>, boolean]>([
  [{}, false],
  [{ sign: "  \n" }, false],
  [{ annotations: "a=b", recursive: "false" }, false],
  [{ sign: "a" }, true],
  [{ attest: "provenance" }, true],
  [{ publish: "a.json" }, true],
])("%j asks for a signature: %s", (inputs, asks) => {
  const env = Object.fromEntries(
    Object.entries(inputs).map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text]),
  );
  expect(asksSigning(readInputs(env, [{ id: "signing", inputs: SIGN_INPUTS }]))).toBe(asks);
});

test.each<[Record<string, string>, boolean]>([
  [{ sign: "dist/*" }, false],
  [{ sign: `oci://${IMAGE}` }, true],
  [{ sign: "dist/*", attest: `provenance for oci://${IMAGE}` }, true],
  [{ sign: "dist/*", attest: "provenance" }, false],
])("%j names images: %s", (inputs, names) => {
  expect(namesImages(planOf(inputs).plan)).toBe(names);
});
