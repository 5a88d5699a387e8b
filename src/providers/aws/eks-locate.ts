import { Failure } from "../../kernel/errors.ts";
import type { Reference } from "../../references/reference.ts";
import type { Host, Locator } from "../provider.ts";
import type { AwsInputs } from "./inputs.ts";
import { REGION } from "./locate.ts";
import { invalidReference } from "./names.ts";
import { regionOf } from "./region.ts";

/** A cluster of EKS. */
export interface EksLocator extends Locator {
  readonly name: string;
  readonly region: string;
}

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html */
const NAME = /^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/;

/**
 * The cluster of `eks://NAME[?region=REGION]`; a Failure (REFERENCE_INVALID, or INPUT_INVALID where no region is known)
 * that quotes nothing of it. Pure.
 */
export function locateEks(source: Reference, inputs: AwsInputs, env: Host["env"]): EksLocator | Failure {
  const { locator: name, query, field } = source;
  if (!NAME.test(name))
    return invalidReference(
      "An EKS cluster's name is up to 100 of A-Z a-z 0-9 _ - and begins with a letter or a digit.",
      "cluster: eks://prod   # the name, not the ARN; ?region=eu-central-1",
    );
  if (field !== undefined || [...query.keys()].some((key) => key !== "region"))
    return invalidReference(
      "A cluster of EKS has no field, and no query but region.",
      "?region=eu-central-1",
    );
  const asked = query.get("region");
  const region = asked ?? regionOf(inputs, env);
  if (region === undefined)
    return new Failure("INPUT_INVALID", "No region is known for the EKS cluster.", {
      at: { input: "aws-region" },
      fix: "aws-region: eu-central-1   # or cluster: eks://NAME?region=eu-central-1",
    });
  if (!REGION.test(region))
    return asked === undefined
      ? new Failure("INPUT_INVALID", "The AWS region is no name of a region.", {
          at: { input: "aws-region" },
          fix: "aws-region: eu-central-1",
        })
      : invalidReference("The region is none of AWS's form.", "?region=eu-central-1");
  return { id: JSON.stringify(["eks", region, name]), shown: `eks://${name} in ${region}`, name, region };
}
