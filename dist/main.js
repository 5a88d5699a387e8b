import { e as load, f as loadParts } from "./commands-prepare.js";
import { x as actionsRunner, z as start } from "./kernel-base.js";
const runner = actionsRunner(process.env);
start(runner, (signal) => load(loadParts(runner), signal));
