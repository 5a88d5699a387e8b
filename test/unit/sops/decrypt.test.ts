import { describe, expect, test } from "vitest";
import {
  type Branch,
  decrypt,
  type DecryptInput,
  encrypt,
  generateIdentity,
  parseAgeKeys,
  type Scalar,
  storeOf,
} from "../../../src/sops/index.ts";
import { cipherOf } from "../../../src/sops/cipher.ts";
import { sealMac } from "../../../src/sops/mac.ts";
import { openAge } from "../../../src/sops/age.ts";
import crypto from "node:crypto";

const pair = generateIdentity();
const { identities } = parseAgeKeys(pair.identity, "age-key");
const str = (value: string): Scalar => ({ kind: "str", value });
const tree: Branch = {
  kind: "map",
  items: [
    { key: "a", value: str("hush") },
    { key: "b_unencrypted", value: str("open") },
    { key: "c", value: { kind: "list", items: [str("one"), { kind: "bool", value: true }] } },
  ],
};
const sealed = async (format: "json" | "yaml", documents = [tree], recipients = [pair.recipient], now = 0) =>
  Buffer.from((await encrypt({ documents, format, recipients, now })).bytes).toString();
const open = (text: string, more: Partial<DecryptInput> = {}) =>
  decrypt({ bytes: Buffer.from(text), format: "json", file: "deploy.json", identities, ...more });

describe("leaves", () => {
  test("are marked as encrypted or clear", async () => {
    const { documents, encryptedLeaves, clearAuthenticated } = await open(await sealed("json"));
    const [a, b] = documents[0]?.items.map((item) => ("kind" in item ? item : item.value)) ?? [];
    expect(encryptedLeaves.has(a as Scalar)).toBe(true);
    expect(encryptedLeaves.has(b as Scalar)).toBe(false);
    expect(clearAuthenticated).toBe(true);
  });

  test("a flipped byte anywhere never yields a changed value, nor a changed name above an encrypted one", async () => {
    const text = await sealed("json");
    const original = Buffer.from(storeOf("json").writePlain([tree])).toString();
    const end = text.indexOf('"sops"');
    let accepted = 0;
    for (let index = 0; index < end; index += 3) {
      const bytes = Buffer.from(text);
      bytes[index] = (bytes[index] ?? 0) ^ 1;
      const outcome = await open(bytes.toString("latin1")).catch(() => undefined);
      if (!outcome) continue;
      accepted++;
      // White space between tokens, the name of a clear value, and the type word carry nothing that is secret.
      const plain = Buffer.from(storeOf("json").writePlain(outcome.documents)).toString();
      expect(plain.replace(/"[^"]*": "open"/, '"b_unencrypted": "open"')).toBe(original);
    }
    expect(accepted).toBeLessThan(end / 3);
  });
});

describe("keys", () => {
  test("without a fitting key the message lists the file's recipients and those tried", async () => {
    const other = generateIdentity();
    const tried = parseAgeKeys(other.identity, "age-key").identities;
    const failure = await open(await sealed("json"), { identities: tried }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "SOPS_KEY_MISSING", exit: 128, at: { file: "deploy.json" } });
    expect((failure as Error).message).toContain(pair.recipient);
    expect((failure as Error).message).toContain(other.recipient);
    expect((failure as Error).message).not.toContain(other.identity);
  });

  test("a recipient with a wrong name is opened all the same", async () => {
    const text = await sealed("json");
    const renamed = text.replace(
      `"recipient": "${pair.recipient}"`,
      `"recipient": "${generateIdentity().recipient}"`,
    );
    expect((await open(renamed)).documents).toHaveLength(1);
  });

  test("keys of other kinds are each named with what opens them", async () => {
    const text = (await sealed("json"))
      .replace(pair.recipient, "ssh-ed25519 AAAA")
      .replace('"sops": {', '"sops": {"pgp": [{"fp": "ABCD", "enc": "x"}], ');
    const failure = await open(text).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "SOPS_KEY_UNSUPPORTED" });
    expect((failure as Error).message).toMatch(
      /ssh-ed25519 AAAA: opened by .*SSH[^]*pgp ABCD: opened by .*PGP|pgp ABCD[^]*ssh-ed25519 AAAA/,
    );
  });

  test("a name from the file cannot shape the log", async () => {
    const text = (await sealed("json")).replace(
      `"recipient": "${pair.recipient}"`,
      '"recipient": "ssh-rsa \\n::stop::"',
    );
    await expect(open(text)).rejects.not.toThrow("\n::");
  });
});

describe("concatenated YAML documents", () => {
  test("that were encrypted separately open each with its own key and MAC", async () => {
    const one = await sealed("yaml", [tree], [pair.recipient], 1000);
    const two = await sealed(
      "yaml",
      [{ kind: "map", items: [{ key: "z", value: str("last") }] }],
      [pair.recipient],
      2000,
    );
    const { documents, info } = await open(`${one}---\n${two}`, { format: "yaml" });
    expect(documents).toHaveLength(2);
    expect(info.map(({ lastModified }) => lastModified.getTime())).toEqual([1000, 2000]);
    await expect(
      open(`${one}---\n${two.replace("type:str", "type:int")}`, { format: "yaml" }),
    ).rejects.toThrow(expect.objectContaining({ exit: 25 }));
  });

  test("that belong together are verified together", async () => {
    const text = await sealed("yaml", [tree, tree]);
    expect((await open(text, { format: "yaml" })).info).toHaveLength(1);
    const [first = ""] = text.split("\n---\n");
    await expect(open(`${first}\n`, { format: "yaml" })).rejects.toThrow(
      expect.objectContaining({ code: "SOPS_MAC_MISMATCH" }),
    );
  });
});

describe("the MAC", () => {
  test("is needed unless it is to be ignored", async () => {
    const text = (await sealed("json")).replace('"open"', '"changed"');
    await expect(open(text)).rejects.toThrow(
      expect.objectContaining({ code: "SOPS_MAC_MISMATCH", exit: 51 }),
    );
    expect((await open(text, { ignoreMac: true })).clearAuthenticated).toBe(false);
  });

  test("of a number that older sops rounded hands out the rounded number", async () => {
    const big: Branch = {
      kind: "map",
      items: [{ key: "n_unencrypted", value: { kind: "int", value: 2n ** 53n + 1n } }],
    };
    const block = JSON.parse(await sealed("json", [big]));
    const dataKey = await openAge(block.sops.age[0].enc, identities);
    if (!dataKey) throw new Error("no data key");
    const digest = crypto.createHash("sha512").update("9007199254740992").digest("hex").toUpperCase();
    block.sops.mac = sealMac(cipherOf(dataKey), digest, block.sops.lastmodified);
    const text = `{"n_unencrypted": 9007199254740993, "sops": ${JSON.stringify(block.sops)}}`;
    const { documents, notices } = await open(text);
    expect(documents[0]?.items).toEqual([{ key: "n_unencrypted", value: { kind: "float", value: 2 ** 53 } }]);
    expect(notices).toHaveLength(1);
  });
});

test("a file without metadata is refused", async () => {
  await expect(open("{}")).rejects.toThrow(expect.objectContaining({ code: "SOPS_METADATA", exit: 1 }));
});

test("ten thousand values open in a fraction of a second", async () => {
  const items = Array.from({ length: 10_000 }, (_, index) => ({
    key: `k${index}`,
    value: str(`value number ${index}`),
  }));
  const text = await sealed("json", [{ kind: "map", items }]);
  const started = performance.now();
  expect((await open(text)).documents[0]?.items).toHaveLength(10_000);
  expect(performance.now() - started).toBeLessThan(2000);
});
