import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openJournal, readJournal, removeJournal } from "../../../src/entries/sign-journal.ts";
import type { Runner } from "../../../src/runner/runner.ts";
import type { PendingTag } from "../../../src/signing/registry/registry.ts";

let temp = "";
beforeEach(() => void (temp = fs.mkdtempSync(path.join(os.tmpdir(), "journal-"))));
afterEach(() => fs.rmSync(temp, { recursive: true, force: true }));

function runnerIn(face: "actions" | "terminal" = "actions"): Runner {
  const state = new Map<string, string>();
  return {
    temp,
    face,
    saveState: (name: string, value: string) => void state.set(name, value),
    state: (name: string) => state.get(name) ?? "",
  } as unknown as Runner;
}

const tag = (own: readonly string[], puts: readonly string[] = ["sha256:a"]): PendingTag => ({
  registry: "r.example",
  repository: "shop/api",
  tag: "t",
  shape: "index",
  puts,
  own,
});
const NOTHING = { signing: 0, unpublished: [], tags: [] };

test("what a run left is what it had begun and not ended", () => {
  const runner = runnerIn();
  const journal = openJournal(runner);
  journal.signing(3);
  expect(readJournal(runner)).toEqual({ ...NOTHING, signing: 3 });
  journal.made(["a.jsonl"]);
  expect(readJournal(runner)).toEqual({ ...NOTHING, unpublished: ["a.jsonl"] });
  journal.tag(tag(["x"]));
  journal.tag(tag(["x", "y"], ["sha256:b", "sha256:a"]));
  const tags = [tag(["x", "y"], ["sha256:b", "sha256:a"])];
  expect(readJournal(runner)).toEqual({ ...NOTHING, unpublished: ["a.jsonl"], tags });
  journal.done();
  expect(readJournal(runner)).toEqual({ ...NOTHING, tags });
  removeJournal(runner);
  expect([fs.readdirSync(temp), readJournal(runner)]).toEqual([[], undefined]);
});

test("a tag that could not be written for good is not looked at", () => {
  const runner = runnerIn();
  const journal = openJournal(runner);
  journal.tag(tag(["x"]));
  journal.tag(tag([]));
  expect(readJournal(runner)).toEqual(NOTHING);
});

test("a line that was cut off counts for nothing", () => {
  const runner = runnerIn();
  openJournal(runner).signing(2);
  const [name = ""] = fs.readdirSync(temp);
  fs.appendFileSync(path.join(temp, name), '{"made":["a.js');
  expect(readJournal(runner)?.signing).toBe(2);
  expect(fs.statSync(path.join(temp, name)).mode & 0o077).toBe(0);
});

test("a terminal, which has no post, leaves no file", () => {
  const runner = runnerIn("terminal");
  openJournal(runner).signing(1);
  expect(fs.readdirSync(temp)).toEqual([]);
});

test.each(["other.jsonl", "../secrets-action-tags-00000000-0000-4000-8000-000000000000.jsonl"])(
  "a state that names %s is not ours: nothing is read, nothing removed",
  (name) => {
    const runner = runnerIn();
    const file = path.join(temp, name);
    fs.writeFileSync(file, '{"signing":1}\n');
    runner.saveState("tags", file);
    expect(readJournal(runner)).toBeUndefined();
    removeJournal(runner);
    expect(fs.existsSync(file)).toBe(true);
    fs.rmSync(file);
  },
);
