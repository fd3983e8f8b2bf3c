import { zipFile } from './zip-file.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const typeOf = (part: string) => `application/vnd.openxmlformats-officedocument.spreadsheetml.${part}+xml`

/** A workbook of one sheet with this inside; `stated`: the size that the ZIP states of the sheet. */
function workbook(sheet: string, stated?: number): Uint8Array<ArrayBuffer> {
  const part = (name: string, xml: string) => ({ name, data: Buffer.from(`<?xml version="1.0"?>${xml}`) })
  return zipFile([
    part(
      '[Content_Types].xml',
      `<Types xmlns="${packages}/content-types"><Override PartName="/xl/workbook.xml" ContentType="${typeOf('sheet.main')}"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${typeOf('worksheet')}"/></Types>`,
    ),
    part(
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    {
      ...part('xl/worksheets/sheet1.xml', `<worksheet xmlns="${main}">${sheet}</worksheet>`),
      ...(stated !== undefined && { stated }),
    },
  ])
}

const oneCell = '<sheetData><row r="1"><c r="A1" t="str"><v>Nama</v></c></row></sheetData>'
const excel = 'urn:schemas-microsoft-com:office:spreadsheet'

/** Small files that ask for more than any machine has. */
export const workbookBombs: Readonly<Record<string, () => Uint8Array<ArrayBuffer>>> = {
  /** A link on each of 17 milliard cells. */
  links: () => workbook(`${oneCell}<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>`),
  /** 900 million columns. */
  columns: () =>
    new TextEncoder().encode(
      `<?xml version="1.0"?><Workbook xmlns="${excel}" xmlns:ss="${excel}"><Worksheet ss:Name="A"><Table><Column ss:Index="1" ss:Span="900000000"/><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table></Worksheet></Workbook>`,
    ),
  /** 200 MB in a file that states 500 bytes. */
  lies: () => workbook(oneCell + ' '.repeat(200_000_000), 500),
}

/** The same workbook with nothing wrong in it. */
export const soundWorkbook = () => workbook(oneCell)
