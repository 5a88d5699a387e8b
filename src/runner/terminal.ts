import os from "node:os";
import { printable } from "../kernel/printable.ts";
import type { Runner } from "./runner.ts";
import { writeFully } from "./streams.ts";

const STDERR = 2;

/** A terminal: everything that is said goes to standard error, so that standard output carries data only. */
export function terminalRunner(env: Readonly<Record<string, string | undefined>>): Runner {
  const debugging = env["LOG_LEVEL"]?.toUpperCase() === "DEBUG";
  const print = (line: string): void => writeFully(STDERR, `${printable(line)}\n`);
  const nothing = (): void => undefined;
  return {
    face: "terminal",
    env,
    event: () => ({ name: "", sha: "", ref: "", repository: "", actor: "", payload: null }),
    workspace: process.cwd(),
    temp: os.tmpdir(),
    debugging,
    info: print,
    debug: (line) => {
      if (debugging) print(line);
    },
    group: (title, lines) => [title, ...lines].forEach(print),
    annotate: (severity, message, at) => {
      const place = at?.file ? `${at.file}${at.line ? `:${at.line}` : ""}: ` : "";
      print(`${place}${severity}: ${message}`);
    },
    mask: nothing,
    ready: nothing,
    exportVariables: nothing,
    setOutputs: nothing,
    saveState: nothing,
    state: () => "",
    summary: nothing,
  };
}
