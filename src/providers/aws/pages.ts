import { Failure } from "../../kernel/errors.ts";

/** Far over what 5,000 names need; a server that always has one more page ends here. */
const MAX_PAGES = 1_000;
/** A job that exports more has another problem; AWS would be asked for minutes. */
export const MAX_LISTED = 5_000;

/**
 * Walks through the pages of a list and keeps what `take` returns of each.
 *
 * @throws Failure LIMIT_EXCEEDED over MAX_LISTED, STORE_ANSWER_INVALID where the pages do not end
 */
export async function allPages<P extends { readonly NextToken?: string | undefined }, T>(
  page: (token: string | undefined) => Promise<P>,
  take: (page: P) => readonly T[],
): Promise<T[]> {
  const found: T[] = [];
  const seen = new Set<string>();
  for (let token: string | undefined; ;) {
    const answer = await page(token);
    found.push(...take(answer));
    if (found.length > MAX_LISTED)
      throw new Failure("LIMIT_EXCEEDED", `There are more than ${MAX_LISTED} values under this prefix.`, {
        fix: "Take a longer prefix, or ?tags=KEY=VALUE.",
      });
    token = answer.NextToken;
    if (token === undefined || token === "") return found;
    if (seen.has(token) || seen.size >= MAX_PAGES)
      throw new Failure("STORE_ANSWER_INVALID", "AWS lists the same page again and again.", {
        fix: "Name the values one by one; if an endpoint of your own is set, look at that server.",
      });
    seen.add(token);
  }
}
