import type { InputSpec } from "../kernel/input-table.ts";
import { INPUTS, type InputName } from "./inputs.ts";

/** What of the inputs that belong to no provider concerns signing. */
const SIGNING: readonly InputName[] = [
  "on-untrusted",
  "dry-run",
  "summary",
  "ca-cert",
  "timeout",
  "metrics-file",
  "audit-file",
  "otlp-endpoint",
];

/** The inputs of `sign/` that belong to no provider, besides those of signing. */
export const SIGN_CORE_INPUTS: readonly InputSpec[] = INPUTS.filter(({ name }) => SIGNING.includes(name));
