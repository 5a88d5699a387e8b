import { p as printable } from "./report-failure.js";
const JWT = /^[\w-]+\.([\w-]+)\.[\w-]+$/;
const SHOWN = [
  "iss",
  "sub",
  "aud",
  "repository",
  "repository_id",
  "repository_owner_id",
  "repository_visibility",
  "ref",
  "environment",
  "event_name",
  "workflow_ref",
  "job_workflow_ref",
  "runner_environment"
];
const MAX_SHOWN = 500;
const isJwt = (text) => JWT.test(text);
function decodeClaims(token) {
  const payload = JWT.exec(token.reveal() ?? "")?.[1];
  if (payload === void 0) return void 0;
  try {
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    return typeof claims === "object" && claims !== null && !Array.isArray(claims) ? claims : void 0;
  } catch {
    return void 0;
  }
}
const shownClaims = (claims) => SHOWN.flatMap((name) => {
  const value = claimText(claims[name]);
  return value === "" ? [] : [{ name, value: printable(value).slice(0, MAX_SHOWN) }];
});
function claimText(claim) {
  if (typeof claim === "string") return claim;
  if (typeof claim === "number" || typeof claim === "boolean") return String(claim);
  return Array.isArray(claim) ? claim.filter((one) => typeof one === "string").join(", ") : "";
}
export {
  decodeClaims,
  isJwt,
  shownClaims
};
