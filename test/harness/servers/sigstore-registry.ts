import crypto from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";

/** What stands before a registry and asks who comes. */
export interface GuardedRegistry {
  /** `127.0.0.1:PORT`, as an image's name begins. */
  readonly host: string;
  readonly url: string;
  readonly user: string;
  /** Secret: no log may show it. */
  readonly password: string;
  /** Tokens that it gave, in order: secret too. */
  readonly tokens: readonly string[];
  /** Method, path and status of each request. */
  readonly log: string[];
  /** Takes an empty or a new folder; writes the config.json of a Docker client with the login, and returns the folder: DOCKER_CONFIG. */
  readonly dockerConfig: (folder: string) => string;
  readonly stop: () => Promise<void>;
}

export interface GuardOptions {
  /** Whether whoever has no login may read. */
  readonly anonymousPull?: boolean;
}

type Actions = "pull" | "pull,push";

/**
 * Takes the address of a registry and how it asks for a login: the password with each request (RFC 7617), or a token from a
 * token service (distribution's "Token authentication"), here at the same address. Serves it on loopback. Stop it.
 */
export async function guardRegistry(
  upstream: string,
  kind: "basic" | "bearer",
  options: GuardOptions = {},
): Promise<GuardedRegistry> {
  const user = "ci-pusher";
  const password = `CANARY-7f3a-${crypto.randomUUID()}`;
  const basic = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  const tokens = new Map<string, { name: string; actions: Actions }>();
  const log: string[] = [];
  const anonymous = options.anonymousPull === true;
  let host = "";

  const isRead = (request: http.IncomingMessage): boolean => ["GET", "HEAD"].includes(request.method ?? "");
  function isAllowed(request: http.IncomingMessage): boolean {
    const given = request.headers.authorization;
    const name = nameOf(request.url ?? "");
    if (kind === "basic") return given === basic || (given === undefined && anonymous && isRead(request));
    const token = tokens.get(given?.replace(/^Bearer /i, "") ?? "");
    if (token === undefined) return false;
    if (name === undefined) return true;
    return token.name === name && (isRead(request) || token.actions === "pull,push");
  }

  /** Asks for what the request needs: a client repeats the scope when it asks for a token. */
  function challenge(request: http.IncomingMessage): string {
    if (kind === "basic") return 'Basic realm="registry.test"';
    const name = nameOf(request.url ?? "");
    const actions: Actions = isRead(request) ? "pull" : "pull,push";
    const scope = name === undefined ? "" : `,scope="repository:${name}:${actions}"`;
    return `Bearer realm="http://${host}/token",service="registry.test"${scope}`;
  }

  function giveToken(request: http.IncomingMessage, response: http.ServerResponse): void {
    const { searchParams } = new URL(request.url ?? "", "http://registry");
    const given = request.headers.authorization;
    const isKnown = given === basic;
    if (!isKnown && !(given === undefined && anonymous)) return reply(response, 401, "UNAUTHORIZED");
    const [, name = "", asked = ""] =
      /^repository:(.*):([a-z,*]+)$/.exec(searchParams.get("scope") ?? "") ?? [];
    const token = crypto.randomBytes(24).toString("base64url");
    tokens.set(token, { name, actions: isKnown && asked.includes("push") ? "pull,push" : "pull" });
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ token, access_token: token, expires_in: 300 }));
  }

  const server = http.createServer((request, response) => {
    response.on("finish", () =>
      log.push(`${request.method} ${request.url?.split("?")[0]} ${response.statusCode}`),
    );
    if (kind === "bearer" && request.url?.startsWith("/token") === true) return giveToken(request, response);
    if (!isAllowed(request)) {
      response.setHeader("www-authenticate", challenge(request));
      return reply(response, 401, "UNAUTHORIZED");
    }
    const { authorization: _login, ...headers } = request.headers;
    const target = new URL(request.url ?? "", upstream);
    const passed = http.request(
      target,
      { method: request.method ?? "GET", headers, agent: false },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    passed.on("error", () => response.destroy());
    request.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A TCP server has no other kind of address.
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}`,
    user,
    password,
    get tokens() {
      return [...tokens.keys()];
    },
    log,
    dockerConfig(folder) {
      fs.mkdirSync(folder, { recursive: true });
      const auth = Buffer.from(`${user}:${password}`).toString("base64");
      fs.writeFileSync(path.join(folder, "config.json"), JSON.stringify({ auths: { [host]: { auth } } }), {
        mode: 0o600,
      });
      return folder;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function nameOf(url: string): string | undefined {
  return /^\/v2\/(.+?)\/(?:blobs|manifests|tags|referrers)\//.exec(url)?.[1];
}

/** Errors of the OCI distribution specification. */
function reply(response: http.ServerResponse, status: number, code: string): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ errors: [{ code, message: "authentication required" }] }));
}

const MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";

/**
 * Takes the host of a registry without a login, a repository, a tag and what the image's only layer holds; pushes that image.
 * Returns its name by its digest. Throws an Error where the registry refuses.
 */
export async function pushImage(
  host: string,
  repository: string,
  tag: string,
  layer = `layer ${crypto.randomUUID()}`,
): Promise<string> {
  const base = `http://${host}/v2/${repository}`;
  const digestOf = (data: string): string =>
    `sha256:${crypto.createHash("sha256").update(data).digest("hex")}`;
  const must = async (url: string, init: RequestInit): Promise<Response> => {
    const response = await fetch(url, init);
    if (!response.ok) throw new Error(`${init.method} ${url} -> ${response.status} ${await response.text()}`);
    return response;
  };
  const blob = async (data: string): Promise<{ digest: string; size: number }> => {
    const upload = await must(`${base}/blobs/uploads/`, { method: "POST" });
    const at = new URL(upload.headers.get("location") ?? "", base);
    at.searchParams.set("digest", digestOf(data));
    const headers = { "content-type": "application/octet-stream" };
    await must(at.href, { method: "PUT", body: data, headers });
    return { digest: digestOf(data), size: Buffer.byteLength(data) };
  };
  const config = JSON.stringify({
    architecture: "amd64",
    os: "linux",
    rootfs: { type: "layers", diff_ids: [digestOf(layer)] },
  });
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: { mediaType: "application/vnd.oci.image.config.v1+json", ...(await blob(config)) },
    layers: [{ mediaType: "application/vnd.oci.image.layer.v1.tar", ...(await blob(layer)) }],
  });
  await must(`${base}/manifests/${tag}`, {
    method: "PUT",
    body: manifest,
    headers: { "content-type": MANIFEST_TYPE },
  });
  return `${host}/${repository}@${digestOf(manifest)}`;
}
