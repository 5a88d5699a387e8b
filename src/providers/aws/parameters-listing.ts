import type { Outcome } from "../provider.ts";
import { AwsFault, failureOf } from "./fault.ts";
import { isGone, listingOf } from "./listing.ts";
import type { AwsTag } from "./locate.ts";
import { failed } from "../outcome.ts";
import { allPages } from "./pages.ts";
import type { ParameterEntry, ParametersApi, ParametersFilter } from "./parameters-api.ts";
import { readParameters } from "./parameters-batch.ts";
import { foundParameter, parameterFailure } from "./parameters-single.ts";

/** Reads every parameter under a prefix that has all these tags, by the rest of its name. */
export async function readParametersUnder(
  prefix: string,
  tags: readonly AwsTag[],
  api: ParametersApi,
  signal: AbortSignal,
): Promise<Outcome> {
  return prefix.endsWith("/") && tags.length === 0
    ? readPath(prefix, api, signal)
    : readNamed(prefix, tags, api, signal);
}

/** A whole path comes with its values. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html */
async function readPath(prefix: string, api: ParametersApi, signal: AbortSignal): Promise<Outcome> {
  const path = prefix.replace(/\/$/, "");
  try {
    const entries = await allPages(
      async (token) => api.byPath(path, token, signal),
      (page) => under(prefix, page.Parameters),
    );
    const read = entries.map(
      async (entry) =>
        [
          entry.Name,
          foundParameter(entry) ?? (await readParameters([{ name: entry.Name }], api, signal))[0]![1],
        ] as const,
    );
    return listingOf(prefix, await Promise.all(read));
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    return failed(parameterFailure(error, path, api, "GetParametersByPath"));
  }
}

/** The beginning of a name, and tags: first the names, then their values in batches. */
async function readNamed(
  prefix: string,
  tags: readonly AwsTag[],
  api: ParametersApi,
  signal: AbortSignal,
): Promise<Outcome> {
  const filters: ParametersFilter[] = [
    { Key: "Name", Option: "BeginsWith", Values: [prefix] },
    ...tags.map(({ key, value }): ParametersFilter => ({
      Key: `tag:${key}`,
      Option: "Equals",
      Values: [value],
    })),
  ];
  let names: readonly { readonly name: string }[];
  try {
    names = await allPages(
      async (token) => api.describe(filters, token, signal),
      (page) => under(prefix, page.Parameters).map(({ Name: name }) => ({ name })),
    );
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    return failed(failureOf(error, api.action("DescribeParameters")));
  }
  const read = await readParameters([...new Map(names.map((one) => [one.name, one])).values()], api, signal);
  return listingOf(
    prefix,
    read.filter(([, outcome]) => !isGone(outcome)).map(([{ name }, outcome]) => [name, outcome] as const),
  );
}

const under = (
  prefix: string,
  entries: readonly ParameterEntry[] = [],
): readonly (ParameterEntry & { readonly Name: string })[] =>
  entries.filter(
    (entry): entry is ParameterEntry & { Name: string } => entry.Name?.startsWith(prefix) === true,
  );
