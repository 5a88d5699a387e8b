import { Failure } from "../../kernel/errors.ts";
import type { HttpAnswer, HttpError } from "../../kernel/http.ts";
import { unreachable } from "../../kernel/unreachable.ts";
import { printTarget, type Target } from "./target.ts";

/** What is wanted of a repository, in the words of the token specification. */
export type Actions = "pull" | "pull,push";

const GHCR = "ghcr.io";
const ECR = /^\d{12}\.dkr[.-]ecr(?:-fips)?\./;
const ECR_READS = ["BatchCheckLayerAvailability", "BatchGetImage", "GetDownloadUrlForLayer"];
const ECR_WRITES = ["InitiateLayerUpload", "UploadLayerPart", "CompleteLayerUpload", "PutImage"];

/** The failure for an answer that no registry gives. `what` follows the registry's name. */
export const answerInvalid = (registry: string, what: string): Failure =>
  new Failure("REGISTRY_ANSWER_INVALID", `${registry} ${what}.`, {
    fix: "Check that the registry itself answers under this name, and that nobody put something else in the image's place.",
  });

/** The failure for an image, a manifest or a blob that is not there. */
export const notFound = (target: Target, what: string): Failure =>
  new Failure("SUBJECT_NOT_FOUND", `${printTarget(target)} has no ${what}.`, {
    fix: "Push the image first, and take the digest that the push gave:\noci://ghcr.io/OWNER/NAME@${{ steps.push.outputs.digest }}",
  });

/**
 * The failure for a registry that says no.
 * @param loggedIn whether it got a login at all.
 * @param status what it answered.
 */
export function refused(target: Target, actions: Actions, loggedIn: boolean, status: number): Failure {
  const verb = actions === "pull" ? "read from" : "write to";
  const who = loggedIn ? "the login at hand" : "whoever has no login";
  return new Failure(
    "REGISTRY_REFUSED",
    `${target.registry} does not let ${who} ${verb} ${printTarget(target)} (status ${status}).`,
    { fix: refusedFix(target.registry, actions, loggedIn) },
  );
}

function refusedFix(registry: string, actions: Actions, loggedIn: boolean): string {
  if (registry === GHCR) {
    const permission = `permissions:\n  packages: ${actions === "pull" ? "read" : "write"}`;
    return `${permission}\n# and let this repository use the package: its settings, "Manage Actions access"`;
  }
  if (ECR.test(registry)) return ecrFix(registry, actions, loggedIn);
  return loggedIn
    ? `Log in as somebody who may ${actions === "pull" ? "pull from" : "push to"} this repository, in a step before this one:\ndocker login ${registry}`
    : `Log in in a step before this one:\ndocker login ${registry}`;
}

/** A role may be let in and yet not write: permissions are of each repository. */
function ecrFix(registry: string, actions: Actions, loggedIn: boolean): string {
  if (!loggedIn)
    return `aws-role: arn:aws:iam::ACCOUNT:role/NAME   # in sign/; or in a step before this one:\naws ecr get-login-password | docker login --username AWS --password-stdin ${registry}`;
  const verbs = actions === "pull" ? ECR_READS : [...ECR_READS, ...ECR_WRITES];
  return `Add to the permissions of the role, for this repository:\n${JSON.stringify({ Effect: "Allow", Action: verbs.map((verb) => `ecr:${verb}`), Resource: "arn:aws:ecr:REGION:ACCOUNT:repository/NAME" }, null, 2)}`;
}

/** The failure for a request that got no whole answer. */
export function registryUnreachable(error: HttpError, registry: string): Failure {
  const { code, message, fix } = unreachable(error, `The registry ${registry}`);
  // An answer that broke off says nothing about the registry: a write may have been done.
  const own =
    code === "STORE_UNREACHABLE" || error.kind === "truncated"
      ? "REGISTRY_UNREACHABLE"
      : code === "STORE_ANSWER_INVALID"
        ? "REGISTRY_ANSWER_INVALID"
        : code;
  return new Failure(own, message, fix === undefined ? {} : { fix });
}

/** The failure for an answer of status 400 and above that is neither a refusal nor a 404. */
export function failedWith({ status }: HttpAnswer, registry: string): Failure {
  if (status === 429)
    return new Failure(
      "REGISTRY_UNREACHABLE",
      `${registry} keeps refusing requests: its rate limit is used up.`,
      {
        fix: "Log in (logins have higher limits), sign fewer images in one job, or run the job again later.",
      },
    );
  if (status >= 500 || status === 408)
    return new Failure("REGISTRY_UNREACHABLE", `${registry} failed with status ${status}, several times.`, {
      fix: "Run the job again; if it stays so, see the status page or the log of the registry.",
    });
  return answerInvalid(registry, `answered with status ${status}, which does not fit the request`);
}
