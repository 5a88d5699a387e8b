import { stringScalar } from "../value.ts";
import type { Documents, Store } from "../tree.ts";
import { onlyDocument, unwritable } from "./common.ts";
import { readJsonFile, writeJsonFile } from "./json.ts";

/**
 * Any file as one value: `{"data": ...}` in a JSON file where encrypted, its raw bytes where plain. Every member
 * throws `Failure` as `Store` says. https://github.com/getsops/sops/blob/main/stores/json/store.go
 */
export const binaryStore: Store = {
  format: "binary",
  readPlain: (bytes) => [{ kind: "map", items: [{ key: "data", value: stringScalar(bytes) }] }],
  readEncrypted: (bytes) => readJsonFile(bytes),
  writePlain: (documents) => content(documents),
  writeEncrypted: (documents, metadata, options) => writeJsonFile(documents, metadata, options),
  writeValue: (node) => {
    if (node.kind === "str") return Buffer.from(node.value);
    if (node.kind === "bytes") return node.value;
    if (node.kind === "map") return content([node]);
    throw unwritable(
      "Only a string can be written as a binary file.",
      "Choose another output type: yaml or json.",
    );
  },
};

function content(documents: Documents): Uint8Array {
  const tree = onlyDocument(documents, "binary");
  for (const item of tree.items) {
    if (!("key" in item) || item.key !== "data") continue;
    if (item.value.kind === "str") return Buffer.from(item.value.value);
    if (item.value.kind === "bytes") return item.value.value;
    break;
  }
  throw unwritable(
    "A binary file is the string under the key `data`, and there is none.",
    "Choose the type that fits the content: yaml, json, dotenv or ini.",
  );
}
