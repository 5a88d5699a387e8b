import { expect, test } from "vitest";
import type { Answer, Reply } from "../harness/servers/control.ts";
import { json } from "../harness/servers/control.ts";
import type { SigningKind } from "../harness/servers/sigstore-trust.ts";
import { judgeImage } from "../harness/servers/sigstore-verifiers.ts";
import { type Decide, type SignService } from "./sign-proxy.ts";
import { bundlesOf, keptBundles, proxiedSigstore, unfinished } from "./sign-proxied.ts";

const { peers, proxies, sign } = proxiedSigstore();

const FILES = Object.fromEntries(
  Array.from({ length: 30 }, (_, index) => [`dist/${index}.tgz`, `artifact ${index}`]),
);

const away =
  (which: SignService): Decide =>
  (service) =>
    service === which ? "reset" : undefined;
const AWAY: readonly (readonly [SignService, SigningKind, string])[] = [
  ["oidc", "v1", "OIDC_"],
  ["fulcio", "v1", "SIGNING_UNAVAILABLE"],
  ["rekor1", "v1", "SIGNING_UNAVAILABLE"],
  ["rekor2", "v2", "SIGNING_UNAVAILABLE"],
];

test.each(AWAY)(
  "%s wholly away (%s): a failure within bounds, nothing in a log, no file",
  async (service, kind, code) => {
    const log = kind === "v2" ? "rekor2" : "rekor1";
    const before = await proxies().size(log);
    proxies().decide(away(service));
    const run = await sign(kind, { inputs: { sign: "dist/*.tgz" }, untracked: FILES });
    expect([run.main.exitCode, run.log]).toEqual([1, expect.stringContaining(code)]);
    expect(run.annotations.filter(({ severity }) => severity === "error")).toHaveLength(1);
    // Eight attempts, however many files there are.
    expect(run.main.durationMs).toBeLessThan(55_000);
    expect(await proxies().size(log)).toBe(before);
    expect([bundlesOf(run), unfinished(run)]).toEqual([[], []]);
    expect(run.outputs.get("bundles") ?? "").toBe("");
  },
);

test("an authority wholly away: nothing is in the log", async () => {
  const before = await proxies().size("rekor2");
  proxies().decide(away("tsa"));
  const run = await sign("v2", { inputs: { sign: "dist/*.tgz" }, untracked: FILES });
  expect([run.main.exitCode, run.log]).toEqual([1, expect.stringContaining("SIGNING_UNAVAILABLE")]);
  const entries = (await proxies().size("rekor2")) - before;
  // The first timestamp comes before the first entry.
  expect(entries).toBe(0);
  expect([bundlesOf(run), unfinished(run)]).toEqual([[], []]);
});

test("an authority that goes away between two files: what got into the log without its timestamp is said", async () => {
  const before = await proxies().size("rekor2");
  let asked = 0;
  proxies().decide((service) => {
    if (service !== "tsa") return undefined;
    asked += 1;
    return asked > 10 ? "reset" : undefined;
  });
  const run = await sign("v2", { inputs: { sign: "dist/*.tgz" }, untracked: FILES });
  expect([run.main.exitCode, run.log]).toEqual([1, expect.stringContaining("SIGNING_UNAVAILABLE")]);
  const entries = (await proxies().size("rekor2")) - before;
  const orphans = entries - bundlesOf(run).length;
  const said = Number(/up to (\d+) entries of signatures that failed/.exec(run.log)?.[1] ?? "1");
  expect(bundlesOf(run).length).toBeGreaterThan(0);
  expect([orphans >= 0, orphans <= said, said <= 8]).toEqual([true, true, true]);
  expect(run.log).toMatch(/to no bundle/);
  expect(run.outputs.get("bundles")?.split("\n")).toHaveLength(bundlesOf(run).length);
});

test("a registry that is away from the beginning: nothing is signed", async () => {
  const image = await peers().pushImage(peers().registryHost, "shop/away", "one");
  const before = await proxies().size("rekor1");
  proxies().decide(away("registry"));
  const run = await sign("v1", {
    inputs: { sign: `app.tgz\noci://${proxies().through(image)}` },
    untracked: { "app.tgz": "x" },
  });
  expect([run.main.exitCode, run.log]).toEqual([1, expect.stringContaining("REGISTRY_UNREACHABLE")]);
  expect([await proxies().size("rekor1"), bundlesOf(run)]).toEqual([before, []]);
});

test.each(["registry", "referrers"] as const)(
  "%s dies after the log: outputs name the bundles, and a later step publishes them without a new entry",
  async (service) => {
    const host = service === "registry" ? peers().registryHost : peers().referrersRegistryHost;
    const image = await peers().pushImage(host, "shop/dies", "one");
    proxies().decide(dieAfterLog(service));
    let kept: Record<string, string> = {};
    const run = await sign("v1", {
      inputs: { sign: `app.tgz\noci://${proxies().through(image)}` },
      untracked: { "app.tgz": "the artifact" },
      laterStep: ({ folder }) => void (kept = keptBundles(folder)),
      limitMs: 170_000,
    });
    expect([run.main.exitCode, run.log]).toEqual([1, expect.stringContaining("NOT_PUBLISHED")]);
    expect(run.log).toMatch(
      /publish: \|\n(?: +\S+secrets-action-bundles\/dies-[0-9a-f]+-sig(?:nature)?\S*\.jsonl\n){2}/,
    );
    expect(run.outputs.get("bundles")).toContain("app.tgz.sigstore.json");
    expect(run.outputs.get("bundles")).toContain("secrets-action-bundles");
    expect(run.outputs.get("digests")).toContain(image.split("@")[1]);
    expect(Object.keys(kept)).toHaveLength(2);
    proxies().decide(() => undefined);
    const before = await proxies().size("rekor1");
    const again = await sign("v1", {
      inputs: { sign: `oci://${proxies().through(image)}`, publish: Object.keys(kept).join("\n") },
      untracked: kept,
    });
    expect([again.main.exitCode, again.main.exitCode === 0 ? "" : again.log]).toEqual([0, ""]);
    expect(await proxies().size("rekor1")).toBe(before);
    for (const legacy of [false, true]) {
      const { code } = await judgeImage(peers(), legacy ? "cosign-2" : "cosign", {
        kind: "v1",
        image,
        legacy,
      });
      expect([legacy, code]).toEqual([legacy, 0]);
    }
  },
);

/** A registry that answers nothing any more, from the first entry of a log on. */
function dieAfterLog(which: SignService): Decide {
  let dead = false;
  return (service, { method }) => {
    dead ||= service === "rekor1" && method === "POST";
    return dead && service === which ? "reset" : undefined;
  };
}

type Change = (reply: Reply) => Answer;
const changed =
  (which: SignService, method: string, change: Change): Decide =>
  (service, call, next) =>
    service === which && call.method === method ? next().then(change) : undefined;
const inJson =
  (edit: (text: string) => string): Change =>
  (reply) => {
    const text = edit(reply.body.toString("utf8"));
    return { ...reply, body: text };
  };
type Entries = Record<
  string,
  { verification: { signedEntryTimestamp: string }; logIndex: number; integratedTime: number }
>;
const inEntry = (edit: (entry: Entries[string]) => void): Change =>
  inJson((text) => {
    const entries = JSON.parse(text) as Entries;
    for (const entry of Object.values(entries)) edit(entry);
    return JSON.stringify(entries);
  });

let firstSeen: Reply | undefined;
/** The answer to the first call stands in for all later ones. */
const always =
  (which: SignService): Decide =>
  (service, { method }, next) =>
    service === which && method === "POST"
      ? next().then((reply): Answer => (firstSeen ??= reply))
      : undefined;

const flip = (base64: string): string => {
  const bytes = Buffer.from(base64, "base64");
  const at = bytes.length - 8;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString("base64");
};

const WRONG: readonly (readonly [string, SigningKind, () => Decide])[] = [
  [
    "a promise of the log that was tampered with",
    "v1",
    () =>
      changed(
        "rekor1",
        "POST",
        inEntry((entry) => {
          entry.verification.signedEntryTimestamp = flip(entry.verification.signedEntryTimestamp);
        }),
      ),
  ],
  [
    "another index in the log",
    "v1",
    () =>
      changed(
        "rekor1",
        "POST",
        inEntry((entry) => void (entry.logIndex += 1)),
      ),
  ],
  [
    "another time of the log",
    "v1",
    () =>
      changed(
        "rekor1",
        "POST",
        inEntry((entry) => void (entry.integratedTime += 1)),
      ),
  ],
  [
    "a checkpoint of another log",
    "v2",
    () =>
      changed(
        "rekor2",
        "POST",
        inJson((text) => text.replace(/\\n\\n— \S+ \S{20}/, (sig) => `${sig.slice(0, -2)}AA`)),
      ),
  ],
  [
    "another root of the tree",
    "v2",
    () =>
      changed(
        "rekor2",
        "POST",
        inJson((text) => text.replace(/"rootHash":"[^"]{4}/, '"rootHash":"AAAA')),
      ),
  ],
  [
    "a timestamp whose signature is not its own",
    "v2",
    () =>
      changed("tsa", "POST", (reply) => {
        const body = Buffer.from(reply.body);
        body[body.length - 4] = (body[body.length - 4] ?? 0) ^ 1;
        return { ...reply, body };
      }),
  ],
  ["the entry of another signature", "v1", () => always("rekor1")],
  ["the entry of another signature, of version 2", "v2", () => always("rekor2")],
  ["the timestamp of another signature", "v2", () => always("tsa")],
  ["a certificate for another key", "v1", () => always("fulcio")],
];

test.each(WRONG)("%s is found before anything is published", async (_, kind, wrong) => {
  const image =
    kind === "v1" ? await peers().pushImage(peers().registryHost, "shop/wrong", "one") : undefined;
  firstSeen = undefined;
  proxies().decide(wrong());
  const inputs = {
    sign: ["app.tgz", ...(image === undefined ? [] : [`oci://${proxies().through(image)}`])].join("\n"),
  };
  // The first run makes the answer that the second is given.
  const untracked = { "app.tgz": "the artifact" };
  if (wrong.toString().includes("always"))
    await sign(kind, { inputs: { sign: "other.tgz" }, untracked: { "other.tgz": "y" } });
  const run = await sign(kind, { inputs, untracked });
  expect([run.main.exitCode, run.log]).toEqual([
    1,
    expect.stringMatching(/SIGNING_ANSWER_INVALID|SIGNATURE_INVALID/),
  ]);
  expect(bundlesOf(run)).toEqual([]);
  const pushed = proxies().passed.filter(({ service, method }) => service === "registry" && method === "PUT");
  expect(pushed.map(({ path }) => path)).toEqual([]);
});

test("a certificate of a CA that is not trusted is found before anything is in the log", async () => {
  const before = await proxies().size("rekor1");
  proxies().decide((service, _, next) =>
    service === "fulcio" ? next().then((reply) => forged(reply)) : undefined,
  );
  const run = await sign("v1", { inputs: { sign: "app.tgz" }, untracked: { "app.tgz": "x" } });
  expect(run.main.exitCode).toBe(1);
  expect(await proxies().size("rekor1")).toBe(before);
  expect(bundlesOf(run)).toEqual([]);
});

/** The certificate with a bit of its signature changed. */
function forged(reply: Reply): Answer {
  const answer = JSON.parse(reply.body.toString("utf8")) as {
    signedCertificateEmbeddedSct: { chain: { certificates: string[] } };
  };
  const { certificates } = answer.signedCertificateEmbeddedSct.chain;
  const [leaf = "", ...rest] = certificates;
  const base64 = flip(leaf.replace(/-----[^-]+-----|\s/g, ""));
  answer.signedCertificateEmbeddedSct.chain.certificates = [
    `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`,
    ...rest,
  ];
  return json(200, answer);
}

test("a registry that lets everything vanish is found by reading back", async () => {
  const image = await peers().pushImage(peers().registryHost, "shop/vanish", "one");
  proxies().decide((service, { method, path }) =>
    service === "registry" && method === "PUT" && path.includes("/manifests/")
      ? { status: 201, headers: {}, body: "" }
      : undefined,
  );
  const run = await sign("v1", { inputs: { sign: `oci://${proxies().through(image)}` }, limitMs: 170_000 });
  expect([run.main.exitCode, run.log]).toEqual([1, expect.stringMatching(/NOT_PUBLISHED|REGISTRY_/)]);
});
