import { Failure } from "../../kernel/errors.ts";
import type { SigningServices } from "../instance.ts";
import {
  signingConfigShape,
  type ListedService,
  type Selector,
  type SigningConfig,
} from "./signing-config.ts";

const FULCIO_VERSIONS = [1];
const LOG_VERSIONS = [2, 1];
const TIMESTAMP_VERSIONS = [1];

export interface Wish {
  /** Image signatures of the old scheme hold a Rekor 1 entry. */
  readonly logVersion?: 1;
  /** The same log where there is one, else any. */
  readonly preferLog?: 1;
  /** Without any log: timestamps only. */
  readonly noLog?: boolean;
}

/**
 * The services of a signing config that are valid now, newest version first, then the one that began last. One whose
 * time has not come, or is over, is never chosen.
 * @param now ms since the epoch
 * @throws Failure TRUST_ROOT_INVALID where there are too few, SIGNING_REFUSED where the wish cannot be met
 */
export function chooseServices(
  config: SigningConfig,
  name: string,
  now: number,
  wish: Wish = {},
): SigningServices {
  const [fulcio] = ranked(config.fulcio, FULCIO_VERSIONS, now);
  if (fulcio === undefined) throw none(name, "Fulcio", config.fulcio, now);
  const timestamps =
    config.timestamps.length === 0
      ? []
      : select(
          config.timestamps,
          TIMESTAMP_VERSIONS,
          config.timestampSelector,
          now,
          name,
          "timestamp authority",
        );
  const log = wish.noLog === true ? undefined : chooseLog(config, name, now, wish);
  if (log?.version !== 1 && timestamps.length === 0)
    throw signingConfigShape(name).invalid(
      log === undefined
        ? "lists no log to write to and no timestamp authority: nothing would say when it was signed"
        : "lists no timestamp authority, and Rekor 2 gives no time of its own",
    );
  return { fulcio: fulcio.url, log, timestamps: timestamps.map(({ url }) => url) };
}

function chooseLog(config: SigningConfig, name: string, now: number, wish: Wish): SigningServices["log"] {
  if (config.logs.length === 0) {
    if (wish.logVersion !== undefined) throw noOldLog(name);
    return undefined;
  }
  const versions = wish.logVersion === undefined ? LOG_VERSIONS : [wish.logVersion];
  const fitting = config.logs.filter(({ version }) => versions.includes(version));
  if (wish.logVersion !== undefined && ranked(fitting, versions, now).length === 0) throw noOldLog(name);
  const old = ranked(fitting, [1], now).length > 0;
  const wanted = wish.preferLog === 1 && old ? [1] : versions;
  const [log, ...more] = select(fitting, wanted, config.logSelector, now, name, "Rekor log");
  if (more.length > 0)
    throw signingConfigShape(name).invalid(
      `asks for entries in ${more.length + 1} logs; here each signature gets one`,
    );
  return { url: log.url, version: log.version === 2 ? 2 : 1 };
}

type AtLeastOne = readonly [ListedService, ...ListedService[]];

function select(
  services: readonly ListedService[],
  versions: readonly number[],
  selector: Selector,
  now: number,
  name: string,
  what: string,
): AtLeastOne {
  const [first, ...rest] = ranked(services, versions, now);
  if (first === undefined) throw none(name, what, services, now);
  if (selector.kind === "ANY") return [first];
  const operators = new Set([first.operator]);
  const others = rest.filter(({ operator }) => !operators.has(operator) && operators.add(operator));
  const wanted = selector.kind === "EXACT" ? selector.count : operators.size;
  if (operators.size < wanted)
    throw signingConfigShape(name).invalid(
      `asks for ${wanted} operators of a ${what}, and lists ${operators.size} that can be used now`,
    );
  return [first, ...others.slice(0, wanted - 1)];
}

/** Those that can be used now, best first. The end belongs to the time. */
const ranked = (
  services: readonly ListedService[],
  versions: readonly number[],
  now: number,
): readonly ListedService[] =>
  services
    .filter(({ version, start, end }) => {
      const begun = start.getTime() <= now && (end === undefined || now <= end.getTime());
      return begun && versions.includes(version);
    })
    .toSorted((a, b) => b.version - a.version || b.start.getTime() - a.start.getTime());

function none(name: string, what: string, listed: readonly ListedService[], now: number): Failure {
  const times = listed.map(({ start, end }) =>
    start.getTime() > now
      ? "begins later"
      : end !== undefined && end.getTime() < now
        ? "is over"
        : "is of a version not known here",
  );
  const why = times.length === 0 ? "" : ` (of ${times.length} each ${[...new Set(times)].join(" or ")})`;
  return signingConfigShape(name).invalid(`lists no ${what} that can be used now${why}`);
}

const noOldLog = (name: string): Failure =>
  new Failure(
    "SIGNING_REFUSED",
    `The signing config ${name} lists no Rekor 1 log that can be used now, and image signatures of the old scheme need one.`,
    { fix: "Sign images in the new scheme only, or name a Rekor 1 log:\nrekor-url: https://HOST" },
  );
