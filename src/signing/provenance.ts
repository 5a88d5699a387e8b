import { Failure } from "../kernel/errors.ts";
import type { TokenClaims } from "./host.ts";
import type { Predicate } from "./predicates.ts";

const PROVENANCE = "https://slsa.dev/provenance/v1";
const BUILD_TYPE = "https://actions.github.io/buildtypes/workflow/v1";
const REQUIRED = [
  "iss",
  "ref",
  "sha",
  "repository",
  "event_name",
  "job_workflow_ref",
  "workflow_ref",
  "repository_id",
  "repository_owner_id",
  "runner_environment",
  "run_id",
  "run_attempt",
] as const;
const DOTCOM = /^https:\/\/token\.actions\.githubusercontent\.com(?:\/|$)/;
const GHE_CLOUD = /^https:\/\/token\.actions\.([a-z0-9-]+)\.ghe\.com(?:\/|$)/;

/**
 * The URL of the GitHub that a token is from: an enterprise of github.com may have its own path in the issuer, and one
 * with data residence its own host. Any other issuer says nothing of it, and `fallback` counts. Pure.
 */
export function serverOf(issuer: string, fallback: string): string {
  if (DOTCOM.test(issuer)) return "https://github.com";
  const tenant = GHE_CLOUD.exec(issuer)?.[1];
  return tenant === undefined ? fallback.replace(/\/+$/, "") : `https://${tenant}.ghe.com`;
}

/**
 * SLSA provenance of the present run, from the claims of its identity token: what the environment says could be
 * changed by a step. Throws OIDC_TOKEN_UNAVAILABLE with the names of claims that are missing. Pure.
 * @param fallback the server's URL where the issuer does not tell it (GITHUB_SERVER_URL)
 * @see https://actions.github.io/buildtypes/workflow/v1
 */
export function provenanceOf(claims: TokenClaims, fallback = "https://github.com"): Predicate {
  const claim = Object.fromEntries(REQUIRED.map((name) => [name, textOf(claims[name])])) as Record<
    (typeof REQUIRED)[number],
    string
  >;
  const missing = REQUIRED.filter((name) => claim[name] === "");
  if (missing.length > 0)
    throw new Failure(
      "OIDC_TOKEN_UNAVAILABLE",
      `The job's identity token does not say what provenance needs: ${missing.join(", ")}.`,
      { fix: "attest:\n  slsaprovenance1 = provenance.json" },
    );
  const server = serverOf(claim.iss, fallback);
  const workflow = workflowOf(claim.workflow_ref, claim.repository, claim.ref);
  return {
    type: PROVENANCE,
    predicate: {
      buildDefinition: {
        buildType: BUILD_TYPE,
        externalParameters: {
          workflow: {
            ref: workflow.ref,
            repository: `${server}/${workflow.repository}`,
            path: workflow.path,
          },
        },
        internalParameters: {
          github: {
            event_name: claim.event_name,
            repository_id: claim.repository_id,
            repository_owner_id: claim.repository_owner_id,
            runner_environment: claim.runner_environment,
          },
        },
        resolvedDependencies: [
          { uri: `git+${server}/${claim.repository}@${claim.ref}`, digest: { gitCommit: claim.sha } },
        ],
      },
      runDetails: {
        builder: { id: `${server}/${claim.job_workflow_ref}` },
        metadata: {
          invocationId: `${server}/${claim.repository}/actions/runs/${claim.run_id}/attempts/${claim.run_attempt}`,
        },
      },
    },
  };
}

/**
 * Repository, path and ref of `OWNER/REPO/PATH@REF`. Path and ref may both hold `@`, so the run's own ref is taken off
 * first; a workflow that an organisation requires lies in another repository, at a ref of that one. Pure.
 */
export function workflowOf(
  workflowRef: string,
  repository: string,
  ref: string,
): { readonly repository: string; readonly path: string; readonly ref: string } {
  const own = workflowRef.startsWith(`${repository}/`) && workflowRef.endsWith(`@${ref}`);
  const at = own ? workflowRef.length - ref.length - 1 : splitAt(workflowRef);
  const named = workflowRef.slice(0, at);
  const parts = named.split("/");
  const from = own ? repository : parts.slice(0, 2).join("/");
  return { repository: from, path: named.slice(from.length + 1), ref: workflowRef.slice(at + 1) || ref };
}

/** The `@` before the ref: git's refs begin with refs/; a commit has no `@`. */
function splitAt(workflowRef: string): number {
  const refs = workflowRef.indexOf("@refs/");
  const at = refs >= 0 ? refs : workflowRef.lastIndexOf("@");
  return at < 0 ? workflowRef.length : at;
}

/** Claims are text; a number is taken too. */
function textOf(claim: unknown): string {
  if (typeof claim === "number" && Number.isSafeInteger(claim)) return String(claim);
  return typeof claim === "string" ? claim : "";
}
