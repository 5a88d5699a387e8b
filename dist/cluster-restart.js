import { s as shownKey, m as idOf } from "./providers-list.js";
import { c as createPool } from "./kernel-http-client.js";
import { A as ApiFault, f as failureOf } from "./cluster.js";
import { F as Failure, a as asFailure, t as together } from "./kernel-base.js";
function at(value, ...path) {
  let here = value;
  for (const part of path) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, part)) return void 0;
    here = here[part];
  }
  return here;
}
function textAt(value, ...path) {
  const text = at(value, ...path);
  return typeof text === "string" ? text : "";
}
function numberAt(otherwise, value, ...path) {
  const number = at(value, ...path);
  return typeof number === "number" ? number : otherwise;
}
function listAt(value, ...path) {
  const list = at(value, ...path);
  return Array.isArray(list) ? list : [];
}
function textsAt(value, ...path) {
  const map = at(value, ...path);
  if (typeof map !== "object" || map === null || Array.isArray(map)) return /* @__PURE__ */ new Map();
  return new Map(
    Object.entries(map).filter((entry) => typeof entry[1] === "string")
  );
}
const TEMPLATES = {
  CronJob: ["spec", "jobTemplate", "spec", "template", "spec"],
  Pod: ["spec"]
};
const TEMPLATE$1 = ["spec", "template", "spec"];
const KINDS = [
  { kind: "Secret", key: "secretKeyRef", from: "secretRef", volume: "secret", name: "secretName" },
  { kind: "ConfigMap", key: "configMapKeyRef", from: "configMapRef", volume: "configMap", name: "name" }
];
function usesOf(workload) {
  const pod = at(workload, ...TEMPLATES[workload.kind] ?? TEMPLATE$1);
  const uses = /* @__PURE__ */ new Map();
  const add = (kind, reference, field = "name") => {
    const name = textAt(reference, field);
    if (name === "") return;
    const id = `${kind}/${name}`;
    const optional = at(reference, "optional") === true;
    uses.set(id, { kind, name, optional: optional && (uses.get(id)?.optional ?? true) });
  };
  for (const container of [...listAt(pod, "initContainers"), ...listAt(pod, "containers")])
    for (const { kind, key, from } of KINDS) {
      for (const variable of listAt(container, "env")) add(kind, at(variable, "valueFrom", key));
      for (const source of listAt(container, "envFrom")) add(kind, at(source, from));
    }
  for (const volume of listAt(pod, "volumes"))
    for (const kind of KINDS) {
      add(kind.kind, at(volume, kind.volume), kind.name);
      for (const source of listAt(volume, "projected", "sources")) add(kind.kind, at(source, kind.volume));
    }
  return [...uses.values()];
}
const RECORD = "secrets-action.liquid-hive.io/secrets";
function stateIn({ kind, metadata }, changed) {
  const on = (name) => metadata.annotations?.[`reloader.stakater.com/${name}`] === "true";
  const state = {
    namespace: metadata.namespace ?? "",
    kind: kind === "ConfigMap" ? "ConfigMap" : "Secret",
    name: metadata.name,
    uid: metadata.uid ?? "",
    resourceVersion: metadata.resourceVersion ?? "",
    changed
  };
  if (on("ignore")) return { ...state, reloader: "ignore" };
  return on("match") ? { ...state, reloader: "match" } : state;
}
const TEMPLATE = ["spec", "template", "metadata", "annotations"];
const OWN = ["metadata", "annotations"];
const keyOf$1 = ({ kind, name }) => kind === "Secret" ? name : `configmap/${name}`;
const stateOf = ({ uid, resourceVersion }) => uid === "" ? "absent" : `${uid}/${resourceVersion}`;
const absentState = (kind, { namespace = "", name }) => ({ namespace, kind, name, uid: "", resourceVersion: "", changed: true });
const shownSource = ({ kind, name }) => kind === "Secret" ? name : `ConfigMap ${name}`;
const recordOf = (workload) => parsed(textsAt(workload, ...TEMPLATE).get(RECORD));
const noteOf = (workload) => {
  const text = textsAt(workload, ...OWN).get(RECORD);
  return text === void 0 ? void 0 : parsed(text);
};
function parsed(text) {
  if (text === void 0) return /* @__PURE__ */ new Map();
  try {
    return textsAt(JSON.parse(text));
  } catch {
    return /* @__PURE__ */ new Map();
  }
}
const printed = (record) => JSON.stringify(Object.fromEntries([...record].sort(([one], [other]) => one < other ? -1 : 1)));
function usedBy(workload, secrets) {
  const uses = new Set(usesOf(workload).map(keyOf$1));
  return secrets.filter(
    (secret) => secret.namespace === workload.metadata.namespace && uses.has(keyOf$1(secret))
  );
}
function dueFor(workload, secrets) {
  const record = recordOf(workload);
  const note2 = noteOf(workload);
  return usedBy(workload, secrets).filter((secret) => {
    const known = record.get(keyOf$1(secret)) ?? note2?.get(keyOf$1(secret));
    return secret.changed || known !== void 0 && known !== stateOf(secret);
  });
}
function isRecorded(workload, secrets) {
  const record = recordOf(workload);
  return secrets.every((secret) => record.get(keyOf$1(secret)) === stateOf(secret));
}
function nextRecord(workload, secrets) {
  return merged(workload, recordOf(workload), secrets, true);
}
function nextNote(workload, before) {
  const known = new Map([...recordOf(workload), ...noteOf(workload) ?? []]);
  if (usedBy(workload, before).every((secret) => known.has(keyOf$1(secret)))) return void 0;
  return merged(workload, noteOf(workload) ?? /* @__PURE__ */ new Map(), before, false);
}
function merged(workload, former, secrets, over) {
  const uses = new Set(usesOf(workload).map(keyOf$1));
  const next = new Map([...former].filter(([key]) => uses.has(key)));
  for (const secret of usedBy(workload, secrets))
    if (over || !next.has(keyOf$1(secret))) next.set(keyOf$1(secret), stateOf(secret));
  return printed(next);
}
const APPS = "apps/v1";
const WORKLOAD_KINDS = ["Deployment", "StatefulSet", "DaemonSet"];
const keyOf = ({ apiVersion, kind, metadata }) => ({
  apiVersion,
  kind,
  namespace: metadata.namespace,
  name: metadata.name
});
const shownSources = (secrets) => [
  ...new Set(secrets.map(shownSource))
];
async function findUsers(secrets, client, signal) {
  const namespaces = [...new Set(secrets.map(({ namespace }) => namespace))];
  const listings = namespaces.flatMap((namespace) => WORKLOAD_KINDS.map((kind) => ({ namespace, kind })));
  const lists = await Promise.all(
    listings.map(async ({ namespace, kind }) => {
      try {
        return await client.list({ apiVersion: APPS, kind, namespace }, signal);
      } catch (error) {
        if (error instanceof ApiFault && error.status === 403) throw denied(namespace);
        throw error;
      }
    })
  );
  return lists.flat().filter(({ metadata }) => metadata.deletionTimestamp === void 0 && isName(metadata.name)).map((workload) => ({ key: keyOf(workload), workload, used: usedBy(workload, secrets) })).filter(({ used }) => used.length > 0);
}
const denied = (namespace) => new Failure(
  "ACCESS_DENIED",
  `This identity may not find or restart the workloads in namespace ${namespace} that use the Secrets.`,
  {
    fix: `Add to its Role in ${namespace}, or leave out restart:
- apiGroups: ["apps"]
  resources: ["deployments", "statefulsets", "daemonsets"]
  verbs: ["get", "list", "watch", "patch"]`
  }
);
const isName = (name) => /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/.test(name);
function shownFault(error, key, host) {
  if (!(error instanceof ApiFault)) return asFailure(error);
  if (error.status === 403 && key?.namespace !== void 0 && isRbac(error)) return denied(key.namespace);
  return failureOf(
    error,
    { doing: key === void 0 ? "look up workloads" : "restart", ...key === void 0 ? {} : { key } },
    host
  );
}
const isRbac = (fault) => fault.has(/ cannot \w+ resource /);
const ATTEMPTS = 10;
const PAUSE_MS = 50;
function restart(workload, secrets, settings, client, host, signal) {
  const changeOf = (now) => {
    const used = usedBy(now, secrets);
    if (used.length === 0 || isRecorded(now, used)) return void 0;
    const template = { metadata: { annotations: { [RECORD]: nextRecord(now, secrets) } } };
    const metadata = noteOf(now) === void 0 ? {} : { annotations: { [RECORD]: null } };
    return { metadata, spec: { template } };
  };
  return patch(workload, changeOf, settings, client, host, signal);
}
function note(workload, before, settings, client, host, signal) {
  const changeOf = (now) => {
    const text = nextNote(now, before);
    return text === void 0 ? void 0 : { metadata: { annotations: { [RECORD]: text } } };
  };
  return patch(workload, changeOf, settings, client, host, signal);
}
async function patch(workload, changeOf, settings, client, host, signal) {
  const key = keyOf(workload);
  const path = await client.path(key, signal);
  let now = workload;
  for (let attempt = 1; now !== void 0; attempt += 1) {
    const change = changeOf(now);
    if (change === void 0) return now;
    const metadata = {
      ...change["metadata"],
      resourceVersion: now.metadata.resourceVersion ?? ""
    };
    try {
      const { json } = await client.call(
        {
          method: "PATCH",
          path,
          query: { fieldManager: settings.manager },
          body: JSON.stringify({ ...change, metadata }),
          as: "merge-patch",
          // A second one meets a conflict, and then finds its own record.
          repeatable: true
        },
        signal
      );
      return json;
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      if (error.status === 404) return void 0;
      if (error.status !== 409) throw error;
      if (attempt === ATTEMPTS)
        throw new Failure(
          "OBJECT_CONFLICT",
          `${shownKey(key)} was changed by somebody else at every attempt.`,
          {
            fix: "Run the job again: what is due is restarted then."
          }
        );
      await host.clock.sleep(PAUSE_MS * attempt, signal);
      now = await client.get(key, signal);
    }
  }
  return void 0;
}
const PREFIX = "reloader.stakater.com";
const WORDS = { Secret: "secret", ConfigMap: "configmap" };
function reloaderTakes(workload, secrets) {
  const annotations = new Map([
    ...textsAt(workload, "spec", "template", "metadata", "annotations"),
    ...textsAt(workload, "metadata", "annotations")
  ]);
  const on = (name) => annotations.get(name) === "true";
  const listed = (name, wanted) => (annotations.get(name) ?? "").split(",").some((entry) => entry.trim() === wanted);
  return secrets.every(({ kind, name, reloader }) => {
    const word = WORDS[kind];
    if (reloader === "ignore" || listed(`${word}s.exclude.${PREFIX}/reload`, name)) return false;
    return on(`${PREFIX}/auto`) || on(`${word}.${PREFIX}/auto`) || listed(`${word}.${PREFIX}/reload`, name) || on(`${PREFIX}/search`) && reloader === "match";
  });
}
const AT_A_TIME$1 = 8;
async function noteUsers(before, settings, client, host, signal) {
  const pool = createPool(AT_A_TIME$1);
  const leaveOut = (error) => {
    signal.throwIfAborted();
    host.debug(
      `Not all workloads are noted before the change: ${shownFault(error, void 0, host).message}`
    );
    return [];
  };
  const users = await findUsers(before, client, signal).catch(leaveOut);
  const ours = users.filter(({ workload, used }) => !reloaderTakes(workload, used));
  await Promise.all(
    ours.map(
      ({ workload }) => pool.run(() => note(workload, before, settings, client, host, signal)).catch(leaveOut)
    )
  );
}
const waiting = (why) => ({ is: "waiting", why });
const conditionOf = (object, type) => listAt(object, "status", "conditions").find((condition) => textAt(condition, "type") === type);
const isUnseen = (workload) => numberAt(0, workload, "status", "observedGeneration") < (workload.metadata.generation ?? 1);
function rolloutState(workload) {
  if (isUnseen(workload)) return waiting("its controller has not taken up the change yet");
  if (workload.kind === "Deployment") return deployment(workload);
  return workload.kind === "StatefulSet" ? statefulSet(workload) : daemonSet(workload);
}
function deployment(workload) {
  const progressing = conditionOf(workload, "Progressing");
  if (textAt(progressing, "reason") === "ProgressDeadlineExceeded") {
    const seconds = numberAt(600, workload, "spec", "progressDeadlineSeconds");
    return { is: "failed", why: `it made no progress for ${seconds} s (progressDeadlineSeconds)` };
  }
  const wanted = numberAt(1, workload, "spec", "replicas");
  const status = at(workload, "status");
  const updated = numberAt(0, status, "updatedReplicas");
  const available = numberAt(0, status, "availableReplicas");
  const old = numberAt(0, status, "replicas") - updated;
  if (updated < wanted) return waiting(`${updated} of ${wanted} new pods are there`);
  if (old > 0) return waiting(`${old} old pods are not gone yet`);
  if (available < updated) return waiting(`${available} of ${updated} new pods are available`);
  return { is: "done" };
}
function statefulSet(workload) {
  const wanted = numberAt(1, workload, "spec", "replicas");
  const status = at(workload, "status");
  const ready = numberAt(0, status, "readyReplicas");
  const updated = numberAt(0, status, "updatedReplicas");
  if (ready < wanted) return waiting(`${ready} of ${wanted} pods are ready`);
  const partition = numberAt(0, workload, "spec", "updateStrategy", "rollingUpdate", "partition");
  if (partition > 0) {
    const share = Math.max(0, wanted - partition);
    if (updated < share) return waiting(`${updated} of ${share} pods of the partition are new`);
    return { is: "done", why: `by its partition, pods below number ${partition} keep the old values` };
  }
  if (textAt(status, "updateRevision") !== textAt(status, "currentRevision"))
    return waiting(`${updated} of ${wanted} pods are new`);
  return { is: "done" };
}
function daemonSet(workload) {
  const status = at(workload, "status");
  const wanted = numberAt(0, status, "desiredNumberScheduled");
  const updated = numberAt(0, status, "updatedNumberScheduled");
  const available = numberAt(0, status, "numberAvailable");
  if (updated < wanted) return waiting(`${updated} of ${wanted} new pods are there`);
  if (available < wanted) return waiting(`${available} of ${wanted} pods are available`);
  return { is: "done" };
}
function heldBack(workload) {
  if (workload.kind === "Deployment")
    return at(workload, "spec", "paused") === true ? "it is paused: it gets the new values when it is resumed (kubectl rollout resume)" : void 0;
  return textAt(workload, "spec", "updateStrategy", "type") === "OnDelete" ? "its update strategy is OnDelete: a pod gets the new values when it is deleted" : void 0;
}
function runsOldPods(workload) {
  if (isUnseen(workload)) return true;
  const status = at(workload, "status");
  if (workload.kind === "DaemonSet")
    return numberAt(0, status, "updatedNumberScheduled") < numberAt(0, status, "currentNumberScheduled");
  const partitioned = numberAt(0, workload, "spec", "updateStrategy", "rollingUpdate", "partition") > 0;
  if (workload.kind === "StatefulSet" && partitioned) return rolloutState(workload).is !== "done";
  return numberAt(0, status, "updatedReplicas") < numberAt(0, status, "replicas");
}
const ON_ITS_WAY = /* @__PURE__ */ new Set(["", "ContainerCreating", "PodInitializing"]);
const isTrue = (condition) => textAt(condition, "status") === "True";
function podTrouble(pod) {
  if (isTrue(conditionOf(pod, "Ready")) || textAt(pod, "status", "phase") === "Succeeded") return void 0;
  const scheduled = conditionOf(pod, "PodScheduled");
  if (textAt(scheduled, "status") === "False")
    return whole(`is on no node (${textAt(scheduled, "reason")}): ${textAt(scheduled, "message")}`);
  if (textAt(pod, "status", "phase") === "Failed")
    return whole(`has failed (${textAt(pod, "status", "reason")}): ${textAt(pod, "status", "message")}`);
  const containers = [
    ...listAt(pod, "status", "initContainerStatuses"),
    ...listAt(pod, "status", "containerStatuses")
  ];
  const troubles = containers.map(containerTrouble).filter((trouble) => trouble !== void 0);
  return troubles.find(({ cause }) => cause) ?? troubles[0] ?? { ...whole("is not ready"), cause: false };
}
const whole = (text) => ({ text, container: void 0, ran: false, cause: true });
function containerTrouble(status) {
  const container = textAt(status, "name");
  const restarts = numberAt(0, status, "restartCount");
  const now = at(status, "state", "terminated");
  const dead = now ?? at(status, "lastState", "terminated");
  const ran = dead !== void 0 || restarts > 0;
  const reason = textAt(status, "state", "waiting", "reason");
  if (!ON_ITS_WAY.has(reason)) {
    const message = textAt(status, "state", "waiting", "message");
    const end = dead === void 0 ? "" : `; ${endOf(dead, restarts)}`;
    return { text: `${reason}${message === "" ? "" : `: ${message}`}${end}`, container, ran, cause: true };
  }
  if (now !== void 0 && numberAt(0, now, "exitCode") !== 0)
    return { text: endOf(now, restarts), container, ran, cause: true };
  if (dead !== void 0 && restarts > 0 && at(status, "ready") !== true)
    return { text: endOf(dead, restarts), container, ran, cause: true };
  if (at(status, "state", "running") !== void 0 && at(status, "ready") === false)
    return { text: "it runs, but is not ready", container, ran: true, cause: false };
  return void 0;
}
const endOf = (terminated, restarts) => `it ended with exit code ${numberAt(0, terminated, "exitCode")} (${textAt(terminated, "reason")}), restarted ${restarts} times`;
const isOver = (job) => ["Complete", "Failed"].some(
  (type) => conditionOf(job, type)?.status === "True"
);
const OTHERS = [
  {
    apiVersion: "batch/v1",
    kind: "Job",
    why: "a Job is not restarted: it ends with the values that it began with",
    counts: (job) => !isOver(job)
  },
  {
    apiVersion: "batch/v1",
    kind: "CronJob",
    why: "a CronJob is not restarted: its next run has the new values",
    counts: () => true
  },
  {
    apiVersion: "v1",
    kind: "Pod",
    fieldSelector: "status.phase=Running",
    why: "a Pod without a controller is not restarted: nobody would make it anew",
    counts: ({ metadata }) => metadata.ownerReferences === void 0 || metadata.ownerReferences.length === 0
  }
];
async function nameOthers(secrets, client, host, signal) {
  const changed = secrets.filter((secret) => secret.changed);
  const namespaces = [...new Set(changed.map(({ namespace }) => namespace))];
  const found2 = namespaces.flatMap(
    (namespace) => OTHERS.map(async ({ apiVersion, kind, fieldSelector, why, counts }) => {
      const listing = {
        apiVersion,
        kind,
        namespace,
        ...fieldSelector === void 0 ? {} : { fieldSelector }
      };
      const objects = await permitted(client.list(listing, signal));
      if (objects === void 0) {
        host.info(
          `${kind}s in namespace ${namespace} that use the Secrets are not named: "list" is not allowed.`
        );
        return [];
      }
      return objects.filter((object) => object.metadata.deletionTimestamp === void 0 && counts(object)).map((object) => ({ key: keyOf(object), used: usedBy(object, changed) })).filter(({ used }) => used.length > 0).map(({ key, used }) => ({ key, is: "left alone", secrets: shownSources(used), ms: 0, why }));
    })
  );
  return (await Promise.all(found2)).flat();
}
async function permitted(list) {
  try {
    return await list;
  } catch (error) {
    if (error instanceof ApiFault && error.status === 403) return void 0;
    throw error;
  }
}
const MAX_PODS = 2;
const MAX_EVENTS = 3;
async function whyStuck(workload, client, host, signal) {
  const hidden = /* @__PURE__ */ new Set();
  const list = async (apiVersion, kind, resource, by = {}) => {
    const { namespace } = workload.metadata;
    const found2 = await permitted(client.list({ apiVersion, kind, namespace, ...by }, signal));
    if (found2 === void 0) hidden.add(resource);
    return found2 ?? [];
  };
  const labelSelector = selectorOf(workload);
  const [newest, listed] = await Promise.all([
    newestRevision(workload, labelSelector, list),
    list("v1", "Pod", "pods", { labelSelector })
  ]);
  const pods = listed.filter((pod) => newest.owns(pod)).map((pod) => ({ pod, trouble: podTrouble(pod) })).filter((entry) => entry.trouble !== void 0).sort(
    (one, other) => Number(other.trouble.cause) - Number(one.trouble.cause) || newerFirst(one.pod, other.pod)
  ).slice(0, MAX_PODS);
  const causes = pods.map(({ pod, trouble }) => host.said(shownTrouble(pod, trouble)));
  for (const object of [workload, newest.replicaSet]) {
    const failure = conditionOf(object, "ReplicaFailure");
    if (textAt(failure, "status") === "True")
      causes.push(
        host.said(`pods cannot be made (${textAt(failure, "reason")}): ${textAt(failure, "message")}`)
      );
  }
  const about = [...pods.map(({ pod }) => pod), newest.replicaSet, workload].filter(
    (object) => object !== void 0
  );
  const events = await Promise.all(
    about.map(
      (object) => list("v1", "Event", "events", {
        fieldSelector: `involvedObject.uid=${object.metadata.uid ?? ""},type=Warning`
      })
    )
  );
  const warnings = events.flat().sort((one, other) => timeOf(other).localeCompare(timeOf(one))).map((event) => host.said(`${textAt(event, "reason")}: ${textAt(event, "message")}`));
  causes.push(...[...new Set(warnings)].slice(0, MAX_EVENTS));
  const first = pods[0];
  const name = first?.pod.metadata.name ?? "";
  return {
    causes: [...new Set(causes)],
    hidden: [...hidden],
    ...first === void 0 || !isName(name) ? {} : { pod: { name, container: first.trouble.container, ran: first.trouble.ran } }
  };
}
const HASH = "controller-revision-hash";
async function newestRevision(workload, labelSelector, list) {
  const { uid } = workload.metadata;
  const mine = (object) => isOwnedBy(object, uid);
  if (workload.kind === "Deployment") {
    const sets = (await list(APPS, "ReplicaSet", "replicasets", { labelSelector })).filter(mine);
    const revision2 = (set) => Number(set.metadata.annotations?.["deployment.kubernetes.io/revision"] ?? 0);
    const [replicaSet] = sets.sort((one, other) => revision2(other) - revision2(one));
    if (replicaSet === void 0) return { owns: () => true };
    return { owns: (pod) => isOwnedBy(pod, replicaSet.metadata.uid), replicaSet };
  }
  if (workload.kind === "StatefulSet") return { owns: mine };
  const revisions = (await list(APPS, "ControllerRevision", "controllerrevisions", { labelSelector })).filter(
    mine
  );
  const [revision] = revisions.sort(
    (one, other) => numberAt(0, other, "revision") - numberAt(0, one, "revision")
  );
  const hash = textsAt(revision, "metadata", "labels").get(HASH) ?? "";
  return { owns: (pod) => mine(pod) && (hash === "" || pod.metadata.labels?.[HASH] === hash) };
}
const isOwnedBy = ({ metadata }, uid) => uid !== void 0 && (metadata.ownerReferences ?? []).some((owner) => owner.uid === uid);
function selectorOf(workload) {
  const equal = [...textsAt(workload, "spec", "selector", "matchLabels")].map(
    ([key, value]) => `${key}=${value}`
  );
  const sets = listAt(workload, "spec", "selector", "matchExpressions").map((rule) => {
    const key = textAt(rule, "key");
    const operator = textAt(rule, "operator");
    if (operator === "Exists") return key;
    if (operator === "DoesNotExist") return `!${key}`;
    return `${key} ${operator === "In" ? "in" : "notin"} (${listAt(rule, "values").join(",")})`;
  });
  return [...equal, ...sets].join(",");
}
const newerFirst = (one, other) => (other.metadata.creationTimestamp ?? "").localeCompare(one.metadata.creationTimestamp ?? "");
const timeOf = (event) => textAt(event, "lastTimestamp") || textAt(at(event, "series"), "lastObservedTime") || textAt(event, "eventTime") || (event.metadata.creationTimestamp ?? "");
const shownTrouble = ({ metadata }, { text, container }) => container === void 0 ? `pod ${metadata.name} ${text}` : `container ${container} of pod ${metadata.name}: ${text}`;
async function explain({ is, why = "", workload }, waitMs, client, host, signal) {
  const key = keyOf(workload);
  const stuck = await found(workload, client, host, signal);
  const failed = is === "failed" || stuck.causes.length > 0;
  const late = is === "expired" ? ` after ${Math.round(waitMs / 1e3)} s` : "";
  const cause = [why, ...stuck.causes].join("; ");
  const hidden = stuck.hidden.length === 0 ? "" : ` This identity may not list ${stuck.hidden.join(", ")} in namespace ${key.namespace}, where the cause stands.`;
  return new Failure(
    failed ? "ROLLOUT_FAILED" : "WAIT_EXPIRED",
    `${shownKey(key)} does not run with the new values${late}: ${cause}.${hidden}`,
    { fix: fixFor(key, stuck) }
  );
}
async function found(workload, client, host, signal) {
  try {
    return await whyStuck(workload, client, host, signal);
  } catch {
    signal.throwIfAborted();
    return { causes: [], hidden: [] };
  }
}
function fixFor({ kind, namespace, name }, { pod, hidden }) {
  const kubectl = `kubectl -n ${namespace}`;
  const resource = `${kind.toLowerCase()}/${name}`;
  const lines = [`${kubectl} describe ${resource}`];
  if (pod !== void 0) {
    lines.push(`${kubectl} describe pod ${pod.name}`);
    const { container = "" } = pod;
    if (pod.ran && isName(container)) lines.push(`${kubectl} logs ${pod.name} -c ${container} --previous`);
  }
  if (hidden.length > 0)
    lines.push(
      "# rights to look for the cause:",
      '# - {apiGroups: [""], resources: [pods, events], verbs: [list]}',
      "# - {apiGroups: [apps], resources: [replicasets, controllerrevisions], verbs: [list]}"
    );
  lines.push(
    "# back to the former template; the Secret keeps its new values, which new pods read:",
    `${kubectl} rollout undo ${resource}`
  );
  if (kind === "StatefulSet")
    lines.push(
      "# a StatefulSet does not replace a pod that never became ready by itself:",
      `${kubectl} delete pod ${pod?.name ?? `${name}-0`}`
    );
  return lines.join("\n");
}
const RELOADER = "Stakater's Reloader restarts it, by its annotations";
function planned(users) {
  return users.flatMap((user) => {
    const { key, workload, used } = user;
    const due = dueFor(workload, used);
    const step = { user, key, secrets: shownSources(due.length > 0 ? due : used) };
    if (due.length > 0)
      return [
        reloaderTakes(workload, due) ? { ...step, will: "leave alone", why: RELOADER } : { ...step, will: "restart" }
      ];
    return isRecorded(workload, used) && runsOldPods(workload) ? [{ ...step, will: "wait" }] : [];
  });
}
async function restartPlan(secrets, client, host, signal) {
  const steps = planned(await findUsers(secrets, client, signal));
  const others = await nameOthers(secrets, client, host, signal);
  return [
    ...steps.map(({ key, will, secrets: names, why, user }) => {
      const held = why ?? heldBack(user.workload);
      return { key, will, secrets: names, ...held === void 0 ? {} : { why: held } };
    }),
    ...others.map(({ key, secrets: names, why }) => ({
      key,
      will: "leave alone",
      secrets: names,
      ...why === void 0 ? {} : { why }
    }))
  ];
}
async function awaitRollouts(workloads, client, host, waitMs, signal) {
  const begun = host.clock.now();
  const expiry = new AbortController();
  const over = new AbortController();
  const timer = host.clock.sleep(waitMs, AbortSignal.any([signal, over.signal])).then(
    () => expiry.abort(),
    () => void 0
  );
  const groups = Map.groupBy(workloads, ({ kind, metadata }) => `${metadata.namespace}/${kind}`);
  const ended = /* @__PURE__ */ new Map();
  try {
    await Promise.all(
      [...groups.values()].map(
        (group) => watchGroup(group, client, host, expiry.signal, signal, ended, begun)
      )
    );
  } finally {
    over.abort();
    await timer;
  }
  signal.throwIfAborted();
  return workloads.map((workload) => ended.get(idOf(keyOf(workload))));
}
async function watchGroup(group, client, host, expiry, signal, ended, begun) {
  const { apiVersion, kind, metadata } = group[0];
  const open = new Map(
    group.map((workload) => [workload.metadata.name, { first: workload, last: workload, why: "" }])
  );
  const close = (name, end) => {
    const { last } = open.get(name);
    open.delete(name);
    ended.set(idOf(keyOf(last)), { ...end, workload: last, ms: host.clock.now() - begun });
  };
  const see = (object) => {
    const entry = open.get(object.metadata.name);
    if (entry === void 0) return;
    const { first } = entry;
    if (object.metadata.uid !== first.metadata.uid)
      return close(object.metadata.name, { is: "gone", why: "it was deleted and made anew meanwhile" });
    if ((object.metadata.generation ?? 0) < (first.metadata.generation ?? 0)) return;
    entry.last = object;
    const held = heldBack(entry.last);
    if (held !== void 0) return close(object.metadata.name, { is: "held", why: held });
    const state = rolloutState(entry.last);
    if (state.is !== "waiting") return close(object.metadata.name, state);
    if (state.why !== entry.why) host.debug(`${shownKey(keyOf(entry.last))}: ${state.why}`);
    entry.why = state.why;
  };
  const gone = (name) => {
    if (open.has(name)) close(name, { is: "gone", why: "it was deleted meanwhile" });
  };
  const take = (event) => {
    if (event.type === "RESET") {
      const names = new Set(event.objects.map((object) => object.metadata.name));
      for (const object of event.objects) see(object);
      for (const name of [...open.keys()].filter((each) => !names.has(each))) gone(name);
    } else if (event.type === "DELETED") gone(event.object.metadata.name);
    else see(event.object);
  };
  for (const { first } of open.values()) see(first);
  if (open.size === 0) return;
  const own = new AbortController();
  const ends = AbortSignal.any([own.signal, expiry, signal]);
  try {
    for await (const event of client.watch({ apiVersion, kind, namespace: metadata.namespace }, ends)) {
      take(event);
      if (open.size === 0 || ends.aborted) break;
    }
  } catch (error) {
    if (!ends.aborted) for (const name of open.keys()) close(name, { is: "unseen", error });
  } finally {
    own.abort();
  }
  for (const [name, { last }] of open) close(name, { is: "expired", why: whyWaiting(rolloutState(last)) });
}
const whyWaiting = (state) => state.why ?? "it is not done";
const AT_A_TIME = 8;
async function restartUsers(secrets, settings, client, host, signal) {
  const steps = planned(await findUsers(secrets, client, signal));
  const [workloads, others] = await Promise.all([
    runAll(steps, secrets, settings, client, host, signal),
    nameOthers(secrets, client, host, signal).catch((error) => {
      signal.throwIfAborted();
      const { message } = shownFault(error, void 0, host);
      host.warn(`Jobs and Pods that use the Secrets are not named: ${message}`);
      return [];
    })
  ]);
  return [...workloads, ...others];
}
async function runAll(steps, secrets, settings, client, host, signal) {
  const pool = createPool(AT_A_TIME);
  const begun = await Promise.all(
    steps.map((step) => pool.run(() => begin(step, secrets, settings, client, host, signal)))
  );
  const open = begun.flatMap((each) => "workload" in each ? [each.workload] : []);
  const ends = await awaitRollouts(open, client, host, settings.waitMs, signal);
  return await Promise.all(
    begun.map(
      (each) => "workload" in each ? pool.run(
        () => resultOf(each.step, ends[open.indexOf(each.workload)], settings, client, host, signal)
      ) : Promise.resolve(each)
    )
  );
}
function restartFailure(restarted) {
  const [first, ...more] = restarted.flatMap(({ failure }) => failure === void 0 ? [] : [failure]);
  return first === void 0 ? void 0 : together([first, ...more]);
}
async function begin(step, secrets, settings, client, host, signal) {
  const { key, user, will, why } = step;
  const ended = { key, secrets: step.secrets, ms: 0 };
  if (will === "leave alone") return { ...ended, is: "left alone", ...why === void 0 ? {} : { why } };
  if (will === "wait") return { step, workload: user.workload };
  try {
    const workload = await restart(user.workload, secrets, settings, client, host, signal);
    if (workload === void 0) return { ...ended, is: "left alone", why: "it was deleted meanwhile" };
    host.info(`${shownKey(key)} restarts: ${step.secrets.join(", ")}`);
    return { step, workload };
  } catch (error) {
    signal.throwIfAborted();
    const failure = shownFault(error, key, host);
    return { ...ended, is: "failed", why: failure.message, failure };
  }
}
async function resultOf({ key, secrets }, end, settings, client, host, signal) {
  const { is, ms } = end;
  const why = end.why === void 0 ? {} : { why: end.why };
  if (is === "done") return { key, is: "rolled out", secrets, ms, ...why };
  if (is === "held") return { key, is: "restarted, not waited for", secrets, ms, ...why };
  if (is === "gone") return { key, is: "left alone", secrets, ms, ...why };
  if (is === "unseen" && end.error instanceof ApiFault && end.error.status === 403)
    return {
      key,
      is: "restarted, not waited for",
      secrets,
      ms,
      why: `this identity may not watch ${key.kind}s in namespace ${key.namespace}`
    };
  const failure = is === "unseen" ? shownFault(end.error, key, host) : await explain(end, settings.waitMs, client, host, signal);
  return { key, is: "failed", secrets, ms, why: failure.message, failure };
}
const CHANGING = /* @__PURE__ */ new Set(["created", "changed"]);
const isSource = ({ apiVersion, kind }) => apiVersion === "v1" && (kind === "Secret" || kind === "ConfigMap");
const kindOf = ({ kind }) => kind === "ConfigMap" ? "ConfigMap" : "Secret";
const aboutToChange = ({ items }) => items.flatMap(
  ({ desired, live, verb }) => CHANGING.has(verb) && isSource(desired.key) ? [live === void 0 ? absentState(kindOf(desired.key), desired.key) : stateIn(live, true)] : []
);
const aboutToSync = ({ targets, before }) => targets.flatMap((key) => {
  const mark = before.get(idOf(key));
  if (mark === "unknown") return [];
  const absent = absentState("Secret", key);
  return [
    mark === void 0 ? absent : { ...absent, uid: mark.uid, resourceVersion: mark.resourceVersion }
  ];
});
const aboutToBe = ({ items }) => items.flatMap(({ desired: { key }, live, verb }) => {
  if (!isSource(key)) return [];
  return [live === void 0 ? absentState(kindOf(key), key) : stateIn(live, CHANGING.has(verb))];
});
const statesOf = (applied) => applied.flatMap(
  ({ key, verb, uid, resourceVersion }) => isSource(key) && uid !== void 0 && resourceVersion !== void 0 ? [
    {
      namespace: key.namespace ?? "",
      kind: kindOf(key),
      name: key.name,
      uid,
      resourceVersion,
      changed: CHANGING.has(verb)
    }
  ] : []
);
var clusterRestart = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  aboutToBe,
  aboutToChange,
  aboutToSync,
  noteUsers,
  restartFailure,
  restartUsers,
  statesOf
});
export {
  aboutToBe as a,
  clusterRestart as c,
  restartPlan as r
};
