import type buffer from "node:buffer";
import type { Finding } from "../finding.ts";
import type { Severity } from "../rule.ts";

/** What a detector looks at. */
export interface Scene {
  readonly bytes: buffer.Buffer;
  readonly path: string;
  /** Milliseconds since 1970, for what expires; absent: nothing is judged by it. */
  readonly now?: number;
}

/** A rule that is code. What it reads after (and before) an anchor is bounded, or ends where the next anchor could be. */
export interface Detector {
  readonly id: string;
  /** What it finds, for a person. */
  readonly what: string;
  readonly severity: Severity;
  /** Ids of gitleaks' rules that it stands for. */
  readonly gitleaks: readonly string[];
  /** Lower case; found with case folded. */
  readonly anchors: readonly string[];
  /** Takes where an anchor begins. Never throws, whatever the bytes are. */
  readonly find: (scene: Scene, at: number) => Finding | undefined;
  /** For files whose shape is known by their name: finds all at once, beside the anchors. */
  readonly all?: (scene: Scene) => readonly Finding[];
}
