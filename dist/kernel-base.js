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
const os = lazyBuiltin("node:os");
const path = lazyBuiltin("node:path");
const childProcess = lazyBuiltin("node:child_process");
const net = lazyBuiltin("node:net");
const crypto = lazyBuiltin("node:crypto");
const asyncHooks = lazyBuiltin("node:async_hooks");
const FAILURE_CODES = [
  "INPUT_INVALID",
  "INPUT_UNKNOWN_KEY",
  "REFERENCE_INVALID",
  "NAME_REFUSED",
  "NAME_COLLISION",
  "NAME_ALREADY_SET",
  "VALUE_UNSUITABLE",
  "VALUE_TOO_LARGE",
  "SECRET_NOT_FOUND",
  "FIELD_NOT_FOUND",
  "FIELD_AMBIGUOUS",
  "DECODE_FAILED",
  "FILE_NOT_FOUND",
  "FILE_UNREADABLE",
  "FILE_EXISTS",
  "FILE_UNSAFE",
  "FILE_NOT_COMMITTED",
  "EVENT_UNTRUSTED",
  "SOPS_FORMAT",
  "SOPS_METADATA",
  "SOPS_MAC_MISMATCH",
  "SOPS_VALUE_TAMPERED",
  "SOPS_KEY_MISSING",
  "SOPS_KEY_UNSUPPORTED",
  "SOPS_CONFIG",
  "SOPS_ALREADY_ENCRYPTED",
  "AGE_KEY_INVALID",
  "REFERENCE_CYCLE",
  "OIDC_PERMISSION_MISSING",
  "OIDC_TOKEN_UNAVAILABLE",
  "TRUST_REFUSED",
  "CREDENTIALS_MISSING",
  "CREDENTIALS_REFUSED",
  "CREDENTIALS_CONFLICT",
  "ACCOUNT_NOT_ALLOWED",
  "ACCESS_DENIED",
  "SECRET_DELETED",
  "VERSION_NOT_FOUND",
  "KEY_UNUSABLE",
  "STORE_UNREACHABLE",
  "STORE_THROTTLED",
  "STORE_ANSWER_INVALID",
  "STORE_SEALED",
  "MOUNT_UNKNOWN",
  "LOGIN_REFUSED",
  "WRAPPING_SPENT",
  "READ_CREATES",
  "TLS_UNTRUSTED",
  "ENDPOINT_REFUSED",
  "CLOCK_SKEWED",
  "KUBECONFIG_INVALID",
  "KUBECONFIG_REFUSED",
  "MANIFEST_INVALID",
  "MANIFEST_NOT_ENCRYPTED",
  "STILL_ENCRYPTED",
  "NAMESPACE_MISSING",
  "NAMESPACE_REFUSED",
  "KIND_REFUSED",
  "KIND_UNKNOWN",
  "CERTIFICATE_INVALID",
  "OBJECT_INVALID",
  "OBJECT_CONFLICT",
  "OBJECT_OWNED",
  "OBJECT_GONE",
  "APPLY_SET_REFUSED",
  "SYNC_FAILED",
  "ROLLOUT_FAILED",
  "WAIT_EXPIRED",
  "SUBJECT_NOT_FOUND",
  "SUBJECT_REFUSED",
  "PREDICATE_INVALID",
  "PUBLIC_LOG_REFUSED",
  "SIGNING_REFUSED",
  "SIGNING_UNAVAILABLE",
  "SIGNING_ANSWER_INVALID",
  "TRUST_ROOT_INVALID",
  "TRUST_ROOT_UNAVAILABLE",
  "REGISTRY_REFUSED",
  "REGISTRY_UNREACHABLE",
  "REGISTRY_ANSWER_INVALID",
  "ATTESTATION_REFUSED",
  "NOT_PUBLISHED",
  "SIGNATURE_MISSING",
  "SIGNATURE_INVALID",
  "IDENTITY_MISMATCH",
  "POLICY_UNMET",
  "RANGE_INCOMPLETE",
  "SECRETS_FOUND",
  "LIMIT_EXCEEDED",
  "RUNNER_UNUSABLE",
  "COMMAND_FAILED",
  "INTERNAL"
];
class Failure extends Error {
  name = "Failure";
  code;
  fix;
  at;
  exit;
  requestId;
  all;
  constructor(code2, message, details = {}) {
    super(message);
    this.code = code2;
    this.fix = details.fix;
    this.at = details.at;
    this.exit = details.exit;
    this.requestId = details.requestId;
    this.all = details.all ?? [];
  }
}
function together(failures) {
  const [first] = failures;
  if (failures.length === 1) return first;
  return new Failure(first.code, `${failures.length} problems`, { all: failures });
}
function asFailure(error) {
  if (error instanceof Failure) return error;
  const name = error instanceof Error ? error.constructor.name : typeof error;
  const code2 = error?.code;
  const system = typeof code2 === "string" && /^[A-Z][A-Z0-9_]{1,40}$/.test(code2) ? ` (${code2})` : "";
  return new Failure("INTERNAL", `Unexpected ${name}${system}.`, {
    fix: "Please report this with the step's debug log: https://github.com/liquid-hive/secrets-action/issues"
  });
}
var errors = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  FAILURE_CODES,
  Failure,
  asFailure,
  together
});
const HIDDEN = "***";
const UTF8 = new TextEncoder();
const FATAL_UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
class Secret {
  #bytes;
  constructor(bytes) {
    this.#bytes = bytes;
  }
  /** Wraps text, held as its UTF-8 bytes. */
  static of(text) {
    return new Secret(UTF8.encode(text));
  }
  /** Wraps bytes; they are not copied, so the caller must not change them afterwards. */
  static ofBytes(bytes) {
    return new Secret(bytes);
  }
  /** Whether the value holds no byte at all. */
  get isEmpty() {
    return this.#bytes.length === 0;
  }
  /** The length in bytes: for limits only, never for a message. */
  get byteLength() {
    return this.#bytes.length;
  }
  /** Whether two values are the same bytes. */
  equals(other) {
    return Buffer.from(this.#bytes).equals(other.#bytes);
  }
  /** The value as text, or undefined where it is not valid UTF-8. */
  reveal() {
    try {
      return FATAL_UTF8.decode(this.#bytes);
    } catch {
      return void 0;
    }
  }
  /** The value's bytes, not a copy. */
  revealBytes() {
    return this.#bytes;
  }
  toString() {
    return HIDDEN;
  }
  toJSON() {
    return HIDDEN;
  }
  [/* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom")]() {
    return HIDDEN;
  }
}
const SIGNS = { new: "+", changed: "~", removed: "-" };
const MAX_KEYS = 30;
const MAX_OBJECTS = 50;
function changeText(changes) {
  const shown2 = changes.flatMap(({ key, is }) => SIGNS[is] === void 0 ? [] : [`${SIGNS[is]}${key}`]);
  const more = shown2.length > MAX_KEYS ? [`\u2026 ${shown2.length - MAX_KEYS} more`] : [];
  return [...shown2.slice(0, MAX_KEYS), ...more].join(" ");
}
const VERBS = ["created", "changed", "pruned", "rolled back"];
function verbCounts(objects) {
  const counts = new Map(VERBS.map((verb) => [verb, 0]));
  for (const { verb } of objects) counts.set(verb, (counts.get(verb) ?? 0) + 1);
  return [...counts].flatMap(([verb, count]) => count === 0 ? [] : [`${count} ${verb}`]).join(", ");
}
function clusterLines(facts) {
  const { objects, synced, restarted, left, names } = facts;
  const width = Math.max(0, ...objects.slice(0, MAX_OBJECTS).map(({ object }) => object.length));
  return [
    `\u25B8 Cluster  ${facts.cluster}   as ${facts.user}   manager ${facts.manager}`,
    `\u25B8 ${facts.dryRun ? "Diff   " : "Apply  "}  ${objects.length === 0 ? "nothing to apply" : verbCounts(objects)}${facts.dryRun ? " \xB7 nothing was changed" : ""}`,
    ...objects.slice(0, MAX_OBJECTS).flatMap((row) => objectLines(row, width)),
    ...objects.length > MAX_OBJECTS ? [`    \u2026 and ${objects.length - MAX_OBJECTS} more in the report`] : [],
    ...[...names].map(([asked, real2]) => `    ${asked} is ${real2}`),
    ...left.slice(0, MAX_OBJECTS).map((object) => `    ${object}   no longer asked for, and stays`),
    ...synced.length === 0 ? [] : ["\u25B8 External Secrets", ...synced.map(waitLine)],
    ...restarted.length === 0 ? [] : ["\u25B8 Restart", ...restarted.map(waitLine)],
    ...facts.notices.length === 0 ? [] : ["\u25B8 To know", ...facts.notices.slice(0, MAX_OBJECTS).map((text) => `    ${text}`)],
    ...facts.failed === void 0 ? [] : [`\u25B8 Stopped  ${facts.failed}`]
  ];
}
function objectLines({ object, verb, changes, ms, formerOwner, notes }, width) {
  const keys = changeText(changes);
  return [
    [
      `    ${object.padEnd(width)}`,
      `${verb}${ms > 0 ? ` in ${Math.round(ms)} ms` : ""}`,
      ...keys === "" ? [] : [keys],
      ...formerOwner === void 0 ? [] : [`(before: ${formerOwner})`]
    ].join("   "),
    ...notes.map((note) => `        ${note}`)
  ];
}
const waitLine = ({ object, is, secrets, ms, why }) => `    ${object}   ${is}${secrets.length === 0 ? "" : `   (${secrets.join(", ")})`}   ${(ms / 1e3).toFixed(1)} s${why === void 0 ? "" : `   ${why}`}`;
const isSigningOnly = ({ signing, loaded, absent, cluster, counts }) => signing !== void 0 && cluster === void 0 && loaded.length + absent.length + counts.env + counts.file + counts.output === 0;
const signingDocument = (facts) => ({
  identity: facts.identity,
  issuer: facts.issuer,
  certificate_until: facts.until?.toISOString() ?? null,
  instance: facts.instance,
  source: facts.source,
  dry_run: facts.dryRun,
  artifacts: facts.artifacts.map(({ subject, more, digest, what, places, log, commands }) => ({
    subject,
    more,
    digest,
    what,
    places,
    log: log ?? null,
    commands
  })),
  notes: facts.notes,
  failed: facts.failed?.code ?? null
});
var signed = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  isSigningOnly,
  signingDocument
});
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
const PLAIN = /^[\x20-\x7e]*$/;
function printable(text) {
  const line = PLAIN.test(text) ? text : text.replace(
    UNPRINTABLE,
    (char) => char === "	" ? " " : `\\u{${char.codePointAt(0).toString(16)}}`
  );
  return line.replace(/^(\s*):(?=:)/, "$1: ").replace(/##(?=\[)/g, "## ");
}
const printableJson = (json) => json.replace(
  /[\u007f-\u009f\u2028\u2029\p{Cf}]/gu,
  (char) => char.split("").map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join("")
);
const DIGEST = /\b(sha256|sha384|sha512)([:-])([0-9a-f]{64,128})\b/g;
const DIGEST_SHOWN = 12;
const ELLIPSIS = "\u2026";
const shortDigests = (text) => text.replace(
  DIGEST,
  (_, algorithm, mark, hex) => `${algorithm}${mark}${hex.slice(0, DIGEST_SHOWN)}${ELLIPSIS}`
);
function middleOut(text, most) {
  const letters = [...text];
  if (letters.length <= most) return text;
  const head = Math.ceil((most - 1) / 2);
  return `${letters.slice(0, head).join("")}${ELLIPSIS}${letters.slice(letters.length - (most - 1 - head)).join("")}`;
}
const shortIdentity = (san) => san.replace(/^https:\/\/github\.com\//, "");
const minuteOf = (date) => `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
function signedRows(artifacts) {
  const rows = /* @__PURE__ */ new Map();
  for (const { subject, more, digest, what, places, log } of artifacts) {
    const key = JSON.stringify([subject, more, digest, what]);
    const before = rows.get(key);
    rows.set(key, {
      subject,
      more,
      digest,
      what,
      places: [...before?.places ?? [], ...places],
      logs: [...before?.logs ?? [], ...log === void 0 ? [] : [log]]
    });
  }
  return [...rows.values()].map((row) => ({ ...row, places: row.places.toSorted(byForm) }));
}
const FORMS = [
  "bundle",
  "statement",
  ".sig",
  ".pem",
  "referrer",
  "referrer tag",
  ".sig tag",
  ".att tag",
  "GitHub"
];
const byForm = (a, b) => FORMS.indexOf(a.form) - FORMS.indexOf(b.form);
function countsOf(artifacts) {
  const rows = signedRows(artifacts);
  const signatures = rows.filter(({ what }) => what === "signature").length;
  const statements = rows.length - signatures;
  const parts = [
    ...signatures > 0 || statements === 0 ? [plural(signatures, "signature")] : [],
    ...statements > 0 ? [plural(statements, "statement")] : []
  ];
  return parts.join(", ");
}
const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
const formText = ({ form }) => form === "statement" ? "bundle" : form;
function placeText$1({ form, where }, subject) {
  const repository = subject.split("@")[0];
  const isOwn = where.startsWith(`${repository}@`) || where.startsWith(`${repository}:`);
  if (!isOwn) return shortDigests(where);
  return form.endsWith(" tag") && form !== "referrer tag" ? "" : shortDigests(where.slice(repository.length + 1));
}
const MAX_ROWS$4 = 100;
function signingLines(facts) {
  const { artifacts, dryRun, identity, issuer, instance, source, until } = facts;
  const rows = signedRows(artifacts);
  const ends = until === void 0 ? "" : `, certificate until ${minuteOf(until)}`;
  return [
    `\u25B8 ${dryRun ? "Would sign" : "Signed"}   ${countsOf(artifacts)}`,
    ...identity === "" ? [] : [printable(`    as ${identity}`), printable(`    issuer ${issuer}${ends}`)],
    printable(`    Sigstore ${instance} (${source})`),
    ...rows.slice(0, MAX_ROWS$4).flatMap(rowLines),
    ...rows.length > MAX_ROWS$4 ? [`    \u2026 and ${rows.length - MAX_ROWS$4} more, all in the report`] : []
  ];
}
function rowLines({ subject, more, digest, what, places, logs }) {
  const others = more > 0 ? ` and ${more} more` : "";
  const by = subject.endsWith(digest) ? "" : `   ${digest}`;
  const where = places.map((place) => `${formText(place)} ${placeText$1(place, subject)}`.trimEnd()).join(" \xB7 ");
  const entries = logs.map(({ index, url }) => `log ${index}${url === "" ? "" : ` ${url}`}`);
  return [
    printable(`    ${what}   ${subject}${others}${by}`),
    ...[where, ...new Set(entries)].filter((text) => text !== "").map((text) => printable(`        ${text}`))
  ];
}
const MAX_ROWS$3 = 25;
function logLines(report) {
  const { loaded, absent, counts } = report;
  const fallbacks = loaded.filter((row) => row.skipped.length > 0).length;
  const seconds = (report.durationMs / 1e3).toFixed(2);
  const asked = loaded.length + absent.length;
  const isNoneExported = report.dryRun || report.cluster?.failed !== void 0 || report.signing?.failed !== void 0;
  const rows = rowsOf(loaded.slice(0, MAX_ROWS$3));
  if (loaded.length > MAX_ROWS$3)
    rows.push(`    \u2026 and ${loaded.length - MAX_ROWS$3} more, all in the group below`);
  const signed2 = report.signing === void 0 ? [] : signingLines(report.signing);
  if (isSigningOnly(report))
    return [headerLine(report), ...report.identities.flatMap(identityLines), ...signed2];
  return [
    headerLine(report),
    ...report.identities.flatMap(identityLines),
    `\u25B8 Load     ${asked} requested \xB7 ${loaded.length} loaded \xB7 ${fallbacks} from fallback \xB7 ${seconds} s`,
    ...rows,
    ...chainLine(loaded),
    ...absent.slice(0, MAX_ROWS$3).map((row) => `    ${row.name}   not found, and optional   (${reasons(row.skipped)})`),
    ...signed2,
    ...report.cluster === void 0 ? [] : clusterLines(report.cluster),
    `\u25B8 ${report.dryRun ? "Dry run" : "Export "}  ${counts.env} env \xB7 ${counts.file} file \xB7 ${counts.output} output \xB7 ${counts.masks} masks${isNoneExported ? " \xB7 nothing was exported" : ""}`
  ];
}
function chainLine(loaded) {
  const chained = loaded.filter(({ chained: isChained, provider }) => isChained && provider !== "default");
  const [first] = chained.toSorted((a, b) => a.skipped.length - b.skipped.length);
  if (first === void 0) return [];
  const others = /* @__PURE__ */ new Map();
  for (const { provider } of chained)
    if (provider !== first.provider) others.set(provider, (others.get(provider) ?? 0) + 1);
  const also = [...others].map(([provider, count]) => `${provider} for ${count}`).join(", ");
  return [
    `    secrets provider: ${first.provider}${also === "" ? "" : `   (and ${also} of ${chained.length})`}`
  ];
}
function identityLines({ provider, subject, expires, token }) {
  const until = expires === void 0 ? "" : `   until ${expires.toISOString().replace(/\.\d+/, "")}`;
  return [
    `\u25B8 Identity ${provider}   ${subject}${until}`,
    ...token === void 0 ? [] : [`    sub ${token.subject}   aud ${token.audience}`]
  ];
}
const logDetails = (report) => report.loaded.length > MAX_ROWS$3 ? rowsOf(report.loaded) : [];
function rowsOf(loaded) {
  const widths = [0, 1, 2].map(
    (column) => loaded.reduce((width, row) => Math.max(width, cells$1(row)[column].length), 0)
  );
  return loaded.map((row) => {
    const [name, provider, shown2, destination] = cells$1(row);
    const why = row.skipped.length > 0 ? `   (${reasons(row.skipped)})` : "";
    return `    ${name.padEnd(widths[0])}   ${provider.padEnd(widths[1])}   ${shown2.padEnd(widths[2])}   ${destination}${why}`;
  });
}
const cells$1 = (row) => [
  row.name,
  row.provider,
  row.version === void 0 ? row.shown : `${row.shown} (${row.version})`,
  row.destinations.join(", ")
];
const reasons = (skipped) => skipped.map(({ provider, why }) => `${provider}: ${why}`).join("; ");
const headerLine = (report) => [
  `secrets-action ${report.version}`,
  `node ${report.node}`,
  report.event && `event ${report.event}`,
  report.ref
].filter((part) => part !== "").join(" \xB7 ");
let library;
async function loadYaml() {
  library ??= await import("./vendor-yaml.js");
}
function yamlLibrary() {
  if (library === void 0) throw new Error("loadYaml() comes first");
  return library;
}
const MAX_ALIASES = 100;
function parseYaml(text, place = {}) {
  const { LineCounter, parseDocument } = yamlLibrary();
  const { code: code2 = "INPUT_INVALID", file } = place;
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    // "silent" would also drop a second document without a word.
    logLevel: "error"
  });
  const at = file === void 0 ? {} : { file };
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    const what = error.code === "DUPLICATE_KEY" ? "A key stands twice in one map." : error.code === "MULTIPLE_DOCS" ? "There is more than one YAML document." : "This is not valid YAML.";
    throw new Failure(code2, what, { at: { ...at, line, column: col } });
  }
  try {
    return document.toJS({ mapAsMap: true, maxAliasCount: MAX_ALIASES });
  } catch {
    throw new Failure(code2, "The aliases of this YAML cannot be resolved, or there are too many of them.", {
      at
    });
  }
}
const SOURCE = "/dev/urandom";
const UUID_BYTES = 16;
const POOLED = 64;
let pool = Buffer.alloc(0);
function randomUuid() {
  if (pool.length < UUID_BYTES) pool = randomBytes(UUID_BYTES * POOLED);
  const bytes = pool.subarray(0, UUID_BYTES);
  pool = pool.subarray(UUID_BYTES);
  bytes[6] = bytes[6] & 15 | 64;
  bytes[8] = bytes[8] & 63 | 128;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
function randomBytes(length, source = SOURCE) {
  let fd;
  try {
    if (!fs.lstatSync(source).isCharacterDevice()) return crypto.randomBytes(length);
    fd = fs.openSync(source, "r");
    const bytes = Buffer.alloc(length);
    return fs.readSync(fd, bytes) === length ? bytes : crypto.randomBytes(length);
  } catch {
    return crypto.randomBytes(length);
  } finally {
    if (fd !== void 0) fs.closeSync(fd);
  }
}
const escapeData = (text) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const escapeProperty = (text) => escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
function command(name, properties, message) {
  const list2 = Object.entries(properties).filter(([, value]) => value !== void 0 && value !== "").map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name}${list2.length > 0 ? ` ${list2.join(",")}` : ""}::${escapeData(message)}
`;
}
function commandFileText(entries) {
  let text = "";
  for (const [name, value] of entries) {
    const delimiter = `ghadelimiter_${randomUuid()}`;
    text += `${name}<<${delimiter}
${value}
${delimiter}
`;
  }
  return text;
}
function readEvent(env) {
  return {
    name: env["GITHUB_EVENT_NAME"] ?? "",
    sha: env["GITHUB_SHA"] ?? "",
    ref: env["GITHUB_REF"] ?? "",
    repository: env["GITHUB_REPOSITORY"] ?? "",
    actor: env["GITHUB_ACTOR"] ?? "",
    payload: readPayload(env["GITHUB_EVENT_PATH"])
  };
}
function readPayload(path2) {
  if (path2 === void 0 || path2 === "") return null;
  try {
    return JSON.parse(fs.readFileSync(path2, "utf8"));
  } catch {
    return null;
  }
}
const PAUSE_MS = 2;
const PATIENCE_MS = 6e4;
function writeFully(descriptor, data) {
  const bytes = typeof data === "string" ? Buffer.from(data, "utf8") : data;
  let offset = 0;
  let idle = 0;
  while (offset < bytes.length) {
    try {
      offset += fs.writeSync(descriptor, bytes, offset, bytes.length - offset);
      idle = 0;
    } catch (error) {
      if (error.code !== "EAGAIN" || idle > PATIENCE_MS) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
      idle += PAUSE_MS;
    }
  }
}
const STDOUT = 1;
const COMMAND_FILES = ["GITHUB_STATE", "GITHUB_OUTPUT", "GITHUB_ENV"];
const SUMMARY_LIMIT_BYTES = 900 * 1024;
function actionsRunner(env) {
  const stepDebug = env["RUNNER_DEBUG"] === "1";
  const debugging = stepDebug || env["LOG_LEVEL"]?.toUpperCase() === "DEBUG";
  const print = (text) => writeFully(STDOUT, text);
  return {
    face: "actions",
    env,
    event: () => readEvent(env),
    workspace: env["GITHUB_WORKSPACE"] || process.cwd(),
    temp: env["RUNNER_TEMP"] || os.tmpdir(),
    debugging,
    info: (line) => print(`${printable(line)}
`),
    debug: (line) => {
      if (stepDebug) print(command("debug", {}, printable(line)));
      else if (debugging) print(`debug: ${printable(line)}
`);
    },
    group: (title, lines) => {
      print(command("group", {}, printable(title)));
      print(lines.map((line) => `${printable(line)}
`).join(""));
      print(command("endgroup", {}, ""));
    },
    annotate: (severity, message, at = {}) => print(command(severity, { title: at.title, file: at.file, line: at.line, col: at.column }, message)),
    mask: (forms) => print(forms.map((form) => `::add-mask::${escapeData(form)}
`).join("")),
    ready: () => COMMAND_FILES.forEach((variable) => fileOf$1(env, variable)),
    exportVariables: (variables) => append(env, "GITHUB_ENV", texts(variables)),
    setOutputs: (outputs) => append(env, "GITHUB_OUTPUT", texts(outputs)),
    saveState: (name, value) => append(env, "GITHUB_STATE", [[name, value]]),
    state: (name) => env[`STATE_${name}`] ?? "",
    summary: (markdown) => {
      const path2 = env["GITHUB_STEP_SUMMARY"];
      if (path2) fs.appendFileSync(path2, withinLimit(markdown));
    }
  };
}
function texts(values) {
  return [...values].map(([name, value]) => [name, value.reveal() ?? ""]);
}
function append(env, variable, entries) {
  if (entries.length === 0) return;
  fs.appendFileSync(fileOf$1(env, variable), commandFileText(entries));
}
function fileOf$1(env, variable) {
  const path2 = env[variable];
  if (path2 && fs.statSync(path2, { throwIfNoEntry: false })?.isFile()) return path2;
  throw new Failure("RUNNER_UNUSABLE", `The runner gave no file for ${variable}.`, {
    fix: "Run this action on a GitHub Actions runner of version 2.327 or newer."
  });
}
function withinLimit(markdown) {
  if (Buffer.byteLength(markdown) <= SUMMARY_LIMIT_BYTES) return markdown;
  const cut = Buffer.from(markdown).subarray(0, SUMMARY_LIMIT_BYTES).toString("utf8");
  return `${cut.slice(0, cut.lastIndexOf("\n"))}

\u2026 the rest is in the report.
`;
}
const FILE_MODE = 384;
const FOLDER_MODE = 448;
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;
const RESERVED_FOLDERS = /* @__PURE__ */ new Set([".git", ".github", "_runner_file_commands"]);
const NOFOLLOW$1 = fs.constants.O_NOFOLLOW ?? 0;
const NONBLOCK = fs.constants.O_NONBLOCK ?? 0;
function readBounded(file, maxBytes) {
  let fd;
  try {
    const realPath = fs.realpathSync.native(file);
    fd = fs.openSync(realPath, fs.constants.O_RDONLY | NONBLOCK | NOFOLLOW$1);
    const stat = fs.fstatSync(fd);
    if (!stat.isFile())
      throw new Failure("FILE_UNREADABLE", `${file} is not a regular file.`, { at: { file } });
    const bytes = readAll(fd, Math.min(stat.size, maxBytes), maxBytes);
    if (bytes.length > maxBytes)
      throw new Failure("LIMIT_EXCEEDED", `${file} is larger than ${maxBytes} bytes.`, { at: { file } });
    return { bytes, realPath };
  } catch (error) {
    throw fileFailure(error, file, "FILE_UNREADABLE");
  } finally {
    if (fd !== void 0) fs.closeSync(fd);
  }
}
function readAll(fd, expected, maxBytes) {
  let buffer = Buffer.allocUnsafe(expected + 1);
  let length = 0;
  for (; ; ) {
    const count = fs.readSync(fd, buffer, length, buffer.length - length, null);
    if (count === 0) return buffer.subarray(0, length);
    length += count;
    if (length > maxBytes) return buffer.subarray(0, length);
    if (length === buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafe(buffer.length)]);
  }
}
function safePath(file, roots, platform = process.platform) {
  const refuse = (why) => new Failure("FILE_UNSAFE", `This path cannot be written: ${why}.`, {
    fix: "Name a file below the workspace or RUNNER_TEMP."
  });
  const parts = file.split(platform === "win32" ? /[\\/]/ : "/");
  if (file === "" || file.includes("\0")) return refuse("it is empty or holds a NUL character");
  if (parts.includes("..")) return refuse("it holds ..");
  const name = parts.at(-1);
  if (name === "" || name === ".") return refuse("it names a folder");
  const [first] = roots;
  if (first === void 0) return refuse("there is no folder to write below");
  const absolute = path.resolve(first, file);
  const root = roots.find((candidate) => isBelow(absolute, path.resolve(candidate))) ?? roots.find((candidate) => isBelow(absolute, real(candidate)));
  if (root === void 0) return refuse("it lies outside the workspace and RUNNER_TEMP");
  const base = isBelow(absolute, path.resolve(root)) ? path.resolve(root) : real(root);
  const inside = path.relative(base, absolute).split(path.sep);
  if (inside.some((part) => RESERVED_FOLDERS.has(part.toLowerCase())))
    return refuse("it lies in a folder of git, GitHub or the runner");
  if (inside.some((part) => DEVICE.test(part))) return refuse("it holds the name of a Windows device");
  if (platform === "win32" && inside.some((part) => /[. ]$|[:<>"|?*]/.test(part)))
    return refuse("it holds characters that Windows changes");
  let current = real(base);
  for (const [i, part] of inside.entries()) {
    current = path.join(current, part);
    const stat = fs.lstatSync(current, { throwIfNoEntry: false });
    if (stat === void 0) continue;
    if (stat.isSymbolicLink()) return refuse("a part of it is a symbolic link");
    if (i < inside.length - 1 ? !stat.isDirectory() : !stat.isFile())
      return refuse("a part of it is not what it should be");
  }
  return current;
}
const isBelow = (file, root) => {
  const relative = path.relative(root, file);
  return relative !== "" && relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
};
function real(folder) {
  try {
    return fs.realpathSync.native(folder);
  } catch {
    return path.resolve(folder);
  }
}
function createFile(file, bytes, options) {
  const target = safePath(file, options.roots);
  if (target instanceof Failure) throw target;
  try {
    makeFolder(target);
    if (!options.overwrite) writeNew(target, bytes, options.mode);
    else {
      const beside = path.join(path.dirname(target), `.secrets-action-${randomUuid()}`);
      writeNew(beside, bytes, options.mode);
      try {
        fs.renameSync(beside, target);
      } catch (error) {
        fs.rmSync(beside, { force: true });
        throw error;
      }
    }
    return target;
  } catch (error) {
    throw fileFailure(error, file, "FILE_UNREADABLE");
  }
}
function makeFolder(target) {
  const folder = path.dirname(target);
  fs.mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
  if (!isSameFolder(fs.realpathSync.native(folder), folder))
    throw new Failure("FILE_UNSAFE", "This path cannot be written: it changed while it was looked at.");
}
const isSameFolder = (a, b) => process.platform === "linux" ? a === b : a.toLowerCase() === b.toLowerCase();
function writeNew(file, bytes, mode) {
  const fd = fs.openSync(
    file,
    fs.constants.O_WRONLY | fs.constants.O_CREAT | fs.constants.O_EXCL | NOFOLLOW$1,
    FILE_MODE
  );
  let done = false;
  try {
    if (mode !== void 0) fs.fchmodSync(fd, mode);
    for (let at = 0; at < bytes.length; ) at += fs.writeSync(fd, bytes, at);
    done = true;
  } finally {
    fs.closeSync(fd);
    if (!done) fs.rmSync(file, { force: true });
  }
}
function fileFailure(error, file, code2) {
  if (error instanceof Failure) return error;
  const system = error?.code;
  const reason = typeof system === "string" && /^[A-Z]+$/.test(system) ? system : "unknown";
  const at = { file };
  if (reason === "ENOENT") return new Failure("FILE_NOT_FOUND", `There is no file ${file}.`, { at });
  if (reason === "EEXIST")
    return new Failure("FILE_EXISTS", `${file} exists already.`, { at, fix: "overwrite: true" });
  return new Failure(code2, `${file} cannot be opened (${reason}).`, { at });
}
const NAME = /^secrets-action-leftovers-[0-9a-f-]{36}\.json$/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const leftoversPath = (temp) => path.join(temp, `secrets-action-leftovers-${randomUuid()}.json`);
const isOurLeftovers = (file, temp) => NAME.test(path.basename(file)) && path.dirname(path.resolve(file)) === path.resolve(temp);
function saveLeftovers(file, leftovers) {
  fs.writeFileSync(file, JSON.stringify(leftovers), { mode: 384, flag: "wx" });
}
function readLeftovers(file, temp) {
  if (!isOurLeftovers(file, temp)) return void 0;
  try {
    const { files, variables } = JSON.parse(fs.readFileSync(file, "utf8"));
    return { files: leftFiles(files), variables: strings(variables).filter((name) => VARIABLE.test(name)) };
  } catch {
    return void 0;
  }
}
const leftFiles = (list2) => Array.isArray(list2) ? list2.flatMap(
  (entry) => typeof entry?.path === "string" ? [{ path: entry.path, before: typeof entry.before === "number" ? entry.before : void 0 }] : []
) : [];
const strings = (list2) => Array.isArray(list2) ? list2.filter((entry) => typeof entry === "string") : [];
function removeLeftover({ path: file, before }, temp) {
  const stat = fs.lstatSync(file, { throwIfNoEntry: false });
  if (stat !== void 0 && stat.ino === before) return false;
  const present = stat !== void 0;
  fs.rmSync(file, { force: true });
  const folder = path.dirname(file);
  if (path.dirname(folder) === path.resolve(temp) && path.basename(folder).startsWith("secrets-")) {
    try {
      fs.rmdirSync(folder);
    } catch {
    }
  }
  return present;
}
const systemClock = {
  now: () => Date.now(),
  // Not that of node:timers/promises, which makes an error with a stack of each wait that ends early, as most do.
  sleep: (ms, signal) => new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", end);
      resolve();
    }, ms);
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  })
};
var clock = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  systemClock
});
const MARKDOWN = /[\\`*_{}[\]()#+\-!|<>&~:@]|(?<=www)\./gi;
const escapeMarkdown = (text) => text.replace(new RegExp("\\p{Cc}", "gu"), " ").replace(MARKDOWN, (char) => `&#${char.codePointAt(0)};`);
const code = (text) => text === "" ? "" : `<code>${escapeMarkdown(text)}</code>`;
const table = (head, rows) => rows.length === 0 ? [] : ["", ...[head, head.map(() => "---"), ...rows].map((cells2) => `| ${cells2.join(" | ")} |`)];
const list = (title, items) => items.length === 0 ? [] : ["", `**${title}**`, "", ...items.map((item) => `- ${item}`)];
const MAX_ROWS$2 = 200;
const KEY_ENDS = / (?=[+~…-])/;
function clusterMarkdown(facts) {
  const { objects, synced, restarted } = facts;
  const failed = facts.failed !== void 0 || [...synced, ...restarted].some(({ is }) => is === "failed");
  const mark = failed ? "\u274C" : facts.notices.length > 0 ? "\u26A0\uFE0F" : "\u2705";
  const what = objects.length === 0 ? "nothing to apply" : verbCounts(objects);
  const whys = [...synced, ...restarted].flatMap(
    ({ object, why }) => why === void 0 || why === facts.failed ? [] : [`${code(object)}: ${escapeMarkdown(why)}`]
  );
  const lines = [
    `### ${mark} Cluster: ${what}${facts.dryRun ? " (dry run: nothing was changed)" : ""}`,
    "",
    `${code(facts.cluster)} as ${code(facts.user)}, field manager ${code(facts.manager)}`,
    ...filled(["Object", "Result", "Keys", "Time"], objects.slice(0, MAX_ROWS$2).map(objectCells)),
    ...objects.length > MAX_ROWS$2 ? ["", `\u2026 and ${objects.length - MAX_ROWS$2} more in the report.`] : [],
    ...list(
      "Taken over",
      objects.flatMap(
        ({ object, formerOwner }) => formerOwner === void 0 ? [] : [`${code(object)} from ${code(formerOwner)}`]
      )
    ),
    ...filled(["ExternalSecret", "Result", "Secret", "Time"], synced.map(waitCells)),
    ...filled(["Workload", "Result", "Because of", "Time"], restarted.map(waitCells)),
    ...list("Why", whys),
    ...list(
      "Immutable Secrets and their names",
      [...facts.names].map(([asked, real2]) => `${code(asked)} is ${code(real2)}`)
    ),
    ...list("No longer asked for", facts.left.map(code)),
    ...list("To know", [
      ...objects.flatMap(
        ({ object, notes }) => notes.map((note) => `${code(object)}: ${escapeMarkdown(note)}`)
      ),
      ...facts.notices.map(escapeMarkdown)
    ])
  ];
  return `${lines.join("\n")}

`;
}
function filled(head, rows) {
  const kept = (cells2) => cells2.filter((_, column) => rows.some((row) => row[column] !== ""));
  return table(kept(head), rows.map(kept));
}
const objectCells = (row) => [
  code(row.object),
  escapeMarkdown(row.verb),
  changeText(row.changes).split(KEY_ENDS).map(code).join(" "),
  row.ms === 0 ? "" : `${Math.round(row.ms)}&nbsp;ms`
];
const waitCells = (row) => [
  code(row.object),
  escapeMarkdown(row.is),
  row.secrets.map(code).join(", "),
  `${(row.ms / 1e3).toFixed(1)}&nbsp;s`
];
const MAX_ROWS$1 = 200;
const MAX_COMMANDS = 20;
const PER_KIND = 3;
const MAX_NAME = 90;
const MAX_NOTES = 20;
const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";
function signingMarkdown(facts) {
  const { artifacts, notes } = facts;
  const rows = signedRows(artifacts);
  const lines = [
    `### ${titleOf$1(facts)}`,
    ...signerOf(facts),
    ...table(["Artifact", "What", "Where", "Log"], rows.slice(0, MAX_ROWS$1).map(cells)),
    ...rows.length > MAX_ROWS$1 ? ["", `\u2026 and ${rows.length - MAX_ROWS$1} more, all in the report and the outputs.`] : [],
    ...howToVerify(artifacts, facts.instance),
    ...list("To know", notes.slice(0, MAX_NOTES).map(escapeMarkdown))
  ];
  return `${lines.join("\n")}

`;
}
function titleOf$1({ artifacts, failed, dryRun, notes }) {
  const counts = countsOf(artifacts);
  if (dryRun) return `\u2705 Would sign: ${counts}`;
  if (failed !== void 0)
    return `\u274C Signing failed: ${artifacts.length === 0 ? "nothing was signed" : `${counts} made`}`;
  return `${notes.length > 0 ? "\u26A0\uFE0F" : "\u2705"} Signed: ${counts}`;
}
function signerOf({ identity, issuer, instance, source, until }) {
  const by = identity === "" ? [] : [`By ${code(shortIdentity(identity))}`];
  const how = [
    `Sigstore ${escapeMarkdown(instance)} (${escapeMarkdown(middleOut(source, MAX_NAME))})`,
    ...issuer === "" || issuer === GITHUB_ISSUER ? [] : [`issuer ${code(issuer)}`],
    ...until === void 0 ? [] : [`certificate until ${minuteOf(until)}`]
  ];
  return ["", [...by, how.join(" \xB7 ")].join("<br>")];
}
function cells({ subject, more, digest, what, places, logs }) {
  const [name, ofImage] = subject.split(/@(?=sha256:[0-9a-f]{64}$)/);
  const others = more > 0 ? ` and ${more} more` : "";
  return [
    `${code(middleOut(name, MAX_NAME))}${others}<br>${code(shortDigests(ofImage ?? digest))}`,
    escapeMarkdown(middleOut(what, MAX_NAME)),
    places.map((place) => placeCell(place, subject)).join("<br>"),
    [...new Set(logs.map(logCell))].join("<br>")
  ];
}
function placeCell(place, subject) {
  const form = escapeMarkdown(formText(place));
  if (place.form === "GitHub") return link(place.where, form);
  const text = placeText$1(place, subject).replace(/^(?:\/|[A-Za-z]:\\).*[/\\]/, "");
  return text === "" ? form : `${form} ${code(middleOut(text, MAX_NAME))}`;
}
const logCell = ({ index, url }) => url === "" ? code(index) : link(url, escapeMarkdown(index));
const link = (url, text) => /^https?:\/\//.test(url) ? `<a href="${attribute(url)}">${text}</a>` : text;
const folded = (command2) => command2.includes("'") ? [command2] : command2.split(/ (?=--)/).map((part, i, parts) => `${i > 0 ? "    " : ""}${part}${i < parts.length - 1 ? " \\" : ""}`);
const howToVerify = (artifacts, instance) => {
  const { commands, more } = commandsOf(artifacts);
  if (commands.length === 0) return [];
  return [
    "",
    "<details><summary>How to verify</summary>",
    "",
    howTo(instance),
    "",
    "<pre>",
    ...commands.flatMap((command2) => folded(command2).map(escapeMarkdown)),
    ...more > 0 ? [`\u2026 and ${more} more in the output verify-commands`] : [],
    "</pre>",
    "",
    "</details>"
  ];
};
const FORMATS = "https://github.com/liquid-hive/secrets-action/blob/v1/docs/signing-formats.md";
const howTo = (instance) => [
  "Where cosign 2 needs another command than cosign 3, it has <code>&#45;&#45;new&#45;bundle&#45;format</code>.",
  ...instance === "public" ? [] : [
    `<code>trusted&#95;root.json</code> and what is made of it are [files of yours](${FORMATS}#whom-the-commands-trust).`
  ]
].join(" ");
function commandsOf(artifacts) {
  const kinds = /* @__PURE__ */ new Map();
  for (const one of artifacts) {
    const kind = JSON.stringify([one.what, one.places.map(({ form }) => form).sort()]);
    if (one.commands.length > 0 && !kinds.has(kind)) kinds.set(kind, one);
  }
  const every = [...new Set(artifacts.flatMap(({ commands }) => commands))];
  const preferred = [...[...kinds.values()].flatMap(({ commands }) => commands.slice(0, PER_KIND)), ...every];
  const shown2 = new Set([...new Set(preferred)].slice(0, MAX_COMMANDS));
  return { commands: every.filter((command2) => shown2.has(command2)), more: every.length - shown2.size };
}
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const attribute = (text) => text.replace(/[&<>"|\n\r]/g, (char) => ENTITIES[char] ?? encodeURIComponent(char));
const DAY_MS = 864e5;
function ageOf(date, now) {
  if (date === void 0) return "";
  const days = Math.floor((now.getTime() - date.getTime()) / DAY_MS);
  return days <= 0 ? "today" : days === 1 ? "1 day" : `${days} days`;
}
const MAX_ROWS = 500;
function summaryMarkdown(report) {
  const { identities, loaded, absent, notices } = report;
  const now = new Date(report.started.getTime() + report.durationMs);
  const signed2 = report.signing === void 0 ? "" : signingMarkdown(report.signing);
  if (report.signing !== void 0 && isSigningOnly(report))
    return signingMarkdown({ ...report.signing, notes: [.../* @__PURE__ */ new Set([...notices, ...report.signing.notes])] });
  const failed = report.cluster?.failed !== void 0 || report.signing?.failed !== void 0;
  const mark = failed ? "\u274C" : notices.length > 0 ? "\u26A0\uFE0F" : "\u2705";
  const verb = report.dryRun ? "would load" : failed ? "read, nothing exported" : "loaded";
  const lines = [
    `### ${mark} Secrets: ${loaded.length} ${verb}${absent.length > 0 ? `, ${absent.length} absent` : ""}`,
    ...table(["Identity", "Who", "Account", "Until"], identities.map(identityCells)),
    ...table(
      ["Provider", "Names", "Read once for several", "Time", "Failures"],
      report.providers.map(providerCells)
    ),
    ...table(
      ["Secret", "Source", "Locator", "Age", "Destination"],
      loaded.slice(0, MAX_ROWS).map((row) => secretCells(row, now))
    )
  ];
  if (loaded.length > MAX_ROWS) lines.push("", `\u2026 and ${loaded.length - MAX_ROWS} more in the report.`);
  const fallbacks = loaded.filter((row) => row.skipped.length > 0);
  const why = ({ name, skipped }) => `${code(name)}: ${escapeMarkdown(reasons(skipped))}`;
  lines.push(
    ...list("From a fallback", fallbacks.map(why)),
    ...list("Optional and not found", absent.map(why)),
    ...list("To know", notices.map(escapeMarkdown))
  );
  return `${lines.join("\n")}

${signed2}${report.cluster === void 0 ? "" : clusterMarkdown(report.cluster)}`;
}
const identityCells = ({ provider, subject, account, expires }) => [
  escapeMarkdown(provider),
  code(subject),
  code(account ?? ""),
  expires === void 0 ? "" : `${expires.toISOString().slice(0, 16).replace("T", " ")}&nbsp;UTC`
];
const providerCells = (facts) => {
  const failures = facts.outcomes.filter(({ outcome }) => outcome === "failed").map(({ reason, count }) => `${count} \xD7 <code>${reason ?? ""}</code>`);
  return [
    escapeMarkdown(facts.provider),
    String(facts.references),
    facts.cacheHits === 0 ? "" : String(facts.cacheHits),
    `${Math.round(facts.waitedMs)}&nbsp;ms`,
    failures.join(", ")
  ];
};
const secretCells = (row, now) => [
  code(row.name),
  `${escapeMarkdown(row.provider)}${row.skipped.length > 0 ? " \u21A9" : ""}`,
  code(row.shown),
  ageOf(row.date, now),
  `${escapeMarkdown(row.destinations.join(", "))}${row.masked ? "" : " \xB7 not masked"}`
];
const BARE = /^[A-Za-z0-9_./:@%+=,-]*$/;
const DOUBLE = /^[^"$`\\\r\0]*$/;
const NOT_SINGLE = /['\r\0]|\\\\|\\$|\$\{/;
function toDotenv(variables) {
  let text = "";
  const unsuitable = [];
  for (const [name, value] of variables) {
    const written = dotenvValue(value);
    if (written === void 0) unsuitable.push(name);
    else text += `${name}=${written}
`;
  }
  if (unsuitable.length === 0) return text;
  return new Failure(
    "VALUE_UNSUITABLE",
    `${unsuitable.join(", ")}: no dotenv file carries this value to every program that reads it.`,
    {
      fix: "Use json instead: export-file: secrets.json"
    }
  );
}
function dotenvValue(value) {
  if (BARE.test(value)) return value;
  if (!NOT_SINGLE.test(value)) return `'${value}'`;
  return DOUBLE.test(value) ? `"${value}"` : void 0;
}
function formatOf(file) {
  if (/\.env$|(?:^|[\\/])\.env\.[^\\/]+$/i.test(file)) return "dotenv";
  if (/\.json$/i.test(file)) return "json";
  return /\.ya?ml$/i.test(file) ? "yaml" : void 0;
}
function fileOf(values, format) {
  const texts2 = /* @__PURE__ */ new Map();
  const binary = [];
  for (const [name, value] of values) {
    const text2 = value.reveal();
    if (text2 === void 0) binary.push(name);
    else texts2.set(name, text2);
  }
  if (binary.length > 0)
    return new Failure(
      "VALUE_UNSUITABLE",
      `${binary.join(", ")}: the value is not UTF-8 text, which a common file needs.`,
      { fix: `${binary[0]} = \u2026 as file` }
    );
  const lines = [...texts2].map(([name, text2]) => `${JSON.stringify(name)}: ${quoted(text2)}`);
  if (format === "json") return Secret.of(lines.length === 0 ? "{}\n" : `{
  ${lines.join(",\n  ")}
}
`);
  if (format === "yaml") return Secret.of(lines.length === 0 ? "{}\n" : `${lines.join("\n")}
`);
  const text = toDotenv(texts2);
  return text instanceof Failure ? text : Secret.of(text);
}
const quoted = (text) => JSON.stringify(text).replace(
  /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
  (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`
);
const TIMEOUT_MS = 3e4;
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;
function runQuietly(file, args, env, cwd, input) {
  const result = childProcess.spawnSync(file, args, {
    env: { ...env },
    timeout: TIMEOUT_MS,
    maxBuffer: MAX_OUTPUT_BYTES,
    stdio: [input === void 0 ? "ignore" : "pipe", "pipe", "ignore"],
    windowsHide: true,
    ...cwd === void 0 ? {} : { cwd },
    ...input === void 0 ? {} : { input }
  });
  return { status: result.status, stdout: result.stdout ?? Buffer.alloc(0) };
}
function splitWords(line) {
  const words = [];
  let word;
  let quote = "";
  for (let i = 0; i < line.length; i++) {
    const char = line.charAt(i);
    if (quote === "'") {
      if (char === "'") quote = "";
      else word += char;
    } else if (char === "\\" && i + 1 < line.length) {
      const next = line.charAt(++i);
      word = (word ?? "") + (quote === '"' && !'"\\$`'.includes(next) ? char + next : next);
    } else if (char === quote) {
      quote = "";
    } else if (quote === "" && (char === '"' || char === "'")) {
      quote = char;
      word ??= "";
    } else if (quote === "" && /\s/.test(char)) {
      if (word !== void 0) words.push(word);
      word = void 0;
    } else {
      word = (word ?? "") + char;
    }
  }
  if (quote !== "") return void 0;
  return word === void 0 ? words : [...words, word];
}
const PASSED_ON = ["SIGINT", "SIGTERM", "SIGHUP"];
function runInForeground(options) {
  return new Promise((resolve, reject) => {
    const failed = (error) => {
      const code2 = error?.code;
      resolve({ kind: "failed", code: typeof code2 === "string" ? code2 : "unknown" });
    };
    let child;
    try {
      child = childProcess.spawn(options.file, options.args, {
        env: { ...options.env },
        stdio: ["inherit", options.stdout ? "pipe" : "inherit", options.stderr ? "pipe" : "inherit"]
      });
    } catch (error) {
      return failed(error);
    }
    const pass = (signal) => {
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of PASSED_ON) process.on(signal, pass);
    const filtered = [];
    if (child.stdout && options.stdout) filtered.push(options.stdout(child.stdout));
    if (child.stderr && options.stderr) filtered.push(options.stderr(child.stderr));
    child.on("error", failed);
    child.on("close", (status, signal) => {
      for (const name of PASSED_ON) process.off(name, pass);
      Promise.all(filtered).then(
        () => resolve(signal === null ? { kind: "exited", status: status ?? 1 } : { kind: "signalled", signal }),
        reject
      );
    });
  });
}
function runBeside(options) {
  const child = childProcess.spawn(options.file, options.args, {
    env: { ...options.env },
    cwd: options.cwd,
    stdio: ["pipe", "pipe", "pipe"],
    windowsHide: true
  });
  const kill = () => void child.kill("SIGKILL");
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr = (stderr + chunk.toString("latin1")).slice(-4e3);
  });
  child.stdin.on("error", () => void 0);
  if (options.signal.aborted) kill();
  options.signal.addEventListener("abort", kill, { once: true });
  const ended = new Promise((resolve) => {
    const done = (status) => {
      options.signal.removeEventListener("abort", kill);
      resolve({ status, stderr });
    };
    child.on("error", () => done(null));
    child.on("close", done);
  });
  return { stdin: child.stdin, stdout: child.stdout, ended, kill };
}
const MAX_PORT = 65535;
const LOOPBACK = "127.0.0.1";
const LOCAL_NAMES = /* @__PURE__ */ new Set(["localhost", "ip6-localhost"]);
function parseListen(text) {
  const match = /^(?:(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9.-]*)):)?(\d{1,5})$/.exec(text.trim());
  if (match === null) return void 0;
  const [, v6, name, digits = ""] = match;
  const port = Number(digits);
  if (port > MAX_PORT || v6 !== void 0 && !net.isIPv6(v6)) return void 0;
  return { host: v6 ?? (name || LOOPBACK), port };
}
const isLoopback = (host) => LOCAL_NAMES.has(host.toLowerCase()) || host === "::1" || net.isIPv4(host) && host.startsWith("127.");
const shownAddress = ({ host, port }) => `${net.isIPv6(host) ? `[${host}]` : host}:${port}`;
function isHostOf(header, { host }) {
  const match = /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9.-]+))(?::\d{1,5})?$/.exec(header ?? "");
  const asked = (match?.[1] ?? match?.[2])?.toLowerCase();
  if (asked === void 0) return false;
  if (isLoopback(asked) || asked === host.toLowerCase()) return true;
  return !isLoopback(host) && net.isIP(asked) !== 0;
}
const PROVIDER = /^[a-z][a-z0-9-]{0,31}$/;
const MAX_BYTES = 4 * 1024 * 1024;
const NOFOLLOW = fs.constants.O_NOFOLLOW ?? 0;
function addLines(file, lines) {
  const { O_WRONLY, O_CREAT, O_APPEND } = fs.constants;
  const fd = fs.openSync(file, O_WRONLY | O_CREAT | O_APPEND | NOFOLLOW, 384);
  try {
    const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}
`).join(""));
    for (let at = 0; at < bytes.length; ) at += fs.writeSync(fd, bytes, at);
  } finally {
    fs.closeSync(fd);
  }
}
function readLeftCredentials(file, temp) {
  if (!isOurLeftovers(file, temp)) return void 0;
  const text = textOf(file);
  if (text === void 0) return void 0;
  let ca;
  const left = /* @__PURE__ */ new Map();
  for (const line of text.split("\n")) {
    const entry = parsed(line);
    if (entry === void 0) continue;
    if (typeof entry["ca"] === "string") ca = entry["ca"];
    if (typeof entry["settled"] === "number") left.delete(entry["settled"]);
    const { id, provider, record } = entry;
    if (typeof id === "number" && typeof provider === "string" && PROVIDER.test(provider) && isRecord(record))
      left.set(id, { provider, record });
  }
  return { ca, left: [...left.values()] };
}
function textOf(file) {
  try {
    const stat = fs.lstatSync(file);
    return stat.isFile() && stat.size <= MAX_BYTES ? fs.readFileSync(file, "utf8") : void 0;
  } catch {
    return void 0;
  }
}
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
function parsed(line) {
  try {
    const value = JSON.parse(line);
    return isRecord(value) ? value : void 0;
  } catch {
    return void 0;
  }
}
const LEFTOVERS_STATE = "leftovers";
const CREDENTIALS_STATE = "credentials";
const TAGS_STATE = "tags";
const NOTES_STATE = "notes";
let running;
const asAttempt = (attempt, call) => (running ??= new asyncHooks.AsyncLocalStorage()).run(attempt, call);
const currentAttempt = () => running?.getStore() ?? 1;
const DOCS = "https://github.com/liquid-hive/secrets-action/blob/v1/docs/troubleshooting.md";
const docsUrl = (code2) => `${DOCS}#${code2.toLowerCase()}`;
const MAX_ANNOTATIONS = 9;
function placeText(at) {
  if (at === void 0) return "";
  return [
    at.input ? `input ${at.input}` : void 0,
    at.file,
    at.line === void 0 ? void 0 : `line ${at.line}`,
    at.column === void 0 ? void 0 : `column ${at.column}`
  ].filter((part) => part !== void 0).join(", ");
}
function failureLines(failure) {
  const problems = failure.all.length > 0 ? failure.all : [failure];
  const lines = failure.all.length > 0 ? [`${failure.message}:`] : [];
  for (const problem of problems) {
    const place = placeText(problem.at);
    lines.push(`${problem.code}  ${place === "" ? "" : `${place}: `}${problem.message}`);
    if (problem.fix !== void 0)
      lines.push(...problem.fix.split("\n").map((line, i) => i === 0 ? `Fix: ${line}` : `     ${line}`));
  }
  for (const code2 of new Set(problems.map((problem) => problem.code))) lines.push(`Docs: ${docsUrl(code2)}`);
  return lines;
}
function failureAnnotations(failure) {
  const problems = failure.all.length > 0 ? failure.all : [failure];
  const shown2 = problems.length > MAX_ANNOTATIONS + 1 ? problems.slice(0, MAX_ANNOTATIONS) : problems;
  const annotations = shown2.map((problem) => {
    const place = problem.at?.input ? `input ${problem.at.input}${problem.at.line ? `, line ${problem.at.line}` : ""}: ` : "";
    const { file, line, column } = problem.at ?? {};
    return {
      message: `${problem.code}  ${place}${problem.message}${problem.fix ? `
Fix: ${problem.fix}` : ""}
Docs: ${docsUrl(problem.code)}`,
      at: {
        title: problem.code,
        ...file === void 0 ? {} : { file },
        ...file === void 0 || line === void 0 ? {} : { line },
        ...file === void 0 || column === void 0 ? {} : { column }
      }
    };
  });
  const rest = problems.length - shown2.length;
  if (rest > 0)
    annotations.push({ message: `and ${rest} more problems, all in the log`, at: { title: failure.code } });
  return annotations;
}
const AFTERWARDS = /* @__PURE__ */ new Set(["SYNC_FAILED", "ROLLOUT_FAILED", "WAIT_EXPIRED"]);
const UNVERIFIED = /* @__PURE__ */ new Set([
  "SIGNATURE_MISSING",
  "SIGNATURE_INVALID",
  "IDENTITY_MISMATCH",
  "POLICY_UNMET"
]);
const UNPUBLISHED = /* @__PURE__ */ new Set(["NOT_PUBLISHED"]);
const SIGNATURES = /^(?:SUBJECT|SIGNING|SIGNATURE|TRUST_ROOT|REGISTRY)_|^(?:PREDICATE_INVALID|PUBLIC_LOG_REFUSED|ATTESTATION_REFUSED|IDENTITY_MISMATCH|POLICY_UNMET|NOT_PUBLISHED)$/;
function titleOf(problems, otherwise) {
  const all = (codes) => problems.every(({ code: code2 }) => codes.has(code2));
  if (all(AFTERWARDS)) return "Secrets: applied, and not in use";
  if (all(UNVERIFIED)) return "Signatures: not accepted";
  if (all(UNPUBLISHED)) return "Signatures: made, and not published";
  return problems.every(({ code: code2 }) => SIGNATURES.test(code2)) ? "Signatures: the step failed" : otherwise;
}
function failureMarkdown(failure, otherwise = "Secrets: not loaded") {
  const problems = failure.all.length > 0 ? failure.all : [failure];
  const lines = [`### \u274C ${titleOf(problems, otherwise)}`, "", "| Code | Where | What |", "|---|---|---|"];
  for (const problem of problems)
    lines.push(
      `| [<code>${problem.code}</code>](${docsUrl(problem.code)}) | ${escapeMarkdown(placeText(problem.at))} | ${escapeMarkdown(shortDigests(problem.message))} |`
    );
  const fixes = [...new Set(problems.map((problem) => problem.fix).filter((fix) => fix !== void 0))];
  if (fixes.length > 0) lines.push("", fixes.length === 1 ? "**Fix**" : "**Fixes**");
  for (const fix of fixes) lines.push(...fixMarkdown(fix));
  return `${lines.join("\n")}

`;
}
const SENTENCE = /^[^\s#]+ .*[.:]$/;
function fixMarkdown(fix) {
  const fence = "`".repeat(Math.max(3, ...[...fix.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  const out = [];
  let isOpen = false;
  for (const line of fix.split("\n")) {
    const isSaid = SENTENCE.test(line);
    if (isSaid && isOpen) out.push(fence);
    if (isSaid) out.push("", escapeMarkdown(line));
    else out.push(...isOpen ? [] : ["", fence], line.replace(new RegExp("\\p{Cc}", "gu"), " "));
    isOpen = !isSaid;
  }
  return isOpen ? [...out, fence] : out;
}
const LEAST_NODE = 24;
function start(runner, command2, title) {
  const abort = new AbortController();
  const fail = (error) => {
    const failure = asFailure(error);
    try {
      const annotations = failureAnnotations(failure);
      for (const { message, at } of annotations) runner.annotate("error", message, at);
      if (failure.all.length > annotations.length) runner.group("All problems", failureLines(failure));
      runner.summary(failureMarkdown(failure, title));
    } finally {
      process.exitCode = 1;
    }
  };
  const die = (error) => {
    fail(error);
    process.exit(1);
  };
  process.on("uncaughtException", die);
  process.on("unhandledRejection", die);
  process.on("SIGINT", () => abort.abort());
  process.on("SIGTERM", () => abort.abort());
  void (async () => {
    try {
      if (Number.parseInt(process.versions.node, 10) < LEAST_NODE)
        throw new Failure("RUNNER_UNUSABLE", `This needs Node ${LEAST_NODE}.`, {
          fix: "Use a runner of version 2.327 or newer."
        });
      await command2(abort.signal);
    } catch (error) {
      fail(error);
    }
    setImmediate(() => process.exit());
  })();
}
const UNDO_MS = 3e4;
const SETTLE_MS = 6e4;
async function post(parts, signal) {
  const cleaned = clean(parts);
  const revoked = await revoke(parts, signal);
  const settled = await settle(parts, signal);
  if (!cleaned && !revoked && !settled) parts.runner.info("Nothing to clean up.");
}
function clean(parts) {
  const { runner } = parts;
  const leftovers = parts.leftovers();
  if (leftovers === void 0) return false;
  let removed = 0;
  let failed = 0;
  for (const file of leftovers.files) {
    try {
      if (parts.remove(file)) removed += 1;
    } catch (error) {
      failed += 1;
      runner.annotate("warning", `A file could not be removed: ${file.path}. ${asFailure(error).message}`);
    }
  }
  runner.exportVariables(new Map(leftovers.variables.map((name) => [name, Secret.of("")])));
  if (failed === 0) parts.forget();
  const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  runner.info(
    `Cleaned up: ${count(removed, "file")} removed, ${count(leftovers.variables.length, "variable")} blanked.`
  );
  return true;
}
async function settle({ runner, settle: look }, signal) {
  if (look === void 0) return false;
  try {
    const line = await look(AbortSignal.any([signal, AbortSignal.timeout(SETTLE_MS)]));
    if (line === void 0) return false;
    runner.info(line);
  } catch (error) {
    const failure = asFailure(error);
    for (const one of failure.all.length > 0 ? failure.all : [failure])
      runner.annotate("warning", `A signature may be missing at its registry. ${shown(one)}`);
  }
  return true;
}
async function revoke(parts, signal) {
  const { runner } = parts;
  const left = parts.credentials();
  if (left === void 0) {
    const notes = parts.notes();
    for (const note of notes)
      runner.annotate("warning", `The file that lists what to revoke is gone from RUNNER_TEMP. ${note}`);
    return notes.length > 0;
  }
  for (const line of await undoAll(left, parts.undo, signal)) {
    if (typeof line === "string") runner.info(line);
    else runner.annotate("warning", shown(line));
  }
  parts.forgetCredentials();
  return left.length > 0;
}
async function undoAll(left, undo, signal) {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(UNDO_MS)]);
  const ended = await Promise.allSettled(left.map(async (one) => undo(one, limited)));
  return ended.map((one) => one.status === "fulfilled" ? one.value : asFailure(one.reason));
}
const shown = ({ message, fix }) => fix === void 0 ? message : `${message}
${fix}`;
var post$1 = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  post,
  shown,
  undoAll
});
export {
  readLeftovers as $,
  list as A,
  table as B,
  CREDENTIALS_STATE as C,
  splitWords as D,
  shortDigests as E,
  Failure as F,
  shortIdentity as G,
  minuteOf as H,
  printableJson as I,
  asAttempt as J,
  readBounded as K,
  LEFTOVERS_STATE as L,
  yamlLibrary as M,
  NOTES_STATE as N,
  actionsRunner as O,
  start as P,
  writeFully as Q,
  changeText as R,
  Secret as S,
  verbCounts as T,
  parseListen as U,
  shownAddress as V,
  failureLines as W,
  readLeftCredentials as X,
  isOurLeftovers as Y,
  TAGS_STATE as Z,
  removeLeftover as _,
  asFailure as a,
  post as a0,
  placeText as a1,
  runInForeground as a2,
  isHostOf as a3,
  errors as a4,
  signed as a5,
  clock as a6,
  post$1 as a7,
  logLines as b,
  logDetails as c,
  createFile as d,
  signingDocument as e,
  fileOf as f,
  formatOf as g,
  runQuietly as h,
  systemClock as i,
  leftoversPath as j,
  addLines as k,
  loadYaml as l,
  makeFolder as m,
  currentAttempt as n,
  isLoopback as o,
  parseYaml as p,
  summaryMarkdown as q,
  randomUuid as r,
  safePath as s,
  together as t,
  saveLeftovers as u,
  runBeside as v,
  escapeMarkdown as w,
  middleOut as x,
  printable as y,
  code as z
};
