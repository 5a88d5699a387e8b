import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fileKeeper, inMemory } from "../../../src/entries/keeper.ts";
import { CREDENTIALS_STATE, NOTES_STATE } from "../../../src/entries/state.ts";
import { readLeftCredentials } from "../../../src/export/left-credentials.ts";
import type { Runner } from "../../../src/runner/runner.ts";

const CANARY = "CANARY-7f3a";
const none = (): undefined => undefined;
let temp: string;
let events: string[];
let state: Map<string, string>;
beforeEach(() => {
  temp = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "keeper-")));
  events = [];
  state = new Map();
});
afterEach(() => fs.rmSync(temp, { recursive: true }));

const runner = (): Runner =>
  ({
    temp,
    saveState: (name: string, value: string) => {
      events.push(`${name}: ${fs.readdirSync(temp).length} files`);
      state.set(name, value);
    },
  }) as unknown as Runner;

const leftover = (n: number) => ({
  provider: "vault",
  record: { token: `${CANARY}-${n}`, note: `accessor ${n}` },
});

test("the state has the path before the file is there, and never a token", () => {
  const keeper = fileKeeper(runner());
  keeper.leave(leftover(1), () => "PEM");
  expect(events).toEqual([`${CREDENTIALS_STATE}: 0 files`, `${NOTES_STATE}: 1 files`]);
  expect([...state.values()].join()).not.toContain(CANARY);
  const read = readLeftCredentials(state.get(CREDENTIALS_STATE)!, temp);
  expect(read).toEqual({ ca: "PEM", left: [leftover(1)] });
});

test("what is settled is gone from the file, then the file itself; a later one finds the same path", () => {
  const keeper = fileKeeper(runner());
  const [one, two, three] = [leftover(1), leftover(2), leftover(3)];
  keeper.leave(one, none);
  keeper.leave(two, none);
  const file = state.get(CREDENTIALS_STATE)!;
  expect(state.get(NOTES_STATE)).toBe("accessor 1\naccessor 2");
  keeper.settle(one);
  expect(readLeftCredentials(file, temp)?.left).toEqual([two]);
  expect(state.get(NOTES_STATE)).toBe("accessor 2");
  keeper.settle(two);
  keeper.settle(two);
  expect([fs.existsSync(file), state.get(NOTES_STATE)]).toEqual([false, ""]);
  keeper.leave(three, none);
  expect(state.get(CREDENTIALS_STATE)).toBe(file);
  expect(readLeftCredentials(file, temp)?.left).toEqual([three]);
});

test("in memory nothing is written", () => {
  const keeper = inMemory();
  const [one, two] = [leftover(1), leftover(2)];
  keeper.leave(one, () => "PEM");
  keeper.leave(two, () => "PEM");
  keeper.settle(one);
  expect(keeper.left()).toEqual({ ca: "PEM", left: [two] });
  expect(fs.readdirSync(temp)).toEqual([]);
});
