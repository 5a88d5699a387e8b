import { Failure } from "../../kernel/errors.ts";
import { Secret } from "../../kernel/secret.ts";

/** https://www.rfc-editor.org/rfc/rfc9110#name-tokens */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;
const VALUE = /^[\x20-\x7e\x80-\xff]*$/;
/** Who one is and where, and what the client itself says. */
const OURS =
  /^(x-vault-.*|host|content-(length|type)|transfer-encoding|connection|accept-encoding|upgrade)$/i;

/** Reads `vault-headers`. Its lines are named by number only: any of them may hold a credential. */
export function readHeaders(text: Secret | undefined): {
  readonly headers: ReadonlyMap<string, Secret>;
  readonly problems: readonly Failure[];
} {
  const headers = new Map<string, Secret>();
  const problems: Failure[] = [];
  const lines = (text?.reveal() ?? "").split(/\r?\n/);
  for (const [i, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const [, name = "", value = ""] = /^\s*([^:\s]+)\s*:(.*)$/.exec(line) ?? [];
    const why = problemOf(name, value, headers);
    if (why === undefined) headers.set(name.toLowerCase(), Secret.of(value.trim()));
    else
      problems.push(
        new Failure("INPUT_INVALID", `Line ${i + 1} of vault-headers ${why}.`, {
          at: { input: "vault-headers" },
          fix: "vault-headers: |\n  CF-Access-Client-Id: ${{ vars.ACCESS_ID }}\n  CF-Access-Client-Secret: ${{ secrets.ACCESS_SECRET }}",
        }),
      );
  }
  return { headers, problems };
}

function problemOf(name: string, value: string, headers: ReadonlyMap<string, Secret>): string | undefined {
  if (!NAME.test(name) || !VALUE.test(value.trim()) || value.trim() === "") return "is not NAME: VALUE";
  if (OURS.test(name))
    return "sets a header that is not free: X-Vault-* and those of the connection are ours";
  return headers.has(name.toLowerCase()) ? "names a header a second time" : undefined;
}
