import fs from "node:fs";
import path from "node:path";
import { encrypt } from "../../src/sops/encrypt.ts";
import { readyFor, storeOf } from "../../src/sops/stores/index.ts";
import type { Place } from "./place.ts";

const KEYS = 5;

/** A folder of Secrets as they are, and one of the same, each file encrypted. Of a place, relative to it. */
export interface Manifests {
  readonly plain: string;
  readonly sealed: string;
}

/**
 * Takes a place, how many Secrets and a version of their values; writes each Secret into a file of its own, in clear and
 * as SOPS would encrypt it. Returns the folders.
 */
export async function manifestsIn(here: Place, count: number, version: string): Promise<Manifests> {
  const [plain, sealed] = ["plain", "sealed"].map((kind) => `${kind}-${count}-${version}`) as [
    string,
    string,
  ];
  for (const folder of [plain, sealed]) fs.mkdirSync(path.join(here.folder, folder));
  const store = storeOf("yaml");
  for (let index = 0; index < count; index += 1) {
    const bytes = Buffer.from(secret(index, version));
    fs.writeFileSync(path.join(here.folder, plain, `s${index}.yaml`), bytes);
    await readyFor("yaml", bytes);
    const encrypted = await encrypt({
      documents: store.readPlain(bytes),
      format: "yaml",
      recipients: [here.recipient],
      selector: { encrypted_regex: "^(data|stringData)$" },
      now: Date.now(),
    });
    fs.writeFileSync(path.join(here.folder, sealed, `s${index}.enc.yaml`), encrypted.bytes);
  }
  return { plain, sealed };
}

const secret = (index: number, version: string): string =>
  [
    "apiVersion: v1",
    "kind: Secret",
    "metadata:",
    `  name: s${index}`,
    "stringData:",
    ...Array.from(
      { length: KEYS },
      (_, key) => `  KEY_${key}: value-${version}-${index}-${key}-0123456789abcdef`,
    ),
    "",
  ].join("\n");
