import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { Failure } from "../../kernel/errors.ts";
import { Secret } from "../../kernel/secret.ts";
import type { Handed } from "../provider.ts";
import type { AwsCredentials } from "./credentials.ts";
import type { AwsInputs } from "./inputs.ts";
import type { AwsSetting } from "./setting.ts";

/** Where a profile file of ours lies: in a folder of its own below RUNNER_TEMP. */
const OUR_FILE = /^secrets-aws-[0-9a-f-]{36}$/;
const CREDENTIALS_VARIABLE = "AWS_SHARED_CREDENTIALS_FILE";
const CONFIG_VARIABLE = "AWS_CONFIG_FILE";
/** What keys and tokens of AWS consist of; a line break would begin a setting of its own in a profile file. */
const PART = /^[\x21-\x7e]+$/;

/** The folder that an earlier step of ours keeps profiles in, if both variables of the environment point there. */
export function ourProfiles(
  env: Readonly<Record<string, string | undefined>>,
  temp: string,
): string | undefined {
  const folders = [env[CREDENTIALS_VARIABLE], env[CONFIG_VARIABLE]].map((file) =>
    file === undefined ? undefined : path.dirname(path.resolve(file)),
  );
  const [folder] = folders;
  const isOurs =
    folder !== undefined &&
    folders.every((other) => other === folder) &&
    OUR_FILE.test(path.basename(folder)) &&
    path.dirname(folder) === path.resolve(temp);
  return isOurs ? folder : undefined;
}

/**
 * The credentials for later steps, as `aws-export` asks: one set of variables, or a profile in files of ours, to which
 * later steps of ours add. https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 *
 * @throws Failure CREDENTIALS_REFUSED where a part of them holds what no credentials of AWS hold
 */
export function handOver(credentials: AwsCredentials, inputs: AwsInputs, setting: AwsSetting): Handed {
  const { region, host } = setting;
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  if ([accessKeyId, secretAccessKey, sessionToken].some((part) => part && !PART.test(part.reveal() ?? "")))
    throw new Failure(
      "CREDENTIALS_REFUSED",
      "The AWS credentials hold a space, a line break or another character that AWS gives none, and are not exported.",
      {
        at: { input: "aws-export" },
        fix: "Store keys and session token again, each as one line without quotes.",
      },
    );
  const until = credentials.expires === undefined ? "" : ` until ${credentials.expires.toISOString()}`;
  const common: [string, Secret][] = [
    ["AWS_REGION", Secret.of(region)],
    ["AWS_DEFAULT_REGION", Secret.of(region)],
  ];
  const [, profile] = inputs.awsExport.split(/\s+/);
  if (profile === undefined) {
    const stale = credentials.sessionToken === undefined && (host.env["AWS_SESSION_TOKEN"] ?? "") !== "";
    return {
      input: "aws-export",
      variables: new Map([
        ["AWS_ACCESS_KEY_ID", credentials.accessKeyId],
        ["AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey],
        // A token that belongs to other keys would make these useless.
        ...(credentials.sessionToken === undefined
          ? stale
            ? [["AWS_SESSION_TOKEN", Secret.of("")] as [string, Secret]]
            : []
          : [["AWS_SESSION_TOKEN", credentials.sessionToken] as [string, Secret]]),
        ...common,
      ]),
      files: [],
      note: `Later steps have the AWS credentials${until}, as AWS_* variables.`,
    };
  }
  const present = ourProfiles(host.env, host.temp);
  const folder = present ?? path.join(host.temp, `secrets-aws-${crypto.randomUUID()}`);
  const files = [
    {
      path: path.join(folder, "credentials"),
      title: profile,
      fields: [
        ["aws_access_key_id", credentials.accessKeyId],
        ["aws_secret_access_key", credentials.secretAccessKey],
        ...(credentials.sessionToken === undefined
          ? []
          : [["aws_session_token", credentials.sessionToken] as const]),
      ] as const,
    },
    {
      path: path.join(folder, "config"),
      title: profile === "default" ? profile : `profile ${profile}`,
      fields: [["region", Secret.of(region)]] as const,
    },
  ];
  return {
    input: "aws-export",
    variables: new Map<string, Secret>([
      [CREDENTIALS_VARIABLE, Secret.of(files[0]!.path)],
      [CONFIG_VARIABLE, Secret.of(files[1]!.path)],
      // The first profile is the one that tools take by themselves; further ones are named by their users.
      ...(present === undefined ? [["AWS_PROFILE", Secret.of(profile)] as [string, Secret], ...common] : []),
    ]),
    files: files.map((file) => ({
      path: file.path,
      content: Secret.of(
        withSection(present === undefined ? "" : textOf(file.path), file.title, file.fields),
      ),
    })),
    note: `Later steps have the AWS credentials${until}, as the profile ${profile}.`,
  };
}

const textOf = (file: string): string => (fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "");

/** The file with this section at its end, in place of one with the same title. */
function withSection(text: string, title: string, fields: readonly (readonly [string, Secret])[]): string {
  const kept = text
    .split(/^(?=\[)/m)
    .filter((section) => section !== "" && !section.startsWith(`[${title}]`));
  const lines = fields.map(([name, value]) => `${name} = ${value.reveal() ?? ""}\n`);
  return `${kept.join("")}[${title}]\n${lines.join("")}`;
}
