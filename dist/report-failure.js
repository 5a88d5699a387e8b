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
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
function printable(text) {
  return text.replace(UNPRINTABLE, (char) => char === "	" ? " " : `\\u{${char.codePointAt(0).toString(16)}}`).replace(/^(\s*):(?=:)/, "$1: ").replace(/##(?=\[)/g, "## ");
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
class Failure extends Error {
  name = "Failure";
  code;
  fix;
  at;
  exit;
  all;
  constructor(code, message, details = {}) {
    super(message);
    this.code = code;
    this.fix = details.fix;
    this.at = details.at;
    this.exit = details.exit;
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
  const code = error?.code;
  const system = typeof code === "string" && /^[A-Z][A-Z0-9_]{1,40}$/.test(code) ? ` (${code})` : "";
  return new Failure("INTERNAL", `Unexpected ${name}${system}.`, {
    fix: "Please report this with the step's debug log: https://github.com/liquid-hive/secrets-action/issues"
  });
}
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
const DOCS = "https://github.com/liquid-hive/secrets-action/blob/v1/docs/troubleshooting.md";
const docsUrl = (code) => `${DOCS}#${code.toLowerCase()}`;
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
  for (const code of new Set(problems.map((problem) => problem.code))) lines.push(`Docs: ${docsUrl(code)}`);
  return lines;
}
function failureAnnotations(failure) {
  const problems = failure.all.length > 0 ? failure.all : [failure];
  const shown = problems.length > MAX_ANNOTATIONS + 1 ? problems.slice(0, MAX_ANNOTATIONS) : problems;
  const annotations = shown.map((problem) => {
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
  const rest = problems.length - shown.length;
  if (rest > 0)
    annotations.push({ message: `and ${rest} more problems, all in the log`, at: { title: failure.code } });
  return annotations;
}
export {
  Failure as F,
  Secret as S,
  asFailure as a,
  placeText as b,
  failureAnnotations as c,
  docsUrl as d,
  failureLines as f,
  printable as p,
  together as t,
  writeFully as w
};
