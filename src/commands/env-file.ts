import type { PlanEntry } from "../export/plan.ts";
import { Failure } from "../kernel/errors.ts";
import { Secret } from "../kernel/secret.ts";
import { parseReference } from "../references/parse-reference.ts";
import { OUR_SCHEMES } from "../references/vals.ts";
import type { OriginLine } from "./load-lines.ts";
import type { Extra } from "./prepare.ts";

const LINE = /^(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=[ \t]*(.*)$/;
/** `ref+` and these are references even where this version has no provider for them, so that none passes as text. */
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/**
 * Reads an env file of references: `NAME=VALUE` a line, as in dotenv. A value with `ref+` or a scheme of ours is a
 * reference, any other is clear text and goes on as it is. All problems, without a value. See docs/terminal.md.
 */
export function parseEnvFile(text: string, file: string, schemes: ReadonlySet<string>): Extra {
  const lines: OriginLine[] = [];
  const plain: PlanEntry[] = [];
  const problems: Failure[] = [];
  for (const [i, raw] of text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .entries()) {
    const content = raw.trim();
    if (content === "" || content.startsWith("#")) continue;
    const at = { file, line: i + 1 };
    const match = LINE.exec(content);
    const value = match === null ? undefined : valueOf(match[2]!);
    if (match === null || value === undefined) {
      problems.push(
        new Failure("REFERENCE_INVALID", "This line is not NAME=VALUE, or a quote is not closed.", {
          at,
          fix: "MONGO_URL=sops://app.enc.yaml#mongo_url",
        }),
      );
      continue;
    }
    const name = match[1]!;
    const scheme = /^(ref\+)?([a-z][a-z0-9.-]*):\/\//.exec(value);
    if (
      scheme === null ||
      !(scheme[1] !== undefined || OUR_SCHEMES.has(scheme[2]!) || schemes.has(scheme[2]!))
    ) {
      const common = { destinations: [], file, spelledOut: false, source: "env file", envInChain: false };
      plain.push({ ...common, name, value: Secret.of(value), public: true, line: i + 1, plain: true });
      continue;
    }
    const source = parseReference(value, schemes);
    if (source instanceof Failure) {
      const fix = source.fix === undefined ? {} : { fix: source.fix };
      problems.push(new Failure(source.code, `${name}: ${source.message}`, { at, ...fix }));
      continue;
    }
    const rest = { wildcard: false, optional: false, decode: undefined, fallback: undefined, public: false };
    lines.push({ line: { name, source, ...rest, destinations: [], line: i + 1 }, file });
  }
  return { lines, plain, problems };
}

/** 'literal', "with \\n" or bare up to a space and #; undefined where a quote stays open. */
function valueOf(text: string): string | undefined {
  const quote = text[0];
  if (quote !== '"' && quote !== "'") return text.replace(/(?:^|[ \t]+)#.*$/, "").trimEnd();
  const closed = quote === "'" ? /^'([^']*)'[ \t]*(?:#.*)?$/ : /^"((?:[^"\\]|\\.)*)"[ \t]*(?:#.*)?$/;
  const inner = closed.exec(text)?.[1];
  if (inner === undefined || quote === "'") return inner;
  return inner.replace(
    /\\(.)/g,
    (whole, char: string) => ESCAPES[char] ?? ('"\\$`'.includes(char) ? char : whole),
  );
}
