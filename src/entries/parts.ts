import fs from "node:fs";
import path from "node:path";
import type { LoadParts } from "../commands/load.ts";
import { writeFiles } from "../export/files.ts";
import { leftoversPath, saveLeftovers } from "../export/leftovers.ts";
import { systemClock } from "../kernel/clock.ts";
import { maskValues } from "./mask-values.ts";
import { Secret } from "../kernel/secret.ts";
import { randomUuid } from "../kernel/uuid.ts";
import { reportDocument } from "../report/document.ts";
import { summaryMarkdown } from "../report/summary.ts";
import type { Runner } from "../runner/runner.ts";
import { clusterJobOf } from "./cluster-parts.ts";
import { FILE_VARIABLE, prepareParts, REPORT_VARIABLE } from "./prepare-parts.ts";
import { signingJobOf } from "./sign-parts.ts";
import { LEFTOVERS_STATE } from "./state.ts";

/** Everything that loading touches, on a GitHub runner; `given` holds the inputs as INPUT_* variables. */
export function loadParts(runner: Runner, given: Runner["env"] = runner.env): LoadParts {
  const { workspace, temp } = runner;
  return {
    ...prepareParts(runner, given),
    cluster: clusterJobOf(runner),
    signing: signingJobOf(runner),
    clock: systemClock,
    mask: async (values, min) => {
      const { forms, notices } = await maskValues(values, min);
      runner.mask(forms);
      return { forms: forms.length, notices };
    },
    effects: (planned, overwrite, report, extra) => {
      const outputs = new Map([
        ...planned.outputs,
        ...[...extra].map(([name, text]) => [name, Secret.of(text)] as const),
      ]);
      if (report === "") return runner.setOutputs(outputs);
      runner.ready();
      const reportFile = path.join(temp, `secrets-action-report-${randomUuid()}.json`);
      const files = planned.files.map((file) => file.path);
      const leftovers = leftoversPath(temp);
      runner.saveState(LEFTOVERS_STATE, leftovers);
      saveLeftovers(leftovers, {
        files: [...files.map((file) => ({ path: file, before: inodeOf(file) })), { path: reportFile }],
        variables: [...planned.variables.keys()].filter((name) => name !== REPORT_VARIABLE),
      });
      writeFiles(planned.files, { roots: [workspace, temp], overwrite });
      fs.writeFileSync(reportFile, report, { mode: 0o600, flag: "wx" });
      runner.setOutputs(new Map([...outputs, ["report", Secret.of(reportFile)]]));
      const common = planned.files.find((file) => file.format !== "raw");
      const own: [string, Secret][] = [
        [REPORT_VARIABLE, Secret.of(reportFile)],
        ...(common === undefined ? [] : [[FILE_VARIABLE, Secret.of(common.path)] as [string, Secret]]),
      ];
      runner.exportVariables(new Map([...planned.variables, ...own]));
    },
    document: reportDocument,
    summary: summaryMarkdown,
  };
}

/** The inode of a file that is there already: while it has this one, the file is not yet ours to remove. */
const inodeOf = (file: string): number | undefined => fs.lstatSync(file, { throwIfNoEntry: false })?.ino;
