import { Failure } from "../kernel/errors.ts";

export type NameDestination = "env" | "output" | "file" | "none" | "secret" | "configmap";

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const OUTPUT = /^[A-Za-z_][A-Za-z0-9_-]*$/;
const MAX_NAME_LENGTH = 255;
/** A key of a Secret or ConfigMap. https://kubernetes.io/docs/concepts/configuration/secret/#restriction-names-data */
const KEY = /^(?!\.$|\.\.)[-._A-Za-z0-9]{1,253}$/;

/** Outputs of the action itself. */
export const RESERVED_OUTPUTS: readonly string[] = [
  "report",
  "loaded",
  "sources",
  "applied",
  "changed",
  "restarted",
  "secret-names",
  "kubeconfig",
  "helm-values",
  "skipped",
];

/** Never a variable of ours, whoever writes the name: with these the runner itself is steered. */
const NEVER = "PATH GITHUB_* RUNNER_* ACTIONS_* NODE_OPTIONS SECRETS_ACTION_*";

/**
 * Only the workflow may spell these out: a program that a later step starts would run code, or trust, or send
 * where the value says. specs: engineering H-03; DESIGN.md, "Asking for secrets".
 */
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

/** One case-insensitive pattern out of names and `NAME*`: Windows knows no case. */
function patternOf(list: string): RegExp {
  const words = list.trim().split(/\s+/);
  return new RegExp(`^(?:${words.map((word) => word.replaceAll("*", ".*")).join("|")})$`, "i");
}

const never = patternOf(NEVER);
const refused = patternOf(REFUSED);

/**
 * Why a name cannot be exported, or undefined. `spelledOut` is true only for names that the workflow's own input
 * writes; those of a store or a file are data and meet the whole list. Names are safe to show: this is the door.
 */
export function checkName(
  name: string,
  { spelledOut, destination }: { readonly spelledOut: boolean; readonly destination: NameDestination },
): Failure | undefined {
  if (destination === "secret" || destination === "configmap") return checkKey(name);
  const isOutput = destination === "output";
  if (name.length > MAX_NAME_LENGTH || !(isOutput ? OUTPUT : VARIABLE).test(name))
    return new Failure(
      "NAME_REFUSED",
      `${isOutput ? "An output" : "A variable"} cannot have this name: letters, digits and _ only, no digit first.`,
      {
        fix: KEY.test(name)
          ? "Give it a name on a line of its own: MY_NAME = …   # dots and dashes only `as secret` alone"
          : "Give it a name on a line of its own: MY_NAME = …",
      },
    );
  if (isOutput && RESERVED_OUTPUTS.includes(name.toLowerCase()))
    return new Failure("NAME_REFUSED", "The action itself has an output of this name.", {
      fix: `Outputs of the action: ${RESERVED_OUTPUTS.join(", ")}`,
    });
  if (!(isOutput && spelledOut) && never.test(name))
    return new Failure("NAME_REFUSED", "The runner is steered by this name; it is never set.", {
      fix: "Choose another name on the left of the line.",
    });
  if (!spelledOut && refused.test(name))
    return new Failure(
      "NAME_REFUSED",
      "Other programs run code or choose whom to trust by this name; it came from a store or a file.",
      {
        fix: `If it is meant, spell it out in the input secrets: ${name} = …`,
      },
    );
  return undefined;
}

/** No program is steered by a key of a Secret: it only has to be one. */
const checkKey = (name: string): Failure | undefined =>
  KEY.test(name)
    ? undefined
    : new Failure(
        "NAME_REFUSED",
        "A key of a Secret or ConfigMap cannot have this name: 1 to 253 letters, digits, `_`, `-` and dots, and no two dots first.",
        { fix: "Give it a name on a line of its own: tls.crt = … as secret app-tls" },
      );

/** Whether a name fits one of the patterns of `wildcard-names` (`*` stands for any characters). */
export function matchesPatterns(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matches(name, pattern.split("*")));
}

/** Linear: each piece is looked for once, from where the last one ended. */
function matches(name: string, pieces: readonly string[]): boolean {
  const [first = "", ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return name === first;
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
