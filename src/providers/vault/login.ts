import { Failure } from "../../kernel/errors.ts";
import type { VaultInputs } from "./inputs.ts";
import { chooseMethod, type Method } from "./method.ts";
import type { VaultSetting } from "./setting.ts";
import type { VaultToken } from "./token.ts";

/**
 * Logs in by the one method that the inputs ask for; each method's code is loaded only where it is used. The token is
 * masked when this returns.
 *
 * @throws Failure INPUT_INVALID, CREDENTIALS_*, OIDC_*, LOGIN_REFUSED with the role that would fit, WRAPPING_SPENT,
 * MOUNT_UNKNOWN, and what `callVault` throws for a server that cannot be asked
 */
export async function logIn(
  inputs: VaultInputs,
  setting: VaultSetting,
  signal: AbortSignal,
): Promise<VaultToken> {
  const method = chooseMethod(inputs, setting.host.env);
  if (method instanceof Failure) throw method;
  return by(method, inputs, setting, signal);
}

async function by(
  method: Method,
  inputs: VaultInputs,
  setting: VaultSetting,
  signal: AbortSignal,
): Promise<VaultToken> {
  switch (method.name) {
    case "jwt":
      return (await import("./logins/jwt.ts")).jwtLogin(method, inputs, setting, signal);
    case "jwt-key":
      return (await import("./logins/jwt-key.ts")).jwtKeyLogin(method, inputs, setting, signal);
    case "token":
      return (await import("./logins/token.ts")).tokenLogin(method, setting, signal);
    case "approle":
      return (await import("./logins/approle.ts")).appRoleLogin(method, setting, signal);
    case "kubernetes":
      return (await import("./logins/kubernetes.ts")).kubernetesLogin(method, setting, signal);
    case "userpass":
    case "ldap":
      return (await import("./logins/password.ts")).passwordLogin(method, setting, signal);
    case "cert":
      return (await import("./logins/cert.ts")).certLogin(method, setting, signal);
    case "github":
      return (await import("./logins/github.ts")).githubLogin(method, setting, signal);
    case "aws":
      return (await import("./logins/aws.ts")).awsLogin(method, inputs, setting, signal);
    case "other":
      return (await import("./logins/other.ts")).otherLogin(method, setting, signal);
  }
}
