import { marked } from "marked";
import { describe, expect, test } from "vitest";
import { Failure } from "../../../src/kernel/errors.ts";
import { signingLines } from "../../../src/report/signed-log.ts";
import { countsOf, placeText, signedRows } from "../../../src/report/signed-rows.ts";
import { commandsOf, signingMarkdown } from "../../../src/report/signed-summary.ts";
import type { SignedArtifact, SigningFacts } from "../../../src/report/signed.ts";

const HEX = "9f8d12ab34cd".padEnd(64, "0");
const IMAGE = `ghcr.io/liquid-hive/api@sha256:${HEX}`;
const REFERRER = `ghcr.io/liquid-hive/api@sha256:${"51c0ab12cd34".padEnd(64, "1")}`;

const artifact = (facts: Partial<SignedArtifact> = {}): SignedArtifact => ({
  subject: "dist/app.tgz",
  more: 0,
  digest: `sha256:${HEX}`,
  what: "signature",
  places: [{ form: "bundle", where: "dist/app.tgz.sigstore.json" }],
  log: { index: "1234567", url: "https://search.sigstore.dev/?logIndex=1234567" },
  commands: ["cosign verify-blob --bundle dist/app.tgz.sigstore.json dist/app.tgz"],
  ...facts,
});

const run = (artifacts: readonly SignedArtifact[], facts: Partial<SigningFacts> = {}): SigningFacts => ({
  dryRun: false,
  identity: "https://github.com/liquid-hive/api/.github/workflows/release.yml@refs/heads/main",
  issuer: "https://token.actions.githubusercontent.com",
  until: new Date("2026-11-24T18:05:30Z"),
  instance: "public",
  source: "TUF https://tuf-repo-cdn.sigstore.dev",
  artifacts,
  notes: [],
  failed: undefined,
  ...facts,
});

/** What a browser gets, and the texts that people see. */
const rendered = (facts: SigningFacts): string =>
  marked.parse(signingMarkdown(facts), { async: false, gfm: true });

const signature = artifact({ subject: IMAGE, places: [{ form: "referrer", where: REFERRER }] });
const payload = artifact({
  subject: IMAGE,
  places: [{ form: ".sig tag", where: `ghcr.io/liquid-hive/api:sha256-${HEX}.sig` }],
  log: { index: "1234568", url: "" },
});

describe("rows", () => {
  test("an image's signature in both schemes is one row, with both places and both entries", () => {
    const [row, ...others] = signedRows([payload, artifact(), signature]);
    expect(others).toHaveLength(1);
    expect(row!.places.map(({ form }) => form)).toEqual(["referrer", ".sig tag"]);
    expect(row!.logs.map(({ index }) => index)).toEqual(["1234568", "1234567"]);
  });

  test.each([
    [[], "0 signatures"],
    [[artifact()], "1 signature"],
    [[signature, payload, artifact({ what: "provenance" })], "1 signature, 1 statement"],
    [[artifact({ what: "provenance" }), artifact({ what: "spdxjson" })], "2 statements"],
  ] as const)("are counted: %#", (artifacts, text) => expect(countsOf(artifacts)).toBe(text));

  test("a place does not repeat the image; another repository's is shown", () => {
    expect(placeText(signature.places[0]!, IMAGE)).toBe("sha256:51c0ab12cd34…");
    expect(placeText(payload.places[0]!, IMAGE)).toBe("");
    const elsewhere = {
      form: ".sig tag",
      where: `ghcr.io/liquid-hive/signatures:sha256-${HEX}.sig`,
    } as const;
    expect(placeText(elsewhere, IMAGE)).toBe("ghcr.io/liquid-hive/signatures:sha256-9f8d12ab34cd….sig");
  });
});

describe("the summary", () => {
  test("names the artifact, what it has, where, its entry with a link, and who signed", () => {
    const html = rendered(run([artifact()]));
    expect(html).toContain("✅ Signed: 1 signature");
    expect(html).toContain(
      "<code>liquid&#45;hive/api/.github/workflows/release.yml&#64;refs/heads/main</code>",
    );
    expect(html).toContain('<a href="https://search.sigstore.dev/?logIndex=1234567">1234567</a>');
    expect(html).toContain("<code>dist/app.tgz.sigstore.json</code>");
    expect(html).toContain("2026-11-24 18:05 UTC");
    expect(html).toContain("<summary>How to verify</summary>");
  });

  test("of nothing has no table and no commands", () => {
    const markdown = signingMarkdown(run([]));
    expect(markdown).toContain("### ✅ Signed: 0 signatures");
    expect(markdown).not.toMatch(/^\||<details>/m);
  });

  test("of 300 shows 200, says how many more, and stays within what GitHub takes", () => {
    const name = (i: number): string => `dist/${"<&|`".repeat(250)}${i}.tgz`;
    const many = Array.from({ length: 300 }, (_, i) =>
      artifact({ subject: name(i), commands: [`cosign ${i}`] }),
    );
    const markdown = signingMarkdown(run(many));
    expect(markdown.match(/\.tgz<\/code>/g)).toHaveLength(200);
    expect(markdown).toContain("… and 100 more, all in the report and the outputs.");
    expect(markdown).toContain("… and 280 more in the output verify-commands");
    expect(Buffer.byteLength(markdown)).toBeLessThan(512 * 1024);
  });

  test.each([
    [
      "a dry run",
      { dryRun: true, identity: "", issuer: "", until: undefined },
      "### ✅ Would sign: 1 signature",
    ],
    ["notes", { notes: ["The old scheme was left out."] }, "### ⚠️ Signed: 1 signature"],
    ["a failure", { failed: new Failure("NOT_PUBLISHED", "x") }, "### ❌ Signing failed: 1 signature made"],
  ] as const)("%s shows in its title", (_, facts, title) =>
    expect(signingMarkdown(run([artifact()], facts)).split("\n")[0]).toBe(title),
  );

  test("of a failure before anything says that nothing was signed", () =>
    expect(signingMarkdown(run([], { failed: new Failure("SIGNING_UNAVAILABLE", "x") }))).toContain(
      "nothing was signed",
    ));

  const HOSTILE = `<img src=x onerror=alert(1)>|\`](javascript:x) **b** @liquid-hive &lt;\n::error::CANARY`;
  test("shows hostile names as text: no tag, no link, no mention, no cell of its own", () => {
    const facts = run(
      [
        artifact({
          subject: HOSTILE,
          what: HOSTILE,
          places: [
            { form: "GitHub", where: `javascript:alert("x")` },
            { form: "bundle", where: HOSTILE },
          ],
          log: { index: HOSTILE, url: `https://log.example/"><script>alert(1)</script>|x` },
          commands: [HOSTILE],
        }),
      ],
      { identity: HOSTILE, issuer: HOSTILE, source: HOSTILE, notes: [HOSTILE] },
    );
    const html = rendered(facts);
    expect(html).not.toMatch(/<img|<script|<b>|<strong>b|href="javascript|href="mailto/);
    expect(html.match(/<tr>/g)).toHaveLength(2);
    expect(html.match(/<td/g)).toHaveLength(4);
    expect(signingMarkdown(facts)).not.toMatch(/^::/m);
    expect(signingMarkdown(facts)).not.toContain("@liquid-hive");
  });

  test("commands are folded at their flags, but not within quotes", () => {
    const markdown = signingMarkdown(
      run([artifact({ commands: ["cosign verify --a b --c d app", "cosign verify --a 'x --y z' app"] })]),
    );
    const pre = /<pre>\n([\s\S]*?)\n<\/pre>/
      .exec(markdown)![1]!
      .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
    expect(pre).toBe("cosign verify \\\n    --a b \\\n    --c d app\ncosign verify --a 'x --y z' app");
  });

  test("keeps a command of each kind, however many there are of one", () => {
    const files = Array.from({ length: 50 }, (_, i) =>
      artifact({ subject: `f${i}`, commands: [`cosign ${i}`] }),
    );
    const other = artifact({ what: "provenance", commands: ["gh attestation verify"] });
    const { commands, more } = commandsOf([...files, other]);
    expect([commands.length, more, commands.includes("gh attestation verify")]).toEqual([20, 31, true]);
  });
});

describe("the log", () => {
  test("has the whole digest, and the identity whole", () => {
    const lines = signingLines(run([artifact(), signature, payload]));
    expect(lines).toContain(`    signature   dist/app.tgz   sha256:${HEX}`);
    expect(lines).toContain(`    signature   ${IMAGE}`);
    expect(lines).toContain("        referrer sha256:51c0ab12cd34… · .sig tag");
    expect(lines).toContain("        log 1234567 https://search.sigstore.dev/?logIndex=1234567");
    expect(lines[1]).toContain("as https://github.com/liquid-hive/api/");
  });

  test.each([
    [0, 0],
    [1, 1],
    [300, 100],
  ])("of %d artifacts shows %d", (count, shown) => {
    const many = Array.from({ length: count }, (_, i) => artifact({ subject: `f${i}` }));
    const lines = signingLines(run(many));
    expect(lines.filter((line) => line.startsWith("    signature"))).toHaveLength(shown);
    expect(lines.some((line) => line.includes("… and 200 more"))).toBe(count === 300);
  });

  test("no name makes a workflow command or a line of its own", () => {
    const name = "x\n::set-output name=a::b\r##[error]y\u001b[31m\u202e";
    const hostile = artifact({
      subject: name,
      what: name,
      places: [{ form: "bundle", where: name }],
      log: undefined,
    });
    const text = signingLines(run([hostile], { identity: name, issuer: name, source: name })).join("\n");
    expect(text).not.toMatch(/^\s*::|##\[|[\u001b\u202e\r]/m);
  });
});
