"use strict";
// The show. The state is the slide and the click; everything on the screen follows from it.
(() => {
  const facts = JSON.parse(document.getElementById("facts").textContent);
  const root = document.documentElement;
  const sections = [...document.querySelectorAll("main > section")];
  const $ = (selector) => document.querySelector(selector);
  const isSpeaker = location.hash === "#speaker" && window.opener !== null;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const state = { slide: 0, click: 0, dark: false, show: facts.opening };
  let partner = isSpeaker ? window.opener : null;
  let begun = null;

  // What is shown, and in which order.

  const order = () => {
    if (state.show !== null) return facts.shows[state.show].slides;
    return facts.slides.flatMap((slide, number) => (slide.hidden ? [] : [number]));
  };

  // The place to which a step leads; null at both ends. After a hidden slide comes what follows it.
  const forward = ({ slide, click }) => {
    if (click < facts.slides[slide].clicks) return { slide, click: click + 1 };
    const next = order().includes(slide)
      ? order()[order().indexOf(slide) + 1]
      : order().find((number) => number > slide);
    return next === undefined ? null : { slide: next, click: 0 };
  };

  const back = ({ slide, click }) => {
    if (click > 0) return { slide, click: click - 1 };
    const before = order().includes(slide)
      ? order()[order().indexOf(slide) - 1]
      : order().filter((number) => number < slide).at(-1);
    return before === undefined ? null : { slide: before, click: facts.slides[before].clicks };
  };

  const reveal = (where, click) => {
    for (const thing of where.querySelectorAll("[data-click]")) {
      thing.classList.toggle("later", Number(thing.dataset.click) > click);
    }
  };

  const go = (to, { remembered = false, told = false } = {}) => {
    if (to === null) return;
    const before = state.slide;
    Object.assign(state, { slide: to.slide, click: to.click });
    if (begun === null && (to.slide > 0 || to.click > 0)) begun = Date.now();
    const address = `#slide-${to.slide + 1}`;
    if (!isSpeaker) {
      if (remembered) history.pushState({ ...to }, "", address);
      else history.replaceState({ ...to }, "", address);
    }
    draw(before);
    if (!told) tell();
  };

  // Drawing.

  const draw = (before) => {
    root.classList.toggle("dark", state.dark);
    $(".place").textContent = place();
    if (isSpeaker) return drawSpeaker();
    const section = sections[state.slide];
    reveal(section, state.click);
    if (before === state.slide && section.classList.contains("shown")) return undefined;
    for (const other of sections) other.classList.toggle("shown", other === section);
    erase();
    if (before < state.slide && !calm.matches) enter(section, sections[before], facts.slides[state.slide].transition);
    return undefined;
  };

  const place = () => {
    const position = order().indexOf(state.slide);
    return position < 0 ? `slide ${state.slide + 1}` : `${position + 1} / ${order().length}`;
  };

  const moves = {
    fade: [[{ opacity: 0 }, { opacity: 1 }], 700],
    push: [[{ transform: "translateY(100%)" }, { transform: "none" }], 1000],
  };

  const enter = (section, from, transition) => {
    if (transition === "morph") return morph(section, from);
    if (transition in moves) {
      const [steps, duration] = moves[transition];
      section.animate(steps, { duration, easing: "ease-in-out" });
    }
    return undefined;
  };

  // Things of one name move from where they were on the slide before; all others fade in.
  const morph = (section, from) => {
    from.classList.add("shown");
    const places = new Map([...from.querySelectorAll("[data-name]")].map((thing) => [
      thing.dataset.name, thing.getBoundingClientRect(),
    ]));
    from.classList.remove("shown");
    const timing = { duration: 1500, easing: "ease-in-out" };
    for (const thing of section.querySelectorAll("svg > g")) {
      const old = places.get(thing.dataset.name);
      const now = thing.getBoundingClientRect();
      if (old === undefined || now.width === 0 || now.height === 0) {
        thing.animate([{ opacity: 0 }, { opacity: 1 }], timing);
        continue;
      }
      const scale = section.querySelector("svg").viewBox.baseVal.width / section.querySelector("svg").clientWidth;
      const box = thing.getBBox();
      const across = old.width / now.width;
      const down = old.height / now.height;
      const x = (old.left - now.left) * scale + box.x * (1 - across);
      const y = (old.top - now.top) * scale + box.y * (1 - down);
      const start = `translate(${x}px, ${y}px) scale(${across}, ${down})`;
      thing.animate([{ transform: start }, { transform: "none" }], timing);
    }
  };

  // The speaker's window.

  const copy = (into, at) => {
    into.replaceChildren();
    if (at === null) {
      into.append(Object.assign(document.createElement("p"), { className: "end", textContent: "End of the show" }));
      return;
    }
    const svg = sections[at.slide].querySelector("svg").cloneNode(true);
    svg.removeAttribute("aria-labelledby");
    svg.setAttribute("aria-label", facts.slides[at.slide].title);
    for (const link of svg.querySelectorAll("a")) link.removeAttribute("href");
    reveal(svg, at.click);
    into.append(svg);
  };

  const drawSpeaker = () => {
    copy($(".now"), state);
    copy($(".next"), forward(state));
    const notes = sections[state.slide].querySelector(".notes");
    $(".said").replaceChildren(...(notes === null ? [] : notes.cloneNode(true).childNodes));
    const parts = [...$(".said").querySelectorAll("[data-part]")];
    for (const part of parts) {
      const isCurrent = Number(part.dataset.part) === Math.min(state.click, parts.length - 1);
      part.classList.toggle("current", isCurrent);
      if (isCurrent) part.scrollIntoView({ block: "nearest" });
    }
    tick();
  };

  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

  // Ahead or behind is said calmly, and only from one minute on.
  const tick = () => {
    const spent = begun === null ? 0 : (Date.now() - begun) / 1000;
    $(".time").textContent = clock(spent) + (facts.slot === null ? "" : ` of ${clock(facts.slot * 60)}`);
    const minute = facts.slides[state.slide].minute;
    const late = minute === null ? 0 : Math.trunc(spent / 60 - minute);
    const many = Math.abs(late) === 1 ? "minute" : "minutes";
    const mark = minute === null ? "" : `This slide begins at ${clock(minute * 60)}`;
    const word = late > 0 ? "behind" : "ahead";
    $(".mark").textContent = mark + (begun === null || late === 0 ? "" : `: ${Math.abs(late)} ${many} ${word}`);
    $(".day").textContent = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  };

  // Two windows: each tells the other what has changed. A page from a file has no origin that could be compared.

  const tell = () => {
    if (partner !== null && !partner.closed) partner.postMessage({ ...state, begun }, "*");
  };

  window.addEventListener("message", (event) => {
    // A show that was loaded again knows its speaker's window no more, which goes on to greet it.
    const isBack = partner === null && event.data?.still === true && event.source?.opener === window;
    if (isBack) partner = event.source;
    if (event.source === null || event.source !== partner || (event.data.still && !isBack)) return;
    if (event.data.hello) {
      tell();
      return;
    }
    if (event.data.mark !== undefined) {
      drawn(event.data);
      return;
    }
    const { slide, click, dark, show, begun: since } = event.data;
    if (!(slide in facts.slides) || !Number.isInteger(click)) return;
    Object.assign(state, { dark: dark === true, show: show in facts.shows ? show : null });
    begun = since;
    go({ slide, click }, { told: true });
  });

  const openSpeaker = () => {
    if (isSpeaker) return;
    partner = window.open(`${location.href.split("#")[0]}#speaker`, "speaker", "width=1100,height=760");
  };

  // The overview, and the choice of a show.

  const listed = () => (state.show === null ? facts.slides.map((_, number) => number) : order());

  const openOverview = () => {
    const list = $(".overview ol");
    list.replaceChildren(...listed().map((number) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      const at = { slide: number, click: facts.slides[number].clicks };
      copy(button, at);
      button.firstChild.setAttribute("aria-hidden", "true");
      const title = `${number + 1}. ${facts.slides[number].title}`;
      item.dataset.title = title.toLowerCase();
      button.append(title);
      button.addEventListener("click", () => {
        $(".overview").close();
        go({ slide: number, click: 0 }, { remembered: true });
      });
      if (number === state.slide) item.setAttribute("aria-current", "true");
      item.append(button);
      return item;
    }));
    $(".overview input").value = "";
    $(".overview").showModal();
  };

  const filter = () => {
    const wanted = $(".overview input").value.trim().toLowerCase();
    for (const item of $(".overview ol").children) {
      item.hidden = wanted !== "" && !item.dataset.title.includes(wanted);
    }
  };

  const firstFound = (event) => {
    if (event.key !== "Enter") return;
    event.stopPropagation();
    const wanted = $(".overview input").value.trim();
    const items = [...$(".overview ol").children].filter((item) => !item.hidden);
    const exact = items.find((item) => item.dataset.title.startsWith(`${wanted}. `));
    (exact ?? items[0])?.querySelector("button").click();
  };

  const chooseShow = () => {
    const names = [...facts.shows.map((show) => show.name), "Everything"];
    $(".shows div").replaceChildren(...names.map((name, number) => {
      const button = Object.assign(document.createElement("button"), { textContent: name, type: "button" });
      button.addEventListener("click", () => {
        $(".shows").close();
        state.show = number < facts.shows.length ? number : null;
        go({ slide: order()[0], click: 0 });
      });
      return button;
    }));
    $(".shows").showModal();
  };

  // Pointer and pen.

  const ink = document.createElement("canvas");
  const dot = Object.assign(document.createElement("div"), { className: "pointer", hidden: true });
  let stroke = null;

  const erase = () => {
    ink.width = innerWidth;
    ink.height = innerHeight;
  };

  // What is drawn stays when the window changes its size.
  const fit = () => {
    const old = Object.assign(document.createElement("canvas"), { width: ink.width, height: ink.height });
    if (ink.width > 0 && ink.height > 0) old.getContext("2d").drawImage(ink, 0, 0);
    erase();
    if (old.width > 0 && old.height > 0) ink.getContext("2d").drawImage(old, 0, 0, ink.width, ink.height);
  };

  const drawLine = ({ clientX, clientY }) => {
    const context = ink.getContext("2d");
    Object.assign(context, { lineWidth: 4, lineCap: "round", strokeStyle: "#e5202e" });
    context.beginPath();
    context.moveTo(...stroke);
    context.lineTo(clientX, clientY);
    context.stroke();
    stroke = [clientX, clientY];
  };

  ink.addEventListener("pointerdown", (event) => {
    stroke = [event.clientX, event.clientY];
    told(event, "down");
  });
  ink.addEventListener("pointermove", (event) => {
    if (stroke === null) return;
    drawLine(event);
    told(event, "line");
  });
  ink.addEventListener("pointerup", (event) => {
    stroke = null;
    told(event, "up");
  });

  // What the speaker points at and draws on the small slide appears on the large one, at the same place of it.
  const told = (event, mark) => {
    const svg = $(".now svg");
    if (!isSpeaker || svg === null || partner.closed) return;
    const { left, top, width, height } = svg.getBoundingClientRect();
    const at = { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
    partner.postMessage({ mark, ...at, pointing: !dot.hidden }, "*");
  };

  const drawn = ({ mark, x, y, pointing }) => {
    const { left, top, width, height } = sections[state.slide].querySelector("svg").getBoundingClientRect();
    const at = { clientX: left + x * width, clientY: top + y * height };
    dot.hidden = !pointing || x < 0 || x > 1 || y < 0 || y > 1;
    point(at);
    if (mark === "line" && stroke !== null) drawLine(at);
    stroke = mark === "down" ? [at.clientX, at.clientY] : mark === "up" ? null : stroke;
    if (mark === "erase") erase();
  };

  const point = ({ clientX, clientY }) => Object.assign(dot.style, { left: `${clientX}px`, top: `${clientY}px` });

  // What can be done, and the keys for it.

  const actions = {
    forward: () => go(forward(state)),
    back: () => go(back(state)),
    first: () => go({ slide: order()[0], click: 0 }),
    last: () => go({ slide: order().at(-1), click: 0 }),
    overview: openOverview,
    speaker: openSpeaker,
    help: () => $(".help").showModal(),
    full: () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen()),
    dark: () => {
      state.dark = !state.dark;
      draw(state.slide);
      tell();
    },
    restart: () => {
      begun = Date.now();
      tick();
      tell();
    },
    pointer: () => {
      dot.hidden = !dot.hidden;
      root.classList.toggle("pointing", !dot.hidden);
      told({ clientX: 0, clientY: 0 }, "point");
    },
    pen: () => root.classList.toggle("drawing"),
    erase: () => {
      erase();
      told({ clientX: 0, clientY: 0 }, "erase");
    },
  };

  const keys = {
    ArrowRight: "forward", ArrowDown: "forward", PageDown: "forward", " ": "forward", n: "forward",
    ArrowLeft: "back", ArrowUp: "back", PageUp: "back", Backspace: "back",
    Home: "first", End: "last", o: "overview", g: "overview", "/": "overview", p: "speaker", s: "speaker",
    f: "full", b: "dark", ".": "dark", l: "pointer", d: "pen", e: "erase", "?": "help",
  };
  let typed = "";

  const press = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]") !== null) return;
    const isOnButton = event.target.closest("button, a") !== null;
    if (isOnButton && (event.key === " " || event.key === "Enter")) return;
    if (/^[0-9]$/.test(event.key)) {
      typed += event.key;
      return;
    }
    const number = Number(typed) - 1;
    typed = "";
    if (event.key === "Enter") {
      if (number in facts.slides) go({ slide: number, click: 0 }, { remembered: true });
      else actions.forward();
      return;
    }
    const name = keys[event.key] ?? keys[event.key.toLowerCase()];
    if (name === undefined) return;
    event.preventDefault();
    actions[name]();
  };

  const follow = (event) => {
    const link = event.target.closest("a");
    const target = link?.getAttribute("href") ?? "";
    const slide = /^#slide-(\d+)$/.exec(target);
    if (slide === null) {
      if (link !== null && target !== "") {
        event.preventDefault();
        window.open(target, "_blank", "noopener");
      }
      return link !== null;
    }
    event.preventDefault();
    go({ slide: Number(slide[1]) - 1, click: 0 }, { remembered: true });
    return true;
  };

  const tap = (event) => {
    if (follow(event) || getSelection().toString() !== "") return;
    // A mouse has keys beside it; a finger has only the side that it touches.
    actions[event.pointerType === "touch" && event.clientX < innerWidth / 4 ? "back" : "forward"]();
  };

  let touched = null;

  const swipe = (event) => {
    const [start, end] = [touched, event.changedTouches[0]];
    touched = null;
    if (start === null || event.touches.length > 0 || Math.abs(end.clientX - start.clientX) < 50) return;
    event.preventDefault();
    actions[end.clientX < start.clientX ? "forward" : "back"]();
  };

  const begin = () => {
    root.classList.add("show");
    root.classList.toggle("with-speaker", isSpeaker);
    root.classList.toggle("touched", matchMedia("(pointer: coarse)").matches);
    $(".bar").hidden = false;
    ink.className = "ink";
    for (const thing of [ink, dot]) thing.setAttribute("aria-hidden", "true");
    document.body.append(ink, dot);
    erase();
    document.addEventListener("keydown", press);
    document.addEventListener("pointermove", (event) => {
      point(event);
      if (!dot.hidden && stroke === null) told(event, "point");
    });
    window.addEventListener("resize", fit);
    $("main").addEventListener("click", tap);
    $("main").addEventListener("touchstart", (event) => {
      // Two fingers, or one on an enlarged page, move the page and not the lecture.
      touched = event.touches.length > 1 || visualViewport.scale > 1 ? null : event.touches[0];
    }, { passive: true });
    $("main").addEventListener("touchend", swipe);
    $(".overview input").addEventListener("input", filter);
    $(".overview input").addEventListener("keydown", firstFound);
    for (const button of document.querySelectorAll("[data-do]")) {
      button.addEventListener("click", () => actions[button.dataset.do]());
    }
    window.addEventListener("popstate", (event) => { if (event.state !== null) go(event.state); });
    if (isSpeaker) {
      $(".speaker").hidden = false;
      setInterval(() => {
        tick();
        if (!partner.closed) partner.postMessage({ still: true, ...state, begun }, "*");
      }, 1000);
      draw(0);
      partner.postMessage({ hello: true }, "*");
      return;
    }
    const named = /^#slide-(\d+)$/.exec(location.hash);
    const asked = named === null ? order()[0] : Number(named[1]) - 1;
    go({ slide: asked in facts.slides ? asked : 0, click: 0 });
    if (facts.shows.length > 1 && facts.opening === null) chooseShow();
  };

  begin();
})();
