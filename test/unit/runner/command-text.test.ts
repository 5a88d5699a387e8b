import fc from "fast-check";
import { expect, test } from "vitest";
import { command, commandFileText, escapeData } from "../../../src/runner/command-text.ts";
import { parseCommand } from "../../harness/runner-commands.ts";
import { parsePairs } from "../../harness/runner-files.ts";

test("any message and any property come back from the runner's own parser", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      fc.string({ unit: "binary", minLength: 1 }),
      (message, text) => {
        // The runner drops a property of blanks alone; ours are codes and file names.
        const title = `x${text}x`;
        const parsed = parseCommand(command("warning", { title }, message).slice(0, -1));
        expect(parsed?.data).toBe(message);
        expect(parsed?.properties.get("title")).toBe(title);
      },
    ),
  );
});

test("a message is one line", () => {
  expect(escapeData("a\r\nb%")).toBe("a%0D%0Ab%25");
});

test("a command file gives exactly the names and values that were written, whatever the values hold", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.stringMatching(/^[A-Z][A-Z0-9_]{0,8}$/), fc.string({ unit: "grapheme" })),
      (values) => {
        const hostile = {
          ...values,
          EVIL: "x\nNODE_OPTIONS<<ghadelimiter_1\n--require /evil\nghadelimiter_1\n",
        };
        const text = commandFileText(Object.entries(hostile));
        expect(Object.fromEntries(parsePairs(text).pairs)).toEqual(hostile);
      },
    ),
  );
});
