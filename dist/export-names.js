import { F as Failure, a as asFailure, S as Secret } from "./report-failure.js";
import { r as reasonOf } from "./entries-version.js";
function locate(source, providers, chain) {
  const asked = source.kind === "bare" ? chain : providers.filter((p) => p.schemes.some((scheme) => scheme.name === source.scheme));
  const at = [];
  for (const provider of asked) {
    const locator = provider.locate(source);
    if (locator instanceof Failure) return locator;
    at.push({ provider, locator });
  }
  if (at.length === 0) return new Failure("REFERENCE_INVALID", "No provider answers to this reference.");
  return { at };
}
async function resolve(wanted, fallbackOn, sessions, signal) {
  const skipped = wanted.map(() => []);
  const done = /* @__PURE__ */ new Map();
  for (let turn = 0; wanted.some((located, i) => !done.has(i) && turn < located.at.length); turn++) {
    const asking = /* @__PURE__ */ new Map();
    for (const [i, located] of wanted.entries()) {
      const provider = done.has(i) ? void 0 : located.at[turn]?.provider;
      if (provider) asking.set(provider, [...asking.get(provider) ?? [], i]);
    }
    const turns = [...asking].map(async ([provider, indexes]) => {
      const outcomes = await ask(
        provider,
        sessions,
        indexes.map((i) => wanted[i].at[turn].locator),
        signal
      );
      for (const i of indexes) {
        const { locator } = wanted[i].at[turn];
        const outcome = outcomes.get(locator.id) ?? missingAnswer;
        const settled = settle(outcome, provider, locator, skipped[i], fallbackOn);
        if (settled) done.set(i, settled);
      }
    });
    await Promise.all(turns);
  }
  return wanted.map((_, i) => done.get(i) ?? { is: "missing", skipped: skipped[i] });
}
const missingAnswer = {
  is: "failed",
  error: new Failure("INTERNAL", "The provider gave no answer for this reference.")
};
async function ask(provider, sessions, locators, signal) {
  const unique = [...new Map(locators.map((locator) => [locator.id, locator])).values()];
  try {
    return await (await sessions.of(provider, signal)).read(unique, signal);
  } catch (error) {
    const failed = { is: "failed", error: asFailure(error) };
    return new Map(unique.map((locator) => [locator.id, failed]));
  }
}
function settle(outcome, provider, locator, skipped, fallbackOn) {
  if (outcome.is === "found")
    return {
      is: "found",
      content: outcome.value,
      provider: provider.id,
      shown: locator.shown,
      version: outcome.version,
      date: outcome.date,
      notices: outcome.notices ?? [],
      skipped
    };
  const reason = outcome.is === "failed" ? reasonOf(outcome.error) : void 0;
  if (outcome.is === "failed" && !(reason && fallbackOn.has(reason)))
    return { is: "failed", error: outcome.error, skipped };
  skipped.push({ provider: provider.id, why: outcome.is === "missing" ? outcome.why : reason ?? "failed" });
  return outcome.is === "missing" && !fallbackOn.has("not-found") ? { is: "missing", skipped } : void 0;
}
const MAX_DEPTH = 64;
class NumberText {
  text;
  constructor(text) {
    this.text = text;
  }
}
function jsonTree(text) {
  const source = text.reveal();
  if (source === void 0 || !/^\s*\{/.test(source)) return void 0;
  try {
    const parsed = JSON.parse(
      source,
      (_key, value, context) => typeof value === "number" ? new NumberText(context?.source ?? String(value)) : value
    );
    const node = nodeOf(parsed, 0);
    return node?.kind === "map" ? node.fields : void 0;
  } catch {
    return void 0;
  }
}
function nodeOf(value, depth = 0) {
  if (depth > MAX_DEPTH) return void 0;
  if (value === null || value === void 0) return { kind: "null" };
  if (Array.isArray(value)) {
    const items = [];
    for (const item of value) {
      const node = nodeOf(item, depth + 1);
      if (node === void 0) return void 0;
      items.push(node);
    }
    return { kind: "list", items, whole: Secret.of(jsonText(value)) };
  }
  if (value instanceof Map || isPlain(value)) {
    const fields = /* @__PURE__ */ new Map();
    for (const [key, child] of entriesOf(value)) {
      const node = nodeOf(child, depth + 1);
      if (node === void 0) return void 0;
      fields.set(key, node);
    }
    return { kind: "map", fields, whole: Secret.of(jsonText(value)) };
  }
  return { kind: "leaf", value: Secret.of(scalarText(value)), clear: false };
}
const isPlain = (value) => typeof value === "object" && value !== null && !(value instanceof NumberText) && !(value instanceof Date);
const entriesOf = (value) => value instanceof Map ? [...value].map(([key, child]) => [String(key), child]) : Object.entries(value);
function scalarText(value) {
  if (value instanceof NumberText) return value.text;
  return value instanceof Date ? value.toISOString() : String(value);
}
function jsonText(value) {
  if (value === null || value === void 0) return "null";
  if (Array.isArray(value)) return `[${value.map(jsonText).join(",")}]`;
  if (value instanceof Map || isPlain(value))
    return `{${entriesOf(value).map(([key, child]) => `${JSON.stringify(key)}:${jsonText(child)}`).join(",")}}`;
  return typeof value === "boolean" || typeof value === "bigint" || value instanceof NumberText || Number.isFinite(value) ? scalarText(value) : JSON.stringify(scalarText(value));
}
const SHOWN_FIELDS = 12;
function selectField(content, field) {
  if (content.kind === "listing")
    return new Failure("FIELD_AMBIGUOUS", "A prefix gives many values, and this line takes one.", {
      fix: "NAME_* = \u2026   # a wildcard, or the name of one value"
    });
  if (field === void 0) {
    const value = content.kind === "fields" ? content.whole : content.kind === "text" ? content.text : content.bytes;
    return { kind: "value", value, clear: content.kind === "text" && content.clear === true };
  }
  const fields = content.kind === "fields" ? content.fields : treeOfText(content.kind === "text" ? content.text : content.bytes);
  if (fields instanceof Failure) return fields;
  const node = selectNode(fields, field);
  if (node === void 0) return notFound(content.kind === "fields" ? fields : void 0);
  if (node.kind === "null") return { kind: "null" };
  if (node.kind === "leaf") return { kind: "value", value: node.value, clear: node.clear };
  return { kind: "value", value: node.whole, clear: isClear(node) };
}
function selectNode(fields, field) {
  if (field.kind === "path") return descend(fields, field.parts);
  return fields.get(field.key) ?? descend(fields, field.key.split("."));
}
function descend(fields, parts) {
  const [first, ...rest] = parts;
  let node = first === void 0 ? void 0 : fields.get(first);
  for (const part of rest) {
    if (node?.kind === "map") node = node.fields.get(part);
    else if (node?.kind === "list" && /^(0|[1-9][0-9]{0,8})$/.test(part)) node = node.items[Number(part)];
    else return void 0;
  }
  return node;
}
function isClear(node) {
  if (node.kind === "leaf") return node.clear;
  if (node.kind === "null") return true;
  return (node.kind === "list" ? node.items : [...node.fields.values()]).every(isClear);
}
function treeOfText(text) {
  const tree = jsonTree(text);
  if (tree instanceof Map) return tree;
  return new Failure("FIELD_NOT_FOUND", "A field was asked of a value that is no JSON object.", {
    fix: "Remove the #field to take the value as it is."
  });
}
function notFound(fields) {
  if (fields === void 0)
    return new Failure("FIELD_NOT_FOUND", "There is no such field.", {
      fix: "Compare the field with what is stored. Its keys are not shown: they are part of the value."
    });
  const names = [...fields.keys()];
  const shown = names.slice(0, SHOWN_FIELDS).join(", ");
  const more = names.length > SHOWN_FIELDS ? ` and ${names.length - SHOWN_FIELDS} more` : "";
  return new Failure("FIELD_NOT_FOUND", "There is no such field.", {
    fix: names.length === 0 ? "The object is empty." : `Fields at the top: ${shown}${more}`
  });
}
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const OUTPUT = /^[A-Za-z_][A-Za-z0-9_-]*$/;
const MAX_NAME_LENGTH = 255;
const RESERVED_OUTPUTS = ["report", "loaded", "sources", "skipped"];
const NEVER = "PATH GITHUB_* RUNNER_* ACTIONS_* NODE_OPTIONS SECRETS_ACTION_*";
const REFUSED = `
  INPUT_* STATE_* CI HOME SHELL IFS ENV BASH_ENV BASH_FUNC_* BASHOPTS SHELLOPTS PROMPT_COMMAND PS4 CDPATH ZDOTDIR FPATH
  USERPROFILE COMSPEC PATHEXT SYSTEMROOT WINDIR PROGRAMFILES* PSMODULEPATH TMPDIR TMP TEMP XDG_* TERMINFO* TERMCAP INPUTRC
  LD_* DYLD_* GCONV_PATH LOCPATH NLSPATH MALLOC_* GLIBC_TUNABLES HOSTALIASES RES_OPTIONS RESOLV_*
  NODE_* NPM_CONFIG_* YARN_* PNPM_* BUN_* DENO_* PYTHON* PIP_* UV_* PIPENV_* VIRTUAL_ENV CONDA_PREFIX CONDA_EXE
  PERL5* PERLLIB RUBY* GEM_HOME GEM_PATH BUNDLE_GEMFILE BUNDLE_PATH BUNDLE_APP_CONFIG PHP_INI_SCAN_DIR PHPRC
  JAVA_HOME JAVA_OPTS JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS CLASSPATH MAVEN_OPTS MAVEN_ARGS GRADLE_OPTS
  GRADLE_USER_HOME SBT_OPTS CATALINA_OPTS
  GIT_* SSH_ASKPASS* SSH_AUTH_SOCK SSH_SK_* GNUPGHOME EDITOR VISUAL PAGER MANPAGER BROWSER LESS LESSOPEN LESSCLOSE
  DOTNET_* CORECLR_* COMPLUS_* COR_* NUGET_PACKAGES NUGET_PLUGIN* MSBUILD*
  RUSTC* RUSTDOC* RUSTFLAGS RUSTUP_* CARGO CARGO_HOME CARGO_*_RUNNER CARGO_*_LINKER CARGO_BUILD_* CARGO_SOURCE_*
  GOFLAGS GOROOT GOPATH GOBIN GOENV GOPROXY GOSUMDB GONOSUMDB GONOSUMCHECK GONOPROXY GOPRIVATE GOINSECURE GOTOOLCHAIN GOAUTH GOVCS
  GOWORK GODEBUG GOCACHE GOMODCACHE CGO_* CC CXX CPP LD AR AS CFLAGS CXXFLAGS CPPFLAGS LDFLAGS MAKEFLAGS MFLAGS MAKEFILES CMAKE_*
  DOCKER_HOST DOCKER_CONFIG DOCKER_CONTEXT DOCKER_TLS* DOCKER_CERT_PATH DOCKER_CONTENT_TRUST* BUILDX_* BUILDKIT_* CONTAINER_HOST
  KUBECONFIG KUBECTL_* KUBERNETES_* HELM_* HELMFILE_* KUSTOMIZE_* TF_CLI_* TF_PLUGIN_* TF_REATTACH_PROVIDERS TERRAFORM_CONFIG
  TERRAGRUNT_* ANSIBLE_* SOPS_* COSIGN_* SIGSTORE_* VAULT_* BAO_*
  HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY FTP_PROXY SSL_CERT_* SSLKEYLOGFILE CURL_CA_BUNDLE CURL_HOME REQUESTS_CA_BUNDLE
  OPENSSL_CONF OPENSSL_MODULES OPENSSL_ENGINES WGETRC
  AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE AWS_ENDPOINT_URL* AWS_CA_BUNDLE AWS_PROFILE AWS_DEFAULT_PROFILE AWS_ROLE_ARN
  AWS_WEB_IDENTITY_TOKEN_FILE AWS_CONTAINER_* AWS_EC2_METADATA_* CLOUDSDK_* GOOGLE_APPLICATION_CREDENTIALS BOTO_CONFIG
  AZURE_CONFIG_DIR AZURE_AUTHORITY_HOST
`;
function patternOf(list) {
  const words = list.trim().split(/\s+/);
  return new RegExp(`^(?:${words.map((word) => word.replaceAll("*", ".*")).join("|")})$`, "i");
}
const never = patternOf(NEVER);
const refused = patternOf(REFUSED);
function checkName(name, { spelledOut, destination }) {
  const isOutput = destination === "output";
  if (name.length > MAX_NAME_LENGTH || !(isOutput ? OUTPUT : VARIABLE).test(name))
    return new Failure(
      "NAME_REFUSED",
      `${isOutput ? "An output" : "A variable"} cannot have this name: letters, digits and _ only, no digit first.`,
      {
        fix: "Give it a name on a line of its own: MY_NAME = \u2026"
      }
    );
  if (isOutput && RESERVED_OUTPUTS.includes(name.toLowerCase()))
    return new Failure("NAME_REFUSED", "The action itself has an output of this name.", {
      fix: `Outputs of the action: ${RESERVED_OUTPUTS.join(", ")}`
    });
  if (!(isOutput && spelledOut) && never.test(name))
    return new Failure("NAME_REFUSED", "The runner is steered by this name; it is never set.", {
      fix: "Choose another name on the left of the line."
    });
  if (!spelledOut && refused.test(name))
    return new Failure(
      "NAME_REFUSED",
      "Other programs run code or choose whom to trust by this name; it came from a store or a file.",
      {
        fix: `If it is meant, spell it out in the input secrets: ${name} = \u2026`
      }
    );
  return void 0;
}
function matchesPatterns(name, patterns) {
  return patterns.some((pattern) => matches(name, pattern.split("*")));
}
function matches(name, pieces) {
  const [first = "", ...rest] = pieces;
  const last = rest.pop();
  if (last === void 0) return name === first;
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length)
    return false;
  let at = first.length;
  for (const piece of rest) {
    const found = name.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return at <= name.length - last.length;
}
export {
  selectNode as a,
  checkName as c,
  isClear as i,
  jsonTree as j,
  locate as l,
  matchesPatterns as m,
  nodeOf as n,
  resolve as r,
  selectField as s
};
