import type { HttpAnswer } from "../../kernel/http.ts";
import { retry } from "../../kernel/retry.ts";
import type { SigningHost } from "../host.ts";
import { digestOf, type Raw, readRaw } from "./descriptor.ts";
import { answerInvalid, failedWith, notFound } from "./failures.ts";
import { bareType, IMAGE_TYPES } from "./media-types.ts";
import { printTarget, type Target } from "./target.ts";
import type { Transport } from "./transport.ts";

/** A manifest or an index, whose bytes have the digest. */
export interface Manifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly raw: Raw;
  /** For If-Match, where the registry gives one. */
  readonly etag: string | undefined;
}

/** What a repository holds, read and written by digest: nothing is believed that does not hash to what was asked for. */
export interface Content {
  /** By digest or by tag; undefined where there is none. */
  readonly getManifest: (
    target: Target,
    reference: string,
    signal: AbortSignal,
  ) => Promise<Manifest | undefined>;
  /** Of at most `maxBytes`; of `size` exactly where given. Throws SUBJECT_NOT_FOUND. */
  readonly getBlob: (
    target: Target,
    digest: string,
    limits: { readonly maxBytes: number; readonly size?: number },
    signal: AbortSignal,
  ) => Promise<Uint8Array>;
  /** Puts a blob there where it is not; returns its digest. */
  readonly pushBlob: (target: Target, bytes: Uint8Array, signal: AbortSignal) => Promise<string>;
  /** Puts a manifest under its own digest. */
  readonly pushManifest: (
    target: Target,
    bytes: Uint8Array,
    mediaType: string,
    signal: AbortSignal,
  ) => Promise<HttpAnswer>;
  /** Writes a tag, once: any answer is returned. */
  readonly putTag: (
    target: Target,
    tag: string,
    manifest: {
      readonly bytes: Uint8Array;
      readonly mediaType: string;
      readonly ifMatch: string | undefined;
    },
    signal: AbortSignal,
  ) => Promise<HttpAnswer>;
  /** Starts an upload and cancels it: whether this login may push. Throws REGISTRY_REFUSED where not. */
  readonly canPush: (target: Target, signal: AbortSignal) => Promise<void>;
}

export const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;
const UPLOAD_TRIES = 3;

/** An upload that has to begin anew: its session is gone. */
class UploadLost extends Error {}

/**
 * Makes it over a transport. Its functions throw what the transport throws, and REGISTRY_ANSWER_INVALID.
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pull
 */
export function createContent({ call, lead }: Transport, { clock }: Pick<SigningHost, "clock">): Content {
  const there = new Set<string>();
  const allowed = new Set<string>();

  const startUpload = async (target: Target, signal: AbortSignal): Promise<URL | undefined> => {
    const { registry } = target;
    const answer = await call(
      {
        target,
        actions: "pull,push",
        method: "POST",
        at: "blobs/uploads/",
        fits: ({ headers }) => headers["location"] !== undefined,
      },
      signal,
    );
    if (answer.status === 404)
      throw notFound(target, "place for uploads: the registry does not know this repository");
    // 201 is for what is mounted from elsewhere, which is not asked for here.
    if (answer.status !== 202) throw failedWith(answer, registry);
    return lead(registry, answer.headers["location"], answer.url);
  };

  const upload = async (
    target: Target,
    digest: string,
    bytes: Uint8Array,
    signal: AbortSignal,
  ): Promise<void> => {
    const at = await startUpload(target, signal);
    if (at === undefined) return;
    at.searchParams.set("digest", digest);
    const headers = { "content-type": "application/octet-stream" };
    const answer = await call(
      { target, actions: "pull,push", method: "PUT", at, headers, body: bytes, fits: isWritten },
      signal,
    );
    if (answer.status === 404 || answer.status === 416) throw new UploadLost();
    if (!isWritten(answer)) throw failedWith(answer, target.registry);
  };

  return {
    getManifest: async (target, reference, signal) => {
      const { registry } = target;
      const answer = await call(
        {
          target,
          actions: "pull",
          method: "GET",
          at: `manifests/${reference}`,
          headers: { accept: IMAGE_TYPES.join(", ") },
          maxBytes: MAX_MANIFEST_BYTES,
          fits: ({ body }) =>
            reference.startsWith("sha256:") ? digestOf(body) === reference : isObject(body),
        },
        signal,
      );
      if (answer.status === 404) return undefined;
      if (answer.status !== 200) throw failedWith(answer, registry);
      const digest = digestOf(answer.body);
      if (reference.startsWith("sha256:") && reference !== digest)
        throw answerInvalid(registry, "gave bytes that do not have the digest that was asked for");
      const raw = readRaw(answer.body, registry);
      const told = bareType(answer.headers["content-type"]);
      const own = typeof raw["mediaType"] === "string" ? raw["mediaType"] : undefined;
      // One that is read as an image by some and as an index by others would be two things under one digest.
      if (
        (own !== undefined && IMAGE_TYPES.includes(told) && own !== told) ||
        (raw["manifests"] && raw["layers"])
      )
        throw answerInvalid(registry, "gave a manifest that says two things about what it is");
      return { digest, mediaType: own ?? told, bytes: answer.body, raw, etag: answer.headers["etag"] };
    },

    getBlob: async (target, digest, { maxBytes, size }, signal) => {
      const { registry } = target;
      if (size !== undefined && size > maxBytes)
        throw answerInvalid(registry, `names content of more than ${maxBytes} bytes where none is expected`);
      const answer = await call(
        {
          target,
          actions: "pull",
          method: "GET",
          at: `blobs/${digest}`,
          maxBytes: size ?? maxBytes,
          fits: ({ body }) => digestOf(body) === digest,
        },
        signal,
      );
      if (answer.status === 404) throw notFound(target, "such blob");
      if (answer.status !== 200) throw failedWith(answer, registry);
      if (digestOf(answer.body) !== digest || (size !== undefined && answer.body.length !== size))
        throw answerInvalid(registry, "gave bytes that do not have the digest that was asked for");
      return answer.body;
    },

    pushBlob: async (target, bytes, signal) => {
      const digest = digestOf(bytes);
      const key = `${printTarget(target)}@${digest}`;
      if (there.has(key)) return digest;
      const put = async (stop: AbortSignal): Promise<void> => {
        const head = await call(
          { target, actions: "pull,push", method: "HEAD", at: `blobs/${digest}` },
          stop,
        );
        const length = head.headers["content-length"];
        const isThere = head.status === 200 && (length === undefined || Number(length) === bytes.length);
        if (!isThere) await upload(target, digest, bytes, stop);
      };
      try {
        await retry(put, (error) => ({ retry: error instanceof UploadLost }), clock, signal, {
          attempts: UPLOAD_TRIES,
        });
      } catch (error) {
        throw error instanceof UploadLost
          ? answerInvalid(target.registry, "loses the uploads that it starts")
          : error;
      }
      there.add(key);
      return digest;
    },

    pushManifest: async (target, bytes, mediaType, signal) => {
      const at = `manifests/${digestOf(bytes)}`;
      const headers = { "content-type": mediaType };
      const answer = await call(
        { target, actions: "pull,push", method: "PUT", at, headers, body: bytes, fits: isWritten },
        signal,
      );
      if (!isWritten(answer)) throw failedWith(answer, target.registry);
      return answer;
    },

    putTag: async (target, tag, { bytes, mediaType, ifMatch }, signal) =>
      await call(
        {
          target,
          actions: "pull,push",
          method: "PUT",
          at: `manifests/${tag}`,
          headers: { "content-type": mediaType, ...(ifMatch === undefined ? {} : { "if-match": ifMatch }) },
          body: bytes,
          once: true,
        },
        signal,
      ),

    canPush: async (target, signal) => {
      if (allowed.has(printTarget(target))) return;
      const at = await startUpload(target, signal);
      allowed.add(printTarget(target));
      if (at === undefined) return;
      // It ends by itself after some days where it cannot be cancelled.
      await call({ target, actions: "pull,push", method: "DELETE", at, once: true }, signal).catch(
        () => undefined,
      );
    },
  };
}

/** The start of a JSON object: what is on the way speaks HTML or plain text. */
const isObject = (body: Uint8Array): boolean => body[0] === "{".charCodeAt(0);

/**
 * Whether an answer is a registry's to a write. The specification has 201; some answer 200, 202 or 204, and name what they
 * wrote.
 */
export const isWritten = ({ status, headers }: HttpAnswer): boolean =>
  status === 201 ||
  ((status === 200 || status === 202 || status === 204) &&
    (headers["docker-content-digest"] ?? headers["location"]) !== undefined);
