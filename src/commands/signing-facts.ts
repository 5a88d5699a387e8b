import type { SigningFacts } from "../report/signed.ts";

const FILE_FORMS: ReadonlySet<string> = new Set(["bundle", "statement"]);

/** As an image is printed; a file's name may look so only by chance. */
const IMAGE = /^[a-z0-9.:[\]-]+\/.+@sha256:[0-9a-f]{64}$/;

/** The outputs of what was signed: `bundles`, `images`, `digests`, `verify-commands`. None where nothing was asked to be. */
export function signingOutputs(facts: SigningFacts | undefined): [string, string][] {
  if (facts === undefined) return [];
  const bundles = facts.artifacts.flatMap(({ places }) =>
    places.filter(({ form }) => FILE_FORMS.has(form)).map(({ where }) => where),
  );
  const images = facts.artifacts.flatMap(({ subject }) => (IMAGE.test(subject) ? [subject] : []));
  const digests = Object.fromEntries(facts.artifacts.map(({ subject, digest }) => [subject, digest]));
  const commands = new Set(facts.artifacts.flatMap(({ commands: some }) => some));
  return [
    ["bundles", [...new Set(bundles)].join("\n")],
    ["images", [...new Set(images)].join("\n")],
    ["digests", JSON.stringify(digests)],
    ["verify-commands", [...commands].join("\n")],
  ];
}
