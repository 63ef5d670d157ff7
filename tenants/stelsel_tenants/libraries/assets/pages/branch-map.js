// Points out a branch on our own boundaries. The two numbers below the map are the truth: the map shows and sets them.
// Without a script they are filled in by hand, or left empty.
import { divIcon, geoJSON, map as makeMap, marker } from "leaflet";

const field = document.querySelector("[data-st-place]");
const words = field.dataset;
const form = field.closest("form");
const lat = form.elements.lat;
const lon = form.elements.lon;
const said = field.querySelector("[data-st-said]");
const box = field.querySelector("[data-st-map]");
const MIDDLE = [52.15, 5.39];

const number = (input) => Number.parseFloat(input.value.replace(",", "."));
const typed = () => {
  const spot = [number(lat), number(lon)];
  return spot.every(Number.isFinite) ? spot : null;
};

box.hidden = false;
box.setAttribute("role", "application");
box.setAttribute("aria-label", words.stLabel);
const map = makeMap(box, { attributionControl: false, zoomControl: false, minZoom: 7, maxZoom: 15, zoomSnap: 0.5 });
map.setView(typed() ?? MIDDLE, typed() ? 12 : 7);

const zoom = field.querySelector('button[name="zoek"]').parentElement;
for (const [label, step] of [[words.stIn, 1], [words.stOut, -1]]) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "utrecht-button utrecht-button--secondary-action st-b-s";
  button.textContent = label;
  button.addEventListener("click", () => map.setZoom(map.getZoom() + step));
  zoom.append(button);
}
let ground = null;
let drawnAround = null;
async function draw(spot) {
  const key = spot ? spot.map((degrees) => degrees.toFixed(1)).join() : "";
  if (drawnAround === key) return;
  drawnAround = key;
  const [y, x] = key ? key.split(",") : ["", ""];
  const answer = await fetch(`${words.stAround}?lat=${y}&lon=${x}`);
  if (!answer.ok) return;
  const content = await answer.json();
  const fresh = geoJSON(content, {
    style: { className: "m-area" },
    interactive: false,
    pointToLayer: (feature, at) =>
      marker(at, { icon: divIcon({ className: "m-named", html: name(feature), iconSize: null }), keyboard: false, interactive: false, alt: "" }),
  });
  ground?.remove();
  ground = fresh.addTo(map);
}
function name(feature) {
  const text = document.createElement("span");
  text.textContent = feature.properties.naam;
  return text;
}

const pin = marker(MIDDLE, {
  icon: divIcon({ className: "m-pinned", iconSize: [44, 44], iconAnchor: [22, 22] }),
  draggable: true,
  title: words.stPin,
  alt: words.stPin,
  keyboard: false,
});
function put(spot, write = true) {
  pin.setLatLng(spot).addTo(map);
  if (write) {
    lat.value = spot[0].toFixed(5).replace(".", ",");
    lon.value = spot[1].toFixed(5).replace(".", ",");
    lat.dispatchEvent(new Event("input", { bubbles: true }));
  }
  draw(spot);
}
const at = (point) => [point.lat, point.lng];
pin.on("dragend", () => put(at(pin.getLatLng())));
map.on("click", (event) => put(at(event.latlng)));
map.on("moveend", () => map.getZoom() >= 9 && draw(at(map.getCenter())));
box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  put(at(map.getCenter()));
});

for (const input of [lat, lon]) {
  input.addEventListener("change", () => {
    const spot = typed();
    if (!spot) return;
    put(spot, false);
    map.panTo(spot);
  });
}

// The button that finds the address asks for the point alone; the page stays as it is.
const finder = field.querySelector('button[name="zoek"]');
finder.addEventListener("click", async (event) => {
  const query = new URLSearchParams({ plaats: form.elements.place.value, postcode: form.elements.postcode.value });
  event.preventDefault();
  const answer = await fetch(`${words.stFind}?${query}`);
  const found = await answer.json();
  if (!answer.ok) {
    // The server's own page says what to do, and offers the places to choose from.
    if (form.elements.place.value) form.requestSubmit(finder);
    else said.textContent = found.fout;
    return;
  }
  said.textContent = found.plaats;
  map.setView([found.lat, found.lon], 13);
  put([found.lat, found.lon]);
});

const start = typed();
if (start) put(start, false);
else draw(null);
