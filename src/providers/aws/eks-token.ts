import { Secret } from "../../kernel/secret.ts";
import type { AwsCredentials } from "./credentials.ts";
import type { EksLocator } from "./eks-locate.ts";
import { partitionOf } from "./partition.ts";
import { presignedUrl } from "./sign.ts";

/** So the tools publish the end of a token: the server takes it for 15 minutes. */
const LIFE_MS = 14 * 60_000;
/** Servers before 0.4 insist on at most a minute; later ones take no notice. */
const EXPIRES_SECONDS = 60;
const PREFIX = "k8s-aws-v1.";

/**
 * The bearer token of an EKS cluster: a signed request to STS that the API server sends to learn who we are. None is
 * sent here. It is for the region's own STS whatever endpoint is set for ours: the server takes no other.
 * @returns the token, not masked yet, and when it ends: with the credentials where they end before
 * @throws Failure CREDENTIALS_REFUSED for credentials that are no text
 * @see https://github.com/kubernetes-sigs/aws-iam-authenticator#api-authorization-from-outside-a-cluster
 */
export function eksToken(
  { name, region }: EksLocator,
  credentials: AwsCredentials,
  now: number,
): { readonly token: Secret; readonly expires: Date } {
  const url = presignedUrl(
    {
      method: "GET",
      url: new URL(`https://sts.${region}.${partitionOf(region).dnsSuffix}/`),
      headers: { "x-k8s-aws-id": name },
    },
    [
      ["Action", "GetCallerIdentity"],
      ["Version", "2011-06-15"],
    ],
    EXPIRES_SECONDS,
    credentials,
    { service: "sts", region, now },
  );
  const ends = Math.min(now + LIFE_MS, credentials.expires?.getTime() ?? Number.POSITIVE_INFINITY);
  return {
    token: Secret.of(`${PREFIX}${Buffer.from(url).toString("base64url")}`),
    expires: new Date(ends),
  };
}
