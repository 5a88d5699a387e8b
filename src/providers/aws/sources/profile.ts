import type { Host } from "../../provider.ts";
import type { AwsCredentials } from "../credentials.ts";
import type { AwsInputs } from "../inputs.ts";
import type { AwsSetting } from "../setting.ts";
import { assumeRole, assumeWithToken } from "../sts.ts";
import { credentialsOf } from "./answer.ts";
import { containerCredentials } from "./container.ts";
import { environmentCredentials } from "./environment.ts";
import { instanceCredentials } from "./instance.ts";
import { planProfile, type ProfileOrigin, type ProfileRole } from "./profile-plan.ts";
import { readSharedFiles } from "./shared-files.ts";
import { readTokenFile } from "./token-file.ts";

/**
 * The credentials of a profile in the user's AWS files, with every role that it assumes on the way.
 *
 * @throws Failure CREDENTIALS_MISSING, CREDENTIALS_REFUSED, and what STS and its source throw
 */
export async function profileCredentials(
  name: string,
  inputs: AwsInputs,
  setting: AwsSetting,
  signal: AbortSignal,
): Promise<AwsCredentials> {
  const { host, region } = setting;
  const plan = planProfile(name, readSharedFiles(host.env), host.face);
  if (plan.region !== undefined && plan.region !== region && /^[a-z0-9-]{1,32}$/.test(plan.region))
    host.info(
      `aws: the profile ${name} has the region ${plan.region}; this run uses ${region} (aws-region).`,
    );
  let credentials = await begin(plan.origin, inputs, setting, signal);
  for (const role of plan.roles)
    credentials = await assumeRole(role.role, credentials, [], forRole(role, inputs), setting, signal);
  return credentials;
}

async function begin(
  origin: ProfileOrigin,
  inputs: AwsInputs,
  setting: AwsSetting,
  signal: AbortSignal,
): Promise<AwsCredentials> {
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
      return (await import("./process.ts")).processCredentials(origin.command, origin.profile, host);
    case "sso":
      return (await import("./sso.ts")).ssoCredentials(origin.sso, host, signal);
  }
}

const keysOf = (keys: ProfileOrigin & { kind: "keys" }, host: Host): AwsCredentials =>
  credentialsOf(keys, `The profile ${keys.profile}`, "", host);

/** The profile says how its roles are assumed; what the inputs say of a session is for the roles of the inputs. */
const forRole = (role: ProfileRole, inputs: AwsInputs): AwsInputs => ({
  ...inputs,
  awsSessionName: role.sessionName ?? inputs.awsSessionName,
  awsDuration: role.duration,
  awsExternalId: role.externalId ?? "",
  awsSessionPolicy: "",
  awsSessionPolicies: [],
  awsChainRoles: [],
  awsTags: [],
  awsTransitiveTags: [],
});
