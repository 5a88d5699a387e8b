import { describe, expect, test } from "vitest";
import { createMasker } from "../../harness/masker.ts";
import { createCommandReader, parseCommand } from "../../harness/runner-commands.ts";

function run(text: string, debug = false) {
  const reader = createCommandReader(createMasker(), debug);
  reader.feed("stdout", Buffer.from(text));
  reader.end();
  return reader.log;
}

describe("parseCommand", () => {
  test("v2 with properties, after leading blanks, unescaped", () => {
    const command = parseCommand(" \t::error file=a%2Cb%3A.txt,line=3,title=x%250A::m%0Aof%2C%0D%25");
    expect(command?.name).toBe("error");
    expect(Object.fromEntries(command?.properties ?? [])).toEqual({
      file: "a,b:.txt",
      line: "3",
      title: "x%0A",
    });
    expect(command?.data).toBe("m\nof%2C\r%");
  });

  test("v2 not in the middle of a line, not without its end, not of an unknown name", () => {
    expect(parseCommand("x ::error::m")).toBeUndefined();
    expect(parseCommand("::error")).toBeUndefined();
    expect(parseCommand("::nonsense::m")).toBeUndefined();
  });

  test("brackets anywhere in a line, but only the first ones", () => {
    const command = parseCommand("text ##[error file=a%5D%3B;line=2]m%0A");
    expect(Object.fromEntries(command?.properties ?? [])).toEqual({ file: "a];", line: "2" });
    expect(command?.data).toBe("m\n");
    expect(parseCommand("##[x] ##[error]m")).toBeUndefined();
  });

  test("a name in any case", () => {
    expect(parseCommand("::ADD-MASK::v")?.data).toBe("v");
  });
});

describe("command reader", () => {
  test("masks hold for later lines, on both streams", () => {
    const reader = createCommandReader(createMasker(), false);
    reader.feed("stdout", Buffer.from("hunter22\n::add-mask::hunter22\nhunter22\n"));
    reader.feed("stderr", Buffer.from("a hunter22\n::warning::w hunter22\n"));
    expect(reader.log.masked).toEqual(["hunter22", "***", "a ***", "##[warning]w ***"]);
    expect(reader.log.masks).toEqual(["hunter22"]);
    expect(reader.log.annotations.map((one) => one.message)).toEqual(["w hunter22"]);
  });

  test("CR, LF and CRLF end a line, also across chunks and in the middle of a character", () => {
    const reader = createCommandReader(createMasker(), false);
    const bytes = Buffer.from("a\r::add-mask::sesame-\u00e9\r\nsesame-\u00e9\r\n\nend");
    for (const byte of bytes) reader.feed("stdout", Buffer.from([byte]));
    reader.end();
    expect(reader.log.masked).toEqual(["a", "***", "", "end"]);
  });

  test("between stop-commands and its token nothing is a command", () => {
    const log = run(
      "::stop-commands::tok-1\n::add-mask::alpha1\n::tok-1::\n::add-mask::beta22\nalpha1 beta22\n",
    );
    expect(log.masks).toEqual(["beta22"]);
    expect(log.masked).toEqual(["::stop-commands::tok-1", "::add-mask::alpha1", "::tok-1::", "alpha1 ***"]);
  });

  test("disabled commands and a blank mask", () => {
    const log = run("::set-env name=A::1\n##[add-path]/x\n::add-mask:: \n");
    expect(log.problems).toEqual(["disabled command set-env", "disabled command add-path"]);
    expect(log.masked.at(-1)).toContain("Can't add secret mask");
  });

  test("debug lines only in step debug", () => {
    expect(run("::debug::inner\n").masked).toEqual([]);
    expect(run("::debug::inner\n", true).masked).toEqual(["##[debug]inner"]);
  });

  test("outputs and state by command", () => {
    const log = run("::set-output name=o::v\n::save-state name=s::w\n");
    expect([log.outputs.get("o"), log.state.get("s")]).toEqual(["v", "w"]);
    expect(log.masked).toEqual([]);
  });
});
