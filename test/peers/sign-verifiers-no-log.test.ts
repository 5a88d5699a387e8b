import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { expectCommands } from "./sign-commands.ts";
import { make } from "./sign-made.ts";
import { CONTENT, FILE_SIGNERS, IMAGE_SIGNERS, verdict } from "./sign-theirs.ts";

/** A Sigstore whose trusted root names no log: only a timestamp tells the time, as with GitHub's own. */
let peers: Sigstore;
beforeAll(async () => {
  peers = await sigstore({ rekor1: false, rekor2: false, ctlog: false, referrersRegistry: false });
});
afterAll(async () => peers.stop());

const FILE = "dist/app.tgz";
const BUNDLE = `${FILE}.sigstore.json`;
const kind = "tsa-only";

test("ours is verified by the printed commands and by verify/", async () => {
  const image = await peers.pushImage(peers.registryHost, "shop/api", "one");
  const kept = await make(peers, {
    name: "ours",
    kind,
    inputs: { sign: `${FILE}\noci://${image}`, attest: "provenance" },
    files: { [FILE]: CONTENT },
  });
  const bundle = fs.readFileSync(path.join(kept.folder, "bundles", BUNDLE), "utf8");
  const verify = `${FILE}\noci://${image} has signature, provenance`;
  const files = { [FILE]: CONTENT, [BUNDLE]: bundle };
  expect(await verdict(peers, { verify }, files)).toBe("ok");
  expect(await verdict(peers, { verify, ref: "refs/heads/other" }, files)).toBe("IDENTITY_MISMATCH");
  expect(await verdict(peers, { verify, require: "log" }, files)).toBe("SIGNATURE_INVALID");
  const lines = await expectCommands(peers, kept);
  expect(lines.filter((line) => !line.includes(" --use-signed-timestamps "))).toEqual([]);
});

test("cosign's is verified by verify/", async () => {
  const bundle = await FILE_SIGNERS["cosign 3"](peers, kind, peers.write("theirs", CONTENT));
  const files = { [FILE]: CONTENT, [BUNDLE]: bundle };
  expect(await verdict(peers, { verify: FILE }, files)).toBe("ok");
  expect(await verdict(peers, { verify: FILE }, { ...files, [FILE]: "another" })).toBe("SIGNATURE_INVALID");
  const unstamped = JSON.parse(bundle) as { verificationMaterial: Record<string, unknown> };
  delete unstamped.verificationMaterial["timestampVerificationData"];
  const without = { ...files, [BUNDLE]: JSON.stringify(unstamped) };
  expect(await verdict(peers, { verify: FILE }, without)).toBe("SIGNATURE_INVALID");
  const image = await peers.pushImage(peers.registryHost, "shop/theirs", "one");
  await IMAGE_SIGNERS["cosign 3"](peers, kind, image);
  expect(await verdict(peers, { verify: `oci://${image} has signature, provenance` })).toBe("ok");
});
