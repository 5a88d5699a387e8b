import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import { createClient } from "../../src/cluster/client.ts";
import { kubeconfigAccess } from "../../src/cluster/login/kubeconfig.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { createHttp } from "../../src/kernel/http-client.ts";
import { describeUnless } from "../harness/describe-unless.ts";
import { clusterServer, NO_CLUSTER } from "../harness/servers/cluster.ts";

const none = (): never => {
  throw new Error("nobody was to be asked for a token");
};

describeUnless(NO_CLUSTER, "kubectl and we as somebody else, by one kubeconfig", () => {
  const cluster = clusterServer();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "acting-"));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  test.each([
    ["jane@example.com", undefined, [], {}],
    ["jürgen", "4711", ["Zoë", "system:authenticated"], {}],
    ["a b", undefined, ["x, y"], { "example.com/Reason (why)": ["a b", "c"], scopes: ["ü"] }],
  ])("as %s with uid %s, groups %j and %j, both are known as the same", async (user, uid, groups, extra) => {
    const acting = parse(fs.readFileSync(cluster.adminKubeconfig, "utf8"));
    Object.assign(acting.users[0].user, {
      as: user,
      "as-uid": uid,
      "as-groups": groups,
      "as-user-extra": extra,
    });
    const file = path.join(folder, "acting");
    fs.writeFileSync(file, JSON.stringify(acting), { mode: 0o600 });
    const whoami = ["auth", "whoami", "-o", "json", `--kubeconfig=${file}`];
    const { userInfo: theirInfo } = JSON.parse((await cluster.kubectl(whoami)).stdout).status;
    const http = createHttp({ env: {}, clock: systemClock });
    const [said, silent] = [(text: string) => text, () => undefined];
    const host = { http, clock: systemClock, born: silent, said, warn: silent, info: silent, debug: silent };
    const { signal } = new AbortController();
    const given = { server: undefined, ca: undefined };
    const needs = {
      env: {},
      workspace: os.devNull,
      home: undefined,
      face: "terminal",
      idToken: none,
      cloud: none,
    } as const;
    const access = await kubeconfigAccess(
      { kind: "kubeconfig", path: file, context: undefined },
      given,
      needs,
      host,
      signal,
    );
    const review = { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" };
    const { json } = await createClient(access, host).call(
      {
        method: "POST",
        path: "/apis/authentication.k8s.io/v1/selfsubjectreviews",
        body: JSON.stringify(review),
      },
      signal,
    );
    http.close();
    expect((json as { status: object }).status).toEqual({ userInfo: theirInfo });
    expect([theirInfo.username, theirInfo.uid]).toEqual([user, uid]);
    expect(theirInfo.groups).toEqual(expect.arrayContaining(groups));
    expect(Object.values(theirInfo.extra ?? {})).toEqual(Object.values(extra));
  });
});
