import { transform } from "esbuild";

/** Prints each chunk again without comments; names and structure stay readable. Licences go to licenses.txt. */
export function stripComments() {
  return {
    name: "strip-comments",
    async renderChunk(code) {
      const printed = await transform(code, {
        loader: "js",
        format: "esm",
        target: "node24",
        legalComments: "none",
      });
      return { code: printed.code, map: null };
    },
  };
}
