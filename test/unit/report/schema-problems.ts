export type Schema = Record<string, unknown>;

/** Takes a schema, a value; returns what does not fit, by the part of JSON Schema that our schemas use. */
export function problemsOf(schema: Schema, value: unknown, at = "$"): string[] {
  if ("anyOf" in schema) {
    const found = (schema["anyOf"] as Schema[]).map((one) => problemsOf(one, value, at));
    return found.some((problems) => problems.length === 0) ? [] : found.flat();
  }
  if ("const" in schema) return value === schema["const"] ? [] : [at];
  const types = [schema["type"]].flat();
  const kind =
    value === null
      ? "null"
      : Array.isArray(value)
        ? "array"
        : Number.isInteger(value)
          ? "integer"
          : typeof value;
  if (!types.includes(kind)) return [`${at}: ${kind}`];
  if (kind === "array")
    return (value as unknown[]).flatMap((item, i) =>
      problemsOf(schema["items"] as Schema, item, `${at}[${i}]`),
    );
  if (kind !== "object") return [];
  const properties = (schema["properties"] ?? {}) as Record<string, Schema>;
  const other = schema["additionalProperties"];
  const entries = Object.entries(value as object);
  const missing = ((schema["required"] ?? []) as string[]).filter(
    (key) => !entries.some(([name]) => name === key),
  );
  return [
    ...missing.map((key) => `${at}.${key} is missing`),
    ...entries.flatMap(([key, item]) => {
      const one = properties[key] ?? (typeof other === "object" ? (other as Schema) : undefined);
      return one ? problemsOf(one, item, `${at}.${key}`) : [`${at}.${key} is unknown`];
    }),
  ];
}
