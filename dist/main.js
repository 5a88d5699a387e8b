import { r as reportDocument, R as REPORT_VARIABLE, w as writeFiles, F as FILE_VARIABLE, m as maskValues, p as prepareParts, l as load } from "./commands-prepare.js";
import { B as summaryMarkdown, e as systemClock, S as Secret, r as randomUuid, g as leftoversPath, L as LEFTOVERS_STATE, D as saveLeftovers, z as actionsRunner, A as start } from "./kernel-base.js";
const lazyBuiltin = (id) => {
  let loaded;
  const load2 = () => loaded ??= process.getBuiltinModule(id);
  return new Proxy(/* @__PURE__ */ Object.create(null), {
    get: (_, key) => key === "__esModule" ? void 0 : load2()[key],
    has: (_, key) => key in load2(),
    ownKeys: () => Reflect.ownKeys(load2()),
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(load2(), key);
      return found && { ...found, configurable: true };
    }
  });
};
const fs = lazyBuiltin("node:fs");
const path = lazyBuiltin("node:path");
function loadParts(runner2) {
  const { workspace, temp } = runner2;
  return {
    ...prepareParts(runner2, runner2.env),
    clock: systemClock,
    mask: async (values, min) => {
      const { forms, notices } = await maskValues(values, min);
      runner2.mask(forms);
      return { forms: forms.length, notices };
    },
    effects: (planned, overwrite, report, extra) => {
      const outputs = new Map([
        ...planned.outputs,
        ...[...extra].map(([name, text]) => [name, Secret.of(text)])
      ]);
      if (report === "") return runner2.setOutputs(outputs);
      runner2.ready();
      const reportFile = path.join(temp, `secrets-action-report-${randomUuid()}.json`);
      const files = planned.files.map((file) => file.path);
      const leftovers = leftoversPath(temp);
      runner2.saveState(LEFTOVERS_STATE, leftovers);
      saveLeftovers(leftovers, {
        files: [...files.map((file) => ({ path: file, before: inodeOf(file) })), { path: reportFile }],
        variables: [...planned.variables.keys()].filter((name) => name !== REPORT_VARIABLE)
      });
      writeFiles(planned.files, { roots: [workspace, temp], overwrite });
      fs.writeFileSync(reportFile, report, { mode: 384, flag: "wx" });
      runner2.setOutputs(new Map([...outputs, ["report", Secret.of(reportFile)]]));
      const common = planned.files.find((file) => file.format !== "raw");
      const own = [
        [REPORT_VARIABLE, Secret.of(reportFile)],
        ...common === void 0 ? [] : [[FILE_VARIABLE, Secret.of(common.path)]]
      ];
      runner2.exportVariables(new Map([...planned.variables, ...own]));
    },
    document: reportDocument,
    summary: summaryMarkdown
  };
}
const inodeOf = (file) => fs.lstatSync(file, { throwIfNoEntry: false })?.ino;
const runner = actionsRunner(process.env);
start(runner, (signal) => load(loadParts(runner), signal));
