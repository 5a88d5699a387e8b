const ROOT = 0;
const BYTES = 256;
const LEAST_NODES = 1024;

/**
 * Aho-Corasick over bytes: finds every form in one pass. Arrays instead of objects, since the forms of large
 * values have millions of bytes. https://doi.org/10.1145/360825.360855
 */
export class MaskAutomaton {
  #byte = new Uint8Array(LEAST_NODES);
  #child = new Int32Array(LEAST_NODES);
  #sibling = new Int32Array(LEAST_NODES);
  /** How far a node is from the root; once linked, that of its nearest link that goes on. */
  #open = new Int32Array(LEAST_NODES);
  /** The length of the longest form that ends at this node; 0 for none. */
  #longest = new Int32Array(LEAST_NODES);
  readonly #fail: Int32Array;
  readonly #first = new Int32Array(BYTES);
  #size = 1;

  constructor(forms: Iterable<string>) {
    for (const form of forms) this.#add(Buffer.from(form, "utf8"));
    this.#fail = new Int32Array(this.#size);
    this.#link();
  }

  /** The node after one more byte. */
  step(node: number, byte: number): number {
    let at = node;
    while (at !== ROOT) {
      const next = this.#find(at, byte);
      if (next !== ROOT) return next;
      at = this.#fail[at]!;
    }
    return this.#first[byte]!;
  }

  /** How many of the last bytes may be the beginning of a form that is not complete. */
  open(node: number): number {
    return this.#open[node]!;
  }

  /** The length of the longest form that ends with the last byte; 0 for none. */
  longest(node: number): number {
    return this.#longest[node]!;
  }

  #add(form: Uint8Array): void {
    if (form.length === 0) return;
    let node = ROOT;
    for (const byte of form) {
      const next = node === ROOT ? this.#first[byte]! : this.#find(node, byte);
      node = next === ROOT ? this.#append(node, byte) : next;
    }
    this.#longest[node] = form.length;
  }

  #find(node: number, byte: number): number {
    let at = this.#child[node]!;
    while (at !== ROOT && this.#byte[at] !== byte) at = this.#sibling[at]!;
    return at;
  }

  #append(parent: number, byte: number): number {
    if (this.#size === this.#byte.length) this.#grow();
    const node = this.#size++;
    this.#byte[node] = byte;
    this.#open[node] = this.#open[parent]! + 1;
    this.#sibling[node] = this.#child[parent]!;
    this.#child[parent] = node;
    if (parent === ROOT) this.#first[byte] = node;
    return node;
  }

  #grow(): void {
    const grown = (from: Int32Array): Int32Array<ArrayBuffer> => {
      const to = new Int32Array(from.length * 2);
      to.set(from);
      return to;
    };
    const bytes = new Uint8Array(this.#byte.length * 2);
    bytes.set(this.#byte);
    this.#byte = bytes;
    this.#child = grown(this.#child);
    this.#sibling = grown(this.#sibling);
    this.#open = grown(this.#open);
    this.#longest = grown(this.#longest);
  }

  /** Breadth first: a node's link leads to a node nearer to the root, which is finished already. */
  #link(): void {
    const queue = new Int32Array(this.#size);
    let end = 0;
    for (const node of this.#first) if (node !== ROOT) queue[end++] = node;
    for (let i = 0; i < end; i++) {
      const node = queue[i]!;
      const link = this.#fail[node]!;
      this.#longest[node] = Math.max(this.#longest[node]!, this.#longest[link]!);
      if (this.#child[node] === ROOT) this.#open[node] = this.#open[link]!;
      for (let child = this.#child[node]!; child !== ROOT; child = this.#sibling[child]!) {
        this.#fail[child] = this.step(link, this.#byte[child]!);
        queue[end++] = child;
      }
    }
  }
}
