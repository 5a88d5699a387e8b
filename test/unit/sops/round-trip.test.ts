import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Branch,
  decrypt,
  encrypt,
  type Format,
  generateIdentity,
  type Item,
  type List,
  type Node,
  parseAgeKeys,
  type Scalar,
} from "../../../src/sops/index.ts";
import { Failure } from "../../../src/kernel/errors.ts";
import { bytesOf, typeOf } from "../../../src/sops/value.ts";

const pair = generateIdentity();
const { identities } = parseAgeKeys(pair.identity, "age-key");

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ unit: "grapheme-composite", maxLength: 12 }),
);
const scalar: fc.Arbitrary<Scalar> = fc.oneof(
  text.map((value) => ({ kind: "str", value }) as const),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => ({ kind: "int", value }) as const),
  fc.double().map((value) => ({ kind: "float", value }) as const),
  fc.boolean().map((value) => ({ kind: "bool", value }) as const),
  fc.constant({ kind: "null" } as const),
  fc.constant({ kind: "time", value: "2024-01-01T00:00:00.5+02:00" } as const),
  fc.constant({ kind: "bytes", value: Buffer.from([255, 254, 0]) } as const),
);
const key = fc.oneof(
  text,
  text.map((name) => `${name}_unencrypted`),
  fc.constantFrom("__proto__", "1", "a:b", "<<"),
);
const { tree } = fc.letrec<{ tree: Branch; node: Scalar | Branch | List }>((tie) => ({
  tree: fc
    .uniqueArray(fc.record({ key, value: tie("node") }), { selector: (item) => item.key, maxLength: 4 })
    .map((items): Branch => ({ kind: "map", items: items as Item[] })),
  node: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar,
    tie("tree"),
    fc.array(tie("node"), { maxLength: 3 }).map((items): List => ({ kind: "list", items: items as Node[] })),
  ),
}));

const flat = fc
  .uniqueArray(fc.record({ key, value: scalar }), { selector: (item) => item.key, maxLength: 5 })
  .map((items): Branch => ({ kind: "map", items }));
const sections = fc
  .uniqueArray(fc.record({ key, value: flat }), { selector: (item) => item.key, maxLength: 3 })
  .map((items): Branch => ({ kind: "map", items }));

/** Values as the MAC counts them: a clear value may come back as another kind that is written the same. */
function flatten(node: Node | Item, clear: boolean): unknown {
  if ("key" in node) return [node.key, flatten(node.value, clear || node.key.endsWith("_unencrypted"))];
  if (node.kind === "map" || node.kind === "list")
    return [node.kind, ...node.items.map((item) => flatten(item, clear))];
  const bytes = Buffer.from(bytesOf(node)).toString("latin1");
  if (clear || node.kind === "null" || bytes === "") return bytes;
  return [typeOf(node), bytes];
}

/** Without what an INI file always has, and where it stands. */
const withoutDefault = (branch: Branch): Branch => ({
  kind: "map",
  items: branch.items.filter((item) => "kind" in item || item.key !== "DEFAULT"),
});

async function comesBack(format: Format, given: Branch): Promise<void> {
  let bytes: Uint8Array;
  try {
    ({ bytes } = await encrypt({ documents: [given], format, recipients: [pair.recipient], now: 0 }));
  } catch (error) {
    expect(error).toBeInstanceOf(Failure);
    expect((error as Failure).code).toMatch(/^SOPS_(FORMAT|ALREADY_ENCRYPTED)$/);
    return;
  }
  const { documents } = await decrypt({ bytes, format, file: "f", identities });
  const [back = { kind: "map", items: [] }] = documents;
  const trim = format === "ini" ? withoutDefault : (branch: Branch) => branch;
  expect(flatten(trim(back), false)).toEqual(flatten(trim(given), false));
}

describe("what can be encrypted comes back unchanged, the rest is refused", () => {
  test.each([
    ["yaml", tree],
    ["json", tree],
    ["dotenv", flat],
    ["dotenv", tree],
    ["ini", sections],
  ] as const)("%s", async (format, trees) => {
    await fc.assert(
      fc.asyncProperty(trees, (given) => comesBack(format, given)),
      { numRuns: 100 },
    );
  });
});
