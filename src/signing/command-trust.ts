import { shellPath, shellWord } from "../kernel/shell-word.ts";

/** What a signature has that proves its time and that it was seen. */
export interface Proof {
  /** Whether its certificate was logged, as the instance's rules say. */
  readonly sct: boolean;
  /** Whether there is an entry in the log. */
  readonly log: boolean;
  /** Whether that entry has a time of its own; one of Rekor 2 has none, and a timestamp says it. */
  readonly logTime: boolean;
}

/** Files of a reader that say whom to trust; none for the public instance, which the tools know. */
export interface TrustFiles {
  /** The trusted root, for cosign. */
  readonly root: string;
  /** The same on one line, for gh; undefined where gh knows the instance. */
  readonly ghRoot?: string;
  /** For what cosign reads without a trusted root: the CA's certificates, the keys of the logs, and the log's URL. */
  readonly parts?: {
    readonly roots: string;
    readonly logKey: string;
    readonly ctKey: string;
    readonly log: string | undefined;
  };
}

/** What a verifier must be told of the instance and of the signature. */
export interface CommandTrust {
  /** Flags, where a trusted root is read. */
  readonly cosign: readonly string[];
  /** Variables and flags, where none is: `.sig` files, and `.att` tags by cosign 2. Undefined: it cannot be verified so. */
  readonly parts: { readonly variables: readonly string[]; readonly flags: readonly string[] } | undefined;
  /** Undefined where gh takes no such signature. */
  readonly gh: readonly string[] | undefined;
  /** Whether a trusted root is named. */
  readonly ownRoot: boolean;
}

/**
 * What verifiers must be told. cosign is told what a signature lacks; gh finds that out from its root, and takes nothing
 * without a log that is not GitHub's. Pure.
 * @param files none for the public instance
 */
export const trustOf = (proof: Proof, files?: TrustFiles): CommandTrust => {
  const sct = proof.sct ? [] : ["--insecure-ignore-sct"];
  const log = proof.log ? [] : ["--insecure-ignore-tlog"];
  const time = proof.logTime ? [] : ["--use-signed-timestamps"];
  const root = files === undefined ? [] : ["--trusted-root", shellPath(files.root)];
  const { ghRoot } = files ?? {};
  return {
    cosign: [...time, ...sct, ...log, ...root],
    // cosign searches the log for a signature without a bundle, which it can do at Rekor 1 alone.
    parts: proof.logTime ? partsOf(sct, files) : undefined,
    gh: ghRoot === undefined ? [] : proof.log ? ["--custom-trusted-root", shellPath(ghRoot)] : undefined,
    ownRoot: files !== undefined,
  };
};

function partsOf(sct: readonly string[], files: TrustFiles | undefined): CommandTrust["parts"] {
  if (files === undefined) return { variables: [], flags: sct };
  const { parts } = files;
  if (parts?.log === undefined) return undefined;
  const variables = [
    `SIGSTORE_ROOT_FILE=${shellWord(parts.roots)}`,
    `SIGSTORE_REKOR_PUBLIC_KEY=${shellWord(parts.logKey)}`,
    ...(sct.length > 0 ? [] : [`SIGSTORE_CT_LOG_PUBLIC_KEY_FILE=${shellWord(parts.ctKey)}`]),
  ];
  return { variables, flags: ["--rekor-url", shellWord(parts.log), ...sct] };
}
