/** The TUF repositories whose first root is built in, without a slash at the end. */
export const BUILT_IN = {
  /** Sigstore's public good instance. */
  public: "https://tuf-repo-cdn.sigstore.dev",
  /** GitHub's own instance, which signs for private repositories. */
  github: "https://tuf-repo.github.com",
} as const;

/** The well-known instance whose repository is at this address. Pure. */
export function builtInAt(url: URL): "public" | "github" | undefined {
  if (url.href === `${BUILT_IN.public}/`) return "public";
  return url.href === `${BUILT_IN.github}/` ? "github" : undefined;
}
