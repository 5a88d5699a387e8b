import { json, listen } from "../harness/servers/control.ts";

/** GitHub's API for attestations, and what was asked of it. */
export interface GithubAttestations {
  readonly url: string;
  readonly calls: readonly { readonly path: string; readonly authorization: string | undefined }[];
  /** Takes a repository, a digest (`sha256:HEX`) and bundles as text. */
  readonly store: (repository: string, digest: string, bundles: readonly string[]) => void;
  /** Takes a status; from now on that is all that it answers. */
  readonly fail: (status: number) => void;
  readonly stop: () => Promise<void>;
}

/**
 * A stand-in, written from GitHub's documentation of `GET /repos/{owner}/{repo}/attestations/{subject_digest}`
 * (https://docs.github.com/rest/repos/attestations): pages of `per_page`, a `link` header to the next one, 404 for a digest about
 * which nothing is stored. GitHub itself has seen none of it. Stop it.
 */
export async function githubAttestations(): Promise<GithubAttestations> {
  const stored = new Map<string, readonly string[]>();
  const calls: { path: string; authorization: string | undefined }[] = [];
  let failing: number | undefined;
  let base = "";
  const { url, stop } = await listen(({ path, headers }) => {
    calls.push({ path, authorization: headers["authorization"] });
    if (failing !== undefined) return json(failing, { message: "Resource not accessible by integration" });
    const { pathname, searchParams } = new URL(path, "http://github");
    const match = /^\/repos\/([^/]+\/[^/]+)\/attestations\/(sha256:[0-9a-f]{64})$/.exec(pathname);
    const bundles = match === null ? undefined : stored.get(`${match[1]} ${match[2]}`);
    if (bundles === undefined) return json(404, { message: "Not Found" });
    const size = Math.min(100, Number(searchParams.get("per_page") ?? 30));
    const after = Number(searchParams.get("after") ?? 0);
    const attestations = bundles
      .slice(after, after + size)
      .map((bundle) => ({ repository_id: 74001, bundle: JSON.parse(bundle) as unknown }));
    const reply = json(200, { attestations });
    if (after + size >= bundles.length) return reply;
    const next = `<${base}${pathname}?per_page=${size}&after=${after + size}>; rel="next"`;
    return { ...reply, headers: { ...reply.headers, link: next } };
  });
  base = url;
  return {
    url,
    calls,
    store: (repository, digest, bundles) => void stored.set(`${repository} ${digest}`, bundles),
    fail: (status) => void (failing = status),
    stop,
  };
}
