const SPECIAL = /[.+^${}()|[\]\\]/g;

/**
 * Whether a part of a target's path matches a part of a delegation's pattern: `*` is any text, `?` any one character, all
 * else itself. A pattern that means more matches less here, and its target is not found.
 */
export const minimatch = (text, pattern) => {
  const source = pattern
    .replaceAll(SPECIAL, String.raw`\$&`)
    .replaceAll(/\*+/g, ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(text);
};
