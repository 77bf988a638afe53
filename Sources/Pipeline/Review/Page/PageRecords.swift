/// The records as the page holds them, and loading them.
enum PageRecords {
    static let script = #"""
        let meta = null;
        const records = [];
        const place = new Map();
        const ruleTitles = new Map();
        const provinceNames = new Map();
        const taxonFacts = new Map();
        const taxonFiles = new Map();
        const NONE = '(geen)';

        const get = (record, member) => record.row[place.get(member)];

        function take(row) {
          const record = { row, number: records.length };
          const text = member => row[place.get(member)] || '';
          record.key = [text('identity'), text('version'), text('content_hash')].join('\n');
          record.name = text('dutch_name') || text('scientific_name') || NONE;
          record.search = [text('dutch_name'), text('scientific_name'), text('identity')].join('\n').toLowerCase();
          const groups = text('soortgroep').split('|').filter(Boolean);
          record.facets = {
            soortgroep: groups.length ? groups : [NONE],
            regel: text('failing_rules').length ? text('failing_rules') : [NONE],
            provincie: [provinceNames.get(text('province')) || NONE],
            leverancier: [text('source') || NONE],
          };
          records.push(record);
        }

        // A page on disk may not read files, but it may load scripts.
        function load(name) {
          return new Promise((done, failed) => {
            const script = element('script', { src: FOLDER + '/' + name, charset: 'utf-8' });
            script.onload = () => { script.remove(); done(); };
            script.onerror = () => failed(new Error(name));
            document.head.append(script);
          });
        }

        async function taxonOf(record) {
          const taxon = record.row[0];
          const file = Math.floor(taxon / meta.taxaPerFile) + 1;
          if (!taxonFiles.has(file)) taxonFiles.set(file, load('soorten-' + file + '.js'));
          await taxonFiles.get(file);
          return taxonFacts.get(taxon) || null;
        }

        // Days since the start of a leap year.
        const MONTHS = [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366];
        const dayOfYear = (month, day) => MONTHS[month - 1] + day - 1;
        function moment(text) {
          const match = /^(\d+)-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(text || '');
          return match && { year: +match[1], month: +match[2], day: +match[3], time: match[4] };
        }
        const day = m => m.day + '-' + m.month + '-' + m.year;
        function period(record) {
          const start = moment(get(record, 'period_start')), stop = moment(get(record, 'period_stop'));
          if (!start) return get(record, 'verbatim_period') || 'zonder datum';
          if (!stop || day(start) === day(stop)) {
            const clock = start.time === '00:00' ? '' : ' ' + start.time;
            return day(start) + clock + (stop && clock && stop.time !== start.time ? '–' + stop.time : '');
          }
          return day(start) + ' t/m ' + day(stop);
        }
        """#
}
