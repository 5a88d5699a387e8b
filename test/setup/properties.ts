// Properties look at new cases on a developer's machine; the gate looks at the same ones each time, so that a red
// run is about the change.
import fc from "fast-check";

const GATE_SEED = 20_261_124;
if (process.env["CI"] !== undefined) fc.configureGlobal({ seed: GATE_SEED });
