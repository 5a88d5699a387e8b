import type { LoadParts } from "../commands/load.ts";
import { systemClock } from "../kernel/clock.ts";
import type { LoadReport } from "../report/loaded.ts";
import type { Runner } from "../runner/runner.ts";
import { terminalIdentity } from "./identity-token.ts";
import { inMemory } from "./keeper.ts";
import { personalTrust } from "./personal-trust.ts";
import { prepareParts } from "./prepare-parts.ts";
import { signingJobWith } from "./sign-parts.ts";
import { undoKept } from "./terminal-parts.ts";

export interface SignTerminalOptions {
  /** Whether only failures are said. */
  readonly quiet: boolean;
  /** The file of the identity token, `-`, or none. */
  readonly identityToken: string | undefined;
  /** Gets the report of the run, also of one that failed on its way. */
  readonly made: (report: LoadReport) => void;
}

/** `sign` and `attest` in a terminal: signatures are all that is left. `stop` ends a read of standard input too. */
export function signTerminalParts(
  terminal: Runner,
  given: Runner["env"],
  { quiet, identityToken, made }: SignTerminalOptions,
  stop: AbortSignal,
): LoadParts {
  const runner: Runner = quiet ? { ...terminal, info: terminal.debug, group: () => undefined } : terminal;
  const keeper = inMemory();
  const stdin = (): AsyncIterable<Uint8Array> => {
    const end = (): void => void process.stdin.destroy(new Error("stopped"));
    if (stop.aborted) end();
    stop.addEventListener("abort", end, { once: true });
    return process.stdin as AsyncIterable<Uint8Array>;
  };
  return {
    ...prepareParts(runner, { ...given, INPUT_EXPORT: "none" }, keeper),
    readConfig: () => undefined,
    signing: signingJobWith(runner, (parts) => ({
      ...parts,
      stdin,
      trustSettings: (inputs, claims) => personalTrust(parts.trustSettings(inputs, claims), claims),
      host: {
        ...parts.host,
        idToken: terminalIdentity(runner, {
          source: identityToken,
          stdin,
          born: parts.host.born,
          service: parts.host.idToken,
        }),
      },
    })),
    abandon: (signal) => undoKept(runner, keeper, signal),
    clock: systemClock,
    mask: async () => ({ forms: 0, notices: [] }),
    effects: () => undefined,
    document: () => "",
    summary: (report) => {
      made(report);
      return "";
    },
  };
}
