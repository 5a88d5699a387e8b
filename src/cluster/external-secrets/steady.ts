import type { Desired } from "../object.ts";
import { goDuration } from "./duration.ts";
import { GROUP } from "./mapping.ts";

type Fields = { readonly [key: string]: unknown };

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * An ExternalSecret of a manifest so that a second run finds nothing to do; each change is noted. Its interval is as Go
 * prints it: the operator writes it back so, and would own the field. Without a template the operator copies all its
 * annotations to the Secret, that of the forced sync too, which would be another Secret then and restart what uses
 * it: it gets a template with the labels and annotations of the manifest. Anything else stays as it is. Pure.
 * https://external-secrets.io/latest/guides/templating/
 */
export function steady(desired: Desired): Desired {
  const { key, body, notes } = desired;
  const spec = body["spec"];
  if (key.kind !== "ExternalSecret" || !key.apiVersion.startsWith(`${GROUP}/`) || !isFields(spec))
    return desired;
  const said = [...notes];
  const { refreshInterval: interval, target = {} } = spec;
  const written = typeof interval === "string" ? goDuration(interval) : interval;
  if (written !== interval)
    said.push(`refreshInterval is written ${String(written)}, as the operator writes it back.`);
  const isPlain = isFields(target) && (target["template"] ?? undefined) === undefined;
  if (isPlain)
    said.push("target.template is added: it keeps the annotation of the forced sync off the Secret.");
  return {
    ...desired,
    body: {
      ...body,
      spec: {
        ...spec,
        ...(written === undefined ? {} : { refreshInterval: written }),
        ...(isPlain ? { target: { ...target, template: templateOf(desired) } } : {}),
      },
    },
    notes: said,
  };
}

/** What the operator takes where there is no template, as a template. */
function templateOf({ body: { metadata } }: Desired): object {
  const { labels, annotations } = metadata;
  return {
    engineVersion: "v2",
    mergePolicy: "Replace",
    metadata: {
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
    },
  };
}
