import { y as printable } from "./kernel-base.js";
import { p as postLogin, b as bodyOf } from "./providers-vault-session.js";
async function passwordLogin({ name, mount, username, password }, setting, signal) {
  return postLogin(
    { below: `${mount}/login`, last: username },
    bodyOf({ password }),
    { method: name, mount, role: username },
    `${mount} user ${printable(username)}`,
    setting,
    signal
  );
}
export {
  passwordLogin
};
