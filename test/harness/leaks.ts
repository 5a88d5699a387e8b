import type { ActionRun, StepRun } from "./run-action.ts";

/** Where and in which spelling a planted value was found. Never the value. */
export interface Leak {
  /** The position of the value in the list that was searched for. */
  readonly planted: number;
  /** For instance `main.log`, `post.stderr`, `output:NAME`, `file-after-post:temp/x`. */
  readonly channel: string;
  /** For instance `raw`, `base64`, `hex`. */
  readonly form: string;
}

export interface LeakOptions {
  /** Channels where a value is asked for: whole names, or patterns. */
  readonly except?: readonly (string | RegExp)[];
}

/** Shorter lines and slices are found by chance. */
const LINE_MINIMUM = 4;
const ENCODED_MINIMUM = 6;

/**
 * Takes a run and the values planted in it; searches every channel in every form that the masks claim to
 * cover, wrapped encodings too. Returns what it found, without the values. What the action exports to later
 * steps is searched in the log header that the runner prints of it. Values under 4 characters find chance hits.
 */
export function findLeaks(run: ActionRun, values: readonly string[], options: LeakOptions = {}): Leak[] {
  const leaks: Leak[] = [];
  const except = options.except ?? [];
  for (const [name, text] of channels(run)) {
    if (except.some((one) => (typeof one === "string" ? one === name : one.test(name)))) continue;
    const packed = text.replace(/\s+/g, "");
    for (const [planted, value] of values.entries()) {
      for (const [form, spelling] of forms(value)) {
        const hit = text.includes(spelling);
        if (!hit && !(isEncoded(form) && packed.includes(spelling))) continue;
        leaks.push({ planted, channel: redact(name, values), form: hit ? form : `${form}, wrapped` });
        break;
      }
    }
  }
  return leaks;
}

/** A file's or output's name may itself hold a planted value. */
function redact(name: string, values: readonly string[]): string {
  let shown = name;
  for (const [planted, value] of values.entries()) shown = shown.replaceAll(value, `<planted ${planted}>`);
  return shown;
}

function isEncoded(form: string): boolean {
  return form.startsWith("base64") || form.startsWith("hex");
}

function* channels(run: ActionRun): Generator<[string, string]> {
  yield* stepChannels("main", run.main);
  if (run.post !== undefined) yield* stepChannels("post", run.post);
  yield ["later-step-header", run.laterStepHeader];
  yield ["env-names", [...run.env.keys(), ...run.envAfterPost.keys()].join("\n")];
  for (const [when, files] of [
    ["after-main", run.files.afterMain],
    ["after-post", run.files.afterPost],
  ] as const) {
    for (const file of files) yield [`file-${when}:${file.path}`, file.bytes.toString("utf8")];
    yield [`file-names-${when}`, files.map((file) => file.path).join("\n")];
  }
  for (const [position, log] of run.serverLogs.entries()) yield [`server-log:${position}`, log.join("\n")];
}

function* stepChannels(name: string, step: StepRun): Generator<[string, string]> {
  yield [`${name}.log`, step.log];
  yield [`${name}.log-before-masks`, step.unmaskedLog];
  yield [`${name}.stderr`, step.stderr];
  yield [`${name}.summary`, step.unmaskedSummary];
  yield [`${name}.state`, pairs(step.state)];
  const annotations = step.annotations.map((one) => `${one.message}\n${pairs(one.properties)}`);
  yield [`${name}.annotations`, annotations.join("\n")];
  for (const [output, value] of step.outputs) yield [`output:${output}`, value];
  yield [`${name}.output-names`, [...step.outputs.keys()].join("\n")];
}

function pairs(map: ReadonlyMap<string, string>): string {
  return [...map].map(([key, value]) => `${key}=${value}`).join("\n");
}

/** Takes a value; returns its spellings by the name of their form, each once. */
export function forms(value: string): [string, string][] {
  const found: [string, string][] = [];
  const seen = new Set<string>();
  const add = (form: string, text: string, minimum = 1): void => {
    if (text.length < minimum || seen.has(text)) return;
    seen.add(text);
    found.push([form, text]);
  };
  add("raw", value);
  add("raw, newline trimmed", value.replace(/\r?\n$/, ""), LINE_MINIMUM);
  const json = JSON.stringify(value).slice(1, -1);
  add("json", json);
  add("json (Go)", goJson(json));
  add("url", encodeURIComponent(value.toWellFormed()));
  add("url (form)", new URLSearchParams([["", value]]).toString().slice(1));
  for (const [form, text] of encodedForms(value)) add(form, text, ENCODED_MINIMUM);
  const lines = value.split(/[\r\n]+/).map((line) => line.trim());
  if (lines.length > 1) {
    for (const [number, line] of lines.entries()) {
      if (!significant(line)) continue;
      add(`line ${number + 1}`, line);
      for (const [form, text] of encodedForms(line))
        add(`${form} of line ${number + 1}`, text, 2 * ENCODED_MINIMUM);
    }
  }
  return found;
}

function goJson(json: string): string {
  return json.replace(/[<>&]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Frames and punctuation are no secret: they are everywhere. */
function significant(line: string): boolean {
  return line.length >= LINE_MINIMUM && /[A-Za-z0-9]/.test(line) && !/^-----(BEGIN|END) /.test(line);
}

function* encodedForms(value: string): Generator<[string, string]> {
  const bytes = Buffer.from(value, "utf8");
  for (let shift = 0; shift < 3; shift += 1) {
    // Only the groups that hold nothing but the value: neighbours change the others.
    const inner = bytes.subarray((3 - shift) % 3);
    const whole = inner.subarray(0, inner.length - (inner.length % 3));
    yield [`base64, shift ${shift}`, whole.toString("base64")];
    yield [`base64url, shift ${shift}`, whole.toString("base64url")];
  }
  yield ["hex", bytes.toString("hex")];
  yield ["hex, upper case", bytes.toString("hex").toUpperCase()];
}
