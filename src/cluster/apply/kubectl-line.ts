import { shellWord } from "../../kernel/shell-word.ts";
import { groupOf, type ObjectKey } from "../object.ts";

/** A line for a POSIX shell: `kubectl -n NAMESPACE ARGUMENT ...`, each argument quoted where it must be. */
export const kubectlLine = (namespace: string | undefined, ...args: readonly string[]): string =>
  ["kubectl", ...(namespace === undefined ? [] : ["-n", namespace]), ...args].map(shellWord).join(" ");

/** An object as kubectl takes it: `secret/app`, `externalsecret.external-secrets.io/app`. */
export const objectArgument = ({ apiVersion, kind, name }: ObjectKey): string => {
  const group = groupOf(apiVersion);
  return `${kind.toLowerCase()}${group === "" ? "" : `.${group}`}/${name}`;
};
