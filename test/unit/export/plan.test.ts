import path from "node:path";
import { describe, expect, test } from "vitest";
import { plan, type Plan, type PlanEntry, type PlanSettings } from "../../../src/export/plan.ts";
import { Secret } from "../../../src/kernel/secret.ts";

const workspace = path.resolve("/ws");
const temp = path.resolve("/tmp-runner");
const settings: PlanSettings = {
  env: {},
  ours: [],
  overwrite: false,
  exportDefault: "env",
  exportFile: "",
  workspace,
  temp,
  platform: "linux",
  minMaskLength: 4,
  folder: "secrets-x",
};
const entry = (
  name: string,
  value: string | Uint8Array = "value-of-it",
  more: Partial<PlanEntry> = {},
): PlanEntry => ({
  name,
  value: typeof value === "string" ? Secret.of(value) : Secret.ofBytes(value),
  public: false,
  destinations: [],
  line: 1,
  file: undefined,
  spelledOut: true,
  source: "sops",
  envInChain: false,
  ...more,
});
function made(entries: PlanEntry[], more: Partial<PlanSettings> = {}): Plan {
  const result = plan(entries, { ...settings, ...more });
  if ("problems" in result) throw result.problems[0]!;
  return result.plan;
}
function codes(entries: PlanEntry[], more: Partial<PlanSettings> = {}): string[] {
  const result = plan(entries, { ...settings, ...more });
  return "problems" in result ? result.problems.map(({ code }) => code) : [];
}
const texts = (map: ReadonlyMap<string, Secret>) => [...map].map(([name, value]) => [name, value.reveal()]);

describe("destinations", () => {
  test("keys of the cluster's objects are masked, and nothing of this machine holds them", () => {
    const secret = { kind: "secret", namespace: undefined, object: "app" } as const;
    const result = made([
      entry("tls.crt", "a-certificate", { destinations: [secret] }),
      entry("PATH", "some-path", { destinations: [secret], spelledOut: false }),
      entry("B", "b-of-both", { destinations: [secret, { kind: "env" }] }),
      entry("LEVEL", "info-level", { public: true, destinations: [{ ...secret, kind: "configmap" }] }),
    ]);
    expect(texts(result.variables)).toEqual([["B", "b-of-both"]]);
    expect([result.outputs.size, result.files.length]).toEqual([0, 0]);
    expect(result.masks.map((mask) => mask.reveal())).toEqual(["a-certificate", "some-path", "b-of-both"]);
    expect(result.unmasked).toEqual(["LEVEL"]);
    expect(codes([entry("tls.crt", "x", { destinations: [secret, { kind: "env" }] })])).toEqual([
      "NAME_REFUSED",
    ]);
  });

  test("the default, outputs, files", () => {
    const result = made([
      entry("A"),
      entry("B", "b-value", { destinations: [{ kind: "output" }] }),
      entry("C", "c-value", { destinations: [{ kind: "file", path: undefined }] }),
      entry("D", "d-value", { destinations: [{ kind: "file", path: "out/d.key" }] }),
    ]);
    const [c, d] = [path.join(temp, "secrets-x", "C"), path.join(workspace, "out", "d.key")];
    expect(texts(result.variables)).toEqual([
      ["A", "value-of-it"],
      ["C", c],
      ["D", d],
    ]);
    expect(texts(result.outputs)).toEqual([["B", "b-value"]]);
    expect(result.files.map((file) => [file.names, file.path, file.format])).toEqual([
      [["C"], c, "raw"],
      [["D"], d, "raw"],
    ]);
    expect(result.masks).toHaveLength(4);
    expect(result.notices.join()).toMatch(/D: its file lies in the workspace/);
  });

  test("none masks and exports nothing", () => {
    const result = made([entry("A")], { exportDefault: "none" });
    expect([result.variables.size, result.outputs.size, result.files.length, result.masks.length]).toEqual([
      0, 0, 0, 1,
    ]);
  });

  test.each([
    ["", path.join(temp, "secrets-x", "secrets.env"), "A='a b'\nB=c\n"],
    ["out.json", path.join(workspace, "out.json"), '{\n  "A": "a b",\n  "B": "c"\n}\n'],
    ["out.yml", path.join(workspace, "out.yml"), '"A": "a b"\n"B": "c"\n'],
  ])("a common file %j", (exportFile, at, content) => {
    const [file] = made([entry("A", "a b"), entry("B", "c")], { exportDefault: "file", exportFile }).files;
    expect([file!.names, file!.path, file!.content.reveal()]).toEqual([["A", "B"], at, content]);
  });

  test("paths that cannot be", () => {
    for (const to of ["../x", "/etc/x", "a\0b", ""])
      expect(codes([entry("A", "v", { destinations: [{ kind: "file", path: to }] })])).toEqual([
        "FILE_UNSAFE",
      ]);
    expect(codes([entry("A")], { exportDefault: "file", exportFile: "x.txt" })).toEqual(["INPUT_INVALID"]);
    expect(codes([entry("A")], { exportDefault: "file", exportFile: "../x.env" })).toEqual(["FILE_UNSAFE"]);
    const same = { destinations: [{ kind: "file", path: "x" }] } as const;
    expect(codes([entry("A", "v", same), entry("B", "v", same)])).toEqual(["NAME_COLLISION"]);
  });
});

describe("names", () => {
  test("collisions, also in case only; a variable and an output do not collide", () => {
    expect(codes([entry("A"), entry("A", "x", { line: 2 })])).toEqual(["NAME_COLLISION"]);
    expect(codes([entry("DB_URL"), entry("db_url")])).toEqual(["NAME_COLLISION"]);
    expect(codes([entry("A"), entry("A", "x", { destinations: [{ kind: "output" }] })])).toEqual([]);
  });

  test("what is set already", () => {
    const env = { A: "old" };
    expect(codes([entry("A")], { env })).toEqual(["NAME_ALREADY_SET"]);
    expect(codes([entry("A", "old")], { env })).toEqual([]);
    expect(codes([entry("A")], { env, ours: ["A"] })).toEqual([]);
    expect(made([entry("A")], { env, overwrite: true }).notices.join()).toMatch(/overwrite/);
    expect(made([entry("A", "new-value", { envInChain: true })], { env }).notices.join()).toMatch(/replaces/);
    expect(codes([entry("a")], { env })).toEqual([]);
    expect(codes([entry("a")], { env, platform: "win32" })).toEqual(["NAME_ALREADY_SET"]);
    expect(codes([entry("A", "x", { destinations: [{ kind: "output" }] })], { env })).toEqual([]);
  });

  test("every refusal is reported, with its line and name", () => {
    const result = plan(
      [entry("LD_PRELOAD", "x", { spelledOut: false, file: "f.yaml", line: 7 }), entry("1A")],
      settings,
    );
    expect(result).toMatchObject({
      problems: [
        { code: "NAME_REFUSED", at: { file: "f.yaml", line: 7 } },
        { code: "NAME_REFUSED", at: { input: "secrets", line: 1 } },
      ],
    });
    expect("problems" in result ? result.problems[0]?.message : "").toMatch(/^LD_PRELOAD: /);
  });
});

describe("values", () => {
  test("multi-line, CR and empty go out unchanged", () => {
    const result = made([entry("A", "line-one\r\nline-two\n"), entry("B", "")]);
    expect(texts(result.variables)).toEqual([
      ["A", "line-one\r\nline-two\n"],
      ["B", ""],
    ]);
    expect(result.notices).toEqual(["B is empty."]);
    expect(result.masks).toHaveLength(1);
  });

  test("what no variable can hold is refused with `as file`, and a file takes it", () => {
    for (const value of ["a\0b", Uint8Array.of(255, 0, 1)]) {
      expect(codes([entry("A", value)])).toEqual(["VALUE_UNSUITABLE"]);
      expect(codes([entry("A", value, { destinations: [{ kind: "output" }] })])).toEqual([
        "VALUE_UNSUITABLE",
      ]);
      expect(codes([entry("A", value, { destinations: [{ kind: "file", path: undefined }] })])).toEqual([]);
    }
  });

  test("sizes", () => {
    expect(codes([entry("A", "x".repeat(131_069))])).toEqual([]);
    expect(codes([entry("A", "x".repeat(131_070))])).toEqual(["VALUE_TOO_LARGE"]);
    expect(codes([entry("A", "x".repeat(32_764))], { platform: "win32" })).toEqual([]);
    expect(codes([entry("A", "x".repeat(32_765))], { platform: "win32" })).toEqual(["VALUE_TOO_LARGE"]);
    const nine = Array.from({ length: 9 }, (_, i) => entry(`A${i}`, String(i).repeat(120_000)));
    expect(codes(nine)).toEqual(["VALUE_TOO_LARGE"]);
    expect(codes(nine.slice(1))).toEqual([]);
  });

  test("what is not masked is named", () => {
    const result = made([
      entry("SHORT", "abc"),
      entry("COMMON", "true"),
      entry("PUBLIC", "public-value", { public: true }),
      entry("BRIEF", "abcdef"),
      entry("LONG"),
    ]);
    expect(result.unmasked).toEqual(["SHORT", "COMMON", "PUBLIC"]);
    expect(result.notices.join("\n")).toMatch(
      /SHORT is not[^]*COMMON is not[^]*PUBLIC is not[^]*BRIEF is short/,
    );
    expect(result.notices.join("\n")).not.toMatch(/abc|public-value/);
    expect(JSON.stringify(result)).not.toMatch(/value-of-it/);
  });
});
