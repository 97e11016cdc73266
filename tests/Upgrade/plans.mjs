// Three small plans: one that goes on, one on hold, one withdrawn.
const owner = (id, role, more) => ({ id, role, email: `${id}@harbour.example`, ...more });

export const harbour = {
  id: 'harbour',
  title: 'Harbour town plan',
  organisation: 'Harbour Council',
  area: 'E08000034',
  status: 'adopted',
  period: '2022 to 2025',
  referenceDate: '2021-10-01',
  calendar: { municipalYear: { 2022: '2022-05-25' } },
  owners: [
    owner('lead', 'Portfolio holder', { name: 'Councillor Avery', publicName: true, deputy: 'team', escalateTo: 'secretary' }),
    owner('team', 'Plan team', { name: 'Plan team' }),
    owner('gone', 'Head of parks', { name: 'Sam Field', deputy: 'team' }),
    owner('slow', 'Head of roads'),
    owner('busy', 'Head of homes'),
    owner('secretary', 'Board secretary'),
  ],
  items: [
    { id: '1', level: 'theme', title: 'Homes and health' },
    {
      id: '1.1', parent: '1', title: 'Extra-care homes', owner: 'lead', partners: ['Harbour museum'], timescale: '31 May 2022',
      measures: [{ id: 'homes', name: 'Homes ready', unit: 'homes', target: 50 }],
    },
    { id: '1.2', parent: '1', title: 'Health checks', owner: 'lead', timescale: '7 June 2022' },
    {
      id: '1.3', parent: '1', title: 'New commission', owner: 'team',
      timescale: 'Ongoing with full implementation by the new municipal year.',
    },
    { id: '2', level: 'theme', title: 'Places' },
    { id: '2.1', parent: '2', title: 'Green space map', owner: 'team', timescale: '8 June 2022' },
    { id: '2.2', parent: '2', title: 'Safer crossings', owner: 'team', timescale: '8 June 2022' },
    { id: '2.3', parent: '2', title: 'Repairs line', owner: 'team', timescale: '8 June 2022' },
    { id: '2.4', parent: '2', title: 'Winter lights', owner: 'lead', timescale: 'Start in June 2022 and complete by March 2023' },
    { id: '2.5', parent: '2', title: 'Warm rooms – “a place to go”', timescale: 'as funding allows' },
    { id: '2.7', parent: '2', title: 'Tree nursery', owner: 'gone', timescale: '8 June 2022' },
    { id: '2.8', parent: '2', title: 'Wider pavements', owner: 'slow', timescale: '8 June 2022' },
    { id: '2.9', parent: '2', title: 'Damp survey', owner: 'busy', timescale: '8 June 2022' },
    { id: '2.6', parent: '2', title: 'Shelved study', timescale: 'Spring 2024', published: false },
  ],
};

export const valley = {
  id: 'valley',
  title: 'Valley plan',
  organisation: 'Valley NHS Trust',
  referenceDate: '2022-01-01',
  calendar: { board: ['2022-02-24', '2022-05-19'] },
  items: [
    { id: 'v1', title: 'Shorter waits', timescale: 'by December 2022' },
    { id: 'v2', title: 'Community clinics', timescale: 'Spring 2023' },
    { id: 'v3', title: 'Trained carers', timescale: 'Q3 2022/23' },
  ],
};

export const moor = {
  id: 'moor',
  title: 'Moor plan',
  organisation: 'Moor Charity',
  referenceDate: '2022-01-01',
  items: [
    { id: 'm1', title: 'Paths mended', timescale: 'summer 2022' },
    { id: 'm2', title: 'Peat restored', timescale: '2022 to 2024' },
  ],
};

export const partners = {
  museum: {
    name: 'Harbour museum',
    plans: ['harbour', 'valley', 'moor'],
    statusWords: {
      'on the rails': { health: 'onTrack' }, 'in the balance': { health: 'atRisk' },
      'opened to visitors': { lifecycle: 'complete' },
    },
  },
  trust: { name: 'Valley trust', plans: ['valley'], items: ['harbour/2.1'] },
};

/** The word that nobody explained to the hub: what carries it is refused. */
export const unknownWord = 'puce';
