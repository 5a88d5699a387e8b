const lazyBuiltin = (id) => {
  let loaded;
  const load = () => loaded ??= process.getBuiltinModule(id);
  return new Proxy(/* @__PURE__ */ Object.create(null), {
    get: (_, key) => key === "__esModule" ? void 0 : load()[key],
    has: (_, key) => key in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(load(), key);
      return found && { ...found, configurable: true };
    }
  });
};
const crypto = lazyBuiltin("node:crypto");
import { a as asFailure } from "./kernel-base.js";
import { c as createPool } from "./kernel-http-client.js";
import { p as callerArn, q as secretsApi, C as CURRENT, A as AwsFault, N as NOT_FOUND, f as failureOf } from "./providers-aws-session.js";
const SOON_MS = 5 * 6e4;
async function health(credentials, inputs, setting, signal) {
  const [login, reads] = await Promise.all([
    who(credentials, setting, signal),
    mayRead(inputs.awsPrefix, credentials, setting, signal)
  ]);
  const details = [login, ...expiry(credentials, setting), reads];
  const isHealthy = login.ok && reads.ok;
  return { status: isHealthy ? "healthy" : "unhealthy", authenticated: login.ok, details };
}
async function who(credentials, setting, signal) {
  try {
    return { name: "login", ok: true, text: await callerArn(credentials, setting, signal) };
  } catch (error) {
    return detailOf("login", asFailure(error));
  }
}
function expiry({ expires }, { host }) {
  if (expires === void 0) return [];
  const ok = expires.getTime() - host.clock.now() > SOON_MS;
  const text = `the credentials live until ${expires.toISOString().replace(/\.\d+Z$/, "Z")}`;
  return [
    { name: "expiry", ok, text, ...ok ? {} : { fix: "aws-duration: 3600   # or fresh credentials" } }
  ];
}
async function mayRead(prefix, credentials, setting, signal) {
  if (prefix === "")
    return { name: "reads", ok: true, text: "not asked: without aws-prefix no name stands for the rest" };
  const name = `${prefix.replace(/\/+$/, "")}/not-there-${crypto.randomUUID()}`;
  let api;
  try {
    api = await secretsApi(credentials, setting, createPool(1))(setting.region, signal);
    await api.get({ name, stage: CURRENT }, signal);
  } catch (error) {
    if (!(error instanceof AwsFault) || api === void 0) return detailOf("reads", asFailure(error));
    if (error.code !== NOT_FOUND)
      return detailOf("reads", failureOf(error, api.action("GetSecretValue", `${prefix}/*`)));
  }
  return { name: "reads", ok: true, text: `may read below ${prefix} in ${setting.region}` };
}
const detailOf = (name, { message, fix }) => ({
  name,
  ok: false,
  text: message,
  ...fix === void 0 ? {} : { fix }
});
export {
  health
};
