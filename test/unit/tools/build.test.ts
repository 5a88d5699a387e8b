import fs from "node:fs";
import path from "node:path";
import url from "node:url";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../../..");

/** The part of a rollup plugin that these tests call. */
interface Plugin {
  readonly renderChunk: (code: string) => { readonly code: string };
  readonly transform: (code: string, id: string) => { readonly code: string } | null;
  readonly error: (message: string) => never;
}

const plugin = async (file: string, name: string): Promise<Plugin> => {
  const module = (await import(url.pathToFileURL(path.join(root, "tools/build", file)).href)) as Record<
    string,
    () => object
  >;
  const error = (message: string): never => {
    throw new Error(message);
  };
  return { ...module[name]!(), error } as Plugin;
};

test("age-encryption's streams are collected without Response, whatever the size of the chunks", async () => {
  const id = path.join(root, "node_modules/age-encryption/dist/io.js");
  const age = await plugin("age-without-response.mjs", "ageWithoutResponse");
  const code = age.transform(fs.readFileSync(id, "utf8"), id)!.code;
  // A module of a data: URL resolves no package; what it imports plays no part here.
  const alone = code.replace(/^import .*$/m, "");
  const io = (await import(`data:text/javascript,${encodeURIComponent(alone)}`)) as {
    readAll: (stream: ReadableStream) => Promise<Uint8Array>;
    readAllString: (stream: ReadableStream) => Promise<string>;
  };
  const bytes = new TextEncoder().encode("grün €");
  const stream = (): ReadableStream => ReadableStream.from([bytes.subarray(0, 3), bytes.subarray(3)]);
  expect([...(await io.readAll(stream()))]).toEqual([...bytes]);
  expect(await io.readAllString(stream())).toBe("grün €");
  expect(() => age.transform("new Response(other)", id)).toThrow(/not as expected/);
});

test("imports of builtins become lazy, and one that is left stops the build", async () => {
  const lazy = await plugin("lazy-builtins.mjs", "lazyBuiltins");
  const source = [
    `import fs from 'node:fs';`,
    `import * as os from 'node:os';`,
    `import { join as j } from 'node:path';`,
    `import 'node:net';`,
    `export const found = [typeof fs.statSync, 'EOL' in os, Object.keys(os).includes('EOL'), j('a', 'b')];`,
    `export const later = await import('node:url');`,
  ].join("\n");
  const { code } = lazy.renderChunk(source);
  expect(code).not.toMatch(/import\s.*node:|import\(/);
  const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    found: unknown[];
    later: { URL: unknown };
  };
  expect(module.found).toEqual(["function", true, true, path.join("a", "b")]);
  expect(module.later.URL).toBe(URL);
  expect(() => lazy.renderChunk(`export { join } from 'node:path';`)).toThrow(/is left/);
});

/** The files of dist that Node reads before it runs one. */
function closureOf(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const code = fs.readFileSync(path.join(root, "dist", file), "utf8");
  for (const [, next] of code.matchAll(/^(?:import|export)\b[^;]*?"\.\/([\w-]+\.js)";/gm))
    closureOf(next!, seen);
  return seen;
}

const BASE = ["kernel-base.js"];
// What is checked offline of every provider is one file: its inputs, its references.
const SIGNING = ["entries-sign-journal.js", "kernel-http-client.js", "kernel-shell-word.js"];
const DECIDING = [...BASE, "commands-prepare.js", "providers-list.js"];
test.each([
  ["post.js", BASE],
  ["main.js", DECIDING],
  ["sign.js", DECIDING],
  ["verify.js", [...DECIDING, "signing-inputs.js"]],
  // These come later in a run; what it has already costs nothing.
  ["providers-sops-session.js", ["providers-sops-keys.js", "kernel-base.js", "providers-list.js"]],
  ["providers-aws-session.js", ["kernel-http-client.js", "kernel-base.js", "providers-list.js"]],
  ["providers-vault-session.js", [...DECIDING, "kernel-http-client.js"]],
  ["vendor-aws-sdk.js", []],
  ["signing.js", [...DECIDING, ...SIGNING, "signing-inputs.js"]],
])("%s is read with few other files, since each costs a millisecond", (file, others) => {
  expect([...closureOf(file)].toSorted()).toEqual([file, ...others].toSorted());
});

test("neither the SDK nor the HTTP client is read before a run needs it", () => {
  const early = ["main.js", "cli.js", "post.js", "sign.js", "verify.js"].flatMap((file) => [
    ...closureOf(file),
  ]);
  expect(early.filter((file) => /^vendor-|^kernel-http|^providers-(?!list)/.test(file))).toEqual([]);
});

test("nothing of signing is read before a run signs, and TUF only where no file is the trusted root", () => {
  const signing = (file: string): string[] =>
    [...closureOf(file)].filter((one) => /^signing|^vendor-(?:sigstore|-noble)/.test(one));
  expect(["main.js", "cli.js", "post.js", "sign.js"].flatMap(signing)).toEqual([]);
  const late = ["signing-tuf.js", "vendor-sigstore.js", "vendor--noble-curves.js"];
  expect(signing("signing.js").filter((file) => late.includes(file))).toEqual([]);
  for (const file of ["signing-verify.js", "signing-make.js"])
    expect([file, signing(file).includes("signing-tuf.js")]).toEqual([file, false]);
});

test("the libraries of signing bring none of their own clients, logs and globs along", () => {
  const code = fs
    .readdirSync(path.join(root, "dist"))
    .filter((file) => /^(?:signing|vendor)/.test(file))
    .map((file) => fs.readFileSync(path.join(root, "dist", file), "utf8"))
    .join("\n");
  expect(code).toContain("CertificateChainVerifier");
  for (const word of ["make-fetch-happen", "promise-retry", "brace-expansion", "DEBUG_FD", "braceExpand"])
    expect([word, code.includes(word)]).toEqual([word, false]);
});
