import { l as loadYaml } from "./kernel-yaml.js";
const lazyBuiltin = (id) => {
  let loaded;
  const load = () => loaded ??= process.getBuiltinModule(id);
  return new Proxy(/* @__PURE__ */ Object.create(null), {
    get: (_, key) => key === "__esModule" ? void 0 : load()[key],
    has: (_, key) => key in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(load(), key);
      return found && { ...found, configurable: true };
    }
  });
};
const fs = lazyBuiltin("node:fs");
const path = lazyBuiltin("node:path");
import { F as Failure, S as Secret } from "./report-failure.js";
import { I as INPUTS, n as nearest, b as fileOf, f as formatOf, P as PROVIDERS, c as bind } from "./entries-version.js";
import { c as createFile, s as safePath } from "./kernel-files.js";
const crypto = lazyBuiltin("node:crypto");
import { c as checkName, l as locate, r as resolve, s as selectField } from "./export-names.js";
import { a as runQuietly } from "./kernel-process.js";
import { s as systemClock } from "./kernel-clock.js";
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
function writeFiles(files, settings) {
  const written = [];
  try {
    for (const file of files) {
      const overwrite = settings.overwrite || file.ours === true;
      const old = overwrite && fs.existsSync(file.path) ? fs.readFileSync(file.path) : void 0;
      const path2 = createFile(file.path, file.content.revealBytes(), { ...settings, overwrite });
      written.push({ path: path2, old });
    }
    return written.map(({ path: path2 }) => path2);
  } catch (error) {
    for (const { path: path2, old } of written) {
      if (old === void 0) fs.rmSync(path2, { force: true });
      else createFile(path2, old, { ...settings, overwrite: true });
    }
    throw error;
  }
}
const BASE64_WIDTHS = [76, 64, 60];
const HEX_WIDTHS = [60, 64];
function* textForms(text) {
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
    const base64 = bytes.toString("base64");
    for (const width of BASE64_WIDTHS) if (base64.length > width) yield* wrapped(base64, width);
    const hex = bytes.toString("hex");
    for (const width of HEX_WIDTHS) {
      if (hex.length <= width) continue;
      yield* wrapped(hex, width);
      yield* wrapped(hex.toUpperCase(), width);
    }
    return;
  }
  if (kind === "whole") {
    const base64 = bytes.toString("base64");
    yield* bothAlphabets(base64);
    yield* bothAlphabets(base64.replace(/=+$/, ""));
    const hex = bytes.toString("hex");
    yield hex;
    yield hex.toUpperCase();
  }
  for (const start of [0, 1, 2]) {
    const length = Math.floor((bytes.length - start) / 3) * 3;
    if (length > 0) yield* bothAlphabets(bytes.subarray(start, start + length).toString("base64"));
  }
}
function* bothAlphabets(base64) {
  yield base64;
  yield base64.replaceAll("+", "-").replaceAll("/", "_");
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
const ASSIGNMENT = /^(?:-\s+)?(?:export\s+)?["']?[\w.-]+["']?\s*[:=]\s*(.+)$|^-\s+(.+)$/;
const USERINFO = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/([^/?#\s]+)@/;
function isMaskable(text, min) {
  return (text.length >= 2 * min || [...text].length >= min) && !COMMON.has(text.toLowerCase()) && !SHORT_PUNCTUATION.test(text) && !ARMOR.test(text);
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
  for (const bytes of [whole, trimmed, ended]) add(encodings(bytes, "whole"), MIN_ENCODED);
  for (const unit of units)
    if (unit.length >= MIN_SLICED_LINE) add(encodings(Buffer.from(unit), "slices"), MIN_ENCODED);
  for (const bytes of [trimmed, ended, whole]) add(encodings(bytes, "wrapped"), MIN_ENCODED);
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
  const document = {
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
      duration_ms: Math.round(report.durationMs)
    },
    notices: report.notices
  };
  return `${JSON.stringify(document, null, 2)}
`;
}
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
const LIST_SEPARATOR = /[\n,]+/;
const split = (text) => text.split(LIST_SEPARATOR).map((part) => part.trim()).filter((part) => part !== "");
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
  for (const spec of table) {
    const text = env[`INPUT_${spec.name.toUpperCase()}`] ?? "";
    const isSet = text.trim() !== "";
    if (isSet && text !== spec.default) given = true;
    const value = valueOf(spec, isSet ? text : defaults.get(spec.name) ?? spec.default ?? "");
    if (value instanceof Failure) problems.push(value);
    else values[camel(spec.name)] = value;
  }
  return { values, given, problems };
}
const camel = (name) => name.replaceAll(/-([a-z])/g, (_, letter) => letter.toUpperCase());
function valueOf(spec, text) {
  const trimmed = text.trim();
  switch (spec.kind) {
    case "lines":
      return text;
    case "text":
      return spec.secret ? trimmed === "" ? void 0 : Secret.of(text) : trimmed;
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
function alreadySet(entry, value, settings, notices) {
  const { env, ours, overwrite, platform } = settings;
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
function plan(entries, settings) {
  const problems = [];
  const notices = [];
  const variables = new Places("variables");
  const outputs = new Places("outputs");
  const common = new Places("keys of the exported file");
  const files = [];
  const folder = path.join(settings.temp, settings.folder ?? `secrets-${crypto.randomUUID()}`);
  for (const entry of entries) {
    const problem = (failure) => {
      if (failure !== void 0) problems.push(placed(failure, entry));
    };
    const kinds = entry.destinations.length > 0 ? entry.destinations : [settings.exportDefault];
    for (const destination of kinds) {
      const kind = typeof destination === "string" ? destination : destination.kind;
      problem(checkName(entry.name, { spelledOut: entry.spelledOut, destination: kind }));
      if (kind === "output") {
        problem(checkText(entry.name, entry.value, "output", settings.platform));
        problem(outputs.add(entry, entry.value));
      } else if (kind === "env") {
        problem(checkText(entry.name, entry.value, "env", settings.platform));
        problem(alreadySet(entry, entry.value, settings, notices));
        problem(variables.add(entry, entry.value));
      } else if (kind === "file" && typeof destination === "string") {
        problem(common.add(entry, entry.value));
      } else if (kind === "file") {
        const named = typeof destination === "object" && destination.kind === "file" ? destination.path : void 0;
        const at = named === void 0 ? path.join(folder, entry.name) : below(named, settings);
        if (at instanceof Failure) {
          problem(at);
          continue;
        }
        const where = Secret.of(at);
        problem(alreadySet(entry, where, settings, notices));
        problem(variables.add(entry, where));
        if (files.some((file) => sameFile(file.path, at)))
          problem(
            new Failure("NAME_COLLISION", "Two lines write the same file.", {
              fix: "Give each its own path."
            })
          );
        files.push({ names: [entry.name], path: at, format: "raw", content: entry.value });
        if (named !== void 0 && isInside(at, settings.workspace))
          notices.push(`${entry.name}: its file lies in the workspace; keep it out of images and artifacts.`);
      }
    }
  }
  if (common.values.size > 0) {
    const file = commonFile(common.values, folder, settings);
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
  const masking = masksOf(entries, settings.minMaskLength, notices);
  return { plan: { ...masking, files, outputs: outputs.values, variables: variables.values, notices } };
}
function below(file, settings) {
  const fix = "Name a file below the workspace or RUNNER_TEMP.";
  if (file === "" || file.includes("\0") || file.split(/[\\/]/).includes(".."))
    return new Failure(
      "FILE_UNSAFE",
      "This path cannot be written: it is empty, or holds .. or a NUL character.",
      { fix }
    );
  const absolute = path.resolve(settings.workspace, file);
  if (isInside(absolute, settings.workspace) || isInside(absolute, settings.temp)) return absolute;
  return new Failure("FILE_UNSAFE", "This path lies outside the workspace and RUNNER_TEMP.", { fix });
}
function isInside(file, folder) {
  const relative = path.relative(folder, file);
  return relative !== "" && relative.split(path.sep)[0] !== ".." && !path.isAbsolute(relative);
}
const sameFile = (a, b) => a.toLowerCase() === b.toLowerCase();
function commonFile(values, folder, settings) {
  const at = { input: "export-file" };
  const file = settings.exportFile === "" ? path.join(folder, "secrets.env") : below(settings.exportFile, settings);
  if (file instanceof Failure) return new Failure(file.code, file.message, { at, fix: file.fix });
  const format = formatOf(file);
  if (format === void 0)
    return new Failure("INPUT_INVALID", "The suffix of export-file names no format.", {
      at,
      fix: "export-file: secrets.env   # or .json, .yaml"
    });
  const content = fileOf(values, format);
  if (content instanceof Failure)
    return new Failure(content.code, content.message, {
      at,
      ...content.fix === void 0 ? {} : { fix: content.fix }
    });
  return { names: [...values.keys()], path: file, format, content };
}
function masksOf(entries, min, notices) {
  const masks = [];
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
    masks.push(value);
    if (isTooShort(value, min)) {
      unmasked.push(name);
      notices.push(`${name} is not masked: it is too short or too common a word; do not print it.`);
    } else if (value.byteLength < SHORT)
      notices.push(`${name} is short: its mask may hide other text of the log too.`);
  }
  return { masks, unmasked };
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
  const listed = git(parent.root, ["ls-tree", "-z", "--full-tree", parent.head, "--", relative], env);
  return listed?.startsWith(`160000 commit ${checkout.head}	`) === true ? parent : void 0;
}
function isHeadsBlob(checkout, file, bytes, env) {
  const relative = path.relative(checkout.root, file).replaceAll("\\", "/");
  const listed = git(checkout.root, ["ls-tree", "-z", "--full-tree", checkout.head, "--", relative], env);
  const match = /^100(?:644|755) blob ([0-9a-f]{40,64})\t/.exec(listed ?? "");
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
function createSessions() {
  const opening = /* @__PURE__ */ new Map();
  const opened = [];
  return {
    of: (provider, signal) => {
      const present = opening.get(provider.id);
      if (present) return present;
      const promise = provider.open(signal).then((session) => {
        opened.push({ provider: provider.id, session });
        return session;
      });
      opening.set(provider.id, promise);
      return promise;
    },
    opened: () => opened,
    close: async (signal) => {
      await Promise.allSettled(opening.values());
      await Promise.allSettled(opened.map(({ session }) => session.close(signal)));
    }
  };
}
const MIN_MASK_LENGTH = 4;
const maskNow = (runner, secrets) => runner.mask(runMasks(secrets, MIN_MASK_LENGTH).forms);
const isPem = (text) => text.includes("-----BEGIN CERTIFICATE-----");
function boundProviders(runner, { inputs, providers: given }) {
  const sessions = createSessions();
  const http = lazyHttp(runner, inputs);
  const tokens = /* @__PURE__ */ new Map();
  const providers = PROVIDERS.map((provider) => {
    const read = given.get(provider.id);
    const host = {
      env: runner.env,
      workspace: runner.workspace,
      temp: runner.temp,
      face: runner.face,
      http,
      clock: systemClock,
      idToken: (signal) => {
        const audience = bound.audience ?? "";
        const present = tokens.get(audience) ?? fetchIdToken(runner, audience, http, signal);
        tokens.set(audience, present);
        return present;
      },
      born: (secrets) => maskNow(runner, secrets),
      warn: (text) => runner.annotate("warning", text),
      info: runner.info,
      debug: runner.debug,
      borrow: async (input, signal) => {
        const source = bound.borrows().find((one) => one.input === input)?.source;
        if (source === void 0) throw new Failure("INTERNAL", `The input ${input} is no reference.`);
        if (source instanceof Failure) throw source;
        const located = locate(source, providers, []);
        if (located instanceof Failure) throw located;
        const [result] = await resolve([located], /* @__PURE__ */ new Set(["not-found"]), sessions, signal);
        const value = result?.is === "found" ? selectField(result.content, source.kind === "reference" ? source.field : void 0) : void 0;
        if (value !== void 0 && !(value instanceof Failure) && value.kind === "value") return value.value;
        throw lent(
          input,
          result?.is === "failed" ? result.error : value instanceof Failure ? value : void 0
        );
      }
    };
    const bound = bind(provider, read?.values ?? {}, read?.given ?? false, host);
    return bound;
  });
  return { providers, sessions };
}
function lent(input, cause) {
  const why = cause?.message ?? "There is no such value, or it is null.";
  return new Failure(cause?.code ?? "SECRET_NOT_FOUND", `The reference in the input ${input}: ${why}`, {
    at: { input },
    fix: cause?.fix ?? "Store the value under that name, or correct the reference."
  });
}
function lazyHttp(runner, inputs) {
  let loading;
  const load = async () => {
    const { createHttp } = await import("./kernel-http-client.js");
    const ca = inputs.caCert === "" ? void 0 : readCa(runner, inputs.caCert);
    return createHttp({ env: runner.env, clock: systemClock, ...ca === void 0 ? {} : { ca } });
  };
  return {
    send: async (request, signal) => (await (loading ??= load())).send(request, signal),
    close: () => void loading?.then((http) => http.close())
  };
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
async function fetchIdToken(runner, audience, http, signal) {
  const { env } = runner;
  if (!env["ACTIONS_ID_TOKEN_REQUEST_URL"] || !env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]) {
    const { whyNoToken } = await import("./identity-unavailable.js");
    throw whyNoToken(env, runner.event(), runner.face);
  }
  const [{ requestIdToken }, { shownClaims }] = await Promise.all([
    import("./identity-token.js"),
    import("./identity-claims.js")
  ]);
  const token = await requestIdToken({ env, audience, http, clock: systemClock }, signal);
  maskNow(runner, [token.token]);
  for (const { name, value } of shownClaims(token.claims)) runner.debug(`oidc: ${name} ${value}`);
  return token;
}
const MAX_CONFIG_BYTES = 1024 * 1024;
const REPORT_VARIABLE = "SECRETS_ACTION_REPORT";
const FILE_VARIABLE = "SECRETS_ACTION_FILE";
const REPORT_NAME = /^secrets-action-report-[0-9a-f-]{36}\.json$/;
function prepareParts(runner, given) {
  const { env, workspace, temp } = runner;
  return {
    runner,
    readInputs: (defaults) => readInputs(given, PROVIDERS, defaults),
    known: PROVIDERS,
    readConfig: (file) => readConfig(path.resolve(workspace, file), file),
    providers: (read) => boundProviders(runner, read),
    caFiles,
    checkouts: (files) => checkoutFacts(workspace, files, env),
    plan,
    checkFiles: (planned, overwrite) => checkFiles(planned.files, { roots: [workspace, temp], overwrite }),
    earlier: () => earlierNames(env, temp)
  };
}
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
export {
  FILE_VARIABLE as F,
  REPORT_VARIABLE as R,
  plan as a,
  readConfig as b,
  maskValues as m,
  prepareParts as p,
  reportDocument as r,
  writeFiles as w
};
