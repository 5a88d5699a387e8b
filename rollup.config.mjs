import fs from "node:fs";
import path from "node:path";
import commonjs from "@rollup/plugin-commonjs";
import json from "@rollup/plugin-json";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import esbuild from "rollup-plugin-esbuild";
import { ageWithoutResponse } from "./tools/build/age-without-response.mjs";
import { awsSdk } from "./tools/build/aws-sdk.mjs";
import { chunkOf, isChunk } from "./tools/build/chunks.mjs";
import { lazyBuiltins } from "./tools/build/lazy-builtins.mjs";
import { licenses } from "./tools/build/licenses.mjs";
import { sigstoreAsn1 } from "./tools/build/sigstore-asn1.mjs";
import { stripComments } from "./tools/build/strip-comments.mjs";
import { tuf } from "./tools/build/tuf.mjs";

const root = import.meta.dirname;
const ENTRIES = ["main", "post", "doctor", "apply", "sign", "verify", "scan", "cli"];
const outputFolder = process.env.DIST ?? path.join(root, "dist");

/** The same code as `yaml`'s node build, as ES modules: it loads in half the time and shakes. */
const yamlAsModules = {
  name: "yaml-as-modules",
  resolveId: (id) => (id === "yaml" ? path.join(root, "node_modules/yaml/browser/index.js") : null),
};

/** Chunks that have no name in tools/build/chunks.mjs get their last module's, without a hash: a diff shows what changed. */
const chunkName = ({ name: given, facadeModuleId, moduleIds }) => {
  if (isChunk(given)) return `${given}.js`;
  const id = facadeModuleId ?? moduleIds.at(-1) ?? "shared";
  const inSource = path.relative(path.join(root, "src"), id);
  const name = inSource.startsWith("..")
    ? `vendor-${/node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(id)?.[1]?.replaceAll(/[@\\/]+/g, "-") ?? "shared"}`
    : inSource.replaceAll(/[\\/]/g, "-").replace(/\.ts$/, "");
  return `${name}.js`;
};

const executable = {
  name: "executable",
  writeBundle: () => fs.chmodSync(path.join(outputFolder, "cli.js"), 0o755),
};

export default {
  input: Object.fromEntries(ENTRIES.map((name) => [name, path.join(root, "src/entries", `${name}.ts`)])),
  output: {
    dir: outputFolder,
    format: "es",
    entryFileNames: "[name].js",
    chunkFileNames: chunkName,
    manualChunks: chunkOf,
    onlyExplicitManualChunks: true,
    hoistTransitiveImports: false,
    banner: ({ isEntry, name }) => (isEntry && name === "cli" ? "#!/usr/bin/env -S node --" : ""),
  },
  external: /^node:/,
  plugins: [
    yamlAsModules,
    ageWithoutResponse(),
    awsSdk(),
    sigstoreAsn1(),
    tuf(),
    esbuild({ target: "node24", tsconfig: path.join(root, "tsconfig.json") }),
    nodeResolve({ preferBuiltins: true, exportConditions: ["node"] }),
    commonjs(),
    json(),
    lazyBuiltins(),
    stripComments(),
    licenses(),
    executable,
  ],
  onwarn: (warning) => {
    if (warning.id?.includes("node_modules") || warning.ids?.every((id) => id.includes("node_modules")))
      return;
    throw new Error(`${warning.code}: ${warning.message}`);
  },
};
