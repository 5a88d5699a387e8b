import timers from "node:timers/promises";
import { Failure } from "../../kernel/errors.ts";
import type { Claims, IdToken } from "../provider.ts";
import { accountOf } from "./arn.ts";
import type { AwsCredentials } from "./credentials.ts";
import type { AwsInputs } from "./inputs.ts";
import type { AwsSetting } from "./setting.ts";
import { type CredentialSource, parseSource } from "./source.ts";

/**
 * The credentials of a run: those of the one source, then of each chained role in order, in an allowed account. Each
 * source's code is loaded only where the inputs name it.
 *
 * @throws Failure INPUT_INVALID, CREDENTIALS_*, TRUST_REFUSED, ACCOUNT_NOT_ALLOWED, and what lies on the way
 */
export async function acquire(
  inputs: AwsInputs,
  setting: AwsSetting,
  signal: AbortSignal,
): Promise<AwsCredentials> {
  const source = parseSource(inputs);
  if (source instanceof Failure) throw source;
  const first = await begin(source, inputs, setting, signal);
  let { credentials } = first;
  const { token } = credentials;
  if (inputs.awsChainRoles.length > 0) {
    const [{ assumeRole }, { sessionTags }] = await Promise.all([import("./sts.ts"), import("./tags.ts")]);
    // Of the job it is said what GitHub's own token claims; the host has it already.
    const claims = source.kind === "oidc" ? (await setting.host.idToken(signal)).claims : {};
    const tags = sessionTags(inputs, setting.host.env, claims);
    for (const role of inputs.awsChainRoles)
      credentials = await assumeRole(role, credentials, tags, inputs, setting, signal);
  }
  if (inputs.awsAllowedAccounts.length > 0)
    credentials = await allowed(credentials, inputs.awsAllowedAccounts, setting, signal);
  // What the token said of the job stays true of every role that follows from it.
  return credentials.token === undefined ? { ...credentials, token } : credentials;
}

/** The first credentials, and the claims of the token that they were exchanged for. */
interface Begun {
  readonly credentials: AwsCredentials;
  readonly claims?: Claims;
}

async function begin(
  source: CredentialSource,
  inputs: AwsInputs,
  setting: AwsSetting,
  signal: AbortSignal,
): Promise<Begun> {
  const { host } = setting;
  const exchanged = async (token: IdToken, role: string): Promise<Begun> => {
    const { assumeWithToken } = await import("./sts.ts");
    return { credentials: await assumeWithToken(token, role, inputs, setting, signal), claims: token.claims };
  };
  switch (source.kind) {
    case "oidc": {
      const [token] = await Promise.all([host.idToken(signal), loadSdk()]);
      return exchanged(token, source.role);
    }
    case "token-file":
      return exchanged(
        (await import("./sources/token-file.ts")).readTokenFile(source.path, host),
        source.role,
      );
    case "environment":
      return { credentials: (await import("./sources/environment.ts")).environmentCredentials(host) };
    case "static":
      return { credentials: (await import("./sources/static.ts")).staticCredentials(source, host) };
    case "container":
      return {
        credentials: await (await import("./sources/container.ts")).containerCredentials(host, signal),
      };
    case "instance":
      return { credentials: await (await import("./sources/instance.ts")).instanceCredentials(host, signal) };
    case "profile": {
      const { profileCredentials } = await import("./sources/profile.ts");
      return { credentials: await profileCredentials(source.name, inputs, setting, signal) };
    }
  }
}

/** Loads the SDK while GitHub answers. That holds up all else for a while, so the request goes out before. */
async function loadSdk(): Promise<void> {
  await timers.setImmediate();
  await import("./sdk-sts.ts");
}

/** The credentials, where their account is on the list; STS is asked for it only where no assume answer said it. */
async function allowed(
  credentials: AwsCredentials,
  accounts: readonly string[],
  setting: AwsSetting,
  signal: AbortSignal,
): Promise<AwsCredentials> {
  const arn = credentials.arn ?? (await (await import("./sts.ts")).callerArn(credentials, setting, signal));
  const account = accountOf(arn);
  if (account !== undefined && accounts.includes(account)) return { ...credentials, arn };
  const shown = account ?? "unknown";
  throw new Failure(
    "ACCOUNT_NOT_ALLOWED",
    `The credentials are of the AWS account ${shown}, which aws-allowed-accounts does not name.`,
    {
      at: { input: "aws-allowed-accounts" },
      fix: `Use a role of an allowed account, or allow this one:\naws-allowed-accounts: "${shown}"`,
    },
  );
}
