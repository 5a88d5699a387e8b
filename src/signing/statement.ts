import type { Envelope } from "./bundle.ts";
import { IN_TOTO_TYPE } from "./bundle.ts";
import { base64 } from "./encoding.ts";
import type { Digest } from "./subject.ts";

/** What a statement is about. */
export interface StatementSubject {
  readonly name?: string;
  readonly digest: Digest;
  readonly annotations?: Readonly<Record<string, string>>;
}

const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";

/**
 * An in-toto statement: that a predicate holds for subjects.
 * @see https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md
 */
export const statementOf = (
  subjects: readonly StatementSubject[],
  predicateType: string,
  predicate: unknown,
): object => ({
  _type: STATEMENT_TYPE,
  subject: subjects.map(({ name, digest, annotations }) => ({
    ...(name === undefined ? {} : { name }),
    digest: { [digest.algorithm]: digest.hex },
    ...(annotations === undefined ? {} : { annotations }),
  })),
  predicateType,
  predicate,
});

/**
 * The bytes that a DSSE signature is over: payload and its type, each with its length.
 * @see https://github.com/secure-systems-lab/dsse/blob/master/protocol.md
 */
export const preAuthEncoding = (payloadType: string, payload: Uint8Array): Uint8Array =>
  Buffer.concat([
    Buffer.from(`DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `),
    payload,
  ]);

/** An in-toto payload and its one signature, as an envelope. */
export const envelopeOf = (payload: Uint8Array, signature: Uint8Array): Envelope => ({
  payload: base64(payload),
  payloadType: IN_TOTO_TYPE,
  signatures: [{ sig: base64(signature) }],
});
