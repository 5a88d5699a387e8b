import { Failure } from "../../kernel/errors.ts";
import { Secret } from "../../kernel/secret.ts";
import type { FieldNode, FieldTree, Outcome } from "../provider.ts";
import type { VaultAccess } from "./access.ts";
import { dateAfter } from "./auth-answer.ts";
import { type VaultAnswer, VaultFault } from "./api.ts";
import { contentOf, fieldsIn } from "./content.ts";
import { failureOf } from "./fault.ts";
import type { VaultLocator } from "./locate.ts";
import type { Mount } from "./mounts.ts";
import { encoded } from "./namespace.ts";
import { failed } from "../outcome.ts";

/** What an engine made and takes back when the lease ends. */
export interface Lease {
  readonly id: string;
  /** In which it is revoked. */
  readonly namespace: string;
  /** The path that was read. */
  readonly shown: string;
  /** When it ends by itself. */
  readonly expires: Date | undefined;
}

const PEM = /^\s*-----BEGIN [A-Z0-9 ]+-----/;

/**
 * Reads one answer of an engine: a GET, or a POST where the reference has parameters. It is asked once, since each
 * answer may be something new: a database user, a certificate. Nothing is ever missing here: an engine has no names
 * that may be free.
 * @param leased told of a lease before its values are given out.
 */
export async function readEngine(
  mount: Mount,
  locator: VaultLocator,
  access: VaultAccess,
  leased: (lease: Lease) => void,
  signal: AbortSignal,
): Promise<Outcome> {
  const wrong = refusal(mount, locator);
  if (wrong !== undefined) return failed(wrong);
  const { params, parts } = locator;
  const isPost = params.size > 0;
  const once = mount.kind === "engine";
  let answer: VaultAnswer;
  try {
    answer = await access.call(
      isPost
        ? { method: "POST", path: encoded(parts), body: Object.fromEntries(params), once }
        : { method: "GET", path: encoded(parts), once },
      signal,
    );
  } catch (error) {
    if (!(error instanceof VaultFault)) throw error;
    return failed(explain(error, mount, locator, access));
  }
  const lease = leaseOf(answer, locator, access);
  if (lease !== undefined) leased(lease);
  const data = fieldsIn(answer.body, ["data"]);
  if (data === undefined || data.fields.size === 0)
    return failed(
      new Failure(
        "STORE_ANSWER_INVALID",
        `The engine ${mount.engine} answers for ${locator.shown} with no fields.`,
        {
          fix: "Name a path that gives values: database/creds/ROLE, pki/issue/ROLE?common_name=…",
        },
      ),
    );
  const fields: FieldTree = new Map([...data.fields].map(([name, node]) => [name, joined(node)]));
  return {
    is: "found",
    value: contentOf(fields, data.whole),
    ...(lease?.expires === undefined ? {} : { expires: lease.expires }),
    ...(answer.requestId === undefined ? {} : { requestId: answer.requestId }),
  };
}

function refusal(
  mount: Mount,
  { parts, version, params, listing, shown }: VaultLocator,
): Failure | undefined {
  const what = `${mount.path} is a mount of ${mount.engine}`;
  if (listing !== undefined)
    return new Failure("REFERENCE_INVALID", `${what}, and only of KV everything below a path can be read.`, {
      fix: "Name one path, and take its fields by a wildcard.",
    });
  if (version !== undefined)
    return new Failure("REFERENCE_INVALID", `${what}, which has no versions.`, { fix: "Remove ?version=." });
  if (params.size > 0 && mount.kind === "cubbyhole")
    return new Failure("REFERENCE_INVALID", `${what}: parameters would overwrite ${parts.join("/")}.`, {
      fix: "Remove the query.",
    });
  if (parts.length > mount.parts.length) return undefined;
  return new Failure("REFERENCE_INVALID", `${shown} is a mount: the reference names no path in it.`, {
    fix: `vault://${mount.path}/PATH`,
  });
}

function explain(fault: VaultFault, mount: Mount, locator: VaultLocator, access: VaultAccess): Failure {
  const { parts, params, shown } = locator;
  const path = parts.join("/");
  const isPost = params.size > 0;
  const help = `vault path-help ${path}`;
  if (fault.isBare && mount.kind === "cubbyhole")
    return new Failure("SECRET_NOT_FOUND", `The cubbyhole of this token holds nothing at ${shown}.`, {
      fix: "A cubbyhole is its token's own: nothing but that token can have put something there.",
    });
  const isPath =
    fault.isBare || fault.has(/unsupported path/i) || fault.has(/unknown role|role .*not found/i);
  if (isPath)
    return new Failure(
      "SECRET_NOT_FOUND",
      `The engine ${mount.engine} at ${mount.path} has no such path or role: ${shown} (status ${fault.status}).`,
      { fix: `See what is there:\nvault list ${mount.path}/roles\n${help}` },
    );
  if (fault.status === 405 || fault.has(/unsupported operation/i))
    return new Failure(
      "REFERENCE_INVALID",
      `The engine ${mount.engine} at ${mount.path} does not take a ${isPost ? "POST" : "GET"} of ${shown} (status ${fault.status}).`,
      {
        fix: isPost
          ? `Without a query it is a GET.\n${help}`
          : `With a parameter it is a POST: vault://${path}?common_name=a.example.com\n${help}`,
      },
    );
  if (fault.status === 400)
    return new Failure(
      "REFERENCE_INVALID",
      `The engine ${mount.engine} at ${mount.path} refuses ${shown} (status 400): there is no such role or key, or the parameters are not what it takes.`,
      { fix: `Compare path and query with what the engine takes and the role allows:\n${help}` },
    );
  return failureOf(fault, access.action(`reading ${shown}`, path, [isPost ? "update" : "read"]));
}

/** A lease is revoked in the namespace of its mount; its id begins with the path inside of that. */
function leaseOf(
  { json }: VaultAnswer,
  { parts, path }: VaultLocator,
  { setting }: VaultAccess,
): Lease | undefined {
  const { lease_id: id, lease_duration: duration } = (json ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof id !== "string" || id === "") return undefined;
  const inner = parts.findIndex((_, i) => id.startsWith(`${parts.slice(i).join("/")}/`));
  const namespace = [setting.namespace, ...parts.slice(0, Math.max(inner, 0))].filter((part) => part !== "");
  return {
    id,
    namespace: namespace.join("/"),
    shown: path,
    expires: dateAfter(typeof duration === "number" ? duration : undefined, setting.host.clock.now()),
  };
}

/** A list of PEM texts (a CA chain) as one text, as programs read it. */
function joined(node: FieldNode): FieldNode {
  if (node.kind !== "list" || node.items.length === 0) return node;
  const texts = node.items.map((item) => (item.kind === "leaf" ? item.value.reveal() : undefined));
  if (!texts.every((text): text is string => text !== undefined && PEM.test(text))) return node;
  return {
    kind: "leaf",
    value: Secret.of(texts.map((text) => text.replace(/\n+$/, "")).join("\n")),
    clear: false,
  };
}
