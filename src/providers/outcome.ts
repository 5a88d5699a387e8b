import { asFailure, type Failure } from "../kernel/errors.ts";
import type { Outcome } from "./provider.ts";

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
