import type { SigningKind } from "../harness/servers/sigstore-trust.ts";

/** Which verifier reads which format of ours: what the tests try, and what docs/signing-formats.md says. */

export const VERIFIERS = [
  "cosign 3",
  "cosign 2",
  "gh",
  "sigstore-python",
  "policy-controller",
  "Kyverno",
] as const;
export type Verifier = (typeof VERIFIERS)[number];

/** As they are called in the docs. */
export const VERSIONS: Readonly<Record<Verifier, string>> = {
  "cosign 3": "cosign 3.1.3",
  "cosign 2": "cosign 2.6.2",
  gh: "gh 2.102",
  "sigstore-python": "sigstore-python 4.5.1",
  "policy-controller": "policy-controller 0.13.1",
  Kyverno: "Kyverno 1.19.1",
};

export const KINDS = ["v1", "v1+tsa", "v2", "tsa-only"] as const satisfies readonly SigningKind[];

/** What proves the time of a signature, by the kind that it was signed with. */
export const PROOFS: Readonly<Record<SigningKind, string>> = {
  v1: "Rekor 1",
  "v1+tsa": "Rekor 1 and a timestamp",
  v2: "Rekor 2 and a timestamp",
  "tsa-only": "a timestamp alone",
};

/** Kinds that a verifier reads; undefined where the question makes no sense, as of a file for what admits images. */
export type Reads = readonly SigningKind[] | undefined;

export interface Format {
  readonly id: string;
  readonly subject: "file" | "image";
  /** As the docs call it, with the inputs that make it. */
  readonly name: string;
  readonly inputs: string;
  /** Kinds that we make it with. */
  readonly made: readonly SigningKind[];
  readonly reads: Readonly<Record<Verifier, Reads>>;
}

const ALL = KINDS;
const LOGGED = ["v1", "v1+tsa", "v2"] as const;
const REKOR_1 = ["v1", "v1+tsa"] as const;
const NOT_REKOR_2 = [...REKOR_1, "tsa-only"] as const;
const NONE = [] as const;
const NOT_FOR_FILES = { "policy-controller": undefined, Kyverno: undefined };

export const FORMATS = [
  {
    id: "bundle",
    subject: "file",
    name: "Signature of a file: `NAME.sigstore.json`",
    inputs: "`file-format: bundle`",
    made: ALL,
    reads: { "cosign 3": ALL, "cosign 2": ALL, gh: NONE, "sigstore-python": LOGGED, ...NOT_FOR_FILES },
  },
  {
    id: "statement",
    subject: "file",
    name: "Signature of files: one statement",
    inputs: "`file-format: statement`",
    made: ALL,
    reads: { "cosign 3": ALL, "cosign 2": ALL, gh: LOGGED, "sigstore-python": LOGGED, ...NOT_FOR_FILES },
  },
  {
    id: "legacy-files",
    subject: "file",
    name: "Signature of a file: `NAME.sig`, `NAME.pem`",
    inputs: "`legacy-files: true`",
    made: ALL,
    reads: {
      "cosign 3": REKOR_1,
      "cosign 2": REKOR_1,
      gh: NONE,
      "sigstore-python": REKOR_1,
      ...NOT_FOR_FILES,
    },
  },
  {
    id: "file-attestation",
    subject: "file",
    name: "Attestation of files",
    inputs: "`attest`",
    made: ALL,
    reads: { "cosign 3": ALL, "cosign 2": ALL, gh: LOGGED, "sigstore-python": LOGGED, ...NOT_FOR_FILES },
  },
  {
    id: "image-referrer",
    subject: "image",
    name: "Signature of an image: referrer",
    inputs: "`image-format: referrers`",
    made: ALL,
    reads: {
      "cosign 3": ALL,
      "cosign 2": ALL,
      gh: LOGGED,
      "sigstore-python": undefined,
      "policy-controller": NONE,
      Kyverno: ALL,
    },
  },
  {
    id: "image-tag",
    subject: "image",
    name: "Signature of an image: tag `sha256-….sig`",
    inputs: "`image-format: legacy`",
    made: REKOR_1,
    reads: {
      "cosign 3": REKOR_1,
      "cosign 2": REKOR_1,
      gh: NONE,
      "sigstore-python": undefined,
      "policy-controller": REKOR_1,
      Kyverno: REKOR_1,
    },
  },
  {
    id: "attestation-referrer",
    subject: "image",
    name: "Attestation of an image: referrer",
    inputs: "`attest`, `image-format: referrers`",
    made: ALL,
    reads: {
      "cosign 3": ALL,
      "cosign 2": ALL,
      gh: LOGGED,
      "sigstore-python": undefined,
      "policy-controller": NOT_REKOR_2,
      Kyverno: ALL,
    },
  },
  {
    id: "attestation-tag",
    subject: "image",
    name: "Attestation of an image: tag `sha256-….att`",
    inputs: "`attest`, `image-format: legacy`",
    made: REKOR_1,
    reads: {
      "cosign 3": REKOR_1,
      "cosign 2": REKOR_1,
      gh: NONE,
      "sigstore-python": undefined,
      "policy-controller": REKOR_1,
      Kyverno: REKOR_1,
    },
  },
  {
    id: "elsewhere-referrer",
    subject: "image",
    name: "Either, as a referrer in another repository",
    inputs: "`signatures-in`, `image-format: referrers`",
    made: ALL,
    reads: {
      "cosign 3": ALL,
      "cosign 2": NONE,
      gh: NONE,
      "sigstore-python": undefined,
      "policy-controller": undefined,
      Kyverno: undefined,
    },
  },
  {
    id: "elsewhere-tag",
    subject: "image",
    name: "Either, as a tag in another repository",
    inputs: "`signatures-in`, `image-format: legacy`",
    made: REKOR_1,
    reads: {
      "cosign 3": REKOR_1,
      "cosign 2": REKOR_1,
      gh: NONE,
      "sigstore-python": undefined,
      "policy-controller": undefined,
      Kyverno: undefined,
    },
  },
] as const satisfies readonly Format[];

export type FormatId = (typeof FORMATS)[number]["id"];

/** Formats of a kind of subject. */
export const formatsOf = (subject: Format["subject"]): readonly (Format & { readonly id: FormatId })[] =>
  FORMATS.filter((one) => one.subject === subject);

/** A cell, in words: of the kinds that are made, those that are read. */
export function cellOf({ made, reads }: Format, verifier: Verifier): string {
  const read = reads[verifier];
  if (read === undefined) return "–";
  const kinds = made.filter((kind) => read.includes(kind)).join();
  const words: readonly (readonly [readonly SigningKind[], string])[] = [
    [made, "yes"],
    [NONE, "no"],
    [LOGGED, "with a log"],
    [REKOR_1, "with Rekor 1"],
    [NOT_REKOR_2, "not with Rekor 2"],
  ];
  const cell = words.find(([some]) => some.join() === kinds);
  if (cell === undefined) throw new Error(`no words for ${kinds}`);
  return cell[1];
}

/** The table of the docs, lines of markdown. */
export function formatTable(): string[] {
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const head = ["", "Inputs", ...VERIFIERS.map((one) => VERSIONS[one])];
  return [
    row(head),
    row(head.map(() => "---")),
    ...FORMATS.map((one) =>
      row([one.name, one.inputs, ...VERIFIERS.map((verifier) => cellOf(one, verifier))]),
    ),
  ];
}
