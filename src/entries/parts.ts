import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { LoadParts } from "../commands/load.ts";
import type { OriginLine } from "../commands/load-lines.ts";
import { readInputs, type Inputs } from "../config/read-inputs.ts";
import { checkFiles, writeFiles } from "../export/files.ts";
import { leftoversPath, saveLeftovers } from "../export/leftovers.ts";
import { plan } from "../export/plan.ts";
import { systemClock } from "../kernel/clock.ts";
import { Failure } from "../kernel/errors.ts";
import { runMasks } from "../kernel/masks.ts";
import { Secret } from "../kernel/secret.ts";
import type { Provider } from "../providers/provider.ts";
import { providersOf } from "../providers/list.ts";
import { namesOf, reportDocument } from "../report/document.ts";
import { summaryMarkdown } from "../report/summary.ts";
import type { Runner } from "../runner/runner.ts";
import { checkoutFacts } from "./checkouts.ts";
import { ageIdentities } from "./age-keys.ts";
import { LEFTOVERS_STATE } from "./state.ts";
import { VERSION } from "./version.ts";

const MAX_CONFIG_BYTES = 1024 * 1024;
const REPORT_VARIABLE = "SECRETS_ACTION_REPORT";
const REPORT_NAME = /^secrets-action-report-[0-9a-f-]{36}\.json$/;

/** Everything that loading touches, on a GitHub runner. */
export function loadParts(runner: Runner): LoadParts {
  const { env, workspace, temp } = runner;
  return {
    runner,
    clock: systemClock,
    version: VERSION,
    readInputs: () => readInputs(env),
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
    mask: (values, min) => {
      const { forms, notices } = runMasks(values, min);
      runner.mask(forms);
      return { forms: forms.length, notices };
    },
    effects: (planned, overwrite, report, extra) => {
      const outputs = new Map([
        ...planned.outputs,
        ...[...extra].map(([name, text]) => [name, Secret.of(text)] as const),
      ]);
      if (report === "") return runner.setOutputs(outputs);
      const reportFile = path.join(temp, `secrets-action-report-${crypto.randomUUID()}.json`);
      const files = planned.files.map((file) => file.path);
      const leftovers = leftoversPath(temp);
      runner.saveState(LEFTOVERS_STATE, leftovers);
      saveLeftovers(leftovers, {
        files: [...files, reportFile],
        variables: [...planned.variables.keys()].filter((name) => name !== REPORT_VARIABLE),
      });
      writeFiles(planned.files, { roots: [workspace, temp], overwrite });
      fs.writeFileSync(reportFile, report, { mode: 0o600, flag: "wx" });
      runner.setOutputs(new Map([...outputs, ["report", Secret.of(reportFile)]]));
      runner.exportVariables(new Map([...planned.variables, [REPORT_VARIABLE, Secret.of(reportFile)]]));
    },
    document: reportDocument,
    summary: summaryMarkdown,
  };
}

function readConfig(full: string, shown: string): string | undefined {
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
