import type { Format, Store } from "../tree.ts";
import { binaryStore } from "./binary.ts";
import { dotenvStore } from "./dotenv.ts";
import { iniStore } from "./ini.ts";
import { jsonStore } from "./json.ts";
import { loadYamlLibrary, needsYamlLibrary, yamlStore } from "./yaml.ts";

const STORES: Readonly<Record<Format, Store>> = {
  yaml: yamlStore,
  json: jsonStore,
  dotenv: dotenvStore,
  ini: iniStore,
  binary: binaryStore,
};

/** The store of a format. */
export function storeOf(format: Format): Store {
  return STORES[format];
}

/** Loads what reading this file takes; `readPlain` and `readEncrypted` come after it. */
export async function readyFor(format: Format, bytes: Uint8Array): Promise<void> {
  if (format === "yaml" && needsYamlLibrary(bytes)) await loadYamlLibrary();
}
