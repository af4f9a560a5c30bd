/*
 * Counts seconds, copies addresses, brings live pages up to date, and rings on a wall where somebody turned it on.
 * Every page can be read without it.
 */
const body = document.body;
const main = document.getElementById("main");
const stale = document.querySelector(".stale");
/** How far the server's clock is ahead of this one, in milliseconds. */
let ahead = 0;

const pad = (number) => String(number).padStart(2, "0");
function elapsed(millis) {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0
    ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}`
    : `${minutes}:${pad(seconds % 60)}`;
}
function count() {
  for (const since of main.querySelectorAll("[data-since]"))
    since.textContent = elapsed(Date.now() + ahead - Number(since.dataset.since));
}

const title = document.title;
let waiting = 0;
function read() {
  const page = main.querySelector("[data-at]");
  if (page === null) return;
  ahead = Number(page.dataset.at) - Date.now();
  const now = Number(page.dataset.waiting);
  if (now > waiting) ring();
  waiting = now;
  document.title = now > 0 ? `(${now}) ${title}` : title;
  count();
}

/** What has the focus keeps it when the page is drawn anew. */
function show(markup) {
  const held = document.activeElement?.closest("main button, main a, main summary")?.textContent;
  const open = [...main.querySelectorAll("details")].map((one) => one.open);
  const said = main.querySelector(".outcome");
  main.innerHTML = markup;
  if (said !== null) main.prepend(said);
  main.querySelectorAll("details").forEach((one, index) => (one.open = open[index] ?? false));
  const same = (one) => one.textContent === held;
  if (held !== undefined) [...main.querySelectorAll("button, a, summary")].find(same)?.focus();
  read();
}

const sound = document.querySelector("[data-sound]");
let audio;
function ring() {
  if (audio === undefined || audio.state !== "running") return;
  const at = audio.currentTime;
  for (const [start, pitch] of [
    [0, 660],
    [0.22, 880],
  ]) {
    const [tone, gain] = [audio.createOscillator(), audio.createGain()];
    tone.frequency.value = pitch;
    gain.gain.setValueAtTime(0.0001, at + start);
    gain.gain.exponentialRampToValueAtTime(0.3, at + start + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.0001, at + start + 0.6);
    tone.connect(gain).connect(audio.destination);
    tone.start(at + start);
    tone.stop(at + start + 0.65);
  }
}
async function turnSound() {
  const on = sound.getAttribute("aria-pressed") === "true";
  if (on) await audio.suspend();
  else {
    audio ??= new AudioContext();
    await audio.resume();
    ring();
  }
  sound.setAttribute("aria-pressed", String(!on));
}
sound?.addEventListener("click", () => void turnSound());

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  const said = button.parentElement.querySelector("[data-copied]");
  said.textContent = said.dataset.copied;
}
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => void copy(button));
}

/** A room sees the time of its organisation. */
const clock = document.querySelector("[data-clock]");
function tell() {
  if (clock === null) return;
  const timeZone = clock.dataset.clock;
  const format = new Intl.DateTimeFormat(document.documentElement.lang, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  });
  clock.textContent = format.format(Date.now() + ahead);
}

read();
tell();
setInterval(() => {
  count();
  tell();
}, 1000);

/** A page that nobody tells of changes asks for itself, while somebody looks at it. */
if (body.dataset.again !== undefined) {
  /** Each drawing names its presses and its moment anew. */
  const looks = (markup) => markup.replaceAll(/name="once" value="[^"]*"|data-at="\d+"/g, "");
  const ask = async () => {
    const answer = await fetch(location.href);
    // Signed out, or no page any more: the page itself says so.
    if (answer.redirected || !answer.ok) return location.reload();
    const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
    const markup = drawn.getElementById("main")?.innerHTML;
    stale.hidden = true;
    if (markup === undefined || looks(markup) === looks(main.innerHTML)) return;
    show(markup);
  };
  setInterval(() => {
    if (document.visibilityState === "visible") ask().catch(() => (stale.hidden = false));
  }, Number(body.dataset.again));
}

if (body.dataset.live !== undefined) {
  const events = new EventSource(body.dataset.live);
  let heard = Date.now();
  const hears = () => {
    heard = Date.now();
    stale.hidden = true;
  };
  events.addEventListener("page", ({ data }) => {
    hears();
    show(data);
  });
  events.addEventListener("breath", hears);
  events.addEventListener("over", () => {
    events.close();
    location.reload();
  });
  // Refused for good, such as without a session: the page itself says why.
  events.addEventListener("error", () => {
    if (events.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 5000);
  });
  setInterval(() => (stale.hidden = Date.now() - heard < 25_000), 1000);
}
