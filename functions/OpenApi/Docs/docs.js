// Shows openapi.json with Redoc: curl samples with this hub's own address, colours of enough contrast, and what its markup lacks for
// keyboards and screen readers.
const place = document.getElementById('calls');
const [ink, grey, blue, green, brown, red] = ['#0b0c0c', '#45494d', '#1d4f7c', '#00602b', '#7a3d00', '#a51d12'];
const font = 'system-ui, sans-serif';
const options = {
  disableSearch: true, hideDownloadButton: true, nativeScrollbars: true, jsonSampleExpandLevel: 'all', payloadSampleIdx: 1,
  theme: {
    colors: {
      primary: { main: blue }, text: { primary: ink, secondary: grey }, success: { main: green }, error: { main: red }, warning: { main: brown },
      responses: { success: { color: green, tabTextColor: '#7fe0a5' }, error: { color: red, tabTextColor: '#ffb3ab' } },
      http: { get: green, post: blue, put: brown, patch: brown, delete: red, options: grey },
    },
    typography: {
      fontFamily: font, headings: { fontFamily: font }, code: { color: '#8a1c14', fontSize: '14px' }, links: { color: blue, visited: blue },
    },
    sidebar: { textColor: ink, backgroundColor: '#f3f4f5' },
    rightPanel: { backgroundColor: '#1b2630', textColor: '#ffffff' },
  },
};

function complete() {
  for (const sample of place.querySelectorAll('pre:not([tabindex])')) sample.tabIndex = 0;
  for (const select of place.querySelectorAll('select:not([aria-label])')) select.setAttribute('aria-label', 'Content type');
}

const description = await (await fetch('openapi.json')).text();
Redoc.init(JSON.parse(description.replaceAll('$HUB', location.origin)), options, place, () => {
  complete();
  new MutationObserver(complete).observe(place, { childList: true, subtree: true });
  document.documentElement.dataset.ready = 'true';
});
