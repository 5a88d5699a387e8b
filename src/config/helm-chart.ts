import { Failure } from "../kernel/errors.ts";
import { parseYaml } from "../kernel/yaml.ts";
import type { HelmMap } from "./helm-merge.ts";

/** What a chart says of itself. */
export interface HelmChart {
  readonly name: string;
  /** Keys of the values that are for its subcharts: their names, or the aliases of them. */
  readonly subcharts: readonly string[];
}

type Schema = { readonly [key: string]: unknown };

const NAME = /^[A-Za-z0-9][-._A-Za-z0-9]{0,252}$/;
/** Maps whose keys are the user's to choose, though the chart may give some. */
const FREE = /(?:annotations|labels|selector|limits|requests|env|environment|data)$/i;

/**
 * Reads the text of a Chart.yaml. Returns INPUT_INVALID where it has no name. Throws what `parseYaml` throws.
 * https://helm.sh/docs/topics/charts/#the-chartyaml-file
 */
export function helmChart(text: string, file: string): HelmChart | Failure {
  const chart = parseYaml(text, { file });
  const name: unknown = chart instanceof Map ? chart.get("name") : undefined;
  if (typeof name !== "string" || !NAME.test(name))
    return new Failure("INPUT_INVALID", "The chart has no name.", { at: { file }, fix: "name: liquid-hive" });
  const dependencies: unknown = (chart as HelmMap).get("dependencies");
  const subcharts = (Array.isArray(dependencies) ? dependencies : []).flatMap((dependency: unknown) => {
    if (!(dependency instanceof Map)) return [];
    const called: unknown = dependency.get("alias") ?? dependency.get("name");
    return typeof called === "string" ? [called] : [];
  });
  return { name, subcharts };
}

/**
 * The keys, as dotted paths, that a chart does not know: typing errors, since a template ignores them silently. Known
 * is what its values.yaml has, and what its values.schema.json (parsed) lists; where the schema says
 * `additionalProperties: false`, only that. `global`, subcharts, and what is below an empty map, are not judged.
 * A chart without values and schema knows all.
 */
export function unknownKeys(
  values: HelmMap,
  chartValues: HelmMap,
  schema?: unknown,
  subcharts: readonly string[] = [],
): readonly string[] {
  const found: string[] = [];
  const skipped = new Set(["global", ...subcharts]);
  const top = new Map([...values].filter(([key]) => !skipped.has(String(key))));
  collect(top, chartValues, schemaOf(schema), "", found);
  return found;
}

function collect(
  values: HelmMap,
  known: HelmMap,
  schema: Schema | undefined,
  path: string,
  found: string[],
): void {
  const properties = schemaOf(schema?.["properties"]) ?? {};
  const closed = schema?.["additionalProperties"] === false;
  if (!closed && (known.size === 0 || FREE.test(path))) return;
  for (const [key, value] of values) {
    const name = String(key);
    const at = path === "" ? name : `${path}.${name}`;
    const listed = Object.hasOwn(properties, name);
    const given = known.has(key);
    if (closed ? !listed : !listed && !given) {
      found.push(at);
      continue;
    }
    if (!(value instanceof Map)) continue;
    const below: unknown = known.get(key);
    const inner = below instanceof Map ? (below as HelmMap) : new Map<unknown, unknown>();
    collect(value as HelmMap, inner, listed ? schemaOf(properties[name]) : undefined, at, found);
  }
}

const schemaOf = (schema: unknown): Schema | undefined =>
  typeof schema === "object" && schema !== null && !Array.isArray(schema) ? (schema as Schema) : undefined;

const GUARD = /\.Capabilities\.APIVersions\.Has\s+\\?["`]external-secrets\.io\/v1beta1/;
const OLD = /^\s*apiVersion:\s*["']?external-secrets\.io\/v1beta1/m;

/**
 * What is wrong with a chart's own templates of External Secrets, to be told as warnings: since 0.17 the operator
 * serves no v1beta1, so one behind a guard renders nothing, silently, and one without is refused.
 */
export function templateNotices(
  templates: readonly { readonly file: string; readonly text: string }[],
): string[] {
  return templates.flatMap(({ file, text }) => {
    if (GUARD.test(text))
      return [
        `${file} renders only where external-secrets.io/v1beta1 is served, which External Secrets 0.17 and later does not: helm then installs nothing of it, and says nothing. Write external-secrets.io/v1 in both places.`,
      ];
    if (OLD.test(text))
      return [
        `${file} writes external-secrets.io/v1beta1, which External Secrets 0.17 and later does not serve: helm then fails with "no matches for kind". Write apiVersion: external-secrets.io/v1.`,
      ];
    return [];
  });
}
