// age-encryption collects a stream through `new Response(...)`, whose first use loads Node's whole fetch.
const IO = /[\\/]age-encryption[\\/]dist[\\/]io\.js$/;
const REPLACED = [
  ["new Uint8Array(await new Response(stream).arrayBuffer())", "new Uint8Array(await collect(stream))"],
  ["await new Response(stream).text()", "new TextDecoder().decode(await collect(stream))"],
];
const COLLECT = "\nconst collect = async (stream) => Buffer.concat(await Array.fromAsync(stream));\n";

/** Collects the stream's chunks instead; fails where a new version of the library reads differently. */
export function ageWithoutResponse() {
  return {
    name: "age-without-response",
    transform(code, id) {
      if (!IO.test(id)) return null;
      const rewritten = REPLACED.reduce((text, [from, to]) => text.replace(from, to), code);
      if (/\bResponse\b/.test(rewritten)) this.error("age-encryption's io.js is not as expected.");
      return { code: rewritten + COLLECT, map: null };
    },
  };
}
