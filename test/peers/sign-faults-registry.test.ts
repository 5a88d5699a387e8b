import { expect, test } from "vitest";
import { judgeImage } from "../harness/servers/sigstore-verifiers.ts";
import { firstTimes, type Trouble } from "./sign-proxy.ts";
import { proxiedSigstore } from "./sign-proxied.ts";

const { peers, proxies, sign } = proxiedSigstore();

const WRITES = ["POST .*uploads", "PUT .*uploads", "PUT .*manifests", "GET .*manifests", "HEAD ."];
test.each(
  (["registry", "referrers"] as const).flatMap((service) =>
    WRITES.flatMap((on) =>
      (["lost", "reset", "unavailable", "text"] as const).map((trouble) => [service, on, trouble] as const),
    ),
  ),
)("%s: the first %s, %s: the signatures get there, once", async (service, on, trouble: Trouble) => {
  const host = service === "registry" ? peers().registryHost : peers().referrersRegistryHost;
  const name = `shop/${trouble}-${WRITES.indexOf(on)}`;
  const image = await peers().pushImage(host, name, "one");
  const before = await proxies().size("rekor1");
  proxies().decide(firstTimes(service, trouble, 1, new RegExp(on)));
  const run = await sign("v1", { inputs: { sign: `oci://${proxies().through(image)}` } });
  expect([run.main.exitCode, run.main.exitCode === 0 ? "" : run.log]).toEqual([0, ""]);
  expect((await proxies().size("rekor1")) - before).toBe(2);
  const digest = image.split("@")[1] ?? "";
  const legacy = await fetch(`http://${host}/v2/${name}/manifests/${digest.replace(":", "-")}.sig`, {
    headers: { accept: "application/vnd.oci.image.manifest.v1+json" },
  });
  expect(((await legacy.json()) as { layers: unknown[] }).layers).toHaveLength(1);
  const { code } = await judgeImage(peers(), "cosign", { kind: "v1", image, legacy: false });
  expect(code).toBe(0);
});
