import { post } from "../commands/post.ts";
import { actionsRunner } from "../runner/actions.ts";
import { postParts } from "./post-parts.ts";
import { start } from "./start.ts";

const runner = actionsRunner(process.env);
start(runner, (signal) => post(postParts(runner), signal));
