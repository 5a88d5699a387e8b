import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { jsonBlocks, read, root } from "./docs-pages.ts";

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
