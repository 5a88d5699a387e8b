import http from "node:http";
import type { RequestListener, Server as HttpServer } from "node:http";
import net from "node:net";
import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import tls from "node:tls";
import type { TlsOptions } from "node:tls";

/** What Node's parser reads instead of LIST, which is no method that it knows. */
const STAND_IN = "SEARCH";

/** A connection whose requests of Vault's method LIST are read as SEARCH. */
class ListableSocket extends Duplex {
  readonly #socket: Socket;

  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    socket.on("data", (chunk: Buffer) => {
      if (!this.push(withoutList(chunk))) socket.pause();
    });
    socket.on("end", () => this.push(null));
    socket.on("error", (error) => this.destroy(error));
    socket.on("close", () => this.destroy());
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, done);
  }

  override _final(done: () => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }

  /** As that of a TLS socket. */
  getPeerCertificate(): { raw?: Buffer } {
    return this.#socket instanceof tls.TLSSocket ? this.#socket.getPeerCertificate() : {};
  }

  /** As that of a socket: what a fault asks for. */
  resetAndDestroy(): void {
    this.#socket.resetAndDestroy();
  }
}

/** Takes what arrived; a request's first line is at the beginning of it, as clients write it. */
function withoutList(chunk: Buffer): Buffer {
  if (chunk.subarray(0, 6).toString("latin1") !== "LIST /") return chunk;
  return Buffer.concat([Buffer.from(STAND_IN), chunk.subarray("LIST".length)]);
}

/** Takes a method as Node read it; returns it as it was sent. */
export function sentMethod(method: string): string {
  return method === STAND_IN ? "LIST" : method;
}

/** Takes a connection; returns the certificate (DER) that its client showed. */
export function shownCertificate(socket: Duplex): Buffer | undefined {
  if (!(socket instanceof ListableSocket || socket instanceof tls.TLSSocket)) return undefined;
  return socket.getPeerCertificate().raw;
}

/**
 * Takes what answers and, for TLS, a certificate; returns the server to listen with, and the one that holds the
 * connections: with Node's parser alone, LIST is a bad request.
 */
export function listableServer(
  answer: RequestListener,
  secure: TlsOptions | undefined,
): { server: net.Server; connections: HttpServer } {
  const connections = http.createServer(answer);
  const accept = (socket: Socket): void => void connections.emit("connection", new ListableSocket(socket));
  const server = secure === undefined ? net.createServer(accept) : tls.createServer(secure, accept);
  return { server, connections };
}
