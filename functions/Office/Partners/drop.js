// A file that is dropped on the marked area is sent at once. Without script the field takes it, and the button sends it.
const area = document.querySelector('[data-drop]');
if (area) {
  const field = area.querySelector('input[type=file]');
  const mark = over => area.classList.toggle('office-drop--over', over);
  area.querySelector('[data-drop-hint]').hidden = false;
  area.addEventListener('dragover', event => { event.preventDefault(); mark(true); });
  area.addEventListener('dragleave', () => mark(false));
  area.addEventListener('drop', event => {
    event.preventDefault();
    mark(false);
    if (event.dataTransfer.files.length === 0) return;
    field.files = event.dataTransfer.files;
    field.form.requestSubmit();
  });
}
