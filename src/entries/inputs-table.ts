import { DOCTOR_INPUTS } from "../config/doctor-inputs.ts";
import { INPUTS } from "../config/inputs.ts";
import type { InputSpec } from "../kernel/input-table.ts";
import { PROVIDERS } from "../providers/list.ts";

const ofProviders: readonly InputSpec[] = PROVIDERS.flatMap(({ inputs }) => inputs);

/** Every input of the action: those of no provider, then each provider's own. */
export const TABLE: readonly InputSpec[] = [...INPUTS, ...ofProviders];

/** The same for `doctor/`: what chooses who is asked and how one is let in. */
export const DOCTOR_TABLE: readonly InputSpec[] = [...DOCTOR_INPUTS, ...ofProviders];
