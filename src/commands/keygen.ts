import type { Clock } from "../kernel/clock.ts";

export interface KeygenParts {
  readonly clock: Clock;
  readonly generate: () => { readonly identity: string; readonly recipient: string };
  /** Creates a file that only this user can read; never over an existing one. */
  readonly create: (file: string, text: string) => void;
  readonly print: (text: string) => void;
  readonly say: (text: string) => void;
}

/** `keygen`: a new age identity, in the layout of age-keygen, to a file or to standard output. */
export function keygen(file: string | undefined, parts: KeygenParts): void {
  const { identity, recipient } = parts.generate();
  const created = new Date(parts.clock.now()).toISOString().replace(/\.\d+Z$/, "Z");
  const text = `# created: ${created}\n# public key: ${recipient}\n${identity}\n`;
  if (file === undefined) parts.print(text);
  else parts.create(file, text);
  parts.say(`Public key: ${recipient}`);
}
