import { Failure, type FailureCode } from "./errors.ts";

let library: typeof import("yaml") | undefined;

/** Loads the parser, which costs 10 ms: only what has YAML to read calls this, and then `parseYaml`. */
export async function loadYaml(): Promise<void> {
  library ??= await import("yaml");
}

/** The parser itself, for the readers of this folder. `loadYaml` comes before. */
export function yamlLibrary(): typeof import("yaml") {
  if (library === undefined) throw new Error("loadYaml() comes first");
  return library;
}

/** Aliases may multiply the nodes of a file by no more than this. */
const MAX_ALIASES = 100;

export interface YamlPlace {
  /** The code of the failure; INPUT_INVALID where absent. */
  readonly code?: FailureCode;
  readonly file?: string;
}

/**
 * Parses one YAML 1.2 document of configuration. Maps become `Map`, so that `__proto__` is a key like any other.
 * Throws a Failure with line and column, never with a piece of the text. Not for SOPS files: they have typing
 * rules of their own.
 */
export function parseYaml(text: string, place: YamlPlace = {}): unknown {
  const { LineCounter, parseDocument } = yamlLibrary();
  const { code = "INPUT_INVALID", file } = place;
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    // "silent" would also drop a second document without a word.
    logLevel: "error",
  });
  const at = file === undefined ? {} : { file };
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    const what =
      error.code === "DUPLICATE_KEY"
        ? "A key stands twice in one map."
        : error.code === "MULTIPLE_DOCS"
          ? "There is more than one YAML document."
          : "This is not valid YAML.";
    throw new Failure(code, what, { at: { ...at, line, column: col } });
  }
  try {
    return document.toJS({ mapAsMap: true, maxAliasCount: MAX_ALIASES });
  } catch {
    throw new Failure(code, "The aliases of this YAML cannot be resolved, or there are too many of them.", {
      at,
    });
  }
}
