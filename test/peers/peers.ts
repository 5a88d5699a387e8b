import { locate } from "./install.mjs";

/**
 * Takes the name of a peer's binary (`sops`, `age`, `age-keygen`, `act`, `actionlint`, `zizmor`, `promtool`, ...); returns its
 * path. Throws an Error that names the install script if it is not there.
 */
export function peer(name: string): string {
  const { file, installed } = locate(name);
  if (!installed) throw new Error(`the peer ${name} is not installed: run node test/peers/install.mjs`);
  return file;
}

/** Takes the name of a peer's binary; returns whether `peer` would find it. */
export function hasPeer(name: string): boolean {
  return locate(name).installed;
}
