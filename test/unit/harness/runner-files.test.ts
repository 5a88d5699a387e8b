import { describe, expect, test } from "vitest";
import { parsePairs, parsePaths, REFUSED_IN_ENV } from "../../harness/runner-files.ts";

const read = (text: string) => {
  const { pairs, problems } = parsePairs(text, REFUSED_IN_ENV);
  return { pairs: Object.fromEntries(pairs), problems };
};

describe("command files", () => {
  test("pairs and heredocs", () => {
    expect(read("A=1\n\nB<<X\none\n\ntwo\nX\nC=a=b<<c\n")).toEqual({
      pairs: { A: "1", B: "one\n\ntwo", C: "a=b<<c" },
      problems: [],
    });
  });

  test("= wins over << if it comes first, and a name may hold anything", () => {
    expect(read("X=Y<<D\nv\n").pairs).toEqual({ X: "Y<<D" });
    expect(read("X<<=Y\nv\n=Y\n").pairs).toEqual({ X: "v" });
    expect(read("A B\t=1\n").pairs).toEqual({ "A B\t": "1" });
  });

  test("an injected name makes variables of its own", () => {
    expect(read("X=Y<<D\nLD_PRELOAD=/evil.so\nD=\n").pairs["LD_PRELOAD"]).toBe("/evil.so");
  });

  test("empty heredoc, heredoc without a last newline, value ending in newlines", () => {
    expect(read("A<<X\nX").pairs).toEqual({ A: "" });
    expect(read("A<<X\n\nX\n").pairs).toEqual({ A: "" });
    expect(read("A<<X\nv\n\nX\n").pairs).toEqual({ A: "v\n" });
  });

  test("a cut heredoc keeps the pairs before it", () => {
    const { pairs, problems } = read("A=1\nB<<X\nv\n");
    expect(pairs).toEqual({ A: "1" });
    expect(problems).toEqual(["malformed: delimiter not found"]);
  });

  test.each(["=v\n", "<<X\nX\n", "A<<\n\n", "nothing\n"])("malformed: %j", (text) => {
    const { pairs, problems } = read(`A=1\n${text}B=2\n`);
    expect(pairs).toEqual({ A: "1" });
    expect(problems).toHaveLength(1);
  });

  test("NODE_OPTIONS is refused, the rest goes on", () => {
    expect(read("Node_Options=--require=/x\nB=2\n")).toEqual({
      pairs: { B: "2" },
      problems: ["refused name NODE_OPTIONS"],
    });
    expect(parsePairs("NODE_OPTIONS=x\n").pairs.get("NODE_OPTIONS")).toBe("x");
  });

  test.skipIf(process.platform === "win32")("a CR belongs to the value", () => {
    expect(read("A=1\r\nB<<X\na\r\nb\r\nX\n").pairs).toEqual({ A: "1\r", B: "a\r\nb\r" });
  });

  test("a delimiter counts only as a whole line; the value that contains it round-trips", () => {
    expect(read("A<<X\n X\nNODE_OPTIONS=1\nXX\nX\n")).toEqual({
      pairs: { A: " X\nNODE_OPTIONS=1\nXX" },
      problems: [],
    });
  });

  test("paths: the last one first, each once", () => {
    expect(parsePaths("/a\n/b\r\n\n/a\n")).toEqual(["/a", "/b"]);
  });
});
