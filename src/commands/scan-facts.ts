import type { RangeFacts, RangeFinding, SuppressedFinding } from "../report/scanned.ts";
import type { RunnerEvent } from "../runner/runner.ts";
import type { Mark } from "../scan/fingerprint.ts";
import type { Range } from "../scan/git/range.ts";
import type { ScanInputs } from "../scan/inputs.ts";
import { blocks } from "../scan/level.ts";
import { maskOf } from "../scan/mask.ts";
import { SUPPRESSIONS_FILE, type Suppression } from "../scan/suppress/own.ts";
import { staleTexts, type Suppressor } from "../scan/suppress/own-match.ts";
import type { FoundInRange, RangeScan } from "./scan-range.ts";

/** What each rule is called, and where its tokens are revoked. */
export type RuleNames = ReadonlyMap<string, { readonly what: string; readonly revoke?: string }>;

interface Run {
  readonly event: RunnerEvent;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly inputs: ScanInputs;
  readonly rules: RuleNames;
}

/** What came of a scan, as it is told: without any secret, also where a path or an author's name holds one. Pure. */
export function rangeFacts(
  { found, proof, policy }: RangeScan,
  range: Range,
  { event, env, inputs, rules }: Run,
  fingerprint: (mark: Mark) => string,
  suppressor: Suppressor | undefined,
): RangeFacts {
  const masked = maskOf(found.flatMap(({ raw, finding }) => [raw, finding.secret]));
  const counts = new Map<string, number>();
  const told = found.map((one): Told => {
    const { finding, change, start, end, line, inBase } = one;
    const rule = rules.get(finding.rule);
    const path = masked(change.path);
    const key = JSON.stringify([finding.rule, path, line]);
    const occurrence = (counts.get(key) ?? 0) + 1;
    counts.set(key, occurrence);
    const known = suppressor?.match({ rule: finding.rule, path: change.path, secret: finding.secret });
    const by = known === undefined ? silencedBy(one, inputs) : `${SUPPRESSIONS_FILE} entry ${known.entry}`;
    return {
      by,
      known,
      added: known === undefined && one.inlineAdded,
      finding: {
        path,
        ...(path === change.path ? {} : { pathMasked: true }),
        line: start.line,
        column: start.column,
        endLine: end.line,
        endColumn: end.column,
        rule: finding.rule,
        what: rule?.what ?? finding.rule,
        level: finding.level,
        sight: masked(finding.sight),
        decoded: finding.decoded.map(masked),
        facts: Object.fromEntries(Object.entries(finding.facts).map(([name, text]) => [name, masked(text)])),
        reason: finding.reason,
        blocks: !inBase && by === undefined && blocks(finding.level, inputs.failOn),
        kind:
          change.kind === "message" || change.kind === "tag"
            ? "message"
            : change.kind === "name"
              ? "name"
              : "file",
        commit: change.commit?.id ?? "",
        author: masked(change.commit?.author ?? ""),
        date: change.commit?.date ?? "",
        status: inBase ? "in the base already" : "new",
        ...(rule?.revoke === undefined ? {} : { revoke: rule.revoke }),
        fingerprint: fingerprint({ rule: finding.rule, path, line, occurrence }),
      },
    };
  });
  const open = told.filter(({ by }) => by === undefined).map(({ finding }) => finding);
  return {
    mode: range.mode,
    event: event.name,
    why: range.why,
    head: range.heads[0] ?? "",
    base: range.bases[0] ?? "",
    ...urlOf(env),
    proof: {
      commits: proof.commits,
      merges: proof.merges,
      blobs: proof.blobs,
      bytes: proof.bytes,
      complete: proof.complete,
      skipped: [
        ...proof.skipped.map(({ path, why }) => ({ path: masked(path), why })),
        ...proof.lfs.map(({ path }) => ({
          path: masked(path),
          why: "a pointer of Git LFS: its content is not in the repository",
        })),
        ...proof.submodules.map(({ path }) => ({
          path: masked(path),
          why: "a submodule: another repository",
        })),
      ],
    },
    findings: open.filter(({ status }) => status === "new"),
    listed: open.filter(({ status }) => status !== "new"),
    suppressed: told.flatMap(({ finding, by, known, added }): SuppressedFinding[] =>
      by === undefined
        ? []
        : [
            {
              ...finding,
              by,
              ...(known === undefined ? {} : { why: masked(known.reason) }),
              ...(added ? { addedBy: finding.author } : {}),
            },
          ],
    ),
    unusedSuppressions:
      suppressor === undefined
        ? []
        : staleTexts(suppressor, SUPPRESSIONS_FILE, range.mode === "tree" || range.mode === "history"),
    changedPolicy: policy.map(masked),
    rules: rules.size - inputs.disableRules.length,
    failOn: inputs.failOn,
    notes: [],
  };
}

interface Told {
  readonly finding: RangeFinding;
  /** What silences it. */
  readonly by: string | undefined;
  /** The entry of the base's file, where that does. */
  readonly known: Suppression | undefined;
  /** Whether the range itself brings the comment that does. */
  readonly added: boolean;
}

/** The inline comment that silences a finding, where those that the range adds may. */
const silencedBy = ({ inline, inlineAdded }: FoundInRange, { newInline }: ScanInputs): string | undefined =>
  newInline === "obey" || !inlineAdded ? inline?.kind : undefined;

function urlOf(env: Run["env"]): { url?: string } {
  const [server, repository] = [env["GITHUB_SERVER_URL"], env["GITHUB_REPOSITORY"]];
  return server && repository ? { url: `${server}/${repository}` } : {};
}
