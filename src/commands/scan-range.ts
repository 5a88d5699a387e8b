import { Failure } from "../kernel/errors.ts";
import type { Changed } from "../scan/git/changed.ts";
import { treeEntries } from "../scan/git/entries.ts";
import { objectStream } from "../scan/git/blobs.ts";
import { type ByteRange, type Range, touches } from "../scan/git/range.ts";
import type { Repository } from "../scan/git/repository.ts";
import { walk } from "../scan/git/walk.ts";
import type { Engine, Finding, ScanOptions } from "../scan/finding.ts";
import type { Proof } from "../scan/git/proof.ts";
import type { InlineComment, InlinePlace } from "../scan/suppress/inline.ts";

export interface ScanRangeParts {
  readonly engine: Engine;
  readonly repository: Repository;
  readonly options: ScanOptions;
  readonly positionOf: (
    bytes: Uint8Array,
    offset: number,
  ) => { readonly line: number; readonly column: number };
  /** Of a file which inline comment silences a finding. */
  readonly silenced: (bytes: Uint8Array) => (place: InlinePlace) => InlineComment | undefined;
  /** The lines of a span without any secret: what its fingerprint is made of. */
  readonly maskedLine: (bytes: Uint8Array, span: ByteRange, others: readonly ByteRange[]) => string;
  readonly progress: (commits: number, bytes: number) => void;
}

/** A finding in what a range brings, with its secret: in memory only. */
export interface FoundInRange {
  readonly finding: Finding;
  /** As it stands in the file, where it may be encoded. */
  readonly raw: Buffer;
  readonly change: Pick<Changed, "kind" | "path" | "commit" | "id">;
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
  /** Its lines without any secret. */
  readonly line: string;
  /** The inline comment that silences it, and whether the range itself adds that. */
  readonly inline: InlineComment | undefined;
  readonly inlineAdded: boolean;
  /** Whether the base's tree holds the same bytes. */
  readonly inBase: boolean;
}

export interface RangeScan {
  readonly found: readonly FoundInRange[];
  readonly proof: Proof;
  /** Files of the range that steer the check itself, and workflows that use it. */
  readonly policy: readonly string[];
}

/** What steers a check, by name. */
const POLICY =
  /(?:^|\/)(?:\.gitleaks\.toml|\.gitleaksignore|\.betterleaks\.toml|\.betterleaksignore|\.secrets\.baseline)$|^\.github\/secret-scan\.json$/;
const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/;
const OURS = Buffer.from("secrets-action/scan");
/** A range with more is not read to its end by a person either. */
const MAX_FOUND = 10_000;
const MAX_BASE_BLOB = 16 * 1024 * 1024;

type Placed = Omit<FoundInRange, "change" | "inBase" | "inlineAdded">;

/**
 * Scans everything that a range brings; of each file only what is new in it counts. Throws LIMIT_EXCEEDED where the range
 * cannot be read whole.
 */
export async function scanRange(
  parts: ScanRangeParts,
  range: Range,
  signal: AbortSignal,
): Promise<RangeScan> {
  const { repository, engine, options } = parts;
  const { changes, proof } = walk(repository, range, signal);
  /** Of blobs that had findings: they come by again where another commit moves lines around them. */
  const known = new Map<string, readonly Placed[]>();
  const found = new Map<string, FoundInRange>();
  const policy = new Set<string>();
  for await (const change of changes) {
    const { bytes, path, id, kind, commit } = change;
    if (kind === "file" && (POLICY.test(path) || (WORKFLOW.test(path) && bytes?.includes(OURS))))
      policy.add(path);
    const key = `${id}\0${path}\0${kind}`;
    const placed =
      bytes === undefined ? (known.get(key) ?? []) : placedIn(parts, engine, path, bytes, options);
    parts.progress(proof().commits, proof().bytes);
    if (placed.length === 0) continue;
    known.set(key, placed);
    const added = await change.added();
    for (const one of placed) {
      if (!touches(added, one.finding.matchStart, one.finding.matchEnd)) continue;
      // The first commit that brought it is the one to name.
      const same = `${one.finding.rule}\0${path}\0${one.raw.toString("latin1")}`;
      if (found.has(same)) continue;
      const inlineAdded = one.inline !== undefined && touches(added, one.inline.start, one.inline.end);
      found.set(same, { ...one, change: { kind, path, commit, id }, inBase: false, inlineAdded });
      if (found.size > MAX_FOUND)
        throw new Failure("LIMIT_EXCEEDED", `The range holds more than ${MAX_FOUND} findings.`, {
          fix: "disable-rules: the rule that finds them   # or a baseline: secrets-action scan --baseline",
        });
    }
  }
  const all = [...found.values()];
  const [base] = range.bases;
  const old =
    base === undefined || all.length === 0 ? new Set<string>() : await inTree(repository, base, all, signal);
  return {
    found: all.map((one) => ({ ...one, inBase: old.has(one.raw.toString("latin1")) })),
    proof: proof(),
    policy: [...policy].sort(),
  };
}

function placedIn(
  { positionOf, silenced, maskedLine }: ScanRangeParts,
  engine: Engine,
  path: string,
  bytes: Buffer,
  options: ScanOptions,
): Placed[] {
  const findings = engine.scan({ path, bytes }, options);
  if (findings.length === 0) return [];
  const silencing = silenced(bytes);
  return findings.map((finding) => {
    const { rule, level } = finding;
    const start = positionOf(bytes, finding.start);
    const end = positionOf(bytes, finding.end);
    return {
      finding,
      // A copy: the blob itself is not kept.
      raw: Buffer.from(bytes.subarray(finding.start, finding.end)),
      start,
      end,
      line: maskedLine(bytes, finding, findings),
      inline: silencing({ rule, level, line: start.line, endLine: end.line }),
    };
  });
}

/** Which of the secrets stand in the base's tree, as they stand in the range. Only asked where there are findings. */
async function inTree(
  repository: Repository,
  commit: string,
  found: readonly FoundInRange[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const wanted = new Map(found.map(({ raw }) => [raw.toString("latin1"), raw]));
  const present = new Set<string>();
  const objects = objectStream(repository, MAX_BASE_BLOB, signal);
  const seen = new Set<string>();
  let pending = 0;
  const look = async (): Promise<void> => {
    pending -= 1;
    const { bytes } = await objects.next();
    if (bytes === undefined) return;
    for (const [text, raw] of wanted)
      if (bytes.includes(raw)) {
        present.add(text);
        wanted.delete(text);
      }
  };
  for await (const { id, mode } of treeEntries(repository, repository.emptyTree, commit, signal)) {
    if (seen.has(id) || mode === SUBMODULE) continue;
    seen.add(id);
    objects.ask(id);
    pending += 1;
    if (pending > AHEAD) await look();
  }
  while (pending > 0) await look();
  await objects.end();
  return present;
}

const SUBMODULE = "160000";
const AHEAD = 256;
