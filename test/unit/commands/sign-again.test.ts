import { expect, test } from "vitest";
import { checkPublishing } from "../../../src/commands/sign-again.ts";
import { Failure } from "../../../src/kernel/errors.ts";
import type { TrustSettings } from "../../../src/signing/trust/instances.ts";
import { fileOf, rootOf } from "../signing/trust/files.ts";
import { CANARY, IMAGE, never, partsOf, planOf } from "./signing-fakes.ts";

const settings = (more: Partial<TrustSettings>): Omit<TrustSettings, "wish"> => ({
  sigstore: "auto",
  signing: true,
  allowPublicLog: false,
  timestampUrls: [],
  require: [],
  ...more,
});

async function publish(trust: Partial<TrustSettings>, files: Readonly<Record<string, string>>) {
  const { parts, asked, fake } = partsOf(files, { trustSettings: () => settings(trust) });
  const { plan, problems } = planOf({ sign: `oci://${IMAGE}`, publish: Object.keys(files).join("\n") });
  expect(problems).toEqual([]);
  const end = await checkPublishing(parts, plan, never).catch((error: unknown) => error);
  return { end: end as Failure, asked, sent: new Set(fake.asked) };
}

test.each([
  ["private", "GET tuf-repo"],
  ["internal", "GET tuf-repo"],
  [undefined, "GET tuf-repo"],
  ["public", "GET tuf-repo-cdn"],
])(
  "bundles are judged by the Sigstore that signed them by default: visibility %s",
  async (visibility, host) => {
    const more = visibility === undefined ? {} : { visibility };
    const { end, sent } = await publish(more, { "b.json": "{}" });
    expect([end instanceof Failure, [...sent]]).toEqual([true, [host]]);
  },
);

const own: Partial<TrustSettings> = {
  trustedRoot: fileOf(rootOf()),
  fulcioUrl: "https://fulcio.example",
  rekorUrl: "https://log.example",
};

test("what is no bundle is refused by its name, all of them at once, and nothing is pushed", async () => {
  const { end, asked, sent } = await publish(own, { "a.json": CANARY, "b.json": "{}" });
  expect([end.code, end.all.map(({ at }) => at?.file)]).toEqual(["SIGNATURE_INVALID", ["a.json", "b.json"]]);
  expect(end.all.map(({ message, fix }) => `${message} ${fix}`).join()).not.toContain(CANARY);
  expect([asked.includes("attach"), [...sent]]).toEqual([false, []]);
});
