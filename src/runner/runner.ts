import type { Place } from "../kernel/errors.ts";
import type { Secret } from "../kernel/secret.ts";

/** The event that started the job, as far as the runner tells it. Plain data. */
export interface RunnerEvent {
  /** GITHUB_EVENT_NAME, "" outside a workflow. */
  readonly name: string;
  readonly sha: string;
  readonly ref: string;
  readonly repository: string;
  readonly actor: string;
  readonly payload: unknown;
}

export type Severity = "notice" | "warning" | "error";

/** What our code may do on the machine that it runs on: a GitHub runner, a terminal, or memory in tests. */
export interface Runner {
  readonly face: "actions" | "terminal";
  /** The environment of this process, read only. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly event: () => RunnerEvent;
  readonly workspace: string;
  readonly temp: string;
  readonly debugging: boolean;
  /** One line of log. Text from outside cannot start a command. */
  readonly info: (line: string) => void;
  readonly debug: (line: string) => void;
  readonly group: (title: string, lines: readonly string[]) => void;
  readonly annotate: (severity: Severity, message: string, at?: Place & { title?: string }) => void;
  /** Prints masks; returns when every byte is written. */
  readonly mask: (forms: readonly string[]) => void;
  /** Throws RUNNER_UNUSABLE where a command file is missing: asked before the first effect. */
  readonly ready: () => void;
  /** One write to GITHUB_ENV. Values are text. */
  readonly exportVariables: (variables: ReadonlyMap<string, Secret>) => void;
  /** One write to GITHUB_OUTPUT. */
  readonly setOutputs: (outputs: ReadonlyMap<string, Secret>) => void;
  /** One write to GITHUB_STATE; never a secret. */
  readonly saveState: (name: string, value: string) => void;
  readonly state: (name: string) => string;
  readonly summary: (markdown: string) => void;
}
