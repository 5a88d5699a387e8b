import { Failure } from "../../kernel/errors.ts";
import type { StoreLine } from "./store.ts";

/** What the step's other inputs say of the stores: a line may leave it out. */
export interface StoreInputs {
  readonly awsRegion?: string | undefined;
  readonly vaultAddress?: string | undefined;
  readonly vaultMount?: string | undefined;
  readonly vaultNamespace?: string | undefined;
  /** PEM. */
  readonly vaultCa?: string | undefined;
}

/** The service account that a store reads as; a SecretStore names no namespace. */
export interface AccountRef {
  readonly name: string;
  readonly namespace?: string;
}

type Spec = { readonly [key: string]: unknown };

/**
 * `spec.provider` of a store. Takes its line, the service account where there is one, and the step's inputs. Returns
 * INPUT_INVALID where something is missing that only an input may say.
 * https://external-secrets.io/latest/api/secretstore/
 */
export function storeSpec(
  { name, provider, words, line }: StoreLine,
  account: AccountRef | undefined,
  inputs: StoreInputs,
): Spec | Failure {
  const lacking = (what: string, fix: string): Failure =>
    new Failure("INPUT_INVALID", `${name}: ${what}`, {
      at: { input: "external-secrets-store", line },
      fix,
    });
  const word = (key: string): string | undefined => words.get(key);
  if (provider === "aws") {
    const region = word("region") ?? inputs.awsRegion;
    if (region === undefined) return lacking("no region is given.", "aws-region: eu-west-1");
    return { aws: awsSpec(word, region, account) };
  }
  if (provider === "vault") {
    const server = word("address") ?? inputs.vaultAddress;
    if (server === undefined)
      return lacking("Vault's address is not given.", "vault-address: https://vault.example.com:8200");
    if (account === undefined)
      return lacking(
        "no service account is given to log in to Vault as.",
        `${name}: vault, role ${"ROLE"}, service-account external-secrets`,
      );
    return { vault: vaultSpec(word, server, account, inputs) };
  }
  if (provider === "gcp") {
    const location = word("location");
    const identity = present({
      clusterName: word("cluster"),
      clusterLocation: word("cluster-location"),
      clusterProjectID: word("cluster-project"),
    });
    return {
      gcpsm: {
        projectID: word("project"),
        ...present({ location }),
        ...(account === undefined
          ? {}
          : { auth: { workloadIdentity: { serviceAccountRef: account, ...identity } } }),
      },
    };
  }
  return {
    azurekv: {
      authType: account === undefined ? "ManagedIdentity" : "WorkloadIdentity",
      vaultUrl: word("vault-url"),
      ...present({ tenantId: word("tenant") }),
      ...(account === undefined ? present({ identityId: word("client") }) : { serviceAccountRef: account }),
    },
  };
}

type Words = (key: string) => string | undefined;

/** With a service account the role is the one that this carries; without, the operator's own identity takes it. */
const awsSpec = (word: Words, region: string, account: AccountRef | undefined): Spec => ({
  service: word("service") === "parameter-store" ? "ParameterStore" : "SecretsManager",
  region,
  ...(account === undefined ? { role: word("role") } : { auth: { jwt: { serviceAccountRef: account } } }),
  ...present({ externalID: account === undefined ? word("external-id") : undefined }),
});

function vaultSpec(word: Words, server: string, account: AccountRef, inputs: StoreInputs): Spec {
  const jwt = word("method") === "jwt";
  const role = word("role");
  const path = word("auth-path") ?? (jwt ? "jwt" : "kubernetes");
  return {
    server,
    path: word("mount") ?? inputs.vaultMount ?? "secret",
    version: word("kv") === "1" ? "v1" : "v2",
    ...present({ namespace: word("namespace") ?? inputs.vaultNamespace }),
    ...(inputs.vaultCa === undefined
      ? {}
      : { caBundle: Buffer.from(inputs.vaultCa, "utf8").toString("base64") }),
    auth: jwt
      ? {
          jwt: {
            path,
            role,
            kubernetesServiceAccountToken: {
              serviceAccountRef: { ...account, audiences: [word("audience") ?? "vault"] },
            },
          },
        }
      : { kubernetes: { mountPath: path, role, serviceAccountRef: account } },
  };
}

const present = (fields: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined),
  );
