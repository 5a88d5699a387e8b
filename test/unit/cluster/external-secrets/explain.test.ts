import { expect, test } from "vitest";
import { causeOf } from "../../../../src/cluster/external-secrets/explain.ts";
import { CANARY } from "./samples.ts";

const CONTEXT = {
  namespace: "prod",
  store: { kind: "SecretStore", name: "s" },
  target: "app",
  keys: ["A", "B"],
};

/** As the operator and its clients word them. */
test.each([
  ["an IAM role must be associated with service account x (namespace: y)", /no IAM role/, false],
  ["AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity", /take its role/, false],
  [
    "cannot request Kubernetes service account token for service account",
    /service account is not there/,
    false,
  ],
  [
    'using cluster store "s" is not allowed from namespace "prod": denied by spec.condition',
    /not admit/,
    false,
  ],
  ['could not get ClusterSecretStore "s", ClusterSecretStore not found', /kind and name/, false],
  ['ClusterSecretStore "s" is not ready', /not ready/, true],
  ["missing tenantID in store config", /Azure/, false],
  ["unknown Azure Keyvault object Type for liquid", /slash/, false],
  ["unable to access Secret from SecretManager Client", /Google/, false],
  ["cannot read secret data from Vault: Error making API request. Code: 403.", /Vault lets/, false],
  ["failed to find data field", /KV engine/, false],
  [
    "AccessDeniedException: User is not authorized to perform: secretsmanager:GetSecretValue",
    /AWS lets/,
    false,
  ],
  ["key p does not exist in secret k", /property in it/, false],
  ['cannot find secret data for key: "p"', /property in it/, false],
  ["Secret does not exist", /no secret of this key/, false],
  ["invalid secret keys (TIP: use rewrite)", /characters/, false],
  ["target is owned by another ExternalSecret", /another ExternalSecret/, false],
  ["could not update secret, target is immutable", /immutable/, false],
  ["secret will not be created due to CreationPolicy=Merge", /Merge/, false],
  ["failed calling webhook: no endpoints available", /webhook/, true],
  ["ThrottlingException: Rate exceeded", /too many/, true],
  ["dial tcp 10.0.0.1:8200: connect: connection refused", /not reach/, true],
])("%s", (said, cause, passing) => {
  const found = causeOf(`${said} ${CANARY}`, CONTEXT);
  expect(found?.cause).toMatch(cause);
  expect(found?.passing).toBe(passing);
  expect(found?.fix).not.toBe("");
  expect(JSON.stringify(found)).not.toContain(CANARY);
});

test("an entry is named by its index, where there is one", () => {
  const said = (index: number): string =>
    `error processing spec.data[${index}] (key: k), err: Secret does not exist`;
  expect(causeOf(said(1), CONTEXT)?.cause).toMatch(/^B: /);
  expect(causeOf(said(7), CONTEXT)?.cause).toMatch(/^the store/);
});

test("what is not known has no cause", () => {
  expect(causeOf(CANARY, CONTEXT)).toBeUndefined();
});
