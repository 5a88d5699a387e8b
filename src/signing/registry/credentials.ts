import { Failure } from "../../kernel/errors.ts";
import { Secret } from "../../kernel/secret.ts";
import type { SigningHost } from "../host.ts";
import { configFiles, type Credential, type DockerConfig, readDockerConfig } from "./docker-config.ts";
import { printTarget, type Target } from "./target.ts";

export type { Credential } from "./docker-config.ts";

/** Where logins come from besides the files of docker and podman. */
export interface LoginSettings {
  readonly username?: string;
  readonly password?: Secret;
  /** The registries that `username` and `password` are for; where absent, the only one that the run speaks to. */
  readonly loginFor?: readonly string[];
  /** For ghcr.io, where nothing else is configured. */
  readonly githubToken?: Secret;
  readonly githubActor?: string;
  /** Runs `docker-credential-NAME get` with the server on stdin; returns its stdout. Throws where it fails. */
  readonly helper: (name: string, server: string) => Promise<string>;
  /** The `authorizationToken` of ECR's GetAuthorizationToken; undefined where a host is none of ECR's. */
  readonly awsToken?: (host: string) => Promise<Secret | undefined>;
}

const HUB = "index.docker.io";
const HUB_SERVER = "https://index.docker.io/v1/";
const HELPER_NAME = /^[A-Za-z0-9._-]+$/;
/** What a helper says in place of a user where the secret is an identity token. */
const TOKEN_USER = "<token>";

/**
 * Returns the login for a repository, asked once for each: inputs, then the files, then what the platform gives (GitHub's
 * token for ghcr.io, AWS for ECR); undefined is anonymous. Throws REGISTRY_REFUSED where a file cannot be read.
 * @see https://docs.docker.com/reference/cli/docker/login/#credential-helpers
 */
export function createCredentials(
  settings: LoginSettings,
  host: Pick<SigningHost, "env" | "born" | "warn" | "debug">,
): (target: Target) => Promise<Credential | undefined> {
  let configs: readonly DockerConfig[] | undefined;
  const found = new Map<string, Promise<Credential | undefined>>();
  let only: string | undefined;

  const look = async (target: Target): Promise<Credential | undefined> => {
    const { registry } = target;
    const { username, password, loginFor, githubToken, githubActor } = settings;
    if (password !== undefined && loginFor === undefined && (only ??= registry) !== registry)
      throw loginForTwo(only, registry);
    if (password !== undefined && (loginFor === undefined || loginFor.includes(registry)))
      return { kind: "basic", username: username ?? "", password };
    configs ??= configFiles(host.env).flatMap((file) => readDockerConfig(file, host.born) ?? []);
    for (const config of configs) {
      const configured = await ofConfig(config, target, settings.helper, host);
      if (configured !== undefined) return configured;
    }
    if (registry === "ghcr.io" && githubToken !== undefined)
      return { kind: "basic", username: githubActor ?? "token", password: githubToken };
    return ofAws(await settings.awsToken?.(registry), host);
  };

  return (target) => {
    const key = printTarget(target);
    const known = found.get(key);
    if (known !== undefined) return known;
    const asked = look(target);
    found.set(key, asked);
    return asked;
  };
}

/** A password of one registry is not shown to another. */
function loginForTwo(...registries: readonly [string, string]): Failure {
  const [one, other] = registries.toSorted();
  return new Failure(
    "REGISTRY_REFUSED",
    `The user and password that were given are for one registry; this run speaks to ${one} and ${other}.`,
    {
      fix: `Leave them out, and log in to both in steps before this one:\ndocker login ${one}\ndocker login ${other}`,
    },
  );
}

/** From the most exact name to the host alone. */
function namesOf({ registry, repository }: Target): string[] {
  const hosts = registry === HUB ? [HUB, "docker.io"] : [registry];
  const parts = repository.split("/");
  const paths = parts.map((_, index) => parts.slice(0, parts.length - index).join("/"));
  return [...hosts.flatMap((name) => paths.map((part) => `${name}/${part}`)), ...hosts];
}

async function ofConfig(
  { auths, credHelpers, credsStore }: DockerConfig,
  target: Target,
  run: LoginSettings["helper"],
  host: Pick<SigningHost, "born" | "warn" | "debug">,
): Promise<Credential | undefined> {
  for (const name of namesOf(target)) {
    const server = name === HUB ? HUB_SERVER : name;
    const own = credHelpers.get(name);
    const helper = own ?? (name === target.registry || auths.has(name) ? credsStore : undefined);
    const given =
      helper === undefined ? undefined : await ofHelper(helper, server, run, host, own !== undefined);
    const credential = given ?? auths.get(name);
    if (credential !== undefined) return credential;
  }
  return undefined;
}

async function ofHelper(
  name: string,
  server: string,
  run: LoginSettings["helper"],
  host: Pick<SigningHost, "born" | "warn" | "debug">,
  isOwn: boolean,
): Promise<Credential | undefined> {
  // One that is named for this registry is meant to work; a store for all may well have nothing.
  const say = isOwn ? host.warn : host.debug;
  if (!HELPER_NAME.test(name)) {
    say(`A credential helper for ${server} is ignored: its name is not one of a program.`);
    return undefined;
  }
  try {
    const { Username, Secret: text } = JSON.parse(await run(name, server)) as Record<string, unknown>;
    if (typeof Username !== "string" || typeof text !== "string" || text === "") return undefined;
    const secret = Secret.of(text);
    host.born([secret]);
    return Username === TOKEN_USER
      ? { kind: "identity", username: "", token: secret }
      : { kind: "basic", username: Username, password: secret };
  } catch {
    say(`docker-credential-${name} gave no login for ${server}.`);
    return undefined;
  }
}

/** ECR's token is base64 of `AWS:PASSWORD`. */
function ofAws(token: Secret | undefined, { born }: Pick<SigningHost, "born">): Credential | undefined {
  const decoded = Buffer.from(token?.reveal() ?? "", "base64").toString("utf8");
  if (token === undefined || !decoded.startsWith("AWS:")) return undefined;
  const password = Secret.of(decoded.slice("AWS:".length));
  born([token, password]);
  return { kind: "basic", username: "AWS", password };
}
