import type { RangePlan, Tip } from "./range.ts";

/** What a runner knows of the event that started the job. */
export interface ScanEvent {
  readonly name: string;
  readonly sha: string;
  readonly ref: string;
  readonly payload: unknown;
}

const ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const NOTHING = /^0+$/;
const DEFAULT_DEPTH = 30;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Which commits an event brings. Bases are tips of the base repository's branches when the job runs: what the payload says
 * of them is as old as the event. A name or id of the payload that is no such thing counts as absent. Pure.
 * specs: scanning 1.2 and its corrections.
 */
export function rangeOf(event: ScanEvent): RangePlan {
  const payload = fields(event.payload);
  const pull = fields(payload["pull_request"]);
  if (idOf(fields(pull["head"])["sha"]) !== undefined) return pullRange(event, payload, pull);
  if (event.name === "merge_group") return mergeGroupRange(event, payload);
  if (event.name === "push") return pushRange(event, payload);
  if (event.name === "workflow_run") return workflowRunRange(event, payload);
  return historyRange(event, payload, `${event.name || "this run"}: every commit of it`);
}

function pullRange(event: ScanEvent, payload: Fields, pull: Fields): RangePlan {
  const base = fields(pull["base"]);
  const expected = count(pull["commits"]);
  const number = count(pull["number"]) ?? count(payload["number"]);
  const head = tip(
    idOf(fields(pull["head"])["sha"]),
    number === undefined ? undefined : `refs/pull/${number}/head`,
  );
  const baseTip = tip(idOf(base["sha"]), branch(base["ref"]));
  return {
    mode: "range",
    heads: [head],
    bases: [baseTip],
    config: baseTip,
    why: `${event.name}: the commits of the head that the tip of the base branch does not have`,
    hint: expected ?? DEFAULT_DEPTH,
    ...(expected === undefined ? {} : { expected }),
  };
}

function mergeGroupRange(event: ScanEvent, payload: Fields): RangePlan {
  const group = fields(payload["merge_group"]);
  const base = idOf(group["base_sha"]);
  const head = idOf(group["head_sha"]) ?? idOf(event.sha);
  if (base === undefined || head === undefined)
    return historyRange(event, payload, "merge_group that does not name its ends: every commit of it");
  return {
    mode: "range",
    heads: [tip(head, refOf(group["head_ref"]))],
    bases: [tip(base, undefined)],
    config: tip(base, undefined),
    why: "merge_group: the commits of the group that its base does not have",
    hint: DEFAULT_DEPTH,
  };
}

function pushRange(event: ScanEvent, payload: Fields): RangePlan {
  const ref = refOf(payload["ref"]) ?? event.ref;
  const after = payload["after"];
  const usual = defaultBranch(payload);
  if (payload["deleted"] === true || (typeof after === "string" && NOTHING.test(after)))
    return {
      mode: "none",
      heads: [],
      bases: [],
      config: usual,
      why: "push that deletes: nothing comes in",
      hint: 0,
    };
  const head = tip(idOf(after) ?? idOf(event.sha), ref);
  const before = idOf(payload["before"]);
  const onDefault = ref === usual?.ref;
  const what = ref.startsWith("refs/tags/") ? "a tag" : "a branch";
  // What the default branch has was read when it was pushed there; merging it into a branch brings nothing new.
  const known: Tip[] = onDefault || usual === undefined ? [] : [usual];
  if (before === undefined) {
    if (known.length === 0) return historyRange(event, payload, "first push: every commit of it");
    const why = `push of ${what} that is new: its commits that the default branch does not have`;
    return { mode: "range", heads: [head], bases: known, config: known[0], why, hint: pushed(payload) };
  }
  const forced = payload["forced"] === true;
  const old: Tip = { ...tip(before, undefined), optional: true };
  return {
    mode: "range",
    heads: [head],
    bases: [old, ...known],
    config: old,
    why: `${forced ? "forced push" : "push"} to ${what}: its commits that were not there before`,
    hint: pushed(payload),
  };
}

function workflowRunRange(event: ScanEvent, payload: Fields): RangePlan {
  const run = fields(payload["workflow_run"]);
  const head = idOf(run["head_sha"]);
  const usual = defaultBranch(payload);
  if (head === undefined || usual === undefined)
    return historyRange(
      event,
      payload,
      "workflow_run that does not name its commit: every commit of this run's",
    );
  const pulls: readonly unknown[] = Array.isArray(run["pull_requests"]) ? run["pull_requests"] : [];
  const pull = fields(pulls[0]);
  const number = count(pull["number"]);
  const target = branch(fields(pull["base"])["ref"]);
  const own = fields(run["head_repository"])["id"] === fields(payload["repository"])["id"];
  if (own && number === undefined && branch(run["head_branch"]) === usual.ref)
    return {
      ...historyRange(event, payload, "workflow_run on the default branch: every commit of it"),
      heads: [tip(head, usual.ref)],
    };
  const base = target === undefined ? usual : tip(undefined, target);
  return {
    mode: "range",
    heads: [tip(head, number === undefined ? undefined : `refs/pull/${number}/head`)],
    bases: [base],
    config: base,
    why: "workflow_run: the commits of the run's head that the tip of the base branch does not have",
    hint: DEFAULT_DEPTH,
  };
}

function historyRange(event: ScanEvent, payload: Fields, why: string): RangePlan {
  const head = tip(idOf(event.sha), event.ref.startsWith("refs/") ? event.ref : undefined);
  return {
    mode: "history",
    heads: [head],
    bases: [],
    config: defaultBranch(payload),
    why,
    hint: DEFAULT_DEPTH,
  };
}

function tip(id: string | undefined, ref: string | undefined): Tip {
  return { ...(id === undefined ? {} : { id }), ...(ref === undefined ? {} : { ref }) };
}

function defaultBranch(payload: Fields): Tip | undefined {
  const ref = branch(fields(payload["repository"])["default_branch"]);
  return ref === undefined ? undefined : { ref };
}

const pushed = (payload: Fields): number =>
  Array.isArray(payload["commits"]) ? payload["commits"].length : DEFAULT_DEPTH;

const branch = (name: unknown): string | undefined =>
  typeof name === "string" ? refOf(`refs/heads/${name}`) : undefined;

/** A name of a ref as git allows it, so that none can be taken for an option or a pattern. */
function refOf(name: unknown): string | undefined {
  if (typeof name !== "string" || !name.startsWith("refs/")) return undefined;
  // eslint-disable-next-line no-control-regex
  const refused = /[\0-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)|[./]$/;
  return refused.test(name) ? undefined : name;
}

const idOf = (value: unknown): string | undefined =>
  typeof value === "string" && ID.test(value) && !NOTHING.test(value) ? value : undefined;

const count = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

const fields = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
