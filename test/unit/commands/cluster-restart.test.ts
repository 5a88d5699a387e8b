import { expect, test } from "vitest";
import type { Applied } from "../../../src/cluster/applied.ts";
import type { Checked } from "../../../src/cluster/apply/checked.ts";
import { aboutToChange, statesOf } from "../../../src/commands/cluster-restart.ts";

const key = (kind: string, name: string, apiVersion = "v1") => ({
  apiVersion,
  kind,
  namespace: "prod",
  name,
});
const item = (kind: string, verb: string, live?: object) => ({
  desired: { key: key(kind, verb) },
  verb,
  live,
});

test("what pods read and is about to change, as it is before", () => {
  const live = {
    ...key("Secret", "changed"),
    metadata: { name: "changed", namespace: "prod", uid: "u", resourceVersion: "7" },
  };
  const checked = {
    items: [
      item("Secret", "created"),
      item("Secret", "changed", live),
      item("Secret", "unchanged", live),
      item("Secret", "skipped"),
      item("Role", "changed", live),
    ],
  } as unknown as Checked;
  expect(aboutToChange(checked).map(({ kind, name, changed }) => [kind, name, changed])).toEqual([
    ["Secret", "created", expect.any(Boolean)],
    ["Secret", "changed", true],
  ]);
});

test("what pods read, as it is after: only what the server gave an identity", () => {
  const applied = (kind: string, verb: Applied["verb"], more: Partial<Applied> = {}): Applied => ({
    key: key(kind, verb),
    verb,
    changes: [],
    ms: 1,
    notes: [],
    uid: "u",
    resourceVersion: "1",
    ...more,
  });
  const { uid: _uid, ...unnamed } = applied("Secret", "changed");
  const states = statesOf([
    applied("Secret", "created"),
    applied("ConfigMap", "unchanged"),
    applied("Role", "changed"),
    { ...applied("Secret", "changed"), key: key("Secret", "other", "example.com/v1") },
    unnamed,
  ]);
  expect(states).toEqual([
    { namespace: "prod", kind: "Secret", name: "created", uid: "u", resourceVersion: "1", changed: true },
    {
      namespace: "prod",
      kind: "ConfigMap",
      name: "unchanged",
      uid: "u",
      resourceVersion: "1",
      changed: false,
    },
  ]);
});
