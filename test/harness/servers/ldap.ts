import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { childServer } from "./child.ts";
import { closedPort } from "./control.ts";

/** A directory of people and of groups. */
export interface LdapServer {
  readonly url: string;
  /** Where people are; named by `uid`. */
  readonly people: string;
  /** Where groups are; named by `cn`. */
  readonly groups: string;
  /** Who may search it. */
  readonly admin: { readonly dn: string; readonly password: string };
  readonly stop: () => Promise<void>;
}

export interface LdapSeed {
  /** Passwords by uid. */
  readonly people: Readonly<Record<string, string>>;
  /** Uids by the group's name. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
}

const PROGRAM = "/usr/sbin/slapd";
const SUFFIX = "dc=example,dc=com";
const ADMIN = { dn: `cn=admin,${SUFFIX}`, password: "CANARY-7f3a-ldap-admin" };
const PEOPLE = `ou=people,${SUFFIX}`;
const GROUPS = `ou=groups,${SUFFIX}`;

/** Returns whether OpenLDAP's server is there, of Debian's package `slapd`. */
export const hasLdap = (): boolean => fs.existsSync(PROGRAM);

/** Starts OpenLDAP (https://www.openldap.org) on 127.0.0.1 with a folder of its own; stop it. Throws an Error where it is not installed. */
export async function startLdap(seed: LdapSeed): Promise<LdapServer> {
  if (!hasLdap()) throw new Error("OpenLDAP is not installed: apt-get install slapd");
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "ldap-"));
  const remove = (): void => fs.rmSync(folder, { recursive: true, force: true });
  try {
    const config = path.join(folder, "slapd.conf");
    const entries = path.join(folder, "entries.ldif");
    const data = path.join(folder, "data");
    fs.mkdirSync(data);
    fs.writeFileSync(config, settings(data), { mode: 0o600 });
    fs.writeFileSync(entries, ldif(seed), { mode: 0o600 });
    const added = spawnSync(PROGRAM, ["-T", "add", "-f", config, "-l", entries], { encoding: "utf8" });
    if (added.status !== 0) throw new Error(`slapadd failed:\n${added.stderr}`);
    const port = await closedPort();
    const url = `ldap://127.0.0.1:${port}`;
    const child = spawn(PROGRAM, ["-d", "0", "-f", config, "-h", url], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    const stop = await childServer(child, { name: "OpenLDAP", port, signal: "SIGTERM" });
    return {
      url,
      people: PEOPLE,
      groups: GROUPS,
      admin: ADMIN,
      stop: async () => {
        await stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

function settings(data: string): string {
  const schemas = ["core", "cosine", "inetorgperson"].map(
    (name) => `include /etc/ldap/schema/${name}.schema`,
  );
  return [
    ...schemas,
    "modulepath /usr/lib/ldap",
    "moduleload back_mdb",
    "database mdb",
    `suffix "${SUFFIX}"`,
    `rootdn "${ADMIN.dn}"`,
    `rootpw ${ADMIN.password}`,
    `directory ${data}`,
    "access to attrs=userPassword by anonymous auth by * none",
    "access to * by users read by * none",
    "",
  ].join("\n");
}

/** What the directory holds, in the text form of RFC 2849. */
function ldif({ people, groups }: LdapSeed): string {
  const entry = (dn: string, lines: readonly string[]): string => [`dn: ${dn}`, ...lines, "", ""].join("\n");
  const unit = (dn: string): string => entry(dn, ["objectClass: organizationalUnit"]);
  return [
    entry(SUFFIX, ["objectClass: dcObject", "objectClass: organization", "o: example"]),
    unit(PEOPLE),
    unit(GROUPS),
    ...Object.entries(people).map(([uid, password]) =>
      entry(`uid=${uid},${PEOPLE}`, [
        "objectClass: inetOrgPerson",
        `cn: ${uid}`,
        `sn: ${uid}`,
        `userPassword: ${password}`,
      ]),
    ),
    ...Object.entries(groups).map(([cn, members]) =>
      entry(`cn=${cn},${GROUPS}`, [
        "objectClass: groupOfNames",
        ...members.map((uid) => `member: uid=${uid},${PEOPLE}`),
      ]),
    ),
  ].join("");
}
