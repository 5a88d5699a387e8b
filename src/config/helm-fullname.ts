import type { HelmMap } from "./helm-merge.ts";

export interface FullnameOf {
  readonly release: string;
  readonly chart: string;
  readonly values: HelmMap;
}

/** What a name of Kubernetes' DNS labels may have. */
const MAX_NAME = 63;

/**
 * `<fullname>` as the helper makes it that `helm create` writes: `fullnameOverride`, else the release's name, which
 * gets the chart's name (or `nameOverride`) behind it unless it has that in it already.
 * https://helm.sh/docs/chart_template_guide/named_templates/
 */
export function helmFullname({ release, chart, values }: FullnameOf): string {
  const override = textOf(values.get("fullnameOverride"));
  if (override !== undefined) return shortened(override);
  const name = textOf(values.get("nameOverride")) ?? chart;
  return shortened(release.includes(name) ? release : `${release}-${name}`);
}

/** Cut as the helper does, which takes one dash away from the end, not all. */
const shortened = (name: string): string => name.slice(0, MAX_NAME).replace(/-$/, "");

/** A template prints numbers as well; an empty text counts as absent. */
function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  return typeof value === "number" || typeof value === "bigint" ? String(value) : undefined;
}
