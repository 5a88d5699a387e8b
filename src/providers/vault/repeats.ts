import type { Secret } from "../../kernel/secret.ts";

/** A shorter one (`root`, of a development server) is in other texts by chance. */
const MIN_LENGTH = 8;

/**
 * Whether something that a server says (an accessor, the name of a token, a host, the id of a lease) repeats the token,
 * in whatever case: such a text is printed, reported and left nowhere. Files are not masked, and a mask is of one case.
 */
export function repeats(text: string, token: Secret): boolean {
  const secret = token.reveal()?.toLowerCase() ?? "";
  return secret.length >= MIN_LENGTH && text.toLowerCase().includes(secret);
}
