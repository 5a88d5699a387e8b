import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sigstore } from "../harness/servers/sigstore.ts";
import type { Sigstore } from "../harness/servers/sigstore.ts";
import type { PeerRun } from "../harness/servers/sigstore-run.ts";
import type { SigningKind } from "../harness/servers/sigstore-trust.ts";
import { judgeAttestation, judgeBlob, judgeImage } from "../harness/servers/sigstore-verifiers.ts";

let peers: Sigstore;
beforeAll(async () => void (peers = await sigstore()));
afterAll(() => peers.stop());

const STRANGER = "https://github.com/liquid-hive/other/.github/workflows/deploy.yml@refs/heads/main";
const PROVENANCE = "https://slsa.dev/provenance/v1";
const KINDS: readonly SigningKind[] = ["v1", "v1+tsa", "v2", "tsa-only"];

async function must(args: readonly string[]): Promise<void> {
  const run = await peers.cosign(args);
  expect(run.code, `cosign ${args[0]}: ${run.stderr}`).toBe(0);
}

async function expectYes(run: Promise<PeerRun>): Promise<void> {
  const { code, stdout, stderr } = await run;
  expect(code, stdout + stderr).toBe(0);
}

async function expectNo(run: Promise<PeerRun>, reason: RegExp): Promise<void> {
  const { code, stdout, stderr } = await run;
  expect(code, stdout).not.toBe(0);
  expect(stdout + stderr).toMatch(reason);
}

const files = (name: string): { file: string; bundle: string } => {
  const file = peers.write(name, `what ${name} holds`);
  return { file, bundle: `${file}.json` };
};

describe.each(KINDS)("signed with %s", (kind) => {
  test("a blob", async () => {
    const { file, bundle } = files(`blob.${kind}`);
    const other = peers.write(`another.${kind}`, "another");
    await must(["sign-blob", ...peers.signFlags(kind), `--bundle=${bundle}`, file]);
    const judged = { kind, file, bundle };
    for (const binary of ["cosign", "cosign-2", "sigstore"] as const) {
      if (binary === "sigstore" && kind === "tsa-only") {
        await expectNo(judgeBlob(peers, binary, judged), /tlogEntries/);
        continue;
      }
      await expectYes(judgeBlob(peers, binary, judged));
      await expectNo(judgeBlob(peers, binary, { ...judged, file: other }), /signature|digest/i);
      await expectNo(judgeBlob(peers, binary, { ...judged, identity: STRANGER }), /identit|SAN/i);
    }
  });

  test("an attestation of a file", async () => {
    const { file, bundle } = files(`attested.${kind}`);
    const predicate = `--predicate=${peers.write("predicate.json", JSON.stringify({ buildDefinition: {} }))}`;
    const type = `--type=${PROVENANCE}`;
    await must(["attest-blob", ...peers.signFlags(kind), type, predicate, `--bundle=${bundle}`, file]);
    const judged = { kind, file, bundle, predicateType: PROVENANCE };
    for (const binary of ["cosign", "cosign-2", "gh"] as const) {
      if (binary === "gh" && kind === "tsa-only") {
        await expectNo(judgeAttestation(peers, binary, judged), /verifying with issuer/);
        continue;
      }
      await expectYes(judgeAttestation(peers, binary, judged));
      await expectNo(
        judgeAttestation(peers, binary, { ...judged, identity: STRANGER }),
        /identit|SAN|verifying/i,
      );
      // Version 2 does not look at the type of a bundle.
      if (binary === "cosign-2") continue;
      const otherType = { ...judged, predicateType: "https://spdx.dev/Document" };
      await expectNo(judgeAttestation(peers, binary, otherType), /predicate/i);
    }
    // What cosign writes is a statement of a version that this one does not take.
    await expectNo(
      judgeAttestation(peers, "sigstore", judged),
      kind === "tsa-only" ? /tlogEntries/ : /in-toto/,
    );
  });
});

const HOSTS = [
  ["without the referrers API", (): string => peers.registryHost],
  ["with the referrers API", (): string => peers.referrersRegistryHost],
] as const;

describe.each(HOSTS)("an image in a registry %s", (_name, host) => {
  test.each(["v1", "v2"] as const)("signed and attested with %s", async (kind) => {
    const image = await peers.pushImage(host(), "shop/api", kind);
    await must(["sign", ...peers.signFlags(kind), image]);
    const predicate = `--predicate=${peers.write("predicate.json", JSON.stringify({ buildDefinition: {} }))}`;
    await must(["attest", ...peers.signFlags(kind), `--type=${PROVENANCE}`, predicate, image]);
    const judged = { kind, image };
    const attested = { ...judged, predicateType: PROVENANCE };
    const otherType = { ...judged, predicateType: "https://spdx.dev/Document" };
    for (const binary of ["cosign", "cosign-2", "kyverno"] as const) {
      await expectYes(judgeImage(peers, binary, judged));
      await expectNo(judgeImage(peers, binary, { ...judged, identity: STRANGER }), /identit|SAN|judged: no/i);
      await expectYes(judgeImage(peers, binary, attested));
      await expectNo(judgeImage(peers, binary, otherType), /predicate|judged: no/);
    }
    const admitted = judgeImage(peers, "policy-tester", attested);
    if (kind === "v1") {
      await expectYes(admitted);
      await expectNo(judgeImage(peers, "policy-tester", { ...attested, identity: STRANGER }), /identit|SAN/i);
      await expectNo(judgeImage(peers, "policy-tester", otherType), /no matching attestations with type/);
    } else {
      // It knows no entry of Rekor 2.
      await expectNo(admitted, /no valid bundles exist/);
    }
    await expectNo(
      judgeImage(peers, "policy-tester", judged),
      /bundle support for image signatures is not yet implemented/,
    );
  });

  test("signed with the older tags", async () => {
    const image = await peers.pushImage(host(), "shop/old", "one");
    await must(["sign", ...peers.legacyFlags(), image]);
    const judged = { kind: "v1", image, legacy: true } as const;
    for (const binary of ["cosign", "cosign-2", "policy-tester", "kyverno"] as const) {
      await expectYes(judgeImage(peers, binary, judged));
      await expectNo(judgeImage(peers, binary, { ...judged, identity: STRANGER }), /identit|SAN|judged: no/i);
    }
  });
});
