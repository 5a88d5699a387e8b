import { expect, test } from "vitest";
import { partitionOf } from "../../../../src/providers/aws/partition.ts";

/** The names of the partitions; their suffixes are held against the SDK's rules by the endpoints' test. */
test.each([
  ["eu-central-1", "aws"],
  ["us-east-1", "aws"],
  ["ap-southeast-99", "aws"],
  ["cn-northwest-1", "aws-cn"],
  ["us-gov-west-1", "aws-us-gov"],
  ["us-iso-east-1", "aws-iso"],
  ["us-isob-east-1", "aws-iso-b"],
  ["eu-isoe-west-1", "aws-iso-e"],
  ["us-isof-south-1", "aws-iso-f"],
  ["eusc-de-east-1", "aws-eusc"],
])("%s is in %s", (region, id) => {
  expect(partitionOf(region).id).toBe(id);
});
