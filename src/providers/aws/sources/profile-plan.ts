import { Failure } from "../../../kernel/errors.ts";
import { printable } from "../../../kernel/printable.ts";
import type { Host } from "../../provider.ts";
import { parseArn } from "../arn.ts";
import { LONGEST_SESSION_SECONDS, SHORTEST_SESSION_SECONDS } from "../inputs.ts";
import type { Section, SharedFiles } from "./shared-files.ts";
import type { SsoProfile } from "./sso.ts";

/** A role that a profile assumes, and how. */
export interface ProfileRole {
  readonly role: string;
  readonly externalId: string | undefined;
  readonly sessionName: string | undefined;
  readonly duration: number | undefined;
}

export type ProfileOrigin =
  | {
      readonly kind: "keys";
      readonly profile: string;
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken: string | undefined;
    }
  | { readonly kind: "environment" | "container" | "instance" }
  | { readonly kind: "token"; readonly path: string; readonly role: ProfileRole }
  | { readonly kind: "process"; readonly profile: string; readonly command: string }
  | { readonly kind: "sso"; readonly sso: SsoProfile };

/** Where a profile's credentials begin, and the roles that are assumed from there on, in order. */
export interface ProfilePlan {
  readonly origin: ProfileOrigin;
  readonly roles: readonly ProfileRole[];
  readonly region: string | undefined;
}

const CREDENTIAL_SOURCES: Readonly<Record<string, "environment" | "container" | "instance">> = {
  environment: "environment",
  ecscontainer: "container",
  ec2instancemetadata: "instance",
};
const REGION = /^[a-z]{2,8}(?:-[a-z]{2,16})+-\d{1,2}$/;
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

/**
 * What a profile of the user's files says, without asking anybody. `endpoint_url` and `ca_bundle` in it do not count:
 * whom a credential is sent to is for inputs and the environment to say.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html
 *
 * @throws Failure CREDENTIALS_MISSING that names the profile and what it lacks
 */
export function planProfile(name: string, files: SharedFiles, face: Host["face"]): ProfilePlan {
  const roles: ProfileRole[] = [];
  const visited: string[] = [];
  const region = files.profiles.get(name)?.get("region");
  for (let current = name; ;) {
    const section = files.profiles.get(current);
    const shown = printable(current);
    if (section === undefined) throw noSuchProfile(shown, visited, files);
    const again = visited.includes(current);
    const keys = keysOf(section, shown);
    // A profile may be its own source: then its keys are meant.
    if (again && (keys === undefined || visited.at(-1) !== current)) throw cycle([...visited, current]);
    const role = section.get("role_arn");
    const isSource = visited.length > 0;
    if (keys !== undefined && (isSource || role === undefined)) return { origin: keys, roles, region };
    if (role === undefined) return { origin: leafOf(section, shown, files, face), roles, region };
    visited.push(current);
    const assumed = roleOf(role, section, shown);
    const tokenFile = section.get("web_identity_token_file");
    const from = section.get("source_profile");
    const machine = section.get("credential_source");
    const given = [from, machine, tokenFile].filter((value) => value !== undefined).length;
    if (given !== 1)
      throw missing(
        `The profile ${shown} has a role_arn and ${given === 0 ? "nothing" : "more than one thing"} to assume it with.`,
        `[profile ${shown}]\nsource_profile = NAME\nor credential_source = Ec2InstanceMetadata, or web_identity_token_file = PATH; one of them.`,
      );
    if (tokenFile !== undefined)
      return { origin: { kind: "token", path: tokenFile, role: assumed }, roles, region };
    if (section.has("mfa_serial")) throw needsCode(shown);
    roles.unshift(assumed);
    if (from !== undefined) {
      current = from;
      continue;
    }
    const kind = CREDENTIAL_SOURCES[machine!.toLowerCase()];
    if (kind === undefined)
      throw missing(
        `The profile ${shown} has an unknown credential_source.`,
        "One of: Environment, Ec2InstanceMetadata, EcsContainer.",
      );
    return { origin: { kind }, roles, region };
  }
}

function keysOf(section: Section, profile: string): (ProfileOrigin & { kind: "keys" }) | undefined {
  const accessKeyId = section.get("aws_access_key_id");
  const secretAccessKey = section.get("aws_secret_access_key");
  if (accessKeyId === undefined && secretAccessKey === undefined) return undefined;
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw missing(
      `The profile ${profile} has only one of aws_access_key_id and aws_secret_access_key.`,
      `aws configure --profile ${profile}`,
    );
  return {
    kind: "keys",
    profile,
    accessKeyId,
    secretAccessKey,
    sessionToken: section.get("aws_session_token"),
  };
}

function roleOf(role: string, section: Section, profile: string): ProfileRole {
  const arn = parseArn(role);
  const seconds = section.get("duration_seconds");
  const duration = seconds === undefined ? undefined : Number(seconds);
  const sessionName = section.get("role_session_name");
  const wrong =
    arn?.service !== "iam" || !arn.resource.startsWith("role/")
      ? "role_arn that is no role's ARN"
      : sessionName !== undefined && !SESSION_NAME.test(sessionName)
        ? "role_session_name that AWS does not take"
        : duration !== undefined &&
            !(duration >= SHORTEST_SESSION_SECONDS && duration <= LONGEST_SESSION_SECONDS)
          ? "duration_seconds that AWS does not take"
          : undefined;
  if (wrong !== undefined)
    throw missing(
      `The profile ${profile} has a ${wrong}.`,
      `[profile ${profile}]\nrole_arn = arn:aws:iam::ACCOUNT:role/NAME\nrole_session_name has 2 to 64 of A-Z a-z 0-9 _ + = , . @ -; duration_seconds is from ${SHORTEST_SESSION_SECONDS} to ${LONGEST_SESSION_SECONDS}.`,
    );
  return { role, externalId: section.get("external_id"), sessionName, duration };
}

/** What is neither keys nor a role: a program, or IAM Identity Center; both only where a user sits at the keyboard. */
function leafOf(section: Section, profile: string, files: SharedFiles, face: Host["face"]): ProfileOrigin {
  const command = section.get("credential_process");
  const isSso = section.has("sso_session") || section.has("sso_start_url");
  if (command === undefined && !isSso)
    throw missing(
      `The profile ${profile} has no keys and no role_arn.`,
      `aws configure --profile ${profile}\nOr, with credentials that only the AWS command line can get:\neval "$(aws configure export-credentials --profile ${profile} --format env)"\nand aws-credentials: environment.`,
    );
  if (face === "actions")
    throw missing(
      command === undefined
        ? `The profile ${profile} logs in with IAM Identity Center, which needs a user; on a runner there is none.`
        : `The profile ${profile} has a credential_process; on a runner no program is run for credentials.`,
      `In a workflow use the job's own identity: aws-role: arn:aws:iam::ACCOUNT:role/NAME\n${
        command === undefined
          ? "The profile is for a terminal: aws sso login, then the same command there."
          : "Or run that program in an earlier step, set the AWS_* variables, and use aws-credentials: environment."
      }`,
    );
  return command === undefined
    ? { kind: "sso", sso: ssoOf(section, profile, files) }
    : { kind: "process", profile, command };
}

function ssoOf(section: Section, profile: string, files: SharedFiles): SsoProfile {
  const session = section.get("sso_session");
  const place = session === undefined ? section : files.sessions.get(session);
  const startUrl = place?.get("sso_start_url");
  const region = place?.get("sso_region");
  const account = section.get("sso_account_id");
  const role = section.get("sso_role_name");
  if (
    startUrl === undefined ||
    region === undefined ||
    !REGION.test(region) ||
    account === undefined ||
    !/^\d{12}$/.test(account) ||
    role === undefined
  )
    throw missing(
      `The profile ${profile} does not say all that IAM Identity Center needs.`,
      `aws configure sso --profile ${profile}\nIt needs sso_account_id and sso_role_name, and sso_start_url and sso_region in it or in its sso-session.`,
    );
  return { profile, session, startUrl, region, account, role };
}

const missing = (message: string, fix: string): Failure =>
  new Failure("CREDENTIALS_MISSING", message, { fix });

const noSuchProfile = (profile: string, visited: readonly string[], files: SharedFiles): Failure =>
  missing(
    visited.length === 0
      ? `There is no profile ${profile}.`
      : `There is no profile ${profile}, the source_profile of ${printable(visited.at(-1)!)}.`,
    `Write it as [profile ${profile}] in ${files.config}, or as [${profile}] in ${files.credentials}; AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name other files.`,
  );

const cycle = (profiles: readonly string[]): Failure =>
  missing(
    `The profiles are each other's source: ${profiles.map(printable).join(" -> ")}.`,
    "Let the last source_profile name a profile that has keys.",
  );

const needsCode = (profile: string): Failure =>
  missing(
    `The profile ${profile} has an mfa_serial: its role needs a code that somebody types, and nobody is asked here.`,
    `eval "$(aws configure export-credentials --profile ${profile} --format env)"\nand aws-credentials: environment.`,
  );
