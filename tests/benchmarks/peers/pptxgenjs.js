// The deck by PptxGenJS, as its documentation teaches: node pptxgenjs.js PACKAGE deck.json deck.pptx
const fs = require('fs');
const path = require('path');
const [library, source, target] = process.argv.slice(2);
const Deck = require(library);
const slides = JSON.parse(fs.readFileSync(source, 'utf8'));
const deck = new Deck();
deck.layout = 'LAYOUT_WIDE';
deck.defineSlideMaster({ title: 'content', objects: [{ placeholder: { text: '', options:
  { name: 'title', type: 'title', x: 0.6, y: 0.4, w: 12.1, h: 0.9, fontSize: 30, bold: true } } }] });
const bullets = texts => texts.map(text => ({ text, options: { bullet: true, breakLine: true } }));
for (const slide of slides) {
  const page = deck.addSlide({ masterName: 'content' });
  page.addText(slide.title, { placeholder: 'title' });
  page.addNotes(slide.notes);
  const area = { x: 0.6, y: 1.5, w: 12.1, h: 5.2 };
  if (slide.kind === 'bullets') page.addText(bullets(slide.texts), { ...area, fontSize: 24, valign: 'top' });
  if (slide.kind === 'columns' || slide.kind === 'layers') slide.sides.forEach((side, i) => {
    const x = 0.6 + 6.15 * i;
    page.addText(slide.heads[i], { x, y: 1.5, w: 5.9, h: 0.5, bold: true, fontSize: 20 });
    if (slide.kind === 'columns') page.addText(bullets(side), { x, y: 2.1, w: 5.9, h: 4.6, fontSize: 24, valign: 'top' });
    else side.forEach((text, j) => page.addText(text, { shape: deck.shapes.RECTANGLE, x, y: 2.1 + 1.15 * j, w: 5.9, h: 1,
      fill: { color: 'CFE2F3' }, line: { color: '3D6FA5', width: 1 }, align: 'center', fontSize: 20 }));
  });
  if (slide.kind === 'table') page.addTable(slide.rows.map((row, i) => row.map(text => ({ text, options: { bold: !i } }))),
    { x: 0.6, y: 1.6, w: 12.1, fontSize: 18, border: { type: 'solid', pt: 1, color: '999999' } });
  if (slide.kind === 'picture') page.addImage({ path: path.join(path.dirname(source), 'picture.png'), x: 2.4, y: 1.5, w: 8.5, h: 4.8 });
  if (slide.kind === 'code') page.addText(slide.code, { ...area, fontFace: 'Courier New', fontSize: 18, valign: 'top' });
}
deck.writeFile({ fileName: target });
