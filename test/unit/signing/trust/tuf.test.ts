import { initializeTUFRepo, tufHandlers } from "@tufjs/repo-mock";
import { expect, test, vi } from "vitest";
import { builtInRepository } from "../../../../src/signing/trust/seeds.ts";
import { describeWithFixtures } from "../../../harness/sigstore-fixtures.ts";
import { stored } from "./files.ts";
import { TARGET, failure, good, keys, read, text, type Answer } from "./tuf-reading.ts";
import { rootBody, rootFile, signed } from "./tuf-repository.ts";

test("reads a target by root, timestamp, snapshot and targets", async () => {
  const { found, asked, sent } = await read(good(), { names: [TARGET, "none.json"] });
  expect(text(found)).toBe("the root");
  expect(found.get("none.json")).toBeUndefined();
  expect(asked.slice(0, 4)).toEqual([
    "/2.root.json",
    "/timestamp.json",
    "/1.snapshot.json",
    "/1.targets.json",
  ]);
  expect(asked).toHaveLength(5);
  for (const { limits } of sent) {
    expect(limits!.totalMs).toBeLessThanOrEqual(20_000);
    expect(limits!.maxBytes).toBeLessThanOrEqual(5_000_000);
  }
});

test("reads below a path, as of a mirror", async () => {
  const { found } = await read(good(), { prefix: "/mirror" });
  expect(text(found)).toBe("the root");
});

test("reads the repository of tuf-js's own mock", async () => {
  const repo = initializeTUFRepo([{ name: TARGET, content: "of the mock" }]);
  const files = new Map<string, Buffer>();
  for (const { path: at, fn } of tufHandlers(repo, { metadataPathPrefix: "" })) {
    const { statusCode, response } = fn();
    if (statusCode === 200) files.set(at, Buffer.from(response));
  }
  const { found } = await read(files, { root: Buffer.from(JSON.stringify(repo.rootMeta.toJSON())) });
  expect(text(found)).toBe("of the mock");
});

test("follows roots from 1 to 3, each signed by the one before it", async () => {
  const files = good({ key: keys.next });
  files.set("/2.root.json", rootFile(signed(rootBody(2, [keys.c], keys.online), [keys.a, keys.b, keys.c])));
  files.set("/3.root.json", rootFile(signed(rootBody(3, [keys.c], keys.next), [keys.c])));
  const { found, asked } = await read(files);
  expect(text(found)).toBe("the root");
  expect(asked).toContain("/4.root.json");
});

const past = "2020-01-01T00:00:00Z";
const tampered = (name: string): Map<string, Buffer> => {
  const files = good();
  for (const [at, bytes] of files)
    if (at.endsWith(name)) files.set(at, Buffer.from(bytes.map((byte) => byte ^ 1)));
  return files;
};
const withRoot = (version: number, metadata: Parameters<typeof rootFile>[0]): Map<string, Buffer> =>
  good().set(`/${version}.root.json`, rootFile(metadata));

test.each<[string, () => Map<string, Buffer>, "TRUST_ROOT_UNAVAILABLE" | "TRUST_ROOT_INVALID", RegExp]>([
  [
    "a timestamp that is expired",
    () => good({ expires: { timestamp: past } }),
    "TRUST_ROOT_UNAVAILABLE",
    /expired/,
  ],
  [
    "a snapshot that is expired",
    () => good({ expires: { snapshot: past } }),
    "TRUST_ROOT_UNAVAILABLE",
    /expired/,
  ],
  [
    "targets that are expired",
    () => good({ expires: { targets: past } }),
    "TRUST_ROOT_UNAVAILABLE",
    /expired/,
  ],
  [
    "a last root that is expired",
    () => withRoot(2, signed(rootBody(2, [keys.a], keys.online, past), [keys.a, keys.b])),
    "TRUST_ROOT_UNAVAILABLE",
    /expired/,
  ],
  [
    "a root of an older version",
    () => withRoot(2, signed(rootBody(1, [keys.a, keys.b], keys.online), [keys.a, keys.b])),
    "TRUST_ROOT_INVALID",
    /older or another version/,
  ],
  [
    "a gap in the roots",
    () => withRoot(2, signed(rootBody(3, [keys.a, keys.b], keys.online), [keys.a, keys.b])),
    "TRUST_ROOT_INVALID",
    /older or another version/,
  ],
  [
    "a root signed by one of two",
    () => withRoot(2, signed(rootBody(2, [keys.a, keys.b], keys.online), [keys.a])),
    "TRUST_ROOT_INVALID",
    /signature/,
  ],
  [
    "a root signed by strangers",
    () => withRoot(2, signed(rootBody(2, [keys.c], keys.next), [keys.c])),
    "TRUST_ROOT_INVALID",
    /signature/,
  ],
  [
    "a snapshot older than announced",
    () => good({ version: 1, announced: 2 }),
    "TRUST_ROOT_INVALID",
    /older or another version/,
  ],
  ["a timestamp by a stranger", () => good({ key: keys.next }), "TRUST_ROOT_INVALID", /signature/],
  [
    "a target that is another",
    () => tampered(TARGET),
    "TRUST_ROOT_INVALID",
    /not the one that its metadata describes/,
  ],
  ["metadata that is none", () => tampered("snapshot.json"), "TRUST_ROOT_INVALID", /cannot be read/],
  ["no timestamp", () => new Map(), "TRUST_ROOT_UNAVAILABLE", /a file that must be there is missing/],
])("refuses %s", async (_, files, code, words) => {
  const { code: found, message } = await failure(read(files()));
  expect(message).toMatch(words);
  expect(found).toBe(code);
});

test("the roots that are built in are those of the two repositories", () => {
  for (const [{ root, url }, host] of [
    [builtInRepository("public"), "tuf-repo-cdn.sigstore.dev"],
    [builtInRepository("github"), "tuf-repo.github.com"],
  ] as const) {
    expect(url.host).toBe(host);
    expect(JSON.parse(Buffer.from(root).toString())).toMatchObject({ signed: { _type: "root" } });
  }
});

describeWithFixtures("the real metadata of the public good instance", () => {
  test("leads from its first root to the fifteenth, and is expired later", async () => {
    const names = ["timestamp", "snapshot", "targets"];
    const of = (name: string): Buffer => Buffer.from(stored(`public-good/tuf-metadata/${name}.json`).bytes);
    const parsed = (name: string): { signed: { version: number; expires: string } } =>
      JSON.parse(of(name).toString()) as never;
    const files = new Map<string, Buffer>();
    for (let version = 1; version <= 15; version += 1)
      files.set(`/${version}.root.json`, of(`root_history/${version}.root`));
    files.set("/timestamp.json", of("timestamp"));
    for (const name of names.slice(1)) files.set(`/${parsed(name).signed.version}.${name}.json`, of(name));
    const target = Buffer.from(stored("public-good/trusted_root.json").bytes);
    const before: Answer = (request, response) => {
      if (!request.url!.endsWith(TARGET)) return false;
      response.writeHead(200).end(target);
      return true;
    };
    const root = of("root_history/1.root");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse(parsed("timestamp").signed.expires) - 1000 });
    const { found, asked } = await read(files, { root, before });
    expect(Buffer.from(found.get(TARGET)!)).toEqual(target);
    expect(asked).toContain("/16.root.json");
    vi.setSystemTime(Date.parse(parsed("timestamp").signed.expires) + 1000);
    const { code, message } = await failure(read(files, { root, before }));
    expect([code, message]).toEqual(["TRUST_ROOT_UNAVAILABLE", expect.stringMatching(/expired/)]);
  });
});
