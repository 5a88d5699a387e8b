import { describe } from "vitest";

/** A suite that runs unless something is missing: that is then said aloud, and is the name of the skipped suite. */
export function describeUnless(missing: string | undefined, name: string, suite: () => void): void {
  if (missing !== undefined) console.warn(missing);
  describe.skipIf(missing !== undefined)(missing ?? name, suite);
}
