import { K as readBounded, F as Failure, S as Secret } from "./kernel-base.js";
const MAX_BYTES = 64 * 1024;
const TOKEN = /^[\x21-\x7e]+$/;
function tokenFileBearer(file, host) {
  let masked;
  return async () => {
    const token = read(file);
    if (masked?.equals(token) !== true) host.born([token]);
    masked = token;
    return { token };
  };
}
function read(file) {
  let text = "";
  try {
    text = readBounded(file, MAX_BYTES).bytes.toString("utf8").trim();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
  if (TOKEN.test(text)) return Secret.of(text);
  throw new Failure(
    "CREDENTIALS_MISSING",
    "The file of the cluster's token is not there, or holds no token.",
    {
      at: { file },
      fix: "Check that the token is written there, and that this step may read it."
    }
  );
}
export {
  tokenFileBearer as t
};
