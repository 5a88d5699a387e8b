import crypto from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";

/** What a test sees of a request. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
}

export interface FakeOptions {
  /** Whether it has the API; `silent` where a write does not say so. */
  readonly referrers?: boolean | "silent";
  readonly etags?: boolean;
  readonly immutable?: boolean;
  /** Answers in place of the registry where it returns something. */
  readonly before?: (seen: Seen, registry: FakeRegistry) => Answer | "reset" | undefined;
  /** Called after a write of a tag. */
  readonly afterTag?: (tag: string, registry: FakeRegistry) => void;
}

interface Stored {
  readonly bytes: Buffer;
  readonly type: string;
}

export interface FakeRegistry {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  readonly seen: Seen[];
  /** `METHOD path` of each. */
  readonly lines: () => string[];
  readonly blobs: Map<string, Buffer>;
  /** By digest, and by `:tag`. */
  readonly manifests: Map<string, Stored>;
  readonly put: (manifest: object | string, type: string, tag?: string) => string;
  readonly tag: (tag: string) => Record<string, unknown>;
  readonly uploads: Set<string>;
  readonly stop: () => Promise<void>;
}

export const sha = (bytes: string | Uint8Array): string =>
  `sha256:${crypto.createHash("sha256").update(bytes).digest("hex")}`;

/** A registry as the distribution specification has it, of one repository whatever its name. */
export async function fakeRegistry(options: FakeOptions = {}): Promise<FakeRegistry> {
  const seen: Seen[] = [];
  const blobs = new Map<string, Buffer>();
  const manifests = new Map<string, Stored>();
  const uploads = new Set<string>();

  const put: FakeRegistry["put"] = (manifest, type, tag) => {
    const bytes = Buffer.from(typeof manifest === "string" ? manifest : JSON.stringify(manifest));
    manifests.set(sha(bytes), { bytes, type });
    if (tag !== undefined) manifests.set(`:${tag}`, { bytes, type });
    return sha(bytes);
  };

  const manifestAnswer = ({ method, headers, body }: Seen, reference: string): Answer => {
    const key = reference.startsWith("sha256:") ? reference : `:${reference}`;
    const stored = manifests.get(key);
    if (method === "PUT") {
      if (options.immutable === true && stored !== undefined && key.startsWith(":"))
        return error(400, "TAG_INVALID", "The image tag already exists and is immutable. CANARY-7f3a");
      const match = headers["if-match"];
      if (match !== undefined && match !== etag(stored)) return error(412, "PRECONDITION", "CANARY-7f3a");
      put(body.toString(), headers["content-type"] ?? "", key.startsWith(":") ? reference : undefined);
      if (key.startsWith(":")) options.afterTag?.(reference, registry);
      const subject = (JSON.parse(body.toString()) as { subject?: { digest: string } }).subject?.digest;
      const told = options.referrers === true && subject !== undefined ? { "oci-subject": subject } : {};
      return { status: 201, headers: { "docker-content-digest": sha(body), ...told } };
    }
    if (stored === undefined) return error(404, "MANIFEST_UNKNOWN", "CANARY-7f3a");
    return {
      status: 200,
      headers: {
        "content-type": stored.type,
        // Never to be believed.
        "docker-content-digest": `sha256:${"f".repeat(64)}`,
        ...(options.etags === true ? { etag: etag(stored) } : {}),
      },
      body: stored.bytes,
    };
  };

  const answer = (request: Seen): Answer => {
    const { method, path, query, body } = request;
    const [, kind = "", rest = ""] = /^\/v2\/.+?\/(manifests|blobs|referrers)\/(.*)$/.exec(path) ?? [];
    if (kind === "manifests") return manifestAnswer(request, rest);
    if (kind === "referrers" && options.referrers !== undefined) return referrersOf(manifests, rest);
    if (kind !== "blobs") return { status: 404, body: "404 page not found CANARY-7f3a" };
    if (rest === "uploads/") {
      const id = crypto.randomUUID();
      uploads.add(id);
      return { status: 202, headers: { location: `${path}${id}?_state=x%2Fy` } };
    }
    const upload = /^uploads\/(.*)$/.exec(rest)?.[1];
    if (upload === undefined) {
      const blob = blobs.get(rest);
      return blob === undefined ? error(404, "BLOB_UNKNOWN", "CANARY-7f3a") : { status: 200, body: blob };
    }
    if (!uploads.delete(upload)) return error(404, "BLOB_UPLOAD_UNKNOWN", "CANARY-7f3a");
    if (method === "DELETE") return { status: 204 };
    if (query.get("digest") !== sha(body) || query.get("_state") !== "x/y")
      return error(400, "DIGEST_INVALID", "");
    blobs.set(sha(body), body);
    return { status: 201 };
  };

  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const url = new URL(request.url ?? "", "http://registry");
      const one: Seen = {
        method: request.method ?? "",
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: Buffer.concat(chunks),
      };
      seen.push(one);
      const given = options.before?.(one, registry) ?? answer(one);
      if (given === "reset") return void request.socket.destroy();
      const body = Buffer.from(given.body ?? "");
      response.writeHead(given.status, { "content-length": body.length, ...given.headers });
      response.end(request.method === "HEAD" ? undefined : body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const registry: FakeRegistry = {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    lines: () => seen.map(({ method, path }) => `${method} ${path}`),
    blobs,
    manifests,
    put,
    tag: (tag) => JSON.parse(manifests.get(`:${tag}`)?.bytes.toString() ?? "{}") as Record<string, unknown>,
    uploads,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return registry;
}

const etag = (stored: Stored | undefined): string => `"${sha(stored?.bytes ?? "")}"`;

const error = (status: number, code: string, message: string): Answer => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ errors: [{ code, message }] }),
});

function referrersOf(manifests: ReadonlyMap<string, Stored>, digest: string): Answer {
  const list = [...manifests].flatMap(([key, { bytes, type }]) => {
    const parsed = JSON.parse(bytes.toString()) as Record<string, unknown>;
    if (key.startsWith(":") || (parsed["subject"] as { digest?: string } | undefined)?.digest !== digest)
      return [];
    const { artifactType, annotations } = parsed;
    return [{ mediaType: type, digest: key, size: bytes.length, artifactType, annotations }];
  });
  const index = { schemaVersion: 2, mediaType: "application/vnd.oci.image.index.v1+json", manifests: list };
  return { status: 200, headers: { "content-type": index.mediaType }, body: JSON.stringify(index) };
}
