import fs from "node:fs";
import path from "node:path";
import type { OriginLine } from "../commands/load-lines.ts";
import type { PrepareParts } from "../commands/prepare.ts";
import { readInputs, type Inputs } from "../config/read-inputs.ts";
import { checkFiles } from "../export/files.ts";
import { plan } from "../export/plan.ts";
import { Failure } from "../kernel/errors.ts";
import { providersOf } from "../providers/list.ts";
import type { Provider } from "../providers/provider.ts";
import { namesOf } from "../report/document.ts";
import type { Runner } from "../runner/runner.ts";
import { ageIdentities } from "./age-keys.ts";
import { checkoutFacts } from "./checkouts.ts";

const MAX_CONFIG_BYTES = 1024 * 1024;
/** The variable that tells later steps where the report is. */
export const REPORT_VARIABLE = "SECRETS_ACTION_REPORT";
/** The variable that tells later steps where `export: file` has written. */
export const FILE_VARIABLE = "SECRETS_ACTION_FILE";
const REPORT_NAME = /^secrets-action-report-[0-9a-f-]{36}\.json$/;

/** What deciding touches, on any face; `given` holds the inputs as INPUT_* variables. */
export function prepareParts(runner: Runner, given: Runner["env"]): PrepareParts {
  const { env, workspace, temp } = runner;
  return {
    runner,
    readInputs: () => readInputs(given),
    readConfig: (file) => readConfig(path.resolve(workspace, file), file),
    providers: (inputs): Provider[] =>
      providersOf(env, {
        workspace,
        sopsFiles: inputs.sopsFiles,
        identities: () => ageIdentities(runner, inputs),
      }),
    filesOf: namedFiles,
    checkouts: (files) => checkoutFacts(workspace, files, env),
    plan,
    checkFiles: (planned, overwrite) => checkFiles(planned.files, { roots: [workspace, temp], overwrite }),
    earlier: () => earlierNames(env, temp),
  };
}

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

/** Every file that decides what is read or with which key, as the user named it. */
function namedFiles(inputs: Inputs, lines: readonly OriginLine[]): string[] {
  const referenced = lines.flatMap(({ line }) =>
    line.source.kind === "reference" && line.source.scheme === "sops" ? [line.source.locator] : [],
  );
  return [...new Set([...inputs.sopsFiles, ...inputs.ageKeyFile, ...referenced])];
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
