import { expect, test } from "vitest";
import { parseCluster } from "../../../../src/cluster/login/reference.ts";
import { Failure } from "../../../../src/kernel/errors.ts";
import { CANARY } from "./fakes.ts";

const parse = (text: string) => parseCluster(text, ["eks"]);

test("each form names its cluster", () => {
  expect(parse("eks://prod?region=eu-west-1")).toEqual({
    kind: "cloud",
    reference: {
      kind: "reference",
      scheme: "eks",
      locator: "prod",
      query: new Map([["region", "eu-west-1"]]),
      field: undefined,
    },
  });
  expect(parse(" https://10.0.0.1:6443/ ")).toEqual({
    kind: "server",
    server: new URL("https://10.0.0.1:6443"),
  });
  expect(parse("https://rancher.example/k8s/clusters/c-1/")).toMatchObject({
    server: { href: "https://rancher.example/k8s/clusters/c-1" },
  });
  expect(parse("in-cluster://")).toEqual({ kind: "in-cluster" });
});

test.each([
  ["kubeconfig://", undefined, undefined],
  ["kubeconfig://#prod", undefined, "prod"],
  ["kubeconfig://a b/config", "a b/config", undefined],
  [
    "kubeconfig:///etc/kube#arn:aws:eks:eu-west-1:1:cluster/prod#x",
    "/etc/kube",
    "arn:aws:eks:eu-west-1:1:cluster/prod#x",
  ],
])("%s is a file and a context", (text, path, context) => {
  expect(parse(text)).toEqual({ kind: "kubeconfig", path, context });
});

test.each([
  ["http://host", "ENDPOINT_REFUSED"],
  ["https://169.254.169.254", "ENDPOINT_REFUSED"],
  ["https://0xa9fea9fe", "ENDPOINT_REFUSED"],
  ["https://2852039166/", "ENDPOINT_REFUSED"],
  ["https://[::ffff:169.254.169.254]", "ENDPOINT_REFUSED"],
  ["https://[fe80::1]", "ENDPOINT_REFUSED"],
  ["https://[fd00:ec2::254]", "ENDPOINT_REFUSED"],
  ["https://METADATA.google.internal./", "ENDPOINT_REFUSED"],
  ["https://168.63.129.16", "ENDPOINT_REFUSED"],
  [`https://user:${CANARY}@host`, "ENDPOINT_REFUSED"],
  [`https://host?token=${CANARY}`, "ENDPOINT_REFUSED"],
  [`https://host#${CANARY}`, "ENDPOINT_REFUSED"],
  [`https://${CANARY} x`, "ENDPOINT_REFUSED"],
  ["in-cluster://x", "INPUT_INVALID"],
  [CANARY, "INPUT_INVALID"],
  [`${CANARY}://x`, "INPUT_INVALID"],
  [`eks://prod#${CANARY}`, "INPUT_INVALID"],
  ["eks://", "REFERENCE_INVALID"],
  [`eks://a b ${CANARY}`, "REFERENCE_INVALID"],
  [`eks://a\n${CANARY}`, "INPUT_INVALID"],
  ["", "INPUT_INVALID"],
])("%j is refused, and not quoted", (text, code) => {
  const failure = parse(text);
  expect(failure).toMatchObject({ code, at: { input: "cluster" } });
  expect(`${(failure as Failure).message} ${(failure as Failure).fix}`).not.toContain(CANARY);
});

test.each([
  ["gke://project/europe-west1/prod", "Google Kubernetes Engine"],
  ["aks://subscription/group/prod", "Azure Kubernetes Service"],
])("%s says that its provider is still to come", (text, name) => {
  const failure = parse(text) as Failure;
  expect(failure.message).toContain(name);
  expect(failure.fix).toContain("kubeconfig://");
});

test("a cloud's scheme counts only where its provider is", () => {
  expect(parseCluster("eks://prod", [])).toMatchObject({ code: "INPUT_INVALID" });
  expect(parseCluster("gke://a/b/c", ["gke"])).toMatchObject({ kind: "cloud" });
});
