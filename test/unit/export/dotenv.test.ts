import { expect, test } from "vitest";
import { toDotenv } from "../../../src/export/dotenv.ts";

test.each([
  ["plain/value:1@x%2B+=,-", "plain/value:1@x%2B+=,-"],
  ["", ""],
  ["two words", "'two words'"],
  ["$HOME", "'$HOME'"],
  ['say "hi"', "'say \"hi\"'"],
  ["it's", '"it\'s"'],
  ["l1\nl2", "'l1\nl2'"],
  ["C:\\dir", "'C:\\dir'"],
])("%j", (value, written) => expect(toDotenv(new Map([["A", value]]))).toBe(`A=${written}\n`));

test.each(["it's $5", 'it\'s "so"', "a\rb", "a\0b", "it's \\n", "ends with \\", "two \\\\", "${HOME}"])(
  "%j is refused: use json",
  (value) => {
    const failure = toDotenv(
      new Map([
        ["A", value],
        ["B", "fine"],
      ]),
    );
    expect(failure).toMatchObject({
      code: "VALUE_UNSUITABLE",
      fix: expect.stringContaining("json") as string,
    });
    expect((failure as Error).message).toMatch(/^A: /);
  },
);
