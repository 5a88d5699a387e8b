import path from "node:path";
import url from "node:url";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../../../..");

test("a version of the SDK that lacks a replaced module fails the build", async () => {
  const file = url.pathToFileURL(path.join(root, "tools/build/aws-sdk.mjs")).href;
  const { awsSdk } = (await import(/* @vite-ignore */ file)) as {
    awsSdk: () => { load: (id: string) => null; buildEnd: (this: { error: (text: string) => void }) => void };
  };
  const plugin = awsSdk();
  const errors: string[] = [];
  const end = (): void => plugin.buildEnd.call({ error: (text) => errors.push(text) });
  end();
  plugin.load("/node_modules/@aws-sdk/client-sts/dist-es/index.js");
  end();
  expect(errors).toEqual([expect.stringMatching(/no more: @aws-sdk\/credential-provider-node, /)]);
});
