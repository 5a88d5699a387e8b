import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import type { PeerRun } from "../harness/servers/sigstore-run.ts";
import { policyControllerFiles } from "../harness/servers/sigstore-policies.ts";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { signWith } from "./sign-action.ts";

/** The policies of the docs, as they stand there but for whom they trust, judge what `sign/` made. */
let peers: Sigstore;
let signed = "";
/** Signed, and nothing stated about it. */
let bare = "";
let unsigned = "";

beforeAll(async () => {
  peers = await sigstore();
  const push = (name: string): Promise<string> => peers.pushImage(peers.registryHost, `shop/${name}`, name);
  [signed, bare, unsigned] = [await push("api"), await push("bare"), await push("nothing")];
  const both = await signWith(peers, "v1", { inputs: { sign: `oci://${signed}`, attest: "provenance" } });
  const one = await signWith(peers, "v1", { inputs: { sign: `oci://${bare}` } });
  expect([both.main.exitCode, one.main.exitCode]).toEqual([0, 0]);
});
afterAll(async () => peers.stop());

const ISSUER = "https://token.actions.githubusercontent.com";
const SUBJECT = "https://github.com/liquid-hive/api/.github/workflows/release.yml@refs/heads/main";
const STRANGER = SUBJECT.replace("/api/", "/other/");

/** The documents of a file, of which one text is replaced by others: what is not there cannot be replaced. */
function documents(name: string, texts: Readonly<Record<string, string>>): Record<string, unknown>[] {
  let source = fs.readFileSync(path.resolve(import.meta.dirname, "../../docs/policies", name), "utf8");
  for (const [from, to] of Object.entries(texts)) {
    expect(source).toContain(from);
    source = source.replaceAll(from, to);
  }
  return parseAllDocuments(source).map((one) => one.toJS() as Record<string, unknown>);
}

async function kyverno(image: string, identity = peers.identity): Promise<PeerRun> {
  const { mirror, root } = await peers.tuf();
  const [policy] = documents("kyverno.yaml", {
    "ghcr.io/liquid-hive/*": `${peers.registryHost}/shop/*`,
    [ISSUER]: peers.oidc.url,
    [SUBJECT]: identity,
  }) as { spec: { attestors: { cosign: object }[]; credentials?: object } }[];
  policy!.spec.attestors[0]!.cosign = {
    ...policy!.spec.attestors[0]!.cosign,
    tuf: { mirror, root: { data: root.toString("base64") } },
  };
  policy!.spec.credentials = { allowInsecureRegistry: true };
  const pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "judged", namespace: "default" },
    spec: { containers: [{ name: "app", image }] },
  };
  const [policyFile, podFile] = [policy, pod].map((one, i) =>
    peers.write(`docs-${i}.yaml`, JSON.stringify(one)),
  );
  return await peers.run("kyverno", ["apply", policyFile!, `--resource=${podFile}`, "--registry"]);
}

test("Kyverno's policy admits what sign/ signed and attested, and nothing else", async () => {
  const counts = async (image: string, identity?: string): Promise<string> =>
    /pass: \d+, fail: \d+/.exec((await kyverno(image, identity)).stdout)?.[0] ?? "nothing was judged";
  expect([
    await counts(signed),
    await counts(signed, STRANGER),
    await counts(bare),
    await counts(unsigned),
  ]).toEqual(["pass: 1, fail: 0", "pass: 0, fail: 1", "pass: 0, fail: 1", "pass: 0, fail: 1"]);
});

test.each([
  ["signed-by-release", true],
  ["built-by-release", false],
] as const)(
  "policy-controller's policy %s admits what sign/ made, and nothing else",
  async (name, legacy) => {
    const judge = async (image: string, identity = peers.identity): Promise<number | null> => {
      const policies = documents("policy-controller.yaml", {
        "ghcr.io/liquid-hive/**": `${peers.registryHost}/shop/**`,
        [ISSUER]: peers.oidc.url,
        [SUBJECT]: identity,
        "https://fulcio.sigstore.dev": peers.fulcioUrl,
        "https://rekor.sigstore.dev": peers.rekor1Url,
      }) as { metadata: { name: string }; spec: { authorities: { keyless: object; ctlog: object }[] } }[];
      const policy = policies.find(({ metadata }) => metadata.name === name)!;
      const [authority] = policy.spec.authorities;
      // Of the public instance nothing need be said.
      authority!.keyless = { ...authority!.keyless, trustRootRef: "private" };
      authority!.ctlog = { ...authority!.ctlog, trustRootRef: "private" };
      const demand = { kind: "v1", identity, legacy, image } as const;
      const { trustroot } = await policyControllerFiles(peers, demand);
      const file = peers.write(`${name}.yaml`, JSON.stringify(policy));
      return (
        await peers.run("policy-tester", [`-policy=${file}`, `-trustroot=${trustroot}`, `-image=${image}`])
      ).code;
    };
    expect(await judge(signed)).toBe(0);
    expect(await judge(signed, STRANGER)).not.toBe(0);
    expect((await judge(bare)) === 0).toBe(legacy);
    expect(await judge(unsigned)).not.toBe(0);
  },
);
