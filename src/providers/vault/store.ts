import { Failure } from "../../kernel/errors.ts";
import { createPool } from "../../kernel/pool.ts";
import type { Outcome } from "../provider.ts";
import { accessOf, type VaultAccess } from "./access.ts";
import { type Lease, readEngine } from "./engine.ts";
import { kvPath, readKv } from "./kv.ts";
import { readUnder } from "./kv-list.ts";
import type { VaultLocator } from "./locate.ts";
import { type Mount, openMounts } from "./mounts.ts";
import { attempt, failed } from "../outcome.ts";
import type { VaultSetting } from "./setting.ts";
import type { VaultToken } from "./token.ts";

/** A hundred secrets are two rounds. Where a quota says that this is too many at once, the pool gives way. */
const PARALLEL = 50;

export interface VaultStore {
  /** One outcome for every locator, by id; throws only where the signal ends it. */
  readonly read: (locators: readonly VaultLocator[], signal: AbortSignal) => Promise<Map<string, Outcome>>;
  /** Whether reading makes something new: in all mounts but kv and cubbyhole. False where `read` fails anyway. */
  readonly creates: (locator: VaultLocator, signal: AbortSignal) => Promise<boolean>;
  /** What engines made so far. */
  readonly leases: () => readonly Lease[];
}

/** Reads with this token. Mounts are looked up once, then everything is read in parallel, one request a path. */
export function openStore(token: VaultToken, setting: VaultSetting): VaultStore {
  const access = accessOf(token, setting, createPool(PARALLEL));
  const mounts = openMounts(access);
  const leases: Lease[] = [];
  const leased = (lease: Lease): void => void leases.push(lease);
  return {
    read: async (locators, signal) => {
      const found = await mounts.find(
        locators.map(({ parts }) => parts),
        signal,
      );
      const readKvOnce = kvReader(access, signal);
      const read = locators.map(async (locator, i) => {
        const mount = found[i]!;
        const outcome =
          mount instanceof Failure
            ? failed(mount)
            : await attempt(async () => readOne(locator, mount, readKvOnce, access, leased, signal), signal);
        return [locator.id, outcome] as const;
      });
      return new Map(await Promise.all(read));
    },
    creates: async ({ parts }, signal) => {
      const [mount] = await mounts.find([parts], signal);
      return !(mount instanceof Failure) && mount?.kind === "engine";
    },
    leases: () => leases,
  };
}

type KvReader = (mount: Mount, parts: readonly string[], version?: string) => Promise<Outcome>;

/** One request a path, also where a wildcard and a line of its own want the same secret. */
function kvReader(access: VaultAccess, signal: AbortSignal): KvReader {
  const asked = new Map<string, Promise<Outcome>>();
  return async (mount, parts, version) => {
    const key = JSON.stringify([mount.path, parts, version ?? null]);
    const reading = asked.get(key) ?? readKv(mount, parts, version, access, signal);
    asked.set(key, reading);
    return reading;
  };
}

async function readOne(
  locator: VaultLocator,
  mount: Mount,
  readKvOnce: KvReader,
  access: VaultAccess,
  leased: (lease: Lease) => void,
  signal: AbortSignal,
): Promise<Outcome> {
  if (mount.kind === "engine" || mount.kind === "cubbyhole")
    return readEngine(mount, locator, access, leased, signal);
  const path = kvPath(locator, mount);
  if (path instanceof Failure) return failed(path);
  const outcome = await (locator.listing === undefined
    ? readKvOnce(mount, path.parts, locator.version)
    : readUnder(
        mount,
        path.parts,
        locator.listing.stem,
        async (parts) => readKvOnce(mount, parts),
        access,
        signal,
      ));
  if (outcome.is !== "found" || path.notices.length === 0) return outcome;
  return { ...outcome, notices: [...path.notices, ...(outcome.notices ?? [])] };
}
