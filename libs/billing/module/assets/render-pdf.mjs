// A thread that prints one document: text set by pdfmake in the one font that is shipped, nothing fetched, no clock, no chance. Plain JavaScript and
// beside the font, so that the sources, the tests and the bundle all find it by its path.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

const pdfmake = createRequire(import.meta.url)('pdfmake');
const font = join(import.meta.dirname, 'fonts/noto-sans-sc-regular.otf');

pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => path === font);
pdfmake.setFonts({ Noto: { normal: font, bold: font, italics: font, bolditalics: font } });

const { content, info, footer, styles } = workerData;
const made = await pdfmake
  .createPdf({
    content,
    styles,
    info: { ...info, creator: 'Seatline', producer: 'Seatline', creationDate: new Date(info.at), modDate: new Date(info.at) },
    pageSize: 'A4',
    pageMargins: [48, 56, 48, 56],
    defaultStyle: { font: 'Noto', fontSize: 9, lineHeight: 1.25 },
    footer: (page, pages) => ({
      columns: [{ text: footer.left }, { text: footer.page.replace('{page}', page).replace('{pages}', pages), alignment: 'right' }],
      margin: [48, 20, 48, 0],
      fontSize: 7.5,
      color: '#595959',
    }),
  })
  .getBuffer();
parentPort.postMessage(made);
