// What the checker has looked at and found.
const kinds = new Map();
const faults = [];
const of = kind => kinds.get(kind) ?? kinds.set(kind, { kind, looked: 0, lost: 0, doubled: 0, wrong: 0, leaked: 0 }).get(kind);

export const look = (kind, times = 1) => { of(kind).looked += times; };

/** @param how lost, doubled, wrong or leaked */
export const fault = (kind, how, words) => {
  of(kind)[how]++;
  if (faults.length < 40) faults.push(`${kind} ${how}: ${words}`);
};

export const verdict = () => ({ kinds: [...kinds.values()], faults });
