import { S as Secret, F as Failure } from "./kernel-base.js";
import { n as notJson, H as HttpError, u as unreachable } from "./kernel-http-client.js";
import { o as objectOf, c as credentialsOf, a as ask, b as busy } from "./providers-aws-sources-answer.js";
const WHO = "The EC2 instance metadata service";
const ROLES = "/latest/meta-data/iam/security-credentials/";
const IPV4 = "http://169.254.169.254";
const IPV6 = "http://[fd00:ec2::254]";
const TOKEN_SECONDS = "300";
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;
const LIMITS = { headersMs: 1e3, totalMs: 2e3, maxBytes: 64 * 1024 };
const RULES = { attempts: 3 };
const LOCAL = /^(?:127(?:\.\d{1,3}){3}|169\.254\.\d{1,3}\.\d{1,3}|localhost|\[::1\]|\[fd00:ec2::[\da-f]{1,4}\])$/;
async function instanceCredentials(host, signal) {
  if (/^true$/i.test(host.env["AWS_EC2_METADATA_DISABLED"] ?? ""))
    throw missing(
      "AWS_EC2_METADATA_DISABLED is true, so the instance is not asked.",
      "Remove that variable."
    );
  const base = endpointOf(host.env);
  const issued = await send("PUT", new URL("/latest/api/token", base), host, signal, {
    "x-aws-ec2-metadata-token-ttl-seconds": TOKEN_SECONDS
  });
  if (issued.status !== 200) throw noToken(issued.status);
  const token = Secret.of(textOf(issued));
  if (token.isEmpty || /[^\x21-\x7e]/.test(textOf(issued))) throw notJson(issued, WHO);
  host.born([token]);
  const headers = { "x-aws-ec2-metadata-token": token };
  const roles = await send("GET", new URL(ROLES, base), host, signal, headers);
  const [role = ""] = textOf(roles).split(/\r?\n/);
  if (roles.status === 404 || roles.status === 200 && role === "") throw noRole();
  if (roles.status !== 200) throw noToken(roles.status);
  if (!ROLE_NAME.test(role)) throw notJson(roles, WHO);
  const answer = await send(
    "GET",
    new URL(`${ROLES}${encodeURIComponent(role)}`, base),
    host,
    signal,
    headers
  );
  if (answer.status === 404) throw noRole();
  if (answer.status !== 200) throw noToken(answer.status);
  const given = objectOf(answer.body);
  if (given === void 0) throw notJson(answer, WHO);
  if (given["Code"] !== void 0 && given["Code"] !== "Success")
    throw new Failure("CREDENTIALS_REFUSED", `${WHO} could not get credentials for the instance's role.`, {
      fix: "The role's trust policy must allow sts:AssumeRole to the service ec2.amazonaws.com, and the role must still exist."
    });
  return credentialsOf(
    {
      accessKeyId: given["AccessKeyId"],
      secretAccessKey: given["SecretAccessKey"],
      sessionToken: given["Token"],
      expiration: given["Expiration"]
    },
    WHO,
    "Check the clock of this machine; AWS renews an instance's credentials by itself.",
    host
  );
}
function endpointOf(env) {
  const given = env["AWS_EC2_METADATA_SERVICE_ENDPOINT"] ?? "";
  const isIpv6 = /^ipv6$/i.test(env["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"] ?? "");
  const text = given === "" ? isIpv6 ? IPV6 : IPV4 : given;
  const url = URL.canParse(text) ? new URL(text) : void 0;
  if (url?.protocol === "https:" || url?.protocol === "http:" && LOCAL.test(url.hostname)) return url;
  throw new Failure(
    "ENDPOINT_REFUSED",
    "AWS_EC2_METADATA_SERVICE_ENDPOINT names no host that an instance's metadata may come from.",
    { fix: `Remove it (then ${IPV4} is asked), or name a link-local or loopback address.` }
  );
}
async function send(method, url, host, signal, headers) {
  try {
    const answer = await ask({ method, url, headers, limits: LIMITS, direct: true }, host, signal, RULES);
    if (answer.status === 429 || answer.status >= 500) throw busy(WHO, answer);
    return answer;
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    if (error.kind === "timeout" || error.kind === "refused" || error.kind === "dns") throw silent();
    throw unreachable(error, WHO);
  }
}
const textOf = ({ body }) => Buffer.from(body).toString("utf8").trim();
const missing = (message, fix) => new Failure("CREDENTIALS_MISSING", message, { at: { input: "aws-credentials" }, fix });
const silent = () => missing(
  `${WHO} does not answer.`,
  "This is no EC2 instance, its metadata service is off, or the job runs in a container: an answer to a container needs a second hop,\naws ec2 modify-instance-metadata-options --instance-id ID --http-tokens required --http-put-response-hop-limit 2"
);
const noRole = () => missing(
  "This EC2 instance has no role.",
  "aws ec2 associate-iam-instance-profile --instance-id ID --iam-instance-profile Name=NAME"
);
const noToken = (status) => status === 401 || status === 403 ? missing(
  `${WHO} is off or refuses this process (status ${status}).`,
  "aws ec2 modify-instance-metadata-options --instance-id ID --http-endpoint enabled --http-tokens required"
) : new Failure("STORE_ANSWER_INVALID", `${WHO} answered with status ${status}.`, {
  fix: "Something else seems to answer at its address (IMDSv2 is needed): check AWS_EC2_METADATA_SERVICE_ENDPOINT, and agents like kube2iam that stand in its place."
});
export {
  instanceCredentials
};
