import { Failure } from "../kernel/errors.ts";
import type { RunnerEvent } from "../runner/runner.ts";

/**
 * What an event may have. `own`: secrets, from any checkout. `withheld`: GitHub gives this run no secrets
 * itself. `privileged`: secrets, but only for a checkout of one of `commits`, since the event can be set
 * off by someone who may not have them.
 */
export type Judgement =
  | { readonly kind: "own" }
  | { readonly kind: "withheld"; readonly why: string }
  | { readonly kind: "privileged"; readonly commits: readonly string[] };

/** Events that only someone with write access, or GitHub's own clock, sets off. Any other is privileged. */
const OWN_EVENTS: ReadonlySet<string> = new Set([
  "push",
  "schedule",
  "workflow_dispatch",
  "repository_dispatch",
  "release",
  "merge_group",
  "deployment",
  "create",
]);

/** Events of a pull request for which GitHub withholds secrets where the head is a fork. */
const PULL_REQUEST_EVENTS: ReadonlySet<string> = new Set([
  "pull_request",
  "pull_request_review",
  "pull_request_review_comment",
]);

/** https://docs.github.com/code-security/dependabot/troubleshooting-dependabot/troubleshooting-dependabot-on-github-actions */
const DEPENDABOT_WITHHELD: ReadonlySet<string> = new Set([
  ...PULL_REQUEST_EVENTS,
  "push",
  "create",
  "deployment",
]);
const DEPENDABOT = "dependabot[bot]";

type Json = Readonly<Record<string, unknown>>;
const object = (value: unknown): Json => (typeof value === "object" && value !== null ? (value as Json) : {});

/**
 * May this event have secrets? Pure. `event.name` "" is no workflow at all (a terminal).
 * A fork is a head repository that is null or whose id is not the base's; the flag `fork` says something else.
 */
export function judgeEvent(event: RunnerEvent): Judgement {
  if (event.name === "") return { kind: "own" };
  if (event.actor === DEPENDABOT && DEPENDABOT_WITHHELD.has(event.name))
    return { kind: "withheld", why: "Dependabot set off this run, and GitHub gives such runs no secrets" };
  if (OWN_EVENTS.has(event.name)) return { kind: "own" };
  const payload = object(event.payload);
  if (PULL_REQUEST_EVENTS.has(event.name)) {
    const pull = object(payload["pull_request"]);
    if (sameRepository(object(pull["head"])["repo"], object(pull["base"])["repo"])) return { kind: "own" };
    return {
      kind: "withheld",
      why: "the pull request comes from a fork, and GitHub gives such runs no secrets",
    };
  }
  const commits = [event.sha];
  if (event.name === "workflow_run") {
    const run = object(payload["workflow_run"]);
    const repository = object(payload["repository"]);
    const head = run["head_sha"];
    const own =
      run["event"] === "push" &&
      typeof run["head_branch"] === "string" &&
      run["head_branch"] === repository["default_branch"] &&
      sameRepository(run["head_repository"], repository);
    if (own && typeof head === "string") commits.push(head);
  }
  return { kind: "privileged", commits: commits.filter((commit) => commit !== "") };
}

function sameRepository(head: unknown, base: unknown): boolean {
  const id = object(head)["id"];
  return id !== undefined && id !== null && id === object(base)["id"];
}

/** What git says of one checkout, and of the named files that lie in it. */
export interface CheckoutFacts {
  /** As the user would name it. */
  readonly shown: string;
  /** undefined where it is no checkout of git. */
  readonly head: string | undefined;
  /** HEAD of the checkout that records this one as a submodule at this very commit. */
  readonly recordedBy?: string | undefined;
  readonly files: readonly { readonly shown: string; readonly isHeadsBlob: boolean }[];
}

/** The problems of a privileged event's checkouts; none for other events. Pure. */
export function judgeCheckouts(judgement: Judgement, checkouts: readonly CheckoutFacts[]): Failure[] {
  if (judgement.kind !== "privileged") return [];
  return checkouts.flatMap((checkout) => {
    const own = [checkout.head, checkout.recordedBy].some(
      (commit) => commit !== undefined && judgement.commits.includes(commit),
    );
    if (checkout.head === undefined && checkout.files.length > 0)
      return checkout.files.map((file) => outside(file.shown));
    if (!own && checkout.head !== undefined)
      return [
        new Failure(
          "EVENT_UNTRUSTED",
          `This event can be set off by someone without write access, and the checkout in ${checkout.shown} is not the event's own commit.`,
          {
            fix: "Check out the event's own commit (actions/checkout without `ref`), and load secrets in a job of their own.",
          },
        ),
      ];
    return checkout.files
      .filter((file) => !file.isHeadsBlob)
      .map(
        (file) =>
          new Failure(
            "FILE_NOT_COMMITTED",
            `The file ${file.shown} is not byte for byte what the event's commit holds.`,
            {
              at: { file: file.shown },
              fix: "Load secrets before any step that changes the checkout.",
            },
          ),
      );
  });
}

const outside = (shown: string): Failure =>
  new Failure("EVENT_UNTRUSTED", `The file ${shown} lies in no checkout, so nobody knows whose it is.`, {
    at: { file: shown },
    fix: "Name a file that the event's own commit holds; this event can be set off by someone without write access.",
  });
