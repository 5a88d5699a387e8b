import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { ClusterHost } from "../cluster/host.ts";
import { openAccess } from "../cluster/login/access.ts";
import type { LoginNeeds, LoginToken } from "../cluster/login/needs.ts";
import { createKnown, createSaid } from "../cluster/said.ts";
import type { ClusterParts } from "../commands/cluster.ts";
import type { ClusterContext } from "../commands/cluster-job.ts";
import { systemClock } from "../kernel/clock.ts";
import { Failure } from "../kernel/errors.ts";
import type { Claims, ClusterLogin } from "../providers/provider.ts";
import type { Runner } from "../runner/runner.ts";
import { exportedExec, notHandedOn } from "./cluster-exec.ts";
import { promiseOf } from "./cluster-promises.ts";
import { VERSION } from "./version.ts";

/** As large as a SOPS file may be; the API server takes 3 MiB an object. */
const MAX_MANIFEST_BYTES = 64 * 1024 * 1024;
const MS_PER_SECOND = 1000;

/** Everything that a job at a cluster touches, on any face. */
export function clusterParts(runner: Runner, context: ClusterContext): ClusterParts {
  const { workspace } = runner;
  const known = createKnown();
  const host: ClusterHost = {
    http: context.tools!.http,
    clock: systemClock,
    born: (secrets) => {
      const fresh = known.add(secrets);
      if (fresh.length > 0) context.tools!.born(fresh);
    },
    said: createSaid(known.all),
    warn: (text) => runner.annotate("warning", text),
    info: runner.info,
    debug: runner.debug,
  };
  return {
    host,
    workspace,
    env: runner.env,
    temp: runner.temp,
    version: VERSION,
    event: runner.event(),
    readText: (file) => readText(workspace, file),
    findText: (file) => (isFile(path.resolve(workspace, file)) ? readText(workspace, file) : undefined),
    templates: (chart) =>
      fs.globSync("templates/**/*.{yaml,yml,tpl}", { cwd: path.resolve(workspace, chart) }).map((name) => {
        const file = path.join(chart, name);
        return { file, text: readText(workspace, file) };
      }),
    promised: async (file) => promiseOf(workspace, file),
    notHandedOn: (reference, inputs, cloud) => notHandedOn(runner, reference, inputs, cloud),
    exec: (reference, inputs, access, cloud) => exportedExec(runner, reference, inputs, access, cloud),
    login: async (reference, inputs, kubeconfig, signal) => {
      const needs = { ...needsOf(runner, context), ...(kubeconfig === undefined ? {} : { kubeconfig }) };
      return await openAccess(reference, inputs, needs, host, signal);
    },
  };
}

function needsOf(runner: Runner, { providers, sessions, tools }: ClusterContext): LoginNeeds {
  return {
    env: runner.env,
    workspace: runner.workspace,
    home: os.homedir() || undefined,
    face: runner.face,
    idToken: async (audience, signal) => {
      const { token, claims } = await tools!.idToken(audience, signal);
      return { token, ...expiry(claims) };
    },
    cloud: async (reference, signal): Promise<ClusterLogin> => {
      for (const provider of providers) {
        const locator = provider.locateCluster(reference);
        if (locator instanceof Failure) throw locator;
        const session = locator === undefined ? undefined : await sessions.of(provider, signal);
        if (session?.cluster !== undefined) return session.cluster(locator!);
      }
      throw new Failure("REFERENCE_INVALID", "No provider knows such clusters.", {
        at: { input: "cluster" },
      });
    },
  };
}

const expiry = ({ exp }: Claims): Pick<LoginToken, "expires"> =>
  typeof exp === "number" ? { expires: new Date(exp * MS_PER_SECOND) } : {};

const isFile = (file: string): boolean => fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;

/** The text of a file of the workspace. Throws FILE_NOT_FOUND, FILE_UNREADABLE. */
function readText(workspace: string, file: string): string {
  const full = path.resolve(workspace, file);
  const stat = fs.statSync(full, { throwIfNoEntry: false });
  if (!stat?.isFile())
    throw new Failure("FILE_NOT_FOUND", "There is no such file in the workspace.", {
      at: { file },
      fix: "Run actions/checkout before this step, and name the file relative to the workspace.",
    });
  if (stat.size > MAX_MANIFEST_BYTES)
    throw new Failure("LIMIT_EXCEEDED", "The file is larger than any manifest.", {
      at: { file },
      fix: "Split the file: the API server takes 3 MiB an object.",
    });
  return fs.readFileSync(full, "utf8");
}
