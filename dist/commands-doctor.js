import { w as escapeMarkdown, F as Failure, a as asFailure, a1 as placeText, S as Secret, t as together } from "./kernel-base.js";
import { j as judgeEvent, s as gather, b as judgeCheckouts, u as usedProviders } from "./commands-prepare.js";
import { activeProbe, isAllHealthy, nameOf, healthJson } from "./report-health.js";
import { healthLines } from "./report-health-lines.js";
const MARKS = {
  healthy: "\u2705 healthy",
  unhealthy: "\u274C unhealthy",
  not_configured: "not configured"
};
function healthMarkdown(report) {
  const active = activeProbe(report);
  const lines = [
    `### ${isAllHealthy(report) ? "\u2705" : "\u274C"} Secrets: ${active === void 0 ? "no provider is healthy" : `${escapeMarkdown(nameOf(active))} is active`}`,
    "",
    "| Provider | Status | Authenticated | Who | Until |",
    "|---|---|---|---|---|",
    ...report.probes.map(
      (probe2) => `| ${escapeMarkdown(nameOf(probe2))} | ${MARKS[probe2.status]} | ${yesNo(probe2.authenticated)} | ${escapeMarkdown(probe2.subject ?? "")} | ${probe2.expires?.toISOString().replace(/\.\d+/, "") ?? ""} |`
    ),
    "",
    `Bare paths go down this chain: ${report.chain.map(escapeMarkdown).join(", ")}.`
  ];
  for (const probe2 of report.probes.filter(({ checks }) => checks.length > 0)) {
    lines.push("", `**${escapeMarkdown(nameOf(probe2))}**`, "");
    for (const { name, ok, text, fix } of probe2.checks) {
      lines.push(`- ${ok ? "\u2705" : "\u274C"} ${escapeMarkdown(name)}: ${escapeMarkdown(text)}`);
      if (!ok && fix !== void 0)
        lines.push("", `  <pre>${fix.split("\n").map(escapeMarkdown).join("<br>")}</pre>`, "");
    }
  }
  return `${lines.join("\n")}

`;
}
const yesNo = (authenticated) => authenticated === void 0 ? "" : authenticated ? "yes" : "no";
async function probe(provider, { sessions, clock, limitMs }, signal) {
  const started = clock.now();
  const about = { id: provider.id, key: provider.seed?.health };
  const unhealthy = (failure, session2) => ({
    ...about,
    status: "unhealthy",
    authenticated: session2?.who !== void 0,
    checks: checksOf(failure),
    ...whoOf(session2),
    tookMs: clock.now() - started
  });
  const misset = provider.check();
  if (misset.length > 0)
    return unhealthy(new Failure(misset[0].code, "The inputs do not fit.", { all: misset }));
  let session;
  try {
    return await within(limitMs, clock, signal, async (limited) => {
      session = await sessions.of(provider, limited);
      const health = await session.health?.(limited);
      return {
        ...about,
        status: health?.status ?? "healthy",
        // Where there is nobody to be, nobody is authenticated or not.
        authenticated: session.who === void 0 ? void 0 : health?.authenticated ?? true,
        checks: health?.details ?? [],
        ...whoOf(session),
        tookMs: clock.now() - started
      };
    });
  } catch (error) {
    const failure = asFailure(error);
    const found = unhealthy(failure, session);
    if (session !== void 0 || provider.reach === void 0 || UNREACHED.has(failure.code)) return found;
    const [reached] = await Promise.allSettled([within(limitMs, clock, signal, provider.reach)]);
    return { ...found, checks: [...found.checks, ...reached.status === "fulfilled" ? reached.value : []] };
  }
}
const UNREACHED = /* @__PURE__ */ new Set(["STORE_UNREACHABLE", "TLS_UNTRUSTED", "INTERNAL"]);
const notConfigured = ({ id, seed }) => ({
  id,
  key: seed?.health,
  status: "not_configured",
  authenticated: void 0,
  checks: [],
  tookMs: 0
});
function whoOf(session) {
  const { who } = session ?? {};
  if (who === void 0) return {};
  return {
    subject: who.subject,
    ...who.account === void 0 ? {} : { account: who.account },
    ...who.expires === void 0 ? {} : { expires: who.expires }
  };
}
const checksOf = (failure) => (failure.all.length > 0 ? failure.all : [failure]).map((one) => {
  const place = placeText(one.at);
  return {
    name: one.code,
    ok: false,
    text: place === "" ? one.message : `${place}: ${one.message}`,
    ...one.fix === void 0 ? {} : { fix: one.fix }
  };
});
async function within(ms, clock, signal, task) {
  const over = new AbortController();
  const done = new AbortController();
  const limited = AbortSignal.any([signal, over.signal]);
  const bound = async () => {
    await clock.sleep(ms, AbortSignal.any([signal, done.signal]));
    over.abort();
    throw new Failure("STORE_UNREACHABLE", `No answer within ${ms / 1e3} s.`, {
      fix: `timeout: ${ms / 1e3 * 3}   # or see in the debug log what is slow: LOG_LEVEL: DEBUG`
    });
  };
  try {
    return await Promise.race([bound(), task(limited)]);
  } finally {
    done.abort();
  }
}
const MS_PER_SECOND = 1e3;
const MAX_ANNOTATIONS = 10;
async function examine(parts, signal) {
  const { runner, clock } = parts;
  const event = runner.event();
  const judgement = judgeEvent(event);
  if (judgement.kind === "withheld") return { kind: "withheld", why: judgement.why };
  const given = parts.readInputs();
  const { inputs, unknown } = given;
  for (const { name, near } of unknown)
    runner.annotate("warning", `Unknown input ${name}.${near ? ` Did you mean ${near}?` : ""}`);
  const gathered = await gather(parts, given, false);
  const { providers, sessions, chain } = gathered;
  for (const notice of gathered.notices) runner.annotate("warning", notice);
  const found = [...gathered.problems, ...gathered.unreadable];
  const files = [
    ...gathered.configs,
    ...parts.caFiles(inputs),
    ...providers.flatMap((provider) => provider.files())
  ];
  if (judgement.kind === "privileged")
    found.push(...judgeCheckouts(judgement, parts.checkouts([...new Set(files)])));
  const configured = providers.filter((provider) => provider.inChain || chain.includes(provider));
  const sound = configured.filter((provider) => provider.check().length === 0);
  const nowhere = { id: "", shown: "" };
  const asked = sound.map((provider) => ({ at: [{ provider, locator: nowhere }] }));
  fail([...found, ...usedProviders(asked, sound).problems]);
  const started = new Date(clock.now());
  const limitMs = inputs.timeout * MS_PER_SECOND;
  try {
    const probes = await Promise.all(
      providers.map(
        async (provider) => configured.includes(provider) ? probe(provider, { sessions, clock, limitMs }, signal) : notConfigured(provider)
      )
    );
    if (signal.aborted) throw new Failure("COMMAND_FAILED", "The examination was cancelled.");
    for (const { id, status, tookMs } of probes)
      runner.debug(`health: ${id} is ${status}, after ${Math.round(tookMs)} ms`);
    const ids = chain.map(({ id }) => id);
    return {
      kind: "examined",
      inputs,
      report: { version: parts.version, checked: started, chain: ids, probes }
    };
  } finally {
    await closed(within(limitMs, clock, new AbortController().signal, (limited) => sessions.close(limited)));
  }
}
async function closed(closing) {
  await Promise.allSettled([closing]);
}
async function doctor(parts, signal) {
  const { runner } = parts;
  const examined = await examine(parts, signal);
  if (examined.kind === "withheld") {
    runner.annotate("notice", `Skipped: ${examined.why}.`, { title: "No secrets for this event" });
    return true;
  }
  const { report, inputs } = examined;
  const active = activeProbe(report);
  const isHealthy = isAllHealthy(report);
  for (const line of healthLines(report)) runner.info(line);
  const bad = report.probes.flatMap(
    (found) => found.checks.filter(({ ok }) => !ok).map((check) => ({ found, check }))
  );
  for (const { found, check } of bad.slice(0, MAX_ANNOTATIONS))
    runner.annotate(
      found.status === "unhealthy" ? "error" : "warning",
      `${check.name}  ${check.text}${check.fix === void 0 ? "" : `
Fix: ${check.fix}`}`,
      { title: `${nameOf(found)} is ${found.status}` }
    );
  runner.setOutputs(
    /* @__PURE__ */ new Map([
      ["health", Secret.of(healthJson(report))],
      ["active-provider", Secret.of(active === void 0 ? "" : nameOf(active))],
      ["healthy", Secret.of(String(isHealthy))]
    ])
  );
  if (inputs.summary) runner.summary(healthMarkdown(report));
  return isHealthy;
}
function fail(problems) {
  const [first, ...rest] = problems;
  if (first) throw together([first, ...rest]);
}
export {
  doctor,
  examine
};
