import { asFailure, Failure } from "../../kernel/errors.ts";
import type { Outcome } from "../provider.ts";

export const failed = (error: Failure): Outcome => ({ is: "failed", error });

/** The store's word that there is no such name, and no trace of one. */
export const MISSING: Outcome = { is: "missing", why: "not found" };

/** What reading gives, a thrown error as an outcome; only the end of the whole run goes on upwards. */
export async function attempt(read: () => Promise<Outcome>, signal: AbortSignal): Promise<Outcome> {
  try {
    return await read();
  } catch (error) {
    if (signal.aborted) throw error;
    return failed(asFailure(error));
  }
}

/** The same for many that are asked for at once: what is thrown holds for each of them. */
export async function attemptAll<T>(
  asked: readonly T[],
  read: () => Promise<readonly (readonly [T, Outcome])[]>,
  signal: AbortSignal,
): Promise<readonly (readonly [T, Outcome])[]> {
  try {
    return await read();
  } catch (error) {
    if (signal.aborted) throw error;
    const outcome = failed(asFailure(error));
    return asked.map((one) => [one, outcome] as const);
  }
}

/** Cuts a list into parts of at most `size`. */
export const chunks = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
