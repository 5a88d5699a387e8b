import { F as Failure } from "./kernel-base.js";
import { p as parseServer, c as checkedPem } from "./cluster.js";
const INVALID = { code: "STORE_ANSWER_INVALID" };
const UNKNOWN = "The cluster does not know the identity of this job: let it in where the cloud decides on that.";
async function cloudAccess(login, given, host, signal) {
  const { server, ca, serverName } = await placeOf(login, given, signal);
  return {
    shown: login.shown,
    server,
    trust: {
      ...ca === void 0 ? {} : { ca },
      ...serverName === void 0 ? {} : { serverName }
    },
    bearer: async (_renew, signal2) => {
      const made = await login.token(signal2);
      host.born([made.token]);
      return made;
    },
    advice: { unauthorized: login.unauthorized ?? UNKNOWN }
  };
}
async function placeOf(login, given, signal) {
  if (given.server !== void 0 && given.ca !== void 0)
    return { server: given.server, ca: given.ca, serverName: void 0 };
  const place = await login.place(signal);
  const said = parseServer(place.server, "The cloud's answer", "cluster-server: https://HOST");
  if (said instanceof Failure) throw said;
  const ca = given.ca ?? (place.ca === void 0 ? void 0 : checkedPem(place.ca, "The cloud's answer", INVALID));
  const isElsewhere = given.server !== void 0 && given.server.hostname !== said.hostname;
  return { server: given.server ?? said, ca, serverName: isElsewhere ? said.hostname : void 0 };
}
export {
  cloudAccess,
  placeOf
};
