import crypto from "node:crypto";
import { Failure } from "../kernel/errors.ts";
import { sha256 } from "./encoding.ts";
import { badAnswer, statusLine, whoOf } from "./service-failure.ts";
import type { ServiceName } from "./service-failure.ts";
import { ask } from "./service.ts";
import type { Line } from "./service.ts";
import { timestampQuery, timestampReply } from "./timestamp-query.ts";

/** A timestamp over a signature, and when it says that it was. */
export interface Stamp {
  /** The whole TimeStampResp: so it stands in a bundle. */
  readonly der: Uint8Array;
  readonly time: Date;
}

const NONCE_BYTES = 8;

/**
 * Asks an authority for a timestamp over a signature, by its own protocol (DER), which every RFC 3161 authority speaks.
 * @param url where it takes queries: the whole address
 * @throws Failure SIGNING_REFUSED, SIGNING_UNAVAILABLE, SIGNING_ANSWER_INVALID, TLS_UNTRUSTED
 * @see https://www.rfc-editor.org/rfc/rfc3161#section-3.4
 */
export async function requestTimestamp(
  line: Line,
  url: URL,
  signature: Uint8Array,
  signal: AbortSignal,
): Promise<Stamp> {
  const service: ServiceName = { what: "The timestamp authority", url };
  const digest = sha256(signature);
  const nonce = crypto.randomBytes(NONCE_BYTES);
  const { body, reply } = await ask(
    line,
    {
      service,
      method: "POST",
      path: "",
      headers: { "content-type": "application/timestamp-query", accept: "application/timestamp-reply" },
      body: timestampQuery(digest, nonce),
      read: (answer) => {
        const read = timestampReply(answer.body, digest, nonce);
        return read === undefined ? undefined : { body: answer.body, reply: read };
      },
      other: ({ status }) =>
        status === 400 || status === 415
          ? new Failure(
              "SIGNING_REFUSED",
              `${whoOf(service)} does not take a query of RFC 3161 (status ${status}).`,
              { fix: `Check its address: it is a whole one, with the path. ${statusLine(service)}` },
            )
          : undefined,
    },
    signal,
  );
  if (reply.kind === "granted") return { der: body, time: reply.time };
  if (reply.kind === "foreign") throw badAnswer(service, "stamped something else than it was asked to");
  throw new Failure("SIGNING_REFUSED", `${whoOf(service)} gives no timestamp (PKI status ${reply.status}).`, {
    fix: `It must take SHA-256 and queries without a policy. ${statusLine(service)}`,
  });
}
