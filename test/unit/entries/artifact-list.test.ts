import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { ArtifactEntry } from "../../../src/commands/signing.ts";
import { listArtifacts } from "../../../src/entries/artifact-list.ts";

const HEX = "a".repeat(64);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "artifacts-"));
const file = path.join(folder, "artifacts");
const list = path.join(folder, "list");

beforeEach(() => {
  fs.writeFileSync(file, "");
  fs.rmSync(list, { force: true });
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const append = (entries: readonly ArtifactEntry[], env: Record<string, string> = {}): [string, string[]] => {
  const notes = listArtifacts(
    { env: { GITHUB_ARTIFACTS: file, GITHUB_ARTIFACTS_LIST: list, ...env }, workspace: folder },
    entries,
  );
  return [fs.readFileSync(file, "utf8"), notes];
};
const ofFile = (name: string, hex = HEX): ArtifactEntry => ({
  kind: "file",
  path: path.resolve(folder, name),
  digest: `sha256:${hex}`,
});
const ofImage = (name: string, hex = HEX): ArtifactEntry => ({ kind: "oci", name, digest: `sha256:${hex}` });

test.each([
  ["a file by its path in the workspace", ofFile("dist/a.tgz"), "dist/a.tgz\n"],
  ["a file elsewhere by its whole path", ofFile("/tmp/a.tgz"), "/tmp/a.tgz\n"],
  ["an image by its digest", ofImage("ghcr.io/o/n"), `oci://ghcr.io/o/n@sha256:${HEX}\n`],
  ["what would be a comment", ofFile("#a"), "file://#a\n"],
  ["what would be an image", ofFile(`a@sha256:${HEX}`), `file://a@sha256:${HEX}\n`],
])("%s", (_, entry, line) => {
  expect(append([entry])).toEqual([line, []]);
});

test("each entry stands once, also where an earlier step has listed it", () => {
  const subjects = [{ name: "b.tgz", digest: `sha256:${HEX}`, kind: "file" }];
  fs.writeFileSync(list, JSON.stringify({ version: 1, subjects }));
  expect(append([ofFile("a.tgz"), ofFile("a.tgz"), ofFile("b.tgz")])).toEqual(["a.tgz\n", []]);
});

test.each([
  ["an equals sign", [ofFile("a=b")], ""],
  ["a line feed", [ofFile("a\nb")], ""],
  ["a space at the end", [ofFile("a ")], ""],
  ["another digest under the same last part", [ofFile("x/a"), ofFile("y/a", "b".repeat(64))], "x/a\n"],
  [
    "a part of an index under the index's name",
    [ofImage("r.example/n"), ofImage("r.example/n", "b".repeat(64))],
    `oci://r.example/n@sha256:${HEX}\n`,
  ],
])("what the runner would fail the step for is left out, and that is said: %s", (_, entries, text) => {
  const [written, notes] = append(entries);
  expect([written, notes]).toEqual([text, [expect.stringMatching(/^1 of \d+ subjects are not in/)]]);
});

test("the caps of the runner hold: 500 a job, 1 MiB a step", () => {
  const subjects = Array.from({ length: 499 }, (_, i) => ({ name: `f${i}`, digest: `sha256:${HEX}` }));
  fs.writeFileSync(list, JSON.stringify({ version: 1, subjects }));
  expect(append([ofFile("a"), ofFile("b")])).toEqual(["a\n", [expect.stringContaining("1 of 2")]]);
  fs.writeFileSync(file, "#".repeat(1024 * 1024));
  fs.rmSync(list);
  expect(append([ofFile("a")])[1]).toEqual([expect.stringContaining("1 of 1")]);
});

test("without the runner's file nothing happens", () => {
  expect(append([ofFile("a")], { GITHUB_ARTIFACTS: "" })).toEqual(["", []]);
  expect(append([])).toEqual(["", []]);
});

test("what cannot be read or written fails nothing: the signatures stand", () => {
  fs.writeFileSync(list, "CANARY-7f3a");
  const [written, notes] = append([ofFile("a")]);
  expect([written, notes]).toEqual(["", [expect.not.stringContaining("CANARY-7f3a")]]);
  fs.rmSync(list);
  const gone = path.join(folder, "no", "such");
  expect(append([ofFile("a")], { GITHUB_ARTIFACTS: gone })[1]).toHaveLength(1);
});

test("a list that the runner has not filled is empty", () => {
  fs.writeFileSync(list, "");
  expect(append([ofFile("a")])).toEqual(["a\n", []]);
  fs.writeFileSync(file, "");
  fs.writeFileSync(list, '{"version":1,"subjects":[{"name":7}]}');
  expect(append([ofFile("a")])).toEqual(["a\n", []]);
});
