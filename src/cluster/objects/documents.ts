import { parseYamlDocuments } from "../../kernel/yaml-documents.ts";
import type { ManifestDocument } from "../document.ts";

/**
 * The documents of a manifest file in clear text, YAML or JSON. `promised` is why a reader takes the file for encrypted.
 * Throws MANIFEST_INVALID with line and column, never with a piece of the text.
 */
export const documentsOfYaml = (
  text: string,
  file: string,
  promised: string | undefined,
): ManifestDocument[] =>
  parseYamlDocuments(text, { code: "MANIFEST_INVALID", file }).map(({ line, root }) => ({
    file,
    line,
    root,
    encrypted: false,
    promised,
  }));
