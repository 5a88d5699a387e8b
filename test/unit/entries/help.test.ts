import { expect, test } from "vitest";
import { flagsOf } from "../../../src/config/flags.ts";
import { generalHelp, verbHelp } from "../../../src/entries/help.ts";
import { TABLE } from "../../../src/entries/inputs-table.ts";
import type { Verb } from "../../../src/entries/verb.ts";

const verb = (usage: string, flags?: Verb["flags"]): Verb => ({
  usage,
  options: {},
  run: async () => undefined,
  ...(flags === undefined ? {} : { flags }),
});

test("a verb's help has each flag with what it is for, within a terminal's width", () => {
  const help = verbHelp(verb("load --out FILE [FLAG...]", flagsOf(TABLE)));
  for (const { name } of flagsOf(TABLE)) expect(help).toContain(`\n  --${name}`);
  expect(help).toContain("One of: jwt, jwt-key,");
  expect(help).not.toContain("`");
  const long = help.split("\n").filter((line) => line.length > 100 && line.trim().includes(" "));
  expect(long).toEqual([]);
});

test("the general help has a line a verb, and says where the flags are", () => {
  const help = generalHelp("1.2.3", [verb("a [FLAG...]", flagsOf(TABLE)), verb("b FILE")]);
  expect(help.split("\n")).toEqual([
    "secrets-action 1.2.3",
    "",
    "  secrets-action a [FLAG...]",
    "  secrets-action b FILE",
    "",
    "secrets-action VERB --help lists the flags of a verb.",
    "",
  ]);
});
