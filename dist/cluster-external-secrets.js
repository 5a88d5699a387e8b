import { F as Failure, S as Secret, t as together } from "./kernel-base.js";
import { l as isSecret, s as shownKey, m as idOf, d as parseJson, r as reasonOf } from "./providers-list.js";
import { M as MANAGED_LABEL, a as API_VERSION, A as ApiFault, F as FORCE_SYNC, D as DATA_HASH, G as GROUP } from "./cluster.js";
import { c as createPool } from "./kernel-http-client.js";
const lazyBuiltin = (id) => {
  let loaded;
  const load = () => loaded ??= process.getBuiltinModule(id);
  return new Proxy(/* @__PURE__ */ Object.create(null), {
    get: (_, key) => key === "__esModule" ? void 0 : load()[key],
    has: (_, key) => key in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(load(), key);
      return found && { ...found, configurable: true };
    }
  });
};
const crypto = lazyBuiltin("node:crypto");
import { f as locate, n as resolve, o as dryRun } from "./commands-prepare.js";
const fieldsOf$1 = (value) => typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
const textOf$3 = (value) => typeof value === "string" ? value : "";
function syncStatus(object) {
  const status = fieldsOf$1(object["status"]);
  const conditions = Array.isArray(status["conditions"]) ? status["conditions"] : [];
  const condition = conditions.map(fieldsOf$1).find(({ type }) => type === "Ready") ?? {};
  const ready = condition["status"];
  const { reason, message, lastTransitionTime } = condition;
  return {
    ready: ready === "True" || ready === "False" || ready === "Unknown" ? ready : void 0,
    reason: textOf$3(reason),
    mark: JSON.stringify([ready, textOf$3(reason), textOf$3(message), textOf$3(lastTransitionTime)]),
    synced: textOf$3(status["syncedResourceVersion"]) || void 0
  };
}
function syncSpec(object) {
  const spec = fieldsOf$1(object["spec"]);
  const ref = fieldsOf$1(spec["secretStoreRef"]);
  const target = fieldsOf$1(spec["target"]);
  const policy = textOf$3(spec["refreshPolicy"]) || "Periodic";
  const interval = spec["refreshInterval"];
  const data = Array.isArray(spec["data"]) ? spec["data"] : [];
  return {
    store: { kind: textOf$3(ref["kind"]) || "SecretStore", name: textOf$3(ref["name"]) },
    target: textOf$3(target["name"]) || object.metadata.name,
    policy,
    once: typeof interval === "string" && (!/[1-9]/.test(interval) || interval.startsWith("-")),
    creationPolicy: textOf$3(target["creationPolicy"]) || "Owner",
    keys: data.map((entry) => textOf$3(fieldsOf$1(entry)["secretKey"]))
  };
}
const controllerOf = (store) => textOf$3(fieldsOf$1(store["spec"])["controller"]);
const KEY = /^[-._A-Za-z0-9]{1,253}$/;
function mappingProblems(mapping) {
  const { entries, file } = mapping;
  const seen = /* @__PURE__ */ new Set();
  const problems = entries.flatMap(({ secretKey: secretKey2, line }) => {
    const at = { file, ...line === void 0 ? {} : { line } };
    if (!KEY.test(secretKey2))
      return [
        new Failure("NAME_REFUSED", "An entry's name is no key of a Secret.", { at, fix: "MONGO_URL" })
      ];
    if (seen.has(secretKey2))
      return [
        new Failure("NAME_COLLISION", `${secretKey2} stands twice in externalSecrets.data.`, {
          at,
          fix: "Remove one of the entries: the operator refuses both."
        })
      ];
    seen.add(secretKey2);
    return [];
  });
  if (mapping.namespace === "")
    problems.push(
      new Failure("NAMESPACE_MISSING", "The ExternalSecret has no namespace, and there is no default.", {
        at: { file },
        fix: "namespace: liquid-hive-prod"
      })
    );
  if (entries.length > 0) return problems;
  return [
    ...problems,
    new Failure("INPUT_INVALID", "The ExternalSecret has no data, and the operator refuses that.", {
      at: { file },
      fix: "externalSecrets:\n  data:\n    MONGO_URL:\n      key: liquid-hive/prod/MONGO_URL"
    })
  ];
}
function targetCollisions(mapping, desired) {
  return desired.filter(({ key }) => isSecret(key) && key.namespace === mapping.namespace && key.name === mapping.target).map(
    ({ key, origin }) => new Failure(
      "NAME_COLLISION",
      `${shownKey(key)} would be written by the input ${origin.input} and by External Secrets, which would take it over and remove what it does not know.`,
      {
        at: {
          ...origin.file === void 0 ? { input: origin.input } : { file: origin.file },
          ...origin.line === void 0 ? {} : { line: origin.line }
        },
        fix: `Give one of them another name. In ${mapping.file}, under target:
    name: ${mapping.target.slice(0, 240)}-external`
      }
    )
  );
}
function targetProblem(live, mapping) {
  if (live === void 0) return void 0;
  const owner = live.metadata.ownerReferences?.find(({ kind }) => kind === "ExternalSecret");
  const shown = `Secret ${mapping.namespace}/${mapping.target}`;
  if (owner !== void 0 && owner.name !== mapping.name)
    return new Failure("OBJECT_OWNED", `${shown} belongs to another ExternalSecret of this namespace.`, {
      at: { file: mapping.file },
      fix: `See whose it is, and remove that one or name another target:
kubectl -n ${mapping.namespace} get secret ${mapping.target} -o jsonpath='{.metadata.ownerReferences}'`
    });
  if (owner !== void 0 || live.metadata.labels?.[MANAGED_LABEL] === "true") return void 0;
  const known = new Set(mapping.entries.map(({ secretKey: secretKey2 }) => secretKey2));
  const others = Object.keys(live["data"] ?? {}).filter((key) => !known.has(key));
  if (others.length === 0) return void 0;
  const shownKeys = others.filter((key) => KEY.test(key)).slice(0, 10).join(", ");
  return new Failure(
    "OBJECT_OWNED",
    `${shown} was not made by External Secrets and has keys that the mapping has not (${shownKeys}). The operator would take it over and remove them.`,
    {
      at: { file: mapping.file },
      fix: `Add the keys to externalSecrets.data, name another target, or delete the Secret first:
kubectl -n ${mapping.namespace} delete secret ${mapping.target}`
    }
  );
}
const storeKey = ({ store }, namespace) => ({
  apiVersion: API_VERSION,
  kind: store.kind,
  namespace: store.kind === "ClusterSecretStore" ? void 0 : namespace,
  name: store.name
});
async function diagnose(client, spec, namespace, signal) {
  const { kind, name } = spec.store;
  const stopped = {
    cause: "the operator does not react: it does not run, or does not watch this namespace",
    fix: "kubectl get deployments -A -l app.kubernetes.io/name=external-secrets",
    sure: false
  };
  try {
    const store = await client.get(storeKey(spec, namespace), signal);
    if (store === void 0)
      return {
        cause: `there is no ${kind} ${name}${kind === "SecretStore" ? " in the namespace" : ""}`,
        fix: `Create it with the input external-secrets-store, or name one that is there:
kubectl get clustersecretstores,secretstores -A`,
        sure: true
      };
    if (controllerOf(store) !== "")
      return {
        cause: `${kind} ${name} is for another controller class, and no operator of that class reacts`,
        fix: "Remove spec.controller of the store, or start the operator with --controller-class.",
        sure: false
      };
    if (syncStatus(store).ready === "False")
      return {
        cause: `${kind} ${name} is not ready`,
        fix: `kubectl describe ${kind.toLowerCase()} ${name}`,
        sure: false
      };
    return stopped;
  } catch (error) {
    if (error instanceof ApiFault && error.status === 403) return stopped;
    throw error;
  }
}
const describe = ({ store, namespace }) => store.kind === "ClusterSecretStore" ? `kubectl describe clustersecretstore ${store.name}` : `kubectl -n ${namespace} describe secretstore ${store.name}`;
const ROWS = [
  {
    is: /an IAM role must be associated with service account/i,
    cause: "the service account of the store has no IAM role",
    fix: ({ namespace }) => `kubectl -n ${namespace} annotate serviceaccount NAME eks.amazonaws.com/role-arn=arn:aws:iam::123456789012:role/NAME`
  },
  {
    is: /AssumeRoleWithWebIdentity|not authorized to perform: sts:/i,
    cause: "AWS does not let the service account of the store take its role",
    fix: ({ namespace }) => `In the role's trust policy, for the OIDC provider of the cluster: sub system:serviceaccount:${namespace}:NAME, aud sts.amazonaws.com`
  },
  {
    is: /cannot request Kubernetes service account token|serviceaccounts? .* not found/i,
    cause: "the store's service account is not there, or the operator may make no token for it",
    fix: ({ namespace }) => `Create the service account in the namespace that the store names (without one in its reference: ${namespace}), or let external-secrets-store do it.`
  },
  {
    is: /using cluster store .* is not allowed from namespace|denied by spec\.condition/i,
    cause: "the store does not admit this namespace",
    fix: ({ store, namespace }) => `Add ${namespace} to spec.conditions of ClusterSecretStore ${store.name}: conditions: [{namespaces: [${namespace}]}]`
  },
  {
    is: /could not get (?:Cluster)?SecretStore|(?:secretstore|SecretStore).* not found/i,
    cause: "the store is not there under this kind and name",
    fix: ({ store }) => `See which there are: kubectl get clustersecretstores,secretstores -A. The values say kind ${store.kind}; without a kind it is SecretStore.`
  },
  {
    is: /is not ready/i,
    cause: "the store is not ready",
    fix: describe,
    passing: true
  },
  {
    is: /missing clientID|missing tenantID/i,
    cause: "the store does not know its identity in Azure",
    fix: () => "Annotate the service account: azure.workload.identity/client-id and azure.workload.identity/tenant-id"
  },
  {
    is: /unknown Azure Keyvault object Type/i,
    cause: "a key has a slash, which Azure Key Vault takes for a type",
    fix: () => "Write the name alone, with - in place of /. Only secret/, cert/ and key/ may stand before it."
  },
  {
    is: /unable to access Secret from SecretManager Client/i,
    cause: "Google Secret Manager refuses, or has no secret of this name",
    fix: () => "Grant roles/secretmanager.secretAccessor, and check the name."
  },
  {
    is: /Code: 403|permission denied/i,
    cause: "Vault lets the store's role not read this path",
    fix: () => 'path "MOUNT/data/PATH" { capabilities = ["read"] }'
  },
  {
    is: /failed to find data field/i,
    cause: "the store has the wrong version of the KV engine",
    fix: () => "spec.provider.vault.version: v1 for a mount of version 1, v2 for one of version 2"
  },
  {
    is: /AccessDenied|not authorized to perform/i,
    cause: "AWS lets the store's role not read this secret",
    fix: () => "Allow secretsmanager:GetSecretValue on it, and kms:Decrypt on its key."
  },
  {
    is: /key .* does not exist in secret|cannot find secret data for key|property .* does not exist/i,
    cause: "the secret is there, and the property in it is not",
    fix: () => "Correct `property`, or remove it where the secret is plain text."
  },
  {
    is: /Secret does not exist|marked for deletion|ResourceNotFoundException/i,
    cause: "the store has no secret of this key",
    fix: () => "Create it, or correct `key`. Below a Vault store, keys begin behind the mount."
  },
  {
    is: /invalid secret keys/i,
    cause: "a key has characters that a Kubernetes Secret does not take",
    fix: () => "Use A-Z a-z 0-9 - _ and the dot."
  },
  {
    is: /target is owned by another ExternalSecret|failed to take ownership of target/i,
    cause: "another ExternalSecret owns the Secret",
    fix: ({ namespace, target }) => `kubectl -n ${namespace} get secret ${target} -o jsonpath='{.metadata.ownerReferences}'`
  },
  {
    is: /target is immutable/i,
    cause: "the Secret is immutable",
    fix: ({ namespace, target }) => `kubectl -n ${namespace} delete secret ${target}`
  },
  {
    is: /CreationPolicy=Merge/i,
    cause: "creationPolicy Merge fills a Secret that is there, and there is none",
    fix: () => "spec.target.creationPolicy: Owner"
  },
  {
    is: /failed calling webhook|no endpoints available/i,
    cause: "the operator's webhook does not answer",
    fix: () => "kubectl -n external-secrets get deployment external-secrets-webhook",
    passing: true
  },
  {
    is: /Throttling|too many requests|rate exceeded|Code: 429/i,
    cause: "the store has too many requests",
    fix: () => "Raise refreshInterval: each entry is one request an interval.",
    passing: true
  },
  {
    is: /connection refused|no such host|i\/o timeout|deadline exceeded/i,
    cause: "the operator does not reach the store",
    fix: describe,
    passing: true
  }
];
function causeOf(said2, context) {
  const row = ROWS.find(({ is }) => is.test(said2));
  if (row === void 0) return void 0;
  const index = /error processing spec\.data\[(\d{1,5})\]/.exec(said2)?.[1];
  const entry = index === void 0 ? void 0 : context.keys[Number(index)];
  return {
    cause: entry === void 0 ? row.cause : `${entry}: ${row.cause}`,
    fix: row.fix(context),
    passing: row.passing === true
  };
}
async function* follow(events, clock, everyMs, signal) {
  const iterator = events[Symbol.asyncIterator]();
  for (; ; ) {
    const next = iterator.next();
    next.catch(() => void 0);
    for (; ; ) {
      const woken = new AbortController();
      const tick = clock.sleep(everyMs, AbortSignal.any([signal, woken.signal])).then(() => "tick");
      tick.catch(() => void 0);
      const got = await Promise.race([next, tick]);
      if (got === "tick") {
        yield "tick";
        continue;
      }
      woken.abort();
      if (got.done === true) return;
      yield got.value;
      break;
    }
  }
}
function syncedVersionOf({ generation = 0, annotations = {}, labels = {} }, like) {
  return `${generation}-${hashOf(goMeta(annotations, labels), digestOf(like))}`;
}
const isOfNow = (metadata, synced) => synced !== void 0 && synced === syncedVersionOf(metadata, synced);
const digestOf = (like) => like !== void 0 && /^\d+-[0-9a-f]{32}$/.test(like) ? "md5" : "sha3-224";
const hashOf = (text, digest) => crypto.createHash(digest).update(text).digest("hex");
const goMeta = (annotations, labels) => `{annotations:${goMap(annotations)} labels:${goMap(labels)}}`;
function goMap(texts) {
  const keys = Object.keys(texts).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return `map[${keys.map((key) => `${key}:${texts[key]}`).join(" ")}]`;
}
const NONE = { mark: "", newest: void 0 };
const textOf$2 = (value) => typeof value === "string" ? value : "";
async function warningsOf(client, { metadata }, signal) {
  const { uid, namespace = "default" } = metadata;
  if (uid === void 0) return NONE;
  try {
    const events = await client.list(
      { apiVersion: "v1", kind: "Event", namespace, fieldSelector: `involvedObject.uid=${uid}` },
      signal
    );
    const warnings = events.filter((event) => event["type"] === "Warning").map((event) => ({
      id: [event.metadata.uid, event["count"], event["lastTimestamp"], event.metadata.resourceVersion],
      time: textOf$2(event["lastTimestamp"]) || textOf$2(event["eventTime"]) || (event.metadata.creationTimestamp ?? ""),
      text: textOf$2(event["message"])
    })).toSorted((a, b) => a.time < b.time ? -1 : a.time > b.time ? 1 : 0);
    return { mark: JSON.stringify(warnings.map(({ id }) => id)), newest: warnings.at(-1)?.text };
  } catch (error) {
    if (error instanceof ApiFault && (error.status === 403 || error.status === 404)) return NONE;
    throw error;
  }
}
const TICK_MS = 2e3;
const SETTLE_MS = 5e3;
const UNKNOWN_MS = 2e4;
const SILENCE_MS = 15e3;
async function awaitSync(client, host, key, baseline, waitMs, signal) {
  const watching = new AbortController();
  const all = AbortSignal.any([signal, watching.signal]);
  const { apiVersion, kind, namespace, name } = key;
  const listing = { apiVersion, kind, namespace, fieldSelector: `metadata.name=${name}` };
  const wait = new Wait(client, host, key, baseline, waitMs);
  try {
    for await (const event of follow(client.watch(listing, all), host.clock, TICK_MS, all)) {
      const waited = event === "tick" ? await wait.tick(all) : wait.see(event);
      if (waited !== void 0) return waited;
      if (wait.isOver) return await wait.expired(all);
    }
    signal.throwIfAborted();
    return await wait.expired(signal);
  } finally {
    watching.abort();
  }
}
class Wait {
  #client;
  #host;
  #name;
  #baseline;
  #began;
  #waitMs;
  #object;
  #failing;
  #diagnosed = false;
  constructor(client, host, key, baseline, waitMs) {
    this.#client = client;
    this.#host = host;
    this.#name = key.name;
    this.#baseline = baseline;
    this.#object = baseline.object;
    this.#began = host.clock.now();
    this.#waitMs = waitMs;
  }
  get #elapsed() {
    return this.#host.clock.now() - this.#began;
  }
  get isOver() {
    return this.#elapsed >= this.#waitMs;
  }
  get #spec() {
    return syncSpec(this.#object);
  }
  /** What an event settles. */
  see(event) {
    const object = event.type === "RESET" ? event.objects.find(({ metadata }) => metadata.name === this.#name) : event.object.metadata.name === this.#name ? event.object : this.#object;
    if (event.type === "DELETED" || object === void 0)
      return { is: "failed", why: "it was deleted meanwhile", fix: "Run the step again." };
    this.#object = object;
    const { generation: before = 0 } = this.#baseline.object.metadata;
    const { generation = 0, annotations } = object.metadata;
    const { stamp } = this.#baseline;
    if (generation < before || stamp !== void 0 && Number(annotations?.[FORCE_SYNC] ?? 0) < Number(stamp))
      return void 0;
    const { ready, reason, mark, synced } = syncStatus(object);
    if (ready === "True" && isOfNow(object.metadata, synced))
      return reason === "SecretMissing" ? {
        is: "failed",
        why: "the operator calls it ready, and no Secret is there: creationPolicy Merge fills only one that is",
        fix: "spec.target.creationPolicy: Owner"
      } : { is: "synced" };
    if (ready === "False" && mark !== this.#baseline.condition) this.#failing ??= this.#elapsed;
    if (ready === "True") this.#failing = void 0;
    return void 0;
  }
  /** What no event tells: new warnings of a failure that stays the same, and silence. */
  async tick(signal) {
    const { ready } = syncStatus(this.#object);
    if (ready === void 0) return await this.#silent(signal);
    if (ready !== "False" || this.#object.metadata.uid === void 0) return void 0;
    const warnings = await warningsOf(this.#client, this.#object, signal);
    if (warnings.mark !== this.#baseline.warnings) this.#failing ??= this.#elapsed;
    const failing = this.#failing === void 0 ? 0 : this.#elapsed - this.#failing;
    if (failing < SETTLE_MS) return void 0;
    const cause = this.#cause(warnings.newest);
    if (cause === void 0 ? failing < UNKNOWN_MS : cause.passing) return void 0;
    return this.#failed(warnings.newest);
  }
  async #silent(signal) {
    if (this.#diagnosed || this.#elapsed < SILENCE_MS) return void 0;
    this.#diagnosed = true;
    const { sure, cause, fix } = await this.#diagnose(signal);
    return sure ? { is: "failed", why: cause, fix } : void 0;
  }
  /** The end of the patience: what is known then. */
  async expired(signal) {
    const seconds = Math.round(this.#waitMs / 1e3);
    const { ready } = syncStatus(this.#object);
    if (ready === "False" && this.#failing !== void 0) {
      const { newest } = await warningsOf(this.#client, this.#object, signal);
      return this.#failed(newest);
    }
    const { cause, fix } = await this.#diagnose(signal);
    return { is: "failed", why: `not synced within ${seconds} s: ${cause}`, fix };
  }
  #diagnose(signal) {
    return diagnose(this.#client, this.#spec, this.#object.metadata.namespace, signal);
  }
  #cause(said2) {
    const { store, target, keys } = this.#spec;
    const { namespace = "" } = this.#object.metadata;
    return said2 === void 0 ? void 0 : causeOf(said2, { namespace, store, target, keys });
  }
  #failed(said2) {
    const cause = this.#cause(said2);
    const quoted = said2 === void 0 ? "" : ` The operator says: ${this.#host.said(said2)}`;
    const { namespace = "", name } = this.#object.metadata;
    return {
      is: "failed",
      why: `${cause?.cause ?? "the operator could not sync it"}.${quoted}`,
      fix: cause?.fix ?? `kubectl -n ${namespace} describe externalsecret ${name}`
    };
  }
}
function forcing(object, hasTarget) {
  const spec = syncSpec(object);
  const { synced } = syncStatus(object);
  const once = spec.policy === "CreatedOnce" || spec.policy === "Periodic" && spec.once;
  if (!once || synced === void 0 || !hasTarget) return { can: true };
  const stale = !isOfNow(object.metadata, synced) && !synced.startsWith(`${object.metadata.generation}-`);
  return { can: false, is: stale ? "failed" : "unchanged", why: onceText(object, spec, stale) };
}
function onceText(object, spec, stale) {
  const what = spec.policy === "CreatedOnce" ? "its refreshPolicy is CreatedOnce" : "its refreshInterval is not above 0";
  const so = stale ? "its spec has changed since, and the operator never reads that" : "it is not read again";
  const { namespace = "" } = object.metadata;
  return `${what}: ${so}. To have it read once more: kubectl -n ${namespace} annotate secret ${spec.target} ${DATA_HASH}-`;
}
function needsForce(object) {
  const { ready, synced } = syncStatus(object);
  return ready !== void 0 && (ready !== "True" || isOfNow(object.metadata, synced));
}
async function force(client, key, manager, stamp, signal) {
  const answer = await client.call(
    {
      method: "PATCH",
      path: await client.path(key, signal),
      query: { fieldManager: manager },
      as: "merge-patch",
      body: JSON.stringify({ metadata: { annotations: { [FORCE_SYNC]: stamp } } }),
      repeatable: true
    },
    signal
  );
  return answer.json;
}
async function targetMark(client, host, key, signal) {
  try {
    const secret = await client.get(key, signal);
    if (secret === void 0) return void 0;
    const data = Object.values(secret["data"] ?? {});
    host.born(
      data.flatMap((text) => typeof text === "string" ? [Secret.ofBytes(Buffer.from(text, "base64"))] : [])
    );
    const { uid = "", resourceVersion = "", annotations } = secret.metadata;
    return { uid, resourceVersion, dataHash: annotations?.[DATA_HASH] };
  } catch (error) {
    if (error instanceof ApiFault && error.status === 403) return "unknown";
    throw error;
  }
}
function targetChanged(before, after) {
  if (before === "unknown" || after === "unknown") return void 0;
  if (before?.uid !== after?.uid) return true;
  if (before?.resourceVersion === after?.resourceVersion) return false;
  return before?.dataHash === void 0 || before.dataHash !== after?.dataHash;
}
const AT_ONCE = 16;
async function syncAll(objects, settings, client, host, signal, before = /* @__PURE__ */ new Map()) {
  const pool = createPool(AT_ONCE);
  return await Promise.all(
    objects.map(
      (key) => pool.run(async () => {
        const began = host.clock.now();
        const target = { apiVersion: "v1", kind: "Secret", namespace: key.namespace, name: key.name };
        const run = { key, settings, client, host, signal, before };
        try {
          return { ...await syncOne(run), ms: host.clock.now() - began };
        } catch (error) {
          signal.throwIfAborted();
          return {
            key,
            is: "failed",
            target,
            changed: void 0,
            ms: host.clock.now() - began,
            ...said(error, host)
          };
        }
      })
    )
  );
}
async function syncOne(run) {
  const { key, client, host, signal, settings } = run;
  const found = await client.get(key, signal);
  const target = {
    apiVersion: "v1",
    kind: "Secret",
    namespace: key.namespace,
    name: found === void 0 ? key.name : syncSpec(found).target
  };
  if (found === void 0)
    return {
      key,
      target,
      is: "failed",
      why: "it is not there",
      fix: "Run the step again.",
      changed: void 0
    };
  const now = await targetMark(client, host, target, signal);
  const id = idOf(target);
  const before = run.before.has(id) ? run.before.get(id) : now;
  const can = forcing(found, now !== void 0);
  if (!can.can)
    return { key, target, is: can.is, why: can.why, changed: targetChanged(before, now), ...markOf(now) };
  const warnings = await warningsOf(client, found, signal);
  const stamp = needsForce(found) ? String(host.clock.now()) : void 0;
  const object = stamp === void 0 ? found : await force(client, key, settings.manager, stamp, signal);
  const condition = syncStatus(found).mark;
  const waited = await awaitSync(
    client,
    host,
    key,
    { object, stamp, condition, warnings: warnings.mark },
    settings.waitMs,
    signal
  );
  const after = await targetMark(client, host, target, signal);
  const changed = targetChanged(before, after);
  if (waited.is === "failed") return { key, target, ...waited, changed, ...markOf(after) };
  return { key, target, is: changed === false ? "unchanged" : "synced", changed, ...markOf(after) };
}
const markOf = (mark) => mark === void 0 || mark === "unknown" ? {} : { after: mark };
function said(error, host) {
  if (error instanceof ApiFault)
    return {
      why: `the API server answered ${error.status} to ${error.call.method}: ${error.said(host.said)}`,
      ...error.status === 403 ? { fix: "Its Role needs get, patch and watch of externalsecrets, get of secrets, list of events." } : {}
    };
  if (error instanceof Failure)
    return { why: error.message, ...error.fix === void 0 ? {} : { fix: error.fix } };
  throw error;
}
async function requireOperator(client, signal) {
  const served = await client.versions(GROUP, signal);
  if (served.includes("v1") || served.includes(`${GROUP}/v1`)) return;
  const helm = "helm repo add external-secrets https://charts.external-secrets.io\nhelm upgrade --install external-secrets external-secrets/external-secrets -n external-secrets --create-namespace";
  throw served.length === 0 ? new Failure("KIND_UNKNOWN", "The External Secrets Operator is not installed in this cluster.", {
    fix: helm
  }) : new Failure(
    "KIND_UNKNOWN",
    "The External Secrets Operator of this cluster is too old: it serves no external-secrets.io/v1, which 0.16 brought.",
    {
      fix: `Upgrade it by minor versions to 0.16 (it serves v1beta1 and v1), change your manifests to v1, then go on:
${helm} --version 0.16.2`
    }
  );
}
const NANOSECONDS = {
  ns: 1,
  us: 1e3,
  \u00B5s: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 6e10,
  h: 36e11
};
const SMALL = [
  ["ms", 1e6],
  ["\xB5s", 1e3],
  ["ns", 1]
];
function goDuration(text) {
  if (!/^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/.test(text)) return text;
  let total = 0;
  for (const [, number, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g))
    total += Number(number) * (NANOSECONDS[unit ?? ""] ?? 0);
  total = Math.round(total);
  if (total === 0) return "0s";
  const small = total < 1e9 ? SMALL.find(([, size]) => total >= size) : void 0;
  if (small !== void 0) return `${total / small[1]}${small[0]}`;
  const minutes = Math.floor(total / 6e10);
  const seconds = `${(total - minutes * 6e10) / 1e9}s`;
  if (minutes === 0) return seconds;
  return minutes < 60 ? `${minutes}m${seconds}` : `${Math.floor(minutes / 60)}h${minutes % 60}m${seconds}`;
}
const isFields = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
function steady(desired) {
  const { key, body, notes } = desired;
  const spec = body["spec"];
  if (key.kind !== "ExternalSecret" || !key.apiVersion.startsWith(`${GROUP}/`) || !isFields(spec))
    return desired;
  const said2 = [...notes];
  const { refreshInterval: interval, target = {} } = spec;
  const written = typeof interval === "string" ? goDuration(interval) : interval;
  if (written !== interval)
    said2.push(`refreshInterval is written ${String(written)}, as the operator writes it back.`);
  const isPlain = isFields(target) && (target["template"] ?? void 0) === void 0;
  if (isPlain)
    said2.push("target.template is added: it keeps the annotation of the forced sync off the Secret.");
  return {
    ...desired,
    body: {
      ...body,
      spec: {
        ...spec,
        ...written === void 0 ? {} : { refreshInterval: written },
        ...isPlain ? { target: { ...target, template: templateOf(desired) } } : {}
      }
    },
    notes: said2
  };
}
function templateOf({ body: { metadata } }) {
  const { labels, annotations } = metadata;
  return {
    engineVersion: "v2",
    mergePolicy: "Replace",
    metadata: {
      ...labels === void 0 ? {} : { labels },
      ...annotations === void 0 ? {} : { annotations }
    }
  };
}
function storeSpec({ name, provider, words, line }, account, inputs) {
  const lacking = (what, fix) => new Failure("INPUT_INVALID", `${name}: ${what}`, {
    at: { input: "external-secrets-store", line },
    fix
  });
  const word = (key) => words.get(key);
  if (provider === "aws") {
    const region = word("region") ?? inputs.awsRegion;
    if (region === void 0) return lacking("no region is given.", "aws-region: eu-west-1");
    return { aws: awsSpec(word, region, account) };
  }
  if (provider === "vault") {
    const server = word("address") ?? inputs.vaultAddress;
    if (server === void 0)
      return lacking("Vault's address is not given.", "vault-address: https://vault.example.com:8200");
    if (account === void 0)
      return lacking(
        "no service account is given to log in to Vault as.",
        `${name}: vault, role ${"ROLE"}, service-account external-secrets`
      );
    return { vault: vaultSpec(word, server, account, inputs) };
  }
  if (provider === "gcp") {
    const location = word("location");
    const identity = present({
      clusterName: word("cluster"),
      clusterLocation: word("cluster-location"),
      clusterProjectID: word("cluster-project")
    });
    return {
      gcpsm: {
        projectID: word("project"),
        ...present({ location }),
        ...account === void 0 ? {} : { auth: { workloadIdentity: { serviceAccountRef: account, ...identity } } }
      }
    };
  }
  return {
    azurekv: {
      authType: account === void 0 ? "ManagedIdentity" : "WorkloadIdentity",
      vaultUrl: word("vault-url"),
      ...present({ tenantId: word("tenant") }),
      ...account === void 0 ? present({ identityId: word("client") }) : { serviceAccountRef: account }
    }
  };
}
const awsSpec = (word, region, account) => ({
  service: word("service") === "parameter-store" ? "ParameterStore" : "SecretsManager",
  region,
  ...account === void 0 ? { role: word("role") } : { auth: { jwt: { serviceAccountRef: account } } },
  ...present({ externalID: account === void 0 ? word("external-id") : void 0 })
});
function vaultSpec(word, server, account, inputs) {
  const jwt = word("method") === "jwt";
  const role = word("role");
  const path = word("auth-path") ?? (jwt ? "jwt" : "kubernetes");
  return {
    server,
    path: word("mount") ?? inputs.vaultMount ?? "secret",
    version: word("kv") === "1" ? "v1" : "v2",
    ...present({ namespace: word("namespace") ?? inputs.vaultNamespace }),
    ...inputs.vaultCa === void 0 ? {} : { caBundle: Buffer.from(inputs.vaultCa, "utf8").toString("base64") },
    auth: jwt ? {
      jwt: {
        path,
        role,
        kubernetesServiceAccountToken: {
          serviceAccountRef: { ...account, audiences: [word("audience") ?? "vault"] }
        }
      }
    } : { kubernetes: { mountPath: path, role, serviceAccountRef: account } }
  };
}
const present = (fields) => Object.fromEntries(
  Object.entries(fields).filter((field) => field[1] !== void 0)
);
const ROLE_ANNOTATION = "eks.amazonaws.com/role-arn";
const CLIENT_ANNOTATION = "azure.workload.identity/client-id";
const TENANT_ANNOTATION = "azure.workload.identity/tenant-id";
function storeObjects(stores, inputs, mapping) {
  const desired = [];
  const problems = [];
  const notices = [];
  for (const store of stores) {
    const made = objectsOf(store, inputs, mapping);
    if (made instanceof Failure) problems.push(made);
    else desired.push(...made);
  }
  if (mapping.serviceAccount?.create === true && !stores.some(({ name }) => name === mapping.store.name))
    notices.push(
      `${mapping.file}: serviceAccount.create is true, and external-secrets-store has no line for ${mapping.store.name}: neither is made here.`
    );
  return { desired, problems, notices };
}
function objectsOf(store, inputs, mapping) {
  const { name, line } = store;
  const at = { input: "external-secrets-store", line };
  if (name !== mapping.store.name)
    return new Failure("INPUT_INVALID", `${name}: the values read from another store.`, {
      at,
      fix: `Name it as the values do: ${mapping.store.name}`
    });
  const origin = { from: "external-secrets", input: "external-secrets-store", line };
  const account = accountOf$1(store, mapping);
  const create = mapping.serviceAccount?.create === true && !store.words.has("service-account");
  const role = store.provider === "aws" ? store.words.get("role") : void 0;
  const asked = mapping.serviceAccount?.roleArn;
  if (create && store.provider === "aws" && asked !== void 0 && asked !== role)
    return new Failure(
      "INPUT_INVALID",
      `${name}: the role of serviceAccount in ${mapping.file} is not the one of this line.`,
      { at, fix: `Write the same role in both: ${ROLE_ANNOTATION}: ${role}` }
    );
  const cluster = mapping.store.kind === "ClusterSecretStore";
  if (!cluster && account !== void 0 && account.namespace !== mapping.namespace)
    return new Failure(
      "INPUT_INVALID",
      `${name}: a SecretStore reads as a service account of its own namespace.`,
      {
        at,
        fix: `service-account ${account.name}`
      }
    );
  const ref = account === void 0 ? void 0 : cluster ? account : { name: account.name };
  const provider = storeSpec(store, ref, inputs);
  if (provider instanceof Failure) return provider;
  const namespaces = store.words.get("namespaces")?.split("+") ?? [mapping.namespace];
  const labels = { "app.kubernetes.io/managed-by": "secrets-action" };
  const namespace = cluster ? void 0 : mapping.namespace;
  const made = {
    key: { apiVersion: API_VERSION, kind: mapping.store.kind, namespace, name },
    origin,
    body: {
      apiVersion: API_VERSION,
      kind: mapping.store.kind,
      metadata: { name, ...namespace === void 0 ? {} : { namespace }, labels },
      spec: { provider, ...cluster ? { conditions: [{ namespaces }] } : {} }
    },
    notes: []
  };
  if (!create || account === void 0) return [made];
  const annotations = annotationsOf(store);
  const serviceAccount = {
    key: { apiVersion: "v1", kind: "ServiceAccount", namespace: account.namespace, name: account.name },
    origin,
    body: {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: account.name, namespace: account.namespace, labels, annotations }
    },
    notes: []
  };
  return [serviceAccount, made];
}
function accountOf$1({ words }, { serviceAccount, namespace }) {
  const said2 = words.get("service-account");
  if (said2 !== void 0) {
    const [first, second] = said2.split("/");
    return second === void 0 ? { name: said2, namespace } : { name: second, namespace: first };
  }
  return serviceAccount?.create === true ? { name: serviceAccount.name, namespace } : void 0;
}
function annotationsOf({ provider, words }) {
  const pairs = provider === "aws" ? [[ROLE_ANNOTATION, words.get("role")]] : provider === "azure" ? [
    [CLIENT_ANNOTATION, words.get("client")],
    [TENANT_ANNOTATION, words.get("tenant")]
  ] : [];
  return Object.fromEntries(pairs.filter((pair) => pair[1] !== void 0));
}
function lookUp(root, path) {
  const parts = partsOf(path);
  return parts === void 0 ? "unknown" : walk(root, parts);
}
function lookUpProperty(root, property) {
  const literal = root.kind === "map" ? root.fields.get(property) : void 0;
  return literal ?? lookUp(root, property);
}
function walk(node, [part, ...rest]) {
  if (part === void 0) return node;
  if (node.kind === "map") {
    const next = node.fields.get(part.text);
    return next === void 0 ? void 0 : walk(next, rest);
  }
  if (node.kind !== "list") return void 0;
  if (part.all) return rest.length === 0 ? { kind: "leaf" } : { kind: "list", items: [] };
  if (!/^\d{1,9}$/.test(part.text)) return void 0;
  const item = node.items[Number(part.text)];
  return item === void 0 ? void 0 : walk(item, rest);
}
function partsOf(path) {
  if (path === "" || /^[@!{[]/.test(path)) return void 0;
  const parts = [];
  let text = "";
  let escaped = false;
  for (let at = 0; at <= path.length; at++) {
    const character = path[at];
    if (character === "\\" && at + 1 < path.length) {
      text += path[++at];
      escaped = true;
    } else if (character === void 0 || character === ".") {
      const next = path[at + 1];
      if (character === "." && next !== void 0 && "@!{[".includes(next)) return void 0;
      parts.push({ text, all: text === "#" && !escaped });
      text = "";
      escaped = false;
    } else if ("*?|".includes(character) || character === "#" && text === "" && path[at + 1] === "(") {
      return void 0;
    } else {
      text += character;
    }
  }
  return parts;
}
const there = (why = "", fix = "") => ({ is: "there", why, fix });
function verdictOf(entry, store, read) {
  if (read === "missing")
    return {
      is: "missing",
      why: "the store has no secret of this key",
      fix: "Create it before the deployment, or correct `key`."
    };
  if (read === "denied")
    return {
      is: "unknown",
      why: "this step may not read it; the operator has rights of its own",
      fix: "To have it checked, let the step's role read it too."
    };
  if (read === "unreachable") return { is: "unknown", why: "the store did not answer this step", fix: "" };
  if (read.kind === "listing") return { is: "unknown", why: "it is a folder to this step", fix: "" };
  const { property } = entry;
  if (property === void 0) return whole(store, read, entry);
  const root = rootOf(read);
  if (root === void 0)
    return {
      is: "wrong",
      why: "`property` needs JSON, and the secret is none",
      fix: "Remove `property`, or store a JSON object."
    };
  const found = lookUpProperty(root, property);
  if (found === "unknown")
    return { is: "unknown", why: "`property` is a query that only the operator can answer", fix: "" };
  return found === void 0 ? withoutProperty(root) : decodable(found, entry);
}
function withoutProperty(root) {
  const only = root.kind === "map" && root.fields.size === 1 ? root.fields.get("value") : void 0;
  return {
    is: "missing",
    why: "the secret is there, and `property` in it is not",
    fix: only === void 0 ? "Correct `property`." : "It has one field, so write: property: value"
  };
}
function whole(store, content, entry) {
  if (store !== "vault" || content.kind !== "fields") return decodableText(content, entry);
  const only = content.fields.size === 1 && content.fields.has("value");
  return there(
    "without `property` the value is the JSON of all fields",
    only ? "It has one field, so write: property: value" : "Add `property` with the field that is meant."
  );
}
function rootOf(content) {
  if (content.kind === "fields") return { kind: "map", fields: content.fields };
  if (content.kind === "listing") return void 0;
  const bytes = content.kind === "text" ? content.text.revealBytes() : content.bytes.revealBytes();
  try {
    const node = nodeOf(parseJson(bytes));
    return node.kind === "map" || node.kind === "list" ? node : void 0;
  } catch {
    return void 0;
  }
}
function nodeOf(value) {
  if (value.kind === "list") return { kind: "list", items: value.items.map(nodeOf) };
  if (value.kind !== "map") return value.kind === "null" ? { kind: "null" } : { kind: "leaf" };
  const fields = /* @__PURE__ */ new Map();
  for (const { key, value: inner } of value.items) if (!fields.has(key)) fields.set(key, nodeOf(inner));
  return { kind: "map", fields };
}
function decodable(found, { decoding }) {
  if (found.kind === "null") return there("its value is null, which becomes an empty text");
  if (decoding === "Base64" && found.kind !== "leaf")
    return {
      is: "wrong",
      why: "`decodingStrategy: Base64` over a list or a map",
      fix: "Remove it, or name a field below."
    };
  return there();
}
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
function decodableText(content, { decoding }) {
  const value = content.kind === "text" ? content.text : content.kind === "bytes" ? content.bytes : void 0;
  if (value?.isEmpty === true) return there("its value is empty");
  const text = decoding === "Base64" ? value?.reveal() : void 0;
  if (text === void 0 || BASE64.test(text.replaceAll(/[\r\n]/g, ""))) return there();
  return {
    is: "wrong",
    why: "`decodingStrategy: Base64`, and the value is no base64",
    fix: "decodingStrategy: None"
  };
}
const fieldsOf = (value) => typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
const textOf$1 = (value) => typeof value === "string" ? value : "";
function remoteReferences({ entries }, spec, known) {
  const provider = fieldsOf(fieldsOf(spec)["provider"]);
  const aws = provider["aws"];
  if (aws !== void 0) return entries.map((entry) => awsEntry(entry, fieldsOf(aws), known));
  const vault = provider["vault"];
  if (vault !== void 0) return entries.map((entry) => vaultEntry(entry, fieldsOf(vault), known));
  return entries.map((entry) => ({ entry, why: "this step has no provider for such a store" }));
}
const accountOf = (arn) => /^arn:[a-z-]+:iam::(\d{12}):/.exec(arn)?.[1];
function awsEntry(entry, aws, known) {
  const service = textOf$1(aws["service"]) || "SecretsManager";
  const store = service === "SecretsManager" ? "aws" : service === "ParameterStore" ? "ssm" : void 0;
  if (store === void 0) return { entry, why: "certificates are not read here" };
  if (!known.schemes.has(store)) return { entry, why: "the step has no input for AWS (aws-role)" };
  const operators = accountOf(textOf$1(aws["role"])) ?? known.operatorAccount;
  if (known.awsAccount !== void 0 && operators !== void 0 && operators !== known.awsAccount)
    return { entry, why: "the store reads in another account than this step" };
  const query = /* @__PURE__ */ new Map();
  const region = textOf$1(aws["region"]);
  if (region !== "") query.set("region", region);
  const { version = "" } = entry;
  if (version !== "" && store === "ssm") query.set("version", version);
  else if (version.startsWith("uuid/")) query.set("version", version.slice("uuid/".length));
  else if (version !== "") query.set("stage", version);
  const name = `${textOf$1(aws["prefix"])}${entry.key}`;
  const locator = store === "aws" ? name : name.replaceAll("%", "%25");
  return { entry, store, reference: { kind: "reference", scheme: store, locator, query, field: void 0 } };
}
function vaultEntry(entry, vault, known) {
  if (!known.schemes.has("vault")) return { entry, why: "the step has no input for Vault (vault-role)" };
  const server = textOf$1(vault["server"]);
  if (known.vaultAddress === void 0 || !sameServer(server, known.vaultAddress))
    return { entry, why: "the store reads from another Vault than vault-address" };
  if (trimmed(textOf$1(vault["namespace"])) !== trimmed(known.vaultNamespace ?? ""))
    return { entry, why: "the store reads from another namespace of Vault than vault-namespace" };
  const mount = trimmed(textOf$1(vault["path"]));
  let path = entry.key.replace(/^\/+/, "");
  if (mount !== "" && path.startsWith(`${mount}/`)) path = path.slice(mount.length + 1);
  if (textOf$1(vault["version"]) !== "v1" && path.startsWith("data/")) path = path.slice("data/".length);
  const query = new Map(entry.version === void 0 ? [] : [["version", entry.version]]);
  const locator = (mount === "" ? path : `${mount}/${path}`).replaceAll("%", "%25");
  return {
    entry,
    store: "vault",
    reference: { kind: "reference", scheme: "vault", locator, query, field: void 0 }
  };
}
const trimmed = (path) => path.replace(/^\/+|\/+$/g, "");
const sameServer = (one, two) => URL.canParse(one) && URL.canParse(two) && new URL(one).origin === new URL(two).origin;
const GCP_NAME = /^[\w-]{1,255}$/;
const AZURE_NAME = /^(?:(?:secret|cert|key)\/)?[0-9A-Za-z-]{1,127}$/;
function keyProblems({ entries, file }, spec) {
  const provider = fieldsOf(fieldsOf(spec)["provider"]);
  const [form, where] = provider["gcpsm"] !== void 0 ? [GCP_NAME, "Google Secret Manager"] : provider["azurekv"] !== void 0 ? [AZURE_NAME, "Azure Key Vault"] : [void 0, ""];
  if (form === void 0) return [];
  return entries.filter(({ key }) => !form.test(key)).map(
    ({ secretKey: secretKey2, line }) => new Failure("REFERENCE_INVALID", `${secretKey2}: its \`key\` cannot be a name in ${where}.`, {
      at: { file, ...line === void 0 ? {} : { line } },
      fix: "Use letters, digits and dashes: write - where the key has a slash or a dot."
    })
  );
}
function storeInputs({ inputs, providers }, readText) {
  const text = textOf({ providers });
  const { caCert } = inputs;
  return {
    awsRegion: text("aws", "awsRegion"),
    vaultAddress: text("vault", "vaultAddress"),
    vaultMount: text("vault", "vaultMount"),
    vaultNamespace: text("vault", "vaultNamespace"),
    vaultCa: caCert === "" || isPem(caCert) ? caCert || void 0 : pemOf(readText(caCert))
  };
}
const textOf = ({ providers }) => (id, name) => {
  const value = providers.get(id)?.values[name];
  const first = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" && first !== "" ? first.split(/[\s,]+/)[0] : void 0;
};
const isPem = (text) => text.includes("-----BEGIN CERTIFICATE-----");
function pemOf(text) {
  if (isPem(text)) return text;
  throw new Failure("FILE_UNREADABLE", "The file of ca-cert holds no PEM certificate.", {
    at: { input: "ca-cert" },
    fix: "ca-cert: path/to/ca.pem   # -----BEGIN CERTIFICATE-----"
  });
}
async function preflight(mapping, made, context, client, host, signal) {
  const spec = await specOf(mapping, made, client, signal);
  if (spec instanceof Failure) return { problems: [spec], notices: [] };
  const problems = [...keyProblems(mapping, spec)];
  if (problems.length > 0) return { problems, notices: [] };
  if (spec === void 0)
    return {
      problems,
      notices: [`The store ${mapping.store.name} may not be read: its keys were not looked up.`]
    };
  const configured = context.providers.filter(({ id }) => isConfigured(context.given, id));
  const text = textOf(context.given);
  const known = {
    schemes: new Set(configured.flatMap(({ schemes }) => schemes.map(({ name }) => name))),
    vaultAddress: text("vault", "vaultAddress"),
    vaultNamespace: text("vault", "vaultNamespace"),
    awsAccount: awsAccount(context),
    operatorAccount: accountOf(operatorRole(mapping, made))
  };
  const entries = remoteReferences(mapping, spec, known);
  const results = await readAll(entries, context, signal);
  host.born(results.flatMap((result) => typeof result === "object" ? secretsIn(result) : []));
  const notices = [];
  for (const [index, remote] of entries.entries()) {
    const { entry } = remote;
    const result = results[index];
    const at = { file: mapping.file, ...entry.line === void 0 ? {} : { line: entry.line } };
    if ("why" in remote) notices.push(`${entry.secretKey}: not looked up: ${remote.why}.`);
    else if (result !== void 0) {
      const { is, why, fix } = verdictOf(entry, remote.store, result);
      if (is === "missing" || is === "wrong")
        problems.push(new Failure("SECRET_NOT_FOUND", `${entry.secretKey}: ${why}.`, { at, fix }));
      else if (why !== "") notices.push(`${entry.secretKey}: ${why}.${fix === "" ? "" : ` ${fix}`}`);
    }
  }
  return { problems, notices };
}
function awsAccount({ sessions, given }) {
  const open = sessions.opened().find(({ provider }) => provider === "aws");
  return open?.session.who?.account ?? accountOf(textOf(given)("aws", "awsRole") ?? "");
}
function operatorRole({ serviceAccount }, made) {
  const account = made.find(({ key }) => key.kind === "ServiceAccount");
  return account?.body.metadata.annotations?.["eks.amazonaws.com/role-arn"] ?? serviceAccount?.roleArn ?? "";
}
const isConfigured = ({ providers }, id) => {
  const read = providers.get(id);
  return read !== void 0 && (read.given || read.ambient) && read.problems.length === 0;
};
async function specOf(mapping, made, client, signal) {
  const { name, kind } = mapping.store;
  const own = made.find(({ key: key2 }) => key2.kind === kind && key2.name === name);
  if (own !== void 0) return own.body["spec"];
  const namespace = kind === "ClusterSecretStore" ? void 0 : mapping.namespace;
  const key = { apiVersion: API_VERSION, kind, namespace, name };
  try {
    const live = await client.get(key, signal);
    if (live !== void 0) return live["spec"];
    return new Failure("KIND_UNKNOWN", `There is no ${kind} ${name} in the cluster.`, {
      at: { file: mapping.file },
      fix: `external-secrets-store: |
  ${name}: aws, role arn:aws:iam::123456789012:role/external-secrets`
    });
  } catch (error) {
    if (error instanceof ApiFault && error.status === 403) return void 0;
    throw error;
  }
}
async function readAll(entries, { providers, sessions }, signal) {
  const located = entries.map((remote) => {
    const found = "reference" in remote ? locate(remote.reference, providers, []) : void 0;
    return found instanceof Failure ? void 0 : found;
  });
  const wanted = located.filter((one) => one !== void 0);
  const results = await resolve(wanted, /* @__PURE__ */ new Set(["not-found"]), dryRun(sessions).sessions, signal);
  return located.map((one) => {
    const result = one === void 0 ? void 0 : results[wanted.indexOf(one)];
    return result === void 0 ? void 0 : readResult(result);
  });
}
function readResult(result) {
  if (result.is === "found") return result.content;
  if (result.is === "missing") return "missing";
  const reason = reasonOf(result.error);
  return reason === "deleted" ? "missing" : reason === "unreachable" ? "unreachable" : "denied";
}
function secretsIn(content) {
  if (content.kind === "text") return [content.text];
  if (content.kind === "bytes") return [content.bytes];
  if (content.kind === "listing") return [...content.entries.values()].flatMap(secretsIn);
  return [...content.fields.values()].flatMap((node) => node.kind === "leaf" ? [node.value] : []);
}
function externalSecretOf(mapping, options = {}) {
  const { name, namespace, target, store, refreshInterval, entries, file } = mapping;
  const { helmRelease } = options;
  const body = {
    apiVersion: API_VERSION,
    kind: "ExternalSecret",
    metadata: {
      name,
      namespace,
      labels: { "app.kubernetes.io/managed-by": helmRelease === void 0 ? "secrets-action" : "Helm" },
      ...helmRelease === void 0 ? {} : {
        annotations: {
          "meta.helm.sh/release-name": helmRelease,
          "meta.helm.sh/release-namespace": namespace
        }
      }
    },
    spec: {
      refreshPolicy: "Periodic",
      refreshInterval: goDuration(refreshInterval),
      secretStoreRef: { kind: store.kind, name: store.name },
      target: {
        name: target,
        creationPolicy: "Owner",
        deletionPolicy: "Retain",
        template: { engineVersion: "v2", mergePolicy: "Replace", metadata: {} }
      },
      data: entries.map(dataOf)
    }
  };
  return {
    key: { apiVersion: API_VERSION, kind: "ExternalSecret", namespace, name },
    origin: { from: "external-secrets", input: "external-secrets", file },
    body,
    notes: []
  };
}
const dataOf = ({ secretKey: secretKey2, key, property, version, decoding }) => ({
  secretKey: secretKey2,
  remoteRef: {
    key,
    ...property === void 0 ? {} : { property },
    ...version === void 0 ? {} : { version },
    conversionStrategy: "Default",
    decodingStrategy: decoding,
    metadataPolicy: "None"
  }
});
async function checkSync(external, mapping, client, host, signal) {
  await requireOperator(client, signal);
  const targets = external.map(({ body, key: { namespace } }) => secretKey(namespace, syncSpec(body).target));
  const marks = targets.map(
    async (target) => [idOf(target), await targetMark(client, host, target, signal)]
  );
  const before = new Map(await Promise.all(marks));
  if (mapping !== void 0) {
    const live = await readable(client, secretKey(mapping.namespace, mapping.target), signal);
    const problem = targetProblem(live, mapping);
    if (problem !== void 0) throw problem;
  }
  return { keys: external.map(({ key }) => key), targets, before };
}
const secretKey = (namespace, name) => ({
  apiVersion: "v1",
  kind: "Secret",
  namespace,
  name
});
const manifestCollisions = (external, desired) => external.flatMap(({ key, body, origin }) => {
  const { creationPolicy, target } = syncSpec(body);
  if (creationPolicy === "Merge" || creationPolicy === "None") return [];
  return targetCollisions(
    { namespace: key.namespace ?? "", target, file: origin.file ?? origin.input },
    desired
  );
});
async function readable(client, key, signal) {
  try {
    return await client.get(key, signal);
  } catch (error) {
    if (error instanceof ApiFault && error.status === 403) return void 0;
    throw error;
  }
}
async function sync(plan, settings, client, host, signal) {
  const outcomes = await syncAll(plan.keys, settings, client, host, signal, plan.before);
  const [first, ...more] = outcomes.flatMap(failureOf);
  return {
    synced: outcomes,
    states: outcomes.flatMap(stateOf),
    failure: first === void 0 ? void 0 : together([first, ...more])
  };
}
const failureOf = ({ key, is, why, fix }) => is === "failed" ? [
  new Failure(
    "SYNC_FAILED",
    `${shownKey(key)}: ${why ?? "it did not sync"}.`,
    fix === void 0 ? {} : { fix }
  )
] : [];
const stateOf = ({ target, after, changed }) => after === void 0 ? [] : [
  {
    namespace: target.namespace ?? "",
    kind: "Secret",
    name: target.name,
    uid: after.uid,
    resourceVersion: after.resourceVersion,
    changed: changed !== false
  }
];
var clusterSync = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  checkSync,
  externalSecretOf,
  manifestCollisions,
  mappingProblems,
  preflight,
  steady,
  storeInputs,
  storeObjects,
  sync,
  targetCollisions
});
export {
  clusterSync as c,
  syncSpec as s
};
