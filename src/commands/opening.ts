import { asFailure, Failure, together } from "../kernel/errors.ts";

/**
 * Opens every file at once. Throws one Failure that holds what is wrong with any of them, each with the name of its file; what
 * is wrong with the login to a store stands there once, and is of no file.
 */
export async function openEach<F extends { readonly file: string }, T>(
  files: readonly F[],
  open: (file: F) => Promise<T>,
): Promise<readonly T[]> {
  const ends = await Promise.allSettled(files.map(open));
  const found: T[] = [];
  const failed = new Map<Failure, string[]>();
  for (const [index, end] of ends.entries()) {
    if (end.status === "fulfilled") {
      found.push(end.value);
      continue;
    }
    const failure = asFailure(end.reason);
    failed.set(failure, [...(failed.get(failure) ?? []), files[index]!.file]);
  }
  const [first, ...rest] = [...failed].map(([failure, of]) =>
    of.length === 1 ? inFile(failure, of[0]!) : failure,
  );
  if (first !== undefined) throw together([first, ...rest]);
  return found;
}

const inFile = (failure: Failure, file: string): Failure =>
  failure.at === undefined && failure.all.length === 0
    ? new Failure(failure.code, failure.message, {
        at: { file },
        ...(failure.fix === undefined ? {} : { fix: failure.fix }),
        ...(failure.exit === undefined ? {} : { exit: failure.exit }),
        requestId: failure.requestId,
      })
    : failure;
