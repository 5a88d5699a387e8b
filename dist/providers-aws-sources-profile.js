import { b as assumeRole, c as assumeWithToken } from "./providers-aws-session.js";
import { c as credentialsOf } from "./providers-aws-sources-answer.js";
import { containerCredentials } from "./providers-aws-sources-container.js";
import { environmentCredentials } from "./providers-aws-sources-environment.js";
import { instanceCredentials } from "./providers-aws-sources-instance.js";
import { y as printable, F as Failure, K as readBounded } from "./kernel-base.js";
import { v as parseArn, D as SHORTEST_SESSION_SECONDS, a7 as LONGEST_SESSION_SECONDS } from "./providers-list.js";
const lazyBuiltin = (id) => {
  let loaded;
  const load = () => loaded ??= process.getBuiltinModule(id);
  return new Proxy(/* @__PURE__ */ Object.create(null), {
    get: (_, key) => key === "__esModule" ? void 0 : load()[key],
    has: (_, key) => key in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(load(), key);
      return found && { ...found, configurable: true };
    }
  });
};
const os = lazyBuiltin("node:os");
const path = lazyBuiltin("node:path");
import { readTokenFile } from "./providers-aws-sources-token-file.js";
const CREDENTIAL_SOURCES = {
  environment: "environment",
  ecscontainer: "container",
  ec2instancemetadata: "instance"
};
const REGION = /^[a-z]{2,8}(?:-[a-z]{2,16})+-\d{1,2}$/;
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
function planProfile(name, files, face) {
  const roles = [];
  const visited = [];
  const region = files.profiles.get(name)?.get("region");
  for (let current = name; ; ) {
    const section = files.profiles.get(current);
    const shown = printable(current);
    if (section === void 0) throw noSuchProfile(shown, visited, files);
    const again = visited.includes(current);
    const keys = keysOf$1(section, shown);
    if (again && (keys === void 0 || visited.at(-1) !== current)) throw cycle([...visited, current]);
    const role = section.get("role_arn");
    const isSource = visited.length > 0;
    if (keys !== void 0 && (isSource || role === void 0)) return { origin: keys, roles, region };
    if (role === void 0) return { origin: leafOf(section, shown, files, face), roles, region };
    visited.push(current);
    const assumed = roleOf(role, section, shown);
    const tokenFile = section.get("web_identity_token_file");
    const from = section.get("source_profile");
    const machine = section.get("credential_source");
    const given = [from, machine, tokenFile].filter((value) => value !== void 0).length;
    if (given !== 1)
      throw missing(
        `The profile ${shown} has a role_arn and ${given === 0 ? "nothing" : "more than one thing"} to assume it with.`,
        `[profile ${shown}]
source_profile = NAME
or credential_source = Ec2InstanceMetadata, or web_identity_token_file = PATH; one of them.`
      );
    if (tokenFile !== void 0)
      return { origin: { kind: "token", path: tokenFile, role: assumed }, roles, region };
    if (section.has("mfa_serial")) throw needsCode(shown);
    roles.unshift(assumed);
    if (from !== void 0) {
      current = from;
      continue;
    }
    const kind = CREDENTIAL_SOURCES[machine.toLowerCase()];
    if (kind === void 0)
      throw missing(
        `The profile ${shown} has an unknown credential_source.`,
        "One of: Environment, Ec2InstanceMetadata, EcsContainer."
      );
    return { origin: { kind }, roles, region };
  }
}
function keysOf$1(section, profile2) {
  const accessKeyId = section.get("aws_access_key_id");
  const secretAccessKey = section.get("aws_secret_access_key");
  if (accessKeyId === void 0 && secretAccessKey === void 0) return void 0;
  if (accessKeyId === void 0 || secretAccessKey === void 0)
    throw missing(
      `The profile ${profile2} has only one of aws_access_key_id and aws_secret_access_key.`,
      `aws configure --profile ${profile2}`
    );
  return {
    kind: "keys",
    profile: profile2,
    accessKeyId,
    secretAccessKey,
    sessionToken: section.get("aws_session_token")
  };
}
function roleOf(role, section, profile2) {
  const arn = parseArn(role);
  const seconds = section.get("duration_seconds");
  const duration = seconds === void 0 ? void 0 : Number(seconds);
  const sessionName = section.get("role_session_name");
  const wrong = arn?.service !== "iam" || !arn.resource.startsWith("role/") ? "role_arn that is no role's ARN" : sessionName !== void 0 && !SESSION_NAME.test(sessionName) ? "role_session_name that AWS does not take" : duration !== void 0 && !(duration >= SHORTEST_SESSION_SECONDS && duration <= LONGEST_SESSION_SECONDS) ? "duration_seconds that AWS does not take" : void 0;
  if (wrong !== void 0)
    throw missing(
      `The profile ${profile2} has a ${wrong}.`,
      `[profile ${profile2}]
role_arn = arn:aws:iam::ACCOUNT:role/NAME
role_session_name has 2 to 64 of A-Z a-z 0-9 _ + = , . @ -; duration_seconds is from ${SHORTEST_SESSION_SECONDS} to ${LONGEST_SESSION_SECONDS}.`
    );
  return { role, externalId: section.get("external_id"), sessionName, duration };
}
function leafOf(section, profile2, files, face) {
  const command = section.get("credential_process");
  const isSso = section.has("sso_session") || section.has("sso_start_url");
  if (command === void 0 && !isSso)
    throw missing(
      `The profile ${profile2} has no keys and no role_arn.`,
      `aws configure --profile ${profile2}
Or, with credentials that only the AWS command line can get:
eval "$(aws configure export-credentials --profile ${profile2} --format env)"
and aws-credentials: environment.`
    );
  if (face === "actions")
    throw missing(
      command === void 0 ? `The profile ${profile2} logs in with IAM Identity Center, which needs a user; on a runner there is none.` : `The profile ${profile2} has a credential_process; on a runner no program is run for credentials.`,
      `In a workflow use the job's own identity: aws-role: arn:aws:iam::ACCOUNT:role/NAME
${command === void 0 ? "The profile is for a terminal: aws sso login, then the same command there." : "Or run that program in an earlier step, set the AWS_* variables, and use aws-credentials: environment."}`
    );
  return command === void 0 ? { kind: "sso", sso: ssoOf(section, profile2, files) } : { kind: "process", profile: profile2, command };
}
function ssoOf(section, profile2, files) {
  const session = section.get("sso_session");
  const place = session === void 0 ? section : files.sessions.get(session);
  const startUrl = place?.get("sso_start_url");
  const region = place?.get("sso_region");
  const account = section.get("sso_account_id");
  const role = section.get("sso_role_name");
  if (startUrl === void 0 || region === void 0 || !REGION.test(region) || account === void 0 || !/^\d{12}$/.test(account) || role === void 0)
    throw missing(
      `The profile ${profile2} does not say all that IAM Identity Center needs.`,
      `aws configure sso --profile ${profile2}
It needs sso_account_id and sso_role_name, and sso_start_url and sso_region in it or in its sso-session.`
    );
  return { profile: profile2, session, startUrl, region, account, role };
}
const missing = (message, fix) => new Failure("CREDENTIALS_MISSING", message, { fix });
const noSuchProfile = (profile2, visited, files) => missing(
  visited.length === 0 ? `There is no profile ${profile2}.` : `There is no profile ${profile2}, the source_profile of ${printable(visited.at(-1))}.`,
  `Write it as [profile ${profile2}] in ${files.config}, or as [${profile2}] in ${files.credentials}; AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name other files.`
);
const cycle = (profiles) => missing(
  `The profiles are each other's source: ${profiles.map(printable).join(" -> ")}.`,
  "Let the last source_profile name a profile that has keys."
);
const needsCode = (profile2) => missing(
  `The profile ${profile2} has an mfa_serial: its role needs a code that somebody types, and nobody is asked here.`,
  `eval "$(aws configure export-credentials --profile ${profile2} --format env)"
and aws-credentials: environment.`
);
const MAX_FILE_BYTES = 1024 * 1024;
const KEYS = ["aws_access_key_id", "aws_secret_access_key", "aws_session_token"];
function readSharedFiles(env) {
  const folder = awsFolder(env);
  const config = locate(env["AWS_CONFIG_FILE"], path.join(folder, "config"), env);
  const credentials = locate(env["AWS_SHARED_CREDENTIALS_FILE"], path.join(folder, "credentials"), env);
  const profiles = /* @__PURE__ */ new Map();
  const sessions = /* @__PURE__ */ new Map();
  const sections = parseIni(textOf(config));
  for (const [title, section] of sections) {
    const [, kind, name] = /^(profile|sso-session)\s+(.+)$/.exec(title) ?? [];
    const isDefault = title === "default" && !sections.has("profile default");
    if (kind === "sso-session") sessions.set(unquoted(name), section);
    else if (kind === "profile" || isDefault) profiles.set(unquoted(name ?? title), section);
  }
  for (const [title, section] of parseIni(textOf(credentials))) {
    const name = unquoted(title);
    const below = new Map(profiles.get(name));
    if (section.has(KEYS[0])) for (const key of KEYS) below.delete(key);
    profiles.set(name, new Map([...below, ...section]));
  }
  return { profiles, sessions, config, credentials };
}
const awsFolder = (env) => path.join(homeOf(env), ".aws");
const homeOf = (env) => env["HOME"] || env["USERPROFILE"] || os.homedir();
const locate = (given, standard, env) => path.resolve((given || standard).replace(/^~(?=[/\\])/, () => homeOf(env)));
function textOf(file) {
  try {
    return readBounded(file, MAX_FILE_BYTES).bytes.toString("utf8");
  } catch (error) {
    if (error instanceof Failure && error.code === "FILE_NOT_FOUND") return "";
    throw error;
  }
}
function parseIni(text) {
  const sections = /* @__PURE__ */ new Map();
  let section;
  let isNested = false;
  for (const raw of text.replace(/^\ufeff/, "").split(/\r?\n/)) {
    const line = raw.split(/(?:^|\s)[;#]/)[0].trimEnd();
    const title = /^\[([^\]]*)\]/.exec(line)?.[1]?.trim().replace(/\s+/g, " ");
    if (title !== void 0) {
      section = sections.get(title) ?? /* @__PURE__ */ new Map();
      sections.set(title, section);
      isNested = false;
      continue;
    }
    const at = line.indexOf("=");
    if (section === void 0 || at < 1) continue;
    if (isNested && /^\s/.test(line)) continue;
    const value = line.slice(at + 1).trim();
    isNested = value === "";
    if (!isNested) section.set(line.slice(0, at).trim().toLowerCase(), value);
  }
  return sections;
}
const unquoted = (name) => /^(["'])(.*)\1$/.exec(name)?.[2] ?? name;
async function profileCredentials(name, inputs, setting, signal) {
  const { host, region } = setting;
  const plan = planProfile(name, readSharedFiles(host.env), host.face);
  if (plan.region !== void 0 && plan.region !== region && /^[a-z0-9-]{1,32}$/.test(plan.region))
    host.info(
      `aws: the profile ${name} has the region ${plan.region}; this run uses ${region} (aws-region).`
    );
  let credentials = await begin(plan.origin, inputs, setting, signal);
  for (const role of plan.roles)
    credentials = await assumeRole(role.role, credentials, [], forRole(role, inputs), setting, signal);
  return credentials;
}
async function begin(origin, inputs, setting, signal) {
  const { host } = setting;
  switch (origin.kind) {
    case "keys":
      return keysOf(origin, host);
    case "environment":
      return environmentCredentials(host);
    case "container":
      return containerCredentials(host, signal);
    case "instance":
      return instanceCredentials(host, signal);
    case "token": {
      const token = readTokenFile(origin.path, host);
      return assumeWithToken(token, origin.role.role, forRole(origin.role, inputs), setting, signal);
    }
    case "process":
      return (await import("./providers-aws-sources-process.js")).processCredentials(origin.command, origin.profile, host);
    case "sso":
      return (await import("./providers-aws-sources-sso.js")).ssoCredentials(origin.sso, host, signal);
  }
}
const keysOf = (keys, host) => credentialsOf(keys, `The profile ${keys.profile}`, "", host);
const forRole = (role, inputs) => ({
  ...inputs,
  awsSessionName: role.sessionName ?? inputs.awsSessionName,
  awsDuration: role.duration,
  awsExternalId: role.externalId ?? "",
  awsSessionPolicy: "",
  awsSessionPolicies: [],
  awsChainRoles: [],
  awsTags: [],
  awsTransitiveTags: []
});
var profile = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  profileCredentials
});
export {
  awsFolder as a,
  profile as p
};
