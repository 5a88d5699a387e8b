import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import { yamlStore } from "../../../../src/sops/stores/yaml.ts";

const FIXTURES = path.resolve(import.meta.dirname, "../../../fixtures/sops");
const CASES = path.join(FIXTURES, "cases");

interface Case {
  readonly name: string;
  readonly format: string;
  readonly encrypt_exit?: number;
}

const manifest = JSON.parse(fs.readFileSync(path.join(FIXTURES, "manifest.json"), "utf8")) as readonly Case[];
const yamlCases = manifest.filter(({ format }) => format === "yaml");

function caseFile(name: string, file: string): Buffer | undefined {
  const full = path.join(CASES, name, file);
  return fs.existsSync(full) ? fs.readFileSync(full) : undefined;
}

function failureOf(action: () => unknown): Failure {
  try {
    action();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

function roundTrip(text: string, indent?: number): string {
  const documents = yamlStore.readPlain(Buffer.from(text));
  return Buffer.from(yamlStore.writePlain(documents, indent === undefined ? {} : { indent })).toString();
}

describe("the files of the fixtures", () => {
  const encrypted = fs.readdirSync(CASES).filter((name) => caseFile(name, "enc.yaml") !== undefined);

  test("are enough", () => {
    expect(encrypted.length).toBeGreaterThan(30);
    expect(yamlCases.length).toBeGreaterThan(40);
  });

  test.each(encrypted)("%s: encrypted, read and written, is the same to the byte", (name) => {
    const bytes = caseFile(name, "enc.yaml") as Buffer;
    const documents = yamlStore.readEncrypted(bytes);
    const metadata = documents[0]?.metadata;
    expect(metadata).toBeDefined();
    if (metadata === undefined) return;
    const options = name.includes("indent2") ? { indent: 2 } : {};
    const written = yamlStore.writeEncrypted(
      documents.map(({ tree }) => tree),
      metadata,
      options,
    );
    expect(Buffer.from(written).toString()).toBe(bytes.toString());
  });

  // `-0` is written by sops for the float, and read again as the integer 0; so is a duplicate key refused.
  const changes = /^(?:yaml-floats|json-numbers|json-dup-keys|dotenv-dup|ini-dup|ini-default)$/;
  const decrypted = fs
    .readdirSync(CASES)
    .filter((name) => (caseFile(name, "dec.yaml")?.length ?? 0) > 0 && !changes.test(name));

  test.each(decrypted)("%s: decrypted, read and written, is the same to the byte", (name) => {
    const bytes = caseFile(name, "dec.yaml") as Buffer;
    const text = bytes.toString();
    const indent = /^ {2}\S/m.test(text) && !/^ {4}\S/m.test(text) ? 2 : 4;
    expect(roundTrip(text, name === "json-indent2" ? undefined : indent)).toBe(text);
  });

  test.each(yamlCases.filter(({ name }) => caseFile(name, "plain.yaml") !== undefined))(
    "$name: a plain file is taken or refused as sops does",
    ({ name, encrypt_exit: exit = 0 }) => {
      const bytes = caseFile(name, "plain.yaml") as Buffer;
      if (exit === 0) expect(yamlStore.readPlain(bytes).length).toBeGreaterThan(0);
      else expect(failureOf(() => yamlStore.readPlain(bytes)).exit).toBe(exit);
    },
  );
});

describe("reading", () => {
  test("comments stand where sops puts them", () => {
    const text = "# top\na: b # in\nd: # key\n  e: f\n  # d2\n\n# end\nl:\n- x # i\n# next\n- z\n# last\n";
    expect(roundTrip(text)).toBe(
      "# top\na: b # in\n# key\nd:\n    e: f\n    # d2\n# end\nl:\n    - x # i\n    # next\n    - z\n    # last\n",
    );
  });

  test("aliases are expanded, and the merge key stays a key", () => {
    const text = "base: &b {a: 1}\nd:\n  <<: *b\n  e: *b\n";
    expect(roundTrip(text)).toBe(
      "base:\n    a: 1\nd:\n    !!merge <<:\n        a: 1\n    e:\n        a: 1\n",
    );
  });

  test("__proto__ is a key like any other", () => {
    const text = "__proto__: 1\nconstructor:\n    __proto__: x\n";
    expect(roundTrip(text)).toBe(text);
    expect(roundTrip("{__proto__: 1, a: {__proto__: 2}}")).toBe("__proto__: 1\na:\n    __proto__: 2\n");
  });

  test("CRLF and a byte order mark leave no trace", () => {
    expect(roundTrip("\ufeffa: b\r\nc: |\r\n  x\r\n")).toBe("a: b\nc: |\n    x\n");
  });

  test("a literal without its last newline has none", () => {
    expect(roundTrip("a: |\n  x")).toBe("a: x\n");
  });

  test("the reserved key is refused in a plain file", () => {
    const failure = failureOf(() => yamlStore.readPlain(Buffer.from("a: 1\nsops:\n    x: 1\n")));
    expect([failure.code, failure.exit]).toEqual(["SOPS_ALREADY_ENCRYPTED", 203]);
  });

  test.each(["a: 1\nsops: x\n", "a: 1\nsops: []\n"])("metadata that is no map is refused", (text) => {
    expect(failureOf(() => yamlStore.readEncrypted(Buffer.from(text))).code).toBe("SOPS_METADATA");
  });

  test("a document without a block has no metadata", () => {
    const [first, second] = yamlStore.readEncrypted(Buffer.from("a: 1\nsops:\n    x: 1\n---\nb: 2\n"));
    expect(first?.metadata?.items).toHaveLength(1);
    expect(second?.metadata).toBeUndefined();
  });

  test.each([
    ["a: hunter2: x\n", 1],
    ["ok: 1\na: [hunter2\n", 3],
    ["ok: 1\nhunter2: 1\nhunter2: 2\n", 3],
    ["ok: 1\na: *hunter2\n", 2],
    ["ok: 1\na: \x01hunter2\n", 2],
    ["ok: 1\na: !!int hunter2\n", 2],
    ["a: &x [*x, hunter2]\n", 1],
  ])("a failure tells the place and never the text (%#)", (text, line) => {
    const failure = failureOf(() => yamlStore.readPlain(Buffer.from(text)));
    expect(failure.code).toBe("SOPS_FORMAT");
    expect(failure.exit).toBe(2);
    expect(failure.at?.line).toBe(line);
    expect(failure.at?.column).toBeGreaterThan(0);
    expect(JSON.stringify([failure.message, failure.fix])).not.toContain("hunter2");
  });

  test("an integer of 64 bits without a sign is refused with sops' exit code", () => {
    expect(failureOf(() => yamlStore.readPlain(Buffer.from("a: 18446744073709551615\n"))).exit).toBe(23);
    expect(failureOf(() => yamlStore.readEncrypted(Buffer.from("a: 18446744073709551615\n"))).exit).toBe(25);
  });
});

describe("limits", () => {
  const nested = (depth: number): string =>
    Array.from({ length: depth }, (_, index) => `${" ".repeat(index)}a:\n`).join("");

  test.each([
    ["block maps", nested(300)],
    ["lists on one line", `a:\n  ${"- ".repeat(300)}x\n`],
    ["flow lists", `a: ${"[".repeat(300)}${"]".repeat(300)}\n`],
    ["flow lists without end", `a: ${"[".repeat(100_000)}\n`],
    [
      "aliases of aliases",
      `a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n${[1, 2, 3, 4, 5, 6]
        .map((n) => `a${n}: &a${n} [${`*a${n - 1},`.repeat(10).slice(0, -1)}]\n`)
        .join("")}`,
    ],
  ])("%s", (_name, text) => {
    expect(failureOf(() => yamlStore.readPlain(Buffer.from(text))).code).toBe("LIMIT_EXCEEDED");
  });

  test("nesting below the bound is read and written", () => {
    expect(roundTrip(nested(90))).toContain("a: null");
  });
});

describe("writeValue", () => {
  test("prints a string bare, another scalar with a newline, and a map as a document", () => {
    const print = (node: Parameters<typeof yamlStore.writeValue>[0]): string =>
      Buffer.from(yamlStore.writeValue(node)).toString();
    expect(print({ kind: "str", value: "yes" })).toBe("yes");
    expect(print({ kind: "int", value: 5n })).toBe("5\n");
    expect(print({ kind: "map", items: [{ key: "y", value: { kind: "null" } }] })).toBe('"y": null\n');
    expect(print({ kind: "list", items: [{ kind: "str", value: "yes" }] })).toBe('- "yes"\n');
  });
});
