import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { findLeaks } from "../harness/leaks.ts";
import { openJob } from "../harness/job.ts";
import { runAction } from "../harness/run-action.ts";
import { sealedBy, type Sealer } from "./sealed.ts";

const CANARIES = ["CANARY-7f3a-mongo", "CANARY+7f3a/redis==", "CANARY 7f3a with spaces"];
const TREE = `kind: Secret
apiVersion: v1
stringData:
    MONGO_URL: ${CANARIES[0]}
    REDIS_URL: ${CANARIES[1]}
    NOTE: ${CANARIES[2]}
    EMPTY: ""
    NOTHING: null
`;
const sealer: Sealer = sealedBy(["--encrypted-regex", "^(data|stringData)$"]);
const file = sealer.seal("yaml", TREE);
const dotenv = sealedBy([], sealer.key).seal("dotenv", "MONGO_URL=CANARY-from-dotenv\nQUOTED='kept'\n");

test("a field, a wildcard and a bare path of SOPS files; nothing of any value is shown", async () => {
  const run = await runAction({
    inputs: {
      "age-key": sealer.key,
      "sops-files": "app.env",
      secrets:
        "* = sops://a.enc.yaml#stringData\nFROM_CHAIN = database/mongo_url\nX = sops://a.enc.yaml#stringData.NOTE as output",
    },
    workspace: { "a.enc.yaml": file, "app.env": dotenv },
  });
  expect(run.main.succeeded).toBe(true);
  expect(run.env.get("MONGO_URL")).toBe(CANARIES[0]);
  expect(run.env.get("FROM_CHAIN")).toBe("CANARY-from-dotenv");
  expect(run.outputs.get("X")).toBe(CANARIES[2]);
  expect(run.env.has("NOTHING")).toBe(false);
  expect(run.env.get("EMPTY")).toBe("");
  expect(run.log).toContain("NOTHING");
  const key = /AGE-SECRET-KEY-\w+/.exec(sealer.key)![0];
  expect(findLeaks(run, [...CANARIES, "CANARY-from-dotenv", key], { except: ["output:X"] })).toEqual([]);
});

test("a changed byte stops everything: no variable, no file, no value in any channel", async () => {
  const at = file.indexOf("data:") + 8;
  const tampered = file.slice(0, at) + (file[at] === "A" ? "B" : "A") + file.slice(at + 1);
  const run = await runAction({
    inputs: {
      "age-key": sealer.key,
      secrets: "* = sops://a.enc.yaml#stringData\nOTHER = env://OTHER as file",
    },
    env: { OTHER: "CANARY-other-value" },
    workspace: { "a.enc.yaml": tampered },
  });
  expect(run.main.exitCode).toBe(1);
  expect(run.log).toContain("SOPS_VALUE_TAMPERED");
  expect(run.annotations.some(({ properties }) => properties.get("file") === "a.enc.yaml")).toBe(true);
  expect(run.env.size).toBe(0);
  expect(run.files.afterMain).toEqual([]);
  expect(findLeaks(run, [...CANARIES, "CANARY-other-value"])).toEqual([]);
});

test("a wrong key names the recipients, and nothing secret", async () => {
  const other = sealedBy([]);
  const run = await runAction({
    inputs: { "age-key": other.key, secrets: "A = sops://a.enc.yaml#stringData.MONGO_URL" },
    workspace: { "a.enc.yaml": file },
  });
  expect(run.main.exitCode).toBe(1);
  expect(run.log).toContain("SOPS_KEY_MISSING");
  expect(run.log).toContain(sealer.recipient);
});

test("a missing file, an absent field and a default", async () => {
  const inputs = (secrets: string): Record<string, string> => ({ "age-key": sealer.key, secrets });
  const missing = await runAction({
    inputs: inputs("A? = sops://none.enc.yaml#x"),
    workspace: { "a.enc.yaml": file },
  });
  expect(missing.log).toContain("FILE_NOT_FOUND");
  const optional = await runAction({
    inputs: inputs('A? = sops://a.enc.yaml#nope\nB = sops://a.enc.yaml#nope default "fallback"'),
    workspace: { "a.enc.yaml": file },
  });
  expect(optional.main.succeeded).toBe(true);
  expect(optional.env.has("A")).toBe(false);
  expect(optional.env.get("B")).toBe("fallback");
});

test("the key may be a reference; a file and the exported file are 0600, and gone after post", async () => {
  const run = await runAction({
    inputs: {
      "age-key": "env://MY_KEY",
      secrets:
        "CERT = sops://a.enc.yaml#stringData.MONGO_URL as file\nREDIS_URL = sops://a.enc.yaml#stringData.REDIS_URL",
      export: "file",
      "export-file": "out/app.json",
    },
    env: { MY_KEY: sealer.key },
    workspace: { "a.enc.yaml": file, "out/.keep": "" },
    laterStep: ({ env, folder }) => {
      expect(fs.readFileSync(env.get("CERT")!, "utf8")).toBe(CANARIES[0]);
      expect(JSON.parse(fs.readFileSync(path.join(folder.workspace, "out/app.json"), "utf8"))).toEqual({
        REDIS_URL: CANARIES[1],
      });
    },
  });
  expect(run.main.succeeded).toBe(true);
  expect(
    run.files.afterMain.filter(({ bytes }) => bytes.includes("CANARY")).map(({ mode }) => mode & 0o777),
  ).toEqual([0o600, 0o600]);
  expect(run.files.afterPost).toEqual([]);
  expect(findLeaks(run, CANARIES, { except: [/^file-after-main:/] })).toEqual([]);
});

test("later steps find the exported file, wherever it is", async () => {
  let found = "";
  const run = await runAction({
    inputs: { "age-key": sealer.key, secrets: "* = sops://a.enc.yaml#stringData", export: "file" },
    workspace: { "a.enc.yaml": file },
    laterStep: ({ env }) => {
      found = fs.readFileSync(env.get("SECRETS_ACTION_FILE")!, "utf8");
    },
  });
  expect(found.split("\n")).toContain(`MONGO_URL=${CANARIES[0]}`);
  expect(run.files.afterPost).toEqual([]);
});

test("names that steer programs are refused in a wildcard, all of them together", async () => {
  const evil = sealer.seal(
    "yaml",
    "stringData:\n    LD_PRELOAD: /evil.so\n    BASH_ENV: /evil.sh\n    GOOD: value-one\n",
  );
  const run = await runAction({
    inputs: { "age-key": sealer.key, secrets: "* = sops://a.enc.yaml#stringData" },
    workspace: { "a.enc.yaml": evil },
  });
  expect(run.main.exitCode).toBe(1);
  expect(run.log).toContain("LD_PRELOAD");
  expect(run.log).toContain("BASH_ENV");
  expect(run.env.size).toBe(0);
});

test("key names and file names that are commands stay text", async () => {
  const hostile = sealer.seal(
    "yaml",
    '"::add-mask::x": value-one\n"a\\n::set-env name=EVIL::1": value-two\n"##[add-path]/evil": value-three\n',
  );
  const run = await runAction({
    inputs: {
      "age-key": sealer.key,
      secrets: "A = sops://::error::x.yaml#nope\nP_* = sops://::error::x.yaml?leaves=all",
    },
    workspace: { "::error::x.yaml": hostile },
  });
  expect(run.main.exitCode).toBe(1);
  expect(run.main.problems).toEqual([]);
  expect(run.masks.some((mask) => mask.startsWith("AGE-SECRET-KEY"))).toBe(true);
  expect(run.masks.filter((mask) => mask === "x" || mask.includes(":"))).toEqual([]);
  expect(run.env.has("EVIL")).toBe(false);
});

test("a bare * of a file that the commit does not hold needs wildcard-names", async () => {
  const inputs = { "age-key": sealer.key, secrets: "* = sops://a.enc.yaml#stringData" };
  const changed = await runAction({
    inputs,
    workspace: { "README.md": "x" },
    untracked: { "a.enc.yaml": file },
  });
  expect(changed.log).toContain("FILE_NOT_COMMITTED");
  expect(changed.env.size).toBe(0);
  const bounded = await runAction({
    inputs: { ...inputs, "wildcard-names": "MONGO_*" },
    workspace: { "README.md": "x" },
    untracked: { "a.enc.yaml": file },
  });
  expect(bounded.main.succeeded).toBe(true);
  expect([...bounded.env.keys()].sort()).toEqual(["MONGO_URL", "SECRETS_ACTION_REPORT"]);
});

test("the configuration of the commit is read where nothing is asked for", async () => {
  const config = "secrets: |\n  MONGO_URL = sops://a.enc.yaml#stringData.MONGO_URL\n";
  const run = await runAction({
    inputs: { "age-key": sealer.key },
    workspace: { "a.enc.yaml": file, ".github/secrets.yaml": config },
  });
  expect(run.main.succeeded).toBe(true);
  expect(run.env.get("MONGO_URL")).toBe(CANARIES[0]);
});

test("a later step of ours may set the same names again, and carries the earlier ones forward", async () => {
  const job = await openJob({ workspace: { "a.enc.yaml": file } });
  try {
    const inputs = { "age-key": sealer.key, secrets: "MONGO_URL = sops://a.enc.yaml#stringData.MONGO_URL" };
    expect((await job.step({ inputs })).succeeded).toBe(true);
    const second = await job.step({
      inputs: { ...inputs, secrets: "MONGO_URL = sops://a.enc.yaml#stringData.REDIS_URL" },
    });
    expect(second.succeeded).toBe(true);
    expect(job.env.get("MONGO_URL")).toBe(CANARIES[1]);
    const report = JSON.parse(fs.readFileSync(second.outputs.get("report")!, "utf8")) as {
      carried: string[];
    };
    expect(report.carried).toContain("MONGO_URL");
    expect((await job.post()).every(({ succeeded }) => succeeded)).toBe(true);
  } finally {
    await job.close();
  }
});
