import { readPolicies, type PolicySources } from "../../../../src/signing/verify/read-policies.ts";
import type { Policy } from "../../../../src/signing/verify/policy.ts";
import type { FileSubject, ImageSubject } from "../../../../src/signing/subject.ts";
import type { CertificateFacts, Verified } from "../../../../src/signing/verified.ts";

export const CANARY = "CANARY-7f3a";
export const HEX = "a".repeat(64);
export const COMMIT = "0123456789abcdef0123456789abcdef01234567";
export const GITHUB = "https://token.actions.githubusercontent.com";
const SIGNER = "https://github.com/liquid-hive/api/.github/workflows/release.yml@refs/heads/main";

/** What Fulcio writes for a push to main of liquid-hive/api. */
export const FACTS: CertificateFacts = {
  san: SIGNER,
  issuer: GITHUB,
  sourceRepository: "https://github.com/liquid-hive/api",
  sourceRepositoryId: "1001",
  sourceOwner: "https://github.com/liquid-hive",
  sourceOwnerId: "77",
  sourceRef: "refs/heads/main",
  sourceDigest: COMMIT,
  sourceVisibility: "public",
  buildSigner: SIGNER,
  buildSignerDigest: COMMIT,
  buildConfig: SIGNER,
  buildConfigDigest: COMMIT,
  trigger: "push",
  runner: "github-hosted",
  run: "https://github.com/liquid-hive/api/actions/runs/42/attempts/1",
  environment: undefined,
  serial: "01",
  notBefore: new Date(0),
  notAfter: new Date(600_000),
  pem: "",
};

export const IMAGE: ImageSubject = {
  kind: "image",
  reference: { registry: "ghcr.io", repository: "liquid-hive/api", digest: `sha256:${HEX}` },
  mediaType: "application/vnd.oci.image.index.v1+json",
  size: 1,
};

export const FILE: FileSubject = {
  kind: "file",
  name: "dist/api.tgz",
  path: "dist/api.tgz",
  size: 1,
  digest: { algorithm: "sha256", hex: HEX },
};

/** Facts as a certificate of another run would have them; the names that GitHub derives from each other follow. */
export function certificate(changes: Partial<CertificateFacts> = {}): CertificateFacts {
  const san = changes.san ?? FACTS.san;
  return { ...FACTS, san, buildSigner: san, buildConfig: san, ...changes };
}

export const verified = (
  content: Verified["content"],
  facts: CertificateFacts | undefined = FACTS,
): Verified => ({ content, certificate: facts, signedAt: [new Date(1000)], log: { index: "7", keyId: "k" } });

export const statement = (
  predicateType: string,
  predicate: unknown = {},
  annotations?: Readonly<Record<string, unknown>>,
): Verified["content"] => ({
  kind: "statement",
  statement: {
    predicateType,
    predicate,
    subjects: [
      { name: "other", digest: { sha256: "b".repeat(64) }, annotations: { of: "another" } },
      { digest: { sha256: HEX }, ...(annotations === undefined ? {} : { annotations }) },
    ],
  },
});

export const SIGNED = "https://sigstore.dev/cosign/sign/v1";

/** The three that are always there. */
export const OWN = {
  repository: "liquid-hive/api",
  workflow: ".github/workflows/release.yml",
  ref: "refs/heads/main",
};

const NOTHING: PolicySources = {
  repository: "",
  workflow: "",
  ref: "",
  identity: "",
  identityRegexp: "",
  issuer: "",
  issuerRegexp: "",
  repositoryId: "",
  ownerId: "",
  trigger: [],
  commit: "",
  runner: "any",
  annotations: "",
  builder: "",
  source: "",
  materials: "",
  policies: "",
  key: "",
};

export const read = (inputs: Partial<PolicySources>): ReturnType<typeof readPolicies> =>
  readPolicies({ ...NOTHING, ...inputs });

/** The one policy of inputs without problems. */
export async function policyOf(inputs: Partial<PolicySources>): Promise<Policy> {
  const { policies, problems } = await read(inputs);
  const [policy, ...more] = policies;
  if (policy === undefined || more.length > 0 || problems.length > 0)
    throw new Error(problems.map(({ message }) => message).join("; ") || "not one policy");
  return policy;
}
