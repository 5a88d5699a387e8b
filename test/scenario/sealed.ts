import { execFileSync } from "node:child_process";
import path from "node:path";

const cli = path.resolve(import.meta.dirname, "../../dist/cli.js");

export interface Sealer {
  /** The text of a keys.txt. */
  readonly key: string;
  readonly recipient: string;
  /** Encrypts text in a format with our own built command. */
  readonly seal: (format: string, plain: string) => string;
}

/** A fresh age key (or the given one), and a way to encrypt for it. */
export function sealedBy(flags: readonly string[], key = ours(["keygen"])): Sealer {
  const recipient = /public key: (age1\w+)/.exec(key)![1]!;
  return {
    key,
    recipient,
    seal: (format, plain) => ours(["encrypt", "--age", recipient, "--input-type", format, ...flags], plain),
  };
}

function ours(args: readonly string[], input = ""): string {
  return execFileSync(process.execPath, [cli, ...args], {
    input,
    encoding: "utf8",
    stdio: ["pipe", "pipe", "ignore"],
  });
}
