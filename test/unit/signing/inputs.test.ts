import { describe, expect, test } from "vitest";
import { CLUSTER_INPUTS } from "../../../src/cluster/inputs.ts";
import { INPUTS } from "../../../src/config/inputs.ts";
import type { InputSpec } from "../../../src/kernel/input-table.ts";
import { COSIGN_FLAGS, withoutCosignFlags } from "../../../src/signing/cosign-flags.ts";
import { SIGN_INPUTS } from "../../../src/signing/sign-inputs.ts";
import { VERIFY_INPUTS } from "../../../src/signing/verify-inputs.ts";

const names = (...tables: readonly (readonly InputSpec[])[]): string[] =>
  tables.flat().map(({ name }) => name);

test("the root action can have those of signing besides its own", () => {
  const all = names(INPUTS, CLUSTER_INPUTS, SIGN_INPUTS);
  expect(new Set(all).size).toBe(all.length);
  expect(new Set(names(VERIFY_INPUTS)).size).toBe(VERIFY_INPUTS.length);
});

test("a default is one of the choices", () => {
  const choices = ([...SIGN_INPUTS, ...VERIFY_INPUTS] as readonly InputSpec[]).filter(
    ({ kind }) => kind === "choice",
  );
  expect(choices.filter((spec) => !spec.choices?.includes(spec.default ?? ""))).toEqual([]);
});

describe("cosign's flags", () => {
  test("stand for inputs that there are", () => {
    const wanted = [...COSIGN_FLAGS.values()].filter((name) => name !== undefined);
    expect(names(VERIFY_INPUTS)).toEqual(expect.arrayContaining(wanted));
  });

  test("become ours in both forms, before --", () => {
    expect(
      withoutCosignFlags([
        "verify",
        "--certificate-identity=a=b",
        "--certificate-oidc-issuer",
        "x",
        "--ref",
        "y",
        "--",
        "--certificate-identity",
      ]),
    ).toEqual(["verify", "--identity=a=b", "--issuer", "x", "--ref", "y", "--", "--certificate-identity"]);
  });

  test("one that compares what anybody can write is refused", () => {
    expect(() => withoutCosignFlags(["--certificate-github-workflow-name", "CANARY-7f3a"])).toThrow(
      /^--certificate-github-workflow-name is not supported/,
    );
  });
});
