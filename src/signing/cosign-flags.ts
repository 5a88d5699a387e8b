import { Failure } from "../kernel/errors.ts";

/**
 * cosign's flags of an identity, each with the input that it stands for. `undefined`: refused, since certificates name
 * a workflow by its file too, and the name that this flag compares can be given to any file.
 * @see https://docs.sigstore.dev/cosign/verifying/verify/
 */
export const COSIGN_FLAGS: ReadonlyMap<string, string | undefined> = new Map([
  ["certificate-identity", "identity"],
  ["certificate-identity-regexp", "identity-regexp"],
  ["certificate-oidc-issuer", "issuer"],
  ["certificate-oidc-issuer-regexp", "issuer-regexp"],
  ["certificate-github-workflow-repository", "repository"],
  ["certificate-github-workflow-ref", "ref"],
  ["certificate-github-workflow-sha", "commit"],
  ["certificate-github-workflow-trigger", "trigger"],
  ["certificate-github-workflow-name", undefined],
]);

/**
 * Command-line arguments with our flags where cosign's stand, in both forms (`--flag value`, `--flag=value`); what
 * follows `--` is left alone. Throws INPUT_INVALID at a flag that has no counterpart. Pure.
 */
export function withoutCosignFlags(args: readonly string[]): readonly string[] {
  const end = args.indexOf("--");
  return args.map((arg, i) => {
    const match = /^--([a-z-]+)(=.*)?$/s.exec(arg);
    if (match === null || !COSIGN_FLAGS.has(match[1]!) || (end >= 0 && i > end)) return arg;
    const ours = COSIGN_FLAGS.get(match[1]!);
    if (ours === undefined)
      throw new Failure("INPUT_INVALID", `--${match[1]} is not supported: any workflow can take a name.`, {
        fix: "--workflow .github/workflows/FILE.yml",
        exit: 2,
      });
    return `--${ours}${match[2] ?? ""}`;
  });
}
