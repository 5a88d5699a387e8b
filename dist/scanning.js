import { F as Failure, t as together, S as Secret, v as runBeside, w as escapeMarkdown, x as middleOut, y as printable, z as code, A as list, B as table, i as systemClock, d as createFile } from "./kernel-base.js";
const lazyBuiltin = (id) => {
  let loaded;
  const load = () => loaded ??= process.getBuiltinModule(id);
  return new Proxy(/* @__PURE__ */ Object.create(null), {
    get: (_, key) => key === "__esModule" ? void 0 : load()[key],
    has: (_, key) => key in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, key) => {
      const found2 = Reflect.getOwnPropertyDescriptor(load(), key);
      return found2 && { ...found2, configurable: true };
    }
  });
};
const buffer = lazyBuiltin("node:buffer");
const fs = lazyBuiltin("node:fs");
const path = lazyBuiltin("node:path");
import { r as runMasks, a as readInputs } from "./commands-prepare.js";
const zlib = lazyBuiltin("node:zlib");
const crypto = lazyBuiltin("node:crypto");
import { d as parseJson, e as SCAN_INPUTS, V as VERSION$1 } from "./providers-list.js";
const timers = lazyBuiltin("node:timers/promises");
const MAX_FIELD = 1024 * 1024;
function byteReader(stream) {
  const chunks = stream[Symbol.asyncIterator]();
  let chunk = Buffer.alloc(0);
  let at = 0;
  const more = async () => {
    const next = await chunks.next();
    if (next.done === true) return false;
    chunk = next.value;
    at = 0;
    return true;
  };
  const until = async (end) => {
    const found2 = chunk.indexOf(end, at);
    if (found2 !== -1) return piece(found2);
    const parts = [];
    let length = 0;
    for (; ; ) {
      parts.push(chunk.subarray(at));
      length += chunk.length - at;
      if (!await more() || length > MAX_FIELD) return void 0;
      const next = chunk.indexOf(end);
      if (next !== -1) return Buffer.concat([...parts, piece(next)]);
    }
  };
  const piece = (end) => {
    const bytes = chunk.subarray(at, end);
    at = end + 1;
    return bytes;
  };
  const take = async (length) => {
    if (chunk.length - at >= length) {
      const bytes = chunk.subarray(at, at + length);
      at += length;
      return bytes;
    }
    const whole = Buffer.allocUnsafe(length);
    let filled = 0;
    for (; ; ) {
      const count2 = Math.min(length - filled, chunk.length - at);
      chunk.copy(whole, filled, at, at + count2);
      filled += count2;
      at += count2;
      if (filled === length) return whole;
      if (!await more()) return void 0;
    }
  };
  const skip = async (length) => {
    let left = length;
    for (; ; ) {
      const count2 = Math.min(left, chunk.length - at);
      at += count2;
      left -= count2;
      if (left === 0) return true;
      if (!await more()) return false;
    }
  };
  return { until, take, skip };
}
async function fetchInto(repository, wants, options, signal) {
  const { source } = repository;
  if (source === void 0) return false;
  const url = addressOf(source.url);
  const settings = [
    [`protocol.${url.protocol.slice(0, -1)}.allow`, "always"],
    ["http.followRedirects", "false"]
  ];
  const token = source.token?.reveal();
  if (token !== void 0 && url.protocol !== "file:") {
    const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
    settings.push([`http.${url.origin}/.extraHeader`, `AUTHORIZATION: basic ${basic}`]);
  }
  const args = [
    "fetch",
    "--quiet",
    "--no-tags",
    "--no-write-fetch-head",
    "--no-recurse-submodules",
    ...options.depth === void 0 ? [] : [`--depth=${options.depth}`],
    ...options.again === true ? ["--refetch"] : [],
    "--",
    url.href,
    ...wants.map(({ what, as }) => `+${what}:${as}`)
  ];
  return (await repository.answer(args, signal, { settings })).status === 0;
}
function addressOf(text2) {
  const url = URL.canParse(text2) ? new URL(text2) : void 0;
  if (url === void 0 || !/^(?:https?|file):$/.test(url.protocol) || url.username !== "" || url.password !== "")
    throw new Failure("INPUT_INVALID", "The address of the base repository is no https address.", {
      fix: "Run the gate on an event of GitHub's, whose GITHUB_SERVER_URL and GITHUB_REPOSITORY name it."
    });
  return url;
}
const LISTED = 1e3;
function proofBuilder() {
  const counts = { commits: 0, merges: 0, tags: 0, blobs: 0, bytes: 0 };
  const skipped = [];
  const submodules = [];
  const lfs = [];
  let finished = false;
  let skips = 0;
  const list2 = (into, item) => void (into.length < LISTED && into.push(item));
  return {
    commit: (parents) => {
      counts.commits++;
      if (parents > 1) counts.merges++;
    },
    tag: () => void counts.tags++,
    blob: (bytes) => {
      counts.blobs++;
      counts.bytes += bytes;
    },
    skip: (item) => {
      skips++;
      list2(skipped, item);
    },
    submodule: (pointer) => list2(submodules, pointer),
    lfs: (pointer) => list2(lfs, pointer),
    finish: () => {
      finished = true;
    },
    proof: () => ({ ...counts, skipped, submodules, lfs, complete: finished && skips === 0 })
  };
}
function incomplete(cause) {
  return new Failure("RANGE_INCOMPLETE", `The range cannot be proven complete. ${cause}`, {
    fix: "permissions:\n  contents: read\nsteps:\n  - uses: actions/checkout@v4\n    with:\n      fetch-depth: 0"
  });
}
const ALL = 2147483647;
const MIN_DEPTH = 8;
const MAX_DOUBLED = 1 << 20;
const NEWLINE$8 = 10;
async function resolveRange(repository, plan, signal) {
  const { mode, why } = plan;
  const heads = plan.heads.map((tip2, index2) => endOf(tip2, `refs/scan/head-${index2}`, [tip2.id, tip2.ref]));
  const bases = plan.bases.map((tip2, index2) => endOf(tip2, `refs/scan/base-${index2}`, [tip2.ref ?? tip2.id]));
  const config = plan.config === void 0 ? [] : [endOf({ ...plan.config, optional: true }, "refs/scan/config", [plan.config.ref ?? plan.config.id])];
  const first = mode === "history" ? ALL : Math.max(MIN_DEPTH, Math.min(plan.hint + 2, MAX_DOUBLED));
  const resolved = await resolveEnds(repository, [...heads, ...bases, ...config], first, signal);
  const of2 = (ends2) => resolved.filter(({ end }) => ends2.includes(end));
  const [headsFound, basesFound] = [of2(heads), of2(bases)];
  const range = {
    mode,
    why,
    heads: headsFound.map(({ commit }) => commit),
    bases: basesFound.map(({ commit }) => commit),
    tags: mode === "history" ? await repository.tags(signal) : headsFound.flatMap(({ tag }) => tag ?? []),
    config: (of2(config)[0] ?? basesFound[0])?.commit
  };
  if (mode === "none") return range;
  const wants = [...headsFound, ...basesFound].map(({ end, commit }) => ({ what: commit, as: end.as }));
  await deepen(repository, range, wants, first, signal);
  await completeObjects(repository, range, wants, signal);
  return range;
}
const endOf = (tip2, as, names) => ({
  ...tip2,
  as,
  names: names.filter((name) => name !== void 0)
});
async function resolveEnds(repository, ends2, first, signal) {
  if (repository.source === void 0) return resolveAlone(repository, ends2, signal);
  const before = await idsOf(
    repository,
    ends2.map(({ id }) => id ?? ""),
    signal
  );
  const cut = repository.shallow().size > 0;
  const asked = ends2.filter((end, index2) => cut || end.names[0] !== end.id || before[index2] === void 0);
  const wantOf = (end, name) => ({ what: name, as: end.as });
  const depth = cut ? { depth: first } : {};
  const wants = asked.flatMap((end) => end.names.slice(0, 1).map((name) => wantOf(end, name)));
  if (wants.length > 0 && !await fetchInto(repository, wants, depth, signal)) {
    for (const end of asked)
      for (const name of end.names)
        if (await fetchInto(repository, [wantOf(end, name)], depth, signal)) break;
  }
  const names = ends2.flatMap((end) => [asked.includes(end) ? end.as : end.id ?? "", end.id ?? ""]);
  const ids = await idsOf(repository, names, signal);
  return ends2.flatMap((end, index2) => {
    const moves = end.ref !== void 0 && !isHead(end);
    const own2 = ids[2 * index2 + (moves || end.id === void 0 ? 0 : 1)];
    return found$1(end, own2);
  });
}
async function resolveAlone(repository, ends2, signal) {
  const names = [];
  for (const { id, ref } of ends2) {
    const remembered = ref?.replace(/^refs\/heads\//, "refs/remotes/origin/");
    const known = async (name = "") => repository.commitNamed(name, signal);
    names.push(id ?? await known(remembered) ?? await known(ref) ?? "");
  }
  const ids = await idsOf(repository, names, signal);
  return ends2.flatMap((end, index2) => found$1(end, ids[index2]));
}
function found$1(end, own2) {
  if (own2 !== void 0) return [{ end, ...own2 }];
  if (end.optional === true) return [];
  const what = isHead(end) ? "The commit of the event" : "The base";
  throw incomplete(`${what} (${end.ref ?? end.id ?? "unnamed"}) is not there and cannot be fetched.`);
}
const isHead = (end) => end.as.startsWith("refs/scan/head-");
async function idsOf(repository, names, signal) {
  const input = names.map((name) => `${name || "0"}
${name || "0"}^{commit}
`).join("");
  if (names.every((name) => name === "")) return names.map(() => void 0);
  const { stdout } = await repository.answer(["cat-file", "--batch-check"], signal, { input });
  const answers = stdout.toString("latin1").split("\n");
  return names.map((_, index2) => {
    const [id, kind] = (answers[2 * index2] ?? "").split(" ");
    const [commit, type] = (answers[2 * index2 + 1] ?? "").split(" ");
    if (commit === void 0 || type !== "commit") return void 0;
    return { commit, tag: kind === "tag" ? id : void 0 };
  });
}
async function deepen(repository, range, wants, first, signal) {
  let depth = first;
  for (; ; ) {
    if (await isWhole(repository, range, signal)) return;
    depth = depth * 2 > MAX_DOUBLED ? ALL : depth * 2;
    if (!await fetchInto(repository, wants, { depth }, signal))
      throw incomplete("The checkout is shallow, and the commits that it lacks cannot be fetched.");
    if (depth === ALL && !await isWhole(repository, range, signal))
      throw incomplete("The base repository itself is shallow: not every commit can be read.");
  }
}
async function isWhole(repository, range, signal) {
  if (repository.shallow().size === 0) return true;
  if (range.bases.length === 0)
    return !await hasEnd(repository, range.heads, [], repository.shallow(), signal);
  return !await hasEnd(repository, range.heads, range.bases, void 0, signal) && !await hasEnd(repository, range.bases, range.heads, void 0, signal);
}
async function hasEnd(repository, from, without, among, signal) {
  const child = repository.run(["rev-list", "--parents", ...from, "--not", ...without], signal);
  child.stdin.end();
  const reader = byteReader(child.stdout);
  for (; ; ) {
    const line = (await reader.until(NEWLINE$8))?.toString("latin1");
    if (line === void 0) return (await child.ended).status !== 0;
    if (among === void 0 ? !line.includes(" ") : among.has(line)) {
      child.kill();
      return true;
    }
  }
}
async function completeObjects(repository, range, wants, signal) {
  if (!repository.partial) return;
  const depth = repository.shallow().size > 0 ? { depth: MAX_DOUBLED } : {};
  if (await lacksObjects(repository, range, signal) && !await fetchInto(repository, wants, { ...depth, again: true }, signal))
    throw incomplete("The checkout is a partial clone, and the objects that it lacks cannot be fetched.");
}
async function lacksObjects(repository, range, signal) {
  const args = [
    "rev-list",
    "--objects",
    "--missing=print",
    "--no-object-names",
    ...range.heads,
    "--not",
    ...range.bases
  ];
  const child = repository.run(args, signal);
  child.stdin.end();
  const reader = byteReader(child.stdout);
  for (; ; ) {
    const line = await reader.until(NEWLINE$8);
    if (line === void 0) return (await child.ended).status !== 0;
    if (line[0] === 63) {
      child.kill();
      return true;
    }
  }
}
const ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const NOTHING = /^0+$/;
const DEFAULT_DEPTH = 30;
function rangeOf(event) {
  const payload = fields(event.payload);
  const pull = fields(payload["pull_request"]);
  if (idOf(fields(pull["head"])["sha"]) !== void 0) return pullRange(event, payload, pull);
  if (event.name === "merge_group") return mergeGroupRange(event, payload);
  if (event.name === "push") return pushRange(event, payload);
  if (event.name === "workflow_run") return workflowRunRange(event, payload);
  return historyRange(event, payload, `${event.name || "this run"}: every commit of it`);
}
function pullRange(event, payload, pull) {
  const base = fields(pull["base"]);
  const expected = count(pull["commits"]);
  const number = count(pull["number"]) ?? count(payload["number"]);
  const head = tip(
    idOf(fields(pull["head"])["sha"]),
    number === void 0 ? void 0 : `refs/pull/${number}/head`
  );
  const baseTip = tip(idOf(base["sha"]), branch(base["ref"]));
  return {
    mode: "range",
    heads: [head],
    bases: [baseTip],
    config: baseTip,
    why: `${event.name}: the commits of the head that the tip of the base branch does not have`,
    hint: expected ?? DEFAULT_DEPTH,
    ...expected === void 0 ? {} : { expected }
  };
}
function mergeGroupRange(event, payload) {
  const group = fields(payload["merge_group"]);
  const base = idOf(group["base_sha"]);
  const head = idOf(group["head_sha"]) ?? idOf(event.sha);
  if (base === void 0 || head === void 0)
    return historyRange(event, payload, "merge_group that does not name its ends: every commit of it");
  return {
    mode: "range",
    heads: [tip(head, refOf(group["head_ref"]))],
    bases: [tip(base, void 0)],
    config: tip(base, void 0),
    why: "merge_group: the commits of the group that its base does not have",
    hint: DEFAULT_DEPTH
  };
}
function pushRange(event, payload) {
  const ref = refOf(payload["ref"]) ?? event.ref;
  const after = payload["after"];
  const usual = defaultBranch(payload);
  if (payload["deleted"] === true || typeof after === "string" && NOTHING.test(after))
    return {
      mode: "none",
      heads: [],
      bases: [],
      config: usual,
      why: "push that deletes: nothing comes in",
      hint: 0
    };
  const head = tip(idOf(after) ?? idOf(event.sha), ref);
  const before = idOf(payload["before"]);
  const onDefault = ref === usual?.ref;
  const what = ref.startsWith("refs/tags/") ? "a tag" : "a branch";
  const known = onDefault || usual === void 0 ? [] : [usual];
  if (before === void 0) {
    if (known.length === 0) return historyRange(event, payload, "first push: every commit of it");
    const why = `push of ${what} that is new: its commits that the default branch does not have`;
    return { mode: "range", heads: [head], bases: known, config: known[0], why, hint: pushed(payload) };
  }
  const forced = payload["forced"] === true;
  const old = { ...tip(before, void 0), optional: true };
  return {
    mode: "range",
    heads: [head],
    bases: [old, ...known],
    config: old,
    why: `${forced ? "forced push" : "push"} to ${what}: its commits that were not there before`,
    hint: pushed(payload)
  };
}
function workflowRunRange(event, payload) {
  const run = fields(payload["workflow_run"]);
  const head = idOf(run["head_sha"]);
  const usual = defaultBranch(payload);
  if (head === void 0 || usual === void 0)
    return historyRange(
      event,
      payload,
      "workflow_run that does not name its commit: every commit of this run's"
    );
  const pulls = Array.isArray(run["pull_requests"]) ? run["pull_requests"] : [];
  const pull = fields(pulls[0]);
  const number = count(pull["number"]);
  const target = branch(fields(pull["base"])["ref"]);
  const own2 = fields(run["head_repository"])["id"] === fields(payload["repository"])["id"];
  if (own2 && number === void 0 && branch(run["head_branch"]) === usual.ref)
    return {
      ...historyRange(event, payload, "workflow_run on the default branch: every commit of it"),
      heads: [tip(head, usual.ref)]
    };
  const base = target === void 0 ? usual : tip(void 0, target);
  return {
    mode: "range",
    heads: [tip(head, number === void 0 ? void 0 : `refs/pull/${number}/head`)],
    bases: [base],
    config: base,
    why: "workflow_run: the commits of the run's head that the tip of the base branch does not have",
    hint: DEFAULT_DEPTH
  };
}
function historyRange(event, payload, why) {
  const head = tip(idOf(event.sha), event.ref.startsWith("refs/") ? event.ref : void 0);
  return {
    mode: "history",
    heads: [head],
    bases: [],
    config: defaultBranch(payload),
    why,
    hint: DEFAULT_DEPTH
  };
}
function tip(id, ref) {
  return { ...id === void 0 ? {} : { id }, ...ref === void 0 ? {} : { ref } };
}
function defaultBranch(payload) {
  const ref = branch(fields(payload["repository"])["default_branch"]);
  return ref === void 0 ? void 0 : { ref };
}
const pushed = (payload) => Array.isArray(payload["commits"]) ? payload["commits"].length : DEFAULT_DEPTH;
const branch = (name) => typeof name === "string" ? refOf(`refs/heads/${name}`) : void 0;
function refOf(name) {
  if (typeof name !== "string" || !name.startsWith("refs/")) return void 0;
  const refused = /[\0-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)|[./]$/;
  return refused.test(name) ? void 0 : name;
}
const idOf = (value) => typeof value === "string" && ID.test(value) && !NOTHING.test(value) ? value : void 0;
const count = (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : void 0;
const fields = (value) => typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
function localRange(repository, mode) {
  const { head, mergeHeads } = repository;
  const heads = head === void 0 ? [] : [head];
  return mode === "staged" ? {
    mode,
    heads: [],
    bases: [...heads, ...mergeHeads],
    tags: [],
    config: head,
    why: "staged: what the next commit brings"
  } : { mode, heads, bases: [], tags: [], config: head, why: "tree: every file of the checked-out commit" };
}
function localPlan(repository, since) {
  const head = repository.head === void 0 ? [] : [{ id: repository.head }];
  const config = head[0];
  return since === void 0 ? {
    mode: "history",
    heads: head,
    bases: [],
    config,
    why: "history: every commit of the checked-out one",
    hint: 0
  } : {
    mode: "range",
    heads: head,
    bases: [{ id: since }],
    config: { id: since },
    why: "since: the commits that the named one does not have",
    hint: 0
  };
}
const SUPPRESSIONS_FILE = ".github/secret-scan.json";
const VERSION = 1n;
const MAX_ENTRIES$1 = 1e4;
const MIN_SALT_BYTES = 16;
const MAX_SALT_BYTES = 64;
const MAX_TEXT$4 = 500;
const MAX_PROBLEMS = 20;
const HASH$1 = /^[0-9a-f]{5}$/;
const BASE64$1 = /^[A-Za-z0-9+/]+={0,2}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const FIX = 'npx @liquid-hive/secrets-action scan --baseline .github/secret-scan.json --reason "a test key" --owner NAME .';
function readSuppressions(bytes, file = SUPPRESSIONS_FILE) {
  const problems = [];
  const wrong = (message) => {
    problems.push(new Failure("INPUT_INVALID", message, { at: { file }, fix: FIX }));
  };
  const top = fieldsOf(parseJson(bytes, { maxDepth: 5 }), "The file", wrong, ["version", "salt", "entries"]);
  const version = top.get("version");
  if (version?.kind !== "int" || version.value !== VERSION) wrong("`version` has to be 1.");
  const salt = saltOf(top.get("salt"), wrong);
  const listed = top.get("entries");
  if (listed?.kind !== "list") wrong("`entries` has to be a list.");
  const items2 = listed?.kind === "list" ? listed.items : [];
  if (items2.length > MAX_ENTRIES$1) wrong(`There are more than ${MAX_ENTRIES$1} entries.`);
  const entries = items2.slice(0, MAX_ENTRIES$1).map((item, i) => entryOf$1(item, i + 1, wrong));
  const [first, ...others] = problems;
  if (first !== void 0) throw together([first, ...others.slice(0, MAX_PROBLEMS - 1)]);
  return { salt, entries };
}
function saltOf(value, wrong) {
  const text2 = value?.kind === "str" && BASE64$1.test(value.value) ? value.value : "";
  const salt = Buffer.from(text2, "base64");
  if (salt.length < MIN_SALT_BYTES || salt.length > MAX_SALT_BYTES)
    wrong(`\`salt\` has to be base64 of ${MIN_SALT_BYTES} to ${MAX_SALT_BYTES} bytes.`);
  return salt;
}
const ENTRY_KEYS = ["rule", "path", "hash", "reason", "owner", "expires"];
function entryOf$1(item, entry, wrong) {
  const fields2 = fieldsOf(item, `Entry ${entry}`, wrong, ENTRY_KEYS);
  const text2 = (name, isGood, how) => {
    const value = fields2.get(name);
    if (value?.kind === "str" && isGood(value.value)) return value.value;
    wrong(`Entry ${entry}: \`${name}\` has to be ${how}.`);
    return "";
  };
  const said = (some) => some.trim() !== "" && some.length <= MAX_TEXT$4;
  return {
    entry,
    rule: text2("rule", said, "the id of a rule"),
    ...fields2.has("path") ? {
      path: text2("path", isPath, "a path from the root of the repository, or a folder with / at its end")
    } : {},
    hash: text2("hash", (some) => HASH$1.test(some), "five hex digits, as `scan --baseline` writes them"),
    reason: text2("reason", said, "a reason in words"),
    owner: text2("owner", said, "who answers for it"),
    expires: text2("expires", isDay, "a day, such as 2027-05-24")
  };
}
const isPath = (text2) => text2 !== "" && !text2.startsWith("/") && !text2.split("/").some((part) => part === ".." || part === ".");
const isDay = (text2) => {
  const time = DAY.test(text2) ? Date.parse(`${text2}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text2);
};
function fieldsOf(value, what, wrong, known) {
  if (value.kind !== "map") {
    wrong(`${what} has to be an object.`);
    return /* @__PURE__ */ new Map();
  }
  const fields2 = /* @__PURE__ */ new Map();
  for (const { key, value: one } of value.items) {
    if (!known.includes(key)) wrong(`${what} has a key that is none of ${known.join(", ")}.`);
    else if (fields2.has(key)) wrong(`${what} has \`${key}\` twice.`);
    fields2.set(key, one);
  }
  return fields2;
}
var own = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  SUPPRESSIONS_FILE,
  isPath,
  readSuppressions
});
const COST = 2 ** 15;
const BLOCK$1 = 8;
const MAX_MEMORY = 64 * 1024 * 1024;
const HASH_BYTES = 3;
const HASH_DIGITS = 5;
const MAX_SECRETS = 500;
const hashOf = (secret, salt) => crypto.scryptSync(secret, salt, HASH_BYTES, { N: COST, r: BLOCK$1, p: 1, maxmem: MAX_MEMORY }).toString("hex").slice(0, HASH_DIGITS);
function suppressorOf({ salt, entries }, today, hash = hashOf) {
  const expired = entries.filter(({ expires }) => expires < today);
  const inForce = entries.filter(({ expires }) => expires >= today);
  const byRule = Map.groupBy(inForce, ({ rule }) => rule);
  const used = /* @__PURE__ */ new Set();
  const hashes = /* @__PURE__ */ new Map();
  const hashed = (secret) => {
    const key = Buffer.from(secret).toString("latin1");
    const known = hashes.get(key);
    if (known !== void 0 || hashes.size >= MAX_SECRETS) return known;
    const made = hash(secret, salt);
    hashes.set(key, made);
    return made;
  };
  return {
    match: ({ rule, path: path2, secret }) => {
      const candidates = (byRule.get(rule) ?? []).filter((one) => isAt(one.path, path2));
      if (candidates.length === 0) return void 0;
      const digits = hashed(secret);
      const found2 = candidates.filter((one) => one.hash === digits);
      for (const { entry } of found2) used.add(entry);
      return found2[0];
    },
    unused: () => inForce.filter(({ entry }) => !used.has(entry)),
    expired
  };
}
const isAt = (given, path2) => given === void 0 || given === path2 || given.endsWith("/") && path2.startsWith(given);
const staleTexts = (suppressor, file, isWhole2) => [
  ...suppressor.expired.map(
    ({ entry, rule, expires, owner }) => `${file} entry ${entry} (${rule}, ${owner}): past its day since ${expires}`
  ),
  ...(isWhole2 ? suppressor.unused() : []).map(
    ({ entry, rule, owner }) => `${file} entry ${entry} (${rule}, ${owner}): matches nothing`
  )
];
const LEVELS = ["verified", "specific", "generic", "placeholder"];
const blocks = (level, failOn) => failOn !== "never" && LEVELS.indexOf(level) <= LEVELS.indexOf(failOn);
const MASK = "***";
const SHORTEST$3 = 4;
const MOST_BESIDE = 160;
const LF = 10;
function maskOf(secrets) {
  const forms = new Set(secrets.flatMap(formsOf).filter((form) => form.length >= SHORTEST$3));
  const byStart = Map.groupBy(
    [...forms].sort((a, b) => b.length - a.length),
    (form) => form.slice(0, SHORTEST$3)
  );
  return (text2) => {
    let shown2 = "";
    let from = 0;
    for (let at = 0; at + SHORTEST$3 <= text2.length; at++) {
      const form = byStart.get(text2.slice(at, at + SHORTEST$3))?.find((one) => text2.startsWith(one, at));
      if (form === void 0) continue;
      if (at >= from) shown2 += `${text2.slice(from, at)}${MASK}`;
      from = Math.max(from, at + form.length);
    }
    return shown2 + text2.slice(from);
  };
}
const withoutSecrets = (text2, secrets) => maskOf(secrets)(text2);
function formsOf(secret) {
  const bytes = Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength);
  const text2 = bytes.toString("utf8");
  return [
    text2,
    bytes.toString("latin1"),
    encodeURIComponent(text2.toWellFormed()),
    bytes.toString("base64").replace(/=+$/, ""),
    bytes.toString("base64url"),
    bytes.toString("hex")
  ];
}
function maskedLine(bytes, span, others = []) {
  const from = Math.max(lineStart(bytes, span.start), span.start - MOST_BESIDE);
  const to = Math.min(lineEnd(bytes, span.end), span.end + MOST_BESIDE);
  const spans = [span, ...others].map(({ start, end }) => ({ start: Math.max(start, from), end: Math.min(end, to) })).filter(({ start, end }) => start < end).toSorted((a, b) => a.start - b.start || b.end - a.end);
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text2 = "";
  let at = from;
  for (const { start, end } of spans) {
    if (start >= at) text2 += `${all.toString("latin1", at, start)}${MASK}`;
    at = Math.max(at, end);
  }
  text2 += all.toString("latin1", at, to);
  const secret = all.toString("latin1", span.start, span.end);
  return secret.length >= SHORTEST$3 ? text2.replaceAll(secret, MASK) : text2;
}
function lineStart(bytes, at) {
  return at === 0 ? 0 : bytes.lastIndexOf(LF, at - 1) + 1;
}
function lineEnd(bytes, at) {
  const end = bytes.indexOf(LF, at);
  return end === -1 ? bytes.length : end;
}
function rangeFacts({ found: found2, proof, policy }, range, { event, env, inputs, rules }, fingerprint, suppressor) {
  const masked = maskOf(found2.flatMap(({ raw, finding }) => [raw, finding.secret]));
  const counts = /* @__PURE__ */ new Map();
  const told = found2.map((one) => {
    const { finding, change, start, end, line, inBase } = one;
    const rule = rules.get(finding.rule);
    const path2 = masked(change.path);
    const key = JSON.stringify([finding.rule, path2, line]);
    const occurrence = (counts.get(key) ?? 0) + 1;
    counts.set(key, occurrence);
    const known = suppressor?.match({ rule: finding.rule, path: change.path, secret: finding.secret });
    const by = known === void 0 ? silencedBy(one, inputs) : `${SUPPRESSIONS_FILE} entry ${known.entry}`;
    return {
      by,
      known,
      added: known === void 0 && one.inlineAdded,
      finding: {
        path: path2,
        ...path2 === change.path ? {} : { pathMasked: true },
        line: start.line,
        column: start.column,
        endLine: end.line,
        endColumn: end.column,
        rule: finding.rule,
        what: rule?.what ?? finding.rule,
        level: finding.level,
        sight: masked(finding.sight),
        decoded: finding.decoded.map(masked),
        facts: Object.fromEntries(Object.entries(finding.facts).map(([name, text2]) => [name, masked(text2)])),
        reason: finding.reason,
        blocks: !inBase && by === void 0 && blocks(finding.level, inputs.failOn),
        kind: change.kind === "message" || change.kind === "tag" ? "message" : change.kind === "name" ? "name" : "file",
        commit: change.commit?.id ?? "",
        author: masked(change.commit?.author ?? ""),
        date: change.commit?.date ?? "",
        status: inBase ? "in the base already" : "new",
        ...rule?.revoke === void 0 ? {} : { revoke: rule.revoke },
        fingerprint: fingerprint({ rule: finding.rule, path: path2, line, occurrence })
      }
    };
  });
  const open = told.filter(({ by }) => by === void 0).map(({ finding }) => finding);
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
        ...proof.skipped.map(({ path: path2, why }) => ({ path: masked(path2), why })),
        ...proof.lfs.map(({ path: path2 }) => ({
          path: masked(path2),
          why: "a pointer of Git LFS: its content is not in the repository"
        })),
        ...proof.submodules.map(({ path: path2 }) => ({
          path: masked(path2),
          why: "a submodule: another repository"
        }))
      ]
    },
    findings: open.filter(({ status }) => status === "new"),
    listed: open.filter(({ status }) => status !== "new"),
    suppressed: told.flatMap(
      ({ finding, by, known, added: added2 }) => by === void 0 ? [] : [
        {
          ...finding,
          by,
          ...known === void 0 ? {} : { why: masked(known.reason) },
          ...added2 ? { addedBy: finding.author } : {}
        }
      ]
    ),
    unusedSuppressions: suppressor === void 0 ? [] : staleTexts(suppressor, SUPPRESSIONS_FILE, range.mode === "tree" || range.mode === "history"),
    changedPolicy: policy.map(masked),
    rules: rules.size - inputs.disableRules.length,
    failOn: inputs.failOn,
    notes: []
  };
}
const silencedBy = ({ inline, inlineAdded }, { newInline }) => newInline === "obey" || !inlineAdded ? inline?.kind : void 0;
function urlOf(env) {
  const [server, repository] = [env["GITHUB_SERVER_URL"], env["GITHUB_REPOSITORY"]];
  return server && repository ? { url: `${server}/${repository}` } : {};
}
const ABSENT = /^0+$/;
const NEWLINE$7 = 10;
const RAW = ["-r", "-z", "--raw", "--no-renames", "--no-abbrev", "--ignore-submodules=none"];
async function* commitEntries(repository, range, signal) {
  const list2 = repository.run(
    ["rev-list", "--reverse", "--topo-order", ...range.heads, "--not", ...range.bases],
    signal
  );
  list2.stdin.end();
  const trees = repository.run(["diff-tree", "--stdin", "-c", "--root", "--always", ...RAW], signal);
  list2.stdout.pipe(trees.stdin);
  try {
    yield* rawEntries(trees.stdout);
    for (const { ended } of [list2, trees])
      if ((await ended).status !== 0) {
        signal.throwIfAborted();
        throw incomplete("git cannot walk the range: a commit or a tree is missing.");
      }
  } finally {
    list2.kill();
    trees.kill();
  }
}
async function* treeEntries(repository, other, tree, signal) {
  yield* comparison(repository, ["diff-tree", ...RAW, other, tree], false, signal);
}
async function* indexEntries(repository, commit, signal) {
  yield* comparison(repository, ["diff-index", "--cached", ...RAW, commit], true, signal);
}
async function* comparison(repository, args, index2, signal) {
  const child = repository.run(args, signal, { index: index2 });
  child.stdin.end();
  try {
    for await (const item of rawEntries(child.stdout)) if (item.kind === "entry") yield item;
    if ((await child.ended).status !== 0) {
      signal.throwIfAborted();
      throw incomplete("git cannot compare the trees: one of them is missing.");
    }
  } finally {
    child.kill();
  }
}
async function* rawEntries(stream) {
  const reader = byteReader(stream);
  for (; ; ) {
    const field = (await reader.until(0))?.toString("latin1");
    if (field === void 0) return;
    const parents = /^:*/.exec(field)[0].length;
    if (parents === 0) {
      yield { kind: "commit", id: field };
      continue;
    }
    const parts = field.slice(parents).split(" ");
    const path2 = await reader.until(0);
    const [mode, id] = [parts[parents], parts[2 * parents + 1]];
    if (path2 === void 0 || mode === void 0 || id === void 0)
      throw incomplete("git's answer cannot be read.");
    if (ABSENT.test(mode)) continue;
    const old = parts.slice(parents + 1, 2 * parents + 1).filter((blob, parent) => /^1[02]0/.test(parts[parent] ?? "") && !ABSENT.test(blob));
    if (old.includes(id)) continue;
    yield { kind: "entry", path: path2, mode, id, old };
  }
}
async function mergeBases(repository, head, base, signal) {
  const child = repository.run(["merge-base", "--all", head, base], signal);
  child.stdin.end();
  const reader = byteReader(child.stdout);
  const found2 = [];
  for (; ; ) {
    const line = await reader.until(NEWLINE$7);
    if (line === void 0) return found2;
    found2.push(line.toString("latin1"));
  }
}
const NEWLINE$6 = 10;
const MAX_BLOB_BYTES = 100 * 1024 * 1024;
const AT_ONCE = 64;
const KEPT_BYTES = 32 * 1024 * 1024;
function objectStream(repository, maxBytes, signal) {
  const child = repository.run(["cat-file", "--batch"], signal);
  const reader = byteReader(child.stdout);
  let asked = [];
  let under = 0;
  const flush = () => {
    if (asked.length > 0) child.stdin.write(`${asked.join("\n")}
`);
    under += asked.length;
    asked = [];
  };
  return {
    ask: (id) => {
      if (asked.push(id) >= AT_ONCE) flush();
    },
    next: async () => {
      if (under === 0) flush();
      under--;
      const head = await reader.until(NEWLINE$6);
      const [id = "", type = "", length = ""] = head?.toString("latin1").split(" ") ?? [];
      const size = Number(length);
      if (head === void 0 || type === "missing" || length === "" || !Number.isSafeInteger(size)) {
        signal.throwIfAborted();
        throw incomplete(
          head === void 0 ? "git ended while objects were read." : `Object ${id} is missing.`
        );
      }
      if (size > maxBytes) {
        if (!await reader.skip(size + 1)) throw incomplete(`Object ${id} cannot be read.`);
        return { id, type, size, bytes: void 0 };
      }
      const bytes = await reader.take(size);
      if (bytes === void 0 || !await reader.skip(1)) throw incomplete(`Object ${id} cannot be read.`);
      return { id, type, size, bytes };
    },
    end: async () => {
      child.stdin.end();
      if ((await child.ended).status !== 0) throw incomplete("git ended badly while objects were read.");
    }
  };
}
function objectReader(repository, maxBytes, signal) {
  const kept = /* @__PURE__ */ new Map();
  let keptBytes = 0;
  let child;
  let reader;
  let turn = Promise.resolve();
  const read = async (id) => {
    const known = kept.get(id);
    if (known !== void 0) return known;
    child ??= repository.run(["cat-file", "--batch"], signal);
    reader ??= byteReader(child.stdout);
    child.stdin.write(`${id}
`);
    const head = (await reader.until(NEWLINE$6))?.toString("latin1") ?? "";
    const size = Number(/^[0-9a-f]+ (?:blob|tag) ([0-9]+)$/.exec(head)?.[1] ?? "x");
    if (Number.isNaN(size)) throw incomplete(`Object ${id} is missing.`);
    if (size > maxBytes) {
      await reader.skip(size + 1);
      return void 0;
    }
    const bytes = await reader.take(size);
    if (bytes === void 0 || !await reader.skip(1)) throw incomplete(`Object ${id} cannot be read.`);
    kept.set(id, bytes);
    keptBytes += size;
    for (const [old, gone] of kept) {
      if (keptBytes <= KEPT_BYTES || old === id) break;
      kept.delete(old);
      keptBytes -= gone?.length ?? 0;
    }
    return bytes;
  };
  return {
    // One question at a time: answers come in the order of the questions.
    read: (id) => {
      const answer = turn.then(() => read(id));
      turn = answer.catch(() => void 0);
      return answer;
    },
    close: () => child?.stdin.end()
  };
}
function touches(ranges, start, end) {
  return ranges.some(
    (range) => range.start === range.end ? start < range.start && range.start < end : range.start < end && start < range.end
  );
}
const NEWLINE$5 = 10;
const MAX_PAIRS = 1e4;
const MAX_SPLITS = 40;
const MAX_COMPARED_BYTES = 32 * 1024 * 1024;
function addedRanges(now, former) {
  const all = { start: 0, end: now.length };
  const [first, ...others] = former;
  if (first === void 0) return now.length === 0 ? [] : [all];
  let ranges = comparedWith(now, first);
  for (const other of others) ranges = common$1(ranges, comparedWith(now, other));
  return ranges;
}
function comparedWith(now, old) {
  if (now.equals(old)) return [];
  const [from, nowEnd, oldEnd] = differingPart(now, old);
  if (nowEnd - from + (oldEnd - from) > MAX_COMPARED_BYTES) return [{ start: from, end: nowEnd }];
  const numbers = /* @__PURE__ */ new Map();
  const a = linesOf(old.subarray(from, oldEnd), numbers);
  const b = linesOf(now.subarray(from, nowEnd), numbers);
  const kept = new Uint8Array(b.ids.length);
  const partner = new Int32Array(b.ids.length).fill(-1);
  match(a.ids, b.ids, kept, partner);
  return rangesOf(b, kept, partner, a.ids.length, from);
}
function differingPart(now, old) {
  const shorter = Math.min(now.length, old.length);
  let from = 0;
  while (from + 4096 <= shorter && now.compare(old, from, from + 4096, from, from + 4096) === 0) from += 4096;
  while (from < shorter && now[from] === old[from]) from++;
  from = from === 0 ? 0 : now.lastIndexOf(NEWLINE$5, from - 1) + 1;
  let tail = 0;
  while (tail < shorter - from && now[now.length - 1 - tail] === old[old.length - 1 - tail]) tail++;
  const line = now.indexOf(NEWLINE$5, now.length - tail);
  tail = line === -1 || tail === 0 ? 0 : now.length - line - 1;
  return [from, now.length - tail, old.length - tail];
}
function linesOf(bytes, numbers) {
  const ids = [];
  const starts = [0];
  for (let at = 0; at < bytes.length; ) {
    const found2 = bytes.indexOf(NEWLINE$5, at);
    const end = found2 === -1 ? bytes.length : found2 + 1;
    const text2 = bytes.toString("latin1", at, end);
    let id = numbers.get(text2);
    if (id === void 0) numbers.set(text2, id = numbers.size);
    ids.push(id);
    starts.push(at = end);
  }
  return { ids, starts };
}
function match(a, b, kept, partner) {
  const keep = (i, j) => {
    kept[j] = 1;
    partner[j] = i;
  };
  const gaps = [
    [0, a.length, 0, b.length, 0]
  ];
  for (let gap = gaps.pop(); gap !== void 0; gap = gaps.pop()) {
    let [a0, a1, b0, b1] = gap;
    while (a0 < a1 && b0 < b1 && a[a0] === b[b0]) keep(a0++, b0++);
    while (a0 < a1 && b0 < b1 && a[a1 - 1] === b[b1 - 1]) keep(--a1, --b1);
    if (a0 === a1 || b0 === b1) continue;
    const anchors = gap[4] < MAX_SPLITS ? onceOnBothSides(a, b, a0, a1, b0, b1) : [];
    if (anchors.length === 0) {
      if ((a1 - a0) * (b1 - b0) <= MAX_PAIRS) longestCommon(a, b, a0, a1, b0, b1, keep);
      else sameLines(a, b, a0, a1, b0, b1, keep);
      continue;
    }
    for (const [i, j] of [...anchors, [a1, b1]]) {
      gaps.push([a0, i, b0, j, gap[4] + 1]);
      if (i < a1) keep(i, j);
      [a0, b0] = [i + 1, j + 1];
    }
  }
}
function onceOnBothSides(a, b, a0, a1, b0, b1) {
  const inA = positions(a, a0, a1);
  const inB = positions(b, b0, b1);
  const pairs = [];
  for (const [id, j] of inB) {
    const i = inA.get(id);
    if (i !== void 0 && i >= 0 && j >= 0) pairs.push([i, j]);
  }
  const tops = [];
  const before = new Int32Array(pairs.length).fill(-1);
  pairs.forEach(([i], index2) => {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = low + high >> 1;
      if (pairs[tops[middle]][0] < i) low = middle + 1;
      else high = middle;
    }
    if (low > 0) before[index2] = tops[low - 1];
    tops[low] = index2;
  });
  const run = [];
  for (let index2 = tops.at(-1) ?? -1; index2 >= 0; index2 = before[index2]) run.push(pairs[index2]);
  return run.reverse();
}
function positions(ids, from, to) {
  const found2 = /* @__PURE__ */ new Map();
  for (let at = from; at < to; at++) found2.set(ids[at], found2.has(ids[at]) ? -1 : at);
  return found2;
}
function longestCommon(a, b, a0, a1, b0, b1, keep) {
  const width = b1 - b0 + 1;
  const lengths = new Uint16Array((a1 - a0 + 1) * width);
  for (let i = a1 - 1; i >= a0; i--)
    for (let j = b1 - 1; j >= b0; j--) {
      const at = (i - a0) * width + (j - b0);
      lengths[at] = a[i] === b[j] ? lengths[at + width + 1] + 1 : Math.max(lengths[at + width], lengths[at + 1]);
    }
  for (let i = a0, j = b0; i < a1 && j < b1; ) {
    const at = (i - a0) * width + (j - b0);
    if (a[i] === b[j]) keep(i++, j++);
    else if (lengths[at + width] >= lengths[at + 1]) i++;
    else j++;
  }
}
function sameLines(a, b, a0, a1, b0, b1, keep) {
  const places = /* @__PURE__ */ new Map();
  for (let i = a1 - 1; i >= a0; i--) {
    const list2 = places.get(a[i]);
    if (list2 === void 0) places.set(a[i], [i]);
    else list2.push(i);
  }
  let from = a0;
  for (let j = b0; j < b1; j++) {
    const list2 = places.get(b[j]);
    while (list2 !== void 0 && list2.length > 0 && list2.at(-1) < from) list2.pop();
    const i = list2?.pop();
    if (i === void 0) continue;
    keep(i, j);
    from = i + 1;
  }
}
function rangesOf(b, kept, partner, oldLines, from) {
  const ranges = [];
  let next = 0;
  for (let j = 0; j <= kept.length; j++) {
    const start = from + b.starts[j];
    if (j < kept.length && kept[j] === 0) {
      const end = from + b.starts[j + 1];
      const last = ranges.at(-1);
      if (last !== void 0 && last.end === start && last.start < last.end)
        ranges[ranges.length - 1] = { start: last.start, end };
      else ranges.push({ start, end });
      continue;
    }
    const i = j < kept.length ? partner[j] : oldLines;
    if (i > next && ranges.at(-1)?.end !== start) ranges.push({ start, end: start });
    next = i + 1;
  }
  return ranges;
}
function common$1(one, other) {
  const both = [];
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    const [a, b] = [one[i], other[j]];
    const start = Math.max(a.start, b.start);
    const end = Math.min(a.end, b.end);
    if (start < end || start === end && (a.start === a.end || b.start === b.end)) both.push({ start, end });
    if (a.end < b.end) i++;
    else j++;
  }
  return both;
}
const NEWLINE$4 = 10;
const textOf$1 = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(
  buffer.isUtf8(bytes) ? "utf8" : "latin1"
);
function parseCommit(id, bytes) {
  const { headers, message } = partsOf$1(bytes);
  const author = headers.find((line) => line.startsWith("author "))?.slice("author ".length) ?? "";
  const match2 = /^(.*?)\s*<(.*)>\s*(-?\d+)?/s.exec(author);
  const seconds = Number(match2?.[3] ?? 0);
  const time = new Date(seconds * 1e3);
  return {
    id,
    author: textOf$1(Buffer.from(match2?.[1] ?? author, "latin1")),
    email: textOf$1(Buffer.from(match2?.[2] ?? "", "latin1")),
    date: Number.isNaN(time.getTime()) ? "" : time.toISOString(),
    message: textOf$1(message),
    parents: headers.filter((line) => line.startsWith("parent ")).map((line) => line.slice("parent ".length))
  };
}
function writtenOf(bytes) {
  const { headers, message } = partsOf$1(bytes);
  const written = headers.filter((line) => !/^(?:tree|parent|object|type|gpgsig(?:-sha256)?) /.test(line));
  return Buffer.concat([Buffer.from(`${written.join("\n")}

`, "latin1"), message]);
}
const taggedBy = (bytes) => ({
  id: /^object ([0-9a-f]+)$/m.exec(bytes.toString("latin1"))?.[1] ?? "",
  type: /^type ([a-z]+)$/m.exec(bytes.toString("latin1"))?.[1] ?? ""
});
function partsOf$1(bytes) {
  let end = bytes.indexOf("\n\n");
  if (bytes[0] === NEWLINE$4) end = -1;
  const head = bytes.subarray(0, end === -1 ? bytes.length : end).toString("latin1");
  return {
    headers: head.split(/\n(?! )/),
    message: end === -1 ? Buffer.alloc(0) : bytes.subarray(end + 2)
  };
}
function seenBlobs() {
  const paths = /* @__PURE__ */ new Map();
  const first = /* @__PURE__ */ new Map();
  const others = /* @__PURE__ */ new Set();
  return {
    note: (id, path2) => {
      let place = paths.get(path2);
      if (place === void 0) paths.set(path2, place = paths.size);
      const key = Buffer.from(id, "hex").toString("latin1");
      const known = first.get(key);
      if (known === void 0) {
        first.set(key, place);
        return "new";
      }
      const pair = `${place} ${key}`;
      if (known === place || others.has(pair)) return "again";
      others.add(pair);
      return "elsewhere";
    }
  };
}
async function* stepsOf(repository, range, signal) {
  for (const id of range.tags) yield { kind: "tag", id };
  if (range.mode === "none") return;
  if (range.mode === "tree") return yield* treeSteps(repository, range, signal);
  if (range.mode === "staged") return yield* stagedSteps(repository, range, signal);
  if (range.heads.length === 0) return;
  for await (const item of commitEntries(repository, range, signal))
    yield item.kind === "commit" ? { kind: "commit", id: item.id, counts: true } : { kind: "entry", entry: item, final: false };
  if (range.mode === "range" && range.bases.length > 0) yield* finalSteps(repository, range, signal);
}
async function* treeSteps(repository, range, signal) {
  for (const head of range.heads) {
    yield { kind: "commit", id: head, counts: false };
    for await (const entry of treeEntries(repository, repository.emptyTree, head, signal))
      yield { kind: "entry", entry, final: false };
  }
}
async function* stagedSteps(repository, range, signal) {
  const [first, ...others] = range.bases.length > 0 ? range.bases : [repository.emptyTree];
  const against = await entriesByName(others, (other) => indexEntries(repository, other, signal));
  for await (const entry of indexEntries(repository, first, signal)) {
    const joined = joinedWith(entry, against);
    if (joined !== void 0) yield { kind: "entry", entry: joined, final: false };
  }
}
async function* finalSteps(repository, range, signal) {
  for (const head of range.heads) {
    const common2 = await mergeBases(repository, head, range.bases[0], signal);
    const [first = repository.emptyTree, ...others] = common2;
    const against = await entriesByName(others, (other) => treeEntries(repository, other, head, signal));
    yield { kind: "commit", id: head, counts: false };
    for await (const entry of treeEntries(repository, first, head, signal)) {
      const joined = joinedWith(entry, against);
      if (joined !== void 0) yield { kind: "entry", entry: joined, final: true };
    }
  }
}
async function entriesByName(others, compare2) {
  const all = [];
  for (const other of others) {
    const names = /* @__PURE__ */ new Map();
    for await (const entry of compare2(other)) names.set(entry.path.toString("latin1"), entry);
    all.push(names);
  }
  return all;
}
function joinedWith(entry, against) {
  const old = [...entry.old];
  for (const names of against) {
    const other = names.get(entry.path.toString("latin1"));
    if (other === void 0) return void 0;
    old.push(...other.old);
  }
  return { ...entry, old };
}
const AHEAD$1 = 256;
const SUBMODULE$1 = "160000";
const LINK = "120000";
const LFS_POINTER = Buffer.from("version https://git-lfs.github.com/spec/v1\n");
const LFS_MAX_BYTES = 1024;
function walk(repository, range, signal, options = {}) {
  const builder = proofBuilder();
  const maxBytes = options.maxBlobBytes ?? MAX_BLOB_BYTES;
  async function* changes() {
    const stopped = new AbortController();
    const both = AbortSignal.any([signal, stopped.signal]);
    const objects = objectStream(repository, maxBytes, both);
    const former = objectReader(repository, maxBytes, both);
    const seen = seenBlobs();
    let commit;
    const addedAgainst = (id, bytes, old) => async () => {
      const now = bytes ?? await former.read(id);
      if (now === void 0) return [];
      const versions = [];
      for (const blob of old) {
        const version = await former.read(blob);
        if (version !== void 0) versions.push(version);
        else return [{ start: 0, end: now.length }];
      }
      return addedRanges(now, versions);
    };
    const whole = (kind, path2, id, bytes) => {
      const added2 = () => Promise.resolve(addedRanges(bytes, []));
      return { kind, commit, path: path2, id, bytes, final: false, added: added2 };
    };
    async function* file(step, object, counts) {
      const { entry, final } = step;
      const path2 = textOf$1(entry.path);
      if (entry.old.length === 0) yield whole("name", path2, entry.id, entry.path);
      if (entry.mode === SUBMODULE$1) return builder.submodule({ path: path2, id: entry.id });
      if (object !== void 0 && object.bytes === void 0)
        return builder.skip({ commit: commit?.id ?? "", path: path2, why: "larger than 100 MB" });
      const bytes = object?.bytes;
      if (bytes !== void 0 && counts) {
        builder.blob(bytes.length);
        if (isLfsPointer(bytes)) builder.lfs({ path: path2, id: entry.id });
      }
      const kind = entry.mode === LINK ? "link" : "file";
      const added2 = addedAgainst(entry.id, bytes, entry.old);
      yield { kind, commit, path: path2, id: entry.id, bytes, final, added: added2 };
    }
    async function* tag(id, object) {
      for (let next = object, name = id; next.bytes !== void 0 && next.type === "tag"; ) {
        builder.tag();
        yield whole("tag", "", name, writtenOf(next.bytes));
        const inner = taggedBy(next.bytes);
        if (inner.type !== "tag") return;
        name = inner.id;
        const [type, bytes] = ["tag", await former.read(name)];
        next = { id: name, type, size: bytes?.length ?? 0, bytes };
      }
    }
    const ask = (step) => {
      if (step.kind !== "entry") objects.ask(step.id);
      else {
        const { entry } = step;
        if (entry.mode === SUBMODULE$1) return { step, asked: false, counts: false };
        const noted = seen.note(entry.id, entry.path.toString("latin1"));
        if (noted === "again") return { step, asked: false, counts: false };
        objects.ask(entry.id);
        return { step, asked: true, counts: noted === "new" };
      }
      return { step, asked: true, counts: step.kind !== "commit" || step.counts };
    };
    try {
      for await (const { step, asked, counts } of ahead(stepsOf(repository, range, both), ask)) {
        if (!asked && step.kind === "entry" && step.final) continue;
        const object = asked ? await objects.next() : void 0;
        if (counts && step.kind !== "entry" && object?.bytes === void 0)
          builder.skip({ commit: step.id, path: "", why: "larger than 100 MB" });
        if (step.kind === "entry") yield* file(step, object, counts);
        else if (step.kind === "tag") yield* tag(step.id, object);
        else {
          const bytes = object.bytes ?? Buffer.alloc(0);
          commit = parseCommit(step.id, bytes);
          if (counts) {
            builder.commit(commit.parents.length);
            yield whole("message", "", step.id, writtenOf(bytes));
          }
        }
      }
      await objects.end();
      builder.finish();
    } finally {
      former.close();
      stopped.abort();
    }
  }
  return { changes: { [Symbol.asyncIterator]: changes }, proof: builder.proof };
}
const isLfsPointer = (bytes) => bytes.length <= LFS_MAX_BYTES && bytes.subarray(0, LFS_POINTER.length).equals(LFS_POINTER);
async function* ahead(steps, ask) {
  let queue = [];
  let at = 0;
  for await (const step of steps) {
    queue.push(ask(step));
    if (queue.length - at <= AHEAD$1) continue;
    yield queue[at++];
    if (at === AHEAD$1) [queue, at] = [queue.slice(at), 0];
  }
  yield* queue.slice(at);
}
const POLICY = /(?:^|\/)(?:\.gitleaks\.toml|\.gitleaksignore|\.betterleaks\.toml|\.betterleaksignore|\.secrets\.baseline)$|^\.github\/secret-scan\.json$/;
const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/;
const OURS = Buffer.from("secrets-action/scan");
const MAX_FOUND = 1e4;
const MAX_BASE_BLOB = 16 * 1024 * 1024;
async function scanRange(parts, range, signal) {
  const { repository, engine: engine2, options } = parts;
  const { changes, proof } = walk(repository, range, signal);
  const known = /* @__PURE__ */ new Map();
  const found2 = /* @__PURE__ */ new Map();
  const policy = /* @__PURE__ */ new Set();
  for await (const change of changes) {
    const { bytes, path: path2, id, kind, commit } = change;
    if (kind === "file" && (POLICY.test(path2) || WORKFLOW.test(path2) && bytes?.includes(OURS)))
      policy.add(path2);
    const key = `${id}\0${path2}\0${kind}`;
    const placed2 = bytes === void 0 ? known.get(key) ?? [] : placedIn(parts, engine2, path2, bytes, options);
    parts.progress(proof().commits, proof().bytes);
    if (placed2.length === 0) continue;
    known.set(key, placed2);
    const added2 = await change.added();
    for (const one of placed2) {
      if (!touches(added2, one.finding.matchStart, one.finding.matchEnd)) continue;
      const same = `${one.finding.rule}\0${path2}\0${one.raw.toString("latin1")}`;
      if (found2.has(same)) continue;
      const inlineAdded = one.inline !== void 0 && touches(added2, one.inline.start, one.inline.end);
      found2.set(same, { ...one, change: { kind, path: path2, commit, id }, inBase: false, inlineAdded });
      if (found2.size > MAX_FOUND)
        throw new Failure("LIMIT_EXCEEDED", `The range holds more than ${MAX_FOUND} findings.`, {
          fix: "disable-rules: the rule that finds them   # or a baseline: secrets-action scan --baseline"
        });
    }
  }
  const all = [...found2.values()];
  const [base] = range.bases;
  const old = base === void 0 || all.length === 0 ? /* @__PURE__ */ new Set() : await inTree(repository, base, all, signal);
  return {
    found: all.map((one) => ({ ...one, inBase: old.has(one.raw.toString("latin1")) })),
    proof: proof(),
    policy: [...policy].sort()
  };
}
function placedIn({ positionOf: positionOf2, silenced, maskedLine: maskedLine2 }, engine2, path2, bytes, options) {
  const findings = engine2.scan({ path: path2, bytes }, options);
  if (findings.length === 0) return [];
  const silencing = silenced(bytes);
  return findings.map((finding) => {
    const { rule, level } = finding;
    const start = positionOf2(bytes, finding.start);
    const end = positionOf2(bytes, finding.end);
    return {
      finding,
      // A copy: the blob itself is not kept.
      raw: Buffer.from(bytes.subarray(finding.start, finding.end)),
      start,
      end,
      line: maskedLine2(bytes, finding, findings),
      inline: silencing({ rule, level, line: start.line, endLine: end.line })
    };
  });
}
async function inTree(repository, commit, found2, signal) {
  const wanted = new Map(found2.map(({ raw }) => [raw.toString("latin1"), raw]));
  const present = /* @__PURE__ */ new Set();
  const objects = objectStream(repository, MAX_BASE_BLOB, signal);
  const seen = /* @__PURE__ */ new Set();
  let pending = 0;
  const look = async () => {
    pending -= 1;
    const { bytes } = await objects.next();
    if (bytes === void 0) return;
    for (const [text2, raw] of wanted)
      if (bytes.includes(raw)) {
        present.add(text2);
        wanted.delete(text2);
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
const MS_PER_SECOND = 1e3;
async function scan(parts, local, signal) {
  const { runner } = parts;
  const given = parts.readInputs();
  for (const { name, near } of given.unknown)
    runner.annotate("warning", `Unknown input ${name}.${near ? ` Did you mean ${near}?` : ""}`);
  const [problem, ...more] = given.problems;
  if (problem !== void 0) throw together([problem, ...more]);
  const inputs = given.providers.get("scan").values;
  const limited = AbortSignal.any([signal, AbortSignal.timeout(given.inputs.timeout * MS_PER_SECOND)]);
  const repository = await parts.open(inputs, limited);
  try {
    const range = await rangeFor(parts, repository, inputs, local, limited);
    const { engine: engine2, rules } = await parts.engine();
    const { positionOf: positionOf2, silenced, maskedLine: maskedLine2, progress } = parts;
    const options = {
      decodeDepth: inputs.decodeDepth,
      archiveDepth: inputs.archiveDepth,
      disabled: new Set(inputs.disableRules)
    };
    const scanned = await scanRange(
      { engine: engine2, repository, options, positionOf: positionOf2, silenced, maskedLine: maskedLine2, progress },
      range,
      limited
    );
    const known = await suppressionsOf(parts, repository, range, limited);
    const run = { event: runner.event(), env: runner.env, inputs, rules };
    const facts = rangeFacts(scanned, range, run, parts.fingerprint, known);
    const outputs = await parts.tell(facts, inputs, limited);
    runner.setOutputs(new Map([...outputs].map(([name, text2]) => [name, Secret.of(text2)])));
    if (!facts.proof.complete) throw notWhole(facts);
    const blocking = facts.findings.filter(({ blocks: blocks2 }) => blocks2);
    if (blocking.length > 0) throw found(blocking.length, facts);
    return facts;
  } finally {
    repository.close();
  }
}
async function rangeFor({ runner }, repository, { mode }, local, signal) {
  if (local?.mode === "staged" || local?.mode === "tree") return localRange(repository, local.mode);
  if (local !== void 0) {
    const since = local.since === void 0 ? void 0 : await repository.commitNamed(local.since, signal);
    if (local.since !== void 0 && since === void 0)
      throw new Failure("INPUT_INVALID", "--since names no commit of this repository.", {
        fix: "secrets-action scan --since origin/main",
        exit: 2
      });
    return await resolveRange(repository, localPlan(repository, since), signal);
  }
  if (mode === "tree") return localRange(repository, "tree");
  const event = runner.event();
  return await resolveRange(
    repository,
    mode === "history" ? localPlan(repository, void 0) : rangeOf(event),
    signal
  );
}
async function suppressionsOf({ fileAt: fileAt2, today }, repository, { config }, signal) {
  const bytes = config === void 0 ? void 0 : await fileAt2(repository, config, SUPPRESSIONS_FILE, signal);
  return bytes === void 0 ? void 0 : suppressorOf(readSuppressions(bytes), today);
}
const notWhole = ({ proof }) => new Failure(
  "RANGE_INCOMPLETE",
  `Not everything of the range could be read: ${proof.skipped.length} ${proof.skipped.length === 1 ? "file is" : "files are"} larger than 100 MB.`,
  { fix: "Keep such files in Git LFS or in a release." }
);
function found(count2, { findings }) {
  const rules = [...new Set(findings.filter(({ blocks: blocks2 }) => blocks2).map(({ rule }) => rule))];
  return new Failure(
    "SECRETS_FOUND",
    `${count2} ${count2 === 1 ? "secret" : "secrets"} in the commits that this brings: ${rules.slice(0, 5).join(", ")}${rules.length > 5 ? ", ..." : ""}.`,
    {
      fix: "Revoke first, then remove it from the commits: the summary of this step says how.\n# Only where it is none: a comment gitleaks:allow in its line, or disable-rules.",
      exit: 1
    }
  );
}
var scan$1 = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  scan
});
const NEUTRAL_FOLDER = path.dirname(process.execPath);
const PASSED_ON = [
  "PATH",
  "SYSTEMROOT",
  "TEMP",
  "TMP",
  "TMPDIR",
  "HTTPS_PROXY",
  "HTTP_PROXY",
  "NO_PROXY",
  "ALL_PROXY",
  "https_proxy",
  "http_proxy",
  "no_proxy",
  "all_proxy",
  "GIT_SSL_CAINFO",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR"
];
const GUARDS = [
  ["safe.directory", "*"],
  ["core.fsmonitor", "false"],
  ["core.hooksPath", "/dev/null"],
  ["core.attributesFile", "/dev/null"],
  ["core.commitGraph", "false"],
  ["core.multiPackIndex", "false"],
  ["core.alternateRefsCommand", ":"],
  ["core.askPass", ""],
  ["credential.helper", ""],
  ["gc.auto", "0"],
  ["maintenance.auto", "false"],
  ["fetch.recurseSubmodules", "false"],
  ["fetch.unpackLimit", "1"],
  ["protocol.allow", "never"]
];
function gitFrom(env) {
  const base = {
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: process.platform === "win32" ? "NUL" : "/dev/null",
    GIT_ATTR_NOSYSTEM: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_NO_LAZY_FETCH: "1",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    GIT_LITERAL_PATHSPECS: "1",
    GIT_PAGER: "",
    LC_ALL: "C"
  };
  for (const name of PASSED_ON) if (env[name] !== void 0) base[name] = env[name];
  return ({ args, gitDir, folder, indexFile, settings = [], signal }) => runBeside({
    file: "git",
    args: folder === void 0 ? args : ["-C", folder, ...args],
    env: {
      ...base,
      ...gitDir === void 0 ? {} : { GIT_DIR: gitDir },
      ...indexFile === void 0 ? {} : { GIT_INDEX_FILE: indexFile },
      ...settingsOf([...GUARDS, ...settings])
    },
    cwd: NEUTRAL_FOLDER,
    signal
  });
}
function settingsOf(settings) {
  const variables = { GIT_CONFIG_COUNT: String(settings.length) };
  settings.forEach(([key, value], index2) => {
    variables[`GIT_CONFIG_KEY_${index2}`] = key;
    variables[`GIT_CONFIG_VALUE_${index2}`] = value;
  });
  return variables;
}
async function wholeAnswer(git, call, maxBytes, input = "") {
  const child = git(call);
  child.stdin.end(input);
  const chunks = [];
  let length = 0;
  child.stdout.on("data", (chunk) => {
    length += chunk.length;
    if (length > maxBytes) child.kill();
    else chunks.push(chunk);
  });
  const { status, stderr } = await child.ended;
  return { status: length > maxBytes ? null : status, stdout: Buffer.concat(chunks), stderr };
}
const KIB = 1024;
const MIB$2 = KIB * KIB;
const COMMIT_SHOWN = 7;
const SURE = ["verified", "specific", "generic", "placeholder"];
const LEVEL_TEXT = {
  verified: "format verified",
  specific: "specific",
  generic: "generic",
  placeholder: "likely a placeholder"
};
const worstFirst = (findings) => findings.toSorted(
  (a, b) => Number(b.blocks) - Number(a.blocks) || Number(b.status === "new") - Number(a.status === "new") || SURE.indexOf(a.level) - SURE.indexOf(b.level) || compare(a.path, b.path) || a.line - b.line || a.column - b.column || compare(a.commit, b.commit)
);
const compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;
const shortCommit = (commit) => commit.slice(0, COMMIT_SHOWN);
function placeOf({ kind, path: path2, line }, most2) {
  if (kind === "message") return `commit message, line ${line}`;
  const shown2 = middleOut(path2, most2);
  return kind === "name" ? `name of ${shown2}` : `${shown2}:${line}`;
}
const detailsOf = ({ sight, decoded: decoded2, facts, reason }) => [
  ...sight === "" ? [] : [sight],
  ...decoded2.map((how) => `in ${how}`),
  ...Object.entries(facts).map(([name, text2]) => `${name} ${text2}`),
  ...reason === void 0 ? [] : [`likely none: ${reason}`]
];
const sizeText = (bytes) => bytes < MIB$2 ? `${Math.ceil(bytes / KIB)} KiB` : `${(bytes / MIB$2).toFixed(1)} MiB`;
const countText = (count2, noun) => `${count2} ${noun}${count2 === 1 ? "" : "s"}`;
function proofText({ commits, merges, blobs, bytes, complete }) {
  const of2 = merges === 0 ? "" : ` (${countText(merges, "merge")})`;
  return [
    `${countText(commits, "commit")}${of2}, ${countText(blobs, "blob")}, ${sizeText(bytes)}`,
    complete ? "complete" : "NOT complete"
  ].join("; ");
}
function rangeText({ base, head, event, why }) {
  const ends2 = [base, head].filter((one) => one !== "").map(shortCommit);
  return [ends2.join(".."), event, why].filter((one) => one !== "").join(" \xB7 ");
}
function verdictText({ findings, listed, suppressed, proof }) {
  const blocking = findings.filter(({ blocks: blocks2 }) => blocks2).length;
  const others = findings.length - blocking;
  const more = [
    ...others > 0 ? [`${others} more that ${others === 1 ? "does" : "do"} not block`] : [],
    ...listed.length > 0 ? [`${listed.length} in the base already`] : [],
    ...suppressed.length > 0 ? [`${suppressed.length} suppressed`] : []
  ];
  const first = blocking > 0 ? `${countText(blocking, "secret")} found` : proof.complete ? "No secret that blocks" : "The range could not be read whole";
  return [first, ...more].join(", ");
}
const isBlocked = ({ findings, proof }) => !proof.complete || findings.some(({ blocks: blocks2 }) => blocks2);
const shown$1 = (text2, most2) => escapeMarkdown(middleOut(printable(text2), most2));
const shownCode = (text2, most2) => code(middleOut(printable(text2), most2));
const MOST = { error: 9, warning: 10, notice: 10 };
const MAX_TEXT$3 = 200;
function scanAnnotations({ findings, listed }) {
  const left = { ...MOST };
  return worstFirst([...findings, ...listed]).map(annotationOf).filter(({ severity }) => left[severity]-- > 0);
}
function annotationOf(one) {
  const { kind, path: path2, line, column, what, rule, level, commit, author, status, revoke, pathMasked } = one;
  const isFile = kind === "file" && pathMasked !== true;
  const details = detailsOf(one);
  const sentences = [
    `${what} (${rule}, ${LEVEL_TEXT[level]})${isFile ? "" : ` in ${placeOf(one, MAX_TEXT$3)}`}${details.length === 0 ? "" : `: ${details.join("; ")}`}.`,
    ...commit === "" ? [] : [`Commit ${shortCommit(commit)} by ${author}.`],
    ...status === "new" ? [] : ["The base has it already."],
    ...level === "placeholder" ? [] : [`Revoke it${revoke === void 0 ? "" : ` (${revoke})`}, then remove it from the commits.`]
  ];
  return {
    severity: one.blocks ? "error" : status === "new" && level !== "placeholder" ? "warning" : "notice",
    title: one.blocks ? "Secret found" : "Possible secret",
    message: sentences.map((sentence) => middleOut(printable(sentence), 2 * MAX_TEXT$3)).join(" "),
    at: isFile ? { file: printable(path2), line, column } : {}
  };
}
const MAX_FINDINGS = 150;
const MAX_LISTED = 40;
const MAX_SUPPRESSED = 60;
const MAX_ITEMS$1 = 30;
const MAX_TEXT$2 = 72;
function scanMarkdown(facts) {
  const { findings, listed, unusedSuppressions, changedPolicy, notes, proof } = facts;
  const lines2 = [
    `### ${isBlocked(facts) ? "\u274C" : findings.length > 0 ? "\u26A0\uFE0F" : "\u2705"} ${verdictText(facts)}`,
    "",
    `${proofText(proof)}<br>${shown$1(rangeText(facts), 3 * MAX_TEXT$2)}<br>${facts.rules} rules; blocks from <code>${escapeMarkdown(facts.failOn)}</code> on`,
    ...findingTable(facts, findings, MAX_FINDINGS),
    ...whatToDo(facts),
    ...folded("In the base already: listed, never blocking", findingTable(facts, listed, MAX_LISTED)),
    ...section("Suppressed", suppressedTable(facts)),
    ...list("Suppressions to remove", items(unusedSuppressions)),
    ...list("The range changes the gate's own configuration: shown, not obeyed", items(changedPolicy)),
    ...list("Not read", items(proof.skipped.map(({ path: path2, why }) => `${middleOut(path2, MAX_TEXT$2)}: ${why}`))),
    ...list("To know", items(notes))
  ];
  return `${lines2.join("\n")}

`;
}
function findingTable(facts, findings, most2) {
  const rows2 = worstFirst(findings);
  return [
    ...table(
      ["", "What", "Where", "By", "Sight", "Now"],
      rows2.slice(0, most2).map((one) => cells$1(facts, one))
    ),
    ...moreThan(rows2.length, most2)
  ];
}
const cells$1 = (facts, one) => [
  one.blocks ? "\u274C" : "\u26A0\uFE0F",
  `${shown$1(one.what, MAX_TEXT$2)}<br>${shownCode(one.rule, MAX_TEXT$2)} \xB7 ${LEVEL_TEXT[one.level]}`,
  whereCell(facts, one),
  shown$1(one.author, MAX_TEXT$2),
  detailsOf(one).slice(0, 3).map((text2) => shownCode(text2, MAX_TEXT$2)).join("<br>"),
  nowCell(one)
];
function whereCell({ url }, one) {
  const place = shownCode(placeOf(one, MAX_TEXT$2), 2 * MAX_TEXT$2);
  const isOpen = url !== void 0 && one.kind === "file" && one.pathMasked !== true;
  const linked = isOpen ? link(fileUrl(url, one), place) : place;
  const commit = url === void 0 ? shownCode(shortCommit(one.commit), MAX_TEXT$2) : commitLink(url, one.commit);
  return one.commit === "" ? linked : `${linked}<br>${commit}`;
}
const commitLink = (url, commit) => link(`${url}/commit/${commit}`, shownCode(shortCommit(commit), MAX_TEXT$2));
const MAX_URL = 300;
function fileUrl(url, { path: path2, commit, line }) {
  const file = path2.split("/").map((name) => encodeURIComponent(name.toWellFormed()));
  const whole = `${url}/blob/${commit}/${file.join("/")}#L${line}`;
  return whole.length <= MAX_URL ? whole : `${url}/commit/${commit}`;
}
const link = (url, markdown) => /^https?:\/\/[^\s"'<>|]+$/.test(url) ? `<a href="${url.replaceAll("&", "&amp;")}">${markdown}</a>` : markdown;
function nowCell({ level, revoke, status }) {
  if (level === "placeholder") return "nothing, if it is none";
  const first = revoke === void 0 ? "revoke it" : link(revoke, "revoke it");
  return status === "new" ? `${first}, then remove it` : first;
}
function whatToDo({ findings, base }) {
  if (findings.every(({ level }) => level === "placeholder")) return [];
  const from = base === "" ? "BASE" : shortCommit(base);
  return folded("What to do now", [
    "",
    "1. **Revoke it and make a new one.** What was pushed may have been read: GitHub keeps commits that no branch has any more, and so do forks.",
    "2. **Remove it from the commits**, not only from the last one:",
    "",
    "<pre>",
    escapeMarkdown(`git rebase --interactive ${from}    # edit the commit, take the value out, continue`),
    escapeMarkdown("git push --force-with-lease"),
    "</pre>",
    "",
    `3. **Where it is none**, say so with a reason, an owner and a date: ${code('npx @liquid-hive/secrets-action scan --baseline .github/secret-scan.json --reason "a test key" --owner NAME .')}, committed to the base branch. What is not format verified can also have the comment ${code("gitleaks:allow")} in its line.`
  ]);
}
const suppressedTable = ({ suppressed }) => [
  ...table(
    ["Rule", "Where", "By", "Why"],
    worstFirst(suppressed).slice(0, MAX_SUPPRESSED).map(suppressedCells)
  ),
  ...moreThan(suppressed.length, MAX_SUPPRESSED)
];
const suppressedCells = (one) => [
  `${shownCode(one.rule, MAX_TEXT$2)} \xB7 ${LEVEL_TEXT[one.level]}`,
  `${shownCode(placeOf(one, MAX_TEXT$2), 2 * MAX_TEXT$2)}<br>${shownCode(shortCommit(one.commit), MAX_TEXT$2)}`,
  [
    shown$1(one.by, MAX_TEXT$2),
    ...one.addedBy === void 0 ? [] : [`\u26A0\uFE0F added here by ${shown$1(one.addedBy, MAX_TEXT$2)}`]
  ].join("<br>"),
  shown$1(one.why ?? "", MAX_TEXT$2)
];
const section = (title, body) => body.length === 0 ? [] : ["", `**${escapeMarkdown(title)}**`, ...body];
const folded = (title, body) => body.length === 0 ? [] : ["", `<details><summary>${escapeMarkdown(title)}</summary>`, ...body, "", "</details>"];
const moreThan = (count2, most2) => count2 > most2 ? ["", `\u2026 and ${count2 - most2} more in the JSON report.`] : [];
function items(texts) {
  const first = texts.slice(0, MAX_ITEMS$1).map((text2) => shown$1(text2, 2 * MAX_TEXT$2));
  return texts.length > MAX_ITEMS$1 ? [...first, `\u2026 and ${texts.length - MAX_ITEMS$1} more`] : first;
}
function countsByLevel(findings) {
  const counts = {
    verified: 0,
    specific: 0,
    generic: 0,
    placeholder: 0
  };
  for (const { level } of findings) counts[level] += 1;
  return counts;
}
const rangeDocument = (facts) => ({
  schema: 1,
  mode: facts.mode,
  event: facts.event,
  range: { base: facts.base, head: facts.head, why: facts.why },
  proof: { ...facts.proof, skipped: facts.proof.skipped },
  rules: facts.rules,
  fail_on: facts.failOn,
  blocking: facts.findings.filter(({ blocks: blocks2 }) => blocks2).length,
  counts: countsByLevel(facts.findings),
  findings: worstFirst(facts.findings).map(entryOf),
  in_base: worstFirst(facts.listed).map(entryOf),
  suppressed: worstFirst(facts.suppressed).map(suppressedEntry),
  unused_suppressions: facts.unusedSuppressions,
  changed_policy: facts.changedPolicy,
  notes: facts.notes
});
const entryOf = (one) => ({
  kind: one.kind,
  path: one.path,
  line: one.line,
  column: one.column,
  end_line: one.endLine,
  end_column: one.endColumn,
  rule: one.rule,
  what: one.what,
  level: one.level,
  sight: one.sight,
  decoded: one.decoded,
  facts: one.facts,
  reason: one.reason ?? null,
  blocks: one.blocks,
  status: one.status === "new" ? "new" : "in-base",
  commit: one.commit,
  author: one.author,
  date: one.date,
  revoke: one.revoke ?? null,
  fingerprint: one.fingerprint
});
const suppressedEntry = (one) => ({
  ...entryOf(one),
  suppressed_by: one.by,
  suppressed_why: one.why ?? null,
  suppression_added_by: one.addedBy ?? null
});
var scanDocument$1 = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  countsByLevel,
  rangeDocument
});
const MAX_ROWS$1 = 200;
const MAX_PATH = 300;
function rangeLines(facts) {
  const { findings, listed, suppressed, unusedSuppressions, changedPolicy, notes, proof } = facts;
  return [
    ...rows(worstFirst(findings), lineOf$1),
    ...rows(worstFirst(listed), (one) => `${lineOf$1(one)}: in the base already`),
    ...rows(worstFirst(suppressed), (one) => `${lineOf$1(one)}: suppressed by ${one.by}${added(one.addedBy)}`),
    ...rows(unusedSuppressions, (text2) => text2),
    ...rows(changedPolicy, (text2) => `changed here, not obeyed: ${text2}`),
    ...rows(proof.skipped, ({ path: path2, why }) => `${path2}: not read: ${why}`),
    ...rows(notes, (text2) => text2),
    printable(`  ${rangeText(facts)}`),
    `${isBlocked(facts) ? "\u2717" : "\u2713"} ${verdictText(facts)}: ${proofText(proof)}`
  ];
}
const added = (by) => by === void 0 ? "" : `, added here by ${by}`;
function lineOf$1(one) {
  const details = detailsOf(one);
  const by = one.commit === "" ? "" : ` in ${shortCommit(one.commit)} by ${one.author}`;
  return `${placeOf(one, MAX_PATH)}: ${LEVEL_TEXT[one.level]} ${one.rule}${details.length === 0 ? "" : ` (${details.join("; ")})`}${by}`;
}
function rows(items2, text2) {
  const lines2 = items2.slice(0, MAX_ROWS$1).map((item) => printable(text2(item)));
  return items2.length > MAX_ROWS$1 ? [...lines2, `\u2026 and ${items2.length - MAX_ROWS$1} more`] : lines2;
}
const MAX_RESULTS = 5e3;
const MAX_RULES = 25e3;
const MAX_TEXT$1 = 200;
const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const HELP = "https://github.com/liquid-hive/secrets-action/blob/v1/docs/scan-rules.md";
const ROOT = "%SRCROOT%";
const SCORES = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.5"
};
function sarifDocument(facts, rules, version) {
  const all = worstFirst([...facts.findings, ...facts.listed]);
  const results = all.filter(({ kind }) => kind !== "message");
  const shown2 = results.slice(0, MAX_RESULTS);
  const listed = rulesOf(rules, shown2);
  const index2 = new Map(listed.map(({ id }, at) => [id, at]));
  const notes = [
    ...all.filter(({ kind }) => kind === "message").map(messageNote),
    ...results.length > shown2.length ? [notification(`${results.length - shown2.length} more results are in the JSON report.`)] : [],
    ...facts.proof.complete ? [] : [notification("The range could not be read whole.", "error")]
  ];
  return {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "secrets-action scan",
            informationUri: "https://github.com/liquid-hive/secrets-action",
            semanticVersion: version,
            rules: listed.map(ruleOf)
          }
        },
        automationDetails: { id: "secrets-action-scan/" },
        columnKind: "unicodeCodePoints",
        invocations: [
          {
            executionSuccessful: facts.proof.complete,
            toolExecutionNotifications: notes.slice(0, MAX_RESULTS)
          }
        ],
        results: shown2.map((one) => resultOf(one, index2.get(one.rule)))
      }
    ]
  };
}
function rulesOf(rules, findings) {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const found2 = /* @__PURE__ */ new Map();
  for (const { rule, what } of findings)
    if (!found2.has(rule))
      found2.set(rule, byId.get(rule) ?? { id: rule, provider: "", what, severity: "high" });
  return [...found2.values(), ...rules.filter(({ id }) => !found2.has(id))].slice(0, MAX_RULES);
}
function ruleOf({ id, provider, what, severity, revoke }) {
  const text2 = shown(provider === "" ? what : `${provider} ${what}`);
  const help = [
    `${text2}.`,
    "Revoke it first: what was pushed may have been read. Then remove it from every commit.",
    ...revoke === void 0 ? [] : [`Revoke: ${revoke}`]
  ].join(" ");
  return {
    id: shown(id),
    name: shown(id),
    shortDescription: { text: text2 },
    fullDescription: { text: `${text2} in a commit.` },
    helpUri: HELP,
    help: { text: help, markdown: markdownOf(help) },
    defaultConfiguration: { level: severity === "critical" || severity === "high" ? "error" : "warning" },
    properties: {
      "security-severity": SCORES[severity],
      tags: ["security", "secret", "external/cwe/cwe-798"]
    }
  };
}
function resultOf(one, ruleIndex) {
  return {
    ruleId: shown(one.rule),
    ruleIndex,
    level: levelOf(one),
    message: { text: textOf(one) },
    locations: [{ physicalLocation: locationOf(one) }],
    partialFingerprints: {
      "secretScan/v1": one.fingerprint,
      // The one that GitHub goes by: else the upload makes it of the line with the secret.
      primaryLocationLineHash: one.fingerprint
    },
    properties: {
      certainty: LEVEL_TEXT[one.level],
      status: one.status,
      ...one.commit === "" ? {} : { commit: one.commit },
      ...one.decoded.length === 0 ? {} : { decoded: one.decoded.map(shown) }
    }
  };
}
function locationOf({ kind, path: path2, line, column, endLine, endColumn }) {
  const region = kind === "name" ? { startLine: 1 } : { startLine: line, startColumn: column, endLine, endColumn };
  return { artifactLocation: { uri: uriOf(path2), uriBaseId: ROOT }, region };
}
const uriOf = (path2) => path2.split("/").map((name) => encodeURIComponent(name.toWellFormed())).join("/");
const levelOf = ({ blocks: blocks2, level }) => blocks2 ? "error" : level === "placeholder" ? "note" : "warning";
function textOf(one) {
  const details = detailsOf(one);
  const by = one.commit === "" ? "" : ` Commit ${shortCommit(one.commit)}.`;
  return shown(
    `${one.what}, ${LEVEL_TEXT[one.level]}${details.length === 0 ? "" : ` (${details.join("; ")})`}.${by}`,
    2 * MAX_TEXT$1
  );
}
const messageNote = (one) => notification(`In the message of a commit: ${textOf(one)}`, one.blocks ? "error" : "warning");
const notification = (text2, level = "note") => ({ level, message: { text: text2 } });
const shown = (text2, most2 = MAX_TEXT$1) => middleOut(printable(text2), most2).replace(/[[\]{}\\]/g, " ");
const markdownOf = (text2) => text2.replace(/[\\`*_[\]<>#|~]/g, "\\$&");
const LINE = 400;
const REPEATED = 5;
const WRITTEN = [
  [/^\$\{[^}]*\}?|\$\([^)]*\)|\$\{\{|^\$[A-Za-z_]\w*$|^%[A-Za-z_]\w*%$/, "it is a variable"],
  [/\{\{.*|<%[=-]?|\{%|^\{[\w.:]+\}$|^#\{|^@[\w.]+@$|^__\w+__$/, "it is a template"],
  [/^<[^<>]*>$|^\[[^\]]*\]$|^<[\w -]*$/, "it is a placeholder in brackets"],
  [/%[sdvqrx]\b|%\([\w]+\)s|%[-\d.]*[sdvq]$|^\\\(|\{\d?\}/, "it is a format"],
  [/^[*•.…\-_#?]+$|\*{3,}|\.{3,}|…/, "it is masked"],
  [/x{4,}|X{4,}|0{6,}|1{6,}/, "it is filled with one character"],
  [/1234567|23456789|abcdefgh?i|abcdef0123|0123456|qwertyu|9876543/i, "it is a sequence"],
  [
    /example|sample|dummy|foobar|placeholder|changeme|change[-_ ]?(?:me|it|this)|replace[-_ ]?(?:me|this|with)|your[-_ ]|yourpass|yourtoken|yourkey|insert[-_ ]|redacted|not[-_ ]?a?[-_ ]?real|deadbeef|cafebabe|lorem|(?:^|[^a-z])(?:fake|mock|todo)(?:[^a-z]|$)|fixme|removed|censored|hunter2|notasecret|not-?secret/i,
    "it says that it is an example"
  ]
];
const SUMS = /(?:integrity|checksum|sha-?(?:1|224|256|384|512)|md5|digest|fingerprint|etag|git-?(?:commit|sha|rev)|commit|revision|uuid|guid|nonce|resolved)["']?\s*[:=,(\s]\s*["'`]?(?:sha\d+[-:])?$/i;
const TEST_VECTOR = /\b(?:test[- ]?vectors?|known[- ]answer|RFC ?\d{3,4}|NIST|(?:want|expected|golden)[A-Za-z]*\s*(?::|=|:=))/i;
const EXAMPLE_FILE = /(?:^|[-_.])(?:examples?|samples?|dummy|fake|mocks?|placeholder)(?:[-_.]|$)/i;
const LOCK_FILE = /(?:^|\/)(?:[\w.-]*[-.]lock(?:\.\w+)?|[\w-]+-lock\.\w+|go\.sum|npm-shrinkwrap\.json)$/i;
const GENERATED = /@generated|[Gg]enerated\b[^\n]{0,120}DO NOT EDIT|DO NOT EDIT[^\n]{0,120}[Gg]enerated|automatically generated/;
function reasonAgainst(bytes, finding, path2) {
  const text2 = buffer.Buffer.from(finding.secret.subarray(0, LINE)).toString("latin1");
  return writtenReason(text2) ?? reasonBeside(bytes, finding, path2);
}
function exampleFile(path2) {
  return EXAMPLE_FILE.test(path2.slice(path2.lastIndexOf("/") + 1)) ? "its file is named as an example" : void 0;
}
function writtenReason(text2) {
  const known = WRITTEN.find(([pattern]) => pattern.test(text2));
  return known?.[1] ?? (isRepeated(text2) ? "it repeats itself" : void 0);
}
function isRepeated(text2) {
  const tail = text2.replace(/^[A-Za-z]{2,12}[-_]/, "");
  if (tail.length >= 8 && /^(.{1,4}?)\1+.{0,3}$/.test(tail)) {
    return true;
  }
  return tail.length >= 16 && new Set(tail.toLowerCase()).size <= REPEATED;
}
function reasonBeside(bytes, finding, path2) {
  const view = buffer.Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const from = Math.max(0, finding.matchStart - LINE);
  const before = view.toString("latin1", from, finding.start);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  if (finding.level !== "generic") {
    return void 0;
  }
  if (SUMS.test(line.slice(-60))) {
    return "it stands where a sum or an id does";
  }
  if (TEST_VECTOR.test(line)) {
    return "its line says that it is a test vector";
  }
  const example = exampleFile(path2);
  if (example !== void 0) {
    return example;
  }
  if (LOCK_FILE.test(path2)) {
    return "a lock file holds sums";
  }
  const head = view.toString("latin1", 0, 600);
  return GENERATED.test(head) ? "the file says that it is generated" : void 0;
}
function findingAt(bytes, found2) {
  const { rule, start, end, matchStart, sight } = found2;
  const { level, facts = {} } = found2;
  const secret = bytes.subarray(start, end);
  const matchEnd = found2.matchEnd ?? end;
  const finding = { rule, level, start, end, matchStart, matchEnd, secret, sight, decoded: [], facts };
  return doubted(finding, found2.reason);
}
function doubted(finding, reason) {
  return reason === void 0 ? finding : { ...finding, level: "placeholder", reason };
}
function runEnd(bytes, at, table2, most2) {
  const last = Math.min(bytes.length, at + most2);
  let end = at;
  while (end < last && table2[bytes[end]] === 1) {
    end += 1;
  }
  return end;
}
function runStart(bytes, at, table2, most2) {
  const first = Math.max(0, at - most2);
  let start = at;
  while (start > first && table2[bytes[start - 1]] === 1) {
    start -= 1;
  }
  return start;
}
function bytesOf(alphabet) {
  const one = new RegExp(`[${alphabet}]`);
  return Uint8Array.from({ length: 256 }, (_, byte) => one.test(String.fromCharCode(byte)) ? 1 : 0);
}
const PASSWORDS = /* @__PURE__ */ new Set(["password", "passwd", "pwd", "passphrase", "passcode", "pass", "pw", "passwort"]);
const KEYS = /* @__PURE__ */ new Set([
  "secret",
  "secrets",
  "token",
  "apikey",
  "credential",
  "credentials",
  "creds",
  "auth",
  "accesskey",
  "secretkey",
  "privatekey",
  "authtoken",
  "accesstoken",
  "clientsecret",
  "apitoken",
  "masterkey",
  "signingkey",
  "encryptionkey"
]);
const KEY_OWNERS = /* @__PURE__ */ new Set([
  "api",
  "access",
  "private",
  "secret",
  "auth",
  "account",
  "admin",
  "app",
  "master",
  "signing",
  "encryption",
  "encrypt",
  "client",
  "service",
  "license",
  "write",
  "server",
  "crypto",
  "hmac",
  "jwt",
  "cookie",
  "session",
  "storage",
  "shared",
  "deploy",
  "live"
]);
const ABOUT = new Set(
  "path file filename dir url uri endpoint name names type types field fields label hint placeholder policy length len size min max regex pattern prefix suffix header headers format expires expiry expiration ttl count hash hashed digest class error errors message msg title description desc param params parameter provider scope scopes author authority method mode status state strategy version env var variable ref arn kind column table attribute attr property prop input selector element text help info address host server link page view template event action handler reset confirm confirmation changed strength validator check required enabled disabled index position pos start end number num line offset separator delimiter kid alg algorithm issuer audience id ids identifier set list map store manager service vault engine backend test example sample ts tsx js jsx mjs cjs go py rb rs java kt json yaml yml toml txt md html css pem crt pub lock log sql sh".split(
    " "
  )
);
const OTHER$1 = /* @__PURE__ */ new Set([
  "public",
  "csrf",
  "xsrf",
  "next",
  "continuation",
  "pagination",
  "cursor",
  "sync",
  "placeholder",
  "fake",
  "dummy",
  "mock",
  "example",
  "invalid",
  "wrong",
  "bad",
  "expected",
  "lexer",
  "syntax",
  "tokens",
  "tokenizer",
  "author",
  "primary",
  "foreign",
  "translation",
  "i18n"
]);
function kindOf(name) {
  const words = wordsOf(name);
  const last = words.at(-1);
  if (last === void 0 || ABOUT.has(last) || words.some((word) => OTHER$1.has(word))) {
    return void 0;
  }
  if (words.some((word) => PASSWORDS.has(word) || /(?:password|passwd|passphrase)$/.test(word))) {
    return "password";
  }
  const key = words.some((word, at) => {
    return KEYS.has(word) || word === "key" && KEY_OWNERS.has(words[at - 1] ?? "") || /(?:secret|token|apikey)$/.test(word);
  });
  return key ? "key" : void 0;
}
function wordsOf(name) {
  return name.replaceAll(/([a-z\d])([A-Z])|([A-Z])([A-Z][a-z])/g, "$1$3_$2$4").toLowerCase().split(/[^a-z]+/).filter((word) => word !== "");
}
const MARKUP = 60;
const SPACE$3 = bytesOf(" \\t");
const MAX_SPACE$1 = 24;
const QUOTES$1 = /* @__PURE__ */ new Set([34, 39, 96]);
const BACKSLASH$4 = 92;
const COLON$1 = 58;
const CLOSING = /* @__PURE__ */ new Set([93, 41]);
const CALL = 40;
const GREATER = 62;
const MAX_TYPE = 32;
const TYPE = /^(?::\s{0,4}(?:[&'a-z ]{0,12}str(?:ing)?|String|Optional\[str\]|any)|[ \t](?:string|String|str))[ \t]{0,8}(?==)/;
const OPERATORS$1 = ["===", "!==", "==", "!=", ":=", "=>", "?=", "||=", "=", ":", ","];
const CONSTANT = /[A-Z]_[A-Z]+$/;
const MAX_CONSTANT = 24;
const PAIR = /^["']?,?\s{1,40}["']?[vV]alue["']?\s{0,4}[:=]\s{0,4}/;
const MAX_PAIR = 64;
function openingOf(bytes, nameStart, nameEnd) {
  const next = bytes[nameEnd] ?? 0;
  if (next === GREATER) {
    return bytes[nameStart - 1] === MARKUP ? { at: nameEnd + 1, quote: MARKUP } : void 0;
  }
  const pair = isPairEnd(next) ? PAIR.exec(bytes.toString("latin1", nameEnd, nameEnd + MAX_PAIR)) : null;
  if (pair !== null) {
    return literalAt(bytes, nameEnd + pair[0].length);
  }
  const named = QUOTES$1.has(next) || next === BACKSLASH$4 && QUOTES$1.has(bytes[nameEnd + 1] ?? 0);
  let at = named ? nameEnd + (next === BACKSLASH$4 ? 2 : 1) : nameEnd;
  at = runEnd(bytes, CLOSING.has(bytes[at] ?? 0) ? at + 1 : at, SPACE$3, MAX_SPACE$1);
  at = afterType(bytes, nameEnd, at);
  const operator = OPERATORS$1.find((text2) => standsAt$1(bytes, at, text2));
  const call = !named && bytes[at] === CALL;
  if (operator === void 0 && !call) {
    return void 0;
  }
  if (operator === "," && !(named && isConstant(bytes, nameStart, nameEnd))) {
    return void 0;
  }
  const opening = literalAt(bytes, runEnd(bytes, at + (operator?.length ?? 1), SPACE$3, MAX_SPACE$1));
  return opening.quote === void 0 && (call || operator === ",") ? void 0 : opening;
}
function isPairEnd(byte) {
  return byte === 10 || byte === 13 || QUOTES$1.has(byte);
}
function isConstant(bytes, nameStart, nameEnd) {
  return CONSTANT.test(bytes.toString("latin1", Math.max(nameStart, nameEnd - MAX_CONSTANT), nameEnd));
}
function afterType(bytes, nameEnd, at) {
  const colon = bytes[at] === COLON$1;
  if (!colon && bytes[nameEnd] !== 32) {
    return at;
  }
  const from = colon ? at : nameEnd;
  const typed = TYPE.exec(bytes.toString("latin1", from, at + MAX_TYPE));
  return typed === null ? at : from + typed[0].length;
}
function literalAt(bytes, at) {
  if (bytes[at] === BACKSLASH$4 && QUOTES$1.has(bytes[at + 1] ?? 0)) {
    return { at: at + 2, quote: BACKSLASH$4 };
  }
  const prefixed = /[bBruRLU@]/.test(String.fromCharCode(bytes[at] ?? 0)) && QUOTES$1.has(bytes[at + 1] ?? 0);
  const quote = bytes[prefixed ? at + 1 : at] ?? 0;
  return QUOTES$1.has(quote) ? { at: prefixed ? at + 2 : at + 1, quote } : { at, quote: void 0 };
}
function standsAt$1(bytes, at, text2) {
  for (let index2 = 0; index2 < text2.length; index2 += 1) {
    if (bytes[at + index2] !== text2.charCodeAt(index2)) {
      return false;
    }
  }
  return true;
}
const COMMON_PAIRS = "abacadagaialamanaparasataubeblbucacechckclcoctdedidoeaecedeeefelemeneperesetexfafifofugeghgohahehihohticidieigiliminioirisitkelaldlelilllolslymamemimpnancndnengninonsntocodolomonoooporosotouovowpapeplpoppprptrarcrerirnrorrrsrtruseshsisospssstsutatethtitotrtstutyueulunurusutvavewi";
const LETTERS$1 = 26;
const MIN_LENGTH = 8;
const MIN_ENTROPY = 0.72;
const MAX_COMMON = 0.5;
const MIN_PAIRS = 5;
const MAX_STEPS = 0.34;
const common = new Uint8Array(LETTERS$1 * LETTERS$1);
for (let at = 0; at < COMMON_PAIRS.length; at += 2) {
  common[letter(COMMON_PAIRS, at) * LETTERS$1 + letter(COMMON_PAIRS, at + 1)] = 1;
}
function looksRandom(text2) {
  const piece = text2.slice(0, 256);
  return piece.length >= MIN_LENGTH && entropyShare(piece) >= MIN_ENTROPY && stepShare(piece) <= MAX_STEPS && !isWordlike(piece);
}
function isWordlike(text2) {
  let pairs = 0;
  let usual = 0;
  for (let at = 0; at + 1 < text2.length; at += 1) {
    const first = letter(text2, at);
    const second = letter(text2, at + 1);
    if (first >= 0 && second >= 0 && !(isSmall(text2, at) && !isSmall(text2, at + 1))) {
      pairs += 1;
      usual += common[first * LETTERS$1 + second] ?? 0;
    }
  }
  return pairs >= MIN_PAIRS && pairs * 3 >= text2.length && usual / pairs > MAX_COMMON;
}
function entropyOf(text2) {
  const counts = /* @__PURE__ */ new Map();
  for (const char of text2) {
    counts.set(char, (counts.get(char) ?? 0) + 1);
  }
  let bits = 0;
  for (const count2 of counts.values()) {
    bits -= count2 / text2.length * Math.log2(count2 / text2.length);
  }
  return bits;
}
function entropyShare(text2) {
  const kinds = /^\d+$/.test(text2) ? 10 : /^[0-9a-fA-F-]+$/.test(text2) ? 16 : /^[0-9a-z]+$/i.test(text2) ? 36 : 64;
  return entropyOf(text2) / Math.log2(Math.min(text2.length, kinds));
}
function stepShare(text2) {
  let steps = 0;
  for (let at = 1; at < text2.length; at += 1) {
    steps += Math.abs(text2.charCodeAt(at) - text2.charCodeAt(at - 1)) <= 1 ? 1 : 0;
  }
  return steps / text2.length;
}
function letter(text2, at) {
  const code2 = text2.charCodeAt(at) | 32;
  return code2 >= 97 && code2 <= 122 ? code2 - 97 : -1;
}
function isSmall(text2, at) {
  return text2.charCodeAt(at) >= 97;
}
const REFERENCE = /^(?:[$@#%&~:?]|\.{0,2}\/|[a-z][a-z0-9+.-]*:\/\/)|^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$|[([]|->|::|=>|<\/?[A-Za-z]|[{}]|\\[nrt]|^[A-Z]:\\/;
const DATE_OR_NUMBER = /^[-+]?[\d.,:/ -]+$|^\d+(?:\.\d+)+|^#?[0-9a-f]{6}$|^\d+[a-z]{1,3}$/i;
const DOMAIN = /^(?:[\w-]+\.)+[A-Za-z]{2,10}(?:[:/].*)?$/;
const TOKEN$1 = /^[A-Za-z0-9+/=_.~:!@#$%^&*-]+$/;
const UUID$1 = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MAX = 512;
const MAX_WEAK = 32;
const NAMES_ITSELF = /secret|passw/i;
const LEET = {
  "0": "o",
  "1": "l",
  "3": "e",
  "4": "a",
  "5": "s",
  "@": "a",
  $: "s"
};
const WEAK = /^(?:my|the|your|user|some|new|old|test|wrong|bad|good|invalid|correct|default|super|very|top|db|str0ng|strong|a|an)*[-_ ]?(?:p[a@][s$][s$](?:w(?:or|0r)?d|phrase|code)?|pwd?|secret|s3cr3t|s3cret|key|apikey|token|test(?:ing)?|admin(?:istrator)?|root|guest|user(?:name)?|demo|foo|bar|baz|qux|hello|world|letmein|welcome|monkey|login|postgres|mysql|mongo|redis|rabbit|guest|none|null|nil|undefined|true|false|empty|abc|xyz|value|string|text|credentials?|auth|bearer|basic|sesame)[-_ ]?\w{0,3}[\d!@#$%.*-]*$/i;
function isKeyLike(text2) {
  return text2.length >= 16 && text2.length <= MAX && TOKEN$1.test(text2) && /\d/.test(text2) && /[A-Za-z]/.test(text2) && !NAMES_ITSELF.test(text2) && !isReference(text2) && looksRandom(text2);
}
function isPasswordLike(literal) {
  const text2 = literal.replaceAll(/[\x80-\xff]/g, "e");
  if (text2.length < 6 || text2.length > 128 || /[\s\0-\x1f\x7f]/.test(text2) || isReference(text2) || text2.length <= MAX_WEAK && WEAK.test(text2) || NAMES_ITSELF.test(text2.replaceAll(/[01345@$]/g, (char) => LEET[char] ?? char))) {
    return false;
  }
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(text2)).length;
  const core = text2.replace(/[\d\W_]+$/, "");
  const plainWords = /^[A-Za-z]+(?:[-_ .][A-Za-z]+)*$/.test(text2);
  if (kinds < 2 || plainWords) {
    return text2.length >= 12 && looksRandom(text2);
  }
  return /\d|[^\w.:/-]/.test(text2) && !(isWordlike(core) && /[-_.:/]/.test(core));
}
function isReference(text2) {
  return REFERENCE.test(text2) || DATE_OR_NUMBER.test(text2) || DOMAIN.test(text2) || UUID$1.test(text2) || writtenReason(text2) !== void 0;
}
const NAME$1 = bytesOf("0-9A-Za-z_.$-");
const SPACE$2 = bytesOf(" \\t");
const MAX_NAME$1 = 48;
const MAX_SPACE = 24;
const MAX_VALUE = 512;
const BACKSLASH$3 = 92;
const NEWLINE$3 = 10;
const RETURN$1 = 13;
const HASH = 35;
const SHORTEST_PLAIN = 6;
const MAX_LEAD = 100;
const PLAIN = /(?:^|\/)(?:\.env[\w.-]*|[\w.-]*\.(?:env|ya?ml|properties|ini|cfg|conf|cnf|config|tfvars|toml|envrc|npmrc|service)|\.npmrc|Dockerfile[\w.-]*)$/i;
const PLAIN_VALUE = bytesOf("!#-&(-~");
const LINE_LEAD = /(?:^|[\n;])[ \t]*(?:-[ \t]+)?(?:name:[ \t]+["']?|export[ \t]+|ENV[ \t]+|ARG[ \t]+|set[ \t]+|"|'|\/\/[\w.:/-]{0,80}:)?$/;
const ASSIGNMENT = {
  id: "assigned-secret",
  what: "a literal given to a name that promises a secret",
  severity: "medium",
  gitleaks: ["generic-api-key", "hashicorp-tf-password", "nuget-config-password"],
  anchors: [
    "pass",
    "pwd",
    "secret",
    "token",
    "apikey",
    "api_key",
    "api-key",
    "access_key",
    "accesskey",
    "access-key",
    "private_key",
    "privatekey",
    "credential",
    "auth",
    "_key",
    "creds"
  ],
  find: (scene, at) => {
    const { bytes } = scene;
    const nameEnd = runEnd(bytes, at, NAME$1, MAX_NAME$1);
    const nameStart = runStart(bytes, at, NAME$1, MAX_NAME$1);
    const opened = openingOf(bytes, nameStart, nameEnd);
    if (opened === void 0) {
      return void 0;
    }
    const end = opened.quote === void 0 ? plainEnd(scene, opened.at) : quotedEnd(bytes, opened.at, opened.quote);
    if (end === void 0) {
      return void 0;
    }
    const name = bytes.toString("latin1", nameStart, nameEnd);
    const kind = kindOf(name);
    if (kind === void 0 || opened.quote === void 0 && !beginsLine(bytes, nameStart)) {
      return void 0;
    }
    return judged(scene, nameStart, name, kind, opened.at, end);
  }
};
function quotedEnd(bytes, start, quote) {
  const last = Math.min(bytes.length, start + MAX_VALUE + 1);
  let end = start;
  const escapes = quote !== BACKSLASH$3 && quote !== MARKUP;
  while (end < last && bytes[end] !== quote && bytes[end] !== NEWLINE$3) {
    end += escapes && bytes[end] === BACKSLASH$3 ? 2 : 1;
  }
  return bytes[end] === quote ? end : void 0;
}
function plainEnd({ bytes, path: path2 }, start) {
  const end = runEnd(bytes, start, PLAIN_VALUE, MAX_VALUE);
  const rest = runEnd(bytes, end, SPACE$2, MAX_SPACE);
  const next = bytes[rest];
  const whole = next === void 0 || next === NEWLINE$3 || next === RETURN$1 || rest > end && next === HASH;
  return whole && end - start >= SHORTEST_PLAIN && PLAIN.test(path2) ? end : void 0;
}
function beginsLine(bytes, nameStart) {
  const lead = bytes.toString("latin1", Math.max(0, nameStart - MAX_LEAD), nameStart);
  return LINE_LEAD.test(nameStart <= MAX_LEAD ? `
${lead}` : lead);
}
function judged(scene, nameStart, name, kind, start, end) {
  const { bytes, path: path2 } = scene;
  const value = bytes.toString("latin1", start, end);
  if (value.toLowerCase() === name.toLowerCase() || !(kind === "password" ? isPasswordLike(value) : isKeyLike(value))) {
    return void 0;
  }
  const found2 = findingAt(bytes, {
    rule: ASSIGNMENT.id,
    level: "generic",
    start,
    end,
    matchStart: nameStart,
    sight: name
  });
  return doubted(found2, reasonAgainst(bytes, found2, path2));
}
const SPACE$1 = bytesOf(" ");
const VALUE = bytesOf("!#-&(-:<-~");
const STOP = bytesOf(`; \\t\\n"'`);
const BESIDE = /(?:server|data source|host|user id|uid|database|initial catalog|dbname|endpoint|driver|user|username)\s?=[^\n]{0,200}$/i;
const MAX_BEFORE$2 = 220;
const CONNECTION = {
  id: "connection-password",
  what: "a password in a connection string",
  severity: "high",
  gitleaks: [],
  anchors: ["password=", "pwd=", "password ="],
  find: ({ bytes, path: path2 }, at) => {
    if (STOP[bytes[at - 1] ?? 0] !== 1) {
      return void 0;
    }
    const equals = bytes.indexOf(61, at);
    const start = runEnd(bytes, equals + 1, SPACE$1, 2);
    const end = runEnd(bytes, start, VALUE, 128);
    const value = bytes.toString("latin1", start, end);
    if (value.length < 6 || !(isPasswordLike(value) || isKeyLike(value))) {
      return void 0;
    }
    const before = bytes.toString("latin1", Math.max(0, at - MAX_BEFORE$2), at);
    if (!BESIDE.test(before)) {
      return void 0;
    }
    const sight = bytes.toString("latin1", at, equals).trim();
    const found2 = findingAt(bytes, {
      rule: CONNECTION.id,
      level: "generic",
      start,
      end,
      matchStart: at,
      sight
    });
    return doubted(found2, reasonAgainst(bytes, found2, path2));
  }
};
const SHAPES = [
  { path: /(?:^|\/)[._]netrc$/, pattern: /(\bpassword[ \t\r\n]{1,8})([^\s#]{1,200})/g, sight: "password" },
  {
    path: /(?:^|\/)\.?pgpass(?:\.conf)?$/,
    pattern: /^([^\n:#]{1,200}:[^\n:]{0,8}:[^\n:]{0,80}:[^\n:]{0,80}:)([^\n:\r]{1,200})\r?$/gm,
    sight: "pgpass"
  },
  { path: /(?:^|\/)\.?htpasswd$/, pattern: /^([^\n:]{1,80}:)([$\w./{}+=-]{8,200})\r?$/gm, sight: "htpasswd" },
  {
    path: /(?:^|\/)\.npmrc$/,
    pattern: /^([^\n=]{0,200}_(?:auth|password)[ \t]{0,4}=[ \t]{0,4})["']?([A-Za-z0-9+/=]{8,400})["']?\r?$/gm,
    sight: "_auth"
  }
];
const FILES = {
  id: "credential-file",
  what: "a password in a file of credentials",
  severity: "high",
  gitleaks: ["pkcs12-file"],
  anchors: [],
  find: () => void 0,
  all: (scene) => [...keyStore(scene), ...inShapes(scene)]
};
const KEY_STORE = /\.(?:p12|pfx)$/i;
const SEQUENCE = 48;
const SHORTEST_STORE = 100;
function keyStore({ bytes, path: path2 }) {
  if (!KEY_STORE.test(path2) || bytes[0] !== SEQUENCE || bytes.length < SHORTEST_STORE) {
    return [];
  }
  const place = { start: 0, end: bytes.length, matchStart: 0 };
  return [findingAt(bytes, { rule: FILES.id, level: "generic", ...place, sight: "PKCS #12" })];
}
function inShapes(scene) {
  return SHAPES.filter(({ path: path2 }) => path2.test(scene.path)).flatMap((shape2) => inFile(scene, shape2));
}
function inFile({ bytes }, shape2) {
  const text2 = bytes.toString("latin1", 0, Math.min(bytes.length, 1 << 20));
  return [...text2.matchAll(shape2.pattern)].flatMap((match2) => {
    const secret = match2[2] ?? "";
    const start = match2.index + match2[0].indexOf(secret, match2[1]?.length ?? 0);
    if (!isPasswordLike(secret) && !isKeyLike(secret) && shape2.sight !== "htpasswd") {
      return [];
    }
    return [
      findingAt(bytes, {
        rule: FILES.id,
        level: "generic",
        start,
        end: start + secret.length,
        matchStart: match2.index,
        matchEnd: match2.index + match2[0].length,
        sight: shape2.sight
      })
    ];
  });
}
const TOKEN = bytesOf("0-9A-Za-z._~+/=-");
const WORD$2 = bytesOf("0-9A-Za-z_");
const SPACE = bytesOf(" ");
const MAX_TOKEN = 4096;
const QUOTES = bytesOf(`"'`);
const USER = bytesOf("!#-&(-~");
const COMMAND = /\b(?:curl|wget|http|https|xh)\b[^\n]{0,300}$/i;
const MAX_BEFORE$1 = 320;
const BASIC = {
  id: "basic-auth",
  what: "a user and password in an Authorization header",
  severity: "high",
  gitleaks: ["curl-auth-header"],
  anchors: ["basic "],
  find: ({ bytes, path: path2 }, at) => {
    const start = runEnd(bytes, at + 6, SPACE, 4);
    const end = runEnd(bytes, start, TOKEN, MAX_TOKEN);
    if (end - start < 12 || WORD$2[bytes[at - 1] ?? 0] === 1) {
      return void 0;
    }
    const text2 = buffer.Buffer.from(bytes.toString("latin1", start, end), "base64").toString("latin1");
    const password = /^[\x21-\x39\x3b-\x7e]*:([\x20-\x7e]+)$/.exec(text2)?.[1];
    if (password === void 0 || !(isPasswordLike(password) || isKeyLike(password))) {
      return void 0;
    }
    const found2 = findingAt(bytes, {
      rule: BASIC.id,
      level: "generic",
      start,
      end,
      matchStart: at,
      sight: "Basic"
    });
    return doubted(found2, reasonAgainst(bytes, found2, path2));
  }
};
const BEARER = {
  id: "bearer-token",
  what: "a token in an Authorization header",
  severity: "high",
  gitleaks: ["curl-auth-header"],
  anchors: ["bearer "],
  find: ({ bytes, path: path2 }, at) => {
    const start = runEnd(bytes, at + 7, SPACE, 4);
    const end = runEnd(bytes, start, TOKEN, MAX_TOKEN);
    if (end - start < 16 || WORD$2[bytes[at - 1] ?? 0] === 1 || !isKeyLike(bytes.toString("latin1", start, Math.min(end, start + 256)))) {
      return void 0;
    }
    const found2 = findingAt(bytes, {
      rule: BEARER.id,
      level: "generic",
      start,
      end,
      matchStart: at,
      sight: "Bearer"
    });
    return doubted(found2, reasonAgainst(bytes, found2, path2));
  }
};
const CURL_USER = {
  id: "curl-user",
  what: "a password on the command line of curl",
  severity: "high",
  gitleaks: ["curl-auth-user"],
  anchors: [" -u ", " -u'", ' -u"', " --user ", " --user=", " --password ", " --password="],
  find: ({ bytes, path: path2 }, at) => {
    const flag = runEnd(bytes, at + 1, USER, 10);
    const equals = bytes.toString("latin1", at, flag).indexOf("=");
    const open = runEnd(bytes, equals === -1 ? flag : at + equals + 1, SPACE, 4);
    const quote = QUOTES[bytes[open] ?? 0] === 1;
    const user = quote ? open + 1 : open;
    const end = runEnd(bytes, user, USER, 200);
    const pair = bytes.toString("latin1", user, end);
    const alone = bytes.toString("latin1", at, flag).startsWith(" --password");
    const colon = alone ? -1 : pair.indexOf(":");
    if (!alone && colon < 0 || quote && QUOTES[bytes[end] ?? 0] !== 1) {
      return void 0;
    }
    const start = user + colon + 1;
    const password = pair.slice(colon + 1);
    if (!(isPasswordLike(password) || isKeyLike(password))) {
      return void 0;
    }
    const before = bytes.toString("latin1", Math.max(0, at - MAX_BEFORE$1), at + 1).replaceAll(/\\\r?\n/g, "  ");
    if (!alone && !COMMAND.test(before)) {
      return void 0;
    }
    const found2 = findingAt(bytes, {
      rule: CURL_USER.id,
      level: "generic",
      start,
      end,
      matchStart: at + 1,
      sight: "-u"
    });
    return doubted(found2, reasonAgainst(bytes, found2, path2));
  }
};
const DIGITS = bytesOf("0-9A-Za-z_-");
const MAX_SEGMENT = 8192;
const SHORTEST_SEGMENT = 12;
const SHORTEST_SIGNATURE = 20;
const DOT = 46;
const MAX_FACT = 100;
const JWT = {
  id: "jwt",
  what: "a JSON Web Token",
  severity: "high",
  gitleaks: ["jwt", "jwt-base64"],
  anchors: ["eyj"],
  find: ({ bytes, now }, at) => {
    if (bytes[at + 2] !== 74 || bytes[at] !== 101 || DIGITS[bytes[at - 1] ?? 0] === 1) {
      return void 0;
    }
    const headEnd = segment(bytes, at);
    const claimsEnd = headEnd === -1 ? -1 : segment(bytes, headEnd + 1);
    if (claimsEnd === -1) {
      return void 0;
    }
    const end = runEnd(bytes, claimsEnd + 1, DIGITS, MAX_SEGMENT);
    const head = objectIn(bytes.toString("latin1", at, headEnd));
    const claims = objectIn(bytes.toString("latin1", headEnd + 1, claimsEnd));
    if (head === void 0 || claims === void 0 || typeof head["alg"] !== "string") {
      return void 0;
    }
    const signed = end - claimsEnd - 1 >= SHORTEST_SIGNATURE;
    return findingAt(bytes, {
      rule: JWT.id,
      level: "specific",
      start: at,
      end,
      matchStart: at,
      sight: "eyJ",
      facts: factsOf$1(head, claims),
      reason: signed ? reasonIn(claims, now) : "it has no signature"
    });
  }
};
function segment(bytes, at) {
  const end = runEnd(bytes, at, DIGITS, MAX_SEGMENT);
  return bytes[end] === DOT && end - at >= SHORTEST_SEGMENT ? end : -1;
}
function objectIn(digits) {
  try {
    const value = JSON.parse(buffer.Buffer.from(digits, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : void 0;
  } catch {
    return void 0;
  }
}
function factsOf$1(head, claims) {
  const facts = {};
  for (const [name, value] of [
    ["algorithm", head["alg"]],
    ["issuer", claims["iss"]]
  ]) {
    if (typeof value === "string") {
      facts[name] = value.slice(0, MAX_FACT);
    }
  }
  const expiry = expiryOf(claims);
  if (expiry !== void 0) {
    facts["expires"] = new Date(expiry).toISOString();
  }
  return facts;
}
function expiryOf(claims) {
  const seconds = claims["exp"];
  return typeof seconds === "number" && seconds > 0 && seconds < 8e12 ? seconds * 1e3 : void 0;
}
function reasonIn(claims, now) {
  const expiry = expiryOf(claims);
  if (now !== void 0 && expiry !== void 0 && expiry < now) {
    return "it has expired";
  }
  if (claims["sub"] === "1234567890" || /^(?:john|jane) doe$/i.test(String(claims["name"]))) {
    return "it says that it is an example";
  }
  return claims["role"] === "anon" ? "its role is that of anybody: it is public" : void 0;
}
const BEGIN = "-----BEGIN ";
const DASHES = buffer.Buffer.from("-----", "latin1");
const MAX_LABEL = 64;
const MAX_BODY = 32 * 1024;
const LABEL = /^(?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?$/;
const SHORTEST$2 = 64;
const HEADER = /(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset)[^\n\\]{0,200}(?:\\n|\\r|\r?\n)/g;
const DER = 48;
const OPENSSH = "openssh-key-v1";
const PRIVATE_KEY = {
  id: "private-key",
  what: "a private key",
  severity: "critical",
  gitleaks: ["private-key"],
  anchors: ["-----begin "],
  find: ({ bytes, path: path2 }, at) => {
    if (bytes.toString("latin1", at, at + BEGIN.length) !== BEGIN) {
      return void 0;
    }
    const labelEnd = within(bytes, at + BEGIN.length, MAX_LABEL);
    const label = labelEnd === -1 ? "" : bytes.toString("latin1", at + BEGIN.length, labelEnd);
    if (!LABEL.test(label)) {
      return void 0;
    }
    const start = labelEnd + DASHES.length;
    const close = within(bytes, start, MAX_BODY);
    const end = close === -1 ? Math.min(bytes.length, start + MAX_BODY) : close;
    const body = bytes.toString("latin1", start, end);
    const digits = digitsOf(body);
    if (digits.length < SHORTEST$2) {
      return void 0;
    }
    const encrypted = label.startsWith("ENCRYPTED") || /ENCRYPTED/.test(body);
    const shaped = encrypted || label.endsWith("BLOCK") || isKey(digits);
    return findingAt(bytes, {
      rule: PRIVATE_KEY.id,
      level: encrypted ? "generic" : "specific",
      start,
      end,
      matchStart: at,
      matchEnd: close === -1 ? end : Math.min(bytes.length, close + DASHES.length),
      sight: `${BEGIN}${label}-----`,
      facts: encrypted ? { encrypted: "yes" } : {},
      reason: shaped ? exampleFile(path2) : "what stands between its lines is no key"
    });
  }
};
function within(bytes, at, most2) {
  const index2 = bytes.subarray(at, at + most2).indexOf(DASHES);
  return index2 === -1 ? -1 : at + index2;
}
function digitsOf(body) {
  const text2 = body.replaceAll(HEADER, "").replaceAll(/\\[nrt]|[\s"'`+,;()*#|\\=-]|\/\//g, "");
  const digits = /^[0-9A-Za-z+/]*/.exec(text2)?.[0] ?? "";
  return digits.length * 10 >= text2.length * 9 || digits.length >= 400 ? digits : "";
}
function isKey(digits) {
  const head = buffer.Buffer.from(digits.slice(0, 24), "base64");
  return head[0] === DER || head.toString("latin1").startsWith(OPENSSH);
}
const SCHEME = bytesOf("0-9A-Za-z+.-");
const AUTHORITY = bytesOf("!$%&()*+,:;=@._~0-9A-Za-z\\[\\]^|{}#-");
const MAX_SCHEME = 24;
const MAX_AUTHORITY = 400;
const AT = 64;
const COLON = 58;
const EXAMPLE_HOST = /^(?:[\w.-]*\.)?(?:example(?:\.\w+)?|host(?:name)?|test|invalid|domain\.\w+|server|foo(?:\.\w+)?|bar(?:\.\w+)?)(?:[:\d]*)$/i;
const URL_PASSWORD = {
  id: "url-password",
  what: "a password in a URL",
  severity: "high",
  gitleaks: [],
  anchors: ["://"],
  find: ({ bytes, path: path2 }, at) => {
    const start = at + 3;
    const end = runEnd(bytes, start, AUTHORITY, MAX_AUTHORITY);
    const authority = bytes.subarray(start, end);
    const host = start + authority.lastIndexOf(AT) + 1;
    const password = start + authority.indexOf(COLON) + 1;
    if (host === start || password === start || password >= host - 1) {
      return void 0;
    }
    const text2 = decoded(bytes.toString("latin1", password, host - 1));
    const schemeStart = runStart(bytes, at, SCHEME, MAX_SCHEME);
    if (schemeStart === at || !(isPasswordLike(text2) || isKeyLike(text2))) {
      return void 0;
    }
    const user = bytes.toString("latin1", start, password - 1);
    const name = bytes.toString("latin1", host, end);
    if (user === text2 || !/^[\w[]/.test(name) || /[{}$]/.test(user + name) || EXAMPLE_HOST.test(name)) {
      return void 0;
    }
    const found2 = findingAt(bytes, {
      rule: URL_PASSWORD.id,
      level: "generic",
      start: password,
      end: host - 1,
      matchStart: schemeStart,
      matchEnd: end,
      sight: bytes.toString("latin1", schemeStart, start)
    });
    return doubted(found2, reasonAgainst(bytes, found2, path2));
  }
};
function decoded(text2) {
  return text2.replaceAll(
    /%([0-7][\da-f])/gi,
    (_, hex2) => String.fromCharCode(Number.parseInt(hex2, 16))
  );
}
const CONTEXT = [
  PRIVATE_KEY,
  JWT,
  URL_PASSWORD,
  CONNECTION,
  BASIC,
  BEARER,
  CURL_USER,
  FILES,
  ASSIGNMENT
];
const DIGIT$1 = "0-9";
const HEX$1 = "0-9a-f";
const HEX_BOTH = "0-9A-Fa-f";
const HEX_UPPER = "0-9A-F";
const LOWER = "0-9a-z";
const UPPER = "0-9A-Z";
const ALNUM = "0-9A-Za-z";
const LETTER = "A-Za-z";
const WORD$1 = "0-9A-Za-z_-";
const WORD_EQ = "0-9A-Za-z_=-";
const BASE64 = "0-9A-Za-z+/";
const BASE64_BOTH = "0-9A-Za-z+/_-";
const BASE32$1 = "A-Z2-7";
const BASE32_LOWER = "a-z2-7";
const BECH32$1 = "AC-HJ-NP-Z02-9";
const FROM = {
  gitleaks: "gitleaks 8.30",
  betterleaks: "betterleaks 1.7",
  credsweeper: "CredSweeper 1.17",
  secretlint: "secretlint 13",
  titus: "titus",
  noseyparker: "noseyparker 0.24",
  recomputed: "checksum recomputed on samples",
  kubernetes: "https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens",
  googleCloud: "https://cloud.google.com/storage/docs/authentication/hmackeys",
  /** From memory, not confirmed: the rule starts low. */
  memory: "K"
};
function leakPage(check) {
  return {
    revoke: `https://docs.gitlab.com/ee/user/application_security/dast/browser/checks/${check}.html`
  };
}
function of(alphabet, min, max = min, after) {
  return after === void 0 ? { alphabet, min, max } : { alphabet, min, max, after };
}
const UUID = uuid(HEX$1);
const UUID_BOTH = uuid(HEX_BOTH);
function uuid(alphabet) {
  return [...[8, 4, 4, 4].map((length) => of(alphabet, length, length, "-")), of(alphabet, 12)];
}
function family(provider, source, severity = "high") {
  return (id, what, prefixes, pieces, extra = {}) => ({
    id,
    provider,
    what,
    prefixes: typeof prefixes === "string" ? [prefixes] : prefixes,
    pieces: "alphabet" in pieces ? [pieces] : pieces,
    secret: "whole",
    check: "none",
    severity: (extra.source ?? source) === FROM.memory ? "low" : severity,
    gitleaks: [],
    source,
    ...extra
  });
}
const anthropic = family("Anthropic", FROM.gitleaks, "critical");
const openai = family("OpenAI", FROM.gitleaks, "critical");
const PROJECT = ["sk-proj-", "sk-svcacct-", "sk-admin-"];
const MARK = "T3BlbkFJ";
const openaiIds = { gitleaks: ["openai-api-key"] };
const AI = [
  anthropic("anthropic-api", "API key", "sk-ant-api03-", of(WORD$1, 93), {
    suffix: "AA",
    gitleaks: ["anthropic-api-key"]
  }),
  anthropic("anthropic-admin", "admin API key", "sk-ant-admin01-", of(WORD$1, 93), {
    suffix: "AA",
    gitleaks: ["anthropic-admin-api-key"]
  }),
  anthropic("anthropic-oauth-access", "OAuth access token", "sk-ant-oat01-", of(WORD$1, 80, 120), {
    suffix: "AA",
    severity: "low",
    source: FROM.memory
  }),
  anthropic("anthropic-oauth-refresh", "OAuth refresh token", "sk-ant-ort01-", of(WORD$1, 80, 120), {
    suffix: "AA",
    severity: "low",
    source: FROM.memory
  }),
  openai("openai-legacy", "API key", "sk-", [of(ALNUM, 20, 20, MARK), of(ALNUM, 20)], openaiIds),
  openai("openai-project", "project key", PROJECT, [of(WORD$1, 74, 74, MARK), of(WORD$1, 74)], openaiIds),
  openai("openai-project-58", "project key (58)", PROJECT, [of(WORD$1, 58, 58, MARK), of(WORD$1, 58)], openaiIds),
  openai("openai-project-20", "project key (20)", PROJECT, [of(ALNUM, 20, 20, MARK), of(ALNUM, 20)], {
    source: FROM.betterleaks
  }),
  family("Hugging Face", FROM.gitleaks)("huggingface", "access token", "hf_", of(LETTER, 34), {
    gitleaks: ["huggingface-access-token"]
  }),
  family("Hugging Face", FROM.gitleaks)("huggingface-org", "organization token", "api_org_", of(LETTER, 34), {
    gitleaks: ["huggingface-organization-api-token"]
  }),
  family("Groq", FROM.betterleaks)("groq", "API key", "gsk_", of(ALNUM, 52)),
  family("Perplexity", FROM.gitleaks)("perplexity", "API key", "pplx-", of(ALNUM, 48), {
    gitleaks: ["perplexity-api-key"]
  }),
  family("Replicate", FROM.betterleaks)("replicate", "API token", "r8_", of(ALNUM, 37)),
  family("OpenRouter", FROM.betterleaks)("openrouter", "API key", "sk-or-v1-", of(HEX$1, 64)),
  family("xAI", FROM.betterleaks)("xai", "API key", "xai-", of(WORD$1, 80)),
  family("Together AI", FROM.betterleaks)("together", "API key", "tgp_v1_", of(WORD$1, 43)),
  family("NVIDIA", FROM.betterleaks)("nvidia", "API key", "nvapi-", of(WORD$1, 60, 70)),
  family("Cerebras", FROM.betterleaks)("cerebras", "API key", "csk-", of(LOWER, 48)),
  family("LangSmith", FROM.betterleaks)("langsmith-personal", "personal token", "lsv2_pt_", [
    of(HEX$1, 32, 32, "_"),
    of(HEX$1, 10)
  ]),
  family("LangSmith", FROM.betterleaks)("langsmith-service", "service key", "lsv2_sk_", [
    of(HEX$1, 32, 32, "_"),
    of(HEX$1, 10)
  ]),
  family("Pinecone", FROM.betterleaks)("pinecone", "API key", "pcsk_", [of(ALNUM, 5, 6, "_"), of(ALNUM, 63)]),
  family("Weights & Biases", FROM.betterleaks)("wandb-v1", "API key (v1)", "wandb_v1_", of("0-9A-Za-z_", 77)),
  family("Weights & Biases", FROM.betterleaks)("wandb", "API key", [], of(HEX$1, 40), { keywords: ["wandb"] }),
  family("DeepSeek", FROM.betterleaks)("deepseek", "API key", "sk-", of(HEX$1, 32), { keywords: ["deepseek"] }),
  family("ElevenLabs", FROM.betterleaks)("elevenlabs", "API key", "sk_", of(HEX$1, 48), {
    keywords: ["elevenlabs", "eleven_labs", "xi-api-key", "xi_api_key"]
  }),
  family("Stability AI", FROM.betterleaks)("stability", "API key", "sk-", of(ALNUM, 48), {
    keywords: ["stability"]
  }),
  family("Cohere", FROM.gitleaks)("cohere", "API key", [], of(ALNUM, 40), {
    keywords: ["cohere", "co_api_key"],
    gitleaks: ["cohere-api-token"]
  }),
  family("Mistral", FROM.betterleaks)("mistral", "API key", [], of(ALNUM, 32), { keywords: ["mistral"] }),
  family("Tavily", FROM.credsweeper)("tavily", "API key", "tvly-", of(WORD$1, 32, 40)),
  family("LlamaCloud", FROM.credsweeper)("llamacloud", "API key", "llx-", of(WORD$1, 48)),
  family("RunPod", FROM.betterleaks)("runpod", "API key", "rpa_", [of(UPPER, 40), of(ALNUM, 6)]),
  family("Cursor", FROM.betterleaks)("cursor", "API key", "key_", of(HEX$1, 64), { keywords: ["cursor"] }),
  family("Brave", FROM.betterleaks)("brave-search", "Search API key", "BSA", of(WORD$1, 24, 40), {
    keywords: ["brave", "subscription-token", "bsa_"],
    near: 150
  }),
  family("Private AI", FROM.gitleaks)("privateai", "API token", [], of(LOWER, 32), {
    keywords: ["privateai", "private_ai", "private-ai"],
    gitleaks: ["privateai-api-token"]
  })
];
const STORAGE_KEYS = "https://github.com/MicrosoftDocs/azure-docs/blob/repo_sync_working_branch/articles/storage/common/storage-account-keys-manage.md";
const aws = family("AWS", FROM.gitleaks);
const gcp = family("Google Cloud", FROM.credsweeper);
const azure = family("Azure", FROM.betterleaks);
const azureMemory = family("Azure", FROM.memory);
const padding = of("=", 0, 2);
const CLOUD = [
  aws("aws-access-key-id", "access key id", "AKIA", of(BASE32$1, 16), {
    check: "aws-account",
    source: FROM.recomputed,
    gitleaks: ["aws-access-token"],
    ...leakPage("798.12")
  }),
  aws("aws-temp-key-id", "temporary access key id", "ASIA", of(BASE32$1, 16), {
    check: "aws-account",
    severity: "medium",
    source: FROM.recomputed,
    gitleaks: ["aws-access-token"]
  }),
  aws("aws-bearer-id", "service bearer token id", "ABIA", of(BASE32$1, 16), {
    severity: "medium",
    gitleaks: ["aws-access-token"]
  }),
  aws("aws-context-id", "context-specific credential id", "ACCA", of(BASE32$1, 16), {
    severity: "medium",
    gitleaks: ["aws-access-token"]
  }),
  aws("aws-legacy-key-id", "access key id (legacy)", "A3T", [of(UPPER, 1), of(BASE32$1, 16)], {
    severity: "medium",
    gitleaks: ["aws-access-token"]
  }),
  aws("aws-secret-key", "secret access key", [], of(BASE64, 40), {
    keywords: [
      "aws_secret",
      "aws-secret",
      "aws.secret",
      "awssecret",
      "secret_access_key",
      "secret-access-key",
      "secretaccesskey"
    ],
    level: "specific",
    severity: "critical",
    ...leakPage("798.12"),
    source: FROM.betterleaks
  }),
  aws(
    "aws-session-token",
    "session token",
    ["IQoJb3JpZ2lu", "FwoGZXIvYXdz"],
    [of(BASE64, 280, 1e3), of(BASE64, 0, 500), padding],
    { severity: "low", source: FROM.memory }
  ),
  aws("aws-bedrock-long", "Bedrock API key", "ABSK", [of(BASE64, 109, 269), padding], {
    check: "base64-bedrock",
    gitleaks: ["aws-amazon-bedrock-api-key-long-lived"]
  }),
  aws(
    "aws-bedrock-short",
    "Bedrock API key (short-lived)",
    "bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t",
    [of(BASE64, 20, 1e3), of(BASE64, 0, 1e3), padding],
    { severity: "medium", gitleaks: ["aws-amazon-bedrock-api-key-short-lived"] }
  ),
  aws("aws-mws", "Marketplace Web Service token", "amzn.mws.", UUID, { source: FROM.credsweeper }),
  aws("aws-appsync", "AppSync API key", "da2-", of(LOWER, 26), {
    severity: "medium",
    source: FROM.credsweeper
  }),
  gcp("gcp-api-key", "API key", "AIza", of(WORD$1, 35), { source: FROM.gitleaks, gitleaks: ["gcp-api-key"] }),
  gcp("gcp-gemini-key", "Gemini API key", "AQ.Ab8RN6", of(WORD$1, 44), { source: FROM.betterleaks }),
  gcp("gcp-oauth-access", "OAuth access token", "ya29.", of(WORD$1, 22, 1e3), { severity: "medium" }),
  gcp("gcp-oauth-refresh", "OAuth refresh token", "1//0", of(WORD$1, 40, 200)),
  gcp("gcp-oauth-client-secret", "OAuth client secret", "GOCSPX-", of(WORD$1, 28)),
  gcp("gcp-hmac-user", "Cloud Storage HMAC id of a user", "GOOG", of(UPPER, 20), {
    severity: "medium",
    source: FROM.googleCloud
  }),
  gcp("gcp-hmac-service", "Cloud Storage HMAC id of a service account", "GOOG", of(UPPER, 57), {
    severity: "medium",
    source: FROM.googleCloud
  }),
  azure("azure-ad-client-secret", "Entra ID client secret", "Q~", of("0-9A-Za-z_~.-", 31, 34), {
    lead: [of("0-9A-Za-z_~.", 3), of("0-9", 1)],
    severity: "critical",
    source: FROM.gitleaks,
    gitleaks: ["azure-ad-client-secret"]
  }),
  azure("azure-storage-key", "account key of Storage or Cosmos DB", "AccountKey=", of(BASE64, 86), {
    suffix: "==",
    secret: "body",
    severity: "critical",
    revoke: STORAGE_KEYS
  }),
  azure("azure-storage-sas", "shared access signature", "sig=", of("0-9A-Za-z%", 43, 80), {
    suffix: "%3D",
    secret: "body",
    keywords: ["sv=", "se=", "sp="],
    near: 200,
    severity: "low",
    source: FROM.memory
  }),
  azure("azure-servicebus-eventhub", "shared access key", "SharedAccessKey=", of(BASE64, 43), {
    suffix: "=",
    secret: "body"
  }),
  azure(
    "azure-appconfig",
    "App Configuration connection string",
    ".azconfig.io;Id=",
    [of("0-9A-Za-z+/:_-", 4, 64, ";Secret="), of(BASE64, 36, 100), padding],
    { secret: "body" }
  ),
  azure("azure-devops-pat-new", "DevOps personal access token", "AZDO", of(ALNUM, 4), {
    lead: [of(ALNUM, 76)],
    source: FROM.noseyparker
  }),
  azure("azure-devops-pat-old", "DevOps personal access token (52 characters)", [], of(BASE32_LOWER, 52), {
    keywords: ["azure_devops", "azuredevops", "azdo", "ado_pat", "ado_token", "vsts", "devops_pat"],
    source: FROM.noseyparker
  }),
  azure(
    "azure-identifiable-key",
    "key of an Azure service",
    "JQQJ99",
    [of("9D-H", 1), of("A-L", 1), of(ALNUM, 24)],
    {
      lead: [of(ALNUM, 52)],
      source: FROM.credsweeper
    }
  ),
  azure("azure-redis-key", "Cache for Redis key", "AzCa", of(BASE64, 6), {
    lead: [of(BASE64, 33)],
    suffix: "=",
    source: FROM.titus
  }),
  azure("azure-apim-key", "API Management subscription key", [], of(HEX$1, 32), {
    keywords: ["subscription-key", "subscription_key", "subscriptionkey"],
    source: FROM.titus
  }),
  azureMemory("azure-function-key", "Functions key", "AzFu", of(WORD$1, 4), {
    lead: [of(WORD$1, 44)],
    suffix: "=="
  }),
  azureMemory("azure-search-key", "AI Search key", "AzSe", [of("A-D", 1), of(ALNUM, 5)], {
    lead: [of(ALNUM, 42)]
  }),
  azureMemory("azure-acr-key", "Container Registry key", "+ACR", [of("A-D", 1), of(ALNUM, 5)], {
    lead: [of(BASE64, 42)]
  }),
  family("Alibaba Cloud", FROM.gitleaks)("alibaba-id", "access key id", "LTAI", of(ALNUM, 17, 21), {
    severity: "medium",
    gitleaks: ["alibaba-access-key-id"]
  }),
  family("Alibaba Cloud", FROM.gitleaks)("alibaba-secret", "access key secret", [], of(ALNUM, 30), {
    keywords: ["alibaba", "aliyun"],
    gitleaks: ["alibaba-secret-key"]
  })
];
const GITHUB_REVOKE = "https://github.blog/changelog/2025-04-29-credential-revocation-api-to-revoke-exposed-pats-is-now-generally-available";
const github = family("GitHub", FROM.recomputed, "critical");
const gitlab = family("GitLab", FROM.gitleaks);
const atlassian = family("Atlassian", FROM.recomputed);
const CODE_HOSTING = [
  github("github-pat-classic", "personal access token (classic)", "ghp_", of(ALNUM, 36), {
    check: "crc32-base62-30",
    gitleaks: ["github-pat"],
    revoke: GITHUB_REVOKE
  }),
  github("github-oauth", "OAuth access token", "gho_", of(ALNUM, 36), {
    check: "crc32-base62-30",
    gitleaks: ["github-oauth"]
  }),
  github("github-app-user", "App user token", "ghu_", of(ALNUM, 36), {
    check: "crc32-base62-30",
    gitleaks: ["github-app-token"]
  }),
  github("github-app-installation-classic", "App installation token", "ghs_", of(ALNUM, 36), {
    check: "crc32-base62-30",
    severity: "high",
    gitleaks: ["github-app-token"]
  }),
  github(
    "github-app-installation-jwt",
    "App installation token with a JWT",
    "ghs_",
    [of(DIGIT$1, 1, 20, "_eyJ"), of(WORD$1, 10, 300, "."), of(WORD$1, 20, 1e3, "."), of(WORD$1, 40, 700)],
    { check: "jwt", severity: "high", source: FROM.secretlint }
  ),
  github("github-refresh", "refresh token", "ghr_", of(ALNUM, 36), {
    check: "crc32-base62-30",
    gitleaks: ["github-refresh-token"]
  }),
  github("github-refresh-long", "refresh token (76 characters)", "ghr_", of(ALNUM, 76)),
  github(
    "github-fine-grained",
    "personal access token (fine-grained)",
    "github_pat_",
    [of(ALNUM, 22, 22, "_"), of(ALNUM, 59)],
    { source: FROM.gitleaks, gitleaks: ["github-fine-grained-pat"], revoke: GITHUB_REVOKE }
  ),
  gitlab("gitlab-pat", "personal access token", "glpat-", of(WORD$1, 20), {
    severity: "critical",
    gitleaks: ["gitlab-pat"],
    ...leakPage("798.56")
  }),
  gitlab(
    "gitlab-pat-routable",
    "personal access token (routable)",
    "glpat-",
    [of(WORD$1, 27, 300, "."), of(LOWER, 9)],
    { severity: "critical", gitleaks: ["gitlab-pat-routable"], ...leakPage("798.56") }
  ),
  gitlab(
    "gitlab-pat-routable-versioned",
    "personal access token (routable, with a version)",
    "glpat-",
    [of(WORD$1, 27, 300, "."), of(LOWER, 2, 2, "."), of(LOWER, 9)],
    { severity: "critical", source: FROM.betterleaks }
  ),
  gitlab("gitlab-deploy", "deploy token", "gldt-", of(WORD$1, 20), { gitleaks: ["gitlab-deploy-token"] }),
  gitlab("gitlab-runner", "runner authentication token", "glrt-", of(WORD$1, 20), {
    gitleaks: ["gitlab-runner-authentication-token"]
  }),
  gitlab(
    "gitlab-runner-routable",
    "runner authentication token (routable)",
    "glrt-t",
    [of(DIGIT$1, 1, 1, "_"), of(WORD$1, 27, 300, "."), of(LOWER, 9)],
    { gitleaks: ["gitlab-runner-authentication-token-routable"] }
  ),
  gitlab(
    "gitlab-runner-routable-versioned",
    "runner authentication token (routable, with a version)",
    "glrt-t",
    [of(DIGIT$1, 1, 1, "_"), of(WORD$1, 27, 300, "."), of(LOWER, 2, 2, "."), of(LOWER, 9)],
    { source: FROM.betterleaks }
  ),
  gitlab("gitlab-runner-registration", "runner registration token", "GR1348941", of(WORD$1, 20), {
    gitleaks: ["gitlab-rrt"]
  }),
  gitlab("gitlab-pipeline-trigger", "pipeline trigger token", "glptt-", of(HEX$1, 40), {
    gitleaks: ["gitlab-ptt"]
  }),
  gitlab("gitlab-ci-job", "CI job token", "glcbt-", [of(ALNUM, 1, 5, "_"), of(WORD$1, 20)], {
    severity: "medium",
    gitleaks: ["gitlab-cicd-job-token"]
  }),
  gitlab("gitlab-agent", "agent for Kubernetes token", "glagent-", of(WORD$1, 50), {
    gitleaks: ["gitlab-kubernetes-agent-token"]
  }),
  gitlab("gitlab-oauth-app", "OAuth application secret", "gloas-", of(WORD$1, 64), {
    gitleaks: ["gitlab-oauth-app-secret"]
  }),
  gitlab("gitlab-scim", "SCIM token", "glsoat-", of(WORD$1, 20), { gitleaks: ["gitlab-scim-token"] }),
  gitlab("gitlab-feed", "feed token", "glft-", of(WORD$1, 20), {
    severity: "medium",
    gitleaks: ["gitlab-feed-token"]
  }),
  gitlab("gitlab-incoming-mail", "incoming mail token", "glimt-", of(WORD$1, 25), {
    severity: "medium",
    gitleaks: ["gitlab-incoming-mail-token"]
  }),
  gitlab("gitlab-feature-flag", "feature flag client token", "glffct-", of(WORD$1, 20), {
    severity: "medium",
    gitleaks: ["gitlab-feature-flag-client-token"]
  }),
  gitlab("gitlab-session", "session cookie", "_gitlab_session=", of(LOWER, 32), {
    secret: "body",
    gitleaks: ["gitlab-session-cookie"]
  }),
  atlassian("bitbucket-app-password", "Bitbucket app password", "ATBB", [of(ALNUM, 24), of(HEX_UPPER, 8)], {
    check: "crc32-hex-upper-all"
  }),
  atlassian("atlassian-api-token", "API token", "ATATT3xFfGF0", [of(WORD$1, 80, 800, "="), of(HEX_UPPER, 8)], {
    check: "crc32-hex-upper-all",
    severity: "critical",
    gitleaks: ["atlassian-api-token"]
  }),
  atlassian(
    "bitbucket-repo-token",
    "Bitbucket repository token",
    "ATCTT3xFfGN0",
    [of(WORD$1, 80, 800, "="), of(HEX_UPPER, 8)],
    { check: "crc32-hex-upper-all" }
  ),
  atlassian("bitbucket-dc-token", "Bitbucket Data Center token", "BBDC-", of(BASE64_BOTH, 44), {
    check: "base64-id",
    source: FROM.credsweeper
  }),
  atlassian(
    "jira-confluence-pat",
    "Jira or Confluence Data Center token",
    [],
    [of("MNO", 1), of("ADQTgjwz", 1), of(BASE64_BOTH, 42)],
    { keywords: ["jira", "confluence", "atlassian"], check: "base64-id", source: FROM.credsweeper }
  ),
  atlassian("atlassian-api-token-legacy", "API token (legacy)", [], [of(ALNUM, 20), of(HEX_BOTH, 4)], {
    keywords: ["jira", "confluence", "atlassian"],
    source: FROM.gitleaks,
    gitleaks: ["atlassian-api-token"]
  }),
  family("Bitbucket", FROM.gitleaks)("bitbucket-client-secret", "OAuth client secret", [], of(WORD_EQ, 64), {
    keywords: ["bitbucket"],
    gitleaks: ["bitbucket-client-secret"]
  }),
  family("Sourcegraph", FROM.gitleaks)("sourcegraph", "access token", ["sgp_", "sgp_local_"], of(HEX$1, 40), {
    gitleaks: ["sourcegraph-access-token"]
  }),
  family("Sourcegraph", FROM.gitleaks)(
    "sourcegraph-instance",
    "access token of an instance",
    "sgp_",
    [of(HEX$1, 16, 16, "_"), of(HEX$1, 40)],
    { gitleaks: ["sourcegraph-access-token"] }
  )
];
const digitalocean = family("DigitalOcean", FROM.gitleaks, "critical");
const fly = family("Fly.io", FROM.gitleaks, "critical");
const vercel = family("Vercel", FROM.recomputed);
const cloudflare = family("Cloudflare", FROM.recomputed, "critical");
const supabase = family("Supabase", FROM.betterleaks, "critical");
const planetscale = family("PlanetScale", FROM.gitleaks);
const vercelBody = of(ALNUM, 56);
const vercelCheck = { check: "crc32-base62-50" };
const cloudflareBody = [of(ALNUM, 40), of(HEX$1, 8)];
const cloudflareCheck = { check: "crc32-hex-lower" };
const planetscaleBody = of("0-9A-Za-z_=.-", 32, 64);
const HOSTING = [
  digitalocean("digitalocean-pat", "personal access token", "dop_v1_", of(HEX$1, 64), {
    gitleaks: ["digitalocean-pat"]
  }),
  digitalocean("digitalocean-oauth", "OAuth token", "doo_v1_", of(HEX$1, 64), {
    gitleaks: ["digitalocean-access-token"]
  }),
  digitalocean("digitalocean-refresh", "OAuth refresh token", "dor_v1_", of(HEX$1, 64), {
    gitleaks: ["digitalocean-refresh-token"]
  }),
  fly("flyio-macaroon", "access token", ["fm2_", "fm1a_", "fm1r_"], [of(BASE64, 100, 1e3), of("=", 0, 3)], {
    gitleaks: ["flyio-access-token"]
  }),
  fly("flyio-oauth", "OAuth token", "fo1_", of(WORD$1, 43), { gitleaks: ["flyio-access-token"] }),
  family("Heroku", FROM.gitleaks, "critical")("heroku-v2", "API key", "HRKU-AA", of(WORD$1, 58), {
    gitleaks: ["heroku-api-key-v2"]
  }),
  family("Heroku", FROM.gitleaks)("heroku-uuid", "API key (legacy)", [], UUID_BOTH, {
    keywords: ["heroku"],
    gitleaks: ["heroku-api-key"]
  }),
  vercel("vercel-personal", "personal access token", "vcp_", vercelBody, vercelCheck),
  vercel("vercel-app", "app access token", "vca_", vercelBody, vercelCheck),
  vercel("vercel-refresh", "app refresh token", "vcr_", vercelBody, vercelCheck),
  vercel("vercel-integration", "integration token", "vci_", vercelBody, vercelCheck),
  vercel("vercel-team", "team token", "vct_", vercelBody, vercelCheck),
  vercel("vercel-blob", "Blob token", "vcb_", vercelBody, vercelCheck),
  vercel("vercel-gateway", "AI gateway key", "vck_", vercelBody, vercelCheck),
  family("Netlify", FROM.credsweeper)("netlify", "access token", "nfp_", of(ALNUM, 36, 40)),
  family("Netlify", FROM.gitleaks)("netlify-legacy", "access token (legacy)", [], of(WORD_EQ, 40, 46), {
    keywords: ["netlify"],
    gitleaks: ["netlify-access-token"]
  }),
  family("Render", FROM.betterleaks)("render", "API key", "rnd_", of(ALNUM, 28)),
  family("Scalingo", FROM.gitleaks)("scalingo", "API token", "tk-us-", of(WORD$1, 48), {
    gitleaks: ["scalingo-api-token"]
  }),
  supabase("supabase-management", "management token", "sbp_", of(HEX$1, 40)),
  supabase("supabase-secret", "secret API key", "sb_secret_", [of(WORD$1, 22, 22, "_"), of(WORD$1, 8)]),
  family("Neon", FROM.betterleaks)("neon", "API key", "napi_", of(LOWER, 64)),
  planetscale("planetscale-password", "database password", "pscale_pw_", planetscaleBody, {
    severity: "critical",
    gitleaks: ["planetscale-password"]
  }),
  planetscale("planetscale-token", "service token", "pscale_tkn_", planetscaleBody, {
    gitleaks: ["planetscale-api-token"]
  }),
  planetscale("planetscale-oauth", "OAuth token", "pscale_oauth_", planetscaleBody, {
    gitleaks: ["planetscale-oauth-token"]
  }),
  family("CockroachDB", FROM.betterleaks)("cockroach", "Cloud API key", "CCDB1_", [
    of(ALNUM, 22, 22, "_"),
    of(ALNUM, 40)
  ]),
  family("MongoDB Atlas", FROM.betterleaks)(
    "mongodb-atlas-sa",
    "service account secret",
    "mdb_sa_sk_",
    of(WORD$1, 40)
  ),
  family("DataStax", FROM.betterleaks)("astra", "Astra token", "AstraCS:", [
    of(ALNUM, 20, 40, ":"),
    of(HEX$1, 64)
  ]),
  family("ClickHouse", FROM.gitleaks)("clickhouse", "Cloud API secret", "4b1d", of(ALNUM, 38), {
    gitleaks: ["clickhouse-cloud-api-secret-key"]
  }),
  family("Databricks", FROM.gitleaks, "critical")("databricks", "access token", "dapi", of(HEX$1, 32), {
    gitleaks: ["databricks-api-token"]
  }),
  family("Databricks", FROM.gitleaks, "critical")(
    "databricks-numbered",
    "access token (numbered)",
    "dapi",
    [of(HEX$1, 32, 32, "-"), of(DIGIT$1, 1)],
    { gitleaks: ["databricks-api-token"] }
  ),
  family("Confluent", FROM.recomputed)("confluent-cloud", "Cloud API secret", "cflt", of(BASE64, 60), {
    check: "crc32le-base64-54"
  }),
  family("Confluent", FROM.gitleaks)("confluent-secret", "API secret (legacy)", [], of(ALNUM, 64), {
    keywords: ["confluent"],
    gitleaks: ["confluent-secret-key"]
  }),
  family("Confluent", FROM.gitleaks, "low")("confluent-access", "API key (legacy)", [], of(ALNUM, 16), {
    keywords: ["confluent"],
    gitleaks: ["confluent-access-token"]
  }),
  cloudflare("cloudflare-user", "user API token", "cfut_", cloudflareBody, cloudflareCheck),
  cloudflare("cloudflare-account", "account API token", "cfat_", cloudflareBody, cloudflareCheck),
  cloudflare("cloudflare-global", "global API key", "cfk_", cloudflareBody, cloudflareCheck),
  cloudflare("cloudflare-origin-ca", "origin CA key", "v1.0-", [of(HEX$1, 24, 24, "-"), of(HEX$1, 146)], {
    source: FROM.gitleaks,
    gitleaks: ["cloudflare-origin-ca-key"]
  }),
  cloudflare("cloudflare-legacy-token", "API token (legacy)", [], of(WORD$1, 40), {
    keywords: ["cloudflare", "cf_api_token"],
    severity: "high",
    source: FROM.gitleaks,
    gitleaks: ["cloudflare-api-key"]
  }),
  cloudflare("cloudflare-legacy-global", "global API key (legacy)", [], of(HEX_BOTH, 37), {
    keywords: ["cloudflare", "cf_api_key"],
    source: FROM.gitleaks,
    gitleaks: ["cloudflare-global-api-key"]
  }),
  family("Fastly", FROM.gitleaks)("fastly", "API token", [], of(WORD_EQ, 32), {
    keywords: ["fastly"],
    gitleaks: ["fastly-api-token"],
    ...leakPage("798.40")
  }),
  family("Zuplo", FROM.recomputed)("zuplo", "API key", "zpka_", [of(LOWER, 32, 32, "_"), of(HEX$1, 8)], {
    check: "crc32-hex-lower"
  }),
  family("Apify", FROM.recomputed)("apify", "API token", "apify_api_", of(ALNUM, 36), {
    check: "crc32-base62-apify"
  }),
  family("Salad", FROM.recomputed)("salad", "Cloud API key", "salad_cloud_user_", of(ALNUM, 49), {
    check: "crc32-base62-43"
  }),
  family("SettleMint", FROM.gitleaks)(
    "settlemint-application",
    "application token",
    "sm_aat_",
    of(ALNUM, 16),
    {
      gitleaks: ["settlemint-application-access-token"]
    }
  ),
  family("SettleMint", FROM.gitleaks)("settlemint-personal", "personal token", "sm_pat_", of(ALNUM, 16), {
    gitleaks: ["settlemint-personal-access-token"]
  }),
  family("SettleMint", FROM.gitleaks)("settlemint-service", "service token", "sm_sat_", of(ALNUM, 16), {
    gitleaks: ["settlemint-service-access-token"]
  }),
  family("Yandex Cloud", FROM.gitleaks)(
    "yandex-iam",
    "IAM token",
    "t1.",
    [of(WORD$1, 2, 300), of("=", 0, 2, "."), of(WORD$1, 86), of("=", 0, 2)],
    { severity: "medium", gitleaks: ["yandex-access-token"] }
  ),
  family("Yandex Cloud", FROM.gitleaks)("yandex-api-key", "API key", "AQVN", of(WORD$1, 35, 38), {
    gitleaks: ["yandex-api-key"]
  }),
  family("Yandex Cloud", FROM.gitleaks)("yandex-aws", "static access key", "YC", of(WORD$1, 38), {
    keywords: ["yandex"],
    gitleaks: ["yandex-aws-access-token"]
  }),
  family("LaunchDarkly", FROM.gitleaks)(
    "launchdarkly",
    "SDK or API key",
    ["api-", "sdk-", "mob-"],
    UUID_BOTH,
    {
      keywords: ["launchdarkly", "launch_darkly", "launch-darkly"],
      severity: "medium"
    }
  ),
  family("LaunchDarkly", FROM.gitleaks)("launchdarkly-token", "access token", [], of(WORD_EQ, 40), {
    keywords: ["launchdarkly", "launch_darkly", "launch-darkly"],
    gitleaks: ["launchdarkly-access-token"]
  }),
  family("Sumo Logic", FROM.gitleaks, "low")("sumologic-id", "access id", "su", of(ALNUM, 12), {
    keywords: ["sumo"],
    gitleaks: ["sumologic-access-id"]
  }),
  family("Sumo Logic", FROM.gitleaks)("sumologic-key", "access key", [], of(ALNUM, 64), {
    keywords: ["sumo"],
    gitleaks: ["sumologic-access-token"]
  })
];
const vault = family("HashiCorp Vault", FROM.gitleaks, "critical");
const age = family("age", FROM.recomputed, "critical");
const nats = family("NATS", FROM.recomputed);
const onePassword = family("1Password", FROM.gitleaks, "critical");
const doppler = family("Doppler", FROM.titus, "critical");
const tailscale = family("Tailscale", FROM.secretlint);
const pulumi = family("Pulumi", FROM.gitleaks);
const seed = [of("A-P", 1), of(BASE32$1, 54)];
const INFRASTRUCTURE = [
  vault("vault-service", "service token", "hvs.", of(WORD$1, 90, 120), { gitleaks: ["vault-service-token"] }),
  vault("vault-batch", "batch token", "hvb.", of(WORD$1, 138, 300), { gitleaks: ["vault-batch-token"] }),
  vault("vault-recovery", "recovery token", "hvr.", of(WORD$1, 90, 120), { source: FROM.secretlint }),
  vault("vault-legacy", "service token (legacy)", "s.", of(ALNUM, 24), {
    keywords: ["vault"],
    gitleaks: ["vault-service-token"]
  }),
  vault(
    "vault-unseal",
    "unseal key",
    "Unseal Key ",
    [of(DIGIT$1, 1, 2, ": "), of(BASE64, 43, 44), of("=", 0, 1)],
    {
      secret: "body",
      source: FROM.noseyparker
    }
  ),
  family("HashiCorp", FROM.gitleaks, "critical")(
    "terraform-cloud",
    "Terraform API token",
    ".atlasv1.",
    of(WORD_EQ, 60, 70),
    { lead: [of(ALNUM, 14)], gitleaks: ["hashicorp-tf-api-token"] }
  ),
  family("Kubernetes", FROM.kubernetes, "medium")(
    "k8s-bootstrap-token",
    "bootstrap token",
    [],
    [of(LOWER, 6, 6, "."), of(LOWER, 16)],
    { keywords: ["bootstrap", "kubeadm"] }
  ),
  family("OpenShift", FROM.gitleaks)("openshift-token", "user token", "sha256~", of(WORD$1, 43), {
    gitleaks: ["openshift-user-token"]
  }),
  age("age-identity", "identity", "AGE-SECRET-KEY-1", of(BECH32$1, 58), {
    check: "bech32",
    gitleaks: ["age-secret-key"]
  }),
  age("age-identity-pq", "identity (post-quantum)", "AGE-SECRET-KEY-PQ-1", of(BECH32$1, 58, 600), {
    check: "bech32",
    severity: "low",
    source: FROM.memory
  }),
  age(
    "age-plugin-identity",
    "plugin identity",
    "AGE-PLUGIN-",
    [of(UPPER, 1, 20, "-1"), of(BECH32$1, 20, 500)],
    {
      check: "bech32",
      severity: "low",
      source: FROM.memory
    }
  ),
  nats("nats-user-seed", "seed of a user", "SUA", seed, { check: "crc16-nkey" }),
  nats("nats-account-seed", "seed of an account", "SAA", seed, { check: "crc16-nkey", severity: "critical" }),
  nats("nats-operator-seed", "seed of an operator", "SOA", seed, {
    check: "crc16-nkey",
    severity: "critical"
  }),
  nats("nats-server-seed", "seed of a server", "SNA", seed, { check: "crc16-nkey" }),
  nats("nats-cluster-seed", "seed of a cluster", "SCA", seed, { check: "crc16-nkey" }),
  nats("nats-curve-seed", "curve seed", "SXA", seed, { check: "crc16-nkey" }),
  family("WireGuard", FROM.titus)("wireguard-key", "private or preshared key", [], of(BASE64, 43), {
    suffix: "=",
    keywords: ["privatekey", "presharedkey"]
  }),
  onePassword(
    "1password-service",
    "service account token",
    "ops_eyJ",
    [of(BASE64, 247, 1e3), of("=", 0, 2)],
    {
      check: "base64-json",
      gitleaks: ["1password-service-account-token"]
    }
  ),
  onePassword(
    "1password-secret-key",
    "secret key",
    "A3-",
    [of(UPPER, 6, 6, "-"), of(UPPER, 11, 11, "-"), of(UPPER, 5, 5, "-"), of(UPPER, 5, 5, "-"), of(UPPER, 5)],
    { gitleaks: ["1password-secret-key"] }
  ),
  onePassword(
    "1password-secret-key-grouped",
    "secret key (seven groups)",
    "A3-",
    [
      of(UPPER, 6, 6, "-"),
      of(UPPER, 6, 6, "-"),
      of(UPPER, 5, 5, "-"),
      of(UPPER, 5, 5, "-"),
      of(UPPER, 5, 5, "-"),
      of(UPPER, 5)
    ],
    { gitleaks: ["1password-secret-key"] }
  ),
  family("Bitwarden", FROM.memory)(
    "bitwarden-sm",
    "Secrets Manager access token",
    "0.",
    [...UUID.slice(0, -1), of(HEX$1, 12, 12, "."), of(ALNUM, 30, 30, ":"), of(BASE64, 22)],
    { suffix: "==", keywords: ["bws", "bitwarden"] }
  ),
  doppler("doppler-personal", "personal token", "dp.pt.", of(ALNUM, 40, 44), {
    gitleaks: ["doppler-api-token"]
  }),
  doppler("doppler-service", "service token", "dp.st.", of("0-9A-Za-z._-", 40, 90)),
  doppler("doppler-service-account", "service account token", "dp.sa.", of(ALNUM, 40, 44)),
  doppler("doppler-cli", "CLI token", "dp.ct.", of(ALNUM, 40, 44)),
  doppler("doppler-scim", "SCIM token", "dp.scim.", of(ALNUM, 40, 44), { severity: "high" }),
  doppler("doppler-audit", "audit token", "dp.audit.", of(ALNUM, 40, 44), { severity: "high" }),
  tailscale("tailscale-api", "API access token", "tskey-api-", [of(ALNUM, 8, 40, "-"), of(ALNUM, 16, 60)]),
  tailscale("tailscale-auth", "auth key", "tskey-auth-", [of(ALNUM, 8, 40, "-"), of(ALNUM, 16, 60)]),
  tailscale("tailscale-client", "OAuth client secret", "tskey-client-", [
    of(ALNUM, 8, 40, "-"),
    of(ALNUM, 16, 60)
  ]),
  tailscale("tailscale-scim", "SCIM key", "tskey-scim-", [of(ALNUM, 8, 40, "-"), of(ALNUM, 16, 60)]),
  tailscale(
    "tailscale-webhook",
    "webhook secret",
    "tskey-webhook-",
    [of(ALNUM, 8, 40, "-"), of(ALNUM, 16, 60)],
    {
      severity: "medium"
    }
  ),
  pulumi("pulumi", "access token", "pul-", of(HEX$1, 40), { gitleaks: ["pulumi-api-token"] }),
  family("Infracost", FROM.gitleaks, "medium")("infracost", "API token", "ico-", of(ALNUM, 32), {
    gitleaks: ["infracost-api-token"]
  }),
  family("Prefect", FROM.gitleaks)("prefect", "API token", "pnu_", of(ALNUM, 36), {
    gitleaks: ["prefect-api-token"]
  }),
  family("Defined Networking", FROM.gitleaks)(
    "defined-networking",
    "API token",
    "dnkey-",
    [of(WORD_EQ, 26, 26, "-"), of(WORD_EQ, 52)],
    { gitleaks: ["defined-networking-api-token"] }
  ),
  family("Cisco Meraki", FROM.gitleaks)("cisco-meraki", "API key", [], of(HEX$1, 40), {
    keywords: ["meraki"],
    gitleaks: ["cisco-meraki-api-key"]
  }),
  family("Authress", FROM.gitleaks)(
    "authress",
    "service client access key",
    ["sc_", "ext_", "scauth_", "authress_"],
    [
      of(LOWER, 5, 30, "."),
      of(LOWER, 4, 6, ".acc"),
      of("_-", 1),
      of("0-9a-z-", 10, 32, "."),
      of("0-9a-z+/_=-", 30, 120)
    ],
    { gitleaks: ["authress-service-client-access-key"] }
  )
];
const slack = family("Slack", FROM.gitleaks);
const discord = family("Discord", FROM.credsweeper);
const telegram = family("Telegram", FROM.gitleaks);
const twilio = family("Twilio", FROM.gitleaks);
const mailgun = family("Mailgun", FROM.gitleaks);
const messagebird = family("MessageBird", FROM.gitleaks);
const MESSAGEBIRD = ["messagebird", "message-bird", "message_bird"];
const slackIds = [of(DIGIT$1, 10, 13, "-"), of(DIGIT$1, 10, 13, "-")];
const MESSAGING = [
  slack("slack-bot", "bot token", "xoxb-", [...slackIds, of(ALNUM, 23, 40)], {
    gitleaks: ["slack-bot-token"]
  }),
  slack("slack-legacy-bot", "bot token (legacy)", "xoxb-", [of(DIGIT$1, 8, 14, "-"), of(ALNUM, 18, 26)], {
    gitleaks: ["slack-legacy-bot-token"]
  }),
  slack(
    "slack-user",
    "user token",
    ["xoxp-", "xoxe-"],
    [...slackIds, of(DIGIT$1, 10, 13, "-"), of(ALNUM, 28, 34)],
    { gitleaks: ["slack-user-token"] }
  ),
  slack(
    "slack-app",
    "app-level token",
    "xapp-1-",
    [of(UPPER, 8, 16, "-"), of(DIGIT$1, 10, 16, "-"), of(HEX$1, 64)],
    {
      gitleaks: ["slack-app-token"]
    }
  ),
  slack("slack-config-access", "configuration token", ["xoxe.xoxb-1-", "xoxe.xoxp-1-"], of(UPPER, 163, 166), {
    gitleaks: ["slack-config-access-token"]
  }),
  slack("slack-config-refresh", "configuration refresh token", "xoxe-1-", of(UPPER, 146), {
    gitleaks: ["slack-config-refresh-token"]
  }),
  slack(
    "slack-legacy-workspace",
    "workspace token (legacy)",
    ["xoxa-", "xoxr-", "xoxa-1-", "xoxa-2-", "xoxr-1-", "xoxr-2-"],
    of(ALNUM, 8, 48),
    { gitleaks: ["slack-legacy-workspace-token"] }
  ),
  slack(
    "slack-legacy",
    "token (legacy)",
    ["xoxo-", "xoxs-"],
    [of(DIGIT$1, 1, 13, "-"), of(DIGIT$1, 1, 13, "-"), of(DIGIT$1, 1, 13, "-"), of(HEX_BOTH, 6, 64)],
    { gitleaks: ["slack-legacy-token"] }
  ),
  slack(
    "slack-webhook",
    "incoming webhook",
    "hooks.slack.com/services/T",
    [of(UPPER, 8, 16, "/B"), of(UPPER, 8, 16, "/"), of(ALNUM, 24)],
    { severity: "medium", gitleaks: ["slack-webhook-url"] }
  ),
  slack(
    "slack-workflow-webhook",
    "workflow webhook",
    ["hooks.slack.com/workflows/", "hooks.slack.com/triggers/"],
    of("0-9A-Za-z/", 43, 80),
    { severity: "medium", gitleaks: ["slack-webhook-url"] }
  ),
  discord(
    "discord-bot",
    "bot token",
    [],
    [of("MNO", 1), of(WORD$1, 22, 26, "."), of(WORD$1, 6, 7, "."), of(WORD$1, 27, 40)],
    {
      keywords: ["discord", "bot_token", "bottoken", "client.login", "bot.run", "client.run"],
      check: "base64-snowflake"
    }
  ),
  discord(
    "discord-webhook",
    "webhook",
    ["discord.com/api/webhooks/", "discordapp.com/api/webhooks/"],
    [of(DIGIT$1, 17, 20, "/"), of(WORD$1, 60, 80)],
    { severity: "medium" }
  ),
  discord("discord-api-token", "API token (legacy)", [], of(HEX_BOTH, 64), {
    keywords: ["discord"],
    source: FROM.gitleaks,
    gitleaks: ["discord-api-token"]
  }),
  discord("discord-client-secret", "OAuth client secret", [], of(WORD_EQ, 32), {
    keywords: ["discord"],
    source: FROM.gitleaks,
    gitleaks: ["discord-client-secret"]
  }),
  family("Microsoft Teams", FROM.gitleaks, "medium")(
    "teams-webhook",
    "incoming webhook",
    ".webhook.office.com/webhookb2/",
    [
      ...UUID_BOTH.slice(0, -1),
      of(HEX_BOTH, 12, 12, "@"),
      ...UUID_BOTH.slice(0, -1),
      of(HEX_BOTH, 12, 12, "/IncomingWebhook/"),
      of(LOWER, 32, 32, "/"),
      ...UUID_BOTH
    ],
    { gitleaks: ["microsoft-teams-webhook"] }
  ),
  telegram("telegram-bot", "bot token", ":AA", of(WORD$1, 33), {
    lead: [of(DIGIT$1, 8, 10)],
    gitleaks: ["telegram-bot-api-token"]
  }),
  family("Mattermost", FROM.gitleaks)("mattermost", "access token", [], of(ALNUM, 26), {
    keywords: ["mattermost"],
    gitleaks: ["mattermost-access-token"]
  }),
  family("Gitter", FROM.gitleaks, "medium")("gitter", "access token", [], of(WORD$1, 40), {
    keywords: ["gitter"],
    gitleaks: ["gitter-access-token"]
  }),
  family("Intercom", FROM.gitleaks)("intercom", "API key", [], of(WORD_EQ, 60), {
    keywords: ["intercom"],
    gitleaks: ["intercom-api-key"]
  }),
  family("Zendesk", FROM.gitleaks)("zendesk", "secret key", [], of(ALNUM, 40), {
    keywords: ["zendesk"],
    gitleaks: ["zendesk-secret-key"]
  }),
  family("Beamer", FROM.gitleaks, "medium")("beamer", "API token", "b_", of(WORD_EQ, 44), {
    keywords: ["beamer"],
    gitleaks: ["beamer-api-token"]
  }),
  family("Sendbird", FROM.gitleaks, "medium")("sendbird-id", "application id", [], UUID_BOTH, {
    keywords: ["sendbird"],
    gitleaks: ["sendbird-access-id"]
  }),
  family("Sendbird", FROM.gitleaks)("sendbird", "access token", [], of(HEX_BOTH, 40), {
    keywords: ["sendbird"],
    gitleaks: ["sendbird-access-token"]
  }),
  family("SendGrid", FROM.gitleaks)("sendgrid", "API key", "SG.", [of(WORD$1, 22, 22, "."), of(WORD$1, 43)], {
    gitleaks: ["sendgrid-api-token"]
  }),
  mailgun("mailgun", "private API key", "key-", of(HEX$1, 32), {
    keywords: ["mailgun", "mg_api"],
    gitleaks: ["mailgun-private-api-token"],
    ...leakPage("798.74")
  }),
  mailgun(
    "mailgun-signing",
    "webhook signing key",
    [],
    [of("0-9a-h", 32, 32, "-"), of("0-9a-h", 8, 8, "-"), of("0-9a-h", 8)],
    {
      keywords: ["mailgun"],
      gitleaks: ["mailgun-signing-key"]
    }
  ),
  family("Mailchimp", FROM.gitleaks)("mailchimp", "API key", "-us", of(DIGIT$1, 1, 2), {
    lead: [of(HEX$1, 32)],
    gitleaks: ["mailchimp-api-key"]
  }),
  family("Brevo", FROM.gitleaks)("brevo", "API key", "xkeysib-", [of(HEX$1, 64, 64, "-"), of(ALNUM, 16)], {
    gitleaks: ["sendinblue-api-token"]
  }),
  family("MailerSend", FROM.betterleaks)("mailersend", "API token", "mlsn.", of(HEX$1, 64)),
  twilio("twilio-api-key", "API key id", "SK", of(HEX_BOTH, 32), {
    keywords: ["twilio"],
    severity: "medium",
    gitleaks: ["twilio-api-key"]
  }),
  twilio("twilio-auth", "auth token", [], of(HEX$1, 32), { keywords: ["twilio"], source: FROM.credsweeper }),
  messagebird("messagebird", "API token", [], of(ALNUM, 25), {
    keywords: MESSAGEBIRD,
    gitleaks: ["messagebird-api-token"]
  }),
  family("OneSignal", FROM.betterleaks)("onesignal-app", "app API key", "os_v2_app_", of("a-z2-7", 103)),
  family("OneSignal", FROM.betterleaks)(
    "onesignal-org",
    "organization API key",
    "os_v2_org_",
    of("a-z2-7", 103)
  )
];
const sentry = family("Sentry", FROM.gitleaks);
const grafana = family("Grafana", FROM.recomputed);
const newrelic = family("New Relic", FROM.gitleaks);
const posthog = family("PostHog", FROM.betterleaks);
const NEW_RELIC = ["new-relic", "newrelic", "new_relic"];
const OBSERVABILITY = [
  sentry(
    "sentry-org",
    "organization token",
    "sntrys_eyJ",
    [of(BASE64, 30, 420), of("=", 0, 2, "_"), of(BASE64, 43)],
    { check: "base64-json", source: FROM.recomputed, gitleaks: ["sentry-org-token"] }
  ),
  sentry("sentry-user", "user token", "sntryu_", of(HEX$1, 64), { gitleaks: ["sentry-user-token"] }),
  sentry("sentry-legacy", "access token (legacy)", [], of(HEX_BOTH, 64), {
    keywords: ["sentry"],
    gitleaks: ["sentry-access-token"]
  }),
  grafana("grafana-sa", "service account token", "glsa_", [of(ALNUM, 32, 32, "_"), of(HEX$1, 8)], {
    check: "crc32le-hex-prefixed",
    gitleaks: ["grafana-service-account-token"]
  }),
  grafana("grafana-cloud", "Cloud access policy token", "glc_eyJ", [of(BASE64, 29, 400), of("=", 0, 2)], {
    check: "base64-json",
    gitleaks: ["grafana-cloud-api-token"]
  }),
  grafana("grafana-legacy", "API key (legacy)", "eyJrIjoi", [of(BASE64, 62, 400), of("=", 0, 2)], {
    check: "base64-json",
    gitleaks: ["grafana-api-key"]
  }),
  newrelic("newrelic-user", "user key", "NRAK-", of(UPPER, 27), { gitleaks: ["new-relic-user-api-key"] }),
  newrelic("newrelic-user-id", "user API id", [], of(ALNUM, 64), {
    keywords: NEW_RELIC,
    severity: "low",
    gitleaks: ["new-relic-user-api-id"]
  }),
  newrelic("newrelic-insert", "insert key", "NRII-", of("0-9A-Za-z_-", 32), {
    severity: "medium",
    gitleaks: ["new-relic-insert-key"]
  }),
  newrelic("newrelic-browser", "browser key", "NRJS-", of(HEX$1, 19), {
    severity: "low",
    gitleaks: ["new-relic-browser-api-token"]
  }),
  newrelic("newrelic-license", "license key", "NRAL", [], {
    lead: [of(LOWER, 5), of(HEX$1, 31)],
    source: FROM.credsweeper
  }),
  family("Dynatrace", FROM.gitleaks)(
    "dynatrace",
    "API token",
    "dt0c01.",
    [of("0-9A-Z", 24, 24, "."), of("0-9A-Z", 64)],
    {
      gitleaks: ["dynatrace-api-token"]
    }
  ),
  family("Datadog", FROM.gitleaks)("datadog", "application key", [], of(ALNUM, 40), {
    keywords: ["datadog", "dd_app_key"],
    gitleaks: ["datadog-access-token"]
  }),
  posthog("posthog-personal", "personal API key", "phx_", of(WORD$1, 41, 49)),
  posthog("posthog-feature-flags", "secure feature flags key", "phs_", of(WORD$1, 41, 49)),
  posthog("posthog-project", "project key", "phc_", of(WORD$1, 41, 49), { severity: "low" }),
  family("Algolia", FROM.gitleaks)("algolia", "API key", [], of(ALNUM, 32), {
    keywords: ["algolia"],
    gitleaks: ["algolia-api-key"]
  }),
  family("Looker", FROM.gitleaks)("looker", "client secret", [], of(ALNUM, 24), {
    keywords: ["looker"],
    gitleaks: ["looker-client-secret"]
  }),
  family("MaxMind", FROM.gitleaks, "medium")("maxmind", "license key", "_mmk", [], {
    lead: [of(ALNUM, 6, 6, "_"), of(ALNUM, 29)],
    gitleaks: ["maxmind-license-key"]
  }),
  family("Adafruit", FROM.gitleaks, "medium")("adafruit", "API key", [], of(WORD$1, 32), {
    keywords: ["adafruit"],
    gitleaks: ["adafruit-api-key"]
  }),
  family("RapidAPI", FROM.gitleaks)("rapidapi", "access token", [], of(WORD$1, 50), {
    keywords: ["rapidapi"],
    gitleaks: ["rapidapi-access-token"]
  }),
  family("The New York Times", FROM.gitleaks, "medium")("nytimes", "API key", [], of(WORD_EQ, 32), {
    keywords: ["nytimes", "new-york-times", "newyorktimes"],
    gitleaks: ["nytimes-access-token"]
  })
];
const NPM_REVOKE = "https://docs.npmjs.com/revoking-access-tokens";
const npm = family("npm", FROM.recomputed, "critical");
const jfrog = family("JFrog", FROM.credsweeper);
const contribsys = family("Contributed Systems", FROM.gitleaks, "medium");
const PACKAGES = [
  npm("npm-granular", "access token", "npm_", of(ALNUM, 36), {
    check: "crc32-base62-30",
    gitleaks: ["npm-access-token"],
    revoke: NPM_REVOKE
  }),
  npm("npm-legacy-uuid", "access token (legacy)", ":_authToken=", UUID, {
    secret: "body",
    severity: "medium",
    source: FROM.secretlint,
    revoke: NPM_REVOKE
  }),
  family("PyPI", FROM.recomputed, "critical")(
    "pypi",
    "upload token",
    "pypi-AgEIcHlwaS5vcmc",
    of(WORD$1, 50, 1e3),
    {
      check: "macaroon-pypi",
      gitleaks: ["pypi-upload-token"]
    }
  ),
  family("RubyGems", FROM.gitleaks, "critical")("rubygems", "API key", "rubygems_", of(HEX$1, 48), {
    gitleaks: ["rubygems-api-token"],
    ...leakPage("798.97")
  }),
  family("crates.io", FROM.betterleaks, "critical")("crates-io", "API token", "cio", of(ALNUM, 32), {
    keywords: ["crates", "cargo", "token"],
    near: 120
  }),
  family("NuGet", FROM.credsweeper)("nuget", "API key", "oy2", of(LOWER, 43)),
  family("Clojars", FROM.gitleaks)("clojars", "deploy token", "CLOJARS_", of(ALNUM, 60), {
    gitleaks: ["clojars-api-token"]
  }),
  jfrog("artifactory-api", "Artifactory API key", "AKCp", of(ALNUM, 69), {
    check: "base58-54",
    gitleaks: ["artifactory-api-key"]
  }),
  jfrog("artifactory-reference", "Artifactory reference token", "cmVmdGtuO", of(ALNUM, 55), {
    check: "base64-reftkn",
    gitleaks: ["artifactory-reference-token"]
  }),
  jfrog("jfrog-api-key", "API key", [], of(ALNUM, 73), {
    keywords: ["jfrog", "artifactory", "bintray", "xray"],
    source: FROM.gitleaks,
    gitleaks: ["jfrog-api-key"]
  }),
  jfrog("jfrog-identity-token", "identity token", [], of(ALNUM, 64), {
    keywords: ["jfrog", "artifactory", "bintray", "xray"],
    source: FROM.gitleaks,
    gitleaks: ["jfrog-identity-token"]
  }),
  contribsys("sidekiq-secret", "credentials of the gem server", [], [of(HEX$1, 8, 8, ":"), of(HEX$1, 8)], {
    keywords: ["bundle_enterprise__contribsys__com", "bundle_gems__contribsys__com"],
    level: "specific",
    gitleaks: ["sidekiq-secret"]
  }),
  family("Deno", FROM.betterleaks)("deno", "Deploy token", "ddp_", of(ALNUM, 36)),
  family("Docker", FROM.betterleaks, "critical")(
    "docker-pat",
    "personal access token",
    "dckr_pat_",
    of(WORD$1, 27)
  ),
  family("Docker", FROM.betterleaks, "critical")(
    "docker-oat",
    "organization access token",
    "dckr_oat_",
    of(WORD$1, 32)
  ),
  family("Docker", FROM.betterleaks)("docker-swarm-join", "swarm join token", "SWMTKN-1-", [
    of(LOWER, 50, 50, "-"),
    of(LOWER, 25)
  ]),
  family("Docker", FROM.betterleaks)("docker-swarm-unlock", "swarm unlock key", "SWMKEY-1-", of(BASE64, 43)),
  family("Snyk", FROM.gitleaks)("snyk", "API token", [], UUID_BOTH, {
    keywords: [
      "snyk_key",
      "snyk_token",
      "snyk_api",
      "snyk_oauth",
      "snyk-api",
      "snyk-token",
      "snyk.token",
      "snykapi"
    ],
    gitleaks: ["snyk-api-token"]
  }),
  family("SonarQube", FROM.gitleaks)("sonarqube-user", "user token", "squ_", of(HEX$1, 40), {
    gitleaks: ["sonar-api-token"]
  }),
  family("SonarQube", FROM.gitleaks)("sonarqube-project", "project analysis token", "sqp_", of(HEX$1, 40), {
    gitleaks: ["sonar-api-token"]
  }),
  family("SonarQube", FROM.gitleaks)("sonarqube-global", "global analysis token", "sqa_", of(HEX$1, 40), {
    gitleaks: ["sonar-api-token"]
  }),
  family("SonarQube", FROM.gitleaks)("sonarqube-legacy", "token (legacy)", [], of(WORD_EQ, 40), {
    keywords: [
      "sonar_token",
      "sonar.token",
      "sonar-token",
      "sonartoken",
      "sonar.login",
      "sonar_login",
      "sonar-login"
    ],
    gitleaks: ["sonar-api-token"]
  }),
  family("CircleCI", FROM.betterleaks)("circleci-pat", "personal access token", "CCIPAT_", [
    of(ALNUM, 22, 22, "_"),
    of(HEX$1, 40)
  ]),
  family("Buildkite", FROM.betterleaks)("buildkite", "API token", "bkua_", of(LOWER, 40)),
  family("Codecov", FROM.gitleaks, "medium")("codecov", "access token", [], of(ALNUM, 32), {
    keywords: ["codecov"],
    gitleaks: ["codecov-access-token"]
  }),
  family("Drone CI", FROM.gitleaks)("droneci", "access token", [], of(ALNUM, 32), {
    keywords: ["droneci", "drone_token"],
    gitleaks: ["droneci-access-token"]
  }),
  family("Travis CI", FROM.gitleaks)("travisci", "access token", [], of(ALNUM, 22), {
    keywords: ["travis"],
    gitleaks: ["travisci-access-token"]
  }),
  family("Octopus Deploy", FROM.gitleaks)("octopus", "API key", "API-", of("0-9A-Z", 26), {
    gitleaks: ["octopus-deploy-api-key"]
  }),
  family("Harness", FROM.gitleaks)(
    "harness-pat",
    "personal access token",
    "pat.",
    [of(WORD$1, 22, 22, "."), of(ALNUM, 24, 24, "."), of(ALNUM, 20)],
    { gitleaks: ["harness-api-key"] }
  ),
  family("Harness", FROM.gitleaks)(
    "harness-sat",
    "service account token",
    "sat.",
    [of(WORD$1, 22, 22, "."), of(ALNUM, 24, 24, "."), of(ALNUM, 20)],
    { gitleaks: ["harness-api-key"] }
  )
];
const stripe = family("Stripe", FROM.gitleaks, "critical");
const stripeIds = { gitleaks: ["stripe-access-token"] };
const stripeTest = { ...stripeIds, severity: "low" };
const stripeBody = of(ALNUM, 24, 247);
const square = family("Square", FROM.gitleaks, "critical");
const plaid = family("Plaid", FROM.gitleaks, "critical");
const shopify = family("Shopify", FROM.gitleaks, "critical");
const flutterwave = family("Flutterwave", FROM.gitleaks, "critical");
const easypost = family("EasyPost", FROM.gitleaks);
const shippo = family("Shippo", FROM.gitleaks);
const duffel = family("Duffel", FROM.gitleaks);
const lob = family("Lob", FROM.gitleaks);
const kucoin = family("KuCoin", FROM.gitleaks);
const bittrex = family("Bittrex", FROM.gitleaks);
const finicity = family("Finicity", FROM.gitleaks);
const freshbooks = family("FreshBooks", FROM.gitleaks);
const test = (...gitleaks) => ({ severity: "low", gitleaks });
const PAYMENTS = [
  stripe("stripe-secret", "secret key", ["sk_live_", "sk_prod_"], stripeBody, stripeIds),
  stripe("stripe-secret-test", "secret key (test)", "sk_test_", stripeBody, {
    ...stripeTest,
    ...leakPage("798.177")
  }),
  stripe("stripe-restricted", "restricted key", ["rk_live_", "rk_prod_"], stripeBody, {
    ...stripeIds,
    ...leakPage("798.175")
  }),
  stripe("stripe-restricted-test", "restricted key (test)", "rk_test_", stripeBody, {
    ...stripeTest,
    ...leakPage("798.178")
  }),
  stripe("stripe-webhook", "webhook signing secret", "whsec_", of(BASE64_BOTH, 32, 64), {
    severity: "high",
    source: FROM.credsweeper
  }),
  square("square-access", "access token", "EAAA", of(WORD$1, 60), { gitleaks: ["square-access-token"] }),
  square("square-access-legacy", "access token (legacy)", "sq0atp-", of(WORD$1, 22, 60), {
    gitleaks: ["square-access-token"]
  }),
  square("square-oauth-secret", "OAuth secret", "sq0csp-", of(WORD$1, 43), { source: FROM.credsweeper }),
  plaid("plaid-access", "access token", ["access-production-", "access-development-"], UUID, {
    gitleaks: ["plaid-api-token"]
  }),
  plaid("plaid-access-sandbox", "access token (sandbox)", "access-sandbox-", UUID, test("plaid-api-token")),
  plaid("plaid-secret", "secret", [], of(ALNUM, 30), {
    keywords: ["plaid"],
    severity: "high",
    gitleaks: ["plaid-secret-key"]
  }),
  shopify("shopify-access", "access token", "shpat_", of(HEX_BOTH, 32), {
    gitleaks: ["shopify-access-token"],
    ...leakPage("798.105")
  }),
  shopify("shopify-custom", "custom app access token", "shpca_", of(HEX_BOTH, 32), {
    gitleaks: ["shopify-custom-access-token"]
  }),
  shopify("shopify-private", "private app access token", "shppa_", of(HEX_BOTH, 32), {
    gitleaks: ["shopify-private-app-access-token"]
  }),
  shopify("shopify-shared", "shared secret", "shpss_", of(HEX_BOTH, 32), {
    gitleaks: ["shopify-shared-secret"]
  }),
  family("Braintree", FROM.credsweeper, "critical")(
    "paypal-braintree",
    "access token",
    "access_token$production$",
    [of(LOWER, 16, 16, "$"), of(HEX$1, 32)]
  ),
  family("Paddle", FROM.betterleaks, "critical")("paddle", "API key", "pdl_live_apikey_", [
    of(LOWER, 26, 26, "_"),
    of(ALNUM, 22, 22, "_"),
    of(ALNUM, 3)
  ]),
  flutterwave("flutterwave", "secret key", "FLWSECK-", of("0-9a-h", 32), { suffix: "-X" }),
  flutterwave("flutterwave-test", "secret key (test)", "FLWSECK_TEST-", of("0-9a-hA-H", 32), {
    suffix: "-X",
    ...test("flutterwave-secret-key")
  }),
  flutterwave("flutterwave-encryption-test", "encryption key (test)", "FLWSECK_TEST-", of("0-9a-hA-H", 12), {
    ...test("flutterwave-encryption-key")
  }),
  easypost("easypost", "API key", "EZAK", of(ALNUM, 54), {
    gitleaks: ["easypost-api-token"],
    ...leakPage("798.36")
  }),
  easypost("easypost-test", "API key (test)", "EZTK", of(ALNUM, 54), test("easypost-test-api-token")),
  shippo("shippo", "API token", "shippo_live_", of(HEX_BOTH, 40), { gitleaks: ["shippo-api-token"] }),
  shippo("shippo-test", "API token (test)", "shippo_test_", of(HEX_BOTH, 40), test("shippo-api-token")),
  duffel("duffel", "access token", "duffel_live_", of(WORD_EQ, 43), { gitleaks: ["duffel-api-token"] }),
  duffel("duffel-test", "access token (test)", "duffel_test_", of(WORD_EQ, 43), test("duffel-api-token")),
  family("Razorpay", FROM.titus, "medium")("razorpay", "live key id", "rzp_live_", of(ALNUM, 14)),
  family("GoCardless", FROM.gitleaks, "critical")("gocardless", "access token", "live_", of(WORD_EQ, 40), {
    keywords: ["gocardless"],
    gitleaks: ["gocardless-api-token"]
  }),
  lob("lob", "API key", "live_", of(HEX_BOTH, 35), { keywords: ["lob"], gitleaks: ["lob-api-key"] }),
  lob("lob-test", "API key (test)", "test_", of(HEX_BOTH, 35), { keywords: ["lob"], ...test("lob-api-key") }),
  family("Coinbase", FROM.gitleaks)("coinbase", "access token", [], of(WORD$1, 64), {
    keywords: ["coinbase"],
    gitleaks: ["coinbase-access-token"]
  }),
  family("Kraken", FROM.gitleaks)("kraken", "private key", [], of("0-9A-Za-z/=_+-", 80, 90), {
    keywords: ["kraken"],
    gitleaks: ["kraken-access-token"]
  }),
  kucoin("kucoin-key", "API key", [], of(HEX_BOTH, 24), {
    keywords: ["kucoin"],
    severity: "medium",
    gitleaks: ["kucoin-access-token"]
  }),
  kucoin("kucoin-secret", "API secret", [], UUID_BOTH, {
    keywords: ["kucoin"],
    gitleaks: ["kucoin-secret-key"]
  }),
  bittrex("bittrex", "access or secret key", [], of(ALNUM, 32), {
    keywords: ["bittrex"],
    gitleaks: ["bittrex-access-key", "bittrex-secret-key"]
  }),
  finicity("finicity-token", "API token", [], of(HEX_BOTH, 32), {
    keywords: ["finicity"],
    gitleaks: ["finicity-api-token"]
  }),
  finicity("finicity-secret", "client secret", [], of(ALNUM, 20), {
    keywords: ["finicity"],
    gitleaks: ["finicity-client-secret"]
  }),
  family("Finnhub", FROM.gitleaks, "medium")("finnhub", "API token", [], of(ALNUM, 20), {
    keywords: ["finnhub"],
    gitleaks: ["finnhub-access-token"]
  }),
  freshbooks("freshbooks", "access token", [], of(ALNUM, 64), {
    keywords: ["freshbooks"],
    gitleaks: ["freshbooks-access-token"]
  }),
  family("Etsy", FROM.gitleaks, "medium")("etsy", "access token", [], of(ALNUM, 24), {
    keywords: ["etsy"],
    gitleaks: ["etsy-access-token"]
  }),
  family("Squarespace", FROM.gitleaks)("squarespace", "access token", [], UUID_BOTH, {
    keywords: ["squarespace"],
    gitleaks: ["squarespace-access-token"]
  })
];
const facebook = family("Facebook", FROM.gitleaks);
const twitter = family("Twitter", FROM.gitleaks);
const dropbox = family("Dropbox", FROM.gitleaks);
const mapbox = family("Mapbox", FROM.gitleaks);
const linear = family("Linear", FROM.gitleaks);
const airtable = family("Airtable", FROM.gitleaks);
const adobe = family("Adobe", FROM.gitleaks);
const SAAS = [
  airtable("airtable-pat", "personal access token", "pat", [of(ALNUM, 14, 14, "."), of(HEX$1, 64)], {
    keywords: ["airtable"],
    gitleaks: ["airtable-personnal-access-token"]
  }),
  airtable("airtable-key", "API key (legacy)", [], of(ALNUM, 17), {
    keywords: ["airtable"],
    gitleaks: ["airtable-api-key"]
  }),
  family("Notion", FROM.gitleaks)("notion", "integration token", "ntn_", [of(DIGIT$1, 11), of(ALNUM, 35)], {
    gitleaks: ["notion-api-token"]
  }),
  linear("linear", "API key", "lin_api_", of(ALNUM, 40), {
    gitleaks: ["linear-api-key"],
    ...leakPage("798.66")
  }),
  linear("linear-client-secret", "OAuth client secret", [], of(HEX_BOTH, 32), {
    keywords: ["linear"],
    severity: "medium",
    gitleaks: ["linear-client-secret"]
  }),
  family("Figma", FROM.betterleaks)("figma", "personal access token", "figd_", of(WORD$1, 40)),
  family("Postman", FROM.gitleaks)(
    "postman",
    "API key",
    "PMAK-",
    [of(HEX_BOTH, 24, 24, "-"), of(HEX_BOTH, 34)],
    {
      gitleaks: ["postman-api-token"]
    }
  ),
  family("Asana", FROM.gitleaks)("asana", "client secret", [], of(ALNUM, 32), {
    keywords: ["asana"],
    gitleaks: ["asana-client-secret"]
  }),
  adobe("adobe", "client secret", "p8e-", of(ALNUM, 32), { gitleaks: ["adobe-client-secret"] }),
  family("ReadMe", FROM.gitleaks)("readme", "API key", "rdme_", of(LOWER, 70), {
    gitleaks: ["readme-api-token"]
  }),
  family("Typeform", FROM.gitleaks)("typeform", "personal access token", "tfp_", of("0-9A-Za-z_.=-", 59), {
    gitleaks: ["typeform-api-token"]
  }),
  mapbox("mapbox-secret", "secret access token", "sk.eyJ", [of(WORD$1, 20, 200, "."), of(WORD$1, 22)], {
    check: "base64-json"
  }),
  facebook("facebook-page", "page access token", ["EAAM", "EAAC"], of(ALNUM, 100, 400), {
    gitleaks: ["facebook-page-access-token"]
  }),
  facebook("facebook-app", "app access token", [], [of(DIGIT$1, 15, 16), of("|%", 1), of(WORD$1, 27, 40)], {
    keywords: ["facebook", "fb_app", "fb_access"],
    gitleaks: ["facebook-access-token"]
  }),
  facebook("facebook-secret", "app secret", [], of(HEX_BOTH, 32), {
    keywords: ["facebook", "fb_secret", "fb_app_secret"],
    gitleaks: ["facebook-secret"]
  }),
  twitter("twitter-access-token", "access token", [], [of(DIGIT$1, 15, 25, "-"), of(ALNUM, 20, 40)], {
    keywords: ["twitter"],
    gitleaks: ["twitter-access-token"]
  }),
  twitter("twitter-access-secret", "access token secret", [], of(ALNUM, 45), {
    keywords: ["twitter"],
    gitleaks: ["twitter-access-secret"]
  }),
  twitter("twitter-api-key", "API key", [], of(ALNUM, 25), {
    keywords: ["twitter"],
    severity: "medium",
    gitleaks: ["twitter-api-key"]
  }),
  twitter("twitter-api-secret", "API secret", [], of(ALNUM, 50), {
    keywords: ["twitter"],
    gitleaks: ["twitter-api-secret"]
  }),
  twitter("twitter-bearer", "bearer token", "AAAAAAAAAAAAAAAAAAAAAA", of("0-9A-Za-z%", 80, 100), {
    keywords: ["twitter"],
    gitleaks: ["twitter-bearer-token"]
  }),
  family("Twitch", FROM.gitleaks)("twitch", "API token", [], of(ALNUM, 30), {
    keywords: ["twitch"],
    gitleaks: ["twitch-api-token"]
  }),
  family("LinkedIn", FROM.gitleaks)("linkedin", "client secret", [], of(ALNUM, 16), {
    keywords: ["linkedin", "linked_in", "linked-in"],
    severity: "medium",
    gitleaks: ["linkedin-client-secret"]
  }),
  family("Flickr", FROM.gitleaks, "medium")("flickr", "access token", [], of(ALNUM, 32), {
    keywords: ["flickr"],
    gitleaks: ["flickr-access-token"]
  }),
  family("Okta", FROM.gitleaks, "critical")("okta", "API token", "00", of(WORD_EQ, 40), {
    keywords: ["okta"],
    gitleaks: ["okta-access-token"]
  }),
  dropbox("dropbox-short", "access token (short-lived)", "sl.", of(WORD_EQ, 130, 1e3), {
    severity: "medium",
    gitleaks: ["dropbox-short-lived-api-token"]
  }),
  dropbox(
    "dropbox-long",
    "access token (long-lived)",
    [],
    [of(ALNUM, 11, 11, "AAAAAAAAAA"), of(WORD_EQ, 43)],
    {
      keywords: ["dropbox"],
      level: "specific",
      gitleaks: ["dropbox-long-lived-api-token"]
    }
  ),
  dropbox("dropbox", "app secret", [], of(ALNUM, 15), {
    keywords: ["dropbox"],
    gitleaks: ["dropbox-api-token"]
  }),
  family("Salesforce", FROM.betterleaks)("salesforce-session", "session id", "00D", [
    of(ALNUM, 12, 15, "!"),
    of("0-9A-Za-z._", 80, 260)
  ]),
  family("Contentful", FROM.gitleaks, "medium")("contentful", "delivery API token", [], of(WORD_EQ, 43), {
    keywords: ["contentful"],
    gitleaks: ["contentful-delivery-api-token"]
  }),
  family("Frame.io", FROM.gitleaks)("frameio", "API token", "fio-u-", of(WORD_EQ, 64), {
    gitleaks: ["frameio-api-token"]
  }),
  family("HubSpot", FROM.gitleaks)("hubspot", "API key", [], UUID_BOTH, {
    keywords: ["hubspot"],
    gitleaks: ["hubspot-api-key"]
  }),
  family("42 Intra", FROM.gitleaks)(
    "intra42",
    "client secret",
    ["s-s4t2ud-", "s-s4t2af-"],
    of(HEX_BOTH, 64),
    {
      gitleaks: ["intra42-client-secret"]
    }
  )
];
const RULES = [
  ...CODE_HOSTING,
  ...CLOUD,
  ...PACKAGES,
  ...INFRASTRUCTURE,
  ...HOSTING,
  ...AI,
  ...OBSERVABILITY,
  ...MESSAGING,
  ...PAYMENTS,
  ...SAAS
].toSorted((a, b) => specificity(b) - specificity(a));
function specificity(rule) {
  return rule.prefixes.length === 0 ? 0 : 1;
}
function inflate(kind, bytes, budget) {
  const maxOutputLength = budget.room(bytes.length);
  try {
    const opened = kind === "gzip" ? zlib.gunzipSync(bytes, { maxOutputLength }) : zlib.inflateRawSync(bytes, { maxOutputLength });
    budget.spend(opened.length);
    return opened;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE") {
      budget.spend(maxOutputLength);
      return "over a limit";
    }
    return "damaged";
  }
}
const BLOCK = 512;
const CHECKSUM = 148;
const MAX_NAME = 4096;
function isTar(bytes) {
  return bytes.length >= BLOCK && bytes[0] !== 0 && isHeader(bytes, 0);
}
function openTar(bytes, kind, budget, sink) {
  let longName;
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0 && isHeader(bytes, at); ) {
    if (!budget.enter()) {
      sink.note("a tar was opened in part: it holds too many files");
      return;
    }
    const size = octal(bytes, at + 124, 12);
    const content = bytes.subarray(at + BLOCK, at + BLOCK + size);
    const type = String.fromCharCode(bytes[at + 156] ?? 0);
    if (type === "L") {
      longName = text(content, 0, Math.min(content.length, MAX_NAME));
    } else if (type === "x") {
      longName = /\d+ path=([^\n]+)\n/.exec(content.toString("utf8", 0, MAX_NAME))?.[1];
    } else {
      if (type === "0" || type === "\0" || type === "7") {
        sink.entry(kind, longName ?? nameOf(bytes, at), content);
      }
      longName = void 0;
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
}
function isHeader(bytes, at) {
  const expected = octal(bytes, at + CHECKSUM, 8);
  let sum2 = 0;
  for (let index2 = 0; expected !== 0 && index2 < BLOCK; index2 += 1) {
    const inSum = index2 >= CHECKSUM && index2 < CHECKSUM + 8;
    sum2 += inSum ? 32 : bytes[at + index2] ?? 0;
  }
  return expected !== 0 && sum2 === expected;
}
function nameOf(bytes, at) {
  const prefix = bytes.toString("latin1", at + 257, at + 262) === "ustar" ? text(bytes, at + 345, 155) : "";
  return prefix === "" ? text(bytes, at, 100) : `${prefix}/${text(bytes, at, 100)}`;
}
function text(bytes, at, length) {
  const end = bytes.subarray(at, at + length).indexOf(0);
  return bytes.toString("utf8", at, at + (end === -1 ? length : end));
}
function octal(bytes, at, length) {
  const digits = /^[ \0]*([0-7]+)/.exec(bytes.toString("latin1", at, at + length))?.[1];
  return digits === void 0 ? 0 : Number.parseInt(digits, 8);
}
const END = buffer.Buffer.from("PK", "latin1");
const LOCAL = 67324752;
const CENTRAL = 33639248;
const CENTRAL_SIZE = 46;
const LOCAL_SIZE = 30;
const END_SIZE = 22;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
function isZip(bytes) {
  return bytes.length > END_SIZE && bytes.readUInt32LE(0) === LOCAL;
}
function openZip(bytes, budget, sink) {
  const end = bytes.lastIndexOf(END);
  let at = end === -1 || end + END_SIZE > bytes.length ? bytes.length : bytes.readUInt32LE(end + 16);
  if (at >= bytes.length) {
    sink.note("a zip without a directory was not opened");
    return;
  }
  while (at + CENTRAL_SIZE <= bytes.length && bytes.readUInt32LE(at) === CENTRAL) {
    if (!budget.enter()) {
      sink.note("a zip was opened in part: it holds too many files");
      return;
    }
    const nameLength = bytes.readUInt16LE(at + 28);
    const path2 = bytes.toString("utf8", at + CENTRAL_SIZE, at + CENTRAL_SIZE + nameLength);
    openEntry(bytes, at, path2, budget, sink);
    at += CENTRAL_SIZE + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
}
function openEntry(bytes, at, path2, budget, sink) {
  const method = bytes.readUInt16LE(at + 10);
  const local = bytes.readUInt32LE(at + 42);
  if (path2.endsWith("/")) {
    return;
  }
  if ((bytes.readUInt16LE(at + 8) & ENCRYPTED) !== 0 || method !== STORED && method !== DEFLATED) {
    sink.note("a file in a zip was not opened: it is encrypted, or compressed in another way");
    return;
  }
  if (local + LOCAL_SIZE > bytes.length || bytes.readUInt32LE(local) !== LOCAL) {
    sink.note("a file in a zip was not opened: it is damaged");
    return;
  }
  const start = local + LOCAL_SIZE + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const content = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
  if (method === STORED) {
    if (content.length > budget.room(content.length)) {
      sink.note("a file in a zip was not opened: it is over a limit");
      return;
    }
    budget.spend(content.length);
    sink.entry("zip", path2, content);
    return;
  }
  const opened = inflate("raw", content, budget);
  if (typeof opened === "string") {
    sink.note(`a file in a zip was not opened: it is ${opened}`);
    return;
  }
  sink.entry("zip", path2, opened);
}
function openArchive(bytes, budget, sink) {
  if (bytes[0] === 31 && bytes[1] === 139) {
    openGzip(bytes, budget, sink);
  } else if (isZip(bytes)) {
    openZip(bytes, budget, sink);
  } else if (isTar(bytes)) {
    openTar(bytes, "tar", budget, sink);
  }
}
function openGzip(bytes, budget, sink) {
  if (!budget.enter()) {
    sink.note("a gzip was not opened: there are too many files");
    return;
  }
  const opened = inflate("gzip", bytes, budget);
  if (typeof opened === "string") {
    sink.note(`a gzip was not opened: it is ${opened}`);
    return;
  }
  const view = buffer.Buffer.from(opened.buffer, opened.byteOffset, opened.length);
  if (isTar(view)) {
    openTar(view, "tar.gz", budget, sink);
    return;
  }
  sink.entry("gzip", "", view);
}
const MIB$1 = 1 << 20;
const MAX_ENTRY = 32 * MIB$1;
const MAX_TOTAL = 128 * MIB$1;
const MAX_ENTRIES = 1e4;
const MAX_RATIO = 250;
class ArchiveBudget {
  #bytes = MAX_TOTAL;
  #entries = MAX_ENTRIES;
  /** Counts one entry; false where there are too many. */
  enter() {
    this.#entries -= 1;
    return this.#entries >= 0;
  }
  /** The most that a compressed piece may grow to; at least 1, which is too little for any. */
  room(compressed) {
    return Math.max(1, Math.min(MAX_ENTRY, this.#bytes, Math.max(MIB$1, compressed * MAX_RATIO)));
  }
  /** Counts what was opened. */
  spend(bytes) {
    this.#bytes -= bytes;
  }
}
const OFTEN = 3;
const HEX = /^[0-9a-fA-F]{16,}$/;
function doubtVectors(findings) {
  const counts = /* @__PURE__ */ new Map();
  const names = findings.map((finding) => {
    const text2 = buffer.Buffer.from(finding.secret).toString("latin1");
    const name = finding.rule === ASSIGNMENT.id && HEX.test(text2) ? finding.sight.replaceAll(/\d+/g, "") : void 0;
    if (name !== void 0) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return name;
  });
  return findings.map((finding, at) => {
    const often = (counts.get(names[at] ?? "") ?? 0) >= OFTEN;
    return often ? doubted(finding, "one name is given many values like it: a table of test vectors") : finding;
  });
}
const CLASS = new Uint8Array(256);
for (const char of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_") {
  CLASS[char.charCodeAt(0)] = 1;
}
const BACKSLASH$2 = 92;
function isBase64(byte) {
  return byte !== void 0 && CLASS[byte] === 1;
}
function eachRun(bytes, shortest, take) {
  const { length } = bytes;
  let start = 0;
  while (start + shortest <= length) {
    let at = start + shortest - 1;
    while (at >= start && CLASS[bytes[at]] === 1) {
      at -= 1;
    }
    if (at >= start) {
      start = at + 1;
      continue;
    }
    let end = start + shortest;
    while (end < length && CLASS[bytes[end]] === 1) {
      end += 1;
    }
    start = Math.max(end, take(afterEscape(bytes, start), end)) + 1;
  }
}
function afterEscape(bytes, start) {
  const first = bytes[start];
  const escaped = bytes[start - 1] === BACKSLASH$2 && (first === 110 || first === 114 || first === 116);
  return escaped ? start + 1 : start;
}
function hexDigit(byte) {
  if (byte === void 0) {
    return -1;
  }
  if (byte >= 48 && byte <= 57) {
    return byte - 48;
  }
  const small = byte | 32;
  return small >= 97 && small <= 102 ? small - 87 : -1;
}
function hexPair(bytes, at) {
  const high = hexDigit(bytes[at]);
  const low = hexDigit(bytes[at + 1]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}
function isReadable(bytes) {
  if (bytes[0] === 31 && bytes[1] === 139 || bytes[0] === 80 && bytes[1] === 75 && bytes[2] === 3) {
    return true;
  }
  for (const byte of bytes) {
    if (!(byte >= 32 && byte < 127) && byte !== 10 && byte !== 13 && byte !== 9) {
      return false;
    }
  }
  return bytes.length > 0;
}
const HEAD$1 = 16;
const SHORTEST_LINE = 48;
const MAX_INDENT = 24;
const NEWLINE$2 = 10;
const RETURN = 13;
function base64At(bytes, start, end) {
  const head = utf8Head(decode$2(bytes.toString("latin1", start, Math.min(end, start + HEAD$1))));
  if (!isReadable(head)) {
    return void 0;
  }
  const pieces = wrapped(bytes, start, end);
  const digits = pieces.map((piece) => bytes.toString("latin1", piece.start, piece.end)).join("");
  const decoded2 = decode$2(digits);
  const wide = decoded2[1] === 0;
  const origin = (offset, isEnd) => {
    const digits2 = (wide ? offset * 2 : offset) * 4 / 3;
    return isEnd ? placeIn(pieces, Math.ceil(digits2) - 1) + 1 : placeIn(pieces, Math.floor(digits2));
  };
  const span = { kind: "base64", bytes: wide ? narrowed(decoded2) : decoded2, origin };
  return { span, end: pieces.at(-1)?.end ?? end };
}
function decode$2(digits) {
  return buffer.Buffer.from(digits, "base64");
}
function utf8Head(head) {
  return head.length >= 4 && head[1] === 0 && head[3] === 0 ? narrowed(head) : head;
}
function narrowed(bytes) {
  return bytes.filter((_, index2) => index2 % 2 === 0);
}
function wrapped(bytes, start, end) {
  const pieces = [{ start, end }];
  const width = end - start;
  if (width < SHORTEST_LINE || width % 4 !== 0) {
    return pieces;
  }
  for (let at = lineAfter(bytes, end); at !== -1; ) {
    let last = at;
    while (last < at + width + 1 && isBase64(bytes[last])) {
      last += 1;
    }
    if (last === at || last - at > width) {
      break;
    }
    pieces.push({ start: at, end: last });
    at = last - at === width ? lineAfter(bytes, last) : -1;
  }
  return pieces;
}
function lineAfter(bytes, end) {
  const feed = bytes[end] === RETURN ? end + 1 : end;
  if (bytes[feed] !== NEWLINE$2) {
    return -1;
  }
  let at = feed + 1;
  while (at - feed <= MAX_INDENT && (bytes[at] === 32 || bytes[at] === 9)) {
    at += 1;
  }
  return at;
}
function placeIn(pieces, digit) {
  const [first] = pieces;
  if (first === void 0) {
    return 0;
  }
  const width = first.end - first.start;
  const line = Math.min(Math.floor(digit / width), pieces.length - 1);
  const piece = pieces[line] ?? first;
  return Math.min(piece.start + digit - line * width, piece.end);
}
const HIGH = [..."234567"];
const ESCAPE_ANCHORS = HIGH.flatMap((high) => [
  ...[..."0123456789abcdef"].map((low) => `%${high}${low}`),
  `\\u00${high}`,
  `\\x${high}`
]);
const PERCENT$1 = 37;
const BACKSLASH$1 = 92;
const MAX_BEFORE = 512;
const MAX_AFTER = 8192;
const SHORTEST$1 = 10;
const LOWER_U = 117;
const LOWER_X = 120;
const ASCII = 128;
function ends(byte) {
  return byte === void 0 || byte <= 32 || byte === 34 || byte === 39 || byte === 96 || byte === 60 || byte === 62;
}
function escapesAt(bytes, at, from) {
  if (escapeAt(bytes, at) === void 0) {
    return void 0;
  }
  let start = at;
  while (start > from && at - start < MAX_BEFORE && !ends(bytes[start - 1])) {
    start -= 1;
  }
  let end = at;
  while (end - at < MAX_AFTER && !ends(bytes[end])) {
    end += 1;
  }
  return end - start < SHORTEST$1 ? void 0 : { span: decode$1(bytes, start, end), end };
}
function decode$1(bytes, start, end) {
  const decoded2 = new Uint8Array(end - start);
  const places = new Uint32Array(end - start);
  let kind = "percent";
  let length = 0;
  for (let at = start; at < end; length += 1) {
    const escape = escapeAt(bytes, at);
    if (escape !== void 0 && bytes[at] === BACKSLASH$1) {
      kind = "unicode";
    }
    places[length] = at;
    decoded2[length] = escape?.byte ?? bytes[at] ?? 0;
    at += escape?.length ?? 1;
  }
  const origin = (offset) => offset < length ? places[offset] ?? end : end;
  return { kind, bytes: decoded2.subarray(0, length), origin };
}
function escapeAt(bytes, at) {
  if (bytes[at] === PERCENT$1) {
    return ascii(hexPair(bytes, at + 1), 3);
  }
  if (bytes[at] !== BACKSLASH$1) {
    return void 0;
  }
  const letter2 = (bytes[at + 1] ?? 0) | 32;
  if (letter2 === LOWER_X) {
    return ascii(hexPair(bytes, at + 2), 4);
  }
  return letter2 === LOWER_U && hexPair(bytes, at + 2) === 0 ? ascii(hexPair(bytes, at + 4), 6) : void 0;
}
function ascii(byte, length) {
  return byte >= 0 && byte < ASCII ? { byte, length } : void 0;
}
const HEAD = 8;
const SHORTEST = 32;
function hexAt(bytes, start, end) {
  const from = bytes[start] === 48 && bytes[start + 1] === 120 ? start + 2 : start;
  const length = end - from;
  if (length < SHORTEST || length % 2 !== 0 || !isReadable(decode(bytes, from, from + HEAD * 2))) {
    return void 0;
  }
  for (let at = from; at < end; at += 1) {
    if (hexDigit(bytes[at]) < 0) {
      return void 0;
    }
  }
  return { kind: "hex", bytes: decode(bytes, from, end), origin: (offset) => from + offset * 2 };
}
function decode(bytes, start, end) {
  const decoded2 = new Uint8Array((end - start) / 2);
  for (let at = 0; at < decoded2.length; at += 1) {
    decoded2[at] = hexPair(bytes, start + at * 2) & 255;
  }
  return decoded2;
}
const SHORTEST_RUN = 20;
function encodedSpans(bytes, escapes) {
  const spans = [];
  eachRun(bytes, SHORTEST_RUN, (start, end) => {
    const hex2 = hexAt(bytes, start, end);
    if (hex2 !== void 0) {
      spans.push(hex2);
      return end;
    }
    const found2 = base64At(bytes, start, end);
    if (found2 === void 0) {
      return end;
    }
    spans.push(found2.span);
    return found2.end;
  });
  let from = 0;
  for (const at of escapes) {
    const found2 = at < from ? void 0 : escapesAt(bytes, at, from);
    if (found2 !== void 0) {
      from = found2.end;
      spans.push(found2.span);
    }
  }
  return spans;
}
const WORD = "0-9A-Za-z_";
const NAME_REST = { alphabet: "0-9A-Za-z_. -", min: 0, max: 24 };
const NAME_END$1 = { alphabet: "\\]\\)\"'`\\t ", min: 0, max: 3 };
const OPERATORS = { texts: ["=>", ":=", "?=", "||", "=", ":", ">", ",", "("], fold: false };
const VALUE_START = { alphabet: "\"'`=\\t ", min: 0, max: 5 };
const SHORT_KEYWORD = 4;
const SHORT_PREFIX = 6;
const LONG_RUN = 100;
const JOINING = "+/.-";
function patternOf(rule) {
  const keyed = rule.keywords !== void 0 && rule.near === void 0;
  const token = tokenParts(rule);
  const context = keyed ? [{ texts: longestFirst(rule.keywords), fold: true }, NAME_REST, NAME_END$1, OPERATORS, VALUE_START] : [];
  const parts = [...context, ...token.parts];
  const opened = context.length + (rule.secret === "body" ? token.fixed + 1 : 0);
  const source = parts.map((part, index2) => (index2 === opened ? "(" : "") + sourceOf(part)).join("");
  return {
    rule,
    parts,
    source: `${source})`,
    flags: "y",
    anchors: keyed ? anchorsAt(rule.keywords, []) : anchorsAt(rule.prefixes, rule.lead ?? []),
    maxLength: parts.reduce((sum2, part) => sum2 + longest(part), 0),
    before: keyed ? beforeKeyword(rule.keywords) : beforeToken(rule),
    after: afterToken(token.parts)
  };
}
function tokenParts(rule) {
  const lead = (rule.lead ?? []).flatMap(partsOf);
  const fixed = rule.prefixes.length === 0 ? [] : [{ texts: longestFirst(rule.prefixes), fold: false }];
  const end = rule.suffix === void 0 ? [] : [{ texts: [rule.suffix], fold: false }];
  return { parts: [...lead, ...fixed, ...rule.pieces.flatMap(partsOf), ...end], fixed: lead.length };
}
function partsOf(piece) {
  const run = { alphabet: piece.alphabet, min: piece.min, max: piece.max };
  return piece.after === void 0 ? [run] : [run, { texts: [piece.after], fold: false }];
}
function longestFirst(texts) {
  return texts.toSorted((a, b) => b.length - a.length);
}
function sourceOf(part) {
  if ("alphabet" in part) {
    const count2 = part.min === part.max ? `{${part.min}}` : `{${part.min},${part.max}}`;
    return `[${part.alphabet}]${count2}`;
  }
  const texts = part.texts.map((text2) => [...text2].map((c) => charSource(c, part.fold)).join(""));
  return texts.length === 1 ? texts.join("") : `(?:${texts.join("|")})`;
}
function charSource(char, fold) {
  if (fold && /[a-z]/.test(char)) {
    return `[${char.toUpperCase()}${char}]`;
  }
  return /[0-9A-Za-z_]/.test(char) ? char : `\\${char}`;
}
function longest(part) {
  return "alphabet" in part ? part.max : Math.max(...part.texts.map((text2) => text2.length));
}
function anchorsAt(texts, lead) {
  const after = lead.reduce((sum2, piece) => sum2 + (piece.after?.length ?? 0), 0);
  const backMin = lead.reduce((sum2, piece) => sum2 + piece.min, after);
  const backMax = lead.reduce((sum2, piece) => sum2 + piece.max, after);
  return [...new Set(texts.map((text2) => text2.toLowerCase()))].map((text2) => ({ text: text2, backMin, backMax }));
}
function beforeKeyword(keywords) {
  return keywords.some((word) => word.length <= SHORT_KEYWORD) ? "A-Za-z" : "";
}
function beforeToken(rule) {
  const [lead] = rule.lead ?? [];
  if (lead !== void 0) {
    return WORD + lead.alphabet;
  }
  if (!rule.prefixes.every((prefix) => /^\w/.test(prefix))) {
    return "";
  }
  const short = rule.prefixes.some((prefix) => prefix.length < SHORT_PREFIX);
  const runs = rule.pieces.filter(
    (piece) => piece.max >= LONG_RUN || short && piece.alphabet.includes("+/")
  );
  const marks = [...JOINING].filter(
    (mark) => runs.some((piece) => new RegExp(`[${piece.alphabet}]`).test(mark))
  );
  return WORD + marks.join("");
}
function afterToken(parts) {
  let after = "";
  for (const part of parts.toReversed()) {
    if (!("alphabet" in part)) {
      return after === "" ? "0-9A-Za-z" : after;
    }
    after += part.alphabet;
    if (part.min > 0) {
      return after;
    }
  }
  return after;
}
function leadsOf(rules, detectors) {
  const leads = /* @__PURE__ */ new Map();
  const leadAt = (text2) => {
    let lead = leads.get(text2);
    if (lead === void 0) {
      lead = { candidates: [], detectors: [], escape: false };
      leads.set(text2, lead);
    }
    return lead;
  };
  rules.forEach((rule, index2) => {
    const ready = readyOf(rule, index2);
    for (const { text: text2, backMin, backMax } of ready.pattern.anchors) {
      const exact = rule.prefixes.filter((prefix) => prefix.toLowerCase() === text2).map((prefix) => buffer.Buffer.from(prefix, "latin1"));
      leadAt(text2).candidates.push({ ready, exact, backMin, backMax });
    }
  });
  detectors.forEach((detector, index2) => {
    for (const text2 of detector.anchors) {
      leadAt(text2).detectors.push(index2);
    }
  });
  for (const text2 of ESCAPE_ANCHORS) {
    leadAt(text2).escape = true;
  }
  return { texts: [...leads.keys()], leads: [...leads.values()], rules: rules.length };
}
function readyOf(rule, index2) {
  const pattern = patternOf(rule);
  let expression;
  return {
    index: index2,
    pattern,
    expression: () => expression ??= new RegExp(pattern.source, pattern.flags)
  };
}
const CLASSES = 32;
const BITS = 5;
const THREE = CLASSES ** 3;
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const SHARED = { q: "j", z: "x" };
const OWN = `${LETTERS.replace(/[qz]/g, "")}-_./%`;
const DIGIT = 30;
const OTHER = 31;
const ANY = -1;
const PIECE = 1 << 16;
class Finder {
  #classes = new Uint8Array(256);
  #fold = Uint8Array.from(
    { length: 256 },
    (_, byte) => byte >= 65 && byte <= 90 ? byte | 32 : byte
  );
  #texts;
  /** For three classes, which bucket's texts may begin there; 0: none. */
  #buckets = new Uint16Array(THREE);
  /** For each bucket, the classes that the fourth byte may have, as bits. */
  #fourth = new Int32Array(THREE);
  #members = [[]];
  #places = new Uint32Array(PIECE + 1);
  /** @param texts in lower case, of two bytes or more */
  constructor(texts) {
    this.#texts = texts.map((text2) => Uint8Array.from(text2, (char) => char.charCodeAt(0)));
    this.#classify();
    this.#texts.forEach((text2, index2) => {
      const [first, second, third, fourth] = Array.from(text2, (byte) => this.#classes[byte] ?? 0);
      const begin = (first ?? 0) << 2 * BITS | (second ?? 0) << BITS;
      const mask = fourth === void 0 ? ANY : 1 << fourth;
      for (const last of third === void 0 ? Array.from({ length: CLASSES }).keys() : [third]) {
        this.#add(begin | last, index2, mask);
      }
    });
  }
  /**
   * Calls for every text that stands in the bytes, overlapping ones too, in the order of their begins.
   *
   * @param bytes what is searched
   * @param hit is called with the index of the text and where it begins
   */
  each(bytes, hit) {
    for (let from = 0; from < bytes.length; from += PIECE) {
      const count2 = this.#filter(bytes, from);
      for (let index2 = 0; index2 < count2; index2 += 1) {
        this.#compare(bytes, this.#places[index2], hit);
      }
    }
  }
  /** Where a text may begin whose third byte is in a piece; how many. Without calls, or it would be half as fast. */
  #filter(bytes, from) {
    const classes2 = this.#classes;
    const buckets = this.#buckets;
    const fourth = this.#fourth;
    const places = this.#places;
    const end = Math.min(bytes.length, from + PIECE);
    let count2 = 0;
    let three = this.#begin(bytes, from);
    for (let at = from; at < end; at += 1) {
      three = (three << BITS | classes2[bytes[at]]) & THREE - 1;
      const bucket = buckets[three];
      if (bucket !== 0) {
        const next = at + 1 < bytes.length ? classes2[bytes[at + 1]] : 0;
        if ((fourth[bucket] >>> next & 1) !== 0) {
          places[count2] = at - 2;
          count2 += 1;
        }
      }
    }
    if (end === bytes.length) {
      places[count2] = end - 2;
      count2 += 1;
    }
    return count2;
  }
  /** The classes of the two bytes before an offset. */
  #begin(bytes, at) {
    const classOf = (offset) => this.#classes[bytes[offset] ?? 0] ?? 0;
    return at < 2 ? 0 : classOf(at - 2) << BITS | classOf(at - 1);
  }
  #compare(bytes, start, hit) {
    const classOf = (offset) => this.#classes[bytes[offset] ?? 0] ?? 0;
    const three = classOf(start) << 2 * BITS | classOf(start + 1) << BITS | classOf(start + 2);
    for (const index2 of this.#members[this.#buckets[three] ?? 0] ?? []) {
      if (this.#stands(bytes, this.#texts[index2], start)) {
        hit(index2, start);
      }
    }
  }
  #stands(bytes, text2, start) {
    if (start + text2.length > bytes.length) {
      return false;
    }
    for (let at = text2.length - 1; at >= 0; at -= 1) {
      if (this.#fold[bytes[start + at]] !== text2[at]) {
        return false;
      }
    }
    return true;
  }
  #classify() {
    for (const byte of this.#texts.flatMap((text2) => [...text2])) {
      const char = String.fromCharCode(byte);
      const own2 = OWN.indexOf(SHARED[char] ?? char) + 1;
      const of2 = own2 > 0 ? own2 : byte >= 48 && byte <= 57 ? DIGIT : OTHER;
      this.#classes[byte] = of2;
      if (LETTERS.includes(char)) {
        this.#classes[byte - 32] = of2;
      }
    }
  }
  #add(three, index2, mask) {
    let bucket = this.#buckets[three] ?? 0;
    if (bucket === 0) {
      bucket = this.#members.push([]) - 1;
      this.#buckets[three] = bucket;
    }
    this.#members[bucket]?.push(index2);
    this.#fourth[bucket] = (this.#fourth[bucket] ?? 0) | mask;
  }
}
const BACKSLASH = 92;
const PERCENT = 37;
const classes = /* @__PURE__ */ new Map();
function tableOf(alphabet) {
  let table2 = classes.get(alphabet);
  if (table2 === void 0) {
    table2 = new Uint8Array(256);
    if (alphabet !== "") {
      const one = new RegExp(`[${alphabet}]`);
      for (let byte = 0; byte < 128; byte += 1) {
        table2[byte] = one.test(String.fromCharCode(byte)) ? 1 : 0;
      }
    }
    classes.set(alphabet, table2);
  }
  return table2;
}
const hex$1 = tableOf("0-9A-Fa-f");
function mayBegin(pattern, bytes, start) {
  const previous = bytes[start - 1];
  if (previous === void 0 || tableOf(pattern.before)[previous] !== 1) {
    return true;
  }
  if (bytes[start - 2] === BACKSLASH) {
    return previous === 110 || previous === 114 || previous === 116;
  }
  return bytes[start - 3] === PERCENT && hex$1[bytes[start - 2] ?? 0] === 1 && hex$1[previous] === 1;
}
function mayEnd(pattern, bytes, end) {
  const next = bytes[end];
  return next === void 0 || tableOf(pattern.after)[next] !== 1;
}
function hasKeyword(pattern, bytes, start) {
  const { keywords, near } = pattern.rule;
  if (keywords === void 0 || near === void 0) {
    return true;
  }
  const text2 = buffer.Buffer.from(bytes.subarray(Math.max(0, start - near), start)).toString("latin1");
  const lower = text2.toLowerCase();
  return keywords.some((word) => lower.includes(word));
}
const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE62_LOWER_FIRST = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const MACAROON_SECTION_END = 0;
const MACAROON_SIGNATURE = 6;
const BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const BECH32_GENERATOR = [996825010, 642813549, 513874426, 1027748829, 705979059];
function crc32(text2) {
  return zlib.crc32(text2);
}
function crc16(bytes) {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = (crc & 32768) === 0 ? crc << 1 : crc << 1 ^ 4129;
    }
    crc &= 65535;
  }
  return crc;
}
function base62(value, width, digits) {
  let text2 = "";
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) {
    text2 = `${digits.charAt(rest % 62)}${text2}`;
  }
  return text2.padStart(width, digits.charAt(0));
}
function littleEndian(value) {
  const bytes = buffer.Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
function fromBase32(text2) {
  const bytes = [];
  let bits = 0;
  let held = 0;
  for (const char of text2) {
    const digit = BASE32.indexOf(char);
    if (digit === -1) {
      return void 0;
    }
    held = (held << 5 | digit) & 4095;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push(held >> bits & 255);
    }
  }
  return Uint8Array.from(bytes);
}
function base58Length(text2) {
  let value = 0n;
  for (const char of text2) {
    const digit = BASE58.indexOf(char);
    if (digit === -1) {
      return void 0;
    }
    value = value * 58n + BigInt(digit);
  }
  return Math.ceil(value.toString(16).length / 2);
}
function fromBase64(text2) {
  const body = text2.replace(/={1,2}$/, "");
  if (!/^[0-9A-Za-z+/_-]*$/.test(body) || body.length % 4 === 1) {
    return void 0;
  }
  return buffer.Buffer.from(body, "base64").toString("latin1");
}
function isMacaroon(text2) {
  let at = 1;
  while (text2.charCodeAt(0) === 2 && at < text2.length) {
    const type = text2.charCodeAt(at);
    at += 1;
    if (type !== MACAROON_SECTION_END) {
      let length = text2.charCodeAt(at) & 127;
      for (let shift = 7; text2.charCodeAt(at) > 127 && shift < 21; shift += 7) {
        at += 1;
        length |= (text2.charCodeAt(at) & 127) << shift;
      }
      at += 1 + length;
      if (type === MACAROON_SIGNATURE) {
        return length === 32 && at === text2.length;
      }
    }
  }
  return false;
}
function isBech32(text2) {
  const lower = text2.toLowerCase();
  const separator = lower.lastIndexOf("1");
  if (text2 !== lower && text2 !== text2.toUpperCase() || separator < 1) {
    return false;
  }
  const values = Array.from(lower.slice(separator + 1), (char) => BECH32.indexOf(char));
  if (values.length < 6 || values.includes(-1)) {
    return false;
  }
  const human = Array.from(lower.slice(0, separator), (char) => char.charCodeAt(0));
  const all = [...human.map((code2) => code2 >> 5), 0, ...human.map((code2) => code2 & 31), ...values];
  return all.reduce(bech32Step, 1) === 1;
}
function bech32Step(checksum, value) {
  const top = checksum >>> 25;
  const next = (checksum & 33554431) << 5 ^ value;
  return BECH32_GENERATOR.reduce((sum2, word, bit) => top >> bit & 1 ? sum2 ^ word : sum2, next);
}
const MAX_AWS_ACCOUNT = 999999999999;
const CHECKS = {
  "crc32-base62-30": sum((token, prefix) => base62Tail(token.slice(prefix.length), 30, BASE62)),
  "crc32-base62-43": sum((token, prefix) => base62Tail(token.slice(prefix.length), 43, BASE62)),
  "crc32-base62-50": sum((token, prefix) => base62Tail(token.slice(prefix.length), 50, BASE62)),
  "crc32-base62-apify": sum((token, prefix) => base62Tail(token, prefix.length + 30, BASE62_LOWER_FIRST)),
  "crc32-hex-lower": sum((token, prefix) => {
    const body = token.slice(prefix.length, -8).replace(/_$/, "");
    return token.endsWith(hex(crc32(body)));
  }),
  "crc32-hex-upper-all": sum((token) => token.endsWith(hex(crc32(token.slice(0, -8))).toUpperCase())),
  "crc32le-hex-prefixed": sum((token) => {
    return token.endsWith(littleEndian(crc32(token.slice(0, -9))).toString("hex"));
  }),
  "crc32le-base64-54": sum((token, prefix) => {
    const body = token.slice(prefix.length, prefix.length + 54);
    return token.endsWith(littleEndian(crc32(body)).toString("base64").slice(0, 6));
  }),
  "crc16-nkey": sum((token) => {
    const bytes = fromBase32(token);
    const [low, high] = bytes?.subarray(-2) ?? [];
    return bytes !== void 0 && low !== void 0 && high !== void 0 ? crc16(bytes.subarray(0, -2)) === low + high * 256 : false;
  }),
  bech32: sum(isBech32),
  "aws-account": shape((token) => (awsAccount(token) ?? Infinity) <= MAX_AWS_ACCOUNT),
  "base58-54": shape((token) => base58Length(token) === 54),
  "base64-bedrock": sum((token, prefix) => decodes(token.slice(prefix.length), /^BedrockAPIKey-/)),
  "base64-id": sum((token, prefix) => decodes(token.slice(prefixOfId(prefix)), /^\d{1,20}:/)),
  "base64-json": sum((token, prefix) => isObject(token.slice(jsonStart(prefix)).split(/[._]/)[0])),
  "base64-reftkn": sum((token) => decodes(token, /^reftkn:\d{2}:\d{10}:/)),
  "base64-snowflake": sum((token) => decodes(token.split(".")[0] ?? "", /^\d{17,20}$/)),
  "macaroon-pypi": sum((token) => isMacaroon(fromBase64(token.slice("pypi-".length)) ?? "")),
  jwt: sum((token, prefix) => {
    const [head, claims] = token.slice(token.indexOf("eyJ", prefix.length)).split(".");
    return isObject(head) && isObject(claims);
  })
};
function verdictOf(rule, token) {
  const facts = factsOf(rule, token);
  if (rule.check === "none") {
    return { level: rule.level ?? (rule.prefixes.length === 0 ? "generic" : "specific"), facts };
  }
  const check = CHECKS[rule.check];
  const prefix = rule.prefixes.filter((text2) => token.startsWith(text2)).toSorted((a, b) => b.length - a.length);
  if (check.holds(token, prefix[0] ?? "")) {
    return { level: check.proves ? "verified" : "specific", facts };
  }
  const reason = check.proves ? "its checksum or structure does not hold" : "its shape is not one that is issued";
  return { level: "placeholder", facts, reason };
}
function awsAccount(token) {
  const bytes = fromBase32(token.slice(4));
  if (bytes === void 0 || bytes.length < 6) {
    return void 0;
  }
  const bits = bytes.subarray(0, 6).reduce((value, byte) => value * 256 + byte, 0);
  return Math.floor(bits % 2 ** 47 / 2 ** 7);
}
function factsOf(rule, token) {
  const account = rule.check === "aws-account" ? awsAccount(token) : void 0;
  return account === void 0 || account > MAX_AWS_ACCOUNT ? {} : { account: String(account).padStart(12, "0") };
}
function sum(holds) {
  return { proves: true, holds };
}
function shape(holds) {
  return { proves: false, holds };
}
function base62Tail(text2, length, digits) {
  return text2.slice(length) === base62(crc32(text2.slice(0, length)), 6, digits);
}
function hex(value) {
  return value.toString(16).padStart(8, "0");
}
function decodes(base64, content) {
  const text2 = fromBase64(base64);
  return text2 !== void 0 && content.test(text2);
}
function prefixOfId(prefix) {
  return prefix.endsWith("-") ? prefix.length : 0;
}
function jsonStart(prefix) {
  return Math.max(0, prefix.indexOf("eyJ"));
}
function isObject(base64) {
  try {
    return JSON.parse(fromBase64(base64 ?? "") ?? "").constructor === Object;
  } catch {
    return false;
  }
}
const NAME_BEFORE = 40;
const NAME = /^[0-9A-Za-z_.-]{1,60}/;
const NAME_END = /[0-9A-Za-z_.-]*$/;
function matchAt(bytes, candidate, at, from, path2) {
  if (candidate.exact.length > 0 && !candidate.exact.some((text2) => standsAt(bytes, text2, at))) {
    return void 0;
  }
  const { ready } = candidate;
  for (let back = candidate.backMax; back >= candidate.backMin; back -= 1) {
    const start = at - back;
    if (start >= from && mayBegin(ready.pattern, bytes, start)) {
      const found2 = matchFrom(bytes, ready, start, path2);
      if (found2 !== void 0) {
        return found2;
      }
    }
  }
  return void 0;
}
function standsAt(bytes, text2, at) {
  for (let index2 = 0; index2 < text2.length; index2 += 1) {
    if (bytes[at + index2] !== text2[index2]) {
      return false;
    }
  }
  return true;
}
function matchFrom(bytes, ready, start, path2) {
  const { pattern } = ready;
  const expression = ready.expression();
  expression.lastIndex = 0;
  const match2 = expression.exec(
    bytes.toString("latin1", start, Math.min(bytes.length, start + pattern.maxLength))
  );
  if (match2 === null) {
    return void 0;
  }
  const end = start + match2[0].length;
  const token = match2[1] ?? "";
  if (token === "" || !mayEnd(pattern, bytes, end) || !hasKeyword(pattern, bytes, start)) {
    return void 0;
  }
  const { rule } = pattern;
  const verdict = verdictOf(rule, token);
  const secretStart = end - token.length;
  if (verdict.level === "generic" && !looksRandom(token)) {
    return void 0;
  }
  const found2 = {
    rule: rule.id,
    level: verdict.level,
    start: secretStart,
    end,
    matchStart: start,
    matchEnd: end,
    secret: bytes.subarray(secretStart, end),
    sight: sightOf(rule, bytes, start, match2[0].slice(0, match2[0].length - token.length), token),
    decoded: [],
    facts: verdict.facts
  };
  const reason = verdict.reason ?? (verdict.level === "verified" ? void 0 : reasonAgainst(bytes, found2, path2));
  return reason === void 0 ? found2 : { ...found2, level: "placeholder", reason };
}
function sightOf(rule, bytes, start, context, token) {
  if (rule.prefixes.length > 0) {
    const whole = context + token;
    const prefix = rule.prefixes.filter((text2) => whole.includes(text2)).toSorted((a, b) => b.length - a.length);
    return prefix[0] ?? "";
  }
  const before = bytes.toString("latin1", Math.max(0, start - NAME_BEFORE), start);
  return `${NAME_END.exec(before)?.[0] ?? ""}${NAME.exec(context)?.[0] ?? ""}`;
}
const RANKS = { verified: 0, specific: 1, placeholder: 2, generic: 3 };
function withoutOverlaps(findings) {
  const ranked = findings.toSorted(
    (a, b) => RANKS[a.level] - RANKS[b.level] || b.end - b.start - (a.end - a.start) || a.decoded.length - b.decoded.length
  );
  const kept = [];
  for (const finding of ranked) {
    const index2 = firstEndingAfter(kept, finding.start);
    const next = kept[index2];
    if (next === void 0 || next.start >= finding.end) {
      kept.splice(index2, 0, finding);
    }
  }
  return kept;
}
function firstEndingAfter(kept, offset) {
  let low = 0;
  let high = kept.length;
  while (low < high) {
    const middle = low + high >>> 1;
    if ((kept[middle]?.end ?? 0) > offset) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
function createEngine(rules, detectors) {
  let parts;
  const ready = () => {
    if (parts === void 0) {
      const leads = leadsOf(rules, detectors);
      const ends2 = new Float64Array(rules.length + detectors.length);
      parts = { leads, finder: new Finder(leads.texts), ends: ends2 };
    }
    return parts;
  };
  const scanPlain = (scene, options) => plain(ready(), detectors, scene, options);
  return {
    scan: (target, options) => {
      const now = options.now === void 0 ? {} : { now: options.now };
      const scene = { bytes: viewOf(target.bytes), path: target.path, ...now };
      return scanDeep(scanPlain, scene, options, new ArchiveBudget());
    }
  };
}
function plain(parts, detectors, scene, options) {
  const { leads, finder, ends: ends2 } = parts;
  const findings = [];
  const escapes = [];
  ends2.fill(0);
  const take = (index2, finding) => {
    if (finding !== void 0 && !options.disabled.has(finding.rule)) {
      findings.push(finding);
      ends2[index2] = finding.matchEnd;
    }
  };
  finder.each(scene.bytes, (text2, at) => {
    const lead = leads.leads[text2];
    if (lead.escape) {
      escapes.push(at);
    }
    for (const candidate of lead.candidates) {
      const { index: index2 } = candidate.ready;
      take(index2, matchAt(scene.bytes, candidate, at, ends2[index2] ?? 0, scene.path));
    }
    for (const detector of lead.detectors) {
      const index2 = leads.rules + detector;
      if (at >= (ends2[index2] ?? 0)) {
        take(index2, detectors[detector]?.find(scene, at));
      }
    }
  });
  for (const detector of detectors) {
    findings.push(...(detector.all?.(scene) ?? []).filter((finding) => !options.disabled.has(finding.rule)));
  }
  return { findings, escapes };
}
function scanDeep(scanPlain, scene, options, budget) {
  const { findings, escapes } = scanPlain(scene, options);
  if (options.decodeDepth > 0) {
    const inner = { ...options, decodeDepth: options.decodeDepth - 1 };
    for (const span of encodedSpans(scene.bytes, escapes)) {
      for (const finding of scanDeep(scanPlain, { ...scene, bytes: viewOf(span.bytes) }, inner, budget)) {
        findings.push(outward(finding, span.kind, span.origin));
      }
    }
  }
  const kept = withoutOverlaps(doubtVectors(findings));
  const archived = options.archiveDepth > 0 ? scanArchive(scanPlain, scene, options, budget) : [];
  if (archived.length === 0) {
    return kept;
  }
  const within2 = new Set(archived.map(secretOf));
  return [...archived, ...kept.filter((finding) => !within2.has(secretOf(finding)))].toSorted(
    (a, b) => a.start - b.start
  );
}
function secretOf(finding) {
  return viewOf(finding.secret).toString("latin1");
}
function scanArchive(scanPlain, scene, options, budget) {
  const findings = [];
  const inner = { ...options, archiveDepth: options.archiveDepth - 1 };
  const size = scene.bytes.length;
  openArchive(scene.bytes, budget, {
    entry: (kind, path2, bytes) => {
      const within2 = { ...scene, bytes: viewOf(bytes), path: path2 === "" ? scene.path : path2 };
      for (const finding of scanDeep(scanPlain, within2, inner, budget)) {
        const found2 = outward(finding, path2 === "" ? kind : `${kind}:${path2}`, () => 0);
        findings.push({ ...found2, end: size, matchEnd: size });
      }
    },
    note: (text2) => options.note?.(text2)
  });
  return findings;
}
function viewOf(bytes) {
  return buffer.Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
function outward(finding, label, origin) {
  return {
    ...finding,
    start: origin(finding.start, false),
    end: origin(finding.end, true),
    matchStart: origin(finding.matchStart, false),
    matchEnd: origin(finding.matchEnd, true),
    decoded: [label, ...finding.decoded]
  };
}
const NEWLINE$1 = 10;
const indexes = /* @__PURE__ */ new WeakMap();
function positionOf(bytes, offset) {
  let starts = indexes.get(bytes);
  if (starts === void 0) {
    starts = lineStarts(bytes);
    indexes.set(bytes, starts);
  }
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = low + high + 1 >>> 1;
    if ((starts[middle] ?? 0) <= offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
function lineStarts(bytes) {
  const view = buffer.Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const starts = [0];
  for (let at = view.indexOf(NEWLINE$1); at !== -1; at = view.indexOf(NEWLINE$1, at + 1)) {
    starts.push(at + 1);
  }
  return Uint32Array.from(starts);
}
let engine;
function defaultEngine() {
  return engine ??= createEngine(RULES, CONTEXT);
}
var index = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  defaultEngine,
  positionOf
});
const HEX_DIGITS = 16;
function fingerprintOf({ rule, path: path2, line, occurrence }) {
  const text2 = JSON.stringify([rule, path2, line.replace(/\s+/g, " ").trim()]);
  return `${crypto.createHash("sha256").update(text2).digest("hex").slice(0, HEX_DIGITS)}:${occurrence}`;
}
const NEWLINE = 10;
async function fileAt(repository, commit, path2, maxBytes, signal) {
  const parts = path2.split("/");
  if (path2.startsWith("/") || path2.includes("\0") || parts.some((part) => /^(?:\.\.?|\.git|)$/i.test(part)))
    throw unsafe(path2, "is no path within the repository");
  const listed = await repository.answer(["ls-tree", "-z", "--full-tree", commit, "--", path2], signal);
  if (listed.status !== 0) throw incomplete("git cannot read the base's tree.");
  const entry = /^([0-9]+) [a-z]+ ([0-9a-f]+)\t/.exec(listed.stdout.toString("latin1"));
  if (entry === null) return void 0;
  const [, mode, id] = entry;
  if (!mode.startsWith("100")) throw unsafe(path2, "is no regular file in the base");
  const child = repository.run(["cat-file", "--batch"], signal);
  child.stdin.end(`${id}
`);
  try {
    const reader = byteReader(child.stdout);
    const head = (await reader.until(NEWLINE))?.toString("latin1") ?? "";
    const size = Number(/ blob ([0-9]+)$/.exec(head)?.[1] ?? "x");
    if (size > maxBytes)
      throw new Failure("LIMIT_EXCEEDED", `A file of the base is larger than ${maxBytes} bytes.`, {
        at: { file: path2 }
      });
    const bytes = Number.isNaN(size) ? void 0 : await reader.take(size);
    if (bytes === void 0) throw incomplete("A file of the base cannot be read.");
    return bytes;
  } finally {
    child.kill();
  }
}
function unsafe(path2, what) {
  return new Failure("FILE_UNSAFE", `A configured path ${what}.`, {
    fix: "Name a regular file of the repository, relative to its root, without `..` and links.",
    at: { file: path2 }
  });
}
const EMPTY_TREES = {
  sha1: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
  sha256: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"
};
const ANSWER_BYTES = 1024 * 1024;
const TAG_LIST_BYTES = 64 * 1024 * 1024;
async function openRepository(parts, options, signal) {
  const checkout = await findCheckout(parts.git, options.folder, signal);
  const gitDir = path.join(parts.temp, `scan-${crypto.randomUUID()}.git`);
  makeBare(gitDir, checkout);
  const indexFile = options.indexFile ? path.resolve(options.folder, options.indexFile) : path.join(checkout.gitDir, "index");
  const call = (args, aborted, { settings, index: index2 }) => ({
    args,
    gitDir,
    signal: aborted,
    ...settings === void 0 ? {} : { settings },
    ...index2 === true ? { indexFile } : {}
  });
  return {
    gitDir,
    emptyTree: EMPTY_TREES[checkout.format] ?? "",
    head: checkout.head,
    mergeHeads: lines(path.join(checkout.gitDir, "MERGE_HEAD")),
    source: options.url === void 0 ? void 0 : { url: options.url, token: options.token },
    partial: isPartial(checkout.objects),
    run: (args, aborted, more = {}) => parts.git(call(args, aborted, more)),
    answer: (args, aborted, more = {}) => wholeAnswer(parts.git, call(args, aborted, more), ANSWER_BYTES, more.input),
    shallow: () => new Set(lines(path.join(gitDir, "shallow"))),
    commitNamed: async (name, aborted) => {
      const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
      const found2 = await wholeAnswer(
        parts.git,
        { args, gitDir: void 0, folder: options.folder, signal: aborted },
        ANSWER_BYTES
      );
      return found2.status === 0 ? /[0-9a-f]{40,64}\s*$/.exec(found2.stdout.toString("latin1"))?.[0].trim() : void 0;
    },
    tags: async (aborted) => {
      const args = ["for-each-ref", "--format=%(objecttype) %(objectname)", "refs/tags"];
      const inCheckout = { args, gitDir: void 0, folder: options.folder, signal: aborted };
      const { status, stdout } = await wholeAnswer(parts.git, inCheckout, TAG_LIST_BYTES);
      if (status !== 0) throw incomplete("git cannot list the tags.");
      return [...stdout.toString("latin1").matchAll(/^tag ([0-9a-f]+)$/gm)].map(([, id]) => id);
    },
    close: () => fs.rmSync(gitDir, { recursive: true, force: true, maxRetries: 3 })
  };
}
async function findCheckout(git, folder, signal) {
  const format = "--show-object-format";
  const asked = ["--absolute-git-dir", format, "--git-common-dir", format, "HEAD^{commit}"];
  const { status, stdout } = await wholeAnswer(
    git,
    { args: ["rev-parse", "--path-format=absolute", ...asked], gitDir: void 0, folder, signal },
    ANSWER_BYTES
  );
  const answer = /^(.+)\n(sha1|sha256)\n(.+)\n\2\n([0-9a-f]{40,64})?/s.exec(
    stdout.toString("utf8").replaceAll("\r\n", "\n")
  );
  const [, gitDir, objectFormat, common2, head] = answer ?? [];
  if (gitDir === void 0 || objectFormat === void 0 || common2 === void 0)
    throw new Failure("FILE_NOT_FOUND", "The folder is in no git repository, or git cannot be run.", {
      fix: "Check the repository out before this step (actions/checkout with `fetch-depth: 0`), and have git 2.31 or newer on PATH.",
      at: { file: folder }
    });
  return {
    gitDir,
    common: common2,
    format: objectFormat,
    objects: path.join(common2, "objects"),
    head: status === 0 ? head : void 0
  };
}
function makeBare(gitDir, checkout) {
  fs.mkdirSync(path.join(gitDir, "objects", "info"), { recursive: true, mode: 448 });
  fs.mkdirSync(path.join(gitDir, "refs", "scan"), { recursive: true });
  fs.writeFileSync(path.join(gitDir, "HEAD"), "ref: refs/heads/none\n");
  const extension = checkout.format === "sha1" ? "" : `[extensions]
	objectFormat = ${checkout.format}
`;
  fs.writeFileSync(
    path.join(gitDir, "config"),
    `[core]
	repositoryFormatVersion = ${extension === "" ? 0 : 1}
	bare = true
${extension}`
  );
  const quoted = checkout.objects.replaceAll("\\", "/").replace(/["\n\r]/g, (char) => char === '"' ? '\\"' : char === "\n" ? "\\n" : "\\r");
  fs.writeFileSync(path.join(gitDir, "objects", "info", "alternates"), `"${quoted}"
`);
  const shallow = lines(path.join(checkout.common, "shallow"));
  if (shallow.length > 0) fs.writeFileSync(path.join(gitDir, "shallow"), `${shallow.join("\n")}
`);
  if (checkout.head !== void 0)
    fs.writeFileSync(path.join(gitDir, "refs", "scan", "have"), `${checkout.head}
`);
  for (const name of namesIn(checkout.gitDir))
    if (/^sharedindex\.[0-9a-f]+$/.test(name))
      fs.copyFileSync(path.join(checkout.gitDir, name), path.join(gitDir, name));
}
const isPartial = (objects) => namesIn(path.join(objects, "pack")).some((name) => name.endsWith(".promisor"));
function namesIn(folder) {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}
function lines(file) {
  try {
    return fs.readFileSync(file, "latin1").split("\n").filter((line) => /^[0-9a-f]{40,64}$/.test(line));
  } catch {
    return [];
  }
}
const WORDS = [
  "gitleaks:allow",
  "betterleaks:allow",
  "trufflehog:ignore",
  "pragma",
  "secretlint-disable",
  "ggignore"
];
const ANYWHERE = /gitleaks:allow|betterleaks:allow|trufflehog:ignore|\bggignore\b/;
const PRAGMA = /(?:^|[ \t])(?:#|\/\/|\/\*|'|--|<!--|;|!|%)[ \t]*pragma:[ \t]?(?:allow|white)list[ -](nextline[ -])?secret/;
const SECRETLINT = /\bsecretlint-(disable-next-line|disable-line|disable|enable)(?![\w-])([^\n]*)/;
const RULE_PREFIX = /^@secretlint\/secretlint-rule-/;
const MAX_LINE = 2e3;
function inlineComments(bytes) {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!WORDS.some((word) => all.includes(word))) return () => void 0;
  const lines2 = all.toString("latin1").split("\n");
  const scopes = scopesOf(lines2);
  return ({ rule, level, line, endLine }) => {
    if (level === "verified") return void 0;
    const found2 = scopes.find(
      (scope) => scope.from <= endLine && scope.to >= line && isFor(scope.rules, rule)
    );
    return found2 && placed$1(found2, lines2);
  };
}
function placed$1({ kind, line }, lines2) {
  const start = lines2.slice(0, line - 1).reduce((sum2, text2) => sum2 + text2.length + 1, 0);
  return { kind, line, start, end: start + lines2[line - 1].length };
}
function scopesOf(lines2) {
  const scopes = [];
  let open = [];
  const close = (block, to) => {
    scopes.push({ kind: "secretlint-disable", line: block.line, from: block.line, to, rules: block.rules });
  };
  for (const [i, whole] of lines2.entries()) {
    const at = i + 1;
    const line = whole.length > MAX_LINE ? whole.slice(-MAX_LINE) : whole;
    const anywhere = ANYWHERE.exec(line);
    if (anywhere !== null) scopes.push({ kind: anywhere[0], line: at, from: at, to: at, rules: [] });
    const pragma = PRAGMA.exec(line);
    if (pragma !== null) {
      const next = pragma[1] === void 0 ? 0 : 1;
      const kind = next === 0 ? "pragma: allowlist secret" : "pragma: allowlist nextline secret";
      scopes.push({ kind, line: at, from: at + next, to: at + next, rules: [] });
    }
    const [, verb, rest = ""] = SECRETLINT.exec(line) ?? [];
    if (verb === void 0) continue;
    const rules = rulesIn(rest);
    if (verb === "disable") open.push({ line: at, rules });
    else if (verb === "enable") {
      const ended = open.filter((block) => rules.length === 0 || sameRules(block.rules, rules));
      for (const block of ended) close(block, at);
      open = open.filter((block) => !ended.includes(block));
    } else {
      const next = verb === "disable-next-line" ? 1 : 0;
      scopes.push({ kind: `secretlint-${verb}`, line: at, from: at + next, to: at + next, rules });
    }
  }
  for (const block of open) close(block, lines2.length);
  return scopes;
}
const rulesIn = (rest) => rest.split(/ --(?: |$)|\*\/|-->/, 1)[0].split(/[\s,]+/).filter((word) => /^[@\w][\w@/.:-]*$/.test(word));
const sameRules = (a, b) => b.every((rule) => a.includes(rule));
const isFor = (rules, rule) => rules.length === 0 || rules.some((given) => {
  const name = given.replace(RULE_PREFIX, "");
  return rule === name || rule.startsWith(`${name}-`);
});
const MIN_MASK_LENGTH = 4;
const MAX_BASE_FILE = 4 * 1024 * 1024;
function scanParts(runner, given) {
  const { workspace, temp, env } = runner;
  const reported = reportedRules();
  const names = new Map(
    reported.map(({ id, provider, what, revoke }) => [
      id,
      { what: provider === "" ? what : `${provider} ${what}`, ...revoke === void 0 ? {} : { revoke } }
    ])
  );
  return {
    runner,
    readInputs: () => readInputs(given, [{ id: "scan", inputs: SCAN_INPUTS }]),
    open: async ({ githubToken }, signal) => {
      if (githubToken !== void 0) runner.mask(runMasks([githubToken], MIN_MASK_LENGTH).forms);
      const url = baseUrl(env);
      return await openRepository(
        { git: gitFrom(env), temp },
        {
          folder: workspace,
          ...url === void 0 ? {} : { url },
          ...githubToken === void 0 ? {} : { token: githubToken },
          ...runner.face === "terminal" && env["GIT_INDEX_FILE"] ? { indexFile: env["GIT_INDEX_FILE"] } : {}
        },
        signal
      );
    },
    engine: async () => ({ engine: timedEngine(), rules: names }),
    positionOf,
    silenced: inlineComments,
    maskedLine,
    fingerprint: fingerprintOf,
    fileAt: async (repository, commit, file, signal) => fileAt(repository, commit, file, MAX_BASE_FILE, signal),
    today: new Date(systemClock.now()).toISOString().slice(0, "2026-11-24".length),
    progress: () => void 0,
    tell: async (facts, inputs, signal) => {
      if (inputs.comment) {
        const [{ commentOn }, { lazyHttp }] = await Promise.all([
          import("./entries-scan-comment.js"),
          import("./commands-prepare.js").then(function(n) {
            return n.I;
          })
        ]);
        await commentOn(
          runner,
          facts,
          inputs.githubToken,
          lazyHttp(env, () => void 0),
          signal
        );
      }
      return tell(runner, facts, inputs);
    }
  };
}
const reportedRules = () => [
  ...RULES,
  ...CONTEXT.map(({ id, what, severity }) => ({ id, provider: "", what, severity }))
];
function timedEngine() {
  const now = systemClock.now();
  const engine2 = defaultEngine();
  return { scan: (target, options) => engine2.scan(target, { ...options, now }) };
}
function baseUrl({
  GITHUB_ACTIONS: job,
  GITHUB_SERVER_URL: server,
  GITHUB_REPOSITORY: repository
}) {
  return job === "true" && server && repository ? `${server}/${repository}` : void 0;
}
function tell(runner, facts, inputs) {
  const { workspace, temp } = runner;
  for (const line of rangeLines(facts)) runner.info(line);
  for (const { severity, title, message, at } of scanAnnotations(facts))
    runner.annotate(severity, message, { ...at, title });
  runner.summary(scanMarkdown(facts));
  const write = (file, text2) => createFile(path.resolve(fs.realpathSync(workspace), file), Buffer.from(text2), {
    roots: [workspace, temp],
    overwrite: true
  });
  const sarif = inputs.sarifFile === "" ? "" : write(
    inputs.sarifFile,
    `${JSON.stringify(sarifDocument(facts, reportedRules(), VERSION$1), null, 2)}
`
  );
  if (inputs.jsonFile !== "") write(inputs.jsonFile, `${JSON.stringify(rangeDocument(facts), null, 2)}
`);
  return /* @__PURE__ */ new Map([
    ["findings", String(facts.findings.length)],
    ["blocking", String(facts.findings.filter(({ blocks: blocks2 }) => blocks2).length)],
    ["counts", JSON.stringify(countsByLevel(facts.findings))],
    ["sarif", sarif],
    ["complete", String(facts.proof.complete)]
  ]);
}
var scanParts$1 = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  scanParts
});
const SALT_BYTES = 32;
function writeSuppressions(before, findings, { reason, owner, expires, today }, hash = hashOf) {
  const salt = before?.salt ?? crypto.randomBytes(SALT_BYTES);
  const hashes = /* @__PURE__ */ new Map();
  const entries = /* @__PURE__ */ new Map();
  for (const { entry: _, ...one } of before?.entries ?? []) entries.set(keyOf(one), one);
  const bySecret = /* @__PURE__ */ new Map();
  for (const one of entries.values())
    bySecret.set(secretKey(one), [...bySecret.get(secretKey(one)) ?? [], one]);
  const added2 = findings.map(({ rule, path: path2, secret }) => {
    const text2 = Buffer.from(secret).toString("latin1");
    const made = hashes.get(text2) ?? hash(secret, salt);
    hashes.set(text2, made);
    const isPlain = isPath(path2) && withoutSecrets(path2, [secret]) === path2;
    return { rule, ...isPlain ? { path: path2 } : {}, hash: made, reason, owner, expires };
  });
  for (const one of added2.toSorted((a, b) => keyOf(a) < keyOf(b) ? -1 : 1)) {
    const known = bySecret.get(secretKey(one)) ?? [];
    if (known.some(({ path: path2, expires: day }) => day >= today && isAt(path2, one.path ?? ""))) continue;
    bySecret.set(secretKey(one), [...known, one]);
    entries.set(keyOf(one), one);
  }
  const file = { version: 1, salt: Buffer.from(salt).toString("base64"), entries: [...entries.values()] };
  return `${JSON.stringify(file, null, 2)}
`;
}
const keyOf = ({ path: path2 = "", rule, hash }) => JSON.stringify([path2, rule, hash]);
const secretKey = ({ rule, hash }) => JSON.stringify([rule, hash]);
var ownWrite = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  writeSuppressions
});
async function scanPaths(parts, paths, options, failOn, signal) {
  const engine2 = await parts.engine();
  const findings = [];
  const skipped = [];
  let files = 0;
  let size = 0;
  for (const { path: path2, read } of parts.files(paths)) {
    await timers.setImmediate();
    signal.throwIfAborted();
    const bytes = read();
    if (typeof bytes === "string") {
      skipped.push({ path: path2, why: bytes });
      continue;
    }
    files += 1;
    size += bytes.length;
    for (const finding of engine2.scan({ path: path2, bytes }, options)) {
      findings.push(placed(parts, path2, bytes, finding, failOn));
      parts.seen?.({ rule: finding.rule, path: path2, secret: finding.secret });
    }
    parts.progress(files, size);
  }
  return { files, bytes: size, findings: findings.toSorted(byPlace), skipped };
}
function placed({ positionOf: positionOf2 }, path2, bytes, finding, failOn) {
  const start = positionOf2(bytes, finding.start);
  const end = positionOf2(bytes, finding.end);
  const { rule, level, sight, decoded: decoded2, facts, reason } = finding;
  return {
    path: path2,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    rule,
    level,
    sight,
    decoded: decoded2,
    facts,
    reason,
    blocks: blocks(level, failOn)
  };
}
const byPlace = (a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) || LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || a.line - b.line || a.column - b.column;
var scanPaths$1 = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  scanPaths
});
const MIB = 1024 * 1024;
function scanLines({ files, bytes, findings, skipped }) {
  const blocking = findings.filter((one) => one.blocks).length;
  const listed = findings.length - blocking;
  const size = bytes < MIB ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / MIB).toFixed(1)} MiB`;
  const what = `${files} ${files === 1 ? "file" : "files"}, ${size}`;
  const end = blocking === 0 ? `no secret found in ${what}${listed > 0 ? `; ${listed} listed above, which do not block` : ""}` : `${blocking} ${blocking === 1 ? "secret" : "secrets"} found in ${what}${listed > 0 ? `, ${listed} more listed` : ""}`;
  return [
    ...findings.map(lineOf),
    ...skipped.map(({ path: path2, why }) => printable(`${path2}: not read: ${why}`)),
    `${blocking === 0 && skipped.length === 0 ? "\u2713" : "\u2717"} ${end}${skipped.length > 0 ? `; ${skipped.length} not read` : ""}`
  ];
}
function lineOf({ path: path2, line, column, rule, level, sight, decoded: decoded2, facts, reason }) {
  const details = [
    ...sight === "" ? [] : [sight],
    ...decoded2.map((how) => `in ${how}`),
    ...Object.entries(facts).map(([name, text2]) => `${name} ${text2}`),
    ...reason === void 0 ? [] : [`likely none: ${reason}`]
  ];
  return printable(
    `${path2}:${line}:${column}: ${level} ${rule}${details.length === 0 ? "" : ` (${details.join("; ")})`}`
  );
}
const scanDocument = (facts) => ({
  schema: 1,
  files: facts.files,
  bytes: facts.bytes,
  findings: facts.findings.map((one) => ({
    path: one.path,
    line: one.line,
    column: one.column,
    end_line: one.endLine,
    end_column: one.endColumn,
    rule: one.rule,
    level: one.level,
    sight: one.sight,
    decoded: one.decoded,
    facts: one.facts,
    reason: one.reason ?? null,
    blocks: one.blocks
  })),
  skipped: facts.skipped
});
var scannedLines = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  scanDocument,
  scanLines
});
const MAX_ROWS = 20;
const MAX_ITEMS = 10;
const MAX_TEXT = 80;
const KEY = /[^A-Za-z0-9_.-]/g;
const commentMarker = (key) => `<!-- liquid-hive/secrets-action scan ${middleOut(key.replace(KEY, "-").replace(/-{2,}/g, "-"), MAX_TEXT).replaceAll("\u2026", "-")} -->`;
const isOurComment = (body, key) => body === commentMarker(key) || body.startsWith(`${commentMarker(key)}
`);
function scanComment(facts, key, runUrl) {
  const { findings, changedPolicy, suppressed, proof, head } = facts;
  const rows2 = worstFirst(findings);
  const added2 = suppressed.filter(({ addedBy }) => addedBy !== void 0);
  return [
    commentMarker(key),
    `### ${isBlocked(facts) ? "\u274C" : findings.length > 0 ? "\u26A0\uFE0F" : "\u2705"} Secret scan: ${verdictText(facts)}`,
    "",
    `${proofText(proof)}${head === "" ? "" : `, up to ${shownCode(shortCommit(head), MAX_TEXT)}`}`,
    ...table(["", "What", "Where", "Commit"], rows2.slice(0, MAX_ROWS).map(cells)),
    ...rows2.length > MAX_ROWS ? ["", `\u2026 and ${rows2.length - MAX_ROWS} more.`] : [],
    ...rows2.some(({ blocks: blocks2 }) => blocks2) ? ["", "**Revoke it first**, then remove it from every commit: what was pushed may have been read."] : [],
    ...list(
      "Silenced by comments that this pull request adds",
      most(
        added2.map(
          (one) => `${shownCode(placeOf(one, MAX_TEXT), 2 * MAX_TEXT)} \xB7 ${shownCode(one.rule, MAX_TEXT)} \xB7 by ${shownCode(one.addedBy ?? "", MAX_TEXT)}`
        )
      )
    ),
    ...list(
      "It changes the gate's own configuration: shown, not obeyed",
      most(changedPolicy.map((text2) => shownCode(text2, 2 * MAX_TEXT)))
    ),
    ...runUrl !== void 0 && /^https?:\/\/[^\s()<>]+$/.test(runUrl) ? ["", `[What to do now, and everything else](${runUrl})`] : [],
    ""
  ].join("\n");
}
const cells = (one) => [
  one.blocks ? "\u274C" : "\u26A0\uFE0F",
  `${shown$1(one.what, MAX_TEXT)}<br>${shownCode(one.rule, MAX_TEXT)} \xB7 ${LEVEL_TEXT[one.level]}`,
  shownCode(placeOf(one, MAX_TEXT), 2 * MAX_TEXT),
  shownCode(shortCommit(one.commit), MAX_TEXT)
];
const most = (items2) => items2.length > MAX_ITEMS ? [...items2.slice(0, MAX_ITEMS), `\u2026 and ${items2.length - MAX_ITEMS} more`] : [...items2];
export {
  scanParts as a,
  scanComment as b,
  scan$1 as c,
  scanDocument$1 as d,
  index as e,
  scanParts$1 as f,
  ownWrite as g,
  scanPaths$1 as h,
  isOurComment as i,
  scannedLines as j,
  own as o,
  scan as s
};
