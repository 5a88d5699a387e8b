import { F as Failure, S as Secret, a as asFailure, p as parseYaml, l as loadYaml, t as together, b as logLines, c as logDetails, s as safePath, d as createFile, e as signingDocument, r as randomUuid, f as fileOf$1, g as formatOf, h as runQuietly, m as makeFolder, i as systemClock, j as leftoversPath, C as CREDENTIALS_STATE, k as addLines, N as NOTES_STATE, n as currentAttempt, o as isLoopback$1, q as summaryMarkdown, L as LEFTOVERS_STATE, u as saveLeftovers } from "./kernel-base.js";
import { s as shownKey, r as reasonOf, n as nearest, w as wordOf, a as splitBare, i as indexOfBare, t as textOf, b as tokens, p as parseSource, I as INPUTS, P as PROVIDERS, c as bind, V as VERSION, C as CLUSTER_INPUTS, S as SIGN_INPUTS } from "./providers-list.js";
const lazyBuiltin = (id) => {
  let loaded;
  const load2 = () => loaded ??= process.getBuiltinModule(id);
  return new Proxy(/* @__PURE__ */ Object.create(null), {
    get: (_, key) => key === "__esModule" ? void 0 : load2()[key],
    has: (_, key) => key in load2(),
    ownKeys: () => Reflect.ownKeys(load2()),
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(load2(), key);
      return found && { ...found, configurable: true };
    }
  });
};
const path = lazyBuiltin("node:path");
const fs = lazyBuiltin("node:fs");
const crypto = lazyBuiltin("node:crypto");
const clusterFacts = (report) => ({
  cluster: report.cluster,
  user: report.user,
  manager: report.manager,
  dryRun: report.dryRun,
  objects: report.applied.map(objectFacts),
  left: report.left.map(shownKey),
  synced: report.synced.map(syncFacts),
  restarted: report.restarted.map(restartFacts),
  names: report.names,
  notices: report.notices,
  failed: report.failure?.message
});
const objectFacts = ({ key, verb, changes, ms, formerOwner, notes }) => ({
  object: shownKey(key),
  verb,
  changes,
  ms,
  formerOwner,
  notes
});
const syncFacts = ({ key, is, target, ms, why }) => ({
  object: shownKey(key),
  is,
  secrets: [target.name],
  ms,
  why
});
const restartFacts = ({ key, is, secrets, ms, why }) => ({
  object: shownKey(key),
  is,
  secrets,
  ms,
  why
});
const CHANGING = /* @__PURE__ */ new Set(["created", "changed", "pruned"]);
const RESTARTING = /* @__PURE__ */ new Set(["rolled out", "restarted, not waited for"]);
function clusterOutputs(report) {
  if (report === void 0) return [];
  const changed = report.applied.filter(({ verb }) => CHANGING.has(verb)).map(({ key }) => shownKey(key));
  const restarted = report.restarted.filter(({ is }) => RESTARTING.has(is)).map(({ key }) => shownKey(key));
  return [
    ["applied", JSON.stringify(changed)],
    ["changed", String(changed.length > 0)],
    ["restarted", JSON.stringify(restarted)],
    ["secret-names", JSON.stringify(Object.fromEntries(report.names))]
  ];
}
const FILE_FORMS = /* @__PURE__ */ new Set(["bundle", "statement"]);
const IMAGE = /^[a-z0-9.:[\]-]+\/.+@sha256:[0-9a-f]{64}$/;
function signingOutputs(facts) {
  if (facts === void 0) return [];
  const bundles = facts.artifacts.flatMap(
    ({ places }) => places.filter(({ form }) => FILE_FORMS.has(form)).map(({ where }) => where)
  );
  const images = facts.artifacts.flatMap(({ subject }) => IMAGE.test(subject) ? [subject] : []);
  const digests = Object.fromEntries(facts.artifacts.map(({ subject, digest }) => [subject, digest]));
  const commands = new Set(facts.artifacts.flatMap(({ commands: some }) => some));
  return [
    ["bundles", [...new Set(bundles)].join("\n")],
    ["images", [...new Set(images)].join("\n")],
    ["digests", JSON.stringify(digests)],
    ["verify-commands", [...commands].join("\n")]
  ];
}
const INPUT = "otlp-endpoint";
const ENDPOINT_VARIABLE = "OTEL_EXPORTER_OTLP_ENDPOINT";
const HEADERS_VARIABLE = "OTEL_EXPORTER_OTLP_HEADERS";
const GRPC_PORT = "4317";
const HTTP_PORT = "4318";
const PATH = "v1/metrics";
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const OWN_HEADERS = /* @__PURE__ */ new Set([
  "host",
  "content-type",
  "content-length",
  "transfer-encoding"
]);
function otlpTarget({ input, env, ours, face }) {
  const foreign = (name) => {
    const isOurs = ours.some((one) => one.toUpperCase() === name);
    return face === "terminal" || isOurs ? "" : env[name]?.trim() ?? "";
  };
  const text = input === "" ? foreign(ENDPOINT_VARIABLE) : input;
  if (text === "") return void 0;
  const what = input === "" ? ENDPOINT_VARIABLE : `The input ${INPUT}`;
  const refuse = (why, fix) => new Failure("INPUT_INVALID", `${what} ${why}.`, {
    fix,
    ...input === "" ? {} : { at: { input: INPUT } }
  });
  const url = URL.canParse(text) ? new URL(text) : void 0;
  if (url === void 0 || !/^https?:$/.test(url.protocol))
    return refuse("is no address of http or https", `${INPUT}: https://collector.example:${HTTP_PORT}`);
  if (url.username !== "" || url.password !== "" || /[?#]/.test(text))
    return refuse(
      "holds a login, a query or a fragment",
      `${INPUT}: https://collector.example:${HTTP_PORT}   # and a login in ${HEADERS_VARIABLE}`
    );
  if (url.port === GRPC_PORT)
    return refuse(
      `names port ${GRPC_PORT}, which takes OTLP over gRPC; this sends OTLP over HTTP, which port ${HTTP_PORT} takes`,
      `${INPUT}: ${url.protocol}//collector.example:${HTTP_PORT}`
    );
  const headers = headersOf(foreign(HEADERS_VARIABLE));
  if (headers === void 0)
    return new Failure("INPUT_INVALID", `${HEADERS_VARIABLE} is no list of name=value.`, {
      fix: `${HEADERS_VARIABLE}: api-key=\u2026,other=\u2026   # values percent-encoded`
    });
  if (url.protocol === "http:" && !LOOPBACK.test(url.hostname) && Object.keys(headers).length > 0)
    return refuse(
      `is http, and ${HEADERS_VARIABLE} would be sent in clear text`,
      `${INPUT}: https://collector.example:${HTTP_PORT}`
    );
  return { url: new URL(`${url.href.replace(/\/+$/, "")}/${PATH}`), headers };
}
function headersOf(text) {
  const headers = /* @__PURE__ */ new Map();
  for (const pair of text.split(",").filter((part2) => part2.trim() !== "")) {
    const at = pair.indexOf("=");
    const name = pair.slice(0, Math.max(0, at)).trim().toLowerCase();
    if (!HEADER_NAME.test(name) || OWN_HEADERS.has(name)) return void 0;
    try {
      const value = decodeURIComponent(pair.slice(at + 1).trim());
      if (/[^\t\x20-\x7E\x80-\xFF]/.test(value)) return void 0;
      headers.set(name, Secret.of(value));
    } catch {
      return void 0;
    }
  }
  return Object.fromEntries(headers);
}
const createWatch = (started) => ({
  started,
  inputs: void 0,
  trail: void 0,
  lines: [],
  located: [],
  resolutions: []
});
function questionsOf({ lines, located, resolutions, trail }) {
  if (trail === void 0) return [];
  const keyOf = (provider, id) => JSON.stringify([provider, id]);
  const reads = new Map(trail.reads.map((read) => [keyOf(read.provider, read.id), read]));
  const logins = new Map(trail.logins.map((login) => [login.provider, login]));
  const asked = /* @__PURE__ */ new Set();
  const questions = [];
  for (const [i, resolution] of resolutions.entries()) {
    const line = lines[i]?.line;
    const count = resolution.skipped.length + (resolution.is === "missing" ? 0 : 1);
    for (const { provider, locator } of located[i]?.at.slice(0, count) ?? []) {
      const key = keyOf(provider.id, locator.id);
      const name = `${line?.name ?? ""}${line?.wildcard ? "*" : ""}`;
      const read = reads.get(key);
      const login = logins.get(provider.id);
      asked.add(key);
      if (read !== void 0) questions.push({ ...read, name, shown: locator.shown });
      else if (login?.code !== void 0)
        questions.push({
          name,
          provider: provider.id,
          id: locator.id,
          shown: locator.shown,
          outcome: "failed",
          code: login.code,
          version: void 0,
          requestId: void 0,
          expires: void 0,
          at: login.at
        });
    }
  }
  const borrowed = [...reads].filter(([key]) => !asked.has(key));
  return [...questions, ...borrowed.map(([, read]) => ({ ...read, name: void 0 }))];
}
const SEALED = "STORE_SEALED";
function providerFacts(watch) {
  const { trail } = watch;
  if (trail === void 0) return [];
  const questions = questionsOf(watch);
  const ids = new Set([...trail.logins, ...questions].map(({ provider }) => provider));
  return [...ids].map((provider) => {
    const here = questions.filter((question) => question.provider === provider);
    const login = trail.logins.findLast((one) => one.provider === provider);
    const codes = [login?.code, ...here.map(({ code }) => code)];
    const read = new Set(here.map(({ id }) => id)).size;
    const times = (all) => all.filter((one) => one.provider === provider).map(({ ms }) => ms);
    return {
      provider,
      authenticated: login?.code === void 0 ? login?.who === void 0 ? void 0 : true : false,
      refused: login?.code,
      sealed: codes.includes(SEALED) ? true : login?.who?.sealed,
      expires: login?.who?.expires,
      valuesExpire: earliest(here),
      references: here.length,
      // Nothing was read where the login failed, so nothing was read for another name either.
      cacheHits: login?.code === void 0 ? here.length - read : 0,
      outcomes: outcomesOf(here),
      waitedMs: times(trail.calls).reduce((sum, ms) => sum + ms, 0),
      requestsMs: times(trail.requests)
    };
  });
}
function earliest(questions) {
  const times = questions.flatMap(({ expires }) => expires === void 0 ? [] : [expires.getTime()]);
  return times.length === 0 ? void 0 : new Date(Math.min(...times));
}
function outcomesOf(questions) {
  const counts = /* @__PURE__ */ new Map();
  for (const { outcome, code } of questions) {
    const key = `${outcome} ${code ?? ""}`;
    const present = counts.get(key) ?? { outcome, reason: code, count: 0 };
    counts.set(key, { ...present, count: present.count + 1 });
  }
  return [...counts.values()];
}
function recordProblems(parts, inputs) {
  const files = [
    ["metrics-file", inputs.metricsFile],
    ["audit-file", inputs.auditFile]
  ];
  const problems = files.flatMap(([input, file]) => {
    const problem = file === "" ? void 0 : parts.checkRecord(file);
    if (problem === void 0) return [];
    return [
      new Failure(problem.code, problem.message, {
        at: { input },
        fix: `${input}: ${"${{ runner.temp }}"}/${input === "audit-file" ? "audit.jsonl" : "secrets.prom"}`
      })
    ];
  });
  problems.push(...sharedFile(parts, [...files, ["export-file", inputs.exportFile]]));
  const target = inputs.otlpEndpoint === "" ? void 0 : targetOf(parts, inputs);
  return target instanceof Failure ? [...problems, target] : problems;
}
function sharedFile({ runner }, files) {
  const byPath = /* @__PURE__ */ new Map();
  return files.flatMap(([input, file]) => {
    if (file === "") return [];
    const at = path.resolve(runner.workspace, file).toLowerCase();
    const other = byPath.get(at);
    byPath.set(at, other ?? input);
    if (other === void 0) return [];
    return [
      new Failure("NAME_COLLISION", `${other} and ${input} name the same file.`, {
        at: { input },
        fix: "Give each its own path."
      })
    ];
  });
}
const targetOf = (parts, inputs) => otlpTarget({
  input: inputs.otlpEndpoint,
  env: parts.runner.env,
  ours: parts.earlier(),
  face: parts.runner.face
});
async function audit(parts, watch) {
  if (watch.inputs === void 0 || watch.inputs.auditFile === "") return;
  const { recordAudit } = await import("./commands-audit.js");
  recordAudit(parts, watch, questionsOf(watch));
}
async function auditFailed(parts, watch) {
  try {
    await audit(parts, watch);
  } catch (error) {
    parts.runner.annotate("warning", `The audit record was not written: ${asFailure(error).message}`);
  }
}
async function measured(parts, watch, work, signal) {
  let succeeded = false;
  try {
    const result = await work();
    succeeded = true;
    return result;
  } finally {
    const { inputs } = watch;
    const target = inputs === void 0 ? void 0 : targetOf(parts, inputs);
    if (inputs !== void 0 && (inputs.metricsFile !== "" || target !== void 0)) {
      const { recordMetrics } = await import("./commands-measure.js");
      await recordMetrics(
        parts,
        { watch, providers: providerFacts(watch), inputs, target, succeeded },
        signal
      );
    }
  }
}
function locate(source, providers, chain) {
  const asked = source.kind === "bare" ? chain : providers.filter((p) => p.schemes.some((scheme) => scheme.name === source.scheme));
  const at = [];
  for (const provider of asked) {
    const locator = provider.locate(source);
    if (locator instanceof Failure) return locator;
    at.push({ provider, locator });
  }
  if (at.length === 0) return new Failure("REFERENCE_INVALID", "No provider answers to this reference.");
  return { at };
}
async function resolve(wanted, fallbackOn, sessions, signal) {
  const skipped = wanted.map(() => []);
  const done = /* @__PURE__ */ new Map();
  for (let turn = 0; wanted.some((located, i) => !done.has(i) && turn < located.at.length); turn++) {
    const asking = /* @__PURE__ */ new Map();
    for (const [i, located] of wanted.entries()) {
      const provider = done.has(i) ? void 0 : located.at[turn]?.provider;
      if (provider) asking.set(provider, [...asking.get(provider) ?? [], i]);
    }
    const turns = [...asking].map(async ([provider, indexes]) => {
      const outcomes = await ask(
        provider,
        sessions,
        indexes.map((i) => wanted[i].at[turn].locator),
        signal
      );
      for (const i of indexes) {
        const { locator } = wanted[i].at[turn];
        const outcome = outcomes.get(locator.id) ?? missingAnswer;
        const settled = settle(outcome, provider, locator, skipped[i], fallbackOn);
        if (settled) done.set(i, settled);
      }
    });
    await Promise.all(turns);
  }
  return wanted.map((_, i) => done.get(i) ?? { is: "missing", skipped: skipped[i] });
}
const missingAnswer = {
  is: "failed",
  error: new Failure("INTERNAL", "The provider gave no answer for this reference.")
};
async function ask(provider, sessions, locators, signal) {
  const unique = [...new Map(locators.map((locator) => [locator.id, locator])).values()];
  try {
    return await (await sessions.of(provider, signal)).read(unique, signal);
  } catch (error) {
    const failed = { is: "failed", error: asFailure(error) };
    return new Map(unique.map((locator) => [locator.id, failed]));
  }
}
function settle(outcome, provider, locator, skipped, fallbackOn) {
  if (outcome.is === "found")
    return {
      is: "found",
      content: outcome.value,
      provider: provider.id,
      shown: locator.shown,
      version: outcome.version,
      date: outcome.date,
      notices: outcome.notices ?? [],
      expires: outcome.expires,
      requestId: outcome.requestId,
      skipped
    };
  const reason = outcome.is === "failed" ? reasonOf(outcome.error) : void 0;
  if (outcome.is === "failed" && !(reason && fallbackOn.has(reason)))
    return { is: "failed", error: outcome.error, skipped };
  skipped.push({ provider: provider.id, why: outcome.is === "missing" ? outcome.why : reason ?? "failed" });
  return outcome.is === "missing" && !fallbackOn.has("not-found") ? { is: "missing", skipped } : void 0;
}
function usedProviders(wanted, providers) {
  const used = new Set(providers.filter(({ handsOver }) => handsOver));
  for (const { at } of wanted) for (const { provider } of at) used.add(provider);
  const problems = [];
  const lenders = /* @__PURE__ */ new Map();
  for (const provider of used) {
    problems.push(...provider.check());
    for (const { input, source } of provider.borrows()) {
      const located = source instanceof Failure ? source : locate(source, providers, []);
      if (located instanceof Failure) {
        problems.push(inInput(located, input));
        continue;
      }
      const lender = located.at[0].provider;
      lenders.set(provider, [...lenders.get(provider) ?? [], { input, lender }]);
      used.add(lender);
    }
  }
  for (const provider of used) {
    const cycle = cycleFrom(provider, lenders, []);
    if (cycle !== void 0) problems.push(cycle);
  }
  const audiences = /* @__PURE__ */ new Map();
  for (const { id, audience } of used) {
    if (audience === void 0) continue;
    const other = audiences.get(audience);
    audiences.set(audience, id);
    if (other !== void 0)
      problems.push(
        new Failure("INPUT_INVALID", `${other} and ${id} ask for an identity token of the same audience.`, {
          fix: `${id}-audience: \u2026   # one of its own: either could use a shared token at the other`
        })
      );
  }
  return { used: [...used], problems };
}
const inInput = (failure, input) => new Failure(failure.code, `The reference in the input ${input}: ${failure.message}`, {
  at: { input },
  ...failure.fix === void 0 ? {} : { fix: failure.fix }
});
function cycleFrom(provider, lenders, path2) {
  const [start] = path2;
  if (start?.provider === provider) {
    const shown = path2.map((step) => `${step.provider.id} needs ${step.input}, a reference of`).join(" ");
    return new Failure("REFERENCE_CYCLE", `${shown} ${provider.id}: it waits for itself.`, {
      at: { input: start.input },
      fix: `${start.input}: aws://liquid-hive/prod/age-key   # anything that does not need ${start.input} itself`
    });
  }
  if (path2.some((step) => step.provider === provider)) return void 0;
  for (const { input, lender } of lenders.get(provider) ?? []) {
    const found = cycleFrom(lender, lenders, [...path2, { provider, input }]);
    if (found !== void 0) return found;
  }
  return void 0;
}
function dryRun(sessions) {
  const heldBack = /* @__PURE__ */ new Set();
  const hold = (locator) => {
    const error = new Failure("READ_CREATES", `Reading ${locator.shown} would create something there.`, {
      fix: "dry-run: false"
    });
    heldBack.add(error);
    return { is: "failed", error };
  };
  return {
    heldBack,
    sessions: {
      ...sessions,
      of: async (provider, signal) => {
        const session = await sessions.of(provider, signal);
        const { creates } = session;
        return creates === void 0 ? session : { ...session, read: holdingBack(session, creates, hold) };
      }
    }
  };
}
function holdingBack(session, creates, hold) {
  return async (locators, signal) => {
    const known = await Promise.all(
      locators.map(async (locator) => ({ locator, held: await creates(locator, signal) }))
    );
    const harmless = known.flatMap(({ locator, held }) => held ? [] : [locator]);
    return new Map([
      ...harmless.length === 0 ? [] : await session.read(harmless, signal),
      ...known.flatMap(({ locator, held }) => held ? [[locator.id, hold(locator)]] : [])
    ]);
  };
}
function withoutHeldBack(lines, resolutions, heldBack) {
  const isHeld = (resolution) => resolution?.is === "failed" && heldBack.has(resolution.error);
  return {
    lines: lines.filter((_, i) => !isHeld(resolutions[i])),
    resolutions: resolutions.filter((resolution) => !isHeld(resolution)),
    notices: lines.flatMap(
      ({ line }, i) => isHeld(resolutions[i]) ? [`${line.name}: not read, because reading it creates something; a run that is no dry run does.`] : []
    )
  };
}
const handedEntries = (handed) => handed.flatMap(
  ({ input, variables }) => [...variables].map(([name, value]) => ({
    name,
    value,
    public: false,
    destinations: [{ kind: "env" }],
    line: 0,
    file: void 0,
    input,
    spelledOut: true,
    source: input,
    envInChain: false,
    // Credentials are masked where they are born; a region needs no mask, and no notice that it has none.
    plain: true
  }))
);
const handedFiles = (handed) => handed.flatMap(
  ({ input, files }) => files.map(({ path: path2, content }) => ({ names: [input], path: path2, format: "raw", content, ours: true }))
);
const DEFAULT_CONFIG = ".github/secrets.yaml";
function readConfigs(parts, inputs, isAsked) {
  const implied = inputs.config.length === 0 && inputs.secrets === "" && !isAsked;
  const configs = [];
  const missing = [];
  for (const file of implied ? [DEFAULT_CONFIG] : inputs.config) {
    try {
      const text = parts.readConfig(file);
      if (text !== void 0 && implied && !isOwnFile(parts, file)) missing.push(notOwnConfig(file));
      else if (text !== void 0) configs.push({ file, text });
      else if (!implied)
        missing.push(
          new Failure("FILE_NOT_FOUND", `There is no file ${file}.`, {
            at: { input: "config" },
            fix: "Run actions/checkout before this step, and name the file relative to the workspace."
          })
        );
    } catch (error) {
      missing.push(asFailure(error));
    }
  }
  return { configs, missing };
}
const notOwnConfig = (file) => new Failure("FILE_NOT_COMMITTED", "This configuration is not what the event's own commit holds.", {
  at: { file },
  fix: `config: ${file}   # to read it as it is in the checkout`
});
function isOwnFile(parts, ...files) {
  const event = parts.runner.event();
  if (event.name === "") return true;
  const holding = parts.checkouts(files).filter((checkout) => checkout.files.length > 0);
  return holding.length > 0 && holding.every(
    (checkout) => [checkout.head, checkout.recordedBy].includes(event.sha) && checkout.files.every((file) => file.isHeadsBlob)
  );
}
const LAST = "env";
function chainOf(inputs, providers, seed = []) {
  const given = providers.filter(({ inChain }) => inChain).map(({ id }) => id);
  const wanted = inputs.providers.length > 0 ? inputs.providers : seed[0] === LAST ? seed : [.../* @__PURE__ */ new Set([...seed, ...given, LAST])];
  const problems = [];
  const chain = [];
  for (const id of wanted) {
    const provider = providers.find((candidate) => candidate.id === id);
    if (provider) chain.push(provider);
    else
      problems.push(
        new Failure("INPUT_INVALID", "The input providers names a provider that there is none of.", {
          at: { input: "providers" },
          fix: `providers: ${providers.map((candidate) => candidate.id).join(", ")}`
        })
      );
  }
  return { providers: chain, problems };
}
const nothingAsked = (fed) => new Failure(
  "INPUT_INVALID",
  "Nothing was asked for: the input secrets is empty, and there is no configuration.",
  { at: { input: "secrets" }, fix: fed?.fix ?? "secrets: |\n  MONGO_URL = database/mongo_url" }
);
function unboundWildcards(parts, inputs, lines, providers) {
  if (inputs.wildcardNames.length > 0) return [];
  const bare = lines.filter(({ line }) => line.wildcard && line.name === "");
  return bare.flatMap((origin) => {
    const files = providers.flatMap((provider) => provider.filesOf(origin.line.source));
    if (files.length > 0 && isOwnFile(parts, ...files)) return [];
    const what = files.length > 0 ? "takes its names from a file, and that file is not what the event's own commit holds" : "would take its names from a store";
    const fix = "wildcard-names: APP_*, DB_*   # what this wildcard may export";
    return [placed$1(new Failure("FILE_NOT_COMMITTED", `A bare \`*\` ${what}.`, { fix }), origin)];
  });
}
function placed$1(failure, { line, file }) {
  const at = { ...file === void 0 ? { input: "secrets" } : { file }, line: line.line };
  const name = `${line.name}${line.wildcard ? "*" : ""}`;
  return new Failure(failure.code, `${name}: ${failure.message}`, {
    at,
    ...failure.fix === void 0 ? {} : { fix: failure.fix }
  });
}
const OURS = /^["']?(?:secrets|externalSecrets)["']?[ \t]*:/;
function helmBlocks(text, failure, file) {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  if (lines.some(
    (line, index) => index > 0 && /^(?:---|\.\.\.)(?:[ \t]|$)/.test(line) && hasContent(lines, index)
  ))
    return void 0;
  let inside = false;
  const kept = lines.map((line) => {
    if (/^[^\s#]/.test(line)) inside = OURS.test(line);
    return inside ? line : "";
  });
  let document2;
  try {
    document2 = parseYaml(kept.join("\n"));
  } catch (error) {
    if (error instanceof Failure) return void 0;
    throw error;
  }
  if (!(document2 instanceof Map)) return void 0;
  const blocks = [...document2.values()];
  if (!blocks.every((block) => block instanceof Map)) return void 0;
  const where = failure.at?.line === void 0 ? "" : ` (line ${failure.at.line})`;
  return {
    document: document2,
    notice: `${file}: the file is not valid YAML${where}, and Helm may refuse it. Only its blocks ${[...document2.keys()].join(" and ")}, which are sound, are read.`
  };
}
function hasContent(lines, end) {
  return lines.slice(0, end).some((line) => /^[ \t]*[^\s#]/.test(line) && !line.startsWith("---"));
}
function helmProviders(rows) {
  const table = /* @__PURE__ */ new Map();
  for (const row of rows) {
    const provider = {
      id: row.id,
      reference: (key, property, version) => referenceOf(row, key, property, version)
    };
    table.set(row.word, provider).set(row.id, provider);
  }
  return table;
}
function referenceOf(row, key, property, version) {
  if (row.keys?.test(key) === false)
    return new Failure("REFERENCE_INVALID", `its \`key\` cannot be one of ${row.word}.`, {
      fix: "Name the provider that holds it, in this file or in one that CI has for itself:\nsecrets:\n  provider: PROVIDER"
    });
  const query = version === void 0 ? /* @__PURE__ */ new Map() : row.version?.(version);
  if (query === void 0)
    return new Failure("REFERENCE_INVALID", `${row.word} has no \`version\` of this form.`, {
      fix: "Remove the version, or write one that the provider's page lists."
    });
  return {
    kind: "reference",
    scheme: row.id,
    locator: row.literal === true ? key : key.replaceAll("%", "%25"),
    query,
    field: property === void 0 ? void 0 : { kind: "key", key: property }
  };
}
function chosenProvider(word, providers, remote, file) {
  const words = wordsById(providers);
  const all = [...words.values()];
  if (word !== void 0) {
    const named = providers.get(word);
    if (named !== void 0) return named;
    const near = nearest(word, providers.keys());
    return new Failure(
      "INPUT_INVALID",
      `secrets.provider names no provider.${near === void 0 ? "" : ` Did you mean ${near}?`}`,
      { at: { file }, fix: `Use one of: ${all.join(", ")}` }
    );
  }
  const ids = [...new Set(remote)];
  const candidates = ids.map((id) => words.get(id) ?? id);
  const [first] = candidates;
  const only = first === void 0 || ids.length > 1 ? void 0 : providers.get(first);
  if (only !== void 0) return only;
  const why = first === void 0 || ids.length === 1 ? `the step configures no remote one that could. There are: ${all.join(", ")}.` : `the step configures several: ${candidates.join(", ")}.`;
  return new Failure(
    "INPUT_INVALID",
    `externalSecrets does not say which provider holds its keys, and ${why}`,
    {
      at: { file },
      fix: `secrets:
  provider: ${candidates.find((candidate) => providers.has(candidate)) ?? all[0] ?? "PROVIDER"}`
    }
  );
}
function wordsById(providers) {
  const words = /* @__PURE__ */ new Map();
  for (const [word, { id }] of providers) if (!words.has(id)) words.set(id, word);
  return words;
}
const ROLE_ANNOTATION = "eks.amazonaws.com/role-arn";
const ROLE = /^arn:aws[a-z-]{0,20}:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/;
const REGION = /^[a-z0-9-]{1,64}$/;
const PREFIX = /^[\w/+=.@-]{1,512}$/;
const MOUNT = /^(?!.*\.\.)[\w/.@-]{1,512}$/;
function isAddress(text) {
  const url = URL.canParse(text) && !/[?#]/.test(text) ? new URL(text) : void 0;
  return url !== void 0 && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
}
const isLoopback = (address) => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(new URL(address).hostname);
function helmSettings(secrets, file) {
  const reader = new BlockReader(file);
  const provider = reader.text(secrets, "secrets", "provider", (word) => word.length <= 64, "vault");
  const aws = reader.block(secrets, "secrets", "aws");
  const vault = reader.block(secrets, "secrets", "vault");
  const settings2 = {
    ...provider === void 0 ? {} : { provider },
    ...aws === void 0 ? {} : { aws: awsSettings(aws, reader) },
    ...vault === void 0 ? {} : { vault: vaultSettings(vault, reader) }
  };
  return { settings: settings2, problems: reader.problems, notices: reader.notices };
}
function awsSettings(aws, reader) {
  const region = reader.text(aws, "secrets.aws", "region", (text) => REGION.test(text), "us-east-1");
  const prefix = reader.text(
    aws,
    "secrets.aws",
    "secretsPrefix",
    (text) => PREFIX.test(text),
    "liquid-hive/prod"
  );
  const account = reader.block(aws, "secrets.aws", "serviceAccount");
  const annotations = account && reader.block(account, "secrets.aws.serviceAccount", "annotations");
  const role = annotations?.get(ROLE_ANNOTATION);
  const roleHint = typeof role === "string" && ROLE.test(role) ? role : void 0;
  if (roleHint !== void 0)
    reader.notice(
      `the role of the cluster's service account is not used. If its trust policy also admits GitHub's tokens, write it into the step: aws-role: ${roleHint}`
    );
  return {
    ...reader.enabled(aws, "secrets.aws"),
    ...region === void 0 ? {} : { region },
    ...prefix === void 0 ? {} : { prefix },
    ...roleHint === void 0 ? {} : { roleHint }
  };
}
function vaultSettings(vault, reader) {
  const address = reader.text(vault, "secrets.vault", "address", isAddress, "https://vault.example.com:8200");
  const mount = reader.text(vault, "secrets.vault", "mountPath", (text) => MOUNT.test(text), "secret");
  const given = vault.get("token");
  const token = typeof given === "string" && given !== "" && address !== void 0 && isLoopback(address) ? Secret.of(given) : void 0;
  if (given !== void 0 && given !== null && given !== "" && token === void 0)
    reader.notice("secrets.vault.token is ignored. A token that works does not belong in this file.");
  return {
    ...reader.enabled(vault, "secrets.vault"),
    ...address === void 0 ? {} : { address },
    ...mount === void 0 ? {} : { mount },
    ...token === void 0 ? {} : { token }
  };
}
class BlockReader {
  problems = [];
  notices = [];
  #file;
  constructor(file) {
    this.#file = file;
  }
  notice(text) {
    this.notices.push(`${this.#file}: ${text}`);
  }
  block(fields, path2, name) {
    const value = fields.get(name);
    if (value === void 0 || value === null) return void 0;
    if (value instanceof Map) return value;
    this.#problem(`${path2}.${name} is not a map.`, `Remove it, or write a map below ${path2}.${name}:`);
    return void 0;
  }
  text(fields, path2, name, fits, example) {
    const value = fields.get(name);
    if (value === void 0 || value === null || value === "") return void 0;
    if (typeof value === "string" && fits(value)) return value;
    const message = typeof value === "string" && value.includes("{{") ? `${path2}.${name} is a Helm template, and templates are not evaluated here.` : `${path2}.${name} is not what it has to be.`;
    this.#problem(message, `For example ${name}: ${example}`);
    return void 0;
  }
  enabled(fields, path2) {
    const value = fields.get("enabled");
    if (value === void 0 || value === null) return {};
    if (typeof value === "boolean") return { enabled: value };
    this.#problem(`${path2}.enabled is neither true nor false.`, "enabled: true");
    return {};
  }
  #problem(message, fix) {
    this.problems.push(new Failure("INPUT_INVALID", message, { at: { file: this.#file }, fix }));
  }
}
const NAME$3 = /^[-._A-Za-z0-9]{1,253}$/;
const TEXTS = ["key", "property", "version"];
const POLICIES = {
  decodingStrategy: ["None", "Base64"],
  metadataPolicy: ["None"],
  conversionStrategy: ["Default"],
  nullBytePolicy: ["Ignore"]
};
const REMOTE_KEYS = [...TEXTS, ...Object.keys(POLICIES)];
const ENTRY_KEYS = ["secretKey", "remoteRef"];
const MAP_FIX = "externalSecrets:\n  data:\n    MONGO_URL:\n      key: liquid-hive/prod/MONGO_URL";
const LIST_FIX = "externalSecrets:\n  data:\n    - secretKey: MONGO_URL\n      remoteRef:\n        key: liquid-hive/prod/MONGO_URL";
function helmEntries(data, file, text) {
  if (data === void 0 || data === null) return { entries: [], problems: [] };
  if (data instanceof Map) return mapEntries(data, file, namePlaces(text, MAP_NAME));
  if (Array.isArray(data)) return listEntries(data, file, namePlaces(text, LIST_NAME));
  const message = "externalSecrets.data is neither a map of names nor a list of entries with secretKey and remoteRef.";
  return { entries: [], problems: [new Failure("INPUT_INVALID", message, { at: { file }, fix: MAP_FIX })] };
}
function mapEntries(data, file, places) {
  const entries = [];
  const problems = [];
  let index = 0;
  for (const [name, remote] of data) {
    const reader = new EntryReader(`externalSecrets.data, entry ${++index}`, { file }, problems);
    if (name === "<<")
      reader.problem("YAML merge keys (<<) are not read.", "Write the entries out: Helm and CI then agree.");
    else if (reader.named(name, places)) reader.push(remote, MAP_FIX, entries);
  }
  return { entries, problems };
}
function listEntries(data, file, places) {
  const entries = [];
  const problems = [];
  const seen = /* @__PURE__ */ new Set();
  for (const [index, item] of data.entries()) {
    const reader = new EntryReader(`externalSecrets.data[${index}]`, { file }, problems);
    if (!(item instanceof Map)) {
      reader.problem("an entry is not a map with secretKey and remoteRef.", LIST_FIX);
      continue;
    }
    const name = item.get("secretKey");
    if (!reader.named(name, places)) continue;
    if (seen.has(name)) {
      reader.problem("this secretKey stands twice.", "Remove one of the entries: the operator refuses both.");
      continue;
    }
    seen.add(name);
    if (item.has("sourceRef"))
      reader.problem(
        "`sourceRef` takes the value from another store, and that is not supported.",
        `Write the line into the input: ${name} = PROVIDER://NAME`
      );
    else if (reader.knows(item, ENTRY_KEYS)) reader.push(item.get("remoteRef"), LIST_FIX, entries);
  }
  return { entries, problems };
}
class EntryReader {
  #who;
  #at;
  #name = "";
  #problems;
  constructor(who, at, problems) {
    this.#who = who;
    this.#at = at;
    this.#problems = problems;
  }
  problem(message, fix, code = "REFERENCE_INVALID") {
    this.#problems.push(new Failure(code, `${this.#who}: ${message}`, { at: this.#at, fix }));
  }
  /** Whether the name is one; from then on problems carry it. */
  named(name, places) {
    if (typeof name !== "string" || !NAME$3.test(name)) {
      this.problem("its name is not a text of 1 to 253 of A-Z a-z 0-9 _ - and the dot.", "MONGO_URL");
      return false;
    }
    const line = places.get(name);
    this.#name = this.#who = name;
    if (line !== void 0) this.#at = { ...this.#at, line };
    return true;
  }
  /** Whether all keys are known: one that is not could change which value is meant. */
  knows(fields, known) {
    for (const key of fields.keys()) {
      if (typeof key === "string" && known.includes(key)) continue;
      const near = typeof key === "string" ? nearest(key, known) : void 0;
      const hint = near === void 0 ? "" : ` Did you mean ${near}?`;
      this.problem(
        `the entry has a key that is not known.${hint}`,
        `Known keys: ${known.join(", ")}`,
        "INPUT_UNKNOWN_KEY"
      );
      return false;
    }
    return true;
  }
  /** Adds the entry with what its `remoteRef` says. */
  push(remote, fix, entries) {
    if (!(remote instanceof Map)) return this.problem("it does not say where its value comes from.", fix);
    const fields = remote;
    if (!this.knows(fields, REMOTE_KEYS)) return void 0;
    const before = this.#problems.length;
    const [key, property, version] = TEXTS.map((field) => this.#text(fields, field));
    const decoding = this.#policies(fields);
    if (key === void 0 && before === this.#problems.length) this.problem("it has no `key`.", fix);
    if (key === void 0 || before !== this.#problems.length) return void 0;
    if (/[/*]$/.test(key))
      return this.problem(
        "its `key` ends in / or *, and a key names one secret.",
        "Write a wildcard as a line: APP_* = PROVIDER://PREFIX/"
      );
    entries.push({
      name: this.#name,
      key,
      property,
      version,
      base64: decoding === "Base64",
      line: this.#at.line
    });
    return void 0;
  }
  /** A text that may be absent or, as charts write it, null or empty; a key is never empty. */
  #text(fields, field) {
    const value = fields.get(field);
    if (value === void 0 || value === null || value === "" && field !== "key") return void 0;
    if (typeof value !== "string")
      this.problem(`its \`${field}\` is not a text.`, `Put it in quotes: ${field}: "..."`);
    else if (value.trim() === "")
      this.problem(`its \`${field}\` is empty.`, "key: liquid-hive/prod/MONGO_URL");
    else if (new RegExp("\\p{Cc}", "u").test(value))
      this.problem(`its \`${field}\` holds a control character.`, "Write it on one line.");
    else if (value.includes("{{"))
      this.problem(
        `its \`${field}\` is a Helm template, and templates are not evaluated here.`,
        `Write the text that it stands for: ${field}: liquid-hive/prod/MONGO_URL`
      );
    else return value;
    return void 0;
  }
  /** The decoding strategy; every other policy must be what it is by default. */
  #policies(fields) {
    for (const [policy, allowed] of Object.entries(POLICIES)) {
      const value = fields.get(policy);
      if (value === void 0 || value === null || value === "") continue;
      if (typeof value !== "string" || !allowed.includes(value))
        this.problem(
          `its \`${policy}\` has a word that is not supported.`,
          `Supported: ${allowed.map((word) => `${policy}: ${word}`).join(", ")}`
        );
    }
    return fields.get("decodingStrategy");
  }
}
const MAP_NAME = /^[ \t]+(["']?)([-._A-Za-z0-9]+)\1[ \t]*:(?:[ \t]|$)/;
const LIST_NAME = /^[ \t]+(?:-[ \t]+)?["']?secretKey["']?[ \t]*:[ \t]*(["']?)([-._A-Za-z0-9]+)\1[ \t]*(?:#.*)?$/;
function namePlaces(text, form) {
  const places = /* @__PURE__ */ new Map();
  let inside = false;
  for (const [index, line] of (text ?? "").split(/\r\n|\r|\n/).entries()) {
    if (/^[^\s#]/.test(line)) inside = /^["']?externalSecrets["']?[ \t]*:/.test(line);
    const name = inside ? form.exec(line)?.[2] : void 0;
    if (name !== void 0) places.set(name, places.has(name) ? void 0 : index + 1);
  }
  return places;
}
function helmValues(document2, options) {
  const { file, providers } = options;
  const secrets = document2.get("secrets");
  const external = document2.get("externalSecrets");
  if (!(secrets instanceof Map) && !document2.has("externalSecrets")) return void 0;
  const problems = [];
  const notices = [];
  const invalid2 = (message, fix) => {
    problems.push(new Failure("INPUT_INVALID", message, { at: { file }, fix }));
  };
  for (const [path2, block] of [
    ["The file", document2],
    ["secrets", secrets],
    ["externalSecrets", external]
  ])
    if (block instanceof Map && block.has("<<"))
      invalid2(`${path2} has a YAML merge key (<<), and these are not read.`, "Write its entries out.");
  let settings2 = {};
  if (secrets instanceof Map) {
    const read = helmSettings(secrets, file);
    settings2 = read.settings;
    problems.push(...read.problems);
    notices.push(...read.notices);
    if (!document2.has("externalSecrets") && !isProviderBlock(secrets, providers))
      invalid2(
        "`secrets` is a map, but no provider's configuration. Lines are a block of text, after a |.",
        "secrets: |\n  MONGO_URL = database/mongo_url"
      );
  } else if (typeof secrets === "string" && secrets.trim() !== "")
    invalid2(
      "`secrets` is text beside `externalSecrets`: a Helm values file has a map there.",
      "Move the lines into the input secrets, or into a file of their own."
    );
  const { entries, from } = externalEntries(external, options, problems, notices);
  const word = settings2.provider;
  if (word === void 0 && entries.length === 0 && from.length === 0)
    return { lines: [], settings: settings2, problems, notices };
  const provider = chosenProvider(word, providers, options.remote, file);
  if (provider instanceof Failure) return { lines: [], settings: settings2, problems: [...problems, provider], notices };
  for (const [index, item] of from.entries()) problems.push(wholeObject(item, index, provider.id, file));
  const lines = [];
  for (const entry of entries) {
    const line = lineOf(entry, provider, file);
    if (line instanceof Failure) problems.push(line);
    else lines.push(line);
  }
  return { lines, settings: settings2, problems, notices };
}
function isProviderBlock(secrets, providers) {
  return secrets.size === 0 || [...secrets.keys()].some(
    (key) => typeof key === "string" && (["provider", "aws", "vault"].includes(key) || providers.has(key))
  );
}
function externalEntries(external, { file, text }, problems, notices) {
  const none = { entries: [], from: [] };
  const invalid2 = (message, fix) => {
    problems.push(new Failure("INPUT_INVALID", message, { at: { file }, fix }));
    return none;
  };
  if (external === void 0 || external === null) return none;
  if (!(external instanceof Map))
    return invalid2("externalSecrets is not a map.", "externalSecrets:\n  enabled: true\n  data: {}");
  const fields = external;
  const enabled = fields.get("enabled") ?? true;
  if (typeof enabled !== "boolean")
    return invalid2("externalSecrets.enabled is neither true nor false.", "enabled: true");
  if (!enabled) {
    notices.push(`${file}: externalSecrets.enabled is false, so nothing of it is loaded.`);
    return none;
  }
  const from = fields.get("dataFrom") ?? [];
  if (!Array.isArray(from)) return invalid2("externalSecrets.dataFrom is not a list.", "dataFrom: []");
  const read = helmEntries(fields.get("data"), file, text);
  problems.push(...read.problems);
  if (read.entries.length === 0 && read.problems.length === 0 && from.length === 0)
    notices.push(`${file}: externalSecrets has no data, so nothing of it is loaded.`);
  return { entries: read.entries, from };
}
function lineOf(entry, provider, file) {
  const source = provider.reference(entry.key, entry.property, entry.version);
  if (source instanceof Failure) {
    const at = { file, ...entry.line === void 0 ? {} : { line: entry.line } };
    const { code, message, fix } = source;
    return new Failure(code, `${entry.name}: ${message}`, { at, ...fix === void 0 ? {} : { fix } });
  }
  return {
    name: entry.name,
    wildcard: false,
    optional: false,
    source,
    decode: entry.base64 ? "base64" : void 0,
    fallback: void 0,
    public: false,
    destinations: [],
    line: entry.line ?? 1
  };
}
function wholeObject(item, index, id, file) {
  const isFind = item instanceof Map && item.has("find");
  const name = isFind ? `${id}://PREFIX/` : `${id}://NAME`;
  return new Failure(
    "REFERENCE_INVALID",
    `externalSecrets.dataFrom[${index}] takes its names from the store, and that is not read from a values file.`,
    { at: { file }, fix: `Write a line into the step instead:
secrets: |
  APP_* = ${name}` }
  );
}
const DESTINATIONS = ["env", "output", "file", "secret", "configmap"];
const USAGE = "as env, output, file   # or: as file PATH, as secret [NAMESPACE/]NAME, as configmap [NAMESPACE/]NAME";
const NAMESPACE = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const OBJECT = /^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
function parseDestinations(words, { wildcard }, fromInput) {
  const destinations = [];
  for (const [word, target, ...more] of splitAtCommas(words)) {
    const text = word === void 0 ? void 0 : wordOf(word);
    const kind = DESTINATIONS.find((known) => known === text);
    if (kind === void 0)
      return {
        problem: "`as` takes the destinations env, output and file, secret and configmap, separated by commas.",
        fix: USAGE
      };
    const takesTarget = kind !== "env" && kind !== "output";
    if (target !== void 0 && (!takesTarget || more.length > 0))
      return {
        problem: "destinations are separated by commas, and only `file` takes one path, `secret` and `configmap` one name.",
        fix: USAGE
      };
    const read = kind === "secret" || kind === "configmap" ? objectOf$1(kind, target) : kind === "file" ? fileOf(target, wildcard, fromInput) : { kind };
    if ("problem" in read) return read;
    if (destinations.some((other) => isSame(other, read)))
      return { problem: `the destination ${kind} stands twice.`, fix: USAGE };
    destinations.push(read);
  }
  const kinds = new Set(destinations.map(({ kind }) => kind));
  if (kinds.has("env") && kinds.has("file"))
    return {
      problem: "`as env` and `as file` would both set the variable of this name.",
      fix: "Use two lines with two names."
    };
  return { destinations };
}
function fileOf(path2, wildcard, fromInput) {
  if (path2 === void 0) return { kind: "file", path: void 0 };
  if (!fromInput)
    return { problem: "a path is allowed only in the input secrets, not in a file.", fix: "as file" };
  if (wildcard) return { problem: "a wildcard writes many files: it cannot name one path.", fix: "as file" };
  return { kind: "file", path: textOf(path2) };
}
function objectOf$1(kind, target) {
  const fix = `as ${kind} app-config   # or: as ${kind} NAMESPACE/app-config`;
  if (target === void 0) return { problem: `\`${kind}\` takes the name of the object.`, fix };
  const text = textOf(target);
  const slash = text.indexOf("/");
  const namespace = slash === -1 ? void 0 : text.slice(0, slash);
  const object2 = text.slice(slash + 1);
  if (namespace !== void 0 && !NAMESPACE.test(namespace))
    return {
      problem: `the namespace of \`${kind}\` cannot be one: a-z, 0-9 and -, at most 63, a letter or digit first and last.`,
      fix
    };
  if (!OBJECT.test(object2))
    return {
      problem: `the name after \`${kind}\` cannot be one: a-z, 0-9, - and dots, at most 253, a letter or digit first and last.`,
      fix
    };
  return { kind, namespace, object: object2 };
}
const isSame = (one, other) => "object" in one && "object" in other ? one.kind === other.kind && one.namespace === other.namespace && one.object === other.object : one.kind === other.kind;
function splitAtCommas(words) {
  const groups = [[]];
  for (const word of words) {
    for (const [i, piece] of splitBare(word, ",").entries()) {
      if (i > 0) groups.push([]);
      if (piece.length > 0 || indexOfBare(word, ",") === -1 && word.length === 0)
        groups.at(-1).push(piece);
    }
  }
  return groups;
}
const DECODES = ["base64", "hex", "json", "yaml", "dotenv"];
const NAME$2 = /^([-._A-Za-z0-9]{0,255})(\*?)(\??)$/;
const KEYWORDS = ["decode", "default", "public", "as"];
const LEX_PROBLEMS = {
  "open-quote": ["a double quote is not closed.", 'Close it; a quote inside is written \\".'],
  "bad-escape": [
    "a backslash in quotes stands before a character that it cannot.",
    'Inside quotes write \\\\, \\", \\n, \\r or \\t.'
  ],
  "detached-field": [
    "a # follows a space and has no space after it.",
    "Remove the space before it for a field (file.yaml#key), put one after it for a comment (# text)."
  ]
};
function parseLines(text, schemes, where) {
  const lines = [];
  const problems = [];
  for (const [i, raw] of text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/).entries()) {
    const content = raw.trim();
    if (content === "" || /^#([ \t]|$)/.test(content)) continue;
    const parsed = parseLine(content, i + 1, schemes, where.fromInput === true);
    if (!(parsed instanceof Problem)) lines.push(parsed);
    else problems.push(parsed.failure(i + 1, where));
  }
  return { lines, problems };
}
class Problem {
  message;
  fix;
  name;
  constructor(message, fix) {
    this.message = message;
    this.fix = fix;
  }
  failure(line, where) {
    const at = {
      ...where.input === void 0 ? {} : { input: where.input },
      ...where.file === void 0 ? {} : { file: where.file },
      line
    };
    const message = this.name === void 0 ? this.message[0].toUpperCase() + this.message.slice(1) : `${this.name}: ${this.message}`;
    return new Failure("REFERENCE_INVALID", message, this.fix === void 0 ? { at } : { at, fix: this.fix });
  }
}
function parseLine(content, line, schemes, fromInput) {
  const equals = content.indexOf("=");
  const left = equals === -1 ? null : NAME$2.exec(content.slice(0, equals).trimEnd());
  const right = content.slice(equals + 1);
  if (left === null || left[1] === "" && left[2] === "" || /^[ \t=]*$/.test(right))
    return new Problem("this line is not NAME = REFERENCE.", "MONGO_URL = database/mongo_url");
  const [name, wildcard, optional] = [left[1], left[2] === "*", left[3] === "?"];
  const parsed = parseRight(right, { name, wildcard, optional, line }, schemes, fromInput);
  if (parsed instanceof Problem) parsed.name = `${name}${left[2]}`;
  return parsed;
}
function parseRight(right, left, schemes, fromInput) {
  const found = tokens(right);
  if (typeof found === "string") return new Problem(...LEX_PROBLEMS[found]);
  const [first, ...rest] = found;
  if (first === void 0)
    return new Problem("there is no reference after the =.", `${left.name} = database/mongo_url`);
  const source = parseSource(first, schemes);
  if (source instanceof Failure)
    return new Problem(source.message.replace(/^This/, "this").replace(/^The /, "the "), source.fix);
  let decode;
  let fallback;
  let isPublic = false;
  let destinations = [];
  const seen = /* @__PURE__ */ new Set();
  for (let i = 0; i < rest.length; ) {
    const word = wordOf(rest[i++]);
    if (word === void 0 || !KEYWORDS.includes(word)) return unknownWord(word);
    if (seen.has(word)) return new Problem(`\`${word}\` stands twice.`);
    seen.add(word);
    if (word === "public") {
      if (!fromInput)
        return new Problem(
          "`public` is allowed only in the input secrets, not in a file.",
          "Move the line into the input."
        );
      isPublic = true;
    } else if (word === "decode") {
      decode = DECODES.find((known) => i < rest.length && wordOf(rest[i]) === known);
      if (decode === void 0)
        return new Problem("`decode` takes one of its words.", `decode ${DECODES.join("|")}`);
      i++;
    } else if (word === "default") {
      if (left.wildcard) return new Problem("a wildcard has no default: it has no name to give it.");
      if (rest[i] === void 0) return new Problem("`default` has no text.", 'default "TEXT"');
      fallback = textOf(rest[i++]);
    } else {
      const end = rest.findIndex(
        (token, j) => j >= i && KEYWORDS.includes(wordOf(token) ?? "")
      );
      const list = parseDestinations(rest.slice(i, end === -1 ? rest.length : end), left, fromInput);
      if ("problem" in list) return new Problem(list.problem, list.fix);
      destinations = list.destinations;
      i = end === -1 ? rest.length : end;
    }
  }
  if (!isPublic && destinations.some(({ kind }) => kind === "configmap"))
    return new Problem(
      "a ConfigMap is readable for all: only what is `public` goes there.",
      "public as configmap NAME   # or: as secret NAME"
    );
  return { ...left, source, decode, fallback, public: isPublic, destinations };
}
function unknownWord(word) {
  const near = word === void 0 ? void 0 : nearest(word, KEYWORDS);
  return new Problem(
    `after the reference stands something that is none of ${KEYWORDS.join(", ")}.${near === void 0 ? "" : ` Did you mean ${near}?`}`,
    'Put a part with spaces in double quotes: sops://"my file.yaml"#key'
  );
}
const CONFIG_KEYS = ["secrets"];
const LINES_FIX = "secrets: |\n  MONGO_URL = database/mongo_url";
function gatherLines({ inputs, providers }, configs, schemes, known) {
  const lines = [];
  const problems = [];
  const notices = [];
  const seeds = [];
  const add = (text, file) => {
    const where = file === void 0 ? { input: "secrets", fromInput: true } : { file, fromInput: false };
    const parsed = parseLines(text, schemes, where);
    lines.push(...parsed.lines.map((line) => ({ line, file })));
    problems.push(...parsed.problems);
  };
  const seeded = known.flatMap(({ id, seed }) => seed === void 0 ? [] : [{ id, ...seed }]);
  for (const { file, text } of configs) {
    const whole = documentOf(text, file);
    const blocks = whole instanceof Failure ? helmBlocks(text, whole, file) : void 0;
    if (blocks !== void 0) notices.push(blocks.notice);
    const document2 = blocks?.document ?? whole;
    if (document2 instanceof Failure) {
      problems.push(document2);
      continue;
    }
    const helm = helmValues(document2, {
      file,
      text,
      providers: helmProviders(seeded),
      remote: seeded.flatMap(({ id, remote }) => remote && providers.get(id)?.given ? [id] : [])
    });
    if (helm !== void 0) {
      lines.push(...helm.lines.map((line) => ({ line, file })));
      problems.push(...helm.problems);
      notices.push(...helm.notices);
      seeds.push({ file, settings: helm.settings });
      continue;
    }
    const secrets = secretsOf(document2, file);
    if (secrets instanceof Failure) problems.push(secrets);
    else add(secrets, file);
  }
  if (inputs.secrets !== "") add(inputs.secrets, void 0);
  return { lines, problems, notices, seeds };
}
function documentOf(text, file) {
  try {
    const document2 = parseYaml(text);
    return document2 instanceof Map ? document2 : /* @__PURE__ */ new Map();
  } catch (error) {
    return error instanceof Failure ? new Failure("INPUT_INVALID", error.message, { at: { ...error.at, file }, fix: LINES_FIX }) : new Failure("INPUT_INVALID", "The configuration is not valid YAML.", {
      at: { file },
      fix: LINES_FIX
    });
  }
}
function secretsOf(fields, file) {
  for (const key of fields.keys()) {
    if (CONFIG_KEYS.includes(String(key))) continue;
    const near = nearest(String(key), CONFIG_KEYS);
    return new Failure(
      "INPUT_UNKNOWN_KEY",
      `The configuration has an unknown key.${near === void 0 ? "" : ` Did you mean ${near}?`}`,
      { at: { file }, fix: `Known keys: ${CONFIG_KEYS.join(", ")}` }
    );
  }
  const secrets = fields.get("secrets");
  if (typeof secrets === "string") return secrets;
  return new Failure("INPUT_INVALID", "The configuration has no block of lines under the key `secrets`.", {
    at: { file },
    fix: LINES_FIX
  });
}
const ENVIRONMENT = "environment";
function seedOf(files, known, isOwn, isGiven) {
  const defaults = /* @__PURE__ */ new Map();
  const notices = [];
  let chain;
  for (const { file, settings: settings2 } of files) {
    const { aws, vault, provider } = settings2;
    const set = (name, value) => {
      if (value !== void 0) defaults.set(name, value);
    };
    if (aws?.enabled !== false) {
      set("aws-region", aws?.region);
      set("aws-prefix", aws?.prefix);
    }
    if (vault !== void 0 && vault.enabled !== false) {
      set("vault-mount", vault.mount);
      if (vault.address !== void 0 && isOwn(file)) {
        set("vault-address", vault.address);
        if (!isGiven("vault")) set("vault-token", vault.token?.reveal());
      } else if (vault.address !== void 0)
        notices.push(
          `${file}: its Vault address is not taken, since the event's own commit does not hold this file. Write it into the step: vault-address: ${vault.address}`
        );
    }
    const head = known.find(({ id, seed }) => seed?.word === provider || id === provider);
    if (head === void 0) continue;
    const enabled = { vault: vault?.enabled, aws: aws?.enabled };
    chain = head.seed?.word === ENVIRONMENT ? [head.id] : [
      head.id,
      ...Object.entries(enabled).flatMap(([id, on]) => on === true && id !== head.id ? [id] : [])
    ];
  }
  return { defaults, chain, notices };
}
const schemesOf = (known) => new Set(known.flatMap((provider) => provider.schemes.map(({ name }) => name)));
async function gather(parts, given, isAsked) {
  const { configs, missing } = readConfigs(parts, given.inputs, isAsked);
  if (configs.length > 0) await loadYaml();
  const { lines, problems, notices, seeds } = gatherLines(
    given,
    configs,
    schemesOf(parts.known),
    parts.known
  );
  const seed = seedOf(
    seeds,
    parts.known,
    (file) => isOwnFile(parts, file),
    (id) => {
      const said = given.providers.get(id);
      return said !== void 0 && (said.given || said.ambient);
    }
  );
  const read = seed.defaults.size > 0 ? parts.readInputs(seed.defaults) : given;
  const { providers, sessions, tools } = parts.providers(read);
  const chain = chainOf(given.inputs, providers, seed.chain);
  return {
    lines,
    configs: configs.map(({ file }) => file),
    unreadable: problems,
    problems: [...read.problems, ...missing, ...chain.problems],
    notices: [...notices, ...seed.notices],
    providers,
    sessions,
    chain: chain.providers,
    tools
  };
}
const ASKING$1 = ["apply", "externalSecrets", "helmValues", "exportKubeconfig"];
function asksCluster({ providers }) {
  const values = providers.get("cluster")?.values ?? {};
  return ASKING$1.some((name) => {
    const value = values[name];
    return Array.isArray(value) ? value.length > 0 : value === true || typeof value === "string" && value.trim() !== "";
  });
}
const concernsCluster = ({ given, lines }) => (given.providers.get("cluster")?.given ?? false) || asksCluster(given) || lines.some(({ line }) => isForCluster(line));
const isForCluster = ({ destinations }) => destinations.some(({ kind }) => kind === "secret" || kind === "configmap");
const ASKING = ["sign", "attest", "publish"];
function asksSigning({ providers }) {
  const values = providers.get("signing")?.values ?? {};
  return ASKING.some((name) => {
    const value = values[name];
    return Array.isArray(value) ? value.length > 0 : typeof value === "string" && value.trim() !== "";
  });
}
function madeFromFile(lines, known) {
  const schemes = known.flatMap((provider) => provider.schemes).filter(({ parameters }) => parameters);
  return lines.flatMap((origin) => {
    const { source } = origin.line;
    if (origin.file === void 0 || source.kind === "bare") return [];
    const scheme = schemes.find(({ name }) => name === source.scheme);
    if (scheme === void 0 || [...source.query.keys()].every((name) => scheme.queries.includes(name)))
      return [];
    return [
      placed$1(
        new Failure(
          "READ_CREATES",
          "The query of this reference has the store make something, and a file may not ask for that.",
          { fix: "Move the line to the input `secrets` of the workflow." }
        ),
        origin
      )
    ];
  });
}
const MAX_DEPTH = 64;
class NumberText {
  text;
  constructor(text) {
    this.text = text;
  }
}
function jsonTree(text) {
  const source = text.reveal();
  if (source === void 0 || !/^\s*\{/.test(source)) return void 0;
  try {
    const parsed = JSON.parse(
      source,
      (_key, value, context) => typeof value === "number" ? new NumberText(context?.source ?? String(value)) : value
    );
    const node = nodeOf(parsed, 0);
    return node?.kind === "map" ? node.fields : void 0;
  } catch {
    return void 0;
  }
}
function nodeOf(value, depth = 0) {
  if (depth > MAX_DEPTH) return void 0;
  if (value === null || value === void 0) return { kind: "null" };
  if (Array.isArray(value)) {
    const items = [];
    for (const item of value) {
      const node = nodeOf(item, depth + 1);
      if (node === void 0) return void 0;
      items.push(node);
    }
    return { kind: "list", items, whole: Secret.of(jsonText(value)) };
  }
  if (value instanceof Map || isPlain(value)) {
    const fields = /* @__PURE__ */ new Map();
    for (const [key, child] of entriesOf$1(value)) {
      const node = nodeOf(child, depth + 1);
      if (node === void 0) return void 0;
      fields.set(key, node);
    }
    return { kind: "map", fields, whole: Secret.of(jsonText(value)) };
  }
  return { kind: "leaf", value: Secret.of(scalarText(value)), clear: false };
}
const isPlain = (value) => typeof value === "object" && value !== null && !(value instanceof NumberText) && !(value instanceof Date);
const entriesOf$1 = (value) => value instanceof Map ? [...value].map(([key, child]) => [String(key), child]) : Object.entries(value);
function scalarText(value) {
  if (value instanceof NumberText) return value.text;
  return value instanceof Date ? value.toISOString() : String(value);
}
function jsonText(value) {
  if (value === null || value === void 0) return "null";
  if (Array.isArray(value)) return `[${value.map(jsonText).join(",")}]`;
  if (value instanceof Map || isPlain(value))
    return `{${entriesOf$1(value).map(([key, child]) => `${JSON.stringify(key)}:${jsonText(child)}`).join(",")}}`;
  return typeof value === "boolean" || typeof value === "bigint" || value instanceof NumberText || Number.isFinite(value) ? scalarText(value) : JSON.stringify(scalarText(value));
}
const SHOWN_FIELDS = 12;
function selectField(content, field) {
  if (content.kind === "listing")
    return new Failure("FIELD_AMBIGUOUS", "A prefix gives many values, and this line takes one.", {
      fix: "NAME_* = \u2026   # a wildcard, or the name of one value"
    });
  if (field === void 0 && content.kind === "fields" && content.bare !== void 0)
    return content.bare === "none" ? ambiguous(content.fields) : valueOf$1(content.bare);
  if (field === void 0) {
    const value = content.kind === "fields" ? content.whole : content.kind === "text" ? content.text : content.bytes;
    return { kind: "value", value, clear: content.kind === "text" && content.clear === true };
  }
  const fields = content.kind === "fields" ? content.fields : treeOfText(content.kind === "text" ? content.text : content.bytes);
  if (fields instanceof Failure) return fields;
  const node = selectNode(fields, field);
  if (node === void 0) return notFound(fields, content.kind === "fields");
  return valueOf$1(node);
}
function valueOf$1(node) {
  if (node.kind === "null") return { kind: "null" };
  if (node.kind === "leaf") return { kind: "value", value: node.value, clear: node.clear };
  return { kind: "value", value: node.whole, clear: isClear(node) };
}
function selectNode(fields, field) {
  if (field.kind === "path") return descend(fields, field.parts);
  return fields.get(field.key) ?? descend(fields, field.key.split("."));
}
function descend(fields, parts) {
  const [first, ...rest] = parts;
  let node = first === void 0 ? void 0 : fields.get(first);
  for (const part2 of rest) {
    if (node?.kind === "map") node = node.fields.get(part2);
    else if (node?.kind === "list" && /^(0|[1-9][0-9]{0,8})$/.test(part2)) node = node.items[Number(part2)];
    else return void 0;
  }
  return node;
}
function isClear(node) {
  if (node.kind === "leaf") return node.clear;
  if (node.kind === "null") return true;
  return (node.kind === "list" ? node.items : [...node.fields.values()]).every(isClear);
}
function treeOfText(text) {
  const tree = jsonTree(text);
  if (tree instanceof Map) return tree;
  return new Failure("FIELD_NOT_FOUND", "A field was asked of a value that is no JSON object.", {
    fix: "Remove the #field to take the value as it is."
  });
}
const NAME$1 = /^[A-Za-z_][\w.-]{0,63}$/;
function notFound(fields, areClear) {
  const names = [...fields.keys()].filter((key) => areClear || NAME$1.test(key)).slice(0, SHOWN_FIELDS);
  const others = fields.size - names.length;
  const more = others === 0 ? [] : [names.length === 0 ? `${others} whose keys are no names` : `${others} more`];
  return new Failure("FIELD_NOT_FOUND", "There is no such field.", {
    fix: fields.size === 0 ? "The object is empty." : `Fields at the top: ${[names.join(", "), ...more].filter((part2) => part2 !== "").join(" and ")}`
  });
}
function ambiguous(fields) {
  if (fields.size === 0)
    return new Failure("FIELD_NOT_FOUND", "The secret is there, and it has no field.", {
      fix: "Compare with what is stored."
    });
  return new Failure("FIELD_AMBIGUOUS", "The secret has several fields, and this reference names none.", {
    fix: `Add one of: ${[...fields.keys()].slice(0, SHOWN_FIELDS).map((name) => `#${part(name)}`).join(", ")}${fields.size > SHOWN_FIELDS ? ` and ${fields.size - SHOWN_FIELDS} more` : ""}`
  });
}
const part = (name) => /^[A-Za-z0-9_.-]+$/.test(name) ? name : JSON.stringify(name);
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const OUTPUT = /^[A-Za-z_][A-Za-z0-9_-]*$/;
const MAX_NAME_LENGTH = 255;
const KEY = /^(?!\.$|\.\.)[-._A-Za-z0-9]{1,253}$/;
const RESERVED_OUTPUTS = [
  "report",
  "loaded",
  "sources",
  "applied",
  "changed",
  "restarted",
  "secret-names",
  "kubeconfig",
  "helm-values",
  "skipped"
];
const NEVER = "PATH GITHUB_* RUNNER_* ACTIONS_* NODE_OPTIONS SECRETS_ACTION_*";
const REFUSED = `
  INPUT_* STATE_* CI HOME SHELL IFS ENV BASH_ENV BASH_FUNC_* BASHOPTS SHELLOPTS PROMPT_COMMAND PS4 CDPATH ZDOTDIR FPATH
  USERPROFILE COMSPEC PATHEXT SYSTEMROOT WINDIR PROGRAMFILES* PSMODULEPATH TMPDIR TMP TEMP XDG_* TERMINFO* TERMCAP INPUTRC
  LD_* DYLD_* GCONV_PATH LOCPATH NLSPATH MALLOC_* GLIBC_TUNABLES HOSTALIASES RES_OPTIONS RESOLV_*
  NODE_* NPM_CONFIG_* YARN_* PNPM_* BUN_* DENO_* PYTHON* PIP_* UV_* PIPENV_* VIRTUAL_ENV CONDA_PREFIX CONDA_EXE
  PERL5* PERLLIB RUBY* GEM_HOME GEM_PATH BUNDLE_GEMFILE BUNDLE_PATH BUNDLE_APP_CONFIG PHP_INI_SCAN_DIR PHPRC
  JAVA_HOME JAVA_OPTS JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS CLASSPATH MAVEN_OPTS MAVEN_ARGS GRADLE_OPTS
  GRADLE_USER_HOME SBT_OPTS CATALINA_OPTS
  GIT_* SSH_ASKPASS* SSH_AUTH_SOCK SSH_SK_* GNUPGHOME EDITOR VISUAL PAGER MANPAGER BROWSER LESS LESSOPEN LESSCLOSE
  DOTNET_* CORECLR_* COMPLUS_* COR_* NUGET_PACKAGES NUGET_PLUGIN* MSBUILD*
  RUSTC* RUSTDOC* RUSTFLAGS RUSTUP_* CARGO CARGO_HOME CARGO_*_RUNNER CARGO_*_LINKER CARGO_BUILD_* CARGO_SOURCE_*
  GOFLAGS GOROOT GOPATH GOBIN GOENV GOPROXY GOSUMDB GONOSUMDB GONOSUMCHECK GONOPROXY GOPRIVATE GOINSECURE GOTOOLCHAIN GOAUTH GOVCS
  GOWORK GODEBUG GOCACHE GOMODCACHE CGO_* CC CXX CPP LD AR AS CFLAGS CXXFLAGS CPPFLAGS LDFLAGS MAKEFLAGS MFLAGS MAKEFILES CMAKE_*
  DOCKER_HOST DOCKER_CONFIG DOCKER_CONTEXT DOCKER_TLS* DOCKER_CERT_PATH DOCKER_CONTENT_TRUST* BUILDX_* BUILDKIT_* CONTAINER_HOST
  KUBECONFIG KUBECTL_* KUBERNETES_* HELM_* HELMFILE_* KUSTOMIZE_* TF_CLI_* TF_PLUGIN_* TF_REATTACH_PROVIDERS TERRAFORM_CONFIG
  TERRAGRUNT_* ANSIBLE_* SOPS_* COSIGN_* SIGSTORE_* VAULT_* BAO_*
  HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY FTP_PROXY SSL_CERT_* SSLKEYLOGFILE CURL_CA_BUNDLE CURL_HOME REQUESTS_CA_BUNDLE
  OPENSSL_CONF OPENSSL_MODULES OPENSSL_ENGINES WGETRC
  AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE AWS_ENDPOINT_URL* AWS_CA_BUNDLE AWS_PROFILE AWS_DEFAULT_PROFILE AWS_ROLE_ARN
  AWS_WEB_IDENTITY_TOKEN_FILE AWS_CONTAINER_* AWS_EC2_METADATA_* CLOUDSDK_* GOOGLE_APPLICATION_CREDENTIALS BOTO_CONFIG
  AZURE_CONFIG_DIR AZURE_AUTHORITY_HOST
`;
function patternOf(list) {
  const words = list.trim().split(/\s+/);
  return new RegExp(`^(?:${words.map((word) => word.replaceAll("*", ".*")).join("|")})$`, "i");
}
const never = patternOf(NEVER);
const refused = patternOf(REFUSED);
function checkName(name, { spelledOut, destination }) {
  if (destination === "secret" || destination === "configmap") return checkKey(name);
  const isOutput = destination === "output";
  if (name.length > MAX_NAME_LENGTH || !(isOutput ? OUTPUT : VARIABLE).test(name))
    return new Failure(
      "NAME_REFUSED",
      `${isOutput ? "An output" : "A variable"} cannot have this name: letters, digits and _ only, no digit first.`,
      {
        fix: KEY.test(name) ? "Give it a name on a line of its own: MY_NAME = \u2026   # dots and dashes only `as secret` alone" : "Give it a name on a line of its own: MY_NAME = \u2026"
      }
    );
  if (isOutput && RESERVED_OUTPUTS.includes(name.toLowerCase()))
    return new Failure("NAME_REFUSED", "The action itself has an output of this name.", {
      fix: `Outputs of the action: ${RESERVED_OUTPUTS.join(", ")}`
    });
  if (!(isOutput && spelledOut) && never.test(name))
    return new Failure("NAME_REFUSED", "The runner is steered by this name; it is never set.", {
      fix: "Choose another name on the left of the line."
    });
  if (!spelledOut && refused.test(name))
    return new Failure(
      "NAME_REFUSED",
      "Other programs run code or choose whom to trust by this name; it came from a store or a file.",
      {
        fix: `If it is meant, spell it out in the input secrets: ${name} = \u2026`
      }
    );
  return void 0;
}
const checkKey = (name) => KEY.test(name) ? void 0 : new Failure(
  "NAME_REFUSED",
  "A key of a Secret or ConfigMap cannot have this name: 1 to 253 letters, digits, `_`, `-` and dots, and no two dots first.",
  { fix: "Give it a name on a line of its own: tls.crt = \u2026 as secret app-tls" }
);
function matchesPatterns(name, patterns) {
  return patterns.some((pattern) => matches(name, pattern.split("*")));
}
function matches(name, pieces) {
  const [first = "", ...rest] = pieces;
  const last = rest.pop();
  if (last === void 0) return name === first;
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length)
    return false;
  let at = first.length;
  for (const piece of rest) {
    const found = name.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return at <= name.length - last.length;
}
const EMPTY = Secret.of("");
const SHOWN_NAMES = 20;
function expand(prefix, tree, settings2) {
  const leaves = [];
  const nulls = [];
  const other = settings2.keysOnly === true ? /[^-._A-Za-z0-9]/gu : /[^A-Za-z0-9_]/gu;
  const nameOf = (keys) => {
    const name = prefix + keys.map((key) => key.replace(other, "_")).join("_");
    return settings2.nameCase === "upper" ? name.toUpperCase() : name;
  };
  collect(tree, [], leaves, nulls);
  if (settings2.nulls === "empty")
    for (const keys of nulls.splice(0)) leaves.push({ keys, value: EMPTY, clear: false });
  const values = [];
  const byName = /* @__PURE__ */ new Map();
  const problems = [];
  const outside2 = [];
  const clear = [];
  for (const leaf of leaves) {
    const name = nameOf(leaf.keys);
    const same = byName.get(name);
    if (leaf.clear && settings2.leaves === "encrypted") clear.push(name);
    else if (settings2.names.length > 0 && !matchesPatterns(name, settings2.names)) outside2.push(name);
    else if (same !== void 0) problems.push(collision(name, same, leaf.keys));
    else {
      byName.set(name, leaf.keys);
      values.push({ name, value: leaf.value, clear: leaf.clear });
    }
  }
  const notices = [
    ...note(nulls.map(nameOf), "null in the store, skipped"),
    ...note(clear, "in clear in the file and left out; add ?leaves=all to the reference to export them"),
    ...note(outside2, "outside wildcard-names, left out")
  ];
  return { values, problems, notices };
}
function collect(fields, path2, leaves, nulls) {
  for (const [key, node] of fields) {
    const keys = [...path2, key];
    if (node.kind === "map") collect(node.fields, keys, leaves, nulls);
    else if (node.kind === "null") nulls.push(keys);
    else if (node.kind === "leaf") leaves.push({ keys, value: node.value, clear: node.clear });
    else leaves.push({ keys, value: node.whole, clear: node.items.length > 0 && node.items.every(isClear) });
  }
}
function note(names, why) {
  if (names.length === 0) return [];
  const more = names.length > SHOWN_NAMES ? ` and ${names.length - SHOWN_NAMES} more` : "";
  return [`${names.slice(0, SHOWN_NAMES).join(", ")}${more}: ${why}.`];
}
const collision = (name, a, b) => new Failure("NAME_COLLISION", `Two keys would both be ${name}: ${a.join(".")} and ${b.join(".")}.`, {
  fix: "Rename one of them in the store, or name each value on a line of its own instead of the wildcard."
});
const DOTENV_LINE = /^[ \t]*(?:export[ \t]+)?([^\s=#'"]+)[ \t]*=[ \t]*(?:'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|([^\n]*?))[ \t]*(?:(?<=\s)#[^\n]*)?$/;
function decodeValue(value, decode) {
  const failed = new Failure(
    "DECODE_FAILED",
    `The value is not valid ${decode === "json" || decode === "yaml" ? `${decode} with an object on top` : decode}.`,
    {
      fix: `Remove \`decode ${decode}\`, or correct what is stored.`
    }
  );
  if (decode === "json") return jsonTree(value) ?? failed;
  const text = value.reveal();
  if (text === void 0) return failed;
  if (decode === "base64") return base64(text) ?? failed;
  if (decode === "hex") return hex(text) ?? failed;
  if (decode === "dotenv") return dotenv(text) ?? failed;
  try {
    const node = nodeOf(parseYaml(text));
    return node?.kind === "map" ? node.fields : failed;
  } catch {
    return failed;
  }
}
function base64(text) {
  const plain = text.replace(/[\r\n \t]/g, "");
  const bytes = Buffer.from(plain, "base64");
  return /^[A-Za-z0-9+/]*={0,2}$/.test(plain) && bytes.toString("base64") === plain ? Secret.ofBytes(bytes) : void 0;
}
function hex(text) {
  const plain = text.trim();
  return /^(?:[0-9A-Fa-f]{2})*$/.test(plain) ? Secret.ofBytes(Buffer.from(plain, "hex")) : void 0;
}
function dotenv(text) {
  const fields = /* @__PURE__ */ new Map();
  const lines = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n").split("\n");
  for (let i = 0; i < lines.length; i++) {
    let line = lines[i];
    if (/^[ \t]*(#|$)/.test(line)) continue;
    const open = /^[^=]*=[ \t]*(['"])/.exec(line)?.[1];
    while (open !== void 0 && !isClosed(line, open) && i + 1 < lines.length) line += `
${lines[++i]}`;
    const match = DOTENV_LINE.exec(line);
    if (match === null || open !== void 0 && match[4] !== void 0) return void 0;
    const value = match[2] ?? (match[3] === void 0 ? void 0 : unescape(match[3])) ?? match[4];
    fields.set(match[1], { kind: "leaf", value: Secret.of(value), clear: false });
  }
  return fields;
}
function isClosed(line, quote) {
  const start = line.indexOf(quote) + 1;
  for (let i = start; i < line.length; i++) {
    if (quote === '"' && line[i] === "\\") i++;
    else if (line[i] === quote) return true;
  }
  return false;
}
const unescape = (text) => text.replace(
  /\\([\s\S])/g,
  (whole, char) => char === "n" ? "\n" : char === "r" ? "\r" : char === "t" ? "	" : '"\\$`'.includes(char) ? char : whole
);
function wildcardTree(content, line) {
  if (content.kind === "listing") return listed(content.entries, line);
  const tree = objectOf(content, line);
  const field = line.source.kind === "reference" ? line.source.field : void 0;
  if (tree instanceof Failure || field === void 0) return tree;
  const node = selectNode(tree, field);
  if (node?.kind === "map") return node.fields;
  return new Failure("FIELD_NOT_FOUND", "The field of this wildcard is no object.", {
    fix: "Name a field that holds an object, or leave the field out."
  });
}
function objectOf(content, line) {
  if (content.kind === "fields") return content.fields;
  if (content.kind === "text") {
    const decoded2 = line.decode === void 0 ? jsonTree(content.text) : decodeValue(content.text, line.decode);
    if (decoded2 instanceof Failure || decoded2 instanceof Map) return decoded2;
  }
  return new Failure("FIELD_NOT_FOUND", "A wildcard needs an object, and this is one value.", {
    fix: `${line.name}NAME = \u2026`
  });
}
function listed(entries, line) {
  const fields = /* @__PURE__ */ new Map();
  for (const [key, content] of entries) {
    const value = content.kind === "text" ? content.text : content.kind === "bytes" ? content.bytes : Secret.of("");
    const decoded2 = line.decode === void 0 ? value : decodeValue(value, line.decode);
    if (decoded2 instanceof Failure)
      return new Failure(decoded2.code, `${key}: ${decoded2.message}`, { fix: decoded2.fix ?? "" });
    if (decoded2 instanceof Secret) fields.set(key, { kind: "leaf", value: decoded2, clear: false });
    else fields.set(key, { kind: "map", fields: decoded2, whole: value });
  }
  return fields;
}
function valuesOf(lines, resolutions, settings2) {
  const named = [];
  const absent = [];
  const notices = /* @__PURE__ */ new Set();
  const problems = [];
  const reported = /* @__PURE__ */ new Set();
  for (const [i, origin] of lines.entries()) {
    const resolution = resolutions[i];
    const { line } = origin;
    const problem = (failure) => void problems.push(placedAt(failure, origin));
    if (resolution.is === "failed") {
      if (!reported.has(resolution.error)) problem(resolution.error);
      reported.add(resolution.error);
      continue;
    }
    if (resolution.is === "missing") {
      lacking(origin, resolution.skipped);
      continue;
    }
    for (const notice of resolution.notices) notices.add(notice);
    const common = {
      origin,
      provider: resolution.provider,
      shown: resolution.shown,
      version: resolution.version,
      date: resolution.date,
      expires: resolution.expires,
      requestId: resolution.requestId,
      skipped: resolution.skipped,
      inEnvChain: resolution.skipped.some((skip) => skip.provider === "env") || resolution.provider === "env" || line.source.kind === "bare" && settings2.envInChain
    };
    if (line.wildcard) {
      const tree = wildcardTree(resolution.content, line);
      if (tree instanceof Failure) problem(tree);
      else {
        const leaves = line.source.kind === "reference" ? line.source.query.get("leaves") : void 0;
        const expanded = expand(line.name, tree, {
          nameCase: settings2.nameCase,
          leaves: leaves === "all" ? "all" : "encrypted",
          names: settings2.wildcardNames,
          nulls: hasAbsentNulls(resolution.content) ? "skip" : "empty",
          keysOnly: line.destinations.length > 0 && line.destinations.every(({ kind }) => kind === "secret" || kind === "configmap")
        });
        expanded.problems.forEach(problem);
        for (const notice of expanded.notices) notices.add(notice);
        for (const { name, value, clear } of expanded.values)
          named.push({ ...common, name, value, isPublic: clear || line.public, spelledOut: false });
      }
      continue;
    }
    const selected = selectField(
      resolution.content,
      line.source.kind === "reference" ? line.source.field : void 0
    );
    if (selected instanceof Failure) {
      if (selected.code === "FIELD_NOT_FOUND" && resolution.provider === "sops")
        lacking(origin, [...resolution.skipped, { provider: "sops", why: "no such field" }]);
      else problem(selected);
      continue;
    }
    const isEmpty = selected.kind === "null" && !hasAbsentNulls(resolution.content);
    if (selected.kind === "null" && !isEmpty) {
      notices.add(`${line.name} is null in ${resolution.shown}, and was skipped.`);
      absent.push({ name: line.name, skipped: [{ provider: resolution.provider, why: "null" }] });
      continue;
    }
    const decoded2 = selected.kind === "null" ? Secret.of("") : decodeText(selected.value, line);
    if (decoded2 instanceof Failure) problem(decoded2);
    else
      named.push({
        ...common,
        name: line.name,
        value: decoded2,
        isPublic: line.public || selected.kind === "value" && selected.clear,
        spelledOut: origin.file === void 0
      });
  }
  function lacking(origin, skipped) {
    const { line } = origin;
    const name = `${line.name}${line.wildcard ? "*" : ""}`;
    if (line.fallback !== void 0)
      named.push({
        name: line.name,
        value: Secret.of(line.fallback),
        isPublic: true,
        origin,
        spelledOut: origin.file === void 0,
        provider: "default",
        shown: "default",
        version: void 0,
        date: void 0,
        expires: void 0,
        requestId: void 0,
        skipped,
        inEnvChain: false
      });
    else if (line.optional) absent.push({ name, skipped });
    else {
      const why = skipped.map((skip) => `${skip.provider}: ${skip.why}`).join("; ");
      problems.push(
        placedAt(
          new Failure("SECRET_NOT_FOUND", `No provider has it${why === "" ? "" : ` (${why})`}.`, {
            fix: `${line.name}? = \u2026   # where it may be absent, or: \u2026 default "TEXT"`
          }),
          origin
        )
      );
    }
  }
  const exact = new Set(named.filter((entry) => !entry.origin.line.wildcard).map((entry) => entry.name));
  for (const entry of named)
    if (entry.origin.line.wildcard && exact.has(entry.name))
      notices.add(`${entry.name}: the line that names it goes before the wildcard.`);
  return {
    named: named.filter((entry) => !(entry.origin.line.wildcard && exact.has(entry.name))),
    absent,
    notices: [...notices],
    problems
  };
}
const hasAbsentNulls = (content) => content.kind === "fields" && content.nulls === "absent";
function decodeText(value, line) {
  if (line.decode === void 0) return value;
  const decoded2 = decodeValue(value, line.decode);
  if (decoded2 instanceof Failure || decoded2 instanceof Secret) return decoded2;
  return new Failure(
    "DECODE_FAILED",
    `decode ${line.decode} gives several values; only a wildcard takes those.`,
    {
      fix: `${line.name}_* = \u2026 decode ${line.decode}`
    }
  );
}
function placedAt(failure, { line, file }) {
  const inner = failure.at?.file === void 0 ? {} : { file: failure.at.file };
  const at = { ...file === void 0 ? { input: "secrets" } : { file }, ...inner, line: line.line };
  return new Failure(failure.code, `${line.name}${line.wildcard ? "*" : ""}: ${failure.message}`, {
    at: failure.at?.line === void 0 ? at : { ...failure.at, input: `secrets line ${line.line}` },
    ...failure.fix === void 0 ? {} : { fix: failure.fix },
    ...failure.all.length === 0 ? {} : { all: failure.all }
  });
}
const OWN_EVENTS = /* @__PURE__ */ new Set([
  "push",
  "schedule",
  "workflow_dispatch",
  "repository_dispatch",
  "release",
  "merge_group",
  "deployment",
  "create"
]);
const PULL_REQUEST_EVENTS = /* @__PURE__ */ new Set([
  "pull_request",
  "pull_request_review",
  "pull_request_review_comment"
]);
const DEPENDABOT_WITHHELD = /* @__PURE__ */ new Set([
  ...PULL_REQUEST_EVENTS,
  "push",
  "create",
  "deployment"
]);
const DEPENDABOT = "dependabot[bot]";
const object = (value) => typeof value === "object" && value !== null ? value : {};
function judgeEvent(event) {
  if (event.name === "") return { kind: "own" };
  if (event.actor === DEPENDABOT && DEPENDABOT_WITHHELD.has(event.name))
    return { kind: "withheld", why: "Dependabot set off this run, and GitHub gives such runs no secrets" };
  if (OWN_EVENTS.has(event.name)) return { kind: "own" };
  const payload = object(event.payload);
  if (PULL_REQUEST_EVENTS.has(event.name)) {
    const pull = object(payload["pull_request"]);
    if (sameRepository(object(pull["head"])["repo"], object(pull["base"])["repo"])) return { kind: "own" };
    return {
      kind: "withheld",
      why: "the pull request comes from a fork, and GitHub gives such runs no secrets"
    };
  }
  const commits = [event.sha];
  if (event.name === "workflow_run") {
    const run = object(payload["workflow_run"]);
    const repository = object(payload["repository"]);
    const head = run["head_sha"];
    const own = run["event"] === "push" && typeof run["head_branch"] === "string" && run["head_branch"] === repository["default_branch"] && sameRepository(run["head_repository"], repository);
    if (own && typeof head === "string") commits.push(head);
  }
  return { kind: "privileged", commits: commits.filter((commit) => commit !== "") };
}
function sameRepository(head, base) {
  const id = object(head)["id"];
  return id !== void 0 && id !== null && id === object(base)["id"];
}
function judgeCheckouts(judgement, checkouts) {
  if (judgement.kind !== "privileged") return [];
  return checkouts.flatMap((checkout) => {
    const own = [checkout.head, checkout.recordedBy].some(
      (commit) => commit !== void 0 && judgement.commits.includes(commit)
    );
    if (checkout.head === void 0 && checkout.files.length > 0)
      return checkout.files.map((file) => outside(file.shown));
    if (!own && checkout.head !== void 0)
      return [
        new Failure(
          "EVENT_UNTRUSTED",
          `This event can be set off by someone without write access, and the checkout in ${checkout.shown} is not the event's own commit.`,
          {
            fix: "Check out the event's own commit (actions/checkout without `ref`), and load secrets in a job of their own."
          }
        )
      ];
    return checkout.files.filter((file) => !file.isHeadsBlob).map(
      (file) => new Failure(
        "FILE_NOT_COMMITTED",
        `The file ${file.shown} is not byte for byte what the event's commit holds.`,
        {
          at: { file: file.shown },
          fix: "Load secrets before any step that changes the checkout."
        }
      )
    );
  });
}
const outside = (shown) => new Failure("EVENT_UNTRUSTED", `The file ${shown} lies in no checkout, so nobody knows whose it is.`, {
  at: { file: shown },
  fix: "Name a file that the event's own commit holds; this event can be set off by someone without write access."
});
const MS_PER_SECOND$1 = 1e3;
async function prepare(parts, watch, signal) {
  const { runner } = parts;
  const event = runner.event();
  const given = parts.readInputs();
  const { inputs, unknown } = given;
  const signs = asksSigning(given);
  const judgement = judgeEvent(event);
  if (judgement.kind === "withheld") return { kind: "withheld", inputs, why: judgement.why, signs };
  watch.inputs = inputs;
  runner.debug(`trust: event ${event.name || "none"} is ${judgement.kind}`);
  for (const { name, near } of unknown)
    runner.annotate("warning", `Unknown input ${name}.${near ? ` Did you mean ${near}?` : ""}`);
  const extra = parts.extra?.(schemesOf(parts.known));
  const asked = extra !== void 0 || isHandOver(given, parts.known) || asksCluster(given) || signs;
  const gathered = await gather(parts, given, asked);
  const { providers, sessions, chain } = gathered;
  watch.trail = sessions.trail;
  const handsOver = providers.some((provider) => provider.handsOver);
  const lines = [...gathered.lines, ...extra?.lines ?? []];
  const unreadable = [...gathered.unreadable, ...extra?.problems ?? []];
  const found = [...gathered.problems, ...recordProblems(parts, inputs), ...unreadable];
  const fed = providers.flatMap((provider) => provider.unused() ?? []);
  const job = await parts.cluster?.({ given, lines, providers, sessions, tools: gathered.tools });
  found.push(...job?.problems ?? []);
  const signingJob = await parts.signing?.({ given, providers, sessions, tools: gathered.tools });
  found.push(...signingJob?.problems ?? []);
  const idle = lines.length === 0 && extra === void 0 && !handsOver && job === void 0;
  if (idle && signingJob === void 0 && found.length === 0) found.push(nothingAsked(fed[0]));
  if (job?.idle !== void 0 && found.length === 0) found.push(job.idle);
  if (unreadable.length === 0 && !lines.some(({ line }) => line.source.kind === "bare")) found.push(...fed);
  const files = [
    ...gathered.configs,
    ...parts.caFiles(inputs),
    ...job?.files ?? [],
    ...signingJob?.files ?? [],
    ...providers.flatMap((provider) => [
      ...provider.files(),
      ...lines.flatMap(({ line }) => provider.filesOf(line.source))
    ])
  ];
  if (judgement.kind === "privileged")
    found.push(...judgeCheckouts(judgement, parts.checkouts([...new Set(files)])));
  found.push(...madeFromFile(lines, parts.known));
  found.push(...unboundWildcards(parts, inputs, lines, providers));
  const located = [];
  for (const { line, file } of lines) {
    const result = locate(line.source, providers, chain);
    if (result instanceof Failure) found.push(placed$1(result, { line, file }));
    else located.push(result);
  }
  const { used, problems: misused } = usedProviders([...located, ...job?.asks ?? []], providers);
  fail([...found, ...misused]);
  if (lines.some(({ line }) => line.decode === "yaml")) await loadYaml();
  const limited = AbortSignal.any([signal, AbortSignal.timeout(inputs.timeout * MS_PER_SECOND$1)]);
  const handed = [];
  let failed = false;
  try {
    const dry = inputs.dryRun ? dryRun(sessions) : void 0;
    const all = await resolve(
      located,
      new Set(inputs.fallbackOn),
      dry?.sessions ?? sessions,
      limited
    );
    watch.lines = lines;
    watch.located = located;
    watch.resolutions = all;
    describe(parts, lines, all);
    const read = withoutHeldBack(lines, all, dry?.heldBack ?? /* @__PURE__ */ new Set());
    for (const provider of used.filter((one) => one.handsOver))
      handed.push((await sessions.of(provider, limited)).handOver());
    const found2 = valuesOf(read.lines, read.resolutions, {
      nameCase: inputs.nameCase,
      wildcardNames: inputs.wildcardNames,
      envInChain: chain.some(({ id }) => id === "env")
    });
    fail(found2.problems);
    const values = {
      ...found2,
      notices: [...gathered.notices, ...read.notices, ...found2.notices]
    };
    const [cluster, signing] = await Promise.all([
      job?.check(values.named, limited),
      signingJob?.check(limited)
    ]);
    handed.push(...cluster?.handed ?? []);
    const entries = [...entriesOf(values.named), ...extra?.plain ?? [], ...handedEntries(handed)];
    const plan2 = planned(parts, inputs, entries, handedFiles(handed));
    const identities = sessions.opened().flatMap(({ provider, session }) => session.who ? [{ provider, ...session.who }] : []);
    await audit(parts, watch);
    return { kind: "ready", inputs, event, values, plan: plan2, identities, handed, cluster, signing };
  } catch (error) {
    failed = true;
    await auditFailed(parts, watch);
    throw limited.aborted && !signal.aborted ? tooLong(inputs) : error;
  } finally {
    await sessions.close(signal);
    if (failed || inputs.dryRun) await parts.abandon?.(signal);
  }
}
const isHandOver = (given, known) => known.some(({ id, handsOver }) => handsOver?.(given.providers.get(id)?.values ?? {}) ?? false);
function describe(parts, lines, resolutions) {
  for (const [i, resolution] of resolutions.entries()) {
    const skips = resolution.skipped.map(({ provider, why }) => `${provider}: ${why}; `).join("");
    const by = resolution.is === "found" ? ` by ${resolution.provider}: ${resolution.shown}${resolution.version === void 0 ? "" : ` version ${resolution.version}`}` : resolution.is === "failed" ? ` with ${resolution.error.code}` : "";
    parts.runner.debug(
      `resolve: line ${lines[i]?.line.line} ${lines[i]?.line.name}: ${skips}${resolution.is}${by}`
    );
  }
}
function planned(parts, inputs, entries, files) {
  const { runner } = parts;
  const result = parts.plan(entries, {
    env: runner.env,
    ours: parts.earlier(),
    overwrite: inputs.overwrite,
    exportDefault: inputs.export,
    exportFile: inputs.exportFile,
    workspace: runner.workspace,
    temp: runner.temp,
    platform: process.platform,
    minMaskLength: inputs.minMaskLength
  });
  if ("problems" in result) throw together(result.problems);
  const plan2 = { ...result.plan, files: [...result.plan.files, ...files] };
  fail(parts.checkFiles(plan2, inputs.overwrite));
  return plan2;
}
const tooLong = ({ timeout }) => new Failure(
  "STORE_UNREACHABLE",
  `Logging in and reading took longer than ${timeout} s; nothing was exported.`,
  {
    at: { input: "timeout" },
    fix: `timeout: ${timeout * 2}   # or find out what is slow with the step's debug log`
  }
);
function fail(problems) {
  const [first, ...rest] = problems;
  if (first) throw together([first, ...rest]);
}
const entriesOf = (named) => named.map(({ name, value, isPublic, origin, spelledOut, provider, inEnvChain }) => ({
  name,
  value,
  public: isPublic,
  destinations: origin.line.destinations,
  line: origin.line.line,
  file: origin.file,
  spelledOut,
  source: provider,
  envInChain: inEnvChain
}));
const MAX_NOTICES = 8;
async function load(parts, signal) {
  const watch = createWatch(parts.clock.now());
  await measured(parts, watch, () => loadWatched(parts, watch, signal), signal);
}
async function loadWatched(parts, watch, signal) {
  const { clock } = parts;
  const started = new Date(watch.started);
  const prepared = await prepare(parts, watch, signal);
  if (prepared.kind === "withheld") return withhold(parts, prepared);
  const { inputs, event, values, plan: plan2, identities, handed, cluster, signing } = prepared;
  const masked = await parts.mask(plan2.masks, inputs.minMaskLength);
  const found = [
    ...values.notices,
    ...plan2.notices,
    ...masked.notices,
    ...cluster?.notices ?? [],
    ...signing?.notices ?? []
  ];
  const notices = [...found, ...inputs.dryRun ? [] : handed.map(({ note: note2 }) => note2)];
  if (signal.aborted) throw new Failure("COMMAND_FAILED", "The run was cancelled; nothing was exported.");
  if (!inputs.dryRun && (cluster?.apply !== void 0 || signing !== void 0)) parts.runner.ready();
  const signed = inputs.dryRun ? signing?.planned : await signing?.sign(signal);
  const stopped = signed?.failed ?? cancelledAfter(signed, signal);
  const halted = stopped !== void 0;
  const applied = inputs.dryRun || halted ? void 0 : await cluster?.apply?.(signal);
  const done = applied?.report ?? cluster?.planned;
  const report = {
    version: parts.version,
    node: process.versions.node,
    event: event.name,
    ref: event.ref,
    repository: event.repository,
    started,
    durationMs: clock.now() - started.getTime(),
    dryRun: inputs.dryRun,
    identities,
    providers: providerFacts(watch),
    loaded: values.named.map((named) => loadedName(named, plan2)),
    absent: values.absent,
    counts: {
      env: plan2.variables.size,
      file: plan2.files.length,
      output: plan2.outputs.size,
      masks: masked.forms
    },
    notices,
    cluster: done === void 0 || halted ? void 0 : clusterFacts(done),
    signing: signed
  };
  const failure = stopped ?? done?.failure;
  if (failure !== void 0) {
    print(parts, inputs, { ...report, notices: found });
    if (signed !== void 0) parts.runner.setOutputs(secretTexts(signingOutputs(signed)));
    throw failure;
  }
  const carried = [...parts.earlier(), ...handed.flatMap(({ variables }) => [...variables.keys()])];
  if (!inputs.dryRun) {
    const outputs = new Map([
      ...outputsOf(report),
      ...clusterOutputs(done),
      ...cluster?.outputs ?? [],
      ...signingOutputs(signed)
    ]);
    try {
      parts.effects(plan2, inputs.overwrite, parts.document(report, carried), outputs);
    } catch (error) {
      const cluster2 = applied === void 0 ? report.cluster : await givenBack(applied, error);
      if (applied !== void 0 || signed !== void 0)
        print(parts, inputs, { ...report, notices: found, cluster: cluster2 });
      throw error;
    }
  }
  print(parts, inputs, report);
}
function cancelledAfter(signed, signal) {
  if (!signal.aborted || signed === void 0 || signed.dryRun) return void 0;
  return new Failure(
    "COMMAND_FAILED",
    "The run was cancelled after it had signed; nothing was applied or exported."
  );
}
async function givenBack(applied, error) {
  const report = await applied.undo(new AbortController().signal);
  return clusterFacts({ ...report, failure: asFailure(error) });
}
function print(parts, inputs, report) {
  const { runner } = parts;
  const notices = [...report.notices, ...report.signing?.notes ?? []];
  for (const line of logLines(report)) runner.info(line);
  const details = logDetails(report);
  if (details.length > 0) runner.group(`All ${report.loaded.length} names`, details);
  if (notices.length > MAX_NOTICES) runner.group(`${notices.length} notes`, notices);
  else for (const notice of notices) runner.info(`    note: ${notice}`);
  if (inputs.summary) runner.summary(parts.summary(report));
}
function withhold(parts, { inputs, why, signs }) {
  const { fix, message, title } = withheldWords(why, signs, inputs.secrets.trim() !== "");
  if (inputs.onUntrusted === "fail") throw new Failure("EVENT_UNTRUSTED", message, { fix });
  parts.runner.annotate("notice", `Skipped: ${signs ? `${why}, and no identity token` : why}.`, { title });
  parts.effects(
    emptyPlan,
    false,
    "",
    /* @__PURE__ */ new Map([
      ["skipped", "true"],
      ["loaded", "[]"],
      ["sources", "{}"]
    ])
  );
}
const GUARD = "on-untrusted: skip   # and guard later steps with: if: steps.ID.outputs.skipped != 'true'";
function withheldWords(why, signs, loads) {
  if (!signs) return { message: `No secrets here: ${why}.`, title: "No secrets for this event", fix: GUARD };
  const nothing = loads ? "Nothing is loaded or signed" : "Nothing is signed";
  return {
    message: `${nothing} here: ${why}, and no identity token.`,
    title: `${nothing} for this event`,
    fix: `${GUARD}
Sign where the token is given: on push, after the merge. To leave such runs out:
if: github.event_name == 'push'`
  };
}
const secretTexts = (texts) => new Map(texts.map(([name, text]) => [name, Secret.of(text)]));
const emptyPlan = {
  masks: [],
  unmasked: [],
  files: [],
  outputs: /* @__PURE__ */ new Map(),
  variables: /* @__PURE__ */ new Map(),
  notices: []
};
function loadedName(named, plan2) {
  const destinations = [
    ...plan2.variables.has(named.name) ? ["env"] : [],
    ...plan2.outputs.has(named.name) ? ["output"] : [],
    ...plan2.files.some((file) => file.names.includes(named.name)) ? ["file"] : [],
    ...named.origin.line.destinations.flatMap(
      (to) => to.kind === "secret" || to.kind === "configmap" ? [`${to.kind} ${to.object}`] : []
    )
  ];
  return {
    name: named.name,
    provider: named.provider,
    shown: named.shown,
    version: named.version,
    date: named.date,
    expires: named.expires,
    requestId: named.requestId,
    destinations: destinations.length > 0 ? destinations : ["none"],
    masked: !plan2.unmasked.includes(named.name),
    chained: named.origin.line.source.kind === "bare",
    skipped: named.skipped
  };
}
const outputsOf = (report) => /* @__PURE__ */ new Map([
  ["loaded", JSON.stringify(report.loaded.map(({ name }) => name))],
  [
    "sources",
    JSON.stringify(Object.fromEntries(report.loaded.map(({ name, provider }) => [name, provider])))
  ],
  ["skipped", "false"]
]);
var load$1 = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  load
});
function checkFiles(files, { roots, overwrite }) {
  const problems = [];
  for (const file of files) {
    const target = safePath(file.path, roots);
    const who = file.names.length === 1 ? file.names[0] : "export-file";
    if (target instanceof Failure)
      problems.push(new Failure(target.code, `${who}: ${target.message}`, { fix: target.fix }));
    else if (!overwrite && !file.ours && fs.lstatSync(target, { throwIfNoEntry: false }) !== void 0)
      problems.push(
        new Failure("FILE_EXISTS", `${who}: its file exists already.`, {
          fix: "overwrite: true   # or another path"
        })
      );
  }
  return problems;
}
function writeFiles(files, settings2) {
  const written = [];
  try {
    for (const file of files) {
      const overwrite = settings2.overwrite || file.ours === true;
      const old = overwrite && fs.existsSync(file.path) ? fs.readFileSync(file.path) : void 0;
      const path2 = createFile(file.path, file.content.revealBytes(), { ...settings2, overwrite });
      written.push({ path: path2, old });
    }
    return written.map(({ path: path2 }) => path2);
  } catch (error) {
    for (const { path: path2, old } of written) {
      if (old === void 0) fs.rmSync(path2, { force: true });
      else createFile(path2, old, { ...settings2, overwrite: true });
    }
    throw error;
  }
}
const BASE64_WIDTHS = [76, 64, 60];
const HEX_WIDTHS = [60, 64];
const PLAIN = /^[\w.-]*$/;
function* textForms(text) {
  if (PLAIN.test(text)) return yield text;
  const json = JSON.stringify(text).slice(1, -1);
  yield json;
  const go = json.replace(/[<>&\u2028\u2029]/g, unicodeEscape);
  yield go;
  yield go.replace(/[\u007f-\uffff]/g, unicodeEscape);
  yield json.replace(/[\u007f-\uffff]/g, unicodeEscape);
  yield json.replaceAll("/", "\\/");
  const url = text.isWellFormed() ? encodeURIComponent(text) : text;
  const strict = url.replace(/[!'()*]/g, percent);
  yield url;
  yield strict;
  yield strict.replaceAll("%20", "+");
  yield strict.replaceAll("%20", "+").replaceAll("%2A", "*");
  yield strict.replaceAll("~", "%7E").replaceAll("%20", "+").replaceAll("%2A", "*");
  yield strict.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
  yield text.isWellFormed() ? encodeURI(text) : text;
  yield text.replaceAll("'", String.raw`'\''`);
  yield text.replaceAll("'", `'"'"'`);
  yield text.replace(/["\\$`]/g, "\\$&");
  yield text.replace(/[^A-Za-z0-9_@%+=:,./\n\u0080-\uffff-]/g, "\\$&");
}
function* encodings(bytes, kind) {
  if (kind === "wrapped") {
    const base642 = bytes.toString("base64");
    for (const width of BASE64_WIDTHS) if (base642.length > width) yield* wrapped(base642, width);
    const hex2 = bytes.toString("hex");
    for (const width of HEX_WIDTHS) {
      if (hex2.length <= width) continue;
      yield* wrapped(hex2, width);
      yield* wrapped(hex2.toUpperCase(), width);
    }
    return;
  }
  if (kind === "whole") {
    const base642 = bytes.toString("base64");
    yield* bothAlphabets(base642);
    yield* bothAlphabets(base642.replace(/=+$/, ""));
    const hex2 = bytes.toString("hex");
    yield hex2;
    yield hex2.toUpperCase();
  }
  for (const start of [0, 1, 2]) {
    const length = Math.floor((bytes.length - start) / 3) * 3;
    if (length > 0) yield* bothAlphabets(bytes.subarray(start, start + length).toString("base64"));
  }
}
function* bothAlphabets(base642) {
  yield base642;
  yield base642.replaceAll("+", "-").replaceAll("/", "_");
}
function* wrapped(text, width) {
  for (let i = 0; i < text.length; i += width) yield text.slice(i, i + width);
}
const unicodeEscape = (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
const percent = (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
const MAX_FORMS_PER_VALUE = 300;
const MAX_FORMS_PER_RUN = 5e3;
const MAX_PLAIN_FORMS = 5e4;
const MAX_WHOLE_BYTES = 256 * 1024;
const MIN_ENCODED = 8;
const MIN_SLICED_LINE = 12;
const COMMON = new Set(
  "true false null none nil undefined yes no on off enabled disabled default localhost production staging development".split(
    " "
  )
);
const ARMOR = /^-----(?:BEGIN|END) [A-Z0-9 ]+-----$/;
const SHORT_PUNCTUATION = /^[\p{P}\p{S}\s]{0,7}$/u;
const MAX_PUNCTUATION_UNITS = 14;
const ASSIGNMENT = /^(?:-\s+)?(?:export\s+)?["']?[\w.-]+["']?\s*[:=]\s*(.+)$|^-\s+(.+)$/;
const USERINFO = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/([^/?#\s]+)@/;
function isMaskable(text, min) {
  return (text.length >= 2 * min || [...text].length >= min) && !COMMON.has(text.toLowerCase()) && (text.length > MAX_PUNCTUATION_UNITS || !SHORT_PUNCTUATION.test(text)) && !ARMOR.test(text);
}
function maskForms(value, { min }) {
  const plain = plainForms(value, min);
  const derived = derivedForms(value, plain, min);
  return { forms: [...plain.essential, ...derived.forms], tooShort: plain.tooShort, cut: derived.cut };
}
function looksLikeYaml(value) {
  if (value.byteLength > MAX_WHOLE_BYTES) return false;
  const text = value.reveal() ?? "";
  return text.trim().includes("\n") && /^[ \t]*(?:- |["']?[\w.-]+["']?[ \t]*:(?:\s|$)|\{)/m.test(text);
}
function withoutEnd(text) {
  let end = text.length;
  while (end > 0 && (text[end - 1] === "\n" || text[end - 1] === "\r")) end -= 1;
  return text.slice(0, end);
}
const isTooShort = (value, min) => plainForms(value, min).tooShort;
function runMasks(values, min) {
  const unique = [
    ...new Map(values.map((value) => [Buffer.from(value.revealBytes()).toString("latin1"), value])).values()
  ];
  const plains = unique.map((value) => plainForms(value, min));
  const all = /* @__PURE__ */ new Set([
    ...plains.flatMap(({ units }) => units),
    ...plains.flatMap(({ essential }) => [...essential])
  ]);
  const plain = all.size;
  let isCut = false;
  for (const [i, value] of unique.entries()) {
    if (all.size > MAX_FORMS_PER_RUN) break;
    const derived = derivedForms(value, plains[i], min);
    isCut ||= derived.cut;
    for (const form of derived.forms) all.add(form);
  }
  const notices = [];
  if (plain > MAX_PLAIN_FORMS)
    notices.push(
      `The values have more than ${MAX_PLAIN_FORMS} lines: those beyond are not masked. Do not print the large ones.`
    );
  if (all.size > MAX_FORMS_PER_RUN)
    notices.push(
      `More than ${MAX_FORMS_PER_RUN} masks: of some values only the lines and the base64 of the whole are masked.`
    );
  if (isCut)
    notices.push(
      `A large value has more than ${MAX_FORMS_PER_VALUE} encoded forms: its lines are masked, some encodings of parts of it are not.`
    );
  const bound = Math.min(Math.max(plain, MAX_FORMS_PER_RUN), MAX_PLAIN_FORMS);
  return { forms: [...all].slice(0, bound), notices };
}
function plainForms(value, min) {
  const bytes = value.revealBytes();
  const text = value.reveal();
  const units = text === void 0 ? [] : plainUnits(text, min);
  const essential = new Set(units);
  if (isEncodable(bytes, text, min)) essential.add(Buffer.from(bytes).toString("base64"));
  const tooShort = bytes.length > 0 && (text === void 0 ? bytes.length < min : units.length === 0);
  return { units, essential, tooShort };
}
const isEncodable = (bytes, text, min) => bytes.length <= MAX_WHOLE_BYTES && (text === void 0 ? bytes.length >= min : isMaskable(text.trim(), min));
function derivedForms(value, { units, essential }, min) {
  const text = value.reveal();
  const whole = Buffer.from(value.revealBytes());
  const room = MAX_FORMS_PER_VALUE - essential.size;
  if (!isEncodable(whole, text, min)) return { forms: [], cut: whole.length > MAX_WHOLE_BYTES };
  const derived = /* @__PURE__ */ new Set();
  const add = (forms, least) => {
    if (derived.size > room) return;
    for (const form of forms) {
      if (form.length >= least && !/[\r\n]/.test(form) && !essential.has(form) && isMaskable(form, min))
        derived.add(form);
      if (derived.size > room) return;
    }
  };
  if (text !== void 0)
    for (const unit of /* @__PURE__ */ new Set([text, withoutEnd(text), text.trim(), ...units])) add(textForms(unit), min);
  const trimmed = trimNewlines(whole);
  const ended = Buffer.concat([trimmed, Buffer.from("\n")]);
  const isBare = trimmed.length === whole.length;
  for (const bytes of isBare ? [whole, ended] : [whole, trimmed, ended])
    add(encodings(bytes, "whole"), MIN_ENCODED);
  for (const unit of units)
    if (unit.length >= MIN_SLICED_LINE) add(encodings(Buffer.from(unit), "slices"), MIN_ENCODED);
  for (const bytes of isBare ? [whole, ended] : [trimmed, ended, whole])
    add(encodings(bytes, "wrapped"), MIN_ENCODED);
  return { forms: [...derived].slice(0, Math.max(0, room)), cut: derived.size > Math.max(0, room) };
}
function plainUnits(text, min) {
  const units = /* @__PURE__ */ new Set();
  const add = (unit) => {
    for (const line of unit.split(/[\r\n]+/)) if (isMaskable(line.trim(), min)) units.add(line.trim());
  };
  add(text);
  const lines = [...units];
  for (const line of lines) {
    const match = ASSIGNMENT.exec(line);
    const assigned = match?.[1] ?? match?.[2];
    if (assigned !== void 0 && text.trim().includes("\n")) add(assigned.replace(/^(["'])(.*)\1,?$/, "$2"));
  }
  for (const leaf of jsonLeaves(text)) add(leaf);
  const urls = [...units];
  for (const unit of urls) {
    const userinfo = USERINFO.exec(unit)?.[1];
    if (userinfo === void 0 || !userinfo.includes(":")) continue;
    const password = userinfo.slice(userinfo.indexOf(":") + 1);
    add(userinfo);
    add(password);
    add(decoded(password));
  }
  return [...units];
}
function jsonLeaves(text) {
  if (!/^\s*[[{"]/.test(text)) return [];
  const leaves = [];
  try {
    JSON.parse(text, (_key, value, context) => {
      if (typeof value === "string") leaves.push(value);
      else if (typeof value === "number" && (context?.source ?? "").length >= MIN_ENCODED)
        leaves.push(context.source);
      return value;
    });
  } catch {
    return [];
  }
  return leaves;
}
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
function trimNewlines(bytes) {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 10 || bytes[end - 1] === 13)) end--;
  return bytes.subarray(0, end);
}
var masks = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  MAX_FORMS_PER_RUN,
  MAX_FORMS_PER_VALUE,
  isTooShort,
  looksLikeYaml,
  maskForms,
  runMasks
});
async function maskValues(values, min) {
  const documents = values.filter(looksLikeYaml);
  if (documents.length === 0) return runMasks(values, min);
  const { yamlLeaves } = await import("./kernel-yaml-leaves.js");
  await loadYaml();
  return runMasks([...values, ...yamlLeaves(documents)], min);
}
const SCHEMA = 1;
function reportDocument(report, carried) {
  const { loaded, absent } = report;
  const document2 = {
    schema: SCHEMA,
    version: report.version,
    started: report.started.toISOString(),
    event: report.event,
    ref: report.ref,
    repository: report.repository,
    dry_run: report.dryRun,
    identities: report.identities.map(({ provider, subject, account, expires, token }) => ({
      provider,
      subject,
      account: account ?? null,
      expires: expires?.toISOString() ?? null,
      token_subject: token?.subject ?? null,
      token_audience: token?.audience ?? null
    })),
    loaded: loaded.map((row) => ({
      name: row.name,
      provider: row.provider,
      locator: row.shown,
      version: row.version ?? null,
      date: row.date?.toISOString() ?? null,
      expires: row.expires?.toISOString() ?? null,
      request_id: row.requestId ?? null,
      destinations: row.destinations,
      masked: row.masked,
      skipped: row.skipped
    })),
    absent,
    carried,
    metrics: {
      requested: loaded.length + absent.length,
      loaded: loaded.length,
      fallbacks: loaded.filter((row) => row.skipped.length > 0).length,
      masks: report.counts.masks,
      duration_ms: Math.round(report.durationMs),
      providers: report.providers.map(providerMetrics)
    },
    notices: report.notices,
    cluster: report.cluster === void 0 ? null : clusterDocument(report.cluster),
    signing: report.signing === void 0 ? null : signingDocument(report.signing)
  };
  return `${JSON.stringify(document2, null, 2)}
`;
}
const clusterDocument = (facts) => ({
  cluster: facts.cluster,
  user: facts.user,
  field_manager: facts.manager,
  dry_run: facts.dryRun,
  applied: facts.objects.map(({ object: object2, verb, changes, ms, formerOwner, notes }) => ({
    object: object2,
    verb,
    changes,
    duration_ms: Math.round(ms),
    former_owner: formerOwner ?? null,
    notes
  })),
  left: facts.left,
  synced: facts.synced.map(waitDocument),
  restarted: facts.restarted.map(waitDocument),
  names: Object.fromEntries(facts.names),
  notices: facts.notices,
  failed: facts.failed ?? null
});
const waitDocument = ({ object: object2, is, secrets, ms, why }) => ({
  object: object2,
  is,
  secrets,
  duration_ms: Math.round(ms),
  why: why ?? null
});
const providerMetrics = (facts) => ({
  provider: facts.provider,
  authenticated: facts.authenticated ?? null,
  sealed: facts.sealed ?? null,
  references: facts.references,
  cache_hits: facts.cacheHits,
  outcomes: facts.outcomes.map(({ outcome, reason, count }) => ({ outcome, reason: reason ?? null, count })),
  requests: facts.requestsMs.length,
  requests_ms: Math.round(facts.requestsMs.reduce((sum, ms) => sum + ms, 0)),
  slowest_request_ms: Math.round(Math.max(0, ...facts.requestsMs)),
  waited_ms: Math.round(facts.waitedMs)
});
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
function namesOf(text) {
  try {
    const { loaded, carried } = JSON.parse(text);
    const names = Array.isArray(loaded) ? loaded.map((row) => row?.name) : [];
    const earlier = Array.isArray(carried) ? carried : [];
    return [
      ...new Set(
        [...names, ...earlier].filter((name) => typeof name === "string" && NAME.test(name))
      )
    ];
  } catch {
    return [];
  }
}
var document = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  clusterDocument,
  namesOf,
  reportDocument
});
const clusterJobOf = (runner) => async (context) => {
  if (!concernsCluster(context)) return void 0;
  const [{ clusterJob }, { clusterParts }] = await Promise.all([
    import("./cluster.js").then(function(n) {
      return n.d;
    }),
    import("./cluster.js").then(function(n) {
      return n.e;
    })
  ]);
  return await clusterJob(clusterParts(runner, context), context);
};
const LIST_SEPARATOR = /[\n,]+/;
const split = (text) => text.split(LIST_SEPARATOR).map((part2) => part2.trim()).filter((part2) => part2 !== "");
function readInputs(env, tables, defaults = /* @__PURE__ */ new Map()) {
  const core = readTable(INPUTS, env, defaults);
  const providers = new Map(tables.map(({ id, inputs }) => [id, readTable(inputs, env, defaults)]));
  return {
    inputs: core.values,
    providers,
    problems: [core, ...providers.values()].flatMap(({ problems }) => problems),
    unknown: unknownInputs(env, [...INPUTS, ...tables.flatMap(({ inputs }) => inputs)])
  };
}
function readTable(table, env, defaults) {
  const problems = [];
  const values = {};
  let given = false;
  let ambient = false;
  for (const spec of table) {
    const text = env[`INPUT_${spec.name.toUpperCase()}`] ?? "";
    const isSet = text.trim() !== "";
    if (isSet && text !== spec.default) given = true;
    const beaten = spec.env?.some((name) => (env[name] ?? "") !== "") ?? false;
    if (beaten) ambient = true;
    const unset = (beaten ? void 0 : defaults.get(spec.name)) ?? spec.default ?? "";
    const value = valueOf(spec, isSet ? text : unset);
    if (value instanceof Failure) problems.push(value);
    else values[camel(spec.name)] = value;
  }
  return { values, given, ambient, problems };
}
const camel = (name) => name.replaceAll(/-([a-z])/g, (_, letter) => letter.toUpperCase());
function valueOf(spec, text) {
  const trimmed = text.trim();
  switch (spec.kind) {
    case "lines":
      return text;
    case "text":
      return spec.secret ? trimmed === "" ? void 0 : Secret.of(text.replace(/[\r\n]+$/, "")) : trimmed;
    case "list":
    case "files": {
      const words = split(text);
      if (spec.choices && words.some((word) => !spec.choices.includes(word)))
        return invalid(
          spec,
          `a list of these words: ${spec.choices.join(", ")}`,
          `${spec.name}: ${spec.choices[0]}`
        );
      return words;
    }
    case "choice":
      if (spec.choices.includes(trimmed)) return trimmed;
      return invalid(spec, `one of ${spec.choices.join(", ")}`, `${spec.name}: ${spec.default}`);
    case "boolean":
      if (/^(true|false)$/i.test(trimmed)) return trimmed.toLowerCase() === "true";
      return invalid(spec, "true or false", `${spec.name}: true`);
    case "integer": {
      if (trimmed === "") return void 0;
      const { min = 0, max = Number.MAX_SAFE_INTEGER } = spec;
      const value = Number(trimmed);
      if (/^\d+$/.test(trimmed) && value >= min && value <= max) return value;
      return invalid(spec, `a whole number from ${min} to ${max}`, `${spec.name}: ${spec.default ?? min}`);
    }
  }
}
const invalid = ({ name }, must, fix) => new Failure("INPUT_INVALID", `The input ${name} must be ${must}.`, { at: { input: name }, fix });
function unknownInputs(env, table) {
  const known = new Set(table.map(({ name }) => name));
  return Object.keys(env).filter((key) => key.startsWith("INPUT_")).map((key) => key.slice("INPUT_".length).toLowerCase()).filter((name) => !known.has(name)).map((name) => ({ name, near: nearest(name.replaceAll("_", "-"), known) }));
}
class Places {
  values = /* @__PURE__ */ new Map();
  #taken = /* @__PURE__ */ new Map();
  #what;
  constructor(what) {
    this.#what = what;
  }
  add(entry, value) {
    const other = this.#taken.get(entry.name.toLowerCase());
    if (other === void 0) {
      this.#taken.set(entry.name.toLowerCase(), entry);
      this.values.set(entry.name, value);
      return void 0;
    }
    const where = other.file === void 0 ? `line ${other.line}` : `${other.file} line ${other.line}`;
    const same = other.name === entry.name ? "the same name" : `a name that differs from ${other.name} in case only`;
    return new Failure("NAME_COLLISION", `Two ${this.#what} have ${same}; the other is of ${where}.`, {
      fix: "Rename one of them on the left, or give one of two wildcards a prefix."
    });
  }
}
function alreadySet(entry, value, settings2, notices) {
  const { env, ours, overwrite, platform } = settings2;
  const same = (name) => platform === "win32" ? name.toLowerCase() === entry.name.toLowerCase() : name === entry.name;
  const set = Object.keys(env).find(same);
  const current = set === void 0 ? void 0 : env[set];
  if (current === void 0 || value.equals(Secret.of(current)) || ours.some(same)) return void 0;
  if (entry.envInChain)
    notices.push(`${entry.name}: the value of ${entry.source} replaces the variable that was set.`);
  else if (overwrite) notices.push(`${entry.name}: replaces the variable that was set, as overwrite says.`);
  else
    return new Failure("NAME_ALREADY_SET", "A variable of this name is set already, with another value.", {
      fix: "Choose another name on the left of the line, or: overwrite: true"
    });
  return void 0;
}
const MAX_VARIABLE_BYTES = 128 * 1024;
const MAX_WINDOWS_UNITS = 32767;
const MAX_TOTAL_BYTES = 1024 * 1024;
const asFile = (name) => `${name} = \u2026 as file`;
function checkText(name, value, kind, platform) {
  const fix = asFile(name);
  const text = value.reveal();
  if (text === void 0) return new Failure("VALUE_UNSUITABLE", "The value is not UTF-8 text.", { fix });
  if (text.includes("\0"))
    return new Failure("VALUE_UNSUITABLE", "The value holds a NUL character.", { fix });
  if (kind === "output")
    return value.byteLength > MAX_TOTAL_BYTES ? new Failure("VALUE_TOO_LARGE", "The value is larger than 1 MiB, the most that an output takes.", {
      fix
    }) : void 0;
  if (platform === "win32")
    return name.length + text.length + 2 > MAX_WINDOWS_UNITS ? new Failure(
      "VALUE_TOO_LARGE",
      "The value is longer than 32,767 characters, the most that a variable of Windows takes.",
      { fix }
    ) : void 0;
  return name.length + value.byteLength + 2 > MAX_VARIABLE_BYTES ? new Failure("VALUE_TOO_LARGE", "The value is larger than 128 KiB, the most that a variable takes.", {
    fix
  }) : void 0;
}
const SHORT = 8;
function plan(entries, settings2) {
  const problems = [];
  const notices = [];
  const variables = new Places("variables");
  const outputs = new Places("outputs");
  const common = new Places("keys of the exported file");
  const files = [];
  const folder = path.join(settings2.temp, settings2.folder ?? `secrets-${randomUuid()}`);
  for (const entry of entries) {
    const problem = (failure) => {
      if (failure !== void 0) problems.push(placed(failure, entry));
    };
    const kinds = entry.destinations.length > 0 ? entry.destinations : [settings2.exportDefault];
    for (const destination of kinds) {
      const kind = typeof destination === "string" ? destination : destination.kind;
      problem(checkName(entry.name, { spelledOut: entry.spelledOut, destination: kind }));
      if (kind === "output") {
        problem(checkText(entry.name, entry.value, "output", settings2.platform));
        problem(outputs.add(entry, entry.value));
      } else if (kind === "env") {
        problem(checkText(entry.name, entry.value, "env", settings2.platform));
        problem(alreadySet(entry, entry.value, settings2, notices));
        problem(variables.add(entry, entry.value));
      } else if (kind === "file" && typeof destination === "string") {
        problem(common.add(entry, entry.value));
      } else if (kind === "file") {
        const named = typeof destination === "object" && destination.kind === "file" ? destination.path : void 0;
        const at = named === void 0 ? path.join(folder, entry.name) : below(named, settings2);
        if (at instanceof Failure) {
          problem(at);
          continue;
        }
        const where = Secret.of(at);
        problem(alreadySet(entry, where, settings2, notices));
        problem(variables.add(entry, where));
        if (files.some((file) => sameFile(file.path, at)))
          problem(
            new Failure("NAME_COLLISION", "Two lines write the same file.", {
              fix: "Give each its own path."
            })
          );
        files.push({ names: [entry.name], path: at, format: "raw", content: entry.value });
        if (named !== void 0 && isInside(at, settings2.workspace))
          notices.push(`${entry.name}: its file lies in the workspace; keep it out of images and artifacts.`);
      }
    }
  }
  if (common.values.size > 0) {
    const file = commonFile(common.values, folder, settings2);
    if (file instanceof Failure) problems.push(file);
    else if (files.some((other) => sameFile(other.path, file.path)))
      problems.push(
        new Failure("NAME_COLLISION", "A line writes the same file as export-file.", {
          at: { input: "export-file" }
        })
      );
    else files.push(file);
  }
  for (const [places, kind] of [
    [variables, "variables"],
    [outputs, "outputs"]
  ]) {
    const total = [...places.values].reduce(
      (sum, [name, value]) => sum + name.length + value.byteLength + 2,
      0
    );
    if (total > MAX_TOTAL_BYTES)
      problems.push(
        new Failure("VALUE_TOO_LARGE", `All ${kind} together are larger than 1 MiB.`, {
          fix: "Give the large values the destination `as file`."
        })
      );
  }
  if (problems.length > 0) return { problems };
  const masking = masksOf(entries, settings2.minMaskLength, notices);
  return { plan: { ...masking, files, outputs: outputs.values, variables: variables.values, notices } };
}
function below(file, settings2) {
  const fix = "Name a file below the workspace or RUNNER_TEMP.";
  if (file === "" || file.includes("\0") || file.split(/[\\/]/).includes(".."))
    return new Failure(
      "FILE_UNSAFE",
      "This path cannot be written: it is empty, or holds .. or a NUL character.",
      { fix }
    );
  const absolute = path.resolve(settings2.workspace, file);
  if (isInside(absolute, settings2.workspace) || isInside(absolute, settings2.temp)) return absolute;
  return new Failure("FILE_UNSAFE", "This path lies outside the workspace and RUNNER_TEMP.", { fix });
}
function isInside(file, folder) {
  const relative = path.relative(folder, file);
  return relative !== "" && relative.split(path.sep)[0] !== ".." && !path.isAbsolute(relative);
}
const sameFile = (a, b) => a.toLowerCase() === b.toLowerCase();
function commonFile(values, folder, settings2) {
  const at = { input: "export-file" };
  const file = settings2.exportFile === "" ? path.join(folder, "secrets.env") : below(settings2.exportFile, settings2);
  if (file instanceof Failure) return new Failure(file.code, file.message, { at, fix: file.fix });
  const format = formatOf(file);
  if (format === void 0)
    return new Failure("INPUT_INVALID", "The suffix of export-file names no format.", {
      at,
      fix: "export-file: secrets.env   # or .json, .yaml"
    });
  const content = fileOf$1(values, format);
  if (content instanceof Failure)
    return new Failure(content.code, content.message, {
      at,
      ...content.fix === void 0 ? {} : { fix: content.fix }
    });
  return { names: [...values.keys()], path: file, format, content };
}
function masksOf(entries, min, notices) {
  const masks2 = [];
  const unmasked = [];
  for (const { name, value, public: isPublic, plain } of entries) {
    if (plain) continue;
    if (value.isEmpty) {
      notices.push(`${name} is empty.`);
      continue;
    }
    if (isPublic) {
      unmasked.push(name);
      notices.push(`${name} is not masked: it is public.`);
      continue;
    }
    masks2.push(value);
    if (isTooShort(value, min)) {
      unmasked.push(name);
      notices.push(`${name} is not masked: it is too short or too common a word; do not print it.`);
    } else if (value.byteLength < SHORT)
      notices.push(`${name} is short: its mask may hide other text of the log too.`);
  }
  return { masks: masks2, unmasked };
}
function placed(failure, entry) {
  const at = entry.input !== void 0 ? { input: entry.input } : entry.file === void 0 ? { input: "secrets", line: entry.line } : { file: entry.file, line: entry.line };
  return new Failure(
    failure.code,
    `${entry.name}: ${failure.message}`,
    failure.fix === void 0 ? { at } : { at, fix: failure.fix }
  );
}
const SHA256_HEX_LENGTH = 64;
const NEUTRAL_FOLDER = path.dirname(process.execPath);
function git(folder, args, env) {
  const guard = [
    "-c",
    "safe.directory=*",
    "-c",
    "safe.bareRepository=explicit",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null"
  ];
  const clean = {
    PATH: env["PATH"],
    SYSTEMROOT: env["SYSTEMROOT"],
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_NO_LAZY_FETCH: "1"
  };
  const ran = runQuietly("git", [...guard, "-C", folder, ...args], clean, NEUTRAL_FOLDER);
  return ran.status === 0 ? ran.stdout.toString("utf8") : void 0;
}
function checkoutOf(folder, env) {
  const root = git(folder, ["rev-parse", "--show-toplevel"], env)?.replace(/\r?\n$/, "");
  const head = git(folder, ["rev-parse", "--verify", "HEAD^{commit}"], env)?.trim();
  return root && head ? { root, head } : void 0;
}
function superprojectOf(checkout, env) {
  const parent = checkoutOf(path.dirname(checkout.root), env);
  if (parent === void 0) return void 0;
  const relative = path.relative(parent.root, checkout.root).replaceAll("\\", "/");
  const listed2 = git(parent.root, ["ls-tree", "-z", "--full-tree", parent.head, "--", relative], env);
  return listed2?.startsWith(`160000 commit ${checkout.head}	`) === true ? parent : void 0;
}
function isHeadsBlob(checkout, file, bytes, env) {
  const relative = path.relative(checkout.root, file).replaceAll("\\", "/");
  const listed2 = git(checkout.root, ["ls-tree", "-z", "--full-tree", checkout.head, "--", relative], env);
  const match = /^100(?:644|755) blob ([0-9a-f]{40,64})\t/.exec(listed2 ?? "");
  return match !== null && match[1] === blobId(bytes, match[1].length);
}
function blobId(bytes, hexLength) {
  return crypto.createHash(hexLength === SHA256_HEX_LENGTH ? "sha256" : "sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
function checkoutFacts(workspace, files, env) {
  const found = /* @__PURE__ */ new Map();
  const at = (folder) => {
    const checkout = checkoutOf(folder, env);
    const key = checkout?.root ?? folder;
    const entry = found.get(key) ?? { checkout, files: [] };
    found.set(key, entry);
    return entry;
  };
  at(fs.realpathSync(workspace));
  for (const shown of files) {
    const full = path.resolve(workspace, shown);
    if (!fs.statSync(full, { throwIfNoEntry: false })?.isFile()) continue;
    const real = fs.realpathSync(full);
    const entry = at(path.dirname(real));
    const same = entry.checkout !== void 0 && isHeadsBlob(entry.checkout, real, fs.readFileSync(real), env);
    entry.files.push({ shown, isHeadsBlob: same });
  }
  return [...found].map(([root, entry]) => ({
    shown: path.relative(workspace, root) || ".",
    head: entry.checkout?.head,
    recordedBy: entry.checkout === void 0 ? void 0 : superprojectOf(entry.checkout, env)?.head,
    files: entry.files
  }));
}
const FILE_MODE = 384;
const CAREFUL = (fs.constants.O_NOFOLLOW ?? 0) | (fs.constants.O_NONBLOCK ?? 0);
function appendFile(file, text, roots) {
  const target = safePath(file, roots);
  if (target instanceof Failure) throw target;
  let fd;
  try {
    makeFolder(target);
    const { O_WRONLY, O_CREAT, O_APPEND } = fs.constants;
    fd = fs.openSync(target, O_WRONLY | O_CREAT | O_APPEND | CAREFUL, FILE_MODE);
    if (!fs.fstatSync(fd).isFile()) throw unwritable(file, "no regular file");
    fs.fchmodSync(fd, FILE_MODE);
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += fs.writeSync(fd, bytes, at);
  } catch (error) {
    if (error instanceof Failure) throw error;
    const code = error?.code;
    throw unwritable(file, typeof code === "string" && /^[A-Z]+$/.test(code) ? code : "unknown");
  } finally {
    if (fd !== void 0) fs.closeSync(fd);
  }
}
const unwritable = (file, why) => new Failure("FILE_UNREADABLE", `The file cannot be written (${why}).`, { at: { file } });
function lazyHttp(env, ca) {
  let loading;
  const load2 = async () => {
    const { createHttp } = await import("./kernel-http-client.js").then(function(n) {
      return n.h;
    });
    const trusted = ca();
    return createHttp({ env, clock: systemClock, ...trusted === void 0 ? {} : { ca: trusted } });
  };
  return {
    send: async (request, signal) => (await (loading ??= load2())).send(request, signal),
    stream: async (request, signal) => (await (loading ??= load2())).stream(request, signal),
    close: () => void loading?.then((http) => http.close())
  };
}
var lazyHttp$1 = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  lazyHttp
});
function createTrail(now) {
  const logins = [];
  const reads = [];
  const requests = [];
  const calls = [];
  const note2 = (provider, locator, outcome) => {
    const found = outcome.is === "found" ? outcome : void 0;
    reads.push({
      provider,
      id: locator.id,
      shown: locator.shown,
      outcome: outcome.is,
      code: outcome.is === "failed" ? outcome.error.code : void 0,
      version: found?.version,
      requestId: outcome.is === "failed" ? outcome.error.requestId : found?.requestId,
      expires: found?.expires,
      at: now()
    });
  };
  const followed = (provider, session) => async (locators, signal) => {
    const started = now();
    try {
      const outcomes = await session.read(locators, signal);
      for (const locator of locators) {
        const outcome = outcomes.get(locator.id);
        if (outcome !== void 0) note2(provider, locator, outcome);
      }
      return outcomes;
    } catch (error) {
      const failed = { is: "failed", error: asFailure(error) };
      for (const locator of locators) note2(provider, locator, failed);
      throw error;
    } finally {
      calls.push({ provider, ms: now() - started });
    }
  };
  return {
    logins,
    reads,
    requests,
    calls,
    requested: (provider, ms) => void requests.push({ provider, ms }),
    follow: async (provider, opening) => {
      const started = now();
      try {
        const session = await opening;
        logins.push({ provider, code: void 0, who: session.who, at: now() });
        return { ...session, read: followed(provider, session) };
      } catch (error) {
        logins.push({ provider, code: asFailure(error).code, who: void 0, at: now() });
        throw error;
      } finally {
        calls.push({ provider, ms: now() - started });
      }
    }
  };
}
function createSessions(now = systemClock.now) {
  const opening = /* @__PURE__ */ new Map();
  const opened = [];
  const trail = createTrail(now);
  return {
    of: (provider, signal) => {
      const present = opening.get(provider.id);
      if (present) return present;
      const promise = trail.follow(provider.id, provider.open(signal)).then((session) => {
        opened.push({ provider: provider.id, session });
        return session;
      });
      opening.set(provider.id, promise);
      return promise;
    },
    opened: () => opened,
    trail,
    close: async (signal) => {
      await Promise.allSettled(opening.values());
      await Promise.allSettled(opened.map(({ session }) => session.close(signal)));
    }
  };
}
function fileKeeper(runner) {
  const kept = inMemory();
  const ids = /* @__PURE__ */ new Map();
  let file;
  let count = 0;
  const saveNotes = () => runner.saveState(
    NOTES_STATE,
    kept.left().left.map(({ record }) => record["note"]).filter((note2) => typeof note2 === "string").join("\n")
  );
  return {
    ...kept,
    leave: (leftover, ca) => {
      if (file === void 0) {
        const path2 = leftoversPath(runner.temp);
        runner.saveState(CREDENTIALS_STATE, path2);
        file = path2;
      }
      const { provider, record } = leftover;
      const trusted = ca();
      count += 1;
      addLines(file, [...trusted === void 0 ? [] : [{ ca: trusted }], { id: count, provider, record }]);
      ids.set(leftover, count);
      kept.leave(leftover, ca);
      if (typeof record["note"] === "string") saveNotes();
    },
    settle: (leftover) => {
      const id = ids.get(leftover);
      if (file === void 0 || id === void 0) return;
      ids.delete(leftover);
      kept.settle(leftover);
      if (ids.size > 0) addLines(file, [{ settled: id }]);
      else fs.rmSync(file, { force: true });
      if (typeof leftover.record["note"] === "string") saveNotes();
    }
  };
}
function inMemory() {
  const kept = /* @__PURE__ */ new Set();
  let trusted;
  return {
    leave: (leftover, ca) => {
      kept.add(leftover);
      trusted = ca();
    },
    settle: (leftover) => void kept.delete(leftover),
    left: () => ({ ca: trusted, left: [...kept] })
  };
}
var keeper = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  fileKeeper,
  inMemory
});
const REQUEST_IDS = ["x-amzn-requestid", "x-request-id", "audit-id"];
const TARGET = "x-amz-target";
const WORD = /^[\w.:/-]{1,120}$/;
function loggedHttp(http, ...[who, runner, timed = () => void 0, now = systemClock.now]) {
  const log = async (request, sending) => {
    const started = now();
    const done = (end) => {
      const ms = now() - started;
      timed(who, ms);
      if (runner.debugging) runner.debug(`http: ${who} ${shownRequest(request)} -> ${end}, ${ms} ms`);
    };
    try {
      const answer = await sending();
      const id = REQUEST_IDS.map((name) => answer.headers[name]).find((one) => WORD.test(one ?? ""));
      done(`${answer.status}${id === void 0 ? "" : `, request ${id}`}`);
      return answer;
    } catch (error) {
      done(kindOf(error));
      throw error;
    }
  };
  const logged = {
    send: (request, signal) => log(request, () => http.send(request, signal)),
    close: http.close
  };
  if (!("stream" in http)) return logged;
  return { ...logged, stream: (request, signal) => log(request, () => http.stream(request, signal)) };
}
function kindOf(error) {
  const { name, kind } = error ?? {};
  return name === "HttpError" && kind !== void 0 ? kind : "failed";
}
function shownRequest({ method, url, headers = {} }) {
  const names = [...new Set(url.searchParams.keys())].map((name) => `${encodeURIComponent(name)}=\u2026`);
  const target = headers[TARGET] ?? headers["X-Amz-Target"];
  return [
    `attempt ${currentAttempt()}:`,
    method,
    url.host,
    `${url.pathname}${names.length === 0 ? "" : `?${names.join("&")}`}`,
    ...typeof target === "string" && WORD.test(target) ? [target] : []
  ].join(" ");
}
const MIN_MASK_LENGTH = 4;
const maskNow = (runner, secrets) => runner.mask(runMasks(secrets, MIN_MASK_LENGTH).forms);
const isPem = (text) => text.includes("-----BEGIN CERTIFICATE-----");
function boundProviders(runner, { inputs, providers: given }, keeper2 = fileKeeper(runner)) {
  const sessions = createSessions();
  const ca = () => inputs.caCert === "" ? void 0 : readCa(runner, inputs.caCert);
  const http = lazyHttp(runner.env, ca);
  const closeAll = async (signal) => {
    await sessions.close(signal);
    if (runner.face === "terminal") http.close();
  };
  const lend = async (input, source, signal) => {
    const located = locate(source, providers, []);
    if (located instanceof Failure) throw located;
    if (await isMade(located, sessions, signal)) throw makes(input);
    const [result] = await resolve([located], /* @__PURE__ */ new Set(["not-found"]), sessions, signal);
    const value = result?.is === "found" ? selectField(result.content, source.kind === "reference" ? source.field : void 0) : void 0;
    if (value !== void 0 && !(value instanceof Failure) && value.kind === "value") return value.value;
    throw lent(input, result?.is === "failed" ? result.error : value instanceof Failure ? value : void 0);
  };
  const tokens2 = heldTokens(
    async (audience, signal) => fetchIdToken(runner, audience, loggedHttp(http, "oidc", runner), signal)
  );
  const providers = PROVIDERS.map((provider) => {
    const read = given.get(provider.id);
    const host = {
      env: runner.env,
      workspace: runner.workspace,
      temp: runner.temp,
      face: runner.face,
      http: loggedHttp(http, provider.id, runner, sessions.trail.requested),
      clock: systemClock,
      idToken: (signal) => {
        const audience = bound.audience ?? "";
        return tokens2(audience, signal);
      },
      born: (secrets) => maskNow(runner, secrets),
      warn: (text) => runner.annotate("warning", text),
      info: runner.info,
      debug: runner.debug,
      leave: async (leftover) => keeper2.leave(leftover, ca),
      settle: async (leftover) => keeper2.settle(leftover),
      borrow: async (input, signal) => {
        const source = bound.borrows().find((one) => one.input === input)?.source;
        if (source === void 0) throw new Failure("INTERNAL", `The input ${input} is no reference.`);
        if (source instanceof Failure) throw source;
        return await lend(input, source, signal);
      }
    };
    const bound = bind(provider, read?.values ?? {}, read?.given ?? false, host);
    return bound;
  });
  return {
    providers,
    sessions: { ...sessions, close: closeAll },
    tools: {
      http: loggedHttp(http, "cluster", runner),
      idToken: tokens2,
      lend,
      born: (secrets) => maskNow(runner, secrets)
    }
  };
}
async function isMade({ at: [first] }, sessions, signal) {
  if (first === void 0) return false;
  const session = await sessions.of(first.provider, signal).catch(() => void 0);
  return await session?.creates?.(first.locator, signal) ?? false;
}
const makes = (input) => new Failure("READ_CREATES", `The reference in the input ${input} has the store make something new.`, {
  at: { input },
  fix: `Name what the store keeps: ${input}: aws://liquid-hive/prod/age-key`
});
function lent(input, cause) {
  const why = cause?.message ?? "There is no such value, or it is null.";
  return new Failure(cause?.code ?? "SECRET_NOT_FOUND", `The reference in the input ${input}: ${why}`, {
    at: { input },
    fix: cause?.fix ?? "Store the value under that name, or correct the reference."
  });
}
function readCa(runner, caCert) {
  if (isPem(caCert)) return caCert;
  const file = path.resolve(runner.workspace, caCert);
  const text = fs.statSync(file, { throwIfNoEntry: false })?.isFile() ? fs.readFileSync(file, "utf8") : "";
  if (isPem(text)) return text;
  throw new Failure("FILE_UNREADABLE", "The file of ca-cert is not there, or holds no PEM certificate.", {
    at: { input: "ca-cert" },
    fix: "ca-cert: path/to/ca.pem   # -----BEGIN CERTIFICATE-----"
  });
}
const caFiles = ({ caCert }) => caCert === "" || isPem(caCert) ? [] : [caCert];
const ENDS_SOON_MS = 6e4;
const MS_PER_SECOND = 1e3;
function heldTokens(request) {
  const held = /* @__PURE__ */ new Map();
  const isGood = async (token) => {
    const exp = (await token)?.claims["exp"];
    return typeof exp !== "number" || exp * MS_PER_SECOND - ENDS_SOON_MS > systemClock.now();
  };
  return async (audience, signal) => {
    const present = held.get(audience);
    if (present !== void 0 && await isGood(present)) return present;
    const other = held.get(audience);
    if (other !== void 0 && other !== present) return other;
    const fresh = request(audience, signal);
    held.set(audience, fresh);
    return fresh;
  };
}
async function fetchIdToken(runner, audience, http, signal) {
  const { env } = runner;
  if (!env["ACTIONS_ID_TOKEN_REQUEST_URL"] || !env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]) {
    const { whyNoToken } = await import("./identity-unavailable.js");
    throw whyNoToken(env, runner.event(), runner.face);
  }
  const [{ requestIdToken }, { shownClaims }] = await Promise.all([
    import("./kernel-http-client.js").then(function(n) {
      return n.t;
    }),
    import("./kernel-http-client.js").then(function(n) {
      return n.e;
    })
  ]);
  const token = await requestIdToken({ env, audience, http, clock: systemClock }, signal);
  maskNow(runner, [token.token]);
  for (const { name, value } of shownClaims(token.claims)) runner.debug(`oidc: ${name} ${value}`);
  return token;
}
var providerParts = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  boundProviders,
  caFiles,
  readCa
});
const READABLE_MODE = 420;
const LIMITS = { headersMs: 5e3, totalMs: 5e3, maxBytes: 64 * 1024 };
function observeParts(runner) {
  const roots = [runner.workspace, runner.temp];
  return {
    version: VERSION,
    now: systemClock.now,
    checkRecord: (file) => {
      const target = safePath(file, roots);
      return target instanceof Failure ? target : void 0;
    },
    appendRecord: (file, text) => appendFile(file, text, roots),
    replaceRecord: (file, text) => {
      createFile(file, Buffer.from(text), { roots, overwrite: true, mode: READABLE_MODE });
    },
    post: async ({ url, headers }, body, inputs, signal) => {
      const http = lazyHttp(
        runner.env,
        () => inputs.caCert === "" ? void 0 : readCa(runner, inputs.caCert)
      );
      try {
        return await http.send(
          {
            method: "POST",
            url,
            headers: { ...headers, "content-type": "application/json" },
            body,
            limits: LIMITS,
            // What is on this machine is behind no proxy, and over http one would see the headers.
            direct: isLoopback$1(url.hostname.replace(/^\[(.*)\]$/, "$1"))
          },
          signal
        );
      } finally {
        http.close();
      }
    }
  };
}
const MAX_CONFIG_BYTES = 1024 * 1024;
const TABLES = [
  { id: "cluster", inputs: CLUSTER_INPUTS },
  { id: "signing", inputs: SIGN_INPUTS },
  ...PROVIDERS
];
const REPORT_VARIABLE = "SECRETS_ACTION_REPORT";
const FILE_VARIABLE = "SECRETS_ACTION_FILE";
const REPORT_NAME = /^secrets-action-report-[0-9a-f-]{36}\.json$/;
function prepareParts(runner, given, keeper2) {
  const { env, workspace, temp } = runner;
  return {
    runner,
    readInputs: (defaults) => readInputs({ ...settings(env), ...given }, TABLES, defaults),
    known: PROVIDERS,
    readConfig: (file) => readConfig(path.resolve(workspace, file), file),
    providers: (read) => boundProviders(runner, read, keeper2),
    caFiles,
    checkouts: (files) => checkoutFacts(workspace, files, env),
    plan,
    checkFiles: (planned2, overwrite) => checkFiles(planned2.files, { roots: [workspace, temp], overwrite }),
    earlier: () => earlierNames(env, temp),
    ...observeParts(runner)
  };
}
const settings = (env) => Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("INPUT_")));
function readConfig(full, shown) {
  const stat = fs.statSync(full, { throwIfNoEntry: false });
  if (stat === void 0) return void 0;
  if (!stat.isFile() || stat.size > MAX_CONFIG_BYTES)
    throw new Failure("FILE_UNREADABLE", "The configuration is no regular file, or larger than 1 MiB.", {
      at: { file: shown },
      fix: "config: .github/secrets.yaml"
    });
  return fs.readFileSync(full, "utf8");
}
function earlierNames(env, temp) {
  const file = env[REPORT_VARIABLE];
  if (file === void 0 || !REPORT_NAME.test(path.basename(file)) || path.dirname(path.resolve(file)) !== path.resolve(temp))
    return [];
  try {
    return [...namesOf(fs.readFileSync(file, "utf8")), REPORT_VARIABLE];
  } catch {
    return [];
  }
}
var prepareParts$1 = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  FILE_VARIABLE,
  REPORT_VARIABLE,
  prepareParts,
  readConfig
});
const signingJobOf = (runner) => signingJobWith(runner, (parts) => parts);
const signingJobWith = (runner, of) => async (context) => {
  if (!asksSigning(context.given)) return void 0;
  const [{ signingJob }, { signingParts }] = await Promise.all([
    import("./signing-inputs.js").then(function(n) {
      return n.s;
    }),
    import("./signing.js").then(function(n) {
      return n.I;
    })
  ]);
  return signingJob(of(signingParts(runner, context)), context);
};
function loadParts(runner, given = runner.env) {
  const { workspace, temp } = runner;
  return {
    ...prepareParts(runner, given),
    cluster: clusterJobOf(runner),
    signing: signingJobOf(runner),
    clock: systemClock,
    mask: async (values, min) => {
      const { forms, notices } = await maskValues(values, min);
      runner.mask(forms);
      return { forms: forms.length, notices };
    },
    effects: (planned2, overwrite, report, extra) => {
      const outputs = new Map([
        ...planned2.outputs,
        ...[...extra].map(([name, text]) => [name, Secret.of(text)])
      ]);
      if (report === "") return runner.setOutputs(outputs);
      runner.ready();
      const reportFile = path.join(temp, `secrets-action-report-${randomUuid()}.json`);
      const files = planned2.files.map((file) => file.path);
      const leftovers = leftoversPath(temp);
      runner.saveState(LEFTOVERS_STATE, leftovers);
      saveLeftovers(leftovers, {
        files: [...files.map((file) => ({ path: file, before: inodeOf(file) })), { path: reportFile }],
        variables: [...planned2.variables.keys()].filter((name) => name !== REPORT_VARIABLE)
      });
      writeFiles(planned2.files, { roots: [workspace, temp], overwrite });
      fs.writeFileSync(reportFile, report, { mode: 384, flag: "wx" });
      runner.setOutputs(new Map([...outputs, ["report", Secret.of(reportFile)]]));
      const common = planned2.files.find((file) => file.format !== "raw");
      const own = [
        [REPORT_VARIABLE, Secret.of(reportFile)],
        ...common === void 0 ? [] : [[FILE_VARIABLE, Secret.of(common.path)]]
      ];
      runner.exportVariables(new Map([...planned2.variables, ...own]));
    },
    document: reportDocument,
    summary: summaryMarkdown
  };
}
const inodeOf = (file) => fs.lstatSync(file, { throwIfNoEntry: false })?.ino;
export {
  createWatch as A,
  measured as B,
  prepare as C,
  clusterJobOf as D,
  signingJobWith as E,
  load$1 as F,
  masks as G,
  document as H,
  lazyHttp$1 as I,
  keeper as J,
  providerParts as K,
  prepareParts$1 as L,
  readInputs as a,
  judgeCheckouts as b,
  checkoutFacts as c,
  loggedHttp as d,
  readCa as e,
  locate as f,
  helmSettings as g,
  helmEntries as h,
  isTooShort as i,
  judgeEvent as j,
  isForCluster as k,
  lazyHttp as l,
  jsonTree as m,
  resolve as n,
  dryRun as o,
  load as p,
  loadParts as q,
  runMasks as r,
  gather as s,
  prepareParts as t,
  usedProviders as u,
  maskValues as v,
  writeFiles as w,
  plan as x,
  readConfig as y,
  inMemory as z
};
