import { Failure } from "../../kernel/errors.ts";
import type { Desired, Origin } from "../object.ts";
import { API_VERSION, type Mapping } from "./mapping.ts";
import type { StoreLine } from "./store.ts";
import { type AccountRef, type StoreInputs, storeSpec } from "./store-specs.ts";

export interface StoreObjects {
  /** A service account before the store that uses it. */
  readonly desired: readonly Desired[];
  readonly problems: readonly Failure[];
  readonly notices: readonly string[];
}

const ROLE_ANNOTATION = "eks.amazonaws.com/role-arn";
const CLIENT_ANNOTATION = "azure.workload.identity/client-id";
const TENANT_ANNOTATION = "azure.workload.identity/tenant-id";

/**
 * The stores that the input asks for, of the kind that the mapping says, and the service account where the values
 * have one created. Its role must be the one of the line: a file of the checkout may not choose whose rights the
 * cluster takes. Pure.
 */
export function storeObjects(
  stores: readonly StoreLine[],
  inputs: StoreInputs,
  mapping: Mapping,
): StoreObjects {
  const desired: Desired[] = [];
  const problems: Failure[] = [];
  const notices: string[] = [];
  for (const store of stores) {
    const made = objectsOf(store, inputs, mapping);
    if (made instanceof Failure) problems.push(made);
    else desired.push(...made);
  }
  if (mapping.serviceAccount?.create === true && !stores.some(({ name }) => name === mapping.store.name))
    notices.push(
      `${mapping.file}: serviceAccount.create is true, and external-secrets-store has no line for ${mapping.store.name}: neither is made here.`,
    );
  return { desired, problems, notices };
}

function objectsOf(store: StoreLine, inputs: StoreInputs, mapping: Mapping): Desired[] | Failure {
  const { name, line } = store;
  const at = { input: "external-secrets-store", line };
  if (name !== mapping.store.name)
    return new Failure("INPUT_INVALID", `${name}: the values read from another store.`, {
      at,
      fix: `Name it as the values do: ${mapping.store.name}`,
    });
  const origin: Origin = { from: "external-secrets", input: "external-secrets-store", line };
  const account = accountOf(store, mapping);
  const create = mapping.serviceAccount?.create === true && !store.words.has("service-account");
  const role = store.provider === "aws" ? store.words.get("role") : undefined;
  const asked = mapping.serviceAccount?.roleArn;
  if (create && store.provider === "aws" && asked !== undefined && asked !== role)
    return new Failure(
      "INPUT_INVALID",
      `${name}: the role of serviceAccount in ${mapping.file} is not the one of this line.`,
      { at, fix: `Write the same role in both: ${ROLE_ANNOTATION}: ${role}` },
    );
  const cluster = mapping.store.kind === "ClusterSecretStore";
  if (!cluster && account !== undefined && account.namespace !== mapping.namespace)
    return new Failure(
      "INPUT_INVALID",
      `${name}: a SecretStore reads as a service account of its own namespace.`,
      {
        at,
        fix: `service-account ${account.name}`,
      },
    );
  const ref: AccountRef | undefined =
    account === undefined ? undefined : cluster ? account : { name: account.name };
  const provider = storeSpec(store, ref, inputs);
  if (provider instanceof Failure) return provider;
  // The values, a file of the checkout, say its kind: what is the whole cluster's is bound all the same.
  const namespaces = store.words.get("namespaces")?.split("+") ?? [mapping.namespace];
  const labels = { "app.kubernetes.io/managed-by": "secrets-action" };
  const namespace = cluster ? undefined : mapping.namespace;
  const made: Desired = {
    key: { apiVersion: API_VERSION, kind: mapping.store.kind, namespace, name },
    origin,
    body: {
      apiVersion: API_VERSION,
      kind: mapping.store.kind,
      metadata: { name, ...(namespace === undefined ? {} : { namespace }), labels },
      spec: { provider, ...(cluster ? { conditions: [{ namespaces }] } : {}) },
    },
    notes: [],
  };
  if (!create || account === undefined) return [made];
  const annotations = annotationsOf(store);
  const serviceAccount: Desired = {
    key: { apiVersion: "v1", kind: "ServiceAccount", namespace: account.namespace, name: account.name },
    origin,
    body: {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: account.name, namespace: account.namespace, labels, annotations },
    },
    notes: [],
  };
  return [serviceAccount, made];
}

/** The line's own, else the one that the values have created. Always with its namespace. */
function accountOf(
  { words }: StoreLine,
  { serviceAccount, namespace }: Mapping,
): Required<AccountRef> | undefined {
  const said = words.get("service-account");
  if (said !== undefined) {
    const [first, second] = said.split("/");
    return second === undefined ? { name: said, namespace } : { name: second, namespace: first! };
  }
  return serviceAccount?.create === true ? { name: serviceAccount.name, namespace } : undefined;
}

function annotationsOf({ provider, words }: StoreLine): Record<string, string> {
  const pairs: [string, string | undefined][] =
    provider === "aws"
      ? [[ROLE_ANNOTATION, words.get("role")]]
      : provider === "azure"
        ? [
            [CLIENT_ANNOTATION, words.get("client")],
            [TENANT_ANNOTATION, words.get("tenant")],
          ]
        : [];
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair[1] !== undefined));
}
