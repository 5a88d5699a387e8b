import { a as asFailure, S as Secret, L as LEFTOVERS_STATE, n as removeLeftover, o as readLeftovers, k as actionsRunner, m as start } from "./kernel-base.js";
const lazyBuiltin = (id) => {
  let loaded;
  const load = () => loaded ??= process.getBuiltinModule(id);
  return new Proxy(/* @__PURE__ */ Object.create(null), {
    get: (_, key) => key === "__esModule" ? void 0 : load()[key],
    has: (_, key) => key in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(load(), key);
      return found && { ...found, configurable: true };
    }
  });
};
const fs = lazyBuiltin("node:fs");
function post(parts) {
  const { runner: runner2 } = parts;
  const leftovers = parts.leftovers();
  if (leftovers === void 0) {
    runner2.info("Nothing to clean up.");
    return;
  }
  let removed = 0;
  let failed = 0;
  for (const file of leftovers.files) {
    try {
      if (parts.remove(file)) removed += 1;
    } catch (error) {
      failed += 1;
      runner2.annotate("warning", `A file could not be removed: ${file.path}. ${asFailure(error).message}`);
    }
  }
  runner2.exportVariables(new Map(leftovers.variables.map((name) => [name, Secret.of("")])));
  if (failed === 0) parts.forget();
  const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  runner2.info(
    `Cleaned up: ${count(removed, "file")} removed, ${count(leftovers.variables.length, "variable")} blanked.`
  );
}
function postParts(runner2) {
  const file = runner2.state(LEFTOVERS_STATE);
  return {
    runner: runner2,
    leftovers: () => file === "" ? void 0 : readLeftovers(file, runner2.temp),
    remove: (left) => removeLeftover(left, runner2.temp),
    forget: () => fs.rmSync(file, { force: true })
  };
}
const runner = actionsRunner(process.env);
start(runner, () => post(postParts(runner)));
