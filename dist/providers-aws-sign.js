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
const crypto = lazyBuiltin("node:crypto");
import { F as Failure } from "./kernel-base.js";
const ALGORITHM = "AWS4-HMAC-SHA256";
function signedHeaders(request, credentials, scope) {
  const { sessionToken } = credentials;
  const token = sessionToken === void 0 ? void 0 : textOf(sessionToken);
  const date = stamp(scope.now);
  const dated = { ...request.headers, "x-amz-date": date };
  const covered = token === void 0 ? dated : { ...dated, "x-amz-security-token": token };
  const { names, signature } = sign({ ...request, headers: covered }, [], credentials, scope);
  const credential = `${textOf(credentials.accessKeyId)}/${scopeText(scope)}`;
  return {
    ...dated,
    ...sessionToken === void 0 ? {} : { "x-amz-security-token": sessionToken },
    authorization: `${ALGORITHM} Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`
  };
}
function presignedUrl(request, query, seconds, credentials, scope) {
  const { sessionToken } = credentials;
  const parameters = [
    ...query,
    ["X-Amz-Algorithm", ALGORITHM],
    ["X-Amz-Credential", `${textOf(credentials.accessKeyId)}/${scopeText(scope)}`],
    ["X-Amz-Date", stamp(scope.now)],
    ["X-Amz-Expires", String(seconds)],
    ["X-Amz-SignedHeaders", namesOf(request)],
    ...sessionToken === void 0 ? [] : [["X-Amz-Security-Token", textOf(sessionToken)]]
  ];
  const { signature } = sign(request, parameters, credentials, scope);
  const { origin, pathname } = request.url;
  return `${origin}${pathname}?${parameters.map(encodedPair).join("&")}&X-Amz-Signature=${signature}`;
}
function sign(request, query, { secretAccessKey }, scope) {
  const headers = Object.entries(withHost(request)).sort(([a], [b]) => a < b ? -1 : 1);
  const names = namesOf(request);
  const canonical = [
    request.method,
    request.url.pathname.split("/").map(encoded).join("/"),
    query.map(encodedPair).sort().join("&"),
    ...headers.map(([name, value]) => `${name}:${value.trim().replace(/ +/g, " ")}`),
    "",
    names,
    crypto.hash("sha256", request.body ?? "", "hex")
  ].join("\n");
  const toSign = [ALGORITHM, stamp(scope.now), scopeText(scope), crypto.hash("sha256", canonical, "hex")];
  const keyParts = [stamp(scope.now).slice(0, 8), scope.region, scope.service, "aws4_request"];
  const key = keyParts.reduce(hmac, Buffer.from(`AWS4${textOf(secretAccessKey)}`));
  return { names, signature: hmac(key, toSign.join("\n")).toString("hex") };
}
const hmac = (key, text) => crypto.createHmac("sha256", key).update(text).digest();
const withHost = ({ url, headers }) => ({
  ...headers,
  host: url.host
});
const namesOf = (request) => Object.keys(withHost(request)).sort().join(";");
const stamp = (now) => new Date(now).toISOString().replace(/[-:]|\.\d+/g, "");
const scopeText = ({ service, region, now }) => `${stamp(now).slice(0, 8)}/${region}/${service}/aws4_request`;
const encoded = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
const encodedPair = ([name, value]) => `${encoded(name)}=${encoded(value)}`;
function textOf(part) {
  const text = part.reveal();
  if (text !== void 0) return text;
  throw new Failure("CREDENTIALS_REFUSED", "A part of the AWS credentials is no text.", {
    fix: "Check the three variables or inputs that hold them: access key id, secret access key, session token."
  });
}
export {
  presignedUrl as p,
  signedHeaders as s
};
