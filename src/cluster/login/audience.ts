import { Failure } from "../../kernel/errors.ts";
import type { ClusterInputs } from "../inputs.ts";
import type { ClusterReference } from "./reference.ts";

/** Audiences by which others take GitHub's tokens: an API server that got one could log in there in the job's name. */
const TAKEN: readonly { readonly pattern: RegExp; readonly by: string }[] = [
  { pattern: /^(https:\/\/)?sts\.([a-z0-9-]+\.)?amazonaws\.(com(\.cn)?|eu)\/?$/i, by: "AWS" },
  { pattern: /^api:\/\/AzureADTokenExchange/i, by: "Azure" },
  { pattern: /^(https:)?\/\/([a-z0-9-]+\.)*googleapis\.com(\/|$)/i, by: "Google Cloud" },
  { pattern: /^sigstore$/i, by: "Sigstore" },
  { pattern: /^((test)?pypi|npm:registry\.npmjs\.org|rubygems\.org|crates\.io)$/i, by: "a package registry" },
];

/**
 * The audience of GitHub's token for a cluster that trusts it: `cluster-audience`, else the server's URL. Pure.
 * @returns undefined for a cluster that is logged in to by other means; INPUT_INVALID for an audience of another service.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration
 */
export function audienceOf(
  reference: ClusterReference,
  inputs: Pick<ClusterInputs, "clusterAudience">,
): string | Failure | undefined {
  const given = inputs.clusterAudience;
  if (reference.kind !== "server")
    return given === ""
      ? undefined
      : refused(
          "cluster-audience counts only for a cluster that trusts GitHub's tokens itself, and cluster names none.",
          "Remove cluster-audience, or name the API server:\ncluster: https://HOST:6443",
        );
  const audience = given === "" ? reference.server.origin : given;
  if (!/^[\x21-\x7e]{1,512}$/.test(audience))
    return refused(
      "cluster-audience is no audience: 1 to 512 visible characters without spaces.",
      fixOf(reference.server),
    );
  const taken = TAKEN.find(({ pattern }) => pattern.test(audience));
  if (taken === undefined) return audience;
  return refused(
    `The audience of the cluster's token is one that ${taken.by} trusts: the API server could replay our token there.`,
    fixOf(reference.server),
  );
}

/**
 * INPUT_INVALID where a store that this run logs in to takes tokens of the same audience; undefined where none does. Pure.
 * @param others the audiences of the run's other logins
 */
export function sharedAudience(
  reference: ClusterReference,
  inputs: Pick<ClusterInputs, "clusterAudience">,
  others: readonly (string | undefined)[],
): Failure | undefined {
  const audience = audienceOf(reference, inputs);
  if (reference.kind !== "server" || audience instanceof Failure || !others.includes(audience))
    return undefined;
  return refused(
    "The audience of the cluster's token is also that of a store of this step: the API server could replay our token there.",
    fixOf(reference.server),
  );
}

const fixOf = (server: URL): string =>
  `Use an audience that only this cluster takes, and name it in its AuthenticationConfiguration:\ncluster-audience: kubernetes-${server.hostname.replace(/[^A-Za-z0-9.-]/g, "")}`;

const refused = (message: string, fix: string): Failure =>
  new Failure("INPUT_INVALID", message, { at: { input: "cluster-audience" }, fix });
