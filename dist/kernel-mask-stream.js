const ROOT = 0;
const BYTES = 256;
const LEAST_NODES = 1024;
class MaskAutomaton {
  #byte = new Uint8Array(LEAST_NODES);
  #child = new Int32Array(LEAST_NODES);
  #sibling = new Int32Array(LEAST_NODES);
  /** How far a node is from the root; once linked, that of its nearest link that goes on. */
  #open = new Int32Array(LEAST_NODES);
  /** The length of the longest form that ends at this node; 0 for none. */
  #longest = new Int32Array(LEAST_NODES);
  #fail;
  #first = new Int32Array(BYTES);
  #size = 1;
  constructor(forms) {
    for (const form of forms) this.#add(Buffer.from(form, "utf8"));
    this.#fail = new Int32Array(this.#size);
    this.#link();
  }
  /** The node after one more byte. */
  step(node, byte) {
    let at = node;
    while (at !== ROOT) {
      const next = this.#find(at, byte);
      if (next !== ROOT) return next;
      at = this.#fail[at];
    }
    return this.#first[byte];
  }
  /** How many of the last bytes may be the beginning of a form that is not complete. */
  open(node) {
    return this.#open[node];
  }
  /** The length of the longest form that ends with the last byte; 0 for none. */
  longest(node) {
    return this.#longest[node];
  }
  #add(form) {
    if (form.length === 0) return;
    let node = ROOT;
    for (const byte of form) {
      const next = node === ROOT ? this.#first[byte] : this.#find(node, byte);
      node = next === ROOT ? this.#append(node, byte) : next;
    }
    this.#longest[node] = form.length;
  }
  #find(node, byte) {
    let at = this.#child[node];
    while (at !== ROOT && this.#byte[at] !== byte) at = this.#sibling[at];
    return at;
  }
  #append(parent, byte) {
    if (this.#size === this.#byte.length) this.#grow();
    const node = this.#size++;
    this.#byte[node] = byte;
    this.#open[node] = this.#open[parent] + 1;
    this.#sibling[node] = this.#child[parent];
    this.#child[parent] = node;
    if (parent === ROOT) this.#first[byte] = node;
    return node;
  }
  #grow() {
    const grown = (from) => {
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
  #link() {
    const queue = new Int32Array(this.#size);
    let end = 0;
    for (const node of this.#first) if (node !== ROOT) queue[end++] = node;
    for (let i = 0; i < end; i++) {
      const node = queue[i];
      const link = this.#fail[node];
      this.#longest[node] = Math.max(this.#longest[node], this.#longest[link]);
      if (this.#child[node] === ROOT) this.#open[node] = this.#open[link];
      for (let child = this.#child[node]; child !== ROOT; child = this.#sibling[child]) {
        this.#fail[child] = this.step(link, this.#byte[child]);
        queue[end++] = child;
      }
    }
  }
}
const MASK = Buffer.from("***");
const SHOWABLE = 3;
class MaskStream {
  #automaton;
  #node = 0;
  /** Bytes that are neither given out nor swallowed, and the position of the first of them. */
  #held = new Uint8Array(0);
  #from = 0;
  /** The position after the last byte seen. */
  #end = 0;
  /** Occurrences not given out yet: positions, ascending, without overlap. */
  #spans = [];
  /** Where the last occurrence that was given out ends. */
  #maskedTo = 0;
  constructor(automaton) {
    this.#automaton = automaton;
  }
  /** How many bytes are held back. */
  get held() {
    return this.#held.length;
  }
  /** Takes a chunk; returns what can be shown by now. */
  push(chunk) {
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    for (const byte of chunk) {
      this.#node = this.#automaton.step(this.#node, byte);
      this.#end++;
      const length = this.#automaton.longest(this.#node);
      if (length > 0) this.#mark(this.#end - length, this.#end);
    }
    return this.#release(this.#end - this.#automaton.open(this.#node));
  }
  /** Nothing came for a while: shows what is held, unless it is much of a form. What follows them is masked all the same. */
  idle() {
    const open = this.#end - this.#automaton.open(this.#node);
    let clear = this.#end - Math.max(open, this.#maskedTo);
    for (const { start, end } of this.#spans) clear -= end - Math.max(start, open, this.#maskedTo);
    return clear <= SHOWABLE ? this.#release(this.#end) : new Uint8Array(0);
  }
  /** The stream is over: what is held is no form. */
  finish() {
    return this.#release(this.#end);
  }
  #mark(start, end) {
    let from = start;
    for (let last = this.#spans.at(-1); last && last.end > start; last = this.#spans.at(-1)) {
      from = Math.min(from, last.start);
      this.#spans.pop();
    }
    this.#spans.push({ start: from, end });
  }
  /** Gives out everything before a position; an occurrence that begins before it is given out whole. */
  #release(to) {
    const shown = [];
    const clear = (until) => {
      if (until <= this.#from) return;
      shown.push(this.#held.subarray(0, until - this.#from));
      this.#skip(until);
    };
    let span = this.#spans[0];
    while (span !== void 0 && span.start < to) {
      clear(span.start);
      if (span.start >= this.#maskedTo) shown.push(MASK);
      this.#skip(span.end);
      this.#maskedTo = span.end;
      this.#spans.shift();
      span = this.#spans[0];
    }
    clear(to);
    return shown.length === 1 ? shown[0] : Buffer.concat(shown);
  }
  #skip(until) {
    if (until <= this.#from) return;
    this.#held = this.#held.subarray(until - this.#from);
    this.#from = until;
  }
}
export {
  MaskAutomaton as M,
  MaskStream as a
};
