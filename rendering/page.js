"use strict";
(() => {
  const unpin = () => document.querySelectorAll(".pinned").forEach((node) => node.classList.remove("pinned"));
  document.addEventListener("click", (event) => {
    const sentence = event.target.closest(".sentence");
    const card = event.target.closest(".card");
    const close = event.target.closest(".close");
    if (!sentence && card && !close) return;
    const again = sentence && sentence.classList.contains("pinned");
    unpin();
    if (close) document.getElementById(close.hash.slice(1)).focus({ preventScroll: true });
    if (sentence && !again) {
      sentence.classList.add("pinned");
      document.getElementById(sentence.hash.slice(1)).classList.add("pinned");
    }
    if (sentence || close) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") unpin(); });
})();
