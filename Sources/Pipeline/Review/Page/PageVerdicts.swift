/// Giving verdicts, taking them back, and keeping them in the browser. The words are those of `ndff verdict`.
enum PageVerdicts {
    static let script = #"""
        const verdicts = new Map();
        const history = [];
        const reasons = new Set();
        let pending = null;
        let storage = null;
        const keyOf = word => (meta.verdicts.find(([known]) => known === word) || ['', word])[1];
        const labelOf = word => (meta.verdicts.find(([known]) => known === word) || [word, '', word])[2];

        function keep(name, value) {
          if (!storage) return;
          try {
            if (value === null) storage.removeItem(meta.storageKey + name);
            else storage.setItem(meta.storageKey + name, JSON.stringify(value));
          } catch {
            storage = null;
            say('De browser kan de voortgang niet meer bewaren: sla op voordat u de pagina sluit.');
          }
        }
        function kept(name) {
          try { return storage && JSON.parse(storage.getItem(meta.storageKey + name)); } catch { return null; }
        }

        function restore() {
          try {
            storage = localStorage;
            storage.setItem(meta.storageKey + 'proef', '1');
            storage.removeItem(meta.storageKey + 'proef');
          } catch {
            storage = null;
            say('Deze browser bewaart geen voortgang van een bestand op schijf: sla op voordat u de pagina sluit.');
          }
          const person = kept('wie');
          if (person) { $('rol').value = String(person.role || ''); $('pseudoniem').value = String(person.pseudonym || ''); }
          const words = new Set(meta.verdicts.map(([word]) => word));
          for (const record of records) {
            const verdict = kept('oordeel\n' + record.key);
            if (verdict && words.has(verdict.verdict) && ['role', 'pseudonym', 'moment', 'reason'].every(name => typeof verdict[name] === 'string')) {
              verdicts.set(record.key, verdict);
              remember(verdict.reason);
            }
          }
        }

        function put(record, verdict) {
          if (verdict) verdicts.set(record.key, verdict); else verdicts.delete(record.key);
          keep('oordeel\n' + record.key, verdict || null);
          showStand();
        }

        function remember(reason) {
          if (reasons.has(reason) || reasons.size >= 200) return;
          reasons.add(reason);
          $('redenen').append(element('option', { value: reason }));
        }

        // The same forms as `ndff verdict` asks for.
        function person() {
          const role = $('rol'), pseudonym = $('pseudoniem');
          const isRole = /^[A-Za-z][A-Za-z0-9._-]{0,39}$/.test(role.value.trim());
          const isPseudonym = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/.test(pseudonym.value.trim());
          role.setAttribute('aria-invalid', String(!isRole));
          pseudonym.setAttribute('aria-invalid', String(!isPseudonym));
          if (isRole && isPseudonym) return { role: role.value.trim(), pseudonym: pseudonym.value.trim() };
          say('Vul eerst uw rol (zoals validator) en pseudoniem (zoals val-017) in, elk één woord van letters, cijfers, punt en streepje.');
          (isRole ? pseudonym : role).focus();
          return null;
        }

        function judge(word) {
          const record = current();
          if (!record) return;
          pending = word;
          const who = person();
          if (!who) return;
          const reason = $('reden').value.trim();
          if (!reason) {
            say(labelOf(word) + ': schrijf in een zin waarom, en druk op Enter.');
            $('reden').focus();
            return;
          }
          pending = null;
          const inReason = document.activeElement === $('reden');
          history.push([record, verdicts.get(record.key)]);
          put(record, { verdict: word, ...who, moment: new Date().toISOString().replace(/\.\d+Z$/, 'Z'), reason });
          remember(reason);
          if (!$('vasthouden').checked) $('reden').value = '';
          say(record.name + ': ' + labelOf(word).toLowerCase() + '.');
          if (inReason) $('lijst').focus();
          if (selected + 1 < shown.length) select(selected + 1); else select(selected);
        }

        function undo() {
          const last = history.pop();
          if (!last) return say('Er is niets om terug te nemen.');
          const [record, before] = last;
          put(record, before);
          if (!shown.includes(record)) applyFilters();
          const index = shown.indexOf(record);
          if (index >= 0) select(index); else drawList();
          say('Teruggenomen: ' + record.name + '.');
        }

        function clearVerdict() {
          const record = current();
          if (!record || !verdicts.has(record.key)) return;
          history.push([record, verdicts.get(record.key)]);
          put(record, null);
          select(selected);
          say('Oordeel gewist: ' + record.name + '.');
        }

        function showVerdict() {
          const verdict = verdicts.get(current().key);
          for (const button of $('knoppen').children) {
            if (button.dataset.word) button.setAttribute('aria-pressed', String(Boolean(verdict) && verdict.verdict === button.dataset.word));
          }
          $('gegeven').textContent = verdict ? labelOf(verdict.verdict) + ' door ' + verdict.role + ' ' + verdict.pseudonym + ': ' + verdict.reason : '';
        }

        function makeButtons() {
          const button = (label, key, action, word) => {
            const made = element('button', { type: 'button' }, label + ' ', element('kbd', {}, key));
            if (word) { made.dataset.word = word; made.setAttribute('aria-pressed', 'false'); }
            made.addEventListener('click', action);
            return made;
          };
          $('knoppen').replaceChildren(
            ...meta.verdicts.map(([word, key, label]) => button(label, key, () => judge(word), word)),
            Object.assign(button('Terugnemen', 'u', undo), { className: 'los' }), button('Oordeel wissen', 'x', clearVerdict));
          for (const id of ['rol', 'pseudoniem']) {
            $(id).addEventListener('change', () => keep('wie', { role: $('rol').value.trim(), pseudonym: $('pseudoniem').value.trim() }));
          }
          $('wie').addEventListener('submit', event => event.preventDefault());
          const enter = event => {
            if (event.key !== 'Enter' || event.isComposing) return;
            event.preventDefault();
            if (pending) judge(pending); else $('lijst').focus();
          };
          for (const id of ['rol', 'pseudoniem', 'reden']) $(id).addEventListener('keydown', enter);
        }
        """#
}
