import { describe, expect, test } from "vitest";
import type { SignedArtifact, SigningFacts } from "../../../src/report/signed.ts";
import { signingMarkdown } from "../../../src/report/signed-summary.ts";

const artifact = (subject: string, more: Partial<SignedArtifact> = {}): SignedArtifact => ({
  subject,
  more: 0,
  digest: `sha256:${"ab".repeat(32)}`,
  what: "signature",
  places: [{ form: "bundle", where: `${subject}.sigstore.json` }],
  log: undefined,
  commands: [`cosign verify-blob ${subject}`],
  ...more,
});
const facts = (artifacts: readonly SignedArtifact[], more: Partial<SigningFacts> = {}): SigningFacts => ({
  dryRun: false,
  identity: "https://github.com/o/r/.github/workflows/w.yml@refs/heads/main",
  issuer: "https://token.actions.githubusercontent.com",
  until: new Date(0),
  instance: "public",
  source: "TUF",
  artifacts,
  notes: [],
  failed: undefined,
  ...more,
});

/** The lines of the commands, as a browser shows them. */
const commandsIn = (markdown: string): string[] =>
  (/<pre>\n(.*?)\n<\/pre>/s.exec(markdown)?.[1] ?? "")
    .split("\n")
    .map((line) => line.replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code))));

describe("commands", () => {
  test("a few are all shown, once and in their order", () => {
    const shown = commandsIn(signingMarkdown(facts([artifact("a"), artifact("b"), artifact("a")])));
    expect(shown).toEqual(["cosign verify-blob a", "cosign verify-blob b"]);
  });

  test("of many at most twenty, among them those of each kind of artifact", () => {
    const files = Array.from({ length: 500 }, (_, i) => artifact(`file-${i}`));
    const provenance = artifact("file-0", {
      what: "provenance",
      places: [{ form: "statement", where: "provenance.intoto.jsonl" }],
      commands: ["cosign verify-blob-attestation file-0", "gh attestation verify file-0"],
    });
    const image = artifact("ghcr.io/o/i", {
      places: [{ form: "referrer", where: "ghcr.io/o/i" }],
      commands: ["cosign verify ghcr.io/o/i"],
    });
    const shown = commandsIn(signingMarkdown(facts([...files, image, provenance])));
    expect(shown).toHaveLength(21);
    expect(shown).toEqual(expect.arrayContaining([...image.commands, ...provenance.commands]));
    expect(shown.at(-1)).toBe("… and 483 more in the output verify-commands");
  });

  test("one kind with many commands leaves room for the others", () => {
    const statement = artifact("images", {
      what: "provenance",
      places: [],
      commands: Array.from({ length: 50 }, (_, i) => `cosign verify-attestation ${i}`),
    });
    expect(commandsIn(signingMarkdown(facts([statement, artifact("z")])))).toContain("cosign verify-blob z");
  });

  test("what they name is told of every instance but the public one", () => {
    const told = (instance: string): boolean =>
      signingMarkdown(facts([artifact("a")], { instance })).includes("#whom-the-commands-trust");
    expect([told("public"), told("github"), told("private")]).toEqual([false, true, true]);
  });

  test("without any, nothing is said of them", () => {
    expect(signingMarkdown(facts([artifact("a", { commands: [] })]))).not.toContain("How to verify");
  });

  test("a name in a command stays text", () => {
    const markdown = signingMarkdown(facts([artifact("a", { commands: ["cosign </pre><b>@x `y`"] })]));
    expect(markdown).not.toContain("<b>");
    expect(commandsIn(markdown)).toEqual(["cosign </pre><b>@x `y`"]);
  });
});
