import { expect, test } from "vitest";
import { refused } from "../../../../src/signing/registry/failures.ts";

const ECR = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";

test.each<[string, "pull" | "pull,push", boolean, string[], string[]]>([
  ["ghcr.io", "pull", true, ["packages: read"], ["packages: write"]],
  ["ghcr.io", "pull,push", false, ["packages: write"], ["docker login"]],
  ["registry.example.com", "pull,push", false, ["docker login registry.example.com"], ["push to"]],
  ["registry.example.com", "pull,push", true, ["may push to", "docker login registry.example.com"], []],
  ["registry.example.com", "pull", true, ["may pull from"], ["push to"]],
  [ECR, "pull,push", false, ["aws-role:", `--password-stdin ${ECR}`], ["ecr:PutImage"]],
  [ECR, "pull,push", true, ['"ecr:PutImage"', '"ecr:BatchGetImage"', ":repository/NAME"], ["docker login"]],
  [ECR, "pull", true, ['"ecr:BatchGetImage"'], ["ecr:PutImage"]],
])("what helps where %s refuses %s, with a login: %s", (registry, actions, loggedIn, has, hasNot) => {
  const { code, message, fix } = refused({ registry, repository: "shop/api" }, actions, loggedIn, 403);
  expect([code, message]).toEqual([
    "REGISTRY_REFUSED",
    expect.stringContaining(`${registry}/shop/api (status 403)`),
  ]);
  for (const words of has) expect(fix).toContain(words);
  for (const words of hasNot) expect(fix).not.toContain(words);
});
