import { F as Failure } from "./kernel-base.js";
import { i as isJsonObject, p as postLogin } from "./providers-vault-session.js";
async function otherLogin({ name, path, body }, setting, signal) {
  if (!isJsonObject(body))
    throw new Failure("INPUT_INVALID", "vault-login is not one JSON object.", {
      at: { input: "vault-login" },
      fix: `vault-login: '{"password": \${{ toJSON(secrets.RADIUS_PASSWORD) }}}'`
    });
  return postLogin(path, body, { method: name, mount: path, role: "" }, `auth/${path}`, setting, signal);
}
export {
  otherLogin
};
