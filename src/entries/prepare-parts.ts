import fs from "node:fs";
import path from "node:path";
import { CLUSTER_INPUTS } from "../cluster/inputs.ts";
import type { PrepareParts } from "../commands/prepare.ts";
import { readInputs } from "../config/read-inputs.ts";
import { checkFiles } from "../export/files.ts";
import { plan } from "../export/plan.ts";
import { Failure } from "../kernel/errors.ts";
import { PROVIDERS } from "../providers/list.ts";
import { namesOf } from "../report/document.ts";
import type { Runner } from "../runner/runner.ts";
import { SIGN_INPUTS } from "../signing/sign-inputs.ts";
import { checkoutFacts } from "./checkouts.ts";
import type { Keeper } from "./keeper.ts";
import { observeParts } from "./observe-parts.ts";
import { boundProviders, caFiles } from "./provider-parts.ts";

const MAX_CONFIG_BYTES = 1024 * 1024;
/** Every table of inputs besides the core's: the cluster's and that of signing are among them, whoever runs. */
const TABLES = [
  { id: "cluster", inputs: CLUSTER_INPUTS },
  { id: "signing", inputs: SIGN_INPUTS },
  ...PROVIDERS,
];
/** The variable that tells later steps where the report is. */
export const REPORT_VARIABLE = "SECRETS_ACTION_REPORT";
/** The variable that tells later steps where `export: file` has written. */
export const FILE_VARIABLE = "SECRETS_ACTION_FILE";
const REPORT_NAME = /^secrets-action-report-[0-9a-f-]{36}\.json$/;

/** What deciding touches, on any face; `given` holds the inputs as INPUT_* variables. */
export function prepareParts(runner: Runner, given: Runner["env"], keeper?: Keeper): PrepareParts {
  const { env, workspace, temp } = runner;
  return {
    runner,
    readInputs: (defaults) => readInputs({ ...settings(env), ...given }, TABLES, defaults),
    known: PROVIDERS,
    readConfig: (file) => readConfig(path.resolve(workspace, file), file),
    providers: (read) => boundProviders(runner, read, keeper),
    caFiles,
    checkouts: (files) => checkoutFacts(workspace, files, env),
    plan,
    checkFiles: (planned, overwrite) => checkFiles(planned.files, { roots: [workspace, temp], overwrite }),
    earlier: () => earlierNames(env, temp),
    ...observeParts(runner),
  };
}

/** The environment without INPUT_*: in a terminal these come from flags alone. */
const settings = (env: Runner["env"]): Runner["env"] =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("INPUT_")));

/** The text of a configuration; undefined where there is none. Throws FILE_UNREADABLE. */
export function readConfig(full: string, shown: string): string | undefined {
  const stat = fs.statSync(full, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (!stat.isFile() || stat.size > MAX_CONFIG_BYTES)
    throw new Failure("FILE_UNREADABLE", "The configuration is no regular file, or larger than 1 MiB.", {
      at: { file: shown },
      fix: "config: .github/secrets.yaml",
    });
  return fs.readFileSync(full, "utf8");
}

function earlierNames(env: Runner["env"], temp: string): string[] {
  const file = env[REPORT_VARIABLE];
  if (
    file === undefined ||
    !REPORT_NAME.test(path.basename(file)) ||
    path.dirname(path.resolve(file)) !== path.resolve(temp)
  )
    return [];
  try {
    return [...namesOf(fs.readFileSync(file, "utf8")), REPORT_VARIABLE];
  } catch {
    return [];
  }
}
