import { expect, test } from "vitest";
import { checkBytes, MAX_BYTES } from "../../../src/sops/limits.ts";

test("a structured file has a smaller limit than a binary one, and the message names the file", () => {
  const bytes = { length: MAX_BYTES + 1 } as Uint8Array;
  expect(() => checkBytes(bytes, "yaml", "big.yaml")).toThrow(
    expect.objectContaining({ code: "LIMIT_EXCEEDED", at: { file: "big.yaml" } }),
  );
  expect(() => checkBytes(bytes, "binary", "big")).not.toThrow();
  expect(() => checkBytes({ length: 3 * MAX_BYTES } as Uint8Array, "binary", "big")).toThrow("140 MiB");
});
