import crypto from "node:crypto";
import type { AwsCall } from "./aws-call.ts";
import type { SignatureProblem } from "./aws-wording.ts";
import type { Call } from "./control.ts";

/** Credentials that the strict layer knows. */
export interface KnownCredentials {
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
  /** In ms since the epoch. */
  readonly expires: number | undefined;
}

/** AWS allows five minutes for these services. */
const SKEW_MS = 5 * 60 * 1000;
const ALGORITHM = "AWS4-HMAC-SHA256";
const AUTHORIZATION = new RegExp(
  `^${ALGORITHM} Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request, *SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})$`,
);

/**
 * Takes a call, the credentials by their id, and the time; returns whose the signature is, or what is wrong with
 * it. Written from AWS's "Create a signed AWS API request"; nothing of an SDK is used, so that it is a second
 * opinion on one.
 */
export function checkSignature(
  call: AwsCall,
  find: (accessKeyId: string) => KnownCredentials | undefined,
  now: number,
): { readonly accessKeyId: string } | SignatureProblem {
  const { headers } = call.http;
  const parts = AUTHORIZATION.exec(headers["authorization"] ?? "");
  if (parts === null) return { kind: "missing" };
  const [, accessKeyId = "", day = "", region = "", service = "", signedNames = "", signature = ""] = parts;
  const known = find(accessKeyId);
  if (known === undefined || known.sessionToken !== headers["x-amz-security-token"])
    return { kind: "unknown" };
  if (service !== call.service) return { kind: "wrong-service" };
  if (!fitsHost(region, headers["host"] ?? "")) return { kind: "wrong-region" };
  const date = headers["x-amz-date"] ?? "";
  const at = readDate(date);
  if (at === undefined || !date.startsWith(day)) return { kind: "mismatch" };
  if (Math.abs(at - now) > SKEW_MS) return { kind: "skewed", date, now: writeDate(now) };
  if (known.expires !== undefined && known.expires <= now) return { kind: "expired" };
  const names = signedNames.split(";");
  if (!coversAll(names, call.http)) return { kind: "mismatch" };
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = [ALGORITHM, date, scope, sha256(canonicalRequest(call.http, names))].join("\n");
  const key = [day, region, service, "aws4_request"].reduce<Buffer>(
    (previous, part) => hmac(previous, part),
    Buffer.from(`AWS4${known.secretAccessKey}`),
  );
  const expected = hmac(key, toSign);
  return crypto.timingSafeEqual(expected, Buffer.from(signature, "hex"))
    ? { accessKeyId }
    : { kind: "mismatch" };
}

/** A host name of AWS says which region it is in; an address of loopback does not. */
function fitsHost(region: string, host: string): boolean {
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) return false;
  const named = /\.([a-z]{2}(?:-[a-z]+)+-\d)\./.exec(host)?.[1];
  return named === undefined || named === region;
}

/** Host and every header of AWS must be signed, or a proxy could change them. */
function coversAll(names: readonly string[], call: Call): boolean {
  const due = Object.keys(call.headers).filter((name) => name === "host" || name.startsWith("x-amz-"));
  return due.every((name) => names.includes(name)) && names.join() === [...names].sort().join();
}

function canonicalRequest(call: Call, names: readonly string[]): string {
  const url = new URL(call.path, "http://host");
  const path = url.pathname.split("/").map(encode).join("/");
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join("&");
  const lines = names.map((name) => `${name}:${(call.headers[name] ?? "").trim().replace(/ +/g, " ")}\n`);
  // The hash of what arrived, not the header's claim.
  return [call.method, path, query, lines.join(""), names.join(";"), sha256(call.body)].join("\n");
}

function encode(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function readDate(value: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(value);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second] = parts.map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}

/** Takes a time; returns it as signatures write it. */
function writeDate(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+/, "").replace(/[-:]/g, "");
}

function sha256(data: string | Buffer): string {
  return crypto.createHash("sha256").update(data).digest("hex");
}

function hmac(key: Buffer, data: string): Buffer {
  return crypto.createHmac("sha256", key).update(data).digest();
}
