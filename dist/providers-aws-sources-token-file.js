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
import { S as Secret, K as readBounded, F as Failure } from "./kernel-base.js";
import { o as objectOf, e as expired } from "./providers-aws-sources-answer.js";
const MAX_TOKEN_BYTES = 64 * 1024;
const JWT = /^[\w-]+\.([\w-]+)\.[\w-]+$/;
function readTokenFile(file, host) {
  const absolute = path.resolve(host.workspace, file);
  const text = contentOf(absolute);
  const token = Secret.of(text);
  if (!token.isEmpty) host.born([token]);
  const [, payload] = JWT.exec(text) ?? [];
  const claims = payload === void 0 ? void 0 : objectOf(Buffer.from(payload, "base64url"));
  if (claims === void 0) throw missing("The token file holds no identity token (a JWT).", absolute);
  const end = claims["exp"];
  if (typeof end === "number" && end * 1e3 <= host.clock.now())
    throw expired(
      "The token file",
      new Date(end * 1e3),
      "Have the token written anew right before this step."
    );
  return { token, claims };
}
function contentOf(file) {
  try {
    return readBounded(file, MAX_TOKEN_BYTES).bytes.toString("utf8").trim();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const why = error.code === "FILE_NOT_FOUND" ? "The token file is not there." : error.code === "LIMIT_EXCEEDED" ? "The token file is too large for an identity token." : "The token file cannot be read.";
    throw missing(why, file);
  }
}
const missing = (message, file) => new Failure("CREDENTIALS_MISSING", message, {
  at: { file },
  fix: "aws-credentials: token-file PATH\nwith the path that the token is written to, relative to the workspace or absolute. On GitHub's runners a role alone does, without a file: aws-role."
});
export {
  readTokenFile
};
