import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { KINDS } from "./sign-formats.ts";
import { expectCommands, verbsOf } from "./sign-commands.ts";
import { make } from "./sign-made.ts";
import { PREDICATES } from "./sign-predicates.ts";

let peers: Sigstore;
beforeAll(async () => void (peers = await sigstore({ registry: false, referrersRegistry: false })));
afterAll(async () => peers.stop());

test.each(KINDS)("every command that is printed after signing files with %s passes", async (kind) => {
  const kept = await make(peers, {
    name: `files-${kind}`,
    kind,
    inputs: {
      sign: "dist/*.tgz",
      "file-format": "both",
      "legacy-files": "true",
      attest: `provenance\nspdxjson = spdx.json for dist/app.tgz\nhttps://example.com/tests/v1 = tests.json`,
    },
    files: { "dist/app.tgz": kind, "dist/it's $HOME.tgz": kind, ...PREDICATES },
  });
  const lines = await expectCommands(peers, kept);
  const hasParts = lines.some((line) => line.startsWith("SIGSTORE_ROOT_FILE=fulcio.pem"));
  expect(hasParts).toBe(kind.startsWith("v1"));
  const gh = kind === "tsa-only" ? [] : ["gh attestation verify"];
  expect(verbsOf(lines)).toEqual(["cosign verify-blob", "cosign verify-blob-attestation", ...gh]);
});
