import fs from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { call, CANARY, folder, isWindows, KEY } from "./terminal.ts";

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test("load --out: each format, 0600, every line in the one file", async () => {
  const expected = {
    "out.env": `MONGO_URL='${CANARY}'\nPORT=8080\n`,
    "out.json": `{\n  "MONGO_URL": ${JSON.stringify(CANARY)},\n  "PORT": "8080"\n}\n`,
    "deep/out.yaml": `"MONGO_URL": ${JSON.stringify(CANARY)}\n"PORT": "8080"\n`,
  };
  for (const [file, content] of Object.entries(expected)) {
    const done = await call(
      ["load", "--out", file, "--age-key-file", "keys.txt"].concat(
        ["--secrets", "MONGO_URL = sops://app.enc.yaml#mongo as output"],
        ["--secrets", "PORT = sops://app.enc.yaml#port as env"],
      ),
      { SOPS_AGE_KEY: "" },
    );
    expect(done.code).toBe(0);
    expect(fs.readFileSync(path.join(folder, file), "utf8")).toBe(content);
    if (!isWindows) expect(fs.statSync(path.join(folder, file)).mode & 0o777).toBe(0o600);
    expect(done.stdout.toString() + done.stderr).not.toContain("CANARY");
  }
});

test("load --out: the user's own sops key file opens, and a configuration is found", async () => {
  const home = path.join(folder, "home");
  const config = path.join(home, "sops/age/keys.txt");
  fs.mkdirSync(path.dirname(config), { recursive: true });
  fs.copyFileSync(path.join(folder, "keys.txt"), config);
  fs.mkdirSync(path.join(folder, ".github"), { recursive: true });
  fs.writeFileSync(
    path.join(folder, ".github/secrets.yaml"),
    "secrets: |\n  PORT = sops://app.enc.yaml#port\n",
  );
  const done = await call(["load", "--out", "found.json"], {
    SOPS_AGE_KEY: "",
    XDG_CONFIG_HOME: home,
    APPDATA: home,
  });
  fs.rmSync(path.join(folder, ".github"), { recursive: true });
  expect([done.code, fs.readFileSync(path.join(folder, "found.json"), "utf8")]).toEqual([
    0,
    '{\n  "PORT": "8080"\n}\n',
  ]);
});

test("load --out: never over a file unless told, and nothing at all when anything fails", async () => {
  const there = path.join(folder, "there.env");
  fs.writeFileSync(there, "mine\n");
  const good = ["--secrets", "PORT = sops://app.enc.yaml#port"];
  const refused = await call(["load", "--out", "there.env", ...good]);
  expect([refused.code, refused.stderr.includes("Fix: --overwrite"), fs.readFileSync(there, "utf8")]).toEqual(
    [1, true, "mine\n"],
  );
  expect((await call(["load", "--out", "there.env", "--overwrite", ...good])).code).toBe(0);
  expect(fs.readFileSync(there, "utf8")).toBe("PORT=8080\n");

  const failing = await call([
    "load",
    "--out",
    "new.env",
    ...good,
    "--secrets",
    "A = sops://app.enc.yaml#nope",
  ]);
  expect([failing.code, fs.existsSync(path.join(folder, "new.env"))]).toEqual([1, false]);
  const dry = await call(["load", "--out", "new.env", "--dry-run", ...good]);
  expect([dry.code, fs.existsSync(path.join(folder, "new.env"))]).toEqual([0, false]);
  for (const args of [
    [],
    ["--out", "new.txt"],
    ["--out", "new.env", "operand"],
    ["--out", "new.env", "--age-key", KEY],
  ])
    expect((await call(["load", ...args, ...good])).code).toBe(2);
});
