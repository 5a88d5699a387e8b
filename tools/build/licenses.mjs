import fs from "node:fs";
import path from "node:path";

/** Writes licenses.txt: every bundled package, and each distinct licence text once. */
export function licenses() {
  return {
    name: "licenses",
    generateBundle(_, bundle) {
      const packages = new Map();
      for (const chunk of Object.values(bundle))
        for (const id of Object.keys(chunk.modules ?? {})) {
          // What the CommonJS plugin makes of a module begins with a null byte.
          const match = /^\0?(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(id);
          if (match)
            packages.set(match[1], JSON.parse(fs.readFileSync(path.join(match[1], "package.json"), "utf8")));
        }
      const texts = new Map();
      for (const [folder, { name, version, license }] of packages) {
        const file = fs.readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
        const text = file
          ? fs.readFileSync(path.join(folder, file), "utf8").trim()
          : `(no licence file; ${license})`;
        texts.set(text, [...(texts.get(text) ?? []), `${name} ${version} (${license})`]);
      }
      const parts = [...texts].map(([text, names]) => `${names.sort().join("\n")}\n\n${text}\n`).sort();
      const source = `Licences of the packages bundled in this folder.\n\n${parts.join("\n----\n\n")}`;
      this.emitFile({ type: "asset", fileName: "licenses.txt", source });
      this.emitFile({ type: "asset", fileName: "package.json", source: '{\n  "type": "module"\n}\n' });
    },
  };
}
