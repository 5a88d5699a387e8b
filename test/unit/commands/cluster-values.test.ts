import { expect, test } from "vitest";
import { lineValues, referenceIn } from "../../../src/commands/cluster-values.ts";
import type { NamedValue } from "../../../src/commands/load-values.ts";
import { Secret } from "../../../src/kernel/secret.ts";
import type { BoundProvider } from "../../../src/providers/provider.ts";
import type { Destination } from "../../../src/references/reference.ts";

const value = Secret.of("CANARY-7f3a");
const named = (destinations: readonly Destination[], file?: string): NamedValue =>
  ({
    name: "A",
    value,
    origin: { line: { destinations, public: true, line: 3 }, file },
  }) as unknown as NamedValue;
const providers = [{ schemes: [{ name: "vault" }, { name: "env" }] }] as unknown as readonly BoundProvider[];

test("a value for each object that its line names, and none for other destinations", () => {
  const to = [
    { kind: "env" },
    { kind: "secret", namespace: undefined, object: "app" },
    { kind: "configmap", namespace: "other", object: "conf" },
  ] as const;
  const usual = { key: "A", value, public: true, line: 3 };
  expect(lineValues(named(to))).toEqual([
    { ...usual, kind: "secret", namespace: undefined, object: "app" },
    { ...usual, kind: "configmap", namespace: "other", object: "conf" },
  ]);
  expect(lineValues(named(to, "x.yaml")).map(({ file }) => file)).toEqual(["x.yaml", "x.yaml"]);
  expect(lineValues(named([{ kind: "env" }]))).toEqual([]);
});

test.each([
  ["vault://ci/kubeconfig", "vault"],
  ["  env://KUBECONFIG_TEXT\n", "env"],
])("%j is a reference", (text, scheme) => {
  expect(referenceIn(Secret.of(text), providers)).toMatchObject({ kind: "reference", scheme });
});

test.each([
  "apiVersion: v1\nkind: Config",
  "aws://of/nobody/here",
  "https://host",
  "YXBpVmVyc2lvbjogdjE=",
  "vault://a b",
  "",
])("%j is the text itself", (text) => {
  expect(referenceIn(Secret.of(text), providers)).toBeUndefined();
});
