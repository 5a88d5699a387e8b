import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Failure } from "../../../src/kernel/errors.ts";
import { findFile, findFiles } from "../../../src/signing/globs.ts";
import { describeUnless } from "../../harness/describe-unless.ts";

const onWindows = process.platform === "win32" ? "Windows has no such names" : undefined;

let base: string;
let folders: { workspace: string; temp: string };

beforeEach(() => {
  base = fs.realpathSync.native(fs.mkdtempSync(path.join(os.tmpdir(), "globs-")));
  folders = { workspace: path.join(base, "ws"), temp: path.join(base, "temp") };
  for (const folder of Object.values(folders)) fs.mkdirSync(folder);
});
afterEach(() => fs.rmSync(base, { recursive: true }));

function touch(...names: string[]): void {
  for (const name of names) {
    const file = path.resolve(folders.workspace, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, "x");
  }
}
const names = (...patterns: string[]): readonly string[] =>
  findFiles(patterns, folders).files.map((file) => file.name);

/** All failures of a search, flat. */
function failures(...patterns: string[]): readonly Failure[] {
  try {
    findFiles(patterns, folders);
  } catch (error) {
    const failure = error as Failure;
    return failure.all.length > 0 ? failure.all : [failure];
  }
  return [];
}
const codes = (...patterns: string[]): readonly string[] => failures(...patterns).map((one) => one.code);

describe("patterns", () => {
  beforeEach(() =>
    touch(
      "a.txt",
      "B.txt",
      "dist/a.tgz",
      "dist/b.tgz",
      "dist/b.zip",
      "dist/deep/er/c.tgz",
      "dist/[x].js",
      ".env",
      "dist/.hidden/d.tgz",
      "dist/.e.tgz",
      "dist/{q}",
      "dist/ü.txt",
    ),
  );

  test.each<[string, readonly string[]]>([
    ["*.txt", ["B.txt", "a.txt"]],
    ["./a.txt", ["a.txt"]],
    ["dist/*.tgz", ["dist/a.tgz", "dist/b.tgz"]],
    ["dist//*.tgz", ["dist/a.tgz", "dist/b.tgz"]],
    ["dist/?.tgz", ["dist/a.tgz", "dist/b.tgz"]],
    ["dist/[a-a].tgz", ["dist/a.tgz"]],
    ["dist/[!a].tgz", ["dist/b.tgz"]],
    ["dist/[^a].tgz", ["dist/b.tgz"]],
    ["**/*.tgz", ["dist/a.tgz", "dist/b.tgz", "dist/deep/er/c.tgz"]],
    ["dist/**/c.tgz", ["dist/deep/er/c.tgz"]],
    ["dist/deep/**", ["dist/deep/er/c.tgz"]],
    ["dist/b.{tgz,zip}", ["dist/b.tgz", "dist/b.zip"]],
    ["{dist/{a,b}.tgz,a.txt}", ["a.txt", "dist/a.tgz", "dist/b.tgz"]],
    ["dist/.*.tgz", ["dist/.e.tgz"]],
    ["dist/.hidden/*", ["dist/.hidden/d.tgz"]],
    [".env", [".env"]],
    ["dist/[[]x].js", ["dist/[x].js"]],
    ["dist/\\[x\\].js", ["dist/[x].js"]],
    ["dist/{q}", ["dist/{q}"]],
    ["dist/?.txt", ["dist/ü.txt"]],
  ])("%s", (pattern, expected) => {
    expect(names(pattern)).toEqual(expected);
  });

  test("exclusions count wherever they stand, for folders with all in them", () => {
    expect(names("!dist/b.*", "dist/**", "!dist/deep")).toEqual([
      "dist/[x].js",
      "dist/a.tgz",
      "dist/{q}",
      "dist/ü.txt",
    ]);
  });
  test("one file that several patterns match is there once", () => {
    expect(names("dist/a.tgz", "dist/*.tgz", "**/a.tgz")).toEqual(["dist/a.tgz", "dist/b.tgz"]);
  });
  test.each(["A.TXT", "b.txt", "DIST/a.tgz", "none/*", "dist", "dist/deep", "dist/*.none"])(
    "%s matches nothing",
    (pattern) => {
      expect(codes(pattern)).toEqual(["SUBJECT_NOT_FOUND"]);
    },
  );
  test("all patterns that match nothing are told together, and that an exclusion did it", () => {
    const all = failures("none", "a.txt", "*.none", "dist/b.zip", "!dist/b.zip");
    expect(all.map((one) => one.code)).toEqual(Array(3).fill("SUBJECT_NOT_FOUND"));
    expect(all.map((one) => one.message)).toEqual([
      "No file matches none.",
      "No file matches *.none.",
      "All that dist/b.zip matches is excluded.",
    ]);
  });
  test("too many alternatives", () => {
    expect(codes("{a,b}".repeat(12))).toEqual(["SUBJECT_REFUSED"]);
  });
});

describe("places", () => {
  test("absolute below the workspace or RUNNER_TEMP, named relative to it", () => {
    touch("x/a.txt");
    fs.writeFileSync(path.join(folders.temp, "b.txt"), "b");
    const found = findFiles([`${folders.workspace}/x/*`, `${folders.temp}/*.txt`], folders).files;
    expect(found.map((file) => file.name)).toEqual(["b.txt", "x/a.txt"]);
    expect(found.map((file) => file.path)).toEqual([
      path.join(folders.temp, "b.txt"),
      path.join(folders.workspace, "x", "a.txt"),
    ]);
  });
  test.each(["../temp/*", "a/../../b", "/etc/passwd", "..", "", "x\0y"])("%j is refused", (pattern) => {
    touch("a/b");
    expect(codes(pattern)).toEqual(["SUBJECT_REFUSED"]);
  });
  test("a folder whose name begins as the workspace's is outside", () => {
    fs.mkdirSync(`${folders.workspace}-other`);
    fs.writeFileSync(`${folders.workspace}-other/a`, "a");
    expect(codes(`${folders.workspace}-other/a`)).toEqual(["SUBJECT_REFUSED"]);
  });
  test("a workspace that is a link is taken at its real path", () => {
    touch("a.txt");
    const link = path.join(base, "link");
    fs.symlinkSync(folders.workspace, link, "dir");
    const found = findFiles(["a.txt", `${link}/*.txt`], { ...folders, workspace: link }).files;
    expect(found.map((file) => file.path)).toEqual([path.join(folders.workspace, "a.txt")]);
  });
});

describe("links", () => {
  beforeEach(() => {
    touch("real/a.txt", "real/sub/b.txt");
    fs.symlinkSync("real", path.join(folders.workspace, "folder-link"), "dir");
    fs.symlinkSync("a.txt", path.join(folders.workspace, "real/l.txt"));
    fs.symlinkSync("nowhere", path.join(folders.workspace, "real/dead.txt"));
  });

  test.each(["real/l.txt", "real/*.txt", "**/l*", "real/dead.txt", "folder-link", "folder-link/a.txt"])(
    "%s is refused",
    (pattern) => {
      expect(new Set(codes(pattern))).toEqual(new Set(["SUBJECT_REFUSED"]));
    },
  );
  test("a link that is excluded does no harm", () => {
    expect(names("real/*.txt", "!real/l.txt", "!real/dead.txt")).toEqual(["real/a.txt"]);
  });
  test("wildcards pass links to folders by", () => {
    expect(names("**/[ab].txt")).toEqual(["real/a.txt", "real/sub/b.txt"]);
    expect(codes("folder-*/a.txt")).toEqual(["SUBJECT_NOT_FOUND"]);
    expect(codes("folder-*")).toEqual(["SUBJECT_NOT_FOUND"]);
  });
  test("a link in a circle ends", () => {
    fs.symlinkSync("..", path.join(folders.workspace, "real/up"), "dir");
    expect(names("**/b.txt")).toEqual(["real/sub/b.txt"]);
  });
});

describe("what is never signed", () => {
  test("signatures and attestations are passed by and told", () => {
    touch("d/a", "d/a.sigstore.json", "d/a.sig", "d/a.pem", "d/p.intoto.jsonl", "d/own.pem", "d/own.sig");
    const { files, skipped } = findFiles(["d/*"], folders);
    expect(files.map((file) => file.name)).toEqual(["d/a", "d/own.pem", "d/own.sig"]);
    expect(skipped).toEqual(["d/a.pem", "d/a.sig", "d/a.sigstore.json", "d/p.intoto.jsonl"]);
  });
  test("named letter by letter they are refused", () => {
    touch("a.sigstore.json");
    expect(codes("a.sigstore.json")).toEqual(["SUBJECT_REFUSED"]);
    expect(codes("*.sigstore.json")).toEqual(["SUBJECT_NOT_FOUND"]);
  });
});

describeUnless(onWindows, "names that only POSIX has", () => {
  test.each(["a\nb", "a\u001bb", "a\u202eb", "a\u2028b"])("a file called %j is refused", (name) => {
    touch(name);
    const [failure] = failures("a*");
    expect(failure?.code).toBe("SUBJECT_REFUSED");
    expect(failure?.message).not.toContain(name);
  });
  test.each(["a:b", "a\\b", "-rf", "a b'c\"d", "$(id)", "ü🔑"])("but one called %j is not", (name) => {
    touch(name);
    expect(names("*")).toEqual([name]);
  });
  test("a FIFO is refused", () => {
    expect(spawnSync("mkfifo", [path.join(folders.workspace, "pipe")]).status).toBe(0);
    expect(codes("p*")).toEqual(["SUBJECT_REFUSED"]);
  });
});

describeUnless(
  process.platform === "linux" ? undefined : "only Linux has names that are not UTF-8",
  "names that only Linux has",
  () => {
    test("a name that is not UTF-8 is refused", () => {
      fs.writeFileSync(Buffer.concat([Buffer.from(`${folders.workspace}/a`), Buffer.from([0xff])]), "x");
      expect(codes("a*")).toEqual(["SUBJECT_REFUSED"]);
    });
  },
);

test("one file by its path, in which nothing is a wildcard", () => {
  touch("d/!a[1]{x,y}*.sigstore.json", "d/a1x");
  expect(findFile("d/!a[1]{x,y}*.sigstore.json", folders).name).toBe("d/!a[1]{x,y}*.sigstore.json");
  expect(() => findFile("d/a[1]x", folders)).toThrow(expect.objectContaining({ code: "FILE_NOT_FOUND" }));
  expect(() => findFile("d", folders)).toThrow(expect.objectContaining({ code: "FILE_NOT_FOUND" }));
  fs.symlinkSync("a1x", path.join(folders.workspace, "d/link"));
  expect(() => findFile("d/link", folders)).toThrow(expect.objectContaining({ code: "SUBJECT_REFUSED" }));
});

test("Windows: backslashes part names, and drive letters have no case", () => {
  touch("d/a.txt");
  const windows = { ...folders, platform: "win32" };
  expect(findFiles(["d\\*.txt"], windows).files.map((file) => file.name)).toEqual(["d/a.txt"]);
  expect(() => findFiles(["C:\\other\\*"], windows)).toThrow(/outside/);
  expect(() => findFiles(["..\\x"], windows)).toThrow(/outside/);
});
