/** Variables by which other signing tools are steered. */
const STRAY = /^(?:SIGSTORE|TUF|COSIGN|REKOR|FULCIO)_[A-Z0-9_]+$/;
const MAX_NAMED = 20;

/**
 * One sentence that names the variables which steer cosign and its like, and are ignored here; undefined where there
 * are none. Names only: values may be tokens. Pure.
 */
export function strayNote(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const names = Object.keys(env)
    .filter((name) => STRAY.test(name) && env[name] !== undefined && env[name] !== "")
    .toSorted();
  if (names.length === 0) return undefined;
  const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : "";
  return `Ignored: ${names.slice(0, MAX_NAMED).join(", ")}${more}. What signs and whom it trusts is said by inputs alone.`;
}
