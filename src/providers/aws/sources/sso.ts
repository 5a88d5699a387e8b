import crypto from "node:crypto";
import path from "node:path";
import { Failure } from "../../../kernel/errors.ts";
import { readBounded } from "../../../kernel/files.ts";
import { type HttpAnswer, HttpError } from "../../../kernel/http.ts";
import { Secret } from "../../../kernel/secret.ts";
import { notJson, unreachable } from "../../../kernel/unreachable.ts";
import type { Host } from "../../provider.ts";
import type { AwsCredentials } from "../credentials.ts";
import { partitionOf } from "../partition.ts";
import { ask, busy, credentialsOf, expired, objectOf } from "./answer.ts";
import { awsFolder } from "./shared-files.ts";

const WHO = "IAM Identity Center";
const MAX_CACHE_BYTES = 256 * 1024;

/** What a profile says about IAM Identity Center. */
export interface SsoProfile {
  readonly profile: string;
  /** The name of its `sso-session`; undefined in a profile of the old form. */
  readonly session: string | undefined;
  readonly startUrl: string;
  /** A well-formed region: it becomes a part of the host that gets the token. */
  readonly region: string;
  readonly account: string;
  readonly role: string;
}

/**
 * A role's credentials from IAM Identity Center, with the token that `aws sso login` left in its cache. The token is
 * not renewed: only the user can log in.
 * https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html
 *
 * @throws Failure CREDENTIALS_MISSING, CREDENTIALS_REFUSED, STORE_*
 */
export async function ssoCredentials(
  sso: SsoProfile,
  host: Host,
  signal: AbortSignal,
): Promise<AwsCredentials> {
  const token = cachedToken(sso, host);
  const url = new URL(
    `https://portal.sso.${sso.region}.${partitionOf(sso.region).dnsSuffix}/federation/credentials`,
  );
  url.searchParams.set("role_name", sso.role);
  url.searchParams.set("account_id", sso.account);
  let answer: HttpAnswer;
  try {
    answer = await ask(
      { method: "GET", url, headers: { "x-amz-sso_bearer_token": token, accept: "application/json" } },
      host,
      signal,
    );
  } catch (error) {
    throw error instanceof HttpError ? unreachable(error, WHO) : error;
  }
  if (answer.status === 429 || answer.status >= 500) throw busy(WHO, answer);
  if (answer.status === 401) throw refused("does not take the cached token any more", loginOf(sso));
  if (answer.status === 403 || answer.status === 404)
    throw refused(
      "does not give this role in this account",
      `Check sso_account_id and sso_role_name of the profile ${sso.profile}:\naws sso list-account-roles --account-id ${sso.account} --access-token TOKEN`,
    );
  const keys = answer.status === 200 ? objectOf(answer.body)?.["roleCredentials"] : undefined;
  if (typeof keys !== "object" || keys === null) throw notJson(answer, WHO);
  const given = keys as Readonly<Record<string, unknown>>;
  return credentialsOf(
    {
      accessKeyId: given["accessKeyId"],
      secretAccessKey: given["secretAccessKey"],
      sessionToken: given["sessionToken"],
      expiration: given["expiration"],
    },
    WHO,
    loginOf(sso),
    host,
  );
}

/** The command line tool names the cache file after the session, or, in the old form, after the start address. */
function cachedToken(sso: SsoProfile, host: Host): Secret {
  const key = crypto
    .createHash("sha1")
    .update(sso.session ?? sso.startUrl)
    .digest("hex");
  const file = path.join(awsFolder(host.env), "sso", "cache", `${key}.json`);
  const cached = objectOf(contentOf(file, sso)) ?? {};
  const { accessToken, expiresAt, startUrl } = cached;
  if (typeof accessToken !== "string" || accessToken === "") throw notLoggedIn(sso, file);
  const token = Secret.of(accessToken);
  host.born([token]);
  if (startUrl !== undefined && startUrl !== sso.startUrl) throw notLoggedIn(sso, file);
  const end = new Date(typeof expiresAt === "string" ? expiresAt : Number.NaN);
  if (Number.isNaN(end.getTime()) || /[^\x21-\x7e]/.test(accessToken)) throw notLoggedIn(sso, file);
  if (end.getTime() <= host.clock.now()) throw expired(`The cache of ${WHO}`, end, loginOf(sso));
  return token;
}

function contentOf(file: string, sso: SsoProfile): Buffer {
  try {
    return readBounded(file, MAX_CACHE_BYTES).bytes;
  } catch (error) {
    throw error instanceof Failure ? notLoggedIn(sso, file) : error;
  }
}

const loginOf = ({ profile }: SsoProfile): string => `aws sso login --profile ${profile}`;

const notLoggedIn = (sso: SsoProfile, file: string): Failure =>
  new Failure("CREDENTIALS_MISSING", `There is no token of ${WHO} for the profile ${sso.profile}.`, {
    at: { file },
    fix: loginOf(sso),
  });

const refused = (what: string, fix: string): Failure =>
  new Failure("CREDENTIALS_REFUSED", `${WHO} ${what}.`, { fix });
