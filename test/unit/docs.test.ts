import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { VERSION } from "../../src/entries/version.ts";
import { FAILURE_CODES } from "../../src/kernel/errors.ts";

const root = path.resolve(import.meta.dirname, "../..");
const read = (name: string): string => fs.readFileSync(path.join(root, name), "utf8");

test("every error code has its heading in the troubleshooting page, and no other heading is there", () => {
  const headings = [...read("docs/troubleshooting.md").matchAll(/^## (\w+)$/gm)].map((match) => match[1]);
  expect(headings).toEqual([...FAILURE_CODES]);
});

test("the version is that of package.json", () => {
  expect(VERSION).toBe((JSON.parse(read("package.json")) as { version: string }).version);
});

test("every relative link of the documents leads to a file", () => {
  const pages = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    ...fs
      .readdirSync(path.join(root, "docs"))
      .filter((name) => name.endsWith(".md"))
      .map((name) => `docs/${name}`),
  ];
  const broken = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)]
      .map((match) => path.join(path.dirname(page), match[1]!))
      .filter((target) => !fs.existsSync(path.join(root, target)))
      .map((target) => `${page} -> ${target}`),
  );
  expect(broken).toEqual([]);
});
