import { f as load, g as loadParts } from "./commands-prepare.js";
import { z as actionsRunner, A as start } from "./kernel-base.js";
const runner = actionsRunner(process.env);
start(runner, (signal) => load(loadParts(runner), signal));
