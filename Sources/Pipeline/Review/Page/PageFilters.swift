/// Which records are in the list, and in what order.
enum PageFilters {
    static let script = #"""
        const FACETS = ['soortgroep', 'regel', 'provincie', 'leverancier'];
        const chosen = { soortgroep: '', regel: '', provincie: '', leverancier: '', oordeel: '', zoek: '', volgorde: '' };
        let shown = [];

        function fits(record, except) {
          for (const facet of FACETS) {
            if (facet !== except && chosen[facet] && !record.facets[facet].includes(chosen[facet])) return false;
          }
          if (except !== 'oordeel' && chosen.oordeel) {
            const verdict = verdicts.get(record.key);
            if (chosen.oordeel === 'open' ? verdict : chosen.oordeel === 'klaar' ? !verdict : !verdict || verdict.verdict !== chosen.oordeel) return false;
          }
          return !chosen.zoek || record.search.includes(chosen.zoek);
        }

        function option(value, label, count) {
          const made = element('option', { value }, label + ' (' + number(count) + ')');
          made.selected = value === (chosen[this] || '');
          return made;
        }

        // Every choice tells how many records it would give with the other filters as they are.
        function fillFacet(facet) {
          const counts = new Map();
          let all = 0;
          for (const record of records) {
            if (!fits(record, facet)) continue;
            all += 1;
            for (const value of record.facets[facet]) counts.set(value, (counts.get(value) || 0) + 1);
          }
          if (chosen[facet] && !counts.has(chosen[facet])) counts.set(chosen[facet], 0);
          const values = [...counts.keys()].sort((a, b) => a.localeCompare(b, 'nl'));
          $('f-' + facet).replaceChildren(option.call(facet, '', 'alle', all), ...values.map(value =>
            option.call(facet, value, facet === 'regel' && ruleTitles.has(value) ? ruleTitles.get(value).replace(/\.$/, '') + ' – ' + value : value, counts.get(value))));
        }

        function fillVerdicts() {
          let all = 0, done = 0;
          const counts = new Map();
          for (const record of records) {
            if (!fits(record, 'oordeel')) continue;
            all += 1;
            const verdict = verdicts.get(record.key);
            if (!verdict) continue;
            done += 1;
            counts.set(verdict.verdict, (counts.get(verdict.verdict) || 0) + 1);
          }
          $('f-oordeel').replaceChildren(
            option.call('oordeel', '', 'alle', all), option.call('oordeel', 'open', 'nog zonder oordeel', all - done),
            option.call('oordeel', 'klaar', 'met oordeel', done),
            ...meta.verdicts.map(([word, , label]) => option.call('oordeel', word, label, counts.get(word) || 0)));
        }

        const ORDERS = {
          soort: (a, b) => a.name.localeCompare(b.name, 'nl') || a.number - b.number,
          datum: (a, b) => (get(a, 'period_start') || '').localeCompare(get(b, 'period_start') || '') || a.number - b.number,
        };

        function applyFilters() {
          const before = current();
          shown = records.filter(record => fits(record));
          if (ORDERS[chosen.volgorde]) shown.sort(ORDERS[chosen.volgorde]);
          FACETS.forEach(fillFacet);
          fillVerdicts();
          $('aantal').textContent = number(shown.length) + ' van ' + number(records.length) + ' waarnemingen';
          $('lijst-inhoud').style.height = shown.length * ROW + 'px';
          const index = shown.indexOf(before);
          select(index >= 0 ? index : 0);
        }

        function watchFilters() {
          for (const facet of [...FACETS, 'oordeel']) {
            $('f-' + facet).addEventListener('change', event => { chosen[facet] = event.target.value; applyFilters(); });
          }
          $('volgorde').addEventListener('change', event => { chosen.volgorde = event.target.value; applyFilters(); });
          let waiting = 0;
          $('zoek').addEventListener('input', event => {
            clearTimeout(waiting);
            waiting = setTimeout(() => { chosen.zoek = event.target.value.trim().toLowerCase(); applyFilters(); }, 150);
          });
          $('filters').addEventListener('submit', event => event.preventDefault());
          $('filters').addEventListener('reset', () => setTimeout(() => {
            for (const key of Object.keys(chosen)) chosen[key] = '';
            applyFilters();
          }));
        }
        """#
}
