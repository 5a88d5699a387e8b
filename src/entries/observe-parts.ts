import type { ObserveParts } from "../commands/observe.ts";
import { appendFile } from "../kernel/append.ts";
import { systemClock } from "../kernel/clock.ts";
import { Failure } from "../kernel/errors.ts";
import { createFile, safePath } from "../kernel/files.ts";
import { isLoopback } from "../kernel/listen-address.ts";
import type { Runner } from "../runner/runner.ts";
import { lazyHttp } from "./lazy-http.ts";
import { readCa } from "./provider-parts.ts";
import { VERSION } from "./version.ts";

/** Nothing in there is secret, and a collector of metrics runs as another user. */
const READABLE_MODE = 0o644;
/** A collector answers with a few bytes. */
const LIMITS = { headersMs: 5_000, totalMs: 5_000, maxBytes: 64 * 1024 };

/** Where records of a run go, on any face. */
export function observeParts(runner: Runner): Omit<ObserveParts, "runner" | "earlier"> {
  const roots = [runner.workspace, runner.temp];
  return {
    version: VERSION,
    now: systemClock.now,
    checkRecord: (file) => {
      const target = safePath(file, roots);
      return target instanceof Failure ? target : undefined;
    },
    appendRecord: (file, text) => appendFile(file, text, roots),
    replaceRecord: (file, text) => {
      createFile(file, Buffer.from(text), { roots, overwrite: true, mode: READABLE_MODE });
    },
    post: async ({ url, headers }, body, inputs, signal) => {
      const http = lazyHttp(runner.env, () =>
        inputs.caCert === "" ? undefined : readCa(runner, inputs.caCert),
      );
      try {
        return await http.send(
          {
            method: "POST",
            url,
            headers: { ...headers, "content-type": "application/json" },
            body,
            limits: LIMITS,
            // What is on this machine is behind no proxy, and over http one would see the headers.
            direct: isLoopback(url.hostname.replace(/^\[(.*)\]$/, "$1")),
          },
          signal,
        );
      } finally {
        http.close();
      }
    },
  };
}
