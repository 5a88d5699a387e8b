import { Failure } from "../kernel/errors.ts";
import { type ImageReference, parseImageReference } from "./image-reference.ts";
import { LineProblem } from "./line-words.ts";

/** What a line names before anything is looked for: files by path or pattern, an image, stdin. */
export type SubjectPattern =
  | { readonly kind: "files"; readonly pattern: string }
  | { readonly kind: "image"; readonly reference: ImageReference }
  | { readonly kind: "stdin" };

const SCHEME = /^[a-z][a-z0-9+.-]+:\/\//i;
const EXAMPLE = "oci://ghcr.io/OWNER/NAME@sha256:DIGEST";

/** Reads a subject as written; `-` is stdin. Pure. */
export function parseSubject(text: string): SubjectPattern | LineProblem {
  if (text === "-") return { kind: "stdin" };
  if (text === "") return new LineProblem("The name of what is meant is empty.", "dist/*.tgz");
  if (text.startsWith("oci://")) {
    try {
      return { kind: "image", reference: parseImageReference(text) };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return new LineProblem(error.message, error.fix);
    }
  }
  if (SCHEME.test(text)) return new LineProblem("Images begin with oci://, files have no scheme.", EXAMPLE);
  // `name@sha256:...` is no file that anyone means.
  if (/@sha(?:256|512):[0-9a-f]*$/.test(text))
    return new LineProblem("An image needs oci:// before it: without, it is a file.", EXAMPLE);
  return { kind: "files", pattern: text };
}
