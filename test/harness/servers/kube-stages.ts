/** The label by which a Pod says how it shall behave. */
const LABEL = '.metadata.labels.["test/behaviour"]';

const NOT_DELETED = { key: ".metadata.deletionTimestamp", operator: "DoesNotExist" };
const NOT_SEEN = { key: ".status.podIP", operator: "DoesNotExist" };

interface Stage {
  readonly name: string;
  readonly when: readonly object[];
  readonly delayMs?: number;
  readonly next: object;
}

/** Takes the body of a container's state; returns a Pod whose containers are all in it. */
function status(phase: string, ready: boolean, state: string, restarts = 0): { statusTemplate: string } {
  const condition = (type: string, holds: boolean): string =>
    `- {type: ${type}, status: "${holds ? "True" : "False"}", lastTransitionTime: {{ $now | Quote }}}`;
  const statusTemplate = `{{ $now := Now }}
conditions:
${condition("Initialized", true)}
${condition("Ready", ready)}
${condition("ContainersReady", ready)}
containerStatuses:
{{ range .spec.containers }}
- image: {{ .image | Quote }}
  name: {{ .name | Quote }}
  ready: ${ready}
  started: ${ready}
  restartCount: ${restarts}
  ${state}
{{ end }}
initContainerStatuses:
{{ range .spec.initContainers }}
- image: {{ .image | Quote }}
  name: {{ .name | Quote }}
  ready: true
  restartCount: 0
  state: {terminated: {exitCode: 0, reason: Completed, startedAt: {{ $now | Quote }}, finishedAt: {{ $now | Quote }}}}
{{ end }}
hostIP: {{ NodeIPWith .spec.nodeName | Quote }}
podIP: {{ PodIPWith .spec.nodeName ( or .spec.hostNetwork false ) ( or .metadata.uid "" ) ( or .metadata.name "" ) ( or .metadata.namespace "" ) | Quote }}
phase: ${phase}
startTime: {{ $now | Quote }}
`;
  return { statusTemplate };
}

const RUNNING = status("Running", true, "state: {running: {startedAt: {{ $now | Quote }}}}");
const waiting = (reason: string, message: string): string =>
  `state: {waiting: {reason: ${reason}, message: ${JSON.stringify(message)}}}`;
const is = (behaviour: string): object => ({ key: LABEL, operator: "In", values: [behaviour] });

const CRASHED =
  "lastState: {terminated: {exitCode: 1, reason: Error, startedAt: {{ $now | Quote }}, finishedAt: {{ $now | Quote }}}}";

const STAGES: readonly Stage[] = [
  {
    name: "ready",
    when: [NOT_DELETED, NOT_SEEN, { key: LABEL, operator: "DoesNotExist" }],
    next: RUNNING,
  },
  { name: "slow", when: [NOT_DELETED, NOT_SEEN, is("slow")], delayMs: 1000, next: RUNNING },
  {
    name: "crash",
    when: [NOT_DELETED, NOT_SEEN, is("crash")],
    next: status(
      "Running",
      false,
      `${waiting("CrashLoopBackOff", "back-off 10s restarting failed container")}\n  ${CRASHED}`,
      1,
    ),
  },
  {
    name: "image-pull",
    when: [NOT_DELETED, NOT_SEEN, is("image-pull")],
    next: status("Pending", false, waiting("ImagePullBackOff", "Back-off pulling image")),
  },
  {
    name: "config-error",
    when: [NOT_DELETED, NOT_SEEN, is("config-error")],
    next: status("Pending", false, waiting("CreateContainerConfigError", 'secret "app" not found')),
  },
  {
    name: "complete",
    when: [
      NOT_DELETED,
      { key: ".status.phase", operator: "In", values: ["Running"] },
      { key: ".metadata.ownerReferences.[].kind", operator: "In", values: ["Job"] },
    ],
    next: { statusTemplate: "phase: Succeeded\n" },
  },
  {
    name: "delete",
    when: [{ ...NOT_DELETED, operator: "Exists" }],
    next: { finalizers: { empty: true }, delete: true },
  },
];

/** kwok's configuration (https://kwok.sigs.k8s.io/docs/user/stages-configuration): what becomes of a Pod. */
export const KWOK_CONFIG = STAGES.map((stage) =>
  JSON.stringify({
    apiVersion: "kwok.x-k8s.io/v1alpha1",
    kind: "Stage",
    metadata: { name: stage.name },
    spec: {
      resourceRef: { apiGroup: "v1", kind: "Pod" },
      selector: { matchExpressions: stage.when },
      ...(stage.delayMs === undefined ? {} : { delay: { durationMilliseconds: stage.delayMs } }),
      next: stage.next,
    },
  }),
).join("\n---\n");
