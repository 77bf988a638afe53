/// One record, with all that is known of it.
enum PageDetail {
    static let script = #"""
        const LABELS = [
          ['soortgroep', 'Soortgroep'], ['beleidsstatus', 'Beleidsstatus'], ['period_start', 'Begin'], ['period_stop', 'Einde'],
          ['verbatim_period', 'Periode zoals geleverd'], ['abundance_value', 'Aantal'], ['abundance_schema', 'Schaal van het aantal'],
          ['life_stage', 'Levensstadium'], ['sex', 'Geslacht'], ['kmhok', 'Km-hok'], ['province', 'Provincie'], ['source', 'Leverancier'],
          ['determination_method', 'Determinatie'], ['evidence', 'Bewijs bij de leverancier'], ['supplier_status', 'Status bij de leverancier'],
          ['identity', 'Identiteit'], ['version', 'Versie'], ['delivery_id', 'Levering'], ['line', 'Regel in de levering'],
          ['rule_pack', 'Regelpakket'], ['priority', 'Prioriteit'],
        ];

        function factText(record, member) {
          const value = get(record, member);
          if (value === null || value === undefined || value === '') return null;
          if (member === 'province') return provinceNames.get(value) || value;
          if (member === 'kmhok') return Math.floor(+value / 1000) + '-' + +value % 1000;
          if (member === 'soortgroep') return value.split('|').join(', ');
          if (member === 'beleidsstatus') return value.split('|').join('; ');
          if (member === 'period_start' || member === 'period_stop') return value.replace('T', ' ');
          return String(value);
        }

        function showDetail() {
          const record = current();
          $('detail').hidden = !record;
          $('leeg').hidden = Boolean(record);
          if (!record) return;
          $('naam').textContent = record.name;
          $('wetenschappelijk').textContent = get(record, 'dutch_name') ? get(record, 'scientific_name') || '' : '';
          $('kort').textContent = [period(record), factText(record, 'province'), factText(record, 'kmhok') && 'km-hok ' + factText(record, 'kmhok'),
            factText(record, 'abundance_value') && 'aantal ' + factText(record, 'abundance_value'), stageName(factText(record, 'life_stage') || '')]
            .filter(Boolean).join(' · ');
          const findings = get(record, 'findings');
          $('punten').replaceChildren(...(findings.length ? findings : record.facets.regel).map(text => element('li', {}, text)));
          const earlier = get(record, 'last_verdicts');
          $('eerder-vak').hidden = !earlier.length;
          $('eerder').replaceChildren(...earlier.map(text => element('li', {}, text)));
          $('feiten').replaceChildren(...LABELS.flatMap(([member, label]) => {
            const text = factText(record, member);
            return text === null ? [] : [element('tr', {}, element('th', { scope: 'row' }, label), element('td', {}, linked(text)))];
          }));
          showVerdict();
          taxonOf(record).then(taxon => {
            if (current() !== record) return;
            drawMap(record, taxon);
            drawSeasons(record, taxon);
            document.body.dataset.drawn = record.key;
          }, () => {
            say('Een bestand in de map ' + FOLDER + ' ontbreekt: de soortgegevens worden niet getoond.');
            drawMap(record, null);
            drawSeasons(record, null);
          });
        }
        """#
}
