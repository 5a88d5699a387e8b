import type { Commit } from "./commits.ts";
import type { ByteRange } from "./range.ts";

/** Something to scan, and who brought it. */
export interface Changed {
  /**
   * `file`: a blob. `link`: a symbolic link, whose bytes are where it leads. `name`: the path of a file that is new there.
   * `message`: what people wrote into the commit. `tag`: the same of an annotated tag.
   */
  readonly kind: "file" | "link" | "name" | "message" | "tag";
  /** undefined: staged, not committed yet. */
  readonly commit: Commit | undefined;
  /** As text; Latin-1 where it is not UTF-8. "" for messages. Print it only by kernel/printable. */
  readonly path: string;
  /** The object that was read. */
  readonly id: string;
  /** undefined: this blob came by before under the same path; its findings hold again, with the lines that are new here. */
  readonly bytes: Buffer | undefined;
  /** Whether it is in the last tree but no commit of the range brought it. */
  readonly final: boolean;
  /** What is new against every parent, compared when it is asked for: ask where there is a finding, before the next item. */
  readonly added: () => Promise<readonly ByteRange[]>;
}
