import { Failure } from "../../kernel/errors.ts";
import type { Secret } from "../../kernel/secret.ts";

/** What is wrong with the values of a Secret for its type. */
export function typeProblems(
  type: string | undefined,
  _data: ReadonlyMap<string, Secret>,
  _now: number,
): readonly Failure[] {
  return type === "kubernetes.io/service-account-token"
    ? [
        new Failure("MANIFEST_INVALID", "A token of a service account is made by the server.", {
          fix: "kubectl create token NAME",
        }),
      ]
    : [];
}

/** The type that the keys of a Secret amount to. */
export const typeOf = (keys: readonly string[]): string =>
  keys.includes("tls.crt") && keys.includes("tls.key") ? "kubernetes.io/tls" : "Opaque";
