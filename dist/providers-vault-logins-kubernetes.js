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
const path = lazyBuiltin("node:path");
import { K as readBounded, S as Secret } from "./kernel-base.js";
import { p as postLogin, b as bodyOf, f as fieldsOf } from "./providers-vault-session.js";
const MAX_TOKEN_BYTES = 64 * 1024;
async function kubernetesLogin({ name, mount, role, file }, setting, signal) {
  const { host } = setting;
  const { bytes } = readBounded(path.resolve(host.workspace, file), MAX_TOKEN_BYTES);
  const text = bytes.toString("utf8").trim();
  const jwt = Secret.of(text);
  host.born([jwt]);
  return postLogin(
    `${mount}/login`,
    bodyOf({ role, jwt }),
    { method: name, mount, role, claims: claimsOf(text) },
    `${mount} role ${role}`,
    setting,
    signal
  );
}
function claimsOf(jwt) {
  try {
    return fieldsOf(JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString("utf8")));
  } catch {
    return {};
  }
}
export {
  kubernetesLogin
};
