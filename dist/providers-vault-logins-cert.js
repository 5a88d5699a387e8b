import { F as Failure } from "./kernel-base.js";
import { p as postLogin, b as bodyOf } from "./providers-vault-session.js";
async function certLogin({ name, mount, role }, setting, signal) {
  if (setting.certificate === void 0)
    throw new Failure("INPUT_INVALID", "The login by certificate has no certificate to show.", {
      at: { input: "vault-client-cert" },
      fix: "vault-client-cert: client.pem\nvault-client-key: ${{ secrets.VAULT_CLIENT_KEY }}"
    });
  return postLogin(
    `${mount}/login`,
    bodyOf({ name: role }),
    { method: name, mount, role },
    role === "" ? `${mount}, by the client certificate` : `${mount} role ${role}`,
    setting,
    signal
  );
}
export {
  certLogin
};
