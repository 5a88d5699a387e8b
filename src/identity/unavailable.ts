import { Failure } from "../kernel/errors.ts";

/** What is asked of the event that started the job. */
export interface TokenEvent {
  readonly name: string;
  readonly actor: string;
  readonly payload: unknown;
}

type Env = Readonly<Record<string, string | undefined>>;
type Json = Readonly<Record<string, unknown>>;

const DEPENDABOT = "dependabot[bot]";
const PERMISSIONS = "permissions:\n  id-token: write\n  contents: read";
const PULL_REQUEST_EVENTS: ReadonlySet<string> = new Set([
  "pull_request",
  "pull_request_review",
  "pull_request_review_comment",
]);

/**
 * Why GitHub gave this job no way to ask for an identity token (ACTIONS_ID_TOKEN_REQUEST_URL and
 * ACTIONS_ID_TOKEN_REQUEST_TOKEN), with the lines that change it. Pure.
 * @returns OIDC_PERMISSION_MISSING
 * @see https://docs.github.com/actions/reference/security/oidc
 */
export function whyNoToken(env: Env, event: TokenEvent, face: "actions" | "terminal"): Failure {
  if (env["GITHUB_ACTIONS"] !== "true" && (face === "terminal" || event.name === "")) return noJob(face);
  if (isFork(event))
    return missing(
      "The pull request comes from a fork, and GitHub gives such runs no identity token, whatever `permissions` says.",
      "Let the job run where the token is given: on `push`, after the merge. For forks leave it out:\nif: github.event.pull_request.head.repo.full_name == github.repository",
    );
  if ((env["GITHUB_ACTOR"] || event.actor) === DEPENDABOT)
    return missing(
      "Dependabot set off this run, and GitHub gives such runs no identity token, whatever `permissions` says.",
      "Let the job run where the token is given: on `push` by a person, after the merge. For Dependabot leave it out:\nif: github.actor != 'dependabot[bot]'",
    );
  const half = env["ACTIONS_ID_TOKEN_REQUEST_URL"]
    ? " (ACTIONS_ID_TOKEN_REQUEST_TOKEN is not set, though ACTIONS_ID_TOKEN_REQUEST_URL is: does an `env:` blank it?)"
    : env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]
      ? " (ACTIONS_ID_TOKEN_REQUEST_URL is not set, though ACTIONS_ID_TOKEN_REQUEST_TOKEN is: does an `env:` blank it?)"
      : "";
  const job = /^[\w-]{1,100}$/.test(env["GITHUB_JOB"] ?? "") ? ` ${env["GITHUB_JOB"]}` : "";
  return missing(
    `The job${job} may not ask GitHub for an identity token: it lacks \`id-token: write\`${half}.`,
    `Add to the job, not to the step:\n${PERMISSIONS}\nIn a reusable workflow, to the job that calls it as well, since it has no more than its caller gives it:\njobs:\n  call:\n    uses: ./.github/workflows/deploy.yml\n${indented(PERMISSIONS)}`,
  );
}

const noJob = (face: "actions" | "terminal"): Failure =>
  missing(
    "There is no GitHub job here that an identity token could speak for.",
    face === "terminal"
      ? 'Choose another source of credentials:\n--aws-credentials "profile NAME"'
      : "Choose another source of credentials, on a machine of your own that runs no GitHub job:\naws-credentials: profile NAME",
  );

const missing = (message: string, fix: string): Failure =>
  new Failure("OIDC_PERMISSION_MISSING", message, { fix });

const indented = (text: string): string => text.replace(/^/gm, "    ");

/** A head repository that was deleted since counts as a fork: nothing says that it was not one. */
function isFork({ name, payload }: TokenEvent): boolean {
  if (!PULL_REQUEST_EVENTS.has(name)) return false;
  const pull = object(object(payload)["pull_request"]);
  const head = object(object(pull["head"])["repo"])["id"];
  const base = object(object(pull["base"])["repo"])["id"];
  return base !== undefined && head !== base;
}

const object = (value: unknown): Json => (typeof value === "object" && value !== null ? (value as Json) : {});
