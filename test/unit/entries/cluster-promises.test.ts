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
const rules = (...regexes: readonly string[]): string =>
  `creation_rules:\n${regexes.map((regex) => `  - path_regex: ${regex}\n    age: age1example\n`).join("")}`;

write(".sops.yaml", rules("^never$", "prod/.*\\.yaml$"));
write("other/sops.yaml", rules("^k8s/.*$"));
write("both/.sops.yaml", rules("^a\\.yaml$"));
write("both/sops.yaml", rules("^b\\.yaml$"));
write("all/.sops.yaml", "creation_rules:\n  - age: age1example\n");
write("all/mixed/.sops.yaml", "creation_rules:\n  - age: age1example\n  - path_regex: ^x\n");
write("none/.sops.yaml", "stores: {}\n");
write("empty/.sops.yaml", "");
write("folder/.sops.yaml/x", "");
write("huge/.sops.yaml", `${rules(".*")}#${"x".repeat(1024 * 1024)}\n`);
write("bad/.sops.yaml", "creation_rules: [CANARY-7f3a: {");
write("bad/rule/.sops.yaml", "creation_rules:\n  - CANARY-7f3a\n");
write("bad/pattern/sops.yaml", rules("'(?=CANARY-7f3a)'"));
// Above the workspace nothing counts: it is not the repository's.
fs.writeFileSync(path.join(folder, ".sops.yaml"), rules(".*"));

test.each([
  ["a.enc.yaml", "its name has .enc. in it"],
  ["deep/a.enc.json", "its name has .enc. in it"],
  ["bad/a.enc.yaml", "its name has .enc. in it"],
  ["prod/a.yaml", "creation_rules[1] of .sops.yaml is for it"],
  ["deep/prod/a.yaml", "creation_rules[1] of .sops.yaml is for it"],
  ["other/k8s/x.yaml", "creation_rules[0] of other/sops.yaml is for it"],
  ["both/a.yaml", "creation_rules[0] of both/.sops.yaml is for it"],
  ["all/mixed/x.yaml", "creation_rules[1] of all/mixed/.sops.yaml is for it"],
  ["folder/prod/a.yaml", "creation_rules[1] of .sops.yaml is for it"],
  ["huge/prod/a.yaml", "creation_rules[1] of .sops.yaml is for it"],
])("%s promises to be encrypted: %s", async (file, why) => {
  expect((await promiseOf(workspace, file))?.replaceAll(path.sep, "/")).toBe(why);
});

test.each([
  ["plain.yaml", "no rule is for it"],
  ["enc.yaml", "it is only called so"],
  ["a.enc.d/x.yaml", "only its folder is called so"],
  ["other/prod/a.yaml", "the nearest configuration counts, and none above it"],
  ["both/b.yaml", "sops reads .sops.yaml, and the other beside it is nothing"],
  ["all/prod/a.yaml", "a rule without a pattern is for whatever somebody chooses to encrypt"],
  ["none/prod/a.yaml", "a configuration without rules is one"],
  ["empty/prod/a.yaml", "an empty one, too"],
])("%s does not: %s", async (file) => {
  expect(await promiseOf(workspace, file)).toBeUndefined();
});

test.each(["bad/.sops.yaml", "bad/rule/.sops.yaml", "bad/pattern/sops.yaml"])(
  "%s is malformed, which is said with its path and without its text",
  async (config) => {
    const file = path.join(path.dirname(config), "a.yaml");
    const failure: unknown = await promiseOf(workspace, file).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "SOPS_CONFIG", at: { file: path.normalize(config) } });
    expect(JSON.stringify(failure) + (failure as Error).message).not.toContain("CANARY");
  },
);
