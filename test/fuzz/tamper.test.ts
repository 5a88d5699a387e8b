import fc from "fast-check";
import { expect, test } from "vitest";
import { Failure } from "../../src/kernel/errors.ts";
import {
  decrypt,
  encrypt,
  type Format,
  generateIdentity,
  type Node,
  parseAgeKeys,
  readyFor,
  storeOf,
} from "../../src/sops/index.ts";

const { identity, recipient } = generateIdentity();
const identities = parseAgeKeys(identity, "test").identities;
const RUNS = 500;
const PLAIN: readonly (readonly [Format, string])[] = [
  [
    "yaml",
    "db:\n    user: admin\n    password: hunter2-value\n    port: 5432\nlist:\n    - one-value\n    - two-value\n",
  ],
  [
    "json",
    '{\n\t"db": {\n\t\t"user": "admin",\n\t\t"port": 5432,\n\t\t"on": true\n\t},\n\t"list": ["one-value", 1.5]\n}\n',
  ],
  ["dotenv", "USER=admin\nPASSWORD=hunter2-value\n"],
  ["ini", "[db]\nuser = admin\npassword = hunter2-value\n"],
  ["binary", "some bytes that are secret"],
];

/** Names and values, without comments: these are not authenticated, and no value of ours. */
function shapeOf(node: Node): unknown {
  if (node.kind === "comment") return undefined;
  if (node.kind === "map")
    return node.items.flatMap((item) => ("key" in item ? [[item.key, shapeOf(item.value)]] : []));
  if (node.kind === "list") return node.items.map(shapeOf).filter((item) => item !== undefined);
  return node.kind === "null" ? null : [node.kind, String(node.value)];
}

test.each(PLAIN)(
  "a flipped bit anywhere in a %s file changes no value and no name above one",
  async (format, plain) => {
    await readyFor(format, Buffer.from(plain));
    const documents = storeOf(format).readPlain(Buffer.from(plain));
    const sealed = await encrypt({
      documents,
      format,
      recipients: [recipient],
      now: Date.parse("2026-01-01T00:00:00Z"),
    });
    const original = JSON.stringify(
      (await decrypt({ bytes: sealed.bytes, format, file: "a", identities })).documents.map(shapeOf),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.bytes.length - 1), fc.integer({ min: 0, max: 7 }), async (at, bit) => {
        const bytes = Uint8Array.from(sealed.bytes);
        bytes[at]! ^= 1 << bit;
        try {
          const opened = await decrypt({ bytes, format, file: "a", identities });
          expect(JSON.stringify(opened.documents.map(shapeOf))).toBe(original);
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
        }
      }),
      { numRuns: RUNS },
    );
  },
);
