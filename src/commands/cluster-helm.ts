import { helmChart, templateNotices, unknownKeys } from "../config/helm-chart.ts";
import { type ExternalMapping, externalSecretsOf } from "../config/helm-external.ts";
import { type HelmMap, mergeValues } from "../config/helm-merge.ts";
import type { ClusterInputs } from "../cluster/inputs.ts";
import { asFailure, Failure } from "../kernel/errors.ts";
import { parseYaml } from "../kernel/yaml.ts";
import type { DocumentNode } from "../references/document.ts";

export interface HelmParts {
  /** The text of a file of the workspace. Throws FILE_*. */
  readonly readText: (file: string) => string;
  /** The same; undefined where there is none. */
  readonly findText: (file: string) => string | undefined;
  /** The templates of a chart, each with its file's name. */
  readonly templates: (chart: string) => readonly { readonly file: string; readonly text: string }[];
}

/** What the inputs say of a release of Helm. */
export interface HelmPlan {
  readonly mapping: ExternalMapping | undefined;
  /** The files of the checkout that were read. */
  readonly files: readonly string[];
  readonly problems: readonly Failure[];
  readonly notices: readonly string[];
  /** Says which keys of values the chart does not know. */
  readonly judge: (values: HelmMap, shown: string) => readonly string[];
}

type HelmInputs = Pick<ClusterInputs, "externalSecrets" | "helmRelease" | "helmChart" | "namespace">;

/** Reads the chart and the values of `external-secrets`, merged as helm merges them. All problems are returned. */
export function readHelm(inputs: HelmInputs, parts: HelmParts): HelmPlan {
  const problems: Failure[] = [];
  const notices: string[] = [];
  const chart = chartOf(inputs.helmChart, parts, problems);
  if (inputs.helmChart !== "") notices.push(...templateNotices(parts.templates(inputs.helmChart)));
  const judge: HelmPlan["judge"] = (values, shown) =>
    chart === undefined
      ? []
      : unknownKeys(values, chart.values, chart.schema, chart.subcharts).map(
          (key) => `${shown}: the chart ${chart.name} does not know ${key}, and ignores it.`,
        );
  const documents = inputs.externalSecrets.flatMap((file) => {
    try {
      const document = parseYaml(parts.readText(file), { file });
      return document instanceof Map ? [document as HelmMap] : [];
    } catch (error) {
      problems.push(asFailure(error));
      return [];
    }
  });
  const files = [...inputs.externalSecrets, ...(chart?.files ?? [])];
  if (documents.length === 0) return { mapping: undefined, files, problems, notices, judge };
  const shown = inputs.externalSecrets.join(", ");
  const read = externalSecretsOf(mergeValues(documents), {
    release: inputs.helmRelease === "" ? undefined : inputs.helmRelease,
    chart: chart?.name,
    file: shown,
    ...(documents.length === 1 ? { text: parts.readText(inputs.externalSecrets[0]!) } : {}),
    namespace: inputs.namespace,
  });
  return {
    mapping: read.mapping,
    files,
    problems: [...problems, ...read.problems],
    notices: [...notices, ...read.notices, ...judge(mergeValues(documents), shown)],
    judge,
  };
}

interface Chart {
  readonly name: string;
  readonly values: HelmMap;
  readonly schema: unknown;
  readonly subcharts: readonly string[];
  readonly files: readonly string[];
}

function chartOf(folder: string, parts: HelmParts, problems: Failure[]): Chart | undefined {
  if (folder === "") return undefined;
  const at = folder.replace(/\/+$/, "");
  const files = [`${at}/Chart.yaml`, `${at}/values.yaml`, `${at}/values.schema.json`] as const;
  try {
    const chart = helmChart(parts.readText(files[0]), files[0]);
    if (chart instanceof Failure) {
      problems.push(chart);
      return undefined;
    }
    const values = parts.findText(files[1]);
    const schema = parts.findText(files[2]);
    const read = values === undefined ? undefined : parseYaml(values, { file: files[1] });
    return {
      ...chart,
      values: read instanceof Map ? (read as HelmMap) : new Map(),
      schema: schema === undefined ? undefined : schemaOf(schema, files[2]),
      files: [
        files[0],
        ...(values === undefined ? [] : [files[1]]),
        ...(schema === undefined ? [] : [files[2]]),
      ],
    };
  } catch (error) {
    problems.push(asFailure(error));
    return undefined;
  }
}

function schemaOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Failure("INPUT_INVALID", "The chart's schema is not JSON.", { at: { file } });
  }
}

/** A decrypted document as helm's values, for the names of its keys alone. */
export const helmMapOf = (node: DocumentNode): HelmMap =>
  new Map(node.kind === "map" ? [...node.entries].map(([key, value]) => [key, valueOf(value)]) : []);

const valueOf = (node: DocumentNode): unknown =>
  node.kind === "map" ? helmMapOf(node) : node.kind === "list" ? node.items.map(valueOf) : "";
