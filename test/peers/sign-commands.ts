import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import type { Sigstore } from "../harness/servers/sigstore.ts";
import type { Kept } from "./sign-made.ts";
import { peer } from "./peers.ts";

export type CosignVersion = 2 | 3;

/** Runs a line in a shell, with nothing before the system's programs but gh and the cosign of a version. Returns how it ended. */
export async function runPrinted(
  peers: Sigstore,
  folder: string,
  version: CosignVersion,
  line: string,
): Promise<{ code: number | null; said: string }> {
  const bin = path.join(peers.folder, `bin-${version}`);
  fs.mkdirSync(bin, { recursive: true });
  for (const [name, binary] of [
    ["cosign", version === 2 ? "cosign-2" : "cosign"],
    ["gh", "gh"],
  ] as const)
    if (!fs.existsSync(path.join(bin, name))) fs.symlinkSync(peer(binary), path.join(bin, name));
  const env = { PATH: `${bin}:/usr/bin:/bin`, HOME: peers.folder, GH_TOKEN: "none" };
  const child = spawn("sh", ["-c", line], { cwd: folder, env, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [code] = await once(child, "close");
  return { code, said };
}

/** The files that the commands of a private Sigstore name, made as the docs tell, of a root as a user may have it. */
export function makeTrustFiles(peers: Sigstore, folder: string): void {
  const root: unknown = JSON.parse(fs.readFileSync(peers.trustedRoot, "utf8"));
  fs.writeFileSync(path.join(folder, "trusted_root.json"), JSON.stringify(root, undefined, 2));
  for (const script of trustScripts()) spawnSync("sh", ["-c", script], { cwd: folder, stdio: "ignore" });
  const made = [
    "trusted_root.jsonl",
    "fulcio.pem",
    ...(peers.urls.rekor1 === undefined ? [] : ["rekor.pub"]),
    ...(peers.urls.ctlog === undefined ? [] : ["ctfe.pub"]),
  ];
  const missing = made.filter(
    (name) => (fs.statSync(path.join(folder, name), { throwIfNoEntry: false })?.size ?? 0) === 0,
  );
  if (missing.length > 0) throw new Error(`the docs' scripts made no ${missing.join(", ")}`);
}

/** The shell blocks of the docs that make them; that of GitHub's instance is another's. */
function trustScripts(): string[] {
  const docs = fs.readFileSync(path.join(import.meta.dirname, "../../docs/signing-formats.md"), "utf8");
  const blocks = [...docs.matchAll(/^```sh\n(.*?)^```$/gms)].map((match) => match[1]!);
  const own = blocks.filter((block) => !block.startsWith("gh "));
  if (own.length !== 2) throw new Error("the docs make the trust files by two blocks no longer");
  return own;
}

/** Whether a line is for cosign 2, as the docs tell. */
export const isForCosign2 = (line: string): boolean =>
  line.includes(" --new-bundle-format ") || /^SIGSTORE_ROOT_FILE=.* cosign verify-attestation /.test(line);

const TAMPERED = `sha256:${"0".repeat(64)}`;

/**
 * Runs every printed command of a run: each must pass, by the cosign that it is for, and fail for another file or image.
 * `skip`: those that the place of the test keeps from passing.
 */
export async function expectCommands(
  peers: Sigstore,
  kept: Kept,
  skip: (line: string) => boolean = () => false,
): Promise<readonly string[]> {
  const { folder } = kept;
  makeTrustFiles(peers, folder);
  const lines = kept.commands.filter((line) => !skip(line));
  const hasTwin = (line: string): boolean => {
    const next = kept.commands[kept.commands.indexOf(line) + 1] ?? "";
    return isForCosign2(next) || line.startsWith("COSIGN_REPOSITORY=");
  };
  const judge = async (line: string, version: CosignVersion, passes: boolean): Promise<void> => {
    const { code, said } = await runPrinted(peers, folder, version, line);
    expect([line, version, code === 0], said).toEqual([line, version, passes]);
  };
  const versionsOf = (line: string): CosignVersion[] =>
    line.startsWith("gh ") ? [3] : isForCosign2(line) ? [2] : hasTwin(line) ? [3] : [3, 2];
  const all = async (some: readonly string[], passes: boolean): Promise<void> => {
    for (const line of some)
      await Promise.all(versionsOf(line).map((version) => judge(line, version, passes)));
  };
  await all(lines, true);
  const ofImages = lines.filter((line) => /@sha256:[0-9a-f]{64}/.test(line));
  await all(
    ofImages.map((line) => line.replace(/@sha256:[0-9a-f]{64}/, `@${TAMPERED}`)),
    false,
  );
  const ofFiles = lines.filter((line) => !ofImages.includes(line));
  const files = path.join(folder, "dist");
  if (fs.existsSync(files))
    for (const file of fs.readdirSync(files)) fs.appendFileSync(path.join(files, file), "tampered");
  await all(ofFiles, false);
  return lines;
}

/** What the lines call, each once. */
export const verbsOf = (lines: readonly string[]): string[] => [
  ...new Set(lines.map((line) => /\b(?:cosign|gh attestation) verify[\w-]*/.exec(line)![0])),
];
