import { systemClock } from "../kernel/clock.ts";
import type { StreamingHttp } from "../kernel/http.ts";
import type { Runner } from "../runner/runner.ts";

/** The client loads with the first request: a run without one loads nothing of it. `ca` is asked then, too. */
export function lazyHttp(env: Runner["env"], ca: () => string | undefined): StreamingHttp {
  let loading: Promise<StreamingHttp> | undefined;
  const load = async (): Promise<StreamingHttp> => {
    const { createHttp } = await import("../kernel/http-client.ts");
    const trusted = ca();
    return createHttp({ env, clock: systemClock, ...(trusted === undefined ? {} : { ca: trusted }) });
  };
  return {
    send: async (request, signal) => (await (loading ??= load())).send(request, signal),
    stream: async (request, signal) => (await (loading ??= load())).stream(request, signal),
    close: () => void loading?.then((http) => http.close()),
  };
}
