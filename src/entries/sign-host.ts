import fs from "node:fs";
import path from "node:path";
import type { SigningContext } from "../commands/signing-job.ts";
import type { SigningParts } from "../commands/signing.ts";
import { systemClock } from "../kernel/clock.ts";
import { Failure } from "../kernel/errors.ts";
import { readBounded } from "../kernel/files.ts";
import { runQuietly } from "../kernel/process.ts";
import { listArtifacts } from "./artifact-list.ts";
import { registryTokens } from "./registry-token.ts";
import { openJournal } from "./sign-journal.ts";
import type { Runner } from "../runner/runner.ts";
import { createAttestations } from "../signing/github.ts";
import type { SigningHost } from "../signing/host.ts";
import { createRegistry, type Registry, type RegistrySettings } from "../signing/registry/registry.ts";
import type { SignInputs } from "../signing/sign-inputs.ts";
import type { TrustSettings } from "../signing/trust/instances.ts";
import type { TrustFile } from "../signing/trust/shape.ts";

const FOLDER = "secrets-action-bundles";
const MAX_TRUST_BYTES = 1024 * 1024;
/** As large as the largest bundle there is: an SBOM of 16 MiB in base64. */
export const MAX_BUNDLE_BYTES = 32 * 1024 * 1024;

/** The inputs that signing and verifying have in common. */
export type SigstoreInputs = Pick<
  SignInputs,
  | "sigstore"
  | "trustedRoot"
  | "tufMirror"
  | "tufRoot"
  | "registryUsername"
  | "registryPassword"
  | "insecureRegistries"
  | "githubToken"
>;

/** What signing and verifying may use of this machine. */
export function signingHost(
  runner: Runner,
  tools: Pick<NonNullable<SigningContext["tools"]>, "http" | "idToken" | "born">,
): SigningHost {
  return {
    http: tools.http,
    registryHttp: tools.http,
    clock: systemClock,
    env: runner.env,
    workspace: runner.workspace,
    temp: runner.temp,
    idToken: tools.idToken,
    born: tools.born,
    warn: (text) => runner.annotate("warning", text),
    debug: runner.debug,
  };
}

/** Everything that signing touches, on any face. */
export function signingParts(runner: Runner, context: SigningContext): SigningParts {
  const { workspace } = runner;
  const host = signingHost(runner, context.tools!);
  const awsToken = registryTokens(context);
  const journal = openJournal(runner);
  return {
    host,
    // What a terminal signs is for whoever works in its folder.
    folder: runner.face === "terminal" ? workspace : path.join(runner.temp, FOLDER),
    registry: (inputs) => registryOf(runner, host, inputs, { awsToken, announce: journal.tag }),
    github: (inputs) => githubOf(runner, host, inputs),
    trustSettings: (inputs, claims) => ({
      ...trustSettingsOf(workspace, inputs),
      ...servicesNamed(workspace, inputs),
      signing: true,
      ...(typeof claims["repository_visibility"] === "string"
        ? { visibility: claims["repository_visibility"] }
        : {}),
      allowPublicLog: inputs.allowPublicLog,
      require: [],
    }),
    trustFiles: (inputs) =>
      [inputs.trustedRoot, inputs.tufRoot, inputs.signingConfig].filter(
        (text) => text !== "" && !isText(text),
      ),
    read: (file) => readWorkspaceFile(workspace, file),
    readBundle: (file) => readBounded(path.resolve(workspace, file), MAX_BUNDLE_BYTES).bytes.toString("utf8"),
    journal,
    stdin: () => process.stdin as AsyncIterable<Uint8Array>,
    listArtifacts: (subjects) => listArtifacts(runner, subjects),
  };
}

/** JSON stands in an input as itself, or in the file that it names. */
const isText = (text: string): boolean => text.trimStart().startsWith("{");

export const trustFileOf = (workspace: string, input: string, text: string): TrustFile =>
  isText(text)
    ? { name: `the input ${input}`, bytes: Buffer.from(text), inCheckout: false }
    : readWorkspaceFile(workspace, text);

function readWorkspaceFile(workspace: string, file: string): TrustFile {
  const { bytes, realPath } = readBounded(path.resolve(workspace, file), MAX_TRUST_BYTES);
  const inside = path.relative(fs.realpathSync.native(workspace), realPath);
  // A file of the checkout may itself be called `..name`.
  const isOutside = inside.split(path.sep)[0] === ".." || path.isAbsolute(inside);
  return { name: file, bytes, inCheckout: !isOutside };
}

/** Whom to trust, as inputs say. Throws FILE_*. */
export function trustSettingsOf(
  workspace: string,
  inputs: SigstoreInputs,
): Pick<TrustSettings, "sigstore" | "trustedRoot" | "tufMirror" | "tufRoot"> {
  const { sigstore, trustedRoot, tufMirror, tufRoot } = inputs;
  return {
    sigstore,
    ...(trustedRoot === "" ? {} : { trustedRoot: trustFileOf(workspace, "trusted-root", trustedRoot) }),
    ...(tufMirror === "" ? {} : { tufMirror }),
    ...(tufRoot === "" ? {} : { tufRoot: trustFileOf(workspace, "tuf-root", tufRoot) }),
  };
}

/** Where to sign, as inputs say. Throws FILE_*. */
function servicesNamed(
  workspace: string,
  { signingConfig, fulcioUrl, rekorUrl, rekorVersion, timestampUrl }: SignInputs,
): Pick<TrustSettings, "fulcioUrl" | "rekorUrl" | "rekorVersion" | "timestampUrls" | "signingConfig"> {
  return {
    timestampUrls: timestampUrl,
    ...(fulcioUrl === "" ? {} : { fulcioUrl }),
    ...(rekorUrl === "" ? {} : { rekorUrl }),
    rekorVersion: rekorVersion === "2" ? 2 : 1,
    ...(signingConfig === ""
      ? {}
      : { signingConfig: trustFileOf(workspace, "signing-config", signingConfig) }),
  };
}

/** The registries of a run, with the logins of this machine, and what else is said of them. */
export function registryOf(
  runner: Runner,
  host: SigningHost,
  inputs: SigstoreInputs,
  more: Pick<RegistrySettings, "awsToken" | "announce"> = {},
): Registry {
  const { registryUsername, registryPassword, githubToken, insecureRegistries } = inputs;
  const actor = runner.env["GITHUB_ACTOR"];
  const own = githubToken === undefined ? {} : { githubToken };
  return createRegistry(
    {
      ...(registryUsername === "" ? {} : { username: registryUsername }),
      ...(registryPassword === undefined ? {} : { password: registryPassword }),
      ...own,
      ...(actor === undefined ? {} : { githubActor: actor }),
      insecure: insecureRegistries,
      helper: async (name, server) => credentialHelper(runner, name, server),
      ...more,
    },
    host,
  );
}

/** Asks a credential helper of docker's, by its protocol. https://github.com/docker/docker-credential-helpers */
async function credentialHelper(runner: Runner, name: string, server: string): Promise<string> {
  const { status, stdout } = runQuietly(`docker-credential-${name}`, ["get"], runner.env, undefined, server);
  if (status === 0) return stdout.toString("utf8");
  throw new Failure("REGISTRY_REFUSED", `The credential helper docker-credential-${name} gave no login.`, {
    fix: `docker login ${server}`,
  });
}

/** GitHub's attestations of a repository; of that of the run where none is named. */
export function githubOf(
  { env }: Runner,
  host: SigningHost,
  { githubToken }: SigstoreInputs,
  repository = env["GITHUB_REPOSITORY"] ?? "",
): ReturnType<typeof createAttestations> {
  const apiUrl = env["GITHUB_API_URL"] ?? "";
  return createAttestations(
    {
      apiUrl: new URL(URL.canParse(apiUrl) ? apiUrl : "https://api.github.com"),
      repository,
      token: githubToken,
    },
    host,
  );
}
