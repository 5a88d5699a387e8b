import { expect, test } from "vitest";
import { generateIdentity, isAgeRecipient, openAge, parseAgeKeys, sealAge } from "../../../src/sops/age.ts";

test("a new pair reads back, opens what is wrapped for it, and nothing else does", async () => {
  const { identity, recipient } = generateIdentity();
  expect(identity).toMatch(/^AGE-SECRET-KEY-1[A-Z0-9]{58}$/);
  const { identities } = parseAgeKeys(identity, "age-key");
  expect(identities.map((key) => key.recipient)).toEqual([recipient]);
  const other = parseAgeKeys(generateIdentity().identity, "age-key").identities;
  const armored = await sealAge(Buffer.alloc(32, 5), recipient);
  expect(armored).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n/);
  expect(await openAge(armored, [...other, ...identities])).toEqual(Buffer.alloc(32, 5));
  expect(await openAge(armored, other)).toBeUndefined();
});

test("a changed age file does not open", async () => {
  const { identity, recipient } = generateIdentity();
  const { identities } = parseAgeKeys(identity, "age-key");
  const lines = (await sealAge(Buffer.alloc(32, 5), recipient)).split("\n");
  for (let line = 1; line < lines.length - 2; line++) {
    const changed = lines.with(
      line,
      (lines[line] ?? "").replace(/^./, (letter) => (letter === "A" ? "B" : "A")),
    );
    expect(await openAge(changed.join("\n"), identities)).toBeUndefined();
  }
});

test("keys stand one a line or with blanks between; bad lines are named by number only", () => {
  const [one, two] = [generateIdentity(), generateIdentity()];
  const text = `# created: today\r\n\n${one.identity} ${two.identity}\nhunter2 is my password\n  ${one.identity}\n`;
  const { identities, warnings } = parseAgeKeys(text, "age-key");
  expect(identities.map(({ recipient }) => recipient)).toEqual([one.recipient, two.recipient]);
  expect(warnings).toEqual(["age-key, line 4: no age secret key; left out."]);
});

test("keys of other kinds and mistyped keys are warned of", () => {
  const { identity } = generateIdentity();
  const mistyped = identity.slice(0, -1) + (identity.endsWith("Q") ? "P" : "Q");
  const { identities, warnings } = parseAgeKeys(
    `AGE-SECRET-KEY-PQ-1ABC\nAGE-PLUGIN-X-1ABC\n${mistyped}`,
    "keys.txt",
  );
  expect(identities).toEqual([]);
  expect(warnings).toHaveLength(3);
  expect(warnings[0]).toContain("post-quantum");
  expect(warnings.join()).not.toContain(mistyped);
});

test("only an X25519 key is a recipient", async () => {
  expect(isAgeRecipient(generateIdentity().recipient)).toBe(true);
  expect(isAgeRecipient("age1pq1abc")).toBe(false);
  await expect(sealAge(Buffer.alloc(32), "ssh-rsa AAAA")).rejects.toThrow(
    expect.objectContaining({ code: "AGE_KEY_INVALID" }),
  );
});

test("an oversized age file is refused before it is read", async () => {
  await expect(openAge("x".repeat(70_000), [])).rejects.toThrow(
    expect.objectContaining({ code: "LIMIT_EXCEEDED" }),
  );
});
