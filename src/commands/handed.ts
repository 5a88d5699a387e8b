import type { PlanEntry, PlannedFile } from "../export/plan.ts";
import type { Handed } from "../providers/provider.ts";

/** Credentials for later steps as entries of the plan. A provider's input asked for them, so their names are spelled out. */
export const handedEntries = (handed: readonly Handed[]): PlanEntry[] =>
  handed.flatMap(({ input, variables }) =>
    [...variables].map(([name, value]) => ({
      name,
      value,
      public: false,
      destinations: [{ kind: "env" as const }],
      line: 0,
      file: undefined,
      input,
      spelledOut: true,
      source: input,
      envInChain: false,
      // Credentials are masked where they are born; a region needs no mask, and no notice that it has none.
      plain: true as const,
    })),
  );

/** Their files: ours where they are there already, as a profile file to which an earlier step of ours wrote. */
export const handedFiles = (handed: readonly Handed[]): PlannedFile[] =>
  handed.flatMap(({ input, files }) =>
    files.map(({ path, content }) => ({ names: [input], path, format: "raw", content, ours: true })),
  );
