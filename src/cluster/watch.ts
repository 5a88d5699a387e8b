import type { Clock } from "../kernel/clock.ts";
import { HttpError } from "../kernel/http.ts";
import type { ClusterClient, Listing, WatchEvent } from "./api.ts";
import type { Discovery } from "./discovery.ts";
import { ApiFault } from "./fault.ts";
import { listAll, objectOf, selectors } from "./listing.ts";
import { verdictOf } from "./retrying.ts";
import type { Sender } from "./sending.ts";
import { fields, statusFault } from "./status.ts";
import { jsonLines } from "./watch-lines.ts";

/** The server ends a watch after this, and it is begun again: so one whose connection died unseen ends, too. */
const WATCH_SECONDS = 240;
const GRACE_MS = 20_000;
const BASE_MS = 100;
const CAP_MS = 5_000;

interface Parts extends Sender, Pick<Discovery, "path"> {
  readonly clock: Clock;
}

/** Where a watch stands. */
interface State {
  /** Undefined where all is to be read anew. */
  resourceVersion: string | undefined;
  /** Connections in a row that brought nothing. */
  vain: number;
}

/**
 * Watches: all that there is first, then each change. Cut connections are taken up where they were cut, what has
 * expired (410) is read anew, and either waits longer each time that it brought nothing. Ends with the signal. Throws
 * as ClusterClient says, where the server says no or does not come back.
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes
 */
export const createWatch = (parts: Parts): ClusterClient["watch"] =>
  async function* (listing, signal) {
    const state: State = { resourceVersion: undefined, vain: 0 };
    try {
      while (!signal.aborted) {
        if (state.resourceVersion === undefined) {
          const { objects, resourceVersion } = await listAll(listing, parts.send, parts.path, signal);
          state.resourceVersion = resourceVersion;
          yield { type: "RESET", objects };
        }
        state.vain += 1;
        yield* once(parts, listing, state, signal);
        if (state.vain > 0)
          await parts.clock.sleep(Math.min(CAP_MS, BASE_MS * 2 ** (state.vain - 1)), signal);
      }
    } catch (error) {
      // An end that was asked for is no fault.
      if (!signal.aborted) throw error;
    }
  };

/** One connection, until it ends. */
async function* once(
  { open, path, clock }: Parts,
  listing: Listing,
  state: State,
  signal: AbortSignal,
): AsyncGenerator<WatchEvent, void, void> {
  const call = {
    method: "GET",
    path: await path(listing, signal),
    query: {
      ...selectors(listing),
      watch: "true",
      allowWatchBookmarks: "true",
      resourceVersion: state.resourceVersion ?? "",
      timeoutSeconds: String(WATCH_SECONDS),
    },
  } as const;
  const ended = new AbortController();
  const end = (): void => ended.abort("ended");
  signal.addEventListener("abort", end, { once: true });
  if (signal.aborted) end();
  try {
    const stream = await open(call, ended.signal);
    void clock.sleep(WATCH_SECONDS * 1_000 + GRACE_MS, ended.signal).then(end, () => undefined);
    for await (const line of jsonLines(stream.body)) {
      const { type, object } = fields(line);
      if (type === "ERROR") throw statusFault(call, object, 0);
      state.vain = 0;
      const { metadata } = fields(object);
      const { resourceVersion } = fields(metadata);
      if (type === "BOOKMARK") {
        if (typeof resourceVersion === "string") state.resourceVersion = resourceVersion;
        continue;
      }
      if (type !== "ADDED" && type !== "MODIFIED" && type !== "DELETED") continue;
      const event: WatchEvent = { type, object: objectOf(object) };
      // Before it is handed over: who takes no more after this one begins a watch of its own.
      if (typeof resourceVersion === "string") state.resourceVersion = resourceVersion;
      yield event;
    }
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof ApiFault && error.status === 410) state.resourceVersion = undefined;
    else if (!isCut(error)) throw error;
  } finally {
    signal.removeEventListener("abort", end);
    end();
  }
}

/** Whether the same watch may go on. What could not be opened for a minute is a Failure by now, and may not. */
const isCut = (error: unknown): boolean =>
  error instanceof HttpError || verdictOf(error, { method: "GET" }).retry;
