import type { Right } from "./apply/needs.ts";
import type { ApiFault } from "./fault.ts";

/** What RBAC did not allow, as the server said it. */
export interface Denied {
  readonly verb: string;
  readonly resource: string;
  readonly group: string;
  /** Undefined for the whole cluster. */
  readonly namespace: string | undefined;
}

const MESSAGE =
  /User "[^"]*" cannot ([a-z*]{1,32}) resource "([a-z0-9.*/-]{1,253})" in API group "([a-z0-9.*-]{0,253})"(?: in the namespace "([a-z0-9-]{1,63})"| at the cluster scope)/;
const UNNAMED: ReadonlySet<string> = new Set(["list", "watch", "deletecollection"]);

/**
 * The parts of the authorizer's message. Undefined where the fault is none of it, and where `said` finds a value in
 * what it would be made of: the server chose these words.
 */
export function deniedOf(fault: ApiFault, said: (text: string) => string): Denied | undefined {
  let found: RegExpExecArray | null = null;
  fault.said((text) => {
    found = MESSAGE.exec(text);
    return "";
  });
  const [, verb, resource, group, namespace] = (found ?? []) as readonly (string | undefined)[];
  if (verb === undefined || resource === undefined) return undefined;
  if ([verb, resource, group, namespace].some((word) => word !== undefined && said(word) !== word))
    return undefined;
  return { verb, resource, group: group ?? "", namespace };
}

/**
 * The right that is missing, as the check of rights names it.
 * @param name of the object, where the request names one
 */
export function rightOf({ verb, resource, group, namespace }: Denied, name: string | undefined): Right {
  const isNamed = name !== undefined && !UNNAMED.has(verb) && /^[a-z0-9.:-]{1,253}$/i.test(name);
  const [plural = resource, subresource] = resource.split("/");
  return {
    group,
    resource: plural,
    ...(subresource === undefined ? {} : { subresource }),
    verb,
    namespace,
    name: isNamed ? name : undefined,
  };
}
