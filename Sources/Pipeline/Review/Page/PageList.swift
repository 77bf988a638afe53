/// The list: only the rows in view are made, so that its length costs nothing.
enum PageList {
    static let script = #"""
        const ROW = 52;
        let selected = -1;
        const current = () => shown[selected];

        function drawList() {
          const list = $('lijst');
          const first = Math.max(0, Math.floor(list.scrollTop / ROW) - 3);
          const last = Math.min(shown.length, first + Math.ceil(list.clientHeight / ROW) + 7);
          const items = [];
          for (let index = first; index < last; index += 1) {
            const record = shown[index];
            const verdict = verdicts.get(record.key);
            const item = element('div', {
              class: 'item', role: 'option', id: 'item-' + index, 'aria-selected': String(index === selected),
              'aria-setsize': shown.length, 'aria-posinset': index + 1,
            },
              element('span', { class: 'punten', title: 'prioriteit' }, String(get(record, 'priority'))),
              element('span', {}, record.name),
              element('span', { class: 'tweede' }, [period(record), record.facets.provincie[0], record.facets.regel.map(rule => (ruleTitles.get(rule) || rule).replace(/\.$/, '').toLowerCase() + '?').join(' ')].join(' · ')),
              element('span', { class: 'teken' }, verdict ? '✓ ' + keyOf(verdict.verdict) : ''));
            item.style.top = index * ROW + 'px';
            item.addEventListener('click', () => select(index));
            items.push(item);
          }
          $('lijst-inhoud').replaceChildren(...items);
        }

        function select(index) {
          selected = Math.max(0, Math.min(index, shown.length - 1));
          if (!shown.length) selected = -1;
          const list = $('lijst');
          if (selected >= 0) {
            const top = selected * ROW;
            if (top < list.scrollTop) list.scrollTop = top;
            else if (top + ROW > list.scrollTop + list.clientHeight) list.scrollTop = top + ROW - list.clientHeight;
            list.setAttribute('aria-activedescendant', 'item-' + selected);
          } else {
            list.removeAttribute('aria-activedescendant');
          }
          drawList();
          showDetail();
        }

        function watchList() {
          $('lijst').addEventListener('scroll', drawList, { passive: true });
          addEventListener('resize', drawList);
        }
        """#
}
