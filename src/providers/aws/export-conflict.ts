import { Failure } from "../../kernel/errors.ts";
import type { Host } from "../provider.ts";
import { ourProfiles } from "./hand-over.ts";
import type { AwsInputs } from "./inputs.ts";

const FORM = /^(?:env|profile\s+[A-Za-z0-9_-]{1,64})$/;
/** The names of a profile; an SDK that finds one prefers it to keys in variables. */
const PROFILE_NAMES = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"];
const PROFILE_FILES = ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"];

/**
 * What is wrong with `aws-export`: its form, and variables of the environment that later steps' SDKs would prefer to
 * the exported keys. Files of an earlier step of ours do no harm; its AWS_PROFILE does.
 * https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
 */
export function checkExport(
  { awsExport }: AwsInputs,
  env: Host["env"],
  face: Host["face"],
): readonly Failure[] {
  if (awsExport === "") return [];
  if (!FORM.test(awsExport))
    return [
      new Failure("INPUT_INVALID", "aws-export is neither `env` nor `profile NAME`.", {
        at: { input: "aws-export" },
        fix: "aws-export: env\nor: aws-export: profile deploy (A-Z a-z 0-9 _ -)",
      }),
    ];
  if (awsExport !== "env" && face === "terminal")
    return [
      new Failure(
        "INPUT_INVALID",
        "A terminal has no later steps, and nothing would remove the profile's files.",
        {
          at: { input: "aws-export" },
          fix: "aws-export: env   # for the variables of `run`",
        },
      ),
    ];
  // A terminal has no later steps: the variables of its user are the user's own.
  if (face === "terminal") return [];
  if (awsExport !== "env") return (env["AWS_ACCESS_KEY_ID"] ?? "") === "" ? [] : [keysConflict];
  const isOurs = ourProfiles(env, env["RUNNER_TEMP"] ?? "") !== undefined;
  const foreign = isOurs ? PROFILE_NAMES : [...PROFILE_NAMES, ...PROFILE_FILES];
  const set = foreign.filter((name) => (env[name] ?? "") !== "");
  if (set.length === 0) return [];
  const names = set.join(", ");
  return [
    new Failure(
      "CREDENTIALS_CONFLICT",
      `${names} ${set.length === 1 ? "is" : "are"} set: in later steps an SDK would take that profile, not the credentials exported here.`,
      {
        at: { input: "aws-export" },
        fix: isOurs
          ? "An earlier step of ours exported a profile. Export a profile here too:\naws-export: profile NAME"
          : `Remove ${names} from \`env:\` of the workflow and the job, from the step that writes it to GITHUB_ENV, or from the runner's own environment. A step that needs it sets it for itself:\n- run: …\n  env:\n${set.map((name) => `    ${name}: …`).join("\n")}`,
      },
    ),
  ];
}

/** The other way round: keys in variables go before a profile that AWS_PROFILE names. */
const keysConflict = new Failure(
  "CREDENTIALS_CONFLICT",
  "AWS_ACCESS_KEY_ID is set: in later steps an SDK would take the keys of the variables, not the profile exported here.",
  {
    at: { input: "aws-export" },
    fix: "Remove AWS_ACCESS_KEY_ID from `env:` or from the step that sets it, or export variables here too:\naws-export: env",
  },
);
