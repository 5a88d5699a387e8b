import type { Branch, Comment, Item, Node } from "../tree.ts";

/** A map whose entries are still coming. */
export interface MapFrame {
  readonly kind: "map";
  readonly indent: number;
  readonly items: (Item | Comment)[];
  readonly keys: Set<string> | undefined;
}

interface ListFrame {
  readonly kind: "list";
  readonly indent: number;
  readonly items: Node[];
}

/** A map or list whose entries are still coming. */
export type Frame = MapFrame | ListFrame;

/** The maps and lists of a document that are open, from the outermost to the deepest. */
export class Frames {
  readonly #root = { kind: "map" as const, items: [] as (Item | Comment)[] };
  readonly #frames: Frame[] = [];

  /** The document, which is there before its map begins: it can hold comments alone. */
  get root(): Branch & { readonly items: (Item | Comment)[] } {
    return this.#root;
  }

  get depth(): number {
    return this.#frames.length;
  }

  get top(): Frame | undefined {
    return this.#frames[this.#frames.length - 1];
  }

  push(frame: Frame): void {
    this.#frames.push(frame);
  }

  /** Ends all but so many of them. */
  cut(depth: number): void {
    this.#frames.length = depth;
  }

  /** How many frames stay open when an entry of this kind comes at this column; 0 where none is there. */
  depthAt(kind: "map" | "list", column: number): number {
    for (let index = this.#frames.length - 1; index >= 0; index -= 1) {
      const frame = this.#frames[index];
      if (frame === undefined || frame.indent < column) return 0;
      if (frame.indent === column && frame.kind === kind) return index + 1;
    }
    return 0;
  }

  /** The entries to which a comment at a column further out than the deepest frame belongs. */
  itemsAt(column: number, next: number, isDash: boolean): Node[] {
    for (let index = this.#frames.length - 1; index >= 0; index -= 1) {
      const frame = this.#frames[index];
      // A list no further in than its key only goes on where a dash follows.
      if (frame?.kind === "list" && !isDash && frame.indent === this.#frames[index - 1]?.indent) continue;
      if (frame !== undefined && (frame.indent === column || frame.indent <= next))
        return frame.items as Node[];
    }
    return this.#root.items as Node[];
  }
}
