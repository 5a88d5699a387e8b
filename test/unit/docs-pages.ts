import fs from "node:fs";
import path from "node:path";
import { PROVIDERS } from "../../src/providers/list.ts";
import { blocksOf, type Page, pages } from "../harness/documents.ts";

export const root = path.resolve(import.meta.dirname, "../..");
export const read = (name: string): string => fs.readFileSync(path.join(root, name), "utf8");
export const all = pages();
const blocks = all.flatMap((page) => blocksOf(page));
export const yamlBlocks = blocks.filter(({ language }) => language === "yaml");
export const jsonBlocks = blocks.filter(({ language }) => language === "json");
export const schemes = new Set(PROVIDERS.flatMap((provider) => provider.schemes.map(({ name }) => name)));
export const pageOf = (name: string): Page => ({ name, text: read(name) });
