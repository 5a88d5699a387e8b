import type { InputSpec } from "../kernel/input-table.ts";
import { INPUTS, type InputName } from "./inputs.ts";

/** What steers exporting, and has no place where nothing is exported. */
const EXPORTING: readonly InputName[] = ["export", "export-file", "overwrite"];

/** The inputs of `apply/` that belong to no provider, besides those of the cluster. */
export const APPLY_INPUTS: readonly InputSpec[] = INPUTS.filter(({ name }) => !EXPORTING.includes(name));
