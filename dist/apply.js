import { e as load } from "./commands-prepare.js";
import { x as actionsRunner, z as start } from "./kernel-base.js";
import { a as applyParts } from "./entries-apply-parts.js";
const runner = actionsRunner(process.env);
start(runner, (signal) => load(applyParts(runner), signal));
