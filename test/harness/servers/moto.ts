import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { peer } from "../../peers/peers.ts";
import type { Server } from "../job.ts";
import { DEFAULT_ACCOUNT, DEFAULT_REGION } from "./aws-call.ts";
import type { AwsCall, AwsServiceName, Principal, Upstream } from "./aws-call.ts";
import { versionsOf } from "./aws-seed.ts";
import type { Seed, SeedParameter, SeedSecret } from "./aws-seed.ts";
import { send } from "./control.ts";
import type { Reply } from "./control.ts";
import { askAsAws } from "./moto-wording.ts";

export interface Moto extends Server {
  /** For `strictAws`; only while it runs. */
  readonly upstream: Upstream;
  /** Puts secrets and parameters into it; returns the ARNs of the secrets by name. */
  readonly seed: (seed: Seed) => Promise<ReadonlyMap<string, string>>;
  /** Forgets everything in it. */
  readonly reset: () => Promise<void>;
}

const START_LIMIT_MS = 60_000;
const TARGETS = { secretsmanager: "secretsmanager", ssm: "AmazonSSM", sts: "" };
const ACCOUNT_HEADER = "x-moto-account-id";

/** A moto server (https://github.com/getmoto/moto), out of the cache of peers. It checks no signature. */
export function motoServer(): Moto {
  let url = "";

  const upstream: Upstream = (asked, principal) => askAsAws(asked, (call) => pass(call, principal));

  function pass(call: AwsCall, principal: Principal | undefined): Promise<Reply> {
    // moto looks into one account for a call; AWS into the one that an ARN names.
    const id = call.input["SecretId"] ?? call.input["Name"];
    const named = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(typeof id === "string" ? id : "")?.[1];
    const account = named ?? principal?.account;
    const headers = account === undefined ? {} : { [ACCOUNT_HEADER]: account };
    return send(url, { ...call.http, headers: { ...call.http.headers, ...headers } });
  }

  async function run(place: Place, action: string, input: object): Promise<Record<string, unknown>> {
    const { service, region = DEFAULT_REGION, account = DEFAULT_ACCOUNT } = place;
    const reply = await send(url, {
      method: "POST",
      path: "/",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `${TARGETS[service]}.${action}`,
        [ACCOUNT_HEADER]: account,
        authorization: `AWS4-HMAC-SHA256 Credential=AKIASEED/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: Buffer.from(JSON.stringify(input)),
    });
    if (reply.status !== 200) throw new Error(`moto: ${action} -> ${reply.status}`);
    return JSON.parse(reply.body.toString() || "{}");
  }

  return {
    upstream,
    async seed(seed) {
      const arns = new Map<string, string>();
      for (const secret of seed.secrets ?? []) arns.set(secret.name, await putSecret(secret, run));
      for (const parameter of seed.parameters ?? []) await putParameter(parameter, run);
      return arns;
    },
    async reset() {
      const reply = await send(url, {
        method: "POST",
        path: "/moto-api/reset",
        headers: {},
        body: Buffer.from(""),
      });
      if (reply.status !== 200) throw new Error(`moto: reset -> ${reply.status}`);
    },
    async start() {
      const child = spawn(peer("moto_server"), ["-H", "127.0.0.1", "-p", "0"], {
        stdio: ["ignore", "pipe", "pipe"],
      });
      // A test run that is cut short leaves no server behind.
      const end = (): void => void child.kill("SIGTERM");
      process.once("exit", end);
      child.once("exit", () => process.off("exit", end));
      url = await address(child);
      return { env: { AWS_ENDPOINT_URL: url }, log: [], stop: () => stop(child) };
    },
  };
}

interface Place {
  readonly service: AwsServiceName;
  readonly region?: string | undefined;
  readonly account?: string | undefined;
}

type Run = (place: Place, action: string, input: object) => Promise<Record<string, unknown>>;

async function putSecret(secret: SeedSecret, run: Run): Promise<string> {
  const place = { service: "secretsmanager", region: secret.region, account: secret.account } as const;
  const Tags = Object.entries(secret.tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
  const content = (value: string | Buffer): object =>
    typeof value === "string" ? { SecretString: value } : { SecretBinary: value.toString("base64") };
  const [first, ...others] = versionsOf(secret);
  const created = await run(place, "CreateSecret", {
    Name: secret.name,
    Tags,
    ...(first === undefined ? {} : { ClientRequestToken: first.id, ...content(first.value) }),
  });
  for (const version of others) {
    await run(place, "PutSecretValue", {
      SecretId: secret.name,
      ClientRequestToken: version.id,
      VersionStages: version.stages,
      ...content(version.value),
    });
  }
  // The first version became AWSCURRENT whatever it should be, and later ones made it AWSPREVIOUS.
  const { VersionIdsToStages } = await run(place, "DescribeSecret", { SecretId: secret.name });
  const given = Object.entries(VersionIdsToStages ?? {}).find(([id]) => id === first?.id)?.[1];
  for (const stage of first?.stages ?? []) {
    if (Array.isArray(given) && given.includes(stage)) continue;
    await run(place, "UpdateSecretVersionStage", {
      SecretId: secret.name,
      VersionStage: stage,
      MoveToVersionId: first?.id,
    });
  }
  if (secret.deleted === true) await run(place, "DeleteSecret", { SecretId: secret.name });
  return String(created["ARN"]);
}

async function putParameter(parameter: SeedParameter, run: Run): Promise<void> {
  const place = { service: "ssm", region: parameter.region, account: parameter.account } as const;
  const Name = parameter.name;
  const Tags = Object.entries(parameter.tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
  for (const [position, Value] of parameter.values.entries()) {
    const first = position === 0 ? { Tags } : { Overwrite: true };
    await run(place, "PutParameter", { Name, Value, Type: parameter.type ?? "String", ...first });
  }
  for (const [label, ParameterVersion] of Object.entries(parameter.labels ?? {}))
    await run(place, "LabelParameterVersion", { Name, ParameterVersion, Labels: [label] });
}

/** It says where it listens, at a port of the system's choice. */
async function address(child: ChildProcess): Promise<string> {
  let output = "";
  const collect = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout?.on("data", collect);
  child.stderr?.on("data", collect);
  for (const end = Date.now() + START_LIMIT_MS; Date.now() < end; await sleep(50)) {
    const url = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1];
    if (url !== undefined && (await isReady(url))) return url;
    if (child.exitCode !== null || child.signalCode !== null) break;
  }
  await stop(child);
  throw new Error(`moto did not start:\n${output}`);
}

async function isReady(url: string): Promise<boolean> {
  try {
    const call = { method: "GET", path: "/moto-api/data.json", headers: {}, body: Buffer.from("") };
    return (await send(url, call)).status === 200;
  } catch {
    return false;
  }
}

/** By the handle of our own child: once it is gone, the id is never signalled. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
}
