import { a as asFailure, F as Failure, t as together } from "./report-failure.js";
function createPool(max) {
  let room = max;
  let running = 0;
  let waiting = [];
  const admit = () => {
    const free = Math.max(0, room - running);
    const next = waiting.slice(0, free);
    waiting = waiting.slice(free);
    running += next.length;
    for (const enter of next) enter();
  };
  return {
    run: async (task) => {
      await new Promise((enter) => {
        waiting.push(enter);
        admit();
      });
      try {
        const result = await task();
        room = Math.min(max, room + 1);
        return result;
      } finally {
        running -= 1;
        admit();
      }
    },
    throttled: () => {
      if (running > room) return;
      room = Math.max(1, Math.floor(room / 2));
    }
  };
}
const failed = (error) => ({ is: "failed", error });
const MISSING = { is: "missing", why: "not found" };
async function attempt(read, signal) {
  try {
    return await read();
  } catch (error) {
    if (signal.aborted) throw error;
    return failed(asFailure(error));
  }
}
async function attemptAll(asked, read, signal) {
  try {
    return await read();
  } catch (error) {
    if (signal.aborted) throw error;
    const outcome = failed(asFailure(error));
    return asked.map((one) => [one, outcome]);
  }
}
const chunks = (items, size) => Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
const KEY_OFF = /\bis (?:currently )?disabled\b|pending (?:deletion|import)|KMSInvalidState/i;
const ABOUT_KEY = /\b(?:KMS|key)\b/i;
const KEY_HIDDEN = /ciphertext refers to a customer master key/i;
function keyUnusable(fault, name, command) {
  if (KEY_OFF.test(fault.code) || fault.has(KEY_OFF) && fault.has(ABOUT_KEY))
    return new Failure("KEY_UNUSABLE", `The KMS key of ${name} is disabled, or waits to be deleted.`, {
      fix: `aws kms enable-key --key-id KEY   # or cancel-key-deletion
The key: ${command}`
    });
  if (fault.has(KEY_HIDDEN))
    return new Failure(
      "KEY_UNUSABLE",
      `The KMS key of ${name} is gone, or kms:Decrypt is not allowed on it.`,
      {
        fix: `${JSON.stringify({ Effect: "Allow", Action: "kms:Decrypt", Resource: "ARN of the key" })}
The key: ${command}`
      }
    );
  return void 0;
}
function listingOf(prefix, read) {
  const failures = [];
  const entries = /* @__PURE__ */ new Map();
  const notices = [];
  for (const [name, outcome] of [...read].sort(([a], [b]) => a < b ? -1 : 1)) {
    if (outcome.is === "failed") failures.push(outcome.error);
    else if (outcome.is === "found" && name === prefix)
      notices.push(`${name} is left out: nothing of its name follows the prefix. Ask for it by its name.`);
    else if (outcome.is === "found") entries.set(name.slice(prefix.length), outcome.value);
  }
  const [first, ...rest] = failures;
  if (first !== void 0) return failed(together([first, ...rest]));
  if (entries.size === 0) return MISSING;
  return {
    is: "found",
    value: { kind: "listing", entries },
    ...notices.length === 0 ? {} : { notices }
  };
}
const isGone = (outcome) => outcome.is === "missing" || outcome.is === "failed" && outcome.error.code === "SECRET_DELETED";
const MAX_PAGES = 1e3;
const MAX_LISTED = 5e3;
async function allPages(page, take) {
  const found = [];
  const seen = /* @__PURE__ */ new Set();
  for (let token; ; ) {
    const answer = await page(token);
    found.push(...take(answer));
    if (found.length > MAX_LISTED)
      throw new Failure("LIMIT_EXCEEDED", `There are more than ${MAX_LISTED} values under this prefix.`, {
        fix: "Take a longer prefix, or ?tags=KEY=VALUE."
      });
    token = answer.NextToken;
    if (token === void 0 || token === "") return found;
    if (seen.has(token) || seen.size >= MAX_PAGES)
      throw new Failure("STORE_ANSWER_INVALID", "AWS lists the same page again and again.", {
        fix: "Name the values one by one; if an endpoint of your own is set, look at that server."
      });
    seen.add(token);
  }
}
export {
  MISSING as M,
  attemptAll as a,
  attempt as b,
  chunks as c,
  allPages as d,
  createPool as e,
  failed as f,
  isGone as i,
  keyUnusable as k,
  listingOf as l
};
