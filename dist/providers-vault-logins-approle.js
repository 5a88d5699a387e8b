import { p as postLogin, b as bodyOf } from "./providers-vault-session.js";
async function appRoleLogin({ name, mount, roleId, secretId }, setting, signal) {
  const role = secretId.kind === "wrapped" ? secretId.role : "";
  const secret = secretId.kind === "wrapped" ? await (await import("./providers-vault-logins-wrapped.js")).unwrapSecretId(secretId, mount, setting, signal) : secretId.kind === "plain" ? secretId.id : void 0;
  return postLogin(
    `${mount}/login`,
    bodyOf({ role_id: roleId, secret_id: secret }),
    { method: name, mount, role },
    role === "" ? `${mount}, by a role id` : `${mount} role ${role}`,
    setting,
    signal
  );
}
export {
  appRoleLogin
};
