import type { Server } from "../job.ts";
import { readAwsCall } from "./aws-call.ts";
import type { AwsCall, Principal, Upstream } from "./aws-call.ts";
import { AwsError, errorReply, escapeXml, signatureError } from "./aws-wording.ts";
import { json, listen } from "./control.ts";
import type { Answer, Call, Reply } from "./control.ts";
import { denied, withoutDenied } from "./denials.ts";
import type { Denial } from "./denials.ts";
import { createFaults } from "./faults.ts";
import type { Fault } from "./faults.ts";
import { checkSignature } from "./sigv4.ts";
import type { KnownCredentials } from "./sigv4.ts";
import { checkLimits } from "./strict-rules.ts";
import { trustedBy } from "./tls.ts";
import type { CertificateName } from "./tls.ts";
import { checkAssumeRole, checkWebIdentity } from "./web-identity.ts";
import type { Issuer, RoleTrust } from "./web-identity.ts";

export type { Denial } from "./denials.ts";
export type { Issuer, RoleTrust } from "./web-identity.ts";

/** Long-lived credentials of somebody. */
export interface AwsUser {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly arn: string;
}

export interface StrictAwsOptions {
  readonly upstream: Upstream;
  /** Identity providers registered in the account; `oidcServer().issuer` is one. */
  readonly issuers?: readonly Issuer[];
  /** Roles that exist, by ARN, and whom they trust. */
  readonly trust?: Readonly<Record<string, RoleTrust>>;
  readonly users?: readonly AwsUser[];
  readonly deny?: readonly Denial[];
  readonly faults?: readonly Fault[];
  readonly latencyMs?: number;
  readonly tls?: CertificateName;
  /** The server's clock. */
  readonly now?: () => number;
  /** For so many signed calls, fresh credentials are not known yet: STS and the services agree a moment later. */
  readonly unsettled?: number;
}

export interface StrictAws extends Server {
  /** Requests so far, by action: `sts:AssumeRole`; those refused or answered with a fault too. */
  readonly counts: () => ReadonlyMap<string, number>;
  /** Requests so far, in all. */
  readonly total: () => number;
  /** What was sent, with tokens and values, for tests that look at it; the log holds none. */
  readonly raw: readonly Call[];
  readonly log: string[];
  /** Secret access keys and session tokens issued so far: nothing of it may be seen anywhere. */
  readonly issued: () => readonly string[];
}

/**
 * AWS in front of a laxer server: it lets nothing pass that AWS would refuse, for what it checks (signatures,
 * identity tokens, trust, limits of inputs, a table of denials), and says so in AWS's words. Written from AWS's
 * API reference; test/unit/harness/servers lets AWS's own clients talk to it.
 */
export function strictAws(options: StrictAwsOptions): StrictAws {
  const known = new Map<string, KnownCredentials & { principal: Principal; unsettled: number }>();
  const counts = new Map<string, number>();
  const raw: Call[] = [];
  const log: string[] = [];
  const trust = options.trust ?? {};
  const denials = options.deny ?? [];
  const now = options.now ?? Date.now;
  for (const user of options.users ?? []) {
    const { sessionToken, secretAccessKey, arn } = user;
    const principal = principalOf(arn);
    known.set(user.accessKeyId, {
      secretAccessKey,
      sessionToken,
      expires: undefined,
      principal,
      unsettled: 0,
    });
  }

  function signer(call: AwsCall): Principal {
    const checked = checkSignature(call, (id) => known.get(id), now());
    if ("kind" in checked) throw signatureError(call.service, checked);
    const credentials = known.get(checked.accessKeyId);
    if (credentials === undefined || credentials.unsettled-- > 0)
      throw signatureError(call.service, { kind: "unknown" });
    return credentials.principal;
  }

  function remember(reply: Reply): void {
    const xml = reply.body.toString();
    const arn = element(xml, "Arn");
    const expires = Date.parse(element(xml, "Expiration"));
    known.set(element(xml, "AccessKeyId"), {
      secretAccessKey: element(xml, "SecretAccessKey"),
      sessionToken: element(xml, "SessionToken"),
      expires,
      principal: principalOf(arn),
      unsettled: options.unsettled ?? 0,
    });
  }

  async function judge(call: AwsCall, seen: (principal: Principal) => void): Promise<Reply> {
    if (call.action === "AssumeRoleWithWebIdentity" && call.service === "sts") {
      checkLimits(call, { principal: undefined, trust });
      const claims = checkWebIdentity(call.input, options.issuers ?? [], trust, now());
      const reply = await options.upstream(call, undefined);
      if (reply.status !== 200) return reply;
      remember(reply);
      return withProof(reply, claims);
    }
    const principal = signer(call);
    seen(principal);
    checkLimits(call, { principal, trust });
    if (call.service === "sts") {
      if (call.action === "AssumeRole") checkAssumeRole(call.input, principal, trust);
      const reply = await options.upstream(call, principal);
      if (call.action === "AssumeRole" && reply.status === 200) remember(reply);
      return reply;
    }
    const refusal = denied(denials, call, principal);
    if (refusal !== undefined) throw refusal;
    const reply = await options.upstream(call, principal);
    return call.action === "BatchGetSecretValue" ? withoutDenied(denials, call, principal, reply) : reply;
  }

  async function answer(http: Call, decide: ReturnType<typeof createFaults>): Promise<Answer> {
    raw.push(http);
    const call = readAwsCall(http);
    if (call === undefined) {
      counts.set("unknown", (counts.get("unknown") ?? 0) + 1);
      log.push(`${http.method} unknown -> 404`);
      return json(404, { message: "no such service" });
    }
    const name = `${call.service}:${call.action}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    let who = "nobody";
    let outcome = "";
    const decided = await decide(http, async () => {
      try {
        const reply = await judge(call, (principal) => (who = principal.arn));
        outcome = String(reply.status);
        return reply;
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        outcome = `${error.status} ${error.code}`;
        return errorReply(call.service, error);
      }
    });
    if (decided.fault !== undefined) outcome = `fault ${decided.fault}`;
    log.push(`${http.method} ${name} ${call.region} signed by ${who} -> ${outcome}`);
    if ("deliver" in decided.answer) return decided.answer;
    const date = new Date(now()).toUTCString();
    return { ...decided.answer, headers: { ...decided.answer.headers, date } };
  }

  return {
    counts: () => counts,
    total: () => raw.length,
    raw,
    log,
    issued: () =>
      [...known.values()].flatMap((one) =>
        one.sessionToken === undefined ? [one.secretAccessKey] : [one.secretAccessKey, one.sessionToken],
      ),
    async start() {
      const decide = createFaults(options.faults ?? []);
      const { url, stop } = await listen((call) => answer(call, decide), options);
      const env = {
        AWS_ENDPOINT_URL_STS: url,
        AWS_ENDPOINT_URL_SECRETS_MANAGER: url,
        AWS_ENDPOINT_URL_SSM: url,
        ...trustedBy(options.tls),
      };
      return { env, stop, log };
    },
  };
}

/** Takes an ARN; returns whose it is. */
export function principalOf(arn: string): Principal {
  const [, partition, , , account = "", resource = ""] = arn.split(":");
  const [kind, role] = resource.split("/");
  return {
    arn,
    account,
    role: kind === "assumed-role" ? `arn:${partition}:iam::${account}:role/${role}` : undefined,
  };
}

function element(xml: string, name: string): string {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]?.trim() ?? "";
}

/** AWS names what it has accepted; moto does not. */
function withProof(reply: Reply, claims: Readonly<Record<string, unknown>>): Reply {
  const xml = reply.body.toString();
  if (xml.includes("<SubjectFromWebIdentityToken>")) return reply;
  const proof = [
    ["SubjectFromWebIdentityToken", claims["sub"]],
    ["Audience", claims["aud"]],
    ["Provider", String(claims["iss"]).replace(/^https:\/\//, "")],
  ].map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`);
  const end = "</AssumeRoleWithWebIdentityResult>";
  return { ...reply, body: xml.replace(end, () => proof.join("") + end) };
}
