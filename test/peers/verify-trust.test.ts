import fs from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findLeaks } from "../harness/leaks.ts";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { serveTuf, type TufOptions } from "../harness/servers/sigstore-tuf.ts";
import { runAction } from "../harness/run-action.ts";
import { hostileRegistry as hostileServer, type Trick } from "./verify-hostile.ts";
import {
  blobBundle,
  failsWith,
  type Inputs,
  type Json,
  outcome,
  PASSES,
  policyOf,
  verifyUsual,
} from "./verify-place.ts";

/** Whom to trust: by TUF, fresh in each run, or a file that is given. Without it nothing is verified. */
let peers: Sigstore;
let bundle: string;
let files: Record<string, string>;
beforeAll(async () => {
  peers = await sigstore({ registry: false, referrersRegistry: false });
  bundle = await blobBundle(peers, "x", "v1");
  files = { app: "x", "app.sigstore.json": bundle };
});
afterAll(async () => peers.stop());

const run = async (inputs: Inputs, env: Inputs = {}, untracked = files) =>
  await runAction({
    action: "verify",
    untracked,
    env,
    inputs: { ...policyOf(peers), verify: "app", ...inputs },
  });

describe("by TUF", () => {
  const served = async (options: TufOptions, inputs: (mirror: string, root: string) => Inputs) => {
    const tuf = await serveTuf(peers.trustedRoot, peers.keys, options);
    try {
      const result = await run(inputs(tuf.mirror, tuf.root.toString()));
      // What was downloaded is kept for nobody: each run asks afresh.
      const left = result.files.afterPost.map(({ path }) => path);
      expect(left.filter((path) => !path.includes("verdict"))).toEqual([]);
      return outcome(result);
    } finally {
      await tuf.stop();
    }
  };
  const both = (mirror: string, root: string): Inputs => ({ "tuf-mirror": mirror, "tuf-root": root });

  test("what it says today is trusted, and where that is from is said", async () => {
    expect(await served({}, both)).toEqual([0, expect.stringMatching(/trust: Sigstore private \(TUF http:/)]);
  });

  test.each<[string, TufOptions]>([
    ["whose files have expired", { expiresMs: -60_000 }],
    ["that is rolled back", { snapshotVersion: 2 }],
  ])("a repository %s is a failure", async (_name, options) => {
    expect(await served(options, both)).toEqual(failsWith("TRUST_ROOT_"));
  });

  test("a repository of another root of trust is a failure", async () => {
    const other = await serveTuf(peers.trustedRoot, peers.keys);
    await other.stop();
    expect(await served({}, (mirror) => both(mirror, other.root.toString()))).toEqual(
      failsWith("TRUST_ROOT_INVALID"),
    );
    expect(outcome(await run(both(other.mirror, other.root.toString())))).toEqual(
      failsWith("TRUST_ROOT_UNAVAILABLE"),
    );
  });

  test.each<[string, (mirror: string, root: string) => Inputs, string]>([
    ["no root", (mirror) => ({ "tuf-mirror": mirror }), "INPUT_INVALID"],
    ["no mirror", (_mirror, root) => ({ "tuf-root": root }), "INPUT_INVALID"],
    ["a root that is none", (mirror) => both(mirror, "{}"), "TRUST_ROOT_INVALID"],
    ["a mirror without TLS", (_mirror, root) => both("http://tuf.example", root), "ENDPOINT_REFUSED"],
    [
      "a trusted root besides",
      (mirror, root) => ({ ...both(mirror, root), "trusted-root": "{}" }),
      "INPUT_INVALID",
    ],
  ])("%s is a failure", async (_name, inputs, code) => {
    expect(await served({}, inputs)).toEqual(failsWith(code));
  });

  test.each<[string, (path: string) => boolean, Trick]>([
    [
      "the timestamp in a page of a portal",
      (path) => path.includes("timestamp"),
      () => ({ status: 200, body: "<html>" }),
    ],
    [
      "the target with another byte",
      (path) => path.includes("trusted_root"),
      async (_call, original) => {
        const reply = await original();
        return { ...reply, body: String(reply.body).replace("2024-01-01", "2023-01-01") };
      },
    ],
    ["no target", (path) => path.includes("trusted_root"), () => ({ status: 404 })],
    ["nothing but errors", () => true, () => ({ status: 403 })],
    [
      "a target that never ends",
      (path) => path.includes("trusted_root"),
      () => ({ status: 200, body: "{", dripMs: 50 }),
    ],
    [
      "a timestamp of 50 MiB",
      (path) => path.includes("timestamp"),
      () => ({ status: 200, body: Buffer.alloc(50 << 20, " ") }),
    ],
  ])("a mirror that gives %s is a failure", async (_name, isThat, trick) => {
    const tuf = await serveTuf(peers.trustedRoot, peers.keys);
    const mirror = await hostileServer(new URL(tuf.mirror).host);
    mirror.set((call, original) => (isThat(call.path) ? trick(call, original) : undefined));
    try {
      const inputs = { ...both(`http://${mirror.host}`, tuf.root.toString()), timeout: "5" };
      expect(outcome(await run(inputs))).toEqual(failsWith("TRUST_ROOT_"));
    } finally {
      await Promise.all([mirror.stop(), tuf.stop()]);
    }
  });
});

describe("by a file", () => {
  const NOWHERE = { HTTP_PROXY: "http://127.0.0.1:1", HTTPS_PROXY: "http://127.0.0.1:1", NO_PROXY: "" };
  const root = (): Json => JSON.parse(fs.readFileSync(peers.trustedRoot, "utf8"));
  const changed = (change: (value: Json) => void): Inputs => {
    const value = root();
    change(value);
    return { "trusted-root": JSON.stringify(value) };
  };
  const ended = { start: "2024-01-01T00:00:00Z", end: "2024-02-01T00:00:00Z" };

  test("it works without the network, and its age is said", async () => {
    const result = await run({ "trusted-root": JSON.stringify(root()) }, NOWHERE);
    expect(outcome(result)).toEqual([
      0,
      expect.stringMatching(/its newest key is from 2024-01-01, \d+ days ago/),
    ]);
  });

  test("without it, the public Sigstore is asked; that it cannot be is a failure", async () => {
    for (const sigstore of ["auto", "public", "github"])
      expect(outcome(await run({ sigstore }, NOWHERE))).toEqual(failsWith("TRUST_ROOT_UNAVAILABLE"));
    expect(outcome(await run({ sigstore: "private" }, NOWHERE))).toEqual(failsWith("INPUT_INVALID"));
  });

  test.each<[string, (value: Json) => void, string]>([
    [
      "a CA that has ended",
      (value) => {
        value.certificateAuthorities[0].validFor = ended;
      },
      "SIGNATURE_INVALID",
    ],
    [
      "a log that has ended",
      (value) => {
        for (const log of value.tlogs) log.publicKey.validFor = ended;
      },
      "SIGNATURE_INVALID",
    ],
    [
      "a log of certificates that has ended",
      (value) => {
        value.ctlogs[0].publicKey.validFor = ended;
      },
      "SIGNATURE_INVALID",
    ],
    [
      "no CA",
      (value) => {
        value.certificateAuthorities = [];
      },
      "_INVALID",
    ],
    [
      "another log",
      (value) => {
        value.tlogs = value.tlogs.slice(1);
      },
      "SIGNATURE_INVALID",
    ],
    [
      "another log of certificates",
      (value) => {
        value.ctlogs[0] = value.tlogs[0];
      },
      "SIGNATURE_INVALID",
    ],
    [
      "a version that nobody knows",
      (value) => {
        value.mediaType = "application/x";
      },
      "TRUST_ROOT_INVALID",
    ],
  ])("%s is a failure", async (_name, change, code) => {
    expect(outcome(await run(changed(change)))).toEqual(failsWith(code));
  });

  test("the root of another Sigstore is a failure", async () => {
    const small = { ctlog: false, rekor1: false, registry: false, referrersRegistry: false };
    const other = await sigstore(small);
    try {
      const inputs = { "trusted-root": fs.readFileSync(other.trustedRoot, "utf8") };
      expect(outcome(await run(inputs))).toEqual(failsWith("SIGNATURE_INVALID"));
    } finally {
      await other.stop();
    }
  });
});

describe("what is required follows from whom is trusted, never from the bundle", () => {
  test.each<[string, (bundle: Json) => void]>([
    [
      "no log entry",
      (value) => {
        value.verificationMaterial.tlogEntries = [];
      },
    ],
    [
      "no promise and no proof",
      (value) => {
        const [entry] = value.verificationMaterial.tlogEntries;
        delete entry.inclusionPromise;
        delete entry.inclusionProof;
      },
    ],
    [
      "another's log entry",
      (value) => {
        value.verificationMaterial.tlogEntries[0].logIndex = "0";
      },
    ],
    [
      "a key in place of the certificate",
      (value) => {
        delete value.verificationMaterial.certificate;
        value.verificationMaterial.publicKey = { hint: "" };
      },
    ],
    [
      "a field that nobody knows",
      (value) => {
        value.extra = 1;
      },
    ],
    [
      "two contents",
      (value) => {
        value.dsseEnvelope = { payload: "e30=", payloadType: "x", signatures: [{ sig: "e30=" }] };
      },
    ],
  ])("%s", async (_name, change) => {
    const value: unknown = JSON.parse(bundle);
    change(value);
    const untracked = { app: "x", "app.sigstore.json": JSON.stringify(value) };
    expect(outcome(await verifyUsual(peers, { verify: "app" }, untracked))).toEqual(
      failsWith("SIGNATURE_INVALID"),
    );
  });

  test.each<[string, Parameters<typeof blobBundle>[2], string, readonly unknown[]]>([
    ["a timestamp that is there", "v1+tsa", "timestamp", PASSES],
    ["a timestamp that is not", "v1", "timestamp", failsWith("SIGNATURE_INVALID")],
    ["a log entry that is not", "tsa-only", "log", failsWith("SIGNATURE_INVALID")],
    ["nothing more, where this Sigstore has a log", "tsa-only", "", failsWith("SIGNATURE_INVALID")],
    ["all that a bundle of Rekor 2 has", "v2", "log, timestamp, sct", PASSES],
  ])("require: %s", async (_name, kind, required, expected) => {
    const untracked = { app: "x", "app.sigstore.json": await blobBundle(peers, "x", kind) };
    const inputs = { verify: "app", require: required };
    expect(outcome(await verifyUsual(peers, inputs, untracked))).toEqual(expected);
  });

  test("variables that steer other programs steer nothing here, and are named", async () => {
    const env = {
      SIGSTORE_ROOT_FILE: "/nowhere",
      TUF_ROOT: "/nowhere",
      COSIGN_REPOSITORY: "evil.example/x",
      SIGSTORE_ID_TOKEN: "CANARY-7f3a-token",
    };
    const result = await run({ "trusted-root": fs.readFileSync(peers.trustedRoot, "utf8") }, env);
    expect(outcome(result)).toEqual(PASSES);
    for (const name of Object.keys(env)) expect(result.log).toContain(name);
    expect(findLeaks(result, ["CANARY-7f3a-token"])).toEqual([]);
  });
});
