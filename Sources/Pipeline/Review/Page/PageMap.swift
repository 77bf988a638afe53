/// The map: km in RD New, y downwards as `-y`.
enum PageMap {
    static let script = #"""
        const ZOOMS = [['Nederland', 0], ['100 km', 100], ['30 km', 30], ['6 km', 6]];
        let zoom = 0;
        const square = (code, size) => {
          const x = Math.floor(code / 1000), y = code % 1000;
          return 'M' + x + ' ' + (-y - size) + 'h' + size + 'v' + size + 'h-' + size + 'z';
        };

        function position(record) {
          const x = parseFloat(get(record, 'x')), y = parseFloat(get(record, 'y'));
          return Number.isFinite(x) && Number.isFinite(y) ? { x: x / 1000, y: y / 1000 } : null;
        }

        // Km from a place to the nearest of some squares; 0 within one.
        function distance(at, squares) {
          let nearest = Infinity;
          for (const [code, size] of squares) {
            const x = Math.floor(code / 1000), y = code % 1000;
            const dx = Math.max(0, x - at.x, at.x - x - size), dy = Math.max(0, y - at.y, at.y - y - size);
            nearest = Math.min(nearest, Math.hypot(dx, dy));
          }
          return nearest;
        }

        function drawMap(record, taxon) {
          const at = position(record);
          const width = (at && ZOOMS[zoom][1]) || 290;
          const box = at && ZOOMS[zoom][1] ? [at.x - width / 2, -at.y - width / 2, width, width] : [5, -622, 290, 320];
          const drawing = shape('svg', { viewBox: box.join(' '), 'aria-hidden': 'true' },
            shape('path', { class: 'land', d: meta.land }));
          // The grid of RD: km when near, else 10 km; beyond the box, for the map may be wider than high.
          if (width <= 100) {
            const step = width > 10 ? 10 : 1;
            let lines = '';
            for (let x = Math.floor(box[0] / step - width / step) * step; x <= box[0] + 2 * width; x += step) lines += 'M' + x + ' ' + (box[1] - width) + 'v' + 3 * width;
            for (let y = Math.floor(box[1] / step - width / step) * step; y <= box[1] + 2 * width; y += step) lines += 'M' + (box[0] - width) + ' ' + y + 'h' + 3 * width;
            drawing.append(shape('path', { class: 'rooster', d: lines }));
          }
          const squares = [], known = [];
          if (taxon) {
            const classes = { weinig: '', meer: '', veel: '' };
            for (let index = 0; index < taxon.squares.length; index += 2) {
              const count = taxon.squares[index + 1];
              squares.push([taxon.squares[index], 5]);
              classes[count < 5 ? 'weinig' : count < 50 ? 'meer' : 'veel'] += square(taxon.squares[index], 5);
            }
            for (const name of Object.keys(classes)) drawing.append(shape('path', { class: 'goedgekeurd ' + name, d: classes[name] }));
            for (const [, size, codes] of taxon.known) {
              for (const code of codes) known.push([code, size]);
              drawing.append(shape('path', { class: 'bekend', d: codes.map(code => square(code, size)).join('') }));
            }
          }
          drawing.append(shape('path', { class: 'grens', d: meta.borders }));
          if (at) {
            const reach = parseFloat(get(record, 'uncertainty_m')) / 1000;
            if (reach > 0) drawing.append(shape('circle', { class: 'onnauwkeurig', cx: at.x, cy: -at.y, r: reach }));
            if (width <= 100) drawing.append(shape('path', { class: 'hok', d: square(Math.floor(at.x) * 1000 + Math.floor(at.y), 1) }));
            const arm = box[3] / 28, gap = arm / 3;
            const cross = 'M' + (at.x - arm) + ' ' + -at.y + 'h' + (arm - gap) + 'm' + 2 * gap + ' 0h' + (arm - gap)
              + 'M' + at.x + ' ' + (-at.y - arm) + 'v' + (arm - gap) + 'm0 ' + 2 * gap + 'v' + (arm - gap);
            drawing.append(shape('path', { class: 'kruis', d: cross }), shape('path', { class: 'kruis boven', d: cross }));
          }
          const bar = [50, 20, 5, 1].find(length => length < width / 3) || 1;
          const [left, bottom] = [box[0] + box[2] / 40, box[1] + box[3] * 0.97];
          drawing.append(shape('path', { class: 'schaal', d: 'M' + left + ' ' + bottom + 'h' + bar }),
            shape('text', { x: left, y: bottom - box[3] / 60, 'font-size': box[3] / 26 }, bar + ' km'));
          const text = mapText(record, at, taxon, squares, known);
          $('kaart').replaceChildren(drawing);
          $('kaart-tekst').textContent = text;
          for (const [index, button] of [...$('zoom').children].entries()) button.setAttribute('aria-pressed', String(index === zoom));
        }

        function mapText(record, at, taxon, squares, known) {
          if (!at) return 'Deze waarneming heeft geen plaats in RD.';
          const parts = ['x ' + Math.round(at.x * 1000) + ', y ' + Math.round(at.y * 1000) + ' (RD New)'];
          const reach = get(record, 'uncertainty_m');
          if (reach) parts.push('onnauwkeurigheid ' + number(Math.round(parseFloat(reach))) + ' m');
          if (!taxon) return parts.join('; ') + '.';
          const away = list => { const km = distance(at, list); return km < 0.05 ? 'erin' : km.toLocaleString('nl-NL', { maximumFractionDigits: 1 }) + ' km'; };
          parts.push(squares.length ? number(squares.length) + ' uurhokken met ' + number(taxon.records) + ' goedgekeurde waarnemingen, de naaste: ' + away(squares)
            : 'geen goedgekeurde waarnemingen van deze soort');
          parts.push(known.length ? number(known.length) + ' hokken in het regelpakket, het naaste: ' + away(known) + years(taxon) : 'het regelpakket heeft geen hokken van deze soort');
          return parts.join('; ') + '.';
        }

        const years = taxon => {
          const told = [...new Set(taxon.known.map(([text]) => text.trim()).filter(Boolean))];
          return told.length ? ' (' + told.join('; ') + ')' : '';
        };

        function setZoom(to) {
          zoom = Math.max(0, Math.min(to, ZOOMS.length - 1));
          const record = current();
          if (record) taxonOf(record).then(taxon => { if (current() === record) drawMap(record, taxon); }, () => drawMap(record, null));
        }

        function makeZoom() {
          $('zoom').replaceChildren(...ZOOMS.map(([label], index) => {
            const button = element('button', { type: 'button', 'aria-pressed': String(index === zoom) }, label);
            button.addEventListener('click', () => setZoom(index));
            return button;
          }));
        }
        """#
}
