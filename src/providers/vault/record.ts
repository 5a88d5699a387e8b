import { Secret } from "../../kernel/secret.ts";
import type { Host, Leftover } from "../provider.ts";
import type { VaultSetting } from "./setting.ts";
import type { HeldLease, HeldToken } from "./revoke.ts";

/** What post needs to undo: a token of ours to revoke, or leases under a token that is not. */
export interface Held {
  readonly setting: VaultSetting;
  readonly token: HeldToken;
  /** Undefined where the token itself is to end, and its leases with it. */
  readonly leases: readonly HeldLease[] | undefined;
}

type PostHost = Pick<Host, "http" | "clock" | "born">;

/** As JSON; `note` is what post tells an operator where it finds no record any more: nothing secret. */
export function leftoverOf({ setting, token, leases }: Held, note: string): Leftover {
  const { certificate } = setting;
  return {
    provider: "vault",
    record: {
      addresses: setting.addresses.map(({ href }) => href),
      namespace: setting.authNamespace,
      headers: [...setting.headers].map(([name, value]) => [name, value.reveal() ?? ""]),
      ...(certificate === undefined ? {} : { cert: certificate.cert, key: certificate.key.reveal() ?? "" }),
      token: token.token.reveal() ?? "",
      ...(token.accessor === undefined ? {} : { accessor: token.accessor }),
      ...(token.expires === undefined ? {} : { expires: token.expires.getTime() }),
      hasDefault: token.hasDefault,
      ...(leases === undefined ? {} : { leases }),
      note,
    },
  };
}

/** The record read again; undefined where it has another shape. Every credential in it is masked first. */
export function heldOf({ record }: Leftover, host: PostHost): Held | undefined {
  const { addresses, namespace, headers, cert, key, token, accessor, expires, leases } = record;
  const urls = list(addresses, (one) =>
    typeof one === "string" && URL.canParse(one) ? new URL(one) : undefined,
  );
  const pairs = list(headers, (one) =>
    Array.isArray(one) && typeof one[0] === "string" && typeof one[1] === "string"
      ? ([one[0], Secret.of(one[1])] as const)
      : undefined,
  );
  const ids = leases === undefined ? [] : list(leases, leaseOf);
  if (urls === undefined || urls.length === 0 || pairs === undefined || ids === undefined) return undefined;
  if (typeof token !== "string" || token === "" || typeof namespace !== "string") return undefined;
  const certificate =
    typeof cert === "string" && typeof key === "string" ? { cert, key: Secret.of(key) } : undefined;
  const held = Secret.of(token);
  host.born([held, ...pairs.map(([, value]) => value)]);
  const quiet = (): void => undefined;
  return {
    setting: {
      addresses: urls,
      namespace,
      authNamespace: namespace,
      headers: new Map(pairs),
      ...(certificate === undefined ? {} : { certificate }),
      host: {
        ...host,
        env: {},
        workspace: "",
        temp: "",
        face: "actions",
        idToken: never,
        borrow: never,
        warn: quiet,
        info: quiet,
        debug: quiet,
        leave: async () => undefined,
        settle: async () => undefined,
      },
    },
    token: {
      token: held,
      ...(typeof accessor === "string" ? { accessor } : {}),
      ...(typeof expires === "number" && Number.isSafeInteger(expires) ? { expires: new Date(expires) } : {}),
      hasDefault: record["hasDefault"] === true,
    },
    leases: leases === undefined ? undefined : ids,
  };
}

/** Undoing asks nobody for a credential. */
const never = async (): Promise<never> => {
  throw new TypeError("Undoing has no identity.");
};

function leaseOf(one: unknown): HeldLease | undefined {
  if (typeof one !== "object" || one === null) return undefined;
  const { id, namespace } = one as Readonly<Record<string, unknown>>;
  return typeof id === "string" && typeof namespace === "string" ? { id, namespace } : undefined;
}

/** Every entry in its shape, or undefined. */
function list<T>(value: unknown, read: (one: unknown) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const entries = value.map(read);
  return entries.includes(undefined) ? undefined : (entries as T[]);
}
