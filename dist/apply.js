import { p as load } from "./commands-prepare.js";
import { O as actionsRunner, P as start } from "./kernel-base.js";
import { a as applyParts } from "./entries-apply-parts.js";
const runner = actionsRunner(process.env);
start(runner, (signal) => load(applyParts(runner), signal));
