import os from "node:os";
import path from "node:path";
import { Failure } from "../../../kernel/errors.ts";
import { readBounded } from "../../../kernel/files.ts";
import type { Host } from "../../provider.ts";

/** The settings of one section, names in lower case. */
export type Section = ReadonlyMap<string, string>;

export interface SharedFiles {
  readonly profiles: ReadonlyMap<string, Section>;
  /** The sections `[sso-session NAME]`. */
  readonly sessions: ReadonlyMap<string, Section>;
  /** What was looked into, for messages. */
  readonly config: string;
  readonly credentials: string;
}

const MAX_FILE_BYTES = 1024 * 1024;
/** A pair of keys and its token belong together: those of one file are never completed from the other. */
const KEYS = ["aws_access_key_id", "aws_secret_access_key", "aws_session_token"];

/**
 * The user's AWS config and credentials files: AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE, else `~/.aws`. For one
 * profile the credentials file wins. A file that is not there is empty.
 * https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 *
 * @throws Failure FILE_UNREADABLE, LIMIT_EXCEEDED
 */
export function readSharedFiles(env: Host["env"]): SharedFiles {
  const folder = awsFolder(env);
  const config = locate(env["AWS_CONFIG_FILE"], path.join(folder, "config"), env);
  const credentials = locate(env["AWS_SHARED_CREDENTIALS_FILE"], path.join(folder, "credentials"), env);
  const profiles = new Map<string, Section>();
  const sessions = new Map<string, Section>();
  const sections = parseIni(textOf(config));
  for (const [title, section] of sections) {
    const [, kind, name] = /^(profile|sso-session)\s+(.+)$/.exec(title) ?? [];
    const isDefault = title === "default" && !sections.has("profile default");
    if (kind === "sso-session") sessions.set(unquoted(name!), section);
    else if (kind === "profile" || isDefault) profiles.set(unquoted(name ?? title), section);
  }
  for (const [title, section] of parseIni(textOf(credentials))) {
    const name = unquoted(title);
    const below = new Map(profiles.get(name));
    if (section.has(KEYS[0]!)) for (const key of KEYS) below.delete(key);
    profiles.set(name, new Map([...below, ...section]));
  }
  return { profiles, sessions, config, credentials };
}

/** The folder `.aws` of the user's home. */
export const awsFolder = (env: Host["env"]): string => path.join(homeOf(env), ".aws");

const homeOf = (env: Host["env"]): string => env["HOME"] || env["USERPROFILE"] || os.homedir();

const locate = (given: string | undefined, standard: string, env: Host["env"]): string =>
  path.resolve((given || standard).replace(/^~(?=[/\\])/, () => homeOf(env)));

function textOf(file: string): string {
  try {
    return readBounded(file, MAX_FILE_BYTES).bytes.toString("utf8");
  } catch (error) {
    if (error instanceof Failure && error.code === "FILE_NOT_FOUND") return "";
    throw error;
  }
}

/**
 * The sections of an AWS file by title, those of one title merged. A setting without a value begins a nested group: the
 * indented lines below it are that group's, never the profile's own.
 */
export function parseIni(text: string): Map<string, Section> {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  let isNested = false;
  for (const raw of text.replace(/^\ufeff/, "").split(/\r?\n/)) {
    // A comment needs a space before its sign: a value may hold one.
    const line = raw.split(/(?:^|\s)[;#]/)[0]!.trimEnd();
    const title = /^\[([^\]]*)\]/.exec(line)?.[1]?.trim().replace(/\s+/g, " ");
    if (title !== undefined) {
      section = sections.get(title) ?? new Map<string, string>();
      sections.set(title, section);
      isNested = false;
      continue;
    }
    const at = line.indexOf("=");
    if (section === undefined || at < 1) continue;
    if (isNested && /^\s/.test(line)) continue;
    const value = line.slice(at + 1).trim();
    isNested = value === "";
    if (!isNested) section.set(line.slice(0, at).trim().toLowerCase(), value);
  }
  return sections;
}

const unquoted = (name: string): string => /^(["'])(.*)\1$/.exec(name)?.[2] ?? name;
