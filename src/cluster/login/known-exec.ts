import type { Failure } from "../../kernel/errors.ts";
import type { Reference } from "../../references/reference.ts";
import { textsIn, wrong } from "./kubeconfig-fields.ts";

/** A login of ours that does what a kubeconfig's exec plugin would. */
export interface KnownExec {
  readonly scheme: "eks";
  readonly name: string;
  readonly region: string | undefined;
  /** What the plugin was given and our login does not take: it has inputs of its own. */
  readonly ignored: readonly string[];
}

/** The flags of each plugin that are known, and what each means; a flag not in here is refused. */
type Meaning = "name" | "region" | "ignored" | "alone";
const AWS: Readonly<Record<string, Meaning>> = {
  "--cluster-name": "name",
  "--region": "region",
  "--role-arn": "ignored",
  "--profile": "ignored",
  "--output": "ignored",
  "--no-cli-pager": "alone",
};
const AUTHENTICATOR: Readonly<Record<string, Meaning>> = {
  "-i": "name",
  "--cluster-id": "name",
  "--region": "region",
  "-r": "ignored",
  "--role": "ignored",
  "-s": "ignored",
  "--session-name": "ignored",
  "--cache": "alone",
};

/** Plugins of clouds whose provider is still to come. */
const LATER: Readonly<Record<string, string>> = {
  "gke-gcloud-auth-plugin": "Google Kubernetes Engine",
  kubelogin: "Azure Kubernetes Service",
};

const NAME = /^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/;
const REGION = /^[a-z]{2,8}(?:-[a-z]{2,12}){1,3}-[0-9]{1,2}$/;
const SAID = new Set(["--role-arn", "--role", "-r", "--profile"]);

/**
 * What an exec plugin amounts to, where we have a login of our own for it. No program is ever run. Pure.
 * @param exec the field `exec` of a user.
 * @returns KUBECONFIG_REFUSED for any other program, with what to write in its place
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
 */
export function knownExec(exec: unknown, file: string | undefined): KnownExec | Failure {
  const fields = exec instanceof Map ? (exec as ReadonlyMap<string, unknown>) : new Map<string, unknown>();
  const command = fields.get("command");
  const program =
    typeof command === "string" ? (command.split(/[/\\]/).at(-1) ?? "").replace(/\.exe$/i, "") : "";
  const args = textsIn(fields.get("args"), "args", file);
  const later = LATER[program];
  if (later !== undefined)
    return wrong(
      "KUBECONFIG_REFUSED",
      `The kubeconfig runs ${program} to log in. No program is run here, and there is no provider for ${later} yet.`,
      file,
      "Until then let the API server trust GitHub's tokens (cluster: https://HOST), or use a kubeconfig with the token of a service account:\nkubectl create token NAME --duration 15m",
    );
  const known =
    program === "aws"
      ? parse(args, AWS, ["eks", "get-token"])
      : program === "aws-iam-authenticator"
        ? parse(args, AUTHENTICATOR, ["token"])
        : undefined;
  if (known === undefined)
    return wrong(
      "KUBECONFIG_REFUSED",
      "The kubeconfig runs a program to log in. None is run here: it could be any, with this job's secrets in reach.",
      file,
      "Name the cluster in its place:\ncluster: eks://NAME   # or https://HOST, which trusts GitHub's tokens\nor use a kubeconfig with the token of a service account.",
    );
  const region = known.region ?? regionIn(fields.get("env"));
  if (known.name !== undefined && NAME.test(known.name) && (region === undefined || REGION.test(region)))
    return { scheme: "eks", name: known.name, region, ignored: known.ignored };
  return wrong(
    "KUBECONFIG_REFUSED",
    `The kubeconfig runs ${program} to log in, in a way that is not known here, so that our own login cannot stand for it.`,
    file,
    "Name the cluster in its place:\ncluster: eks://NAME?region=REGION",
  );
}

/** The reference that a recognised plugin stands for. */
export const referenceOf = ({ scheme, name, region }: KnownExec): Reference => ({
  kind: "reference",
  scheme,
  locator: name,
  query: new Map(region === undefined ? [] : [["region", region]]),
  field: undefined,
});

interface Parsed {
  readonly name: string | undefined;
  readonly region: string | undefined;
  readonly ignored: readonly string[];
}

/** Undefined values where anything is not known; undefined where it is another command of the program. */
function parse(
  args: readonly string[],
  flags: Readonly<Record<string, Meaning>>,
  words: readonly string[],
): Parsed | undefined {
  const found: string[] = [];
  const ignored: string[] = [];
  const values = new Map<Meaning, string>();
  const unknown: Parsed = { name: undefined, region: undefined, ignored: [] };
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at]!;
    if (!arg.startsWith("-")) {
      found.push(arg);
      continue;
    }
    const equals = arg.indexOf("=");
    const flag = equals === -1 ? arg : arg.slice(0, equals);
    const meaning = Object.hasOwn(flags, flag) ? flags[flag] : undefined;
    if (meaning === undefined) return unknown;
    if (meaning === "alone") continue;
    const value = equals === -1 ? args[(at += 1)] : arg.slice(equals + 1);
    if (value === undefined || values.has(meaning)) return unknown;
    if (meaning !== "ignored") values.set(meaning, value);
    else if (SAID.has(flag)) ignored.push(flag);
  }
  if (found.join(" ") !== words.join(" ")) return undefined;
  return { name: values.get("name"), region: values.get("region"), ignored };
}

function regionIn(env: unknown): string | undefined {
  const variables = Array.isArray(env) ? (env as readonly unknown[]) : [];
  const valueOf = (name: string): string | undefined => {
    const found = variables.find((one) => one instanceof Map && one.get("name") === name);
    const value: unknown = found instanceof Map ? found.get("value") : undefined;
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  return valueOf("AWS_REGION") ?? valueOf("AWS_DEFAULT_REGION");
}
