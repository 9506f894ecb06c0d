// A few comforts. Without them every page still works.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const boxes = [...document.querySelectorAll('input[type="search"]')];
    const box = boxes.find((one) => one.offsetParent !== null);
    if (box) { event.preventDefault(); box.focus(); box.select(); }
  }
});

document.addEventListener("keydown", (event) => {
  const more = event.key === "Escape" && document.querySelector(".more[open]");
  if (more) { more.open = false; more.querySelector("summary").focus(); }
});

// What went wrong is read first.
const wrong = document.querySelector("[data-focus]");
if (wrong) wrong.focus();

// One press is enough.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// What only needs to go on, goes on.
const onward = document.querySelector("form[data-go]");
if (onward) onward.requestSubmit();

// A file that has been made is fetched, once.
const fetchMade = () => {
  const made = document.querySelector("a[data-fetch]:not([data-fetched])");
  if (made) { made.dataset.fetched = "1"; window.location.href = made.href; }
};
document.addEventListener("htmx:afterSettle", fetchMade);
fetchMade();
