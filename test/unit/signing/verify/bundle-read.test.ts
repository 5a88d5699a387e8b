import { expect, test } from "vitest";
import { readBundle } from "../../../../src/signing/verify/bundle-read.ts";
import { CANARY, reason, signedBlob, signedStatement } from "./bundles.ts";

type Path = readonly (string | number)[];
const GONE = Symbol("gone");

/** The bundle's JSON with one value changed, or taken away. */
function changed(path: Path, value: unknown, bundle: unknown = signedBlob()): string {
  const copy: unknown = structuredClone(bundle);
  let at = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as typeof at;
  const last = path.at(-1)!;
  if (value === GONE) delete at[last];
  else at[last] = value;
  return JSON.stringify(copy);
}

const MATERIAL = "verificationMaterial";
const ENTRY: Path = [MATERIAL, "tlogEntries", 0];
const PROOF: Path = [...ENTRY, "inclusionProof"];
const VERSION_1 = "application/vnd.dev.sigstore.bundle+json;version=0.1";
const certificate = signedBlob().verificationMaterial.certificate!;

test.each<[string, string]>([
  ["a bundle of ours", JSON.stringify(signedBlob())],
  ["an older media type", changed(["mediaType"], "application/vnd.dev.sigstore.bundle+json;version=0.3")],
  ["a statement", JSON.stringify(signedStatement())],
  ["a number in place of its text", changed([...ENTRY, "logIndex"], 41)],
  ["an index that protobuf left out", changed([...ENTRY, "logIndex"], GONE)],
  ["a null in place of an absent field", changed([MATERIAL, "timestampVerificationData"], null)],
  ["an empty keyid", changed(["dsseEnvelope", "signatures", 0, "keyid"], "", signedStatement())],
])("reads %s", (_, text) => {
  expect(readBundle(text).verificationMaterial.tlogEntries).toHaveLength(1);
});

test.each<[string, string]>([
  ["no JSON", `{"${CANARY}`],
  ["more than JSON", `${JSON.stringify(signedBlob())} ${CANARY}`],
  ["a list", "[]"],
  ["null", "null"],
  ["a key twice", JSON.stringify(signedBlob()).replace("{", '{"mediaType":"x",')],
  ["an unknown field", changed([CANARY], 1)],
  ["an unknown field deep inside", changed([...PROOF, CANARY], 1)],
  ["protobuf's own spelling of a field", changed(["media_type"], "x")],
  ["no material", changed([MATERIAL], GONE)],
  ["no content", changed(["messageSignature"], GONE)],
  ["two contents", changed(["dsseEnvelope"], signedStatement().dsseEnvelope)],
  ["no signer", changed([MATERIAL, "certificate"], GONE)],
  ["a certificate and a key", changed([MATERIAL, "publicKey"], { hint: "x" })],
  ["a chain in version 0.3", changed([MATERIAL], { x509CertificateChain: { certificates: [certificate] } })],
  ["a negative index", changed([...ENTRY, "logIndex"], "-1")],
  ["a negative number", changed([...PROOF, "logIndex"], -1)],
  ["half a number", changed([...PROOF, "treeSize"], 1.5)],
  ["a number of more than 63 bits", changed([...ENTRY, "integratedTime"], "9223372036854775808")],
  ["hexadecimal", changed([...ENTRY, "integratedTime"], "0x1")],
  ["base64 with something else in it", changed(["messageSignature", "signature"], "AA%A")],
  ["base64 without its padding", changed(["messageSignature", "signature"], "AAA")],
  ["base64 with bits too many", changed(["messageSignature", "signature"], "AB==")],
  ["an empty signature", changed(["messageSignature", "signature"], "")],
  ["an unknown digest algorithm", changed(["messageSignature", "messageDigest", "algorithm"], CANARY)],
  ["a short digest", changed(["messageSignature", "messageDigest", "digest"], "AAAA")],
  ["a log id of another length", changed([...ENTRY, "logId", "keyId"], "AAAA")],
  ["a hash of another length", changed([...PROOF, "hashes"], ["AAAA"])],
  ["65 hashes", changed([...PROOF, "hashes"], Array(65).fill(Buffer.alloc(32).toString("base64")))],
  ["no proof in version 0.3", changed(PROOF, GONE)],
  ["no checkpoint in version 0.3", changed([...PROOF, "checkpoint"], GONE)],
  [
    "17 entries",
    changed([MATERIAL, "tlogEntries"], Array(17).fill(signedBlob().verificationMaterial.tlogEntries![0])),
  ],
  [
    "33 timestamps",
    changed([MATERIAL, "timestampVerificationData"], {
      rfc3161Timestamps: Array(33).fill({ signedTimestamp: "AAAA" }),
    }),
  ],
  [
    "two signatures",
    changed(["dsseEnvelope", "signatures"], [{ sig: "AAAA" }, { sig: "AAAA" }], signedStatement()),
  ],
  ["no signature", changed(["dsseEnvelope", "signatures"], [], signedStatement())],
  ["what is nested too deeply", changed(["mediaType"], JSON.parse("[".repeat(300) + "]".repeat(300)))],
])("refuses %s", (_, text) => {
  expect(reason(() => readBundle(text))).toBe("bundle-unreadable");
});

test.each(["application/vnd.dev.sigstore.bundle+json;version=0.4", "application/json", CANARY])(
  "refuses the version %s",
  (mediaType) => {
    expect(reason(() => readBundle(changed(["mediaType"], mediaType)))).toBe("bundle-version");
  },
);

test("refuses what is too large before reading it", () => {
  expect(reason(() => readBundle(" ".repeat(32 * 1024 * 1024 + 1)))).toBe("bundle-too-large");
});

test("version 0.1 may have a chain, and a proof without a checkpoint, which then proves nothing", () => {
  const bundle = signedBlob();
  const [entry] = bundle.verificationMaterial.tlogEntries!;
  const { checkpoint: _, ...half } = entry!.inclusionProof!;
  const old = {
    mediaType: VERSION_1,
    verificationMaterial: {
      x509CertificateChain: { certificates: [certificate] },
      tlogEntries: [{ ...entry, inclusionProof: half }],
    },
    messageSignature: bundle.messageSignature,
  };
  expect(readBundle(JSON.stringify(old)).verificationMaterial.tlogEntries[0]?.inclusionProof).toBeUndefined();
  const unpromised = changed([...ENTRY, "inclusionPromise"], GONE, old);
  expect(reason(() => readBundle(unpromised))).toBe("bundle-unreadable");
});
