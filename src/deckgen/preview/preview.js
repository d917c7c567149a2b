"use strict";
// The page of the preview: it shows what the server tells it, and fetches the pictures that it has not yet seen.
(() => {
  const $ = (selector) => document.querySelector(selector);
  const root = document.documentElement;
  const pictures = new Map();
  const at = { slide: 0, click: null };
  let shown = null;
  let editor = null;
  let source = null;

  // Only what our own server drew becomes part of the page; drawings of the author's are pictures within it.
  const parsed = (text) => {
    const drawn = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    // As large as there is room for, in its own proportions.
    const box = drawn.viewBox.baseVal;
    drawn.setAttribute("width", box.width * 10);
    drawn.setAttribute("height", box.height * 10);
    return drawn;
  };

  const fetched = (name) => {
    if (!pictures.has(name)) {
      pictures.set(name, fetch(`pictures/${name}`).then((answer) => {
        if (!answer.ok) throw new Error(`${name} is no longer shown`);
        return answer.text();
      }).then(parsed));
    }
    return pictures.get(name);
  };

  // A picture may have been replaced before it was fetched; the news of that is on its way.
  const put = async (into, name) => {
    into.dataset.picture = name;
    const drawn = await fetched(name).catch(() => null);
    if (drawn === null) {
      pictures.delete(name);
      return;
    }
    if (into.dataset.picture !== name) return;
    const copy = document.importNode(drawn, true);
    // A button holds no links.
    if (into.closest("button") !== null) for (const link of copy.querySelectorAll("a")) link.removeAttribute("href");
    into.replaceChildren(copy);
  };

  const element = (tag, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  const place = (file, line, column = 1) => {
    const words = `${file}:${line}`;
    if (editor === null) return words;
    const values = { path: encodeURI(file), line, column };
    return element("a", { href: editor.replace(/\{(path|line|column)\}/g, (_, name) => values[name]) }, words);
  };

  // The words that were clicked on know their line, counted from their slide's in its own file; a shape has the line
  // of its words, and all else that of the slide.
  const typed = (target, slide) => {
    const words = target.closest("[data-place]") ?? target.closest("g")?.querySelector("[data-place]");
    const [line, column, ...rest] = words?.dataset.place.split(":") ?? ["0", "0", slide.source];
    const source = rest.join(":");
    const from = source === slide.source ? slide.line : 1;
    return { source, line: Number(line) + from, column: Number(column) + 1 };
  };

  const showLine = (event) => {
    const slide = shown.slides[at.slide];
    if (slide === undefined) return;
    event.preventDefault();
    const { source, line, column } = typed(event.target, slide);
    const where = place(shown.files[source], line, column);
    const text = shown.sources[source].split(/\r\n|[\r\n]/)[line - 1] ?? "";
    $("#place").replaceChildren(where, element("code", {}, text.trim()));
    if (editor !== null) where.click();
  };

  const clock = (minutes) => `${Math.floor(minutes)}:${String(Math.round((minutes % 1) * 60)).padStart(2, "0")}`;

  // A slide is shown whole until somebody steps through it.
  const reveal = () => {
    const slide = shown.slides[at.slide];
    const click = at.click ?? slide.clicks;
    for (const thing of document.querySelectorAll("#slide [data-click]")) {
      thing.classList.toggle("later", Number(thing.dataset.click) > click);
    }
    $("#click").textContent = slide.clicks === 0 ? "" : `click ${click} of ${slide.clicks}`;
  };

  // News that changes nothing here leaves the line in sight that somebody has clicked on.
  let placed = "";

  const drawPlace = (slide) => {
    const key = JSON.stringify([at.slide, shown.slides.length, slide.title, slide.picture, slide.file, slide.line]);
    if (key === placed) return;
    placed = key;
    $("#place").replaceChildren(`${at.slide + 1} / ${shown.slides.length} · ${slide.title} · `, place(slide.file, slide.line));
  };

  const drawSlide = async () => {
    const slide = shown.slides[at.slide];
    if (slide === undefined) return;
    drawPlace(slide);
    $("#notes").replaceChildren(...slide.notes.flatMap((part) => part).map((note) => {
      const made = element("div");
      made.innerHTML = note;
      return made;
    }));
    $("#minutes").textContent = slot(slide);
    await put($("#slide"), slide.picture);
    reveal();
  };

  const mark = () => {
    const item = $(`#strip > [data-slide="${at.slide}"]`);
    const before = $("#strip > [aria-current]");
    if (item === before) return;
    before?.removeAttribute("aria-current");
    item?.setAttribute("aria-current", "true");
    item?.scrollIntoView({ block: "nearest" });
  };

  const slot = (slide) => {
    if (shown.slot === null) return "";
    const begins = slide.minute === null ? "" : `begins at ${clock(slide.minute)} of `;
    return `${begins}${clock(shown.slot)}`;
  };

  // Items of slides that are as they were stay in the page.
  const strip = new Map();

  const stripItem = (number, slide) => {
    const isMarked = shown.findings.some((finding) => finding.slide === number);
    const key = JSON.stringify([slide.picture, slide.title, slide.hidden, isMarked]);
    const known = strip.get(number);
    if (known?.key === key) return known.item;
    const thumb = element("span");
    const button = element("button", { type: "button" }, thumb, `${number + 1}. ${slide.title}`);
    void put(thumb, slide.picture);
    button.addEventListener("click", () => go(number));
    button.classList.toggle("marked", isMarked);
    const item = element("li", {}, button);
    item.dataset.slide = number;
    item.classList.toggle("hidden", slide.hidden);
    strip.set(number, { key, item });
    return item;
  };

  const headings = new Map();

  const heading = (number, name) => {
    if (headings.get(number)?.textContent !== name) {
      headings.set(number, element("li", { className: "section" }, name));
    }
    return headings.get(number);
  };

  const drawStrip = () => {
    const items = shown.slides.flatMap((slide, number) => {
      const item = stripItem(number, slide);
      const isFirst = slide.section !== shown.slides[number - 1]?.section;
      return isFirst ? [heading(number, slide.section), item] : [item];
    });
    const list = $("#strip");
    for (const [number, item] of items.entries()) {
      if (list.children[number] !== item) list.insertBefore(item, list.children[number] ?? null);
    }
    while (list.childElementCount > items.length) list.lastElementChild.remove();
  };

  const drawFindings = () => {
    // What is wrong with the slide in sight comes first.
    const here = shown.findings.filter((finding) => finding.slide === at.slide);
    const others = shown.findings.filter((finding) => finding.slide !== at.slide);
    $("#findings").replaceChildren(...[...here, ...others].map((finding) => {
      const lines = [element("p", {}, element("strong", {}, finding.severity), `: ${finding.message}`)];
      lines.push(element("p", {}, place(finding.file, finding.line, finding.column)));
      if (finding.text !== "") lines.push(element("pre", {}, finding.text));
      if (finding.hint !== "") lines.push(element("p", {}, `hint: ${finding.hint}`));
      const isHere = finding.slide === at.slide ? " here" : "";
      return element("div", { className: `finding ${finding.severity}${isHere}` }, ...lines);
    }));
    const errors = shown.findings.filter((finding) => finding.severity === "error").length;
    root.classList.toggle("broken", errors > 0);
    const many = errors === 1 ? "1 error" : `${errors} errors`;
    $("#state").textContent = errors === 0 ? "" : `${many}: this is the last lecture without any`;
  };

  const drawAudiences = () => {
    const chosen = $("#audience").value;
    const options = ["", ...shown.audiences].map((name) => (
      element("option", { value: name, selected: name === chosen }, name || "Everybody")
    ));
    $("#audience").replaceChildren(...options);
  };

  const go = (slide, click = null) => {
    Object.assign(at, { slide, click });
    placed = "";
    mark();
    drawFindings();
    void drawSlide();
  };

  const step = (by) => {
    const clicks = shown.slides[at.slide].clicks;
    const click = (at.click ?? (by > 0 ? -1 : clicks)) + by;
    if (click >= 0 && click <= clicks) go(at.slide, click);
    else if (by > 0 && at.slide + 1 < shown.slides.length) go(at.slide + 1, 0);
    else if (by < 0 && at.slide > 0) go(at.slide - 1, shown.slides[at.slide - 1].clicks);
  };

  // The slide that was shown when another audience was chosen.
  let wanted = null;

  const choose = () => {
    wanted = shown?.slides[at.slide] ?? null;
    listen();
  };

  // The slide that is being written is shown; otherwise the place is kept.
  const show = async () => {
    document.title = shown.title === "" ? "Preview" : `${shown.title} – preview`;
    if (shown.changed >= 0) {
      Object.assign(at, { slide: shown.changed, click: null });
      pictures.set(shown.slides[at.slide].picture, Promise.resolve(parsed(shown.picture)));
    } else if (wanted !== null) {
      // Another audience sees other slides: the same one is shown, or the one before it in the outline.
      const fits = shown.slides.map((slide) => (slide.file === wanted.file && slide.line <= wanted.line ? slide.line : 0));
      Object.assign(at, { slide: fits.indexOf(Math.max(...fits)), click: null });
    }
    wanted = null;
    at.slide = Math.max(0, Math.min(at.slide, shown.slides.length - 1));
    const names = new Set(shown.slides.map((slide) => slide.picture));
    for (const name of [...pictures.keys()]) if (!names.has(name)) pictures.delete(name);
    // The slide comes first, because somebody is waiting for it; all else follows when it has been painted.
    await drawSlide();
    root.dataset.drawn = String(Number(root.dataset.drawn ?? 0) + 1);
    requestAnimationFrame(() => setTimeout(() => {
      drawAudiences();
      drawStrip();
      mark();
      drawFindings();
    }));
  };

  // The picture comes first; what is said about it follows when everything has been checked.
  const told = (news) => {
    if (news.shown === undefined) {
      shown.findings = news.findings;
      drawStrip();
      drawFindings();
      root.dataset.checked = root.dataset.drawn;
      return;
    }
    editor = news.editor;
    shown = news.shown;
    void show();
  };

  const listen = () => {
    source?.close();
    const asked = new URLSearchParams();
    if ($("#audience").value !== "") asked.set("audience", $("#audience").value);
    if ($("#students").checked) asked.set("students", "");
    source = new EventSource(`events?${asked}`);
    source.addEventListener("message", (event) => told(JSON.parse(event.data)));
    source.addEventListener("error", () => { $("#state").textContent = "deckgen does not answer"; });
  };

  const alone = () => {
    root.classList.toggle("alone");
    $("#dark").setAttribute("aria-pressed", String(root.classList.contains("alone")));
  };

  const keys = { ArrowRight: () => step(1), ArrowLeft: () => step(-1), b: alone, B: alone };
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("select, input") !== null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in keys && shown !== null && shown.slides.length > 0) keys[event.key]();
    if (event.key === "ArrowDown" && at.slide + 1 < shown.slides.length) go(at.slide + 1);
    if (event.key === "ArrowUp" && at.slide > 0) go(at.slide - 1);
  });
  $("#slide").addEventListener("click", showLine);
  $("#forward").addEventListener("click", () => step(1));
  $("#back").addEventListener("click", () => step(-1));
  $("#dark").addEventListener("click", alone);
  $("#audience").addEventListener("change", choose);
  $("#students").addEventListener("change", choose);
  listen();
})();
