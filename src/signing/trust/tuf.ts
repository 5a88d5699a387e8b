import fs from "node:fs";
import path from "node:path";
import { Updater } from "tuf-js";
import { Failure } from "../../kernel/errors.ts";
import type { SigningHost } from "../host.ts";
import { OFFLINE, tufFetcher } from "./fetcher.ts";

/** A TUF repository, with the root from which its trust begins. */
export interface TufRepository {
  readonly url: URL;
  readonly root: Uint8Array;
}

/** Roots are rotated a few times a year; a server that has ever one more is none. */
const MAX_ROTATIONS = 64;
const MAX_DELEGATIONS = 8;
const MAX_TARGET_BYTES = 1024 * 1024;

/**
 * Reads targets of a TUF repository, as the specification's client workflow: from the given root over every newer
 * one to timestamp, snapshot and targets, all signed, none expired. Each run begins at the given root again and
 * keeps nothing: what another job left on the machine is not trusted. Against a rollback stand therefore the root's
 * version and the expiry of what it signs, not the memory of an earlier run.
 * @returns each target's bytes; undefined for one that the repository does not list
 * @throws Failure TRUST_ROOT_UNAVAILABLE where no fresh answer was got, TRUST_ROOT_INVALID where one was wrong
 * @see https://theupdateframework.github.io/specification/latest/#detailed-client-workflow
 */
export async function readTargets(
  { url, root }: TufRepository,
  names: readonly string[],
  host: Pick<SigningHost, "http" | "clock" | "temp">,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Uint8Array | undefined>> {
  const folder = fs.mkdtempSync(path.join(host.temp, "tuf-"));
  const fetcher = tufFetcher(host, folder, signal);
  try {
    fs.writeFileSync(path.join(folder, "root.json"), root, { mode: 0o600 });
    const updater = new Updater({
      metadataDir: folder,
      metadataBaseUrl: url.href,
      targetDir: folder,
      targetBaseUrl: new URL("targets", url.href.endsWith("/") ? url : `${url.href}/`).href,
      fetcher,
      config: { maxRootRotations: MAX_ROTATIONS, maxDelegations: MAX_DELEGATIONS },
    });
    await updater.refresh();
    const found = new Map<string, Uint8Array | undefined>();
    for (const name of names) found.set(name, await readTarget(updater, name, folder));
    return found;
  } catch (error) {
    if (signal.aborted) throw isTimeout(signal.reason) ? tooLate(url) : signal.reason;
    throw fetcher.failure() ?? failureOf(error, url);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const isTimeout = (reason: unknown): boolean => reason instanceof Error && reason.name === "TimeoutError";

const tooLate = (url: URL): Failure =>
  new Failure("TRUST_ROOT_UNAVAILABLE", `The TUF repository ${url.origin} did not answer in time.`, {
    fix: `Run the job again, or raise the input timeout.\n${OFFLINE}`,
  });

async function readTarget(updater: Updater, name: string, folder: string): Promise<Uint8Array | undefined> {
  const info = await updater.getTargetInfo(name);
  if (info === undefined) return undefined;
  if (info.length > MAX_TARGET_BYTES) throw new Error("too long");
  const file = path.join(folder, "target");
  await updater.downloadTarget(info, file);
  return fs.readFileSync(file);
}

/** What tuf-js throws, by words of its text: its classes are lost on the way through wrapping ones. */
const CAUSES: readonly (readonly [RegExp, string, "TRUST_ROOT_UNAVAILABLE" | "TRUST_ROOT_INVALID"])[] = [
  [/expired/i, "its metadata is expired", "TRUST_ROOT_UNAVAILABLE"],
  [/not there/, "a file that must be there is missing", "TRUST_ROOT_UNAVAILABLE"],
  [
    /expected version|less than (?:current )?version|less than current|equal to current|match snapshot version|match timestamp|version of/i,
    "it serves an older or another version than it announces",
    "TRUST_ROOT_INVALID",
  ],
  [/was signed by|verif|signature|threshold/i, "a signature in it is wrong or missing", "TRUST_ROOT_INVALID"],
  [/hash|length/i, "a file is not the one that its metadata describes", "TRUST_ROOT_INVALID"],
];

function failureOf(error: unknown, url: URL): Failure {
  if (error instanceof Failure) return error;
  const text = error instanceof Error ? error.message : "";
  const [, what, code] = CAUSES.find(([words]) => words.test(text)) ?? [
    undefined,
    "its metadata cannot be read",
    "TRUST_ROOT_INVALID" as const,
  ];
  return new Failure(code, `The TUF repository ${url.origin} is not to be trusted now: ${what}.`, {
    fix:
      code === "TRUST_ROOT_UNAVAILABLE"
        ? `Run the job again; check the clock of this runner. If it stays so, the repository itself is stale.\n${OFFLINE}`
        : `Something between this runner and the repository changes answers, or tuf-root belongs to another repository.\n${OFFLINE}`,
  });
}
