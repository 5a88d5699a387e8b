import path from "node:path";
import { Failure } from "../../kernel/errors.ts";
import { Secret } from "../../kernel/secret.ts";
import type { AgeIdentity } from "../../sops/age.ts";
import type { Host } from "../provider.ts";
import { borrowedKey } from "./borrowed-key.ts";
import type { SopsInputs } from "./inputs.ts";
import { environmentKeys, fileKeys, identitiesOf, type KeySource } from "./keys.ts";

const KEY_LINE = /AGE-(?:SECRET-KEY|PLUGIN)-[A-Z0-9-]+/gi;

/**
 * The age identities of a run: the input `age-key` (a key, a keys.txt, or a reference to another provider), the files
 * of `age-key-file`, then the environment's as sops reads them; the default paths of a user's home in a terminal only.
 * Every key is masked where it is born. Throws AGE_KEY_INVALID where the input is none of these.
 */
export async function ageIdentities(
  inputs: SopsInputs,
  host: Host,
  signal: AbortSignal,
): Promise<readonly AgeIdentity[]> {
  const sources: KeySource[] = [];
  if (inputs.ageKey !== undefined)
    sources.push({ name: "age-key", text: await keyText(inputs.ageKey, host, signal) });
  for (const file of inputs.ageKeyFile)
    sources.push(fileKeys(path.resolve(host.workspace, file), "age-key-file"));
  sources.push(...environmentKeys(host.env, host.face === "terminal"));
  // Only the key lines: the comments of a keys.txt hold a date and a public key.
  const lines = new Set(sources.flatMap((source) => source.text.match(KEY_LINE) ?? []));
  host.born([...lines].map((line) => Secret.of(line)));
  const { identities, warnings } = identitiesOf(sources);
  for (const warning of warnings) host.warn(warning);
  return identities;
}

async function keyText(input: Secret, host: Host, signal: AbortSignal): Promise<string> {
  const text = input.reveal()?.trim() ?? "";
  if (text.search(KEY_LINE) >= 0) return text;
  if (borrowedKey(input).length === 0)
    throw new Failure(
      "AGE_KEY_INVALID",
      "The input age-key is neither an age key nor a reference with a scheme.",
      {
        at: { input: "age-key" },
        fix: "age-key: aws://liquid-hive/prod/age-key   # or: ${{ secrets.SOPS_AGE_KEY }}",
      },
    );
  const key = (await host.borrow("age-key", signal)).reveal()?.trim() ?? "";
  if (key.search(KEY_LINE) >= 0) return key;
  throw new Failure("AGE_KEY_INVALID", "What the reference of the input age-key gives is no age key.", {
    at: { input: "age-key" },
    fix: "Store the line AGE-SECRET-KEY-1…, or the whole keys.txt, as age-keygen prints it.",
  });
}
