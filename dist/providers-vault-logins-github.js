import { p as postLogin, b as bodyOf } from "./providers-vault-session.js";
async function githubLogin({ name, mount, token }, setting, signal) {
  setting.host.born([token]);
  return postLogin(
    `${mount}/login`,
    bodyOf({ token }),
    { method: name, mount, role: "" },
    `${mount}, by a personal token`,
    setting,
    signal
  );
}
export {
  githubLogin
};
