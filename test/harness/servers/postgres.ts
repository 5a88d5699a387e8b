import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { childServer } from "./child.ts";
import { closedPort } from "./control.ts";

/** A SQL server that makes logins for the database engine. */
export interface SqlServer {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly stop: () => Promise<void>;
}

const USER = "vault_admin";
const PASSWORD = "CANARY-7f3a-sql-admin";
const PACKAGES = "/usr/lib/postgresql";

/** Returns the folder of PostgreSQL's programs, of Debian's package `postgresql`; undefined where it is not installed. */
export function postgresFolder(): string | undefined {
  const versions = fs.existsSync(PACKAGES) ? fs.readdirSync(PACKAGES) : [];
  return versions
    .map((version) => path.join(PACKAGES, version, "bin"))
    .find((folder) => fs.existsSync(path.join(folder, "initdb")));
}

/** Starts PostgreSQL on 127.0.0.1 with a folder of its own; stop it. Throws an Error where it is not installed. */
export async function startPostgres(): Promise<SqlServer> {
  const programs = postgresFolder();
  if (programs === undefined) throw new Error("PostgreSQL is not installed: apt-get install postgresql");
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sql-"));
  const owner = ownerOf();
  const remove = (): void => fs.rmSync(folder, { recursive: true, force: true });
  try {
    const passwordFile = path.join(folder, "password");
    fs.writeFileSync(passwordFile, PASSWORD);
    if (owner.uid !== undefined) {
      fs.chownSync(folder, owner.uid, owner.gid ?? owner.uid);
      fs.chownSync(passwordFile, owner.uid, owner.gid ?? owner.uid);
    }
    const data = path.join(folder, "data");
    const asked = ["-D", data, "-U", USER, "-A", "scram-sha-256", `--pwfile=${passwordFile}`, "--no-sync"];
    const made = spawnSync(path.join(programs, "initdb"), asked, { ...owner, cwd: folder, encoding: "utf8" });
    if (made.status !== 0) throw new Error(`initdb failed:\n${made.stderr}`);
    const port = await closedPort();
    const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"];
    const child = spawn(
      path.join(programs, "postgres"),
      ["-D", data, "-p", String(port), ...settings.flatMap((one) => ["-c", one])],
      { ...owner, cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
    );
    const stop = await childServer(child, {
      name: "PostgreSQL",
      port,
      signal: "SIGINT",
      says: "ready to accept connections",
    });
    return {
      host: "127.0.0.1",
      port,
      username: USER,
      password: PASSWORD,
      stop: async () => {
        await stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** It refuses to run as root; the package made a user for it. */
function ownerOf(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const line = fs
    .readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((one) => one.startsWith("postgres:"));
  const [, , uid, gid] = line?.split(":") ?? [];
  if (uid === undefined || gid === undefined) throw new Error("there is no user postgres");
  return { uid: Number(uid), gid: Number(gid) };
}
