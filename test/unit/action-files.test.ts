import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { root } from "./docs-pages.ts";

const FILES = ["", ...fs.readdirSync(root)]
  .map((folder) => path.join(folder, "action.yml"))
  .filter((file) => fs.existsSync(path.join(root, file)));

/** Where a text with an expression stands, as `inputs.NAME.default`. */
function expressionsIn(value: unknown, at = ""): string[] {
  if (typeof value === "string") return value.includes("${{") ? [at] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    expressionsIn(item, at === "" ? key : `${at}.${key}`),
  );
}

// The runner reads all of the file as templates, descriptions too, and loads no action in which an expression has no
// context: https://github.com/actions/runner/blob/main/src/Runner.Worker/action_yaml.json
test.each(FILES)(
  "%s: expressions stand in defaults of inputs alone, where the runner has a context",
  (file) => {
    const places = expressionsIn(parse(fs.readFileSync(path.join(root, file), "utf8")));
    expect(places.filter((place) => !/^inputs\.[^.]+\.default$/.test(place))).toEqual([]);
  },
);

test("there is one of the root and one of each part", () => {
  expect(FILES).toEqual(expect.arrayContaining(["action.yml", "sign/action.yml", "verify/action.yml"]));
});
