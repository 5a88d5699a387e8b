import { expect, test } from "vitest";
import {
  candidatesOf,
  findForFile,
  findForImage,
  type LookParts,
} from "../../../src/commands/verify-candidates.ts";
import { Failure } from "../../../src/kernel/errors.ts";
import type { Registry } from "../../../src/signing/registry/registry.ts";
import type { FileSubject } from "../../../src/signing/subject.ts";
import type { Trust } from "../../../src/signing/verify/material.ts";
import { createSigner, digestOf } from "../../scenario/verify-place.ts";
import { fakeRegistry, HEX, imageOf, never } from "./signing-fakes.ts";

const CONTENT = "the artifact";
const signer = createSigner();
const stranger = createSigner();
const file: FileSubject = {
  kind: "file",
  name: "dist/app.tgz",
  path: "/workspace/dist/app.tgz",
  size: CONTENT.length,
  digest: { algorithm: "sha256", hex: digestOf("sha256", CONTENT) },
};
const trust = async (): Promise<Trust> => await Promise.resolve({ publicKey: signer.publicKey });

/** Places in which nothing lies but what is given. */
function look(
  files: Readonly<Record<string, string>> = {},
  { own = {}, ...more }: Partial<LookParts> & { own?: Partial<Registry> } = {},
): LookParts & { readonly asked: string[] } {
  const empty: Partial<Registry> = {
    referrers: async () => await Promise.resolve([]),
    readLegacy: async () => await Promise.resolve([]),
  };
  const { registry, asked } = fakeRegistry({ ...empty, ...own });
  return {
    registry,
    asked,
    signaturesIn: undefined,
    readText: (name) => files[name],
    readBytes: () => Buffer.from(CONTENT),
    bundles: [],
    github: undefined,
    beside: true,
    inRegistry: true,
    ...more,
  };
}

const BUNDLE = `${file.path}.sigstore.json`;

test("a bundle beside a file is found, and proves what it can", async () => {
  const found = await findForFile(look({ [BUNDLE]: signer.sign(CONTENT) }), file, never);
  const [candidate] = await candidatesOf(found, [trust]);
  expect(candidate).toMatchObject({
    where: "app.tgz.sigstore.json",
    outcome: { verified: { content: { kind: "message" }, certificate: undefined } },
  });
});

test.each<[string, Record<string, string>, Partial<LookParts>, string[]]>([
  ["nothing", {}, {}, []],
  ["what lies elsewhere", { [BUNDLE]: "{}" }, { beside: false }, []],
  ["a signature of the old form", { [`${file.path}.sig`]: "c2ln" }, {}, ["app.tgz.sig"]],
  [
    "all places together",
    { [BUNDLE]: "{}" },
    {
      bundles: [{ where: "all.jsonl:1", text: "{}" }],
      github: async (digest) => await Promise.resolve([digest]),
    },
    ["all.jsonl:1", "GitHub's attestation 1", "app.tgz.sigstore.json"],
  ],
])("of a file is found: %s", async (_, files, more, expected) => {
  const found = await findForFile(look(files, more), file, never);
  expect(found.map(({ where }) => where)).toEqual(expected);
});

test("one that does not hold stands beside one that does, and hides it not", async () => {
  const bundles = [
    { where: "bad", text: "CANARY-7f3a" },
    { where: "foreign", text: stranger.sign(CONTENT) },
    { where: "of another file", text: signer.sign("another") },
    { where: "good", text: signer.sign(CONTENT) },
  ];
  const candidates = await candidatesOf(await findForFile(look({}, { bundles }), file, never), [trust]);
  expect(candidates.map(({ outcome }) => ("failure" in outcome ? outcome.failure.code : "verified"))).toEqual(
    ["SIGNATURE_INVALID", "SIGNATURE_INVALID", "SIGNATURE_INVALID", "verified"],
  );
  expect(JSON.stringify(candidates.map(({ outcome }) => outcome))).not.toContain("CANARY-7f3a");
});

test("each trust is tried alone, and opened only when it is needed", async () => {
  const opened: string[] = [];
  const named = (name: string, key: string) => async (): Promise<Trust> => {
    opened.push(name);
    return await Promise.resolve({ publicKey: key });
  };
  const trusts = [named("first", stranger.publicKey), named("second", signer.publicKey), named("third", "")];
  const bundles = [{ where: "good", text: signer.sign(CONTENT) }];
  const [candidate] = await candidatesOf(await findForFile(look({}, { bundles }), file, never), trusts);
  expect([candidate?.outcome, opened]).toEqual([{ verified: expect.anything() }, ["first", "second"]]);
  expect(await candidatesOf([], trusts)).toEqual([]);
});

test("a root that cannot be had ends the run: nothing is passed over for it", async () => {
  const away = async (): Promise<Trust> =>
    await Promise.reject(new Failure("TRUST_ROOT_UNAVAILABLE", "Away."));
  const bundles = [{ where: "any", text: signer.sign(CONTENT) }];
  const found = await findForFile(look({}, { bundles }), file, never);
  await expect(candidatesOf(found, [away, trust])).rejects.toMatchObject({ code: "TRUST_ROOT_UNAVAILABLE" });
});

const image = imageOf();
const REFERRER = { digest: `sha256:${"1".repeat(64)}` };
const statement = {
  _type: "https://in-toto.io/Statement/v1",
  subject: [{ digest: { sha256: HEX } }],
  predicateType: "https://sigstore.dev/cosign/sign/v1",
  predicate: {},
};

test("an image's signatures come from both schemes of the registry", async () => {
  const layer = { mediaType: "x", bytes: Buffer.from("{}"), annotations: {} };
  const parts = look(
    {},
    {
      own: {
        referrers: async () => await Promise.resolve([REFERRER] as never),
        bundle: async () => await Promise.resolve({ text: signer.attest(statement) } as never),
        readLegacy: async () => await Promise.resolve([layer]),
      },
    },
  );
  const found = await findForImage(parts, image, never);
  expect(found.map(({ where }) => where)).toEqual([
    `referrer ${REFERRER.digest}`,
    `tag sha256-${HEX}.sig`,
    `tag sha256-${HEX}.att`,
  ]);
  const candidates = await candidatesOf(found, [trust]);
  expect(candidates.map(({ outcome }) => "verified" in outcome)).toEqual([true, false, false]);
});

test("where the registry is not to be looked into, it is not asked", async () => {
  const parts = look({}, { inRegistry: false, bundles: [{ where: "b", text: signer.attest(statement) }] });
  const candidates = await candidatesOf(await findForImage(parts, image, never), [trust]);
  expect([candidates.map(({ outcome }) => "verified" in outcome), parts.asked]).toEqual([[true], []]);
});

test.each<[string, string[] | string]>([
  ["REGISTRY_ANSWER_INVALID", ["REGISTRY_ANSWER_INVALID", "verified"]],
  ["LIMIT_EXCEEDED", ["LIMIT_EXCEEDED", "verified"]],
  ["REGISTRY_UNREACHABLE", "REGISTRY_UNREACHABLE"],
])("a referrer that fails with %s: %j", async (code, expected) => {
  const other = { digest: `sha256:${"2".repeat(64)}` };
  const parts = look(
    {},
    {
      own: {
        referrers: async () => await Promise.resolve([REFERRER, other] as never),
        bundle: async (_, { digest }) => {
          if (digest === REFERRER.digest) throw new Failure(code as "LIMIT_EXCEEDED", "No.");
          return await Promise.resolve({ text: signer.attest(statement) } as never);
        },
      },
    },
  );
  const outcome = await findForImage(parts, image, never)
    .then((found) => candidatesOf(found, [trust]))
    .then((all) => all.map((one) => ("failure" in one.outcome ? one.outcome.failure.code : "verified")))
    .catch((error: unknown) => (error as Failure).code);
  expect(outcome).toEqual(expected);
});

test("what is no bundle is no candidate; more than a memory holds is a failure", async () => {
  const of = (text: string | undefined): LookParts =>
    look(
      {},
      {
        own: {
          referrers: async () => await Promise.resolve([REFERRER] as never),
          bundle: async () => await Promise.resolve((text === undefined ? undefined : { text }) as never),
        },
      },
    );
  expect(await findForImage(of(undefined), image, never)).toEqual([]);
  const huge = { length: 300 * 1024 * 1024 } as unknown as string;
  await expect(findForImage(of(huge), image, never)).rejects.toMatchObject({
    code: "REGISTRY_ANSWER_INVALID",
  });
});
