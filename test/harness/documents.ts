import fs from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");

export interface Page {
  /** Relative to the repository, with slashes. */
  readonly name: string;
  readonly text: string;
}

export interface Block {
  /** "docs/recipes.md:12": the page and the line after the fence. */
  readonly at: string;
  readonly language: string;
  readonly text: string;
}

/** Takes nothing; returns every page of markdown: those of the root, and all below docs/. */
export function pages(): Page[] {
  const below = fs.readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" });
  return [...fs.readdirSync(root), ...below.map((name) => `docs/${name.replaceAll("\\", "/")}`)]
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => ({ name, text: fs.readFileSync(path.join(root, name), "utf8") }));
}

/** Takes a page; returns its fenced blocks, also those without a language. */
export function blocksOf({ name, text }: Page): Block[] {
  const blocks: Block[] = [];
  let open: { language: string; from: number } | undefined;
  const lines = text.split("\n");
  for (const [i, line] of lines.entries()) {
    const fence = /^```(\w*)$/.exec(line);
    if (fence === null) continue;
    if (open === undefined) open = { language: fence[1]!, from: i + 1 };
    else {
      const block = lines.slice(open.from, i).join("\n");
      blocks.push({ at: `${name}:${open.from + 1}`, language: open.language, text: `${block}\n` });
      open = undefined;
    }
  }
  if (open !== undefined) throw new Error(`${name}: the block of line ${open.from} is not closed`);
  return blocks;
}

/** Takes a page; returns its text without fenced blocks, where links and headings are. */
export const proseOf = ({ text }: Page): string => text.replace(/^```\w*\n[\s\S]*?^```$/gm, "");

/** Takes a page; returns the anchors that GitHub gives its headings. */
export function anchorsOf(page: Page): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading] of proseOf(page).matchAll(/^#{1,6} (.+)$/gm)) {
    const slug = heading!
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_\- ]/gu, "")
      .replaceAll(" ", "-");
    let unique = slug;
    for (let n = 1; anchors.has(unique); n++) unique = `${slug}-${n}`;
    anchors.add(unique);
  }
  return anchors;
}

export interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** Takes a parsed block; returns every step in it: of a workflow, or of a list of steps alone. */
export function stepsIn(node: unknown): Step[] {
  if (Array.isArray(node)) return node.flatMap((item: unknown) => stepsIn(item));
  if (typeof node !== "object" || node === null) return [];
  const own = "uses" in node || "run" in node ? [node as Step] : [];
  return [...own, ...Object.values(node).flatMap((value: unknown) => stepsIn(value))];
}
