import { s as syncSpec } from "./cluster-external-secrets.js";
import { s as shownKey } from "./providers-list.js";
import { r as restartPlan, a as aboutToBe } from "./cluster-restart.js";
async function wouldRestart(checked, client, host, signal) {
  const plan = await restartPlan(aboutToBe(checked), client, host, signal);
  return plan.flatMap(({ key, will, secrets, why }) => {
    const more = why === void 0 ? {} : { why };
    if (will === "wait") return [];
    return [{ key, is: will === "restart" ? "would restart" : "left alone", secrets, ms: 0, ...more }];
  });
}
const wouldSync = (external, restart) => external.map(
  ({ key, body }) => `${shownKey(key)} would be synced${restart ? `; what uses ${syncSpec(body).target} would restart if a value is new` : ""}.`
);
export {
  wouldRestart,
  wouldSync
};
