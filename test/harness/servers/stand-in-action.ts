import { text } from "./aws-call.ts";
import type { Input } from "./aws-call.ts";

/** Where and for whom an action is answered. */
export interface ActionContext {
  readonly region: string;
  readonly account: string;
  readonly paging: Paging;
}

export type Action = (input: Input, context: ActionContext) => object;

/** How lists are cut into pages. */
export interface Paging {
  /** No page holds more, whatever the request allows. */
  readonly pageSize?: number;
  /** Before every page comes an empty one with a token: AWS says that this may be. */
  readonly emptyPages?: boolean;
}

/** Takes all of a list, the request and its limit; returns one page, and the token of the next. */
export function page<T>(
  all: readonly T[],
  input: Input,
  limit: number,
  paging: Paging,
): { entries: readonly T[]; NextToken: string | undefined } {
  const token = text(input, "NextToken");
  const [from = 0, empty = 0] = token === undefined ? [0, 1] : token.split("-").slice(1).map(Number);
  if (paging.emptyPages === true && empty === 1) return { entries: [], NextToken: `page-${from}-0` };
  const size = Math.min(Number(input["MaxResults"] ?? limit), limit, paging.pageSize ?? limit);
  const end = from + size;
  return { entries: all.slice(from, end), NextToken: end < all.length ? `page-${end}-1` : undefined };
}
