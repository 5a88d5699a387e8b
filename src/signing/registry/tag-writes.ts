import type { Clock } from "../../kernel/clock.ts";
import { Failure } from "../../kernel/errors.ts";
import type { HttpAnswer } from "../../kernel/http.ts";
import { waitAsked } from "./rate-limit.ts";
import { type Content, isWritten, type Manifest } from "./content.ts";
import { digestOf, type Raw } from "./descriptor.ts";
import { failedWith, refused } from "./failures.ts";
import { hashedKey, type ShapeName, TAG_SHAPES } from "./tag-shape.ts";
import { printTarget, type Target } from "./target.ts";

/** A tag that this run adds to, and all that it knows to belong there. */
export interface TagWrite {
  readonly target: Target;
  readonly tag: string;
  readonly shape: ShapeName;
  /** By key: what this run added. */
  readonly own: Map<string, Raw>;
  /** By key: that, and what was seen there since: what was overwritten by others is put back too. */
  readonly known: Map<string, Raw>;
  /** The manifest that is being put, while nobody knows whether it gets there. */
  underway: string | undefined;
  /** The one that was put last, and when. */
  put: string | undefined;
  putAt: number;
  /** The longest time that passed between a read and the write after it. */
  windowMs: number;
}

/** Whether the tag has what was to be added, or can never get it. */
export type Written = "written" | "immutable";

const ATTEMPTS = 12;
const BASE_MS = 100;
const CAP_MS = 5_000;
/** Of an answer to a write of a tag that is there already. */
const IMMUTABLE =
  /TAG_INVALID|ImageTagAlreadyExists|immutable|already exists|cannot be overwritten|overwrite/i;
const REFUSALS: ReadonlySet<number> = new Set([400, 403, 405, 409, 412]);
const PASSING: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504, 522]);

export const newTagWrite = (target: Target, tag: string, shape: ShapeName): TagWrite => ({
  target,
  tag,
  shape,
  own: new Map(),
  known: new Map(),
  underway: undefined,
  put: undefined,
  putAt: 0,
  windowMs: 0,
});

/** Reads the tag. Returns what is missing there of what is known. */
export async function missingFrom(
  write: TagWrite,
  content: Content,
  signal: AbortSignal,
): Promise<{
  readonly current: Manifest | undefined;
  readonly entries: Map<string, Raw>;
  readonly missing: number;
}> {
  const { target, tag, known } = write;
  const shape = TAG_SHAPES[write.shape];
  const current = await content.getManifest(target, tag, signal);
  const entries = new Map<string, Raw>();
  for (const entry of current === undefined ? [] : shape.entriesOf(current, target.registry))
    entries.set(shape.keyOf(entry), entry);
  const missing = [...known.keys()].filter((key) => !entries.has(key)).length;
  return { current, entries, missing };
}

/** What `bringIn` has beside a registry. */
export interface Telling {
  readonly clock: Clock;
  /** Is told of each write before it begins: the process may not live to see its end. */
  readonly announce: (pending: PendingTag) => void;
}

/**
 * Brings all that is known into the tag: reads, adds, writes, with If-Match where the registry gives an ETag, and again where
 * that failed. Nothing of others is dropped. Returns whether it is there now, which says nothing about a moment later.
 * @throws Failure REGISTRY_REFUSED, REGISTRY_UNREACHABLE or REGISTRY_ANSWER_INVALID.
 */
export async function bringIn(
  write: TagWrite,
  content: Content,
  { clock, announce }: Telling,
  signal: AbortSignal,
): Promise<Written> {
  const { target, tag, known, own } = write;
  const shape = TAG_SHAPES[write.shape];
  for (let attempt = 1; ; attempt += 1) {
    const readAt = clock.now();
    const { current, entries, missing } = await missingFrom(write, content, signal);
    if (missing === 0) {
      if (current !== undefined && write.put !== current.digest) {
        write.put = current.digest;
        announce(pendingOf(write));
      }
      return "written";
    }
    const all = new Map([...entries, ...known]);
    const bytes = await shape.build(current, [...all.values()], target, content, signal);
    write.underway = digestOf(bytes);
    announce(pendingOf(write));
    const put = await content
      .putTag(target, tag, { bytes, mediaType: shape.mediaType, ifMatch: current?.etag }, signal)
      .catch((error: unknown) => lostAnswer(error, attempt));
    // Also of a write whose answer was lost: it may have been done.
    write.putAt = clock.now();
    write.windowMs = Math.max(write.windowMs, write.putAt - readAt);
    if (put !== undefined && isWritten(put)) {
      for (const [key, entry] of entries) known.set(key, entry);
      write.put = digestOf(bytes);
      return "written";
    }
    const isFixed = put !== undefined && REFUSALS.has(put.status) && saysImmutable(put);
    if (isFixed && current !== undefined) return "immutable";
    if (put?.status === 403 && !isFixed) throw refused(target, "pull,push", true, 403);
    const isForeign = [...known.keys()].some((key) => !entries.has(key) && !own.has(key));
    if (attempt < ATTEMPTS && (put?.status === 400 || put?.status === 404) && isForeign && !isFixed) {
      // What another added and deleted again: the registry does not take it back.
      known.clear();
      for (const [key, entry] of own) known.set(key, entry);
      continue;
    }
    // A tag that may not change and was not there a moment ago is another's by now.
    const passes = put === undefined || isFixed || passesBy(put);
    if (attempt === ATTEMPTS || !passes) throw put === undefined ? crowded(write) : failureOf(put, write);
    const asked = put === undefined ? undefined : waitAsked(put, clock.now());
    const wait = Math.random() * Math.min(CAP_MS, BASE_MS * 2 ** attempt);
    await clock.sleep(Math.max(wait, Math.min(asked ?? 0, 60_000)), signal);
  }
}

const passesBy = ({ status }: HttpAnswer): boolean =>
  status < 300 || status === 409 || status === 412 || PASSING.has(status);

const failureOf = (answer: HttpAnswer, write: TagWrite): Failure =>
  answer.status === 412 || answer.status === 409 ? crowded(write) : failedWith(answer, write.target.registry);

/** A write without an answer may have been done: reading it again tells. */
function lostAnswer(error: unknown, attempt: number): undefined {
  if (attempt < ATTEMPTS && error instanceof Failure && error.code === "REGISTRY_UNREACHABLE")
    return undefined;
  throw error;
}

const saysImmutable = ({ body }: HttpAnswer): boolean =>
  IMMUTABLE.test(Buffer.from(body.subarray(0, 8_192)).toString("latin1"));

/** The failure for a tag that others write so often that nothing stays. */
export const crowded = ({ target, tag, shape }: TagWrite): Failure =>
  new Failure(
    "REGISTRY_UNREACHABLE",
    `${printTarget(target)}:${tag} is written by so many at once that what this run added does not stay there.`,
    {
      fix: `Sign one image in one job at a time, with a concurrency group, and run this job again.${
        shape === "index" ? " A registry with the referrers API has no such tag." : ""
      }`,
    },
  );

/** What a later step needs to look again: no signature, no certificate. */
export interface PendingTag extends Target {
  readonly tag: string;
  readonly shape: ShapeName;
  /** Manifests in which they are, the newest first, which may never have got there. */
  readonly puts: readonly string[];
  /** Hashes of what was added. */
  readonly own: readonly string[];
}

/** Of a tag that is written, or about to be. */
export const pendingOf = ({ target, tag, shape, underway, put, own }: TagWrite): PendingTag => ({
  ...target,
  tag,
  shape,
  puts: [...new Set([underway, put].filter((digest) => digest !== undefined))],
  own: [...own.values()].map((entry) => hashedKey(TAG_SHAPES[shape], entry)),
});

/**
 * The tag as an earlier process left it. Its entries come from the manifests that it put, which the registry still has under
 * their digests. Returns also how many of them it has in none.
 */
export async function revived(
  { registry, repository, tag, shape, puts, own }: PendingTag,
  content: Content,
  signal: AbortSignal,
): Promise<{ readonly write: TagWrite; readonly lost: number }> {
  const write = newTagWrite({ registry, repository }, tag, shape);
  const { entriesOf, keyOf } = TAG_SHAPES[shape];
  for (const put of puts) {
    const manifest = await content.getManifest(write.target, put, signal);
    for (const entry of manifest === undefined ? [] : entriesOf(manifest, registry)) {
      if (!own.includes(hashedKey(TAG_SHAPES[shape], entry))) continue;
      write.own.set(keyOf(entry), entry);
      write.known.set(keyOf(entry), entry);
      write.put ??= put;
    }
    if (write.own.size === own.length) break;
  }
  return { write, lost: own.length - write.own.size };
}

/** The failure for what a process ended before it had put it. */
export const cutShort = ({ write, lost }: { readonly write: TagWrite; readonly lost: number }): Failure =>
  new Failure(
    "NOT_PUBLISHED",
    `${printTarget(write.target)}:${write.tag} lacks ${lost === 1 ? "a signature" : `${lost} signatures`} of this run, which ended before that was written.`,
    { fix: "Sign again, or publish the bundles of this run (input publish)." },
  );
