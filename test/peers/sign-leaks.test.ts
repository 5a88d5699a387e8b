import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { findLeaks } from "../harness/leaks.ts";
import type { ActionRun, RunOptions } from "../harness/run-action.ts";
import type { GuardedRegistry } from "../harness/servers/sigstore-registry.ts";
import { bundlesOf, proxiedSigstore } from "./sign-proxied.ts";
import type { Passed, Trouble } from "./sign-proxy.ts";

const { peers, proxies, sign } = proxiedSigstore();
const GITHUB_TOKEN = `ghs_CANARY7f3a${crypto.randomUUID().replaceAll("-", "")}`;

let guarded: { basic: GuardedRegistry; bearer: GuardedRegistry };
beforeAll(async () => {
  guarded = { basic: await peers().guard("basic"), bearer: await peers().guard("bearer") };
});

/** Of bundles and files of signatures: the only places for a signature. */
const BUNDLES = /^file-after-\w+:.*\.(?:sigstore\.json|intoto\.jsonl)$/;

/** Every signature in what a run left, as base64 and as hex; of statements and of files. */
function signaturesIn(run: ActionRun): string[] {
  return run.files.afterMain.flatMap(({ path: name, bytes }) => {
    if (!/\.(?:sigstore\.json|intoto\.jsonl)$/.test(name)) return [];
    const bundle = JSON.parse(bytes.toString("utf8")) as {
      messageSignature?: { signature: string };
      dsseEnvelope?: { signatures: { sig: string }[] };
    };
    const { messageSignature, dsseEnvelope } = bundle;
    return [messageSignature?.signature, dsseEnvelope?.signatures[0]?.sig].filter((one) => one !== undefined);
  });
}

/** What a private key looks like, in text and as the DER of a P-256 key (RFC 5915, RFC 5208). */
const KEYS: readonly (readonly [string, Buffer])[] = [
  ["PEM", Buffer.from("PRIVATE KEY")],
  ["SEC1", Buffer.from("30770201010420", "hex")],
  ["PKCS#8", Buffer.from("308187020100301306072a8648ce3d0201", "hex")],
  ["JWK", Buffer.from('"d":"')],
];

function expectNoKey(run: ActionRun): void {
  const text = [
    run.log,
    run.main.stderr,
    run.main.unmaskedLog,
    run.main.unmaskedSummary,
    ...run.state.values(),
    ...run.outputs.values(),
  ];
  for (const [form, bytes] of KEYS) {
    for (const shape of [bytes, Buffer.from(bytes.toString("base64").slice(0, -4))]) {
      expect([form, text.some((one) => one.includes(shape.toString("latin1")))]).toEqual([form, false]);
      for (const file of [...run.files.afterMain, ...run.files.afterPost])
        expect([form, file.path, file.bytes.includes(shape)]).toEqual([form, file.path, false]);
    }
  }
}

const textOf = ({ call }: Passed): string =>
  `${call.method} ${call.path} ${JSON.stringify(call.headers)} ${call.body.toString("utf8")}`;

/** The token goes to Fulcio alone, a login to its registry alone, GITHUB_TOKEN to nobody who did not need it. */
function expectKept(password: string): void {
  for (const token of peers().oidc.tokens)
    expect(proxies().passed.filter((one) => one.service !== "fulcio" && textOf(one).includes(token))).toEqual(
      [],
    );
  for (const secret of [password, Buffer.from(password).toString("base64"), GITHUB_TOKEN])
    expect(
      proxies()
        .passed.filter((one) => textOf(one).includes(secret))
        .map(({ service }) => service),
    ).toEqual([]);
}

/** A run that signs a file and an image behind a login, with all canaries planted. */
async function signed(kind: "basic" | "bearer", options: RunOptions = {}): Promise<ActionRun> {
  const registry = guarded[kind];
  const name = `shop/leaks-${crypto.randomUUID()}`;
  const image = await peers().pushImage(peers().registryHost, name, "one");
  return sign("v1", {
    untracked: { "app.tgz": "the artifact" },
    env: { GITHUB_TOKEN },
    ...options,
    inputs: {
      sign: `app.tgz\noci://${registry.host}/${name}@${image.split("@")[1]}`,
      attest: "provenance",
      "registry-username": registry.user,
      "registry-password": registry.password,
      "github-token": GITHUB_TOKEN,
      ...options.inputs,
    },
  });
}

const canaries = ({ password, tokens }: GuardedRegistry): string[] => [
  password,
  GITHUB_TOKEN,
  ...peers().oidc.tokens.slice(-3),
  peers().env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? "",
  ...tokens,
];

/** What a runner masks by its own: the log before masks has the commands that ask for it. */
const MASKING = "main.log-before-masks";

for (const debug of [false, true])
  test.each(["basic", "bearer"] as const)(
    `a run with a %s login, debug ${debug}: no token, password, signature or key but where it belongs`,
    async (kind) => {
      const run = await signed(kind, { debug });
      expect([run.main.exitCode, run.main.exitCode === 0 ? "" : run.log]).toEqual([0, ""]);
      expect(findLeaks(run, canaries(guarded[kind]), { except: [MASKING] })).toEqual([]);
      const signatures = signaturesIn(run);
      expect(signatures).toHaveLength(4);
      expect(findLeaks(run, signatures, { except: [BUNDLES] })).toEqual([]);
      expectNoKey(run);
      expectKept(guarded[kind].password);
      expect(bundlesOf(run)).toHaveLength(4);
    },
  );

const ENDINGS: readonly (readonly [string, (trouble: Passed["service"]) => Trouble | undefined])[] = [
  ["Fulcio is away", (service) => (service === "fulcio" ? "unavailable" : undefined)],
  ["the log is away", (service) => (service === "rekor1" ? "lost" : undefined)],
  ["the log answers in HTML", (service) => (service === "rekor1" ? "text" : undefined)],
];

test.each(ENDINGS)("a run that fails since %s tells none of it", async (_, trouble) => {
  proxies().decide((service) => trouble(service));
  const run = await signed("basic", { debug: true });
  expect(run.main.exitCode).toBe(1);
  expect(findLeaks(run, canaries(guarded.basic), { except: [MASKING] })).toEqual([]);
  expectNoKey(run);
});

test("services that repeat in their errors what they were sent get nothing into the log", async () => {
  for (const which of ["fulcio", "rekor1"] as const) {
    const sent: string[] = [];
    proxies().decide((service, call) => {
      if (service !== which) return undefined;
      const body = call.body.toString("utf8");
      sent.push(...(body.match(/[A-Za-z0-9+/=_.-]{80,}/g) ?? []));
      return { status: 400, headers: { "x-echo": "1" }, body: JSON.stringify({ code: 3, message: body }) };
    });
    const run = await signed("bearer", { debug: true });
    expect([run.main.exitCode, sent.length > 0]).toEqual([1, true]);
    expect(findLeaks(run, [...canaries(guarded.bearer), ...sent], { except: [MASKING] })).toEqual([]);
  }
});

test("the private key is in no file while it signs: the folders are looked at in the midst of it", async () => {
  const folders = { temp: "", workspace: "" };
  const seen: string[] = [];
  const look = (folder: string): void => {
    for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = path.join(entry.parentPath, entry.name);
      const bytes = fs.readFileSync(file);
      for (const [form, key] of KEYS) if (bytes.includes(key)) seen.push(`${form} ${entry.name}`);
    }
  };
  let looks = 0;
  proxies().decide((service) => {
    if (service !== "rekor1" && service !== "fulcio") return undefined;
    looks += 1;
    look(folders.temp);
    look(folders.workspace);
    return undefined;
  });
  const run = await signed("basic", {
    prepare: ({ temp, workspace }) => void Object.assign(folders, { temp, workspace }),
  });
  expect([run.main.exitCode, looks > 3, seen]).toEqual([0, true, []]);
});
