import { Failure } from "../kernel/errors.ts";
import type { HttpAnswer } from "../kernel/http.ts";

/** GitHub's wording, by which two refusals with one status are told apart. It is never shown. */
const REASONS: readonly (readonly [RegExp, () => Failure])[] = [
  [/user-owned private repositor/i, () => notForPersons()],
  [/not accessible by|must have .*(?:write|admin)|permission/i, () => noPermission()],
  [/sso|saml/i, () => noPermission()],
  [/values do not match/i, () => otherRepository()],
  [/duplicate subject/i, () => duplicateSubject()],
];

/**
 * Why GitHub did not do as it was asked, for an answer of 400 and above that no retry makes better.
 * @see https://docs.github.com/rest/repos/attestations
 */
export function refusedByGithub({ status, headers, body }: HttpAnswer, host: string): Failure {
  const failure = knownRefusal(body) ?? byStatus(status, host);
  const id = headers["x-github-request-id"];
  if (id === undefined || !/^[\w:-]{1,80}$/.test(id)) return failure;
  const { code, message, fix } = failure;
  return new Failure(code, message, { ...(fix === undefined ? {} : { fix }), requestId: id });
}

/** The refusal that these words stand for; undefined for any others. */
export function knownRefusal(body: Uint8Array): Failure | undefined {
  const text = Buffer.from(body.subarray(0, 4096)).toString();
  return REASONS.find(([words]) => words.test(text))?.[1]();
}

function byStatus(status: number, host: string): Failure {
  if (status === 401)
    return refused(
      "GitHub does not know the token any more",
      "github-token: ${{ github.token }}  # of this job; it ends with the job",
    );
  if (status === 403) return noPermission();
  if (status === 404 || status === 405)
    return host === "api.github.com"
      ? refused(
          "GitHub shows this token no such repository, or has no attestations for it",
          "permissions:\n  attestations: write\n  contents: read\n  id-token: write",
        )
      : refused(
          `${host} has no attestations: GitHub Enterprise Server does not know them`,
          "github-attestations: false  # the bundles lie beside the files, and in the registry",
        );
  return refused(
    `GitHub did not take it (status ${status})`,
    "See https://www.githubstatus.com, and run the job again.",
  );
}

const refused = (what: string, fix: string): Failure =>
  new Failure("ATTESTATION_REFUSED", `The attestation cannot be stored at GitHub: ${what}.`, { fix });

const noPermission = (): Failure =>
  refused(
    "the job's token may not write attestations",
    "permissions:\n  attestations: write\n  contents: read\n  id-token: write",
  );

const notForPersons = (): Failure =>
  refused(
    "a private repository of a person's own account has no attestations",
    "github-attestations: false  # or make the repository public, or move it to an organization (Enterprise Cloud)",
  );

const otherRepository = (): Failure =>
  refused(
    "the certificate names another repository, or another host of GitHub, than the one that it is stored for",
    "github-attestations: false  # where the job's workflow runs for another repository",
  );

const duplicateSubject = (): Failure =>
  refused("a subject stands in the statement twice", "Name each file or image once in `sign` and `attest`.");
