/** What the inputs say about applying, checked and complete. */
export interface ApplySettings {
  readonly namespace: string;
  readonly allowNamespaces: readonly string[];
  readonly allowKinds: readonly string[];
  readonly createNamespace: boolean;
  /** The field manager: at most 128 printable characters. */
  readonly manager: string;
  readonly conflicts: "fail" | "force" | "skip";
  readonly takeOwnership: boolean;
  /** The release that the objects are marked for; undefined for none. */
  readonly helmRelease: string | undefined;
  readonly applySet: string | undefined;
  readonly prune: "report" | "true";
  /** `secrets-action/1.2.3`: who owns the apply set, who talks to the server. */
  readonly tool: string;
  /** So long sync and rollout are waited for, each. */
  readonly waitMs: number;
}
