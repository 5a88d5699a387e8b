import type { Access } from "../cluster/access.ts";
import type { ClusterHost } from "../cluster/host.ts";
import type { ClusterInputs } from "../cluster/inputs.ts";
import { parseStores, type StoreLine } from "../cluster/external-secrets/store.ts";
import { checkLogin } from "../cluster/login/access.ts";
import { sharedAudience } from "../cluster/login/audience.ts";
import { loginFiles } from "../cluster/login/files.ts";
import { type ClusterReference, parseCluster } from "../cluster/login/reference.ts";
import type { ExportedExec } from "../cluster/login/export.ts";
import { parseSecretOptions, type SecretOptions } from "../cluster/objects/options.ts";
import { expandManifestPaths } from "../cluster/objects/paths.ts";
import type { ApplySettings } from "../cluster/settings.ts";
import { Failure } from "../kernel/errors.ts";
import type { Secret } from "../kernel/secret.ts";
import { loadYaml } from "../kernel/yaml.ts";
import type { Located } from "../providers/resolve.ts";
import type { RunnerEvent } from "../runner/runner.ts";
import { checkJob } from "./cluster-check.ts";
import { type ValuesFile, valuesFiles } from "./cluster-handed.ts";
import { type ClusterContext, type ClusterJob, isForCluster } from "./cluster-job.ts";
import { type HelmParts, type HelmPlan, readHelm } from "./cluster-helm.ts";
import { type ManifestFile, type ManifestParts, readManifestFiles } from "./cluster-manifests.ts";
import { settingsOf } from "./cluster-settings.ts";
import { sourceCollisions } from "./cluster-sources.ts";

/** What a job at a cluster needs of the outside. */
export interface ClusterParts extends ManifestParts, HelmParts {
  readonly host: ClusterHost;
  readonly workspace: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  readonly event: RunnerEvent;
  readonly temp: string;
  /** Why later steps cannot log in as this one does; undefined where they can. */
  readonly notHandedOn: (
    reference: ClusterReference,
    inputs: ClusterInputs,
    cloud: string | undefined,
  ) => Failure | undefined;
  /** What a kubeconfig for later steps runs; `cloud` is the provider whose login it is. */
  readonly exec: (
    reference: ClusterReference,
    inputs: ClusterInputs,
    access: Access,
    cloud: string | undefined,
  ) => ExportedExec;
  /** How to reach the API server, and as whom. `kubeconfig` is the text of the input of that name. */
  readonly login: (
    reference: ClusterReference,
    inputs: ClusterInputs,
    kubeconfig: Secret | undefined,
    signal: AbortSignal,
  ) => Promise<Access>;
}

/** What is read of the inputs before any login. */
export interface ClusterPlan {
  readonly inputs: ClusterInputs;
  readonly settings: ApplySettings;
  /** Undefined where nothing is asked of the cluster itself. */
  readonly reference: ClusterReference | undefined;
  /** The provider whose login it is, where the cluster is a cloud's. */
  readonly cloud: string | undefined;
  readonly manifests: readonly ManifestFile[];
  readonly options: ReadonlyMap<string, SecretOptions>;
  readonly values: readonly ValuesFile[];
  readonly helm: HelmPlan;
  readonly stores: readonly StoreLine[];
}

/** The job of a run at its cluster: everything that can be read and judged offline. Sends nothing. */
export async function clusterJob(parts: ClusterParts, context: ClusterContext): Promise<ClusterJob> {
  const inputs = context.given.providers.get("cluster")!.values as unknown as ClusterInputs;
  if (inputs.externalSecrets.length > 0 || inputs.helmValues.length > 0) await loadYaml();
  const problems: Failure[] = [];
  const keep = <T>(result: T | Failure): T | undefined => {
    if (!(result instanceof Failure)) return result;
    problems.push(result);
    return undefined;
  };
  const lines = context.lines.filter(({ line }) => isForCluster(line));
  const paths = expandManifestPaths(inputs.apply, parts.workspace);
  const read = await readManifestFiles(parts, paths.files, context.providers);
  const options = parseSecretOptions(inputs.secretOptions);
  const values = valuesFiles(inputs, context.providers);
  const helm = readHelm(inputs, parts);
  const stores = parseStores(inputs.externalSecretsStore);
  problems.push(
    ...paths.problems,
    ...read.problems,
    ...options.problems,
    ...values.problems,
    ...helm.problems,
    ...stores.problems,
  );
  problems.push(...sourceCollisions(lines, read.manifests, helm.mapping, inputs.namespace));
  const settings = keep(settingsOf(inputs, parts));
  const isAsked =
    lines.length > 0 ||
    inputs.apply.trim() !== "" ||
    inputs.externalSecrets.length > 0 ||
    inputs.exportKubeconfig;
  const clouds = context.providers.flatMap(({ clusterSchemes }) => clusterSchemes);
  const reference = isAsked ? keep(clusterOf(inputs, clouds)) : undefined;
  if (reference !== undefined) {
    const shared = sharedAudience(
      reference,
      inputs,
      context.providers.map(({ audience }) => audience),
    );
    problems.push(...checkLogin(reference, inputs), ...(shared === undefined ? [] : [shared]));
  }
  const cloud = reference?.kind === "cloud" ? keep(cloudOf(reference, context)) : undefined;
  if (reference !== undefined && inputs.exportKubeconfig) {
    const refused = parts.notHandedOn(reference, inputs, cloud?.at[0]?.provider.id);
    if (refused !== undefined) problems.push(refused);
  }
  const sops = read.manifests.flatMap(({ located }) => (located === undefined ? [] : [located]));
  return {
    problems,
    ...(isAsked || values.files.length > 0 ? {} : { idle: nothingToDo() }),
    files: [
      ...paths.files.map(({ path }) => path),
      ...inputs.helmValues,
      ...helm.files,
      ...loginFiles(reference, inputs, parts.workspace, parts.env),
    ],
    asks: [...sops, ...values.files.map(({ located }) => located), ...(cloud === undefined ? [] : [cloud])],
    check: async (named, signal) => {
      const plan: ClusterPlan = {
        inputs,
        settings: settings!,
        reference,
        cloud: cloud?.at[0]?.provider.id,
        manifests: read.manifests,
        options: options.options,
        values: values.files,
        helm,
        stores: stores.stores,
      };
      return await checkJob(parts, context, plan, named, signal);
    },
  };
}

const nothingToDo = (): Failure =>
  new Failure("INPUT_INVALID", "Something is said of a cluster, and nothing is to be done there.", {
    at: { input: "apply" },
    fix: "apply: |\n  helm/secrets/*.enc.yaml",
  });

/** The cluster that the inputs name. Pure. */
export function clusterOf(inputs: ClusterInputs, clouds: readonly string[]): ClusterReference | Failure {
  if (inputs.cluster !== "") return parseCluster(inputs.cluster, clouds);
  if (inputs.kubeconfig !== undefined) return { kind: "kubeconfig", path: undefined, context: undefined };
  return new Failure("INPUT_INVALID", "There is something to apply, and no cluster.", {
    at: { input: "cluster" },
    fix: "cluster: eks://NAME   # or https://HOST, in-cluster://, kubeconfig://PATH",
  });
}

function cloudOf(
  { reference }: Extract<ClusterReference, { kind: "cloud" }>,
  { providers }: ClusterContext,
): Located | Failure | undefined {
  for (const provider of providers) {
    const locator = provider.locateCluster(reference);
    if (locator instanceof Failure) return locator;
    if (locator !== undefined) return { at: [{ provider, locator }] };
  }
  return undefined;
}
