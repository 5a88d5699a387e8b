import { F as Failure, K as readBounded, y as printable, S as Secret, t as together, a as asFailure, r as randomUuid, p as parseYaml, M as yamlLibrary, l as loadYaml, i as systemClock } from "./kernel-base.js";
import { n as nearest, j as parseReference, s as shownKey, k as groupOf, l as isSecret, m as idOf, P as PROVIDERS, V as VERSION } from "./providers-list.js";
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
const path = lazyBuiltin("node:path");
const fs = lazyBuiltin("node:fs");
const crypto = lazyBuiltin("node:crypto");
import { s as shellWord, a as shellPath } from "./kernel-shell-word.js";
const require$$0 = lazyBuiltin("node:util");
import { c as createPool, r as retryAfterMs, H as HttpError, i as isTransient, a as retry, u as unreachable, n as notJson } from "./kernel-http-client.js";
import { f as locate, h as helmEntries, g as helmSettings, i as isTooShort, k as isForCluster, r as runMasks, e as readCa } from "./commands-prepare.js";
const os = lazyBuiltin("node:os");
const net = lazyBuiltin("node:net");
import { M as MaskAutomaton, a as MaskStream } from "./kernel-mask-stream.js";
const STORE_PROVIDERS = ["aws", "vault", "gcp", "azure"];
const COMMON = ["service-account", "namespaces"];
const WORDS$1 = {
  aws: ["role", "region", "service", "external-id"],
  vault: ["role", "address", "mount", "kv", "namespace", "method", "auth-path", "audience"],
  gcp: ["project", "location", "cluster", "cluster-location", "cluster-project"],
  azure: ["vault-url", "tenant", "client"]
};
const NEEDED = {
  aws: ["role"],
  vault: ["role"],
  gcp: ["project"],
  azure: ["vault-url"]
};
const FORMS = {
  service: /^(?:secrets-manager|parameter-store)$/,
  kv: /^[12]$/,
  method: /^(?:kubernetes|jwt)$/,
  "vault-url": /^https:\/\/[-a-z0-9.]{1,253}\/?$/i,
  "service-account": /^(?:[-a-z0-9]{1,63}\/)?[-a-z0-9.]{1,253}$/,
  namespaces: /^[-a-z0-9]{1,63}(?:\+[-a-z0-9]{1,63})*$/,
  region: /^[a-z0-9-]{1,64}$/
};
const ROLE = /^arn:aws[a-z-]{0,20}:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/;
const NAME$4 = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;
const ANY = /^[!-~]{1,2048}$/;
const EXAMPLE = {
  aws: "aws-secrets-manager: aws, role arn:aws:iam::123456789012:role/liquid-hive-secrets-role",
  vault: "vault: vault, role liquid-hive",
  gcp: "gcp: gcp, project my-project",
  azure: "azure: azure, vault-url https://liquid-hive.vault.azure.net"
};
function parseStores(text) {
  const stores = [];
  const problems2 = [];
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = raw.replace(/(?:^|\s)#(?:\s.*)?$/, "").trim();
    if (line === "") continue;
    const store = storeLine(line, index + 1);
    if (store instanceof Failure) problems2.push(store);
    else if (stores.some(({ name }) => name === store.name))
      problems2.push(
        invalid$3(
          index + 1,
          `The store ${store.name} stands twice.`,
          "Remove one of the lines.",
          "NAME_COLLISION"
        )
      );
    else stores.push(store);
  }
  return { stores, problems: problems2 };
}
const invalid$3 = (line, message, fix, code = "INPUT_INVALID") => new Failure(code, message, { at: { input: "external-secrets-store", line }, fix });
function storeLine(text, line) {
  const match = /^([^\s:]+)\s*:\s*(.+)$/.exec(text);
  const name = match?.[1];
  if (name === void 0 || !NAME$4.test(name))
    return invalid$3(line, "A line begins with the store's name and a colon.", EXAMPLE.aws);
  const [first = "", ...rest] = match[2].split(",").map((part) => part.trim());
  const provider = STORE_PROVIDERS.find((known2) => known2 === first);
  if (provider === void 0)
    return invalid$3(
      line,
      `${name}: after the colon comes the provider: ${STORE_PROVIDERS.join(", ")}.`,
      Object.values(EXAMPLE).join("\n")
    );
  const known = [...WORDS$1[provider], ...COMMON];
  const words2 = /* @__PURE__ */ new Map();
  for (const part of rest) {
    const [word2 = "", value, more] = part.split(/\s+/);
    if (!known.includes(word2)) {
      const near = nearest(word2, known);
      const hint = near === void 0 ? "" : ` Did you mean ${near}?`;
      return invalid$3(
        line,
        `${name}: a word is not known.${hint}`,
        `Words of ${provider}: ${known.join(", ")}`,
        "INPUT_UNKNOWN_KEY"
      );
    }
    const form = word2 === "role" && provider === "aws" ? ROLE : FORMS[word2] ?? ANY;
    if (value === void 0 || more !== void 0 || words2.has(word2) || !form.test(value))
      return invalid$3(line, `${name}: \`${word2}\` takes one value, and not of this form.`, EXAMPLE[provider]);
    words2.set(word2, value);
  }
  const missing2 = NEEDED[provider].find((word2) => !words2.has(word2));
  if (missing2 !== void 0) return invalid$3(line, `${name}: \`${missing2}\` is missing.`, EXAMPLE[provider]);
  return { name, provider, words: words2, line };
}
const TAKEN = [
  { pattern: /^(https:\/\/)?sts\.([a-z0-9-]+\.)?amazonaws\.(com(\.cn)?|eu)\/?$/i, by: "AWS" },
  { pattern: /^api:\/\/AzureADTokenExchange/i, by: "Azure" },
  { pattern: /^(https:)?\/\/([a-z0-9-]+\.)*googleapis\.com(\/|$)/i, by: "Google Cloud" },
  { pattern: /^sigstore$/i, by: "Sigstore" },
  { pattern: /^((test)?pypi|npm:registry\.npmjs\.org|rubygems\.org|crates\.io)$/i, by: "a package registry" }
];
function audienceOf(reference, inputs) {
  const given = inputs.clusterAudience;
  if (reference.kind !== "server")
    return given === "" ? void 0 : refused(
      "cluster-audience counts only for a cluster that trusts GitHub's tokens itself, and cluster names none.",
      "Remove cluster-audience, or name the API server:\ncluster: https://HOST:6443"
    );
  const audience = given === "" ? reference.server.origin : given;
  if (!/^[\x21-\x7e]{1,512}$/.test(audience))
    return refused(
      "cluster-audience is no audience: 1 to 512 visible characters without spaces.",
      fixOf(reference.server)
    );
  const taken = TAKEN.find(({ pattern }) => pattern.test(audience));
  if (taken === void 0) return audience;
  return refused(
    `The audience of the cluster's token is one that ${taken.by} trusts: the API server could replay our token there.`,
    fixOf(reference.server)
  );
}
function sharedAudience(reference, inputs, others) {
  const audience = audienceOf(reference, inputs);
  if (reference.kind !== "server" || audience instanceof Failure || !others.includes(audience))
    return void 0;
  return refused(
    "The audience of the cluster's token is also that of a store of this step: the API server could replay our token there.",
    fixOf(reference.server)
  );
}
const fixOf = (server) => `Use an audience that only this cluster takes, and name it in its AuthenticationConfiguration:
cluster-audience: kubernetes-${server.hostname.replace(/[^A-Za-z0-9.-]/g, "")}`;
const refused = (message, fix) => new Failure("INPUT_INVALID", message, { at: { input: "cluster-audience" }, fix });
const CERTIFICATE$1 = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED )?CERTIFICATE-----/g;
const MAX_BYTES = 1024 * 1024;
function readAuthority(text, workspace) {
  const given = text.trim();
  const inline = pemIn(given) ?? pemIn(Buffer.from(given, "base64").toString("latin1"));
  if (inline !== void 0) return checkedPem(inline, "cluster-ca", { at: { input: "cluster-ca" } });
  try {
    if (/[\r\n]/.test(given) || given.length > 4096) throw new Error("no path");
    const { bytes: bytes2 } = readBounded(path.resolve(workspace, given), MAX_BYTES);
    return checkedPem(bytes2.toString("latin1"), "The file of cluster-ca", { at: { input: "cluster-ca" } });
  } catch (error) {
    if (error instanceof Failure && error.code === "INPUT_INVALID") throw error;
    throw new Failure(
      "FILE_UNREADABLE",
      "cluster-ca is neither PEM, nor base64 of PEM, nor the path of a file that can be read.",
      { at: { input: "cluster-ca" }, fix: "cluster-ca: path/to/ca.pem   # relative to the workspace" }
    );
  }
}
const isInline = (text) => [text, Buffer.from(text, "base64").toString("latin1")].some((one) => pemIn(one) !== void 0);
function checkedPem(pem, where, {
  code = "INPUT_INVALID",
  ...at2
} = {}) {
  const certificates = pem.match(CERTIFICATE$1) ?? [];
  const isWhole = certificates.length > 0 && certificates.every((one) => fingerprint(one) !== void 0);
  if (isWhole) return `${certificates.join("\n")}
`;
  throw new Failure(code, `${where} holds no certificate that can be read.`, {
    ...at2,
    fix: "It takes PEM: -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----"
  });
}
function isSameAuthority(a, b) {
  const [one, other] = [a, b].map((pem) => new Set((pem.match(CERTIFICATE$1) ?? []).map(fingerprint)));
  return one.size === other.size && [...one].every((print) => other.has(print));
}
const pemIn = (text) => /-----BEGIN (?:TRUSTED )?CERTIFICATE-----/.test(text) ? text : void 0;
function fingerprint(pem) {
  try {
    return new crypto.X509Certificate(pem).fingerprint256;
  } catch {
    return void 0;
  }
}
const METADATA_HOSTS = /* @__PURE__ */ new Set([
  "metadata",
  "metadata.google.internal",
  "metadata.goog",
  "metadata.azure.internal",
  "metadata.tencentyun.com",
  "instance-data",
  "instance-data.ec2.internal"
]);
const METADATA_RANGES = [
  ["169.254.0.0", 16, "ipv4"],
  ["168.63.129.16", 32, "ipv4"],
  ["100.100.100.200", 32, "ipv4"],
  ["192.0.0.192", 32, "ipv4"],
  ["fe80::", 10, "ipv6"],
  ["fd00:ec2::", 32, "ipv6"],
  ["fd20:ce::254", 128, "ipv6"]
];
function parseServer(text, where, fix) {
  const refuse = (why) => new Failure("ENDPOINT_REFUSED", `${where} ${why}.`, {
    fix: fix ?? `${where}: https://HOST:6443`,
    ...fix === void 0 ? { at: { input: where } } : {}
  });
  const url = URL.canParse(text) ? new URL(text) : void 0;
  if (url?.protocol !== "https:") return refuse("holds no https: address of an API server");
  if (url.username !== "" || url.password !== "") return refuse("holds a user name or a password");
  if (/[?#]/.test(text)) return refuse("holds a query or a fragment");
  if (isMetadata(url.hostname))
    return refuse("names a link-local address or a cloud's metadata service, which is no API server");
  url.pathname = url.pathname.replace(/\/+$/, "");
  return url;
}
const isSameServer = (a, b) => a.origin === b.origin && a.pathname.replace(/\/+$/, "") === b.pathname.replace(/\/+$/, "");
function isMetadata(hostname) {
  const host = hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "").toLowerCase();
  if (METADATA_HOSTS.has(host)) return true;
  const family = net.isIP(host);
  if (family === 0) return false;
  const list2 = new net.BlockList();
  for (const [start, bits, kind] of METADATA_RANGES) list2.addSubnet(start, bits, kind);
  return list2.check(host, family === 6 ? "ipv6" : "ipv4");
}
async function openAccess(reference, inputs, needs, host, signal) {
  const audience = audienceOf(reference, inputs);
  if (audience instanceof Failure) throw audience;
  const given = givenPlace(inputs, needs.workspace);
  switch (reference.kind) {
    case "server": {
      const { githubAccess } = await import("./cluster-login-github.js");
      const place = {
        server: given.server ?? reference.server,
        trust: given.ca === void 0 ? {} : { ca: given.ca }
      };
      return githubAccess(place, audience ?? reference.server.origin, needs, host);
    }
    case "cloud": {
      const { cloudAccess } = await import("./cluster-login-cloud.js");
      return cloudAccess(await needs.cloud(reference.reference, signal), given, host, signal);
    }
    case "in-cluster": {
      const { inClusterAccess } = await import("./cluster-login-in-cluster.js");
      return inClusterAccess(given, needs, host);
    }
    case "kubeconfig": {
      const { kubeconfigAccess } = await import("./cluster-login-kubeconfig.js").then(function(n) {
        return n.k;
      });
      return kubeconfigAccess(reference, given, needs, host, signal);
    }
  }
}
function checkLogin(reference, inputs) {
  const audience = audienceOf(reference, inputs);
  const server = inputs.clusterServer === "" ? void 0 : parseServer(inputs.clusterServer, "cluster-server");
  const isUnused = inputs.kubeconfig !== void 0 && (reference.kind !== "kubeconfig" || reference.path !== void 0);
  const unused = new Failure(
    "INPUT_INVALID",
    "The input kubeconfig is set, and the input cluster names another cluster.",
    {
      at: { input: "kubeconfig" },
      fix: "Remove one of them; or choose among the contexts of the input kubeconfig:\ncluster: kubeconfig://#CONTEXT"
    }
  );
  return [audience, server, isUnused ? unused : void 0].filter((one) => one instanceof Failure);
}
function givenPlace({ clusterServer, clusterCa }, workspace) {
  const server = clusterServer === "" ? void 0 : parseServer(clusterServer, "cluster-server");
  if (server instanceof Failure) throw server;
  return { server, ca: clusterCa === "" ? void 0 : readAuthority(clusterCa, workspace) };
}
function loginFiles(reference, { clusterCa, kubeconfig: kubeconfig2 }, workspace, env = {}) {
  const ca = clusterCa.trim();
  const listed2 = (env["KUBECONFIG"] ?? "").split(path.delimiter).filter((file) => file !== "");
  const named2 = reference?.kind !== "kubeconfig" ? [] : reference.path !== void 0 ? [reference.path] : kubeconfig2 === void 0 ? listed2 : [];
  return [
    ...ca === "" || isInline(ca) ? [] : [ca],
    ...named2.flatMap((file) => inWorkspace(file, workspace))
  ];
}
function inWorkspace(file, workspace) {
  const relative = path.relative(workspace, path.resolve(workspace, file));
  return relative.split(path.sep)[0] === ".." || path.isAbsolute(relative) ? [] : [relative];
}
const LATER = {
  gke: "Google Kubernetes Engine",
  aks: "Azure Kubernetes Service"
};
const SCHEME = /^([A-Za-z][A-Za-z0-9.+-]*):\/\//;
const KUBECONFIG$1 = "kubeconfig://";
const IN_CLUSTER = "in-cluster://";
function parseCluster(text, clouds) {
  const trimmed = text.trim();
  if (/[\0\r\n]/.test(trimmed)) return invalid$2("The input cluster has more than one line.", clouds);
  const scheme = SCHEME.exec(trimmed)?.[1];
  if (scheme === void 0) return invalid$2("The input cluster is no reference with a scheme.", clouds);
  if (scheme.toLowerCase() === "https") {
    const server = parseServer(trimmed, "cluster");
    return server instanceof Failure ? server : { kind: "server", server };
  }
  if (scheme === "http")
    return new Failure(
      "ENDPOINT_REFUSED",
      "The input cluster is an http: address: the token and the values would travel in the clear.",
      { at: { input: "cluster" }, fix: "cluster: https://HOST:6443" }
    );
  if (trimmed.startsWith(KUBECONFIG$1)) return kubeconfig(trimmed.slice(KUBECONFIG$1.length));
  if (scheme === "in-cluster")
    return trimmed === IN_CLUSTER ? { kind: "in-cluster" } : invalid$2("Nothing stands after in-cluster:// in the input cluster.", clouds);
  if (clouds.includes(scheme)) return cloud(trimmed, clouds);
  const later = LATER[scheme];
  if (later !== void 0)
    return invalid$2(
      `The input cluster names one of ${later}, and there is no provider for that here yet.`,
      clouds,
      "Log in by other means until then: its tool writes a kubeconfig below RUNNER_TEMP, named by KUBECONFIG or\ncluster: kubeconfig://PATH#CONTEXT"
    );
  return invalid$2("The input cluster has a scheme that is not known.", clouds);
}
function kubeconfig(rest) {
  const hash = rest.indexOf("#");
  const path2 = hash === -1 ? rest : rest.slice(0, hash);
  const context = hash === -1 ? "" : rest.slice(hash + 1);
  return { kind: "kubeconfig", path: path2 || void 0, context: context || void 0 };
}
function cloud(text, clouds) {
  const reference = parseReference(text, new Set(clouds));
  if (reference instanceof Failure) {
    const { code, message, fix } = reference;
    return new Failure(code, message, { at: { input: "cluster" }, ...fix === void 0 ? {} : { fix } });
  }
  if (reference.kind !== "reference") return invalid$2("The input cluster names no cluster.", clouds);
  if (reference.field !== void 0)
    return invalid$2("A cluster has no field: the input cluster holds a #.", clouds);
  return { kind: "cloud", reference };
}
const invalid$2 = (message, clouds, fix = `Use one of: ${[...clouds.map((scheme) => `${scheme}://NAME`), "https://HOST:6443", IN_CLUSTER, "kubeconfig://PATH#CONTEXT"].join(", ")}`) => new Failure("INPUT_INVALID", message, { at: { input: "cluster" }, fix });
const INPUT$1 = "secret-options";
const USAGE = "app-tls: type kubernetes.io/tls, immutable, label app=web";
const OBJECT = /^(?:[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?\/)?[a-z0-9][-.a-z0-9]{0,252}$/;
const TYPE = /^[A-Za-z0-9](?:[-./A-Za-z0-9]{0,251}[A-Za-z0-9])?$/;
const HOST = /^[A-Za-z0-9](?:[-.A-Za-z0-9]*[A-Za-z0-9])?(?::\d{1,5})?(?:\/[-._/A-Za-z0-9]*)?$/;
const LABEL = /^((?:[a-z0-9][-.a-z0-9]{0,252}\/)?[A-Za-z0-9](?:[-._A-Za-z0-9]{0,61}[A-Za-z0-9])?)=([A-Za-z0-9](?:[-._A-Za-z0-9]{0,61}[A-Za-z0-9])?)?$/;
const WORDS = ["type", "docker", "immutable", "label"];
function parseSecretOptions(text) {
  const options = /* @__PURE__ */ new Map();
  const problems2 = [];
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const content = raw.replace(/(^|\s)#(\s.*)?$/, "").trim();
    if (content === "") continue;
    const line = index + 1;
    const problem = (message, fix = USAGE) => void problems2.push(new Failure("INPUT_INVALID", message, { at: { input: INPUT$1, line }, fix }));
    const colon = content.indexOf(":");
    const name = colon === -1 ? "" : content.slice(0, colon).trim();
    if (!OBJECT.test(name)) problem("A line does not begin with the name of a Secret and a colon.");
    else if (options.has(name)) problem(`${name} stands twice.`, "Write all its options on one line.");
    else {
      const read = optionsOf(content.slice(colon + 1), line);
      if (typeof read === "string") problem(`${name}: ${read}`);
      else options.set(name, read);
    }
  }
  return { options, problems: problems2 };
}
function optionsOf(text, line) {
  let type;
  let docker;
  let immutable = false;
  const labels = /* @__PURE__ */ new Map();
  const said = /* @__PURE__ */ new Set();
  for (const part of text.split(",").map((piece) => piece.trim())) {
    const [word2 = "", value = "", ...more] = part.split(/\s+/);
    if (!WORDS.some((known) => known === word2)) {
      const near = nearest(word2, WORDS);
      return `an option is none of ${WORDS.join(", ")}.${near === void 0 ? "" : ` Did you mean ${near}?`}`;
    }
    if (word2 === "immutable" ? value !== "" : more.length > 0)
      return `\`${word2}\` takes ${word2 === "immutable" ? "no" : "one"} word.`;
    if (said.has(word2)) return `\`${word2}\` stands twice.`;
    if (word2 !== "label") said.add(word2);
    if (word2 === "type") {
      if (!TYPE.test(value)) return "`type` takes the type of a Secret.";
      type = value;
    } else if (word2 === "docker") {
      if (!HOST.test(value)) return "`docker` takes the host of a registry.";
      docker = value;
    } else if (word2 === "immutable") immutable = true;
    else {
      const match = LABEL.exec(value);
      if (match === null) return "`label` takes KEY=VALUE, as Kubernetes allows labels.";
      if (labels.has(match[1])) return "a label stands twice.";
      labels.set(match[1], match[2] ?? "");
    }
  }
  if (docker !== void 0 && type !== void 0 && type !== "kubernetes.io/dockerconfigjson")
    return "`docker` makes a Secret of type kubernetes.io/dockerconfigjson, and `type` says another.";
  return { line, type, docker, immutable, labels };
}
const INPUT = "apply";
const SUFFIXES = /* @__PURE__ */ new Set([".yaml", ".yml", ".json"]);
const MAX_FILES = 5e3;
const GLOB = /[*?[\]{}]/;
function expandManifestPaths(text, workspace) {
  const files = /* @__PURE__ */ new Map();
  const problems2 = [];
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const wanted = raw.trim();
    const line = index + 1;
    if (wanted === "" || /^#(\s|$)/.test(wanted)) continue;
    const problem = (code, message, fix) => void problems2.push(new Failure(code, message, { at: { input: INPUT, line }, fix }));
    const found = matches(wanted, workspace);
    if (found === void 0)
      problem("FILE_UNSAFE", "A path leads out of the workspace.", "Name files below the workspace.");
    else if (found.length === 0)
      problem(
        "FILE_NOT_FOUND",
        "Nothing in the workspace is of this name or pattern.",
        "Run actions/checkout before this step; paths are relative to the workspace."
      );
    for (const file of found ?? []) if (!files.has(file)) files.set(file, { path: file, line });
  }
  if (files.size > MAX_FILES)
    problems2.push(
      new Failure("LIMIT_EXCEEDED", `The patterns name more than ${MAX_FILES} files.`, {
        at: { input: INPUT },
        fix: "Narrow the patterns."
      })
    );
  return { files: [...files.values()].slice(0, MAX_FILES), problems: problems2 };
}
function matches(wanted, workspace) {
  if (path.isAbsolute(wanted) || wanted.split(/[\\/]/).includes("..") || wanted.includes("\0"))
    return void 0;
  const full = path.resolve(workspace, wanted);
  const stat = fs.statSync(full, { throwIfNoEntry: false });
  if (stat?.isFile()) return [slashed(path.relative(workspace, full))];
  const pattern = stat?.isDirectory() ? `${wanted.replace(/[\\/]+$/, "")}/**/*` : wanted;
  if (stat === void 0 && !GLOB.test(wanted)) return [];
  const real = fs.realpathSync(workspace);
  return fs.globSync(pattern, { cwd: workspace }).map(slashed).filter((file) => stat?.isDirectory() ? SUFFIXES.has(path.extname(file).toLowerCase()) : true).filter((file) => isFileInside(path.join(workspace, file), real)).sort();
}
const slashed = (file) => file.split(path.sep).join("/");
function isFileInside(file, root) {
  try {
    const real = fs.realpathSync(file);
    return fs.statSync(real).isFile() && real.startsWith(root + path.sep);
  } catch {
    return false;
  }
}
const ROLE_API = "rbac.authorization.k8s.io";
const MAX_SHOWN$1 = 12;
function roleToPaste(missing2, user, groups) {
  const namespaces = [...new Set(missing2.map(({ namespace }) => namespace))];
  return namespaces.toSorted((a, b) => (a ?? "").localeCompare(b ?? "")).map((namespace) => {
    const rules = rulesFor(missing2.filter((right) => right.namespace === namespace));
    const name = nameFor(user, rules);
    const subjects = subjectOf(user, groups);
    return [...role(namespace, name, rules), "---", ...binding(namespace, name, subjects)].join("\n");
  }).join("\n---\n");
}
function rightsFailure(missing2, who, { said }) {
  const user = said(who?.user ?? "USER");
  const groups = (who?.groups ?? []).map((group) => said(group));
  const shown2 = missing2.slice(0, MAX_SHOWN$1).map(rightShown);
  const more = missing2.length > MAX_SHOWN$1 ? `, and ${missing2.length - MAX_SHOWN$1} more` : "";
  const known = who === void 0 ? "We" : `The API server knows us as "${user}", who`;
  return new Failure("ACCESS_DENIED", `${known} may not ${shown2.join(", ")}${more}.`, {
    fix: `Nothing was changed. Somebody who may grant it applies:
${roleToPaste(missing2, user, groups)}`
  });
}
function rightShown({ group, resource, subresource, verb, namespace, name }) {
  const kind = `${resource}${group === "" ? "" : `.${group}`}${subresource === void 0 ? "" : `/${subresource}`}`;
  const where = namespace === void 0 ? "" : ` in ${namespace}`;
  return `${verb} ${kind}${name === void 0 ? "" : ` "${name}"`}${where}`;
}
function nameFor(user, rules) {
  const hash = crypto.createHash("sha256").update(JSON.stringify([user, rules])).digest("hex");
  return `secrets-action-${hash.slice(0, 8)}`;
}
function rulesFor(rights) {
  const single = rights.map(({ group, resource, subresource, verb, name }) => ({
    group,
    resources: [subresource === void 0 ? resource : `${resource}/${subresource}`],
    verbs: [verb],
    names: name === void 0 ? [] : [name]
  }));
  const byVerb = merged(single, "verbs");
  const byName = merged(
    byVerb.filter(({ names }) => names.length > 0),
    "names"
  );
  const unnamed = merged(
    byVerb.filter(({ names }) => names.length === 0),
    "resources"
  );
  return [...byName, ...unnamed];
}
function merged(rules, member) {
  const groups = /* @__PURE__ */ new Map();
  for (const rule of rules) {
    const id = JSON.stringify({ ...rule, [member]: [] });
    const before = groups.get(id);
    const all = /* @__PURE__ */ new Set([...before?.[member] ?? [], ...rule[member]]);
    groups.set(id, { ...rule, [member]: [...all].toSorted() });
  }
  return [...groups.values()];
}
const role = (namespace, name, rules) => [
  `apiVersion: ${ROLE_API}/v1`,
  `kind: ${namespace === void 0 ? "ClusterRole" : "Role"}`,
  ...metadata(namespace, name),
  "rules:",
  ...rules.flatMap(({ group, resources, verbs, names }) => [
    `  - apiGroups: ${JSON.stringify([group])}`,
    `    resources: ${list(resources)}`,
    ...names.length === 0 ? [] : [`    resourceNames: ${list(names)}`],
    `    verbs: ${list(verbs)}`
  ])
];
const binding = (namespace, name, subject2) => [
  `apiVersion: ${ROLE_API}/v1`,
  `kind: ${namespace === void 0 ? "ClusterRoleBinding" : "RoleBinding"}`,
  ...metadata(namespace, name),
  "roleRef:",
  `  apiGroup: ${ROLE_API}`,
  `  kind: ${namespace === void 0 ? "ClusterRole" : "Role"}`,
  `  name: ${name}`,
  "subjects:",
  ...subject2
];
const metadata = (namespace, name) => [
  "metadata:",
  `  name: ${name}`,
  ...namespace === void 0 ? [] : [`  namespace: ${JSON.stringify(namespace)}`]
];
function subjectOf(user, groups) {
  const [, namespace, account] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(user) ?? [];
  if (namespace !== void 0 && account !== void 0)
    return [
      "  - kind: ServiceAccount",
      `    namespace: ${JSON.stringify(namespace)}`,
      `    name: ${JSON.stringify(account)}`
    ];
  const own = groups.filter((group2) => !group2.startsWith("system:"));
  const isSession = /^arn:[^:]+:sts::[^:]*:assumed-role\//.test(user);
  const [group] = own;
  if (isSession && group !== void 0) return subject("Group", group);
  const others = own.map((name) => `  # or kind: Group, name: ${JSON.stringify(name)}`);
  const hint = isSession ? ["  # The user's name has the session in it: give the access entry a group, and bind that."] : others;
  return [...hint, ...subject("User", user)];
}
const subject = (kind, name) => [
  `  - kind: ${kind}`,
  `    apiGroup: ${ROLE_API}`,
  `    name: ${JSON.stringify(name)}`
];
const list = (words2) => `[${words2.map((word2) => JSON.stringify(word2)).join(", ")}]`;
const MESSAGE = /User "[^"]*" cannot ([a-z*]{1,32}) resource "([a-z0-9.*/-]{1,253})" in API group "([a-z0-9.*-]{0,253})"(?: in the namespace "([a-z0-9-]{1,63})"| at the cluster scope)/;
const UNNAMED = /* @__PURE__ */ new Set(["list", "watch", "deletecollection"]);
function deniedOf$1(fault, said) {
  let found = null;
  fault.said((text) => {
    found = MESSAGE.exec(text);
    return "";
  });
  const [, verb, resource, group, namespace] = found ?? [];
  if (verb === void 0 || resource === void 0) return void 0;
  if ([verb, resource, group, namespace].some((word2) => word2 !== void 0 && said(word2) !== word2))
    return void 0;
  return { verb, resource, group: group ?? "", namespace };
}
function rightOf({ verb, resource, group, namespace }, name) {
  const isNamed = name !== void 0 && !UNNAMED.has(verb) && /^[a-z0-9.:-]{1,253}$/i.test(name);
  const [plural = resource, subresource] = resource.split("/");
  return {
    group,
    resource: plural,
    ...subresource === void 0 ? {} : { subresource },
    verb,
    namespace,
    name: isNamed ? name : void 0
  };
}
const MAX_FIELDS$1 = 10;
const MAX_WORD$1 = 120;
const WEBHOOK_NAME = /(?:admission webhook|failed calling webhook) "([a-z0-9.-]{1,253})"/;
function wordIn(fault, pattern) {
  let found;
  fault.said((text) => {
    found = pattern.exec(text)?.[1];
    return "";
  });
  return found;
}
const webhookOf = ({ fault, said }) => {
  const name = wordIn(fault, WEBHOOK_NAME);
  return name === void 0 ? "an admission webhook" : `the admission webhook ${said(name)}`;
};
const namespaceOf$1 = ({ fault, what, said }) => printable(what.key?.namespace ?? said(wordIn(fault, /namespaces? "?([a-z0-9-]{1,63})"?/) ?? ""));
const serverSays = ({ fault, said }) => {
  const text = fault.said(said);
  return text === "" ? `status ${fault.status}` : `the server says: ${text}`;
};
function conflicts({ fault, said }) {
  const short = (text) => said(text).slice(0, MAX_WORD$1);
  const shown2 = fault.causes.slice(0, MAX_FIELDS$1).map(({ field, message }) => {
    const manager = /conflict with "(.*?)"(?: |$)/s.exec(message)?.[1];
    return `${short(field)}${manager === void 0 ? "" : ` (${short(manager)})`}`;
  });
  const more = fault.causes.length - shown2.length;
  return `${shown2.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
function problems(told) {
  const { fault, said } = told;
  const shown2 = fault.causes.filter(({ field }) => field !== "").slice(0, MAX_FIELDS$1).map(({ field, message }) => `${said(field)}: ${said(message)}`);
  return shown2.length === 0 ? serverSays(told) : `the server says: ${said(shown2.join("; "))}`;
}
const userOf = ({ fault, what }) => what.user ?? wordIn(fault, /User "([^"]{1,256})" cannot/) ?? "";
function whoIs(told) {
  const user = userOf(told);
  return user === "" ? "this identity" : `user ${told.said(user)}`;
}
function denial(told) {
  const denied = deniedOf$1(told.fault, told.said);
  if (denied === void 0) return `${whoIs(told)} may not; ${serverSays(told)}`;
  const { verb, resource, group, namespace } = denied;
  const where = namespace === void 0 ? "in the whole cluster" : `in namespace ${namespace}`;
  return `${whoIs(told)} may not ${verb} ${resource}${group === "" ? "" : `.${group}`} ${where}`;
}
function grant(told) {
  const denied = deniedOf$1(told.fault, told.said);
  if (denied === void 0) return "Ask whoever runs the cluster what this identity may do.";
  return roleToPaste([rightOf(denied, told.what.key?.name)], told.said(userOf(told) || "USER"), []);
}
const hasCause = (fault, reason) => fault.causes.some((cause) => cause.reason === reason);
const anonymous = (fault) => fault.has(/User "system:anonymous" cannot/);
const REASONS = [
  {
    is: (fault) => hasCause(fault, "NamespaceTerminating") || fault.has(/because it is being terminated/),
    code: "OBJECT_GONE",
    why: (told) => `its namespace ${namespaceOf$1(told)} is being deleted`,
    fix: () => "Wait until the namespace is gone, and run the job again; create-namespace: true makes it anew."
  },
  {
    is: (fault) => fault.has(/admission webhook ".*?" (?:attempted to modify|denied)/),
    code: "OBJECT_INVALID",
    why: (told) => `${webhookOf(told)} refused it; ${serverSays(told)}`,
    fix: () => "This is a rule of the cluster, not a missing right: change the object as the rule wants it."
  },
  {
    is: (fault) => fault.has(/failed calling webhook|failed to call webhook/),
    code: "STORE_UNREACHABLE",
    why: (told) => `${webhookOf(told)} gave the API server no answer; ${serverSays(told)}`,
    fix: () => "Check the pods behind the webhook, and whether the API server reaches them; then run the job again:\nkubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations"
  },
  {
    is: (fault) => fault.has(/exceeded quota|failed quota|status unknown for quota/),
    code: "LIMIT_EXCEEDED",
    why: (told) => `a quota of the namespace is used up; ${serverSays(told)}`,
    fix: ({ what }) => `kubectl describe resourcequota${what.key?.namespace === void 0 ? "" : ` -n ${printable(what.key.namespace)}`}`
  },
  {
    is: (fault) => fault.has(/violates PodSecurity/),
    code: "OBJECT_INVALID",
    why: (told) => `it violates the namespace's Pod Security level; ${serverSays(told)}`,
    fix: () => "Change the pod's securityContext, or the label pod-security.kubernetes.io/enforce of the namespace."
  },
  {
    is: (fault) => fault.has(/ValidatingAdmissionPolicy '.*?' with binding/),
    code: "OBJECT_INVALID",
    why: (told) => `an admission policy refused it; ${serverSays(told)}`,
    fix: () => "This is a rule of the cluster, not a missing right: change the object as the policy wants it."
  },
  {
    is: anonymous,
    code: "CREDENTIALS_REFUSED",
    why: () => "the API server saw no credentials, and took the request for anybody's",
    fix: () => "Name an identity for the cluster; where there is one, a proxy on the way drops the header Authorization."
  },
  {
    is: (fault) => fault.status === 403 && fault.has(/cannot impersonate/),
    code: "ACCESS_DENIED",
    why: (told) => `${whoIs(told)} may not act as somebody else; ${serverSays(told)}`,
    fix: () => 'Leave out `as`, `as-uid`, `as-groups` and `as-user-extra` of the kubeconfig\'s user, or allow it by a ClusterRole:\nrules:\n  - apiGroups: [""]\n    resources: ["users", "groups"]\n    verbs: ["impersonate"]'
  },
  {
    is: (fault) => fault.status === 403,
    code: "ACCESS_DENIED",
    why: denial,
    fix: grant
  },
  {
    is: (fault) => fault.status === 413 || fault.has(
      /request entity too large|request is too large|larger than max|Too long: (?:must have|may not be)/i
    ),
    code: "LIMIT_EXCEEDED",
    why: (told) => `it is larger than the cluster takes; ${problems(told)}`,
    fix: () => "A Secret holds at most 1 MiB, its annotations 256 KiB: split it."
  },
  {
    is: (fault) => fault.has(/field is immutable|may not be changed|can not be unset when `immutable` is set/),
    code: "OBJECT_INVALID",
    why: (told) => `a field that cannot be changed would change; ${problems(told)}`,
    fix: ({ what }) => what.key?.kind === "Secret" ? "The type of a Secret, and all of one with `immutable: true`, stay as they were created: use another name, or delete it first." : "Delete the object first, or leave the field as it is."
  },
  {
    is: (fault) => fault.status === 404 && fault.has(/^namespaces "[^"]*" not found/),
    code: "NAMESPACE_MISSING",
    why: (told) => `the namespace ${namespaceOf$1(told)} does not exist`,
    fix: () => "create-namespace: true"
  },
  {
    is: (fault) => fault.status === 404 && fault.reason !== "NotFound",
    code: "KIND_UNKNOWN",
    why: () => "the API server serves no such path",
    fix: () => "Install what defines this kind first. What there is:\nkubectl api-resources"
  },
  {
    is: (fault) => fault.status === 404 || fault.status === 410 || fault.has(/object is being deleted|uid mismatch/i),
    code: "OBJECT_GONE",
    why: () => "it is not there any more",
    fix: () => "Somebody deleted it meanwhile: run the job again."
  },
  {
    is: (fault) => fault.status === 409 && hasCause(fault, "FieldManagerConflict"),
    code: "OBJECT_CONFLICT",
    why: (told) => `others own fields that would change: ${conflicts(told)}`,
    fix: () => "One of:\nconflicts: force   # take the fields over\nconflicts: skip    # leave this object as it is\nor leave these fields out of what is applied, or have their manager give them up"
  },
  {
    is: (fault) => fault.status === 409,
    code: "OBJECT_CONFLICT",
    why: (told) => `it was changed or made by somebody else at the same time; ${serverSays(told)}`,
    fix: () => "Run the job again; where it stays so, something writes the object all the time."
  },
  {
    is: (fault) => fault.has(
      /failed to create typed patch object|failed to convert new object|field not declared in schema/
    ),
    code: "OBJECT_INVALID",
    why: (told) => `it does not have the shape of its kind; ${problems(told)}`,
    fix: () => "Compare it with what `kubectl explain` says of its kind: a field is unknown, or has another type."
  },
  {
    is: (fault) => fault.status === 401,
    code: "CREDENTIALS_REFUSED",
    why: () => "the API server does not accept the credentials",
    fix: () => "Check how the cluster comes to trust this identity."
  },
  {
    is: (fault) => fault.status === 429,
    code: "STORE_THROTTLED",
    why: () => "the API server takes no more requests for now",
    fix: () => "Run the job again later."
  },
  {
    is: (fault) => fault.status >= 500,
    code: "STORE_UNREACHABLE",
    why: (told) => `the API server failed (status ${told.fault.status}); ${serverSays(told)}`,
    fix: () => "Run the job again; where it stays so, look at the health of the cluster: kubectl get --raw /readyz?verbose"
  }
];
const INVALID = {
  code: "OBJECT_INVALID",
  why: (told) => `the API server does not accept it; ${problems(told)}`,
  fix: () => "Correct what is named in the manifest or the input that it comes from."
};
function failureOf(fault, what, { said }) {
  const told = { fault, what, said };
  const { code, why, fix } = REASONS.find(({ is }) => is(fault)) ?? INVALID;
  const object = what.key === void 0 ? "" : ` ${printable(shownKey(what.key))}`;
  return new Failure(code, `Cannot ${what.doing}${object}: ${why(told)}.`, { fix: fix(told) });
}
const MAX_TEXT = 64 * 1024;
class ApiFault extends Error {
  name = "ApiFault";
  status;
  /** `NotFound`, `Forbidden`, `Conflict`, `Invalid`, ... "" where the body was no Status. */
  reason;
  causes;
  retryAfterMs;
  call;
  #said;
  constructor(call, status, reason, said, causes = [], retryAfterMs2) {
    super(`The API server answered ${status}.`);
    this.call = { method: call.method, path: call.path };
    this.status = status;
    this.reason = reason;
    this.causes = causes;
    this.retryAfterMs = retryAfterMs2;
    this.#said = said;
  }
  /** Whether the server's message, or the beginning of a very long one, is of a form that is known. */
  has(pattern) {
    return pattern.test(this.#said.slice(0, MAX_TEXT));
  }
  /** The server's message, through what makes it safe to show. */
  said(safe) {
    return safe(this.#said.length > MAX_TEXT ? "" : this.#said);
  }
}
const RANKS = [
  ["|Namespace"],
  ["apiextensions.k8s.io|CustomResourceDefinition"],
  [
    "|ServiceAccount",
    "scheduling.k8s.io|PriorityClass",
    "storage.k8s.io|StorageClass",
    "|ResourceQuota",
    "|LimitRange"
  ],
  ["rbac.authorization.k8s.io|Role", "rbac.authorization.k8s.io|ClusterRole"],
  ["rbac.authorization.k8s.io|RoleBinding", "rbac.authorization.k8s.io|ClusterRoleBinding"],
  ["|ConfigMap"],
  ["|Secret"],
  ["external-secrets.io|SecretStore", "external-secrets.io|ClusterSecretStore"],
  ["external-secrets.io|ExternalSecret", "external-secrets.io|ClusterExternalSecret"],
  ["|Service", "|PersistentVolume", "|PersistentVolumeClaim"]
];
const WEBHOOKS = "admissionregistration.k8s.io";
const WORKLOADS = RANKS.length;
function rankOf({ apiVersion, kind }) {
  const group = groupOf(apiVersion);
  if (group === WEBHOOKS) return WORKLOADS + 1;
  const rank = RANKS.findIndex((kinds) => kinds.includes(`${group}|${kind}`));
  return rank === -1 ? WORKLOADS : rank;
}
function byRank(items, keyOf) {
  const ranks = /* @__PURE__ */ new Map();
  for (const item of items) {
    const rank = rankOf(keyOf(item));
    const some = ranks.get(rank);
    if (some === void 0) ranks.set(rank, [item]);
    else some.push(item);
  }
  return [...ranks].toSorted(([a], [b]) => a - b).map(([, some]) => some);
}
const isNamespace = ({ apiVersion, kind }) => apiVersion === "v1" && kind === "Namespace";
const isDefinition = ({ apiVersion, kind }) => groupOf(apiVersion) === "apiextensions.k8s.io" && kind === "CustomResourceDefinition";
const PREFIX = "applyset.kubernetes.io/";
const ID = `${PREFIX}id`;
const TOOLING = `${PREFIX}tooling`;
const KINDS = `${PREFIX}contains-group-kinds`;
const NAMESPACES = `${PREFIX}additional-namespaces`;
const PART_OF = `${PREFIX}part-of`;
function applySetId({ apiVersion, kind, namespace = "", name }) {
  const text = `${name}.${namespace}.${kind}.${groupOf(apiVersion)}`;
  return `applyset-${crypto.createHash("sha256").update(text).digest("base64url")}-v1`;
}
const groupKind = ({ apiVersion, kind }) => groupOf(apiVersion) === "" ? kind : `${kind}.${groupOf(apiVersion)}`;
async function readApplySet(settings, client, host, signal) {
  if (settings.applySet === void 0) return void 0;
  const { namespace, applySet: name } = settings;
  const parent = { apiVersion: "v1", kind: "ConfigMap", namespace, name };
  try {
    const live = await client.get(parent, signal);
    const id = applySetId(parent);
    const annotation = (of) => live?.metadata.annotations?.[of] ?? "";
    if (live !== void 0) {
      const problem = foreign(parent, id, live, annotation(TOOLING), settings.tool, host);
      if (problem !== void 0) return problem;
    }
    const contents = { kinds: words$1(annotation(KINDS)), namespaces: words$1(annotation(NAMESPACES)) };
    return { id, parent, live, contents };
  } catch (error) {
    if (!(error instanceof ApiFault)) throw error;
    return failureOf(error, { key: parent, doing: "read" }, host);
  }
}
const words$1 = (list2) => new Set(list2.split(",").filter((word2) => word2 !== ""));
const toolOf = (tooling) => tooling.split("/")[0] ?? "";
function foreign(parent, id, { metadata: metadata2 }, tooling, tool, { said }) {
  const object = shownKey(parent);
  const label = metadata2.labels?.[ID];
  if (label === void 0)
    return new Failure("APPLY_SET_REFUSED", `${object} is there, and is no apply set.`, {
      fix: "Give the set another name (applyset: NAME), or delete this ConfigMap."
    });
  if (label !== id)
    return new Failure(
      "APPLY_SET_REFUSED",
      `${object} says that it is another apply set than its name makes it.`,
      {
        fix: "It was copied from elsewhere. Give the set another name: applyset: NAME"
      }
    );
  if (toolOf(tooling) === toolOf(tool)) return void 0;
  const whose2 = tooling === "" ? "no tool" : said(toolOf(tooling));
  return new Failure(
    "APPLY_SET_REFUSED",
    `The apply set ${object} belongs to ${whose2}, not to ${toolOf(tool)}.`,
    {
      fix: `Give the set another name (applyset: NAME). If that tool applies it no more, hand it over:
kubectl annotate configmap ${parent.name} -n ${parent.namespace} --overwrite ${TOOLING}=${tool}`
    }
  );
}
const canBeMember = ({ key }) => key.namespace !== void 0 && !isNamespace(key);
function asMember(desired, { id }) {
  if (!canBeMember(desired)) return desired;
  const { metadata: metadata2 } = desired.body;
  const labels = { ...metadata2.labels, [PART_OF]: id };
  return { ...desired, body: { ...desired.body, metadata: { ...metadata2, labels } } };
}
function otherSetProblem(live, { key, body }) {
  const [has, wants] = [live, body].map(({ metadata: metadata2 }) => metadata2.labels?.[PART_OF]);
  if (has === void 0 || wants === void 0 || has === wants) return void 0;
  return new Failure("APPLY_SET_REFUSED", `${shownKey(key)} is in another apply set.`, {
    fix: `Take it out of that set first. Which one it is:
kubectl get configmaps,secrets --all-namespaces -l ${ID}`
  });
}
async function writeApplySet(set, present, { kinds, namespaces }, { tool }, client, signal) {
  const { parent, id } = set;
  const annotations = {
    [TOOLING]: tool,
    [KINDS]: [...kinds].toSorted().join(","),
    [NAMESPACES]: [...namespaces].toSorted().join(",")
  };
  const now = present?.metadata.annotations ?? {};
  if (present !== void 0 && Object.entries(annotations).every(([name2, value]) => now[name2] === value))
    return present;
  const { apiVersion, kind, name, namespace } = parent;
  const body = JSON.stringify({
    apiVersion,
    kind,
    metadata: { name, namespace, labels: { [ID]: id }, annotations }
  });
  const options = { manager: `${toolOf(tool)}-applyset`, force: true, dryRun: false };
  return (await client.apply(parent, body, options, signal)).object;
}
const unionOf$1 = (a, b) => ({
  kinds: /* @__PURE__ */ new Set([...a.kinds, ...b.kinds]),
  namespaces: /* @__PURE__ */ new Set([...a.namespaces, ...b.namespaces])
});
function contentsOf(keys, { parent }) {
  const namespaces = keys.flatMap(
    ({ namespace }) => namespace === void 0 || namespace === parent.namespace ? [] : [namespace]
  );
  return { kinds: new Set(keys.map(groupKind)), namespaces: new Set(namespaces) };
}
const MAX_SECRET_BYTES = 1024 * 1024;
const isDataKey = (key) => /^(?!\.\.|\.$)[-._A-Za-z0-9]{1,253}$/.test(key);
function secretBody({ body, data = /* @__PURE__ */ new Map() }) {
  const sorted = [...data].sort(([one], [other]) => one < other ? -1 : 1);
  const encoded = sorted.map(([key, value]) => [key, Buffer.from(value.revealBytes()).toString("base64")]);
  return Secret.of(JSON.stringify({ ...body, data: Object.fromEntries(encoded) }));
}
function bodyOf$2(desired, resourceVersion) {
  const body = resourceVersion === void 0 ? desired.body : locked(desired.body, resourceVersion);
  return isSecret(desired.key) ? secretBody({ ...desired, body }) : JSON.stringify(body);
}
const locked = (body, resourceVersion) => ({
  ...body,
  metadata: { ...body.metadata, resourceVersion }
});
function liveValues(live) {
  if (!isSecret(live)) return [];
  const said = live.metadata.annotations?.["kubectl.kubernetes.io/last-applied-configuration"];
  return [...valuesIn(live), ...said === void 0 ? [] : [Secret.of(said), ...valuesIn(parsed$1(said))]];
}
function valuesIn(object) {
  const { data, stringData } = object ?? {};
  const encoded = texts(data).map((text) => Secret.ofBytes(new Uint8Array(Buffer.from(text, "base64"))));
  return [...encoded, ...texts(stringData).map((text) => Secret.of(text))].filter(({ isEmpty }) => !isEmpty);
}
const texts = (map2) => Object.values(map2 ?? {}).filter((value) => typeof value === "string");
function parsed$1(text) {
  try {
    return JSON.parse(text);
  } catch {
    return void 0;
  }
}
const SELF$1 = ".";
function unionOf(a, b) {
  const below2 = childrenOf(a, b);
  return Object.fromEntries(below2);
}
function owns(set, path2) {
  let node = set;
  for (const step of path2) {
    const next = isNode(node) && Object.hasOwn(node, step) ? node[step] : void 0;
    if (next === void 0) return false;
    node = next;
  }
  return true;
}
function union(a, b) {
  const below2 = childrenOf(a, b);
  const isMember2 = isMemberOf(a) || isMemberOf(b);
  return Object.fromEntries(isMember2 && below2.length > 0 ? [[SELF$1, {}], ...below2] : below2);
}
function childrenOf(a, b) {
  const steps = /* @__PURE__ */ new Set([...Object.keys(a), ...Object.keys(b)]);
  steps.delete(SELF$1);
  return [...steps].toSorted().map((step) => [step, union(nodeAt(a, step), nodeAt(b, step))]);
}
const nodeAt = (set, step) => {
  const node = Object.hasOwn(set, step) ? set[step] : void 0;
  return isNode(node) ? node : NOTHING;
};
const NOTHING = {};
const isMemberOf = (node) => node !== NOTHING && (Object.keys(node).length === 0 || Object.hasOwn(node, SELF$1));
const isNode = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const kubectlLine = (namespace, ...args) => ["kubectl", ...namespace === void 0 ? [] : ["-n", namespace], ...args].map(shellWord).join(" ");
const objectArgument = ({ apiVersion, kind, name }) => {
  const group = groupOf(apiVersion);
  return `${kind.toLowerCase()}${group === "" ? "" : `.${group}`}/${name}`;
};
const MAX_FIELDS = 20;
const MANAGER = /^conflict with "((?:[^"\\]|\\.)*)"/;
const DATA_KEY = /^\.data\.([-._a-zA-Z0-9]+)$/;
const OPERATOR$1 = "externalsecrets.external-secrets.io/";
function conflictsOf(fault) {
  const fields2 = /* @__PURE__ */ new Map();
  for (const { reason, field, message } of fault.causes) {
    if (reason !== "FieldManagerConflict") continue;
    const manager = MANAGER.exec(message)?.[1] ?? "";
    fields2.set(manager, [...fields2.get(manager) ?? [], field]);
  }
  return [...fields2].map(([manager, of]) => ({ manager, fields: of }));
}
function conflictFailure(fault, key, { said }, live) {
  const conflicts2 = conflictsOf(fault);
  const parts = conflicts2.map(({ manager, fields: fields2 }) => {
    const shown2 = fields2.slice(0, MAX_FIELDS).map((field) => said(field));
    const more = fields2.length > MAX_FIELDS ? ` and ${fields2.length - MAX_FIELDS} more` : "";
    return `${shown2.join(", ")}${more} of ${whose(manager, said)}`;
  });
  const object = printable(shownKey(key));
  return new Failure(
    "OBJECT_CONFLICT",
    `${object} has fields that another manager owns: ${parts.join("; ")}.`,
    {
      fix: [
        "One of these:",
        "  conflicts: force   takes these fields",
        "  conflicts: skip    leaves this object as it is",
        ...conflicts2.flatMap((conflict) => waysOut(conflict, key, said, live))
      ].join("\n")
    }
  );
}
const whose = (manager, said) => manager.startsWith(OPERATOR$1) ? `the External Secrets Operator (ExternalSecret ${said(manager.slice(OPERATOR$1.length))})` : manager === "" ? "a manager without a name" : `"${said(manager)}"`;
function waysOut({ manager, fields: fields2 }, key, said, live) {
  if (manager.startsWith(OPERATOR$1))
    return [
      "  or take the keys out of the ExternalSecret: the operator would write them back after a `force`",
      `    ${kubectlLine(key.namespace, "get", "externalsecrets.external-secrets.io")}`
    ];
  const patch = givingUp(manager, fields2, live);
  const text = JSON.stringify(patch);
  if (patch === void 0 || said(text) !== text)
    return [
      "  or have the other manager no longer name these fields; who owns what is shown by",
      `    ${kubectlLine(key.namespace, "get", objectArgument(key), "--show-managed-fields", "-o", "yaml")}`
    ];
  return [
    `  or have ${whose(manager, said)} give them up (the values stay):`,
    `    ${kubectlLine(key.namespace, "patch", objectArgument(key), "--type=json", "-p", text)}`
  ];
}
function givingUp(manager, fields2, live) {
  const entries = live?.metadata.managedFields ?? [];
  const steps = fields2.map((field) => `f:${DATA_KEY.exec(field)?.[1] ?? ""}`);
  const at2 = entries.findIndex(
    (entry) => entry.manager === manager && steps.every((step) => owns(entry.fieldsV1 ?? {}, ["f:data", step]))
  );
  if (at2 === -1 || steps.length > MAX_FIELDS) return void 0;
  const path2 = `/metadata/managedFields/${at2}`;
  return [
    { op: "test", path: `${path2}/manager`, value: manager },
    ...steps.map((step) => ({ op: "remove", path: `${path2}/fieldsV1/f:data/${step}` }))
  ];
}
const MAX_CHANGES = 200;
const MAX_DEPTH$1 = 12;
const SERVERS = /* @__PURE__ */ new Set([
  "managedFields",
  "resourceVersion",
  "generation",
  "creationTimestamp",
  "uid",
  "selfLink"
]);
function diffOf(live, merged2) {
  const isData2 = isSecret(merged2) || merged2.apiVersion === "v1" && merged2.kind === "ConfigMap";
  return isData2 ? dataDiff(live, merged2) : fieldDiff(live, merged2);
}
function dataDiff(live, merged2) {
  const was = live ?? {};
  const metadata2 = { was: live?.metadata, now: merged2.metadata };
  return [
    ...changesOf(dataOf(was), dataOf(merged2), ""),
    ...[
      ...changesOf(only(was, "type", "immutable"), only(merged2, "type", "immutable"), "field ").filter(
        // A default that the server writes is no news where the object is new, too.
        ({ key }) => live !== void 0 || key !== "field type" || merged2["type"] !== "Opaque"
      ),
      ...changesOf(map(metadata2.was?.labels), map(metadata2.now.labels), "label "),
      ...changesOf(map(metadata2.was?.annotations), map(metadata2.now.annotations), "annotation ")
    ].filter(({ is }) => is !== "same")
  ];
}
const dataOf = (object) => ({ ...map(object["binaryData"]), ...map(object["data"]) });
const only = (object, ...names) => Object.fromEntries(names.filter((name) => object[name] !== void 0).map((name) => [name, object[name]]));
function changesOf(was, now, prefix) {
  const keys = [.../* @__PURE__ */ new Set([...Object.keys(was), ...Object.keys(now)])].toSorted();
  return keys.map((key) => ({ key: `${prefix}${printable(key)}`, is: changeOf(was, now, key) }));
}
function changeOf(was, now, key) {
  if (!Object.hasOwn(was, key)) return "new";
  if (!Object.hasOwn(now, key)) return "removed";
  return isEqual(was[key], now[key]) ? "same" : "changed";
}
function fieldDiff(live, merged2) {
  const changes = [];
  compare(live === void 0 ? {} : withoutServers(live), withoutServers(merged2), "", 0, changes);
  if (changes.length <= MAX_CHANGES) return changes;
  return [...changes.slice(0, MAX_CHANGES), { key: "and more", is: "changed" }];
}
function withoutServers(object) {
  const { status: _status, apiVersion: _version, kind: _kind, metadata: metadata2, ...rest } = object;
  const kept = Object.entries(metadata2).filter(([name]) => !SERVERS.has(name));
  return { ...rest, metadata: Object.fromEntries(kept) };
}
function compare(was, now, path2, depth, changes) {
  if (changes.length > MAX_CHANGES || isEqual(was, now)) return;
  const members = depth < MAX_DEPTH$1 ? membersOf(was, now) : void 0;
  if (members === void 0) {
    const is = was === void 0 ? "new" : now === void 0 ? "removed" : "changed";
    changes.push({ key: path2, is });
    return;
  }
  for (const [step, before, after] of members) compare(before, after, path2 + step, depth + 1, changes);
}
function membersOf(was, now) {
  const lists = [was, now].map(namedOf);
  const [a, b] = lists[0] && lists[1] ? lists : [was, now];
  if (!isMap$1(a) || !isMap$1(b) || Object.keys(b).length === 0) return void 0;
  const shown2 = (key) => lists[0] && lists[1] ? `[${printable(key)}]` : stepOf(key);
  const keys = [.../* @__PURE__ */ new Set([...Object.keys(a), ...Object.keys(b)])].toSorted();
  return keys.map((key) => [shown2(key), ownOf(a, key), ownOf(b, key)]);
}
const stepOf = (key) => /^[\w-]+$/.test(key) ? `.${key}` : `["${printable(key).replaceAll('"', '\\"')}"]`;
function namedOf(list2) {
  if (!Array.isArray(list2)) return void 0;
  const names = list2.map((item) => isMap$1(item) ? item["name"] : void 0);
  const hasNames = names.every((name) => typeof name === "string") && new Set(names).size === names.length;
  return Object.fromEntries(list2.map((item, i) => [hasNames ? String(names[i]) : String(i), item]));
}
function isEqual(a, b) {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => isEqual(item, b[i]));
  if (!isMap$1(a) || !isMap$1(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key]));
}
const ownOf = (fields2, key) => Object.hasOwn(fields2, key) ? fields2[key] : void 0;
const isMap$1 = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const map = (value) => isMap$1(value) ? value : {};
const LAST_APPLIED$1 = "kubectl.kubernetes.io/last-applied-configuration";
const holdsValuesInClear = (live) => isSecret(live) && Object.hasOwn(live.metadata.annotations ?? {}, LAST_APPLIED$1);
const removedNote = (dryRun) => `the annotation ${LAST_APPLIED$1} held values in clear and ${dryRun ? "would be" : "was"} removed; who may read the Secret's history (etcd backups, audit logs) may still find them`;
const CLIENT_SIDE = "kubectl-client-side-apply";
function migrationPatch(live, manager) {
  const entries = live.metadata.managedFields ?? [];
  const leaving = entries.filter((entry) => isLeft(entry, live, manager));
  const clear = holdsValuesInClear(live);
  const { resourceVersion } = live.metadata;
  if (leaving.length === 0 && !clear || resourceVersion === void 0) return void 0;
  const merged2 = leaving.length === 0 ? void 0 : mergedInto(entries, leaving, manager);
  const patch = [
    ...merged2 === void 0 ? [] : [{ op: "replace", path: "/metadata/managedFields", value: merged2 }],
    ...clear ? [{ op: "remove", path: `/metadata/annotations/${pointer(LAST_APPLIED$1)}` }] : [],
    // A "test" that fails would be an invalid request; this one is a conflict.
    { op: "replace", path: "/metadata/resourceVersion", value: resourceVersion }
  ];
  const managers = [...new Set(leaving.map((entry) => entry.manager ?? ""))];
  return { patch, managers, keys: keysOf(live, entries, leaving), clear };
}
function isLeft(entry, live, manager) {
  if (entry.operation !== "Update" || (entry.subresource ?? "") !== "") return false;
  if (entry.manager === CLIENT_SIDE) return true;
  if (owns(entry.fieldsV1 ?? {}, ["f:metadata", "f:annotations", `f:${LAST_APPLIED$1}`])) return true;
  return entry.manager === manager && isData(live);
}
const isData = (object) => isSecret(object) || object.apiVersion === "v1" && object.kind === "ConfigMap";
function mergedInto(entries, leaving, manager) {
  const isOurs = (entry) => entry.manager === manager && entry.operation === "Apply" && (entry.subresource ?? "") === "";
  const target = entries.find(isOurs) ?? leaving[0];
  return entries.flatMap((entry) => {
    if (entry !== target) return leaving.includes(entry) ? [] : [entry];
    const sets = [entry, ...leaving.filter((one) => one !== entry && one.apiVersion === entry.apiVersion)];
    const fieldsV1 = sets.map((one) => one.fieldsV1 ?? {}).reduce(unionOf);
    return [{ ...entry, manager, operation: "Apply", fieldsV1 }];
  });
}
function keysOf(live, entries, leaving) {
  const { data } = live;
  if (typeof data !== "object" || data === null) return [];
  const has = (entry, key) => owns(entry.fieldsV1 ?? {}, ["f:data", `f:${key}`]);
  return Object.keys(data).filter(
    (key) => leaving.some((entry) => has(entry, key)) && entries.every((entry) => leaving.includes(entry) || !has(entry, key))
  );
}
const pointer = (step) => step.replaceAll("~", "~0").replaceAll("/", "~1");
const OPERATOR = "externalsecrets.external-secrets.io/";
const MARKS = [
  // https://external-secrets.io/latest/api/externalsecret/: the label stands under every policy that makes the Secret.
  ({ live, label }) => {
    const manager = live.metadata.managedFields?.find((entry) => entry.manager?.startsWith(OPERATOR));
    const reference = referenceOf(live, "ExternalSecret");
    if (reference === void 0 && label("reconcile.external-secrets.io/managed") !== "true")
      return void 0;
    const name = reference?.name ?? manager?.manager?.slice(OPERATOR.length) ?? "";
    const owner = writer("the External Secrets Operator", name);
    return name === "" || name.startsWith("sha3/") ? owner : { ...owner, object: at(live, "external-secrets.io/v1", "ExternalSecret", name) };
  },
  ({ live }) => {
    const reference = referenceOf(live, "SealedSecret");
    if (reference === void 0) return void 0;
    const object = at(live, reference.apiVersion, "SealedSecret", reference.name);
    return { ...writer("Sealed Secrets", reference.name), object };
  },
  // https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/: an id that was copied along names another object.
  ({ live, label, annotation }) => {
    const [application = "", ...of] = annotation("argocd.argoproj.io/tracking-id").split(":");
    if (application !== "" && of.join(":") === trackedAs(live)) return writer("Argo CD", application);
    const byLabel = label("argocd.argoproj.io/instance");
    if (byLabel !== "") return writer("Argo CD", byLabel);
    const isWritten = live.metadata.managedFields?.some((entry) => entry.manager?.startsWith("argocd-"));
    const instance = label("app.kubernetes.io/instance");
    return isWritten === true && instance !== "" ? writer("Argo CD", instance) : void 0;
  },
  ...["kustomize", "helm"].map((kind) => ({ live, label, annotation }) => {
    const name = label(`${kind}.toolkit.fluxcd.io/name`);
    const isLeft2 = annotation("kustomize.toolkit.fluxcd.io/reconcile") === "disabled" || annotation("kustomize.toolkit.fluxcd.io/ssa") === "Ignore";
    if (name === "" || isLeft2) return void 0;
    const namespace = label(`${kind}.toolkit.fluxcd.io/namespace`) || live.metadata.namespace;
    const object = kind === "kustomize" ? { apiVersion: "kustomize.toolkit.fluxcd.io/v1", kind: "Kustomization", namespace, name } : { apiVersion: "helm.toolkit.fluxcd.io/v2", kind: "HelmRelease", namespace, name };
    return { ...writer("Flux", name), object };
  }),
  ({ live, label, annotation }) => {
    const name = annotation("cert-manager.io/certificate-name");
    if (name === "" && label("controller.cert-manager.io/fao") !== "true") return void 0;
    const object = name === "" ? {} : { object: at(live, "cert-manager.io/v1", "Certificate", name) };
    return { ...writer("cert-manager", name), ...object };
  },
  ({ annotation }) => by("Reflector", annotation("reflector.v1.k8s.emberstack.com/reflects")),
  ({ annotation }) => by("kubed", annotation("kubed.appscode.com/origin")),
  ({ annotation }) => by("Replicator", annotation("replicator.v1.mittwald.de/replicated-from-version")),
  ({ label }) => by("Kyverno", label("generate.kyverno.io/policy-name")),
  ({ label }) => by("the Vault Secrets Operator", label("secrets.hashicorp.com/vso-ownerRefUID")),
  ({ live }) => {
    const reference = live.metadata.ownerReferences?.find(({ controller }) => controller === true);
    if (reference === void 0) return void 0;
    const { apiVersion, kind, name } = reference;
    return { ...writer(`the controller of ${kind}`, name), object: at(live, apiVersion, kind, name) };
  },
  // Both annotations: the label alone is in many a chart that somebody rendered and applied by other means.
  ({ label, annotation }) => {
    const name = annotation("meta.helm.sh/release-name");
    const namespace = annotation("meta.helm.sh/release-namespace");
    const isHelms = label("app.kubernetes.io/managed-by") === "Helm" && name !== "" && namespace !== "";
    return isHelms ? { tool: "Helm", name, namespace, writesBack: false } : void 0;
  }
];
function ownerOf(live) {
  const { labels = {}, annotations = {} } = live.metadata;
  const own = (map2) => (name) => Object.hasOwn(map2, name) ? map2[name] ?? "" : "";
  const marks = { live, label: own(labels), annotation: own(annotations) };
  for (const mark of MARKS) {
    const owner = mark(marks);
    if (owner !== void 0) return owner;
  }
  return void 0;
}
const writer = (tool, name) => ({ tool, name, writesBack: true });
const by = (tool, name) => name === "" ? void 0 : writer(tool, name);
const referenceOf = (live, kind) => live.metadata.ownerReferences?.find((reference) => reference.kind === kind);
const at = (live, apiVersion, kind, name) => ({
  apiVersion,
  kind,
  namespace: live.metadata.namespace,
  name
});
function trackedAs({ apiVersion, kind, metadata: metadata2 }) {
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  return `${group}/${kind}:${metadata2.namespace ?? ""}/${metadata2.name}`;
}
function ownershipProblem(live, desired, { settings, host: { said }, gone = false }) {
  const owner = ownerOf(live);
  if (owner === void 0 || isOurRelease(owner, settings)) return void 0;
  const stays2 = owner.writesBack && !gone;
  if (settings.takeOwnership && !stays2) return void 0;
  const object = printable(shownKey(desired.key));
  const whose2 = ownerShown(owner, said);
  const why = settings.takeOwnership ? `${object} belongs to ${whose2}, which would write its own values back: \`take-ownership\` cannot take it.` : `${object} belongs to ${whose2}.`;
  return new Failure("OBJECT_OWNED", why, { fix: handOver(owner, desired, stays2, said) });
}
const ownerShown = ({ tool, name, namespace }, said) => {
  const of = namespace === void 0 ? name : `${namespace}/${name}`;
  return name === "" ? said(tool) : `${said(tool)} (${said(of)})`;
};
async function isGone(owner, client, signal) {
  if (owner.object === void 0) return false;
  const { apiVersion, kind } = owner.object;
  try {
    if (await client.resource(apiVersion, kind, signal) === void 0) {
      const group = apiVersion.slice(0, Math.max(0, apiVersion.indexOf("/")));
      return group !== "" && (await client.versions(group, signal)).length === 0;
    }
    return await client.get(owner.object, signal) === void 0;
  } catch (error) {
    if (error instanceof ApiFault) return false;
    throw error;
  }
}
const isOurRelease = (owner, settings) => owner.tool === "Helm" && settings.helmRelease !== void 0 && owner.name === settings.helmRelease && owner.namespace === settings.namespace;
const HAND_OVER = {
  Helm: (_, line) => [
    "Tell Helm to keep it, take it out of the chart, and upgrade the release:",
    line("annotate", "OBJECT", "helm.sh/resource-policy=keep"),
    "Then take Helm's marks off, or set `take-ownership: true`:",
    line("annotate", "OBJECT", "meta.helm.sh/release-name-", "meta.helm.sh/release-namespace-"),
    line("label", "OBJECT", "app.kubernetes.io/managed-by-"),
    "If it is to stay the release's, set `helm-release` to the release's name."
  ],
  "Argo CD": (_, line) => [
    "Take it out of the application's sources without pruning it, then take Argo CD's marks off:",
    line("annotate", "OBJECT", "argocd.argoproj.io/sync-options=Prune=false", "--overwrite"),
    line("annotate", "OBJECT", "argocd.argoproj.io/tracking-id-"),
    line("label", "OBJECT", "argocd.argoproj.io/instance-", "app.kubernetes.io/instance-")
  ],
  Flux: (_, line) => [
    "Take it out of Flux's sources without pruning it, then take Flux's marks off:",
    line("annotate", "OBJECT", "kustomize.toolkit.fluxcd.io/prune=disabled", "--overwrite"),
    line(
      "label",
      "OBJECT",
      ...["kustomize", "helm"].flatMap((kind) => [
        `${kind}.toolkit.fluxcd.io/name-`,
        `${kind}.toolkit.fluxcd.io/namespace-`
      ])
    )
  ],
  "the External Secrets Operator": ({ object }, line) => [
    "Have the ExternalSecret orphan it, and delete the ExternalSecret:",
    ...object === void 0 ? [line("get", "externalsecrets.external-secrets.io")] : [
      line(
        "patch",
        "OWNER",
        "--type=merge",
        "-p",
        '{"spec":{"target":{"creationPolicy":"Orphan","deletionPolicy":"Retain"}}}'
      ),
      line("delete", "OWNER", "--cascade=orphan")
    ],
    "Then take the operator's mark off:",
    line(
      "label",
      "OBJECT",
      "reconcile.external-secrets.io/managed-",
      "reconcile.external-secrets.io/created-by-"
    )
  ]
};
function handOver(owner, { key }, stays2, said) {
  const { object } = owner;
  const parent = object === void 0 || said(object.name) !== object.name ? "OWNER" : objectArgument(object);
  const line = (...args) => {
    const filled = args.map(
      (arg) => arg === "OBJECT" ? objectArgument(key) : arg === "OWNER" ? parent : arg
    );
    return `  ${kubectlLine(key.namespace, ...filled)}`;
  };
  const steps = HAND_OVER[owner.tool]?.(owner, line) ?? [
    "Delete what makes it, keep the object, and take its marks off; they are shown by",
    ...object === void 0 ? [] : [line("delete", "OWNER", "--cascade=orphan")],
    line(
      "get",
      "OBJECT",
      "-o",
      "jsonpath={.metadata.labels}{.metadata.annotations}{.metadata.ownerReferences}"
    )
  ];
  return [
    ...steps,
    ...stays2 ? [] : ["`take-ownership: true` takes it over as it is."],
    "Or give what you apply another name."
  ].join("\n");
}
const SELF = ".";
function fieldsOf(value, set) {
  if (Object.keys(set).length === 0) return value;
  const steps = Object.keys(set).filter((step) => step !== SELF);
  if (Array.isArray(value))
    return value.flatMap((item, i) => {
      const step = steps.find((one) => isStepTo(one, item, i));
      if (step === void 0) return [];
      const part = fieldsOf(item, below(set, step));
      return [isMap(part) ? { ...keysIn(step), ...part } : part];
    });
  if (!isMap(value)) return value;
  return Object.fromEntries(
    steps.flatMap((step) => {
      const name = step.slice(2);
      return step.startsWith("f:") && Object.hasOwn(value, name) ? [[name, fieldsOf(value[name], below(set, step))]] : [];
    })
  );
}
function withoutFields(set, other) {
  return Object.fromEntries(
    Object.keys(set).flatMap((step) => {
      if (!Object.hasOwn(other, step)) return [[step, below(set, step)]];
      const [mine, theirs] = [below(set, step), below(other, step)];
      if (Object.keys(mine).length === 0) return isMember(theirs) ? [] : [[step, mine]];
      const left = withoutFields(mine, isLeaf(theirs) ? { [SELF]: {} } : theirs);
      return Object.keys(left).length === 0 ? [] : [[step, left]];
    })
  );
}
const namesItems = (set) => Object.keys(set).some((step) => /^[kvi]:/.test(step) || namesItems(below(set, step)));
const isLeaf = (set) => Object.keys(set).length === 0;
const isMember = (set) => isLeaf(set) || Object.hasOwn(set, SELF);
const below = (set, step) => isMap(set[step]) ? set[step] : {};
const isMap = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
function isStepTo(step, item, i) {
  if (step.startsWith("i:")) return step.slice(2) === String(i);
  if (step.startsWith("v:")) return step.slice(2) === JSON.stringify(item);
  const keys = Object.entries(keysIn(step));
  return keys.length > 0 && isMap(item) && keys.every(([name, value]) => item[name] === value);
}
function keysIn(step) {
  if (!step.startsWith("k:")) return {};
  try {
    const keys = JSON.parse(step.slice(2));
    return isMap(keys) ? keys : {};
  } catch {
    return {};
  }
}
const sameContent = (a, b) => require$$0.isDeepStrictEqual(contentOf(a), contentOf(b));
function contentOf(object) {
  const { metadata: metadata2, status: _s, ...rest } = object;
  const { managedFields: _m, resourceVersion: _r, generation: _g, creationTimestamp: _c, ...kept } = metadata2;
  return { ...rest, metadata: kept };
}
const ownedBy = (manager, { managedFields = [] }) => managedFields.find(
  (entry) => entry.manager === manager && entry.operation === "Apply" && (entry.subresource ?? "") === ""
);
const sameOwnership = (manager, a, b) => require$$0.isDeepStrictEqual(ownedBy(manager, a.metadata)?.fieldsV1, ownedBy(manager, b.metadata)?.fieldsV1);
const isStillAsWritten = (manager, wrote, now) => wrote.metadata.generation !== void 0 && wrote.metadata.generation === now.metadata.generation && wrote.metadata.uid === now.metadata.uid && sameOwnership(manager, wrote, now) && require$$0.isDeepStrictEqual(ownFields(manager, wrote), ownFields(manager, now));
const ownFields = (manager, object) => {
  const set = ownedBy(manager, object.metadata)?.fieldsV1;
  return set === void 0 ? void 0 : fieldsOf(object, set);
};
const isOnlyOf = (manager, { metadata: { managedFields = [] } }) => managedFields.every((entry) => entry.manager === manager);
async function planObject(desired, settings, client, host, signal, reach = {}) {
  const { key } = desired;
  try {
    const live = reach.known === void 0 ? await client.get(key, signal) : reach.known.live;
    if (live !== void 0) {
      host.born(liveValues(live));
      const problem = await liveProblem(live, desired, settings, client, host, signal);
      if (problem !== void 0) return problem;
    }
    if (reach.unasked !== void 0) return unasked(desired, live, reach.unasked);
    return await tried(desired, live, settings, client, host, signal);
  } catch (error) {
    if (!(error instanceof ApiFault)) throw error;
    return failureOf(error, { key, doing: "apply" }, host);
  }
}
async function liveProblem(live, desired, settings, client, host, signal) {
  if (live.metadata.deletionTimestamp !== void 0)
    return new Failure("OBJECT_GONE", `${shownKey(desired.key)} is being deleted.`, {
      fix: "Wait until it is gone, and run the job again; where it stays, a finalizer on it is not served."
    });
  const otherSet = otherSetProblem(live, desired);
  if (otherSet !== void 0) return otherSet;
  const owner = ownerOf(live);
  if (owner === void 0) return void 0;
  const gone = settings.takeOwnership && await isGone(owner, client, signal);
  return ownershipProblem(live, desired, { settings, host, gone });
}
const unasked = (desired, live, why) => ({
  desired,
  live,
  verb: live === void 0 ? "created" : "changed",
  changes: diffOf(live, shownBody(desired)),
  write: true,
  force: false,
  migration: void 0,
  formerOwner: void 0,
  notes: [...desired.notes, `Checked here only: ${why}.`]
});
const shownBody = ({ body, data }) => data === void 0 ? body : { ...body, data: Object.fromEntries([...data.keys()].map((name) => [name, ""])) };
async function tried(desired, live, settings, client, host, signal) {
  const { manager, conflicts: conflicts2 } = settings;
  const migration = live === void 0 ? void 0 : migrationPatch(live, manager);
  const body = bodyOf$2(desired);
  const attempt = async (force) => (await client.apply(desired.key, body, { manager, force, dryRun: true }, signal)).object;
  const plan = (merged2, taken, force) => {
    const lost = (migration?.keys ?? []).filter((key) => !asksFor(desired, key));
    const changed = live === void 0 || lost.length > 0 || !sameContent(live, merged2);
    const owned = live !== void 0 && sameOwnership(manager, live, merged2);
    return {
      desired,
      live,
      verb: live === void 0 ? "created" : changed ? "changed" : "unchanged",
      changes: withLosses(diffOf(live, merged2), lost),
      write: changed || !owned || migration !== void 0,
      force,
      migration,
      formerOwner: formerOwnerOf(live, taken, migration, manager, host),
      notes: [
        ...desired.notes,
        ...changed || owned ? [] : ["What is applied here is there already: only who manages it is new."]
      ]
    };
  };
  try {
    return plan(await attempt(false), void 0, false);
  } catch (error) {
    if (!isFieldConflict(error)) throw error;
    const others = conflictsOf(error).map((conflict) => conflict.manager);
    const migrated = others.every((name) => migration?.managers.includes(name));
    if (migrated) return plan(await attempt(true), error, false);
    if (conflicts2 === "force") return plan(await attempt(true), error, true);
    const failure2 = conflictFailure(error, desired.key, host, live);
    if (conflicts2 === "fail") return failure2;
    return {
      desired,
      live,
      verb: "skipped",
      changes: [],
      write: false,
      force: false,
      migration: void 0,
      formerOwner: formerOwnerOf(live, error, void 0, manager, host),
      notes: [...desired.notes, `Left as it is: ${failure2.message}`]
    };
  }
}
const asksFor = ({ data, body }, key) => data?.has(key) ?? Object.hasOwn(body["data"] ?? {}, key);
function formerOwnerOf(live, taken, migration, ours, { said }) {
  const owner = live === void 0 ? void 0 : ownerOf(live);
  if (owner !== void 0) return ownerShown(owner, said);
  const names = [
    ...taken === void 0 ? [] : conflictsOf(taken).map(({ manager }) => manager),
    ...migration?.managers ?? []
  ].filter((name) => name !== ours);
  return names.length === 0 ? void 0 : [...new Set(names)].map((name) => said(name)).join(", ");
}
const withLosses = (changes, lost) => [
  ...changes.filter(({ key }) => !lost.includes(key)),
  ...lost.map((key) => ({ key, is: "removed" }))
];
const isFieldConflict = (error) => error instanceof ApiFault && error.status === 409 && error.causes.some(({ reason }) => reason === "FieldManagerConflict");
const AT_A_TIME = 32;
async function inParallel(items, task) {
  const pool = createPool(AT_A_TIME);
  const results = [];
  let thrown;
  await Promise.all(
    items.map(
      (item, i) => pool.run(async () => {
        if (thrown !== void 0) return;
        try {
          results[i] = await task(item);
        } catch (error) {
          thrown ??= { error };
        }
      })
    )
  );
  if (thrown !== void 0) throw thrown.error;
  return results;
}
const MAX_CAUSES = 500;
const MAX_WORD = 256;
function faultOf(call, { status, headers, body }, now) {
  const text = new TextDecoder().decode(body);
  const isPage = /^\s*<|\btext\/html\b/i.test(text.slice(0, 64) + (headers["content-type"] ?? ""));
  return statusFault(call, jsonOf(text), status, isPage ? "" : text, retryAfterMs(headers, now));
}
function statusFault(call, json, status, otherwise = "", afterMs) {
  const { kind, code, reason, message, details } = fields(json);
  if (kind !== "Status") return new ApiFault(call, status, "", otherwise, [], afterMs);
  const { causes, retryAfterSeconds } = fields(details);
  const seconds = typeof retryAfterSeconds === "number" ? retryAfterSeconds * 1e3 : void 0;
  return new ApiFault(
    call,
    status !== 0 ? status : typeof code === "number" ? code : 500,
    word(reason),
    typeof message === "string" ? message : "",
    (Array.isArray(causes) ? causes : []).slice(0, MAX_CAUSES).map(causeOf),
    afterMs ?? (seconds !== void 0 && seconds > 0 ? seconds : void 0)
  );
}
async function bodyOf$1(stream, maxBytes) {
  const chunks = [];
  let length = 0;
  for await (const chunk of stream.body) {
    length += chunk.length;
    if (length > maxBytes) break;
    chunks.push(chunk);
  }
  return { status: stream.status, headers: stream.headers, body: Buffer.concat(chunks) };
}
const fields = (json) => typeof json === "object" && json !== null ? json : {};
function jsonOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return void 0;
  }
}
function causeOf(json) {
  const { reason, field, message } = fields(json);
  return { reason: word(reason), field: bounded$1(field), message: bounded$1(message) };
}
const word = (value) => typeof value === "string" && value.length <= MAX_WORD && /^[A-Za-z0-9]+$/.test(value) ? value : "";
const bounded$1 = (value) => typeof value === "string" && value.length <= MAX_TEXT ? value : "";
const PAGE = "500";
const MAX_PAGES = 500;
const selectors = ({ fieldSelector, labelSelector }) => ({
  ...fieldSelector === void 0 ? {} : { fieldSelector },
  ...labelSelector === void 0 ? {} : { labelSelector }
});
async function listAll(listing, send, path2, signal) {
  const at2 = await path2(listing, signal);
  try {
    return await pages(listing, at2, send, { limit: PAGE }, signal);
  } catch (error) {
    if (!(error instanceof ApiFault) || error.status !== 410) throw error;
    return await pages(listing, at2, send, {}, signal);
  }
}
async function pages(listing, path2, send, paging, signal) {
  const objects = [];
  let query = { ...selectors(listing), ...paging };
  for (let page = 0; page < MAX_PAGES; page++) {
    const { json } = await send({ method: "GET", path: path2, query }, signal);
    const { items, metadata: metadata2 } = fields(json);
    const { resourceVersion = "", continue: next } = fields(metadata2);
    for (const item of Array.isArray(items) ? items : [])
      objects.push(objectOf$1({ apiVersion: listing.apiVersion, kind: listing.kind, ...fields(item) }));
    if (typeof next !== "string" || next === "") return { objects, resourceVersion: String(resourceVersion) };
    query = { ...query, continue: next };
  }
  throw new Failure("LIMIT_EXCEEDED", `The list of ${listing.kind} has more than ${MAX_PAGES} pages.`, {
    fix: "Narrow it: name a namespace."
  });
}
function objectOf$1(json) {
  const { kind, metadata: metadata2, apiVersion } = fields(json);
  if (typeof kind === "string" && typeof apiVersion === "string" && typeof fields(metadata2)["name"] === "string")
    return json;
  throw new Failure("STORE_ANSWER_INVALID", "The API server answered with something that is no object.", {
    fix: "Check the address: another service seems to answer in its place."
  });
}
async function sendApply(client, key, body, { manager, force }, signal) {
  const query = { fieldManager: manager, force: String(force), fieldValidation: "Strict" };
  const path2 = await client.path(key, signal);
  const call = { method: "PATCH", path: path2, query, body, as: "apply", repeatable: false };
  const { status, json } = await client.call(call, signal);
  return { created: status === 201, object: objectOf$1(json) };
}
class NotGivenBack extends Error {
}
async function giveBack(before, after, context) {
  const { settings, client, signal } = context;
  const key = { ...before, namespace: before.metadata.namespace, name: before.metadata.name };
  const path2 = await client.path(key, signal);
  let now = after;
  const losers = takenFrom(before, after, settings.manager);
  const patch = async (as, fieldManager, body) => {
    const call = { method: "PATCH", path: path2, query: { fieldManager }, body, as };
    now = objectOf$1((await client.call(call, signal)).json);
  };
  const apply = async (manager, set, force) => {
    const body = bodyWith(before, set, now);
    now = (await sendApply(client, key, body, { manager, force }, signal)).object;
  };
  for (const { entry, lost } of losers) {
    if (entry.apiVersion !== before.apiVersion)
      throw new NotGivenBack("another manager's fields are recorded in another version of the API");
    if (entry.operation !== "Apply" && namesItems(lost))
      throw new NotGivenBack("another manager's fields lie in a list");
  }
  for (const { entry, lost } of losers) {
    const { manager = "" } = entry;
    if (entry.operation === "Apply") await apply(manager, entry.fieldsV1 ?? {}, true);
    else await patch("merge-patch", manager, bodyWith(before, lost, now));
  }
  const updaters = losers.map(({ entry }) => entry).filter(({ operation }) => operation !== "Apply");
  if (updaters.length > 0) await patch("json-patch", settings.manager, managersAs(now, updaters));
  await apply(settings.manager, ownedBy(settings.manager, before.metadata)?.fieldsV1 ?? {}, false);
}
function takenFrom(before, after, ours) {
  return (before.metadata.managedFields ?? []).flatMap((entry) => {
    const isOurs = entry.manager === ours && entry.operation === "Apply";
    if (isOurs || (entry.subresource ?? "") !== "") return [];
    const left = (after.metadata.managedFields ?? []).find((one) => isSameManager(one, entry))?.fieldsV1 ?? {};
    const lost = withoutFields(withoutLastApplied(entry.fieldsV1 ?? {}), left);
    return Object.keys(lost).length === 0 ? [] : [{ entry, lost }];
  });
}
const isSameManager = (a, b) => a.manager === b.manager && a.operation === b.operation && (a.subresource ?? "") === (b.subresource ?? "");
function withoutLastApplied(set) {
  return withoutFields(set, { "f:metadata": { "f:annotations": { [`f:${LAST_APPLIED$1}`]: {} } } });
}
function bodyWith(before, set, { metadata: metadata2 }) {
  const fields2 = Object.keys(set).length === 0 ? {} : fieldsOf(before, set);
  const { apiVersion, kind } = before;
  const { name, namespace } = before.metadata;
  const { uid, resourceVersion } = metadata2;
  return Secret.of(
    JSON.stringify({
      ...fields2,
      apiVersion,
      kind,
      metadata: { ...fields2.metadata, name, namespace, uid, resourceVersion }
    })
  );
}
function managersAs({ metadata: metadata2 }, former) {
  const others = (metadata2.managedFields ?? []).filter(
    (entry) => !former.some((one) => isSameManager(one, entry))
  );
  return JSON.stringify([
    { op: "replace", path: "/metadata/managedFields", value: [...others, ...former] },
    { op: "replace", path: "/metadata/resourceVersion", value: metadata2.resourceVersion }
  ]);
}
const ATTEMPTS$1 = 3;
async function rollBack(written, context) {
  const results = [];
  for (const rank of byRank(written, ({ item }) => item.desired.key).toReversed())
    results.push(
      ...await inParallel(rank, async (one) => {
        const why = await whyNot(one, context);
        return { written: one, ...why === void 0 ? {} : { why } };
      })
    );
  return results;
}
async function whyNot(written, context) {
  const { key } = written.item.desired;
  try {
    if (written.after === void 0) return await takeBackUnknown(written, context);
    if (written.created) return await remove(written.after, written, context);
    return await restore(written.before, written.after, context);
  } catch (error) {
    if (error instanceof NotGivenBack) return error.message;
    if (error instanceof ApiFault) {
      if (error.status === 409) return "it was changed by somebody else since";
      return withoutStop(failureOf(error, { key, doing: "roll back" }, context.host).message);
    }
    return error instanceof Failure ? withoutStop(error.message) : "the run was stopped before";
  }
}
const withoutStop = (sentence) => sentence.replace(/\.$/, "");
async function takeBackUnknown(written, context) {
  const { item, before } = written;
  const { client, settings, signal } = context;
  const now = await client.get(item.desired.key, signal);
  if (now === void 0 || now.metadata.resourceVersion === before?.metadata.resourceVersion)
    return void 0;
  if (before === void 0 && isOnlyOf(settings.manager, now)) return await remove(now, written, context);
  return "the connection was lost, and it is not known what was written";
}
async function remove({ metadata: metadata2 }, { item }, { client, signal }) {
  const { key } = item.desired;
  if (isNamespace(key)) return "a namespace is never deleted, others may have put something into it";
  if (isDefinition(key)) return "deleting the definition of a kind would delete all objects of it";
  try {
    await client.call(
      {
        method: "DELETE",
        path: await client.path(key, signal),
        body: deleteOptions({ uid: metadata2.uid }),
        repeatable: true
      },
      signal
    );
  } catch (error) {
    if (!(error instanceof ApiFault && error.status === 404)) throw error;
  }
  return void 0;
}
const deleteOptions = (preconditions) => JSON.stringify({ apiVersion: "v1", kind: "DeleteOptions", preconditions, propagationPolicy: "Background" });
async function restore(before, after, context) {
  let at2 = after;
  for (let attempt = 1; ; attempt += 1)
    try {
      await giveBack(before ?? bare(after), at2, context);
      return void 0;
    } catch (error) {
      if (!(error instanceof ApiFault) || error.status !== 409 || attempt >= ATTEMPTS$1) throw error;
      const { apiVersion, kind, metadata: metadata2 } = after;
      const key = { apiVersion, kind, namespace: metadata2.namespace, name: metadata2.name };
      const now = await context.client.get(key, context.signal);
      if (now === void 0 || !isStillAsWritten(context.settings.manager, at2, now)) throw error;
      at2 = now;
    }
}
const bare = ({ apiVersion, kind, metadata: metadata2 }) => ({
  apiVersion,
  kind,
  metadata: {
    name: metadata2.name,
    ...metadata2.namespace === void 0 ? {} : { namespace: metadata2.namespace }
  }
});
const OWN_KINDS = /* @__PURE__ */ new Set([
  "Secret",
  "ConfigMap",
  "ExternalSecret.external-secrets.io",
  "SecretStore.external-secrets.io"
]);
const NEVER = /* @__PURE__ */ new Set(["Namespace", "CustomResourceDefinition.apiextensions.k8s.io"]);
async function findLeftovers(set, contents, desired, settings, client, host, signal) {
  const isKind = (kind) => !NEVER.has(kind) && (OWN_KINDS.has(kind) || settings.allowKinds.some((one) => one === kind || one === kind.split(".")[0]));
  const allowed = /* @__PURE__ */ new Set([settings.namespace, ...settings.allowNamespaces]);
  const within = [settings.namespace, ...contents.namespaces].filter((namespace) => allowed.has(namespace));
  const foreign2 = {
    kinds: new Set([...contents.kinds].filter((kind) => !isKind(kind))),
    namespaces: new Set([...contents.namespaces].filter((namespace) => !allowed.has(namespace)))
  };
  if (desired.length === 0) return { objects: [], problems: [], foreign: contents };
  const asked = new Set(desired.map(idOf));
  const problems2 = [];
  const objects = [];
  const places = [...contents.kinds].filter(isKind).flatMap((kind) => [...new Set(within)].map((namespace) => ({ kind, namespace })));
  await inParallel(places, async ({ kind: name, namespace }) => {
    const [kind = "", ...rest] = name.split(".");
    const group = rest.join(".");
    const [version] = await client.versions(group, signal);
    if (version === void 0) return;
    const apiVersion = group === "" || version.includes("/") ? version : `${group}/${version}`;
    try {
      if ((await client.resource(apiVersion, kind, signal))?.namespaced !== true) return;
      const labelSelector = `${PART_OF}=${set.id}`;
      for (const live of await client.list({ apiVersion, kind, namespace, labelSelector }, signal)) {
        host.born(liveValues({ ...live, apiVersion, kind }));
        const key = { apiVersion, kind, namespace, name: live.metadata.name };
        if (!asked.has(idOf(key)) && live.metadata.deletionTimestamp === void 0 && !isMade(live))
          objects.push({ key, live });
      }
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      const key = { apiVersion, kind, namespace, name: "" };
      problems2.push(failureOf(error, { key, doing: "list what is left over of" }, host));
    }
  });
  return { objects: objects.toSorted((a, b) => idOf(a.key) < idOf(b.key) ? -1 : 1), problems: problems2, foreign: foreign2 };
}
const isMade = ({ metadata: metadata2 }) => metadata2.ownerReferences?.some(({ controller }) => controller === true) ?? false;
async function pruneObjects({ objects }, { client, host, signal }, pruned) {
  const left = [];
  const pruneOne = async ({ key, live }) => {
    signal.throwIfAborted();
    const start = host.clock.now();
    const { uid, resourceVersion } = live.metadata;
    const body = deleteOptions({ uid, resourceVersion });
    const path2 = await client.path(key, signal);
    try {
      await client.call({ method: "DELETE", path: path2, body, repeatable: true }, signal);
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      if (error.status === 409) {
        left.push(key);
        return;
      }
      if (error.status !== 404) throw failureOf(error, { key, doing: "prune" }, host);
    }
    pruned(asPruned(key, host.clock.now() - start));
  };
  for (const rank of byRank(objects, ({ key }) => key).toReversed()) await inParallel(rank, pruneOne);
  return left;
}
const asPruned = (key, ms) => ({
  key,
  verb: "pruned",
  changes: [],
  ms,
  notes: []
});
async function checkMembership(set, members, settings, client, host, signal) {
  const contents = set.live === void 0 ? { kinds: /* @__PURE__ */ new Set(), namespaces: /* @__PURE__ */ new Set() } : set.contents;
  const leftovers = await findLeftovers(set, contents, members, settings, client, host, signal);
  if (settings.prune === "true")
    return { membership: { set, members, leftovers }, problems: leftovers.problems };
  for (const { message } of leftovers.problems) host.warn(message);
  return { membership: { set, members, leftovers }, problems: [] };
}
class SetParent {
  #of;
  #context;
  #now;
  constructor(of, context) {
    this.#of = of;
    this.#context = context;
    this.#now = of.set.live;
  }
  /** Before anything is applied: whoever comes after a killed run finds all that it may have left. */
  async begin() {
    const { set, members } = this.#of;
    if (members.length > 0) await this.#write(unionOf$1(set.contents, contentsOf(members, set)));
  }
  /** After everything is applied. Returns what is left over. */
  async end(pruned) {
    const { set, members, leftovers } = this.#of;
    if (members.length === 0) return [];
    const left = this.#context.settings.prune === "true" ? await pruneObjects(leftovers, this.#context, pruned) : leftovers.objects.map(({ key }) => key);
    const kept = leftovers.problems.length > 0 ? set.contents : leftovers.foreign;
    await this.#write(unionOf$1(kept, contentsOf([...members, ...left], set)));
    return left;
  }
  /** After a rollback: as it was. Says so where that cannot be. */
  async undo(signal) {
    const { set } = this.#of;
    const { client, settings, host } = this.#context;
    if (this.#now === void 0 || this.#now === set.live) return;
    try {
      if (set.live !== void 0) await this.#write(set.contents, signal);
      else {
        const path2 = await client.path(set.parent, signal);
        const body = deleteOptions({ uid: this.#now.metadata.uid });
        await client.call({ method: "DELETE", path: path2, body, repeatable: true }, signal);
      }
      this.#now = set.live;
    } catch {
      host.warn(
        `The apply set ${settings.applySet} still names what was rolled back; the next run sets it right.`
      );
    }
  }
  async #write(contents, signal = this.#context.signal) {
    const { client, settings } = this.#context;
    this.#now = await writeApplySet(this.#of.set, this.#now, contents, settings, client, signal);
  }
}
const namespaceKey = (name) => ({
  apiVersion: "v1",
  kind: "Namespace",
  namespace: void 0,
  name
});
async function checkNamespaces(desired, settings, client, host, signal) {
  const ours = new Set(desired.flatMap(({ key }) => isNamespace(key) ? [key.name] : []));
  const used = new Map(
    desired.flatMap((one) => one.key.namespace === void 0 ? [] : [[one.key.namespace, one]])
  );
  const names = /* @__PURE__ */ new Set([
    ...ours,
    ...used.keys(),
    ...settings.applySet === void 0 ? [] : [settings.namespace]
  ]);
  const live = /* @__PURE__ */ new Map();
  const made = [];
  const problems2 = [];
  await inParallel([...names], async (name) => {
    const found = await look(name, client, host, signal);
    if (found instanceof Failure) problems2.push(found);
    if (found instanceof Failure || found === "unknown") return;
    live.set(name, found);
    if (found?.metadata.deletionTimestamp !== void 0) problems2.push(terminating(name));
    if (found !== void 0 || ours.has(name)) return;
    if (settings.createNamespace) made.push(namespaceOf(name));
    else problems2.push(missing(name, used.get(name)));
  });
  return { live, made, problems: problems2 };
}
async function look(name, client, host, signal) {
  const key = namespaceKey(name);
  try {
    return await client.get(key, signal);
  } catch (error) {
    if (!(error instanceof ApiFault)) throw error;
    return error.status === 403 ? "unknown" : failureOf(error, { key, doing: "read" }, host);
  }
}
const namespaceOf = (name) => ({
  key: namespaceKey(name),
  origin: { from: "namespace", input: "create-namespace" },
  body: {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, labels: { "app.kubernetes.io/managed-by": "secrets-action" } }
  },
  notes: []
});
const missing = (name, user) => new Failure("NAMESPACE_MISSING", `The namespace ${name} does not exist.`, {
  fix: `create-namespace: true   # or: kubectl create namespace ${name}`,
  ...user?.origin.file === void 0 ? {} : { at: { file: user.origin.file } }
});
const terminating = (name) => new Failure("OBJECT_GONE", `The namespace ${name} is being deleted: nothing can be made in it.`, {
  fix: `Wait until it is gone, and run the job again:
kubectl wait --for=delete namespace/${name} --timeout=5m`
});
async function checkObjects(desired, settings, client, host, signal) {
  const set = await readApplySet(settings, client, host, signal);
  if (set instanceof Failure) throw set;
  const namespaces = await checkNamespaces(desired, settings, client, host, signal);
  throwAll(namespaces.problems);
  const all = [...namespaces.made, ...desired.map((one) => set === void 0 ? one : asMember(one, set))];
  const unknown = await checkKinds(all, client, host, signal);
  const start = host.clock.now();
  const plans = await inParallel(
    all,
    async (one) => unknown.get(kindOf(one)) instanceof Failure ? unknown.get(kindOf(one)) : await planObject(one, settings, client, host, signal, reachOf(one, namespaces, unknown))
  );
  const problems2 = plans.filter((plan) => plan instanceof Failure);
  const items = plans.filter((plan) => !(plan instanceof Failure));
  const members = all.filter(canBeMember).map(({ key }) => key);
  const found = set === void 0 ? void 0 : await checkMembership(set, members, settings, client, host, signal);
  throwAll([...problems2, ...found?.problems ?? []]);
  host.debug(`Checked ${items.length} objects in ${host.clock.now() - start} ms.`);
  const left = found?.membership.leftovers.objects.map(({ key }) => key) ?? [];
  const pruned = settings.prune === "true" ? left : [];
  return {
    items,
    planned: [...items.map((item) => reported(item, 0, true)), ...pruned.map((key) => asPruned(key, 0))],
    left: settings.prune === "true" ? [] : left,
    membership: found?.membership
  };
}
function reported(item, ms, dryRun, changes = {}) {
  const { desired, live, verb, formerOwner, migration } = item;
  const { uid, resourceVersion } = live?.metadata ?? {};
  return {
    key: desired.key,
    verb,
    changes: item.changes,
    ms,
    ...formerOwner === void 0 ? {} : { formerOwner },
    ...uid === void 0 ? {} : { uid },
    ...resourceVersion === void 0 ? {} : { resourceVersion },
    notes: [...item.notes, ...migration?.clear === true ? [removedNote(dryRun)] : []],
    ...changes
  };
}
const kindOf = ({ key }) => `${key.apiVersion} ${key.kind}`;
async function checkKinds(all, client, host, signal) {
  const defined = new Set(all.flatMap(({ key, body }) => isDefinition(key) ? definedBy(body["spec"]) : []));
  const unknown = /* @__PURE__ */ new Map();
  const firsts = new Map(all.map((one) => [kindOf(one), one]));
  await inParallel([...firsts], async ([kind, { key }]) => {
    try {
      if (await client.resource(key.apiVersion, key.kind, signal) !== void 0) return;
      if (defined.has(`${groupOf(key.apiVersion)} ${key.kind}`)) unknown.set(kind, "made");
      else await client.path(key, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      if (error instanceof ApiFault) unknown.set(kind, failureOf(error, { key, doing: "look up" }, host));
      else if (error instanceof Failure && error.code === "KIND_UNKNOWN") unknown.set(kind, error);
      else throw error;
    }
  });
  return unknown;
}
function definedBy(spec) {
  const { group, names } = spec ?? {};
  return typeof group === "string" && typeof names?.kind === "string" ? [`${group} ${names.kind}`] : [];
}
function reachOf(one, { live }, unknown) {
  const { key } = one;
  if (isNamespace(key)) return live.has(key.name) ? { known: { live: live.get(key.name) } } : {};
  if (key.namespace !== void 0 && live.has(key.namespace) && live.get(key.namespace) === void 0)
    return { known: { live: void 0 }, unasked: "this run makes its namespace" };
  if (unknown.get(kindOf(one)) === "made")
    return { known: { live: void 0 }, unasked: "this run makes the definition of its kind" };
  return {};
}
function throwAll(problems2) {
  const [first, ...rest] = new Map(problems2.map((problem) => [problem.message, problem])).values();
  if (first !== void 0) throw together([first, ...rest]);
}
const VERBS = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
const EVERYWHERE = {
  "v1 ConfigMap": "configmaps",
  "v1 Event": "events",
  "v1 Namespace": "namespaces",
  "v1 Pod": "pods",
  "v1 Secret": "secrets",
  "v1 ServiceAccount": "serviceaccounts",
  "apps/v1 DaemonSet": "daemonsets",
  "apps/v1 Deployment": "deployments",
  "apps/v1 ReplicaSet": "replicasets",
  "apps/v1 StatefulSet": "statefulsets"
};
const MAX_RESOURCES = 5e3;
const ABSENT_MS = 2e3;
const API_VERSION$3 = /^(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?\/)?[a-z][a-z0-9]{0,62}$/;
const PLURAL = /^[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/;
function createDiscovery(send, clock) {
  const looked = /* @__PURE__ */ new Map();
  const look2 = (apiVersion, signal) => {
    const kinds = kindsOf(send, apiVersion, signal);
    const one = { at: clock.now(), kinds };
    looked.set(apiVersion, one);
    kinds.catch(() => looked.get(apiVersion) === one && looked.delete(apiVersion));
    return one;
  };
  const known = async (one, signal) => {
    try {
      return await one.kinds;
    } catch (error) {
      if (signal.aborted) throw error;
      return void 0;
    }
  };
  const resource = async (apiVersion, kind, signal) => {
    const plural = EVERYWHERE[`${apiVersion} ${kind}`];
    if (plural !== void 0)
      return { apiVersion, kind, plural, namespaced: kind !== "Namespace", verbs: VERBS };
    if (!API_VERSION$3.test(apiVersion)) return void 0;
    const before = looked.get(apiVersion);
    const kinds = before === void 0 ? void 0 : await known(before, signal);
    const found = kinds?.get(kind);
    if (found !== void 0 || kinds !== void 0 && clock.now() - before.at < ABSENT_MS) return found;
    const latest = looked.get(apiVersion);
    const next = latest === void 0 || latest === before ? look2(apiVersion, signal) : latest;
    return (await next.kinds).get(kind);
  };
  return {
    resource,
    versions: async (group, signal) => group === "" ? ["v1"] : await versionsOf(send, group, signal),
    path: async ({ apiVersion, kind, namespace, name }, signal) => {
      const found = await resource(apiVersion, kind, signal);
      if (found === void 0) throw unknownKind(apiVersion, kind);
      if (name !== void 0 && found.namespaced && namespace === void 0)
        throw new Failure("NAMESPACE_MISSING", `${printable(kind)} ${printable(name)} has no namespace.`, {
          fix: "namespace: NAME"
        });
      const within = found.namespaced && namespace !== void 0 ? `/namespaces/${segment(namespace)}` : "";
      return `${rootOf(apiVersion)}${within}/${found.plural}${name === void 0 ? "" : `/${segment(name)}`}`;
    }
  };
}
function segment(text) {
  if (text === "" || text === "." || text === "..")
    throw new Failure(
      "OBJECT_INVALID",
      "An object has a name that cannot stand in a path (`.`, `..` or none).",
      {
        fix: "metadata:\n  name: a-name-of-letters-digits-and-dashes"
      }
    );
  return encodeURIComponent(text.toWellFormed());
}
const rootOf = (apiVersion) => groupOf(apiVersion) === "" ? `/api/${apiVersion}` : `/apis/${apiVersion}`;
async function kindsOf(send, apiVersion, signal) {
  const json = await orNone(send({ method: "GET", path: rootOf(apiVersion) }, signal));
  const { resources } = fields(json);
  const kinds = /* @__PURE__ */ new Map();
  for (const one of (Array.isArray(resources) ? resources : []).slice(0, MAX_RESOURCES)) {
    const { kind, name, namespaced, verbs } = fields(one);
    if (typeof kind !== "string" || typeof name !== "string" || !PLURAL.test(name) || kinds.has(kind))
      continue;
    const words2 = (Array.isArray(verbs) ? verbs : []).filter((verb) => typeof verb === "string");
    kinds.set(kind, { apiVersion, kind, plural: name, namespaced: namespaced === true, verbs: words2 });
  }
  return kinds;
}
async function versionsOf(send, group, signal) {
  const json = await orNone(send({ method: "GET", path: `/apis/${segment(group)}` }, signal));
  const { versions, preferredVersion } = fields(json);
  const served = (Array.isArray(versions) ? versions : []).map((one) => fields(one)["version"]).filter((version) => typeof version === "string");
  const preferred = fields(preferredVersion)["version"];
  return served.toSorted((a, b) => Number(b === preferred) - Number(a === preferred));
}
async function orNone(sending) {
  try {
    return (await sending).json;
  } catch (error) {
    if (error instanceof ApiFault && error.status === 404) return void 0;
    throw error;
  }
}
const unknownKind = (apiVersion, kind) => new Failure("KIND_UNKNOWN", `The cluster serves no ${printable(kind)} of ${printable(apiVersion)}.`, {
  fix: `Check apiVersion and kind, or install what defines them first. What there is:
kubectl api-resources${groupOf(apiVersion) === "" ? "" : ` --api-group=${printable(groupOf(apiVersion))}`}`
});
const MARGIN_MS = 6e4;
const TOKEN = /^[\x21-\x7e]+$/;
function createBearerCache({ bearer, shown: shown2 }, clock) {
  if (bearer === void 0) return { credential: async () => void 0 };
  let held;
  let loading;
  const load = async (renew, signal) => {
    const fresh = await bearer(renew, signal);
    const text = fresh.token.reveal();
    if (text === void 0 || !TOKEN.test(text))
      throw new Failure(
        "CREDENTIALS_REFUSED",
        `The token for ${shown2} is empty, or has characters that none has.`,
        {
          fix: "Check where the token comes from: it must be the token alone, without line breaks or `Bearer`."
        }
      );
    const header = Secret.of(`Bearer ${text}`);
    return { token: fresh.token, header, renewAt: renewalOf(fresh, clock.now()) };
  };
  const begin = (renew, signal) => {
    const started = load(renew, signal).then((loaded) => held = loaded);
    loading = started;
    const end = () => void (loading === started && (loading = void 0));
    started.then(end, end);
    return started;
  };
  return {
    credential: async (signal, refused2) => {
      for (; ; ) {
        const isRefused = held !== void 0 && refused2 !== void 0 && held.header === refused2.header;
        if (held !== void 0 && !isRefused && clock.now() < held.renewAt) return held;
        const joined = loading;
        try {
          return await (joined ?? begin(held !== void 0, signal));
        } catch (error) {
          if (joined === void 0 || signal.aborted) throw error;
        }
      }
    }
  };
}
function renewalOf({ expires }, now) {
  if (expires === void 0) return Number.POSITIVE_INFINITY;
  const left = expires.getTime() - now;
  return now + Math.max(left - MARGIN_MS, left / 2);
}
function impersonationHeaders({
  impersonate
}) {
  if (impersonate === void 0) return {};
  const { user, uid, groups, extra } = impersonate;
  return {
    "impersonate-user": bytes(user),
    ...uid === void 0 ? {} : { "impersonate-uid": bytes(uid) },
    ...groups.length === 0 ? {} : { "impersonate-group": groups.map(bytes) },
    ...Object.fromEntries(
      [...extra].map(([key, values]) => [`impersonate-extra-${escaped(key)}`, values.map(bytes)])
    )
  };
}
function bytes(text) {
  if (text === "" || new RegExp("\\p{Cc}|^\\s|\\s$", "u").test(text))
    throw new Failure(
      "KUBECONFIG_INVALID",
      "The user or group to impersonate is empty, or no line of text.",
      {
        fix: "Check `as`, `as-uid`, `as-groups` and `as-user-extra` of the user in the kubeconfig."
      }
    );
  return Buffer.from(text, "utf8").toString("latin1");
}
const escaped = (key) => encodeURIComponent(key.toWellFormed().toLowerCase()).replace(
  /[()]/g,
  (char) => `%${char.charCodeAt(0).toString(16)}`
);
const RETRIES = { attempts: 40, baseMs: 200, capMs: 4e3, budgetMs: 6e4 };
const FIRST_RETRIES = {
  attempts: 6,
  baseMs: 200,
  capMs: 2e3,
  budgetMs: 6e4
};
const WAKING_MS = 2e4;
function createJudge(now) {
  let brokenAt = Number.NEGATIVE_INFINITY;
  return (error, call) => {
    if (error instanceof HttpError && isTransient(error)) brokenAt = now();
    const isRefusal = error instanceof Failure && error.code === "CREDENTIALS_REFUSED" || error instanceof ApiFault && error.status === 403;
    if (isRefusal && now() - brokenAt < WAKING_MS) return { retry: true };
    return verdictOf(error, call);
  };
}
const NOT_DONE = /no endpoints available|connection refused|shutting down|re\)?initializ|not ready|currently unable to handle the request/i;
const ETCD = /etcdserver: (?:leader changed|no leader|request timed out|too many requests)|raft proposal dropped/;
const WEBHOOK_AWAY = /failed calling webhook .*(?:no endpoints available|connection refused|connection reset|no route to host|\bEOF\b)/s;
const OVERTAKEN = /the object has been modified/;
function verdictOf(error, call) {
  const isRepeatable = call.repeatable ?? (call.method === "GET" || call.as === "apply");
  if (error instanceof HttpError) {
    const neverArrived = error.kind === "refused" || error.kind === "dns";
    return { retry: isTransient(error) && (isRepeatable || neverArrived) };
  }
  if (!(error instanceof ApiFault)) return { retry: false };
  if (error.status === 403) return { retry: error.has(/not yet ready to handle request/) };
  const after = error.retryAfterMs === void 0 ? {} : { afterMs: error.retryAfterMs };
  if (error.status === 429) return { retry: true, throttled: true, ...after };
  if (error.status === 503)
    return { retry: isRepeatable || error.retryAfterMs !== void 0 || error.has(NOT_DONE), ...after };
  return { retry: isRepeatable && isPassing(error, call), ...after };
}
function isPassing(fault, { as }) {
  if (fault.status === 502 || fault.status === 504) return true;
  if (fault.status === 500)
    return fault.reason === "ServerTimeout" || fault.has(ETCD) || fault.has(WEBHOOK_AWAY);
  return as === "apply" && fault.status === 409 && fault.causes.length === 0 && fault.has(OVERTAKEN);
}
const MEDIA_TYPES = {
  json: "application/json",
  apply: "application/apply-patch+yaml",
  "json-patch": "application/json-patch+json",
  "merge-patch": "application/merge-patch+json"
};
const LIMITS = { headersMs: 65e3, totalMs: 9e4, maxBytes: 64 * 1024 * 1024 };
const MAX_FAULT_BYTES = 8 * 1024 * 1024;
function createSender(access, host) {
  const { http, clock } = host;
  const bearers = createBearerCache(access, clock);
  const fixed = {
    accept: "application/json",
    "user-agent": "secrets-action",
    ...impersonationHeaders(access)
  };
  const who = `The API server of ${access.shown}`;
  const judge = createJudge(clock.now);
  let wasReached = false;
  const requestOf = (call, credential) => ({
    method: call.method,
    url: urlOf(access.server, call),
    headers: {
      ...fixed,
      ...credential === void 0 ? {} : { authorization: credential.header },
      ...call.body === void 0 ? {} : { "content-type": MEDIA_TYPES[call.as ?? "json"] }
    },
    ...call.body === void 0 ? {} : { body: call.body },
    limits: LIMITS,
    trust: access.trust,
    ...access.proxy === void 0 ? {} : { proxy: access.proxy },
    ...access.certificate === void 0 ? {} : { certificate: access.certificate }
  });
  const attempt = async (call, signal, exchange) => {
    const credential = await bearers.credential(signal);
    const first = await exchange(requestOf(call, credential), signal);
    wasReached = true;
    if (first.status !== 401 || credential === void 0) return first;
    await discard(first);
    const renewed = await bearers.credential(signal, credential);
    return await exchange(requestOf(call, renewed), signal);
  };
  const accepted = (call, answer) => {
    if (answer.status >= 200 && answer.status < 300) return answer;
    if (answer.status === 401) throw unauthorized(access, who);
    if (answer.status < 400) throw redirected(who, answer.status);
    throw faultOf(call, answer, clock.now());
  };
  const trying = async (call, signal, once2) => {
    try {
      const rules = wasReached ? RETRIES : FIRST_RETRIES;
      return await retry(once2, (error) => judge(error, call), clock, signal, rules);
    } catch (error) {
      if (error instanceof HttpError) throw notReached(error, access, who);
      if (error instanceof ApiFault && error.status === 429) throw throttled(who);
      throw error;
    }
  };
  return {
    send: (call, signal) => trying(call, signal, async (during) => {
      const answer = accepted(call, await attempt(call, during, http.send));
      return { status: answer.status, json: jsonBody(answer, who) };
    }),
    open: (call, signal) => trying(call, signal, async (during) => {
      const stream = await attempt(call, during, http.stream);
      if (stream.status !== 200) accepted(call, await bodyOf$1(stream, MAX_FAULT_BYTES));
      return stream;
    })
  };
}
async function discard(answer) {
  if (!(answer.body instanceof Uint8Array)) await bodyOf$1(answer, 0).catch(() => void 0);
}
function urlOf(server, { path: path2, query = {} }) {
  const base = server.pathname.replace(/\/+$/, "");
  const url = new URL(server);
  url.pathname = base + path2;
  url.search = new URLSearchParams(query).toString();
  url.hash = "";
  if (url.pathname !== base + path2)
    throw new Failure("OBJECT_INVALID", "A name in this request cannot stand in a path.", {
      fix: "Names have lower case letters, digits, `-` and `.`, and begin and end with a letter or a digit."
    });
  return url;
}
function jsonBody(answer, who) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(answer.body));
  } catch {
    throw notJson(answer, who);
  }
}
function notReached(error, { trust }, who) {
  const failure2 = unreachable(error, who);
  if (failure2.code !== "TLS_UNTRUSTED" || trust.ca === void 0) return failure2;
  return new Failure(failure2.code, failure2.message, {
    fix: "Only the CA that is given for this cluster is trusted, and under the name that is given for it. Check both: another cluster has the address by now, or a proxy reads TLS on the way (NO_PROXY goes around it)."
  });
}
function unauthorized({ bearer, certificate, advice }, who) {
  const what = bearer !== void 0 ? "does not accept our token, nor a new one" : certificate === void 0 ? "wants credentials, and there are none" : "does not accept the client certificate";
  return new Failure("CREDENTIALS_REFUSED", `${who} ${what} (status 401).`, { fix: advice.unauthorized });
}
const redirected = (who, status) => new Failure(
  "ENDPOINT_REFUSED",
  `${who} sends us elsewhere (status ${status}); credentials are not carried to another address.`,
  {
    fix: "Name the address of the API server itself, not that of a login page or a load balancer before it."
  }
);
const throttled = (who) => new Failure("STORE_THROTTLED", `${who} takes no more requests for now (status 429).`, {
  fix: "Run the job again later; where it stays so, its flow control gives this identity too small a share."
});
const MAX_LINE = 24 * 1024 * 1024;
const LINE_FEED = 10;
async function* jsonLines(chunks) {
  let held = [];
  let length = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let at2 = chunk.indexOf(LINE_FEED); at2 !== -1; at2 = chunk.indexOf(LINE_FEED, from)) {
      const line = Buffer.concat([...held, chunk.subarray(from, at2)]);
      held = [];
      length = 0;
      from = at2 + 1;
      if (line.length > MAX_LINE) throw invalid$1("a line longer than any that is expected");
      if (line.length > 0) yield valueOf$1(line);
    }
    if (from === chunk.length) continue;
    held.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > MAX_LINE) throw invalid$1("a line longer than any that is expected");
  }
}
function valueOf$1(line) {
  try {
    return JSON.parse(line.toString("utf8"));
  } catch {
    throw invalid$1("something else than JSON");
  }
}
const invalid$1 = (what) => new Failure("STORE_ANSWER_INVALID", `The API server sent ${what} while its objects were watched.`, {
  fix: "A proxy seems to change what it sends: check HTTPS_PROXY and NO_PROXY."
});
const WATCH_SECONDS = 240;
const GRACE_MS = 2e4;
const BASE_MS = 100;
const CAP_MS = 5e3;
const createWatch = (parts) => async function* (listing, signal) {
  const state = { resourceVersion: void 0, vain: 0 };
  try {
    while (!signal.aborted) {
      if (state.resourceVersion === void 0) {
        const { objects, resourceVersion } = await listAll(listing, parts.send, parts.path, signal);
        state.resourceVersion = resourceVersion;
        yield { type: "RESET", objects };
      }
      state.vain += 1;
      yield* once(parts, listing, state, signal);
      if (state.vain > 0)
        await parts.clock.sleep(Math.min(CAP_MS, BASE_MS * 2 ** (state.vain - 1)), signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
};
async function* once({ open, path: path2, clock }, listing, state, signal) {
  const call = {
    method: "GET",
    path: await path2(listing, signal),
    query: {
      ...selectors(listing),
      watch: "true",
      allowWatchBookmarks: "true",
      resourceVersion: state.resourceVersion ?? "",
      timeoutSeconds: String(WATCH_SECONDS)
    }
  };
  const ended = new AbortController();
  const end = () => ended.abort("ended");
  signal.addEventListener("abort", end, { once: true });
  if (signal.aborted) end();
  try {
    const stream = await open(call, ended.signal);
    void clock.sleep(WATCH_SECONDS * 1e3 + GRACE_MS, ended.signal).then(end, () => void 0);
    for await (const line of jsonLines(stream.body)) {
      const { type, object } = fields(line);
      if (type === "ERROR") throw statusFault(call, object, 0);
      state.vain = 0;
      const { metadata: metadata2 } = fields(object);
      const { resourceVersion } = fields(metadata2);
      if (type === "BOOKMARK") {
        if (typeof resourceVersion === "string") state.resourceVersion = resourceVersion;
        continue;
      }
      if (type !== "ADDED" && type !== "MODIFIED" && type !== "DELETED") continue;
      const event = { type, object: objectOf$1(object) };
      if (typeof resourceVersion === "string") state.resourceVersion = resourceVersion;
      yield event;
    }
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof ApiFault && error.status === 410) state.resourceVersion = void 0;
    else if (!isCut(error)) throw error;
  } finally {
    signal.removeEventListener("abort", end);
    end();
  }
}
const isCut = (error) => error instanceof HttpError || verdictOf(error, { method: "GET" }).retry;
function createClient(access, host) {
  const { send, open } = createSender(access, host);
  const { resource, versions, path: path2 } = createDiscovery(send, host.clock);
  return {
    shown: access.shown,
    call: send,
    resource,
    versions,
    path: path2,
    get: async (key, signal) => {
      const at2 = await path2(key, signal);
      try {
        return objectOf$1((await send({ method: "GET", path: at2 }, signal)).json);
      } catch (error) {
        if (error instanceof ApiFault && error.status === 404 && error.reason === "NotFound")
          return void 0;
        throw error;
      }
    },
    list: async (listing, signal) => (await listAll(listing, send, path2, signal)).objects,
    watch: createWatch({ send, open, path: path2, clock: host.clock }),
    apply: async (key, body, { manager, force, dryRun }, signal) => {
      const query = {
        fieldManager: manager,
        force: String(force),
        fieldValidation: "Strict",
        ...dryRun ? { dryRun: "All" } : {}
      };
      const { status, json } = await send(
        { method: "PATCH", path: await path2(key, signal), query, body, as: "apply", repeatable: true },
        signal
      );
      return { created: status === 201, object: objectOf$1(json) };
    }
  };
}
const GROUP = "external-secrets.io";
const API_VERSION$2 = "external-secrets.io/v1";
const MANAGED_LABEL = "reconcile.external-secrets.io/managed";
const DATA_HASH = "reconcile.external-secrets.io/data-hash";
const FORCE_SYNC = "force-sync";
const API_VERSION$1 = "client.authentication.k8s.io/v1";
const NAME$3 = "secrets-action";
const TOKEN_VERB = "cluster-token";
const ASKED = "KUBERNETES_EXEC_INFO";
function kubeconfigText({ server, trust, proxy, impersonate, namespace }, exec, givenNamespace) {
  const chosen = givenNamespace ?? namespace;
  if (proxy !== void 0 && URL.canParse(proxy) && new URL(proxy).password !== "")
    throw new Failure(
      "KUBECONFIG_REFUSED",
      "The cluster is reached by a proxy with a password, which export-kubeconfig would write to disk.",
      {
        at: { input: "export-kubeconfig" },
        fix: "Name the proxy in HTTPS_PROXY of the job in place of the kubeconfig's proxy-url."
      }
    );
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: NAME$3,
        cluster: {
          server: server.href.replace(/\/$/, ""),
          ...trust.ca === void 0 ? {} : { "certificate-authority-data": Buffer.from(trust.ca).toString("base64") },
          ...trust.serverName === void 0 ? {} : { "tls-server-name": trust.serverName },
          ...trust.insecure ? { "insecure-skip-tls-verify": true } : {},
          ...proxy ? { "proxy-url": proxy } : {}
        }
      }
    ],
    users: [
      {
        name: NAME$3,
        user: {
          ...impersonate === void 0 ? {} : {
            as: impersonate.user,
            ...impersonate.uid === void 0 ? {} : { "as-uid": impersonate.uid },
            "as-groups": impersonate.groups,
            "as-user-extra": Object.fromEntries(impersonate.extra)
          },
          exec: {
            apiVersion: API_VERSION$1,
            command: exec.command,
            args: exec.args,
            env: [{ name: ASKED, value: "{}" }],
            interactiveMode: "Never",
            provideClusterInfo: false
          }
        }
      }
    ],
    contexts: [
      {
        name: NAME$3,
        context: { cluster: NAME$3, user: NAME$3, ...chosen === void 0 ? {} : { namespace: chosen } }
      }
    ],
    "current-context": NAME$3
  };
  return `${JSON.stringify(config, null, 2)}
`;
}
function notExportable(reference, inputs) {
  if (inputs.cluster !== "" && (reference.kind !== "kubeconfig" || reference.path !== void 0))
    return void 0;
  return new Failure(
    "INPUT_INVALID",
    "export-kubeconfig would hand on a kubeconfig that is itself an input or the environment's.",
    {
      at: { input: "export-kubeconfig" },
      fix: "Give later steps that kubeconfig itself, or name the cluster:\ncluster: eks://NAME"
    }
  );
}
function execArguments(cli, inputs, more) {
  const flags = [
    ["cluster", inputs.cluster],
    ...inputs.clusterAudience === "" ? [] : [["cluster-audience", inputs.clusterAudience]],
    ...more
  ];
  return [cli, TOKEN_VERB, ...flags.map(([name, value]) => `--${name}${value === true ? "" : `=${value}`}`)];
}
function execCredential(bearer, certificate) {
  if (bearer === void 0 && certificate === void 0)
    throw new Failure("CREDENTIALS_MISSING", "The cluster's login has neither a token nor a certificate.", {
      at: { input: "cluster" }
    });
  const status = {
    ...bearer?.expires === void 0 ? {} : { expirationTimestamp: bearer.expires.toISOString().replace(/\.\d+Z$/, "Z") },
    ...bearer === void 0 ? {} : { token: bearer.token.reveal() },
    ...certificate === void 0 ? {} : { clientCertificateData: certificate.cert, clientKeyData: certificate.key.reveal() }
  };
  return JSON.stringify({
    kind: "ExecCredential",
    apiVersion: API_VERSION$1,
    spec: { interactive: false },
    status
  });
}
var _export = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  TOKEN_VERB,
  execArguments,
  execCredential,
  kubeconfigText,
  notExportable
});
function markedForHelm(desired, release) {
  const { key, body } = desired;
  if (release === void 0 || key.namespace === void 0) return desired;
  const metadata2 = {
    ...body.metadata,
    labels: { ...body.metadata.labels, "app.kubernetes.io/managed-by": "Helm" },
    annotations: {
      ...body.metadata.annotations,
      "meta.helm.sh/release-name": release,
      "meta.helm.sh/release-namespace": key.namespace
    }
  };
  return { ...desired, body: { ...body, metadata: metadata2 } };
}
const CODE$1 = "MANIFEST_INVALID";
const FIX$1 = '{"auths": {"ghcr.io": {"username": "USER", "password": "TOKEN"}}}';
const BASE64$1 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
function dockerConfig(host, username, password, email) {
  const [user, pass] = [username.reveal() ?? "", password.reveal() ?? ""];
  const auth = Buffer.from(`${user}:${pass}`).toString("base64");
  const login = {
    username: user,
    password: pass,
    ...email === void 0 ? {} : { email: email.reveal() ?? "" },
    auth
  };
  return Secret.of(JSON.stringify({ auths: Object.fromEntries([[host, login]]) }));
}
function dockerProblems(json) {
  const config = recordOf(parsed(json));
  if (config === void 0) return [failure("is no JSON object")];
  const auths = recordOf(config["auths"]);
  if (auths === void 0) return [failure("has no map `auths`", shapeFix(config))];
  const hosts = Object.entries(auths);
  if (hosts.length === 0) return [failure("has no registry under `auths`")];
  return hosts.flatMap(([host, login], index) => {
    const what = host.trim() === "" ? "has no name of a registry" : loginProblem(login);
    return what === void 0 ? [] : [failure(`registry ${index + 1} under \`auths\` ${what}`)];
  });
}
const failure = (what, fix = FIX$1) => new Failure(CODE$1, `.dockerconfigjson: ${what}.`, { fix });
const shapeFix = (config) => Object.values(config).some((value) => recordOf(value)?.["auth"] !== void 0) ? `The registries stand under auths: ${FIX$1}` : FIX$1;
function loginProblem(login) {
  const fields2 = recordOf(login);
  if (fields2 === void 0) return "is no map";
  const { username, password, auth } = fields2;
  if ([username, password, auth].some((field) => field !== void 0 && typeof field !== "string"))
    return "has a username, password or auth that is no text";
  if (fields2["identitytoken"] !== void 0 || fields2["registrytoken"] !== void 0)
    return typeof auth === "string" && auth !== "" ? void 0 : "has a token of docker login, and no auth";
  if (auth === void 0 || auth === "")
    return username && password ? void 0 : "has neither username and password nor auth";
  const text = auth.replace(/[\r\n]/g, "");
  const login64 = BASE64$1.test(text) ? Buffer.from(text, "base64").toString("utf8") : "";
  const colon = login64.indexOf(":");
  if (colon < 1) return "has an auth that is no base64 of USER:PASSWORD";
  const pass = login64.slice(colon + 1).replace(/\0+$/, "");
  const differs = username !== void 0 && username !== login64.slice(0, colon) || password !== void 0 && password !== pass;
  return differs ? "has an auth of another login than its username and password" : void 0;
}
function parsed(json) {
  try {
    return JSON.parse(json.reveal() ?? "");
  } catch {
    return void 0;
  }
}
const recordOf = (value) => typeof value === "object" && value !== null && !Array.isArray(value) ? value : void 0;
const VALUE = "ENC[AES256_GCM,";
const MARKERS = ["mac: ENC[", '"mac": "ENC[', '"mac":"ENC[', "sops_mac=ENC["];
const INI = /^\[sops\]\r?$/m;
function isCiphertext(value) {
  const text = Buffer.from(value.revealBytes()).toString("latin1");
  return text.trimStart().startsWith(VALUE) || MARKERS.some((marker) => text.includes(marker)) || INI.test(text);
}
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;
const BEGIN = /-----BEGIN ([A-Z0-9 ]{1,40})-----/g;
const FIX = {
  certificate: "tls.crt holds the certificate first, then its intermediates, each as PEM.",
  key: "tls.key holds the one private key of the certificate as PEM, without a passphrase: openssl pkey -in KEY",
  ca: "ca.crt holds the certificates of the authorities as PEM, and nothing else.",
  renew: "Renew the certificate, and put the new one and its key in the store."
};
const CLOCK_SKEW_MS = 5 * 60 * 1e3;
function tlsProblems(certificate, key, ca, now) {
  const problems2 = [];
  const problem = (message, fix) => void problems2.push(new Failure("CERTIFICATE_INVALID", message, { fix }));
  const chain = certificatesOf(certificate);
  const privateKey = privateKeyOf(key);
  if (typeof chain === "string") problem(`tls.crt ${chain}.`, FIX.certificate);
  if (typeof privateKey === "string") problem(`tls.key ${privateKey}.`, FIX.key);
  if (ca !== void 0 && !ca.isEmpty) {
    const authorities = certificatesOf(ca);
    if (typeof authorities === "string") problem(`ca.crt ${authorities}.`, FIX.ca);
  }
  if (typeof chain === "string") return problems2;
  if (typeof privateKey !== "string" && !isPair(chain[0], privateKey))
    problem("tls.key is not the key of the first certificate in tls.crt.", FIX.certificate);
  for (const [index, one] of chain.entries()) {
    const which = index === 0 ? "The certificate in tls.crt" : `Certificate ${index + 1} of tls.crt`;
    if (one.validToDate.getTime() <= now)
      problem(`${which} expired on ${dayOf(one.validToDate)}.`, FIX.renew);
    else if (one.validFromDate.getTime() > now + CLOCK_SKEW_MS)
      problem(`${which} is not valid before ${dayOf(one.validFromDate)}.`, FIX.renew);
    const issuer = chain[index + 1];
    if (issuer !== void 0 && !isIssuedBy(one, issuer))
      problem(
        `The chain in tls.crt is out of order: certificate ${index + 1} is not issued by certificate ${index + 2}.`,
        FIX.certificate
      );
  }
  return problems2;
}
function privateKeyProblem(name, value) {
  const labels = labelsOf(textOf$2(value));
  const isKey = labels.length === 1 && /(?:^| )PRIVATE KEY$/.test(labels[0]);
  return isKey ? void 0 : new Failure("CERTIFICATE_INVALID", `${name} is not one private key as PEM.`, {
    fix: `${name} begins with -----BEGIN OPENSSH PRIVATE KEY----- (or RSA, EC) and keeps its line breaks.`
  });
}
const textOf$2 = (value) => Buffer.from(value.revealBytes()).toString("latin1");
const labelsOf = (pem) => [...pem.matchAll(BEGIN)].map(([, label]) => label);
const dayOf = (date) => date.toISOString().slice(0, 10);
function certificatesOf(value) {
  const text = textOf$2(value);
  const labels = labelsOf(text);
  if (labels.some((label) => label.endsWith("PRIVATE KEY"))) return "holds a private key";
  const blocks = text.match(CERTIFICATE) ?? [];
  if (blocks.length === 0 || blocks.length < labels.length) return "is not certificates as PEM";
  try {
    return blocks.map((block) => new crypto.X509Certificate(block));
  } catch {
    return "holds a certificate that cannot be read";
  }
}
function privateKeyOf(value) {
  const text = textOf$2(value);
  const labels = labelsOf(text).filter((label) => label !== "EC PARAMETERS");
  if (labels.some((label) => label === "ENCRYPTED PRIVATE KEY") || /^Proc-Type: *4,ENCRYPTED/m.test(text))
    return "is protected by a passphrase, which nobody can type in the cluster";
  if (labels.length !== 1 || !labels[0].endsWith("PRIVATE KEY")) return "is not one private key as PEM";
  try {
    return crypto.createPrivateKey(text);
  } catch {
    return "holds a private key that cannot be read";
  }
}
function isPair(certificate, key) {
  try {
    return certificate.checkPrivateKey(key);
  } catch {
    return false;
  }
}
function isIssuedBy(one, issuer) {
  try {
    return one.checkIssued(issuer) && one.verify(issuer.publicKey);
  } catch {
    return one.checkIssued(issuer);
  }
}
const CODE = "MANIFEST_INVALID";
const REFUSED = {
  "kubernetes.io/service-account-token": new Failure(
    CODE,
    "a Secret of this type makes the server write a token of the service account that never ends.",
    { fix: "kubectl create token SERVICE_ACCOUNT   # ends by itself; in a pod: a projected volume" }
  ),
  "bootstrap.kubernetes.io/token": new Failure(
    CODE,
    "a Secret of this type lets machines join the cluster: who sets up the cluster makes it, and no deployment.",
    { fix: "kubeadm token create" }
  )
};
const RULES = {
  "kubernetes.io/tls": (data, now) => having(
    data,
    ["tls.crt", "tls.key"],
    (certificate, key) => tlsProblems(certificate, key, data.get("ca.crt"), now)
  ),
  "kubernetes.io/dockerconfigjson": (data) => having(data, [".dockerconfigjson"], (json) => dockerProblems(json)),
  "kubernetes.io/dockercfg": (data) => having(data, [".dockercfg"], () => []),
  "kubernetes.io/basic-auth": (data) => data.has("username") || data.has("password") ? [] : [new Failure(CODE, "its type needs the key username or password.", { fix: "stringData.username" })],
  "kubernetes.io/ssh-auth": (data) => having(data, ["ssh-privatekey"], (key) => {
    const problem = privateKeyProblem("ssh-privatekey", key);
    return problem === void 0 ? [] : [problem];
  })
};
function typeProblems(type, data, now) {
  if (type === void 0) return [];
  const refused2 = Object.hasOwn(REFUSED, type) ? REFUSED[type] : void 0;
  if (refused2 !== void 0) return [refused2];
  return Object.hasOwn(RULES, type) ? RULES[type](data, now) : [];
}
function typeOf(keys) {
  if (keys.includes("tls.crt") && keys.includes("tls.key")) return "kubernetes.io/tls";
  if (keys.includes(".dockerconfigjson")) return "kubernetes.io/dockerconfigjson";
  return keys.includes("ssh-privatekey") ? "kubernetes.io/ssh-auth" : "Opaque";
}
function having(data, keys, rule) {
  const missing2 = keys.filter((key) => data.get(key)?.isEmpty ?? true);
  return missing2.length === 0 ? rule(...keys.map((key) => data.get(key))) : [
    new Failure(CODE, `its type needs the key ${missing2.join(" and ")}, and a value there.`, {
      fix: `stringData:
${missing2.map((key) => `  ${key}: \u2026`).join("\n")}`
    })
  ];
}
const DOCKER_KEYS = ["username", "password", "email"];
function secretsOfLines(values, options, settings) {
  const problems2 = [];
  const groups = grouped(values, settings, problems2);
  const used = /* @__PURE__ */ new Set();
  const desired = groups.flatMap(({ key, first, values: ofGroup }) => {
    const names = [
      `${key.namespace}/${key.name}`,
      ...key.namespace === settings.namespace ? [key.name] : []
    ];
    const named2 = key.kind === "Secret" ? names.find((name) => options.has(name)) : void 0;
    if (named2 !== void 0) used.add(named2);
    const before = problems2.length;
    const made = objectOf(
      key,
      first,
      ofGroup,
      named2 === void 0 ? void 0 : options.get(named2),
      settings,
      problems2
    );
    return problems2.length > before ? [] : [made];
  });
  const known = groups.map(({ key }) => key.name);
  for (const [name, { line }] of options) {
    if (used.has(name)) continue;
    const near = nearest(name, known);
    problems2.push(
      new Failure(
        "INPUT_INVALID",
        `No line makes the Secret ${name}.${near === void 0 ? "" : ` Did you mean ${near}?`}`,
        {
          at: { input: "secret-options", line },
          fix: `secrets: |
  KEY = REFERENCE as secret ${name}`
        }
      )
    );
  }
  return { desired, problems: problems2, notices: [] };
}
const placeOf$1 = ({ line, file }) => ({
  ...file === void 0 ? { input: "secrets" } : { file },
  line
});
function grouped(values, settings, problems2) {
  const groups = /* @__PURE__ */ new Map();
  for (const value of values) {
    const at2 = placeOf$1(value);
    const namespace = value.namespace ?? settings.namespace;
    const problem = (code, message, fix) => void problems2.push(new Failure(code, `${value.key}: ${message}`, { at: at2, fix }));
    if (namespace === "")
      problem(
        "NAMESPACE_MISSING",
        "its Secret has no namespace, and there is no default.",
        "namespace: liquid-hive-prod"
      );
    else if (namespace !== settings.namespace && !settings.allowNamespaces.includes(namespace))
      problem(
        "NAMESPACE_REFUSED",
        `the namespace ${namespace} is not allowed.`,
        `allow-namespaces: ${[...settings.allowNamespaces, namespace].join(", ")}`
      );
    else {
      const kind = value.kind === "secret" ? "Secret" : "ConfigMap";
      const key = { apiVersion: "v1", kind, namespace, name: value.object };
      const group = groups.get(idOf(key)) ?? { key, first: value, values: /* @__PURE__ */ new Map() };
      groups.set(idOf(key), group);
      const other = group.values.get(value.key);
      if (other !== void 0)
        problem(
          "NAME_COLLISION",
          `line ${other.line} gives ${shownKey(key)} this key already.`,
          "Name every key of a Secret once."
        );
      else if (value.kind === "configmap" && !value.public)
        problem(
          "INPUT_INVALID",
          "a ConfigMap is not secret: only a line marked `public` may go there.",
          "public as configmap NAME"
        );
      else if (isCiphertext(value.value))
        problem(
          "STILL_ENCRYPTED",
          "its value is still encrypted.",
          "Refer to what is inside of the file: sops://FILE#FIELD"
        );
      else group.values.set(value.key, value);
    }
  }
  return [...groups.values()];
}
function objectOf(key, first, values, options, settings, problems2) {
  const at2 = placeOf$1(first);
  const problem = ({ code, message, fix }) => void problems2.push(
    new Failure(code, `${shownKey(key)}: ${message}`, { at: at2, ...fix === void 0 ? {} : { fix } })
  );
  let data = new Map([...values].map(([name, { value }]) => [name, value]));
  if (options?.docker !== void 0) data = dockerData(options.docker, data, problem);
  const total = [...data.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (total > MAX_SECRET_BYTES)
    problem(
      new Failure("VALUE_TOO_LARGE", "its values come to more than 1 MiB.", { fix: "Use several Secrets." })
    );
  const metadata2 = {
    name: key.name,
    namespace: key.namespace,
    ...options === void 0 || options.labels.size === 0 ? {} : { labels: Object.fromEntries(options.labels) }
  };
  const origin = { from: "lines", input: "secrets", ...at2 };
  if (key.kind === "ConfigMap") return { key, origin, notes: [], body: configMap(metadata2, data) };
  const type = options?.type ?? typeOf([...data.keys()]);
  typeProblems(type, data, settings.now).forEach(problem);
  const body = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: metadata2,
    type,
    ...options?.immutable ? { immutable: true } : {}
  };
  return { key, origin, notes: [], body, data };
}
function dockerData(host, data, problem) {
  const [username, password, email] = DOCKER_KEYS.map((name) => data.get(name));
  const others = [...data.keys()].filter((name) => !DOCKER_KEYS.includes(name));
  if (username === void 0 || password === void 0 || others.length > 0) {
    problem(
      new Failure(
        "MANIFEST_INVALID",
        "`docker` needs the keys username and password, and takes email and no others.",
        {
          fix: "username = REFERENCE as secret NAME\npassword = REFERENCE as secret NAME"
        }
      )
    );
    return data;
  }
  return /* @__PURE__ */ new Map([[".dockerconfigjson", dockerConfig(host, username, password, email)]]);
}
function configMap(metadata2, data) {
  const texts2 = {};
  const binaries = {};
  for (const [name, value] of data) {
    const text = value.reveal();
    if (text === void 0) binaries[name] = Buffer.from(value.revealBytes()).toString("base64");
    else texts2[name] = text;
  }
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: metadata2,
    ...Object.keys(texts2).length > 0 ? { data: texts2 } : {},
    ...Object.keys(binaries).length > 0 ? { binaryData: binaries } : {}
  };
}
function oneSource(desired) {
  const seen = /* @__PURE__ */ new Map();
  return desired.flatMap((one) => {
    const other = seen.get(idOf(one.key));
    seen.set(idOf(one.key), one);
    if (other === void 0 || other.origin.from === "manifest" && one.origin.from === "manifest")
      return [];
    const { file, line } = one.origin;
    return [
      new Failure(
        "NAME_COLLISION",
        `${shownKey(one.key)} is made twice: by ${other.origin.input} and by ${one.origin.input}.`,
        {
          at: {
            ...file === void 0 ? { input: one.origin.input } : { file },
            ...line === void 0 ? {} : { line }
          },
          fix: "One Secret has one kind of source: lines, a manifest or an ExternalSecret."
        }
      )
    ];
  });
}
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const shown = (key) => isDataKey(key) ? key : printable(key).slice(0, 60);
function secretValues(data, stringData) {
  const values = /* @__PURE__ */ new Map();
  const problems2 = [];
  const notes = [];
  const problem = (message, fix, code = "MANIFEST_INVALID") => void problems2.push(new Failure(code, message, { fix }));
  for (const [field, node] of [
    ["data", data],
    ["stringData", stringData]
  ]) {
    if (node === void 0 || node.kind === "leaf" && node.value === null) continue;
    if (node.kind !== "map") {
      problem(`${field} is no map.`, `${field}:
  MONGO_URL: ...`);
      continue;
    }
    for (const [key, value] of node.entries) {
      if (!isDataKey(key))
        problem(`${field}: a key may have 1 to 253 of A-Z a-z 0-9 . _ - only: ${shown(key)}`, "MONGO_URL");
      else if (value.kind !== "leaf")
        problem(
          `${field}.${key} is a ${value.kind}, and a value of a Secret is text.`,
          `${key}: |
  {"a": 1}`
        );
      else {
        const bytes2 = field === "data" ? decoded(value) : textOf$1(value);
        if (isCiphertext(bytes2 ?? textOf$1(value)))
          problem(
            `${field}.${key} is still encrypted.`,
            "Decrypt what is inside of it, or name the SOPS file itself under apply.",
            "STILL_ENCRYPTED"
          );
        else if (bytes2 === void 0)
          problem(`data.${key} is not base64.`, `Put plain text under stringData: stringData.${key}`);
        else {
          if (typeof value.value !== "string" && !(value.value instanceof Uint8Array))
            notes.push(
              value.value === null ? `${key} is null in the file: it becomes an empty value.` : `${key} is no text in the file: it becomes the text that stands there.`
            );
          values.set(key, bytes2);
        }
      }
    }
  }
  const total = [...values.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (total > MAX_SECRET_BYTES)
    problem("The values come to more than 1 MiB.", "Split it into several Secrets.", "VALUE_TOO_LARGE");
  return { data: values, problems: problems2, notes };
}
const textOf$1 = (leaf) => leaf.value instanceof Uint8Array ? Secret.ofBytes(leaf.value) : Secret.of(leaf.value === null ? "" : leaf.source);
function decoded(leaf) {
  if (leaf.value === null) return Secret.of("");
  const text = leaf.source.replace(/[\r\n]/g, "");
  return leaf.value instanceof Uint8Array || !BASE64.test(text) ? void 0 : Secret.ofBytes(new Uint8Array(Buffer.from(text, "base64")));
}
const MAX_PATH = 120;
function plainOf(node) {
  if (node.kind === "map")
    return Object.assign(
      /* @__PURE__ */ Object.create(null),
      Object.fromEntries([...node.entries].map(([key, value2]) => [key, plainOf(value2)]))
    );
  if (node.kind === "list") return node.items.map(plainOf);
  const { value, source } = node;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : source;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("utf8");
  return value;
}
const hiddenPath = (node) => leafPath(node, ({ hidden, value, source }) => hidden && value !== null && source !== "");
const ciphertextPath = (node) => leafPath(node, ({ value }) => typeof value === "string" && isCiphertext(Secret.of(value)));
function leafPath(node, is, at2 = "") {
  if (node.kind === "leaf") return is(node) ? printable(at2).slice(0, MAX_PATH) : void 0;
  const children = node.kind === "map" ? [...node.entries].map(([key, child]) => [at2 === "" ? key : `${at2}.${key}`, child]) : node.items.map((child, index) => [`${at2}[${index}]`, child]);
  for (const [path2, child] of children) {
    const found = leafPath(child, is, path2);
    if (found !== void 0) return found;
  }
  return void 0;
}
const READ_BACK = [
  "uid",
  "resourceVersion",
  "creationTimestamp",
  "deletionTimestamp",
  "deletionGracePeriodSeconds",
  "generation",
  "managedFields",
  "selfLink"
];
const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
function bodyOf(entries, key) {
  const { status: _status, ...plain } = plainOf({ kind: "map", entries });
  const metadata2 = { ...plain["metadata"] };
  for (const field of READ_BACK) delete metadata2[field];
  const given = metadata2["annotations"];
  if (typeof given === "object" && given !== null) {
    const { [LAST_APPLIED]: _, ...annotations } = given;
    if (Object.keys(annotations).length > 0) metadata2["annotations"] = annotations;
    else delete metadata2["annotations"];
  }
  return {
    ...plain,
    apiVersion: key.apiVersion,
    kind: key.kind,
    metadata: {
      ...metadata2,
      name: key.name,
      ...key.namespace === void 0 ? {} : { namespace: key.namespace }
    }
  };
}
const NAME$2 = /^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const PATH_NAME = /^(?!\.{1,2}$)[^/%\p{Cc}]{1,253}$/u;
const CLUSTER_SCOPED = /^(?:Namespace|CustomResourceDefinition|Cluster[A-Z]\w*|PersistentVolume|StorageClass|PriorityClass|IngressClass|\w+WebhookConfiguration|ValidatingAdmissionPolicy\w*)$/;
const VALUES = ["data", "stringData"];
const MAX_OBJECT_BYTES = 3 * 1024 * 1024;
function readManifests(documents, settings) {
  const desired = [];
  const problems2 = [];
  const notices = [];
  const seen = /* @__PURE__ */ new Map();
  for (const document of documents) {
    for (const root of itemsOf(document.root)) {
      const read = new ManifestReader(document, settings, problems2).object(root);
      if (read === void 0) continue;
      const other = seen.get(idOf(read.key));
      if (other !== void 0)
        problems2.push(
          new Failure("NAME_COLLISION", `${shownKey(read.key)} stands twice: also in ${other.origin.file}.`, {
            at: placeOf(document),
            fix: "Keep one of them."
          })
        );
      seen.set(idOf(read.key), read);
      desired.push(read);
    }
  }
  return { desired, problems: problems2, notices };
}
const placeOf = ({ file, line }) => ({
  file,
  ...line === void 0 ? {} : { line }
});
function itemsOf(root) {
  const items = root.kind === "map" ? root.entries.get("items") : void 0;
  return items?.kind === "list" && (textAt$1(root, "kind") ?? "").endsWith("List") ? items.items.flatMap(itemsOf) : [root];
}
function textAt$1(node, key) {
  const at2 = node?.kind === "map" ? node.entries.get(key) : void 0;
  return at2?.kind === "leaf" && typeof at2.value === "string" ? at2.value : void 0;
}
class ManifestReader {
  #document;
  #settings;
  #problems;
  constructor(document, settings, problems2) {
    this.#document = document;
    this.#settings = settings;
    this.#problems = problems2;
  }
  #problem(message, fix, code = "MANIFEST_INVALID") {
    this.#problems.push(new Failure(code, message, { at: placeOf(this.#document), fix }));
  }
  object(root) {
    const before = this.#problems.length;
    if (root.kind !== "map")
      return this.#problem("A document is no object of Kubernetes.", "apiVersion: v1\nkind: Secret");
    if (root.entries.has("sops"))
      return this.#problem(
        "The object is still encrypted: it has the block `sops`.",
        "Name the SOPS file itself under apply, so that it is decrypted.",
        "STILL_ENCRYPTED"
      );
    if (this.#isSealed(root)) return void 0;
    const key = this.#key(root);
    if (key === void 0) return void 0;
    const made = isSecret(key) ? this.#secret(root, key) : this.#other(root, key);
    return this.#problems.length > before ? void 0 : made;
  }
  /** Whether it holds what may not leave a Secret's values; asked before anything of it is in a message. */
  #isSealed(root) {
    const clear = textAt$1(root, "apiVersion") === "v1" && textAt$1(root, "kind") === "Secret" ? VALUES : [];
    const rest = {
      kind: "map",
      entries: new Map([...root.entries].filter(([field]) => !clear.includes(field)))
    };
    const hidden = hiddenPath(rest);
    if (hidden !== void 0)
      this.#problem(
        `${hidden} is encrypted in the file, and decrypted values may stand only in data or stringData of a Secret.`,
        "Encrypt only the values: sops --encrypted-regex '^(data|stringData)$'"
      );
    const cipher = ciphertextPath(rest);
    if (cipher !== void 0)
      this.#problem(
        `${cipher} is still encrypted.`,
        "Decrypt what is inside of it, or name the SOPS file itself under apply.",
        "STILL_ENCRYPTED"
      );
    return hidden !== void 0 || cipher !== void 0;
  }
  #key(root) {
    const apiVersion = textAt$1(root, "apiVersion");
    const kind = textAt$1(root, "kind");
    const metadata2 = root.entries.get("metadata");
    if (apiVersion === void 0 || kind === void 0 || !/^[A-Z][A-Za-z0-9]{0,62}$/.test(kind) || !/^[a-z0-9.-]+(\/v\w+)?$/.test(apiVersion))
      return this.#problem(
        "A document has no apiVersion and kind, or they cannot be ones.",
        "apiVersion: v1\nkind: Secret"
      );
    const name = textAt$1(metadata2, "name");
    if (name === void 0)
      return this.#problem(
        `A ${kind} has no metadata.name; generateName makes a new object with every run.`,
        "metadata:\n  name: app-db"
      );
    const isName = kind === "Secret" || kind === "ConfigMap" || kind === "Namespace" ? NAME$2 : PATH_NAME;
    if (!isName.test(name))
      return this.#problem(
        `A ${kind} has a name that cannot be one: ${printable(name).slice(0, 80)}`,
        "Use a-z, 0-9, - and dots, beginning and ending with a letter or digit."
      );
    const allowed = kind === "Secret" && apiVersion === "v1" ? true : this.#isKindAllowed(apiVersion, kind);
    if (!allowed) {
      const named2 = groupOf(apiVersion) === "" ? kind : `${kind}.${groupOf(apiVersion)}`;
      const near = nearest(named2, this.#settings.allowKinds);
      return this.#problem(
        `A ${kind} stands among the manifests, and only Secrets are applied unless allow-kinds names it.${near === void 0 ? "" : ` Did you mean ${named2} by ${near}?`}`,
        `allow-kinds: ${[...this.#settings.allowKinds, named2].join(", ")}`,
        "KIND_REFUSED"
      );
    }
    if (CLUSTER_SCOPED.test(kind)) return { apiVersion, kind, namespace: void 0, name };
    const namespace = this.#namespace(kind, name, textAt$1(metadata2, "namespace"));
    return namespace === void 0 ? void 0 : { apiVersion, kind, namespace, name };
  }
  #isKindAllowed(apiVersion, kind) {
    const group = groupOf(apiVersion);
    return this.#settings.allowKinds.some(
      (allowed) => allowed.includes(".") ? allowed === `${kind}.${group}` : allowed === kind
    );
  }
  #namespace(kind, name, own) {
    const { namespace, allowNamespaces } = this.#settings;
    const chosen = own ?? namespace;
    if (chosen === "")
      return this.#problem(
        `${kind} ${name} has no namespace, and there is no default.`,
        "namespace: liquid-hive-prod",
        "NAMESPACE_MISSING"
      );
    if (chosen === namespace || allowNamespaces.includes(chosen)) return chosen;
    return this.#problem(
      `${kind} ${name} is for another namespace than ${namespace === "" ? "any that is allowed" : namespace}.`,
      `allow-namespaces: ${[...allowNamespaces, printable(chosen).slice(0, 63)].join(", ")}`,
      "NAMESPACE_REFUSED"
    );
  }
  #secret(root, key) {
    const { encrypted, promised } = this.#document;
    if (!encrypted && promised !== void 0 && (root.entries.has("data") || root.entries.has("stringData")))
      return this.#problem(
        `${shownKey(key)} stands here in clear text, and ${promised}.`,
        `npx @liquid-hive/secrets-action encrypt -i ${shellPath(this.#document.file)}   # and change its values: they are in the history`,
        "MANIFEST_NOT_ENCRYPTED"
      );
    const values = secretValues(root.entries.get("data"), root.entries.get("stringData"));
    for (const { code, message, fix } of values.problems)
      this.#problem(`${shownKey(key)}: ${message}`, fix ?? "", code);
    const rest = new Map([...root.entries].filter(([field]) => !VALUES.includes(field)));
    const body = bodyOf(rest, key);
    const type = typeof body["type"] === "string" ? body["type"] : void 0;
    for (const { code, message, fix } of typeProblems(type, values.data, this.#settings.now))
      this.#problem(`${shownKey(key)}: ${message}`, fix ?? "", code);
    return { key, origin: this.#origin(), body, data: values.data, notes: values.notes };
  }
  #other(root, key) {
    const body = bodyOf(root.entries, key);
    if (Buffer.byteLength(JSON.stringify(body)) > MAX_OBJECT_BYTES)
      return this.#problem(
        `${shownKey(key)} is larger than the 3 MiB that the API server takes.`,
        "Split it.",
        "VALUE_TOO_LARGE"
      );
    return { key, origin: this.#origin(), body, notes: [] };
  }
  #origin() {
    return { from: "manifest", input: "apply", ...placeOf(this.#document) };
  }
}
const API_VERSION = "authentication.k8s.io/v1";
const MAX_GROUPS = 200;
const UNANSWERED$1 = /* @__PURE__ */ new Set([403, 404, 405]);
async function whoAmI(client, signal) {
  const body = JSON.stringify({ apiVersion: API_VERSION, kind: "SelfSubjectReview" });
  const path2 = `/apis/${API_VERSION}/selfsubjectreviews`;
  try {
    const { json } = await client.call({ method: "POST", path: path2, body, repeatable: true }, signal);
    const { status } = fields(json);
    const { userInfo } = fields(status);
    const { username, groups } = fields(userInfo);
    if (typeof username !== "string" || username === "") return void 0;
    const names = (Array.isArray(groups) ? groups : []).filter((group) => typeof group === "string");
    return { user: username, groups: names.slice(0, MAX_GROUPS) };
  } catch (error) {
    if (error instanceof ApiFault && UNANSWERED$1.has(error.status)) return void 0;
    throw error;
  }
}
const LOOK_MS = 200;
const LONGEST_MS = 6e4;
async function waitEstablished(items, context) {
  const { host, settings, signal } = context;
  const definitions = items.filter(({ desired }) => isDefinition(desired.key));
  await inParallel(definitions, async ({ desired }) => {
    const end = host.clock.now() + Math.min(settings.waitMs, LONGEST_MS);
    while (!await isServed(desired, context)) {
      if (host.clock.now() >= end)
        throw new Failure(
          "WAIT_EXPIRED",
          `The server does not serve what ${shownKey(desired.key)} defines.`,
          {
            fix: `kubectl describe customresourcedefinition ${desired.key.name}`
          }
        );
      await host.clock.sleep(LOOK_MS, signal);
    }
  });
}
async function isServed({ key, body }, { client, signal }) {
  const live = await client.get(key, signal);
  const { conditions } = live?.["status"] ?? {};
  if (conditions?.some(({ type, status }) => type === "Established" && status === "True") !== true)
    return false;
  const { group, names, versions = [] } = body["spec"] ?? {};
  const served = versions.find(({ served: is }) => is === true);
  if (served === void 0 || names?.kind === void 0) return true;
  return await client.resource(`${group}/${served.name}`, names.kind, signal) !== void 0;
}
const ATTEMPTS = 6;
const FIRST_WAIT_MS = 50;
const UNANSWERED = /* @__PURE__ */ new Set(["STORE_UNREACHABLE", "STORE_ANSWER_INVALID"]);
async function writeObject(item, context, wrote) {
  const { settings, client, host, signal } = context;
  const { desired } = item;
  const start = host.clock.now();
  const took = () => host.clock.now() - start;
  let plan = item;
  let before = item.live;
  let migrated;
  let isLost = false;
  for (let attempt = 1; ; attempt += 1) {
    if (!plan.write) {
      if (!isLost || plan.live === void 0) return reported(plan, took(), false, isOf(migrated));
      const created = before === void 0 && isOnlyOf(settings.manager, plan.live);
      wrote({ item, before, after: plan.live, created });
      return reported(item, took(), false, { verb: verbOf(item, created), ...isOf(plan.live) });
    }
    try {
      if (plan.migration !== void 0 && migrated === void 0) {
        migrated = await migrate(plan.migration, desired.key, context);
        wrote({ item, before, after: migrated, created: false });
      }
      const seen = (migrated ?? plan.live)?.metadata.resourceVersion;
      const options = { manager: settings.manager, force: plan.force };
      const done = await sendApply(client, desired.key, bodyOf$2(desired, seen), options, signal);
      const { object } = done;
      const created = done.created || isLost && before === void 0 && isOnlyOf(settings.manager, object);
      wrote({ item, before, after: object, created });
      return reported(plan, took(), false, { verb: verbOf(plan, created), ...isOf(object) });
    } catch (error) {
      const isUnknown = mayBeDone(error);
      if (isUnknown) wrote({ item, before, after: void 0, created: false });
      isLost ||= isUnknown;
      if (!(isUnknown || isRace(error, plan)) || attempt >= ATTEMPTS || signal.aborted)
        throw error instanceof ApiFault ? failureOf(error, { key: desired.key, doing: "apply" }, host) : error;
    }
    await host.clock.sleep(FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + Math.random()), signal);
    const again = await planObject(desired, settings, client, host, signal);
    if (again instanceof Failure) throw again;
    plan = again;
    if (migrated !== void 0) migrated = again.live;
    else if (!isLost) before = again.live;
  }
}
async function migrate({ patch }, key, { client, settings, signal }) {
  const path2 = await client.path(key, signal);
  const query = { fieldManager: settings.manager };
  const call = { method: "PATCH", path: path2, query, body: JSON.stringify(patch), as: "json-patch" };
  return objectOf$1((await client.call(call, signal)).json);
}
const verbOf = ({ verb }, created) => created ? "created" : verb === "created" ? "changed" : verb;
const isOf = (object) => {
  const { uid, resourceVersion } = object?.metadata ?? {};
  return {
    ...uid === void 0 ? {} : { uid },
    ...resourceVersion === void 0 ? {} : { resourceVersion }
  };
};
const mayBeDone = (error) => error instanceof ApiFault ? error.status >= 500 : error instanceof Failure && UNANSWERED.has(error.code);
const isRace = (error, { live }) => error instanceof ApiFault && (error.status === 409 || live !== void 0 && error.status === 404 && error.reason === "NotFound" || error.has(/resourceVersion (?:should|may|must) not be set/));
async function applyObjects(checked, settings, client, host, signal) {
  const context = { settings, client, host, signal };
  const parent = checked.membership === void 0 ? void 0 : new SetParent(checked.membership, context);
  const run = { journal: /* @__PURE__ */ new Map(), done: /* @__PURE__ */ new Map(), pruned: [], left: checked.left, parent };
  const { journal, done } = run;
  const listed2 = () => [
    ...checked.items.map((item) => done.get(item) ?? notBegun(item)),
    ...run.pruned
  ];
  const undo = async (during) => {
    const taken = await rollBack([...journal.values()], { ...context, signal: during });
    for (const { written, why } of taken) {
      const { item } = written;
      const applied = done.get(item) ?? reported(item, 0, false);
      if (why === void 0) journal.delete(item);
      done.set(item, why === void 0 ? { ...applied, verb: "rolled back" } : stays(applied, why));
    }
    run.pruned = run.pruned.map((one) => stays(one, "what was pruned is not made again"));
    await parent?.undo(during);
    return listed2();
  };
  const finish = async () => {
    try {
      if (parent !== void 0) run.left = await parent.end((one) => run.pruned = [...run.pruned, one]);
      return { applied: listed2(), left: run.left };
    } catch (error) {
      return { applied: listed2(), left: run.left, failure: stopped(error, context) };
    }
  };
  const failure2 = await applyAll(checked.items, context, run);
  if (failure2 !== void 0 && !signal.aborted) await undo(signal);
  return { applied: listed2(), left: run.left, finish, undo, ...failure2 === void 0 ? {} : { failure: failure2 } };
}
async function applyAll(items, context, run) {
  const { signal } = context;
  const { journal, done, parent } = run;
  const apply = async (some) => {
    await inParallel(some, async (item) => {
      signal.throwIfAborted();
      done.set(item, await writeObject(item, context, (written) => journal.set(item, written)));
    });
    await waitEstablished(some, context);
  };
  try {
    const isFirst = ({ desired }) => isNamespace(desired.key);
    await apply(items.filter(isFirst));
    await parent?.begin();
    const others = items.filter((item) => !isFirst(item));
    for (const rank of byRank(others, ({ desired }) => desired.key)) await apply(rank);
    return void 0;
  } catch (error) {
    for (const item of journal.keys()) if (!done.has(item)) done.set(item, interrupted(item));
    return stopped(error, context);
  }
}
function stopped(error, context) {
  if (!context.signal.aborted) return failureFor(error, context);
  return new Failure("COMMAND_FAILED", "The run was cancelled while it applied: not everything is applied.", {
    fix: "Run the job again: it goes on where this one stopped."
  });
}
const failureFor = (error, { host }) => error instanceof ApiFault ? failureOf(error, { doing: "apply" }, host) : asFailure(error);
const stays = (applied, why) => {
  const note = `Not rolled back: ${why}.`;
  return applied.notes.includes(note) ? applied : { ...applied, notes: [...applied.notes, note] };
};
const interrupted = (item) => {
  const applied = reported(item, 0, false);
  return { ...applied, notes: [...applied.notes, "Stopped in the middle: it may be written, or not."] };
};
const notBegun = (item) => ({
  ...reported(item, 0, false),
  verb: "skipped",
  changes: [],
  notes: [...item.notes, "Not applied: the run stopped before it."]
});
async function applyChecked(run, signal) {
  const { checked, settings, client, host, report } = run;
  let synced = [];
  let restarted = [];
  const failed = (applied2, failure2) => report({ applied: applied2, synced, restarted, failure: failure2 });
  try {
    if (run.restart) {
      const { aboutToChange, aboutToSync, noteUsers } = await import("./cluster-restart.js").then(function(n) {
        return n.c;
      });
      const made = run.sync === void 0 ? [] : aboutToSync(run.sync.plan);
      await noteUsers([...aboutToChange(checked), ...made], settings, client, host, signal);
    }
  } catch (error) {
    return { report: failed([], asFailure(error)), undo: async () => report({}) };
  }
  const effects = await applyObjects(checked, settings, client, host, signal);
  const undo = async (stop) => report({ applied: await effects.undo(stop), left: effects.left, synced, restarted });
  if (effects.failure !== void 0) return { report: failed(effects.applied, effects.failure), undo };
  let { applied, left } = effects;
  const done = (failure2) => ({
    report: report({ applied, left, synced, restarted, ...failure2 === void 0 ? {} : { failure: failure2 } }),
    undo
  });
  try {
    const end = await run.sync?.run(signal);
    synced = end?.synced ?? [];
    if (end?.failure !== void 0) return done(end.failure);
    if (run.restart) {
      const { restartFailure, restartUsers, statesOf } = await import("./cluster-restart.js").then(function(n) {
        return n.c;
      });
      const states = [...statesOf(effects.applied), ...end?.states ?? []];
      restarted = await restartUsers(states, settings, client, host, signal);
      const failure2 = restartFailure(restarted);
      if (failure2 !== void 0) return done(failure2);
    }
    const finished = await effects.finish();
    ({ applied, left } = finished);
    return done(finished.failure);
  } catch (error) {
    return done(asFailure(error));
  }
}
async function openEach(files, open) {
  const ends = await Promise.allSettled(files.map(open));
  const found = [];
  const failed = /* @__PURE__ */ new Map();
  for (const [index, end] of ends.entries()) {
    if (end.status === "fulfilled") {
      found.push(end.value);
      continue;
    }
    const failure2 = asFailure(end.reason);
    failed.set(failure2, [...failed.get(failure2) ?? [], files[index].file]);
  }
  const [first, ...rest] = [...failed].map(
    ([failure2, of]) => of.length === 1 ? inFile(failure2, of[0]) : failure2
  );
  if (first !== void 0) throw together([first, ...rest]);
  return found;
}
const inFile = (failure2, file) => failure2.at === void 0 && failure2.all.length === 0 ? new Failure(failure2.code, failure2.message, {
  at: { file },
  ...failure2.fix === void 0 ? {} : { fix: failure2.fix },
  ...failure2.exit === void 0 ? {} : { exit: failure2.exit },
  requestId: failure2.requestId
}) : failure2;
const VALUES_VARIABLE = "HELM_VALUES";
const KUBECONFIG = "KUBECONFIG";
function valuesFiles({ helmValues }, providers) {
  const files = [];
  const problems2 = [];
  for (const file of helmValues) {
    const format = file.toLowerCase().endsWith(".json") ? "json" : "yaml";
    const query = /* @__PURE__ */ new Map([["format", format]]);
    const source = { kind: "reference", scheme: "sops", locator: file, query, field: void 0 };
    const located = locate(source, providers, []);
    if (located instanceof Failure) problems2.push(located);
    else files.push({ file, located });
  }
  return { files, problems: problems2 };
}
async function openValues(files, sessions, signal) {
  return await openEach(files, async ({ file, located }) => {
    const [at2] = located.at;
    const session = await sessions.of(at2.provider, signal);
    const outcome = (await session.read([at2.locator], signal)).get(at2.locator.id);
    if (outcome?.is === "failed") throw outcome.error;
    if (outcome?.is !== "found" || outcome.value.kind !== "fields")
      throw new Failure("SOPS_FORMAT", "This is no SOPS file of values.", {
        at: { file },
        fix: "Give a file in clear text to helm itself: helm upgrade -f FILE"
      });
    const documents = await session.documents?.(at2.locator, signal) ?? [];
    return { file, text: outcome.value.whole, documents };
  });
}
function hiddenValues(node) {
  if (node.kind === "map") return [...node.entries.values()].flatMap(hiddenValues);
  if (node.kind === "list") return node.items.flatMap(hiddenValues);
  if (!node.hidden || node.value === null) return [];
  return [node.value instanceof Uint8Array ? Secret.ofBytes(node.value) : Secret.of(node.source)];
}
function handedValues(opened, temp) {
  if (opened.length === 0) return [];
  const folder = path.join(temp, `secrets-${randomUuid()}`);
  const files = opened.map(({ file, text }, index) => ({
    path: path.join(folder, `${index + 1}-${path.basename(file).replace(/[^\w.-]/g, "_")}`),
    content: text
  }));
  return [
    {
      input: "helm-values",
      variables: /* @__PURE__ */ new Map([[VALUES_VARIABLE, Secret.of(files.map((file) => file.path).join(","))]]),
      files,
      note: `${VALUES_VARIABLE} names ${files.length} decrypted file${files.length === 1 ? "" : "s"}, removed at the end of the job: helm upgrade --values "$${VALUES_VARIABLE}"`
    }
  ];
}
const handedKubeconfig = (text, cluster2, temp) => {
  const file = path.join(temp, `secrets-${randomUuid()}`, "kubeconfig");
  return {
    input: "export-kubeconfig",
    variables: /* @__PURE__ */ new Map([[KUBECONFIG, Secret.of(file)]]),
    files: [{ path: file, content: Secret.of(text) }],
    note: `${KUBECONFIG} names a kubeconfig for ${cluster2} without a token: each call of kubectl or helm asks for a fresh one.`
  };
};
const handedOutputs = (handed) => handed.flatMap(({ input, files }) => {
  const paths = files.map((file) => file.path).join(",");
  return input === "helm-values" ? [["helm-values", paths]] : input === "export-kubeconfig" ? [["kubeconfig", paths]] : [];
});
const NAME$1 = /^[A-Za-z0-9][-._A-Za-z0-9]{0,252}$/;
const FREE = /(?:annotations|labels|selector|limits|requests|env|environment|data)$/i;
function helmChart(text, file) {
  const chart = parseYaml(text, { file });
  const name = chart instanceof Map ? chart.get("name") : void 0;
  if (typeof name !== "string" || !NAME$1.test(name))
    return new Failure("INPUT_INVALID", "The chart has no name.", { at: { file }, fix: "name: liquid-hive" });
  const dependencies = chart.get("dependencies");
  const subcharts = (Array.isArray(dependencies) ? dependencies : []).flatMap((dependency) => {
    if (!(dependency instanceof Map)) return [];
    const called = dependency.get("alias") ?? dependency.get("name");
    return typeof called === "string" ? [called] : [];
  });
  return { name, subcharts };
}
function unknownKeys(values, chartValues, schema, subcharts = []) {
  const found = [];
  const skipped = /* @__PURE__ */ new Set(["global", ...subcharts]);
  const top = new Map([...values].filter(([key]) => !skipped.has(String(key))));
  collect(top, chartValues, schemaOf$1(schema), "", found);
  return found;
}
function collect(values, known, schema, path2, found) {
  const properties = schemaOf$1(schema?.["properties"]) ?? {};
  const closed = schema?.["additionalProperties"] === false;
  if (!closed && (known.size === 0 || FREE.test(path2))) return;
  for (const [key, value] of values) {
    const name = String(key);
    const at2 = path2 === "" ? name : `${path2}.${name}`;
    const listed2 = Object.hasOwn(properties, name);
    const given = known.has(key);
    if (closed ? !listed2 : !listed2 && !given) {
      found.push(at2);
      continue;
    }
    if (!(value instanceof Map)) continue;
    const below2 = known.get(key);
    const inner = below2 instanceof Map ? below2 : /* @__PURE__ */ new Map();
    collect(value, inner, listed2 ? schemaOf$1(properties[name]) : void 0, at2, found);
  }
}
const schemaOf$1 = (schema) => typeof schema === "object" && schema !== null && !Array.isArray(schema) ? schema : void 0;
const GUARD = /\.Capabilities\.APIVersions\.Has\s+\\?["`]external-secrets\.io\/v1beta1/;
const OLD = /^\s*apiVersion:\s*["']?external-secrets\.io\/v1beta1/m;
function templateNotices(templates) {
  return templates.flatMap(({ file, text }) => {
    if (GUARD.test(text))
      return [
        `${file} renders only where external-secrets.io/v1beta1 is served, which External Secrets 0.17 and later does not: helm then installs nothing of it, and says nothing. Write external-secrets.io/v1 in both places.`
      ];
    if (OLD.test(text))
      return [
        `${file} writes external-secrets.io/v1beta1, which External Secrets 0.17 and later does not serve: helm then fails with "no matches for kind". Write apiVersion: external-secrets.io/v1.`
      ];
    return [];
  });
}
const MAX_NAME$1 = 63;
function helmFullname({ release, chart, values }) {
  const override = textOf(values.get("fullnameOverride"));
  if (override !== void 0) return shortened(override);
  const name = textOf(values.get("nameOverride")) ?? chart;
  return shortened(release.includes(name) ? release : `${release}-${name}`);
}
const shortened = (name) => name.slice(0, MAX_NAME$1).replace(/-$/, "");
function textOf(value) {
  if (typeof value === "string") return value === "" ? void 0 : value;
  return typeof value === "number" || typeof value === "bigint" ? String(value) : void 0;
}
const NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;
const DURATION = /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/;
function externalSecretsOf(values, options) {
  const { file, text } = options;
  const notices = [];
  const problems2 = [];
  const read = (mapping) => ({
    mapping: problems2.length === 0 ? mapping : void 0,
    problems: problems2,
    notices
  });
  const invalid2 = (message, fix) => {
    problems2.push(new Failure("INPUT_INVALID", message, { at: { file }, fix }));
  };
  const external = values.get("externalSecrets");
  if (external === void 0 || external === null) {
    notices.push(`${file}: there is no externalSecrets, so no ExternalSecret is made.`);
    return read();
  }
  if (!(external instanceof Map)) {
    invalid2("externalSecrets is not a map.", "externalSecrets:\n  enabled: true\n  data: {}");
    return read();
  }
  const fields2 = external;
  const enabled = fields2.get("enabled") ?? true;
  if (typeof enabled !== "boolean")
    invalid2("externalSecrets.enabled is neither true nor false.", "enabled: true");
  if (enabled === false) {
    notices.push(`${file}: externalSecrets.enabled is false, so no ExternalSecret is made.`);
    return read();
  }
  if (fields2.has("<<"))
    invalid2("externalSecrets has a YAML merge key (<<), and these are not read.", "Write its entries out.");
  const dataFrom = fields2.get("dataFrom");
  if (dataFrom !== void 0 && !(Array.isArray(dataFrom) && dataFrom.length === 0))
    invalid2(
      "externalSecrets.dataFrom takes its names from the store, and that is not read from values.",
      "Name each entry below externalSecrets.data, or put the ExternalSecret into a manifest:\napply: deploy/external-secret.yaml"
    );
  const data = fields2.get("data");
  const isList = Array.isArray(data);
  const entries = helmEntries(data, file, text);
  problems2.push(...entries.problems);
  if (entries.entries.length === 0 && entries.problems.length === 0)
    invalid2(
      "externalSecrets has no data: the operator refuses an ExternalSecret without any.",
      "externalSecrets:\n  data:\n    MONGO_URL:\n      key: liquid-hive/prod/MONGO_URL"
    );
  const store = storeOf(fields2, isList, invalid2, notices, file);
  const refreshInterval = intervalOf(fields2.get("refreshInterval"), invalid2);
  const names = namesOf$1(fields2, isList, values, options, invalid2);
  if (names === void 0 || store === void 0 || refreshInterval === void 0) return read();
  const account = accountOf(values, names.fullname, file);
  if (account instanceof Failure) problems2.push(account);
  return read({
    name: names.name,
    namespace: options.namespace,
    target: names.target,
    store,
    refreshInterval,
    entries: entries.entries.map(entryOf),
    ...account === void 0 || account instanceof Failure ? {} : { serviceAccount: account },
    file
  });
}
const entryOf = ({ name, key, property, version, base64, line }) => ({
  secretKey: name,
  key,
  ...property === void 0 ? {} : { property },
  ...version === void 0 ? {} : { version },
  decoding: base64 ? "Base64" : "None",
  ...line === void 0 ? {} : { line }
});
function storeOf(fields2, isList, invalid2, notices, file) {
  const [own, other] = isList ? ["secretStoreRef", "secretStore"] : ["secretStore", "secretStoreRef"];
  const used = fields2.has(own) ? own : other;
  const store = fields2.get(used);
  if (fields2.has(own) && fields2.has(other) && !sameStore(fields2.get(own), fields2.get(other)))
    notices.push(
      `${file}: secretStore and secretStoreRef name two stores. ${own} counts, as in the chart of this shape. Remove ${other}.`
    );
  if (!(store instanceof Map))
    return invalid2(
      `externalSecrets does not say from which store it reads.`,
      `externalSecrets:
  ${own}:
    name: aws-secrets-manager
    kind: ClusterSecretStore`
    );
  const name = store.get("name");
  const kind = store.get("kind") ?? "SecretStore";
  if (typeof name !== "string" || !NAME.test(name))
    return invalid2(`externalSecrets.${used}.name is no name of an object.`, "name: aws-secrets-manager");
  if (kind !== "SecretStore" && kind !== "ClusterSecretStore")
    return invalid2(
      `externalSecrets.${used}.kind is neither SecretStore nor ClusterSecretStore.`,
      "kind: ClusterSecretStore"
    );
  if (!store.has("kind"))
    notices.push(
      `${file}: externalSecrets.${used} has no kind. The operator then takes a SecretStore of the same namespace, never a ClusterSecretStore.`
    );
  return { name, kind };
}
const sameStore = (one, two) => one instanceof Map && two instanceof Map && one.get("name") === two.get("name") && one.get("kind") === two.get("kind");
function intervalOf(value, invalid2) {
  if (value === void 0 || value === null || value === "") return "1h0m0s";
  if (value === 0 || value === "0") return "0s";
  if (typeof value === "string" && DURATION.test(value)) return value;
  return invalid2("externalSecrets.refreshInterval is no duration with a unit.", "refreshInterval: 1h");
}
function namesOf$1(fields2, isList, values, { release, chart }, invalid2) {
  const target = fields2.get("target");
  const said = {
    name: fields2.get("name"),
    target: target instanceof Map ? target.get("name") : target ?? fields2.get("targetName")
  };
  for (const [what, text] of Object.entries(said))
    if (text !== void 0 && text !== null && !(typeof text === "string" && NAME.test(text)))
      return invalid2(`externalSecrets.${what} is no name of an object.`, `${what}: liquid-hive-secrets`);
  const { name, target: secret } = said;
  const override = values.get("fullnameOverride");
  const named2 = typeof override === "string" && override !== "";
  if (release === void 0 && !named2 && (typeof name !== "string" || typeof secret !== "string"))
    return invalid2(
      "The names of the ExternalSecret and of its Secret begin with the release's name, and that is not given.",
      "helm-release: liquid-hive"
    );
  const base = helmFullname({ release: release ?? "", chart: chart ?? release ?? "", values });
  const made = {
    name: name ?? (isList ? `${base}-secrets` : `${base}-app-secrets`),
    target: secret ?? (isList ? `${base}-secrets` : `${base}-runtime-secrets`)
  };
  for (const text of Object.values(made))
    if (!NAME.test(text))
      return invalid2(
        "The release's name does not give a name that Kubernetes takes.",
        "fullnameOverride: liquid-hive"
      );
  return { ...made, fullname: base === "" ? void 0 : base };
}
function accountOf(values, fullname, file) {
  const secrets = values.get("secrets");
  const aws = secrets instanceof Map ? secrets.get("aws") : void 0;
  const account = aws instanceof Map ? aws.get("serviceAccount") : void 0;
  if (!(account instanceof Map) || account.get("create") !== true) return void 0;
  const name = account.get("name") ?? fullname;
  if (typeof name !== "string" || !NAME.test(name))
    return new Failure("INPUT_INVALID", "secrets.aws.serviceAccount is to be created, and has no name.", {
      at: { file },
      fix: "serviceAccount:\n  create: true\n  name: liquid-hive"
    });
  const role2 = helmSettings(secrets, file).settings.aws?.roleHint;
  return { create: true, name, ...role2 === void 0 ? {} : { roleArn: role2 } };
}
function mergeValues(documents) {
  let merged2 = /* @__PURE__ */ new Map();
  for (const document of documents) merged2 = mergeMaps(merged2, document);
  return withoutNulls(merged2);
}
function mergeMaps(under, over) {
  const merged2 = new Map(under);
  for (const [key, value] of over) {
    const before = merged2.get(key);
    merged2.set(
      key,
      value instanceof Map && before instanceof Map ? mergeMaps(before, value) : value
    );
  }
  return merged2;
}
function withoutNulls(map2) {
  const kept = /* @__PURE__ */ new Map();
  for (const [key, value] of map2) {
    if (value === null || value === void 0) continue;
    kept.set(key, value instanceof Map ? withoutNulls(value) : value);
  }
  return kept;
}
function readHelm(inputs, parts) {
  const problems2 = [];
  const notices = [];
  const chart = chartOf(inputs.helmChart, parts, problems2);
  if (inputs.helmChart !== "") notices.push(...templateNotices(parts.templates(inputs.helmChart)));
  const judge = (values, shown22) => chart === void 0 ? [] : unknownKeys(values, chart.values, chart.schema, chart.subcharts).map(
    (key) => `${shown22}: the chart ${chart.name} does not know ${key}, and ignores it.`
  );
  const documents = inputs.externalSecrets.flatMap((file) => {
    try {
      const document = parseYaml(parts.readText(file), { file });
      return document instanceof Map ? [document] : [];
    } catch (error) {
      problems2.push(asFailure(error));
      return [];
    }
  });
  const files = [...inputs.externalSecrets, ...chart?.files ?? []];
  if (documents.length === 0) return { mapping: void 0, files, problems: problems2, notices, judge };
  const shown2 = inputs.externalSecrets.join(", ");
  const read = externalSecretsOf(mergeValues(documents), {
    release: inputs.helmRelease === "" ? void 0 : inputs.helmRelease,
    chart: chart?.name,
    file: shown2,
    ...documents.length === 1 ? { text: parts.readText(inputs.externalSecrets[0]) } : {},
    namespace: inputs.namespace
  });
  return {
    mapping: read.mapping,
    files,
    problems: [...problems2, ...read.problems],
    notices: [...notices, ...read.notices, ...judge(mergeValues(documents), shown2)],
    judge
  };
}
function chartOf(folder, parts, problems2) {
  if (folder === "") return void 0;
  const at2 = folder.replace(/\/+$/, "");
  const files = [`${at2}/Chart.yaml`, `${at2}/values.yaml`, `${at2}/values.schema.json`];
  try {
    const chart = helmChart(parts.readText(files[0]), files[0]);
    if (chart instanceof Failure) {
      problems2.push(chart);
      return void 0;
    }
    const values = parts.findText(files[1]);
    const schema = parts.findText(files[2]);
    const read = values === void 0 ? void 0 : parseYaml(values, { file: files[1] });
    return {
      ...chart,
      values: read instanceof Map ? read : /* @__PURE__ */ new Map(),
      schema: schema === void 0 ? void 0 : schemaOf(schema, files[2]),
      files: [
        files[0],
        ...values === void 0 ? [] : [files[1]],
        ...schema === void 0 ? [] : [files[2]]
      ]
    };
  } catch (error) {
    problems2.push(asFailure(error));
    return void 0;
  }
}
function schemaOf(text, file) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure("INPUT_INVALID", "The chart's schema is not JSON.", { at: { file } });
  }
}
const helmMapOf = (node) => new Map(node.kind === "map" ? [...node.entries].map(([key, value]) => [key, valueOf(value)]) : []);
const valueOf = (node) => node.kind === "map" ? helmMapOf(node) : node.kind === "list" ? node.items.map(valueOf) : "";
const MAX_NODES = 2e5;
const MAX_DEPTH = 100;
const MERGE = "<<";
function parseYamlDocuments(text, place = {}) {
  const library = yamlLibrary();
  const { code = "INPUT_INVALID", file } = place;
  const lines = new library.LineCounter();
  const documents = library.parseAllDocuments(text.replace(/^\uFEFF/, ""), {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    version: "1.1",
    intAsBigInt: true,
    logLevel: "error"
  });
  if (!Array.isArray(documents)) return [];
  const failure2 = (what, offset) => {
    const at2 = offset === void 0 ? {} : position(lines.linePos(offset));
    return new Failure(code, what, { at: { ...file === void 0 ? {} : { file }, ...at2 } });
  };
  return documents.flatMap((document) => {
    const [error] = document.errors;
    if (error)
      throw failure2(
        error.code === "DUPLICATE_KEY" ? "A key stands twice in one map." : "This is not valid YAML.",
        error.pos[0]
      );
    const { contents } = document;
    if (contents === null || isNull(library, contents)) return [];
    const reader = new Reader(library, document, failure2);
    return [{ line: lines.linePos(contents.range?.[0] ?? 0).line, root: reader.node(contents, 0) }];
  });
}
const position = ({ line, col }) => ({ line, column: col });
const isNull = ({ isScalar }, node) => isScalar(node) && node.value === null && (node.source ?? "") === "";
class Reader {
  #library;
  #document;
  #failure;
  #count = 0;
  constructor(library, document, failure2) {
    this.#library = library;
    this.#document = document;
    this.#failure = failure2;
  }
  node(node, depth) {
    this.#count += 1;
    if (this.#count > MAX_NODES || depth > MAX_DEPTH)
      throw this.#failure(
        "The YAML is nested too deeply, or its aliases make too much of it.",
        node?.range?.[0]
      );
    const { isAlias, isMap: isMap2, isSeq } = this.#library;
    if (node === null) return { kind: "leaf", value: null, source: "", hidden: false };
    if (isAlias(node)) return this.node(this.#target(node), depth + 1);
    if (isMap2(node)) return { kind: "map", entries: this.#entries(node, depth) };
    if (isSeq(node))
      return {
        kind: "list",
        items: node.items.map((item) => this.node(item, depth + 1))
      };
    return this.#leaf(node);
  }
  #target(alias) {
    const target = alias.resolve(this.#document);
    if (target === void 0) throw this.#failure("An alias names no anchor.", alias.range?.[0]);
    return target;
  }
  #entries(map2, depth) {
    const { isScalar } = this.#library;
    const own = /* @__PURE__ */ new Map();
    const merged2 = [];
    for (const { key, value } of map2.items) {
      const keyNode = key;
      if (!isScalar(keyNode)) throw this.#failure("A key of a map is no text.", keyNode?.range?.[0]);
      const name = keyNode.source ?? String(keyNode.value);
      const made = this.node(value, depth + 1);
      if (name === MERGE && keyNode.type === "PLAIN")
        merged2.push(...made.kind === "list" ? made.items : [made]);
      else if (own.has(name)) throw this.#failure("A key stands twice in one map.", keyNode.range?.[0]);
      else own.set(name, made);
    }
    for (const from of merged2) {
      if (from.kind !== "map") throw this.#failure("A merge key (<<) takes a map.", map2.range?.[0]);
      for (const [name, value] of from.entries) if (!own.has(name)) own.set(name, value);
    }
    return own;
  }
  #leaf(scalar) {
    const { value } = scalar;
    const source = typeof value === "string" ? value : scalar.source ?? "";
    const isKnown = value === null || ["boolean", "number", "bigint", "string"].includes(typeof value);
    return { kind: "leaf", value: isKnown ? value : source, source, hidden: false };
  }
}
const documentsOfYaml = (text, file, promised) => parseYamlDocuments(text, { code: "MANIFEST_INVALID", file }).map(({ line, root }) => ({
  file,
  line,
  root,
  encrypted: false,
  promised
}));
async function readManifestFiles(parts, files, providers) {
  const manifests = [];
  const problems2 = [];
  for (const { path: file, line } of files) {
    try {
      const documents = await documentsIn(parts.readText(file), file);
      const located = documents.some(({ root }) => isSopsDocument(root)) ? sopsFile(file, providers) : void 0;
      const promised = located === void 0 ? await parts.promised(file) : void 0;
      manifests.push({
        file,
        line,
        located,
        documents: documents.map((document) => ({ ...document, encrypted: located !== void 0, promised }))
      });
    } catch (error) {
      problems2.push(asFailure(error));
    }
  }
  return { manifests, problems: problems2 };
}
async function documentsIn(text, file) {
  if (/^sops:$/m.test(text)) {
    const { isPlainlySealed } = await import("./providers-sops-keys.js").then(function(n) {
      return n.C;
    });
    if (isPlainlySealed(text))
      return [{ file, line: lineOf(text), root: SEALED, encrypted: true, promised: void 0 }];
  }
  await loadYaml();
  return documentsOfYaml(text, file, void 0);
}
const SEALED = {
  kind: "map",
  entries: /* @__PURE__ */ new Map([["sops", { kind: "map", entries: /* @__PURE__ */ new Map([["mac", { kind: "list", items: [] }]]) }]])
};
const lineOf = (text) => text.split("\n").findIndex((line) => !/^(?:\s*(?:#.*)?|---\s*)$/.test(line)) + 1;
const isSopsDocument = (root) => {
  const sops = root.kind === "map" ? root.entries.get("sops") : void 0;
  return sops?.kind === "map" && (sops.entries.has("mac") || sops.entries.has("lastmodified"));
};
function sopsFile(file, providers) {
  const format = file.toLowerCase().endsWith(".json") ? "json" : "yaml";
  const source = {
    kind: "reference",
    scheme: "sops",
    locator: file,
    query: /* @__PURE__ */ new Map([["format", format]]),
    field: void 0
  };
  const located = locate(source, providers, []);
  if (located instanceof Failure) throw located;
  return located;
}
async function openManifests(manifests, sessions, signal) {
  const opened = await openEach(
    manifests,
    async ({ file, documents, located }) => {
      const [at2] = located?.at ?? [];
      if (at2 === void 0) return documents;
      const session = await sessions.of(at2.provider, signal);
      const roots = await session.documents?.(at2.locator, signal) ?? [];
      return roots.map((root, index) => ({
        file,
        line: documents[index]?.line,
        root,
        encrypted: true,
        promised: void 0
      }));
    }
  );
  return opened.flat();
}
const POD = [
  ...["containers", "initContainers", "ephemeralContainers"].flatMap((containers) => [
    `${containers}.*.env.*.valueFrom.secretKeyRef.name`,
    `${containers}.*.envFrom.*.secretRef.name`
  ]),
  "imagePullSecrets.*.name",
  "volumes.*.secret.secretName",
  "volumes.*.projected.sources.*.secret.name",
  "volumes.*.csi.nodePublishSecretRef.name",
  "volumes.*.azureFile.secretName"
];
const PODS = {
  Pod: "spec",
  PodTemplate: "template.spec",
  CronJob: "spec.jobTemplate.spec.template.spec"
};
const OTHERS = {
  ServiceAccount: ["secrets.*.name", "imagePullSecrets.*.name"],
  Ingress: ["spec.tls.*.secretName"],
  Gateway: ["spec.listeners.*.tls.certificateRefs.*.name"]
};
function withSecretNames(body, renamed) {
  const { namespace } = body.metadata;
  let count = 0;
  const refersElsewhere = (holder) => typeof holder["kind"] === "string" && holder["kind"] !== "Secret" || typeof holder["namespace"] === "string" && holder["namespace"] !== namespace;
  const walk = (node, [step, ...rest]) => {
    if (step === "*") {
      if (!Array.isArray(node)) return node;
      const items = node.map((item) => walk(item, rest));
      return items.some((item, index) => item !== node[index]) ? items : node;
    }
    if (typeof node !== "object" || node === null || Array.isArray(node) || !Object.hasOwn(node, step))
      return node;
    const fields2 = node;
    const child = fields2[step];
    if (rest.length > 0) {
      const made2 = walk(child, rest);
      return made2 === child ? node : { ...fields2, [step]: made2 };
    }
    const name = typeof child === "string" && !refersElsewhere(fields2) ? renamed(child) : void 0;
    if (name === void 0) return node;
    count += 1;
    return { ...fields2, [step]: name };
  };
  const made = pathsOf(body.kind).reduce((object, path2) => walk(object, path2.split(".")), body);
  return { body: made, count };
}
function pathsOf(kind) {
  if (Object.hasOwn(OTHERS, kind)) return OTHERS[kind];
  const pod = Object.hasOwn(PODS, kind) ? PODS[kind] : "spec.template.spec";
  return POD.map((path2) => `${pod}.${path2}`);
}
const IMMUTABLE_LABEL = "secrets-action.liquid-hive.io/immutable";
const LETTERS = "bcdfghjklmnpqrstvwxz2456789";
const LENGTH = 5;
const MAX_NAME = 253;
const DEFAULT_TYPE = "Opaque";
const randomSuffix = () => Array.from({ length: LENGTH }, () => LETTERS[crypto.randomInt(LETTERS.length)]).join("");
const isImmutable = ({ key, body }) => isSecret(key) && body["immutable"] === true;
function withImmutableNames(desired, existing, suffix) {
  const problems2 = [];
  const made = /* @__PURE__ */ new Map();
  for (const one of desired.filter(isImmutable)) {
    const { namespace, name } = one.key;
    if (name.length > MAX_NAME - LENGTH - 1) {
      const { file, line, input } = one.origin;
      problems2.push(
        new Failure(
          "MANIFEST_INVALID",
          `${shownKey(one.key)}: the name of an immutable Secret has an end added to it, and this one is too long for that.`,
          {
            at: { ...file === void 0 ? { input } : { file }, ...line === void 0 ? {} : { line } },
            fix: `Use at most ${MAX_NAME - LENGTH - 1} characters.`
          }
        )
      );
      continue;
    }
    const same = existing(namespace).find((live) => isSame$1(live, one));
    made.set(one, named(one, same?.metadata.name ?? `${name}-${suffix()}`, same !== void 0));
  }
  return {
    desired: desired.map((one) => made.get(one) ?? referring(one, made)),
    names: namesOf(made),
    problems: problems2
  };
}
function named(one, name, isThere) {
  const { labels } = one.body.metadata;
  const metadata2 = { ...one.body.metadata, name, labels: { ...labels, [IMMUTABLE_LABEL]: "true" } };
  const note = isThere ? `${one.key.name} is immutable: ${name} has these values already, and is used again.` : `${one.key.name} is immutable: it is made as ${name}.`;
  return {
    ...one,
    key: { ...one.key, name },
    body: { ...one.body, metadata: metadata2 },
    notes: [...one.notes, note]
  };
}
function isSame$1(live, { key, body, data = /* @__PURE__ */ new Map() }) {
  const { name, namespace, labels, deletionTimestamp } = live.metadata;
  if (namespace !== key.namespace || labels?.[IMMUTABLE_LABEL] !== "true" || deletionTimestamp !== void 0 || live["immutable"] !== true || !name.startsWith(`${key.name}-`) || !isSuffix(name.slice(key.name.length + 1)) || (live["type"] ?? DEFAULT_TYPE) !== (body["type"] ?? DEFAULT_TYPE))
    return false;
  const values = Object.entries(live["data"] ?? {});
  return values.length === data.size && values.every(
    ([field, text]) => typeof text === "string" && data.get(field)?.equals(Secret.ofBytes(new Uint8Array(Buffer.from(text, "base64")))) === true
  );
}
const isSuffix = (text) => text.length === LENGTH && [...text].every((letter) => LETTERS.includes(letter));
function referring(one, made) {
  const renames = new Map(
    [...made].filter(([{ key }]) => key.namespace === one.key.namespace).map(([{ key }, to]) => [key.name, to.key.name])
  );
  if (renames.size === 0) return one;
  const { body, count } = withSecretNames(one.body, (name) => renames.get(name));
  return count === 0 ? one : { ...one, body, notes: [...one.notes, "It refers to the immutable Secrets by their real names."] };
}
function namesOf(made) {
  const all = [...made].map(([{ key }, to]) => ({ key, to: to.key.name }));
  return new Map(
    all.map(({ key, to }) => {
      const isShared = all.some((other) => other.key !== key && other.key.name === key.name);
      return [isShared ? `${key.namespace}/${key.name}` : key.name, to];
    })
  );
}
async function realNames(desired, client, host, signal) {
  const reuse = [...new Set(desired.filter(isImmutable).map(({ key }) => key.namespace))];
  if (reuse.length === 0) return { desired, names: /* @__PURE__ */ new Map(), reuse };
  const lists = await Promise.all(
    reuse.map(async (namespace) => [namespace, await listed(namespace, client, host, signal)])
  );
  const there = new Map(lists);
  const made = withImmutableNames(desired, (namespace) => there.get(namespace) ?? [], randomSuffix);
  const [first, ...rest] = made.problems;
  if (first) throw together([first, ...rest]);
  return { desired: made.desired, names: made.names, reuse };
}
async function listed(namespace, client, host, signal) {
  const listing = { apiVersion: "v1", kind: "Secret", namespace, labelSelector: `${IMMUTABLE_LABEL}=true` };
  try {
    return await client.list(listing, signal);
  } catch (error) {
    if (!(error instanceof ApiFault)) throw error;
    if (error.status === 403) return [];
    throw failureOf(error, { doing: `list the immutable Secrets of ${namespace}` }, host);
  }
}
const RIGHTS = {
  /** Each object that is applied, by its name: a server-side apply of what is not there asks for `create` with the name. */
  apply: { verbs: ["get", "patch"] },
  create: { verbs: ["create"] },
  /** In the namespaces of an apply set, for each of its kinds. */
  report: { verbs: ["list"] },
  prune: { verbs: ["list", "delete"] },
  /** The parent of an apply set, by its name. */
  applySet: [{ group: "", resource: "configmaps", verbs: ["get", "patch", "create"] }],
  /** Immutable Secrets: one with the same values is looked for. */
  reuse: [{ group: "", resource: "secrets", verbs: ["list"] }],
  /** Namespaces, by name. */
  createNamespace: [{ group: "", resource: "namespaces", verbs: ["get", "patch", "create"] }],
  restart: [
    { group: "apps", resource: "deployments", verbs: ["get", "list", "watch", "patch"] },
    { group: "apps", resource: "statefulsets", verbs: ["get", "list", "watch", "patch"] },
    { group: "apps", resource: "daemonsets", verbs: ["get", "list", "watch", "patch"] }
  ],
  /** An ExternalSecret is applied, forced and waited for: its own rights come with `apply`. */
  sync: [{ group: "external-secrets.io", resource: "externalsecrets", verbs: ["list", "watch"] }]
};
function needsOf$1(deeds) {
  const rights = [];
  const add = (rules, namespace, name) => {
    for (const { group, resource, verbs } of rules)
      for (const verb of verbs) rights.push({ group, resource, verb, namespace, name });
  };
  for (const { key, resource, exists, isRenamed } of deeds.objects) {
    const verbs = [...RIGHTS.apply.verbs, ...exists === true ? [] : RIGHTS.create.verbs];
    const name = isRenamed === true ? void 0 : key.name;
    add([{ group: groupOf(key.apiVersion), resource, verbs }], key.namespace, name);
  }
  for (const name of deeds.createNamespaces ?? []) add(RIGHTS.createNamespace, void 0, name);
  if (deeds.applySet !== void 0) {
    const { parent, prune, kinds, namespaces } = deeds.applySet;
    add(RIGHTS.applySet, parent.namespace, parent.name);
    const { verbs } = prune ? RIGHTS.prune : RIGHTS.report;
    for (const namespace of namespaces)
      add(
        kinds.map((kind) => ({ ...kind, verbs })),
        namespace
      );
  }
  for (const namespace of deeds.reuse ?? []) add(RIGHTS.reuse, namespace);
  for (const namespace of deeds.restart ?? []) add(RIGHTS.restart, namespace);
  for (const namespace of deeds.sync ?? []) add(RIGHTS.sync, namespace);
  return [...new Map(rights.map((right) => [JSON.stringify(right), right])).values()];
}
const AUTHORIZATION = "authorization.k8s.io/v1";
const AT_ONCE = 8;
const MANY = 3;
async function missingRights(needs, client, host, signal) {
  const pool = createPool(AT_ONCE);
  try {
    const namespaces = [...new Set(needs.map(({ namespace }) => namespace))];
    const missing2 = namespaces.map(async (namespace) => {
      const here = needs.filter((right) => right.namespace === namespace);
      const review2 = namespace === void 0 ? UNKNOWN : await pool.run(() => rulesIn(namespace, client, signal));
      const open = here.filter((right) => !review2.rules.some((rule) => allows(rule, right)));
      if (!review2.incomplete) return open;
      const ask = (right) => pool.run(() => isAllowed(right, client, signal));
      const groups = Map.groupBy(open, wideOf);
      const denied = [...groups.values()].map(async (rights) => deniedOf(rights, ask));
      return (await Promise.all(denied)).flat();
    });
    const settled = await Promise.allSettled(missing2);
    const found = settled.flatMap((one) => {
      if (one.status === "rejected") throw one.reason;
      return one.value;
    });
    return needs.filter((right) => found.includes(right));
  } catch (error) {
    if (!(error instanceof ApiFault)) throw error;
    host.warn(
      `The API server does not say what we may do (it answered ${error.status} to an access review): going on without the check of rights.`
    );
    return [];
  }
}
const wideOf = (right) => JSON.stringify({ ...right, name: "" });
async function deniedOf(rights, ask) {
  const [first] = rights;
  if (first !== void 0 && rights.length >= MANY && await ask({ ...first, name: void 0 })) return [];
  const answers = await Promise.all(rights.map(ask));
  return rights.filter((_, i) => answers[i] === false);
}
const UNKNOWN = { rules: [], incomplete: true };
async function rulesIn(namespace, client, signal) {
  const status = await review("SelfSubjectRulesReview", { namespace }, client, signal);
  const { resourceRules, incomplete } = fields(status);
  const rules = (Array.isArray(resourceRules) ? resourceRules : []).map((rule) => {
    const { verbs, apiGroups, resources, resourceNames } = fields(rule);
    return {
      verbs: words(verbs),
      apiGroups: words(apiGroups),
      resources: words(resources),
      resourceNames: words(resourceNames)
    };
  });
  return { rules, incomplete: incomplete !== false };
}
async function isAllowed(right, client, signal) {
  const { group, resource, subresource, verb, namespace, name } = right;
  const resourceAttributes = { group, resource, subresource, verb, namespace, name };
  const status = await review("SelfSubjectAccessReview", { resourceAttributes }, client, signal);
  return fields(status)["allowed"] === true;
}
async function review(kind, spec, client, signal) {
  const body = JSON.stringify({ apiVersion: AUTHORIZATION, kind, spec });
  const path2 = `/apis/${AUTHORIZATION}/${kind.toLowerCase()}s`;
  const { json } = await client.call({ method: "POST", path: path2, body, repeatable: true }, signal);
  return fields(json)["status"];
}
function allows(rule, { group, resource, subresource, verb, name }) {
  const has = (of, word2) => of.includes("*") || of.includes(word2);
  const isResource = subresource === void 0 ? has(rule.resources, resource) : has(rule.resources, `${resource}/${subresource}`) || rule.resources.includes(`*/${subresource}`);
  const isName = rule.resourceNames.length === 0 || name !== void 0 && rule.resourceNames.includes(name);
  return has(rule.verbs, verb) && has(rule.apiGroups, group) && isResource && isName;
}
const words = (list2) => (Array.isArray(list2) ? list2 : []).filter((word2) => typeof word2 === "string");
async function checkRights(asked, user, client, host, signal) {
  const deeds = await deedsOf(asked, client, signal);
  const missing2 = await missingRights(needsOf$1(deeds), client, host, signal);
  const sure = missing2.filter(({ verb }) => verb !== "create");
  const creates = missing2.filter(({ verb }) => verb === "create");
  const absent = sure.length > 0 ? creates : await withoutExisting(creates, deeds.objects, client, signal);
  const all = [...sure, ...absent];
  if (all.length > 0) throw rightsFailure(all, user, host);
}
async function deedsOf({ desired, settings, restart, sync, reuse }, client, signal) {
  const objects = await Promise.all(
    desired.map(async (one) => {
      const { key } = one;
      const resource = await client.resource(key.apiVersion, key.kind, signal);
      return resource === void 0 ? void 0 : { key, resource: resource.plural, isRenamed: isImmutable(one) };
    })
  );
  const known = objects.filter((one) => one !== void 0);
  const namespaces = [
    ...new Set(known.flatMap(({ key }) => key.namespace === void 0 ? [] : [key.namespace]))
  ];
  const kinds = new Map(
    known.map(({ key, resource }) => [
      `${groupOf(key.apiVersion)}/${resource}`,
      { group: groupOf(key.apiVersion), resource }
    ])
  );
  const { applySet, namespace, prune } = settings;
  return {
    objects: known,
    ...settings.createNamespace ? { createNamespaces: await absentNamespaces(desired, settings, client, signal) } : {},
    sync,
    reuse,
    restart: restart ? namespaces : [],
    ...applySet === void 0 ? {} : {
      applySet: {
        parent: { namespace, name: applySet },
        prune: prune === "true",
        kinds: [...kinds.values()],
        namespaces
      }
    }
  };
}
async function absentNamespaces(desired, { applySet, namespace }, client, signal) {
  const used = desired.flatMap(({ key }) => key.namespace ?? []);
  const own = new Set(desired.flatMap(({ key }) => isNamespace(key) ? [key.name] : []));
  const names = (/* @__PURE__ */ new Set([...used, ...applySet === void 0 ? [] : [namespace]])).difference(own);
  const absent = [...names].map(async (name) => {
    try {
      return await client.get(namespaceKey(name), signal) === void 0 ? [name] : [];
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      return error.status === 403 ? [name] : [];
    }
  });
  return (await Promise.all(absent)).flat();
}
async function withoutExisting(creates, objects, client, signal) {
  const there = await Promise.all(
    creates.map(async (right) => {
      const object = objects.find(
        ({ key, resource }) => groupOf(key.apiVersion) === right.group && resource === right.resource && key.namespace === right.namespace && key.name === right.name
      );
      try {
        return object !== void 0 && await client.get(object.key, signal) !== void 0;
      } catch (error) {
        if (error instanceof ApiFault) return false;
        throw error;
      }
    })
  );
  return creates.filter((_, index) => !there[index]);
}
const unmaskedKeys = (desired, min) => desired.flatMap(({ key, origin, data = /* @__PURE__ */ new Map() }) => {
  const keys = origin.from === "manifest" ? [...data].flatMap(([name, value]) => !value.isEmpty && isTooShort(value, min) ? [name] : []) : [];
  return keys.length === 0 ? [] : [`${shownKey(key)}: not masked, too short or too common a word; do not print: ${keys.join(", ")}`];
});
const unmaskedValues = (opened, min) => opened.flatMap(({ file, documents }) => {
  const count = documents.flatMap(
    (document) => hiddenValues(document).filter((value) => !value.isEmpty && isTooShort(value, min))
  ).length;
  return count === 0 ? [] : [`${file}: ${count} of its values are not masked: too short or too common words; do not print them.`];
});
const lineValues = ({ name, value, origin: { line, file } }) => isForCluster(line) ? line.destinations.flatMap(
  (to) => to.kind === "secret" || to.kind === "configmap" ? [
    {
      key: name,
      value,
      kind: to.kind,
      object: to.object,
      namespace: to.namespace,
      public: line.public,
      line: line.line,
      ...file === void 0 ? {} : { file }
    }
  ] : []
) : [];
function referenceIn(text, providers) {
  const line = text.reveal()?.trim() ?? "";
  if (!/^[a-z]+:\/\/[^\s]+$/.test(line)) return void 0;
  const schemes = new Set(providers.flatMap((provider) => provider.schemes.map(({ name }) => name)));
  const source = parseReference(line, schemes);
  return source instanceof Failure ? void 0 : source;
}
async function checkJob(parts, context, plan, values, signal) {
  const { host } = parts;
  const { settings, inputs, reference } = plan;
  const opened = await openValues(plan.values, context.sessions, signal);
  host.born(opened.flatMap(({ documents }) => documents.flatMap(hiddenValues)));
  const notices = [
    ...plan.helm.notices,
    ...unmaskedValues(opened, context.given.inputs.minMaskLength),
    ...opened.flatMap(
      ({ file, documents }) => documents.flatMap((document) => plan.helm.judge(helmMapOf(document), file))
    )
  ];
  const decrypted = handedValues(opened, parts.temp);
  if (reference === void 0)
    return { handed: decrypted, outputs: handedOutputs(decrypted), notices, planned: void 0 };
  const built = await build(parts, context, plan, values, signal);
  const access = await parts.login(reference, inputs, await kubeconfigOf(context, inputs, signal), signal);
  const client = createClient(access, host);
  const user = await whoAmI(client, signal);
  const { desired, names, reuse } = await realNames(built.desired, client, host, signal);
  const external = desired.filter(isExternal);
  const sync = external.length === 0 ? void 0 : await syncOf(external, desired, plan, context, client, parts, signal);
  const namespaces = [...new Set(external.flatMap(({ key }) => key.namespace ?? []))];
  const asked = { desired, settings, restart: inputs.restart, sync: namespaces, reuse };
  await checkRights(asked, user, client, host, signal);
  const checked = await checkObjects(desired, settings, client, host, signal);
  const report = (changes) => ({
    cluster: access.shown,
    user: host.said(user?.user ?? "unknown"),
    namespace: settings.namespace,
    manager: settings.manager,
    dryRun: false,
    applied: [],
    left: [],
    synced: [],
    restarted: [],
    names,
    notices: [...built.notices, ...sync?.notices ?? []],
    ...changes
  });
  const handed = [...decrypted, ...inputs.exportKubeconfig ? [exported()] : []];
  return {
    handed,
    outputs: handedOutputs(handed),
    notices,
    planned: report({ dryRun: true, applied: checked.planned, left: checked.left, ...await foreseen() }),
    apply: async (stop) => applyChecked(
      {
        checked,
        settings,
        client,
        host,
        restart: inputs.restart,
        report,
        ...sync === void 0 ? {} : { sync }
      },
      stop
    )
  };
  async function foreseen() {
    if (!context.given.inputs.dryRun) return {};
    const { wouldRestart, wouldSync } = await import("./commands-cluster-foreseen.js");
    const restarted = inputs.restart ? await wouldRestart(checked, client, host, signal) : [];
    return { restarted, notices: [...report({}).notices, ...wouldSync(external, inputs.restart)] };
  }
  function exported() {
    const exec = parts.exec(reference, inputs, access, plan.cloud);
    const namespace = settings.namespace === "" ? void 0 : settings.namespace;
    return handedKubeconfig(kubeconfigText(access, exec, namespace), access.shown, parts.temp);
  }
}
const isExternal = ({ key }) => groupOf(key.apiVersion) === GROUP && key.kind === "ExternalSecret";
async function build(parts, context, plan, values, signal) {
  const { inputs, settings, manifests, options, helm } = plan;
  const { host } = parts;
  const notices = [];
  const objects = { ...settings, now: host.clock.now() };
  const read = readManifests(await openManifests(manifests, context.sessions, signal), objects);
  const made = secretsOfLines(values.flatMap(lineValues), options, objects);
  const mapping = helm.mapping;
  let desired = [...read.desired, ...made.desired];
  const problems2 = [...read.problems, ...made.problems, ...oneSource(desired)];
  const external = read.desired.filter(isExternal);
  if (external.length > 0) {
    const { manifestCollisions, steady } = await import("./cluster-external-secrets.js").then(function(n) {
      return n.c;
    });
    problems2.push(...manifestCollisions(external, desired));
    desired = desired.map(steady);
  }
  if (mapping !== void 0) {
    const { externalSecretOf, mappingProblems, storeInputs, storeObjects, targetCollisions } = await import("./cluster-external-secrets.js").then(function(n) {
      return n.c;
    });
    problems2.push(...mappingProblems(mapping), ...targetCollisions(mapping, desired));
    const stores = storeObjects(plan.stores, storeInputs(context.given, parts.readText), mapping);
    problems2.push(...stores.problems);
    notices.push(...stores.notices);
    desired.push(...stores.desired, externalSecretOf(mapping, { helmRelease: settings.helmRelease }));
  }
  const [first, ...rest] = problems2;
  if (first) throw together([first, ...rest]);
  host.born(desired.flatMap(({ data }) => [...data?.values() ?? []]));
  return {
    desired: inputs.helmRelease === "" ? desired : desired.map((one) => markedForHelm(one, settings.helmRelease)),
    notices: [
      ...read.notices,
      ...made.notices,
      ...notices,
      ...unmaskedKeys(desired, context.given.inputs.minMaskLength)
    ]
  };
}
async function syncOf(external, made, { settings, helm }, context, client, { host }, signal) {
  const { checkSync, preflight, sync } = await import("./cluster-external-secrets.js").then(function(n) {
    return n.c;
  });
  const plan = await checkSync(external, helm.mapping, client, host, signal);
  const found = helm.mapping === void 0 ? void 0 : await preflight(helm.mapping, made, context, client, host, signal);
  const [first, ...rest] = found?.problems ?? [];
  if (first) throw together([first, ...rest]);
  return {
    notices: found?.notices ?? [],
    plan,
    run: async (stop) => sync(plan, settings, client, host, stop)
  };
}
async function kubeconfigOf({ tools, providers }, { kubeconfig: kubeconfig2 }, signal) {
  if (kubeconfig2 === void 0) return void 0;
  const source = referenceIn(kubeconfig2, providers);
  return source === void 0 ? kubeconfig2 : await tools.lend("kubeconfig", source, signal);
}
const MAX_MANAGER = 128;
const NAMESPACE = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const MS = 1e3;
function settingsOf(inputs, { version, event }) {
  const manager = inputs.fieldManager !== "" ? inputs.fieldManager : ["secrets-action", ...event.repository === "" ? [] : [event.repository]].join("/").slice(0, MAX_MANAGER);
  if (manager.length > MAX_MANAGER || !/^[\x20-\x7e]+$/.test(manager))
    return invalid("field-manager", "is longer than 128 printable characters", "field-manager: deploy");
  for (const [input, names] of [
    ["namespace", inputs.namespace === "" ? [] : [inputs.namespace]],
    ["allow-namespaces", inputs.allowNamespaces]
  ])
    if (!names.every((name) => NAMESPACE.test(name)))
      return invalid(input, "is no name of a namespace", `${input}: liquid-hive-prod`);
  if (inputs.prune === "true" && inputs.applyset === "")
    return invalid(
      "prune",
      "needs an applyset: without one nothing says what was applied before",
      "applyset: NAME"
    );
  return {
    namespace: inputs.namespace,
    allowNamespaces: inputs.allowNamespaces,
    allowKinds: inputs.allowKinds,
    createNamespace: inputs.createNamespace,
    manager,
    conflicts: inputs.conflicts,
    takeOwnership: inputs.takeOwnership,
    helmRelease: inputs.helmRelease === "" ? void 0 : inputs.helmRelease,
    applySet: inputs.applyset === "" ? void 0 : inputs.applyset,
    prune: inputs.prune,
    tool: `secrets-action/${version}`,
    waitMs: inputs.waitTimeout * MS
  };
}
const invalid = (input, what, fix) => new Failure("INPUT_INVALID", `The input ${input} ${what}.`, { at: { input }, fix });
function sourceCollisions(lines, manifests, mapping, namespace) {
  const made = /* @__PURE__ */ new Map();
  const found = /* @__PURE__ */ new Map();
  const add = (kind, within, name, source) => {
    const shown2 = `${kind} ${within}/${name}`;
    const other = made.get(shown2);
    made.set(shown2, other ?? source);
    if (other === void 0 || other.input === source.input) return;
    found.set(
      shown2,
      new Failure("NAME_COLLISION", `${shown2} is made twice: by ${other.input} and by ${source.input}.`, {
        at: source.at,
        fix: "One Secret has one kind of source: lines, a manifest or an ExternalSecret."
      })
    );
  };
  for (const { line, file } of lines)
    for (const to of line.destinations)
      if (to.kind === "secret" || to.kind === "configmap")
        add(to.kind === "secret" ? "Secret" : "ConfigMap", to.namespace ?? namespace, to.object, {
          input: "secrets",
          at: { ...file === void 0 ? { input: "secrets" } : { file }, line: line.line }
        });
  for (const { file, documents } of manifests)
    for (const { root, line } of documents)
      for (const { kind, within, name } of namesIn(root))
        add(kind, within ?? namespace, name, {
          input: "apply",
          at: { file, ...line === void 0 ? {} : { line } }
        });
  if (mapping !== void 0)
    add("Secret", mapping.namespace, mapping.target, {
      input: "external-secrets",
      at: { file: mapping.file }
    });
  return [...found.values()];
}
function namesIn(root) {
  if (root.kind !== "map") return [];
  const items = root.entries.get("items");
  const kind = textAt(root, "kind") ?? "";
  if (items?.kind === "list" && kind.endsWith("List")) return items.items.flatMap(namesIn);
  const metadata2 = root.entries.get("metadata");
  const name = textAt(metadata2, "name") ?? "";
  const within = textAt(metadata2, "namespace");
  const isOne = textAt(root, "apiVersion") === "v1" && (kind === "Secret" || kind === "ConfigMap");
  return isOne && [name, within ?? "a"].every((one) => /^[a-z0-9][-.a-z0-9]{0,252}$/.test(one)) ? [{ kind, within, name }] : [];
}
function textAt(node, key) {
  const at2 = node?.kind === "map" ? node.entries.get(key) : void 0;
  return at2?.kind === "leaf" && typeof at2.value === "string" ? at2.value : void 0;
}
async function clusterJob(parts, context) {
  const inputs = context.given.providers.get("cluster").values;
  if (inputs.externalSecrets.length > 0 || inputs.helmValues.length > 0) await loadYaml();
  const problems2 = [];
  const keep = (result) => {
    if (!(result instanceof Failure)) return result;
    problems2.push(result);
    return void 0;
  };
  const lines = context.lines.filter(({ line }) => isForCluster(line));
  const paths = expandManifestPaths(inputs.apply, parts.workspace);
  const read = await readManifestFiles(parts, paths.files, context.providers);
  const options = parseSecretOptions(inputs.secretOptions);
  const values = valuesFiles(inputs, context.providers);
  const helm = readHelm(inputs, parts);
  const stores = parseStores(inputs.externalSecretsStore);
  problems2.push(
    ...paths.problems,
    ...read.problems,
    ...options.problems,
    ...values.problems,
    ...helm.problems,
    ...stores.problems
  );
  problems2.push(...sourceCollisions(lines, read.manifests, helm.mapping, inputs.namespace));
  const settings = keep(settingsOf(inputs, parts));
  const isAsked = lines.length > 0 || inputs.apply.trim() !== "" || inputs.externalSecrets.length > 0 || inputs.exportKubeconfig;
  const clouds = context.providers.flatMap(({ clusterSchemes }) => clusterSchemes);
  const reference = isAsked ? keep(clusterOf(inputs, clouds)) : void 0;
  if (reference !== void 0) {
    const shared = sharedAudience(
      reference,
      inputs,
      context.providers.map(({ audience }) => audience)
    );
    problems2.push(...checkLogin(reference, inputs), ...shared === void 0 ? [] : [shared]);
  }
  const cloud2 = reference?.kind === "cloud" ? keep(cloudOf(reference, context)) : void 0;
  if (reference !== void 0 && inputs.exportKubeconfig) {
    const refused2 = parts.notHandedOn(reference, inputs, cloud2?.at[0]?.provider.id);
    if (refused2 !== void 0) problems2.push(refused2);
  }
  const sops = read.manifests.flatMap(({ located }) => located === void 0 ? [] : [located]);
  return {
    problems: problems2,
    ...isAsked || values.files.length > 0 ? {} : { idle: nothingToDo() },
    files: [
      ...paths.files.map(({ path: path2 }) => path2),
      ...inputs.helmValues,
      ...helm.files,
      ...loginFiles(reference, inputs, parts.workspace, parts.env)
    ],
    asks: [...sops, ...values.files.map(({ located }) => located), ...cloud2 === void 0 ? [] : [cloud2]],
    check: async (named2, signal) => {
      const plan = {
        inputs,
        settings,
        reference,
        cloud: cloud2?.at[0]?.provider.id,
        manifests: read.manifests,
        options: options.options,
        values: values.files,
        helm,
        stores: stores.stores
      };
      return await checkJob(parts, context, plan, named2, signal);
    }
  };
}
const nothingToDo = () => new Failure("INPUT_INVALID", "Something is said of a cluster, and nothing is to be done there.", {
  at: { input: "apply" },
  fix: "apply: |\n  helm/secrets/*.enc.yaml"
});
function clusterOf(inputs, clouds) {
  if (inputs.cluster !== "") return parseCluster(inputs.cluster, clouds);
  if (inputs.kubeconfig !== void 0) return { kind: "kubeconfig", path: void 0, context: void 0 };
  return new Failure("INPUT_INVALID", "There is something to apply, and no cluster.", {
    at: { input: "cluster" },
    fix: "cluster: eks://NAME   # or https://HOST, in-cluster://, kubeconfig://PATH"
  });
}
function cloudOf({ reference }, { providers }) {
  for (const provider of providers) {
    const locator = provider.locateCluster(reference);
    if (locator instanceof Failure) return locator;
    if (locator !== void 0) return { at: [{ provider, locator }] };
  }
  return void 0;
}
var cluster = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  clusterJob,
  clusterOf
});
const MAX_SHOWN = 500;
const MIN_MASKED = 4;
const MIN_CUT = 4;
const CUT = /[.…"'`\\)}\]|,\s]+$/;
const QUOTING = [
  // Of a server-side apply; it may be a whole map.
  [/(valueUnstructured\{Value:).*/s, "$1***}"],
  // Of a JSON decoder: a window of the body.
  [/(error found in #\d+ byte of ).*/s, "$1***"],
  // Of a YAML decoder: the first characters of a scalar.
  [/(cannot unmarshal !!\w+ )`[^`]*`?/g, "$1***"]
];
function createKnown() {
  const known = /* @__PURE__ */ new Map();
  return {
    add: (secrets) => secrets.filter((secret) => {
      const value = Buffer.from(secret.revealBytes()).toString("latin1");
      if (known.has(value)) return false;
      known.set(value, secret);
      return true;
    }),
    all: () => known.values()
  };
}
function createSaid(secrets) {
  let masks;
  return (text) => {
    const now = [...secrets()];
    if (masks === void 0 || !isSame(masks.of, now)) masks = masksFor(now);
    const { short } = masks;
    let shown2 = text;
    for (const [pattern, instead] of QUOTING) shown2 = shown2.replace(pattern, instead);
    shown2 = shown2.toWellFormed();
    if (mayHold(shown2, masks.beginnings)) shown2 = masked(shown2, masks.automaton());
    if (short !== void 0) shown2 = shown2.replace(short, "***");
    return bounded(printable(shown2.replace(/\s+/g, " ").trim()));
  };
}
function masksFor(secrets) {
  const short = secrets.filter((one) => isTooShort(one, MIN_MASKED) && !isTooShort(one, 1)).flatMap((one) => (one.reveal() ?? "").split(/[\r\n]+/)).map((line) => line.trim()).filter((line) => line !== "").map((line) => line.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
  const { forms } = runMasks(secrets, MIN_MASKED);
  let automaton;
  return {
    of: secrets,
    beginnings: new Set(forms.map(beginningOf)),
    automaton: () => automaton ??= new MaskAutomaton(forms),
    short: short.length === 0 ? void 0 : new RegExp(`(?<!\\w)(?:${short.join("|")})(?!\\w)`, "g")
  };
}
const beginningOf = (form) => Buffer.from(form.slice(0, MIN_CUT + 1)).toString("latin1", 0, MIN_CUT);
function mayHold(text, beginnings) {
  const bytes2 = Buffer.from(text).toString("latin1");
  for (let at2 = 0; at2 + MIN_CUT <= bytes2.length; at2 += 1)
    if (beginnings.has(bytes2.slice(at2, at2 + MIN_CUT))) return true;
  return false;
}
const isSame = (a, b) => a.length === b.length && a.every((one, i) => one === b[i]);
function masked(text, automaton) {
  const end = CUT.exec(text.slice(-64))?.[0] ?? "";
  const stream = new MaskStream(automaton);
  const shown2 = Buffer.from(stream.push(Buffer.from(text.slice(0, text.length - end.length)))).toString(
    "utf8"
  );
  const rest = stream.held >= MIN_CUT ? "***" : Buffer.from(stream.finish()).toString("utf8");
  const whole = new MaskStream(automaton);
  const all = Buffer.concat([whole.push(Buffer.from(text)), whole.finish()]).toString("utf8");
  return rest === "***" && all.endsWith(end) ? shown2 + rest + end : all;
}
function bounded(text) {
  if (text.length <= MAX_SHOWN) return text;
  return `${text.slice(0, MAX_SHOWN - 1).toWellFormed().replace(/\ufffd$/, "")}\u2026`;
}
const inputText = ({ env }, name) => env[`INPUT_${name.toUpperCase()}`]?.trim() ?? "";
const givenInputs = (runner, cloud2) => (PROVIDERS.find(({ id }) => id === cloud2)?.inputs ?? []).filter(({ name, default: usual }) => {
  const text = inputText(runner, name);
  return text !== "" && text !== usual;
});
function notHandedOn(runner, reference, inputs, cloud2) {
  const secret = givenInputs(runner, cloud2).find((spec) => spec.secret);
  if (secret === void 0) return notExportable(reference, inputs);
  return new Failure(
    "INPUT_INVALID",
    `export-kubeconfig: later steps do not have what the input ${secret.name} holds, and no credential is written.`,
    { at: { input: "export-kubeconfig" }, fix: "Log in by the job's own token: aws-role: ARN" }
  );
}
function exportedExec(runner, reference, inputs, access, cloud2) {
  const more = [
    ["cluster-server", access.server.href.replace(/\/$/, "")],
    ...access.trust.ca === void 0 ? [] : [["cluster-ca", access.trust.ca]],
    ...givenInputs(runner, cloud2).map(({ name, kind }) => [
      name,
      kind === "boolean" ? true : inputText(runner, name)
    ])
  ];
  const caCert = inputText(runner, "ca-cert");
  const trusted = caCert === "" ? [] : [["ca-cert", readCa(runner, caCert)]];
  const cli = path.join(path.dirname(process.argv[1] ?? ""), "cli.js");
  const login = reference.kind === "kubeconfig" ? [] : more;
  const cluster2 = fromAnywhere(reference, inputs.cluster, runner.workspace);
  return {
    command: process.execPath,
    args: execArguments(cli, { ...inputs, cluster: cluster2 }, [...login, ...trusted])
  };
}
function fromAnywhere(reference, cluster2, workspace) {
  if (reference.kind !== "kubeconfig" || reference.path === void 0 || reference.path.startsWith("~/"))
    return cluster2;
  const { context } = reference;
  return `kubeconfig://${path.resolve(workspace, reference.path)}${context === void 0 ? "" : `#${context}`}`;
}
const CONFIGS = [".sops.yaml", "sops.yaml"];
const MAX_CONFIG_BYTES = 1024 * 1024;
async function promiseOf(workspace, file) {
  if (/\.enc\.[^./\\]+$/.test(file)) return "its name has .enc. in it";
  const full = path.resolve(workspace, file);
  for (let folder = path.dirname(full); ; folder = path.dirname(folder)) {
    for (const config of CONFIGS) {
      const at2 = path.join(folder, config);
      const stat = fs.statSync(at2, { throwIfNoEntry: false });
      if (!stat?.isFile() || stat.size > MAX_CONFIG_BYTES) continue;
      const shown2 = path.relative(workspace, at2);
      const { promisingRule } = await import("./sops-creation-rules.js");
      const rule = await promisingRule(fs.readFileSync(at2, "utf8"), path.relative(folder, full), shown2);
      return rule === void 0 ? void 0 : `${rule} of ${shown2} is for it`;
    }
    if (folder === path.resolve(workspace) || path.dirname(folder) === folder) return void 0;
  }
}
const MAX_MANIFEST_BYTES = 64 * 1024 * 1024;
const MS_PER_SECOND = 1e3;
function clusterParts(runner, context) {
  const { workspace } = runner;
  const known = createKnown();
  const host = {
    http: context.tools.http,
    clock: systemClock,
    born: (secrets) => {
      const fresh = known.add(secrets);
      if (fresh.length > 0) context.tools.born(fresh);
    },
    said: createSaid(known.all),
    warn: (text) => runner.annotate("warning", text),
    info: runner.info,
    debug: runner.debug
  };
  return {
    host,
    workspace,
    env: runner.env,
    temp: runner.temp,
    version: VERSION,
    event: runner.event(),
    readText: (file) => readText(workspace, file),
    findText: (file) => isFile(path.resolve(workspace, file)) ? readText(workspace, file) : void 0,
    templates: (chart) => fs.globSync("templates/**/*.{yaml,yml,tpl}", { cwd: path.resolve(workspace, chart) }).map((name) => {
      const file = path.join(chart, name);
      return { file, text: readText(workspace, file) };
    }),
    promised: async (file) => promiseOf(workspace, file),
    notHandedOn: (reference, inputs, cloud2) => notHandedOn(runner, reference, inputs, cloud2),
    exec: (reference, inputs, access, cloud2) => exportedExec(runner, reference, inputs, access, cloud2),
    login: async (reference, inputs, kubeconfig2, signal) => {
      const needs = { ...needsOf(runner, context), ...kubeconfig2 === void 0 ? {} : { kubeconfig: kubeconfig2 } };
      return await openAccess(reference, inputs, needs, host, signal);
    }
  };
}
function needsOf(runner, { providers, sessions, tools }) {
  return {
    env: runner.env,
    workspace: runner.workspace,
    home: os.homedir() || void 0,
    face: runner.face,
    idToken: async (audience, signal) => {
      const { token, claims } = await tools.idToken(audience, signal);
      return { token, ...expiry(claims) };
    },
    cloud: async (reference, signal) => {
      for (const provider of providers) {
        const locator = provider.locateCluster(reference);
        if (locator instanceof Failure) throw locator;
        const session = locator === void 0 ? void 0 : await sessions.of(provider, signal);
        if (session?.cluster !== void 0) return session.cluster(locator);
      }
      throw new Failure("REFERENCE_INVALID", "No provider knows such clusters.", {
        at: { input: "cluster" }
      });
    }
  };
}
const expiry = ({ exp }) => typeof exp === "number" ? { expires: new Date(exp * MS_PER_SECOND) } : {};
const isFile = (file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
function readText(workspace, file) {
  const full = path.resolve(workspace, file);
  const stat = fs.statSync(full, { throwIfNoEntry: false });
  if (!stat?.isFile())
    throw new Failure("FILE_NOT_FOUND", "There is no such file in the workspace.", {
      at: { file },
      fix: "Run actions/checkout before this step, and name the file relative to the workspace."
    });
  if (stat.size > MAX_MANIFEST_BYTES)
    throw new Failure("LIMIT_EXCEEDED", "The file is larger than any manifest.", {
      at: { file },
      fix: "Split the file: the API server takes 3 MiB an object."
    });
  return fs.readFileSync(full, "utf8");
}
var clusterHost = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  clusterParts
});
export {
  ApiFault as A,
  DATA_HASH as D,
  FORCE_SYNC as F,
  GROUP as G,
  MANAGED_LABEL as M,
  _export as _,
  API_VERSION$2 as a,
  isSameAuthority as b,
  checkedPem as c,
  cluster as d,
  clusterHost as e,
  failureOf as f,
  isSameServer as i,
  parseServer as p
};
