import { expect, test } from "vitest";
import { reloaderTakes } from "../../../../src/cluster/restart/reloader.ts";
import { stateIn } from "../../../../src/cluster/restart/record.ts";
import { secret, workload } from "./stub.ts";

const TLS = secret({ name: "tls" });
const MATCHED = stateIn(
  {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "app", namespace: "prod", annotations: { "reloader.stakater.com/match": "true" } },
  },
  true,
);
const IGNORED = secret({ reloader: "ignore" });

test.each<[Record<string, string>, readonly ReturnType<typeof secret>[], boolean]>([
  [{}, [secret()], false],
  [{ "reloader.stakater.com/auto": "true" }, [secret(), TLS], true],
  [{ "reloader.stakater.com/auto": "false" }, [secret()], false],
  [{ "secret.reloader.stakater.com/auto": "true" }, [secret()], true],
  [{ "configmap.reloader.stakater.com/auto": "true" }, [secret()], false],
  [{ "configmap.reloader.stakater.com/auto": "true" }, [secret({ kind: "ConfigMap" })], true],
  [{ "secret.reloader.stakater.com/reload": "tls, app" }, [secret()], true],
  [{ "secret.reloader.stakater.com/reload": "app" }, [secret(), TLS], false],
  [{ "secret.reloader.stakater.com/reload": "a.*" }, [secret()], false],
  [{ "reloader.stakater.com/search": "true" }, [secret()], false],
  [{ "reloader.stakater.com/search": "true" }, [MATCHED], true],
  [{ "reloader.stakater.com/auto": "true" }, [IGNORED], false],
  [
    { "reloader.stakater.com/auto": "true", "secrets.exclude.reloader.stakater.com/reload": "app" },
    [secret()],
    false,
  ],
])("%j takes it: %#", (annotations, secrets, taken) => {
  const onWorkload = workload("Deployment", "api", { metadata: { annotations } });
  const onTemplate = workload("Deployment", "api", { template: annotations });
  expect([reloaderTakes(onWorkload, secrets), reloaderTakes(onTemplate, secrets)]).toEqual([taken, taken]);
});
