import { F as Failure, K as readBounded, l as loadYaml, t as together, p as parseYaml, S as Secret, y as printable } from "./kernel-base.js";
import { p as parseServer, c as checkedPem } from "./cluster.js";
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
import { t as tokenFileBearer } from "./cluster-login-token-file.js";
const MAX_BYTES$1 = 1024 * 1024;
const wrong = (code, message, file, fix) => new Failure(code, message, { at: file === void 0 ? { input: "kubeconfig" } : { file }, fix });
function textIn({ fields, file }, name) {
  const value = fields.get(name) ?? void 0;
  if (value === void 0 || value === "") return void 0;
  if (typeof value === "string") return value;
  throw wrong("KUBECONFIG_INVALID", `The field ${name} is no text.`, file, `Put it in quotes: ${name}: "\u2026"`);
}
function textsIn(value, name, file) {
  if (value === void 0 || value === null) return [];
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value;
  throw wrong("KUBECONFIG_INVALID", `The field ${name} is no list of texts.`, file, `${name}: ["\u2026"]`);
}
function bytesIn(entry, name) {
  const data = textIn(entry, `${name}-data`);
  if (data !== void 0) return Buffer.from(data, "base64");
  const file = fileIn(entry, name);
  return file === void 0 ? void 0 : readBounded(file, MAX_BYTES$1).bytes;
}
function fileIn(entry, name) {
  const text = textIn(entry, name);
  if (text === void 0 || path.isAbsolute(text)) return text;
  if (entry.file !== void 0) return path.resolve(path.dirname(entry.file), text);
  throw wrong(
    "KUBECONFIG_REFUSED",
    `The field ${name} of the input kubeconfig is a relative path, and an input has no folder.`,
    void 0,
    "Write the content into it:\nkubectl config view --raw --minify --flatten"
  );
}
function mergeKubeconfigs(files) {
  const merge = (list, inner) => {
    const merged = /* @__PURE__ */ new Map();
    for (const file of files)
      for (const [name, entry] of entriesIn(file, list, inner))
        if (!merged.has(name)) merged.set(name, entry);
    return merged;
  };
  const currents = files.map(({ root, file }) => textIn({ fields: root, file }, "current-context"));
  return {
    current: currents.find((current) => current !== void 0),
    contexts: merge("contexts", "context"),
    clusters: merge("clusters", "cluster"),
    users: merge("users", "user")
  };
}
function chosenContext(merged, asked, file) {
  const name = asked ?? merged.current;
  const fix = "kubectl config get-contexts\ncluster: kubeconfig://PATH#CONTEXT";
  if (name === void 0)
    throw wrong("KUBECONFIG_INVALID", "The kubeconfig has no current context, and none is named.", file, fix);
  const context = merged.contexts.get(name);
  if (context === void 0)
    throw wrong(
      "KUBECONFIG_INVALID",
      `The kubeconfig has no context of the ${asked === void 0 ? "name that is its current one" : "given name"}.`,
      file,
      fix
    );
  const named = (kind, among) => {
    const text = textIn(context, kind);
    const entry = text === void 0 ? void 0 : among.get(text);
    if (entry !== void 0) return entry;
    if (kind === "user" && text === void 0) return { fields: /* @__PURE__ */ new Map(), file: context.file };
    throw wrong(
      "KUBECONFIG_INVALID",
      `The context names ${text === void 0 ? `no ${kind}` : `a ${kind} that is not there`}.`,
      context.file,
      fix
    );
  };
  return {
    name,
    namespace: textIn(context, "namespace"),
    cluster: named("cluster", merged.clusters),
    user: named("user", merged.users)
  };
}
function entriesIn({ root, file }, list, inner) {
  const value = root.get(list) ?? [];
  const entries = /* @__PURE__ */ new Map();
  const refuse = (what) => wrong("KUBECONFIG_INVALID", `${list} ${what}.`, file, "kubectl config view --raw");
  if (!Array.isArray(value)) throw refuse("is no list");
  for (const one of value) {
    const name = one instanceof Map ? one.get("name") : void 0;
    if (!(one instanceof Map) || typeof name !== "string") throw refuse("has an entry without a name");
    const fields = one.get(inner) ?? /* @__PURE__ */ new Map();
    if (!(fields instanceof Map)) throw refuse(`has an entry whose ${inner} is no map`);
    if (entries.has(name)) throw refuse("has two entries of one name");
    entries.set(name, { fields, file });
  }
  return entries;
}
const DECIDING = [
  "server",
  "certificate-authority",
  "certificate-authority-data",
  "insecure-skip-tls-verify",
  "tls-server-name",
  "proxy-url",
  "client-certificate",
  "client-certificate-data",
  "client-key",
  "client-key-data",
  "token",
  "tokenFile",
  "as",
  "as-uid",
  "as-groups",
  "as-user-extra",
  "username",
  "password",
  "auth-provider",
  "exec"
];
function policyProblem({ file, inside, root }) {
  if (!inside) return void 0;
  const entries = [...entriesOf(root, "clusters", "cluster"), ...entriesOf(root, "users", "user")];
  if (entries.length === 0) return void 0;
  const named = DECIDING.filter((field) => entries.some((entry) => entry.has(field)));
  const what = named.length === 0 ? "clusters or users" : named.join(", ");
  return wrong(
    "KUBECONFIG_REFUSED",
    `The kubeconfig lies in the workspace, where a pull request can change it, and says more than a context: ${what}.`,
    file,
    "Write it outside of the workspace (to RUNNER_TEMP), or give it as an input:\nkubeconfig: ${{ secrets.KUBECONFIG }}\nOr name the cluster itself:\ncluster: eks://NAME"
  );
}
function entriesOf(root, list, inner) {
  const value = root.get(list);
  if (value === void 0 || value === null) return [];
  const entries = Array.isArray(value) ? value : [value];
  return entries.map((entry) => {
    const fields = entry instanceof Map ? entry.get(inner) : void 0;
    return fields instanceof Map ? fields : /* @__PURE__ */ new Map();
  });
}
const MAX_BYTES = 4 * 1024 * 1024;
const PLAIN = /^\s*(?:\{|(?:---|#|%YAML|["']?(?:apiVersion|kind|clusters|users|contexts|current-context|preferences)["']?\s*:))/;
async function readKubeconfigs(named, needs) {
  await loadYaml();
  if (named === void 0 && needs.kubeconfig !== void 0) return [readInput(needs.kubeconfig)];
  const files = named === void 0 ? usual(needs) : [located(named, needs)];
  const there = named === void 0 ? files.filter((file) => fs.existsSync(file)) : files;
  if (there.length === 0) throw none(needs);
  const read = [...new Set(there)].map((file) => readFile(file, needs));
  const [first, ...others] = read.map(policyProblem).filter((problem) => problem !== void 0);
  if (first !== void 0) throw together([first, ...others]);
  return read;
}
function usual({ env, home, face }) {
  const list = (env["KUBECONFIG"] ?? "").split(path.delimiter).filter((file) => file !== "");
  if (list.length > 0) return list.map((file) => path.resolve(file));
  return face === "terminal" && home !== void 0 ? [path.join(home, ".kube", "config")] : [];
}
function located(named, { workspace, home }) {
  if (home !== void 0 && named.startsWith("~/")) return path.join(home, named.slice(2));
  return path.resolve(workspace, named);
}
const none = ({ face }) => new Failure(
  "FILE_NOT_FOUND",
  face === "terminal" ? "There is no kubeconfig: neither KUBECONFIG nor ~/.kube/config names a file that is there." : "There is no kubeconfig: KUBECONFIG names no file that is there, and ~/.kube/config counts only where it is named.",
  {
    at: { input: "cluster" },
    fix: "cluster: kubeconfig://PATH#CONTEXT\nor give it as an input:\nkubeconfig: ${{ secrets.KUBECONFIG }}"
  }
);
function readFile(file, needs) {
  const { bytes, realPath } = readBounded(file, MAX_BYTES);
  const root = rootOf(parseYaml(bytes.toString("utf8"), { code: "KUBECONFIG_INVALID", file }), file);
  return { file, inside: isInside(file, realPath, needs), root };
}
function isInside(file, realPath, { workspace, home, face }) {
  const isOwn = face === "terminal" && home !== void 0 && file === path.join(home, ".kube", "config");
  if (isOwn && realPath === real(path.dirname(file), path.basename(file))) return false;
  const root = real(workspace);
  return [file, realPath].some((one) => isBelow(one, workspace) || isBelow(one, root));
}
const isBelow = (file, folder) => {
  const relative = path.relative(folder, file);
  return relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
};
function real(folder, name = "") {
  try {
    return path.join(fs.realpathSync.native(folder), name);
  } catch {
    return path.resolve(folder, name);
  }
}
function readInput(input) {
  const text = input.reveal();
  if (text === void 0)
    throw wrong(
      "KUBECONFIG_INVALID",
      "The input kubeconfig is no text.",
      void 0,
      "Give its text, or base64 of it."
    );
  const plain = PLAIN.test(text) ? text : Buffer.from(text, "base64").toString("utf8");
  if (!PLAIN.test(plain))
    throw wrong(
      "KUBECONFIG_INVALID",
      "The input kubeconfig is neither a kubeconfig, nor base64 of one, nor a reference.",
      void 0,
      "kubectl config view --raw --minify --flatten | base64 -w0"
    );
  return {
    file: void 0,
    inside: false,
    root: rootOf(parseYaml(plain, { code: "KUBECONFIG_INVALID" }), void 0)
  };
}
function rootOf(value, file) {
  if (value === null || value === void 0) return /* @__PURE__ */ new Map();
  if (value instanceof Map) return value;
  throw wrong(
    "KUBECONFIG_INVALID",
    "This is no kubeconfig: it is not one map.",
    file,
    "kubectl config view --raw"
  );
}
const CERTIFICATE = /-----BEGIN CERTIFICATE-----/;
function credentialIn(user, host) {
  refuseRemoved(user);
  return { ...certificateIn(user, host), ...bearerIn(user, host) };
}
function impersonationIn(user) {
  const name = textIn(user, "as");
  const uid = textIn(user, "as-uid");
  const groups = textsIn(user.fields.get("as-groups"), "as-groups", user.file);
  const given = user.fields.get("as-user-extra") ?? /* @__PURE__ */ new Map();
  if (!(given instanceof Map)) throw invalid(user, "as-user-extra is no map.");
  const extra = new Map(
    [...given].map(([key, value]) => [
      String(key),
      textsIn(value, "as-user-extra", user.file)
    ])
  );
  if (name !== void 0) return { user: name, ...uid === void 0 ? {} : { uid }, groups, extra };
  if (uid === void 0 && groups.length === 0 && extra.size === 0) return void 0;
  throw invalid(user, "The user has as-uid, as-groups or as-user-extra without as.");
}
function refuseRemoved(user) {
  const has = (name) => (user.fields.get(name) ?? "") !== "";
  const fix = "Use the token of a service account:\nkubectl create token NAME --duration 15m\nor name the cluster itself:\ncluster: eks://NAME   # or https://HOST, which trusts GitHub's tokens";
  if (has("username") || has("password"))
    throw wrong(
      "KUBECONFIG_REFUSED",
      "The kubeconfig's user has a username and a password, which Kubernetes takes no more since 1.19.",
      user.file,
      fix
    );
  if (has("auth-provider"))
    throw wrong(
      "KUBECONFIG_REFUSED",
      "The kubeconfig's user has an auth-provider, which Kubernetes removed in favour of exec plugins (1.26).",
      user.file,
      fix
    );
}
function certificateIn(user, host) {
  const cert = bytesIn(user, "client-certificate")?.toString("latin1");
  const bytes = bytesIn(user, "client-key");
  if (cert === void 0 && bytes === void 0) return {};
  if (cert === void 0 || bytes === void 0)
    throw invalid(user, "The user has one of client certificate and client key, without the other.");
  const key = Secret.ofBytes(bytes);
  host.born([key]);
  if (!CERTIFICATE.test(cert) || !isPair(cert, bytes))
    throw invalid(
      user,
      "The user's client certificate and client key are no certificate and its key, as PEM."
    );
  return { certificate: { cert, key } };
}
function isPair(cert, key) {
  try {
    return new crypto.X509Certificate(cert).checkPrivateKey(crypto.createPrivateKey(key));
  } catch {
    return false;
  }
}
function bearerIn(user, host) {
  const file = fileIn(user, "tokenFile");
  if (file !== void 0) return { bearer: tokenFileBearer(file, host) };
  const text = textIn(user, "token");
  if (text === void 0) return {};
  const token = Secret.of(text.trim());
  host.born([token]);
  if (!/^[\x21-\x7e]+$/.test(text.trim()))
    throw invalid(user, "The user's token is none: it has a space or a line end in it.");
  return { bearer: async () => ({ token }) };
}
const invalid = (user, message) => wrong("KUBECONFIG_INVALID", message, user.file, "kubectl config view --raw --minify --flatten");
const AWS = {
  "--cluster-name": "name",
  "--region": "region",
  "--role-arn": "ignored",
  "--profile": "ignored",
  "--output": "ignored",
  "--no-cli-pager": "alone"
};
const AUTHENTICATOR = {
  "-i": "name",
  "--cluster-id": "name",
  "--region": "region",
  "-r": "ignored",
  "--role": "ignored",
  "-s": "ignored",
  "--session-name": "ignored",
  "--cache": "alone"
};
const LATER = {
  "gke-gcloud-auth-plugin": "Google Kubernetes Engine",
  kubelogin: "Azure Kubernetes Service"
};
const NAME = /^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/;
const REGION = /^[a-z]{2,8}(?:-[a-z]{2,12}){1,3}-[0-9]{1,2}$/;
const SAID = /* @__PURE__ */ new Set(["--role-arn", "--role", "-r", "--profile"]);
function knownExec(exec, file) {
  const fields = exec instanceof Map ? exec : /* @__PURE__ */ new Map();
  const command = fields.get("command");
  const program = typeof command === "string" ? (command.split(/[/\\]/).at(-1) ?? "").replace(/\.exe$/i, "") : "";
  const args = textsIn(fields.get("args"), "args", file);
  const later = LATER[program];
  if (later !== void 0)
    return wrong(
      "KUBECONFIG_REFUSED",
      `The kubeconfig runs ${program} to log in. No program is run here, and there is no provider for ${later} yet.`,
      file,
      "Until then let the API server trust GitHub's tokens (cluster: https://HOST), or use a kubeconfig with the token of a service account:\nkubectl create token NAME --duration 15m"
    );
  const known = program === "aws" ? parse(args, AWS, ["eks", "get-token"]) : program === "aws-iam-authenticator" ? parse(args, AUTHENTICATOR, ["token"]) : void 0;
  if (known === void 0)
    return wrong(
      "KUBECONFIG_REFUSED",
      "The kubeconfig runs a program to log in. None is run here: it could be any, with this job's secrets in reach.",
      file,
      "Name the cluster in its place:\ncluster: eks://NAME   # or https://HOST, which trusts GitHub's tokens\nor use a kubeconfig with the token of a service account."
    );
  const region = known.region ?? regionIn(fields.get("env"));
  if (known.name !== void 0 && NAME.test(known.name) && (region === void 0 || REGION.test(region)))
    return { scheme: "eks", name: known.name, region, ignored: known.ignored };
  return wrong(
    "KUBECONFIG_REFUSED",
    `The kubeconfig runs ${program} to log in, in a way that is not known here, so that our own login cannot stand for it.`,
    file,
    "Name the cluster in its place:\ncluster: eks://NAME?region=REGION"
  );
}
const referenceOf = ({ scheme, name, region }) => ({
  kind: "reference",
  scheme,
  locator: name,
  query: new Map(region === void 0 ? [] : [["region", region]]),
  field: void 0
});
function parse(args, flags, words) {
  const found = [];
  const ignored = [];
  const values = /* @__PURE__ */ new Map();
  const unknown = { name: void 0, region: void 0, ignored: [] };
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at];
    if (!arg.startsWith("-")) {
      found.push(arg);
      continue;
    }
    const equals = arg.indexOf("=");
    const flag = equals === -1 ? arg : arg.slice(0, equals);
    const meaning = Object.hasOwn(flags, flag) ? flags[flag] : void 0;
    if (meaning === void 0) return unknown;
    if (meaning === "alone") continue;
    const value = equals === -1 ? args[at += 1] : arg.slice(equals + 1);
    if (value === void 0 || values.has(meaning)) return unknown;
    if (meaning !== "ignored") values.set(meaning, value);
    else if (SAID.has(flag)) ignored.push(flag);
  }
  if (found.join(" ") !== words.join(" ")) return void 0;
  return { name: values.get("name"), region: values.get("region"), ignored };
}
function regionIn(env) {
  const variables = Array.isArray(env) ? env : [];
  const valueOf = (name) => {
    const found = variables.find((one) => one instanceof Map && one.get("name") === name);
    const value = found instanceof Map ? found.get("value") : void 0;
    return typeof value === "string" && value !== "" ? value : void 0;
  };
  return valueOf("AWS_REGION") ?? valueOf("AWS_DEFAULT_REGION");
}
const MAX_SHOWN = 100;
async function kubeconfigAccess({ path: path2, context: asked }, given, needs, host, signal) {
  const files = await readKubeconfigs(path2, needs);
  const context = chosenContext(mergeKubeconfigs(files), asked, files[0]?.file);
  const { cluster, user } = context;
  const impersonate = impersonationIn(user);
  const more = {
    ...context.namespace === void 0 ? {} : { namespace: context.namespace },
    ...impersonate === void 0 ? {} : { impersonate }
  };
  const place = placeIn(cluster, given, host);
  const exec = user.fields.get("exec") ?? void 0;
  if (exec !== void 0) {
    const known = knownExec(exec, user.file);
    if (known instanceof Failure) throw known;
    const { replacedExec } = await import("./cluster-login-replaced-exec.js");
    return { ...await replacedExec(known, cluster, place, given, needs, host, signal), ...more };
  }
  if (place.trust.insecure)
    host.warn(
      "The kubeconfig says insecure-skip-tls-verify: whoever is on the way can pass for the API server, and read the token and the values."
    );
  const name = printable(context.name).slice(0, MAX_SHOWN);
  return {
    shown: `${place.server.host} (context ${name})`,
    ...place,
    ...credentialIn(user, host),
    ...more,
    advice: {
      unauthorized: "The API server does not take the credential of this kubeconfig: it may have ended, or be of another cluster. With the same kubeconfig:\nkubectl auth whoami"
    }
  };
}
function placeIn(cluster, given, host) {
  const text = textIn(cluster, "server");
  const own = parseServer(text ?? "", "The server of the kubeconfig's cluster", "server: https://HOST:6443");
  const server = given.server ?? own;
  if (server instanceof Failure) throw server;
  const proxy = textIn(cluster, "proxy-url");
  const url = proxy !== void 0 && URL.canParse(proxy) ? new URL(proxy) : void 0;
  if (url !== void 0 && url.password !== "") host.born([Secret.of(url.password)]);
  if (proxy !== void 0 && url?.protocol !== "http:" && url?.protocol !== "https:")
    throw wrong(
      "KUBECONFIG_REFUSED",
      "The proxy-url of the kubeconfig is no http: or https: address; no other proxy is spoken to here.",
      cluster.file,
      "proxy-url: http://HOST:PORT"
    );
  const serverName = textIn(cluster, "tls-server-name");
  return {
    server,
    trust: { ...trustIn(cluster, given), ...serverName === void 0 ? {} : { serverName } },
    ...proxy === void 0 ? {} : { proxy }
  };
}
function trustIn(cluster, given) {
  if (given.ca !== void 0) return { ca: given.ca };
  const skip = cluster.fields.get("insecure-skip-tls-verify") === true;
  const bytes = bytesIn(cluster, "certificate-authority");
  if (skip && bytes !== void 0)
    throw wrong(
      "KUBECONFIG_INVALID",
      "The kubeconfig's cluster has a CA and insecure-skip-tls-verify, which leaves it out.",
      cluster.file,
      "Remove insecure-skip-tls-verify."
    );
  if (bytes === void 0) return skip ? { insecure: true } : {};
  const where = "The certificate-authority of the kubeconfig's cluster";
  return { ca: checkedPem(bytes.toString("latin1"), where, { code: "KUBECONFIG_INVALID" }) };
}
var kubeconfig = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  kubeconfigAccess
});
export {
  bytesIn as b,
  kubeconfig as k,
  referenceOf as r,
  textIn as t,
  wrong as w
};
