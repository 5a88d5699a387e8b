import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { flagsOf, flagUsage } from "../../src/config/flags.ts";
import { TABLE } from "../../src/entries/inputs-table.ts";
import { VERSION } from "../../src/entries/version.ts";
import { FAILURE_CODES } from "../../src/kernel/errors.ts";
import { PROVIDERS } from "../../src/providers/list.ts";
import { anchorsOf, type Page, proseOf } from "../harness/documents.ts";
import { all, pageOf, read, root } from "./docs-pages.ts";

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
