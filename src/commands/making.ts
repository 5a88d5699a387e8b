import { Failure } from "../kernel/errors.ts";
import type { Provider } from "../providers/provider.ts";
import { placed } from "./load-checks.ts";
import type { OriginLine } from "./load-lines.ts";

/**
 * Lines of a file that would have a store make something: their query is a parameter of the store's own. Only the
 * workflow itself may ask for that. Pure.
 */
export function madeFromFile(
  lines: readonly OriginLine[],
  known: readonly Pick<Provider, "schemes">[],
): readonly Failure[] {
  const schemes = known.flatMap((provider) => provider.schemes).filter(({ parameters }) => parameters);
  return lines.flatMap((origin) => {
    const { source } = origin.line;
    if (origin.file === undefined || source.kind === "bare") return [];
    const scheme = schemes.find(({ name }) => name === source.scheme);
    if (scheme === undefined || [...source.query.keys()].every((name) => scheme.queries.includes(name)))
      return [];
    return [
      placed(
        new Failure(
          "READ_CREATES",
          "The query of this reference has the store make something, and a file may not ask for that.",
          { fix: "Move the line to the input `secrets` of the workflow." },
        ),
        origin,
      ),
    ];
  });
}
