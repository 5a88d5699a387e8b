import { CLUSTER_INPUTS } from "../cluster/inputs.ts";
import { APPLY_INPUTS } from "../config/apply-inputs.ts";
import { DOCTOR_INPUTS } from "../config/doctor-inputs.ts";
import { INPUTS } from "../config/inputs.ts";
import type { InputSpec } from "../kernel/input-table.ts";
import { PROVIDERS } from "../providers/list.ts";
import { SIGN_CORE_INPUTS } from "../config/sign-core-inputs.ts";
import { SCAN_INPUTS } from "../scan/inputs.ts";
import { SIGN_INPUTS } from "../signing/sign-inputs.ts";
import { VERIFY_INPUTS } from "../signing/verify-inputs.ts";

const ofProviders: readonly InputSpec[] = PROVIDERS.flatMap(({ inputs }) => inputs);

/** Every input of the action: those of no provider, then each provider's own. */
export const TABLE: readonly InputSpec[] = [...INPUTS, ...CLUSTER_INPUTS, ...SIGN_INPUTS, ...ofProviders];

/** The inputs of `sign/`; those of AWS, since its registry is logged in to with that identity. */
export const SIGN_TABLE: readonly InputSpec[] = [
  ...SIGN_INPUTS,
  ...SIGN_CORE_INPUTS,
  ...PROVIDERS.filter(({ id }) => id === "aws").flatMap(({ inputs }) => inputs),
];

/** The inputs of `verify/`: it asks for no identity, and logs in to registries only. */
export const VERIFY_TABLE: readonly InputSpec[] = [
  ...VERIFY_INPUTS,
  ...SIGN_CORE_INPUTS.filter(({ name }) => ["summary", "ca-cert", "timeout"].includes(name)),
];

/** The inputs of `scan/`: it logs in to nobody. */
export const SCAN_TABLE: readonly InputSpec[] = [
  ...SCAN_INPUTS,
  ...SIGN_CORE_INPUTS.filter(({ name }) => ["ca-cert", "timeout"].includes(name)),
];

/** The same for `apply/`: without what exports. */
export const APPLY_TABLE: readonly InputSpec[] = [...APPLY_INPUTS, ...CLUSTER_INPUTS, ...ofProviders];

/** What a terminal's `load` and `run` take: nothing of a cluster. */
export const LOAD_TABLE: readonly InputSpec[] = [...INPUTS, ...ofProviders];

/** The same for `doctor/`: what chooses who is asked and how one is let in. */
export const DOCTOR_TABLE: readonly InputSpec[] = [...DOCTOR_INPUTS, ...ofProviders];
