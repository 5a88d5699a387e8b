import type { InputSpec } from "../kernel/input-table.ts";
import { INPUTS, type InputName, type OutputSpec } from "./inputs.ts";

/** So many seconds a provider has to answer its probe, where nothing else is said. */
export const PROBE_SECONDS = "10";

const SHARED: readonly InputName[] = ["providers", "summary", "ca-cert"];

/** The inputs of `doctor/` that belong to no provider: what chooses who is asked, and how. */
export const DOCTOR_INPUTS: readonly InputSpec[] = [
  {
    name: "config",
    kind: "files",
    doc: "YAML files as a load reads them; what Helm values there say of providers counts. `.github/secrets.yaml` is read where none is given and the file is there.",
  },
  ...SHARED.flatMap((name) => INPUTS.find((input) => input.name === name) ?? []),
  {
    name: "timeout",
    kind: "integer",
    default: PROBE_SECONDS,
    min: 1,
    max: 3600,
    doc: "How many seconds each provider has to let us in and to answer.",
  },
];

export const DOCTOR_OUTPUTS = [
  { name: "health", doc: "The health document as JSON: `active_provider`, `providers`, `details`." },
  { name: "active-provider", doc: "The first healthy provider of the chain; empty where none is." },
  { name: "healthy", doc: "`true` where every provider that is configured is healthy, else `false`." },
] as const satisfies readonly OutputSpec[];
