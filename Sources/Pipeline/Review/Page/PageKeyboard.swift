/// Keys. They rest while somebody types, and can be switched off.
enum PageKeyboard {
    static let script = #"""
        function actions() {
          const list = [
            [['j', 'ArrowDown'], 'j of ↓', 'volgende', () => select(selected + 1)],
            [['k', 'ArrowUp'], 'k of ↑', 'vorige', () => select(selected - 1)],
            [['PageDown'], 'Page Down', 'tien verder', () => select(selected + 10)],
            [['PageUp'], 'Page Up', 'tien terug', () => select(selected - 10)],
          ];
          for (const [word, key, label] of meta.verdicts) list.push([[key], key, label.toLowerCase(), () => judge(word)]);
          list.push(
            [['r'], 'r', 'reden schrijven (Enter: terug naar de lijst)', () => $('reden').focus()],
            [['u'], 'u', 'laatste oordeel terugnemen', undo], [['x'], 'x', 'oordeel van deze waarneming wissen', clearVerdict],
            [['z'], 'z', 'kaart: volgende uitsnede', () => setZoom((zoom + 1) % ZOOMS.length)],
            [['+', '='], '+', 'kaart dichterbij', () => setZoom(zoom + 1)], [['-'], '-', 'kaart verder weg', () => setZoom(zoom - 1)],
            [['/'], '/', 'zoeken', () => $('zoek').focus()], [['s'], 's', 'opslaan', save],
            [['?'], '?', 'deze uitleg', () => { $('uitleg').open = !$('uitleg').open; }]);
          return list;
        }

        function watchKeys() {
          const list = actions();
          const byKey = new Map(list.flatMap(([keys, , , action]) => keys.map(key => [key, action])));
          document.addEventListener('keydown', event => {
            const within = event.target instanceof Element ? event.target : document.body;
            if (within.closest('input:not([type=checkbox]), textarea')) {
              if (event.key === 'Escape') { pending = null; $('lijst').focus(); }
              return;
            }
            if (!$('sneltoetsen').checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || within.closest('select')) return;
            if (event.key.startsWith('Page') && within.closest('main, footer')) return;
            const action = byKey.get(event.key.length === 1 ? event.key.toLowerCase() : event.key);
            if (!action) return;
            event.preventDefault();
            action();
          });
          $('toetsen').replaceChildren(
            element('p', {}, 'Kies een waarneming, schrijf een reden en geef een oordeel met een knop of toets; de volgende verschijnt vanzelf. '
              + 'Opslaan maakt een CSV met wat beoordeeld is, die de beheerder met ndff verdict opneemt; hetzelfde bestand nog eens opnemen doet geen kwaad. '
              + 'De regels vragen om aandacht, het oordeel is aan u. Prioriteit: ' + meta.priority + '.'),
            element('table', {}, element('tbody', {}, ...list.map(([, name, text]) =>
              element('tr', {}, element('th', { scope: 'row' }, element('kbd', {}, name)), element('td', {}, text))))));
        }
        """#
}
