import type { Clock } from "../kernel/clock.ts";
import type { StreamingHttp } from "../kernel/http.ts";
import type { Secret } from "../kernel/secret.ts";

/** What the cluster's code may use of the machine that it runs on. */
export interface ClusterHost {
  readonly http: StreamingHttp;
  readonly clock: Clock;
  /** Masks values at once: credentials, and what the cluster holds already and a server's text may quote. */
  readonly born: (secrets: readonly Secret[]) => void;
  /**
   * Text of a server (status, event, condition, manager name) as it may be shown: every value that this run knows is
   * `***`, nothing in it can be a command or a control sequence, one line, bounded.
   */
  readonly said: (text: string) => string;
  readonly warn: (text: string) => void;
  readonly info: (text: string) => void;
  readonly debug: (text: string) => void;
}
