import { p as load } from "./commands-prepare.js";
import { K as actionsRunner, M as start } from "./kernel-base.js";
import { a as applyParts } from "./entries-apply-parts.js";
const runner = actionsRunner(process.env);
start(runner, (signal) => load(applyParts(runner), signal));
