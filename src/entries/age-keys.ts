import path from "node:path";
import type { Inputs } from "../config/read-inputs.ts";
import { Failure } from "../kernel/errors.ts";
import { Secret } from "../kernel/secret.ts";
import { envProvider } from "../providers/env/index.ts";
import { anyProvider } from "../providers/provider.ts";
import { locate, resolve } from "../providers/resolve.ts";
import type { KeySource } from "../providers/sops/keys.ts";
import { parseReference } from "../references/parse-reference.ts";
import type { Runner } from "../runner/runner.ts";
import type { AgeIdentity } from "../sops/age.ts";

const KEY_LINE = /AGE-(?:SECRET-KEY|PLUGIN)-[A-Z0-9-]+/gi;

/**
 * The age identities of a run: the input `age-key` (a key, a keys.txt, or a reference with a scheme), the files of
 * `age-key-file`, then the environment's as sops reads them; the default paths of a user's home in a terminal only.
 * Every key is masked where it is born. Throws AGE_KEY_INVALID where the input is none of these.
 */
export async function ageIdentities(runner: Runner, inputs: Inputs): Promise<readonly AgeIdentity[]> {
  const { environmentKeys, fileKeys, identitiesOf } = await import("../providers/sops/keys.ts");
  const sources: KeySource[] = [];
  if (inputs.ageKey !== undefined)
    sources.push({ name: "age-key", text: await keyText(runner, inputs.ageKey) });
  for (const file of inputs.ageKeyFile)
    sources.push(fileKeys(path.resolve(runner.workspace, file), "age-key-file"));
  sources.push(...environmentKeys(runner.env, runner.face === "terminal"));
  // Only the key lines: the comments of a keys.txt hold a date and a public key.
  runner.mask([...new Set(sources.flatMap((source) => source.text.match(KEY_LINE) ?? []))]);
  const { identities, warnings } = identitiesOf(sources);
  for (const warning of warnings) runner.annotate("warning", warning);
  return identities;
}

async function keyText(runner: Runner, input: Secret): Promise<string> {
  const invalid = (): Failure =>
    new Failure("AGE_KEY_INVALID", "The input age-key is neither an age key nor a reference with a scheme.", {
      at: { input: "age-key" },
      fix: "age-key: ${{ secrets.SOPS_AGE_KEY }}   # or: env://NAME_OF_A_VARIABLE",
    });
  const text = input.reveal()?.trim() ?? "";
  if (text.search(KEY_LINE) >= 0) return text;
  if (!/^[a-z][a-z0-9+]*:\/\//.test(text)) throw invalid();
  const source = parseReference(text);
  const providers = [anyProvider(envProvider(runner.env))];
  const located = source instanceof Failure ? source : locate(source, providers, []);
  if (located instanceof Failure) throw invalid();
  const [result] = await resolve([located], new Set(["not-found"] as const), new AbortController().signal);
  if (result?.is !== "found" || result.content.kind !== "text")
    throw new Failure("AGE_KEY_INVALID", "The reference of the input age-key gives no key.", {
      at: { input: "age-key" },
      fix: "age-key: env://NAME_OF_A_VARIABLE",
    });
  return result.content.text.reveal() ?? "";
}
