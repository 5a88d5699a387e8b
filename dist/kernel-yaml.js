import { F as Failure } from "./report-failure.js";
let library;
async function loadYaml() {
  library ??= await import("./vendor-yaml.js");
}
const MAX_ALIASES = 100;
function parseYaml(text, place = {}) {
  if (library === void 0) throw new Error("loadYaml() comes before parseYaml()");
  const { LineCounter, parseDocument } = library;
  const { code = "INPUT_INVALID", file } = place;
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
    throw new Failure(code, what, { at: { ...at, line, column: col } });
  }
  try {
    return document.toJS({ mapAsMap: true, maxAliasCount: MAX_ALIASES });
  } catch {
    throw new Failure(code, "The aliases of this YAML cannot be resolved, or there are too many of them.", {
      at
    });
  }
}
export {
  loadYaml as l,
  parseYaml as p
};
