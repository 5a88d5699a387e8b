import { Failure } from "../../kernel/errors.ts";
import { printable } from "../../kernel/printable.ts";
import type { ApiFault } from "../fault.ts";
import type { ClusterHost } from "../host.ts";
import { shownKey, type KubeObject, type ObjectKey } from "../object.ts";
import { owns } from "./field-set.ts";
import { kubectlLine, objectArgument } from "./kubectl-line.ts";

/** More fields explain nothing. */
const MAX_FIELDS = 20;
const MANAGER = /^conflict with "((?:[^"\\]|\\.)*)"/;
/** As far as Secrets and ConfigMaps allow it. */
const DATA_KEY = /^\.data\.([-._a-zA-Z0-9]+)$/;
/** The operator writes under one name an ExternalSecret; of long names the end is a hash. */
const OPERATOR = "externalsecrets.external-secrets.io/";

/** A manager, and the fields of it that an apply would change. As the server wrote them: only through `said`. */
export interface Conflict {
  readonly manager: string;
  readonly fields: readonly string[];
}

/** The conflicts that a fault speaks of; none where it is another one. https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts */
export function conflictsOf(fault: ApiFault): readonly Conflict[] {
  const fields = new Map<string, string[]>();
  for (const { reason, field, message } of fault.causes) {
    if (reason !== "FieldManagerConflict") continue;
    const manager = MANAGER.exec(message)?.[1] ?? "";
    fields.set(manager, [...(fields.get(manager) ?? []), field]);
  }
  return [...fields].map(([manager, of]) => ({ manager, fields: of }));
}

/**
 * Why the server did not apply: by field and manager, and the three ways out.
 * @param fault with causes of FieldManagerConflict
 * @param live as it is, with managedFields: then the line that takes the fields from the other manager can be given
 */
export function conflictFailure(
  fault: ApiFault,
  key: ObjectKey,
  { said }: Pick<ClusterHost, "said">,
  live?: KubeObject,
): Failure {
  const conflicts = conflictsOf(fault);
  const parts = conflicts.map(({ manager, fields }) => {
    const shown = fields.slice(0, MAX_FIELDS).map((field) => said(field));
    const more = fields.length > MAX_FIELDS ? ` and ${fields.length - MAX_FIELDS} more` : "";
    return `${shown.join(", ")}${more} of ${whose(manager, said)}`;
  });
  const object = printable(shownKey(key));
  return new Failure(
    "OBJECT_CONFLICT",
    `${object} has fields that another manager owns: ${parts.join("; ")}.`,
    {
      fix: [
        "One of these:",
        "  conflicts: force   takes these fields",
        "  conflicts: skip    leaves this object as it is",
        ...conflicts.flatMap((conflict) => waysOut(conflict, key, said, live)),
      ].join("\n"),
    },
  );
}

const whose = (manager: string, said: ClusterHost["said"]): string =>
  manager.startsWith(OPERATOR)
    ? `the External Secrets Operator (ExternalSecret ${said(manager.slice(OPERATOR.length))})`
    : manager === ""
      ? "a manager without a name"
      : `"${said(manager)}"`;

function waysOut(
  { manager, fields }: Conflict,
  key: ObjectKey,
  said: ClusterHost["said"],
  live: KubeObject | undefined,
): readonly string[] {
  if (manager.startsWith(OPERATOR))
    return [
      "  or take the keys out of the ExternalSecret: the operator would write them back after a `force`",
      `    ${kubectlLine(key.namespace, "get", "externalsecrets.external-secrets.io")}`,
    ];
  const patch = givingUp(manager, fields, live);
  const text = JSON.stringify(patch);
  if (patch === undefined || said(text) !== text)
    return [
      "  or have the other manager no longer name these fields; who owns what is shown by",
      `    ${kubectlLine(key.namespace, "get", objectArgument(key), "--show-managed-fields", "-o", "yaml")}`,
    ];
  return [
    `  or have ${whose(manager, said)} give them up (the values stay):`,
    `    ${kubectlLine(key.namespace, "patch", objectArgument(key), "--type=json", "-p", text)}`,
  ];
}

/**
 * The patch that takes keys of the data from a manager. Of other fields the server's path does not say where a step
 * ends. Not the manager's whole entry: where it is the only one, the server keeps it.
 */
function givingUp(
  manager: string,
  fields: readonly string[],
  live: KubeObject | undefined,
): readonly object[] | undefined {
  const entries = live?.metadata.managedFields ?? [];
  const steps = fields.map((field) => `f:${DATA_KEY.exec(field)?.[1] ?? ""}`);
  const at = entries.findIndex(
    (entry) =>
      entry.manager === manager && steps.every((step) => owns(entry.fieldsV1 ?? {}, ["f:data", step])),
  );
  if (at === -1 || steps.length > MAX_FIELDS) return undefined;
  const path = `/metadata/managedFields/${at}`;
  return [
    { op: "test", path: `${path}/manager`, value: manager },
    ...steps.map((step) => ({ op: "remove", path: `${path}/fieldsV1/f:data/${step}` })),
  ];
}
