import { F as Failure, a as asFailure } from "./report-failure.js";
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
async function resolve(wanted, fallbackOn, signal) {
  const sessions = /* @__PURE__ */ new Map();
  const skipped = wanted.map(() => []);
  const done = /* @__PURE__ */ new Map();
  try {
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
  } finally {
    await Promise.allSettled([...sessions.values()].map((session) => session.close(signal)));
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
    const session = sessions.get(provider) ?? await provider.open(signal);
    sessions.set(provider, session);
    return await session.read(unique, signal);
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
  if (outcome.is === "failed" && !(outcome.reason && fallbackOn.has(outcome.reason)))
    return { is: "failed", error: outcome.error, skipped };
  skipped.push({
    provider: provider.id,
    why: outcome.is === "missing" ? outcome.why : outcome.reason ?? "failed"
  });
  return outcome.is === "missing" && !fallbackOn.has("not-found") ? { is: "missing", skipped } : void 0;
}
const MAX_EDITS = 3;
const MAX_LENGTH = 64;
function nearest(word, known) {
  if (word.length > MAX_LENGTH) return void 0;
  let best;
  let least = Math.min(MAX_EDITS, Math.ceil(word.length / 3)) + 1;
  for (const candidate of known) {
    const edits = distance(word.toLowerCase(), candidate.toLowerCase());
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[b.length];
}
const ESCAPES = /* @__PURE__ */ new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "	"],
  ['"', '"'],
  ["\\", "\\"]
]);
new Map([...ESCAPES].map(([letter, char]) => [char, letter]));
const isBlank = (char) => char === void 0 || char === " " || char === "	";
function tokens(text) {
  const found = [];
  let token;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (quoted) {
      if (char === '"') quoted = false;
      else if (char === "\\") {
        const meant = ESCAPES.get(text[++i] ?? "");
        if (meant === void 0) return i < text.length ? "bad-escape" : "open-quote";
        token.push({ char: meant, quoted });
      } else token.push({ char, quoted });
    } else if (isBlank(char)) token = void 0;
    else {
      if (token === void 0) {
        if (char === "#") {
          if (isBlank(text[i + 1])) return found;
          return "detached-field";
        }
        token = [];
        found.push(token);
      }
      if (char === '"') quoted = true;
      else token.push({ char, quoted });
    }
  }
  return quoted ? "open-quote" : found;
}
const textOf = (token) => token.map(({ char }) => char).join("");
const wordOf = (token) => token.some(({ quoted }) => quoted) ? void 0 : textOf(token);
const indexOfBare = (token, char) => token.findIndex((candidate) => !candidate.quoted && candidate.char === char);
function splitBare(token, char) {
  const at = indexOfBare(token, char);
  return at === -1 ? [token] : [token.slice(0, at), ...splitBare(token.slice(at + 1), char)];
}
const SCHEMES = /* @__PURE__ */ new Map([
  ["awssecrets", "aws"],
  ["awsssm", "ssm"],
  ["vault", "vault"],
  ["gcpsecrets", "gcp"],
  ["azurekeyvault", "azure"],
  ["sops", "sops"],
  ["envsubst", "env"]
]);
const QUERIES = /* @__PURE__ */ new Map([
  ["version", "version"],
  ["version_id", "version"],
  ["version_stage", "stage"],
  ["region", "region"],
  ["format", "format"]
]);
const VARIABLE$1 = /^\$(?:([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)\})$/;
function fromVals(reference) {
  const scheme = SCHEMES.get(reference.scheme);
  if (scheme === void 0)
    return new Failure("REFERENCE_INVALID", "This ref+ form names a backend that there is no provider for.", {
      fix: `Use one of: ${[...SCHEMES.keys()].map((name) => `ref+${name}://`).join(", ")}`
    });
  const query = /* @__PURE__ */ new Map();
  for (const [name, value] of reference.query) {
    const ours = QUERIES.get(name);
    if (ours !== void 0) query.set(ours, value);
    else if (name !== "key_type" || value !== "filepath")
      return new Failure(
        "REFERENCE_INVALID",
        "This ref+ form has a query that does not choose a version, region or format.",
        {
          fix: "Remove the query: addresses, tokens, roles and profiles are given as inputs of the step."
        }
      );
  }
  if (reference.scheme !== "envsubst") return { ...reference, scheme, query };
  const variable = VARIABLE$1.exec(reference.locator);
  if (variable === null)
    return new Failure("REFERENCE_INVALID", "ref+envsubst:// takes one variable and nothing else.", {
      fix: "ref+envsubst://$NAME"
    });
  return { ...reference, scheme, query, locator: variable[1] ?? variable[2] };
}
const PART = /^[A-Za-z0-9_.-]+$/;
const SCHEME = /^(ref\+)?([A-Za-z][A-Za-z0-9.-]*):\/\//;
const QUERY_NAME = /^[A-Za-z0-9_.-]+$/;
const invalid = (message, fix) => new Failure("REFERENCE_INVALID", message, fix === void 0 ? {} : { fix });
function parseReference(text, schemes) {
  const found = tokens(text);
  if (typeof found === "string" || found.length !== 1)
    return invalid(
      "This is not one reference.",
      'Put parts with spaces or # in double quotes: sops://"my file.yaml"#key'
    );
  return parseSource(found[0], schemes);
}
function parseSource(token, schemes) {
  const text = textOf(token);
  const scheme = SCHEME.exec(text);
  if (scheme === null) return isPath(text, 2) ? { kind: "bare", path: text } : notAReference(schemes);
  const [prefix, isVals, name] = [scheme[0], scheme[1] !== void 0, scheme[2]];
  const rest = token.slice(prefix.length);
  if (name === "chain" && !isVals) {
    const path = textOf(rest);
    return isPath(path, 1) ? { kind: "bare", path } : invalid("chain:// takes a name of [A-Za-z0-9_.-] and slashes.", "chain://database/mongo_url");
  }
  if (!isVals && schemes !== void 0 && !schemes.has(name)) return unknownScheme(name, schemes);
  const reference = parseRest(name, rest);
  if (reference instanceof Failure || !isVals) return reference;
  const translated = fromVals(reference);
  if (translated instanceof Failure || schemes === void 0 || schemes.has(translated.scheme))
    return translated;
  return unknownScheme(translated.scheme, schemes);
}
function parseRest(scheme, rest) {
  const hash = indexOfBare(rest, "#");
  const field = hash === -1 ? void 0 : parseField(rest.slice(hash + 1));
  if (field instanceof Failure) return field;
  const front = hash === -1 ? rest : rest.slice(0, hash);
  const mark = indexOfBare(front, "?");
  const query = mark === -1 ? /* @__PURE__ */ new Map() : parseQuery(front.slice(mark + 1));
  if (query instanceof Failure) return query;
  const locator = textOf(mark === -1 ? front : front.slice(0, mark));
  if (locator === "") return invalid("The reference names nothing after ://.");
  if (locator.includes("\0")) return invalid("The reference holds a NUL character.");
  return { kind: "reference", scheme, locator, query, field };
}
function parseField(token) {
  if (token.length === 0) return invalid("There is no field after #.", "Name the field, or remove the #.");
  if (token[0].char !== "/" || token[0].quoted) return { kind: "key", key: textOf(token) };
  return { kind: "path", parts: splitBare(token.slice(1), "/").map(textOf) };
}
function parseQuery(token) {
  const query = /* @__PURE__ */ new Map();
  for (const pair of splitBare(token, "&")) {
    const equals = indexOfBare(pair, "=");
    const name = textOf(pair.slice(0, Math.max(equals, 0)));
    if (!QUERY_NAME.test(name))
      return invalid("A query is not of the form NAME=VALUE.", "?name=value&other=value");
    if (query.has(name)) return invalid("A query names the same thing twice.");
    try {
      query.set(name, decodeURIComponent(textOf(pair.slice(equals + 1))));
    } catch {
      return invalid(
        "A query holds a % that is not followed by two hexadecimal digits of UTF-8.",
        "Write %25 for %."
      );
    }
  }
  return query;
}
function isPath(text, atLeast) {
  const parts = text.split("/");
  return parts.length >= atLeast && parts.every((part) => PART.test(part) && part !== "." && part !== "..");
}
function notAReference(schemes) {
  const known = schemes === void 0 ? "" : ` (${[...schemes].join(", ")})`;
  return invalid(
    `This is neither a reference with a scheme${known} nor a bare path with a slash. A value itself does not belong here.`,
    "Write scheme://locator#field, a path such as database/mongo_url, or chain://NAME for a flat name."
  );
}
function unknownScheme(name, schemes) {
  const near = nearest(name, schemes);
  return invalid(
    `The reference has a scheme that there is no provider for.${near === void 0 ? "" : ` Did you mean ${near}://?`}`,
    `Use one of: ${[...schemes, "chain"].map((scheme) => `${scheme}://`).join(", ")}`
  );
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
  parseSource as a,
  textOf as b,
  checkName as c,
  indexOfBare as i,
  locate as l,
  matchesPatterns as m,
  nearest as n,
  parseReference as p,
  resolve as r,
  splitBare as s,
  tokens as t,
  wordOf as w
};
