import { Secret } from "../../kernel/secret.ts";

/** The login of one registry as docker keeps it. */
export function dockerConfig(host: string, username: Secret, password: Secret, email?: Secret): Secret {
  const [user, pass] = [username.reveal() ?? "", password.reveal() ?? ""];
  const auth = Buffer.from(`${user}:${pass}`).toString("base64");
  const login = {
    username: user,
    password: pass,
    ...(email === undefined ? {} : { email: email.reveal() }),
    auth,
  };
  return Secret.of(JSON.stringify({ auths: { [host]: login } }));
}
