import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { trustFileOf } from "../../../src/entries/sign-host.ts";

const CONFIG = '{"mediaType":"x"}';

/** A workspace, and a folder beside it. */
function folders(): { readonly workspace: string; readonly beside: string } {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "sign-host-")));
  onTestFinished(() => fs.rmSync(root, { recursive: true, force: true }));
  const [workspace, beside] = [path.join(root, "workspace"), path.join(root, "beside")];
  for (const folder of [workspace, beside]) {
    fs.mkdirSync(folder);
    for (const name of ["config.json", "..config.json"]) fs.writeFileSync(path.join(folder, name), CONFIG);
  }
  fs.symlinkSync(path.join(workspace, "config.json"), path.join(beside, "link.json"));
  return { workspace, beside };
}

// What lies in the checkout does not choose who gets the job's token: so it must be known for what it is.
test.each([
  ["a file of the checkout", "config.json", true],
  ["one whose name begins with dots", "..config.json", true],
  ["one that is reached by a way out and in again", "../workspace/config.json", true],
  ["one that is reached by a link from outside", "../beside/link.json", true],
  ["a file beside the checkout", "../beside/config.json", false],
  ["the text of an input", CONFIG, false],
])("whether a signing config is the checkout's: %s", (_name, input, inCheckout) => {
  const file = trustFileOf(folders().workspace, "signing-config", input);
  expect([file.inCheckout, Buffer.from(file.bytes).toString()]).toEqual([inCheckout, CONFIG]);
});
