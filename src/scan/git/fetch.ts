import { Failure } from "../../kernel/errors.ts";
import type { Repository } from "./repository.ts";

/** What is asked of the server, and the ref of our own that gets it. */
export interface Want {
  /** An object id or the name of a ref. */
  readonly what: string;
  readonly as: string;
}

export interface FetchOptions {
  /** How many commits from each tip; undefined: all that are missing down to where the shallow list cuts. */
  readonly depth?: number;
  /** Whether everything is sent again, for a checkout that lacks objects which its history has. */
  readonly again?: boolean;
}

/**
 * Fetches from the base repository into our own; false where the server does not give it. The token goes in the
 * environment, for that server only. https://git-scm.com/docs/git-fetch
 */
export async function fetchInto(
  repository: Repository,
  wants: readonly Want[],
  options: FetchOptions,
  signal: AbortSignal,
): Promise<boolean> {
  const { source } = repository;
  if (source === undefined) return false;
  const url = addressOf(source.url);
  // A server that sends elsewhere would choose where commits come from.
  const settings: [string, string][] = [
    [`protocol.${url.protocol.slice(0, -1)}.allow`, "always"],
    ["http.followRedirects", "false"],
  ];
  const token = source.token?.reveal();
  if (token !== undefined && url.protocol !== "file:") {
    const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
    settings.push([`http.${url.origin}/.extraHeader`, `AUTHORIZATION: basic ${basic}`]);
  }
  const args = [
    "fetch",
    "--quiet",
    "--no-tags",
    "--no-write-fetch-head",
    "--no-recurse-submodules",
    ...(options.depth === undefined ? [] : [`--depth=${options.depth}`]),
    ...(options.again === true ? ["--refetch"] : []),
    "--",
    url.href,
    ...wants.map(({ what, as }) => `+${what}:${as}`),
  ];
  return (await repository.answer(args, signal, { settings })).status === 0;
}

/** Only what speaks git over the web, or a folder: no helper program, no ssh, no name and password. */
function addressOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    url === undefined ||
    !/^(?:https?|file):$/.test(url.protocol) ||
    url.username !== "" ||
    url.password !== ""
  )
    throw new Failure("INPUT_INVALID", "The address of the base repository is no https address.", {
      fix: "Run the gate on an event of GitHub's, whose GITHUB_SERVER_URL and GITHUB_REPOSITORY name it.",
    });
  return url;
}
