import { L as LEFTOVERS_STATE, C as CREDENTIALS_STATE, X as readLeftCredentials, Y as isOurLeftovers, Z as TAGS_STATE, N as NOTES_STATE, _ as removeLeftover, $ as readLeftovers, O as actionsRunner, P as start, a0 as post } from "./kernel-base.js";
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
function postParts(runner2) {
  const file = runner2.state(LEFTOVERS_STATE);
  const credentials = runner2.state(CREDENTIALS_STATE);
  const read = credentials === "" ? void 0 : readLeftCredentials(credentials, runner2.temp);
  let undo;
  return {
    runner: runner2,
    leftovers: () => file === "" ? void 0 : readLeftovers(file, runner2.temp),
    remove: (left) => removeLeftover(left, runner2.temp),
    forget: () => fs.rmSync(file, { force: true }),
    credentials: () => read?.left,
    notes: () => runner2.state(NOTES_STATE).split("\n").filter((note) => note !== ""),
    // Most posts have nothing to undo, and load nothing for it.
    undo: async (left, signal) => {
      undo ??= import("./entries-undo-parts.js").then(({ undoing }) => undoing(runner2, () => read?.ca));
      return (await undo)(left, signal);
    },
    // Only after a run that signed.
    settle: runner2.state(TAGS_STATE) === "" ? void 0 : async (signal) => (await import("./entries-sign-left.js")).settleSigning(runner2, signal),
    forgetCredentials: () => {
      if (isOurLeftovers(credentials, runner2.temp)) fs.rmSync(credentials, { force: true });
    }
  };
}
const runner = actionsRunner(process.env);
start(runner, (signal) => post(postParts(runner), signal));
