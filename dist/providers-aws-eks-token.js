import { S as Secret } from "./kernel-base.js";
import { u as partitionOf } from "./providers-list.js";
import { p as presignedUrl } from "./providers-aws-sign.js";
const LIFE_MS = 14 * 6e4;
const EXPIRES_SECONDS = 60;
const PREFIX = "k8s-aws-v1.";
function eksToken({ name, region }, credentials, now) {
  const url = presignedUrl(
    {
      method: "GET",
      url: new URL(`https://sts.${region}.${partitionOf(region).dnsSuffix}/`),
      headers: { "x-k8s-aws-id": name }
    },
    [
      ["Action", "GetCallerIdentity"],
      ["Version", "2011-06-15"]
    ],
    EXPIRES_SECONDS,
    credentials,
    { service: "sts", region, now }
  );
  const ends = Math.min(now + LIFE_MS, credentials.expires?.getTime() ?? Number.POSITIVE_INFINITY);
  return {
    token: Secret.of(`${PREFIX}${Buffer.from(url).toString("base64url")}`),
    expires: new Date(ends)
  };
}
export {
  eksToken
};
