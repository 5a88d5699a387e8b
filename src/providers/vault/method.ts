import { Failure, together } from "../../kernel/errors.ts";
import { Secret } from "../../kernel/secret.ts";
import type { Host } from "../provider.ts";
import type { VaultInputs } from "./inputs.ts";
import {
  dashed,
  type InputKey,
  invalid,
  isSet,
  type MethodName,
  Needs,
  type SecretId,
} from "./method-needs.ts";

export type { MethodName, SecretId } from "./method-needs.ts";

/** The one way to log in, with all that it needs. An absent role is "": the server's default. */
export type Method =
  | { readonly name: "jwt" | "cert" | "aws"; readonly mount: string; readonly role: string }
  | { readonly name: "kubernetes"; readonly mount: string; readonly role: string; readonly file: string }
  | {
      readonly name: "jwt-key";
      readonly mount: string;
      readonly role: string;
      readonly key: Secret;
      readonly issuer: string;
    }
  | { readonly name: "token"; readonly token: Secret; readonly from: "vault-token" | "VAULT_TOKEN" }
  | { readonly name: "approle"; readonly mount: string; readonly roleId: string; readonly secretId: SecretId }
  | {
      readonly name: "userpass" | "ldap";
      readonly mount: string;
      readonly username: string;
      readonly password: Secret;
    }
  | { readonly name: "github"; readonly mount: string; readonly token: Secret }
  | { readonly name: "other"; readonly path: string; readonly body: Secret };

/** The inputs of a login, and the methods that use each. */
const USED_BY = {
  vaultToken: ["token"],
  vaultRoleId: ["approle"],
  vaultSecretId: ["approle"],
  vaultWrappedSecretId: ["approle"],
  vaultApprole: ["approle"],
  vaultUsername: ["userpass", "ldap"],
  vaultPassword: ["userpass", "ldap"],
  vaultGithubToken: ["github"],
  vaultJwtKey: ["jwt-key"],
  vaultJwtIssuer: ["jwt-key"],
  vaultLogin: ["other"],
  vaultRole: ["jwt", "jwt-key", "kubernetes", "cert", "aws"],
  vaultAudience: ["jwt", "jwt-key", "aws"],
} as const satisfies Partial<Record<InputKey, readonly MethodName[]>>;

/**
 * The one login that the inputs ask for. None is tried after another, and what the inputs say beats VAULT_TOKEN of the
 * environment. Pure.
 * @returns the method, or the failure that says which inputs belong together.
 */
export function chooseMethod(inputs: VaultInputs, env: Host["env"]): Method | Failure {
  const name = nameOf(inputs, env);
  if (name instanceof Failure) return name;
  const strays = strayInputs(name, inputs);
  const method = methodOf(name, inputs, env);
  const failures = [...strays, ...(Array.isArray(method) ? method : [])];
  const [first, ...rest] = failures;
  if (first) return together([first, ...rest]);
  return method as Method;
}

const setInputs = (inputs: VaultInputs): (keyof typeof USED_BY)[] =>
  (Object.keys(USED_BY) as (keyof typeof USED_BY)[]).filter((key) => isSet(inputs[key]));

function nameOf(inputs: VaultInputs, env: Host["env"]): MethodName | Failure {
  if (inputs.vaultMethod !== "") return inputs.vaultMethod;
  // `vault-role` and `vault-audience` are used by several methods: they say nothing beside the credential of one.
  const keys = setInputs(inputs).filter((key) => key !== "vaultRole" && key !== "vaultAudience");
  const groups = new Set(keys.map((key) => USED_BY[key].join(" and ")));
  if (groups.size > 1 || (groups.has("token") && inputs.vaultRole !== "")) {
    const all = [...keys, ...(inputs.vaultRole === "" ? [] : ["vaultRole"])].map(dashed);
    return new Failure("CREDENTIALS_CONFLICT", `Several logins to Vault are asked for: ${all.join(", ")}.`, {
      at: { input: "vault-method" },
      fix: "Keep the inputs of one login. There is no second try with another.",
    });
  }
  const [group] = groups;
  if (group === "userpass and ldap")
    return invalid(
      "vault-method",
      "vault-username and vault-password are for two methods, and nothing says which.",
      "vault-method: userpass\nor:\nvault-method: ldap",
    );
  if (group !== undefined) return group as MethodName;
  if (inputs.vaultRole !== "") return "jwt";
  if ((env["VAULT_TOKEN"] ?? "").trim() !== "") return "token";
  const fix = "With GitHub's OIDC token, and no stored secret:\nvault-role: NAME";
  return new Failure("CREDENTIALS_MISSING", "Nothing says how to log in to Vault.", {
    at: { input: "vault-role" },
    fix:
      inputs.vaultClientCert === ""
        ? `${fix}\nOr with a token that is there: VAULT_TOKEN in the environment.`
        : `${fix}\nOr with the client certificate:\nvault-method: cert`,
  });
}

/** Inputs of another login than the one that is used: whoever set them expects that they count. */
function strayInputs(name: MethodName, inputs: VaultInputs): Failure[] {
  const strays = setInputs(inputs).filter((key) => !(USED_BY[key] as readonly MethodName[]).includes(name));
  const path =
    name === "token" && inputs.vaultAuthPath !== ""
      ? [
          invalid(
            "vault-auth-path",
            "A token is used as it is: there is no mount to log in at.",
            "Remove vault-auth-path.",
          ),
        ]
      : [];
  return [
    ...path,
    ...strays.map((key) =>
      invalid(
        dashed(key),
        `${dashed(key)} is for ${USED_BY[key].join(", ")}; the login here is ${name}.`,
        `Remove ${dashed(key)}, or: vault-method: ${USED_BY[key][0]}`,
      ),
    ),
  ];
}

function methodOf(name: MethodName, inputs: VaultInputs, env: Host["env"]): Method | Failure[] {
  const needs = new Needs(inputs, name);
  const role = needs.name("vaultRole");
  const mount = name === "token" || name === "other" ? "" : needs.mount(name === "jwt-key" ? "jwt" : name);
  switch (name) {
    case "jwt":
      return needs.or({ name, mount, role });
    case "jwt-key": {
      const key = needs.secret("vaultJwtKey");
      return needs.or({ name, mount, role, key, issuer: needs.text("vaultJwtIssuer") });
    }
    case "token": {
      const given = inputs.vaultToken;
      if (given && !given.isEmpty) return needs.or({ name, token: given, from: "vault-token" });
      const ambient = (env["VAULT_TOKEN"] ?? "").trim();
      if (ambient !== "") return needs.or({ name, token: Secret.of(ambient), from: "VAULT_TOKEN" });
      return needs.or({ name, token: needs.secret("vaultToken"), from: "vault-token" });
    }
    case "approle":
      return needs.or({ name, mount, roleId: needs.text("vaultRoleId"), secretId: needs.secretId() });
    case "kubernetes":
      needs.text("vaultRole");
      return needs.or({ name, mount, role, file: needs.text("vaultKubernetesTokenPath") });
    case "userpass":
    case "ldap": {
      const username = needs.user();
      return needs.or({ name, mount, username, password: needs.secret("vaultPassword") });
    }
    case "cert":
      needs.text("vaultClientCert");
      needs.secret("vaultClientKey");
      return needs.or({ name, mount, role });
    case "github":
      return needs.or({ name, mount, token: needs.secret("vaultGithubToken") });
    case "aws":
      needs.awsKeys(env);
      return needs.or({ name, mount, role });
    case "other":
      return needs.or({ name, path: needs.mount(""), body: needs.secret("vaultLogin") });
  }
}
