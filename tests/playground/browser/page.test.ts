import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import {
  actions,
  ana,
  askedState,
  button,
  chart,
  header,
  priya,
  quietState,
  sam,
  sayWhy,
  section,
  takenState,
  withDesk,
  withMessage,
} from "../../support/fixtures/playground/desks.ts";
import {
  anas,
  column,
  focused,
  phone,
  sams,
  visits,
} from "../../support/fixtures/playground/visits.ts";

const web = visits();

describe("the first minute", () => {
  test("says what this is, and one press types /escalate for Ana", async () => {
    const page = await web.visit();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(
      "Ana is on a hard call. Type /escalate as Ana, then answer as Sam.",
    );
    await anas(page).getByRole("button", { name: "Type /escalate" }).click();
    await expect
      .poll(() => web.server.acts)
      .toEqual([{ as: ana.account, do: "command", text: "/escalate" }]);
    await page.getByText("Ana types /escalate.").waitFor();
  });

  test("Sam's lock screen says exactly what rang, and pressing is sent with the block's ids", async () => {
    const page = await web.visit();
    // Before somebody has done something nothing is told: what comes by itself then is no part of the story.
    await anas(page).getByRole("button", { name: "Type /escalate" }).click();
    await expect.poll(() => web.server.acts).toHaveLength(1);
    web.server.show(askedState);
    const rung = sams(page).locator(".rung");
    await rung.waitFor();
    expect(await rung.allTextContents()).toEqual(["Ana needs help now. Billing, phone."]);
    await page
      .getByText("Phones ring for Sam and Priya: “Ana needs help now. Billing, phone.”")
      .waitFor();
    await sams(page)
      .getByRole("button", { name: "I've got it: Acknowledge: Ana, Billing" })
      .press("Enter");
    await expect
      .poll(() => web.server.acts.slice(1))
      .toEqual([
        {
          as: sam.account,
          do: "press",
          where: "message",
          id: "p1",
          actionId: "escalations.acknowledge",
          blockId: "escalations~page~1.1",
          value: '{"s":"r1"}',
        },
      ]);
    await expect.poll(() => rung.count()).toBe(0);
  });

  test("an edit changes the card where it stands, and rings nobody", async () => {
    const page = await web.visit(askedState);
    web.server.show(
      withDesk(askedState, sam, {
        messages: takenState.desks.find((desk) => desk.someone === sam)?.messages ?? [],
      }),
    );
    await sams(page).getByRole("button", { name: "I'm with Ana" }).waitFor();
    expect(await sams(page).getByText("(edited)").count()).toBe(1);
    expect(await sams(page).getByRole("article").count()).toBe(1);
    expect(await page.locator(".rung").count()).toBe(0);
  });

  test("the keyboard stays at a message whose pressed button is gone", async () => {
    const page = await web.visit(askedState);
    await sams(page)
      .getByRole("button", { name: /I've got it/ })
      .press("Enter");
    web.server.show(takenState);
    await sams(page).getByRole("button", { name: "I'm with Ana" }).waitFor();
    await page.locator("article:focus").waitFor();
  });
});

describe("the composer", () => {
  test("completes the only command it could be, then sends it with Enter", async () => {
    const page = await web.visit();
    const field = page.getByLabel("Type a command for Ana");
    await field.fill("/esc");
    await field.press("Enter");
    expect(await field.inputValue()).toBe("/escalate ");
    await field.press("Enter");
    await expect
      .poll(() => web.server.acts)
      .toEqual([{ as: ana.account, do: "command", text: "/escalate" }]);
  });

  test("explains what it cannot send", async () => {
    const page = await web.visit();
    await page.getByLabel("Type a command for Ana").fill("help");
    await page.getByLabel("Type a command for Ana").press("Enter");
    await page.getByRole("alert").getByText("Start with a slash").waitFor();
    expect(web.server.acts).toEqual([]);
  });

  test("the lightning menu has the global shortcut", async () => {
    const page = await web.visit();
    await anas(page).getByRole("button", { name: "Shortcuts" }).press("Enter");
    await anas(page).getByRole("button", { name: "Get help now" }).press("Enter");
    await expect
      .poll(() => web.server.acts)
      .toEqual([{ as: ana.account, do: "shortcut", callbackId: "escalate" }]);
  });

  test("says when the server refuses, and when the platform gave up", async () => {
    const page = await web.visit();
    web.server.refuse();
    await page.getByLabel("Type a command for Ana").fill("/escalate");
    await page.getByLabel("Type a command for Ana").press("Enter");
    await anas(page).getByText("That did not work: that is not on the screen any more.").waitFor();
    // The browser itself logs the refused request; that is the only complaint allowed.
    expect(web.complaints()).toEqual([expect.stringContaining("409")]);
    web.server.show(
      withDesk(quietState, sam, { fault: "/escalate failed with the error “dispatch_failed”." }),
    );
    await sams(page).getByRole("alert").getByText("dispatch_failed").waitFor();
  });
});

describe("people", () => {
  test("a column becomes somebody else, and the other column's person swaps", async () => {
    const page = await web.visit(askedState);
    const selects = page.getByLabel("You are");
    await selects.nth(1).selectOption(priya.account);
    await column(page, "Priya Nair, supervisor").waitFor();
    await selects.nth(0).selectOption(priya.account);
    await expect.poll(() => selects.nth(0).inputValue()).toBe(priya.account);
    expect(await selects.nth(1).inputValue()).toBe(ana.account);
    // With no agent on the screen the headline still names one.
    await selects.nth(1).selectOption(sam.account);
    await page
      .getByText("Ana is on a hard call. Type /escalate as Ana, then answer as Priya.")
      .waitFor();
  });

  test("a reload leaves everybody where they were", async () => {
    const page = await web.visit(askedState);
    const selects = page.getByLabel("You are");
    const shown = () => Promise.all([selects.nth(0).inputValue(), selects.nth(1).inputValue()]);
    await selects.nth(1).selectOption(priya.account);
    await selects.nth(0).selectOption(sam.account);
    await expect.poll(shown).toEqual([sam.account, priya.account]);
    await page.reload();
    await column(page, "Priya Nair, supervisor").waitFor();
    expect(await shown()).toEqual([sam.account, priya.account]);
    // Somebody who is not there any more is nobody to be.
    await page.goto(`${web.server.url}?be=U0GONE,${priya.account}`);
    await expect.poll(shown).toEqual([ana.account, priya.account]);
  });

  test("on a phone a reload leaves the person in front, and what they have not seen yet", async () => {
    const page = await web.visit(quietState, { size: phone });
    await page.getByRole("tab", { name: "Sam supervisor" }).click();
    await sams(page).waitFor();
    await page.getByRole("tab", { name: "Ana agent" }).click();
    web.server.show(askedState);
    await page.getByRole("tab", { name: "Sam supervisor rang, 1 new" }).waitFor();
    await page.reload();
    await page.getByRole("tab", { name: "Sam supervisor rang, 1 new" }).click();
    await page.reload();
    await sams(page).waitFor();
    await page.getByRole("tab", { name: "Sam supervisor", exact: true, selected: true }).waitFor();
  });

  test("the switcher tells who else has something new", async () => {
    const page = await web.visit();
    web.server.show(askedState);
    await expect
      .poll(() => page.getByLabel("You are").nth(0).locator("option").allTextContents())
      .toContain("Priya Nair · supervisor, Billing · Slack (1 new)");
    expect(await page.getByLabel("You are").nth(0).locator("option").allTextContents()).toContain(
      "Ben Okafor · agent, Billing · Teams",
    );
  });

  test("on a phone one at a time, with tabs that tell who has something new", async () => {
    const page = await web.visit(quietState, { size: phone });
    expect(await sams(page).count()).toBe(0);
    web.server.show(askedState);
    await page.getByRole("tab", { name: "Sam supervisor rang, 1 new" }).waitFor();
    await page.getByRole("status").getByText("Ana needs help now. Billing, phone.").waitFor();
    await page.getByRole("button", { name: "Be Sam" }).click();
    await sams(page)
      .getByRole("button", { name: /I've got it/ })
      .waitFor();
    await page.getByRole("tab", { name: "Sam supervisor", exact: true }).press("ArrowLeft");
    await anas(page).waitFor();
    expect(await focused(page).textContent()).toContain("Ana");
  });

  test("Home asks for the home page, and its buttons press", async () => {
    const page = await web.visit();
    await anas(page).getByRole("tab", { name: "Home" }).click();
    await anas(page).getByRole("button", { name: "Get help now" }).click();
    await expect
      .poll(() => web.server.acts)
      .toEqual([
        { as: ana.account, do: "home" },
        {
          as: ana.account,
          do: "press",
          where: "home",
          id: "home",
          actionId: "escalations.escalate",
          blockId: "home~first",
          value: '{"s":"r1"}',
        },
      ]);
  });

  test("an organisation without people says so", async () => {
    const page = await web.visit();
    web.server.show({ ...quietState, desks: [] });
    await page.getByText("Nobody is here yet.").waitFor();
  });
});

describe("a dialog", () => {
  const open = withDesk(takenState, ana, { dialog: { id: "V1", view: sayWhy } });

  test("takes the focus, keeps Tab inside, closes with Escape and gives the focus back", async () => {
    const page = await web.visit(takenState);
    await anas(page).getByRole("button", { name: "Say why" }).press("Enter");
    web.server.show(open);
    const dialog = page.getByRole("dialog", { name: "Say why" });
    await dialog.locator(":focus").waitFor();
    const visited = new Set<string>();
    for (let stop = 0; stop < 12; stop++) {
      await page.keyboard.press("Tab");
      expect(await dialog.locator(":focus").count()).toBe(1);
      visited.add(await focused(page).evaluate((node) => node.outerHTML));
    }
    expect(visited.size).toBeGreaterThan(4);
    await page.keyboard.press("Escape");
    await expect
      .poll(() => web.server.acts.at(-1))
      .toEqual({ as: ana.account, do: "close", id: "V1" });
    web.server.show(takenState);
    await expect.poll(() => focused(page).allTextContents()).toEqual(["Say why"]);
  });

  test("that is updated in place keeps the focus, so that Escape still closes it", async () => {
    const page = await web.visit(open);
    await page.getByRole("button", { name: "Send", exact: true }).press("Enter");
    const saved = { ...sayWhy, submit: undefined, blocks: [section("Saved.")] };
    web.server.show(withDesk(takenState, ana, { dialog: { id: "V1", view: saved } }));
    await page.getByRole("dialog").getByText("Saved.").waitFor();
    // Where nothing is asked the words have it: they are read from their beginning.
    await expect.poll(() => focused(page).allTextContents()).toEqual(["Saved."]);
    await page.keyboard.press("Escape");
    await expect
      .poll(() => web.server.acts.at(-1))
      .toEqual({ as: ana.account, do: "close", id: "V1" });
  });

  test("opened for Ana takes nothing from Sam's keyboard", async () => {
    const page = await web.visit(takenState);
    await page.getByLabel("Type a command for Sam").fill("/hand");
    web.server.show(open);
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("rail");
    expect(await page.getByLabel("Type a command for Sam").inputValue()).toBe("/handrail");
  });

  test("sends Slack's values, keeps what was typed when errors come back, and leads to the first", async () => {
    const page = await web.visit(open);
    await page.getByRole("radio", { name: "A threat" }).check();
    await page.getByLabel("Case reference").fill("C-1");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expect.poll(() => web.server.acts.length).toBe(1);
    expect(web.server.acts[0]).toMatchObject({
      do: "submit",
      id: "V1",
      values: {
        category: { value: { selected_option: { value: "threat" } } },
        words: { value: { value: null } },
        case: { value: { value: "C-1" } },
      },
    });
    web.server.show(
      withDesk(takenState, ana, {
        dialog: { id: "V1", view: sayWhy, errors: { case: "That is not a case reference." } },
      }),
    );
    await page.getByText("That is not a case reference.").waitFor();
    const field = page.getByLabel("Case reference");
    expect(await field.inputValue()).toBe("C-1");
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    await expect.poll(() => focused(page).getAttribute("id")).toBe(await field.getAttribute("id"));
    expect(await page.getByRole("radio", { name: "A threat" }).isChecked()).toBe(true);
  });
});

describe("hostile words", () => {
  const hostile =
    '<img src=x onerror="document.title=1"> *bold* <!channel> [a](javascript:alert(1))';

  test("stay words in every kind of text", async () => {
    const blocks = [
      header(hostile),
      section(hostile),
      {
        type: "section",
        text: {
          type: "mrkdwn",
          text: `<javascript:alert(1)|press> ${hostile.replaceAll("<", "&lt;")}`,
        },
      },
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_section",
            elements: [
              { type: "text", text: hostile },
              { type: "link", url: "javascript:alert(1)", text: "x" },
            ],
          },
        ],
      },
      actions("a", button("x", hostile, { url: "javascript:alert(1)" })),
    ];
    const page = await web.visit(withMessage(quietState, sam, "h", blocks));
    expect(await sams(page).locator(".blocks .plain").first().textContent()).toBe(hostile);
    expect(await sams(page).locator(".blocks").locator("img, a, script").count()).toBe(0);
    // mrkdwn is the one place where marks live: there, and only there, Slack would show bold too.
    expect(await sams(page).locator(".blocks strong").count()).toBe(1);
    expect(await page.title()).toBe("Handrail playground");
  });

  test("in a command that was typed stay words", async () => {
    const typed = {
      id: "t",
      channel: "D0",
      at: 1_772_546_525_000,
      from: "me" as const,
      text: `/escalate ${hostile}`,
      edited: false,
      ephemeral: false,
    };
    const page = await web.visit(withDesk(quietState, ana, { messages: [typed] }));
    expect(await anas(page).locator(".log .blocks").textContent()).toBe(`/escalate ${hostile}`);
    expect(await anas(page).locator(".log .blocks :is(strong, img, .mention)").count()).toBe(0);
  });

  test("a chart is drawn for the eye, and is a table to a screen reader", async () => {
    const page = await web.visit(withMessage(quietState, sam, "v", [chart]));
    expect(await sams(page).locator(".chart rect.series-0").count()).toBe(3);
    await sams(page).getByRole("table").waitFor();
    const cells = await sams(page).getByRole("table").getByRole("cell").allTextContents();
    expect(cells).toEqual(["50 %", "0 %", "100 %", "50 %"]);
  });

  test("blocks that nobody has drawn yet are named, not dropped", async () => {
    const page = await web.visit(
      withMessage(quietState, sam, "v", [
        { type: "video" },
        actions("a", { type: "datepicker", action_id: "d" }),
      ]),
    );
    await sams(page).getByText("The playground cannot draw “video” yet.").waitFor();
    await sams(page).getByText("The playground cannot draw “datepicker” yet.").waitFor();
  });
});

describe("a column", () => {
  const talk = (count: number) =>
    withDesk(quietState, sam, {
      messages: Array.from({ length: count }, (_, index) => ({
        ...{
          id: `m${index}`,
          channel: "D0SAM",
          at: 1_772_546_525_000 + index,
          from: "bot" as const,
          text: `Line ${index}`,
        },
        ...{ edited: false, ephemeral: false },
      })),
    });
  const fromEnd = (log: { scrollHeight: number; scrollTop: number; clientHeight: number }) =>
    Math.round(log.scrollHeight - log.scrollTop - log.clientHeight);

  test("stays at its newest end when it becomes smaller in the moment it scrolls", async () => {
    const page = await web.visit(talk(30));
    const log = sams(page).getByRole("log");
    await expect.poll(() => log.evaluate(fromEnd)).toBe(0);
    // A little above the end, which is still the end to a reader.
    await log.evaluate((list) => (list.scrollTop -= 10));
    await expect.poll(() => log.evaluate(fromEnd)).toBe(10);
    await log.evaluate((list) => {
      list.scrollTop += 10;
      list.style.maxHeight = "200px";
    });
    await expect.poll(() => log.evaluate((list) => list.clientHeight)).toBeLessThan(201);
    await expect.poll(() => log.evaluate(fromEnd)).toBe(0);
  });

  test("leaves a reader who scrolled up where they are", async () => {
    const page = await web.visit(talk(30));
    const log = sams(page).getByRole("log");
    await expect.poll(() => log.evaluate(fromEnd)).toBe(0);
    await log.hover();
    await page.mouse.wheel(0, -300);
    await expect.poll(() => log.evaluate(fromEnd)).toBeGreaterThan(200);
    web.server.show(talk(31));
    await sams(page).getByText("Line 30", { exact: true }).waitFor({ state: "attached" });
    expect(await log.evaluate(fromEnd)).toBeGreaterThan(200);
  });
});

describe("another run of the server", () => {
  test("an open page begins anew by itself, with what people have on their screens then", async () => {
    const page = await web.visit(takenState);
    await page.getByLabel("Type a command for Sam").fill("/hand");
    await web.restart({ port: Number(new URL(web.server.url).port) });
    await expect
      .poll(() => page.getByLabel("Type a command for Sam").inputValue(), { timeout: 15_000 })
      .toBe("");
    await page.getByText("What happens from here on is told here.").waitFor();
    expect(await sams(page).getByRole("article").count()).toBe(0);
    // While nobody listened the browser said so, once for each time it tried.
    for (const complaint of web.complaints()) expect(complaint).toContain("ERR_");
  });
});

describe("time", () => {
  const more = (page: Page) => page.getByLabel("Let more time pass");

  test("skips to what is next, and says how long that was", async () => {
    const page = await web.visit();
    await page.getByRole("button", { name: "Skip to what is next" }).click();
    await page.getByText("20 seconds pass.").waitFor();
    expect(web.server.skips).toEqual([20]);
  });

  test("skips a week, and the clock says which day it is then", async () => {
    const page = await web.visit();
    await more(page).selectOption("Skip a week");
    await page.getByText("7 days pass.").waitFor();
    expect(web.server.skips).toEqual([604_800]);
    await expect
      .poll(() => page.locator(".clock").textContent())
      .toMatch(/^\w{3},? \d{1,2} \w+ \d\d:\d\d:\d\d$/);
  });

  test("Handrail can be away, so that one sees what it says when it is back", async () => {
    const page = await web.visit();
    await more(page).selectOption("Handrail is away for 20 min");
    await page.getByText("Handrail is away for 20 minutes.").waitFor();
    expect([web.server.skips, web.server.aways]).toEqual([[1_200], [1_200]]);
  });

  test("offers no skip where the server keeps real time", async () => {
    await web.restart({ time: false });
    const page = await web.visit();
    await page.getByRole("button", { name: "Skip to what is next" }).click();
    await expect
      .poll(() => page.getByRole("button", { name: "Skip to what is next" }).count())
      .toBe(0);
    expect(web.complaints()).toEqual([expect.stringContaining("404")]);
  });

  test("says when the server is gone", async () => {
    const page = await web.visit();
    await web.server.close();
    await page.getByText("The server is not answering. This page tries again by itself.").waitFor();
    web.complaints();
  });
});
