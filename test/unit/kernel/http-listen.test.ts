import http from "node:http";
import net from "node:net";
import { expect, test, vi } from "vitest";
import { listen } from "../../../src/kernel/http-listen.ts";

test("a connection that cannot be taken, or that goes away, does not end the server", async () => {
  const create = vi.spyOn(http, "createServer");
  let release = (): void => undefined;
  const asked = Promise.withResolvers<void>();
  const slow = new Promise<void>((resolve) => (release = resolve));
  const routes = new Map([
    [
      "/slow",
      async () => {
        asked.resolve();
        await slow;
        return { status: 200, type: "text/plain", body: "x" };
      },
    ],
  ]);
  const { address, close } = await listen({ host: "127.0.0.1", port: 0 }, routes);
  const server = create.mock.results[0]?.value as http.Server;
  create.mockRestore();
  try {
    for (const code of ["EMFILE", "EMFILE"])
      expect(server.emit("error", Object.assign(new Error("accept"), { code }))).toBe(true);
    const gone = net.connect(address.port, "127.0.0.1");
    gone.write("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
    await asked.promise;
    gone.destroy();
    release();
    const answer = await fetch(`http://127.0.0.1:${address.port}/slow`);
    expect(await answer.text()).toBe("x");
  } finally {
    await close();
  }
});
