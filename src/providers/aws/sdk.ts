import type { STSClientConfig } from "@aws-sdk/client-sts";
import { Failure } from "../../kernel/errors.ts";
import type { Http, HttpRequest } from "../../kernel/http.ts";
import type { AwsCredentials } from "./credentials.ts";
import { endpointOf } from "./endpoint.ts";
import type { AwsService, AwsSetting } from "./setting.ts";

/** A request as the SDK builds it. */
interface SdkRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface SdkAnswer {
  readonly response: {
    readonly statusCode: number;
    readonly headers: Record<string, string>;
    readonly body: Uint8Array;
  };
}

/** What the SDK calls instead of its own HTTP client. */
export interface SdkHandler {
  readonly handle: (request: SdkRequest, options?: { readonly abortSignal?: unknown }) => Promise<SdkAnswer>;
}

interface Revealed {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What every client gets. Nothing that the SDK would look up by itself is left out. */
export interface SdkConfig {
  readonly region: string;
  readonly endpoint: string;
  readonly ignoreConfiguredEndpointUrls: true;
  readonly useFipsEndpoint: false;
  readonly useDualstackEndpoint: false;
  readonly credentials: Revealed | (() => Promise<never>);
  readonly requestHandler: NonNullable<STSClientConfig["requestHandler"]>;
  readonly streamCollector: (body: unknown) => Promise<Uint8Array>;
  readonly maxAttempts: 1;
  readonly retryMode: "standard";
  readonly retryStrategy: NonNullable<STSClientConfig["retryStrategy"]>;
  readonly defaultsMode: "standard";
  readonly authSchemePreference: string[];
  readonly sigv4aSigningRegionSet: string[];
  readonly disableClockSkewCorrection: true;
  readonly userAgentAppId: () => Promise<undefined>;
  readonly customUserAgent: [string][];
}

/** The SDK's own attempts: one. It must see an object without the second interface's methods to call this one. */
const ONE_ATTEMPT = {
  retry: async (next: (args: never) => Promise<never>, args: never): Promise<never> => next(args),
} as unknown as NonNullable<STSClientConfig["retryStrategy"]>;

/** Given none, the SDK would look for some; an unsigned request asks for none. */
const NO_CREDENTIALS = async (): Promise<never> => {
  throw new Failure("INTERNAL", "An AWS request that has no credentials was to be signed.");
};

/**
 * The whole configuration of a client: region, endpoint, credentials and every setting that the SDK otherwise reads
 * from the environment or from ~/.aws. (A shared file's `endpoint_url` would get the identity token.)
 * @param credentials undefined for a client that sends unsigned requests only.
 * @param signal ends requests whose `send` was given none.
 * @throws Failure INPUT_INVALID for a region that is none, CREDENTIALS_REFUSED for credentials that are no text.
 */
export function clientConfig(
  service: AwsService,
  region: string,
  credentials: AwsCredentials | undefined,
  setting: AwsSetting,
  signal: AbortSignal,
): SdkConfig {
  return {
    region,
    endpoint: endpointOf(service, region, setting).href,
    ignoreConfiguredEndpointUrls: true,
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    credentials: credentials ? revealed(credentials) : NO_CREDENTIALS,
    requestHandler: requestHandler(setting.host.http, signal),
    streamCollector: async (body) => (body instanceof Uint8Array ? body : new Uint8Array()),
    maxAttempts: 1,
    retryMode: "standard",
    retryStrategy: ONE_ATTEMPT,
    defaultsMode: "standard",
    authSchemePreference: [],
    sigv4aSigningRegionSet: [],
    disableClockSkewCorrection: true,
    userAgentAppId: async () => undefined,
    customUserAgent: [["secrets-action"]],
  };
}

/** The SDK's requests over the one HTTP client, with its proxies, CAs, deadlines and bounds. */
export const requestHandler = (http: Http, signal: AbortSignal): SdkHandler => ({
  handle: async (request, options) => {
    const stop = options?.abortSignal;
    const { status, headers, body } = await http.send(
      plain(request),
      stop instanceof AbortSignal ? stop : signal,
    );
    return { response: { statusCode: status, headers: { ...headers }, body } };
  },
});

function plain({ method, protocol, hostname, port, path, query, headers, body }: SdkRequest): HttpRequest {
  const url = new URL(`${protocol}//${hostname}${port === undefined ? "" : `:${port}`}${path}`);
  for (const [name, value] of Object.entries(query ?? {}))
    for (const one of [value ?? ""].flat()) url.searchParams.append(name, one);
  return {
    // `http:` is on loopback only, and nothing of this machine's own goes to a proxy in the clear.
    ...(protocol === "http:" ? { direct: true } : {}),
    method: method as HttpRequest["method"],
    url,
    headers,
    ...(typeof body === "string" || body instanceof Uint8Array ? { body } : {}),
  };
}

function revealed({ accessKeyId, secretAccessKey, sessionToken }: AwsCredentials): Revealed {
  const id = accessKeyId.reveal();
  const key = secretAccessKey.reveal();
  const token = sessionToken?.reveal();
  if (id === undefined || key === undefined || (sessionToken !== undefined && token === undefined))
    throw new Failure("CREDENTIALS_REFUSED", "A part of the AWS credentials is no text.", {
      fix: "Check the three variables or inputs that hold them: access key id, secret access key, session token.",
    });
  return { accessKeyId: id, secretAccessKey: key, ...(token === undefined ? {} : { sessionToken: token }) };
}
