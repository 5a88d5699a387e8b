import { Failure } from "../../kernel/errors.ts";
import type { SigningHost } from "../host.ts";
import type { Instance, InstanceName, Requirements, SigningServices } from "../instance.ts";
import { chooseServices, type Wish } from "./choose.ts";
import { endpointOfInput } from "./endpoints.ts";
import { chooseInstance, refuseOnGithub, refusePublicServices, type SigstoreChoice } from "./privacy.ts";
import { builtInAt } from "./repositories.ts";
import { servicesOfInputs, type ServiceInputs } from "./services.ts";
import type { TrustFile } from "./shape.ts";
import { readSigningConfig } from "./signing-config.ts";
import { strayNote } from "./stray.ts";
import { readTrustedRoot, type TrustedRoot } from "./trusted-root.ts";
import type { TufRepository } from "./tuf.ts";

export interface TrustSettings extends ServiceInputs {
  readonly sigstore: SigstoreChoice;
  /** Whether services are needed: false for verifying alone. */
  readonly signing: boolean;
  /** The `repository_visibility` of the job's token; only signing asks for it. */
  readonly visibility?: string;
  readonly allowPublicLog: boolean;
  readonly trustedRoot?: TrustFile;
  /** A TUF repository of the user's own, with the root from which its trust begins. */
  readonly tufMirror?: string;
  readonly tufRoot?: TrustFile;
  /** What a signature must carry beyond what its instance asks. */
  readonly require: readonly (keyof Requirements)[];
  readonly wish?: Wish;
  /** The public instance's Rekor 2, which its repository announces beside the ordinary one. */
  readonly rekor2?: boolean;
}

export interface Trust {
  readonly instance: Instance;
  /** There where `signing` was set. */
  readonly services?: SigningServices;
  readonly notes: readonly string[];
}

const ROOT = "trusted_root.json";
const CONFIG = "signing_config.v0.2.json";
const CONFIG_REKOR2 = "signing_config_rekor_v2.v0.2.json";
const DAY_MS = 86_400_000;

/** Where GitHub's instance is asked; its repository has no signing config. */
const GITHUB_SERVICES: SigningServices = {
  fulcio: new URL("https://fulcio.githubapp.com"),
  log: undefined,
  timestamps: [new URL("https://timestamp.githubapp.com/api/v1/timestamp")],
};

/** What signatures of the instances that are known here always carry. */
const REQUIRED: Readonly<Record<"public" | "github", Requirements>> = {
  // An entry of Rekor 2 has no time of its own; whoever verifies asks for a timestamp then.
  public: { log: true, sct: true, timestamp: false },
  github: { log: false, sct: false, timestamp: true },
};

/**
 * Whom this run trusts, and which services it signs with. A trusted root in a file is used as it is, without the
 * network; any other comes by TUF, fresh in each run. Nothing is ever taken from an older copy instead.
 * @throws Failure TRUST_ROOT_*, PUBLIC_LOG_REFUSED, ENDPOINT_REFUSED, INPUT_INVALID, SIGNING_REFUSED
 */
export async function openTrust(
  settings: TrustSettings,
  host: SigningHost,
  signal: AbortSignal,
): Promise<Trust> {
  const { name, named } = decideTrust(settings, host);
  const stray = strayNote(host.env);
  const now = host.clock.now();
  const found = await trustFiles(settings, name, host, signal);
  const trusted = readTrustedRoot(found.root);
  const services = settings.signing ? (named ?? servicesOf(name, found, settings, now)) : undefined;
  if (services) refusePublicServices(services, privacyOf(settings));
  return {
    instance: {
      name,
      trustedRoot: trusted.root,
      requires: requirementsOf(name, trusted, settings),
      source: found.byTuf ? found.root.name : ofFile(found.root.name, trusted.newest, now),
    },
    ...(services === undefined ? {} : { services }),
    notes: [...(stray === undefined ? [] : [stray]), ...trusted.notes],
  };
}

/**
 * The part of it that needs no network: which instance, and the services that inputs name. To be asked before anything else
 * is. Throws what `openTrust` throws for inputs and privacy.
 */
export function decideTrust(
  settings: TrustSettings,
  host: Pick<SigningHost, "env" | "clock">,
): { readonly name: InstanceName; readonly named: SigningServices | undefined } {
  const name = instanceOf(settings);
  if (!settings.signing) return { name, named: undefined };
  const named = servicesOfInputs(settings, host.clock.now(), settings.wish);
  if (name === "github") refuseOnGithub(serverHost(host), settings.wish?.logVersion);
  if (named) refusePublicServices(named, privacyOf(settings));
  return { name, named };
}

const privacyOf = ({
  visibility,
  allowPublicLog,
}: TrustSettings): Parameters<typeof refusePublicServices>[1] => ({
  visibility,
  allowPublicLog,
});

function instanceOf(settings: TrustSettings): InstanceName {
  const { sigstore, visibility, allowPublicLog, trustedRoot, tufMirror, signingConfig, fulcioUrl } = settings;
  const { tufRoot } = settings;
  const mirror = tufMirror === undefined ? undefined : endpointOfInput(tufMirror, "tuf-mirror");
  const needsRoot = mirror !== undefined && builtInAt(mirror) === undefined;
  if (tufRoot === undefined ? needsRoot : mirror === undefined)
    throw new Failure(
      "INPUT_INVALID",
      "tuf-mirror and tuf-root belong together: an address, and whom to believe there.",
      {
        fix: "tuf-mirror: https://HOST\ntuf-root: path/to/root.json",
        at: { input: tufMirror === undefined ? "tuf-mirror" : "tuf-root" },
      },
    );
  if (trustedRoot !== undefined && tufMirror !== undefined)
    throw new Failure("INPUT_INVALID", "trusted-root and tuf-mirror both say whom to trust.", {
      fix: "Leave out one of them.",
      at: { input: "trusted-root" },
    });
  const ownRoot = trustedRoot !== undefined || tufMirror !== undefined;
  // Of a well-known instance, the root may be a file: that is how its signatures are verified without the network.
  if (!settings.signing) {
    if (sigstore === "auto") return ownRoot ? "private" : "public";
    if (sigstore !== "private") return sigstore;
  }
  const own = ownRoot || signingConfig !== undefined || fulcioUrl !== undefined;
  if (own && !ownRoot)
    throw new Failure(
      "INPUT_INVALID",
      "Inputs name the services that sign, but not the root to check their signatures by.",
      {
        fix: "trusted-root: path/to/trusted_root.json",
        at: { input: "trusted-root" },
      },
    );
  return chooseInstance({ sigstore, visibility, allowPublicLog, own });
}

interface Found {
  readonly root: TrustFile;
  readonly config: TrustFile | undefined;
  readonly byTuf: boolean;
}

async function trustFiles(
  settings: TrustSettings,
  name: InstanceName,
  host: SigningHost,
  signal: AbortSignal,
): Promise<Found> {
  if (settings.trustedRoot !== undefined)
    return { root: settings.trustedRoot, config: undefined, byTuf: false };
  // What asks TUF is loaded only here: with a trusted root in a file, a run does without.
  const [{ readTargets }, repository] = await Promise.all([import("./tuf.ts"), repositoryOf(settings, name)]);
  const configName =
    settings.rekor2 === true &&
    settings.wish?.logVersion === undefined &&
    settings.wish?.preferLog === undefined
      ? CONFIG_REKOR2
      : CONFIG;
  const wanted = settings.signing && name !== "github" ? [ROOT, configName] : [ROOT];
  const targets = await readTargets(repository, wanted, host, signal);
  const file = (target: string): TrustFile | undefined => {
    const bytes = targets.get(target);
    const where = `TUF ${repository.url.origin}`;
    return bytes && { name: target === ROOT ? where : `${target} of ${where}`, bytes, inCheckout: false };
  };
  const root = file(ROOT);
  if (root === undefined)
    throw new Failure("TRUST_ROOT_INVALID", `The TUF repository ${repository.url.origin} lists no ${ROOT}.`, {
      fix: "Publish trusted_root.json in it, or give the file:\ntrusted-root: path/to/trusted_root.json",
    });
  return { root, config: file(configName), byTuf: true };
}

async function repositoryOf(
  { tufMirror, tufRoot }: TrustSettings,
  name: InstanceName,
): Promise<TufRepository> {
  const url = tufMirror === undefined ? undefined : endpointOfInput(tufMirror, "tuf-mirror");
  if (url !== undefined && tufRoot !== undefined) return { url, root: tufRoot.bytes };
  const known = url === undefined ? name : builtInAt(url);
  const { builtInRepository } = await import("./seeds.ts");
  return builtInRepository(known === "github" ? "github" : "public");
}

function servicesOf(
  name: InstanceName,
  { config }: Found,
  { wish }: TrustSettings,
  now: number,
): SigningServices {
  if (name === "github") return GITHUB_SERVICES;
  if (config !== undefined) return chooseServices(readSigningConfig(config), config.name, now, wish);
  throw new Failure("INPUT_INVALID", "Nothing names the services that sign.", {
    fix: "signing-config: path/to/signing_config.v0.2.json\nfulcio-url: https://HOST",
    at: { input: "signing-config" },
  });
}

/**
 * Of a Sigstore of the user's own, whatever its root lists is used by it. Inputs add, and never take away: only who
 * signs without a log does not ask his own signature for an entry.
 */
function requirementsOf(
  name: InstanceName,
  { lists }: TrustedRoot,
  { require: added, signing, wish }: TrustSettings,
): Requirements {
  const noLog = signing && wish?.noLog === true;
  const own: Requirements =
    name === "private" ? { log: lists.logs, sct: lists.ctLogs, timestamp: !lists.logs } : REQUIRED[name];
  return {
    log: (own.log && !noLog) || added.includes("log"),
    sct: own.sct || added.includes("sct"),
    timestamp: own.timestamp || noLog || added.includes("timestamp"),
  };
}

function ofFile(name: string, newest: Date | undefined, now: number): string {
  if (newest === undefined) return `${name}, without a key`;
  const days = Math.max(0, Math.floor((now - newest.getTime()) / DAY_MS));
  return `${name}, as it is: its newest key is from ${newest.toISOString().slice(0, 10)}, ${days} days ago`;
}

function serverHost({ env }: Pick<SigningHost, "env">): string {
  const url = env["GITHUB_SERVER_URL"];
  return url !== undefined && URL.canParse(url) ? new URL(url).hostname : "github.com";
}
