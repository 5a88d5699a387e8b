import http from "node:http";
import type net from "node:net";
import { onTestFinished } from "vitest";
import type { Clock } from "../../../../src/kernel/clock.ts";
import { systemClock } from "../../../../src/kernel/clock.ts";
import { createHttp } from "../../../../src/kernel/http-client.ts";
import type { Http } from "../../../../src/kernel/http.ts";
import { Secret } from "../../../../src/kernel/secret.ts";
import type { AwsCredentials } from "../../../../src/providers/aws/credentials.ts";
import type { AwsInputs } from "../../../../src/providers/aws/inputs.ts";
import type { AwsService, AwsSetting } from "../../../../src/providers/aws/setting.ts";
import type { Host } from "../../../../src/providers/provider.ts";

export const CANARY = "CANARY-7f3a";
export const NOW = Date.UTC(2026, 10, 24, 12, 0, 0);
export const ROLE = "arn:aws:iam::111122223333:role/liquid-hive-secrets-role";
export const CALLER = "arn:aws:sts::111122223333:assumed-role/liquid-hive-secrets-role/GitHubActions";

/** One request as the server saw it. */
export interface Seen {
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** "reset" closes the connection without an answer. */
export type Answer =
  | "reset"
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: string };

export interface Loopback {
  readonly url: string;
  readonly seen: Seen[];
  readonly close: () => Promise<void>;
}

/** A server on 127.0.0.1 that gives the answers in order, the last one again and again. */
export async function serve(...answers: Answer[]): Promise<Loopback> {
  const seen: Seen[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      seen.push({
        path: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      const answer = answers[Math.min(seen.length, answers.length) - 1]!;
      if (answer === "reset") {
        request.socket.destroy();
        return;
      }
      response.writeHead(answer.status ?? 200, { date: new Date(NOW).toUTCString(), ...answer.headers });
      response.end(answer.body ?? "{}");
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    seen,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** The same, closed when its test ends. */
export async function serveTest(...answers: Answer[]): Promise<Loopback> {
  const server = await serve(...answers);
  onTestFinished(server.close);
  return server;
}

/** A clock that stands still but for sleeps, which it counts. */
export function stillClock(now = NOW): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  return {
    slept,
    now: () => now + slept.reduce((sum, ms) => sum + ms, 0),
    sleep: async (ms) => {
      slept.push(ms);
    },
  };
}

export interface Told {
  readonly born: string[];
  readonly lines: string[];
}

/** A setting whose services are all at `url`, and what its host was told. */
export function settingOf(
  url: string,
  { clock = stillClock(), http: client }: { readonly clock?: Clock; readonly http?: Http } = {},
): { readonly setting: AwsSetting; readonly told: Told } {
  const told: Told = { born: [], lines: [] };
  const host = {
    env: {},
    http: client ?? createHttp({ env: {}, clock: systemClock }),
    clock,
    born: (secrets: readonly Secret[]) => told.born.push(...secrets.map((secret) => secret.reveal() ?? "")),
    warn: (text: string) => told.lines.push(text),
    info: (text: string) => told.lines.push(text),
    debug: (text: string) => told.lines.push(text),
  } as unknown as Host;
  const services: readonly AwsService[] = ["sts", "secretsmanager", "ssm", "eks", "ecr", "ecr-public"];
  const endpoints = new Map(url === "" ? [] : services.map((service) => [service, new URL(url)]));
  return { setting: { region: "eu-central-1", fips: false, dualStack: false, endpoints, host }, told };
}

export const credentialsOf = (more: Partial<AwsCredentials> = {}): AwsCredentials => ({
  accessKeyId: Secret.of("AKIDEXAMPLE"),
  secretAccessKey: Secret.of(`${CANARY}-key`),
  sessionToken: Secret.of(`${CANARY}-session`),
  expires: undefined,
  arn: CALLER,
  assumedAt: undefined,
  token: undefined,
  ...more,
});

export const inputsOf = (more: Partial<AwsInputs> = {}): AwsInputs => ({
  awsRole: ROLE,
  awsRegion: "eu-central-1",
  awsCredentials: "",
  awsAccessKeyId: "",
  awsSecretAccessKey: undefined,
  awsSessionToken: undefined,
  awsAudience: "",
  awsSessionName: "GitHubActions",
  awsDuration: undefined,
  awsSessionPolicy: "",
  awsSessionPolicies: [],
  awsChainRoles: [],
  awsExternalId: "",
  awsTags: [],
  awsTransitiveTags: [],
  awsSkipTags: false,
  awsAllowedAccounts: [],
  awsExport: "",
  awsPrefix: "",
  awsEndpoints: [],
  awsFips: false,
  awsDualStack: false,
  ...more,
});
