import { ApiFault } from "../fault.ts";
import type { ClusterHost } from "../host.ts";
import { asFailure, type Failure } from "../../kernel/errors.ts";
import { failureOf } from "../explain.ts";
import type { ObjectKey } from "../object.ts";
import { denied } from "./workloads.ts";

/** What a client threw, about a workload or in general, as a Failure. */
export function shownFault(error: unknown, key: ObjectKey | undefined, host: ClusterHost): Failure {
  if (!(error instanceof ApiFault)) return asFailure(error);
  if (error.status === 403 && key?.namespace !== undefined && isRbac(error)) return denied(key.namespace);
  return failureOf(
    error,
    { doing: key === undefined ? "look up workloads" : "restart", ...(key === undefined ? {} : { key }) },
    host,
  );
}

/** Admission (a quota, a policy) says no with the same status. */
const isRbac = (fault: ApiFault): boolean => fault.has(/ cannot \w+ resource /);
