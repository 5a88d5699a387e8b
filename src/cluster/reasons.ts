import type { FailureCode } from "../kernel/errors.ts";
import { printable } from "../kernel/printable.ts";
import type { ApiFault } from "./fault.ts";
import {
  conflicts,
  denial,
  grant,
  namespaceOf,
  problems,
  serverSays,
  type Told,
  webhookOf,
  whoIs,
} from "./fault-words.ts";

/** One reason that a server may have: how it is recognised, and what it means. */
export interface Reason {
  readonly is: (fault: ApiFault) => boolean;
  readonly code: FailureCode;
  /** Follows "Cannot apply Secret prod/app: ". */
  readonly why: (told: Told) => string;
  readonly fix: (told: Told) => string;
}

const hasCause = (fault: ApiFault, reason: string): boolean =>
  fault.causes.some((cause) => cause.reason === reason);
const anonymous = (fault: ApiFault): boolean => fault.has(/User "system:anonymous" cannot/);

/** The first that matches counts: what is told apart from a status of many meanings comes before it. */
export const REASONS: readonly Reason[] = [
  {
    is: (fault) => hasCause(fault, "NamespaceTerminating") || fault.has(/because it is being terminated/),
    code: "OBJECT_GONE",
    why: (told) => `its namespace ${namespaceOf(told)} is being deleted`,
    fix: () =>
      "Wait until the namespace is gone, and run the job again; create-namespace: true makes it anew.",
  },
  {
    is: (fault) => fault.has(/admission webhook ".*?" (?:attempted to modify|denied)/),
    code: "OBJECT_INVALID",
    why: (told) => `${webhookOf(told)} refused it; ${serverSays(told)}`,
    fix: () => "This is a rule of the cluster, not a missing right: change the object as the rule wants it.",
  },
  {
    is: (fault) => fault.has(/failed calling webhook|failed to call webhook/),
    code: "STORE_UNREACHABLE",
    why: (told) => `${webhookOf(told)} gave the API server no answer; ${serverSays(told)}`,
    fix: () =>
      "Check the pods behind the webhook, and whether the API server reaches them; then run the job again:\nkubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations",
  },
  {
    is: (fault) => fault.has(/exceeded quota|failed quota|status unknown for quota/),
    code: "LIMIT_EXCEEDED",
    why: (told) => `a quota of the namespace is used up; ${serverSays(told)}`,
    fix: ({ what }) =>
      `kubectl describe resourcequota${what.key?.namespace === undefined ? "" : ` -n ${printable(what.key.namespace)}`}`,
  },
  {
    is: (fault) => fault.has(/violates PodSecurity/),
    code: "OBJECT_INVALID",
    why: (told) => `it violates the namespace's Pod Security level; ${serverSays(told)}`,
    fix: () =>
      "Change the pod's securityContext, or the label pod-security.kubernetes.io/enforce of the namespace.",
  },
  {
    is: (fault) => fault.has(/ValidatingAdmissionPolicy '.*?' with binding/),
    code: "OBJECT_INVALID",
    why: (told) => `an admission policy refused it; ${serverSays(told)}`,
    fix: () =>
      "This is a rule of the cluster, not a missing right: change the object as the policy wants it.",
  },
  {
    is: anonymous,
    code: "CREDENTIALS_REFUSED",
    why: () => "the API server saw no credentials, and took the request for anybody's",
    fix: () =>
      "Name an identity for the cluster; where there is one, a proxy on the way drops the header Authorization.",
  },
  {
    is: (fault) => fault.status === 403 && fault.has(/cannot impersonate/),
    code: "ACCESS_DENIED",
    why: (told) => `${whoIs(told)} may not act as somebody else; ${serverSays(told)}`,
    fix: () =>
      'Leave out `as`, `as-uid`, `as-groups` and `as-user-extra` of the kubeconfig\'s user, or allow it by a ClusterRole:\nrules:\n  - apiGroups: [""]\n    resources: ["users", "groups"]\n    verbs: ["impersonate"]',
  },
  {
    is: (fault) => fault.status === 403,
    code: "ACCESS_DENIED",
    why: denial,
    fix: grant,
  },
  {
    is: (fault) =>
      fault.status === 413 ||
      fault.has(
        /request entity too large|request is too large|larger than max|Too long: (?:must have|may not be)/i,
      ),
    code: "LIMIT_EXCEEDED",
    why: (told) => `it is larger than the cluster takes; ${problems(told)}`,
    fix: () => "A Secret holds at most 1 MiB, its annotations 256 KiB: split it.",
  },
  {
    is: (fault) =>
      fault.has(/field is immutable|may not be changed|can not be unset when `immutable` is set/),
    code: "OBJECT_INVALID",
    why: (told) => `a field that cannot be changed would change; ${problems(told)}`,
    fix: ({ what }) =>
      what.key?.kind === "Secret"
        ? "The type of a Secret, and all of one with `immutable: true`, stay as they were created: use another name, or delete it first."
        : "Delete the object first, or leave the field as it is.",
  },
  {
    is: (fault) => fault.status === 404 && fault.has(/^namespaces "[^"]*" not found/),
    code: "NAMESPACE_MISSING",
    why: (told) => `the namespace ${namespaceOf(told)} does not exist`,
    fix: () => "create-namespace: true",
  },
  {
    is: (fault) => fault.status === 404 && fault.reason !== "NotFound",
    code: "KIND_UNKNOWN",
    why: () => "the API server serves no such path",
    fix: () => "Install what defines this kind first. What there is:\nkubectl api-resources",
  },
  {
    is: (fault) =>
      fault.status === 404 || fault.status === 410 || fault.has(/object is being deleted|uid mismatch/i),
    code: "OBJECT_GONE",
    why: () => "it is not there any more",
    fix: () => "Somebody deleted it meanwhile: run the job again.",
  },
  {
    is: (fault) => fault.status === 409 && hasCause(fault, "FieldManagerConflict"),
    code: "OBJECT_CONFLICT",
    why: (told) => `others own fields that would change: ${conflicts(told)}`,
    fix: () =>
      "One of:\nconflicts: force   # take the fields over\nconflicts: skip    # leave this object as it is\nor leave these fields out of what is applied, or have their manager give them up",
  },
  {
    is: (fault) => fault.status === 409,
    code: "OBJECT_CONFLICT",
    why: (told) => `it was changed or made by somebody else at the same time; ${serverSays(told)}`,
    fix: () => "Run the job again; where it stays so, something writes the object all the time.",
  },
  {
    is: (fault) =>
      fault.has(
        /failed to create typed patch object|failed to convert new object|field not declared in schema/,
      ),
    code: "OBJECT_INVALID",
    why: (told) => `it does not have the shape of its kind; ${problems(told)}`,
    fix: () =>
      "Compare it with what `kubectl explain` says of its kind: a field is unknown, or has another type.",
  },
  {
    is: (fault) => fault.status === 401,
    code: "CREDENTIALS_REFUSED",
    why: () => "the API server does not accept the credentials",
    fix: () => "Check how the cluster comes to trust this identity.",
  },
  {
    is: (fault) => fault.status === 429,
    code: "STORE_THROTTLED",
    why: () => "the API server takes no more requests for now",
    fix: () => "Run the job again later.",
  },
  {
    is: (fault) => fault.status >= 500,
    code: "STORE_UNREACHABLE",
    why: (told) => `the API server failed (status ${told.fault.status}); ${serverSays(told)}`,
    fix: () =>
      "Run the job again; where it stays so, look at the health of the cluster: kubectl get --raw /readyz?verbose",
  },
];

/** 400, 422 and what else there may be. */
export const INVALID: Omit<Reason, "is"> = {
  code: "OBJECT_INVALID",
  why: (told) => `the API server does not accept it; ${problems(told)}`,
  fix: () => "Correct what is named in the manifest or the input that it comes from.",
};
