import { isSecret, type KubeObject } from "../object.ts";

/** Where `kubectl apply` keeps the whole manifest that it was given: of a Secret, its values in clear. */
export const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

/** Whether a Secret carries its values in an annotation. https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/ */
export const holdsValuesInClear = (live: KubeObject): boolean =>
  isSecret(live) && Object.hasOwn(live.metadata.annotations ?? {}, LAST_APPLIED);

/** What is said where it was removed; in a dry run, where it would be. */
export const removedNote = (dryRun: boolean): string =>
  `the annotation ${LAST_APPLIED} held values in clear and ${dryRun ? "would be" : "was"} removed; who may ` +
  "read the Secret's history (etcd backups, audit logs) may still find them";
