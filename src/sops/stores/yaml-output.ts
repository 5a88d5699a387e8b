const COMMENT_BREAK = /\r\n|[\r\n\u0085\u2028\u2029]/;

/**
 * The text so far, with the state that decides where go-yaml breaks lines, and the comments that wait for their
 * place: one set on a map or a list may only come out beside a later scalar.
 */
export class Output {
  text = "";
  column = 0;
  blank = true;
  indention = true;
  footIndent = -1;
  head = "";
  line = "";
  foot = "";
  tail = "";

  endDocument(): void {
    this.footIndent = 0;
    this.processFoot(0);
    this.footIndent = -1;
    this.startLine(0);
  }

  put(text: string): void {
    this.text += text;
    this.column += text.length;
  }

  breakLine(): void {
    this.text += "\n";
    this.column = 0;
    this.indention = true;
  }

  startLine(indent: number): void {
    if (!this.indention || this.column > indent || (this.column === indent && !this.blank)) this.breakLine();
    if (this.footIndent === indent) this.breakLine();
    if (this.column < indent) this.put(" ".repeat(indent - this.column));
    this.blank = true;
    this.footIndent = -1;
  }

  token(text: string): void {
    this.put(this.blank ? text : ` ${text}`);
    this.blank = false;
    this.indention = false;
  }

  writeComment(text: string, indent: number): void {
    text.split(COMMENT_BREAK).forEach((line, index) => {
      if (index > 0) this.startLine(indent);
      // A line break that an encrypted comment held must not let its rest out as content.
      this.put(line.startsWith("#") ? line : `# ${line}`);
      this.breakLine();
    });
    this.blank = true;
  }

  addHead(texts: readonly string[]): void {
    if (texts.length === 0) return;
    this.head = this.head === "" ? comment(texts) : `${this.head}\n${comment(texts)}`;
  }

  processHead(indent: number): void {
    if (this.tail !== "") {
      this.startLine(indent);
      this.writeComment(this.tail, indent);
      this.tail = "";
      this.footIndent = indent;
    }
    if (this.head === "") return;
    this.startLine(indent);
    this.writeComment(this.head, indent);
    this.head = "";
  }

  processLine(indent: number): void {
    if (this.line === "") return;
    if (!this.blank) this.put(" ");
    this.writeComment(this.line, indent);
    this.line = "";
  }

  processFoot(indent: number): void {
    if (this.foot === "") return;
    this.startLine(indent);
    this.writeComment(this.foot, indent);
    this.foot = "";
    this.footIndent = indent;
  }
}

/**
 * Comments as lines.
 *
 * Takes the texts behind the marks; returns them joined, empty for none. Throws nothing.
 */
export function comment(texts: readonly string[]): string {
  return texts.length === 0 ? "" : `#${texts.join("\n#")}`;
}
