import type { Digest } from "../subject.ts";
import type { Statement } from "../verified.ts";
import { invalid } from "./reasons.ts";
import { member, strictJson } from "./strict-json.ts";

const TYPES = ["https://in-toto.io/Statement/v0.1", "https://in-toto.io/Statement/v1"];
const PAYLOAD_TYPE = "application/vnd.in-toto+json";
const MAX_SUBJECTS = 5_000;

/**
 * An in-toto statement, version 0.1 or 1.
 *
 * @throws Failure SIGNATURE_INVALID. https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md
 */
export function readStatement(payloadType: string, payload: Uint8Array): Statement {
  if (payloadType !== PAYLOAD_TYPE) throw invalid("statement-unreadable");
  const value = strictJson(payload, "statement-unreadable");
  const subjects = member(value, "subject");
  const predicateType = member(value, "predicateType");
  const readable =
    TYPES.includes(member(value, "_type") as string) &&
    typeof predicateType === "string" &&
    predicateType !== "" &&
    Array.isArray(subjects) &&
    subjects.length > 0 &&
    subjects.length <= MAX_SUBJECTS;
  if (!readable) throw invalid("statement-unreadable");
  return { predicateType, predicate: member(value, "predicate"), subjects: subjects.map(subject) };
}

function subject(value: unknown): Statement["subjects"][number] {
  const digest = member(value, "digest");
  const name = member(value, "name") ?? undefined;
  const annotations = member(value, "annotations") ?? undefined;
  const readable =
    isObject(digest) &&
    Object.values(digest).every((hex) => typeof hex === "string" && hex !== "") &&
    (name === undefined || typeof name === "string") &&
    (annotations === undefined || isObject(annotations));
  if (!readable) throw invalid("statement-unreadable");
  return {
    digest: digest as Record<string, string>,
    ...(name === undefined ? {} : { name }),
    ...(annotations === undefined ? {} : { annotations }),
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Throws SIGNATURE_INVALID where none of a statement's subjects is the artifact. A subject that has several digests
 * must agree in each that was computed.
 */
export function requireSubject(statement: Statement, digests: readonly Digest[]): void {
  const about = statement.subjects.some(({ digest }) => {
    const common = digests.filter(({ algorithm }) => Object.hasOwn(digest, algorithm));
    return (
      common.length > 0 && common.every(({ algorithm, hex }) => digest[algorithm]?.toLowerCase() === hex)
    );
  });
  if (!about) throw invalid("subject-mismatch");
}
