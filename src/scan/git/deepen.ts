import { byteReader } from "./byte-reader.ts";
import { fetchInto, type Want } from "./fetch.ts";
import { incomplete } from "./proof.ts";
import type { Range, RangePlan, Tip } from "./range.ts";
import type { Repository } from "./repository.ts";

/** As deep as git goes: everything. */
const ALL = 2_147_483_647;
const MIN_DEPTH = 8;
const MAX_DOUBLED = 1 << 20;
const NEWLINE = 10;

interface End extends Tip {
  /** The ref of our own that it is fetched to. */
  readonly as: string;
  /** Names to ask the server for, the best first. */
  readonly names: readonly string[];
}

interface Resolved {
  readonly end: End;
  readonly commit: string;
  /** The annotated tag that was named. */
  readonly tag: string | undefined;
}

/**
 * Makes a range of a plan: every end is fetched as it is now, then both sides are deepened, doubling, until no commit on
 * either side of the range is cut off and every object is there. Throws RANGE_INCOMPLETE where that cannot be reached: a
 * range that is not whole is never passed. specs: scanning, corrections.
 */
export async function resolveRange(
  repository: Repository,
  plan: RangePlan,
  signal: AbortSignal,
): Promise<Range> {
  const { mode, why } = plan;
  // A head is the very commit of the event; a base is what its branch is now, not what the event remembers of it.
  const heads = plan.heads.map((tip, index) => endOf(tip, `refs/scan/head-${index}`, [tip.id, tip.ref]));
  const bases = plan.bases.map((tip, index) => endOf(tip, `refs/scan/base-${index}`, [tip.ref ?? tip.id]));
  const config =
    plan.config === undefined
      ? []
      : [endOf({ ...plan.config, optional: true }, "refs/scan/config", [plan.config.ref ?? plan.config.id])];
  const first = mode === "history" ? ALL : Math.max(MIN_DEPTH, Math.min(plan.hint + 2, MAX_DOUBLED));
  const resolved = await resolveEnds(repository, [...heads, ...bases, ...config], first, signal);
  const of = (ends: readonly End[]) => resolved.filter(({ end }) => ends.includes(end));
  const [headsFound, basesFound] = [of(heads), of(bases)];
  const range: Range = {
    mode,
    why,
    heads: headsFound.map(({ commit }) => commit),
    bases: basesFound.map(({ commit }) => commit),
    tags: mode === "history" ? await repository.tags(signal) : headsFound.flatMap(({ tag }) => tag ?? []),
    config: (of(config)[0] ?? basesFound[0])?.commit,
  };
  if (mode === "none") return range;
  const wants = [...headsFound, ...basesFound].map(({ end, commit }) => ({ what: commit, as: end.as }));
  await deepen(repository, range, wants, first, signal);
  await completeObjects(repository, range, wants, signal);
  return range;
}

const endOf = (tip: Tip, as: string, names: readonly (string | undefined)[]): End => ({
  ...tip,
  as,
  names: names.filter((name) => name !== undefined),
});

async function resolveEnds(
  repository: Repository,
  ends: readonly End[],
  first: number,
  signal: AbortSignal,
): Promise<Resolved[]> {
  if (repository.source === undefined) return resolveAlone(repository, ends, signal);
  const before = await idsOf(
    repository,
    ends.map(({ id }) => id ?? ""),
    signal,
  );
  const cut = repository.shallow().size > 0;
  // What an id alone names needs no asking where all is there; a branch is always asked, since it moves.
  const asked = ends.filter((end, index) => cut || end.names[0] !== end.id || before[index] === undefined);
  const wantOf = (end: End, name: string): Want => ({ what: name, as: end.as });
  const depth = cut ? { depth: first } : {};
  const wants = asked.flatMap((end) => end.names.slice(0, 1).map((name) => wantOf(end, name)));
  if (wants.length > 0 && !(await fetchInto(repository, wants, depth, signal)))
    for (const end of asked)
      for (const name of end.names)
        if (await fetchInto(repository, [wantOf(end, name)], depth, signal)) break;
  const names = ends.flatMap((end) => [asked.includes(end) ? end.as : (end.id ?? ""), end.id ?? ""]);
  const ids = await idsOf(repository, names, signal);
  return ends.flatMap((end, index) => {
    // A ref that was fetched on the way to a head may have moved on: only the event's own commit counts. A base is
    // what its branch is now.
    const moves = end.ref !== undefined && !isHead(end);
    const own = ids[2 * index + (moves || end.id === undefined ? 0 : 1)];
    return found(end, own);
  });
}

/** With nobody to ask: what the event says, else what the checkout remembers of the branch. */
async function resolveAlone(
  repository: Repository,
  ends: readonly End[],
  signal: AbortSignal,
): Promise<Resolved[]> {
  const names: string[] = [];
  for (const { id, ref } of ends) {
    const remembered = ref?.replace(/^refs\/heads\//, "refs/remotes/origin/");
    const known = async (name = ""): Promise<string | undefined> => repository.commitNamed(name, signal);
    names.push(id ?? (await known(remembered)) ?? (await known(ref)) ?? "");
  }
  const ids = await idsOf(repository, names, signal);
  return ends.flatMap((end, index) => found(end, ids[index]));
}

/** An end as it is known; none for one that is optional. Throws RANGE_INCOMPLETE for any other that is not there. */
function found(end: End, own: Omit<Resolved, "end"> | undefined): Resolved[] {
  if (own !== undefined) return [{ end, ...own }];
  if (end.optional === true) return [];
  const what = isHead(end) ? "The commit of the event" : "The base";
  throw incomplete(`${what} (${end.ref ?? end.id ?? "unnamed"}) is not there and cannot be fetched.`);
}

const isHead = (end: End): boolean => end.as.startsWith("refs/scan/head-");

/** The commit that each name leads to, and the tag that it names. */
async function idsOf(
  repository: Repository,
  names: readonly string[],
  signal: AbortSignal,
): Promise<readonly ({ commit: string; tag: string | undefined } | undefined)[]> {
  // "0" is no object of any repository, and keeps the answers in step with the names.
  const input = names.map((name) => `${name || "0"}\n${name || "0"}^{commit}\n`).join("");
  if (names.every((name) => name === "")) return names.map(() => undefined);
  const { stdout } = await repository.answer(["cat-file", "--batch-check"], signal, { input });
  const answers = stdout.toString("latin1").split("\n");
  return names.map((_, index) => {
    const [id, kind] = (answers[2 * index] ?? "").split(" ");
    const [commit, type] = (answers[2 * index + 1] ?? "").split(" ");
    if (commit === undefined || type !== "commit") return undefined;
    return { commit, tag: kind === "tag" ? id : undefined };
  });
}

async function deepen(
  repository: Repository,
  range: Range,
  wants: readonly Want[],
  first: number,
  signal: AbortSignal,
): Promise<void> {
  let depth = first;
  for (;;) {
    if (await isWhole(repository, range, signal)) return;
    depth = depth * 2 > MAX_DOUBLED ? ALL : depth * 2;
    if (!(await fetchInto(repository, wants, { depth }, signal)))
      throw incomplete("The checkout is shallow, and the commits that it lacks cannot be fetched.");
    if (depth === ALL && !(await isWhole(repository, range, signal)))
      throw incomplete("The base repository itself is shallow: not every commit can be read.");
  }
}

/**
 * Whether the range is the same that a full clone would have. A commit without parents in it is cut off, or lies below a
 * cut of the other side: with a shallow list, only a walk that ends in commits that both sides have is believed.
 */
async function isWhole(repository: Repository, range: Range, signal: AbortSignal): Promise<boolean> {
  if (repository.shallow().size === 0) return true;
  if (range.bases.length === 0)
    return !(await hasEnd(repository, range.heads, [], repository.shallow(), signal));
  return (
    !(await hasEnd(repository, range.heads, range.bases, undefined, signal)) &&
    !(await hasEnd(repository, range.bases, range.heads, undefined, signal))
  );
}

/** Whether a walk meets a commit without parents (of `among`, if that is given), or one that is not there. */
async function hasEnd(
  repository: Repository,
  from: readonly string[],
  without: readonly string[],
  among: ReadonlySet<string> | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  const child = repository.run(["rev-list", "--parents", ...from, "--not", ...without], signal);
  child.stdin.end();
  const reader = byteReader(child.stdout);
  for (;;) {
    const line = (await reader.until(NEWLINE))?.toString("latin1");
    if (line === undefined) return (await child.ended).status !== 0;
    if (among === undefined ? !line.includes(" ") : among.has(line)) {
      child.kill();
      return true;
    }
  }
}

/** A checkout without some of its blobs gets them before anything is read. */
async function completeObjects(
  repository: Repository,
  range: Range,
  wants: readonly Want[],
  signal: AbortSignal,
): Promise<void> {
  if (!repository.partial) return;
  const depth = repository.shallow().size > 0 ? { depth: MAX_DOUBLED } : {};
  if (
    (await lacksObjects(repository, range, signal)) &&
    !(await fetchInto(repository, wants, { ...depth, again: true }, signal))
  )
    throw incomplete("The checkout is a partial clone, and the objects that it lacks cannot be fetched.");
}

async function lacksObjects(repository: Repository, range: Range, signal: AbortSignal): Promise<boolean> {
  const args = [
    "rev-list",
    "--objects",
    "--missing=print",
    "--no-object-names",
    ...range.heads,
    "--not",
    ...range.bases,
  ];
  const child = repository.run(args, signal);
  child.stdin.end();
  const reader = byteReader(child.stdout);
  for (;;) {
    const line = await reader.until(NEWLINE);
    if (line === undefined) return (await child.ended).status !== 0;
    if (line[0] === 63) {
      child.kill();
      return true;
    }
  }
}
