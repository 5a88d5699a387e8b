import { terminalRunner } from "../runner/terminal.ts";
import { runVerb } from "./verbs.ts";

void runVerb(process.argv.slice(2), terminalRunner(process.env));
