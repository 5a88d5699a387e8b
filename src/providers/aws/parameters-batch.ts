import type { Outcome } from "../provider.ts";
import { MISSING } from "../outcome.ts";
import { type Read, readInBatches } from "./batches.ts";
import type { ParameterEntry, ParametersApi, ParametersBatch } from "./parameters-api.ts";
import {
  askedName,
  foundParameter,
  type ParameterAsk,
  readParameter,
  selectorOf,
} from "./parameters-single.ts";

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html */
export const PARAMETERS_BATCH = 10;

/** Reads many parameters: two and more in batches, next to each other; one by itself. */
export const readParameters = <A extends ParameterAsk>(
  asks: readonly A[],
  api: ParametersApi,
  signal: AbortSignal,
): Promise<Read<A>> =>
  readInBatches<A, ParametersBatch>(
    asks,
    {
      size: PARAMETERS_BATCH,
      ask: (batch) => api.batch(batch.map(askedName), signal),
      action: () => api.action("GetParameters"),
      read: (ask, answer) => fromAnswer(ask, answer, api, signal),
    },
    signal,
  );

/**
 * What a batch says of one parameter. "Invalid" is no such parameter, or no such version of it, or another account's
 * that is not shared: but for a plain name a single read decides, as for a name that is not mentioned at all.
 */
async function fromAnswer(
  ask: ParameterAsk,
  answer: ParametersBatch | undefined,
  api: ParametersApi,
  signal: AbortSignal,
): Promise<Outcome> {
  const entry = parameterOf(ask, answer?.Parameters ?? []);
  const outcome = entry && foundParameter(entry, answer?.$metadata);
  if (outcome !== undefined) return outcome;
  const isPlain = selectorOf(ask) === undefined && !ask.name.startsWith("arn:");
  return isPlain && answer?.InvalidParameters?.includes(ask.name) === true
    ? MISSING
    : readParameter(ask, api, signal);
}

/** The one entry with this name or ARN and this version or label; undefined where none or several could be it. */
function parameterOf(ask: ParameterAsk, entries: readonly ParameterEntry[]): ParameterEntry | undefined {
  const selector = selectorOf(ask);
  const found = entries.filter((entry) => {
    const isNamed = entry.Name === ask.name || entry.ARN === ask.name || entry.Name === askedName(ask);
    const chosen = (entry.Selector ?? "").replace(/^.*:/, "");
    return (
      isNamed &&
      (selector === undefined
        ? chosen === ""
        : chosen === selector || (chosen === "" && String(entry.Version) === ask.version))
    );
  });
  // A parameter that was asked for by name and by ARN stands there twice, with the same version.
  const versions = new Set(found.map(({ ARN, Version }) => `${ARN ?? ""}:${Version ?? ""}`));
  return versions.size === 1 ? found[0] : undefined;
}
