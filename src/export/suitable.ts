import { Failure } from "../kernel/errors.ts";
import type { Secret } from "../kernel/secret.ts";

/** Linux: MAX_ARG_STRLEN, for `NAME=value` with its NUL. execve(2) */
const MAX_VARIABLE_BYTES = 128 * 1024;
/** Windows: the longest variable, in UTF-16 units. */
const MAX_WINDOWS_UNITS = 32_767;
/** All of ours together: what is left of execve's room must do for the rest of the environment. */
export const MAX_TOTAL_BYTES = 1024 * 1024;

const asFile = (name: string): string => `${name} = … as file`;

/** Why a value cannot be text of a variable or an output, or undefined. */
export function checkText(
  name: string,
  value: Secret,
  kind: "env" | "output",
  platform: string,
): Failure | undefined {
  const fix = asFile(name);
  const text = value.reveal();
  if (text === undefined) return new Failure("VALUE_UNSUITABLE", "The value is not UTF-8 text.", { fix });
  if (text.includes("\0"))
    return new Failure("VALUE_UNSUITABLE", "The value holds a NUL character.", { fix });
  if (kind === "output")
    return value.byteLength > MAX_TOTAL_BYTES
      ? new Failure("VALUE_TOO_LARGE", "The value is larger than 1 MiB, the most that an output takes.", {
          fix,
        })
      : undefined;
  if (platform === "win32")
    return name.length + text.length + 2 > MAX_WINDOWS_UNITS
      ? new Failure(
          "VALUE_TOO_LARGE",
          "The value is longer than 32,767 characters, the most that a variable of Windows takes.",
          { fix },
        )
      : undefined;
  return name.length + value.byteLength + 2 > MAX_VARIABLE_BYTES
    ? new Failure("VALUE_TOO_LARGE", "The value is larger than 128 KiB, the most that a variable takes.", {
        fix,
      })
    : undefined;
}
