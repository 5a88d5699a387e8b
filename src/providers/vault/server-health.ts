import { asFailure, type Failure } from "../../kernel/errors.ts";
import { HttpError } from "../../kernel/http.ts";
import type { Secret } from "../../kernel/secret.ts";
import { notJson, unreachable } from "../../kernel/unreachable.ts";
import type { Health } from "../provider.ts";
import { isLoopback } from "./address.ts";
import type { VaultSetting } from "./setting.ts";

export type HealthDetail = Health["details"][number];

/** Every state answers with 200, and is read from the body: else 429 may mean a standby as well as a quota. */
const EVERY_STATE =
  "v1/sys/health?standbyok=true&perfstandbyok=true&sealedcode=200&uninitcode=200&drsecondarycode=200&haunhealthycode=200&removedcode=200";
/** The server takes a token's `iat` and `nbf` that are so far in its future. */
const TOLERATED_SKEW_MS = 60_000;
const HEALTH_LIMITS = { headersMs: 5_000, totalMs: 8_000, maxBytes: 64 * 1024 };
const VERSION = /^\d[\w.+-]{0,39}$/;

interface ServerHealth {
  readonly isUp: boolean;
  readonly details: readonly HealthDetail[];
}

/** Each address, asked for its state. Needs no login, so that it tells why one failed. */
export const serverHealth = async (
  setting: VaultSetting,
  signal: AbortSignal,
): Promise<readonly ServerHealth[]> =>
  Promise.all(setting.addresses.map(async (address) => askServer(address, setting, signal)));

async function askServer(address: URL, setting: VaultSetting, signal: AbortSignal): Promise<ServerHealth> {
  const { http, clock } = setting.host;
  const base = address.href.endsWith("/") ? address : new URL(`${address.href}/`);
  try {
    const headers: Record<string, string | Secret> = { "x-vault-request": "true" };
    for (const [name, value] of setting.headers) headers[name] = value;
    const answer = await http.send(
      {
        method: "GET",
        url: new URL(EVERY_STATE, base),
        headers,
        direct: isLoopback(address),
        limits: HEALTH_LIMITS,
        ...(setting.certificate === undefined ? {} : { certificate: setting.certificate }),
      },
      signal,
    );
    const state = stateOf(answer.body);
    if (state === undefined) throw notJson(answer, `Vault (${address.host})`);
    const date = Date.parse(answer.headers["date"] ?? "");
    return {
      isUp: state.isInitialised && !state.isSealed,
      details: [reachable(address, state), seal(address, state), ...clockOf(address, date - clock.now())],
    };
  } catch (error) {
    const failure =
      error instanceof HttpError ? unreachable(error, `Vault (${address.host})`) : asFailure(error);
    return { isUp: false, details: [detailOf("reachable", failure)] };
  }
}

interface State {
  readonly isInitialised: boolean;
  readonly isSealed: boolean;
  readonly isStandby: boolean;
  readonly version: string;
}

function stateOf(body: Uint8Array): State | undefined {
  const json = parsed(body);
  if (typeof json?.["initialized"] !== "boolean" || typeof json["sealed"] !== "boolean") return undefined;
  const version = json["version"];
  return {
    isInitialised: json["initialized"],
    isSealed: json["sealed"],
    isStandby: json["standby"] === true || json["performance_standby"] === true,
    version: typeof version === "string" && VERSION.test(version) ? version : "unknown",
  };
}

function parsed(body: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    return recordOf(JSON.parse(new TextDecoder().decode(body)));
  } catch {
    return undefined;
  }
}

const reachable = ({ host }: URL, { version, isStandby }: State): HealthDetail => ({
  name: "reachable",
  ok: true,
  text: `${host} answers, version ${version}${isStandby ? ", a standby" : ""}`,
});

function seal({ host, origin }: URL, { isInitialised, isSealed }: State): HealthDetail {
  if (!isInitialised)
    return {
      name: "seal",
      ok: false,
      text: `${host} is not initialised`,
      fix: `vault operator init -address=${origin}`,
    };
  if (isSealed)
    return {
      name: "seal",
      ok: false,
      text: `${host} is sealed`,
      fix: `vault operator unseal -address=${origin}   # by those who hold the key shares`,
    };
  return { name: "seal", ok: true, text: `${host} is unsealed` };
}

/** The Date header has whole seconds. */
function clockOf({ host }: URL, skew: number): HealthDetail[] {
  if (Number.isNaN(skew)) return [];
  const ok = Math.abs(skew) <= TOLERATED_SKEW_MS;
  const seconds = Math.round(Math.abs(skew) / 1000);
  const text =
    seconds <= 1 ? `agrees with ${host}` : `is ${seconds} s ${skew > 0 ? "behind" : "ahead of"} ${host}`;
  return [
    {
      name: "clock",
      ok,
      text: `the clock here ${text}`,
      ...(ok ? {} : { fix: "sudo timedatectl set-ntp true   # on whichever of the two is wrong" }),
    },
  ];
}

/** A failure as what an operator reads. */
export const detailOf = (name: string, { message, fix }: Failure): HealthDetail => ({
  name,
  ok: false,
  text: message,
  ...(fix === undefined ? {} : { fix }),
});

/** An object, or undefined. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}
