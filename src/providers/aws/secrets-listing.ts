import type { Outcome } from "../provider.ts";
import { AwsFault, failureOf } from "./fault.ts";
import { isGone, listingOf } from "./listing.ts";
import type { AwsTag } from "./locate.ts";
import { failed } from "../outcome.ts";
import { allPages } from "./pages.ts";
import type { ListedSecret, SecretsApi, SecretsFilter } from "./secrets-api.ts";
import { readSecrets } from "./secrets-batch.ts";

/** What AWS takes as a filter's value; a `!` in front would turn it round. */
const FILTER = /^[A-Za-z0-9 :_@/+=.-][A-Za-z0-9 :_@/+=.!-]*$/;

/**
 * Reads every secret under a prefix that has all these tags, by the rest of its name. AWS filters by words and prefixes
 * of tags, so names and tag pairs are compared here again.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html
 */
export async function readSecretsUnder(
  prefix: string,
  tags: readonly AwsTag[],
  api: SecretsApi,
  signal: AbortSignal,
): Promise<Outcome> {
  let listed: { readonly name: string; readonly path: string }[];
  try {
    listed = await allPages(
      async (token) => api.list(filtersOf(prefix, tags), token, signal),
      (page) =>
        (page.SecretList ?? [])
          .filter((secret) => isUnder(secret, prefix, tags))
          .map((secret) => ({ name: secret.ARN ?? secret.Name!, path: secret.Name! })),
    );
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    return failed(failureOf(error, api.action("ListSecrets")));
  }
  const unique = [...new Map(listed.map((secret) => [secret.name, secret])).values()];
  const read = await readSecrets(unique, api, signal);
  return listingOf(
    prefix,
    read.filter(([, outcome]) => !isGone(outcome)).map(([{ path }, outcome]) => [path, outcome] as const),
  );
}

/** The first tag alone: of several values for one key AWS gives what has any of them. */
function filtersOf(prefix: string, tags: readonly AwsTag[]): SecretsFilter[] {
  const [tag] = tags;
  const filters: SecretsFilter[] = [{ Key: "name", Values: [prefix] }];
  if (tag !== undefined && FILTER.test(tag.key)) filters.push({ Key: "tag-key", Values: [tag.key] });
  if (tag !== undefined && FILTER.test(tag.value)) filters.push({ Key: "tag-value", Values: [tag.value] });
  return filters;
}

const isUnder = (secret: ListedSecret, prefix: string, tags: readonly AwsTag[]): boolean =>
  secret.Name?.startsWith(prefix) === true &&
  secret.DeletedDate === undefined &&
  tags.every(({ key, value }) => secret.Tags?.some((tag) => tag.Key === key && tag.Value === value));
