import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expandManifestPaths } from "../../../../src/cluster/objects/paths.ts";

let place: string;
let workspace: string;

const FILES = [
  "helm/secrets/a.enc.yaml",
  "helm/secrets/b.enc.yaml",
  "helm/secrets/sub/c.yml",
  "helm/secrets/sub/d.json",
  "helm/secrets/notes.txt",
  "helm/[odd].yaml",
];

beforeAll(() => {
  place = fs.mkdtempSync(path.join(os.tmpdir(), "manifests-"));
  workspace = path.join(place, "workspace");
  for (const file of FILES) {
    fs.mkdirSync(path.join(workspace, path.dirname(file)), { recursive: true });
    fs.writeFileSync(path.join(workspace, file), "");
  }
  fs.mkdirSync(path.join(workspace, "empty"));
  fs.mkdirSync(path.join(place, "outside"));
  fs.writeFileSync(path.join(place, "outside", "x.yaml"), "");
  fs.symlinkSync(path.join(place, "outside", "x.yaml"), path.join(workspace, "helm", "link.yaml"));
  fs.symlinkSync(path.join(place, "outside"), path.join(workspace, "helm", "folder"));
});
afterAll(() => fs.rmSync(place, { recursive: true }));

const read = (text: string) => {
  const { files, problems } = expandManifestPaths(text, workspace);
  return {
    files: files.map(({ path: file, line }) => `${line} ${file}`),
    problems: problems.map(({ code, at }) => `${code} ${at?.input} ${at?.line}`),
  };
};

test.each([
  ["a file", "helm/secrets/notes.txt", ["1 helm/secrets/notes.txt"]],
  [
    "a pattern, in the order of names",
    "helm/secrets/*.enc.yaml",
    ["1 helm/secrets/a.enc.yaml", "1 helm/secrets/b.enc.yaml"],
  ],
  [
    "a pattern over folders",
    "helm/**/*.{yml,json}",
    ["1 helm/secrets/sub/c.yml", "1 helm/secrets/sub/d.json"],
  ],
  [
    "a folder with all its manifests",
    "helm/secrets/",
    [
      "1 helm/secrets/a.enc.yaml",
      "1 helm/secrets/b.enc.yaml",
      "1 helm/secrets/sub/c.yml",
      "1 helm/secrets/sub/d.json",
    ],
  ],
  ["a name that looks like a pattern", "helm/[odd].yaml", ["1 helm/[odd].yaml"]],
  [
    "lines, each file once, with comments between",
    "# all\n\nhelm/secrets/sub/d.json\nhelm/secrets/sub",
    ["3 helm/secrets/sub/d.json", "4 helm/secrets/sub/c.yml"],
  ],
  ["a link out of the workspace that is named itself", "helm/link.yaml", ["1 helm/link.yaml"]],
  ["nothing", "\n  \n", []],
])("%s", (_name, text, files) => {
  expect(read(text)).toEqual({ files, problems: [] });
});

test.each([
  ["a pattern does not follow links out of the workspace", "helm/l*.yaml", "FILE_NOT_FOUND apply 1"],
  ["nor does a folder", "helm/folder", "FILE_NOT_FOUND apply 1"],
  ["nor a pattern within one", "helm/folder/*", "FILE_NOT_FOUND apply 1"],
  ["a file that is not there", "helm/none.yaml", "FILE_NOT_FOUND apply 1"],
  ["a folder without manifests", "\nempty", "FILE_NOT_FOUND apply 2"],
  ["a path that leads out", "helm/../../outside/x.yaml", "FILE_UNSAFE apply 1"],
  ["a pattern that leads out", "../*/x.yaml", "FILE_UNSAFE apply 1"],
  ["an absolute path", path.resolve("/etc/hosts"), "FILE_UNSAFE apply 1"],
  ["a NUL", "helm/a\0", "FILE_UNSAFE apply 1"],
])("%s", (_name, text, problem) => {
  expect(read(text)).toEqual({ files: [], problems: [problem] });
});

test("every problem is told, and no line is quoted", () => {
  const { problems } = expandManifestPaths("CANARY-7f3a\nhelm/secrets\n../CANARY-7f3a", workspace);
  expect(problems.map(({ at }) => at?.line)).toEqual([1, 3]);
  for (const { message, fix } of problems) expect(`${message} ${fix}`).not.toContain("CANARY");
});
