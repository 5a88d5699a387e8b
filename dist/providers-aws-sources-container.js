import { F as Failure, S as Secret, K as readBounded } from "./kernel-base.js";
import { H as HttpError, u as unreachable, n as notJson } from "./kernel-http-client.js";
import { a as ask, b as busy, o as objectOf, c as credentialsOf } from "./providers-aws-sources-answer.js";
const WHO = "The container's credential service";
const RELATIVE = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
const FULL = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
const ECS = "http://169.254.170.2";
const PLAIN_HOSTS = /* @__PURE__ */ new Set(["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]", "[::1]", "localhost"]);
const LOOPBACK = /^127(?:\.\d{1,3}){3}$/;
const LIMITS = { headersMs: 2e3, totalMs: 5e3, maxBytes: 64 * 1024 };
const RULES = { attempts: 3 };
const MAX_TOKEN_BYTES = 64 * 1024;
async function containerCredentials(host, signal) {
  const url = addressOf(host.env);
  const token = authorizationOf(host.env);
  if (token !== void 0) host.born([token]);
  const headers = { accept: "application/json", ...token === void 0 ? {} : { authorization: token } };
  let answer;
  try {
    answer = await ask({ method: "GET", url, headers, limits: LIMITS, direct: true }, host, signal, RULES);
  } catch (error) {
    throw error instanceof HttpError ? unreachable(error, WHO) : error;
  }
  if (answer.status === 429 || answer.status >= 500) throw busy(WHO, answer);
  if (answer.status !== 200) throw refused(answer.status);
  const given = objectOf(answer.body);
  if (given === void 0) throw notJson(answer, WHO);
  return credentialsOf(
    {
      accessKeyId: given["AccessKeyId"],
      secretAccessKey: given["SecretAccessKey"],
      sessionToken: given["Token"],
      expiration: given["Expiration"]
    },
    WHO,
    "Check the clock of this machine, and the agent that renews the credentials.",
    host
  );
}
function addressOf(env) {
  const relative = env[RELATIVE] ?? "";
  const full = env[FULL] ?? "";
  if (relative === "" && full === "")
    throw new Failure("CREDENTIALS_MISSING", `The environment has neither ${RELATIVE} nor ${FULL}.`, {
      at: { input: "aws-credentials" },
      fix: "ECS and EKS Pod Identity set them inside the container: give the task or the service account a role, and see that the runner's process has the variable. On an EC2 instance:\naws-credentials: instance"
    });
  const name = relative === "" ? FULL : RELATIVE;
  const text = relative === "" ? full : `${ECS}${relative}`;
  const url = URL.canParse(text) && (relative === "" || relative.startsWith("/")) ? new URL(text) : void 0;
  if (url === void 0)
    throw new Failure("ENDPOINT_REFUSED", `${name} holds no address that can be asked.`, {
      fix: `${name} is set by ECS or EKS; remove what else sets it.`
    });
  const isPlain = url.protocol === "http:" && (PLAIN_HOSTS.has(url.hostname) || LOOPBACK.test(url.hostname));
  if (url.protocol !== "https:" && !isPlain || url.username !== "" || url.password !== "")
    throw new Failure(
      "ENDPOINT_REFUSED",
      `${FULL} names a host that may not get the container's token over http:.`,
      {
        fix: `Over http: only ${[...PLAIN_HOSTS].join(", ")} and 127.0.0.0/8 are asked; any other host over https:.`
      }
    );
  return url;
}
function authorizationOf(env) {
  const file = env["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] ?? "";
  const text = (file === "" ? env["AWS_CONTAINER_AUTHORIZATION_TOKEN"] ?? "" : contentOf(file)).trim();
  if (text === "" && file === "") return void 0;
  if (text === "" || /[^\x20-\x7e]/.test(text))
    throw new Failure(
      "CREDENTIALS_MISSING",
      "The container's authorization token is empty or no single line.",
      {
        fix: "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE must name the file that the EKS Pod Identity webhook mounts."
      }
    );
  return Secret.of(text);
}
function contentOf(file) {
  try {
    return readBounded(file, MAX_TOKEN_BYTES).bytes.toString("utf8");
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure("CREDENTIALS_MISSING", "The container's authorization token file cannot be read.", {
      at: { file },
      fix: "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE must name a file that this process can read; mount the pod's token into the runner's container."
    });
  }
}
const refused = (status) => status === 404 ? new Failure("CREDENTIALS_MISSING", `${WHO} has no credentials for this container (status 404).`, {
  fix: "Give the ECS task a task role, or the pod's service account a Pod Identity association."
}) : new Failure("CREDENTIALS_REFUSED", `${WHO} refused this container (status ${status}).`, {
  fix: "Check the role of the task, or the Pod Identity association of the service account, and that its trust policy allows ecs-tasks.amazonaws.com or pods.eks.amazonaws.com."
});
export {
  containerCredentials
};
