import { Failure } from "../kernel/errors.ts";
import { helmFullname } from "./helm-fullname.ts";
import type { HelmMap } from "./helm-merge.ts";
import { helmSettings } from "./helm-settings.ts";
import { type HelmEntry, helmEntries } from "./helm-shapes.ts";

export interface ExternalOptions {
  /** The input `helm-release`; undefined where it is not given. */
  readonly release: string | undefined;
  /** The chart's name; the release's where it is not known. */
  readonly chart: string | undefined;
  /** The values files, for messages. */
  readonly file: string;
  /** The text of the only file, for line numbers. */
  readonly text?: string;
  readonly namespace: string;
}

export interface ExternalEntry {
  readonly secretKey: string;
  readonly key: string;
  readonly property?: string;
  readonly version?: string;
  readonly decoding: "None" | "Base64";
  readonly line?: number;
}

/** What `externalSecrets` of Helm values asks for: the ExternalSecret that the seed's charts would render. */
export interface ExternalMapping {
  readonly name: string;
  readonly namespace: string;
  /** The Secret that it makes. */
  readonly target: string;
  readonly store: { readonly name: string; readonly kind: StoreKind };
  readonly refreshInterval: string;
  readonly entries: readonly ExternalEntry[];
  readonly serviceAccount?: {
    readonly create: boolean;
    readonly name: string;
    readonly roleArn?: string;
  };
  readonly file: string;
}

export type StoreKind = "SecretStore" | "ClusterSecretStore";

export interface ExternalRead {
  /** Undefined where the values ask for none, or where there are problems. */
  readonly mapping: ExternalMapping | undefined;
  readonly problems: readonly Failure[];
  readonly notices: readonly string[];
}

const NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;
const DURATION = /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/;

/**
 * Reads `externalSecrets` of merged values, in both shapes (docs/external-secrets.md): a map of names below
 * `secretStore`, or the list of an ExternalSecret below `secretStoreRef`. Names that the values do not give are the
 * seed's: for a map `<fullname>-app-secrets` with the target `<fullname>-runtime-secrets`, for a list
 * `<fullname>-secrets` for both. Never throws.
 */
export function externalSecretsOf(values: HelmMap, options: ExternalOptions): ExternalRead {
  const { file, text } = options;
  const notices: string[] = [];
  const problems: Failure[] = [];
  const read = (mapping?: ExternalMapping): ExternalRead => ({
    mapping: problems.length === 0 ? mapping : undefined,
    problems,
    notices,
  });
  const invalid = (message: string, fix: string): undefined => {
    problems.push(new Failure("INPUT_INVALID", message, { at: { file }, fix }));
  };
  const external = values.get("externalSecrets");
  if (external === undefined || external === null) {
    notices.push(`${file}: there is no externalSecrets, so no ExternalSecret is made.`);
    return read();
  }
  if (!(external instanceof Map)) {
    invalid("externalSecrets is not a map.", "externalSecrets:\n  enabled: true\n  data: {}");
    return read();
  }
  const fields = external as HelmMap;
  const enabled: unknown = fields.get("enabled") ?? true;
  if (typeof enabled !== "boolean")
    invalid("externalSecrets.enabled is neither true nor false.", "enabled: true");
  if (enabled === false) {
    notices.push(`${file}: externalSecrets.enabled is false, so no ExternalSecret is made.`);
    return read();
  }
  if (fields.has("<<"))
    invalid("externalSecrets has a YAML merge key (<<), and these are not read.", "Write its entries out.");
  const dataFrom: unknown = fields.get("dataFrom");
  if (dataFrom !== undefined && !(Array.isArray(dataFrom) && dataFrom.length === 0))
    invalid(
      "externalSecrets.dataFrom takes its names from the store, and that is not read from values.",
      "Name each entry below externalSecrets.data, or put the ExternalSecret into a manifest:\napply: deploy/external-secret.yaml",
    );
  const data: unknown = fields.get("data");
  const isList = Array.isArray(data);
  const entries = helmEntries(data, file, text);
  problems.push(...entries.problems);
  if (entries.entries.length === 0 && entries.problems.length === 0)
    invalid(
      "externalSecrets has no data: the operator refuses an ExternalSecret without any.",
      "externalSecrets:\n  data:\n    MONGO_URL:\n      key: liquid-hive/prod/MONGO_URL",
    );
  const store = storeOf(fields, isList, invalid, notices, file);
  const refreshInterval = intervalOf(fields.get("refreshInterval"), invalid);
  const names = namesOf(fields, isList, values, options, invalid);
  if (names === undefined || store === undefined || refreshInterval === undefined) return read();
  const account = accountOf(values, names.fullname, file);
  if (account instanceof Failure) problems.push(account);
  return read({
    name: names.name,
    namespace: options.namespace,
    target: names.target,
    store,
    refreshInterval,
    entries: entries.entries.map(entryOf),
    ...(account === undefined || account instanceof Failure ? {} : { serviceAccount: account }),
    file,
  });
}

type Invalid = (message: string, fix: string) => undefined;

const entryOf = ({ name, key, property, version, base64, line }: HelmEntry): ExternalEntry => ({
  secretKey: name,
  key,
  ...(property === undefined ? {} : { property }),
  ...(version === undefined ? {} : { version }),
  decoding: base64 ? "Base64" : "None",
  ...(line === undefined ? {} : { line }),
});

/** The seed's two charts call it differently; where both stand, the one of this shape's chart counts. */
function storeOf(
  fields: HelmMap,
  isList: boolean,
  invalid: Invalid,
  notices: string[],
  file: string,
): ExternalMapping["store"] | undefined {
  const [own, other] = isList ? ["secretStoreRef", "secretStore"] : ["secretStore", "secretStoreRef"];
  const used = fields.has(own) ? own : other;
  const store: unknown = fields.get(used);
  if (fields.has(own) && fields.has(other) && !sameStore(fields.get(own), fields.get(other)))
    notices.push(
      `${file}: secretStore and secretStoreRef name two stores. ${own} counts, as in the chart of this shape. Remove ${other}.`,
    );
  if (!(store instanceof Map))
    return invalid(
      `externalSecrets does not say from which store it reads.`,
      `externalSecrets:\n  ${own}:\n    name: aws-secrets-manager\n    kind: ClusterSecretStore`,
    );
  const name: unknown = store.get("name");
  const kind: unknown = store.get("kind") ?? "SecretStore";
  if (typeof name !== "string" || !NAME.test(name))
    return invalid(`externalSecrets.${used}.name is no name of an object.`, "name: aws-secrets-manager");
  if (kind !== "SecretStore" && kind !== "ClusterSecretStore")
    return invalid(
      `externalSecrets.${used}.kind is neither SecretStore nor ClusterSecretStore.`,
      "kind: ClusterSecretStore",
    );
  if (!store.has("kind"))
    notices.push(
      `${file}: externalSecrets.${used} has no kind. The operator then takes a SecretStore of the same namespace, never a ClusterSecretStore.`,
    );
  return { name, kind };
}

const sameStore = (one: unknown, two: unknown): boolean =>
  one instanceof Map &&
  two instanceof Map &&
  one.get("name") === two.get("name") &&
  one.get("kind") === two.get("kind");

function intervalOf(value: unknown, invalid: Invalid): string | undefined {
  if (value === undefined || value === null || value === "") return "1h0m0s";
  if (value === 0 || value === "0") return "0s";
  if (typeof value === "string" && DURATION.test(value)) return value;
  return invalid("externalSecrets.refreshInterval is no duration with a unit.", "refreshInterval: 1h");
}

function namesOf(
  fields: HelmMap,
  isList: boolean,
  values: HelmMap,
  { release, chart }: ExternalOptions,
  invalid: Invalid,
): { readonly name: string; readonly target: string; readonly fullname: string | undefined } | undefined {
  const target: unknown = fields.get("target");
  const said = {
    name: fields.get("name"),
    target: target instanceof Map ? target.get("name") : (target ?? fields.get("targetName")),
  };
  for (const [what, text] of Object.entries(said))
    if (text !== undefined && text !== null && !(typeof text === "string" && NAME.test(text)))
      return invalid(`externalSecrets.${what} is no name of an object.`, `${what}: liquid-hive-secrets`);
  const { name, target: secret } = said as { name?: string | null; target?: string | null };
  const override = values.get("fullnameOverride");
  const named = typeof override === "string" && override !== "";
  if (release === undefined && !named && (typeof name !== "string" || typeof secret !== "string"))
    return invalid(
      "The names of the ExternalSecret and of its Secret begin with the release's name, and that is not given.",
      "helm-release: liquid-hive",
    );
  const base = helmFullname({ release: release ?? "", chart: chart ?? release ?? "", values });
  const made = {
    name: name ?? (isList ? `${base}-secrets` : `${base}-app-secrets`),
    target: secret ?? (isList ? `${base}-secrets` : `${base}-runtime-secrets`),
  };
  for (const text of Object.values(made))
    if (!NAME.test(text))
      return invalid(
        "The release's name does not give a name that Kubernetes takes.",
        "fullnameOverride: liquid-hive",
      );
  return { ...made, fullname: base === "" ? undefined : base };
}

/** `secrets.aws.serviceAccount` of the seed's values; undefined where it is not to be created. */
function accountOf(
  values: HelmMap,
  fullname: string | undefined,
  file: string,
): ExternalMapping["serviceAccount"] | Failure {
  const secrets = values.get("secrets");
  const aws: unknown = secrets instanceof Map ? secrets.get("aws") : undefined;
  const account: unknown = aws instanceof Map ? aws.get("serviceAccount") : undefined;
  if (!(account instanceof Map) || account.get("create") !== true) return undefined;
  const name: unknown = account.get("name") ?? fullname;
  if (typeof name !== "string" || !NAME.test(name))
    return new Failure("INPUT_INVALID", "secrets.aws.serviceAccount is to be created, and has no name.", {
      at: { file },
      fix: "serviceAccount:\n  create: true\n  name: liquid-hive",
    });
  const role = helmSettings(secrets as HelmMap, file).settings.aws?.roleHint;
  return { create: true, name, ...(role === undefined ? {} : { roleArn: role }) };
}
