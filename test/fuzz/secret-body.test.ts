import fc from "fast-check";
import { expect, test } from "vitest";
import { secretBody } from "../../src/cluster/objects/secret.ts";
import { Secret } from "../../src/kernel/secret.ts";

const body = {
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "app", namespace: "prod" },
  type: "Opaque",
};
const key = fc.oneof(
  fc.stringMatching(/^[-._A-Za-z0-9]{1,12}$/),
  fc.constantFrom("__proto__", "constructor", "toString", "10", "2"),
);
const values = fc.uniqueArray(fc.tuple(key, fc.uint8Array({ maxLength: 64 })), {
  selector: ([name]) => name,
  maxLength: 12,
});

test("the body of a Secret gives back every key and every byte, and nothing else", () => {
  fc.assert(
    fc.property(values, (pairs) => {
      const data = new Map(pairs.map(([name, bytes]) => [name, Secret.ofBytes(bytes)]));
      const text = secretBody({ body, data }).reveal()!;
      const { data: sent, ...rest } = JSON.parse(text) as { data: object };
      expect(rest).toEqual(body);
      const back = Object.entries(sent).map(([name, value]) => [name, Buffer.from(String(value), "base64")]);
      expect(new Map(back as [string, Buffer][])).toEqual(
        new Map(pairs.map(([name, bytes]) => [name, Buffer.from(bytes)])),
      );
    }),
  );
});

test("the body does not tell the order in which the keys came", () => {
  fc.assert(
    fc.property(values, (pairs) => {
      const made = (list: typeof pairs): string =>
        secretBody({
          body,
          data: new Map(list.map(([name, bytes]) => [name, Secret.ofBytes(bytes)])),
        }).reveal()!;
      expect(made(pairs.toReversed())).toBe(made(pairs));
    }),
  );
});
