import { Failure } from "../kernel/errors.ts";
import { printable } from "../kernel/printable.ts";
import type { Attempted } from "./fault-words.ts";
import type { ApiFault } from "./fault.ts";
import type { ClusterHost } from "./host.ts";
import { shownKey } from "./object.ts";
import { INVALID, REASONS } from "./reasons.ts";

export type { Attempted } from "./fault-words.ts";

/**
 * A server's no, as the failure of what was attempted: cause in words of our own, the server's text only through
 * `said`, and what to do.
 * @param fault what the server answered
 * @param what was attempted, and as whom
 * @param host what makes the server's texts safe to show
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/
 */
export function failureOf(fault: ApiFault, what: Attempted, { said }: Pick<ClusterHost, "said">): Failure {
  const told = { fault, what, said };
  const { code, why, fix } = REASONS.find(({ is }) => is(fault)) ?? INVALID;
  const object = what.key === undefined ? "" : ` ${printable(shownKey(what.key))}`;
  return new Failure(code, `Cannot ${what.doing}${object}: ${why(told)}.`, { fix: fix(told) });
}
