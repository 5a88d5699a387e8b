import { type Sealer, sealedBy } from "../scenario/sealed.ts";

const first = sealedBy([]);
/** The key alone, as SOPS_AGE_KEY takes it. */
export const KEY = /AGE-SECRET-KEY-\w+/.exec(first.key)![0];

/** One key for a whole file of tests; what is encrypted may differ from text to text. */
export const sealer = {
  key: first.key,
  seal: (format: string, plain: string, flags: readonly string[] = []): string => {
    const own: Sealer = sealedBy(flags, first.key);
    return own.seal(format, plain);
  },
};
