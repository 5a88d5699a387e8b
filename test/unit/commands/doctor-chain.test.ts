import { expect, test } from "vitest";
import { examine } from "../../../src/commands/doctor.ts";
import { fakes, report, signal } from "./doctor-fakes.ts";

test("a chain that names a provider without inputs asks it; one that has inputs is asked beside the chain", async () => {
  const { parts, calls } = fakes({ aws: { inChain: true } }, { PROVIDERS: "vault" });
  const found = await report(parts);
  expect(found.chain).toEqual(["vault"]);
  expect(calls.opened).toEqual(["vault", "aws"]);
  expect(found.probes.map(({ status }) => status)).toEqual(["healthy", "healthy", "not_configured"]);
});

test("the seed's configuration heads the chain", async () => {
  const values = "secrets:\n  provider: aws-secrets-manager\n  vault:\n    enabled: true\n";
  const { parts } = fakes({}, { CONFIG: "values.yaml" }, { event: "", files: { "values.yaml": values } });
  const found = await report(parts);
  expect(found.chain).toEqual(["aws", "vault", "env"]);
});

test("two that ask for a token of one audience are refused before either is asked", async () => {
  const { parts, calls } = fakes({
    vault: { inChain: true, audience: "same" },
    aws: { inChain: true, audience: "same" },
  });
  await expect(examine(parts, signal)).rejects.toThrow(/same audience/);
  expect(calls.opened).toEqual([]);
});

test("a chain of unknown names, or a configuration that is not there, is an error of its own", async () => {
  await expect(examine(fakes({}, { PROVIDERS: "nosuch" }).parts, signal)).rejects.toThrow(/providers/);
  await expect(examine(fakes({}, { CONFIG: "gone.yaml" }).parts, signal)).rejects.toThrow(
    /no file gone.yaml/,
  );
});
