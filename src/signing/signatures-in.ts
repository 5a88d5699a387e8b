import { Failure } from "../kernel/errors.ts";
import { type ImageReference, parseImageReference } from "./image-reference.ts";

/**
 * The repository that the input `signatures-in` names, `REGISTRY/REPOSITORY`; undefined where it is empty, a Failure
 * where it names none, or a tag or a digest besides. Pure.
 */
export function parseSignaturesIn(
  text: string,
): Pick<ImageReference, "registry" | "repository"> | Failure | undefined {
  if (text === "") return undefined;
  try {
    const { registry, repository, tag } = parseImageReference(`${text}:x`);
    if (tag === "x" && !text.includes("@")) return { registry, repository };
  } catch {
    // Told below: the words for an image would not fit.
  }
  return new Failure("INPUT_INVALID", "The input signatures-in is no repository of a registry.", {
    at: { input: "signatures-in" },
    fix: "signatures-in: ghcr.io/OWNER/signatures",
  });
}
