import { S as Secret } from "./kernel-base.js";
function staticCredentials(source, host) {
  const { secretAccessKey, sessionToken } = source;
  const accessKeyId = Secret.of(source.accessKeyId);
  host.born([accessKeyId, secretAccessKey, ...sessionToken === void 0 ? [] : [sessionToken]]);
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken,
    expires: void 0,
    arn: void 0,
    assumedAt: void 0,
    token: void 0
  };
}
export {
  staticCredentials
};
