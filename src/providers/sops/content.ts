import { Failure } from "../../kernel/errors.ts";
import { Secret } from "../../kernel/secret.ts";
import type { Content, FieldNode, FieldTree } from "../../references/content.ts";
import type { Decrypted } from "../../sops/decrypt.ts";
import { storeOf } from "../../sops/stores/index.ts";
import { leafBytes } from "../../sops/text.ts";
import type { Branch, Comment, Format, Item, List, Node, Scalar } from "../../sops/tree.ts";

/**
 * A decrypted file as fields: of several documents the first, as sops' --extract does. `data` of a Kubernetes
 * Secret holds base64 and is decoded. A binary file is text, or bytes where it is no text.
 */
export function contentOf(decrypted: Decrypted, format: Format): Content | Failure {
  const [first] = decrypted.documents;
  if (first === undefined) return new Failure("SOPS_FORMAT", "The file holds no document.");
  if (format === "binary") return binary(first);
  const fields = fieldsOf(first, decrypted.encryptedLeaves);
  const decoded = isKubernetesSecret(first) ? decodeData(fields) : fields;
  if (decoded instanceof Failure) return decoded;
  return {
    kind: "fields",
    nulls: "absent",
    fields: decoded,
    get whole() {
      return Secret.ofBytes(storeOf(format).writePlain(decrypted.documents));
    },
  };
}

function binary(tree: Branch): Content | Failure {
  const data = tree.items.find((item): item is Item => "key" in item && item.key === "data")?.value;
  if (data?.kind === "bytes") return { kind: "bytes", bytes: Secret.ofBytes(data.value) };
  if (data?.kind === "str") return { kind: "text", text: Secret.of(data.value) };
  return new Failure("SOPS_FORMAT", "The binary file has no text at the key `data`.");
}

const isComment = (item: Item | Comment | Node): item is Comment => "kind" in item && item.kind === "comment";

function fieldsOf(tree: Branch, encrypted: WeakSet<Scalar>): FieldTree {
  const fields = new Map<string, FieldNode>();
  for (const item of tree.items) if (!isComment(item)) fields.set(item.key, fieldOf(item.value, encrypted));
  return fields;
}

function fieldOf(node: Scalar | Branch | List, encrypted: WeakSet<Scalar>): FieldNode {
  if (node.kind === "null") return { kind: "null" };
  if (node.kind === "map")
    return {
      kind: "map",
      fields: fieldsOf(node, encrypted),
      get whole() {
        return Secret.ofBytes(storeOf("json").writeValue(node));
      },
    };
  if (node.kind === "list") {
    const items = node.items.filter((item): item is Scalar | Branch | List => !isComment(item));
    return {
      kind: "list",
      items: items.map((item) => fieldOf(item, encrypted)),
      get whole() {
        return Secret.ofBytes(storeOf("json").writeValue(node));
      },
    };
  }
  return { kind: "leaf", value: Secret.ofBytes(leafBytes(node)), clear: !encrypted.has(node) };
}

function isKubernetesSecret(tree: Branch): boolean {
  const text = (key: string): string | undefined => {
    const item = tree.items.find(
      (candidate): candidate is Item => "key" in candidate && candidate.key === key,
    );
    return item?.value.kind === "str" ? item.value.value : undefined;
  };
  return text("kind") === "Secret" && text("apiVersion") === "v1";
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** https://kubernetes.io/docs/concepts/configuration/secret/ */
function decodeData(fields: FieldTree): FieldTree | Failure {
  const data = fields.get("data");
  if (data?.kind !== "map") return fields;
  const decoded = new Map<string, FieldNode>();
  for (const [key, node] of data.fields) {
    if (node.kind !== "leaf") {
      decoded.set(key, node);
      continue;
    }
    const text = node.value.reveal()?.replace(/[\r\n]/g, "");
    if (text === undefined || !BASE64.test(text))
      return new Failure("DECODE_FAILED", "A value under `data` of this Kubernetes Secret is not base64.", {
        fix: "Put plain text under `stringData`.",
      });
    decoded.set(key, { ...node, value: Secret.ofBytes(Buffer.from(text, "base64")) });
  }
  return new Map([...fields, ["data", { ...data, fields: decoded }]]);
}
