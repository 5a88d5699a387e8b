import fs from "node:fs";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import { planProfile, type ProfilePlan } from "../../../../../src/providers/aws/sources/profile-plan.ts";
import { profileCredentials } from "../../../../../src/providers/aws/sources/profile.ts";
import { parseIni, readSharedFiles } from "../../../../../src/providers/aws/sources/shared-files.ts";
import type { Host } from "../../../../../src/providers/provider.ts";
import { CALLER, inputsOf } from "../setting.ts";
import { failureOf, fixture, folderOf, SIGNAL } from "./host.ts";
import { ALL_PARTS, KEY_ID, partsOf, SECRET_KEY, SESSION } from "./planted.ts";
import { securityTokenService } from "./sts.ts";

const KEYS = `aws_access_key_id = ${KEY_ID}\naws_secret_access_key = ${SECRET_KEY}\n`;
const ROLE_A = "arn:aws:iam::111122223333:role/a";
const ROLE_B = "arn:aws:iam::111122223333:role/b";

let home = "";
beforeEach(() => {
  home = folderOf("home-");
  fs.mkdirSync(path.join(home, ".aws"));
});

function write(config: string, credentials = ""): Host["env"] {
  fs.writeFileSync(path.join(home, ".aws/config"), config);
  fs.writeFileSync(path.join(home, ".aws/credentials"), credentials);
  return { HOME: home };
}

const plan = (name: string, config: string, credentials = "", face: Host["face"] = "actions"): ProfilePlan =>
  planProfile(name, readSharedFiles(write(config, credentials)), face);

test("sections, comments, nested groups and indentation are read as AWS documents them", () => {
  const sections = parseIni(
    [
      "\ufeff# a comment",
      "key = before any section",
      "[profile  one] ; the first",
      "Region = eu-west-1 # a comment after a space",
      "secret = a#b;c=d",
      "s3 =",
      "  aws_access_key_id = nested",
      "  max_concurrent_requests = 20",
      "  ; a comment",
      "output = json",
      "no equals sign",
      "[default]\r",
      "  indented = yes\r",
      "[profile one]",
      "output = text",
      "[unclosed",
    ].join("\n"),
  );
  expect([...sections].map(([title, section]) => [title, Object.fromEntries(section)])).toEqual([
    ["profile one", { region: "eu-west-1", secret: "a#b;c=d", output: "text" }],
    ["default", { indented: "yes" }],
  ]);
});

test("the credentials file wins, and its keys are never completed with the other file's token", () => {
  const { profiles } = readSharedFiles(
    write(
      `[default]\nregion = us-west-2\naws_access_key_id = old\naws_secret_access_key = old\naws_session_token = old\n[profile "a b"]\nregion = x\n[no prefix]\nregion = y\n`,
      `[default]\n${KEYS}`,
    ),
  );
  expect(Object.fromEntries(profiles.get("default")!)).toEqual({
    region: "us-west-2",
    aws_access_key_id: KEY_ID,
    aws_secret_access_key: SECRET_KEY,
  });
  expect([...profiles.keys()]).toEqual(["default", "a b"]);
});

test("[profile default] stands before [default]", () => {
  const { profiles } = readSharedFiles(write("[profile default]\nregion = a\n[default]\nregion = b\n"));
  expect(profiles.get("default")?.get("region")).toBe("a");
});

test("the variables name other files; ~ is the home; no file at all is an empty one", () => {
  write("[profile wrong]\n");
  fs.writeFileSync(path.join(home, "c"), "[profile right]\n");
  const env = { HOME: home, AWS_CONFIG_FILE: "~/c", AWS_SHARED_CREDENTIALS_FILE: path.join(home, "none") };
  expect([...readSharedFiles(env).profiles.keys()]).toEqual(["right"]);
});

test.each<[string, string, unknown]>([
  [
    "keys",
    `[profile p]\n${KEYS}aws_session_token = ${SESSION}`,
    [{ kind: "keys", sessionToken: SESSION }, []],
  ],
  [
    "a role of another profile",
    `[profile p]\nrole_arn = ${ROLE_A}\nsource_profile = q\nexternal_id = x\nrole_session_name = me\nduration_seconds = 1800\n[profile q]\n${KEYS}`,
    [{ kind: "keys", profile: "q" }, [{ role: ROLE_A, externalId: "x", sessionName: "me", duration: 1800 }]],
  ],
  [
    "roles over roles, the nearest to the keys first",
    `[profile p]\nrole_arn = ${ROLE_A}\nsource_profile = q\n[profile q]\nrole_arn = ${ROLE_B}\nsource_profile = r\n[profile r]\n${KEYS}`,
    [{ kind: "keys", profile: "r" }, [{ role: ROLE_B }, { role: ROLE_A }]],
  ],
  [
    "itself as source: its own keys",
    `[profile p]\nrole_arn = ${ROLE_A}\nsource_profile = p\n${KEYS}`,
    [{ kind: "keys", profile: "p" }, [{ role: ROLE_A }]],
  ],
  [
    "a source with a role and keys: its keys",
    `[profile p]\nrole_arn = ${ROLE_A}\nsource_profile = q\n[profile q]\nrole_arn = ${ROLE_B}\nsource_profile = p\n${KEYS}`,
    [{ kind: "keys", profile: "q" }, [{ role: ROLE_A }]],
  ],
  [
    "the instance",
    `[profile p]\nrole_arn = ${ROLE_A}\ncredential_source = Ec2InstanceMetadata`,
    [{ kind: "instance" }, [{ role: ROLE_A }]],
  ],
  [
    "the container",
    `[profile p]\nrole_arn = ${ROLE_A}\ncredential_source = EcsContainer`,
    [{ kind: "container" }, [{ role: ROLE_A }]],
  ],
  [
    "the environment",
    `[profile p]\nrole_arn = ${ROLE_A}\ncredential_source = Environment`,
    [{ kind: "environment" }, [{ role: ROLE_A }]],
  ],
  [
    "a token file",
    `[profile p]\nrole_arn = ${ROLE_A}\nweb_identity_token_file = /var/run/token`,
    [{ kind: "token", path: "/var/run/token", role: { role: ROLE_A } }, []],
  ],
])("a profile with %s", (_case, config, expected) => {
  const { origin, roles } = plan("p", config);
  expect([origin, roles]).toMatchObject(expected as unknown[]);
});

const SSO =
  "sso_account_id = 111122223333\nsso_role_name = Reader\nsso_region = eu-central-1\nsso_start_url = https://x.awsapps.com/start";
test.each([
  ["the profile is not there", "[profile q]", "There is no profile p."],
  ["it lacks the word profile", `[p]\n${KEYS}`, "There is no profile p."],
  ["its source is not there", `[profile p]\nrole_arn = ${ROLE_A}\nsource_profile = q`, "source_profile of p"],
  [
    "the sources are a cycle",
    `[profile p]\nrole_arn = ${ROLE_A}\nsource_profile = q\n[profile q]\nrole_arn = ${ROLE_B}\nsource_profile = p`,
    "p -> q -> p",
  ],
  ["it is its own source without keys", `[profile p]\nrole_arn = ${ROLE_A}\nsource_profile = p`, "p -> p"],
  ["it has half a pair", `[profile p]\naws_access_key_id = ${KEY_ID}`, "only one of"],
  ["it has nothing", "[profile p]\nregion = eu-west-1", "no keys and no role_arn"],
  ["its role has no source", `[profile p]\nrole_arn = ${ROLE_A}`, "nothing to assume it with"],
  [
    "its role has two sources",
    `[profile p]\nrole_arn = ${ROLE_A}\nsource_profile = q\ncredential_source = Environment`,
    "more than one thing",
  ],
  [
    "its source is unknown",
    `[profile p]\nrole_arn = ${ROLE_A}\ncredential_source = CANARY-7f3a`,
    "unknown credential_source",
  ],
  ["its role is no ARN", "[profile p]\nrole_arn = CANARY-7f3a\nsource_profile = q", "no role's ARN"],
  [
    "its duration is odd",
    `[profile p]\nrole_arn = ${ROLE_A}\nsource_profile = q\nduration_seconds = CANARY-7f3a`,
    "duration_seconds",
  ],
  [
    "its session name is odd",
    `[profile p]\nrole_arn = ${ROLE_A}\nsource_profile = q\nrole_session_name = CANARY-7f3a !`,
    "role_session_name",
  ],
  [
    "it wants a code",
    `[profile p]\nrole_arn = ${ROLE_A}\nsource_profile = q\nmfa_serial = arn:x\n[profile q]\n${KEYS}`,
    "mfa_serial",
  ],
  [
    "it runs a program, on a runner",
    "[profile p]\ncredential_process = /bin/CANARY-7f3a",
    "no program is run",
  ],
  ["it logs in, on a runner", `[profile p]\n${SSO}`, "on a runner there is none"],
])("%s: CREDENTIALS_MISSING that says so", async (_case, config, said) => {
  const failure = await failureOf(() => plan("p", config));
  expect([failure.code, failure.fix !== undefined]).toEqual(["CREDENTIALS_MISSING", true]);
  expect(failure.message).toContain(said);
});

test("in a terminal a program and IAM Identity Center count, in both forms", () => {
  const sso = { profile: "p", account: "111122223333", role: "Reader", region: "eu-central-1" };
  expect(plan("p", "[profile p]\ncredential_process = get keys", "", "terminal").origin).toEqual({
    kind: "process",
    profile: "p",
    command: "get keys",
  });
  expect(plan("p", `[profile p]\n${SSO}`, "", "terminal").origin).toEqual({
    kind: "sso",
    sso: { ...sso, session: undefined, startUrl: "https://x.awsapps.com/start" },
  });
  expect(
    plan(
      "p",
      "[profile p]\nsso_session = s\nsso_account_id = 111122223333\nsso_role_name = Reader\n[sso-session s]\nsso_region = eu-central-1\nsso_start_url = https://y",
      "",
      "terminal",
    ).origin,
  ).toEqual({ kind: "sso", sso: { ...sso, session: "s", startUrl: "https://y" } });
});

test("a region that would make another host of the portal's is refused", async () => {
  const config = `[profile p]\n${SSO.replace("eu-central-1", "x.evil.example/-1")}`;
  expect((await failureOf(() => plan("p", config, "", "terminal"))).code).toBe("CREDENTIALS_MISSING");
});

test("keys of a profile are masked; its endpoint does not count, its region is only said", async () => {
  const env = write(
    `[profile p]\nregion = us-west-2\nendpoint_url = http://CANARY-7f3a/\n${KEYS}aws_session_token = ${SESSION}`,
  );
  const { setting, told } = fixture({ env });
  expect(partsOf(await profileCredentials("p", inputsOf(), setting, SIGNAL))).toEqual(ALL_PARTS);
  expect(told.born).toEqual(ALL_PARTS);
  expect(told.lines).toEqual([
    "aws: the profile p has the region us-west-2; this run uses eu-central-1 (aws-region).",
  ]);
});

test("roles are assumed as the profile says, not as the inputs do", async () => {
  const env = write(
    `[profile p]\nrole_arn = ${ROLE_A}\nsource_profile = q\nexternal_id = theirs\nrole_session_name = me\nduration_seconds = 1800\n[profile q]\n${KEYS}`,
  );
  const sts = await securityTokenService();
  const { setting } = fixture({ env }, sts.url);
  const inputs = inputsOf({
    awsExternalId: "ours",
    awsSessionPolicy: "{}",
    awsChainRoles: [ROLE_B],
    awsTags: ["a=b"],
  });
  const credentials = await profileCredentials("p", inputs, setting, SIGNAL);
  expect(credentials.arn).toBe(CALLER.replace("liquid-hive-secrets-role/GitHubActions", "a/me"));
  expect(sts.calls.map((call) => Object.fromEntries(call))).toEqual([
    {
      Action: "AssumeRole",
      Version: "2011-06-15",
      RoleArn: ROLE_A,
      RoleSessionName: "me",
      ExternalId: "theirs",
      DurationSeconds: "1800",
    },
  ]);
});
