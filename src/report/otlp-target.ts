import { Failure } from "../kernel/errors.ts";
import { Secret } from "../kernel/secret.ts";

const INPUT = "otlp-endpoint";
const ENDPOINT_VARIABLE = "OTEL_EXPORTER_OTLP_ENDPOINT";
const HEADERS_VARIABLE = "OTEL_EXPORTER_OTLP_HEADERS";
/** Where collectors take OTLP over gRPC, and over HTTP. */
const GRPC_PORT = "4317";
const HTTP_PORT = "4318";
const PATH = "v1/metrics";
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** They belong to the request itself. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  "host",
  "content-type",
  "content-length",
  "transfer-encoding",
]);

/** Where metrics go, and with which headers. */
export interface OtlpTarget {
  readonly url: URL;
  readonly headers: Readonly<Record<string, Secret>>;
}

export interface OtlpSetting {
  /** The input; "" where it is not set. */
  readonly input: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Names that earlier steps of ours set: who may write a secret must not choose a host by it. */
  readonly ours: readonly string[];
  /** A terminal cannot tell who set a variable: there only the flag counts. */
  readonly face: "actions" | "terminal";
}

/**
 * Where to send metrics: the input, else the environment's endpoint where no step of ours set it; undefined for
 * nowhere, a Failure for what cannot be. Its headers count only where no step of ours set them. Pure.
 * @see https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 */
export function otlpTarget({ input, env, ours, face }: OtlpSetting): OtlpTarget | Failure | undefined {
  const foreign = (name: string): string => {
    const isOurs = ours.some((one) => one.toUpperCase() === name);
    return face === "terminal" || isOurs ? "" : (env[name]?.trim() ?? "");
  };
  const text = input === "" ? foreign(ENDPOINT_VARIABLE) : input;
  if (text === "") return undefined;
  const what = input === "" ? ENDPOINT_VARIABLE : `The input ${INPUT}`;
  const refuse = (why: string, fix: string): Failure =>
    new Failure("INPUT_INVALID", `${what} ${why}.`, {
      fix,
      ...(input === "" ? {} : { at: { input: INPUT } }),
    });
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    return refuse("is no address of http or https", `${INPUT}: https://collector.example:${HTTP_PORT}`);
  // A query that is empty counts, too: the path is added behind it.
  if (url.username !== "" || url.password !== "" || /[?#]/.test(text))
    return refuse(
      "holds a login, a query or a fragment",
      `${INPUT}: https://collector.example:${HTTP_PORT}   # and a login in ${HEADERS_VARIABLE}`,
    );
  if (url.port === GRPC_PORT)
    return refuse(
      `names port ${GRPC_PORT}, which takes OTLP over gRPC; this sends OTLP over HTTP, which port ${HTTP_PORT} takes`,
      `${INPUT}: ${url.protocol}//collector.example:${HTTP_PORT}`,
    );
  const headers = headersOf(foreign(HEADERS_VARIABLE));
  if (headers === undefined)
    return new Failure("INPUT_INVALID", `${HEADERS_VARIABLE} is no list of name=value.`, {
      fix: `${HEADERS_VARIABLE}: api-key=…,other=…   # values percent-encoded`,
    });
  if (url.protocol === "http:" && !LOOPBACK.test(url.hostname) && Object.keys(headers).length > 0)
    return refuse(
      `is http, and ${HEADERS_VARIABLE} would be sent in clear text`,
      `${INPUT}: https://collector.example:${HTTP_PORT}`,
    );
  return { url: new URL(`${url.href.replace(/\/+$/, "")}/${PATH}`), headers };
}

/** `name=value,name=value` with values percent-encoded, as W3C's baggage. Undefined where it is not that. */
function headersOf(text: string): Record<string, Secret> | undefined {
  const headers = new Map<string, Secret>();
  for (const pair of text.split(",").filter((part) => part.trim() !== "")) {
    const at = pair.indexOf("=");
    const name = pair.slice(0, Math.max(0, at)).trim().toLowerCase();
    if (!HEADER_NAME.test(name) || OWN_HEADERS.has(name)) return undefined;
    try {
      const value = decodeURIComponent(pair.slice(at + 1).trim());
      if (/[^\t\x20-\x7E\x80-\xFF]/.test(value)) return undefined;
      headers.set(name, Secret.of(value));
    } catch {
      return undefined;
    }
  }
  return Object.fromEntries(headers);
}
