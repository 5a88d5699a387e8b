import { asFailure, together } from "../kernel/errors.ts";

/** All results, or one Failure with everything that went wrong. */
export async function all<T extends readonly unknown[]>(tasks: {
  readonly [K in keyof T]: Promise<T[K]>;
}): Promise<T>;
export async function all<T>(tasks: readonly Promise<T>[]): Promise<readonly T[]>;
export async function all(tasks: readonly Promise<unknown>[]): Promise<readonly unknown[]> {
  const ends = await Promise.allSettled(tasks);
  const failures = ends.flatMap((end) => (end.status === "rejected" ? [asFailure(end.reason)] : []));
  // One registry that is away is one problem, whatever the number of its images.
  const different = new Map(failures.map((failure) => [`${failure.code} ${failure.message}`, failure]));
  const [first, ...rest] = different.values();
  if (first !== undefined) throw together([first, ...rest]);
  return ends.flatMap((end) => (end.status === "fulfilled" ? [end.value] : []));
}
