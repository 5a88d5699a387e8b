import { Failure } from "../../kernel/errors.ts";
import { Secret } from "../../kernel/secret.ts";
import type { Host } from "../provider.ts";
import type { VaultInputs } from "./inputs.ts";

export type MethodName = Exclude<VaultInputs["vaultMethod"], "">;

/** What an AppRole shows beside its role id. */
export type SecretId =
  | { readonly kind: "plain"; readonly id: Secret }
  /** A wrapping token that must have been made for the AppRole of this name. */
  | { readonly kind: "wrapped"; readonly token: Secret; readonly role: string }
  /** A role with `bind_secret_id=false`. */
  | { readonly kind: "none" };

export type InputKey = keyof VaultInputs;

/** A mount's name is part of a path: nothing in it may change which path that is. */
const MOUNT = /^[\w.@+-]+(\/[\w.@+-]+)*$/;
/** What servers take for the name of a role. */
const NAME = /^\w[\w.@+-]*$/;
const CONTROL = /\p{Cc}/u;
const DOTS = /(^|\/)\.{1,2}(\/|$)/;

/** An input's name from its key. */
export const dashed = (key: string): string => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Whether an input says anything. */
export const isSet = (value: VaultInputs[InputKey]): boolean =>
  value instanceof Secret ? !value.isEmpty : value !== undefined && value !== "";

/** The failure for one input. */
export const invalid = (input: string, message: string, fix: string): Failure =>
  new Failure("INPUT_INVALID", message, { at: { input }, fix });

/** Collects what a method lacks, so that all of it is reported at once. */
export class Needs {
  readonly #inputs: VaultInputs;
  readonly #name: MethodName;
  readonly #failures: Failure[] = [];

  constructor(inputs: VaultInputs, name: MethodName) {
    this.#inputs = inputs;
    this.#name = name;
  }

  or<T>(method: T): T | Failure[] {
    return this.#failures.length === 0 ? method : this.#failures;
  }

  text(key: InputKey): string {
    const value = this.#inputs[key];
    if (typeof value === "string" && value !== "") return value;
    this.#lacks(key, `${dashed(key)}: …`);
    return "";
  }

  secret(key: InputKey): Secret {
    const value = this.#inputs[key];
    if (value instanceof Secret && !value.isEmpty) return value;
    const name = dashed(key);
    this.#lacks(
      key,
      `${name}: \${{ secrets.${name.toUpperCase().replaceAll("-", "_")} }}\nAn input that is set and still empty is a secret that this repository, environment or event does not get.`,
    );
    return Secret.of("");
  }

  /** The name of a role; "" where none is given. */
  name(key: "vaultRole" | "vaultApprole"): string {
    const value = this.#inputs[key];
    if (value !== "" && !NAME.test(value))
      this.#failures.push(
        invalid(
          dashed(key),
          `${dashed(key)} is not the name of a role: letters, digits and _ . @ + -, without the path before it.`,
          `${dashed(key)}: liquid-hive-secrets`,
        ),
      );
    return value;
  }

  /** The name of a user, which becomes one part of a path. */
  user(): string {
    const value = this.text("vaultUsername");
    if (value === "." || value === ".." || CONTROL.test(value))
      this.#failures.push(
        invalid("vault-username", "vault-username is not the name of a user.", "vault-username: deploy"),
      );
    return value;
  }

  secretId(): SecretId {
    const { vaultSecretId: id, vaultWrappedSecretId: token } = this.#inputs;
    const role = this.name("vaultApprole");
    const isWrapped = token !== undefined && !token.isEmpty;
    if (isWrapped && isSet(id))
      this.#failures.push(
        new Failure("CREDENTIALS_CONFLICT", "Both a secret id and a wrapped one are given.", {
          at: { input: "vault-wrapped-secret-id" },
          fix: "Remove vault-secret-id or vault-wrapped-secret-id.",
        }),
      );
    if (!isWrapped) return id && !id.isEmpty ? { kind: "plain", id } : { kind: "none" };
    if (role === "")
      this.#failures.push(
        invalid(
          "vault-approle",
          "vault-wrapped-secret-id needs vault-approle: a wrapping token that was made elsewhere is not what it seems.",
          "vault-approle: NAME   # of auth/MOUNT/role/NAME/secret-id",
        ),
      );
    return { kind: "wrapped", token, role };
  }

  /** The mount of the method; of `other` the whole path below `auth/`. */
  mount(fallback: string): string {
    const given = this.#inputs.vaultAuthPath.replace(/^\/+|\/+$/g, "");
    const path = given === "" ? fallback : given;
    if (path === "") {
      this.#lacks("vaultAuthPath", "vault-auth-path: radius/login/deploy");
      return "";
    }
    const isPrefixed = path.startsWith("auth/");
    if (!isPrefixed && MOUNT.test(path) && !DOTS.test(path)) return path;
    this.#failures.push(
      invalid(
        "vault-auth-path",
        isPrefixed
          ? "vault-auth-path is named without auth/ before it."
          : "vault-auth-path is not the path of a mount: letters, digits and _ . @ + - between slashes.",
        this.#name === "other" ? "vault-auth-path: radius/login/deploy" : `vault-auth-path: ${fallback}`,
      ),
    );
    return path;
  }

  awsKeys(env: Host["env"]): void {
    const missing = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].filter((name) => (env[name] ?? "") === "");
    if (missing.length > 0)
      this.#failures.push(
        new Failure(
          "CREDENTIALS_MISSING",
          `vault-method: aws shows Vault the AWS identity of the environment, and ${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"} not there.`,
          {
            at: { input: "vault-method" },
            fix: "Get them in a step before:\n- uses: liquid-hive/secrets-action@v1\n  with:\n    aws-role: arn:aws:iam::ACCOUNT:role/NAME\n    aws-export: env",
          },
        ),
      );
  }

  #lacks(key: InputKey, fix: string): void {
    const name = dashed(key);
    this.#failures.push(
      new Failure("CREDENTIALS_MISSING", `The login ${this.#name} needs ${name}, and it is empty.`, {
        at: { input: name },
        fix,
      }),
    );
  }
}
