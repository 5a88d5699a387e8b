import { printable } from "../kernel/printable.ts";
import { roleToPaste } from "./apply/role.ts";
import { deniedOf, rightOf } from "./denied.ts";
import type { ApiFault } from "./fault.ts";
import type { ClusterHost } from "./host.ts";
import type { ObjectKey } from "./object.ts";

/** What was attempted. */
export interface Attempted {
  readonly key?: ObjectKey;
  /** A verb: "apply", "read", "delete". */
  readonly doing: string;
  /** As whom, where the server said it. */
  readonly user?: string;
}

/** A fault, what it came of, and what makes the server's texts safe. */
export interface Told {
  readonly fault: ApiFault;
  readonly what: Attempted;
  readonly said: ClusterHost["said"];
}

const MAX_FIELDS = 10;
const MAX_WORD = 120;
const WEBHOOK_NAME = /(?:admission webhook|failed calling webhook) "([a-z0-9.-]{1,253})"/;

/** What a pattern finds in the server's message: only for words that the pattern itself bounds. */
function wordIn(fault: ApiFault, pattern: RegExp): string | undefined {
  let found: string | undefined;
  fault.said((text) => {
    found = pattern.exec(text)?.[1];
    return "";
  });
  return found;
}

/** The webhook that a fault is of. */
export const webhookOf = ({ fault, said }: Told): string => {
  const name = wordIn(fault, WEBHOOK_NAME);
  return name === undefined ? "an admission webhook" : `the admission webhook ${said(name)}`;
};
/** The namespace that a fault is of. */
export const namespaceOf = ({ fault, what, said }: Told): string =>
  printable(what.key?.namespace ?? said(wordIn(fault, /namespaces? "?([a-z0-9-]{1,63})"?/) ?? ""));
/** The server's own words, where it has some. */
export const serverSays = ({ fault, said }: Told): string => {
  const text = fault.said(said);
  return text === "" ? `status ${fault.status}` : `the server says: ${text}`;
};
/** `.data.API_KEY (helm)`; how many more there are. */
export function conflicts({ fault, said }: Told): string {
  const short = (text: string): string => said(text).slice(0, MAX_WORD);
  const shown = fault.causes.slice(0, MAX_FIELDS).map(({ field, message }) => {
    const manager = /conflict with "(.*?)"(?: |$)/s.exec(message)?.[1];
    return `${short(field)}${manager === undefined ? "" : ` (${short(manager)})`}`;
  });
  const more = fault.causes.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** The fields that are wrong, and what the server says of them. */
export function problems(told: Told): string {
  const { fault, said } = told;
  const shown = fault.causes
    .filter(({ field }) => field !== "")
    .slice(0, MAX_FIELDS)
    .map(({ field, message }) => `${said(field)}: ${said(message)}`);
  // Through it again, since together they may be long.
  return shown.length === 0 ? serverSays(told) : `the server says: ${said(shown.join("; "))}`;
}

const userOf = ({ fault, what }: Told): string =>
  what.user ?? wordIn(fault, /User "([^"]{1,256})" cannot/) ?? "";

/** Us, as the server calls us. */
export function whoIs(told: Told): string {
  const user = userOf(told);
  return user === "" ? "this identity" : `user ${told.said(user)}`;
}

/** Who may not do what, where. */
export function denial(told: Told): string {
  const denied = deniedOf(told.fault, told.said);
  if (denied === undefined) return `${whoIs(told)} may not; ${serverSays(told)}`;
  const { verb, resource, group, namespace } = denied;
  const where = namespace === undefined ? "in the whole cluster" : `in namespace ${namespace}`;
  return `${whoIs(told)} may not ${verb} ${resource}${group === "" ? "" : `.${group}`} ${where}`;
}

/** The rights that are missing, to paste. */
export function grant(told: Told): string {
  const denied = deniedOf(told.fault, told.said);
  if (denied === undefined) return "Ask whoever runs the cluster what this identity may do.";
  return roleToPaste([rightOf(denied, told.what.key?.name)], told.said(userOf(told) || "USER"), []);
}
