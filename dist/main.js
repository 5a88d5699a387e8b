import { p as load, q as loadParts } from "./commands-prepare.js";
import { O as actionsRunner, P as start } from "./kernel-base.js";
const runner = actionsRunner(process.env);
start(runner, (signal) => load(loadParts(runner), signal));
