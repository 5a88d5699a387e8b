import type { RuleSpec } from "../rule.ts";
import {
  ALNUM,
  DIGIT,
  FROM,
  HEX,
  HEX_BOTH,
  LOWER,
  UPPER,
  UUID_BOTH,
  WORD,
  WORD_EQ,
  family,
  leakPage,
  of,
} from "./shape.ts";

const slack = family("Slack", FROM.gitleaks);
const discord = family("Discord", FROM.credsweeper);
const telegram = family("Telegram", FROM.gitleaks);
const twilio = family("Twilio", FROM.gitleaks);
const mailgun = family("Mailgun", FROM.gitleaks);
const messagebird = family("MessageBird", FROM.gitleaks);
const MESSAGEBIRD = ["messagebird", "message-bird", "message_bird"];
const slackIds = [of(DIGIT, 10, 13, "-"), of(DIGIT, 10, 13, "-")];

/** Tokens of chats, of mail and of telephony. */
export const MESSAGING: readonly RuleSpec[] = [
  slack("slack-bot", "bot token", "xoxb-", [...slackIds, of(ALNUM, 23, 40)], {
    gitleaks: ["slack-bot-token"],
  }),
  slack("slack-legacy-bot", "bot token (legacy)", "xoxb-", [of(DIGIT, 8, 14, "-"), of(ALNUM, 18, 26)], {
    gitleaks: ["slack-legacy-bot-token"],
  }),
  slack(
    "slack-user",
    "user token",
    ["xoxp-", "xoxe-"],
    [...slackIds, of(DIGIT, 10, 13, "-"), of(ALNUM, 28, 34)],
    { gitleaks: ["slack-user-token"] },
  ),
  slack(
    "slack-app",
    "app-level token",
    "xapp-1-",
    [of(UPPER, 8, 16, "-"), of(DIGIT, 10, 16, "-"), of(HEX, 64)],
    {
      gitleaks: ["slack-app-token"],
    },
  ),
  slack("slack-config-access", "configuration token", ["xoxe.xoxb-1-", "xoxe.xoxp-1-"], of(UPPER, 163, 166), {
    gitleaks: ["slack-config-access-token"],
  }),
  slack("slack-config-refresh", "configuration refresh token", "xoxe-1-", of(UPPER, 146), {
    gitleaks: ["slack-config-refresh-token"],
  }),
  slack(
    "slack-legacy-workspace",
    "workspace token (legacy)",
    ["xoxa-", "xoxr-", "xoxa-1-", "xoxa-2-", "xoxr-1-", "xoxr-2-"],
    of(ALNUM, 8, 48),
    { gitleaks: ["slack-legacy-workspace-token"] },
  ),
  slack(
    "slack-legacy",
    "token (legacy)",
    ["xoxo-", "xoxs-"],
    [of(DIGIT, 1, 13, "-"), of(DIGIT, 1, 13, "-"), of(DIGIT, 1, 13, "-"), of(HEX_BOTH, 6, 64)],
    { gitleaks: ["slack-legacy-token"] },
  ),
  slack(
    "slack-webhook",
    "incoming webhook",
    "hooks.slack.com/services/T",
    [of(UPPER, 8, 16, "/B"), of(UPPER, 8, 16, "/"), of(ALNUM, 24)],
    { severity: "medium", gitleaks: ["slack-webhook-url"] },
  ),
  slack(
    "slack-workflow-webhook",
    "workflow webhook",
    ["hooks.slack.com/workflows/", "hooks.slack.com/triggers/"],
    of("0-9A-Za-z/", 43, 80),
    { severity: "medium", gitleaks: ["slack-webhook-url"] },
  ),
  discord(
    "discord-bot",
    "bot token",
    [],
    [of("MNO", 1), of(WORD, 22, 26, "."), of(WORD, 6, 7, "."), of(WORD, 27, 40)],
    {
      keywords: ["discord", "bot_token", "bottoken", "client.login", "bot.run", "client.run"],
      check: "base64-snowflake",
    },
  ),
  discord(
    "discord-webhook",
    "webhook",
    ["discord.com/api/webhooks/", "discordapp.com/api/webhooks/"],
    [of(DIGIT, 17, 20, "/"), of(WORD, 60, 80)],
    { severity: "medium" },
  ),
  discord("discord-api-token", "API token (legacy)", [], of(HEX_BOTH, 64), {
    keywords: ["discord"],
    source: FROM.gitleaks,
    gitleaks: ["discord-api-token"],
  }),
  discord("discord-client-secret", "OAuth client secret", [], of(WORD_EQ, 32), {
    keywords: ["discord"],
    source: FROM.gitleaks,
    gitleaks: ["discord-client-secret"],
  }),
  family("Microsoft Teams", FROM.gitleaks, "medium")(
    "teams-webhook",
    "incoming webhook",
    ".webhook.office.com/webhookb2/",
    [
      ...UUID_BOTH.slice(0, -1),
      of(HEX_BOTH, 12, 12, "@"),
      ...UUID_BOTH.slice(0, -1),
      of(HEX_BOTH, 12, 12, "/IncomingWebhook/"),
      of(LOWER, 32, 32, "/"),
      ...UUID_BOTH,
    ],
    { gitleaks: ["microsoft-teams-webhook"] },
  ),
  telegram("telegram-bot", "bot token", ":AA", of(WORD, 33), {
    lead: [of(DIGIT, 8, 10)],
    gitleaks: ["telegram-bot-api-token"],
  }),
  family("Mattermost", FROM.gitleaks)("mattermost", "access token", [], of(ALNUM, 26), {
    keywords: ["mattermost"],
    gitleaks: ["mattermost-access-token"],
  }),
  family("Gitter", FROM.gitleaks, "medium")("gitter", "access token", [], of(WORD, 40), {
    keywords: ["gitter"],
    gitleaks: ["gitter-access-token"],
  }),
  family("Intercom", FROM.gitleaks)("intercom", "API key", [], of(WORD_EQ, 60), {
    keywords: ["intercom"],
    gitleaks: ["intercom-api-key"],
  }),
  family("Zendesk", FROM.gitleaks)("zendesk", "secret key", [], of(ALNUM, 40), {
    keywords: ["zendesk"],
    gitleaks: ["zendesk-secret-key"],
  }),
  family("Beamer", FROM.gitleaks, "medium")("beamer", "API token", "b_", of(WORD_EQ, 44), {
    keywords: ["beamer"],
    gitleaks: ["beamer-api-token"],
  }),
  family("Sendbird", FROM.gitleaks, "medium")("sendbird-id", "application id", [], UUID_BOTH, {
    keywords: ["sendbird"],
    gitleaks: ["sendbird-access-id"],
  }),
  family("Sendbird", FROM.gitleaks)("sendbird", "access token", [], of(HEX_BOTH, 40), {
    keywords: ["sendbird"],
    gitleaks: ["sendbird-access-token"],
  }),
  family("SendGrid", FROM.gitleaks)("sendgrid", "API key", "SG.", [of(WORD, 22, 22, "."), of(WORD, 43)], {
    gitleaks: ["sendgrid-api-token"],
  }),
  mailgun("mailgun", "private API key", "key-", of(HEX, 32), {
    keywords: ["mailgun", "mg_api"],
    gitleaks: ["mailgun-private-api-token"],
    ...leakPage("798.74"),
  }),
  mailgun(
    "mailgun-signing",
    "webhook signing key",
    [],
    [of("0-9a-h", 32, 32, "-"), of("0-9a-h", 8, 8, "-"), of("0-9a-h", 8)],
    {
      keywords: ["mailgun"],
      gitleaks: ["mailgun-signing-key"],
    },
  ),
  family("Mailchimp", FROM.gitleaks)("mailchimp", "API key", "-us", of(DIGIT, 1, 2), {
    lead: [of(HEX, 32)],
    gitleaks: ["mailchimp-api-key"],
  }),
  family("Brevo", FROM.gitleaks)("brevo", "API key", "xkeysib-", [of(HEX, 64, 64, "-"), of(ALNUM, 16)], {
    gitleaks: ["sendinblue-api-token"],
  }),
  family("MailerSend", FROM.betterleaks)("mailersend", "API token", "mlsn.", of(HEX, 64)),
  twilio("twilio-api-key", "API key id", "SK", of(HEX_BOTH, 32), {
    keywords: ["twilio"],
    severity: "medium",
    gitleaks: ["twilio-api-key"],
  }),
  twilio("twilio-auth", "auth token", [], of(HEX, 32), { keywords: ["twilio"], source: FROM.credsweeper }),
  messagebird("messagebird", "API token", [], of(ALNUM, 25), {
    keywords: MESSAGEBIRD,
    gitleaks: ["messagebird-api-token"],
  }),
  family("OneSignal", FROM.betterleaks)("onesignal-app", "app API key", "os_v2_app_", of("a-z2-7", 103)),
  family("OneSignal", FROM.betterleaks)(
    "onesignal-org",
    "organization API key",
    "os_v2_org_",
    of("a-z2-7", 103),
  ),
];
