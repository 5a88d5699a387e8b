import { expect } from "vitest";
import type { ActionRun } from "../harness/run-action.ts";

const ESC = String.fromCharCode(27);

/** What a server's text may be; each holds the word PWNED. */
export const HOSTILE: readonly (readonly [string, string])[] = [
  ["a command at its beginning", "::error::PWNED"],
  ["commands after line ends", "x\r\n::set-env name=PWNED::1\n::add-mask::e\r::stop-commands::PWNED"],
  ["an old command", "##[group]PWNED"],
  ["control sequences", `${ESC}[31mPWNED${ESC}]0;title\u0007\u009b2J\u202e`],
  ["markdown", "![PWNED](http://x.example) [a](javascript:x) | a | `code` **b** @everyone http://x.example"],
  ["HTML", '<script>PWNED</script><img src="http://x.example"> </td></table>'],
];

/** What a run may print, whatever the server says. */
export function expectHarmless({ main }: ActionRun): void {
  expect(main.problems).toEqual([]);
  expect([...main.outputs.keys(), ...main.exported.keys()].filter((name) => name.includes("PWNED"))).toEqual(
    [],
  );
  expect(main.masks.filter((mask) => mask === "e")).toEqual([]);
  for (const { message, properties } of main.annotations) {
    expect(message).not.toMatch(/^PWNED/);
    expect(properties.get("title") ?? "").not.toContain("PWNED");
  }
  const lines = main.stdout.split(/\r\n|\r|\n/);
  const known = /^\s*::(?!add-mask|debug|error|warning|notice|group|endgroup)/;
  expect(lines.filter((line) => known.test(line))).toEqual([]);
  expect(lines.filter((line) => /^\s*::[-\w]+[^:]*::PWNED|##\[group\]PWNED/.test(line))).toEqual([]);
  // oxlint-disable-next-line no-control-regex -- none of these is to be found
  const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/;
  expect(main.stdout + main.stderr).not.toMatch(controls);
  // Within a block of code nothing renders; no line of a block ends it.
  const rendered = main.unmaskedSummary.replace(/^(`{3,})\n[^]*?^\1$/gm, "");
  expect(rendered).not.toContain("```");
  const markup =
    /<script|<img|!\[|\]\((?!https:\/\/github\.com\/liquid-hive\/)|<\/table|http:\/\/x\.example|@everyone|\*\*b/;
  expect(rendered).not.toMatch(markup);
  const shown = lines.filter((line) => !line.startsWith("::add-mask::"));
  expect(shown.join("\n").length).toBeLessThan(30_000);
  expect(main.unmaskedSummary.length).toBeLessThan(20_000);
}
