import { CONTEXT } from "../context/index.ts";
import { RULES } from "../rules/index.ts";
import { type NotingEngine, createEngine } from "./engine.ts";

export { positionOf } from "./lines.ts";

let engine: NotingEngine | undefined;

/** The engine with all rules; made once, what it needs when it first scans. */
export function defaultEngine(): NotingEngine {
  return (engine ??= createEngine(RULES, CONTEXT));
}
