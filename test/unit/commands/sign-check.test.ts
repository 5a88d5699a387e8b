import { expect, test } from "vitest";
import { checkSigning } from "../../../src/commands/sign-check.ts";
import type { SigningParts } from "../../../src/commands/signing.ts";
import { Failure } from "../../../src/kernel/errors.ts";
import type { Registry } from "../../../src/signing/registry/registry.ts";
import type { TrustSettings } from "../../../src/signing/trust/instances.ts";
import { fileOf, log, rootOf } from "../signing/trust/files.ts";
import { configOf, service } from "../signing/trust/signing-configs.ts";
import { IMAGE, never, partsOf, planOf } from "./signing-fakes.ts";

const FULCIO = "https://fulcio.example";
const settings = (more: Partial<TrustSettings> = {}): Omit<TrustSettings, "wish"> => ({
  sigstore: "auto",
  signing: true,
  visibility: "private",
  allowPublicLog: false,
  timestampUrls: [],
  trustedRoot: fileOf(rootOf()),
  signingConfig: fileOf(configOf()),
  fulcioUrl: FULCIO,
  require: [],
  ...more,
});
const ROOT_WITH_TSA = rootOf({ tlogs: [log()] });
const REKOR_2 = fileOf(
  configOf({
    rekorTlogUrls: [service({ at: "https://log2.example", version: 2 })],
    tsaUrls: [service({ at: "https://tsa.example/api/v1/timestamp" })],
    tsaConfig: { selector: "ANY" },
  }),
);
const BOTH_LOGS = fileOf(
  configOf({
    rekorTlogUrls: [
      service({ at: "https://log2.example", version: 2 }),
      service({ at: "https://log.example" }),
    ],
    tsaUrls: [service({ at: "https://tsa.example/api/v1/timestamp" })],
    tsaConfig: { selector: "ANY" },
  }),
);

interface More extends Partial<SigningParts> {
  readonly own?: Partial<Registry>;
  readonly trust?: Partial<TrustSettings>;
  readonly idToken?: SigningParts["host"]["idToken"];
}

async function check(inputs: Record<string, string>, { trust, idToken, ...more }: More = {}) {
  let opened = 0;
  const fakes = partsOf(
    { "dist/app.tgz": "the artifact" },
    {
      trustSettings: () => {
        opened += 1;
        return settings(trust);
      },
      ...more,
    },
  );
  const { asked, fake } = fakes;
  const parts: SigningParts =
    idToken === undefined ? fakes.parts : { ...fakes.parts, host: { ...fakes.parts.host, idToken } };
  const { plan, problems } = planOf(inputs);
  expect(problems).toEqual([]);
  const checked = await checkSigning(parts, plan, never).catch((error: unknown) => error as Failure);
  return { checked, asked, opened: () => opened, sent: fake.asked };
}

const planned = (checked: Failure | Awaited<ReturnType<typeof checkSigning>>): unknown =>
  checked instanceof Failure ? checked.code : checked.planned.artifacts.map(({ what }) => what);

test("what is checked sends nothing to a service that signs", async () => {
  const { checked, asked, sent } = await check({ sign: `dist/*.tgz\noci://${IMAGE}` });
  expect(planned(checked)).toEqual(["signature", "signature", "signature"]);
  expect([sent, [...new Set(asked)].toSorted()]).toEqual([[], ["canPush", "children", "resolve"]]);
});

test.each<[string, Record<string, string>, Partial<TrustSettings>, unknown, boolean]>([
  ["a log of version 1", {}, {}, ["signature", "signature"], false],
  ["both, the old one is taken", {}, { signingConfig: BOTH_LOGS }, ["signature", "signature"], false],
  ["none of version 1", {}, { signingConfig: REKOR_2 }, ["signature"], true],
  [
    "none, and it must be",
    { "image-format": "legacy" },
    { signingConfig: REKOR_2 },
    "SIGNING_REFUSED",
    false,
  ],
  [
    "none, and none is needed",
    { "image-format": "referrers" },
    { signingConfig: REKOR_2 },
    ["signature"],
    false,
  ],
])("the old scheme with %s; trust is opened once", async (_, inputs, trust, expected, said) => {
  const root = { trustedRoot: fileOf(ROOT_WITH_TSA) };
  const { checked, opened } = await check(
    { sign: `oci://${IMAGE}`, ...inputs },
    { trust: { ...root, ...trust } },
  );
  expect([planned(checked), opened()]).toEqual([expected, 1]);
  const notices = checked instanceof Failure ? [] : checked.notices;
  expect(notices.some((note) => note.includes("new scheme only"))).toBe(said);
});

test.each<[string, More, string]>([
  [
    "without a token",
    { idToken: async () => await Promise.reject(new Failure("OIDC_PERMISSION_MISSING", "No.")) },
    "OIDC_PERMISSION_MISSING",
  ],
  ["where the log would be public", { trust: publicServices() }, "PUBLIC_LOG_REFUSED"],
  [
    "where the checkout chooses Fulcio",
    {
      trust: { fulcioUrl: "https://other.example", signingConfig: fileOf(configOf(), { inCheckout: true }) },
    },
    "ENDPOINT_REFUSED",
  ],
])("%s, no registry is asked", async (_, more, code) => {
  const { checked, asked } = await check({ sign: `oci://${IMAGE}` }, more);
  expect([(checked as Failure).code, asked]).toEqual([code, []]);
});

test("an image without a log can only be signed in the new scheme", async () => {
  const { checked, asked } = await check({ sign: `oci://${IMAGE}`, log: "none", "image-format": "legacy" });
  expect([checked, asked]).toEqual([
    expect.objectContaining({ code: "INPUT_INVALID", fix: "image-format: referrers" }),
    [],
  ]);
});

test("problems of several registries come together, each once", async () => {
  const refuse = async (): Promise<never> => await Promise.reject(new Failure("REGISTRY_REFUSED", "No."));
  const missing = async (): Promise<never> => await Promise.reject(new Failure("ATTESTATION_REFUSED", "No."));
  const github: SigningParts["github"] = () => ({ check: missing, list: missing, upload: missing });
  const { checked } = await check(
    { sign: `oci://${IMAGE}\noci://r.example/x@${IMAGE.split("@")[1]}`, "github-attestations": "true" },
    { own: { canPush: refuse }, github },
  );
  const { code, all } = checked as Failure;
  expect([code, all.map((one) => one.code)]).toEqual([
    "REGISTRY_REFUSED",
    expect.arrayContaining(["ATTESTATION_REFUSED"]),
  ]);
});

function publicServices(): Partial<TrustSettings> {
  return {
    fulcioUrl: "https://fulcio.sigstore.dev",
    signingConfig: fileOf(configOf({ caUrls: [service({ at: "https://fulcio.sigstore.dev" })] })),
  };
}
