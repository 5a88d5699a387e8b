import { expect, test } from "vitest";
import { goDuration } from "../../../../src/cluster/external-secrets/duration.ts";

/** As Go's time.Duration prints them. */
test.each([
  ["1h", "1h0m0s"],
  ["1h0m0s", "1h0m0s"],
  ["90m", "1h30m0s"],
  ["60s", "1m0s"],
  ["45s", "45s"],
  ["1.5h", "1h30m0s"],
  ["1m500ms", "1m0.5s"],
  ["1500ms", "1.5s"],
  ["250ms", "250ms"],
  ["1500us", "1.5ms"],
  ["3us", "3µs"],
  ["7ns", "7ns"],
  ["0", "0"],
  ["0h", "0s"],
  ["48h", "48h0m0s"],
  ["soon", "soon"],
])("%s is %s", (text, printed) => {
  expect(goDuration(text)).toBe(printed);
});
