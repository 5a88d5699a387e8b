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
import { S as Secret } from "./kernel-base.js";
import { p as postLogin, b as bodyOf } from "./providers-vault-session.js";
const BODY = "Action=GetCallerIdentity&Version=2011-06-15";
const ALGORITHM = "AWS4-HMAC-SHA256";
const SERVER_ID = "x-vault-aws-iam-server-id";
async function awsLogin({ name, mount, role }, inputs, setting, signal) {
  const { host, addresses } = setting;
  const serverId = inputs.vaultAudience || (addresses[0]?.hostname ?? "");
  const { url, headers, body } = signCallerIdentity(host.env, serverId, new Date(host.clock.now()));
  const base64 = (text) => Buffer.from(text).toString("base64");
  const signed = Secret.of(base64(JSON.stringify(headers)));
  host.born([signed]);
  return postLogin(
    `${mount}/login`,
    bodyOf({
      role,
      iam_http_request_method: "POST",
      iam_request_url: base64(url),
      iam_request_body: base64(body),
      iam_request_headers: signed
    }),
    { method: name, mount, role, audience: serverId },
    role === "" ? `${mount}, by the AWS identity` : `${mount} role ${role}`,
    setting,
    signal
  );
}
function signCallerIdentity(env, serverId, date) {
  const { region, host } = stsOf(env);
  const at = date.toISOString().replace(/[-:]|\.\d{3}/g, "");
  const scope = `${at.slice(0, 8)}/${region}/sts/aws4_request`;
  const session = env["AWS_SESSION_TOKEN"] ?? "";
  const headers = {
    "content-type": "application/x-www-form-urlencoded; charset=utf-8",
    host,
    "x-amz-date": at,
    ...session === "" ? {} : { "x-amz-security-token": session },
    [SERVER_ID]: serverId
  };
  const names = Object.keys(headers).join(";");
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}
`);
  const canonical = `POST
/

${lines.join("")}
${names}
${sha256(BODY)}`;
  const toSign = `${ALGORITHM}
${at}
${scope}
${sha256(canonical)}`;
  const key = scope.split("/").reduce((previous, part) => hmac(previous, part), `AWS4${env["AWS_SECRET_ACCESS_KEY"]}`);
  const signature = hmac(key, toSign).toString("hex");
  const credential = `${env["AWS_ACCESS_KEY_ID"]}/${scope}`;
  headers["authorization"] = `${ALGORITHM} Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`;
  return { url: `https://${host}/`, headers, body: BODY };
}
function stsOf(env) {
  const region = env["AWS_REGION"] || env["AWS_DEFAULT_REGION"] || "us-east-1";
  if (region.startsWith("cn-")) return { region, host: `sts.${region}.amazonaws.com.cn` };
  const isRegional = region.startsWith("us-gov-") || env["AWS_STS_REGIONAL_ENDPOINTS"] === "regional";
  if (isRegional && /^[a-z\d-]+$/.test(region)) return { region, host: `sts.${region}.amazonaws.com` };
  return { region: "us-east-1", host: "sts.amazonaws.com" };
}
const sha256 = (text) => crypto.createHash("sha256").update(text).digest("hex");
const hmac = (key, text) => crypto.createHmac("sha256", key).update(text).digest();
export {
  awsLogin,
  signCallerIdentity
};
