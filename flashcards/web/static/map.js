// The map: lights what a topic builds on and what it opens, zooms, moves, finds. Without it, a picture that scrolls.
const field = document.getElementById("field");
const map = field?.querySelector(".map");
if (map) {
  const { width, height } = map.viewBox.baseVal;
  const spots = [...map.querySelectorAll(".spot")];
  const edges = [...map.querySelectorAll(".edge")].map((line) => ({ line, ends: line.dataset.ends.split(" ") }));
  let scale = 1;
  const reach = (start, from, to, name) => {
    const reached = new Set([start]);
    for (const place of reached) {
      for (const { line, ends } of edges.filter(({ ends }) => ends[from] === place)) {
        for (const shown of [line, spots[ends[to]]]) shown.classList.add(name);
        reached.add(ends[to]);
      }
    }
  };
  const light = (spot) => {
    for (const lit of map.querySelectorAll(".here, .above, .below")) lit.classList.remove("here", "above", "below");
    map.classList.toggle("lit", Boolean(spot));
    if (!spot) return;
    spot.classList.add("here");
    reach(String(spots.indexOf(spot)), 1, 0, "above");
    reach(String(spots.indexOf(spot)), 0, 1, "below");
  };
  const resting = () => light(map.querySelector(".spot:focus-visible"));
  map.addEventListener("pointerover", (event) => event.pointerType === "mouse" && light(event.target.closest(".spot")));
  map.addEventListener("pointerleave", resting);
  field.addEventListener("focusin", resting);
  field.addEventListener("focusout", () => light(null));

  const fitting = () => Math.min(field.clientWidth / width, field.clientHeight / height, 1);
  const middle = ({ x, y, width, height }) => [x + width / 2, y + height / 2];
  const zoom = (wanted, [x, y] = middle(field.getBoundingClientRect())) => {
    const before = map.getBoundingClientRect();
    scale = Math.min(Math.max(wanted, Math.min(fitting(), 0.2)), 3);
    for (const [side, size] of [["width", width], ["height", height]]) map.setAttribute(side, size * scale);
    const after = map.getBoundingClientRect();
    const [across, down] = [(x - before.left) / before.width, (y - before.top) / before.height];
    field.scrollBy(after.left + across * after.width - x, after.top + down * after.height - y);
  };
  const act = { in: () => zoom(scale * 1.25), out: () => zoom(scale / 1.25), fit: () => zoom(fitting()) };
  const keys = { "+": act.in, "=": act.in, "-": act.out, 0: act.fit };
  for (const button of document.querySelectorAll("[data-zoom]")) button.addEventListener("click", act[button.dataset.zoom]);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    if (event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    keys[event.key]();
  });
  field.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(scale * Math.exp(-event.deltaY / 300), [event.clientX, event.clientY]);
  }, { passive: false });

  let apart = 0;
  const pinch = ({ touches: [one, two] }) => Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);
  field.addEventListener("touchstart", (event) => { apart = event.touches.length === 2 ? pinch(event) : 0; });
  field.addEventListener("touchmove", (event) => {
    if (event.touches.length !== 2 || !apart) return;
    event.preventDefault();
    const [[one, two], now] = [event.touches, pinch(event)];
    zoom(scale * now / apart, [(one.clientX + two.clientX) / 2, (one.clientY + two.clientY) / 2]);
    apart = now;
  }, { passive: false });

  let moved = 0;
  field.addEventListener("pointerdown", () => { moved = 0; });
  field.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse" || !(event.buttons & 1)) return field.classList.remove("moving");
    moved += Math.abs(event.movementX) + Math.abs(event.movementY);
    field.classList.toggle("moving", moved > 4);
    field.scrollBy(-event.movementX, -event.movementY);
  });
  field.addEventListener("click", (event) => {
    if (moved > 4) event.preventDefault();
    moved = 0;
  }, true);
  field.addEventListener("dragstart", (event) => event.preventDefault());

  const center = (spot) => {
    const [[x, y], [across, down]] = [field, spot].map((shown) => middle(shown.getBoundingClientRect()));
    field.scrollBy(across - x, down - y);
  };
  const titles = [...document.querySelectorAll("#titles option")].map((option) => option.value.toLowerCase());
  document.querySelector("[role=search]").addEventListener("submit", (event) => {
    const words = event.target.topic.value.trim().toLowerCase();
    const exact = titles.indexOf(words);
    const spot = words && spots[exact >= 0 ? exact : titles.findIndex((title) => title.includes(words))];
    if (!spot) return;
    event.preventDefault();
    spot.focus({ preventScroll: true });
    field.scrollIntoView({ block: "nearest" });
    center(spot);
  });

  // The first view: of all with the one in question, the one with the most whole boxes, those next to it first, and the
  // fewest that are cut.
  const margin = 12;
  const sides = (spot) => {
    const [all, box] = [map, spot.querySelector(".box")].map((shown) => shown.getBoundingClientRect());
    return { left: box.left - all.left, right: box.right - all.left, top: box.top - all.top, bottom: box.bottom - all.top };
  };
  const begin = (goal) => {
    const [across, down] = [field.clientWidth, field.clientHeight];
    const place = String(spots.indexOf(goal));
    const near = new Set(edges.filter(({ ends }) => ends.includes(place)).flatMap(({ ends }) => ends));
    const here = sides(goal);
    const boxes = spots.map((spot, number) => ({ ...sides(spot), worth: near.has(String(number)) ? 3 : 1 }))
      .filter((box) => Math.abs(box.left - here.left) < across && Math.abs(box.top - here.top) < down);
    const steps = (low, high, size) => [...new Set(boxes.flatMap((box) => [box[low] - margin, box[high] + margin - size]))]
      .filter((step) => step < here[low] && step + size > here[high]);
    const worth = (x, y) => boxes.reduce((sum, { left, right, top, bottom, worth }) => {
      if (right <= x || left >= x + across || bottom <= y || top >= y + down) return sum;
      return sum + (left >= x && right <= x + across && top >= y && bottom <= y + down ? worth : -2);
    }, 0);
    const [x, y] = middle({ x: here.left, y: here.top, width: here.right - here.left, height: here.bottom - here.top });
    let best = { worth: -Infinity };
    for (const left of steps("left", "right", across)) {
      for (const top of steps("top", "bottom", down)) {
        const found = worth(left, top) - Math.abs(left + across / 2 - x) / across - Math.abs(top + down / 2 - y) / down;
        if (found > best.worth) best = { worth: found, left, top };
      }
    }
    center(goal);
    if (best.worth > -Infinity) field.scrollTo(best.left, best.top);
  };

  for (const shown of document.querySelectorAll(".zoom, .handling")) shown.hidden = false;
  zoom(Math.max(fitting(), 0.7));
  begin(map.querySelector(".goal") ?? map.querySelector(".next") ?? spots[0]);
}
