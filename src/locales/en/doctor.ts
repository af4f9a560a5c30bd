/** What the doctor finds, in a chat and on a page (docs/features.md P8). */
export const doctor = {
  "doctor.line": "{about}: {says}",
  "doctor.remedy": "→ {remedy}",
  "doctor.selfTest": "Self-test",
  "doctor.selfTest.good":
    "Handrail called for help itself {count, plural, =0 {less than a minute} one {one minute} other {# minutes}} ago, and all of it worked",
  "doctor.selfTest.soon": "Handrail calls for help itself soon, for the first time since its start",
  "doctor.selfTest.missing":
    "no self-test has come through for {count, plural, one {one minute} other {# minutes}}: it does not run",
  "doctor.selfTest.failed.call":
    "Handrail calls for help itself, and the call is not taken; last good {count} minutes ago",
  "doctor.selfTest.failed.page":
    "Handrail calls for help itself, and the page is not sent in time; last good {count} minutes ago",
  "doctor.selfTest.failed.clock":
    "Handrail calls for help itself, and the next step is late; last good {count} minutes ago",
  "doctor.selfTest.failed.answer":
    "Handrail calls for help itself, and the answer is lost; last good {count} minutes ago",
  "doctor.selfTest.failed.arrival":
    "Handrail calls for help itself, and the arrival is lost; last good {count} minutes ago",
  "doctor.selfTest.failed.end":
    "Handrail calls for help itself, and the end is lost; last good {count} minutes ago",
  "doctor.selfTest.failed.settled":
    "Handrail calls for help itself, and a message stays old; last good {count} minutes ago",
  "doctor.selfTest.remedy":
    "A real call may fail the same way. Look into the log, and start Handrail again.",
  "doctor.clock.good": "this machine's clock agrees with it",
  "doctor.clock.apart": "this machine's clock is {seconds} s apart from it",
  "doctor.clock.remedy": "Switch on time synchronisation (NTP) on this machine.",
  "doctor.noReason": "no reason given",
  "doctor.away": "does not answer",
  "doctor.slack.away.remedy":
    "{host} cannot be reached from this machine; check the network, a proxy, or SLACK_API_URL.",
  "doctor.slack.invalid_auth": "SLACK_BOT_TOKEN is not a token that Slack knows",
  "doctor.slack.not_authed": "SLACK_BOT_TOKEN is empty",
  "doctor.slack.token_revoked": "SLACK_BOT_TOKEN was revoked",
  "doctor.slack.token_expired": "SLACK_BOT_TOKEN has expired",
  "doctor.slack.account_inactive": "the app was removed from the workspace",
  "doctor.slack.refuses": "refuses SLACK_BOT_TOKEN ({code})",
  "doctor.slack.install": "Install the app again, and copy the Bot User OAuth Token (xoxb-…).",
  "doctor.slack.person": "SLACK_BOT_TOKEN is a person's token, not a bot's",
  "doctor.slack.useBot": "Use the Bot User OAuth Token (xoxb-…).",
  "doctor.slack.taken": "the token is taken, workspace {name} ({id})",
  "doctor.slack.other": "the token is of workspace {name} ({id}), and the file names {named}",
  "doctor.slack.other.remedy":
    "Write {id} under workspaces: slack, or use the other workspace's token.",
  "doctor.slack.scope": "the scope {scope} is missing",
  "doctor.slack.scope.remedy":
    "Add it in the app's settings under OAuth & Permissions, and install it again.",
  "doctor.slack.scopes": "has every scope that is needed",
  "doctor.slack.optional":
    "the optional scope {scope} is missing; docs/platforms.md {row} says what for",
  "doctor.slack.secret": "a signing secret does not look like Slack's",
  "doctor.slack.secret.remedy":
    "It has 32 characters, 0-9 and a-f: Basic Information, Signing Secret.",
  "doctor.slack.socket": "Socket Mode opens",
  "doctor.slack.noSocket": "Socket Mode does not open",
  "doctor.slack.noSocket.remedy":
    "Switch it on in the app's settings; SLACK_APP_TOKEN needs connections:write.",
  "doctor.added.off": "{count} workspaces were added, and Add to Slack is off now",
  "doctor.added.off.remedy": "Set SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and HANDRAIL_URL again.",
  "doctor.added.none": "no workspace was added yet",
  "doctor.added.work": "{works} of {count} workspaces take their token and grant enough",
  "doctor.added.sealed": "{workspace} has a token that no key here opens",
  "doctor.added.sealed.remedy":
    "Add the key that was in use before to HANDRAIL_KEYS, at the end of the list.",
  "doctor.added.ended": "{workspace} has a token that ended; it is renewed when it is needed",
  "doctor.added.away": "{workspace} could not be asked: Slack does not answer",
  "doctor.tryAgain": "Try again.",
  "doctor.added.refused": "{workspace} does not take its token ({code})",
  "doctor.added.scopes": "{workspace} does not grant {scopes}",
  "doctor.added.again": "Somebody of that workspace opens /slack/install once more.",
  "doctor.tab": "Teams tab",
  "doctor.tab.none": "there is none",
  "doctor.tab.none.remedy": "Set HANDRAIL_URL, and make the app package again.",
  "doctor.tab.exposed": "the registration exposes {resource}",
  "doctor.tab.closed": "the registration does not expose {resource}: nobody can sign in there",
  "doctor.tab.closed.remedy": "Do the steps of docs/operating.md, The tab in Teams.",
  "doctor.tab.unknown": "Microsoft does not say whether it can sign people in ({code})",
  "doctor.teams.client": "{setting} is wrong or has expired",
  "doctor.teams.client.remedy":
    "Make a new client secret in the bot's app registration, and copy its value, not its id.",
  "doctor.teams.app": "{setting} is not known where we ask",
  "doctor.teams.tenant": "{setting} is not a tenant that Microsoft knows",
  "doctor.teams.tenant.remedy": "Copy the Directory (tenant) ID of the app registration.",
  "doctor.teams.app.variables":
    "Compare it with the app registration. A single-tenant bot also needs MicrosoftAppTenantId and MicrosoftAppType.",
  "doctor.teams.app.file":
    "Compare it with the app registration, which belongs in the tenant of its tenant_id.",
  "doctor.teams.passwordFile": "the secret in its password_file",
  "doctor.teams.token": "the bot gets its token",
  "doctor.teams.away": "Microsoft's sign-in does not answer",
  "doctor.teams.noToken": "the bot gets no token ({code})",
  "doctor.teams.keys": "the keys that Microsoft signs with can be read",
  "doctor.teams.noKeys":
    "the keys that Microsoft signs with cannot be read: every message would be refused",
  "doctor.reach": "{host} cannot be reached from this machine; check the network or a proxy.",
  "doctor.platforms": "platforms",
  "doctor.platforms.none": "none is configured: a start runs the playground",
  "doctor.platforms.slow": "have not answered yet",
  "doctor.platforms.slow.remedy": "Look again in a moment.",
  "doctor.people": "People",
  "doctor.people.good": "everybody of the file was found",
  "doctor.people.lost":
    "not found on any platform: {names}{more, plural, =0 {} other { and # more}}",
  "doctor.people.slack":
    "On Slack the address has to be that of their profile. Or write their account under people: accounts.",
  "doctor.people.teams":
    "In Teams install the app for them, or let them write to it once. Or write their account under people: accounts.",
  "doctor.people.both":
    "On Slack the address has to be that of their profile. In Teams install the app for them, or let them write to it once. Or write their account under people: accounts.",
  "doctor.hours.good": "a call reaches somebody at every hour of the next seven days",
  "doctor.hours.nobody": "{levels}: nobody would be asked {when}",
  "doctor.hours.always": "at any hour of the next seven days",
  "doctor.hours.question": "For questions to ring then, put a supervisor of the team on shift.",
  "doctor.hours.remedy":
    "Put a supervisor on shift then, or let a step notify everyone. Who is not found is not asked.",
  "span.more": "{spans} and {count} more times",
} as const;
