import type { Comment, Node } from "../tree.ts";
import type { Frames } from "./yaml-frames.ts";

/** A comment on a line of its own. */
export interface Note {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** What stands before the notes. */
export interface Before {
  readonly frames: Frames;
  readonly lastLine: number;
  /** Whether a key waits for its value. */
  readonly afterKey: boolean;
}

/** The entry that stands behind the notes; at the end of the text its column is -1. */
export interface Next {
  readonly line: number;
  readonly column: number;
  readonly isDash: boolean;
  /** Takes the comments that stand below the entry. */
  readonly below: Node[];
}

/**
 * Sorts comments between two entries, as go-yaml does.
 *
 * Takes the comments and what stands around them; adds those that belong below something to its entries, and returns
 * those that stand before the next entry. Throws nothing.
 */
export function placeNotes(notes: readonly Note[], before: Before, next: Next): Comment[] {
  const { frames, lastLine, afterKey } = before;
  const { line, column, isDash, below } = next;
  const top = frames.top;
  const deepest = top?.indent ?? 0;
  const footLine = lastLine + 1;
  const heads: Comment[] = [];
  let firstEmpty = (notes[0]?.line ?? 0) <= footLine;
  let group: Note[] = [];
  const flush = (items: Node[]): void => {
    for (const note of group) items.push({ kind: "comment", text: note.text });
    group = [];
  };
  const prior = (top?.items ?? frames.root.items) as Node[];
  const blank = (): void => {
    const first = group[0];
    if (first !== undefined && firstEmpty) {
      // Out of place in a list or before a new map, it is taken for a comment below the entry that follows.
      if (first.column < deepest && isDash && column >= deepest) flush(below);
      else if (first.column < deepest) flush(frames.itemsAt(first.column, column, isDash));
      else if (first.line === footLine && !afterKey && lastLine >= 0) flush(prior);
    }
    firstEmpty = false;
  };
  notes.forEach((note, index) => {
    const previous = notes[index - 1];
    if (previous !== undefined && note.line > previous.line + 1) blank();
    const first = group[0];
    if (first !== undefined && note.column < deepest && note.column !== first.column) flush(prior);
    group.push(note);
  });
  const last = notes.at(-1);
  if (last !== undefined && line > last.line + 1) blank();
  const first = group[0];
  if (first !== undefined && column >= 0 && column < deepest && column !== first.column) flush(prior);
  flush(heads);
  return heads;
}
