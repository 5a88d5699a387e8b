import type { ClusterClient } from "../cluster/api.ts";
import type { Mapping } from "../cluster/external-secrets/mapping.ts";
import { API_VERSION } from "../cluster/external-secrets/mapping.ts";
import { type ReadResult, verdictOf } from "../cluster/external-secrets/preflight.ts";
import {
  accountOf,
  keyProblems,
  type RemoteEntry,
  remoteReferences,
} from "../cluster/external-secrets/remote.ts";
import type { StoreInputs } from "../cluster/external-secrets/store-specs.ts";
import { ApiFault } from "../cluster/fault.ts";
import type { ClusterHost } from "../cluster/host.ts";
import type { Desired, ObjectKey } from "../cluster/object.ts";
import type { InputsRead } from "../config/read-inputs.ts";
import { Failure } from "../kernel/errors.ts";
import type { Secret } from "../kernel/secret.ts";
import { locate, type Located, type Resolution, resolve } from "../providers/resolve.ts";
import { reasonOf } from "../providers/provider.ts";
import type { Content } from "../references/content.ts";
import type { ClusterContext } from "./cluster-job.ts";
import { dryRun } from "./dry-run.ts";

/** What the preflight found. */
export interface Preflight {
  readonly problems: readonly Failure[];
  readonly notices: readonly string[];
}

/**
 * What the inputs say of stores of the cluster. `readText` reads a file of the workspace: `ca-cert` may name one. Throws
 * what that throws.
 */
export function storeInputs(
  { inputs, providers }: Pick<InputsRead, "inputs" | "providers">,
  readText: (file: string) => string,
): StoreInputs {
  const text = textOf({ providers });
  const { caCert } = inputs;
  return {
    awsRegion: text("aws", "awsRegion"),
    vaultAddress: text("vault", "vaultAddress"),
    vaultMount: text("vault", "vaultMount"),
    vaultNamespace: text("vault", "vaultNamespace"),
    vaultCa: caCert === "" || isPem(caCert) ? caCert || undefined : pemOf(readText(caCert)),
  };
}

/** The first word of a provider's input; undefined where it is not given. */
const textOf =
  ({ providers }: Pick<InputsRead, "providers">) =>
  (id: string, name: string): string | undefined => {
    const value = providers.get(id)?.values[name];
    const first = Array.isArray(value) ? (value[0] as unknown) : value;
    return typeof first === "string" && first !== "" ? first.split(/[\s,]+/)[0] : undefined;
  };

const isPem = (text: string): boolean => text.includes("-----BEGIN CERTIFICATE-----");

function pemOf(text: string): string {
  if (isPem(text)) return text;
  throw new Failure("FILE_UNREADABLE", "The file of ca-cert holds no PEM certificate.", {
    at: { input: "ca-cert" },
    fix: "ca-cert: path/to/ca.pem   # -----BEGIN CERTIFICATE-----",
  });
}

/**
 * Whether the operator will find every entry of the mapping in its store, by its own rules. What this step may not read is
 * unknown, not missing. Reads only of providers that inputs configure; changes nothing.
 */
export async function preflight(
  mapping: Mapping,
  made: readonly Desired[],
  context: ClusterContext,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<Preflight> {
  const spec = await specOf(mapping, made, client, signal);
  if (spec instanceof Failure) return { problems: [spec], notices: [] };
  const problems = [...keyProblems(mapping, spec)];
  if (problems.length > 0) return { problems, notices: [] };
  if (spec === undefined)
    return {
      problems,
      notices: [`The store ${mapping.store.name} may not be read: its keys were not looked up.`],
    };
  const configured = context.providers.filter(({ id }) => isConfigured(context.given, id));
  const text = textOf(context.given);
  const known = {
    schemes: new Set(configured.flatMap(({ schemes }) => schemes.map(({ name }) => name))),
    vaultAddress: text("vault", "vaultAddress"),
    vaultNamespace: text("vault", "vaultNamespace"),
    awsAccount: awsAccount(context),
    operatorAccount: accountOf(operatorRole(mapping, made)),
  };
  const entries = remoteReferences(mapping, spec, known);
  const results = await readAll(entries, context, signal);
  host.born(results.flatMap((result) => (typeof result === "object" ? secretsIn(result) : [])));
  const notices: string[] = [];
  for (const [index, remote] of entries.entries()) {
    const { entry } = remote;
    const result = results[index];
    const at = { file: mapping.file, ...(entry.line === undefined ? {} : { line: entry.line }) };
    if ("why" in remote) notices.push(`${entry.secretKey}: not looked up: ${remote.why}.`);
    else if (result !== undefined) {
      const { is, why, fix } = verdictOf(entry, remote.store, result);
      if (is === "missing" || is === "wrong")
        problems.push(new Failure("SECRET_NOT_FOUND", `${entry.secretKey}: ${why}.`, { at, fix }));
      else if (why !== "") notices.push(`${entry.secretKey}: ${why}.${fix === "" ? "" : ` ${fix}`}`);
    }
  }
  return { problems, notices };
}

/** The account that the step is logged in to, or will be: of the session, else of the role that it asks for. */
function awsAccount({ sessions, given }: ClusterContext): string | undefined {
  const open = sessions.opened().find(({ provider }) => provider === "aws");
  return open?.session.who?.account ?? accountOf(textOf(given)("aws", "awsRole") ?? "");
}

/** The role of the service account that the operator reads as, as far as this run knows it. */
function operatorRole({ serviceAccount }: Mapping, made: readonly Desired[]): string {
  const account = made.find(({ key }) => key.kind === "ServiceAccount");
  return account?.body.metadata.annotations?.["eks.amazonaws.com/role-arn"] ?? serviceAccount?.roleArn ?? "";
}

const isConfigured = ({ providers }: InputsRead, id: string): boolean => {
  const read = providers.get(id);
  return read !== undefined && (read.given || read.ambient) && read.problems.length === 0;
};

/** `spec` of the store: the one of this run, else the cluster's; undefined where it may not be read. */
async function specOf(
  mapping: Mapping,
  made: readonly Desired[],
  client: ClusterClient,
  signal: AbortSignal,
): Promise<unknown> {
  const { name, kind } = mapping.store;
  const own = made.find(({ key }) => key.kind === kind && key.name === name);
  if (own !== undefined) return own.body["spec"];
  const namespace = kind === "ClusterSecretStore" ? undefined : mapping.namespace;
  const key: ObjectKey = { apiVersion: API_VERSION, kind, namespace, name };
  try {
    const live = await client.get(key, signal);
    if (live !== undefined) return live["spec"];
    return new Failure("KIND_UNKNOWN", `There is no ${kind} ${name} in the cluster.`, {
      at: { file: mapping.file },
      fix: `external-secrets-store: |\n  ${name}: aws, role arn:aws:iam::123456789012:role/external-secrets`,
    });
  } catch (error) {
    if (error instanceof ApiFault && error.status === 403) return undefined;
    throw error;
  }
}

async function readAll(
  entries: readonly RemoteEntry[],
  { providers, sessions }: ClusterContext,
  signal: AbortSignal,
): Promise<readonly (ReadResult | undefined)[]> {
  const located = entries.map((remote): Located | undefined => {
    const found = "reference" in remote ? locate(remote.reference, providers, []) : undefined;
    return found instanceof Failure ? undefined : found;
  });
  const wanted = located.filter((one) => one !== undefined);
  // Whose reading creates something is not looked up: this is a check.
  const results = await resolve(wanted, new Set(["not-found"] as const), dryRun(sessions).sessions, signal);
  return located.map((one) => {
    const result = one === undefined ? undefined : results[wanted.indexOf(one)];
    return result === undefined ? undefined : readResult(result);
  });
}

function readResult(result: Resolution): ReadResult {
  if (result.is === "found") return result.content;
  if (result.is === "missing") return "missing";
  const reason = reasonOf(result.error);
  return reason === "deleted" ? "missing" : reason === "unreachable" ? "unreachable" : "denied";
}

/** What a server's text could quote of it. */
function secretsIn(content: Content): Secret[] {
  if (content.kind === "text") return [content.text];
  if (content.kind === "bytes") return [content.bytes];
  if (content.kind === "listing") return [...content.entries.values()].flatMap(secretsIn);
  return [...content.fields.values()].flatMap((node) => (node.kind === "leaf" ? [node.value] : []));
}
