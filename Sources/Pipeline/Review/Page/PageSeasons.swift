/// The year: seasons of the rule pack, what is approved by part of the month, and the record.
enum PageSeasons {
    static let script = #"""
        const MONTH_NAMES = ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september', 'oktober', 'november', 'december'];
        const STAGES = { '*': 'alle stadia', mature: 'volwassen', egg: 'ei', larva: 'larve', pupa: 'pop', juvenile: 'juveniel', flowering: 'bloeiend' };
        const stageName = stage => Object.hasOwn(STAGES, stage) ? STAGES[stage] : stage;

        function stretches(from, to) { return from <= to ? [[from, to]] : [[0, to], [from, 365]]; }

        function drawSeasons(record, taxon) {
          const seasons = taxon ? taxon.seasons : [], parts = taxon ? taxon.parts : [];
          const top = seasons.length * 13 + 4, height = top + 92;
          const drawing = shape('svg', { viewBox: '0 -2 366 ' + (height + 16), 'aria-hidden': 'true' });
          MONTH_NAMES.forEach((name, month) => drawing.append(
            shape('path', { class: 'maand', d: 'M' + MONTHS[month] + ' 0V' + height }),
            shape('text', { x: MONTHS[month] + 15, y: height + 12, 'font-size': 11, 'text-anchor': 'middle' }, name === 'maart' ? 'mrt' : name.slice(0, 3))));
          seasons.forEach(([stage, startMonth, startDay, endMonth, endDay], index) => {
            for (const [from, to] of stretches(dayOfYear(startMonth, startDay), dayOfYear(endMonth, endDay))) {
              drawing.append(shape('rect', { class: 'band', x: from, y: index * 13, width: to - from + 1, height: 11 }));
            }
            drawing.append(shape('text', { x: dayOfYear(startMonth, startDay) + 3, y: index * 13 + 9, 'font-size': 9 }, stageName(stage)));
          });
          const most = Math.max(1, ...parts);
          parts.forEach((count, part) => {
            if (!count) return;
            const from = MONTHS[Math.floor(part / 3)] + (part % 3) * 10;
            const to = part % 3 === 2 ? MONTHS[Math.floor(part / 3) + 1] : from + 10;
            const tall = Math.max(1.5, count / most * 82);
            drawing.append(shape('rect', { class: 'staaf', x: from + 0.6, y: height - tall, width: to - from - 1.2, height: tall }));
          });
          const start = moment(get(record, 'period_start')), stop = moment(get(record, 'period_stop')) || start;
          if (start) {
            const long = stop.year - start.year > 1 || (stop.year > start.year && dayOfYear(stop.month, stop.day) >= dayOfYear(start.month, start.day));
            const ranges = long ? [[0, 365]] : stretches(dayOfYear(start.month, start.day), dayOfYear(stop.month, stop.day));
            for (const [from, to] of ranges) {
              drawing.append(shape('rect', { class: 'nu', x: from - 0.5, y: 0, width: Math.max(2, to - from + 1), height, 'fill-opacity': to - from > 3 ? 0.3 : 1 }));
            }
          }
          drawing.append(shape('path', { class: 'maand', d: 'M0 ' + height + 'H366' }));
          $('seizoen').replaceChildren(drawing);
          $('seizoen-tekst').textContent = seasonText(record, taxon, seasons, parts, most);
        }

        function seasonText(record, taxon, seasons, parts, most) {
          const told = ['Rood: deze waarneming, ' + period(record) + (get(record, 'life_stage') ? ' (' + stageName(get(record, 'life_stage')) + ')' : '')];
          if (!taxon) return told.join('') + '.';
          told.push(seasons.length ? 'geel: seizoen volgens het regelpakket, ' + seasons.map(([stage, sm, sd, em, ed]) =>
            stageName(stage) + ' ' + sd + ' ' + MONTH_NAMES[sm - 1] + ' – ' + ed + ' ' + MONTH_NAMES[em - 1]).join(', ') + ' (speling ' + meta.tolerance + ' dagen)'
            : 'het regelpakket heeft geen seizoen van deze soort');
          const sum = parts.reduce((total, count) => total + count, 0);
          if (sum) {
            const busiest = parts.indexOf(most);
            told.push('blauw: ' + number(sum) + ' goedgekeurde waarnemingen van alle jaren en stadia per derde deel van de maand, de meeste in '
              + ['begin', 'midden', 'eind'][busiest % 3] + ' ' + MONTH_NAMES[Math.floor(busiest / 3)]);
          } else told.push('geen goedgekeurde waarnemingen van deze soort met een dag');
          return told.join('; ') + '.';
        }
        """#
}
