/** Why a sync does not succeed, in words of our own. */
export interface Cause {
  readonly cause: string;
  readonly fix: string;
  /** Whether it may end by itself: a store that is being checked, a webhook that starts. */
  readonly passing: boolean;
}

export interface CauseContext {
  readonly namespace: string;
  readonly store: { readonly kind: string; readonly name: string };
  readonly target: string;
  /** The names of the entries, in order. */
  readonly keys: readonly string[];
}

interface Row {
  readonly is: RegExp;
  readonly cause: string;
  readonly fix: (context: CauseContext) => string;
  readonly passing?: true;
}

const describe = ({ store, namespace }: CauseContext): string =>
  store.kind === "ClusterSecretStore"
    ? `kubectl describe clustersecretstore ${store.name}`
    : `kubectl -n ${namespace} describe secretstore ${store.name}`;

/** The first that fits counts: what names a cause stands before what only says that there is one. */
const ROWS: readonly Row[] = [
  {
    is: /an IAM role must be associated with service account/i,
    cause: "the service account of the store has no IAM role",
    fix: ({ namespace }) =>
      `kubectl -n ${namespace} annotate serviceaccount NAME eks.amazonaws.com/role-arn=arn:aws:iam::123456789012:role/NAME`,
  },
  {
    is: /AssumeRoleWithWebIdentity|not authorized to perform: sts:/i,
    cause: "AWS does not let the service account of the store take its role",
    fix: ({ namespace }) =>
      `In the role's trust policy, for the OIDC provider of the cluster: sub system:serviceaccount:${namespace}:NAME, aud sts.amazonaws.com`,
  },
  {
    is: /cannot request Kubernetes service account token|serviceaccounts? .* not found/i,
    cause: "the store's service account is not there, or the operator may make no token for it",
    fix: ({ namespace }) =>
      `Create the service account in the namespace that the store names (without one in its reference: ${namespace}), or let external-secrets-store do it.`,
  },
  {
    is: /using cluster store .* is not allowed from namespace|denied by spec\.condition/i,
    cause: "the store does not admit this namespace",
    fix: ({ store, namespace }) =>
      `Add ${namespace} to spec.conditions of ClusterSecretStore ${store.name}: conditions: [{namespaces: [${namespace}]}]`,
  },
  {
    is: /could not get (?:Cluster)?SecretStore|(?:secretstore|SecretStore).* not found/i,
    cause: "the store is not there under this kind and name",
    fix: ({ store }) =>
      `See which there are: kubectl get clustersecretstores,secretstores -A. The values say kind ${store.kind}; without a kind it is SecretStore.`,
  },
  {
    is: /is not ready/i,
    cause: "the store is not ready",
    fix: describe,
    passing: true,
  },
  {
    is: /missing clientID|missing tenantID/i,
    cause: "the store does not know its identity in Azure",
    fix: () =>
      "Annotate the service account: azure.workload.identity/client-id and azure.workload.identity/tenant-id",
  },
  {
    is: /unknown Azure Keyvault object Type/i,
    cause: "a key has a slash, which Azure Key Vault takes for a type",
    fix: () =>
      "Write the name alone, with - in place of /. Only secret/, cert/ and key/ may stand before it.",
  },
  {
    is: /unable to access Secret from SecretManager Client/i,
    cause: "Google Secret Manager refuses, or has no secret of this name",
    fix: () => "Grant roles/secretmanager.secretAccessor, and check the name.",
  },
  {
    is: /Code: 403|permission denied/i,
    cause: "Vault lets the store's role not read this path",
    fix: () => 'path "MOUNT/data/PATH" { capabilities = ["read"] }',
  },
  {
    is: /failed to find data field/i,
    cause: "the store has the wrong version of the KV engine",
    fix: () => "spec.provider.vault.version: v1 for a mount of version 1, v2 for one of version 2",
  },
  {
    is: /AccessDenied|not authorized to perform/i,
    cause: "AWS lets the store's role not read this secret",
    fix: () => "Allow secretsmanager:GetSecretValue on it, and kms:Decrypt on its key.",
  },
  {
    is: /key .* does not exist in secret|cannot find secret data for key|property .* does not exist/i,
    cause: "the secret is there, and the property in it is not",
    fix: () => "Correct `property`, or remove it where the secret is plain text.",
  },
  {
    is: /Secret does not exist|marked for deletion|ResourceNotFoundException/i,
    cause: "the store has no secret of this key",
    fix: () => "Create it, or correct `key`. Below a Vault store, keys begin behind the mount.",
  },
  {
    is: /invalid secret keys/i,
    cause: "a key has characters that a Kubernetes Secret does not take",
    fix: () => "Use A-Z a-z 0-9 - _ and the dot.",
  },
  {
    is: /target is owned by another ExternalSecret|failed to take ownership of target/i,
    cause: "another ExternalSecret owns the Secret",
    fix: ({ namespace, target }) =>
      `kubectl -n ${namespace} get secret ${target} -o jsonpath='{.metadata.ownerReferences}'`,
  },
  {
    is: /target is immutable/i,
    cause: "the Secret is immutable",
    fix: ({ namespace, target }) => `kubectl -n ${namespace} delete secret ${target}`,
  },
  {
    is: /CreationPolicy=Merge/i,
    cause: "creationPolicy Merge fills a Secret that is there, and there is none",
    fix: () => "spec.target.creationPolicy: Owner",
  },
  {
    is: /failed calling webhook|no endpoints available/i,
    cause: "the operator's webhook does not answer",
    fix: () => "kubectl -n external-secrets get deployment external-secrets-webhook",
    passing: true,
  },
  {
    is: /Throttling|too many requests|rate exceeded|Code: 429/i,
    cause: "the store has too many requests",
    fix: () => "Raise refreshInterval: each entry is one request an interval.",
    passing: true,
  },
  {
    is: /connection refused|no such host|i\/o timeout|deadline exceeded/i,
    cause: "the operator does not reach the store",
    fix: describe,
    passing: true,
  },
];

/**
 * The cause that an event or a condition of the operator tells, where its form is known. `said` is the operator's
 * text as it came: nothing of it is returned but which entry it is about.
 */
export function causeOf(said: string, context: CauseContext): Cause | undefined {
  const row = ROWS.find(({ is }) => is.test(said));
  if (row === undefined) return undefined;
  const index = /error processing spec\.data\[(\d{1,5})\]/.exec(said)?.[1];
  const entry = index === undefined ? undefined : context.keys[Number(index)];
  return {
    cause: entry === undefined ? row.cause : `${entry}: ${row.cause}`,
    fix: row.fix(context),
    passing: row.passing === true,
  };
}
