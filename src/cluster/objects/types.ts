import { Failure } from "../../kernel/errors.ts";
import type { Secret } from "../../kernel/secret.ts";
import { dockerProblems } from "./docker.ts";
import { privateKeyProblem, tlsProblems } from "./tls.ts";

const CODE = "MANIFEST_INVALID";

type Values = ReadonlyMap<string, Secret>;
type Rule = (data: Values, now: number) => readonly Failure[];

/** A token that never ends is what this action is there to avoid. */
const REFUSED: Readonly<Record<string, Failure>> = {
  "kubernetes.io/service-account-token": new Failure(
    CODE,
    "a Secret of this type makes the server write a token of the service account that never ends.",
    { fix: "kubectl create token SERVICE_ACCOUNT   # ends by itself; in a pod: a projected volume" },
  ),
  "bootstrap.kubernetes.io/token": new Failure(
    CODE,
    "a Secret of this type lets machines join the cluster: who sets up the cluster makes it, and no deployment.",
    { fix: "kubeadm token create" },
  ),
};

const RULES: Readonly<Record<string, Rule>> = {
  "kubernetes.io/tls": (data, now) =>
    having(data, ["tls.crt", "tls.key"], (certificate, key) =>
      tlsProblems(certificate!, key!, data.get("ca.crt"), now),
    ),
  "kubernetes.io/dockerconfigjson": (data) =>
    having(data, [".dockerconfigjson"], (json) => dockerProblems(json!)),
  "kubernetes.io/dockercfg": (data) => having(data, [".dockercfg"], () => []),
  "kubernetes.io/basic-auth": (data) =>
    data.has("username") || data.has("password")
      ? []
      : [new Failure(CODE, "its type needs the key username or password.", { fix: "stringData.username" })],
  "kubernetes.io/ssh-auth": (data) =>
    having(data, ["ssh-privatekey"], (key) => {
      const problem = privateKeyProblem("ssh-privatekey", key!);
      return problem === undefined ? [] : [problem];
    }),
};

/**
 * What is wrong with the values of a Secret for its type, at `now` (ms): keys that are missing, and what the server does
 * not look at. Types that nobody knows here are the server's. https://kubernetes.io/docs/concepts/configuration/secret/#secret-types
 */
export function typeProblems(type: string | undefined, data: Values, now: number): readonly Failure[] {
  if (type === undefined) return [];
  const refused = Object.hasOwn(REFUSED, type) ? REFUSED[type] : undefined;
  if (refused !== undefined) return [refused];
  return Object.hasOwn(RULES, type) ? RULES[type]!(data, now) : [];
}

/** The type that the keys of a Secret amount to. */
export function typeOf(keys: readonly string[]): string {
  if (keys.includes("tls.crt") && keys.includes("tls.key")) return "kubernetes.io/tls";
  if (keys.includes(".dockerconfigjson")) return "kubernetes.io/dockerconfigjson";
  return keys.includes("ssh-privatekey") ? "kubernetes.io/ssh-auth" : "Opaque";
}

/** The rule's answer where the keys are there and hold something, else that they do not. */
function having(
  data: Values,
  keys: readonly string[],
  rule: (...values: readonly (Secret | undefined)[]) => readonly Failure[],
): readonly Failure[] {
  const missing = keys.filter((key) => data.get(key)?.isEmpty ?? true);
  return missing.length === 0
    ? rule(...keys.map((key) => data.get(key)))
    : [
        new Failure(CODE, `its type needs the key ${missing.join(" and ")}, and a value there.`, {
          fix: `stringData:\n${missing.map((key) => `  ${key}: …`).join("\n")}`,
        }),
      ];
}
