import buffer from "node:buffer";
import { Failure } from "../kernel/errors.ts";
import { readBounded } from "../kernel/files.ts";
import { type JsonValue, parseJson } from "../kernel/json.ts";
import { printable } from "../kernel/printable.ts";
import { SIGNATURE_PREDICATE } from "./bundle.ts";
import { findFile, type GlobFolders } from "./globs.ts";
import { predicateProblem } from "./predicate-shapes.ts";
import { PREDICATE_NAMES, predicateTypeOf } from "./predicate-types.ts";
import { MAX_STATEMENT } from "./subject-names.ts";

/** What is said of the subjects of a statement. */
export interface Predicate {
  /** The predicate type's URI. */
  readonly type: string;
  readonly predicate: Readonly<Record<string, unknown>>;
}

/** cosign's type for any text. */
const CUSTOM = "https://cosign.sigstore.dev/attestation/v1";
const BOM = /^\ufeff/;

/**
 * Reads the predicate of an attestation from a file of the workspace or RUNNER_TEMP, of at most 16 MiB and behind no
 * symbolic link: what is in it may go to a public log. Throws what `predicateOf` and `findFile` throw.
 * @param name a name of a type, or its URI
 */
export function readPredicate(name: string, file: string, folders: GlobFolders, now: Date): Predicate {
  const found = findFile(file, folders);
  const { bytes, realPath } = readBounded(found.path, MAX_STATEMENT);
  if (realPath !== found.path)
    throw new Failure("SUBJECT_REFUSED", `${printable(found.name)} became a symbolic link.`);
  return predicateOf(name, bytes, found.name, now);
}

/**
 * The predicate that bytes hold. A type of cosign's is checked for what makes it one; any other URI takes every JSON
 * object. `custom` takes any text and wraps it as cosign does. SPDX's tag-value text is refused: a statement whose
 * predicate is text is read by neither cosign 3 nor gh. Throws PREDICATE_INVALID, which never quotes the file. Pure.
 * @see https://github.com/in-toto/attestation/blob/main/spec/v1/predicate.md
 */
export function predicateOf(name: string, bytes: Uint8Array, file: string, now: Date): Predicate {
  const shown = printable(file);
  const invalid = (why: string, fix?: string, line?: number): Failure =>
    new Failure("PREDICATE_INVALID", `${shown} ${why}.`, {
      at: line === undefined ? { file } : { file, line },
      ...(fix === undefined ? {} : { fix }),
    });
  const type = typeOf(name);
  if (bytes.length > MAX_STATEMENT) throw invalid(`is larger than ${MAX_STATEMENT} bytes`);
  if (!buffer.isUtf8(bytes)) throw invalid("is not UTF-8 text");
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  if (type === CUSTOM)
    return { type, predicate: { Data: text, Timestamp: now.toISOString().replace(/\.\d+Z$/, "Z") } };
  if (/^(?:\ufeff|\s|#.*\n)*SPDXVersion:/.test(text.slice(0, 4096)))
    throw invalid(
      "is SPDX as tag-value text, which cosign 3 and gh cannot read in an attestation",
      "Write the SBOM as JSON: syft IMAGE -o spdx-json",
    );
  const value = parse(text.replace(BOM, ""), invalid);
  if (value.kind !== "map") throw invalid("is not a JSON object");
  if (hasRepeatedKey(value))
    throw invalid("has one key twice in the same object, so readers do not agree on what it says");
  const predicate = plain(value) as Record<string, unknown>;
  if ("_type" in predicate && "predicateType" in predicate && "predicate" in predicate)
    throw invalid("is a whole in-toto statement", "Give its predicate only: jq .predicate FILE");
  const problem = predicateProblem(type, predicate);
  if (problem !== undefined) throw invalid(problem.why, problem.fix);
  return { type, predicate };
}

function typeOf(name: string): string {
  const type = predicateTypeOf(name);
  if (type === undefined)
    throw new Failure("PREDICATE_INVALID", "The predicate type is neither a name nor an absolute URI.", {
      fix: `One of ${PREDICATE_NAMES.join(", ")}, or a URI: https://example.com/tests/v1`,
    });
  if (type === SIGNATURE_PREDICATE)
    throw new Failure("PREDICATE_INVALID", "This predicate type is a signature, not an attestation.", {
      fix: "Sign it instead: sign: oci://REGISTRY/NAME@sha256:DIGEST",
    });
  return type;
}

function parse(text: string, invalid: (why: string, fix?: string, line?: number) => Failure): JsonValue {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw invalid(
      error.code === "LIMIT_EXCEEDED" ? "is JSON that is nested too deeply" : "is not valid JSON",
      undefined,
      error.at?.line,
    );
  }
}

function hasRepeatedKey(value: JsonValue): boolean {
  if (value.kind === "list") return value.items.some(hasRepeatedKey);
  if (value.kind !== "map") return false;
  const keys = new Set(value.items.map((item) => item.key));
  return keys.size < value.items.length || value.items.some((item) => hasRepeatedKey(item.value));
}

/** As a value for JSON.stringify. Integers become doubles, which is what all readers of statements take them for. */
function plain(value: JsonValue): unknown {
  switch (value.kind) {
    case "map":
      // fromEntries defines `__proto__` as any other key.
      return Object.fromEntries(value.items.map((item) => [item.key, plain(item.value)]));
    case "list":
      return value.items.map(plain);
    case "int":
      return Number(value.value);
    case "null":
      return null;
    default:
      return value.value;
  }
}
