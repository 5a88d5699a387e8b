import { expect, test } from "vitest";
import { steady } from "../../../../src/cluster/external-secrets/steady.ts";
import type { Desired } from "../../../../src/cluster/object.ts";

const desired = (spec: unknown, metadata: object = {}, apiVersion = "external-secrets.io/v1"): Desired => ({
  key: { apiVersion, kind: "ExternalSecret", namespace: "prod", name: "app" },
  origin: { from: "manifest", input: "apply", file: "es.yaml" },
  body: { apiVersion, kind: "ExternalSecret", metadata: { name: "app", ...metadata }, spec },
  notes: [],
});

test("the interval as the operator writes it, and a template that says what it would copy", () => {
  const labels = { team: "shop" };
  const annotations = { "reloader.stakater.com/match": "true" };
  const spec = { refreshInterval: "1h", target: { name: "app-db" }, data: [] };
  const { body, notes } = steady(desired(spec, { labels, annotations }));
  expect(body["spec"]).toEqual({
    refreshInterval: "1h0m0s",
    target: {
      name: "app-db",
      template: { engineVersion: "v2", mergePolicy: "Replace", metadata: { labels, annotations } },
    },
    data: [],
  });
  expect(notes).toEqual([
    expect.stringContaining("refreshInterval is written 1h0m0s"),
    expect.stringContaining("target.template is added"),
  ]);
});

test("no target and no interval: only the template", () => {
  expect(steady(desired({ data: [] })).body["spec"]).toEqual({
    data: [],
    target: { template: { engineVersion: "v2", mergePolicy: "Replace", metadata: {} } },
  });
});

const template = { data: { A: "{{ .a }}" } };
test.each([
  ["an own template", desired({ refreshInterval: "15m0s", target: { template } })],
  ["no spec", desired(undefined)],
  ["a spec that is none", desired("x")],
  ["a kind of the same name", desired({ refreshInterval: "1h" }, {}, "example.com/v1")],
])("%s stays as it is", (_, one) => {
  expect(steady(one)).toEqual(one);
});
