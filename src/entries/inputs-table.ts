import { INPUTS } from "../config/inputs.ts";
import type { InputSpec } from "../kernel/input-table.ts";
import { PROVIDERS } from "../providers/list.ts";

/** Every input of the action: those of no provider, then each provider's own. */
export const TABLE: readonly InputSpec[] = [...INPUTS, ...PROVIDERS.flatMap(({ inputs }) => inputs)];
