import { expect, test } from "vitest";
import { helmFullname } from "../../../src/config/helm-fullname.ts";

const long = "x".repeat(70);

test.each([
  ["liquid-hive", "liquid-hive", {}, "liquid-hive"],
  ["prod", "liquid-hive", {}, "prod-liquid-hive"],
  ["my-liquid-hive-2", "liquid-hive", {}, "my-liquid-hive-2"],
  ["prod", "liquid-hive", { nameOverride: "api" }, "prod-api"],
  ["prod-api", "liquid-hive", { nameOverride: "api" }, "prod-api"],
  ["prod", "liquid-hive", { nameOverride: "" }, "prod-liquid-hive"],
  ["prod", "liquid-hive", { fullnameOverride: "hive" }, "hive"],
  ["prod", "liquid-hive", { fullnameOverride: "hive", nameOverride: "x" }, "hive"],
  ["prod", "liquid-hive", { fullnameOverride: long }, long.slice(0, 63)],
  ["prod", "liquid-hive", { fullnameOverride: `${"x".repeat(62)}-y` }, "x".repeat(62)],
  ["prod", "liquid-hive", { fullnameOverride: `${"x".repeat(61)}--y` }, `${"x".repeat(61)}-`],
  ["prod", "liquid-hive", { nameOverride: 7 }, "prod-7"],
  ["prod", "liquid-hive", { fullnameOverride: null, nameOverride: false }, "prod-liquid-hive"],
])("release %s of chart %s with %j", (release, chart, values, fullname) => {
  expect(helmFullname({ release, chart, values: new Map(Object.entries(values)) })).toBe(fullname);
});
