import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { peer } from "./peers.ts";

const root = path.resolve(import.meta.dirname, "../..");
const cases = path.join(root, "test/fixtures/sops/cases");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sops-peer-"));
const keys = path.join(folder, "keys.txt");
let recipient = "";

interface Ran {
  readonly status: number | null;
  readonly stdout: Buffer;
}

const env = { PATH: process.env["PATH"], HOME: folder, SOPS_AGE_KEY_FILE: keys };
const run = (program: string, args: readonly string[], input?: Buffer): Ran =>
  spawnSync(program, args, { cwd: folder, env, maxBuffer: 64 * 1024 * 1024, ...(input ? { input } : {}) });
const ours = (args: readonly string[], input?: Buffer): Ran =>
  run(process.execPath, [path.join(root, "dist/cli.js"), ...args], input);
const sops = (args: readonly string[]): Ran => run(peer("sops"), args);

beforeAll(() => {
  expect(ours(["keygen", "-o", keys]).status).toBe(0);
  recipient = /public key: (age1\w+)/.exec(fs.readFileSync(keys, "utf8"))![1]!;
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

interface Case {
  readonly name: string;
  readonly format: string;
  readonly args: readonly string[];
  readonly encrypt_exit: number;
}

/** What sops' engine printed when the vectors were made goes in again; a case that it refuses is left to the vectors. */
const all = JSON.parse(
  fs.readFileSync(path.join(root, "test/fixtures/sops/manifest.json"), "utf8"),
) as Case[];
const usable = all.filter(
  ({ name, encrypt_exit }) =>
    encrypt_exit === 0 && fs.readdirSync(path.join(cases, name)).some((file) => file.startsWith("plain.")),
);
const plainOf = ({ name }: Case): string =>
  path.join(
    cases,
    name,
    fs.readdirSync(path.join(cases, name)).find((file) => file.startsWith("plain."))!,
  );

/** Broken JSON, and a number whose MAC sops cannot verify again: sops encrypts them all the same, we refuse. */
const STRICTER: ReadonlySet<string> = new Set(["json-trailing", "json-truncated", "json-unenc-negzero"]);

test("where we are stricter than sops, nothing is written", () => {
  const refused = usable.filter(({ name }) => STRICTER.has(name));
  expect(refused).toHaveLength(STRICTER.size);
  for (const one of refused) {
    const ran = ours(["encrypt", "--age", recipient, "--input-type", one.format, plainOf(one)]);
    expect([one.name, ran.status === 0, ran.stdout.length]).toEqual([one.name, false, 0]);
  }
});

describe("files that we encrypt are read by sops, and the other way round", () => {
  test.each(usable.filter(({ name }) => !STRICTER.has(name)).map((one) => [one.name, one] as const))(
    "%s",
    (name, one) => {
      const typed = ["--input-type", one.format, "--output-type", one.format];
      const sealed = ours(["encrypt", "--age", recipient, ...typed, plainOf(one)]);
      expect(sealed.status).toBe(0);
      const theirs = sops(["encrypt", "--age", recipient, ...typed, plainOf(one)]);
      expect(theirs.status).toBe(0);
      fs.writeFileSync(path.join(folder, `${name}.ours`), sealed.stdout);
      fs.writeFileSync(path.join(folder, `${name}.theirs`), theirs.stdout);
      // What sops reads of its own file is what it must read of ours, and what we must read of both.
      const expected = sops(["decrypt", ...typed, `${name}.theirs`]);
      expect(expected.status).toBe(0);
      for (const [who, opened] of [
        ["sops reads ours", sops(["decrypt", ...typed, `${name}.ours`])],
        ["we read theirs", ours(["decrypt", ...typed, `${name}.theirs`])],
        ["we read ours", ours(["decrypt", ...typed, `${name}.ours`])],
      ] as const) {
        expect([who, opened.status, opened.stdout.toString("latin1")]).toEqual([
          who,
          0,
          expected.stdout.toString("latin1"),
        ]);
      }
    },
  );
});

describe("selectors and flags", () => {
  const plain = "db:\n    user: admin\n    password: s3cret-value\n    note_unencrypted: hello\nport: 5432\n";
  test.each([
    [["--encrypted-regex", "^(password|port)$"]],
    [["--unencrypted-regex", "^user$"]],
    [["--encrypted-suffix", "word"]],
    [["--unencrypted-suffix", "_unencrypted"]],
    [["--mac-only-encrypted", "--encrypted-regex", "password"]],
  ])("%j", (flags) => {
    const sealed = ours(
      ["encrypt", "--age", recipient, "--input-type", "yaml", ...flags],
      Buffer.from(plain),
    );
    expect(sealed.status).toBe(0);
    fs.writeFileSync(path.join(folder, "selected.yaml"), sealed.stdout);
    const opened = sops(["decrypt", "selected.yaml"]);
    expect([opened.status, opened.stdout.toString()]).toEqual([0, plain]);
  });

  test("creation rules choose recipients and selector; in place", () => {
    fs.mkdirSync(path.join(folder, "helm/secrets"), { recursive: true });
    fs.writeFileSync(
      path.join(folder, ".sops.yaml"),
      `creation_rules:\n  - path_regex: helm/secrets/.*\\.enc\\.yaml$\n    encrypted_regex: '^(data|stringData)$'\n    age: ${recipient}\n`,
    );
    const file = path.join(folder, "helm/secrets/a.enc.yaml");
    fs.writeFileSync(file, "kind: Secret\nstringData:\n    A: one-value\n");
    expect(ours(["encrypt", "-i", file]).status).toBe(0);
    expect(fs.readFileSync(file, "utf8")).toContain("kind: Secret");
    expect(sops(["decrypt", "--extract", '["stringData"]["A"]', file]).stdout.toString()).toBe("one-value");
    expect(ours(["decrypt", "--extract", '["stringData"]["A"]', file]).stdout.toString()).toBe("one-value");
    expect(ours(["encrypt", "-i", file]).status).toBe(203);
    expect(sops(["encrypt", "-i", file]).status).toBe(203);
    fs.rmSync(path.join(folder, ".sops.yaml"));
  });

  test("exit codes are those of sops", () => {
    fs.writeFileSync(path.join(folder, "plain.yaml"), "a: b\n");
    for (const args of [
      ["decrypt", "nothere.yaml"],
      ["decrypt", "plain.yaml"],
      ["encrypt", "plain.yaml"],
    ]) {
      expect([args, ours(args).status]).toEqual([args, sops(args).status]);
    }
  });
});

describe("age", () => {
  test("age-keygen reads the key that we make, and says the same recipient", () => {
    expect(run(peer("age-keygen"), ["-y", keys]).stdout.toString().trim()).toBe(recipient);
  });

  test("a key of age-keygen opens what is encrypted for it", () => {
    const other = path.join(folder, "other.txt");
    expect(run(peer("age-keygen"), ["-o", other]).status).toBe(0);
    const theirs = run(peer("age-keygen"), ["-y", other]).stdout.toString().trim();
    const sealed = ours(
      ["encrypt", "--age", `${theirs},${recipient}`, "--input-type", "dotenv"],
      Buffer.from("A=one-value\n"),
    );
    const opened = spawnSync(
      process.execPath,
      [path.join(root, "dist/cli.js"), "-d", "--input-type", "dotenv"],
      {
        env: { ...env, SOPS_AGE_KEY_FILE: other },
        input: sealed.stdout,
      },
    );
    expect([opened.status, opened.stdout.toString()]).toEqual([0, "A=one-value\n"]);
  });
});
