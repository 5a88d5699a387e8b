import fs from "node:fs";
import path from "node:path";
import url from "node:url";
import { rollup } from "rollup";
import type * as secretsModule from "../../../../src/providers/aws/sdk-secrets.ts";
import type * as ssmModule from "../../../../src/providers/aws/sdk-ssm.ts";
import type * as stsModule from "../../../../src/providers/aws/sdk-sts.ts";
import type * as fenceModule from "../../../../src/providers/aws/sdk.ts";

const root = path.resolve(import.meta.dirname, "../../../..");

/** What the tests take of the SDK. */
export interface Modules {
  readonly fence: typeof fenceModule;
  readonly secrets: typeof secretsModule;
  readonly ssm: typeof ssmModule;
  readonly sts: typeof stsModule;
}

/** The same modules, bundled into a folder as the action's build does it, with the replacements that it puts in. */
export async function bundled(
  dir: string,
): Promise<Modules & { readonly bytes: number; readonly code: string }> {
  const { default: config } = (await import(
    url.pathToFileURL(path.join(root, "rollup.config.mjs")).href
  )) as {
    default: { plugins: { name: string }[]; external: RegExp };
  };
  const names = { fence: "sdk", secrets: "sdk-secrets", ssm: "sdk-ssm", sts: "sdk-sts" };
  const bundle = await rollup({
    input: Object.fromEntries(
      Object.entries(names).map(([name, file]) => [name, path.join(root, "src/providers/aws", `${file}.ts`)]),
    ),
    external: config.external,
    plugins: config.plugins.filter(({ name }) => name !== "executable" && name !== "licenses"),
    onwarn: () => undefined,
  });
  const { output } = await bundle.write({ dir, format: "es", hoistTransitiveImports: false });
  fs.writeFileSync(path.join(dir, "package.json"), '{ "type": "module" }');
  const load = async (name: string): Promise<unknown> =>
    import(/* @vite-ignore */ url.pathToFileURL(path.join(dir, `${name}.js`)).href);
  const chunks = output.filter((part) => part.type === "chunk");
  const wanted = new Set<string>();
  const add = (file: string): void => {
    if (wanted.has(file)) return;
    wanted.add(file);
    for (const next of chunks.find(({ fileName }) => fileName === file)?.imports ?? []) add(next);
  };
  add("sts.js");
  add("secrets.js");
  return {
    fence: (await load("fence")) as Modules["fence"],
    secrets: (await load("secrets")) as Modules["secrets"],
    ssm: (await load("ssm")) as Modules["ssm"],
    sts: (await load("sts")) as Modules["sts"],
    bytes: chunks
      .filter(({ fileName }) => wanted.has(fileName))
      .reduce((sum, { code }) => sum + code.length, 0),
    code: chunks.map(({ code }) => code).join(""),
  };
}
