import { F as Failure, i as systemClock } from "./kernel-base.js";
import { l as lazyHttp, d as loggedHttp } from "./commands-prepare.js";
const MIN_MASK_LENGTH = 4;
function undoing(runner, ca) {
  const http = lazyHttp(runner.env, ca);
  return async (left, signal) => {
    const [{ PROVIDERS }, { runMasks }] = await Promise.all([
      import("./providers-list.js").then(function(n) {
        return n.aa;
      }),
      import("./commands-prepare.js").then(function(n) {
        return n.G;
      })
    ]);
    const provider = PROVIDERS.find(({ id }) => id === left.provider);
    if (provider?.undo === void 0)
      throw new Failure("INTERNAL", `What was left at ${left.provider} cannot be undone here.`);
    const born = (secrets) => runner.mask(runMasks(secrets, MIN_MASK_LENGTH).forms);
    try {
      return await provider.undo(
        left,
        { http: loggedHttp(http, provider.id, runner), clock: systemClock, born },
        signal
      );
    } finally {
      http.close();
    }
  };
}
export {
  undoing
};
