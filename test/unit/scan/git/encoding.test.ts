import { describe, expect, test } from "vitest";
import { originalOffset, wideTexts } from "../../../../src/scan/git/encoding.ts";
import { CANARY } from "./repositories.ts";

const TEXT = `name = "${CANARY}"\r\nnext\n`;

/** Text with so many bytes a character, lowest first or last. */
function wide(text: string, stride: number, little: boolean): Buffer {
  const bytes = Buffer.alloc(text.length * stride);
  for (let i = 0; i < text.length; i++) {
    const at = i * stride + (little ? 0 : stride - 2);
    if (little) bytes.writeUInt16LE(text.charCodeAt(i), at);
    else bytes.writeUInt16BE(text.charCodeAt(i), at);
  }
  return bytes;
}

const MARKS: Readonly<Record<string, string>> = {
  "2 le": "fffe",
  "2 be": "feff",
  "4 le": "fffe0000",
  "4 be": "0000feff",
};

describe("wideTexts", () => {
  const rows = [2, 4].flatMap((stride) =>
    [true, false].flatMap((little) =>
      ["mark", "no mark", "in a binary"].map((around) => ({ stride, little, around })),
    ),
  );

  test.each(rows)(
    "$stride bytes, little endian $little, $around: found where it stands",
    ({ stride, little, around }) => {
      const mark = Buffer.from(MARKS[`${stride} ${little ? "le" : "be"}`]!, "hex");
      const before =
        around === "mark"
          ? mark
          : around === "no mark"
            ? Buffer.alloc(0)
            : Buffer.from([1, 0, 200, 7, 0, 0, 9]);
      const bytes = Buffer.concat([
        before,
        wide(TEXT, stride, little),
        Buffer.from(around === "in a binary" ? [255, 0, 3] : []),
      ]);
      expect(bytes.includes(CANARY)).toBe(false);
      const found = wideTexts(bytes).flatMap((text) => {
        const at = text.bytes.indexOf(CANARY);
        return at === -1 ? [] : [originalOffset(text, at)];
      });
      const low = little ? 0 : stride - 1;
      expect(found).toEqual([before.length + TEXT.indexOf(CANARY) * stride + low]);
    },
  );

  test("a character that is not ASCII keeps every offset", () => {
    const bytes = Buffer.concat([Buffer.from("fffe", "hex"), wide(`käse = ${CANARY}`, 2, true)]);
    expect(wideTexts(bytes)[0]!.bytes.toString()).toBe(`k?se = ${CANARY}`);
  });

  test("a mark that lies hides nothing", () => {
    const bytes = Buffer.concat([Buffer.from("fffe00", "hex"), wide(TEXT, 2, true)]);
    expect(wideTexts(bytes).some((text) => text.bytes.includes(CANARY))).toBe(true);
  });

  test.each([
    ["plain text", Buffer.from(TEXT)],
    ["nothing", Buffer.alloc(0)],
    ["zeros", Buffer.alloc(5000)],
    ["numbers", Buffer.from(Uint16Array.from({ length: 300 }, (_, i) => i * 7919).buffer)],
  ])("%s has none", (_, bytes) => {
    expect(wideTexts(bytes)).toEqual([]);
  });
});
