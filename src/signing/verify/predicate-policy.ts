import { type Mismatch, mismatch } from "./mismatch.ts";
import { glob } from "./glob-pattern.ts";
import type { PredicatePolicy } from "./policy.ts";
import { gitSource, type Material, type Provenance } from "./provenance.ts";

/**
 * What of a provenance is not as the policy says. A source that is not stated, or stated twice and differently, does
 * not match. Pure.
 *
 * @param server where a source without a host lies
 */
export function predicateMismatches(
  provenance: Provenance,
  policy: PredicatePolicy,
  server: string,
): readonly Mismatch[] {
  const { builder, source, materials } = policy;
  const wrong: Mismatch[] = [];
  if (builder !== undefined && !builder.matches(provenance.builder))
    wrong.push(mismatch("builder", builder.text, provenance.builder));
  if (source !== undefined) {
    const expected = source.text.includes("://") ? source : glob(`${server}/${source.text}`);
    const stated = provenance.sources.map(({ uri }) => ({ uri, repository: gitSource(uri)?.repository }));
    const other = stated.find(({ repository }) => repository === undefined || !expected.matches(repository));
    if (stated.length === 0 || other !== undefined)
      wrong.push(mismatch("source", expected.text, other?.repository ?? other?.uri));
  }
  for (const { uri, digest } of materials)
    if (!provenance.materials.some((found) => uri.matches(found.uri) && hasDigest(found, digest)))
      wrong.push(
        mismatch(
          "materials",
          digest === undefined ? uri.text : `${uri.text} ${digest}`,
          `${provenance.materials.length} others`,
        ),
      );
  return wrong;
}

const hasDigest = ({ digests }: Material, digest: string | undefined): boolean =>
  digest === undefined || digests.includes(digest);
