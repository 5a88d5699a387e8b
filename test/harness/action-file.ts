import fs from "node:fs";
import path from "node:path";

const JOB_TOKEN = "${{ github.token }}";

/** What the runner reads from an action.yml to run it. */
export interface ActionFile {
  readonly main: string;
  readonly post: string | undefined;
  /** Every declared input with its default, "" where there is none: the runner sets those too. */
  readonly defaults: ReadonlyMap<string, string>;
}

/**
 * Takes the folder of an action.yml. Reads the block style that our generator writes, with a line reader: the
 * harness must not trust the parser of the code it tests. Throws an Error where it does not understand.
 */
export function readActionFile(folder: string): ActionFile {
  const text = fs.readFileSync(path.join(folder, "action.yml"), "utf8");
  const defaults = new Map<string, string>();
  const runs = new Map<string, string>();
  let section = "";
  let input = "";
  for (const line of text.split(/\r?\n/)) {
    const match = /^( *)([A-Za-z0-9_][A-Za-z0-9_ -]*):(?: +(.*))?$/.exec(line);
    if (match === null) continue;
    const [, indent = "", key = "", rest = ""] = match;
    if (indent === "") section = key;
    else if (section === "runs" && indent.length === 2) runs.set(key, scalar(rest, key));
    else if (section === "inputs" && indent.length === 2) {
      input = key;
      defaults.set(input, "");
    } else if (section === "inputs" && indent.length === 4 && key === "default") {
      defaults.set(input, scalar(rest, `default of ${input}`));
    }
  }
  const main = runs.get("main");
  if (main === undefined) throw new Error(`${folder}: action.yml has no runs.main`);
  return { main, post: runs.get("post"), defaults };
}

function scalar(text: string, what: string): string {
  const plain = text.trim();
  if (plain.startsWith('"')) return JSON.parse(plain) as string;
  if (plain.startsWith("'")) return plain.slice(1, -1).replaceAll("''", "'");
  // The job has no token of GitHub's, unless a test gives the input one.
  if (plain === JOB_TOKEN) return "";
  if (/^[|>&*{[]/.test(plain) || plain.includes("${{"))
    throw new Error(`action.yml: cannot read the ${what}`);
  return plain.replace(/ #.*$/, "");
}

/** Takes an input's name; returns the variable that the runner hands it over in. */
export function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`;
}
