import { json, listen } from "./control.ts";
import type { Listening, Reply } from "./control.ts";

/** Somebody's personal token, or that of a job. */
export interface GithubToken {
  /** An installation's token (GITHUB_TOKEN of a job) is nobody: GitHub tells it nothing of a user. */
  readonly user?: string;
  readonly organisations?: readonly string[];
  /** `liquid-hive/deployers`. */
  readonly teams?: readonly string[];
}

/** Of each organisation the login, in any order: GitHub finds them by number, too. */
const ID_OF_FIRST = 9001;

/**
 * The part of GitHub's REST API that a server asks about a member: the organisation, who the token's owner is, where that
 * one is a member, of which teams. Written from GitHub's documentation, with its words for a refusal.
 * @see https://docs.github.com/en/rest/orgs/orgs and https://docs.github.com/en/rest/teams/teams
 */
export async function githubMembers(
  organisations: readonly string[],
  tokens: Readonly<Record<string, GithubToken>>,
): Promise<Listening> {
  const refused = (status: number, message: string): Reply =>
    json(status, { message, documentation_url: "https://docs.github.com/rest", status: String(status) });
  const organisation = (login: string): object => ({ login, id: ID_OF_FIRST + organisations.indexOf(login) });
  const team = (path: string): object => {
    const [login = "", name] = path.split("/");
    return { name, slug: name, organization: organisation(login) };
  };

  return listen(({ path, headers }) => {
    const { pathname } = new URL(path, "http://github");
    // What an organisation is called is public.
    const named = /^\/orgs\/([^/]+)$/.exec(pathname)?.[1];
    if (named !== undefined)
      return organisations.includes(named) ? json(200, organisation(named)) : refused(404, "Not Found");
    const given = /^(?:bearer|token) (.*)$/i.exec(headers["authorization"] ?? "")?.[1] ?? "";
    const token = Object.hasOwn(tokens, given) ? tokens[given] : undefined;
    if (token === undefined) return refused(401, "Bad credentials");
    if (token.user === undefined) return refused(403, "Resource not accessible by integration");
    switch (pathname) {
      case "/user":
        return json(200, { login: token.user, id: 74001 });
      case "/user/orgs":
        return json(200, (token.organisations ?? []).map(organisation));
      case "/user/teams":
        return json(200, (token.teams ?? []).map(team));
      default:
        return refused(404, "Not Found");
    }
  });
}
