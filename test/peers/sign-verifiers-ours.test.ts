import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { KINDS } from "./sign-formats.ts";
import { signImage } from "./sign-image-rows.ts";
import { make } from "./sign-made.ts";
import { verdict } from "./sign-theirs.ts";

let peers: Sigstore;
beforeAll(async () => void (peers = await sigstore()));
afterAll(async () => peers.stop());

const FILE = "dist/app.tgz";
const CONTENT = "the artifact";
/** The trusted root names logs, so that a signature without one is no signature. */
const expected = (kind: string, withLog: string): string =>
  kind === "tsa-only" ? "SIGNATURE_INVALID" : withLog;

test.each(KINDS)("files signed with %s are read by verify/, and no others", async (kind) => {
  const { folder } = await make(peers, {
    name: kind,
    kind,
    inputs: { sign: FILE, "file-format": "both", "legacy-files": "true", attest: "provenance" },
    files: { [FILE]: CONTENT },
  });
  const read = (name: string): string => fs.readFileSync(path.join(folder, "bundles", name), "utf8");
  const bundle = { [`${FILE}.sigstore.json`]: read(`${FILE}.sigstore.json`) };
  const detached = { [`${FILE}.sig`]: read(`${FILE}.sig`), [`${FILE}.pem`]: read(`${FILE}.pem`) };
  const statement = { "s.jsonl": read("signature.intoto.jsonl") };
  const provenance = { "s.jsonl": read("provenance.intoto.jsonl") };
  const named = { bundle: "s.jsonl" };
  const judge = async (
    files: Record<string, string>,
    inputs: Record<string, string> = {},
    content = CONTENT,
  ): Promise<string> => verdict(peers, { verify: FILE, ...inputs }, { ...files, [FILE]: content });
  const needs = { verify: `${FILE} has provenance`, ...named };
  expect({
    bundle: await judge(bundle),
    "bundle of another file": await judge(bundle, {}, "another"),
    "bundle of another identity": await judge(bundle, { ref: "refs/heads/other" }),
    statement: await judge(statement, named),
    "statement of another file": await judge(statement, named, "another"),
    attestation: await judge(provenance, needs),
    "attestation of another file": await judge(provenance, needs, "another"),
    "attestation as a signature": await judge(provenance, named),
    ".sig and .pem": await judge(detached),
  }).toEqual({
    bundle: expected(kind, "ok"),
    "bundle of another file": "SIGNATURE_INVALID",
    "bundle of another identity": expected(kind, "IDENTITY_MISMATCH"),
    statement: expected(kind, "ok"),
    "statement of another file": "SIGNATURE_INVALID",
    attestation: expected(kind, "ok"),
    "attestation of another file": "SIGNATURE_INVALID",
    "attestation as a signature": expected(kind, "SIGNATURE_MISSING"),
    ".sig and .pem": "SIGNATURE_INVALID",
  });
});

test.each([
  ["v1", "referrers", "registryHost"],
  ["v1", "legacy", "registryHost"],
  ["v1+tsa", "legacy", "referrersRegistryHost"],
  ["v2", "referrers", "referrersRegistryHost"],
] as const)(
  "images signed with %s in the scheme %s at the %s are read by verify/, and no others",
  async (kind, scheme, host) => {
    const elsewhere = `${peers[host]}/shop/signatures`;
    const own = await signImage(peers, host, kind, { "image-format": scheme, annotations: "env=prod" });
    const away = await signImage(peers, host, kind, { "image-format": scheme, "signatures-in": elsewhere });
    const other = await peers.pushImage(peers[host], "shop/api", "other");
    const all = (image: string): string => `oci://${image} has signature, provenance`;
    const judge = async (verify: string, inputs: Record<string, string> = {}): Promise<string> =>
      verdict(peers, { verify, ...inputs });
    expect({
      itself: await judge(all(own.image)),
      "its annotation": await judge(`oci://${own.image}`, { annotations: "env=prod" }),
      "another annotation": await judge(`oci://${own.image}`, { annotations: "env=test" }),
      "another image": await judge(all(other)),
      "another identity": await judge(all(own.image), { ref: "refs/heads/other" }),
      elsewhere: await judge(all(away.image), { "signatures-in": elsewhere }),
      "not elsewhere": await judge(all(away.image)),
    }).toEqual({
      itself: "ok",
      "its annotation": "ok",
      "another annotation": "POLICY_UNMET",
      "another image": "SIGNATURE_MISSING",
      "another identity": "IDENTITY_MISMATCH",
      elsewhere: "ok",
      "not elsewhere": "SIGNATURE_MISSING",
    });
  },
);
