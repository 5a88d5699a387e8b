import type { HttpAnswer, HttpRequest } from "../../../../src/kernel/http.ts";
import { Secret } from "../../../../src/kernel/secret.ts";
import type { VaultSetting } from "../../../../src/providers/vault/setting.ts";
import type { Host, Leftover } from "../../../../src/providers/provider.ts";

export const CANARY = "CANARY-7f3a";
export const NOW = Date.UTC(2026, 10, 24, 12);
export const ADDRESS = "https://vault.example.com:8200";

export interface Asked {
  readonly line: string;
  readonly token: string | undefined;
  readonly headers: HttpRequest["headers"];
  readonly body: unknown;
  readonly aborted: boolean;
}

/** An answer: a status with a body, or a failure that is thrown. */
export type Reply = { readonly status: number; readonly json?: unknown } | Error;

export const DENIED: Reply = {
  status: 403,
  json: { errors: [`1 error occurred:\n\t* permission denied\n\n`, CANARY] },
};
/** OpenBao's words for a token that it does not know. */
export const UNKNOWN: Reply = { status: 403, json: { errors: ["permission denied"] } };

export interface FakeVault {
  readonly setting: VaultSetting;
  readonly asked: Asked[];
  readonly said: string[];
  readonly masked: Secret[];
  readonly left: Leftover[];
}

const textOf = (value: string | Uint8Array | Secret | undefined): string =>
  value instanceof Secret ? (value.reveal() ?? "") : typeof value === "string" ? value : "";

/** A server that answers by `METHOD path`, without a network. What nobody told it is a 404 of no route. */
export function fakeVault(
  replies: Readonly<Record<string, Reply>> = {},
  more: Partial<VaultSetting> & { readonly env?: Readonly<Record<string, string>> } = {},
): FakeVault {
  const asked: Asked[] = [];
  const said: string[] = [];
  const masked: Secret[] = [];
  const left: Leftover[] = [];
  const send = async (request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> => {
    const line = `${request.method} ${request.url.pathname.slice(1).replace("v1/", "")}`;
    const token = request.headers?.["x-vault-token"] as string | Secret | undefined;
    const body = textOf(request.body);
    asked.push({
      line,
      token: token === undefined ? undefined : textOf(token),
      headers: request.headers,
      body: body === "" ? undefined : JSON.parse(body),
      aborted: signal.aborted,
    });
    const reply = replies[line] ?? { status: 404, json: { errors: ["no handler for route"] } };
    if (reply instanceof Error) throw reply;
    return {
      status: reply.status,
      headers: { "content-type": "application/json", date: new Date(NOW).toUTCString() },
      body: new TextEncoder().encode(reply.json === undefined ? "" : JSON.stringify(reply.json)),
    };
  };
  const say = (text: string): void => void said.push(text);
  const host = {
    env: more.env ?? {},
    http: { send, close: () => undefined },
    clock: { now: () => NOW, sleep: async () => undefined },
    born: (secrets: readonly Secret[]) => void masked.push(...secrets),
    warn: (text: string) => say(`warning: ${text}`),
    info: say,
    debug: () => undefined,
    leave: async (leftover: Leftover) => void left.push(leftover),
    settle: async (leftover: Leftover) => void left.splice(left.indexOf(leftover), 1),
  } as unknown as Host;
  const setting: VaultSetting = {
    addresses: [new URL(ADDRESS)],
    namespace: "",
    authNamespace: "",
    headers: new Map(),
    host,
    ...more,
  };
  return { setting, asked, said, masked, left };
}
