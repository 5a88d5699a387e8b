import { currentAttempt } from "../kernel/attempt.ts";
import { systemClock } from "../kernel/clock.ts";
import type {
  Http,
  HttpAnswer,
  HttpErrorKind,
  HttpRequest,
  HttpStream,
  StreamingHttp,
} from "../kernel/http.ts";
import type { Runner } from "../runner/runner.ts";

/** Of a store or an API server: its own id of the request. */
const REQUEST_IDS = ["x-amzn-requestid", "x-request-id", "audit-id"] as const;
/** What names the operation where all requests have one path. */
const TARGET = "x-amz-target";
const WORD = /^[\w.:/-]{1,120}$/;

type Logging = readonly [
  who: string,
  runner: Pick<Runner, "debug" | "debugging">,
  timed?: (who: string, ms: number) => void,
  now?: () => number,
];

/**
 * The same client, with one line of debug log a request: who asks, attempt, method, host, path, how it ended, how long
 * it took, the server's id of it. Of a query only the names are shown; headers and bodies never, but for the name of
 * an operation. `timed` gets how long each request took; a stream's ends with its headers.
 */
export function loggedHttp(http: StreamingHttp, ...logging: Logging): StreamingHttp;
export function loggedHttp(http: Http, ...logging: Logging): Http;
export function loggedHttp(
  http: Http | StreamingHttp,
  ...[who, runner, timed = () => undefined, now = systemClock.now]: Logging
): Http | StreamingHttp {
  const log = async <A extends HttpAnswer | HttpStream>(
    request: HttpRequest,
    sending: () => Promise<A>,
  ): Promise<A> => {
    const started = now();
    const done = (end: string): void => {
      const ms = now() - started;
      timed(who, ms);
      if (runner.debugging) runner.debug(`http: ${who} ${shownRequest(request)} -> ${end}, ${ms} ms`);
    };
    try {
      const answer = await sending();
      const id = REQUEST_IDS.map((name) => answer.headers[name]).find((one) => WORD.test(one ?? ""));
      done(`${answer.status}${id === undefined ? "" : `, request ${id}`}`);
      return answer;
    } catch (error) {
      done(kindOf(error));
      throw error;
    }
  };
  const logged: Http = {
    send: (request, signal) => log(request, () => http.send(request, signal)),
    close: http.close,
  };
  if (!("stream" in http)) return logged;
  return { ...logged, stream: (request, signal) => log(request, () => http.stream(request, signal)) };
}

/** Why there was no answer. By its field: the class would load the client before anything is sent. */
function kindOf(error: unknown): HttpErrorKind | "failed" {
  const { name, kind } = (error ?? {}) as { readonly name?: unknown; readonly kind?: HttpErrorKind };
  return name === "HttpError" && kind !== undefined ? kind : "failed";
}

/** A request as a line shows it: `attempt 1: POST sts.amazonaws.com /`. */
function shownRequest({ method, url, headers = {} }: HttpRequest): string {
  const names = [...new Set(url.searchParams.keys())].map((name) => `${encodeURIComponent(name)}=…`);
  const target = headers[TARGET] ?? headers["X-Amz-Target"];
  return [
    `attempt ${currentAttempt()}:`,
    method,
    url.host,
    `${url.pathname}${names.length === 0 ? "" : `?${names.join("&")}`}`,
    ...(typeof target === "string" && WORD.test(target) ? [target] : []),
  ].join(" ");
}
