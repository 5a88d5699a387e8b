import { p as load, q as loadParts } from "./commands-prepare.js";
import { K as actionsRunner, M as start } from "./kernel-base.js";
const runner = actionsRunner(process.env);
start(runner, (signal) => load(loadParts(runner), signal));
