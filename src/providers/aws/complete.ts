import { Failure } from "../../kernel/errors.ts";
import type { Pool } from "../../kernel/pool.ts";
import { type AwsAction, callAws } from "./call.ts";
import type { AwsSetting } from "./setting.ts";

/** The failure for an answer without what AWS always sends. */
export const incomplete = ({ action, region }: AwsAction): Failure =>
  new Failure("STORE_ANSWER_INVALID", `The answer to ${action} in ${region} lacks what it should hold.`, {
    fix: "Something else than AWS seems to answer: check aws-endpoints, HTTPS_PROXY and NO_PROXY.",
  });

/** Makes one call; the answer has what AWS always sends under the key `always`. Throws as `callAws`, and STORE_ANSWER_INVALID. */
export type CompleteCall = <O extends object>(
  what: AwsAction,
  until: AbortSignal,
  always: keyof O,
  send: (abortSignal: AbortSignal) => Promise<O>,
) => Promise<O>;

/**
 * Calls through a pool whose answers are whole: an empty body must not pass for an empty list, since "not there" goes on
 * along the chain.
 */
export const completeCalls =
  (setting: AwsSetting, pool: Pool): CompleteCall =>
  async (what, until, always, send) => {
    const answer = await callAws(send, what, setting, until, pool);
    if (answer[always] === undefined) throw incomplete(what);
    return answer;
  };
