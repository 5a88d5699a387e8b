import { expect, test } from "vitest";
import { heldBack, rolloutState, runsOldPods } from "../../../../src/cluster/restart/rollout.ts";
import { workload, type Parts } from "./stub.ts";

type Kind = "Deployment" | "StatefulSet" | "DaemonSet";

const progressing = {
  conditions: [{ type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded" }],
};
const three = { replicas: 3 };
const partition = { replicas: 3, updateStrategy: { rollingUpdate: { partition: 2 } } };

test.each<[string, Kind, Parts, string]>([
  ["done", "Deployment", {}, "done"],
  ["not seen by its controller", "Deployment", { metadata: { generation: 2 } }, "waiting: its controller"],
  ["without a status", "Deployment", { status: { observedGeneration: 0 } }, "waiting: its controller"],
  ["of one replica by default", "Deployment", { spec: { replicas: undefined } }, "done"],
  [
    "scaled to 0",
    "Deployment",
    { spec: { replicas: 0 }, status: { replicas: 0, updatedReplicas: 0 } },
    "done",
  ],
  [
    "with new pods missing",
    "Deployment",
    { spec: three, status: { replicas: 3 } },
    "waiting: 1 of 3 new pods are there",
  ],
  ["with an old pod", "Deployment", { status: { replicas: 2 } }, "waiting: 1 old pods"],
  [
    "with an unready pod",
    "Deployment",
    { status: { availableReplicas: 0 } },
    "waiting: 0 of 1 new pods are available",
  ],
  ["past its deadline", "Deployment", { status: progressing }, "failed: it made no progress for 600 s"],
  [
    "past a deadline before this change",
    "Deployment",
    { metadata: { generation: 2 }, status: progressing },
    "waiting: its controller",
  ],
  ["done", "StatefulSet", {}, "done"],
  [
    "with an unready pod",
    "StatefulSet",
    { spec: three, status: { readyReplicas: 2 } },
    "waiting: 2 of 3 pods are ready",
  ],
  ["between revisions", "StatefulSet", { status: { updateRevision: "r2" } }, "waiting: 1 of 1 pods are new"],
  [
    "below its partition",
    "StatefulSet",
    { spec: partition, status: { readyReplicas: 3, updatedReplicas: 0, updateRevision: "r2" } },
    "waiting: 0 of 1 pods of the partition",
  ],
  [
    "at its partition",
    "StatefulSet",
    { spec: partition, status: { readyReplicas: 3, updatedReplicas: 1, updateRevision: "r2" } },
    "done: by its partition, pods below number 2",
  ],
  ["done", "DaemonSet", {}, "done"],
  [
    "on no node",
    "DaemonSet",
    { status: { desiredNumberScheduled: 0, updatedNumberScheduled: 0, numberAvailable: 0 } },
    "done",
  ],
  ["with an old pod", "DaemonSet", { status: { desiredNumberScheduled: 2 } }, "waiting: 1 of 2 new pods"],
  [
    "with an unready pod",
    "DaemonSet",
    { status: { numberAvailable: undefined } },
    "waiting: 0 of 1 pods are available",
  ],
])("a rollout %s of a %s", (_, kind, parts, expected) => {
  const { is, why } = rolloutState(workload(kind, "api", parts));
  expect(why === undefined ? is : `${is}: ${why}`).toContain(expected);
  expect(is).toBe(expected.split(":")[0]);
});

test.each<[Kind, object, string | undefined]>([
  ["Deployment", { paused: true }, "paused"],
  ["Deployment", { paused: false }, undefined],
  ["StatefulSet", { updateStrategy: { type: "OnDelete" } }, "OnDelete"],
  ["DaemonSet", { updateStrategy: { type: "OnDelete" } }, "OnDelete"],
  ["DaemonSet", { updateStrategy: { type: "RollingUpdate" } }, undefined],
  ["StatefulSet", {}, undefined],
])("a %s of %j is held back: %s", (kind, spec, word) => {
  const why = heldBack(workload(kind, "api", { spec }));
  expect(why === undefined ? undefined : new RegExp(word ?? "never").test(why)).toBe(
    word === undefined ? undefined : true,
  );
});

test.each<[Kind, Parts, boolean]>([
  ["Deployment", {}, false],
  ["Deployment", { metadata: { generation: 2 } }, true],
  ["Deployment", { status: { replicas: 2 } }, true],
  ["Deployment", { status: { availableReplicas: 0 } }, false],
  ["DaemonSet", { status: { desiredNumberScheduled: 3, numberAvailable: 0 } }, false],
  ["DaemonSet", { status: { currentNumberScheduled: 2 } }, true],
  ["StatefulSet", { status: { replicas: 2 } }, true],
  ["StatefulSet", { spec: partition, status: { replicas: 3, readyReplicas: 3, updatedReplicas: 1 } }, false],
])("old pods of a %s of %j may run: %s", (kind, parts, old) => {
  expect(runsOldPods(workload(kind, "api", parts))).toBe(old);
});
