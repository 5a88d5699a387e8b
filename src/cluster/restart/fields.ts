/** What stands at a path in an answer of a server; undefined where there is nothing. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value;
  for (const part of path) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, part)) return undefined;
    here = (here as Record<string, unknown>)[part];
  }
  return here;
}

/** The text at a path; "" where there is none. */
export function textAt(value: unknown, ...path: readonly string[]): string {
  const text = at(value, ...path);
  return typeof text === "string" ? text : "";
}

/** The number at a path; `otherwise` where there is none: Kubernetes leaves out what is 0. */
export function numberAt(otherwise: number, value: unknown, ...path: readonly string[]): number {
  const number = at(value, ...path);
  return typeof number === "number" ? number : otherwise;
}

/** The list at a path; empty where there is none. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const list = at(value, ...path);
  return Array.isArray(list) ? list : [];
}

/** The texts by name at a path, as annotations are; what is no text is left out. */
export function textsAt(value: unknown, ...path: readonly string[]): ReadonlyMap<string, string> {
  const map = at(value, ...path);
  if (typeof map !== "object" || map === null || Array.isArray(map)) return new Map();
  return new Map(
    Object.entries(map).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
