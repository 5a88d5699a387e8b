import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { flagsOf, flagUsage } from "../../src/config/flags.ts";
import { readInputs } from "../../src/config/read-inputs.ts";
import { TABLE } from "../../src/entries/inputs-table.ts";
import { VERSION } from "../../src/entries/version.ts";
import { Failure, FAILURE_CODES } from "../../src/kernel/errors.ts";
import { PROVIDERS } from "../../src/providers/list.ts";
import type { Locator } from "../../src/providers/provider.ts";
import { parseLines } from "../../src/references/parse-line.ts";
import { anchorsOf, type Block, blocksOf, type Page, pages, proseOf, stepsIn } from "../harness/documents.ts";

const root = path.resolve(import.meta.dirname, "../..");
const read = (name: string): string => fs.readFileSync(path.join(root, name), "utf8");
const all = pages();
const blocks = all.flatMap((page) => blocksOf(page));
const yamlBlocks = blocks.filter(({ language }) => language === "yaml");
const jsonBlocks = blocks.filter(({ language }) => language === "json");
const schemes = new Set(PROVIDERS.flatMap((provider) => provider.schemes.map(({ name }) => name)));
const pageOf = (name: string): Page => ({ name, text: read(name) });

test("every error code has its heading in the troubleshooting page, and no other heading is there", () => {
  const headings = [...read("docs/troubleshooting.md").matchAll(/^## (\w+)$/gm)].map((match) => match[1]);
  expect(headings).toEqual([...FAILURE_CODES]);
});

test("the version is that of package.json", () => {
  expect(VERSION).toBe((JSON.parse(read("package.json")) as { version: string }).version);
});

describe("links", () => {
  test.each(all)("$name: every one leads to a file and a heading", (page) => {
    const broken = [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map((match) => match[1]!)
      .filter((target) => !/^[a-z]+:/.test(target) && !leadsSomewhere(page, target));
    expect(broken).toEqual([]);
  });

  function leadsSomewhere(page: Page, target: string): boolean {
    const [file, anchor] = target.split("#") as [string, string?];
    const name = file === "" ? page.name : path.posix.join(path.posix.dirname(page.name), file);
    if (!fs.existsSync(path.join(root, name))) return false;
    return anchor === undefined || (name.endsWith(".md") && anchorsOf(pageOf(name)).has(anchor));
  }

  test("every picture is shown on a page", () => {
    const shown = all.map(({ text }) => text).join("\n");
    const lost = fs.readdirSync(path.join(root, "docs/images")).filter((name) => !shown.includes(name));
    expect(lost).toEqual([]);
  });
});

describe("examples", () => {
  test("there are some, and each parses", () => {
    const parsed = (block: Block): unknown => {
      try {
        return block.language === "json" ? JSON.parse(block.text) : parse(block.text);
      } catch {
        return undefined;
      }
    };
    expect(yamlBlocks.length).toBeGreaterThan(15);
    expect(jsonBlocks.length).toBeGreaterThan(3);
    const broken = [...yamlBlocks, ...jsonBlocks].filter((block) => parsed(block) === undefined);
    expect(broken.map(({ at }) => at)).toEqual([]);
  });

  const steps = yamlBlocks.flatMap(({ at, text }) => stepsIn(parse(text)).map((step) => ({ at, ...step })));
  const ours = steps.filter(({ uses }) => uses?.startsWith("liquid-hive/secrets-action@") === true);

  test("steps of ours use inputs that are there, and lines that parse", () => {
    const known = new Set(TABLE.map(({ name }) => name));
    expect(ours.length).toBeGreaterThan(15);
    const unknown = ours.flatMap(({ at, with: inputs = {} }) =>
      Object.keys(inputs)
        .filter((name) => !known.has(name))
        .map((name) => `${at} ${name}`),
    );
    expect(unknown).toEqual([]);
    const problems = ours.flatMap(({ at, with: { secrets = "" } = {} }) => {
      const found = parseLines(typeof secrets === "string" ? secrets : "=", schemes, { fromInput: true });
      return found.problems.map(({ message }) => `${at} ${message}`);
    });
    expect(problems).toEqual([]);
  });

  test("providers take the inputs of these steps, and the references of their lines", () => {
    const placeholders = (text: string): string =>
      text
        .replace(/\$\{\{ (?:vars\.AWS_ROLE|matrix\.role) \}\}/, "arn:aws:iam::123456789012:role/deploy")
        .replace(/\$\{\{ matrix\.account \}\}/, "123456789012")
        .replaceAll(/\$\{\{ [\w.]+ \}\}/g, "example");
    const problems = ours.flatMap(({ at, with: inputs = {} }) => {
      const given = Object.entries(inputs).map(([name, value]) => [
        `INPUT_${name.toUpperCase()}`,
        placeholders(`${value as string | number | boolean}`),
      ]);
      const { providers, problems: unread } = readInputs(
        Object.fromEntries(given) as Record<string, string>,
        PROVIDERS,
      );
      const { lines } = parseLines(placeholders((inputs["secrets"] as string) ?? ""), schemes, {
        fromInput: true,
      });
      const found = PROVIDERS.flatMap((provider): (Failure | Locator)[] => {
        const { values, given: isGiven } = providers.get(provider.id)!;
        const own = lines.flatMap(({ source }) =>
          source.kind === "reference" && provider.schemes.some(({ name }) => name === source.scheme)
            ? [source]
            : [],
        );
        return [
          ...(isGiven ? (provider.check?.(values as never, {}, "actions") ?? []) : []),
          ...own.map((source) => provider.locate(source, values as never, {})),
        ];
      });
      return [...unread, ...found].flatMap((one) => (one instanceof Failure ? [`${at} ${one.message}`] : []));
    });
    expect(problems).toEqual([]);
  });

  test("lines outside workflows parse too", () => {
    const lines = [...blocksOf(pageOf("README.md")), ...blocksOf(pageOf("docs/references.md"))].filter(
      ({ language, text }) => language === "" && /^MONGO_URL +=/.test(text),
    );
    expect(lines).toHaveLength(2);
    for (const { text } of lines)
      expect(parseLines(text, schemes, { fromInput: true }).problems.map(({ message }) => message)).toEqual(
        [],
      );
  });

  test("a job that asks for a role may ask for a token", () => {
    const without = yamlBlocks.filter(({ text }) => /aws-role:/.test(text) && !/id-token: write/.test(text));
    expect(without.map(({ at }) => at)).toEqual([]);
  });

  test("no script has an expression in it", () => {
    expect(steps.filter(({ run }) => run?.includes("${{") === true)).toEqual([]);
  });
});

describe("providers", () => {
  test.each(PROVIDERS.map(({ id, inputs }) => ({ id, inputs })))(
    "$id: a page, named by README, with every input in its table",
    ({ id, inputs }) => {
      const page = read(`docs/providers/${id}.md`);
      expect(read("README.md")).toContain(`(docs/providers/${id}.md)`);
      const table =
        new RegExp(`<!-- generated:inputs-${id} -->([\\s\\S]*?)<!-- /generated -->`).exec(page)?.[1] ?? "";
      const missing = inputs.filter(({ name }) => !table.includes(`\n| \`${name}\` |`));
      expect(missing).toEqual([]);
    },
  );

  test("the terminal page has every flag", () => {
    const page = read("docs/terminal.md");
    expect(
      flagsOf(TABLE)
        .map((flag) => `\n| \`${flagUsage(flag)}\` |`)
        .filter((row) => !page.includes(row)),
    ).toEqual([]);
  });
});

// Of its action.yml, v6.
const THEIRS = `aws-region role-to-assume audience aws-access-key-id aws-secret-access-key aws-session-token
  web-identity-token-file role-chaining role-duration-seconds role-session-name role-external-id
  role-skip-session-tagging transitive-tag-keys custom-tags inline-session-policy managed-session-policies
  output-credentials output-env-credentials aws-profile overwrite-aws-profile unset-current-credentials
  use-existing-credentials force-skip-oidc mask-aws-account-id allowed-account-ids disable-retry
  retry-max-attempts special-characters-workaround action-timeout-s http-proxy no-proxy sts-endpoint`.split(
  /\s+/,
);

test("who comes from configure-aws-credentials finds every input of it, and only inputs of ours", () => {
  const page = read("docs/migrating/from-configure-aws-credentials.md");
  const rows = [...page.matchAll(/^\| (`[^|]*) \| ([^|]*) \|$/gm)];
  const left = rows.map((row) => row[1]).join(" ");
  expect(THEIRS.filter((name) => !left.includes(`\`${name}\``))).toEqual([]);
  const known = new Set(TABLE.map(({ name }) => name));
  const named = rows.flatMap((row) => [...row[2]!.matchAll(/`((?:aws|age|ca)-[a-z-]+)[`:]/g)]);
  expect(named.length).toBeGreaterThan(15);
  expect(named.map((match) => match[1]!).filter((name) => !known.has(name))).toEqual([]);
});

describe("trust on the side of AWS", () => {
  const EXACT = "repo:liquid-hive/api:environment:production";
  const file = (name: string): string => read(`docs/providers/aws-trust/${name}`);

  /** Every value under a condition key `…:sub`, with the operator above it. */
  function subjects(node: unknown, operator = ""): { operator: string; value: unknown }[] {
    if (typeof node !== "object" || node === null) return [];
    return Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
      key.endsWith(":sub") ? [{ operator, value }] : subjects(value, key),
    );
  }

  test("no document lets in more than one exact sub", () => {
    const found = [
      ...jsonBlocks.map(({ text }) => JSON.parse(text) as unknown),
      parse(file("cloudformation.yaml")) as unknown,
    ].flatMap((document) => subjects(document));
    expect(found.length).toBeGreaterThan(1);
    for (const { operator, value } of found) {
      expect(operator).toBe("StringEquals");
      expect(JSON.stringify(value)).not.toMatch(/[*?]/);
    }
  });

  test("CloudFormation and Terraform take an exact sub alone", () => {
    const { Parameters } = parse(file("cloudformation.yaml")) as {
      Parameters: Record<"Subject" | "Prefix", { AllowedPattern: string }>;
    };
    const terraform = file("terraform.tf");
    const ofTerraform = (name: string): string =>
      new RegExp(`regex\\("\\^(.*)\\$", var\\.${name}\\)`).exec(terraform)![1]!;
    for (const [subject, prefix] of [
      [Parameters.Subject.AllowedPattern, Parameters.Prefix.AllowedPattern],
      [ofTerraform("subject"), ofTerraform("prefix")],
    ] as const) {
      const takes = (pattern: string, text: string): boolean => new RegExp(`^(?:${pattern})$`).test(text);
      expect(takes(subject, EXACT)).toBe(true);
      expect(takes(subject, "repo:liquid-hive/api:*")).toBe(false);
      expect(takes(subject, "")).toBe(false);
      expect(takes(prefix, "liquid-hive/prod")).toBe(true);
      for (const wrong of ["", "*", "liquid-hive/", "/liquid-hive", "a//b"])
        expect(takes(prefix, wrong)).toBe(false);
    }
    expect(terraform).not.toContain("StringLike");
  });

  test("all three give the same actions", () => {
    const actions = (text: string): string[] =>
      [...new Set(text.match(/\b(?:sts|ssm|secretsmanager|kms):[A-Z]\w+/g))].sort();
    const expected = actions(file("cloudformation.yaml"));
    expect(expected).toContain("secretsmanager:BatchGetSecretValue");
    expect(actions(file("terraform.tf"))).toEqual(expected);
    expect(actions(file("setup.sh"))).toEqual(expected);
  });

  const hasBash = process.platform !== "win32" && spawnSync("bash", ["--version"]).status === 0;
  if (!hasBash) console.warn("setup.sh of the AWS page is not tried: there is no bash");

  test.runIf(hasBash)("setup.sh: its policies are JSON for that one sub, and a wildcard is refused", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "setup-sh-"));
    try {
      // An `aws` that notes what it is asked, in an account without provider and role.
      const stub = `#!/usr/bin/env bash
printf '%s\\0' "$@" $'\\n' >> "$NOTES"
case "$2" in
  get-caller-identity) echo arn:aws:iam::123456789012:user/admin ;;
  get-role) exit 254 ;;
esac
`;
      fs.writeFileSync(path.join(folder, "aws"), stub, { mode: 0o755 });
      const run = (env: Record<string, string>) => {
        const notes = path.join(folder, "notes");
        fs.rmSync(notes, { force: true });
        const { status, stdout } = spawnSync("bash", [path.join(root, "docs/providers/aws-trust/setup.sh")], {
          env: {
            PATH: `${folder}${path.delimiter}${process.env["PATH"] ?? ""}`,
            NOTES: notes,
            AWS_REGION: "us-east-1",
            PREFIX: "liquid-hive/prod",
            ...env,
          },
          encoding: "utf8",
        });
        const calls = fs.existsSync(notes)
          ? fs
              .readFileSync(notes, "utf8")
              .split("\n\0")
              .map((call) => call.split("\0").filter((word) => word !== ""))
          : [];
        const documents = calls.flat().filter((word) => word.startsWith("{"));
        return { status, stdout, verbs: calls.map((call) => call[1]), documents };
      };
      const key = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
      for (const own of [{}, { KEY_ARN: key }]) {
        const made = run({ SUBJECT: EXACT, ...own });
        expect(made.status).toBe(0);
        expect(made.stdout).toBe("aws-role: arn:aws:iam::123456789012:role/liquid-hive-secrets-role\n");
        expect(made.verbs).toEqual(
          expect.arrayContaining(["create-open-id-connect-provider", "create-role", "put-role-policy"]),
        );
        const parsed = made.documents.map((text) => JSON.parse(text) as { Statement: object[] });
        expect(parsed.map(({ Statement }) => Statement.length)).toEqual([1, "KEY_ARN" in own ? 4 : 3]);
        expect(subjects(parsed[0])).toEqual([{ operator: "StringEquals", value: EXACT }]);
      }
      const refused = run({ SUBJECT: "repo:liquid-hive/api:*" });
      expect(refused.status).toBe(2);
      expect(refused.verbs).toEqual([]);
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });
});
