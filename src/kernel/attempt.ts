import asyncHooks from "node:async_hooks";

let running: asyncHooks.AsyncLocalStorage<number> | undefined;

/** Runs a call as the attempt of that number, and all that it starts with it. */
export const asAttempt = <T>(attempt: number, call: () => T): T =>
  (running ??= new asyncHooks.AsyncLocalStorage()).run(attempt, call);

/** Which attempt this code runs in, from 1; 1 outside of any. For the log. */
export const currentAttempt = (): number => running?.getStore() ?? 1;
