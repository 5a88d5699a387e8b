import { a as asFailure, t as together, F as Failure } from "./kernel-base.js";
async function openEach(files, open) {
  const ends = await Promise.allSettled(files.map(open));
  const found = [];
  const failed = /* @__PURE__ */ new Map();
  for (const [index, end] of ends.entries()) {
    if (end.status === "fulfilled") {
      found.push(end.value);
      continue;
    }
    const failure = asFailure(end.reason);
    failed.set(failure, [...failed.get(failure) ?? [], files[index].file]);
  }
  const [first, ...rest] = [...failed].map(
    ([failure, of]) => of.length === 1 ? inFile(failure, of[0]) : failure
  );
  if (first !== void 0) throw together([first, ...rest]);
  return found;
}
const inFile = (failure, file) => failure.at === void 0 && failure.all.length === 0 ? new Failure(failure.code, failure.message, {
  at: { file },
  ...failure.fix === void 0 ? {} : { fix: failure.fix },
  ...failure.exit === void 0 ? {} : { exit: failure.exit },
  requestId: failure.requestId
}) : failure;
export {
  openEach as o
};
