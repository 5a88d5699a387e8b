import { F as Failure } from "./kernel-base.js";
import { A as createWatch, B as measured, C as prepare } from "./commands-prepare.js";
const NOT_EXECUTABLE = 126;
const NOT_FOUND = 127;
const SIGNALLED = 128;
const UNUSABLE = /* @__PURE__ */ new Set(["EACCES", "EPERM", "ENOEXEC", "EISDIR"]);
async function run(command, parts, signal) {
  const watch = createWatch(parts.now());
  const prepared = await measured(parts, watch, () => prepare(parts, watch, signal), signal);
  if (prepared.kind === "withheld") throw new Failure("EVENT_UNTRUSTED", `No secrets here: ${prepared.why}.`);
  const { inputs, plan, values } = prepared;
  for (const notice of [...values.notices, ...plan.notices]) parts.runner.debug(notice);
  const ended = await parts.start(command, plan.variables, plan.masks, inputs.minMaskLength);
  if (ended.kind === "exited") return ended.status;
  if (ended.kind === "signalled") return SIGNALLED + parts.signalNumber(ended.signal);
  if (ended.code === "ENOENT")
    throw new Failure("COMMAND_FAILED", "There is no program of that name.", {
      fix: "Check its spelling and PATH; a shell's own commands need: -- sh -c '\u2026'",
      exit: NOT_FOUND
    });
  if (UNUSABLE.has(ended.code))
    throw new Failure("COMMAND_FAILED", "The program is there, but cannot be run.", {
      fix: "chmod +x FILE   # a script needs a first line such as #!/bin/sh",
      exit: NOT_EXECUTABLE
    });
  throw new Failure("COMMAND_FAILED", `The program could not be started (${ended.code}).`, {
    fix: "If arguments and environment are too large together, pass large values in a file: load --out FILE"
  });
}
export {
  run
};
