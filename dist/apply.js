import { f as load } from "./commands-prepare.js";
import { z as actionsRunner, A as start } from "./kernel-base.js";
import { a as applyParts } from "./entries-apply-parts.js";
const runner = actionsRunner(process.env);
start(runner, (signal) => load(applyParts(runner), signal));
