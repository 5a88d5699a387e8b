import { spawnSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { Failure } from "../../src/kernel/errors.ts";
import { describeWithFixtures, sigstoreFixture } from "../harness/sigstore-fixtures.ts";
import { readArguments, verify } from "../../tools/conformance.ts";

const IDENTITY =
  "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main";
const ISSUER = "https://token.actions.githubusercontent.com";

/** The command line of the suite for one of its folders. */
function wordsOf(folder: string, by: "path" | "digest"): string[] {
  const file = (name: string): string => path.join(folder, name);
  const has = (name: string): boolean => fs.existsSync(file(name));
  const told = (name: string, otherwise: string): string =>
    has(name) ? fs.readFileSync(file(name), "utf8").trim() : otherwise;
  const artifact = has("artifact") ? file("artifact") : sigstoreFixture("bundle-verify", "a.txt");
  const digest = crypto.createHash("sha256").update(fs.readFileSync(artifact)).digest("hex");
  const root = has("trusted_root.json")
    ? file("trusted_root.json")
    : sigstoreFixture("public-good", "trusted_root.json");
  const signer = has("key.pub")
    ? ["--key", file("key.pub")]
    : [
        "--certificate-identity",
        told("identity", IDENTITY),
        "--certificate-oidc-issuer",
        told("issuer", ISSUER),
      ];
  return [
    "verify-bundle",
    "--bundle",
    file("bundle.sigstore.json"),
    ...signer,
    "--trusted-root",
    root,
    by === "path" ? artifact : `sha256:${digest}`,
  ];
}

const outcome = (words: readonly string[]): Failure | undefined => {
  try {
    verify(readArguments(words));
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
};

describeWithFixtures("the bundles of Sigstore's conformance suite", () => {
  const root = sigstoreFixture("bundle-verify");
  const folders = fs
    .readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

  test("all of them are here", () => {
    expect(folders).toHaveLength(70);
  });

  test("the entry says so by its exit code, also with the root that it has itself", () => {
    const run = (name: string): number | null => {
      const words = wordsOf(path.join(root, name), "digest");
      const at = words.indexOf("--trusted-root");
      const tool = path.resolve(import.meta.dirname, "../../tools/conformance.ts");
      return spawnSync(process.execPath, [tool, ...words.toSpliced(at, 2)]).status;
    };
    expect([run("happy-path-v0.3"), run("set-invalid-signature_fail")]).toEqual([0, 1]);
  });

  for (const by of ["path", "digest"] as const)
    test.each(folders)(`%s by ${by}`, (name) => {
      const failure = outcome(wordsOf(path.join(root, name), by));
      expect(failure?.code ?? "verified").toMatch(
        name.endsWith("_fail")
          ? /^(?:SIGNATURE_INVALID|IDENTITY_MISMATCH|TRUST_ROOT_INVALID|KEY_UNUSABLE)$/
          : /^verified$/,
      );
    });
});
