import { LineCounter, parseAllDocuments, type Document } from "yaml";
import { Failure } from "../../kernel/errors.ts";
import { MAX_ALIAS_NODES } from "../limits.ts";
import type { Branch } from "../tree.ts";
import { DocumentReader } from "./yaml-document.ts";
import { remarksOf } from "./yaml-remarks.ts";
import { Source } from "./yaml-source.ts";
import { formatFailure } from "./yaml-tree.ts";

/**
 * Reads any YAML through the `yaml` package.
 *
 * Takes the text and the exit code for a value SOPS cannot hold; returns the documents, with aliases expanded. Throws
 * SOPS_FORMAT with a place, and LIMIT_EXCEEDED for nesting or aliases beyond the bounds. See https://yaml.org/spec/1.2.2/.
 */
export function readWithLibrary(text: string, exit: number): Branch[] {
  const counter = new LineCounter();
  counter.addNewLine(0);
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) counter.addNewLine(at + 1);
  const source = new Source(text, counter);
  const remarks = remarksOf(text, counter);
  const documents = parse(text);
  const budget = { left: MAX_ALIAS_NODES };
  const branches: Branch[] = [];
  for (const [index, document] of documents.entries()) {
    const error = document.errors.find(
      ({ code }) => code !== "TAG_RESOLVE_FAILED" && code !== "DUPLICATE_KEY",
    );
    if (error !== undefined) {
      throw formatFailure("The file is no valid YAML.", ...source.placeAt(error.pos[0]));
    }
    const isLast = index === documents.length - 1;
    const end = isLast ? Number.MAX_SAFE_INTEGER : document.range[2];
    const count = remarks.findIndex(({ offset }) => offset >= end);
    const own = remarks.splice(0, count < 0 ? remarks.length : count);
    const line = index === 0 ? 0 : counter.linePos(document.range[0]).line - 1;
    const options = { exit, unique: index === 0, budget, line };
    branches.push(new DocumentReader(source, own, options).run(document));
  }
  return branches;
}

function parse(text: string): Document.Parsed[] {
  try {
    const options = {
      schema: "failsafe",
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: "silent",
    } as const;
    const documents = parseAllDocuments(text, options);
    return Array.isArray(documents) ? (documents as Document.Parsed[]) : [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Failure("LIMIT_EXCEEDED", "Maps and lists are nested too deeply.", { exit: 2 });
  }
}
