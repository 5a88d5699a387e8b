import path from "node:path";
import url from "node:url";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../../..");
const load = async <T>(file: string): Promise<T> =>
  (await import(url.pathToFileURL(path.join(root, "tools/build", file)).href)) as T;

interface Plugin {
  readonly resolveId: (id: string, importer?: string) => string | null;
  readonly transform: (code: string, id: string) => { readonly code: string } | null;
  readonly buildEnd: (error?: Error) => void;
}

const plugin = async (): Promise<Plugin> => {
  const { tuf } = await load<{ tuf: () => object }>("tuf.mjs");
  const error = (message: string): never => {
    throw new Error(message);
  };
  return { ...tuf(), error } as unknown as Plugin;
};

const UPDATER = path.join(root, "node_modules/tuf-js/dist/updater.js");

test("what tuf-js does without is replaced in tuf-js alone", async () => {
  const { resolveId } = await plugin();
  expect(path.basename(resolveId("./fetcher", UPDATER)!)).toBe("tuf-no-fetcher.mjs");
  expect(path.basename(resolveId("debug", UPDATER)!)).toBe("tuf-no-debug.mjs");
  expect(resolveId("debug", path.join(root, "src/main.ts"))).toBeNull();
  expect(resolveId("./config", UPDATER)).toBeNull();
});

test("a tuf-js without one of these modules is noticed", async () => {
  const other = await plugin();
  other.transform("", UPDATER);
  other.resolveId("debug", UPDATER);
  expect(() => other.buildEnd()).toThrow(/no more: minimatch, \.\/fetcher/);
  expect(() => other.buildEnd(new Error("another"))).not.toThrow();
});

test("of the seeds the one root is kept", async () => {
  const { transform } = await plugin();
  const id = path.join(root, "node_modules/@sigstore/tuf/seeds.json");
  const seeds = {
    "https://tuf-repo-cdn.sigstore.dev": { "root.json": "cm9vdA==", targets: { a: "x" } },
    other: {},
  };
  expect(JSON.parse(transform(JSON.stringify(seeds), id)!.code)).toEqual({
    "https://tuf-repo-cdn.sigstore.dev": { "root.json": "cm9vdA==" },
  });
  const other = await plugin();
  expect(() => other.transform("{}", id)).toThrow(/hold no root/);
});

test("without a fetcher nothing is fetched, and nothing is logged", async () => {
  const { DefaultFetcher } = await load<{ DefaultFetcher: new () => object }>("tuf-no-fetcher.mjs");
  expect(() => new DefaultFetcher()).toThrow(/no fetcher/);
  const { default: debug } = await load<{ default: (name: string) => (text: string) => unknown }>(
    "tuf-no-debug.mjs",
  );
  expect(debug("tuf")("text")).toBeUndefined();
});

test.each([
  ["trusted_root.json", "*", true],
  ["trusted_root.json", "trusted_*.json", true],
  ["trusted_root.json", "trusted?root.json", true],
  ["trusted_root.json", "trusted_root.json", true],
  ["trusted_root.json", "trusted_root?json?", false],
  ["trusted_root.json", "trusted_rootxjson", false],
  ["trusted_root_json", "trusted_root.json", false],
  ["b", "[abc]", false],
  ["ab", "(a|b)*", false],
  ["a+b", "a+b", true],
  ["a\nb", "a*b", true],
])("%j is in %j: %s", async (text, pattern, expected) => {
  const { minimatch } = await load<{ minimatch: (text: string, pattern: string) => boolean }>("tuf-glob.mjs");
  expect(minimatch(text, pattern)).toBe(expected);
});
