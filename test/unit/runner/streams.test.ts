import { spawn } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";

const module = pathToFileURL(path.resolve(import.meta.dirname, "../../../src/runner/streams.ts")).href;
const LINES = 20_000;

test("every byte arrives at a reader that is slow, on a pipe that says EAGAIN", async () => {
  // process.stdout makes the pipe non-blocking, as any library that touches it does.
  const script = `process.stdout.write(""); const { writeFully } = await import(${JSON.stringify(module)});
    writeFully(1, "::add-mask::0123456789abcdef\\n".repeat(${LINES})); process.exit(0);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let bytes = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    child.stdout.pause();
    setTimeout(() => child.stdout.resume(), 3);
  });
  await new Promise((resolve) => child.stdout.on("end", resolve));
  expect(bytes).toBe("::add-mask::0123456789abcdef\n".length * LINES);
});
