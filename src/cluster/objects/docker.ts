import { Failure } from "../../kernel/errors.ts";
import { Secret } from "../../kernel/secret.ts";

const CODE = "MANIFEST_INVALID";
const FIX = '{"auths": {"ghcr.io": {"username": "USER", "password": "TOKEN"}}}';
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The login of one registry as docker keeps it: the one key of a Secret of kubernetes.io/dockerconfigjson. */
export function dockerConfig(host: string, username: Secret, password: Secret, email?: Secret): Secret {
  const [user, pass] = [username.reveal() ?? "", password.reveal() ?? ""];
  const auth = Buffer.from(`${user}:${pass}`).toString("base64");
  const login = {
    username: user,
    password: pass,
    ...(email === undefined ? {} : { email: email.reveal() ?? "" }),
    auth,
  };
  return Secret.of(JSON.stringify({ auths: Object.fromEntries([[host, login]]) }));
}

/**
 * What is wrong with a `.dockerconfigjson`: no JSON, no `auths`, a host without a login, an `auth` that is no base64 of
 * USER:PASSWORD or says another login than beside it. The server asks for JSON only; the kubelet then pulls without a login.
 * Hosts are counted and not named: who mixes up the fields puts a password there.
 * https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/
 */
export function dockerProblems(json: Secret): readonly Failure[] {
  const config = recordOf(parsed(json));
  if (config === undefined) return [failure("is no JSON object")];
  const auths = recordOf(config["auths"]);
  if (auths === undefined) return [failure("has no map `auths`", shapeFix(config))];
  const hosts = Object.entries(auths);
  if (hosts.length === 0) return [failure("has no registry under `auths`")];
  return hosts.flatMap(([host, login], index): Failure[] => {
    const what = host.trim() === "" ? "has no name of a registry" : loginProblem(login);
    return what === undefined ? [] : [failure(`registry ${index + 1} under \`auths\` ${what}`)];
  });
}

const failure = (what: string, fix: string = FIX): Failure =>
  new Failure(CODE, `.dockerconfigjson: ${what}.`, { fix });

/** The older form has the registries at the top. */
const shapeFix = (config: Readonly<Record<string, unknown>>): string =>
  Object.values(config).some((value) => recordOf(value)?.["auth"] !== undefined)
    ? `The registries stand under auths: ${FIX}`
    : FIX;

function loginProblem(login: unknown): string | undefined {
  const fields = recordOf(login);
  if (fields === undefined) return "is no map";
  const { username, password, auth } = fields as Readonly<Record<"username" | "password" | "auth", unknown>>;
  if ([username, password, auth].some((field) => field !== undefined && typeof field !== "string"))
    return "has a username, password or auth that is no text";
  if (fields["identitytoken"] !== undefined || fields["registrytoken"] !== undefined)
    return typeof auth === "string" && auth !== "" ? undefined : "has a token of docker login, and no auth";
  if (auth === undefined || auth === "")
    return username && password ? undefined : "has neither username and password nor auth";
  const text = (auth as string).replace(/[\r\n]/g, "");
  const login64 = BASE64.test(text) ? Buffer.from(text, "base64").toString("utf8") : "";
  const colon = login64.indexOf(":");
  if (colon < 1) return "has an auth that is no base64 of USER:PASSWORD";
  // docker pads with NUL characters.
  const pass = login64.slice(colon + 1).replace(/\0+$/, "");
  const differs =
    (username !== undefined && username !== login64.slice(0, colon)) ||
    (password !== undefined && password !== pass);
  return differs ? "has an auth of another login than its username and password" : undefined;
}

function parsed(json: Secret): unknown {
  try {
    return JSON.parse(json.reveal() ?? "");
  } catch {
    return undefined;
  }
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
