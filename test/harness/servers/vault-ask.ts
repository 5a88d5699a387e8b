import { send } from "./control.ts";

export interface VaultQuestion {
  readonly token?: string | undefined;
  readonly namespace?: string | undefined;
  readonly body?: object | string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** The client's, in PEM. */
  readonly identity?: { readonly cert: string; readonly key: string };
}

export interface VaultReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Undefined where the body is empty or no JSON. */
  readonly json: VaultJson;
}

// oxlint-disable-next-line typescript/no-explicit-any
export type VaultJson = any;

/** Asks a server with Vault's API by hand: the method, the path below `/v1/`, and what belongs to it. */
export type AskVault = (method: string, path: string, question?: VaultQuestion) => Promise<VaultReply>;

/** Takes where a server listens; returns how to ask it. */
export function askVault(url: () => string): AskVault {
  return async (method, path, { token, namespace, body, headers, identity } = {}) => {
    const call = {
      method,
      path: `/v1/${path}`,
      headers: {
        "x-vault-request": "true",
        ...(token === undefined ? {} : { "x-vault-token": token }),
        ...(namespace === undefined ? {} : { "x-vault-namespace": namespace }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      body: Buffer.from(body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body)),
    };
    const reply = await send(url(), call, identity);
    const text = reply.body.toString();
    return { status: reply.status, headers: reply.headers, text, json: parsed(text) };
  };
}

function parsed(text: string): VaultJson {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
