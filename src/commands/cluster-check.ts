import type { ClusterReport } from "../cluster/applied.ts";
import { checkObjects } from "../cluster/apply/checked.ts";
import type { ClusterClient } from "../cluster/api.ts";
import { createClient } from "../cluster/client.ts";
import { GROUP, type Mapping } from "../cluster/external-secrets/mapping.ts";
import { kubeconfigText } from "../cluster/login/export.ts";
import { markedForHelm } from "../cluster/objects/helm-marks.ts";
import { oneSource, secretsOfLines } from "../cluster/objects/lines.ts";
import { readManifests } from "../cluster/objects/manifests.ts";
import { type Desired, groupOf } from "../cluster/object.ts";
import { whoAmI } from "../cluster/who.ts";
import { together } from "../kernel/errors.ts";
import { applyChecked } from "./cluster-apply.ts";
import type { ClusterParts, ClusterPlan } from "./cluster.ts";
import { handedKubeconfig, handedOutputs, handedValues, hiddenValues, openValues } from "./cluster-handed.ts";
import { helmMapOf } from "./cluster-helm.ts";
import type { CheckedJob, ClusterContext } from "./cluster-job.ts";
import { openManifests } from "./cluster-manifests.ts";
import { realNames } from "./cluster-names.ts";
import { checkRights } from "./cluster-rights.ts";
import { unmaskedKeys, unmaskedValues } from "./cluster-unmasked.ts";
import { lineValues, referenceIn } from "./cluster-values.ts";
import type { NamedValue } from "./load-values.ts";

/**
 * Opens the manifests, builds every object, logs in, and has the server try all of it. Changes nothing. Throws one
 * Failure that holds all problems of a stage.
 */
export async function checkJob(
  parts: ClusterParts,
  context: ClusterContext,
  plan: ClusterPlan,
  values: readonly NamedValue[],
  signal: AbortSignal,
): Promise<CheckedJob> {
  const { host } = parts;
  const { settings, inputs, reference } = plan;
  const opened = await openValues(plan.values, context.sessions, signal);
  host.born(opened.flatMap(({ documents }) => documents.flatMap(hiddenValues)));
  const notices = [
    ...plan.helm.notices,
    ...unmaskedValues(opened, context.given.inputs.minMaskLength),
    ...opened.flatMap(({ file, documents }) =>
      documents.flatMap((document) => plan.helm.judge(helmMapOf(document), file)),
    ),
  ];
  const decrypted = handedValues(opened, parts.temp);
  if (reference === undefined)
    return { handed: decrypted, outputs: handedOutputs(decrypted), notices, planned: undefined };

  const built = await build(parts, context, plan, values, signal);
  const access = await parts.login(reference, inputs, await kubeconfigOf(context, inputs, signal), signal);
  const client = createClient(access, host);
  const user = await whoAmI(client, signal);
  const { desired, names, reuse } = await realNames(built.desired, client, host, signal);
  const external = desired.filter(isExternal);
  const sync =
    external.length === 0 ? undefined : await syncOf(external, desired, plan, context, client, parts, signal);
  const namespaces = [...new Set(external.flatMap(({ key }) => key.namespace ?? []))];
  const asked = { desired, settings, restart: inputs.restart, sync: namespaces, reuse };
  await checkRights(asked, user, client, host, signal);
  const checked = await checkObjects(desired, settings, client, host, signal);
  const report = (changes: Partial<ClusterReport>): ClusterReport => ({
    cluster: access.shown,
    user: host.said(user?.user ?? "unknown"),
    namespace: settings.namespace,
    manager: settings.manager,
    dryRun: false,
    applied: [],
    left: [],
    synced: [],
    restarted: [],
    names,
    notices: [...built.notices, ...(sync?.notices ?? [])],
    ...changes,
  });
  const handed = [...decrypted, ...(inputs.exportKubeconfig ? [exported()] : [])];
  return {
    handed,
    outputs: handedOutputs(handed),
    notices,
    planned: report({ dryRun: true, applied: checked.planned, left: checked.left, ...(await foreseen()) }),
    apply: async (stop) =>
      applyChecked(
        {
          checked,
          settings,
          client,
          host,
          restart: inputs.restart,
          report,
          ...(sync === undefined ? {} : { sync }),
        },
        stop,
      ),
  };

  /** What a dry run says besides: who would be made to read, and what would restart. */
  async function foreseen(): Promise<Partial<ClusterReport>> {
    if (!context.given.inputs.dryRun) return {};
    const { wouldRestart, wouldSync } = await import("./cluster-foreseen.ts");
    const restarted = inputs.restart ? await wouldRestart(checked, client, host, signal) : [];
    return { restarted, notices: [...report({}).notices, ...wouldSync(external, inputs.restart)] };
  }

  function exported() {
    const exec = parts.exec(reference!, inputs, access, plan.cloud);
    const namespace = settings.namespace === "" ? undefined : settings.namespace;
    return handedKubeconfig(kubeconfigText(access, exec, namespace), access.shown, parts.temp);
  }
}

const isExternal = ({ key }: Desired): boolean =>
  groupOf(key.apiVersion) === GROUP && key.kind === "ExternalSecret";

interface Built {
  readonly desired: readonly Desired[];
  readonly notices: readonly string[];
}

/** Every object that is to be in the cluster; its values are masked before the first request, which a server may quote. */
async function build(
  parts: ClusterParts,
  context: ClusterContext,
  plan: ClusterPlan,
  values: readonly NamedValue[],
  signal: AbortSignal,
): Promise<Built> {
  const { inputs, settings, manifests, options, helm } = plan;
  const { host } = parts;
  const notices: string[] = [];
  const objects = { ...settings, now: host.clock.now() };
  const read = readManifests(await openManifests(manifests, context.sessions, signal), objects);
  const made = secretsOfLines(values.flatMap(lineValues), options, objects);
  const mapping: Mapping | undefined = helm.mapping;
  let desired = [...read.desired, ...made.desired];
  const problems = [...read.problems, ...made.problems, ...oneSource(desired)];
  const external = read.desired.filter(isExternal);
  if (external.length > 0) {
    const { manifestCollisions, steady } = await import("./cluster-sync.ts");
    problems.push(...manifestCollisions(external, desired));
    desired = desired.map(steady);
  }
  if (mapping !== undefined) {
    const { externalSecretOf, mappingProblems, storeInputs, storeObjects, targetCollisions } =
      await import("./cluster-sync.ts");
    problems.push(...mappingProblems(mapping), ...targetCollisions(mapping, desired));
    const stores = storeObjects(plan.stores, storeInputs(context.given, parts.readText), mapping);
    problems.push(...stores.problems);
    notices.push(...stores.notices);
    desired.push(...stores.desired, externalSecretOf(mapping, { helmRelease: settings.helmRelease }));
  }
  const [first, ...rest] = problems;
  if (first) throw together([first, ...rest]);
  host.born(desired.flatMap(({ data }) => [...(data?.values() ?? [])]));
  return {
    desired:
      inputs.helmRelease === "" ? desired : desired.map((one) => markedForHelm(one, settings.helmRelease)),
    notices: [
      ...read.notices,
      ...made.notices,
      ...notices,
      ...unmaskedKeys(desired, context.given.inputs.minMaskLength),
    ],
  };
}

/** Checks that the ExternalSecrets can be made, and returns what has them sync after the apply. */
async function syncOf(
  external: readonly Desired[],
  made: readonly Desired[],
  { settings, helm }: ClusterPlan,
  context: ClusterContext,
  client: ClusterClient,
  { host }: ClusterParts,
  signal: AbortSignal,
) {
  const { checkSync, preflight, sync } = await import("./cluster-sync.ts");
  const plan = await checkSync(external, helm.mapping, client, host, signal);
  const found =
    helm.mapping === undefined
      ? undefined
      : await preflight(helm.mapping, made, context, client, host, signal);
  const [first, ...rest] = found?.problems ?? [];
  if (first) throw together([first, ...rest]);
  return {
    notices: found?.notices ?? [],
    plan,
    run: async (stop: AbortSignal) => sync(plan, settings, client, host, stop),
  };
}

/** The input `kubeconfig`: its text, or what it refers to. */
async function kubeconfigOf(
  { tools, providers }: ClusterContext,
  { kubeconfig }: ClusterPlan["inputs"],
  signal: AbortSignal,
) {
  if (kubeconfig === undefined) return undefined;
  const source = referenceIn(kubeconfig, providers);
  return source === undefined ? kubeconfig : await tools!.lend("kubeconfig", source, signal);
}
