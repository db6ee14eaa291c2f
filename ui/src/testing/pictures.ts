/** Words in the file of a picture, as a camera or a photo desk writes them. Node only. */
import { readFileSync, writeFileSync } from "node:fs";

export interface Words {
  caption: string;
  credit: string;
  city: string;
}

const DESCRIPTION = 'rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"';

/** Puts a packet of XMP behind the first mark of a JPEG. */
export function writeInto(file: string, { caption, credit, city }: Words): void {
  const packet =
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
    `<rdf:Description ${DESCRIPTION} xmlns:dc="http://purl.org/dc/elements/1.1/" photoshop:Credit="${credit}" ` +
    `photoshop:City="${city}"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">${caption}</rdf:li></rdf:Alt>` +
    "</dc:description></rdf:Description></rdf:RDF></x:xmpmeta>";
  const said = Buffer.from(`http://ns.adobe.com/xap/1.0/\0${packet}`);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(said.length + 2, 2);
  const jpeg = readFileSync(file);
  writeFileSync(file, Buffer.concat([jpeg.subarray(0, 2), head, said, jpeg.subarray(2)]));
}
