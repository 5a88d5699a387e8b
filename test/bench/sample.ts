const GROUP = 10;

/** Takes a store's name, how many values, and whether they lie in maps of ten; returns the plain text. */
export function sample(store: string, count: number, nested: boolean): string {
  const pairs = Array.from({ length: count }, (_, i) => [`KEY_${i}`, `value-${i}-abcdefghij`] as const);
  if (store === "dotenv") return pairs.map(([k, v]) => `${k}=${v}\n`).join("");
  if (store === "ini") return `[main]\n${pairs.map(([k, v]) => `${k} = ${v}\n`).join("")}`;
  if (!nested) {
    if (store === "json") return JSON.stringify(Object.fromEntries(pairs));
    return pairs.map(([k, v]) => `${k}: ${v}\n`).join("");
  }
  const groups = Array.from({ length: Math.ceil(count / GROUP) }, (_, g) =>
    pairs.slice(g * GROUP, (g + 1) * GROUP),
  );
  if (store === "json") {
    return JSON.stringify(Object.fromEntries(groups.map((group, g) => [`G${g}`, Object.fromEntries(group)])));
  }
  return groups.map((group, g) => `G${g}:\n${group.map(([k, v]) => `    ${k}: ${v}\n`).join("")}`).join("");
}
