import type { Call, Reply } from "./control.ts";
import { mountEngine, noRoute } from "./vault-engines.ts";
import type { MountedEngine } from "./vault-engines.ts";
import { loggedIn, mountMethod } from "./vault-logins.ts";
import type { Method } from "./vault-logins.ts";
import { longest, readRequest } from "./vault-request.ts";
import type { VaultRequest } from "./vault-request.ts";
import { capabilitiesAt, rulesOf, touches } from "./vault-rules.ts";
import type { TokenRules } from "./vault-rules.ts";
import { namespacesOf } from "./vault-seed.ts";
import type { Capability, MountSeed, VaultSeed } from "./vault-seed.ts";
import { health, isSealed, sealStatus, systemAnswer, wrappingAnswer } from "./vault-system.ts";
import type { VaultState } from "./vault-system.ts";
import { createTokens } from "./vault-tokens.ts";
import type { TokenEntry, Tokens } from "./vault-tokens.ts";
import * as wording from "./vault-wording.ts";
import type { Result } from "./vault-wording.ts";

export interface Core {
  readonly tokens: Tokens;
  /** Secrets that engines made. */
  readonly made: readonly string[];
  readonly setState: (state: VaultState) => void;
  readonly answer: (call: Call) => { readonly reply: Reply; readonly caller: TokenEntry | undefined };
}

interface Mount {
  readonly seed: MountSeed;
  readonly engine: MountedEngine;
}

const NEEDS: Readonly<Record<VaultRequest["method"], readonly Capability[]>> = {
  GET: ["read"],
  LIST: ["list"],
  DELETE: ["delete"],
  POST: ["update", "create"],
};
const SELF = /^auth\/token\/(lookup|renew|revoke)-self$/;
const LOOK_UP = "sys/internal/ui/mounts/";

/** Takes a seed, the clock, a state and where the listener is; returns the server behind its listener. */
export function createCore(seed: VaultSeed, now: () => number, first: VaultState, url: () => string): Core {
  const tokens = createTokens(now);
  const made: string[] = [];
  const content = new Map(namespacesOf(seed));
  const namespaces = new Set(content.keys());
  /** By full path, with a slash at the end. */
  const mounts = new Map<string, Mount>();
  const methods = new Map<string, Method>();
  for (const [namespace, { mounts: engines = {}, auths = {} }] of content) {
    const prefix = namespace === "" ? "" : `${namespace}/`;
    for (const [path, mount] of Object.entries(engines)) {
      const around = { tokens, now, made: (value: string) => void made.push(value) };
      mounts.set(`${prefix}${path}/`, { seed: mount, engine: mountEngine(mount, path, around) });
    }
    for (const [path, auth] of Object.entries(auths))
      methods.set(`${prefix}auth/${path}/`, mountMethod(auth, now, url));
  }
  refuseNested([...mounts.keys()]);
  refuseNested([...methods.keys()]);
  let state = first;

  function handle(asked: VaultRequest, caller: TokenEntry, rules: TokenRules): Result {
    const inside = asked.path;
    if (inside.startsWith(LOOK_UP)) return lookUpMount(asked, caller, rules);
    if (!isAllowed(asked, caller, rules)) throw wording.DENIED;
    if (inside.startsWith("sys/") || inside.startsWith("auth/token/")) {
      const call = { ...asked, caller, rules, tokens, now: now() };
      const result = systemAnswer(call);
      if (result === undefined) throw wording.UNSUPPORTED;
      return result;
    }
    const method = holder(methods, asked.fullPath);
    if (method !== undefined) return method.value.manage(asked.method, method.rest);
    const mount = holder(mounts, asked.fullPath);
    if (mount === undefined) throw new wording.VaultError(404, noRoute(asked.path));
    return mount.value.engine({ ...asked, path: mount.rest }, caller);
  }

  /** Which mount a path lies in, of those that one may do anything in; it says `denied` of what is not there. */
  function lookUpMount(asked: VaultRequest, caller: TokenEntry, rules: TokenRules): Result {
    const path = asked.path.slice(LOOK_UP.length).replace(/\/*$/, "/");
    const full = asked.namespace === "" ? path : `${asked.namespace}/${path}`;
    const mount = holder(mounts, full);
    if (mount === undefined || (!isRoot(caller) && !touches(rules, mount.at))) {
      const what = `preflight capability check returned 403, please ensure client's policies grant access to path "${path}"`;
      throw new wording.VaultError(403, what);
    }
    const { seed: of } = mount.value;
    return wording.found({
      type: of.type,
      path: asked.namespace === "" ? mount.at : mount.at.slice(asked.namespace.length + 1),
      options: of.type === "kv" ? { version: String(of.version) } : null,
      description: "",
      local: false,
      seal_wrap: false,
    });
  }

  function logIn(asked: VaultRequest): Result | undefined {
    if (!/^auth\/.+/.test(asked.path) || asked.path.startsWith("auth/token/")) return undefined;
    const method = holder(methods, asked.fullPath);
    const isLogin = method !== undefined && /^login(\/|$)/.test(method.rest);
    // A path that only somebody with a token may ask says nothing of itself to others.
    if (!isLogin) {
      if (asked.token === undefined) throw wording.UNKNOWN_TOKEN;
      return undefined;
    }
    if (asked.method !== "POST") throw new wording.VaultError(405, "unsupported operation");
    const mount = method.at.slice(asked.namespace === "" ? 0 : asked.namespace.length + 1);
    const place = {
      namespace: asked.namespace,
      mount: mount.slice("auth/".length, -1),
      path: method.rest,
    };
    return loggedIn(method.value.logIn(method.rest, asked.body, asked.certificate), place, tokens);
  }

  function judge(asked: VaultRequest, seen: (caller: TokenEntry) => void): Result {
    const open = logIn(asked) ?? wrappingAnswer(asked.path, asked.token, asked.body, tokens);
    if (open !== undefined) return open;
    const caller = asked.token === undefined ? undefined : tokens.find(asked.token);
    if (caller === undefined) throw wording.UNKNOWN_TOKEN;
    seen(caller);
    // The look-up of a mount is no use of a token that has a limit.
    if (!asked.path.startsWith(LOOK_UP) && caller.usesLeft !== undefined) caller.usesLeft -= 1;
    return handle(asked, caller, rulesOf(caller.namespace, content.get(caller.namespace), caller.policies));
  }

  return {
    tokens,
    made,
    setState: (next) => void (state = next),
    answer(call) {
      let caller: TokenEntry | undefined;
      try {
        const twice = /^[^?]*\/\//.exec(call.path);
        if (twice !== null) return { reply: withoutDoubles(call.path), caller };
        const asked = readRequest(call, namespaces);
        if (asked.path === "sys/health" || asked.path === "sys/seal-status") {
          if (asked.namespace !== "")
            throw new wording.VaultError(400, "operation unavailable in namespaces");
          return { reply: asked.path === "sys/health" ? health(state, now()) : sealStatus(state), caller };
        }
        if (isSealed(state)) throw wording.SEALED;
        const result = judge(asked, (one) => (caller = one));
        const isWrapped = asked.wrapTtl !== undefined && result.status !== 204;
        const path = asked.path;
        return {
          reply: wording.envelope(isWrapped ? tokens.wrap(result, path, asked.wrapTtl ?? 0) : result),
          caller,
        };
      } catch (error) {
        if (!(error instanceof wording.VaultError)) throw error;
        return { reply: wording.refusalReply(error), caller };
      }
    },
  };

  function isAllowed(asked: VaultRequest, caller: TokenEntry, rules: TokenRules): boolean {
    if (isRoot(caller)) return true;
    // What is about the token itself is asked of its own namespace, wherever it is sent.
    const home = caller.namespace === "" ? asked.path : `${caller.namespace}/${asked.path}`;
    const path = SELF.test(asked.path) ? home : asked.fullPath;
    // No token reaches beyond its namespace, whatever a policy is about.
    if (path === asked.fullPath && caller.namespace !== "" && !path.startsWith(`${caller.namespace}/`))
      return false;
    const able = capabilitiesAt(rules, path, asked.method === "LIST");
    return NEEDS[asked.method].some((one) => able.has(one));
  }
}

/** No server mounts one thing below another. */
function refuseNested(paths: readonly string[]): void {
  for (const path of paths) {
    const above = paths.find((other) => other !== path && path.startsWith(other));
    if (above !== undefined) throw new Error(`the seed mounts ${path} below ${above}`);
  }
}

function isRoot(caller: TokenEntry): boolean {
  return caller.policies.includes("root");
}

interface Held<T> {
  readonly value: T;
  /** With a slash at the end. */
  readonly at: string;
  readonly rest: string;
}

/** The longest mount that a path lies in. */
function holder<T>(table: ReadonlyMap<string, T>, path: string): Held<T> | undefined {
  const at = longest(new Set([...table.keys()].map((one) => one.slice(0, -1))), `${path}/`);
  const value = table.get(`${at}/`);
  return value === undefined ? undefined : { value, at: `${at}/`, rest: path.slice(at.length + 1) };
}

function withoutDoubles(path: string): Reply {
  const [before = "", query] = path.split("?", 2);
  const location = before.replaceAll(/\/{2,}/g, "/") + (query === undefined ? "" : `?${query}`);
  return { status: 307, headers: { location }, body: "" };
}
