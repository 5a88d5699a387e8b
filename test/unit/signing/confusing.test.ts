import { describe, expect, test } from "vitest";
import { Failure } from "../../../src/kernel/errors.ts";
import { createSniffer } from "../../../src/signing/confusing.ts";

/** Why bytes are refused, fed in pieces of a size; undefined where they are not. */
function refusal(bytes: string | Uint8Array, piece = 65_536): Failure | undefined {
  const all = Buffer.from(bytes);
  const sniffer = createSniffer("dist/CANARY.bin");
  for (let at = 0; at < all.length; at += piece) sniffer.update(all.subarray(at, at + piece));
  try {
    sniffer.check();
    return undefined;
  } catch (error) {
    return error as Failure;
  }
}

const digest = `sha256:${"ab".repeat(32)}`;
const payload = {
  critical: {
    identity: { "docker-reference": "registry.example/app" },
    image: { "docker-manifest-digest": digest },
    type: "cosign container image signature",
  },
  optional: null,
};
const json = JSON.stringify(payload);

describe.each([1, 3, 65_536])("in pieces of %i bytes", (piece) => {
  test.each([
    ["a payload", json],
    ["with white space", `\n\t ${JSON.stringify(payload, null, 2)}\r\n`],
    ["with a byte order mark", `\ufeff${json}`],
    ["with text after it", `${json} and more`],
    ["with other case, as Go reads it", json.replace("critical", "Critical").replace("image", "IMAGE")],
    ["with long s and the Kelvin sign", json.replace("docker-manifest", "doc\u212aer-manife\u017ft")],
    ["with escaped names", json.replace("critical", "\\u0063ritica\\u006C")],
    ["with the digest only", `{"critical":{"image":{"docker-manifest-digest":"${digest}"}}}`],
    ["with the type only", `{"critical":{"type":"atomic container signature"}}`],
    [
      "with much before it",
      `{"optional":{"x":"${"CANARY-7f3a".repeat(900)}","y":[[{"critical":1}]]},${json.slice(1)}`,
    ],
    ["with deep nesting before it", `{"optional":${"[".repeat(5000)}${"]".repeat(5000)},${json.slice(1)}`],
    ["with a number that no double holds", `{"x":1e999,${json.slice(1)}`],
    ["with a first critical that is none", `{"critical":{"image":"x"},${json.slice(1)}`],
    ["the payload of an attestation", "DSSEv1 28 application/vnd.in-toto+json 2 {}"],
  ])("%s is refused", (_, text) => {
    const failure = refusal(text, piece);
    expect(failure?.code).toBe("SUBJECT_REFUSED");
    expect(failure?.fix).toMatch(/ttest/);
    expect(`${failure?.message}${failure?.fix}`).not.toContain("CANARY-7f3a");
  });

  test.each([
    ["nothing", ""],
    ["less than the mark", "DSSEv1"],
    ["the mark later on", " DSSEv1 1 a 1 b"],
    ["another case of the mark", "dssev1 1 a 1 b"],
    ["a list of payloads", `[${json}]`],
    ["a payload in a payload", `{"a":${json}}`],
    ["as text", JSON.stringify(json)],
    [
      "counts of findings",
      '{"critical":{"image":3,"type":"container"},"high":{"type":"container signature"}}',
    ],
    ["a member after the type", '{"critical":{"type":"a","container signature":"b"}}'],
    ["a digest elsewhere", `{"image":{"docker-manifest-digest":"${digest}"}}`],
    ["names in strings", '{"a":"\\"critical\\":{\\"image\\":{\\"docker-manifest-digest\\":1}}"}'],
    ["text", "critical image docker-manifest-digest"],
    ["not begun as JSON", `x${json}`],
  ])("%s is not", (_, text) => {
    expect(refusal(text, piece)).toBeUndefined();
  });
});

test("not UTF-8, which Go mends", () => {
  const bytes = Buffer.concat([
    Buffer.from('{"optional":"'),
    Buffer.from([0xff, 0xfe]),
    Buffer.from(`",${json.slice(1)}`),
  ]);
  expect(refusal(bytes)?.code).toBe("SUBJECT_REFUSED");
});
test("every byte of a binary file is looked at without failing", () => {
  const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, i) => (i * 31) % 256));
  expect(refusal(bytes)).toBeUndefined();
  expect(refusal(Buffer.concat([Buffer.from("{"), bytes]))).toBeUndefined();
});
