import { s as signedHeaders } from "./providers-aws-sign.js";
class Refused extends Error {
  name = "Refused";
  $fault;
  $response;
  $metadata;
  Code;
  constructor({ status, headers }, code, said) {
    super(said);
    this.Code = code ?? "Unknown";
    this.$fault = code === void 0 ? void 0 : status < 500 ? "client" : "server";
    this.$response = { statusCode: status, headers };
    this.$metadata = metadataOf(status, headers);
  }
}
async function sendSigned(request, credentials, scope, { host }, signal) {
  const { method, url, body } = request;
  const signed = signedHeaders(request, credentials, { ...scope, now: host.clock.now() });
  const answer = await host.http.send(
    {
      method,
      url,
      headers: { accept: "application/json", "user-agent": "secrets-action", ...signed },
      ...body === void 0 ? {} : { body: Buffer.from(body) },
      // `http:` is on loopback only, and nothing of this machine's own goes to a proxy in the clear.
      ...url.protocol === "http:" ? { direct: true } : {}
    },
    signal
  );
  const json = jsonOf(answer.body);
  if (answer.status === 200 && json !== void 0)
    return { $metadata: metadataOf(answer.status, answer.headers), json };
  const type = answer.headers["x-amzn-errortype"] ?? json?.["__type"] ?? json?.["code"];
  const code = typeof type === "string" ? /^(?:[\w.]+#)?(\w{1,80})(?::|$)/.exec(type)?.[1] : void 0;
  const said = json?.["message"] ?? json?.["Message"];
  throw new Refused(answer, code, typeof said === "string" ? said : "");
}
function objectIn(json, key) {
  const value = json[key];
  return typeof value === "object" && value !== null ? value : {};
}
const metadataOf = (status, headers) => ({
  httpStatusCode: status,
  requestId: headers["x-amzn-requestid"]
});
function jsonOf(body) {
  try {
    const value = JSON.parse(new TextDecoder().decode(body));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : void 0;
  } catch {
    return void 0;
  }
}
export {
  objectIn as o,
  sendSigned as s
};
