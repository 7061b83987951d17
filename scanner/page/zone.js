// What stands in the document's field: a number, or the two or three lines of a machine readable zone (ICAO 9303). Pure.

// Lines of a zone by the length of one, 0: no line of a zone. A line read badly may lack a character.
export function linesWanted(line) {
  if (!/^[A-Za-z0-9<]+$/.test(line)) return 0;
  if (line.length === 30) return 3;
  if (line.length === 36 || line.length === 44) return 2;
  if (!line.includes('<') || line.length < 25) return 0;
  return line.length < 33 ? 3 : 2;
}

function splitJoined(line) {
  const length = { 90: 30, 72: 36, 88: 44 }[line.length];
  if (!length || !/^[A-Za-z0-9<]+$/.test(line)) return [line];
  return line.match(new RegExp(`.{${length}}`, 'g'));
}

// {kind: 'empty'} | {kind: 'more', have, want} | {kind: 'send', text}
export function readField(value) {
  const lines = value.split(/\r\n|\r|\n/).map((line) => line.trim()).filter((line) => line !== '').flatMap(splitJoined);
  if (lines.length === 0) return { kind: 'empty' };
  const want = linesWanted(lines[0]);
  if (want === 0) return { kind: 'send', text: lines.join('\n') };
  if (lines.length < want) return { kind: 'more', have: lines.length, want };
  return { kind: 'send', text: lines.join('\n').toUpperCase() };
}
