// Runs beside the app and needs nothing of it: plain JavaScript that any browser of the last ten years understands.
// It speaks up when the app cannot start (no WebAssembly, a file that did not arrive) or has stopped for good, and saves what is
// stored on this device as a file. Its words are here and not in the locale files because those are inside what did not start.
// It only ever reads stored data; nothing here changes or deletes any of it.
(function () {
  "use strict";

  var started = false;
  var shown = ""; // which of the pages below
  var file = null; // made ready before it is asked for: iOS shares only what is at hand when the button is pressed

  var SEALED = " The partnership office's key is in it only as it was sealed: whoever restores it needs the key's passphrase.";
  var UNSEALED = " The partnership office's key is not in it. To open what was sent to the office, its recovery file and passphrase are needed as well.";
  var keys = ""; // what the file has of the office's key, in words

  var WORDS = {
    missing: [
      "Golden Thread cannot run here",
      "It needs a part of the browser called WebAssembly, which is switched off or missing. On an iPhone or iPad, Lockdown Mode switches it off: you can allow this one website in Settings, Privacy & Security, Lockdown Mode. Otherwise, try a newer browser."
    ],
    failed: [
      "Golden Thread did not open",
      "Part of it did not arrive, or does not match the rest. Opening it again often helps. If it does not, fetch a fresh copy of the app: your work is kept apart from it and stays as it is."
    ],
    late: [
      "Golden Thread is still on its way",
      "It is taking longer than it should. The connection may be slow, or a part of the app is no longer where it was. It opens by itself as soon as everything is here. If it does not, open it again, or fetch a fresh copy of the app: your work is kept apart from it and stays as it is."
    ],
    stopped: [
      "Golden Thread has stopped",
      "Something went wrong that it could not put right. What was saved on this device is still here. Save a file now to be sure, then open Golden Thread again."
    ]
  };

  // --- reading what is stored --------------------------------------------------------------------

  function base64(bytes) {
    var text = "";
    for (var i = 0; i < bytes.length; i += 32768) text += String.fromCharCode.apply(null, bytes.subarray(i, i + 32768));
    return btoa(text);
  }

  // JSON knows no bytes, dates, big numbers or sets; each is written as an object that says what it was.
  function plain(value) {
    if (typeof value === "bigint") return { $bigint: String(value) };
    if (value === undefined || value === null || typeof value !== "object") return value === undefined ? null : value;
    if (value instanceof Date) return { $date: value.toISOString() };
    if (value instanceof ArrayBuffer) return { $bytes: base64(new Uint8Array(value)) };
    if (ArrayBuffer.isView(value)) return { $bytes: base64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
    if (Array.isArray(value)) return value.map(plain);
    if (value instanceof Map) return { $map: plain(Array.from(value)) };
    if (value instanceof Set) return { $set: plain(Array.from(value)) };
    var kind = Object.prototype.toString.call(value).slice(8, -1);
    if (kind !== "Object") return { $unreadable: kind }; // such as a key that may not leave this device
    var out = {};
    Object.keys(value).forEach(function (name) { out[name] = plain(value[name]); });
    return out;
  }

  function answer(request) {
    return new Promise(function (resolve, reject) {
      request.onsuccess = function () { resolve(request.result); };
      request.onerror = function () { reject(request.error); };
    });
  }

  function openAsItIs(name) {
    return new Promise(function (resolve, reject) {
      var request = indexedDB.open(name);
      // Asked to set up a new database: it went away meanwhile. Creating an empty one would change what is stored, so stop.
      request.onupgradeneeded = function () { request.transaction.abort(); };
      request.onsuccess = function () { resolve(request.result); };
      request.onerror = function () { reject(request.error); };
    });
  }

  // Of the row of keys only what is no secret, and the office's key as its keeper sealed it with a passphrase.
  function notSecret(text) {
    var out = {};
    try {
      var row = JSON.parse(text);
      ["keepers", "adding", "leaving", "compared", "notOffice", "senders", "recovery"].forEach(function (name) { out[name] = row[name]; });
      if (row.office || row.recovery) keys = row.recovery && keys !== UNSEALED ? SEALED : UNSEALED;
    } catch (error) { /* what cannot be read is left out */ }
    return JSON.stringify(out);
  }

  // A database that another window holds may never answer; the rest is saved all the same.
  function inTime(promise) {
    return Promise.race([promise, new Promise(function (resolve, reject) {
      setTimeout(function () { reject(new Error("no answer")); }, 5000);
    })]);
  }

  function readDatabase(name) {
    return inTime(openAsItIs(name)).then(function (db) {
      var names = Array.from(db.objectStoreNames);
      var out = { name: name, version: db.version, stores: {} };
      if (!names.length) { db.close(); return out; }
      var transaction = db.transaction(names, "readonly");
      return Promise.all(names.map(function (store) {
        var from = transaction.objectStore(store);
        return Promise.all([answer(from.getAllKeys()), answer(from.getAll())]).then(function (both) {
          // Keys stay here: the browser shows its own to nobody, and the file is not locked.
          if (store === "keys") return;
          out.stores[store] = both[0].map(function (key, i) {
            return { key: plain(key), value: store === "meta" && key === "keys" ? notSecret(both[1][i]) : plain(both[1][i]) };
          });
        });
      })).then(function () { db.close(); return out; });
    }, function (error) {
      return { name: name, unreadable: String(error) };
    });
  }

  function ours(name) { return typeof name === "string" && name.indexOf("golden-thread") === 0; }

  function readLocalStorage() {
    var out = {};
    try {
      for (var i = 0; i < localStorage.length; i++) {
        var key = localStorage.key(i);
        if (ours(key)) out[key] = localStorage.getItem(key);
      }
    } catch (error) { /* storage is blocked: there is nothing of ours in it */ }
    return out;
  }

  function everything() {
    var names = Promise.resolve(["golden-thread"]); // where the browser cannot list its databases
    try {
      if (indexedDB.databases) names = indexedDB.databases().then(function (list) { return list.map(function (d) { return d.name; }).filter(ours); });
    } catch (error) { names = Promise.resolve([]); }
    return names.catch(function () { return []; })
      .then(function (list) { return Promise.all(list.map(readDatabase)); })
      .then(function (databases) {
        return { format: "golden-thread-rescue", version: 1, saved: new Date().toISOString(), databases: databases, localStorage: readLocalStorage() };
      });
  }

  function makeFile() {
    return everything().then(function (data) {
      var name = "golden-thread-rescue-" + data.saved.slice(0, 10) + ".json";
      return new File([JSON.stringify(data)], name, { type: "application/json" });
    });
  }

  // --- saying so ---------------------------------------------------------------------------------

  // Apps on a home screen may ignore downloads; there the share sheet has "Save to Files".
  function onHomeScreen() {
    return navigator.standalone === true || !!(window.matchMedia && matchMedia("(display-mode: standalone)").matches);
  }

  function save(say) {
    if (!file) { say("Still reading what is stored. Try again in a moment."); return; }
    if (onHomeScreen() && navigator.canShare && navigator.canShare({ files: [file] })) {
      navigator.share({ files: [file] }).then(function () { say("Handed over. Check that it arrived before you clear anything."); }, function () { say("Nothing was saved."); });
      return;
    }
    var link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = file.name;
    document.body.appendChild(link);
    link.click();
    link.remove();
    say("Look for " + file.name + " among your downloads.");
  }

  // Only the app's own files, never data: the worker and its caches go, and the page comes back from the network.
  function fresh(say) {
    if (navigator.onLine === false) { say("That needs a connection. Your work is safe; try again when you have one."); return; }
    var here = new URL("./", location.href);
    var jobs = [];
    if (window.caches) jobs.push(caches.keys().then(function (names) {
      return Promise.all(names.filter(function (n) { return ours(n) && n.slice(n.indexOf("@") + 1) === here.pathname; }).map(function (n) { return caches.delete(n); }));
    }));
    if (navigator.serviceWorker) jobs.push(navigator.serviceWorker.getRegistration(here.href).then(function (r) { return r && r.unregister(); }));
    Promise.all(jobs).then(function () { location.reload(); }, function () { location.reload(); });
  }

  function element(tag, className, text) {
    var e = document.createElement(tag);
    if (className) e.className = className;
    if (text) e.textContent = text;
    return e;
  }

  function button(text, className, act) {
    var b = element("button", "nhsuk-button" + className, text);
    b.type = "button";
    b.addEventListener("click", act);
    return b;
  }

  function show(why) {
    var app = document.getElementById("app");
    if (shown === why || (shown && why === "late") || !app) return;
    shown = why;
    var words = WORDS[why];
    var page = element("div", "gt-page");
    var title = element("h1", "nhsuk-heading-l", words[0]);
    var said = element("p", "gt-saved");
    var actions = element("div", "gt-actions");
    title.tabIndex = -1;
    said.setAttribute("role", "status");
    function say(text) { said.textContent = text; }
    actions.appendChild(button("Save my data as a file", "", function () { save(say); }));
    if (why !== "missing") actions.appendChild(button("Open again", " nhsuk-button--secondary", function () { location.reload(); }));
    if (why === "failed" || why === "late") actions.appendChild(button("Fetch a fresh copy of the app", " nhsuk-button--secondary", function () { fresh(say); }));
    var holds = element("p", "gt-meta", "The file holds everything Golden Thread keeps on this device, unlocked. Keep it as safe as the work itself.");
    [title, element("p", "", words[1]), actions, said, holds]
      .forEach(function (e) { page.appendChild(e); });
    var main = element("main", "gt-main");
    main.appendChild(page);
    app.textContent = "";
    app.appendChild(main);
    title.focus();
    makeFile().then(function (made) { file = made; holds.textContent += keys; }, function () { say("What is stored on this device could not be read."); });
  }

  // The app asks for the same file where it runs and what is stored does not open (src/platform/rescue.rs).
  var preparing = null;
  function prepare() {
    preparing = makeFile().then(function (made) { file = made; }, function () { file = null; });
    return preparing;
  }
  window.goldenThread = {
    prepare: prepare,
    save: function (say) {
      if (file) save(say);
      else (preparing || prepare()).then(function () { if (file) save(say); else say("What is stored on this device could not be read."); });
    }
  };

  // --- when --------------------------------------------------------------------------------------

  // A panic ends the app for good; its hook sends this, and nothing of the app is needed any more.
  window.addEventListener("golden-thread:stopped", function () { show("stopped"); });
  window.addEventListener("TrunkApplicationStarted", function () { started = true; });
  // So long a connection may take until somebody is told, in milliseconds. What still comes takes the place of what is told.
  var PATIENCE = 20000;

  if (typeof WebAssembly !== "object") { show("missing"); return; }

  // A script that did not load or did not match; a module that would not compile. After the start, errors are the app's own business.
  window.addEventListener("error", function (event) { if (!started && (event.error || event.target instanceof HTMLScriptElement)) show("failed"); }, true);
  window.addEventListener("unhandledrejection", function () { if (!started) show("failed"); });

  var opening = document.getElementById("opening");
  if (opening) opening.hidden = false;
  var late = document.getElementById("late");
  if (late) late.remove(); // for where this script itself never arrives
  setTimeout(function () { if (!started) show("late"); }, PATIENCE);
})();
