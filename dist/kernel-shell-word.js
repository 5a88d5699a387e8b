import { y as printable } from "./kernel-base.js";
const shellWord = (word) => {
  const shown = printable(word);
  return /^[\w@%+=:,./-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
};
const shellPath = (file) => shellWord(file.startsWith("-") ? `./${file}` : file);
export {
  shellPath as a,
  shellWord as s
};
