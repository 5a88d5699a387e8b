import crypto from "node:crypto";
import { Failure } from "../../kernel/errors.ts";
import type { Secret } from "../../kernel/secret.ts";
import type { AwsCredentials } from "./credentials.ts";

/** What a signature is made for. `headers` are those that it covers, by lower-case name. */
export interface ToSign {
  readonly method: "GET" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What a signature holds for: the service by its signing name, the region, the second. */
export interface SignScope {
  readonly service: string;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const ALGORITHM = "AWS4-HMAC-SHA256";

/**
 * The headers that sign a request, with those that it has.
 * @throws Failure CREDENTIALS_REFUSED for credentials that are no text
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signedHeaders(
  request: ToSign,
  credentials: AwsCredentials,
  scope: SignScope,
): Record<string, string | Secret> {
  const { sessionToken } = credentials;
  const token = sessionToken === undefined ? undefined : textOf(sessionToken);
  const date = stamp(scope.now);
  const dated = { ...request.headers, "x-amz-date": date };
  const covered = token === undefined ? dated : { ...dated, "x-amz-security-token": token };
  const { names, signature } = sign({ ...request, headers: covered }, [], credentials, scope);
  const credential = `${textOf(credentials.accessKeyId)}/${scopeText(scope)}`;
  return {
    ...dated,
    ...(sessionToken === undefined ? {} : { "x-amz-security-token": sessionToken }),
    authorization: `${ALGORITHM} Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

/**
 * A request as a URL that is signed by its query, with the parameters in the order in which the AWS CLI writes them.
 * @param query the parameters of the operation itself.
 * @throws Failure CREDENTIALS_REFUSED for credentials that are no text
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html
 */
export function presignedUrl(
  request: ToSign,
  query: readonly (readonly [string, string])[],
  seconds: number,
  credentials: AwsCredentials,
  scope: SignScope,
): string {
  const { sessionToken } = credentials;
  const parameters: (readonly [string, string])[] = [
    ...query,
    ["X-Amz-Algorithm", ALGORITHM],
    ["X-Amz-Credential", `${textOf(credentials.accessKeyId)}/${scopeText(scope)}`],
    ["X-Amz-Date", stamp(scope.now)],
    ["X-Amz-Expires", String(seconds)],
    ["X-Amz-SignedHeaders", namesOf(request)],
    ...(sessionToken === undefined ? [] : [["X-Amz-Security-Token", textOf(sessionToken)] as const]),
  ];
  const { signature } = sign(request, parameters, credentials, scope);
  const { origin, pathname } = request.url;
  return `${origin}${pathname}?${parameters.map(encodedPair).join("&")}&X-Amz-Signature=${signature}`;
}

function sign(
  request: ToSign,
  query: readonly (readonly [string, string])[],
  { secretAccessKey }: AwsCredentials,
  scope: SignScope,
): { readonly names: string; readonly signature: string } {
  const headers = Object.entries(withHost(request)).sort(([a], [b]) => (a < b ? -1 : 1));
  const names = namesOf(request);
  const canonical = [
    request.method,
    request.url.pathname.split("/").map(encoded).join("/"),
    query.map(encodedPair).sort().join("&"),
    ...headers.map(([name, value]) => `${name}:${value.trim().replace(/ +/g, " ")}`),
    "",
    names,
    crypto.hash("sha256", request.body ?? "", "hex"),
  ].join("\n");
  const toSign = [ALGORITHM, stamp(scope.now), scopeText(scope), crypto.hash("sha256", canonical, "hex")];
  const keyParts = [stamp(scope.now).slice(0, 8), scope.region, scope.service, "aws4_request"];
  const key = keyParts.reduce<Buffer>(hmac, Buffer.from(`AWS4${textOf(secretAccessKey)}`));
  return { names, signature: hmac(key, toSign.join("\n")).toString("hex") };
}

const hmac = (key: Buffer, text: string): Buffer => crypto.createHmac("sha256", key).update(text).digest();

const withHost = ({ url, headers }: ToSign): Readonly<Record<string, string>> => ({
  ...headers,
  host: url.host,
});

const namesOf = (request: ToSign): string => Object.keys(withHost(request)).sort().join(";");

/** `20261124T120000Z`. */
const stamp = (now: number): string => new Date(now).toISOString().replace(/[-:]|\.\d+/g, "");

const scopeText = ({ service, region, now }: SignScope): string =>
  `${stamp(now).slice(0, 8)}/${region}/${service}/aws4_request`;

/** RFC 3986: what `encodeURIComponent` leaves is encoded too. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const encodedPair = ([name, value]: readonly [string, string]): string =>
  `${encoded(name)}=${encoded(value)}`;

function textOf(part: Secret): string {
  const text = part.reveal();
  if (text !== undefined) return text;
  throw new Failure("CREDENTIALS_REFUSED", "A part of the AWS credentials is no text.", {
    fix: "Check the three variables or inputs that hold them: access key id, secret access key, session token.",
  });
}
