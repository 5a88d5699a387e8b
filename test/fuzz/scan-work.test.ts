import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { CONTEXT } from "../../src/scan/context/index.ts";
import { createEngine } from "../../src/scan/engine/engine.ts";
import { RULES } from "../../src/scan/rules/index.ts";
import { pick, seeded } from "../harness/token-checks.ts";
import { charsOf } from "../harness/tokens.ts";

const engine = createEngine(RULES, CONTEXT);
const HALF = 20_000;
/** Bytes that may be handed to a pattern for each byte of the input. */
const MOST = 600;

/** How many bytes the engine copies into text for patterns to read: its work beside the one run over the bytes. */
function workOf(unit: string, size: number): number {
  let copied = 0;
  const bytes = Buffer.from(unit.repeat(Math.ceil(size / unit.length)).slice(0, size), "latin1");
  const { toString } = Buffer.prototype;
  Buffer.prototype.toString = function count(
    this: Buffer,
    encoding?: BufferEncoding,
    start = 0,
    end = this.length,
  ): string {
    copied += Math.max(0, Math.min(end, this.length) - Math.max(0, start)) + 1;
    return toString.call(this, encoding, start, end);
  };
  try {
    engine.scan({ path: "a.env", bytes }, { decodeDepth: 3, archiveDepth: 1, disabled: new Set() });
  } finally {
    Buffer.prototype.toString = toString;
  }
  return copied;
}

describe("twice as many repeated anchors are at most 2.3 times the work, and bounded", () => {
  const check = (units: readonly string[]): void => {
    for (const unit of units) {
      const half = workOf(unit, HALF);
      const whole = workOf(unit, 2 * HALF);
      const seen = `${JSON.stringify(unit.slice(0, 40))} ${half} ${whole}`;
      expect(whole <= 2.3 * half + 5_000, seen).toBe(true);
      expect(whole <= MOST * 2 * HALF, seen).toBe(true);
    }
  };

  it.each(CONTEXT.map((detector) => ({ id: detector.id, anchors: detector.anchors })))(
    "for $id",
    ({ anchors }) => {
      check(
        anchors.flatMap((anchor) => [
          anchor,
          `${anchor}=`,
          `; ${anchor}="`,
          `${anchor}: `,
          ` ${anchor.toUpperCase()}\n`,
        ]),
      );
    },
  );

  it.each([
    [`-----${"BEGIN"} RSA PRIVATE KEY-----`],
    ["eyJhbGciOiJIUzI1NiJ9."],
    ["a://b:c@"],
    ["password='aB3$xyz9q'\n"],
    ["%41"],
    ["%41 %42%43%44 "],
    ["\\u0041"],
    ["QUFBQUFBQUFBQUFBQUFBQUFBQUFB "],
    [`${"QUFB".repeat(16)}\n`],
    ["41424344"],
    ["Authorization: Basic QUJDOkRFRkdISUpLTE1O\n"],
  ])("for %j", (unit) => {
    check([unit]);
  });

  it("for every rule, whole and cut short", () => {
    const random = seeded(9);
    check(
      RULES.flatMap((rule) => {
        const texts =
          rule.prefixes.length > 0 ? rule.prefixes.slice(0, 2) : (rule.keywords ?? []).slice(0, 2);
        const body = rule.pieces.map(
          (piece) => pick(charsOf(piece.alphabet), piece.max, random) + (piece.after ?? ""),
        );
        return texts.flatMap((text) => [text, `${text}${body.join("").slice(0, -1)}\u0001`]);
      }),
    );
  });
});
