import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { KubeProcess } from "./kube-process.ts";
import { serveSigstoreIssuer } from "./sigstore-issuer.ts";
import type { TokenClaims } from "./sigstore-issuer.ts";
import { createSigstoreKeys } from "./sigstore-keys.ts";
import { runningSigstore } from "./sigstore-running.ts";
import type { Sigstore } from "./sigstore-running.ts";
import {
  freePorts,
  startCtLog,
  startFulcio,
  startReferrersRegistry,
  startRegistry,
  startRekor1,
  startRekor2,
  startTimestamps,
  startTrillian,
} from "./sigstore-services.ts";

export type { Sigstore } from "./sigstore-running.ts";

/** What is started; all of it, except what is `false`. */
export interface SigstoreOptions {
  readonly ctlog?: boolean;
  readonly rekor1?: boolean;
  readonly rekor2?: boolean;
  readonly tsa?: boolean;
  readonly registry?: boolean;
  readonly referrersRegistry?: boolean;
  /** Whether each log begins with an entry of ours. What has the index 0 lacks its index in a bundle, and sigstore-python takes none such. */
  readonly usedLogs?: boolean;
  /** Over the claims of a push to main of liquid-hive/shop. */
  readonly claims?: TokenClaims;
}

const ATTEMPTS = 3;

/**
 * Starts a whole private Sigstore on free ports of loopback, with keys of its own, in about two seconds:
 *
 *     let peers: Sigstore;
 *     beforeAll(async () => void (peers = await sigstore({ rekor1: false })));
 *     afterAll(() => peers.stop());
 *     await peers.cosign(["sign-blob", ...peers.signFlags("v2"), "--bundle", "b.json", peers.write("blob", "x")]);
 *     await peers.cosign(["verify-blob", ...peers.verifyFlags(), "--bundle", "b.json", "blob"]);
 *
 * Takes what is to be left out. Throws an Error with what a service said that did not start. Stop it.
 */
export async function sigstore(options: SigstoreOptions = {}): Promise<Sigstore> {
  for (let attempt = 1; ; attempt += 1) {
    const stops: (() => Promise<void>)[] = [];
    const processes: KubeProcess[] = [];
    try {
      return await startAll(options, processes, stops);
    } catch (error) {
      await stopAll(processes, stops);
      // A port that was free may be another's by the time that it is wanted.
      if (attempt === ATTEMPTS || !String(error).includes("address already in use")) throw error;
    }
  }
}

async function stopAll(processes: readonly KubeProcess[], stops: (() => Promise<void>)[]): Promise<void> {
  await Promise.all(processes.map((one) => one.stop()));
  for (const stop of stops.splice(0).toReversed()) await stop();
}

async function startAll(
  options: SigstoreOptions,
  processes: KubeProcess[],
  stops: (() => Promise<void>)[],
): Promise<Sigstore> {
  const { ctlog, rekor1, rekor2, tsa, registry, referrersRegistry } = options;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sigstore-"));
  stops.push(async () => fs.rmSync(folder, { recursive: true, force: true }));
  fs.mkdirSync(path.join(folder, "keys"));
  const keys = createSigstoreKeys(path.join(folder, "keys"));
  const oidc = await serveSigstoreIssuer(options.claims);
  stops.push(oidc.stop);
  const place = { folder, keys, processes };
  const [fulcio1, fulcio2, fulcio3, tiles1, tiles2, tiles3, rekorPort, tsaPort, ctPort, registryPort] =
    (await freePorts(10)) as [number, number, number, number, number, number, number, number, number, number];
  const url = (port: number, rest = ""): string => `http://127.0.0.1:${port}${rest}`;
  const unless = (off: boolean | undefined, at: string): string | undefined =>
    off === false ? undefined : at;
  const urls = {
    issuer: oidc.url,
    fulcio: url(fulcio1),
    rekor1: unless(rekor1, url(rekorPort)),
    rekor2: unless(rekor2, url(tiles1)),
    tsa: unless(tsa, url(tsaPort, "/api/v1/timestamp")),
    ctlog: unless(ctlog, url(ctPort, "/test")),
  };
  async function logs(): Promise<void> {
    if (rekor1 === false && ctlog === false) return;
    const trillian = await startTrillian(place, ["rekor", "ct"]);
    await Promise.all([
      rekor1 === false || startRekor1(place, rekorPort, trillian.port, trillian.logs["rekor"] ?? ""),
      ctlog === false || startCtLog(place, ctPort, trillian.port, trillian.logs["ct"] ?? ""),
    ]);
  }
  const started = await Promise.allSettled([
    startFulcio(place, [fulcio1, fulcio2, fulcio3], oidc.url, urls.ctlog),
    rekor2 === false || startRekor2(place, [tiles1, tiles2, tiles3]),
    tsa === false || startTimestamps(place, tsaPort),
    registry === false || startRegistry(place, registryPort),
    referrersRegistry === false ? undefined : startReferrersRegistry(place),
    logs(),
  ]);
  const failed = started.find((one) => one.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  const referrersPort = started[4].status === "fulfilled" ? started[4].value : undefined;
  const running = runningSigstore({
    folder,
    keys,
    oidc,
    urls,
    processes,
    stops,
    stop: () => stopAll(processes, stops),
    registryHost: unless(registry, `127.0.0.1:${registryPort}`),
    referrersHost: referrersPort === undefined ? undefined : `127.0.0.1:${referrersPort}`,
  });
  const kinds = [
    rekor1 === false ? [] : ["v1" as const],
    rekor2 === false || tsa === false ? [] : ["v2" as const],
  ];
  if (options.usedLogs !== false) await Promise.all(kinds.flat().map((kind) => signFirst(running, kind)));
  return running;
}

async function signFirst(running: Sigstore, kind: "v1" | "v2"): Promise<void> {
  const flags = [...running.signFlags(kind), `--bundle=first.${kind}.json`];
  const { code, stderr } = await running.cosign([
    "sign-blob",
    ...flags,
    running.write(`first.${kind}`, kind),
  ]);
  if (code !== 0) throw new Error(`the first signature failed: ${stderr}\n${running.output()}`);
}
