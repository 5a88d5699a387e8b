import { printable } from "./printable.ts";

/** One word of a line for a POSIX shell, to be shown: quoted where it must be. Pure. */
export const shellWord = (word: string): string => {
  const shown = printable(word);
  return /^[\w@%+=:,./-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
};

/** The path of a file as a word that no command takes for an option. Pure. */
export const shellPath = (file: string): string => shellWord(file.startsWith("-") ? `./${file}` : file);
