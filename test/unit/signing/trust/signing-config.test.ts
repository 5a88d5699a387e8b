import { expect, test } from "vitest";
import type { Wish } from "../../../../src/signing/trust/choose.ts";
import { describeWithFixtures } from "../../../harness/sigstore-fixtures.ts";
import { stored } from "./files.ts";
import { F, chosen, configOf, future, service, tsa, two } from "./signing-configs.ts";

test.each<[string, object, Wish, readonly string[]]>([
  ["one of each", {}, {}, [F, "1 https://log.example/"]],
  [
    "never one whose time has not come",
    { rekorTlogUrls: [future, service()] },
    {},
    [F, "1 https://one.example/"],
  ],
  [
    "one that begins this second",
    { rekorTlogUrls: [service({ start: "2026-06-01T00:00:00Z" })] },
    {},
    [F, "1 https://one.example/"],
  ],
  [
    "never one that is over",
    { rekorTlogUrls: [service({ at: "https://over.example", end: "2026-05-31T23:59:59Z" }), service()] },
    {},
    [F, "1 https://one.example/"],
  ],
  [
    "one that ends this second",
    { rekorTlogUrls: [service({ end: "2026-06-01T00:00:00Z" })] },
    {},
    [F, "1 https://one.example/"],
  ],
  [
    "the newest version",
    { ...two, tsaUrls: [tsa("a")], tsaConfig: { selector: "ANY" } },
    {},
    [F, "2 https://new.example/", "https://a.example/ts"],
  ],
  ["the old version where it is needed", two, { logVersion: 1 }, [F, "1 https://old.example/"]],
  ["the old version where it is preferred", two, { preferLog: 1 }, [F, "1 https://old.example/"]],
  [
    "of one version the one that began last",
    { rekorTlogUrls: [service(), service({ at: "https://later.example", start: "2026-03-01T00:00:00Z" })] },
    {},
    [F, "1 https://later.example/"],
  ],
  [
    "no version that is not known",
    { rekorTlogUrls: [service({ at: "https://three.example", version: 3 }), service()] },
    {},
    [F, "1 https://one.example/"],
  ],
  [
    "ANY authority: one",
    { tsaUrls: [tsa("a"), tsa("b")], tsaConfig: { selector: "ANY" } },
    {},
    [F, "1 https://log.example/", "https://a.example/ts"],
  ],
  [
    "ALL authorities: one of each operator",
    { tsaUrls: [tsa("a"), tsa("b"), tsa("c", { operator: "a" })], tsaConfig: { selector: "ALL" } },
    {},
    [F, "1 https://log.example/", "https://a.example/ts", "https://b.example/ts"],
  ],
  [
    "EXACT authorities: so many operators",
    {
      tsaUrls: [tsa("a"), tsa("x", { operator: "a" }), tsa("b"), tsa("c")],
      tsaConfig: { selector: "EXACT", count: 2 },
    },
    {},
    [F, "1 https://log.example/", "https://a.example/ts", "https://b.example/ts"],
  ],
  [
    "hosts for operators that are not named",
    {
      tsaUrls: [tsa("a", { operator: "" }), tsa("b", { operator: "" })],
      tsaConfig: { selector: "EXACT", count: 2 },
    },
    {},
    [F, "1 https://log.example/", "https://a.example/ts", "https://b.example/ts"],
  ],
  [
    "no log: authorities alone",
    { rekorTlogUrls: [], tsaUrls: [tsa("a")], tsaConfig: { selector: "ANY" } },
    {},
    [F, "no log", "https://a.example/ts"],
  ],
  [
    "no log where none is wished",
    { tsaUrls: [tsa("a")], tsaConfig: { selector: "ANY" } },
    { noLog: true },
    [F, "no log", "https://a.example/ts"],
  ],
  [
    "http on this machine",
    { caUrls: [service({ at: "http://127.0.0.1:5555" })] },
    {},
    ["http://127.0.0.1:5555/", "1 https://log.example/"],
  ],
])("chooses %s", (_, more, wish, expected) => {
  expect(chosen(configOf(more), wish)).toEqual(expected);
});

describeWithFixtures("the stored configs of the public good instance", () => {
  const at = Date.parse("2026-06-01T00:00:00Z");
  const of = (name: string, wish: Wish, now = at): readonly string[] => {
    const file = stored(`public-good/${name}`);
    return chosen(Buffer.from(file.bytes).toString(), wish, now);
  };
  const stamps = "https://timestamp.sigstore.dev/api/v1/timestamp";
  const fulcio = "https://fulcio.sigstore.dev/";

  test("name Rekor 1, and Rekor 2 where it is asked for and its time has come", () => {
    expect(of("signing_config.v0.2.json", {})).toEqual([fulcio, "1 https://rekor.sigstore.dev/", stamps]);
    const next = "signing_config_rekor_v2.v0.2.json";
    expect(of(next, {})).toEqual([fulcio, "2 https://log2025-1.rekor.sigstore.dev/", stamps]);
    expect(of(next, {}, Date.parse("2025-12-31T23:59:59Z"))).toEqual([
      fulcio,
      "1 https://rekor.sigstore.dev/",
      stamps,
    ]);
  });
});
