import type { LineValue } from "../cluster/objects/lines.ts";
import { Failure } from "../kernel/errors.ts";
import type { Secret } from "../kernel/secret.ts";
import type { BoundProvider } from "../providers/provider.ts";
import { parseReference } from "../references/parse-reference.ts";
import type { Source } from "../references/reference.ts";
import { isForCluster } from "./cluster-job.ts";
import type { NamedValue } from "./load-values.ts";

/** A value for each Secret and ConfigMap that its line names. */
export const lineValues = ({ name, value, origin: { line, file } }: NamedValue): LineValue[] =>
  isForCluster(line)
    ? line.destinations.flatMap((to) =>
        to.kind === "secret" || to.kind === "configmap"
          ? [
              {
                key: name,
                value,
                kind: to.kind,
                object: to.object,
                namespace: to.namespace,
                public: line.public,
                line: line.line,
                ...(file === undefined ? {} : { file }),
              },
            ]
          : [],
      )
    : [];

/** One line with a scheme that a provider knows is a reference; anything else is the text itself. */
export function referenceIn(text: Secret, providers: readonly BoundProvider[]): Source | undefined {
  const line = text.reveal()?.trim() ?? "";
  if (!/^[a-z]+:\/\/[^\s]+$/.test(line)) return undefined;
  const schemes = new Set(providers.flatMap((provider) => provider.schemes.map(({ name }) => name)));
  const source = parseReference(line, schemes);
  return source instanceof Failure ? undefined : source;
}
