import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { promiseOf } from "../../../src/entries/cluster-promises.ts";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "promises-"));
const workspace = path.join(folder, "work");
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
const write = (name: string, text: string): void => {
  const file = path.join(workspace, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
};
const rule = (regex: string): string => `creation_rules:\n  - path_regex: ${regex}\n    age: age1example\n`;

write(".sops.yaml", rule("prod/.*\\.yaml$"));
write("other/sops.yaml", rule("^k8s/.*$"));
write("other/k8s/x.yaml", "");
// Above the workspace nothing counts: it is not the repository's.
fs.writeFileSync(path.join(folder, ".sops.yaml"), rule(".*"));

test.each([
  ["a.enc.yaml", /its name has \.enc\. in it/],
  ["deep/a.enc.json", /its name/],
  ["prod/a.yaml", /of \.sops\.yaml is for it/],
  ["other/k8s/x.yaml", new RegExp(`of other.sops\\.yaml is for it`)],
])("%s promises to be encrypted", async (file, why) => {
  expect(await promiseOf(workspace, file)).toMatch(why);
});

test.each(["plain.yaml", "enc.yaml", "a.enc.d/x.yaml", "other/prod/a.yaml"])("%s does not", async (file) => {
  expect(await promiseOf(workspace, file)).toBeUndefined();
});
