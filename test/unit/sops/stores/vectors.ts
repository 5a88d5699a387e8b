import fs from "node:fs";
import path from "node:path";
import type { Branch, Store, StoreOptions } from "../../../../src/sops/tree.ts";

const CASES = path.resolve(import.meta.dirname, "../../../fixtures/sops/cases");

/** The names of the vectors that hold a file of a given name. */
export function casesOf(file: string): readonly string[] {
  const names = fs.readdirSync(CASES).filter((name) => fs.existsSync(path.join(CASES, name, file)));
  if (names.length === 0) throw new Error(`No vector holds ${file}.`);
  return names;
}

/** A vector's file, one character for each byte, so that a difference prints readably. */
export function read(name: string, file: string): string {
  return fs.readFileSync(path.join(CASES, name, file)).toString("latin1");
}

/** A vector's encrypted file, read and written again, as `read` gives it. */
export function rewritten(store: Store, name: string, file: string, options: StoreOptions = {}): string {
  const documents = store.readEncrypted(fs.readFileSync(path.join(CASES, name, file)));
  const metadata = documents[0]?.metadata as Branch;
  const trees = documents.map((document) => document.tree);
  return Buffer.from(store.writeEncrypted(trees, metadata, options)).toString("latin1");
}
