/** A workflow as certificates name it: `https://github.com/OWNER/NAME/PATH@REF`. */
export interface WorkflowName {
  /** `OWNER/NAME`. */
  readonly repository: string;
  /** `.github/workflows/FILE`. */
  readonly path: string;
  /** `refs/heads/main`, or a commit. */
  readonly ref: string;
}

export const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";
const GITHUB = "https://github.com";
const REPOSITORY = /^[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/;
/**
 * Workflows lie in this folder itself, so their file's name holds no `/`. A ref begins with `refs/` or is a commit: the
 * first `@refs/` ends the path, whatever stands in the ref.
 */
const NAME = /^([^/]+\/[^/]+)\/(\.github\/workflows\/[^/]+?)@(refs\/.+|[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * The server whose jobs an issuer vouches for: GitHub Enterprise's own where the issuer is one of these, else
 * `https://github.com`. Pure.
 * @see https://docs.github.com/actions/reference/security/oidc
 */
export function serverOf(issuer: string | undefined): string {
  const own = /^(https:\/\/[a-z0-9.-]+(?::\d+)?)\/_services\/token$/.exec(issuer ?? "");
  if (own !== null) return own[1]!;
  const tenant = /^https:\/\/token\.actions\.([a-z0-9-]+\.ghe\.com)(?:\/|$)/.exec(issuer ?? "");
  return tenant === null ? GITHUB : `https://${tenant[1]}`;
}

/** What follows the server and a slash, or undefined for a URL of another: `https://github.com.evil.example/`. Pure. */
export const below = (server: string, url: string | undefined): string | undefined =>
  url?.startsWith(`${server}/`) ? url.slice(server.length + 1) : undefined;

/** `OWNER/NAME` out of a repository's URL at this server, or undefined where it is none. Pure. */
export function repositoryAt(server: string, url: string | undefined): string | undefined {
  const name = below(server, url);
  return name !== undefined && REPOSITORY.test(name) ? name : undefined;
}

/** The workflow that a URL of this server names, or undefined where it names none: an e-mail address. Pure. */
export function workflowAt(server: string, url: string | undefined): WorkflowName | undefined {
  const match = NAME.exec(below(server, url) ?? "");
  if (match === null || !REPOSITORY.test(match[1]!)) return undefined;
  return { repository: match[1]!, path: match[2]!, ref: match[3]! };
}
