import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import { closedPort } from "../harness/servers/control.ts";
import { githubMembers } from "../harness/servers/github-members.ts";
import { hasLdap, type LdapServer, startLdap } from "../harness/servers/ldap.ts";
import { CANARY, NO_VAULT, step, textOf, vaultServer } from "./hashicorp.ts";

const NO_LDAP = hasLdap() ? undefined : "LDAP: skipped: OpenLDAP is not installed (apt-get install slapd)";
/** Logins that OpenBao's build lacks, or that nobody here could serve it. */
describeUnless(NO_VAULT, "HashiCorp Vault", () => {
  const vault = vaultServer({
    seed: {
      policies: { deploy: { "secret/data/*": ["read"] } },
      mounts: { secret: { type: "kv", version: 2, secrets: { app: { value: `${CANARY}-app` } } } },
    },
  });
  const stops: (() => Promise<void>)[] = [];
  beforeAll(async () => void stops.push((await vault.start()).stop));
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  /** Logs in and reads: whether the login's own policy lets it, and the token is gone. */
  async function isGood(inputs: Readonly<Record<string, string>>): Promise<void> {
    const ended = await step(vault, inputs, ["vault://secret/app"]);
    expect([ended.failure, ended.outcomes.map(textOf)]).toEqual([undefined, [`{"value":"${CANARY}-app"}`]]);
    expect([ended.accessor !== "", await vault.isAlive(ended.accessor), ended.left]).toEqual([
      true,
      false,
      [],
    ]);
  }

  describeUnless(NO_LDAP, "ldap, with a directory", () => {
    let directory: LdapServer;
    const ann = { "vault-method": "ldap", "vault-username": "ann", "vault-password": `${CANARY}-ann` };
    const configure = async (more: object = {}): Promise<unknown> =>
      vault.root("POST", "auth/ldap/config", {
        url: directory.url,
        userdn: directory.people,
        userattr: "uid",
        groupdn: directory.groups,
        binddn: directory.admin.dn,
        bindpass: directory.admin.password,
        ...more,
      });
    beforeAll(async () => {
      directory = await startLdap({
        people: { ann: `${CANARY}-ann`, bob: `${CANARY}-bob`, "o.k-1": `${CANARY}-ok` },
        groups: { deployers: ["ann", "o.k-1"] },
      });
      stops.push(directory.stop);
      await vault.enable("auth", "ldap", "ldap");
      await configure();
      await vault.root("POST", "auth/ldap/groups/deployers", { policies: "deploy" });
    });

    test.each(["ann", "o.k-1"])("%s, whose group has the policy", async (user) => {
      const password = user === "ann" ? `${CANARY}-ann` : `${CANARY}-ok`;
      await isGood({ ...ann, "vault-username": user, "vault-password": password });
    });

    test("somebody of no group gets in, and reads nothing", async () => {
      const bob = { ...ann, "vault-username": "bob", "vault-password": `${CANARY}-bob` };
      const { outcomes } = await step(vault, bob, ["vault://secret/app"]);
      expect(outcomes.map(textOf)).toEqual(["ACCESS_DENIED"]);
    });

    test.each([
      ["another password", { "vault-password": `${CANARY}-wrong` }],
      ["nobody", { "vault-username": "zed" }],
    ])("%s is refused", async (_what, more) => {
      const { failure } = await step(vault, { ...ann, ...more });
      expect(failure).toMatchObject({ code: "LOGIN_REFUSED" });
      expect(failure?.message).toContain("there is no such user, or the password is another one");
      expect(failure?.fix).toContain("vault read auth/ldap/config");
    });

    test("a directory that the server cannot reach", async () => {
      await configure({ url: `ldap://127.0.0.1:${await closedPort()}` });
      const { failure } = await step(vault, ann);
      await configure();
      expect(failure).toMatchObject({ code: "LOGIN_REFUSED" });
      expect(failure?.message).toContain("the server could not reach the directory");
      await isGood(ann);
    });
  });

  describe("github, with a stand-in of its API", () => {
    const inputs = { "vault-method": "github", "vault-github-token": `ghp_${CANARY}` };
    let url = "";
    const configure = async (more: object = {}): Promise<unknown> =>
      vault.root("POST", "auth/github/config", { organization: "liquid-hive", base_url: `${url}/`, ...more });
    beforeAll(async () => {
      const github = await githubMembers(["other", "liquid-hive"], {
        [`ghp_${CANARY}`]: {
          user: "ann",
          organisations: ["other", "liquid-hive"],
          teams: ["other/readers", "liquid-hive/deployers"],
        },
        [`ghp_${CANARY}-outside`]: { user: "bob", organisations: ["other"] },
        [`ghs_${CANARY}`]: {},
      });
      stops.push(github.stop);
      ({ url } = github);
      await vault.enable("auth", "github", "github");
    });

    test("a method that nobody configured", async () => {
      const { failure } = await step(vault, inputs);
      expect(failure).toMatchObject({ code: "LOGIN_REFUSED" });
      expect(failure?.message).toContain("the method is mounted and not configured");
      expect(failure?.fix).toContain("vault write auth/github/config organization=NAME");
    });

    test("a member of the team that has the policy", async () => {
      await configure({ organization_id: 9002 });
      await vault.root("POST", "auth/github/map/teams/deployers", { value: "deploy" });
      await isGood(inputs);
    });

    test.each([
      ["somebody of another organisation", `ghp_${CANARY}-outside`],
      ["a token that GitHub does not know", `ghp_${CANARY}-unknown`],
      ["the token of a job", `ghs_${CANARY}`],
    ])("%s is refused at once, though the server answers 500", async (_what, token) => {
      await configure({ organization_id: 9002 });
      const { failure } = await step(vault, { ...inputs, "vault-github-token": token });
      expect(failure).toMatchObject({ code: "LOGIN_REFUSED" });
      expect(failure?.message).toContain("not of a member of the organisation that the method knows");
      expect(failure?.fix).toContain("the GITHUB_TOKEN of a job does not do");
    });

    test("a GitHub that the server cannot reach", async () => {
      await configure({ organization_id: 9002, base_url: `http://127.0.0.1:${await closedPort()}/` });
      const { failure } = await step(vault, inputs);
      expect(failure).toMatchObject({ code: "LOGIN_REFUSED" });
      expect(failure?.message).toContain("the server could not ask GitHub");
      expect(failure?.fix).toContain("vault read auth/github/config");
      // The server asks for the organisation's number itself.
      await configure({ organization_id: 0 });
      await isGood(inputs);
    });
  });
});
