import { Failure } from "../kernel/errors.ts";
import { Secret } from "../kernel/secret.ts";

/** What the block `secrets` of a Helm values file says. */
export interface HelmSettings {
  /** The word of `secrets.provider`, as it is written. */
  readonly provider?: string;
  readonly aws?: {
    readonly enabled?: boolean;
    readonly region?: string;
    readonly prefix?: string;
    /** The role of the cluster's service account: shown, never used. */
    readonly roleHint?: string;
  };
  readonly vault?: {
    readonly enabled?: boolean;
    readonly address?: string;
    readonly mount?: string;
    /** Only beside an address on loopback: the token of a development server. Any other one is not read. */
    readonly token?: Secret;
  };
}

export interface SettingsRead {
  readonly settings: HelmSettings;
  readonly problems: readonly Failure[];
  readonly notices: readonly string[];
}

type Fields = ReadonlyMap<unknown, unknown>;

const ROLE_ANNOTATION = "eks.amazonaws.com/role-arn";
const ROLE = /^arn:aws[a-z-]{0,20}:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/;
const REGION = /^[a-z0-9-]{1,64}$/;
const PREFIX = /^[\w/+=.@-]{1,512}$/;
const MOUNT = /^(?!.*\.\.)[\w/.@-]{1,512}$/;

/** An address without a login or a query in it, which may hold a token: such a thing must not get into a log. */
function isAddress(text: string): boolean {
  const url = URL.canParse(text) && !/[?#]/.test(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
}

/** Whether nobody can be in between. */
const isLoopback = (address: string): boolean =>
  /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(new URL(address).hostname);

/**
 * Reads the block `secrets` of a Helm values file as the seed's charts write it (docs/providers). Keys that are not
 * known are the chart's own. A token is not read, only that there is one.
 */
export function helmSettings(secrets: Fields, file: string): SettingsRead {
  const reader = new BlockReader(file);
  const provider = reader.text(secrets, "secrets", "provider", (word) => word.length <= 64, "vault");
  const aws = reader.block(secrets, "secrets", "aws");
  const vault = reader.block(secrets, "secrets", "vault");
  const settings: HelmSettings = {
    ...(provider === undefined ? {} : { provider }),
    ...(aws === undefined ? {} : { aws: awsSettings(aws, reader) }),
    ...(vault === undefined ? {} : { vault: vaultSettings(vault, reader) }),
  };
  return { settings, problems: reader.problems, notices: reader.notices };
}

function awsSettings(aws: Fields, reader: BlockReader): NonNullable<HelmSettings["aws"]> {
  const region = reader.text(aws, "secrets.aws", "region", (text) => REGION.test(text), "us-east-1");
  const prefix = reader.text(
    aws,
    "secrets.aws",
    "secretsPrefix",
    (text) => PREFIX.test(text),
    "liquid-hive/prod",
  );
  const account = reader.block(aws, "secrets.aws", "serviceAccount");
  const annotations = account && reader.block(account, "secrets.aws.serviceAccount", "annotations");
  const role = annotations?.get(ROLE_ANNOTATION);
  const roleHint = typeof role === "string" && ROLE.test(role) ? role : undefined;
  if (roleHint !== undefined)
    reader.notice(
      `the role of the cluster's service account is not used. If its trust policy also admits GitHub's tokens, write it into the step: aws-role: ${roleHint}`,
    );
  return {
    ...reader.enabled(aws, "secrets.aws"),
    ...(region === undefined ? {} : { region }),
    ...(prefix === undefined ? {} : { prefix }),
    ...(roleHint === undefined ? {} : { roleHint }),
  };
}

function vaultSettings(vault: Fields, reader: BlockReader): NonNullable<HelmSettings["vault"]> {
  const address = reader.text(vault, "secrets.vault", "address", isAddress, "https://vault.example.com:8200");
  const mount = reader.text(vault, "secrets.vault", "mountPath", (text) => MOUNT.test(text), "secret");
  const given = vault.get("token");
  const token =
    typeof given === "string" && given !== "" && address !== undefined && isLoopback(address)
      ? Secret.of(given)
      : undefined;
  if (given !== undefined && given !== null && given !== "" && token === undefined)
    reader.notice("secrets.vault.token is ignored. A token that works does not belong in this file.");
  return {
    ...reader.enabled(vault, "secrets.vault"),
    ...(address === undefined ? {} : { address }),
    ...(mount === undefined ? {} : { mount }),
    ...(token === undefined ? {} : { token }),
  };
}

/** Reads fields by their type; null and an empty text are absent, as charts have them for defaults. */
class BlockReader {
  readonly problems: Failure[] = [];
  readonly notices: string[] = [];
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  notice(text: string): void {
    this.notices.push(`${this.#file}: ${text}`);
  }

  block(fields: Fields, path: string, name: string): Fields | undefined {
    const value = fields.get(name);
    if (value === undefined || value === null) return undefined;
    if (value instanceof Map) return value as Fields;
    this.#problem(`${path}.${name} is not a map.`, `Remove it, or write a map below ${path}.${name}:`);
    return undefined;
  }

  text(
    fields: Fields,
    path: string,
    name: string,
    fits: (text: string) => boolean,
    example: string,
  ): string | undefined {
    const value = fields.get(name);
    if (value === undefined || value === null || value === "") return undefined;
    if (typeof value === "string" && fits(value)) return value;
    const message =
      typeof value === "string" && value.includes("{{")
        ? `${path}.${name} is a Helm template, and templates are not evaluated here.`
        : `${path}.${name} is not what it has to be.`;
    this.#problem(message, `For example ${name}: ${example}`);
    return undefined;
  }

  enabled(fields: Fields, path: string): { readonly enabled?: boolean } {
    const value = fields.get("enabled");
    if (value === undefined || value === null) return {};
    if (typeof value === "boolean") return { enabled: value };
    this.#problem(`${path}.enabled is neither true nor false.`, "enabled: true");
    return {};
  }

  #problem(message: string, fix: string): void {
    this.problems.push(new Failure("INPUT_INVALID", message, { at: { file: this.#file }, fix }));
  }
}
