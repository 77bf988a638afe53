/// Beginning: the first script beside the page calls `start`, which loads the rest.
enum PageStart {
    static let script = #"""
        function tellOrigin() {
          const parts = ['Intern: bevat exacte plaatsen, niet verspreiden.', 'Snapshot ' + meta.snapshot + ', regelpakket ' + meta.pack + '.'];
          if (meta.groups.length) parts.push('Alleen ' + meta.groups.join(', ') + '.');
          if (meta.shown < meta.waiting) {
            parts.push('Dit zijn de ' + number(meta.shown) + ' dringendste van ' + number(meta.waiting) + ' wachtende waarnemingen.');
          }
          if (meta.examples.length) parts.push('Gemaakt met voorbeelden, geen officiële lijsten: ' + meta.examples.join(', ') + '.');
          $('herkomst').textContent = parts.join(' ');
        }

        async function start(given) {
          meta = given;
          meta.members.forEach((name, index) => place.set(name, index));
          for (const [id, title] of meta.rules) ruleTitles.set(id, title);
          for (const [code, name] of meta.provinces) provinceNames.set(code, name);
          tellOrigin();
          for (const [index, file] of meta.files.entries()) {
            if (index % 5 === 4) say('Laden: ' + number(records.length) + ' van ' + number(meta.shown) + ' …');
            try {
              await load(file);
            } catch {
              say('Het bestand ' + FOLDER + '/' + file + ' ontbreekt: de lijst is niet volledig. Kopieer de pagina samen met de map ' + FOLDER + '.');
              break;
            }
          }
          if (records.length === meta.shown) say('');
          restore();
          makeButtons();
          makeZoom();
          watchList();
          watchFilters();
          watchSaving();
          watchKeys();
          applyFilters();
          showStand();
          $('lijst').focus();
          document.body.dataset.ready = 'true';
        }

        addEventListener('load', () => {
          if (!meta) say('De map ' + FOLDER + ' ontbreekt naast deze pagina: kopieer ze samen.');
        });

        return Object.freeze({
          start,
          add: rows => rows.forEach(take),
          taxa: list => list.forEach(([taxon, facts]) => taxonFacts.set(taxon, facts)),
        });
        """#
}
