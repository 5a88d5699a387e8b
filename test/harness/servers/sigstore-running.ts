import fs from "node:fs";
import path from "node:path";
import type { Server } from "../job.ts";
import type { KubeProcess } from "./kube-process.ts";
import type { SigstoreIssuer, TokenClaims } from "./sigstore-issuer.ts";
import type { SigstoreKeys } from "./sigstore-keys.ts";
import { guardRegistry, pushImage } from "./sigstore-registry.ts";
import type { GuardedRegistry, GuardOptions } from "./sigstore-registry.ts";
import { clientTrustOf, signingConfigOf, trustedRootOf } from "./sigstore-trust.ts";
import type { SigningKind, SigstoreUrls } from "./sigstore-trust.ts";
import { serveTuf } from "./sigstore-tuf.ts";
import type { TufRepository } from "./sigstore-tuf.ts";
import { runPeer } from "./sigstore-run.ts";
import type { PeerRun, RunOptions } from "./sigstore-run.ts";

export interface Sigstore {
  readonly oidc: SigstoreIssuer;
  readonly keys: SigstoreKeys;
  readonly urls: SigstoreUrls;
  readonly fulcioUrl: string;
  /** These five throw an Error where the service was not started. */
  readonly rekor1Url: string;
  readonly rekor2Url: string;
  /** The API that answers a time-stamp query, with its path. */
  readonly tsaUrl: string;
  /** Without the referrers API, and with it: `127.0.0.1:PORT`, as an image's name begins; plain http. */
  readonly registryHost: string;
  readonly referrersRegistryHost: string;
  /** The path of the file that verifiers trust. */
  readonly trustedRoot: string;
  /** Takes a kind; returns the path of the file that signers use. */
  readonly signingConfig: (kind: SigningKind) => string;
  /** The same as one file for sigstore-python. */
  readonly clientTrust: (kind: SigningKind) => string;
  /** For a step: the token service of a job. */
  readonly env: Readonly<Record<string, string>>;
  /** The same as a server of `openJob`; stopping that stops nothing. */
  readonly server: Server;
  /** All files; also where programs run unless told otherwise. */
  readonly folder: string;
  /** Takes a name and content; writes it in the folder and returns its path. */
  readonly write: (name: string, content: string | Buffer) => string;
  /** Pushes a small image to a registry; returns its name by its digest. */
  readonly pushImage: typeof pushImage;
  /** Puts a login before the registry without the referrers API; ends with all else. */
  readonly guard: (kind: "basic" | "bearer", options?: GuardOptions) => Promise<GuardedRegistry>;
  /** What is trusted as a repository of The Update Framework; served from the first call on. */
  readonly tuf: () => Promise<TufRepository>;
  /** Flags of `cosign sign`, `sign-blob`, `attest`: a new token, the files. */
  readonly signFlags: (kind: SigningKind, claims?: TokenClaims) => string[];
  /** Flags of a `cosign sign` or `attest` that writes the older tags (`.sig`, `.att`) and uses Rekor 1: a new token. */
  readonly legacyFlags: (claims?: TokenClaims) => string[];
  /** Flags of a `cosign verify...` that trust this Sigstore, and the identity of the usual job (or of another). */
  readonly verifyFlags: (identity?: string) => string[];
  /** The name that certificates of the usual job are for. */
  readonly identity: string;
  readonly cosign: (args: readonly string[], options?: RunOptions) => Promise<PeerRun>;
  /** Takes the name of any peer's binary. */
  readonly run: (binary: string, args: readonly string[], options?: RunOptions) => Promise<PeerRun>;
  /** The end of what each service said, for a test that fails. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

/** What was started, and how all of it ends. */
export interface SigstoreParts {
  readonly folder: string;
  readonly keys: SigstoreKeys;
  readonly oidc: SigstoreIssuer;
  readonly urls: SigstoreUrls;
  readonly registryHost: string | undefined;
  readonly referrersHost: string | undefined;
  readonly processes: readonly KubeProcess[];
  /** What is added here ends with it. */
  readonly stops: (() => Promise<void>)[];
  readonly stop: () => Promise<void>;
}

const IDENTITY = "https://github.com/liquid-hive/shop/.github/workflows/deploy.yml@refs/heads/main";

/** Takes services that run; writes the trust files, and returns what a test does with them. */
export function runningSigstore(parts: SigstoreParts): Sigstore {
  const { folder, keys, oidc, urls } = parts;
  const write = (name: string, content: string | Buffer): string => {
    fs.writeFileSync(path.join(folder, name), content);
    return path.join(folder, name);
  };
  // One line with an end: the form that gh reads, which takes each line for a root.
  const writeJson = (name: string, value: object): string => write(name, `${JSON.stringify(value)}\n`);
  const root = trustedRootOf(urls, keys);
  const trustedRoot = writeJson("trusted_root.json", root);
  const signingConfig = (kind: SigningKind): string =>
    writeJson(`signing_config.${kind}.json`, signingConfigOf(urls, kind));
  const started = (name: string, at: string | undefined): string => {
    if (at === undefined) throw new Error(`${name} was not started: it is \`false\` in the options`);
    return at;
  };
  let tuf: Promise<TufRepository> | undefined;
  const startTuf = async (): Promise<TufRepository> => {
    const repository = await serveTuf(trustedRoot, keys);
    parts.stops.push(repository.stop);
    return repository;
  };
  const run: Sigstore["run"] = (binary, args, options = {}) =>
    runPeer(binary, args, { ...options, home: folder });
  return {
    oidc,
    keys,
    urls,
    fulcioUrl: urls.fulcio,
    get rekor1Url() {
      return started("rekor1", urls.rekor1);
    },
    get rekor2Url() {
      return started("rekor2", urls.rekor2);
    },
    get tsaUrl() {
      return started("tsa", urls.tsa);
    },
    get registryHost() {
      return started("registry", parts.registryHost);
    },
    get referrersRegistryHost() {
      return started("referrersRegistry", parts.referrersHost);
    },
    trustedRoot,
    signingConfig,
    clientTrust: (kind) =>
      writeJson(`client_trust.${kind}.json`, clientTrustOf(root, signingConfigOf(urls, kind))),
    env: oidc.env,
    server: { start: async () => ({ env: oidc.env, stop: async () => {}, log: [] }) },
    folder,
    write,
    pushImage,
    async guard(kind, options) {
      const guarded = await guardRegistry(`http://${started("registry", parts.registryHost)}`, kind, options);
      parts.stops.push(guarded.stop);
      return guarded;
    },
    tuf: () => (tuf ??= startTuf()),
    signFlags: (kind, claims) => [
      "--yes",
      `--identity-token=${oidc.token(claims)}`,
      `--signing-config=${signingConfig(kind)}`,
      `--trusted-root=${trustedRoot}`,
    ],
    legacyFlags: (claims) => [
      "--yes",
      "--new-bundle-format=false",
      "--use-signing-config=false",
      `--fulcio-url=${urls.fulcio}`,
      `--rekor-url=${started("rekor1", urls.rekor1)}`,
      `--identity-token=${oidc.token(claims)}`,
      `--trusted-root=${trustedRoot}`,
    ],
    verifyFlags: (identity = IDENTITY) => [
      `--trusted-root=${trustedRoot}`,
      `--certificate-identity=${identity}`,
      `--certificate-oidc-issuer=${oidc.url}`,
      ...(urls.ctlog === undefined ? ["--insecure-ignore-sct"] : []),
    ],
    identity: IDENTITY,
    cosign: (args, options) => run("cosign", args, options),
    run,
    output: () => parts.processes.map((one) => `== ${one.name}\n${one.output()}`).join("\n"),
    stop: parts.stop,
  };
}
