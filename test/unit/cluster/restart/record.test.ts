import { expect, test } from "vitest";
import {
  dueFor,
  isDue,
  isRecorded,
  nextNote,
  nextRecord,
  noteOf,
  RECORD,
  recordOf,
  type SecretState,
} from "../../../../src/cluster/restart/record.ts";
import { CANARY, secret, workload, type Parts } from "./stub.ts";

const recorded = (text: string): Parts => ({ template: { [RECORD]: text } });
const noted = (text: string): Parts => ({ metadata: { annotations: { [RECORD]: text } } });

test.each<[string, Parts, Partial<SecretState>, boolean]>([
  ["changed, without a record", {}, { changed: true }, true],
  ["unchanged, without a record", {}, {}, false],
  ["unchanged, recorded as it is", recorded('{"app":"u-app/2"}'), {}, false],
  ["unchanged, recorded as it was: a killed run", recorded('{"app":"u-app/1"}'), {}, true],
  ["unchanged, recorded, but made anew", recorded('{"app":"u-old/2"}'), {}, true],
  ["unchanged, noted as it was before a killed run", noted('{"app":"u-app/1"}'), {}, true],
  ["unchanged, made by a killed run", noted('{"app":"absent"}'), {}, true],
  ["unchanged, noted as it is", noted('{"app":"u-app/2"}'), {}, false],
  ["unchanged, only another one is recorded", recorded('{"other":"u/1"}'), {}, false],
  [
    "unchanged, the record is newer than the note",
    { ...recorded('{"app":"u-app/2"}'), ...noted('{"app":"u-app/1"}') },
    {},
    false,
  ],
  ["of another name", {}, { name: "tls", changed: true }, false],
  ["of another namespace", {}, { namespace: "dev", changed: true }, false],
  ["a ConfigMap of the same name", {}, { kind: "ConfigMap", changed: true }, false],
  ["unchanged, the record is no JSON", recorded(CANARY), {}, false],
  ["unchanged, the record is a list", recorded('["app"]'), {}, false],
  ["unchanged, the record holds no text", recorded('{"app":1}'), {}, false],
])("a Secret %s", (_, parts, state, due) => {
  expect(isDue(workload("Deployment", "api", parts), [secret(state)])).toBe(due);
});

test("the record is sorted, keeps others' Secrets, and drops what is no longer read", () => {
  const pod = {
    containers: [
      {
        envFrom: ["tls", "app", "foreign"].map((name) => ({ secretRef: { name } })),
        env: [{ name: "A", valueFrom: { configMapKeyRef: { name: "app", key: "A" } } }],
      },
    ],
  };
  const api = workload("Deployment", "api", {
    ...recorded('{"foreign":"f/1","gone":"g/1","app":"u-app/1"}'),
    pod,
  });
  const states = [
    secret({ name: "tls", uid: "u-tls" }),
    secret({ changed: true }),
    secret({ kind: "ConfigMap", uid: "u-map" }),
  ];
  const text = nextRecord(api, states);
  expect(text).toBe('{"app":"u-app/2","configmap/app":"u-map/2","foreign":"f/1","tls":"u-tls/2"}');
  const next = workload("Deployment", "api", { ...recorded(text), pod });
  expect([isRecorded(api, states), isRecorded(next, states), isDue(next, [secret()])]).toEqual([
    false,
    true,
    false,
  ]);
  expect(dueFor(api, states).map(({ name }) => name)).toEqual(["app"]);
});

test("a note is written only for what is neither recorded nor noted, and never overwrites", () => {
  expect(nextNote(workload("Deployment", "api"), [secret()])).toBe('{"app":"u-app/2"}');
  expect(nextNote(workload("Deployment", "api", recorded('{"app":"u-app/1"}')), [secret()])).toBeUndefined();
  expect(nextNote(workload("Deployment", "api", noted('{"app":"u-app/1"}')), [secret()])).toBeUndefined();
  expect(nextNote(workload("Deployment", "api"), [secret({ name: "tls" })])).toBeUndefined();
});

test("a name that is a member of every object is a name like others", () => {
  const api = workload("Deployment", "api", recorded('{"__proto__":"x/1"}'));
  expect([...recordOf(api)]).toEqual([["__proto__", "x/1"]]);
  expect(noteOf(api)).toBeUndefined();
});
