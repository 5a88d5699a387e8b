import { F as Failure, S as Secret } from "./kernel-base.js";
import { a as retry, H as HttpError, i as isTransient, r as retryAfterMs } from "./kernel-http-client.js";
const isText = (value) => typeof value === "string" && value !== "";
function credentialsOf(given, from, renew, host) {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = given;
  host.born([accessKeyId, secretAccessKey, sessionToken].filter(isText).map((text) => Secret.of(text)));
  if (!isText(accessKeyId) || !isText(secretAccessKey)) throw incomplete(from, "a whole pair of keys");
  const none = expiration === void 0 || expiration === null || expiration === "";
  const isDate = typeof expiration === "number" || typeof expiration === "string";
  const expires = none ? void 0 : new Date(isDate ? expiration : Number.NaN);
  if (expires !== void 0) {
    if (Number.isNaN(expires.getTime())) throw incomplete(from, "a date of expiry that can be read");
    if (expires.getTime() <= host.clock.now()) throw expired(from, expires, renew);
  }
  return {
    accessKeyId: Secret.of(accessKeyId),
    secretAccessKey: Secret.of(secretAccessKey),
    sessionToken: isText(sessionToken) ? Secret.of(sessionToken) : void 0,
    expires,
    arn: void 0,
    assumedAt: void 0,
    token: void 0
  };
}
const incomplete = (from, what) => new Failure("STORE_ANSWER_INVALID", `${from} gave no credentials: ${what} is missing.`, {
  fix: "Check what stands there: AWS documents an access key, a secret key, a session token and a date."
});
const expired = (from, since, renew) => new Failure("CREDENTIALS_REFUSED", `${from} gave what has expired on ${since.toISOString()}.`, {
  fix: renew
});
function objectOf(json) {
  const text = typeof json === "string" ? json : Buffer.from(json).toString("utf8");
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : void 0;
  } catch {
    return void 0;
  }
}
class Busy extends Error {
  answer;
  constructor(answer) {
    super();
    this.answer = answer;
  }
}
async function ask(request, host, signal, rules = {}) {
  const call = async (aborted) => {
    const answer = await host.http.send(request, aborted);
    if (answer.status === 429 || answer.status >= 500) throw new Busy(answer);
    return answer;
  };
  const judge = (error) => {
    if (error instanceof HttpError) return isTransient(error) ? { retry: true } : { retry: false };
    if (!(error instanceof Busy)) return { retry: false };
    const afterMs = retryAfterMs(error.answer.headers, host.clock.now());
    const throttled = error.answer.status === 429;
    return afterMs === void 0 ? { retry: true, throttled } : { retry: true, throttled, afterMs };
  };
  try {
    return await retry(call, judge, host.clock, signal, rules);
  } catch (error) {
    if (error instanceof Busy) return error.answer;
    throw error;
  }
}
const busy = (from, { status }) => new Failure(
  status === 429 ? "STORE_THROTTLED" : "STORE_UNREACHABLE",
  `${from} answered with status ${status}, also when asked again.`,
  { fix: "Run the job again; if it stays so, look at the service itself." }
);
export {
  ask as a,
  busy as b,
  credentialsOf as c,
  expired as e,
  objectOf as o
};
