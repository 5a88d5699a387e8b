import { Failure } from "../kernel/errors.ts";
import type { Reference } from "./reference.ts";

/** The schemes of helmfile's vals, and ours for the same store. https://github.com/helmfile/vals */
const SCHEMES: ReadonlyMap<string, string> = new Map([
  ["awssecrets", "aws"],
  ["awsssm", "ssm"],
  ["vault", "vault"],
  ["gcpsecrets", "gcp"],
  ["azurekeyvault", "azure"],
  ["sops", "sops"],
  ["envsubst", "env"],
]);

/** The schemes of this grammar, those included that there is no provider for yet. */
export const OUR_SCHEMES: ReadonlySet<string> = new Set([...SCHEMES.values(), "chain"]);

/** Queries that choose what is read, by our name for them. All others say where or as whom: that is for inputs. */
const QUERIES: ReadonlyMap<string, string> = new Map([
  ["version", "version"],
  ["version_id", "version"],
  ["version_stage", "stage"],
  ["region", "region"],
  ["format", "format"],
]);

const VARIABLE = /^\$(?:([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)\})$/;

/** A vals reference (`ref+` already gone) in our own terms, or what is wrong with it, without its text. */
export function fromVals(reference: Reference): Reference | Failure {
  const scheme = SCHEMES.get(reference.scheme);
  if (scheme === undefined)
    return new Failure("REFERENCE_INVALID", "This ref+ form names a backend that there is no provider for.", {
      fix: `Use one of: ${[...SCHEMES.keys()].map((name) => `ref+${name}://`).join(", ")}`,
    });
  const query = new Map<string, string>();
  for (const [name, value] of reference.query) {
    const ours = QUERIES.get(name);
    if (ours !== undefined) query.set(ours, value);
    else if (name !== "key_type" || value !== "filepath")
      return new Failure(
        "REFERENCE_INVALID",
        "This ref+ form has a query that does not choose a version, region or format.",
        {
          fix: "Remove the query: addresses, tokens, roles and profiles are given as inputs of the step.",
        },
      );
  }
  if (reference.scheme !== "envsubst") return { ...reference, scheme, query };
  const variable = VARIABLE.exec(reference.locator);
  if (variable === null)
    return new Failure("REFERENCE_INVALID", "ref+envsubst:// takes one variable and nothing else.", {
      fix: "ref+envsubst://$NAME",
    });
  return { ...reference, scheme, query, locator: variable[1] ?? variable[2]! };
}
