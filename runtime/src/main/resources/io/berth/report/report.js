'use strict';
(function () {
  var form = document.querySelector('.filter');
  if (!form) { return; }
  var tasks = Array.from(document.querySelectorAll('.task'));
  var words = new Map();

  function text(task) {
    if (!words.has(task)) { words.set(task, task.textContent.toLowerCase()); }
    return words.get(task);
  }

  function wanted(task) {
    if (form.host.value !== '' ? task.dataset.host !== form.host.value : false) { return false; }
    if (form.outcome.value !== '' ? task.dataset.outcome !== form.outcome.value : false) { return false; }
    return text(task).includes(form.text.value.trim().toLowerCase());
  }

  function filter() {
    var shown = 0;
    tasks.forEach(function (task) {
      task.hidden = !wanted(task);
      if (!task.hidden) { shown += 1; }
    });
    form.querySelector('output').textContent = shown + ' of ' + tasks.length;
  }

  function open() {
    var task = document.getElementById(location.hash.slice(1));
    if (task === null || !task.classList.contains('task')) { return; }
    task.hidden = false;
    task.open = true;
    task.scrollIntoView();
  }

  form.hidden = false;
  form.addEventListener('input', filter);
  form.addEventListener('submit', function (event) { event.preventDefault(); });
  window.addEventListener('hashchange', open);
  filter();
  open();
}());
