/** Which blobs have come by, and under which paths: a history has hundreds of thousands, so that each costs little. */
export interface Seen {
  /** Notes a blob under a path. `new`: never seen. `elsewhere`: only under other paths. `again`: under this one too. */
  readonly note: (id: string, path: string) => "new" | "elsewhere" | "again";
}

/** Starts with none. Ids are kept whole: two blobs whose ids begin alike can be made, and one would hide the other. */
export function seenBlobs(): Seen {
  const paths = new Map<string, number>();
  /** The path that a blob was first under. */
  const first = new Map<string, number>();
  const others = new Set<string>();
  return {
    note: (id, path) => {
      let place = paths.get(path);
      if (place === undefined) paths.set(path, (place = paths.size));
      // Half as long as hexadecimal digits.
      const key = Buffer.from(id, "hex").toString("latin1");
      const known = first.get(key);
      if (known === undefined) {
        first.set(key, place);
        return "new";
      }
      const pair = `${place} ${key}`;
      if (known === place || others.has(pair)) return "again";
      others.add(pair);
      return "elsewhere";
    },
  };
}
