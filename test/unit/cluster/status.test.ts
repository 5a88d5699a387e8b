import { expect, test } from "vitest";
import { bodyOf, faultOf, statusFault } from "../../../src/cluster/status.ts";

const CALL = { method: "GET", path: "/x" } as const;
const raw = (text: string, code = 500, headers: Record<string, string> = {}) =>
  faultOf(CALL, { status: code, headers, body: Buffer.from(text) }, 0);
const text = (fault: ReturnType<typeof raw>): string => fault.said((one) => one);
const json = (more: object): string => JSON.stringify({ kind: "Status", ...more });

test.each<readonly [string, string, object, string]>([
  ["a Status", json({ reason: "NotFound", message: "gone" }), { reason: "NotFound", causes: [] }, "gone"],
  ["text", "404 page not found", { reason: "", causes: [] }, "404 page not found"],
  ["a page", "<html>hello</html>", { reason: "" }, ""],
  ["another document", '{"kind":"Secret"}', { reason: "" }, '{"kind":"Secret"}'],
  ["words that are none", json({ reason: "a b", message: 7 }), { reason: "" }, ""],
  [
    "causes that are none",
    json({ reason: "Invalid", details: { causes: [null, 7, { field: 7 }] } }),
    {
      causes: [0, 1, 2].map(() => ({ reason: "", field: "", message: "" })),
    },
    "",
  ],
  ["details that are none", json({ details: [], message: "x" }), { causes: [] }, "x"],
  ["a text without end", json({ message: "x".repeat(65_537) }), { reason: "" }, ""],
  ["nothing", "", { reason: "" }, ""],
  ["null", "null", { reason: "" }, "null"],
])("%s", (_, body, expected, message) => {
  const fault = raw(body);
  expect(fault).toMatchObject({ status: 500, call: CALL, ...expected });
  expect(text(fault)).toBe(message);
});

test.each([
  [json({ details: { retryAfterSeconds: 3 } }), {}, 3_000],
  [json({ details: { retryAfterSeconds: 3 } }), { "retry-after": "7" }, 7_000],
  [json({ details: { retryAfterSeconds: -3 } }), {}, undefined],
  ["busy", { "retry-after": "1" }, 1_000],
])("when to come again: %#", (body, headers, expected) => {
  expect(raw(body, 429, headers as Record<string, string>).retryAfterMs).toBe(expected);
});

test("a text without end is known by its beginning, and not shown", () => {
  const fault = raw(json({ message: `admission webhook "a.b" denied ${"x".repeat(1_000_000)} end` }), 403);
  expect([fault.has(/webhook ".*?" denied/), fault.has(/end$/)]).toEqual([true, false]);
  expect(text(fault)).toBe("");
});

test("causes are bounded", () => {
  const causes = Array.from({ length: 2_000 }, () => ({ reason: "A", field: "b", message: "c" }));
  expect(raw(json({ details: { causes } })).causes).toHaveLength(500);
});

test("in a watch the Status says its own code; without one it is the server's error", () => {
  expect(statusFault(CALL, { kind: "Status", code: 410 }, 0).status).toBe(410);
  expect(statusFault(CALL, { kind: "Status" }, 0).status).toBe(500);
  expect(statusFault(CALL, { kind: "Secret" }, 0).status).toBe(0);
});

test("a stream is read to its bound, and left there", async () => {
  let left = false;
  async function* endless(): AsyncGenerator<Uint8Array, void, void> {
    try {
      for (;;) yield new Uint8Array(10);
    } finally {
      left = true;
    }
  }
  const answer = await bodyOf({ status: 403, headers: {}, body: endless() }, 35);
  expect([answer.status, answer.body.length, left]).toEqual([403, 30, true]);
});
