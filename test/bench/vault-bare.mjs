// The least that Node takes for the same five requests: no inputs, no masks, no retries, no files. Plain JavaScript, so
// that no types are stripped while it is timed.
import https from "node:https";
import process from "node:process";

const { VAULT_ADDR, ACTIONS_ID_TOKEN_REQUEST_URL, ACTIONS_ID_TOKEN_REQUEST_TOKEN } = process.env;
const agent = new https.Agent({ keepAlive: true });

const ask = (url, options, body) =>
  new Promise((resolve, reject) => {
    const request = https.request(url, { agent, ...options }, (answer) => {
      let text = "";
      answer.on("data", (chunk) => (text += chunk));
      answer.on("end", () => resolve(text === "" ? undefined : JSON.parse(text)));
    });
    request.on("error", reject);
    request.end(body);
  });

const identity = await ask(`${ACTIONS_ID_TOKEN_REQUEST_URL}&audience=${encodeURIComponent(VAULT_ADDR)}`, {
  headers: { authorization: `bearer ${ACTIONS_ID_TOKEN_REQUEST_TOKEN}` },
});
const headers = { "x-vault-request": "true" };
const vault = (method, path, body) => ask(`${VAULT_ADDR}/v1/${path}`, { method, headers }, body);
const login = await vault("POST", "auth/jwt/login", JSON.stringify({ role: "bench", jwt: identity.value }));
headers["x-vault-token"] = login.auth.client_token;
await vault("GET", "sys/internal/ui/mounts/secret/bench/n0");
const secret = await vault("GET", "secret/data/bench/n0");
await vault("POST", "auth/token/revoke-self");
process.exit(secret.data.data.value === "bench-value-0" ? 0 : 1);
