/** A part of AWS that has its own accounts and names: commercial, China, GovCloud and so on. */
export interface Partition {
  readonly id: string;
  readonly dnsSuffix: string;
  /** Of endpoints that have IPv4 and IPv6. */
  readonly dualStackSuffix: string;
}

const COMMERCIAL: Partition = { id: "aws", dnsSuffix: "amazonaws.com", dualStackSuffix: "api.aws" };

/** By how the names of their regions begin; what matches none is commercial, as for AWS's own SDKs. */
const OTHERS: readonly (Partition & { readonly begins: string })[] = [
  {
    begins: "cn-",
    id: "aws-cn",
    dnsSuffix: "amazonaws.com.cn",
    dualStackSuffix: "api.amazonwebservices.com.cn",
  },
  { begins: "us-gov-", id: "aws-us-gov", dnsSuffix: "amazonaws.com", dualStackSuffix: "api.aws" },
  { begins: "us-iso-", id: "aws-iso", dnsSuffix: "c2s.ic.gov", dualStackSuffix: "api.aws.ic.gov" },
  { begins: "us-isob-", id: "aws-iso-b", dnsSuffix: "sc2s.sgov.gov", dualStackSuffix: "api.aws.scloud" },
  {
    begins: "eu-isoe-",
    id: "aws-iso-e",
    dnsSuffix: "cloud.adc-e.uk",
    dualStackSuffix: "api.cloud-aws.adc-e.uk",
  },
  {
    begins: "us-isof-",
    id: "aws-iso-f",
    dnsSuffix: "csp.hci.ic.gov",
    dualStackSuffix: "api.aws.hci.ic.gov",
  },
  {
    begins: "eusc-",
    id: "aws-eusc",
    dnsSuffix: "amazonaws.eu",
    dualStackSuffix: "api.amazonwebservices.eu",
  },
];

/**
 * The partition of a region, also of one that is newer than this list.
 * @see https://docs.aws.amazon.com/general/latest/gr/rande.html
 */
export function partitionOf(region: string): Partition {
  const { id, dnsSuffix, dualStackSuffix } =
    OTHERS.find(({ begins }) => region.startsWith(begins)) ?? COMMERCIAL;
  return { id, dnsSuffix, dualStackSuffix };
}
