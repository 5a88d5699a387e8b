import fs from "node:fs";
import path from "node:path";
import type { Inputs, InputsRead } from "../config/read-inputs.ts";
import type { BoundRun } from "../commands/gather.ts";
import type { IdToken } from "../identity/token.ts";
import { systemClock } from "../kernel/clock.ts";
import { Failure } from "../kernel/errors.ts";
import type { Http } from "../kernel/http.ts";
import { runMasks } from "../kernel/masks.ts";
import type { Secret } from "../kernel/secret.ts";
import { PROVIDERS } from "../providers/list.ts";
import { bind } from "../providers/bind.ts";
import type { BoundProvider, Host } from "../providers/provider.ts";
import { locate, type Located, resolve } from "../providers/resolve.ts";
import { createSessions, type Sessions } from "../providers/sessions.ts";
import { selectField } from "../references/field.ts";
import type { Source } from "../references/reference.ts";
import type { Runner } from "../runner/runner.ts";
import { fileKeeper, type Keeper } from "./keeper.ts";
import { lazyHttp } from "./lazy-http.ts";
import { loggedHttp } from "./logged-http.ts";

/** Credentials are long: the least length of a mask plays no part. */
const MIN_MASK_LENGTH = 4;

const maskNow = (runner: Runner, secrets: readonly Secret[]): void =>
  runner.mask(runMasks(secrets, MIN_MASK_LENGTH).forms);

const isPem = (text: string): boolean => text.includes("-----BEGIN CERTIFICATE-----");

/** Every provider with its inputs and what it may use of this machine. Nothing is opened, loaded or sent yet. */
export function boundProviders(
  runner: Runner,
  { inputs, providers: given }: InputsRead,
  keeper: Keeper = fileKeeper(runner),
): BoundRun {
  const sessions = createSessions();
  const ca = (): string | undefined => (inputs.caCert === "" ? undefined : readCa(runner, inputs.caCert));
  const http = lazyHttp(runner.env, ca);
  const closeAll = async (signal: AbortSignal): Promise<void> => {
    await sessions.close(signal);
    // What the action leaves open ends with it a moment later; a terminal's command may run for hours.
    if (runner.face === "terminal") http.close();
  };
  const lend = async (input: string, source: Source, signal: AbortSignal): Promise<Secret> => {
    const located = locate(source, providers, []);
    if (located instanceof Failure) throw located;
    if (await isMade(located, sessions, signal)) throw makes(input);
    const [result] = await resolve([located], new Set(["not-found"] as const), sessions, signal);
    const value =
      result?.is === "found"
        ? selectField(result.content, source.kind === "reference" ? source.field : undefined)
        : undefined;
    if (value !== undefined && !(value instanceof Failure) && value.kind === "value") return value.value;
    throw lent(input, result?.is === "failed" ? result.error : value instanceof Failure ? value : undefined);
  };
  const tokens = heldTokens(async (audience, signal) =>
    fetchIdToken(runner, audience, loggedHttp(http, "oidc", runner), signal),
  );
  const providers: BoundProvider[] = PROVIDERS.map((provider): BoundProvider => {
    const read = given.get(provider.id);
    const host: Host = {
      env: runner.env,
      workspace: runner.workspace,
      temp: runner.temp,
      face: runner.face,
      http: loggedHttp(http, provider.id, runner, sessions.trail.requested),
      clock: systemClock,
      idToken: (signal) => {
        const audience = bound.audience ?? "";
        return tokens(audience, signal);
      },
      born: (secrets) => maskNow(runner, secrets),
      warn: (text) => runner.annotate("warning", text),
      info: runner.info,
      debug: runner.debug,
      leave: async (leftover) => keeper.leave(leftover, ca),
      settle: async (leftover) => keeper.settle(leftover),
      borrow: async (input, signal) => {
        const source = bound.borrows().find((one) => one.input === input)?.source;
        if (source === undefined) throw new Failure("INTERNAL", `The input ${input} is no reference.`);
        if (source instanceof Failure) throw source;
        return await lend(input, source, signal);
      },
    };
    const bound = bind(provider, (read?.values ?? {}) as never, read?.given ?? false, host);
    return bound;
  });
  return {
    providers,
    sessions: { ...sessions, close: closeAll },
    tools: {
      http: loggedHttp(http, "cluster", runner),
      idToken: tokens,
      lend,
      born: (secrets) => maskNow(runner, secrets),
    },
  };
}

/** Whether reading has the store make something new. Who does not open says so when it is read. */
async function isMade({ at: [first] }: Located, sessions: Sessions, signal: AbortSignal): Promise<boolean> {
  if (first === undefined) return false;
  const session = await sessions.of(first.provider, signal).catch(() => undefined);
  return (await session?.creates?.(first.locator, signal)) ?? false;
}

/** Only lines of the input `secrets` may ask for that, and no dry run. */
const makes = (input: string): Failure =>
  new Failure("READ_CREATES", `The reference in the input ${input} has the store make something new.`, {
    at: { input },
    fix: `Name what the store keeps: ${input}: aws://liquid-hive/prod/age-key`,
  });

/** What an input's reference came to, where it came to no value. */
function lent(input: string, cause: Failure | undefined): Failure {
  const why = cause?.message ?? "There is no such value, or it is null.";
  return new Failure(cause?.code ?? "SECRET_NOT_FOUND", `The reference in the input ${input}: ${why}`, {
    at: { input },
    fix: cause?.fix ?? "Store the value under that name, or correct the reference.",
  });
}

/** A CA as text: of a file of the workspace, or as it is. Throws FILE_UNREADABLE. */
export function readCa(runner: Runner, caCert: string): string {
  if (isPem(caCert)) return caCert;
  const file = path.resolve(runner.workspace, caCert);
  const text = fs.statSync(file, { throwIfNoEntry: false })?.isFile() ? fs.readFileSync(file, "utf8") : "";
  if (isPem(text)) return text;
  throw new Failure("FILE_UNREADABLE", "The file of ca-cert is not there, or holds no PEM certificate.", {
    at: { input: "ca-cert" },
    fix: "ca-cert: path/to/ca.pem   # -----BEGIN CERTIFICATE-----",
  });
}

/** The file that `ca-cert` names, if it names one: it is read from the checkout as any other. */
export const caFiles = ({ caCert }: Inputs): string[] => (caCert === "" || isPem(caCert) ? [] : [caCert]);

/** A token that ends this soon is fetched anew: a wait at a cluster may be longer than its five minutes. */
const ENDS_SOON_MS = 60_000;
const MS_PER_SECOND = 1000;

/** One token an audience, as long as it is good. */
function heldTokens(
  request: (audience: string, signal: AbortSignal) => Promise<IdToken>,
): (audience: string, signal: AbortSignal) => Promise<IdToken> {
  const held = new Map<string, Promise<IdToken>>();
  const isGood = async (token: Promise<IdToken> | undefined): Promise<boolean> => {
    const exp = (await token)?.claims["exp"];
    return typeof exp !== "number" || exp * MS_PER_SECOND - ENDS_SOON_MS > systemClock.now();
  };
  return async (audience, signal) => {
    const present = held.get(audience);
    if (present !== undefined && (await isGood(present))) return present;
    // Several may have found the same one to be ending.
    const other = held.get(audience);
    if (other !== undefined && other !== present) return other;
    const fresh = request(audience, signal);
    held.set(audience, fresh);
    return fresh;
  };
}

async function fetchIdToken(
  runner: Runner,
  audience: string,
  http: Http,
  signal: AbortSignal,
): Promise<IdToken> {
  const { env } = runner;
  if (!env["ACTIONS_ID_TOKEN_REQUEST_URL"] || !env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]) {
    const { whyNoToken } = await import("../identity/unavailable.ts");
    throw whyNoToken(env, runner.event(), runner.face);
  }
  const [{ requestIdToken }, { shownClaims }] = await Promise.all([
    import("../identity/token.ts"),
    import("../identity/claims.ts"),
  ]);
  const token = await requestIdToken({ env, audience, http, clock: systemClock }, signal);
  maskNow(runner, [token.token]);
  for (const { name, value } of shownClaims(token.claims)) runner.debug(`oidc: ${name} ${value}`);
  return token;
}
