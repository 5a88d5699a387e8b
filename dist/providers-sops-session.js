const lazyBuiltin = (id) => {
  let loaded;
  const load = () => loaded ??= process.getBuiltinModule(id);
  return new Proxy(/* @__PURE__ */ Object.create(null), {
    get: (_, key) => key === "__esModule" ? void 0 : load()[key],
    has: (_, key) => key in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, key) => {
      const found2 = Reflect.getOwnPropertyDescriptor(load(), key);
      return found2 && { ...found2, configurable: true };
    }
  });
};
const fs = lazyBuiltin("node:fs");
const path = lazyBuiltin("node:path");
import { F as Failure, S as Secret, a as asFailure } from "./kernel-base.js";
import { s as storeOf, l as leafBytes, a as leafText, f as fileKeys, e as environmentKeys, i as identitiesOf, M as MAX_BINARY_BYTES, d as decrypt } from "./providers-sops-keys.js";
import { a4 as borrowedKey, a5 as formatOf } from "./providers-list.js";
function contentOf(decrypted, format) {
  const [first] = decrypted.documents;
  if (first === void 0) return new Failure("SOPS_FORMAT", "The file holds no document.");
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
    }
  };
}
function binary(tree) {
  const data = tree.items.find((item) => "key" in item && item.key === "data")?.value;
  if (data?.kind === "bytes") return { kind: "bytes", bytes: Secret.ofBytes(data.value) };
  if (data?.kind === "str") return { kind: "text", text: Secret.of(data.value) };
  return new Failure("SOPS_FORMAT", "The binary file has no text at the key `data`.");
}
const isComment = (item) => "kind" in item && item.kind === "comment";
function fieldsOf(tree, encrypted) {
  const fields = /* @__PURE__ */ new Map();
  for (const item of tree.items) if (!isComment(item)) fields.set(item.key, fieldOf(item.value, encrypted));
  return fields;
}
function fieldOf(node, encrypted) {
  if (node.kind === "null") return { kind: "null" };
  if (node.kind === "map")
    return {
      kind: "map",
      fields: fieldsOf(node, encrypted),
      get whole() {
        return Secret.ofBytes(storeOf("json").writeValue(node));
      }
    };
  if (node.kind === "list") {
    const items = node.items.filter((item) => !isComment(item));
    return {
      kind: "list",
      items: items.map((item) => fieldOf(item, encrypted)),
      get whole() {
        return Secret.ofBytes(storeOf("json").writeValue(node));
      }
    };
  }
  return { kind: "leaf", value: Secret.ofBytes(leafBytes(node)), clear: !encrypted.has(node) };
}
function isKubernetesSecret(tree) {
  const text = (key) => {
    const item = tree.items.find(
      (candidate) => "key" in candidate && candidate.key === key
    );
    return item?.value.kind === "str" ? item.value.value : void 0;
  };
  return text("kind") === "Secret" && text("apiVersion") === "v1";
}
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
function decodeData(fields) {
  const data = fields.get("data");
  if (data?.kind !== "map") return fields;
  const decoded = /* @__PURE__ */ new Map();
  for (const [key, node] of data.fields) {
    if (node.kind !== "leaf") {
      decoded.set(key, node);
      continue;
    }
    const text = node.value.reveal()?.replace(/[\r\n]/g, "");
    if (text === void 0 || !BASE64.test(text))
      return new Failure("DECODE_FAILED", "A value under `data` of this Kubernetes Secret is not base64.", {
        fix: "Put plain text under `stringData`."
      });
    decoded.set(key, { ...node, value: Secret.ofBytes(Buffer.from(text, "base64")) });
  }
  return new Map([...fields, ["data", { ...data, fields: decoded }]]);
}
const documentsOf = ({ documents, encryptedLeaves }) => documents.map((document) => nodeOf(document, encryptedLeaves));
function nodeOf(node, encrypted) {
  if (node.kind === "map")
    return {
      kind: "map",
      entries: new Map(
        node.items.flatMap((item) => "key" in item ? [[item.key, nodeOf(item.value, encrypted)]] : [])
      )
    };
  if (node.kind === "list")
    return { kind: "list", items: node.items.filter(isValue).map((item) => nodeOf(item, encrypted)) };
  return leafOf(node, encrypted.has(node));
}
const isValue = (node) => node.kind !== "comment";
const leafOf = (node, hidden) => ({
  kind: "leaf",
  value: node.kind === "null" ? null : node.value,
  source: node.kind === "null" ? "" : node.kind === "bytes" ? "" : leafText(node),
  hidden
});
const KEY_LINE = /AGE-(?:SECRET-KEY|PLUGIN)-[A-Z0-9-]+/gi;
async function ageIdentities(inputs, host, signal) {
  const sources = [];
  if (inputs.ageKey !== void 0)
    sources.push({ name: "age-key", text: await keyText(inputs.ageKey, host, signal) });
  for (const file of inputs.ageKeyFile)
    sources.push(fileKeys(path.resolve(host.workspace, file), "age-key-file"));
  sources.push(...environmentKeys(host.env, host.face === "terminal"));
  const lines = new Set(sources.flatMap((source) => source.text.match(KEY_LINE) ?? []));
  host.born([...lines].map((line) => Secret.of(line)));
  const { identities, warnings } = identitiesOf(sources);
  for (const warning of warnings) host.warn(warning);
  return identities;
}
async function keyText(input, host, signal) {
  const text = input.reveal()?.trim() ?? "";
  if (text.search(KEY_LINE) >= 0) return text;
  if (borrowedKey(input).length === 0)
    throw new Failure(
      "AGE_KEY_INVALID",
      "The input age-key is neither an age key nor a reference with a scheme.",
      {
        at: { input: "age-key" },
        fix: "age-key: aws://liquid-hive/prod/age-key   # or: ${{ secrets.SOPS_AGE_KEY }}"
      }
    );
  const key = (await host.borrow("age-key", signal)).reveal()?.trim() ?? "";
  if (key.search(KEY_LINE) >= 0) return key;
  throw new Failure("AGE_KEY_INVALID", "What the reference of the input age-key gives is no age key.", {
    at: { input: "age-key" },
    fix: "Store the line AGE-SECRET-KEY-1\u2026, or the whole keys.txt, as age-keygen prints it."
  });
}
function openSession(inputs, host, signal) {
  let identities;
  const settings = {
    workspace: host.workspace,
    sopsFiles: inputs.sopsFiles,
    identities: () => identities ??= ageIdentities(inputs, host, signal)
  };
  const opened = /* @__PURE__ */ new Map();
  const openFile = (file, format) => {
    const key = `${format}:${file}`;
    const present = opened.get(key) ?? readFile(settings, file, format);
    opened.set(key, present);
    return present;
  };
  return {
    read: async (locators) => {
      const outcomes = /* @__PURE__ */ new Map();
      for (const locator of locators) {
        try {
          outcomes.set(
            locator.id,
            locator.file ? found(await openFile(locator.file.path, locator.file.format)) : await bare(settings, locator.bare ?? "", openFile)
          );
        } catch (error) {
          outcomes.set(locator.id, { is: "failed", error: asFailure(error) });
        }
      }
      return outcomes;
    },
    documents: async ({ file }) => file === void 0 ? [] : (await openFile(file.path, file.format)).documents,
    health: async () => healthOf(settings.sopsFiles, openFile),
    close: async () => opened.clear()
  };
}
async function healthOf(files, openFile) {
  const details = await Promise.all(
    files.map(async (file) => {
      try {
        const { date } = await openFile(file, formatOf(file));
        return {
          name: file,
          ok: true,
          text: `opens and verifies, encrypted ${date.toISOString().slice(0, 10)}`
        };
      } catch (error) {
        const { message, fix } = asFailure(error);
        return { name: file, ok: false, text: message, ...fix === void 0 ? {} : { fix } };
      }
    })
  );
  const ok = details.every((detail) => detail.ok);
  return { status: ok ? "healthy" : "unhealthy", authenticated: ok, details };
}
const found = ({ content, date, notices }) => ({
  is: "found",
  value: content,
  date,
  notices
});
async function bare(settings, wanted, openFile) {
  let winner;
  const notices = [];
  for (const file2 of settings.sopsFiles) {
    const opened2 = await openFile(file2, formatOf(file2));
    if (opened2.content.kind !== "fields") continue;
    const node2 = lookUp(opened2.content.fields, wanted);
    if (node2 === void 0) continue;
    if (winner !== void 0) notices.push(`${wanted}: ${file2} overrides ${winner.file}.`);
    winner = { node: node2, opened: opened2, file: file2 };
  }
  if (winner === void 0) return { is: "missing", why: "no such field" };
  const { node, opened, file } = winner;
  if (node.kind === "null") return { is: "missing", why: `null in ${file}` };
  const value = node.kind === "leaf" ? { kind: "text", text: node.value, clear: node.clear } : {
    kind: "fields",
    nulls: "absent",
    fields: node.kind === "map" ? node.fields : /* @__PURE__ */ new Map(),
    whole: node.whole
  };
  return { is: "found", value, date: opened.date, version: file, notices: [...opened.notices, ...notices] };
}
function lookUp(fields, wanted) {
  const parts = wanted.split("/");
  let node;
  let inside = fields;
  for (const part of parts) {
    node = inside?.get(part);
    inside = node?.kind === "map" ? node.fields : void 0;
  }
  if (node !== void 0) return node;
  const name = (parts.at(-1) ?? "").toUpperCase().replace(/[.-]/g, "_");
  const places = [
    fields,
    ...["stringData", "data"].map((key) => fields.get(key)).flatMap((place) => place?.kind === "map" ? [place.fields] : [])
  ];
  for (const place of places) if (place.has(name)) return place.get(name);
  return void 0;
}
async function readFile(settings, file, format) {
  const full = path.resolve(settings.workspace, file);
  const stat = fs.statSync(full, { throwIfNoEntry: false });
  if (!stat?.isFile())
    throw new Failure("FILE_NOT_FOUND", "There is no such file in the workspace.", {
      at: { file },
      fix: "Run actions/checkout before this step, and name the file relative to the workspace."
    });
  if (stat.size > MAX_BINARY_BYTES)
    throw new Failure("LIMIT_EXCEEDED", "The file is larger than any SOPS file that is read.", {
      at: { file },
      fix: "Split the file; secrets are small."
    });
  const decrypted = await decrypt({
    bytes: fs.readFileSync(full),
    format,
    file,
    identities: await settings.identities()
  });
  const content = contentOf(decrypted, format);
  if (content instanceof Failure) throw content;
  const dates = decrypted.info.map((info) => info.lastModified.getTime());
  const notices = [...decrypted.notices, ...quotedNotices(format, decrypted.documents)];
  return {
    content,
    get documents() {
      return documentsOf(decrypted);
    },
    date: new Date(Math.max(...dates)),
    notices: notices.map((notice) => `${file}: ${notice}`)
  };
}
function quotedNotices(format, documents) {
  if (format !== "dotenv") return [];
  const quoted = documents.flatMap(({ items }) => items).flatMap(
    (item) => "key" in item && item.value.kind === "str" && /^(["'])[^]*\1$/.test(item.value.value) ? [item.key] : []
  );
  return quoted.length === 0 ? [] : [`the quotes around ${quoted.join(", ")} are part of the value, as in sops.`];
}
export {
  openSession
};
