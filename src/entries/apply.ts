import { load } from "../commands/load.ts";
import { actionsRunner } from "../runner/actions.ts";
import { applyParts } from "./apply-parts.ts";
import { start } from "./start.ts";

const runner = actionsRunner(process.env);
start(runner, (signal) => load(applyParts(runner), signal));
