import { Html } from './html.js';

/** For paper first: A4, page numbers, tables that keep their heads; on a screen the same sheet. */
export const style = new Html(`
@page { size: A4; margin: 22mm 18mm 20mm 22mm;
  @bottom-right { content: "Seite " counter(page) " von " counter(pages); font: 8pt sans-serif; color: #444; }
  @bottom-left { font: 8pt sans-serif; color: #444; } }
* { box-sizing: border-box; }
html { font: 10pt/1.42 "Source Serif 4", "Liberation Serif", Georgia, serif; color: #111; }
body { max-width: 172mm; margin: 0 auto; padding: 8mm 0; hyphens: auto; }
h1, h2, h3, th, .tag, .code, .small, dt { font-family: "Source Sans 3", "Liberation Sans", Arial, sans-serif; }
h1 { font-size: 20pt; line-height: 1.2; margin: 0 0 2mm; }
h2 { font-size: 13pt; margin: 9mm 0 3mm; padding-bottom: 1mm; border-bottom: .6pt solid #111; break-after: avoid; }
h3 { font-size: 10.5pt; margin: 5mm 0 1.5mm; break-after: avoid; }
p { margin: 0 0 2mm; orphans: 3; widows: 3; }
a { color: inherit; text-decoration: none; }
a.ref { white-space: nowrap; }
.subtitle { font-size: 12pt; margin-bottom: 6mm; }
.small, .code { font-size: 8pt; color: #444; }
h3 .code { font-weight: normal; }
.code { font-family: "Liberation Mono", monospace; font-size: 7.5pt; hyphens: none; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; margin: 0 0 4mm; font-size: 9pt; }
caption { text-align: left; font-weight: bold; padding: 0 0 1mm; }
th, td { text-align: left; vertical-align: top; padding: 1mm 2mm 1mm 0; border-bottom: .3pt solid #aaa; }
th { font-size: 8pt; font-weight: 600; border-bottom: .6pt solid #111; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
td.number, th.number { text-align: right; }
td.day { white-space: nowrap; }
dl { display: grid; grid-template-columns: 42mm 1fr; gap: .6mm 3mm; margin: 0 0 3mm; }
dt { font-size: 8.5pt; color: #444; padding-top: .25mm; }
dd { margin: 0; }
blockquote { margin: 1mm 0 2mm; padding: .5mm 0 .5mm 4mm; border-left: 1.2pt solid #888; white-space: pre-line;
  overflow-wrap: anywhere; }
.entry { border: .4pt solid #999; border-radius: 1mm; padding: 2.5mm 3.5mm 1.5mm; margin: 0 0 3.5mm; break-inside: avoid; }
.deadline { break-inside: avoid-page; }
.entry > h3 { margin-top: 0; }
.entry dl { break-inside: avoid; }
.tag { display: inline-block; font-size: 7.5pt; font-weight: 600; border: .6pt solid #111; border-radius: .8mm;
  padding: 0 1.2mm; margin-right: 1mm; white-space: nowrap; }
.tag.strong { background: #111; color: #fff; }
.mark { border-left: 2.4pt solid #111; padding: 1mm 0 .2mm 3mm; margin: 1mm 0 2mm; background: #f3f3f3; }
.was { text-decoration: line-through; }
.times td, .times th { font-size: 8.5pt; }
.toc ol { margin: 0; padding-left: 6mm; columns: 2; column-gap: 8mm; }
.toc li { margin: .4mm 0; break-inside: avoid; }
.toc a { text-decoration: underline dotted .4pt; }
.note { border: .6pt solid #111; padding: 2mm 3mm .5mm; margin: 4mm 0; font-size: 9pt; }
.days { display: grid; grid-template-columns: repeat(7, 1fr); gap: .6mm; margin: 0 0 3mm; font-size: 7.5pt; }
.days > div { border: .3pt solid #aaa; padding: .6mm 1mm; min-height: 9mm; break-inside: avoid; }
.days .free { background: #e4e4e4; }
.days .end { border: 1.2pt solid #111; }
.days .start, .days .moved { border-style: dashed; }
.appendix table { font-size: 7.8pt; }
@media print { body { max-width: none; padding: 0; } section:first-of-type { break-before: page; } }
@media screen { body { padding: 12mm; max-width: 210mm; } }
`);
