import crypto from "node:crypto";
import fs from "node:fs";
import type { Sigstore } from "./sigstore-running.ts";
import type { SigningKind } from "./sigstore-trust.ts";

/** What a cluster's admission would demand of an image. */
export interface Demand {
  readonly kind: SigningKind;
  readonly identity: string;
  /** Whether by the older tags, not by bundles. */
  readonly legacy: boolean;
  /** An attestation of this type is demanded, instead of a signature. */
  readonly predicateType?: string | undefined;
  readonly image: string;
}

/** Takes a name and a Kubernetes object; writes it as JSON, which is YAML too: Kyverno passes over a policy in any other file. Returns its path. */
function writeObject(peers: Sigstore, name: string, object: object): string {
  return peers.write(`${name}.${crypto.randomUUID()}.yaml`, JSON.stringify(object));
}

/** Writes what policy-controller's tester reads: the paths of a ClusterImagePolicy and of a TrustRoot. */
export async function policyControllerFiles(
  peers: Sigstore,
  demand: Demand,
): Promise<{ policy: string; trustroot: string }> {
  const { urls } = peers;
  const { identity, legacy, predicateType, kind } = demand;
  const ref = "private";
  const keyless = {
    url: urls.fulcio,
    identities: [{ issuer: peers.oidc.url, subject: identity }],
    trustRootRef: ref,
    ...(urls.ctlog === undefined ? { insecureIgnoreSCT: true } : {}),
  };
  const authority = {
    name: "job",
    keyless,
    ...(kind === "tsa-only" ? {} : { ctlog: { url: urls.rekor1 ?? urls.rekor2, trustRootRef: ref } }),
    ...(kind === "v1" ? {} : { rfc3161timestamp: { trustRootRef: ref } }),
    ...(legacy ? {} : { signatureFormat: "bundle" }),
    ...(predicateType === undefined ? {} : { attestations: [{ name: "judged", predicateType }] }),
  };
  return {
    policy: writeObject(peers, "policy", {
      apiVersion: "policy.sigstore.dev/v1beta1",
      kind: "ClusterImagePolicy",
      metadata: { name: "judge" },
      spec: { images: [{ glob: "**" }], authorities: [authority] },
    }),
    trustroot: writeObject(peers, "trustroot", {
      apiVersion: "policy.sigstore.dev/v1alpha1",
      kind: "TrustRoot",
      metadata: { name: ref },
      spec: legacy ? { sigstoreKeys: singleKeys(peers) } : { remote: await remoteTrust(peers) },
    }),
  };
}

/** Keys given singly suit the older tags, and no bundle; a repository with the key of Rekor 2 in it suits bundles, and no older tag. */
function singleKeys(peers: Sigstore): object {
  const { urls, keys } = peers;
  const read = (name: string): string => fs.readFileSync(keys.at(name)).toString("base64");
  const log = (baseURL: string, key: string): object => ({
    baseURL,
    hashAlgorithm: "sha-256",
    publicKey: read(key),
  });
  const authority = (uri: string, chain: string): object => ({
    subject: { organization: "test", commonName: "test" },
    uri,
    certChain: read(chain),
  });
  return {
    certificateAuthorities: [authority(urls.fulcio, "fulcio.pem")],
    tLogs: urls.rekor1 === undefined ? [] : [log(urls.rekor1, "rekor1.pub")],
    ctLogs: urls.ctlog === undefined ? [] : [log(urls.ctlog, "ct.pub")],
    timestampAuthorities: urls.tsa === undefined ? [] : [authority(urls.tsa, "tsa-chain.pem")],
  };
}

async function remoteTrust(peers: Sigstore): Promise<object> {
  const { mirror, root } = await peers.tuf();
  return { mirror, root: root.toString("base64") };
}

/** Writes what Kyverno's command line reads: the paths of an ImageValidatingPolicy and of a Pod with the image. */
export async function kyvernoFiles(
  peers: Sigstore,
  demand: Demand,
): Promise<{ policy: string; resource: string }> {
  const { identity, predicateType, kind, image } = demand;
  const { mirror, root } = await peers.tuf();
  const { urls } = peers;
  const ctlog = {
    // Where one of these is set, the log must be named.
    ...(urls.ctlog === undefined ? { insecureIgnoreSCT: true, url: urls.rekor1 ?? urls.rekor2 } : {}),
    ...(kind === "tsa-only" ? { insecureIgnoreTlog: true } : {}),
  };
  const cosign = {
    keyless: { identities: [{ issuer: peers.oidc.url, subject: identity }] },
    tuf: { mirror, root: { data: root.toString("base64") } },
    ...(Object.keys(ctlog).length === 0 ? {} : { ctlog }),
  };
  const verify =
    predicateType === undefined
      ? "verifyImageSignatures(image, [attestors.job])"
      : "verifyAttestationSignatures(image, attestations.judged, [attestors.job])";
  const rules = { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] };
  return {
    policy: writeObject(peers, "ivpol", {
      apiVersion: "policies.kyverno.io/v1",
      kind: "ImageValidatingPolicy",
      metadata: { name: "judge" },
      spec: {
        validationActions: ["Deny"],
        matchConstraints: { resourceRules: [rules] },
        matchImageReferences: [{ glob: "*" }],
        credentials: { allowInsecureRegistry: true },
        attestors: [{ name: "job", cosign }],
        ...(predicateType === undefined
          ? {}
          : { attestations: [{ name: "judged", intoto: { type: predicateType } }] }),
        validations: [
          { expression: `images.containers.map(image, ${verify}).all(e, e > 0)`, message: "judged: no" },
        ],
      },
    }),
    resource: writeObject(peers, "pod", {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "judged", namespace: "default" },
      spec: { containers: [{ name: "app", image }] },
    }),
  };
}
