import type { Server, StartedServer } from "../job.ts";
import { actionOf } from "./aws-call.ts";
import { listen, send } from "./control.ts";
import type { Answer, Call } from "./control.ts";
import { createFaults } from "./faults.ts";
import type { Fault } from "./faults.ts";
import { trustedBy } from "./tls.ts";
import type { CertificateName } from "./tls.ts";

/**
 * Takes a server and a plan; returns the same server behind a proxy that answers some calls as planned. Every
 * address in the server's `env` leads to the proxy; its log names the faults given.
 */
export function faulty(server: Server, plan: readonly Fault[], tls?: CertificateName): Server {
  return {
    async start() {
      const started = await server.start();
      const decide = createFaults(plan);
      const proxies = new Map<string, StartedProxy>();
      for (const value of Object.values(started.env)) {
        const origin = originOf(value);
        if (origin === undefined || proxies.has(origin)) continue;
        const certificate = tls ?? (origin.startsWith("https:") ? "server" : undefined);
        const forward = async (call: Call): Promise<Answer> => {
          const { answer, fault } = await decide(call, () => send(origin, call));
          if (fault !== undefined) started.log.push(`fault ${fault} for ${actionOf(call) ?? call.method}`);
          return answer;
        };
        proxies.set(origin, await listen(forward, { tls: certificate }));
      }
      const env = mapAddresses(started, (origin) => proxies.get(origin)?.url ?? origin);
      return {
        env: { ...trustedBy(tls), ...env },
        log: started.log,
        async stop() {
          for (const proxy of proxies.values()) await proxy.stop();
          await started.stop();
        },
      };
    },
  };
}

type StartedProxy = Awaited<ReturnType<typeof listen>>;

function originOf(value: string): string | undefined {
  return /^https?:\/\/[^/]+/.exec(value)?.[0];
}

function mapAddresses(started: StartedServer, map: (origin: string) => string): Record<string, string> {
  const entries = Object.entries(started.env).map(([name, value]) => {
    const origin = originOf(value);
    return [name, origin === undefined ? value : map(origin) + value.slice(origin.length)] as const;
  });
  return Object.fromEntries(entries);
}

/** Takes a server; returns it with addresses whose host no name server knows (RFC 6761, section 6.4). */
export function unresolvable(server: Server): Server {
  return withEnv(server, (started) => mapAddresses(started, () => "https://nowhere.invalid"));
}

/** Takes a server and a port at which nothing listens; returns it with addresses that refuse connections. */
export function refusing(server: Server, port: number): Server {
  return withEnv(server, (started) => mapAddresses(started, () => `http://127.0.0.1:${port}`));
}

/** Takes a TLS server; returns it without the hint that makes a step trust its CA. */
export function untrusted(server: Server): Server {
  return withEnv(server, ({ env: { NODE_EXTRA_CA_CERTS: _ca, ...env } }) => env);
}

function withEnv(server: Server, env: (started: StartedServer) => Record<string, string>): Server {
  return {
    async start() {
      const started = await server.start();
      return { ...started, env: env(started) };
    },
  };
}
