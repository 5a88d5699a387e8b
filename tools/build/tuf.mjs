import path from "node:path";

// What tuf-js brings for jobs that this project does itself, or does without: its HTTP client, its log, and the shell
// globs of minimatch, of which a delegation's pattern knows two. test/unit/tools/tuf.test.ts runs them.
const HERE = import.meta.dirname;
const IN_TUF = /[\\/]node_modules[\\/](?:tuf-js|@tufjs[\\/]models)[\\/]/;
const REPLACED = {
  debug: "tuf-no-debug.mjs",
  minimatch: "tuf-glob.mjs",
  "./fetcher": "tuf-no-fetcher.mjs",
};
const SEEDS = /[\\/]node_modules[\\/]@sigstore[\\/]tuf[\\/]seeds\.json$/;
const REPOSITORY = "https://tuf-repo-cdn.sigstore.dev";

/** Puts the replacements in, and keeps of the seeds the one root that is used; fails where a new version reads differently. */
export function tuf() {
  const used = new Set();
  let there = false;
  return {
    name: "tuf",
    resolveId(id, importer) {
      const file = importer !== undefined && IN_TUF.test(importer) ? REPLACED[id] : undefined;
      if (file === undefined) return null;
      used.add(id);
      return path.join(HERE, file);
    },
    transform(code, id) {
      there ||= /[\\/]node_modules[\\/]tuf-js[\\/]/.test(id);
      if (!SEEDS.test(id)) return null;
      const root = JSON.parse(code)[REPOSITORY]?.["root.json"];
      if (typeof root !== "string") return this.error("The seeds of @sigstore/tuf hold no root.");
      return { code: JSON.stringify({ [REPOSITORY]: { "root.json": root } }), map: null };
    },
    buildEnd(error) {
      const missed = Object.keys(REPLACED).filter((id) => !used.has(id));
      if (!error && there && missed.length > 0) this.error(`tuf-js has no more: ${missed.join(", ")}`);
    },
  };
}
