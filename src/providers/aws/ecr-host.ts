import { partitionOf } from "./partition.ts";

/** A registry of ECR: one of an account in a region, or the public one. */
export type EcrRegistry =
  | { readonly kind: "private"; readonly account: string; readonly region: string }
  | { readonly kind: "public"; readonly region: typeof PUBLIC_REGION };

/** Where the public registry's API gives its tokens. */
const PUBLIC_REGION = "us-east-1";
const PUBLIC_HOSTS: ReadonlySet<string> = new Set(["public.ecr.aws", "ecr-public.aws.com"]);

const PRIVATE = /^(\d{12})\.dkr([.-])ecr(?:-fips)?\.([a-z]{2,}(?:-[a-z0-9]+)+)\.([a-z0-9.-]+)$/;
/** The end of hosts that have IPv4 and IPv6, by partition; others have none that is known here. */
const DUAL_STACK: Readonly<Record<string, string>> = {
  aws: "on.aws",
  "aws-us-gov": "on.aws",
  "aws-cn": "on.amazonwebservices.com.cn",
};

/**
 * What registry of ECR a host is; undefined for any other, also for one that only looks like it: a password goes there.
 * Pure.
 * @see https://docs.aws.amazon.com/general/latest/gr/ecr.html
 */
export function ecrRegistryOf(host: string): EcrRegistry | undefined {
  if (PUBLIC_HOSTS.has(host)) return { kind: "public", region: PUBLIC_REGION };
  const [, account, mark, region, suffix] = PRIVATE.exec(host) ?? [];
  if (account === undefined || region === undefined) return undefined;
  const { id, dnsSuffix } = partitionOf(region);
  return suffix === (mark === "." ? dnsSuffix : DUAL_STACK[id])
    ? { kind: "private", account, region }
    : undefined;
}
