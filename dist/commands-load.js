import { F as Failure } from "./report-failure.js";
import { l as logLines, a as logDetails } from "./report-log.js";
import { p as prepare } from "./commands-prepare.js";
const MAX_NOTICES = 8;
async function load(parts, signal) {
  const { runner, clock } = parts;
  const started = new Date(clock.now());
  const prepared = await prepare(parts, signal);
  if (prepared.kind === "withheld") return withhold(parts, prepared.inputs, prepared.why);
  const { inputs, event, values, plan, identities, handed } = prepared;
  const masked = await parts.mask(plan.masks, inputs.minMaskLength);
  const notices = [
    ...values.notices,
    ...plan.notices,
    ...masked.notices,
    ...inputs.dryRun ? [] : handed.map(({ note }) => note)
  ];
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
    loaded: values.named.map((named) => loadedName(named, plan)),
    absent: values.absent,
    counts: {
      env: plan.variables.size,
      file: plan.files.length,
      output: plan.outputs.size,
      masks: masked.forms
    },
    notices
  };
  const carried = [...parts.earlier(), ...handed.flatMap(({ variables }) => [...variables.keys()])];
  if (signal.aborted) throw new Failure("COMMAND_FAILED", "The run was cancelled; nothing was exported.");
  if (!inputs.dryRun)
    parts.effects(plan, inputs.overwrite, parts.document(report, carried), outputsOf(report));
  for (const line of logLines(report)) runner.info(line);
  const details = logDetails(report);
  if (details.length > 0) runner.group(`All ${report.loaded.length} names`, details);
  if (notices.length > MAX_NOTICES) runner.group(`${notices.length} notes`, notices);
  else for (const notice of notices) runner.info(`    note: ${notice}`);
  if (inputs.summary) runner.summary(parts.summary(report));
}
function withhold(parts, inputs, why) {
  if (inputs.onUntrusted === "fail")
    throw new Failure("EVENT_UNTRUSTED", `No secrets here: ${why}.`, {
      fix: "on-untrusted: skip   # and guard later steps with: if: steps.ID.outputs.skipped != 'true'"
    });
  parts.runner.annotate("notice", `Skipped: ${why}.`, { title: "No secrets for this event" });
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
const emptyPlan = {
  masks: [],
  unmasked: [],
  files: [],
  outputs: /* @__PURE__ */ new Map(),
  variables: /* @__PURE__ */ new Map(),
  notices: []
};
function loadedName(named, plan) {
  const destinations = [
    ...plan.variables.has(named.name) ? ["env"] : [],
    ...plan.outputs.has(named.name) ? ["output"] : [],
    ...plan.files.some((file) => file.names.includes(named.name)) ? ["file"] : []
  ];
  return {
    name: named.name,
    provider: named.provider,
    shown: named.shown,
    version: named.version,
    date: named.date,
    destinations: destinations.length > 0 ? destinations : ["none"],
    masked: !plan.unmasked.includes(named.name),
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
export {
  load
};
