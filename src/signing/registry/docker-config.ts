import path from "node:path";
import { Failure } from "../../kernel/errors.ts";
import { readBounded } from "../../kernel/files.ts";
import { Secret } from "../../kernel/secret.ts";

/** What a registry is asked with. */
export type Credential =
  | { readonly kind: "basic"; readonly username: string; readonly password: Secret }
  /** Exchanged for a token at the registry's token service. */
  | { readonly kind: "identity"; readonly username: string; readonly token: Secret }
  /** Sent as it is. */
  | { readonly kind: "registry"; readonly token: Secret };

/** One file of logins, of docker's or podman's form. */
export interface DockerConfig {
  readonly auths: ReadonlyMap<string, Credential | undefined>;
  readonly credHelpers: ReadonlyMap<string, string>;
  readonly credsStore: string | undefined;
}

type Env = Readonly<Record<string, string | undefined>>;

const MAX_BYTES = 1024 * 1024;

/** The files that may hold logins, in the order in which they count: docker's, then podman's. */
export function configFiles(env: Env): string[] {
  const set = (name: string): string | undefined => (env[name] === "" ? undefined : env[name]);
  const home = set("HOME") ?? set("USERPROFILE");
  const docker = set("DOCKER_CONFIG") ?? (home && path.join(home, ".docker"));
  const config = set("XDG_CONFIG_HOME") ?? (home && path.join(home, ".config"));
  const runtime = set("XDG_RUNTIME_DIR");
  return [
    docker && path.join(docker, "config.json"),
    set("REGISTRY_AUTH_FILE"),
    runtime && path.join(runtime, "containers", "auth.json"),
    config && path.join(config, "containers", "auth.json"),
  ].filter((file) => file !== undefined && file !== "") as string[];
}

/**
 * Reads one such file. Takes what to do with each secret in it; returns undefined where there is none. Throws
 * REGISTRY_REFUSED where it cannot be read, without a word of what is in it.
 * @see https://docs.docker.com/reference/cli/docker/login/#credential-stores
 */
export function readDockerConfig(
  file: string,
  born: (secrets: readonly Secret[]) => void,
): DockerConfig | undefined {
  const read = content(file);
  if (read === undefined) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(read.toString("utf8"));
  } catch {
    throw new Failure("REGISTRY_REFUSED", "The file with the registries' logins is not JSON.", {
      fix: "Log in again in a step before this one: docker login REGISTRY",
      at: { file },
    });
  }
  const { auths, credHelpers, credsStore } = objectOf(parsed);
  return {
    auths: new Map(
      Object.entries(objectOf(auths)).map(([key, entry]) => [
        hostKey(key),
        credentialOf(objectOf(entry), born),
      ]),
    ),
    credHelpers: new Map(
      Object.entries(objectOf(credHelpers)).flatMap(([key, name]) =>
        typeof name === "string" ? [[hostKey(key), name] as const] : [],
      ),
    ),
    credsStore: textOf(credsStore),
  };
}

function content(file: string): Buffer | undefined {
  try {
    return readBounded(file, MAX_BYTES).bytes;
  } catch (error) {
    if (error instanceof Failure && error.code === "FILE_NOT_FOUND") return undefined;
    throw new Failure("REGISTRY_REFUSED", "The file with the registries' logins cannot be read.", {
      fix: `chmod u+r '${file}'`,
      at: { file },
    });
  }
}

/** Old logins were filed under a URL: `https://host/v1/`. */
const hostKey = (key: string): string => key.replace(/^https?:\/\//, "").replace(/\/(?:v[12]\/?)?$/, "");

function credentialOf(
  entry: Record<string, unknown>,
  born: (secrets: readonly Secret[]) => void,
): Credential | undefined {
  const auth = textOf(entry["auth"]);
  if (auth !== undefined) born([Secret.of(auth)]);
  // Docker ends the password with NULs in old files.
  const decoded = Buffer.from(auth ?? "", "base64")
    .toString("utf8")
    .replace(/\0+$/, "");
  const colon = decoded.indexOf(":");
  const username = textOf(entry["username"]) ?? (colon < 0 ? undefined : decoded.slice(0, colon));
  const password = textOf(entry["password"]) ?? (colon < 0 ? undefined : decoded.slice(colon + 1));
  const secret = (text: string): Secret => {
    const made = Secret.of(text);
    born([made]);
    return made;
  };
  const registry = textOf(entry["registrytoken"]);
  if (registry !== undefined) return { kind: "registry", token: secret(registry) };
  const identity = textOf(entry["identitytoken"]);
  if (identity !== undefined) return { kind: "identity", username: username ?? "", token: secret(identity) };
  if (username === undefined || password === undefined || password === "") return undefined;
  return { kind: "basic", username, password: secret(password) };
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
