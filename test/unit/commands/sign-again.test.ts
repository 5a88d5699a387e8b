import { expect, test } from "vitest";
import { checkPublishing, identityOf, isOwn } from "../../../src/commands/sign-again.ts";
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

const CLAIMS = {
  iss: "https://token.actions.githubusercontent.com",
  job_workflow_ref: "liquid-hive/shared/.github/workflows/release.yml@refs/tags/v1",
  repository: "liquid-hive/api",
  ref: "refs/heads/main",
};
const CERTIFICATE = {
  san: "https://github.com/liquid-hive/shared/.github/workflows/release.yml@refs/tags/v1",
  issuer: CLAIMS.iss,
  sourceRepository: "https://github.com/liquid-hive/api",
  sourceRef: CLAIMS.ref,
};

test.each<[string, Partial<typeof CERTIFICATE>, Readonly<Record<string, unknown>>, boolean]>([
  ["this very job", {}, {}, true],
  ["another workflow", { san: CERTIFICATE.san.replace("v1", "v2") }, {}, false],
  ["one who calls the same workflow", { sourceRepository: "https://github.com/evil/api" }, {}, false],
  ["another ref of this repository", { sourceRef: "refs/pull/7/merge" }, {}, false],
  ["the same name of another issuer", { issuer: "https://issuer.example" }, {}, false],
  ["a token without a repository", {}, { repository: undefined }, false],
  ["a token without a workflow", { san: "https://github.com/" }, { job_workflow_ref: "" }, false],
])("whose bundles are published again: %s", (_name, certificate, claims, own) => {
  const identity = identityOf({ ...CLAIMS, ...claims }, "https://github.com");
  expect(isOwn({ ...CERTIFICATE, ...certificate }, identity)).toBe(own);
});

test("a certificate that states no repository or ref is nobody's, nor is none at all", () => {
  const identity = identityOf(CLAIMS, "https://github.com");
  const { san, issuer } = CERTIFICATE;
  expect([isOwn({ san, issuer }, identity), isOwn(undefined, identity)]).toEqual([false, false]);
});
