"use strict";
// Filters, and steps from finding to finding. Without it the page shows everything.
(() => {
  const form = document.getElementById("filters");
  const output = form.querySelector("output");
  const findings = [...document.querySelectorAll(".finding")];
  const files = [...document.querySelectorAll(".file")];

  function wanted() {
    const given = new FormData(form);
    return {
      severities: new Set(given.getAll("severity")),
      rule: given.get("rule"),
      words: given.get("words").trim().toLowerCase(),
      known: given.has("known"),
      clean: given.has("clean"),
    };
  }

  function fits(finding, want) {
    const { severity, rule, state } = finding.dataset;
    if (!want.severities.has(severity) || (want.rule && rule !== want.rule)) return false;
    if (state !== "new" && !want.known) return false;
    if (!want.words) return true;
    const path = finding.closest(".file").dataset.path;
    return `${path} ${finding.textContent}`.toLowerCase().includes(want.words);
  }

  function apply() {
    const want = wanted();
    let shown = 0;
    for (const finding of findings) {
      finding.hidden = !fits(finding, want);
      if (!finding.hidden) shown += 1;
    }
    const lit = new Set(findings.filter((one) => !one.hidden).map((one) => `#${one.id}`));
    for (const hit of document.querySelectorAll(".hit[data-all]")) {
      hit.classList.toggle("off", !hit.dataset.all.split(" ").some((id) => lit.has(`#${id}`)));
    }
    let left = 0;
    for (const file of files) {
      const own = [...file.querySelectorAll(".finding")];
      const any = own.some((one) => !one.hidden);
      const unfound = own.length === 0 && want.clean && !want.rule;
      const named = file.dataset.path.toLowerCase().includes(want.words);
      file.hidden = !(any || (unfound && named));
      if (!file.hidden) left += 1;
    }
    const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
    output.textContent = `${plural(shown, "finding")} in ${plural(left, "file")}`;
  }

  function step(by) {
    const open = findings.filter((one) => !one.hidden && !one.closest(".file").hidden);
    if (!open.length) return;
    const here = open.findIndex((one) => one.contains(document.activeElement) || one.matches(".here"));
    const next = open[(here + (here < 0 && by < 0 ? 0 : by) + open.length) % open.length];
    document.querySelectorAll(".here").forEach((one) => one.classList.remove("here"));
    next.classList.add("here");
    next.closest("details").open = true;
    next.scrollIntoView({ block: "center" });
    next.focus({ preventScroll: true });
  }

  function reveal() {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    const file = target && target.closest("details");
    if (!file) return;
    file.open = true;
    target.scrollIntoView({ block: "center" });
  }

  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const button of form.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  }
  window.addEventListener("hashchange", reveal);
  form.hidden = false;
  apply();
  reveal();
})();
