// What the site does with JavaScript: the colour scheme, search, sorting and filters. Without it every page is complete.
(function () {
  "use strict";
  var html = document.documentElement;
  var root = html.dataset.root || "";
  var themes = ["auto", "light", "dark"];

  // A page that is opened as a file may have no storage.
  function recall() {
    try { return localStorage.getItem("pir-theme"); } catch (e) { return null; }
  }
  function keep(theme) {
    try { localStorage.setItem("pir-theme", theme); } catch (e) { /* it holds for this page */ }
  }
  function setTheme(theme) {
    if (theme === "light" || theme === "dark") { html.dataset.theme = theme; } else { delete html.dataset.theme; }
  }
  setTheme(recall()); // before the page is shown

  document.addEventListener("DOMContentLoaded", function () {
    themeButton();
    document.querySelectorAll("table.sortable").forEach(sortable);
    document.querySelectorAll("form.filters").forEach(filters);
    search();
  });

  function themeButton() {
    var button = document.getElementById("theme");
    if (!button) { return; }
    function say() { button.textContent = "Colours: " + (html.dataset.theme || "auto"); }
    button.hidden = false;
    say();
    button.addEventListener("click", function () {
      var next = themes[(themes.indexOf(html.dataset.theme || "auto") + 1) % themes.length];
      setTheme(next);
      keep(next);
      say();
    });
  }

  // sortable puts a button into every head of a table. What a cell is sorted by is in data-sort, else its text.
  function sortable(table) {
    var heads = Array.from(table.tHead.rows[0].cells);
    heads.forEach(function (th, column) {
      if (th.hasAttribute("data-plain")) { return; }
      var button = document.createElement("button");
      button.type = "button";
      while (th.firstChild) { button.appendChild(th.firstChild); }
      th.appendChild(button);
      button.addEventListener("click", function () {
        var down = th.getAttribute("aria-sort") === "ascending";
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        th.setAttribute("aria-sort", down ? "descending" : "ascending");
        sort(table, column, down);
      });
    });
  }

  function sort(table, column, down) {
    var body = table.tBodies[0];
    var collator = new Intl.Collator("en", { numeric: true });
    var rows = Array.from(body.rows).map(function (row) {
      var cell = row.cells[column];
      var key = cell ? (cell.dataset.sort !== undefined ? cell.dataset.sort : cell.textContent.trim()) : "";
      return { row: row, key: key };
    });
    rows.sort(function (a, b) {
      if (a.key === "" || b.key === "") { return (a.key === "" ? 1 : 0) - (b.key === "" ? 1 : 0); } // what is not known comes last
      var by = collator.compare(a.key, b.key);
      return down ? -by : by;
    });
    var sorted = document.createDocumentFragment();
    rows.forEach(function (r) { sorted.appendChild(r.row); });
    body.appendChild(sorted);
  }

  // filters offers the words of the rows of a table. They are kept in the address, so that a view can be linked to.
  function filters(form) {
    var table = document.getElementById(form.dataset.table);
    if (!table) { return; }
    var rows = Array.from(table.tBodies[0].rows);
    var selects = Array.from(form.querySelectorAll("select"));
    var text = form.querySelector("input[type=search]");
    var said = form.querySelector("output");
    var asked = new URLSearchParams(location.search);
    function words(row, name) { return (row.dataset[name] || "").split("\u001f").filter(Boolean); }

    selects.forEach(function (select) {
      if (select.options.length > 1) { return; }
      var seen = new Set();
      rows.forEach(function (row) { words(row, select.name).forEach(function (w) { seen.add(w); }); });
      Array.from(seen).sort(new Intl.Collator("en", { numeric: true }).compare).forEach(function (w) { select.add(new Option(w, w)); });
    });
    selects.concat(text ? [text] : []).forEach(function (field) {
      if (asked.has(field.name)) { field.value = asked.get(field.name); }
      if (field.value === "" && field.options) { field.selectedIndex = 0; }
    });
    function apply() {
      var parts = fold(text ? text.value : "").split(/\s+/).filter(Boolean);
      var shown = 0;
      rows.forEach(function (row) {
        var fits = selects.every(function (s) { return s.value === "" || words(row, s.name).indexOf(s.value) >= 0; });
        if (fits && parts.length) {
          if (row.pirText === undefined) { row.pirText = fold(row.textContent); }
          fits = parts.every(function (p) { return row.pirText.indexOf(p) >= 0; });
        }
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      said.textContent = shown + " of " + rows.length + " shown";
    }
    function remember() {
      var query = new URLSearchParams();
      selects.concat(text ? [text] : []).forEach(function (f) { if (f.value !== "") { query.set(f.name, f.value); } });
      var q = query.toString();
      try { history.replaceState(null, "", location.pathname + (q ? "?" + q : "") + location.hash); } catch (e) { /* not every browser lets a file do so */ }
    }
    form.addEventListener("input", function () { apply(); remember(); });
    form.addEventListener("reset", function () { setTimeout(function () { apply(); remember(); }); });
    form.addEventListener("submit", function (e) { e.preventDefault(); });
    form.hidden = false;
    apply();
  }

  // fold makes texts comparable: small letters without accents.
  function fold(s) { return s.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, ""); }

  function search() {
    var form = document.getElementById("search");
    if (!form) { return; }
    var input = form.querySelector("input");
    var panel = document.getElementById("results");
    var said = panel.querySelector("p");
    var list = panel.querySelector("ol");
    var index = null, asked = false;
    form.hidden = false;

    // The index is large, so it is read when it is first needed. A script can be read where a page is a file.
    function load() {
      if (asked) { return; }
      asked = true;
      var script = document.createElement("script");
      script.src = root + "assets/search-index.js";
      script.onload = function () {
        index = (window.pirSearch || []).map(function (e) {
          return { href: e[0], title: e[1], meta: e[2], head: fold(e[1] + " " + e[2]), text: fold(e[3]) };
        });
        find();
      };
      script.onerror = function () { asked = false; said.textContent = "The search index cannot be read."; };
      document.head.appendChild(script);
    }
    function find() {
      var parts = fold(input.value).split(/\s+/).filter(Boolean);
      panel.hidden = parts.length === 0;
      if (!parts.length) { return; }
      if (!index) { said.textContent = "Loading…"; return; }
      var hits = [];
      index.forEach(function (e, i) {
        var score = 0;
        var all = parts.every(function (p) {
          var inHead = e.head.indexOf(p) >= 0;
          score += inHead ? 3 : 1;
          return inHead || e.text.indexOf(p) >= 0;
        });
        if (all) { hits.push({ e: e, score: score, at: i }); }
      });
      hits.sort(function (a, b) { return b.score - a.score || a.at - b.at; });
      var most = 30;
      said.textContent = hits.length === 0 ? "Nothing found." : hits.length > most ? "The first " + most + " of " + hits.length + " found." : hits.length + " found.";
      list.replaceChildren.apply(list, hits.slice(0, most).map(function (h) {
        var li = document.createElement("li"), a = document.createElement("a"), b = document.createElement("b"), span = document.createElement("span");
        a.href = root + h.e.href;
        b.textContent = h.e.title;
        span.textContent = h.e.meta;
        a.append(b, span);
        li.append(a);
        return li;
      }));
    }
    function links() { return Array.from(list.querySelectorAll("a")); }
    function close() { panel.hidden = true; }

    input.addEventListener("focus", load);
    input.addEventListener("input", function () { load(); find(); });
    form.addEventListener("submit", function (e) {
      e.preventDefault();
      var first = links()[0];
      if (first && !panel.hidden) { first.click(); }
    });
    form.addEventListener("keydown", function (e) {
      if (e.key === "Escape") { close(); input.focus(); e.preventDefault(); return; }
      if (e.key !== "ArrowDown" && e.key !== "ArrowUp") { return; }
      if (panel.hidden) { find(); }
      var stops = [input].concat(links());
      var at = stops.indexOf(document.activeElement) + (e.key === "ArrowDown" ? 1 : -1);
      if (at >= 0 && at < stops.length) { stops[at].focus(); e.preventDefault(); }
    });
    form.addEventListener("focusout", function (e) { if (e.relatedTarget && !form.contains(e.relatedTarget)) { close(); } });
    document.addEventListener("pointerdown", function (e) { if (!form.contains(e.target)) { close(); } });
  }
})();
