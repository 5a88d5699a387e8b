import { a as asFailure, S as Secret, F as Failure } from "./kernel-base.js";
import { b as scanComment, i as isOurComment } from "./scanning.js";
const MAX_PAGES = 10;
const PER_PAGE = 100;
const BOT = "github-actions[bot]";
const OK = 200;
const CREATED = 201;
async function commentOn(runner, facts, token, http, signal) {
  const number = pullNumber(runner);
  if (number === void 0) return;
  try {
    await write(runner, number, facts, token, http, signal);
  } catch (error) {
    runner.annotate("notice", `The comment could not be written: ${asFailure(error).message}`, {
      title: "comment: true"
    });
  }
}
function pullNumber(runner) {
  const payload = runner.event().payload;
  const number = payload?.pull_request?.number;
  return typeof number === "number" && Number.isSafeInteger(number) && number > 0 ? number : void 0;
}
async function write({ env }, number, facts, token, http, signal) {
  const api = env["GITHUB_API_URL"] ?? "https://api.github.com";
  const repository = env["GITHUB_REPOSITORY"] ?? "";
  const issues = `${api}/repos/${repository}/issues`;
  const key = `${env["GITHUB_WORKFLOW"] ?? ""}/${env["GITHUB_JOB"] ?? ""}`;
  const run = `${env["GITHUB_SERVER_URL"] ?? ""}/${repository}/actions/runs/${env["GITHUB_RUN_ID"] ?? ""}`;
  const ask = async (method, url, expected, body2) => {
    const answer = await http.send(
      {
        method,
        url: new URL(url),
        headers: {
          accept: "application/vnd.github+json",
          "user-agent": "secrets-action",
          "x-github-api-version": "2022-11-28",
          ...token === void 0 ? {} : { authorization: Secret.of(`Bearer ${token.reveal() ?? ""}`) }
        },
        ...body2 === void 0 ? {} : { body: JSON.stringify(body2) }
      },
      signal
    );
    if (answer.status !== expected) throw refused(answer.status);
    return JSON.parse(new TextDecoder().decode(answer.body));
  };
  const body = { body: scanComment(facts, key, run) };
  const own = await findOwn(
    (page) => ask("GET", `${issues}/${number}/comments?per_page=${PER_PAGE}&page=${page}`, OK),
    key
  );
  if (own !== void 0) await ask("PATCH", `${issues}/comments/${own}`, OK, body);
  else if (facts.findings.length > 0) await ask("POST", `${issues}/${number}/comments`, CREATED, body);
}
async function findOwn(list, key) {
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const comments = await list(page);
    if (!Array.isArray(comments)) return void 0;
    for (const one of comments)
      if (typeof one.id === "number" && one.user?.login === BOT && typeof one.body === "string" && isOurComment(one.body, key))
        return one.id;
    if (comments.length < PER_PAGE) return void 0;
  }
  return void 0;
}
const refused = (status) => new Failure(
  "ACCESS_DENIED",
  status === 403 || status === 404 ? "the job's token may not comment (permissions: pull-requests: write; a fork's never may)." : `GitHub answered with status ${status}.`
);
export {
  commentOn
};
