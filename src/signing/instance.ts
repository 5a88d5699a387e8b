/** The services that a signature is made with. Chosen once a run, from a signing config or from inputs. */
export interface SigningServices {
  readonly fulcio: URL;
  /** Undefined where no log is used: then there is a timestamp. */
  readonly log: { readonly url: URL; readonly version: 1 | 2 } | undefined;
  /** Timestamp authorities, all of which are asked. */
  readonly timestamps: readonly URL[];
}

/** What a signature of an instance's CA must carry; never taken from what a bundle happens to hold. */
export interface Requirements {
  readonly log: boolean;
  readonly sct: boolean;
  /** A timestamp of an authority. Without one, the log's own time must be there. */
  readonly timestamp: boolean;
}

export type InstanceName = "public" | "github" | "private";

/** A Sigstore: whom to trust, as its trusted root says. Roots of several are never pooled. */
export interface Instance {
  readonly name: InstanceName;
  /**
   * The trusted root, as parsed JSON.
   * @see https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_trustroot.proto
   */
  readonly trustedRoot: unknown;
  readonly requires: Requirements;
  /** Where the root is from: `TUF https://...` or the file's name, and how old it is. */
  readonly source: string;
}
