type Node = Record<string, unknown>;

/**
 * Takes a schema of draft 4 and a value; returns what does not fit. Knows what the schema of SARIF 2.1.0 uses, and throws on
 * any other word, so that nothing passes by not being looked at.
 */
export function schemaProblems(schema: Node, value: unknown, root: Node = schema, at = "$"): string[] {
  const known = new Set([...Object.keys(CHECKS), "id", "title", "description", "default", "definitions"]);
  known.add("$schema");
  const strange = Object.keys(schema).filter((word) => !known.has(word));
  if (strange.length > 0) throw new Error(`${at}: the schema has ${strange.join(", ")}`);
  return Object.entries(CHECKS).flatMap(([word, check]) =>
    word in schema ? check(schema[word], value, at, root, schema) : [],
  );
}

type Check = (given: unknown, value: unknown, at: string, root: Node, schema: Node) => string[];

const isObject = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const typeOf = (value: unknown): string[] => {
  if (value === null) return ["null"];
  if (Array.isArray(value)) return ["array"];
  if (typeof value === "number") return Number.isInteger(value) ? ["integer", "number"] : ["number"];
  return [typeof value];
};
const when = (wrong: boolean, text: string): string[] => (wrong ? [text] : []);
const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  uri: (text) => URL.canParse(text),
  "uri-reference": (text) => /^[^\s\\"<>^`{|}]*$/.test(text) && !/%(?![0-9A-Fa-f]{2})/.test(text),
  "date-time": (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text),
};

const CHECKS: Readonly<Record<string, Check>> = {
  $ref: (given, value, at, root) => {
    const path = String(given).replace("#/", "").split("/");
    const found = path.reduce<unknown>((node, name) => (node as Node)[name], root);
    return schemaProblems(found as Node, value, root, at);
  },
  type: (given, value, at) =>
    when(
      ![given].flat().some((one) => typeOf(value).includes(one as string)),
      `${at} is no ${String(given)}`,
    ),
  enum: (given, value, at) => when(!(given as unknown[]).includes(value), `${at} is none of the choices`),
  pattern: (given, value, at) =>
    when(typeof value === "string" && !new RegExp(given as string).test(value), `${at} has another shape`),
  format: (given, value, at) => {
    const check = FORMATS[given as string];
    if (check === undefined) throw new Error(`${at}: the schema has the format ${String(given)}`);
    return when(typeof value === "string" && !check(value), `${at} is no ${String(given)}`);
  },
  minimum: (given, value, at) =>
    when(typeof value === "number" && value < (given as number), `${at} is less`),
  maximum: (given, value, at) =>
    when(typeof value === "number" && value > (given as number), `${at} is more`),
  minItems: (given, value, at) =>
    when(Array.isArray(value) && value.length < (given as number), `${at} has too few`),
  uniqueItems: (given, value, at) =>
    when(
      given === true &&
        Array.isArray(value) &&
        new Set(value.map((one) => JSON.stringify(one))).size < value.length,
      `${at} has one twice`,
    ),
  items: (given, value, at, root) =>
    Array.isArray(value)
      ? value.flatMap((one, i) => schemaProblems(given as Node, one, root, `${at}[${i}]`))
      : [],
  required: (given, value, at) =>
    isObject(value)
      ? (given as string[]).filter((name) => !(name in value)).map((name) => `${at}.${name} is missing`)
      : [],
  properties: (given, value, at, root) =>
    isObject(value)
      ? Object.entries(given as Node)
          .filter(([name]) => name in value)
          .flatMap(([name, one]) => schemaProblems(one as Node, value[name], root, `${at}.${name}`))
      : [],
  additionalProperties: (given, value, at, root, schema) => {
    const others = isObject(value)
      ? Object.keys(value).filter((name) => !(name in ((schema["properties"] ?? {}) as Node)))
      : [];
    if (given === true) return [];
    if (given === false) return others.map((name) => `${at}.${name} is unknown`);
    return others.flatMap((name) =>
      schemaProblems(given as Node, (value as Node)[name], root, `${at}.${name}`),
    );
  },
  anyOf: (given, value, at, root) =>
    when(
      !(given as Node[]).some((one) => schemaProblems(one, value, root, at).length === 0),
      `${at} fits none of several`,
    ),
  oneOf: (given, value, at, root) =>
    when(
      (given as Node[]).filter((one) => schemaProblems(one, value, root, at).length === 0).length !== 1,
      `${at} fits not exactly one of several`,
    ),
};
