const lazyBuiltin = (id) => {
  let loaded;
  const load = () => loaded ??= process.getBuiltinModule(id);
  return new Proxy(/* @__PURE__ */ Object.create(null), {
    get: (_, key) => key === "__esModule" ? void 0 : load()[key],
    has: (_, key) => key in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(load(), key);
      return found && { ...found, configurable: true };
    }
  });
};
const fs = lazyBuiltin("node:fs");
const path = lazyBuiltin("node:path");
import { F as Failure, i as systemClock } from "./kernel-base.js";
import { c as checkRecipients, b as chooseSelector, D as DEFAULT_SELECTOR, h as compileSelector, n as newDataKey, j as cipherOf, w as walk, k as sealAge, m as buildMetadata, o as sealMac, s as storeOf, p as startMac, q as bytesOf, t as typeOf, r as readyFor } from "./providers-sops-keys.js";
import { creationRule, ruleRecipients } from "./sops-creation-rules.js";
import { a5 as formatOf } from "./providers-list.js";
import { printBytes, replace, readInput } from "./entries-sops-parts.js";
const SOPS_VERSION = "3.13.3";
async function encrypt(input) {
  const { documents, format, now, options } = input;
  const recipients = [...new Set(input.recipients)];
  if (recipients.length === 0) {
    throw new Failure("SOPS_KEY_MISSING", "No recipient was given for whom the file should be encrypted.", {
      fix: "Give one: --age age1..., or a creation rule in .sops.yaml.",
      exit: 1
    });
  }
  checkRecipients(recipients.length);
  const notices = [];
  const asked = chooseSelector(input.selector ?? {}, "SOPS_CONFIG");
  const binary = format === "binary";
  if (binary && asked !== DEFAULT_SELECTOR)
    notices.push("A binary file is encrypted whole: the selector is left out.");
  const choice = binary ? DEFAULT_SELECTOR : asked;
  const selector = await compileSelector(choice, "SOPS_CONFIG");
  const dataKey = newDataKey();
  const macOnlyEncrypted = input.macOnlyEncrypted === true;
  const writing = {
    cipher: cipherOf(dataKey),
    selector,
    mac: startMac(macOnlyEncrypted),
    macOnlyEncrypted,
    format
  };
  const sealed = documents.map((tree) => walk(tree, selector, visitorOf(writing)));
  const lastModified = new Date(now).toISOString().replace(/\.\d+Z$/, "Z");
  const age = await Promise.all(
    recipients.map(async (recipient) => ({ recipient, enc: await sealAge(dataKey, recipient) }))
  );
  const metadata = buildMetadata({
    age,
    lastModified,
    mac: sealMac(writing.cipher, writing.mac.digest(), lastModified),
    macOnlyEncrypted,
    selector: binary ? void 0 : choice,
    version: SOPS_VERSION
  });
  return { bytes: storeOf(format).writeEncrypted(sealed, metadata, options), notices };
}
function visitorOf(writing) {
  return {
    scalar: (node, selected, aad) => sealScalar(writing, node, selected, aad),
    comment: (node, selected, aad, inList) => selected ? sealComment(writing, node, aad, inList) : node
  };
}
function sealScalar(writing, node, selected, aad) {
  const { cipher, format, mac, macOnlyEncrypted } = writing;
  if (!holds(format, node, selected)) {
    throw new Failure(
      "SOPS_FORMAT",
      `A ${format} file cannot hold a clear value of kind ${node.kind} unchanged.`,
      {
        fix: "Write YAML instead: --output-type yaml",
        exit: 4
      }
    );
  }
  if (node.kind === "null") return node;
  const bytes = bytesOf(node);
  if (selected || !macOnlyEncrypted) mac.add(bytes);
  if (!selected) return node;
  if (bytes.length === 0) return { kind: "str", value: "" };
  return { kind: "str", value: cipher.seal(bytes, typeOf(node), aad) };
}
function holds(format, node, selected) {
  if (format === "dotenv" || format === "ini")
    return node.kind === "str" || selected && node.kind !== "null";
  if (format === "yaml" || selected) return true;
  if (node.kind === "float") return Number.isFinite(node.value) && !Object.is(node.value, -0);
  return node.kind !== "bytes";
}
function sealComment(writing, node, aad, inList) {
  if (node.text === "") return node;
  const text = writing.cipher.seal(bytesOf(node), "comment", aad);
  if (writing.selector.clashes(text)) {
    throw new Failure("SOPS_CONFIG", "unencrypted_comment_regex matches the text of an encrypted comment.", {
      fix: "Make the pattern longer, so that it cannot match random letters.",
      exit: 23
    });
  }
  return inList ? { kind: "str", value: text } : { ...node, text };
}
const MAX_FOLDERS = 100;
const NO_CONFIG = 61;
function encryptParts(runner) {
  const { env } = runner;
  return {
    read: readInput,
    formatOf,
    environmentRecipients: () => listOf(env["SOPS_AGE_RECIPIENTS"]),
    rule: async (name, config, format, needsKeys) => {
      const file = config ?? env["SOPS_CONFIG"] ?? findUpward(".sops.yaml");
      if (file === void 0) return void 0;
      if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile())
        throw new Failure("SOPS_CONFIG", "There is no configuration at the given path.", {
          at: { file },
          exit: NO_CONFIG,
          fix: "--config .sops.yaml"
        });
      const rule = await creationRule(
        fs.readFileSync(file, "utf8"),
        relativeTo(path.dirname(path.resolve(file)), name),
        path.relative(process.cwd(), file) || file
      );
      if (rule === void 0) return void 0;
      return {
        recipients: needsKeys ? ruleRecipients(rule, file) : [],
        selector: rule.selector,
        macOnlyEncrypted: rule.macOnlyEncrypted,
        indent: format === "json" ? rule.indent.json : rule.indent.yaml
      };
    },
    misnamed: () => {
      const found = findUpward("sops.yaml");
      return found === void 0 ? void 0 : path.relative(process.cwd(), found);
    },
    seal: async (bytes, { input, output, recipients, selector, macOnlyEncrypted, indent }) => {
      await readyFor(input, bytes);
      const documents = storeOf(input).readPlain(bytes);
      const sealed = await encrypt({
        documents,
        format: output,
        recipients,
        selector,
        macOnlyEncrypted,
        now: systemClock.now(),
        ...indent === void 0 ? {} : { options: { indent } }
      });
      return { sealed: sealed.bytes, notices: sealed.notices };
    },
    replace,
    print: printBytes,
    warn: runner.info
  };
}
const listOf = (text) => (text ?? "").split(/[\s,]+/).filter((part) => part !== "");
function findUpward(name) {
  let folder = process.cwd();
  for (let i = 0; i < MAX_FOLDERS; i++) {
    const file = path.join(folder, name);
    if (fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
    const above = path.dirname(folder);
    if (above === folder) return void 0;
    folder = above;
  }
  return void 0;
}
function relativeTo(folder, name) {
  const full = path.resolve(name);
  return full.startsWith(folder + path.sep) ? full.slice(folder.length + 1) : full;
}
export {
  encryptParts,
  listOf
};
