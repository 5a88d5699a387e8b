import { S as Secret, F as Failure, K as readBounded, i as systemClock } from "./kernel-base.js";
const lazyBuiltin = (id) => {
  let loaded;
  const load = () => loaded ??= process.getBuiltinModule(id);
  return new Proxy(/* @__PURE__ */ Object.create(null), {
    get: (_, key) => key === "__esModule" ? void 0 : load()[key],
    has: (_, key) => key in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(load(), key);
      return found && { ...found, configurable: true };
    }
  });
};
const path = lazyBuiltin("node:path");
import { d as decodeClaims } from "./kernel-http-client.js";
import { E as signingJobWith, t as prepareParts, z as inMemory } from "./commands-prepare.js";
import { H as personalTrust } from "./signing.js";
import { undoKept } from "./entries-terminal-parts.js";
const MAX_TOKEN_BYTES = 64 * 1024;
const MS_PER_SECOND = 1e3;
function terminalIdentity(runner, { source, stdin, born, service }) {
  let piped;
  const bytes = async (file) => file === "-" ? await (piped ??= readPipe(stdin())) : readBounded(path.resolve(runner.workspace, file), MAX_TOKEN_BYTES).bytes;
  return async (audience, signal) => {
    if (source === void 0) {
      if (isInJob(runner.env)) return await service(audience, signal);
      throw nobody(runner.env);
    }
    const token = Secret.of((await bytes(source)).toString("utf8").trim());
    born([token]);
    return { token, claims: judged(token, audience) };
  };
}
const isInJob = (env) => env["GITHUB_ACTIONS"] === "true" || (env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "") !== "";
async function readPipe(stream) {
  const chunks = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > MAX_TOKEN_BYTES)
      throw refused("What standard input holds is too large for an identity token.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
function judged(token, audience) {
  const claims = decodeClaims(token);
  if (claims === void 0) throw refused("What --identity-token names holds no identity token.");
  const { aud, exp } = claims;
  if (!(Array.isArray(aud) ? aud : [aud]).includes(audience))
    throw refused(
      `The identity token is not for the audience ${audience}: another service could have passed it on.`
    );
  if (typeof exp === "number" && exp * MS_PER_SECOND <= systemClock.now())
    throw refused("The identity token has ended.");
  return claims;
}
const HOW = "gcloud auth print-identity-token --audiences=sigstore > token   # or whoever vouches for you, for the audience sigstore";
const refused = (message) => new Failure("CREDENTIALS_REFUSED", message, { fix: HOW });
function nobody(env) {
  const isStray = (env["SIGSTORE_ID_TOKEN"] ?? "") !== "";
  return new Failure(
    "CREDENTIALS_MISSING",
    `There is nobody to sign as: this is no GitHub job, and no --identity-token was given.${isStray ? " The variable SIGSTORE_ID_TOKEN is ignored." : ""}`,
    { fix: `${HOW}
secrets-action sign --identity-token token FILE` }
  );
}
function signTerminalParts(terminal, given, { quiet, identityToken, made }, stop) {
  const runner = quiet ? { ...terminal, info: terminal.debug, group: () => void 0 } : terminal;
  const keeper = inMemory();
  const stdin = () => {
    const end = () => void process.stdin.destroy(new Error("stopped"));
    if (stop.aborted) end();
    stop.addEventListener("abort", end, { once: true });
    return process.stdin;
  };
  return {
    ...prepareParts(runner, { ...given, INPUT_EXPORT: "none" }, keeper),
    readConfig: () => void 0,
    signing: signingJobWith(runner, (parts) => ({
      ...parts,
      stdin,
      trustSettings: (inputs, claims) => personalTrust(parts.trustSettings(inputs, claims), claims),
      host: {
        ...parts.host,
        idToken: terminalIdentity(runner, {
          source: identityToken,
          stdin,
          born: parts.host.born,
          service: parts.host.idToken
        })
      }
    })),
    abandon: (signal) => undoKept(runner, keeper, signal),
    clock: systemClock,
    mask: async () => ({ forms: 0, notices: [] }),
    effects: () => void 0,
    document: () => "",
    summary: (report) => {
      made(report);
      return "";
    }
  };
}
export {
  signTerminalParts
};
