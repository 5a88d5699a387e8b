import { Failure } from "../../kernel/errors.ts";
import type { AwsAction } from "./call.ts";

/** The failure for an answer without what AWS always sends. */
export const incomplete = ({ action, region }: AwsAction): Failure =>
  new Failure("STORE_ANSWER_INVALID", `The answer to ${action} in ${region} lacks what it should hold.`, {
    fix: "Something else than AWS seems to answer: check aws-endpoints, HTTPS_PROXY and NO_PROXY.",
  });

/**
 * The answer, where it has what AWS always sends: an empty body must not pass for an empty list, since "not there" goes
 * on along the chain. Throws STORE_ANSWER_INVALID.
 */
export function complete<O extends object>(answer: O, always: keyof O, what: AwsAction): O {
  if (answer[always] === undefined) throw incomplete(what);
  return answer;
}
