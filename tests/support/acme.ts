/** The organisation of the stories. Ana and Ben take calls, Sam and Priya run Billing, Dana runs Deliveries. */
export const organisationFile = `
organisation: { id: acme, name: Acme Support, time_zone: Europe/London, country: GB, locale: en, duty_phone: "5000" }
workspaces: { slack: [T0ACME00] }
people:
  ana@acme.test: { name: Ana Silva, desk: "B 12", extension: "4417", channel: phone, join_url: "https://calls.acme.test/ana", accounts: { slack: U0ANA } }
  ben@acme.test: { name: Ben Okafor, remote: true, channel: phone, accounts: { slack: U0BEN } }
  carla@acme.test: { name: Carla Moreno, channel: chat, accounts: { slack: U0CARLA } }
  sam@acme.test: { name: Sam Reyes, extension: "4400", accounts: { slack: U0SAM } }
  priya@acme.test: { name: Priya Nair, accounts: { slack: U0PRIYA } }
  dana@acme.test: { name: Dana Fox, accounts: { slack: U0DANA } }
teams:
  Billing:
    supervisors: [sam@acme.test, priya@acme.test]
    agents: [ana@acme.test, ben@acme.test]
    escalation:
      steps:
        - { notify: supervisors, timeout: 20s }
        - { notify: everyone, timeout: 30s }
      repeat: 1
      join_within: 60s
  Deliveries:
    supervisors: [dana@acme.test]
    agents: [carla@acme.test]
`;

/** Five answer Billing's queue: the fewest of whom a number may be shown. */
export const fiveInBilling = organisationFile.replace(
  "agents: [ana@acme.test, ben@acme.test]",
  "agents: [ana@acme.test, ben@acme.test, eve@acme.test, finn@acme.test, gus@acme.test]",
);
