// @sigstore/core tries every octet string as ASN.1, and writes each piece of it into a buffer of its own: zeroed, of a
// KiB, and copied once more. A certificate has some hundred of them. Errors that nobody sees and such buffers are half of
// what verifying a signature takes.
const IN_CORE = /[\\/]@sigstore[\\/]core[\\/]dist[\\/](stream|asn1[\\/]error)\.js$/;
const QUIET = `constructor(message) {
        const { stackTraceLimit } = Error;
        Error.stackTraceLimit = 0;
        super(message);
        Error.stackTraceLimit = stackTraceLimit;
    }`;
const quiet = (name) => [
  `class ${name} extends Error {\n}`,
  `class ${name} extends Error {\n    ${QUIET}\n}`,
];
const REPLACED = {
  stream: [
    quiet("StreamError"),
    ["static BLOCK_SIZE = 1024;", "static BLOCK_SIZE = 128;"],
    ["this.buf = Buffer.alloc(0);", "this.buf = EMPTY;"],
    ["this.view = Buffer.from(this.buf);", "this.view = EMPTY;"],
    ["class ByteStream {", "const EMPTY = Buffer.alloc(0);\nclass ByteStream {"],
    ["const newArray = Buffer.alloc(size);", "const newArray = Buffer.allocUnsafe(size);"],
    ["const newView = Buffer.from(newArray);", "const newView = newArray;"],
  ],
  error: [quiet("ASN1ParseError")],
};

/**
 * Takes the buffers from Node's pool (what is read of one was written before), and leaves out the stacks. Fails where a new
 * version of the library reads differently.
 */
export function sigstoreAsn1() {
  return {
    name: "sigstore-asn1",
    transform(code, id) {
      const file = IN_CORE.exec(id)?.[1];
      if (file === undefined) return null;
      const replaced = REPLACED[file === "stream" ? "stream" : "error"];
      const missed = replaced.find(([from]) => !code.includes(from));
      if (missed) this.error(`@sigstore/core's ${file}.js is not as expected: ${missed[0]}`);
      return { code: replaced.reduce((text, [from, to]) => text.replace(from, to), code), map: null };
    },
  };
}
