import { a as asFailure } from "./kernel-base.js";
import { n as notJson, H as HttpError, u as unreachable } from "./kernel-http-client.js";
import { H as isLoopback } from "./providers-list.js";
const EVERY_STATE = "v1/sys/health?standbyok=true&perfstandbyok=true&sealedcode=200&uninitcode=200&drsecondarycode=200&haunhealthycode=200&removedcode=200";
const TOLERATED_SKEW_MS = 6e4;
const HEALTH_LIMITS = { headersMs: 5e3, totalMs: 8e3, maxBytes: 64 * 1024 };
const VERSION = /^\d[\w.+-]{0,39}$/;
const serverHealth = async (setting, signal) => Promise.all(setting.addresses.map(async (address) => askServer(address, setting, signal)));
async function askServer(address, setting, signal) {
  const { http, clock } = setting.host;
  const base = address.href.endsWith("/") ? address : new URL(`${address.href}/`);
  try {
    const headers = { "x-vault-request": "true" };
    for (const [name, value] of setting.headers) headers[name] = value;
    const answer = await http.send(
      {
        method: "GET",
        url: new URL(EVERY_STATE, base),
        headers,
        direct: isLoopback(address),
        limits: HEALTH_LIMITS,
        ...setting.certificate === void 0 ? {} : { certificate: setting.certificate }
      },
      signal
    );
    const state = stateOf(answer.body);
    if (state === void 0) throw notJson(answer, `Vault (${address.host})`);
    const date = Date.parse(answer.headers["date"] ?? "");
    return {
      isUp: state.isInitialised && !state.isSealed,
      details: [reachable(address, state), seal(address, state), ...clockOf(address, date - clock.now())]
    };
  } catch (error) {
    const failure = error instanceof HttpError ? unreachable(error, `Vault (${address.host})`) : asFailure(error);
    return { isUp: false, details: [detailOf("reachable", failure)] };
  }
}
function stateOf(body) {
  const json = parsed(body);
  if (typeof json?.["initialized"] !== "boolean" || typeof json["sealed"] !== "boolean") return void 0;
  const version = json["version"];
  return {
    isInitialised: json["initialized"],
    isSealed: json["sealed"],
    isStandby: json["standby"] === true || json["performance_standby"] === true,
    version: typeof version === "string" && VERSION.test(version) ? version : "unknown"
  };
}
function parsed(body) {
  try {
    return recordOf(JSON.parse(new TextDecoder().decode(body)));
  } catch {
    return void 0;
  }
}
const reachable = ({ host }, { version, isStandby }) => ({
  name: "reachable",
  ok: true,
  text: `${host} answers, version ${version}${isStandby ? ", a standby" : ""}`
});
function seal({ host, origin }, { isInitialised, isSealed }) {
  if (!isInitialised)
    return {
      name: "seal",
      ok: false,
      text: `${host} is not initialised`,
      fix: `vault operator init -address=${origin}`
    };
  if (isSealed)
    return {
      name: "seal",
      ok: false,
      text: `${host} is sealed`,
      fix: `vault operator unseal -address=${origin}   # by those who hold the key shares`
    };
  return { name: "seal", ok: true, text: `${host} is unsealed` };
}
function clockOf({ host }, skew) {
  if (Number.isNaN(skew)) return [];
  const ok = Math.abs(skew) <= TOLERATED_SKEW_MS;
  const seconds = Math.round(Math.abs(skew) / 1e3);
  const text = seconds <= 1 ? `agrees with ${host}` : `is ${seconds} s ${skew > 0 ? "behind" : "ahead of"} ${host}`;
  return [
    {
      name: "clock",
      ok,
      text: `the clock here ${text}`,
      ...ok ? {} : { fix: "sudo timedatectl set-ntp true   # on whichever of the two is wrong" }
    }
  ];
}
const detailOf = (name, { message, fix }) => ({
  name,
  ok: false,
  text: message,
  ...fix === void 0 ? {} : { fix }
});
function recordOf(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : void 0;
}
export {
  detailOf,
  recordOf,
  serverHealth
};
