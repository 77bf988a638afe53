/// Saving: a CSV (RFC 4180, UTF-8) of the records that were judged, as `ndff verdict` takes it.
enum PageSaving {
    static let script = #"""
        let savedVerdicts = new Map();
        const judged = () => records.filter(record => verdicts.has(record.key));
        const unsaved = () => judged().filter(record => savedVerdicts.get(record.key) !== JSON.stringify(verdicts.get(record.key))).length;

        const cell = text => '"' + String(text ?? '').replaceAll('"', '""') + '"';
        function csv(list) {
          const lines = [meta.verdictColumns.map(cell).join(',')];
          for (const record of list) {
            const verdict = verdicts.get(record.key);
            lines.push(meta.verdictColumns.map(column => cell(Object.hasOwn(verdict, column) ? verdict[column] : get(record, column))).join(','));
          }
          return lines.join('\r\n') + '\r\n';
        }

        function save() {
          const list = judged();
          if (!list.length) return say('Er is nog niets beoordeeld.');
          const name = 'oordelen-' + new Date().toISOString().slice(0, 16).replace(/[:T]/g, '') + '.csv';
          const address = URL.createObjectURL(new Blob([csv(list)], { type: 'text/csv;charset=utf-8' }));
          const link = element('a', { href: address, download: name });
          document.body.append(link);
          link.click();
          link.remove();
          setTimeout(() => URL.revokeObjectURL(address), 60000);
          savedVerdicts = new Map(list.map(record => [record.key, JSON.stringify(verdicts.get(record.key))]));
          keep('opgeslagen', [...savedVerdicts]);
          showStand();
          say(number(list.length) + ' oordelen opgeslagen in ' + name + '. Neem ze op met: ndff verdict -c pipeline.yaml ' + name);
        }

        function showStand() {
          const count = verdicts.size, open = unsaved();
          $('stand').textContent = number(count) + ' van ' + number(records.length) + ' beoordeeld' + (open ? ', ' + number(open) + ' niet opgeslagen' : '');
          document.body.dataset.judged = count;
        }

        function watchSaving() {
          const before = kept('opgeslagen');
          if (Array.isArray(before)) savedVerdicts = new Map(before.filter(Array.isArray));
          $('opslaan').addEventListener('click', save);
          // Without storage closing the page would lose the work.
          addEventListener('beforeunload', event => { if (!storage && unsaved()) event.preventDefault(); });
        }
        """#
}
