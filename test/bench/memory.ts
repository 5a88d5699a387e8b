import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { peer } from "../peers/peers.ts";
import { CLI, NODE, place } from "./place.ts";
import { print } from "./row.ts";
import { paired, type Run, timed } from "./stopwatch.ts";

const BINARY_BYTES = 50_000_000;

/** Takes how many rounds; measures a binary file of 50 MB against sops: decrypt's time and its peak memory. */
export function memory(rounds: number): void {
  const { folder, key, recipient } = place();
  const file = path.join(folder, "big.bin");
  fs.writeFileSync(file, Buffer.alloc(BINARY_BYTES, "0123456789abcdef"));
  const env = { SOPS_AGE_KEY: key, HOME: folder };
  const sops = peer("sops");
  timed({ command: sops, args: ["encrypt", "-i", "--age", recipient, file], env });
  const ours = { command: NODE, args: [CLI, "decrypt", file], env };
  const theirs = { command: sops, args: ["decrypt", file], env };
  print({ bench: "memory", case: "decrypt 50 MB", ...paired(ours, theirs, Math.min(rounds, 3)), unit: "ms" });
  print({
    bench: "memory",
    case: "peak, decrypt 50 MB",
    ours: peak(ours),
    baseline: peak(theirs),
    unit: "MB",
  });
}

/** Takes a run; returns its peak memory in MB, read by a Node of its own whose only child it is (Linux). */
export function peak({ command, args, env = {} }: Run): number {
  const script = `const c = require("node:child_process").spawn(process.argv[1], process.argv.slice(2));
    let top = 0; c.stdout.on("data", () => look()); c.stdout.resume();
    const look = () => { try { top = Math.max(top, Number(/VmHWM:\\s+(\\d+)/.exec(require("node:fs").readFileSync("/proc/" + c.pid + "/status", "utf8"))?.[1] ?? 0)); } catch {} };
    const timer = setInterval(look, 2); c.on("close", () => { clearInterval(timer); console.log(top); });`;
  const { stdout } = spawnSync(NODE, ["-e", script, command, ...args], { env: { ...env }, encoding: "utf8" });
  return Number(stdout) / 1000;
}

/** Takes a run of Node's own; returns its peak memory in MB, as it reads it itself when it ends (Linux). */
export function peakAtEnd({ command, args, env = {}, code = 0 }: Run): number {
  const preload = path.join(place().folder, "peak.cjs");
  fs.writeFileSync(
    preload,
    `process.on("exit", () => require("node:fs").writeSync(2,
      "\\npeak " + /VmHWM:\\s+(\\d+)/.exec(require("node:fs").readFileSync("/proc/self/status", "utf8"))[1]));`,
  );
  const { status, stderr } = spawnSync(command, ["--require", preload, ...args], {
    env: { PATH: process.env["PATH"], ...env },
    encoding: "utf8",
  });
  if (status !== code) throw new Error(`${command} ${args[0]} ended with ${status}: ${stderr}`);
  return Number(/^peak (\d+)$/m.exec(stderr)?.[1]) / 1000;
}
