import fs from "node:fs";
import path from "node:path";
import { closedPort } from "./control.ts";
import { startKube, until } from "./kube-process.ts";
import type { KubeProcess } from "./kube-process.ts";
import { CT_PASSWORD } from "./sigstore-keys.ts";
import type { SigstoreKeys } from "./sigstore-keys.ts";

/** Where the services write, what they sign with, and where all that was started is put. */
export interface ServicePlace {
  readonly folder: string;
  readonly keys: SigstoreKeys;
  readonly processes: KubeProcess[];
}

/** Takes a number; returns as many ports of loopback that nothing listens at, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await closedPort());
  return [...ports];
}

async function start(
  place: ServicePlace,
  name: string,
  args: readonly string[],
  health?: string,
): Promise<KubeProcess> {
  const isReady = health === undefined ? {} : { isReady: () => answers(health) };
  // Its telemetry would go to a collector that is not there.
  const env = { OTEL_TRACES_EXPORTER: "none" };
  const started = await startKube({ name, args, folder: place.folder, env, ...isReady });
  place.processes.push(started);
  return started;
}

/** Takes an address; returns whether it is answered with a success. */
async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}

/** Starts the CA. Takes its issuer, three ports and the log of certificates, if there is one. */
export async function startFulcio(
  place: ServicePlace,
  ports: readonly [number, number, number],
  issuer: string,
  ctlog: string | undefined,
): Promise<void> {
  const trusted = { IssuerURL: issuer, ClientID: "sigstore", Type: "github-workflow" };
  // Without the file it would trust the public issuers.
  const config = path.join(place.folder, "fulcio.json");
  fs.writeFileSync(config, JSON.stringify({ OIDCIssuers: { [issuer]: trusted } }));
  const [port, grpc, metrics] = ports;
  const log =
    ctlog === undefined
      ? ["--ct-log-url="]
      : [`--ct-log-url=${ctlog}`, `--ct-log-public-key-path=${place.keys.at("ct.pub")}`];
  await start(
    place,
    "fulcio",
    [
      "serve",
      `--config-path=${config}`,
      "--host=127.0.0.1",
      `--port=${port}`,
      "--grpc-host=127.0.0.1",
      `--grpc-port=${grpc}`,
      `--metrics-port=${metrics}`,
      // Its default name is one for the whole machine.
      `--legacy-unix-domain-socket=@fulcio.${process.pid}.${port}`,
      "--ca=fileca",
      `--fileca-cert=${place.keys.at("fulcio.pem")}`,
      `--fileca-key=${place.keys.at("fulcio.key")}`,
      "--fileca-key-passwd=unused",
      "--fileca-watch=false",
      ...log,
    ],
    `http://127.0.0.1:${port}/healthz`,
  );
}

/** Starts the log of tiles. */
export async function startRekor2(
  place: ServicePlace,
  ports: readonly [number, number, number],
): Promise<void> {
  const [port, grpc, metrics] = ports;
  await start(
    place,
    "rekor-tiles",
    [
      "serve",
      // A signer takes the log's origin from its address, without the port.
      "--hostname=127.0.0.1",
      `--storage-dir=${path.join(place.folder, "rekor2")}`,
      `--signer-filepath=${place.keys.at("rekor2.key")}`,
      "--http-address=127.0.0.1",
      `--http-port=${port}`,
      "--grpc-address=127.0.0.1",
      `--grpc-port=${grpc}`,
      `--http-metrics-port=${metrics}`,
      // A signature takes as long as this.
      "--checkpoint-interval=200ms",
      "--batch-max-age=50ms",
    ],
    `http://127.0.0.1:${port}/healthz`,
  );
}

/** Starts the timestamp authority. */
export async function startTimestamps(place: ServicePlace, port: number): Promise<void> {
  await start(
    place,
    "timestamp-server",
    [
      "serve",
      "--host=127.0.0.1",
      `--port=${port}`,
      "--timestamp-signer=file",
      `--file-signer-key-path=${place.keys.at("tsa.key")}`,
      `--certificate-chain-path=${place.keys.at("tsa-chain.pem")}`,
      "--disable-ntp-monitoring",
    ],
    `http://127.0.0.1:${port}/api/v1/timestamp/certchain`,
  );
}

/** Starts Trillian with a log of each name; returns its port, and the numbers of the logs. */
export async function startTrillian(
  place: ServicePlace,
  names: readonly string[],
): Promise<{ port: number; logs: Readonly<Record<string, string>> }> {
  const { logs, address } = JSON.parse(await said(await start(place, "trillian", names), /^\{.*\}$/m));
  return { port: Number(String(address).split(":").at(-1)), logs };
}

/** Starts the older log on a log of Trillian. */
export async function startRekor1(
  place: ServicePlace,
  port: number,
  trillian: number,
  log: string,
): Promise<void> {
  await start(
    place,
    "rekor-server",
    [
      "serve",
      "--rekor_server.address=127.0.0.1",
      `--port=${port}`,
      // What verifiers look for in its address.
      "--rekor_server.hostname=127.0.0.1",
      `--rekor_server.signer=${place.keys.at("rekor1.key")}`,
      "--trillian_log_server.address=127.0.0.1",
      `--trillian_log_server.port=${trillian}`,
      `--trillian_log_server.tlog_id=${log}`,
      "--publish_frequency=60",
      // Those that need no index.
      `--enabled_api_endpoints=${REKOR1_ENDPOINTS.join(",")}`,
    ],
    `http://127.0.0.1:${port}/api/v1/log`,
  );
}

const REKOR1_ENDPOINTS = [
  "getLogInfo",
  "getPublicKey",
  "getLogProof",
  "createLogEntry",
  "getLogEntryByIndex",
  "getLogEntryByUUID",
  "searchLogQuery",
];

/** Starts the log of certificates on a log of Trillian. */
export async function startCtLog(
  place: ServicePlace,
  port: number,
  trillian: number,
  log: string,
): Promise<void> {
  const config = path.join(place.folder, "ct.cfg");
  const key = `path: "${place.keys.at("ct.enc.key")}" password: "${CT_PASSWORD}"`;
  const roots = place.keys.at("fulcio.pem");
  fs.writeFileSync(
    config,
    `config { log_id: ${log} prefix: "test" roots_pem_file: "${roots}" ext_key_usages: "CodeSigning"
  private_key { [type.googleapis.com/keyspb.PEMKeyFile] { ${key} } } }\n`,
  );
  await start(
    place,
    "ct_server",
    [
      `--log_config=${config}`,
      `--log_rpc_server=127.0.0.1:${trillian}`,
      `--http_endpoint=127.0.0.1:${port}`,
      "--logtostderr",
    ],
    `http://127.0.0.1:${port}/test/ct/v1/get-sth`,
  );
}

/** Starts a registry without the referrers API. */
export async function startRegistry(place: ServicePlace, port: number): Promise<void> {
  const config = path.join(place.folder, "registry.json");
  const storage = { filesystem: { rootdirectory: path.join(place.folder, "registry") } };
  const http = { addr: `127.0.0.1:${port}`, secret: "of the tests" };
  const log = { accesslog: { disabled: true }, level: "error" };
  fs.writeFileSync(
    config,
    JSON.stringify({ version: "0.1", log, storage: { ...storage, delete: { enabled: true } }, http }),
  );
  await start(place, "registry", ["serve", config], `http://127.0.0.1:${port}/v2/`);
}

/** Starts a registry with the referrers API, in memory; returns its port. */
export async function startReferrersRegistry(place: ServicePlace): Promise<number> {
  const started = await start(place, "referrers-registry", []);
  return Number((await said(started, /^127\.0\.0\.1:\d+$/m)).split(":").at(-1));
}

async function said(started: KubeProcess, line: RegExp): Promise<string> {
  await until(`${started.name} says where it listens`, async () => line.test(started.output()));
  return line.exec(started.output())?.[0] ?? "";
}
