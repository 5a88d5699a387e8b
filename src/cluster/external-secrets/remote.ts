import { Failure } from "../../kernel/errors.ts";
import type { Reference } from "../../references/reference.ts";
import type { MappedEntry, Mapping } from "./mapping.ts";

/** What this step reads with: who is not in it is not asked. */
export interface KnownProviders {
  /** Schemes whose provider is configured. */
  readonly schemes: ReadonlySet<string>;
  readonly vaultAddress?: string | undefined;
  readonly vaultNamespace?: string | undefined;
  /** The account that this step reads AWS in, and the one of the role that the operator takes; each where it is known. */
  readonly awsAccount?: string | undefined;
  readonly operatorAccount?: string | undefined;
}

/** Where an entry's value is, as a reference without a field; or why that cannot be asked from here. */
export type RemoteEntry =
  | { readonly entry: MappedEntry; readonly reference: Reference; readonly store: "aws" | "ssm" | "vault" }
  | { readonly entry: MappedEntry; readonly why: string };

type Fields = { readonly [key: string]: unknown };

const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/**
 * The entries of a mapping as references, by what the operator makes of a key in this store. `spec` is `spec` of the
 * store, as it is in the cluster or is to be made. Pure. https://external-secrets.io/latest/provider/aws-secrets-manager/
 */
export function remoteReferences(
  { entries }: Pick<Mapping, "entries">,
  spec: unknown,
  known: KnownProviders,
): readonly RemoteEntry[] {
  const provider = fieldsOf(fieldsOf(spec)["provider"]);
  const aws = provider["aws"];
  if (aws !== undefined) return entries.map((entry) => awsEntry(entry, fieldsOf(aws), known));
  const vault = provider["vault"];
  if (vault !== undefined) return entries.map((entry) => vaultEntry(entry, fieldsOf(vault), known));
  return entries.map((entry) => ({ entry, why: "this step has no provider for such a store" }));
}

/** The account of the role in an ARN; undefined where it is none. */
export const accountOf = (arn: string): string | undefined => /^arn:[a-z-]+:iam::(\d{12}):/.exec(arn)?.[1];

function awsEntry(entry: MappedEntry, aws: Fields, known: KnownProviders): RemoteEntry {
  const service = textOf(aws["service"]) || "SecretsManager";
  const store = service === "SecretsManager" ? "aws" : service === "ParameterStore" ? "ssm" : undefined;
  if (store === undefined) return { entry, why: "certificates are not read here" };
  if (!known.schemes.has(store)) return { entry, why: "the step has no input for AWS (aws-role)" };
  const operators = accountOf(textOf(aws["role"])) ?? known.operatorAccount;
  if (known.awsAccount !== undefined && operators !== undefined && operators !== known.awsAccount)
    return { entry, why: "the store reads in another account than this step" };
  const query = new Map<string, string>();
  const region = textOf(aws["region"]);
  if (region !== "") query.set("region", region);
  const { version = "" } = entry;
  if (version !== "" && store === "ssm") query.set("version", version);
  else if (version.startsWith("uuid/")) query.set("version", version.slice("uuid/".length));
  else if (version !== "") query.set("stage", version);
  const name = `${textOf(aws["prefix"])}${entry.key}`;
  const locator = store === "aws" ? name : name.replaceAll("%", "%25");
  return { entry, store, reference: { kind: "reference", scheme: store, locator, query, field: undefined } };
}

function vaultEntry(entry: MappedEntry, vault: Fields, known: KnownProviders): RemoteEntry {
  if (!known.schemes.has("vault")) return { entry, why: "the step has no input for Vault (vault-role)" };
  const server = textOf(vault["server"]);
  if (known.vaultAddress === undefined || !sameServer(server, known.vaultAddress))
    return { entry, why: "the store reads from another Vault than vault-address" };
  if (trimmed(textOf(vault["namespace"])) !== trimmed(known.vaultNamespace ?? ""))
    return { entry, why: "the store reads from another namespace of Vault than vault-namespace" };
  const mount = trimmed(textOf(vault["path"]));
  let path = entry.key.replace(/^\/+/, "");
  if (mount !== "" && path.startsWith(`${mount}/`)) path = path.slice(mount.length + 1);
  if (textOf(vault["version"]) !== "v1" && path.startsWith("data/")) path = path.slice("data/".length);
  const query = new Map(entry.version === undefined ? [] : [["version", entry.version] as const]);
  const locator = (mount === "" ? path : `${mount}/${path}`).replaceAll("%", "%25");
  return {
    entry,
    store: "vault",
    reference: { kind: "reference", scheme: "vault", locator, query, field: undefined },
  };
}

const trimmed = (path: string): string => path.replace(/^\/+|\/+$/g, "");

const sameServer = (one: string, two: string): boolean =>
  URL.canParse(one) && URL.canParse(two) && new URL(one).origin === new URL(two).origin;

const GCP_NAME = /^[\w-]{1,255}$/;
const AZURE_NAME = /^(?:(?:secret|cert|key)\/)?[0-9A-Za-z-]{1,127}$/;

/** Keys that this kind of store can never hold: the seed's have slashes, which only AWS and Vault take. Pure. */
export function keyProblems(
  { entries, file }: Pick<Mapping, "entries" | "file">,
  spec: unknown,
): readonly Failure[] {
  const provider = fieldsOf(fieldsOf(spec)["provider"]);
  const [form, where] =
    provider["gcpsm"] !== undefined
      ? [GCP_NAME, "Google Secret Manager"]
      : provider["azurekv"] !== undefined
        ? [AZURE_NAME, "Azure Key Vault"]
        : [undefined, ""];
  if (form === undefined) return [];
  return entries
    .filter(({ key }) => !form.test(key))
    .map(
      ({ secretKey, line }) =>
        new Failure("REFERENCE_INVALID", `${secretKey}: its \`key\` cannot be a name in ${where}.`, {
          at: { file, ...(line === undefined ? {} : { line }) },
          fix: "Use letters, digits and dashes: write - where the key has a slash or a dot.",
        }),
    );
}
