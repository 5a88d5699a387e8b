import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { plan, type PlanEntry } from "../../src/export/plan.ts";
import { Secret } from "../../src/kernel/secret.ts";
import { commandFileText } from "../../src/runner/command-text.ts";

const entry: fc.Arbitrary<PlanEntry> = fc.record({
  name: fc.oneof(
    fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,6}$/),
    fc.string({ maxLength: 6 }),
    fc.constantFrom("A=B", "A\nB", "X<<Y", "__proto__", ""),
  ),
  value: fc
    .oneof(fc.string(), fc.constantFrom("\nNODE_OPTIONS=x\n", "x\nghadelimiter_\nA=1", "a\r\nB<<E\nx\nE"))
    .map((text) => Secret.of(text)),
  public: fc.boolean(),
  destinations: fc.constantFrom<PlanEntry["destinations"]>([], [{ kind: "env" }], [{ kind: "output" }]),
  line: fc.constant(1),
  file: fc.constant(undefined),
  spelledOut: fc.boolean(),
  source: fc.constant("sops"),
  envInChain: fc.boolean(),
});
const settings = {
  env: {},
  ours: [],
  overwrite: false,
  exportDefault: "env",
  exportFile: "",
  workspace: path.resolve("/ws"),
  temp: path.resolve("/tmp"),
  platform: "linux",
  minMaskLength: 4,
} as const;

/** GITHUB_ENV as the runner reads it: NAME=VALUE or NAME<<DELIMITER, whichever sign comes first. */
function parse(text: string): [string, string][] {
  const found: [string, string][] = [];
  const lines = text.split("\n");
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (line === "") continue;
    const [equals, heredoc] = [line.indexOf("="), line.indexOf("<<")];
    if (equals >= 0 && (heredoc < 0 || equals < heredoc))
      found.push([line.slice(0, equals), line.slice(equals + 1)]);
    else {
      const value: string[] = [];
      while (lines[++i] !== line.slice(heredoc + 2)) value.push(lines[i]!);
      found.push([line.slice(0, heredoc), value.join("\n")]);
    }
  }
  return found;
}

test("exactly the planned names are exported, whatever the names and values", () => {
  let plans = 0;
  fc.assert(
    fc.property(
      fc.uniqueArray(entry, { maxLength: 3, selector: ({ name }) => name.toLowerCase() }),
      (entries) => {
        const result = plan(entries, settings);
        if ("problems" in result) return;
        plans++;
        const { variables, outputs } = result.plan;
        const wanted = entries.filter(({ destinations }) => destinations[0]?.kind !== "output");
        expect([...variables.keys()]).toEqual(wanted.map(({ name }) => name));
        expect(outputs.size).toBe(entries.length - wanted.length);
        const text = [...variables].map(([name, value]): [string, string] => [name, value.reveal()!]);
        expect(parse(commandFileText(text))).toEqual(text);
      },
    ),
    { numRuns: 1000 },
  );
  expect(plans).toBeGreaterThan(50);
});
